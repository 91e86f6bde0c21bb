//! The dated facts by year, each at its own precision: what has happened or is so, and, set apart in
//! shape and words, what the source only planned or foresaw.

use std::collections::BTreeMap;

use askama::Template;

use super::listing::{FactListing, ListingView, PageLink};
use super::timeline_picture::{Shape, TimelinePicture};
use crate::address::{Address, Listing};
use crate::domain::{List, Term};
use crate::pages::layout::Frame;
use crate::pages::records::{FactItem, terms_in};
use crate::pages::{Context, PageError};

#[derive(Template)]
#[template(path = "pages/timeline.html")]
pub struct TimelinePage {
    frame: Frame,
    view: ListingView,
    years: Vec<Year>,
    picture: TimelinePicture,
    explained: Vec<Term>,
}

/// The facts whose date begins in a year.
#[derive(Debug, Default)]
struct Year {
    number: i32,
    past: Vec<FactItem>,
    ahead: Vec<FactItem>,
}

impl TimelinePage {
    pub async fn load(context: Context<'_>, listing: &Listing) -> Result<Option<Self>, PageError> {
        let Some(page) = FactListing::load(context, listing).await? else { return Ok(None) };
        let FactListing { view, items, .. } = page;
        // The page has the titles alone.
        let titles: Vec<&str> = items.iter().map(|item| item.fact.title.as_str()).collect();
        let explained = terms_in(context.store, &titles.join("\n")).await?;
        let description = format!(
            "경산시 산업정책 연표입니다. 날짜가 있는 기록 {}건을 출처에 나온 만큼의 날짜로 보여 주고, 계획과 전망은 \
             따로 표시합니다.",
            view.total
        );
        let frame = Frame::new(context.site, vec![view.crumb("연표")], description);
        let years = by_year(items);
        Ok(Some(Self {
            frame: frame.of_listing(listing),
            picture: TimelinePicture::new(years.iter().map(Year::items)),
            years,
            explained,
            view,
        }))
    }
}

/// Groups facts, already in the order of their dates, by the year in which they begin.
fn by_year(facts: Vec<FactItem>) -> Vec<Year> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for item in facts {
        let Some(date) = item.fact.date() else { continue };
        let (year, _) = date.edtf.years();
        let group = years.entry(year).or_default();
        group.number = year;
        let list = if item.fact.is_prospective() { &mut group.ahead } else { &mut group.past };
        list.push(item);
    }
    years.into_values().collect()
}

impl Year {
    /// The facts of the year for its picture, what has happened first.
    fn items(&self) -> (i32, Vec<&FactItem>) {
        (self.number, self.past.iter().chain(&self.ahead).collect())
    }

    fn total(&self) -> usize {
        self.past.len() + self.ahead.len()
    }
}
