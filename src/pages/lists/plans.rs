//! Every plan and what became of it: how many are in each state, and each plan with its state, when it was due, how
//! late it came about and by which fact that is known.

use askama::Template;

use super::listing::{FactListing, ListingView, PageLink};
use crate::address::{Address, Listing};
use crate::domain::{Filters, PlanState, Term};
use crate::pages::layout::Frame;
use crate::pages::records::FactItem;
use crate::pages::{Context, PageError};
use crate::store::StoreError;
use crate::wording::{date_text, lateness_text, state_label};

#[derive(Template)]
#[template(path = "pages/plans.html")]
pub struct PlansPage {
    frame: Frame,
    view: ListingView,
    /// How many of all that fit are in each state, zeros left out.
    states: Vec<(PlanState, &'static str, u64)>,
    /// The plans of the page by theme: its name, its sentence, its plans.
    themes: Vec<(String, String, Vec<FactItem>)>,
    explained: Vec<Term>,
}

/// How many plans that fit the filters a reader finds under each state, zeros left out.
pub async fn states(
    context: Context<'_>,
    filters: &Filters,
) -> Result<Vec<(PlanState, &'static str, u64)>, StoreError> {
    let mut shown: Vec<(PlanState, &'static str, u64)> = Vec::new();
    for (state, count) in context.store.states(filters, context.today).await? {
        let label = state_label(state);
        // Plans whose time has passed and those that never had one are one state to a reader.
        match shown.iter_mut().find(|(_, of, _)| *of == label) {
            Some((_, _, sum)) => *sum += count,
            None => shown.push((state, label, count)),
        }
    }
    Ok(shown)
}

impl PlansPage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, items, explained } = page;
        let states = states(context, &listing.filters).await?;
        let description = format!(
            "2018년 무렵 경산의 계획 {}건을 누가 언제 하려 했고 그 뒤 어떻게 되었는지 모았습니다.",
            view.total
        );
        let frame = Frame::new(context.site, vec![view.crumb("계획과 그 뒤")], description);
        Ok(Some(Self {
            frame: frame.of_listing(listing),
            states,
            themes: by_theme(context, items),
            explained,
            view,
        }))
    }

    /// When a plan was due, in words.
    fn due(item: &FactItem) -> String {
        let due = item.plan.as_ref().and_then(|plan| plan.course.due);
        due.map_or_else(|| "때가 나오지 않음".to_owned(), date_text)
    }

    /// How late a plan came about.
    fn late(item: &FactItem) -> Option<String> {
        lateness_text(&item.plan.as_ref()?.course)
    }

    /// The fact by which the state is known: its statement and its address.
    fn teller(item: &FactItem) -> Option<(&str, Address)> {
        let told = item.plan.as_ref()?.course.last()?;
        Some((&told.fact.statement, Address::Fact(told.fact.code, None)))
    }
}

/// The plans by theme, in the order given.
fn by_theme(context: Context<'_>, items: Vec<FactItem>) -> Vec<(String, String, Vec<FactItem>)> {
    let mut themes: Vec<(String, String, Vec<FactItem>)> = Vec::new();
    for item in items {
        let theme = item.fact.theme.as_ref().and_then(|slug| context.site.theme(slug));
        let (name, summary) =
            theme.map(|theme| (theme.name.clone(), theme.summary.clone())).unwrap_or_default();
        match themes.last_mut() {
            Some((last, _, plans)) if *last == name => plans.push(item),
            _ => themes.push((name, summary, vec![item])),
        }
    }
    themes
}
