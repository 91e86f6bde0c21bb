//! Every plan and its outcome: the counts by state as a bar and a sentence, then each plan as a row, by theme. Hopes
//! that nobody can check are folded at the end with their reasons.

use askama::Template;

use super::embed::embed_code;
use super::listing::{ListingView, PageLink};
use super::narrowing::FacetGroup;
use crate::address::{Address, EmbeddedPage, Listing};
use crate::domain::{FacetValue, PlanState, Theme};
use crate::pages::layout::Frame;
use crate::pages::plans::{PlanRow, Tally};
use crate::pages::{Context, PageError};

#[derive(Template)]
#[template(path = "pages/plans.html")]
pub struct PlansPage {
    frame: Frame,
    view: ListingView,
    /// The counts of the plans that fit the filters.
    tally: Tally,
    /// The plans of the page, by theme.
    themes: Vec<(Option<Theme>, Vec<PlanRow>)>,
    /// The hopes that nobody can check.
    hopes: Vec<PlanRow>,
    /// The HTML to paste into another site's page.
    embed_code: String,
}

impl PlansPage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let narrowed =
            context.store.narrowed(listing.list, &listing.filters, context.today).await?;
        let part = narrowed.facts(listing.range()).await?;
        let view = ListingView::new(context, listing, &narrowed, part.total);
        let Some(view) = view else { return Ok(None) };
        let tally = Tally::load(context, &listing.filters).await?;
        let rows = PlanRow::list(context, part.items).await?;
        // A reader who filters by hopes sees them unfolded.
        let asks = listing.filters.values.contains(&FacetValue::State(PlanState::Unverifiable));
        let is_hope = |row: &PlanRow| !asks && row.state() == PlanState::Unverifiable;
        let (hopes, rows) = rows.into_iter().partition(is_hope);
        let description = format!(
            "2018년 무렵 경산의 계획 {}건을 누가 언제 하려 했고 그 뒤 어떻게 되었는지 한 표에 모았습니다.",
            view.total
        );
        let frame =
            Frame::new(context.site, vec![view.crumb(context, "계획과 그 뒤")], description);
        let frame = if view.tags.is_empty() {
            frame.shared_as(format!("2018년 경산의 계획 {}건과 그 뒤", view.total))
        } else {
            frame
        };
        Ok(Some(Self {
            frame: frame.of_listing(listing),
            tally,
            themes: by_theme(context, rows),
            hopes,
            embed_code: embed_code(context.site, EmbeddedPage::Plans)?,
            view,
        }))
    }

    /// The number of a theme's plans, with the hopes among them that stand at the end of the page.
    fn count_text(&self, theme: Option<&Theme>, rows: &[PlanRow]) -> String {
        let own = theme.map(|theme| &theme.slug);
        let of_theme = |row: &&PlanRow| row.item.fact.theme.as_ref() == own;
        match self.hopes.iter().filter(of_theme).count() {
            0 => format!("계획 {}건", rows.len()),
            hopes => {
                format!("계획 {}건(기대 {hopes}건은 맨 아래)", rows.len() + hopes)
            }
        }
    }

    /// The values of a filter that are shown without a click.
    fn chips(&self, name: &str) -> Option<&FacetGroup> {
        self.view.groups.iter().find(|group| group.name == name)
    }
}

/// The plans by theme, in the order of the themes.
fn by_theme(context: Context<'_>, rows: Vec<PlanRow>) -> Vec<(Option<Theme>, Vec<PlanRow>)> {
    let themes = context.site.themes.iter().cloned().map(Some).chain([None]);
    let mut groups: Vec<(Option<Theme>, Vec<PlanRow>)> =
        themes.map(|theme| (theme, Vec::new())).collect();
    for row in rows {
        let known = row.item.fact.theme.as_ref();
        let at =
            groups.iter().position(|(theme, _)| theme.as_ref().map(|theme| &theme.slug) == known);
        let last = groups.len() - 1;
        groups[at.unwrap_or(last)].1.push(row);
    }
    groups.retain(|(_, rows)| !rows.is_empty());
    groups
}
