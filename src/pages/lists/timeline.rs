//! The timeline: its picture, and the dated facts year by year, each at its own precision and with the mark of what
//! became of it. On a narrow screen the list is the picture: its marks stand on a line that runs down.

use std::collections::BTreeMap;

use askama::Template;
use chrono::{Datelike, NaiveDate};

use super::embed::embed_code;
use super::listing::{FactListing, ListingView, PageLink};
use crate::address::{Address, EmbeddedPage, FixedFile, Listing};
use crate::domain::{Facet, List, PlanState};
use crate::pages::layout::{Frame, Site};
use crate::pages::records::FactItem;
use crate::pages::timeline_picture::{TimelinePicture, first_article};
use crate::pages::{Context, PageError};
use crate::wording::{date_text, lateness_text, outcome_label};

#[derive(Template)]
#[template(path = "pages/timeline.html")]
pub struct TimelinePage {
    frame: Frame,
    view: ListingView,
    /// What there is, in a sentence.
    lead: String,
    years: Vec<Year>,
    picture: TimelinePicture,
    /// What to put into another site's page.
    embed_code: String,
}

/// The facts whose date begins in a year.
#[derive(Debug)]
struct Year {
    number: i32,
    /// Whether the picture has years rather than months from here on.
    follows_break: bool,
    moments: Vec<Moment>,
}

/// A fact in the list.
#[derive(Debug)]
struct Moment {
    item: FactItem,
    /// The slug and the name of its theme.
    theme: Option<(String, String)>,
    /// The key of its mark.
    mark: &'static str,
    /// What became of it, or of the plan that it tells the outcome of.
    state: Option<String>,
    late: Option<String>,
    /// What is said before it: that the first article appeared.
    flag: Option<String>,
}

impl TimelinePage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, items, .. } = page;
        let picture = TimelinePicture::full(context, &listing.filters).await?;
        let years = by_year(context.site, items);
        let description =
            format!("경산의 {}을 날짜순으로 보여 줍니다.", told(&picture, listing, view.total));
        let frame = Frame::new(context.site, vec![view.crumb("연표")], description);
        Ok(Some(Self {
            frame: frame.of_listing(listing),
            lead: format!("{}입니다.", told(&picture, listing, view.total)),
            embed_code: embed_code(context.site, EmbeddedPage::Timeline)?,
            picture,
            years,
            view,
        }))
    }
}

/// `2016년부터 2025년까지 있었던 일과 계획 68건`; of one year, into which longer spans reach, `2017년에 걸친 일과 계획 35건`.
fn told(picture: &TimelinePicture, listing: &Listing, total: u64) -> String {
    let years = listing.filters.values.iter().any(|value| value.facet() == Facet::Year);
    match picture.years {
        Some((first, last)) if first < last && !years => {
            format!("{first}년부터 {last}년까지 있었던 일과 계획 {total}건")
        }
        Some(_) if years => format!("그해에 걸친 일과 계획 {total}건"),
        Some(_) | None => format!("있었던 일과 계획 {total}건"),
    }
}

/// Facts, already in the order of their dates, by the year in which they begin.
fn by_year(site: &Site, items: Vec<FactItem>) -> Vec<Year> {
    let article = first_article(site);
    let appeared = article.map(|article| article.published.edtf.earliest());
    let mut flag = article.map(|article| format!("{} 기사가 나온 무렵", article.publisher));
    let mut before: Option<NaiveDate> = None;
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for item in items {
        let Some(date) = item.fact.date() else { continue };
        let first = date.edtf.earliest();
        // Between the year of the article and a later one.
        let follows_break = before.zip(appeared).is_some_and(|(before, appeared)| {
            before.year() <= appeared.year() && appeared.year() < first.year()
        });
        // The flag stands between what came before the article and what came after it.
        let is_flagged = before
            .zip(appeared)
            .is_some_and(|(before, appeared)| before < appeared && appeared <= first);
        before = Some(first);
        let year = years.entry(first.year()).or_insert(Year {
            number: first.year(),
            follows_break,
            moments: Vec::new(),
        });
        let flag = if is_flagged { flag.take() } else { None };
        year.moments.push(Moment::new(site, item, flag));
    }
    years.into_values().collect()
}

impl Moment {
    fn new(site: &Site, item: FactItem, flag: Option<String>) -> Self {
        let theme = item.fact.theme.as_ref().and_then(|slug| site.theme(slug));
        let theme = theme.map(|theme| (theme.slug.to_string(), theme.name.clone()));
        let outcome = item.fact.outcome_of.first().map(|outcome| outcome.outcome);
        let (mark, state) = match (&item.plan, outcome) {
            (Some(plan), _) => (plan.mark(), Some(plan.label().to_owned())),
            (None, Some(outcome)) => {
                (PlanState::from(outcome).key(), Some(outcome_label(outcome).to_owned()))
            }
            (None, None) if item.fact.is_prospective() => {
                (PlanState::NotDue.key(), Some(item.status_label()))
            }
            (None, None) => (PlanState::Done.key(), None),
        };
        let late = item.plan.as_ref().and_then(|plan| lateness_text(&plan.course));
        Self { item, theme, mark, state, late, flag }
    }

    /// The date without its year, which stands above.
    fn when(&self) -> String {
        let Some(date) = self.item.fact.date() else { return String::new() };
        let text = date_text(date.edtf);
        match text.split_once("년 ") {
            Some((year, rest)) if year.len() == 4 && !rest.contains('~') => rest.to_owned(),
            _ => text,
        }
    }
}
