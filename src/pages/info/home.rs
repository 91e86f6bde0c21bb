//! The home page answers at a glance: how all plans stand, the latest outcomes, how each theme went, when things
//! happened, and three numbers of the place itself.

use std::cmp::Reverse;

use askama::Template;

use crate::address::Address;
use crate::domain::{Code, Fact, Filters, Kind, List, Status};
use crate::formats::dataset;
use crate::pages::Context;
use crate::pages::files::download_links;
use crate::pages::layout::Frame;
use crate::pages::plans::{PlanRow, Tally};
use crate::pages::records::FactItem;
use crate::pages::themes::{ThemeCard, cards};
use crate::pages::timeline_picture::TimelinePicture;
use crate::store::StoreError;

/// How many of the latest outcomes are shown, and how many numbers of the place.
const LATEST: usize = 6;
const NUMBERS: usize = 3;

/// How many facts about the place are read for its numbers.
const MOST_FACTS: usize = 200;

#[derive(Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    frame: Frame,
    tally: Tally,
    /// The plans with the latest outcomes, the newest first.
    latest: Vec<PlanRow>,
    cards: Vec<ThemeCard>,
    picture: TimelinePicture,
    numbers: Vec<FactItem>,
}

impl HomePage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let description = format!("AMRC 아시아센터는 세워졌을까요? {}", site.description());
        let resolved = store.last_resolved(LATEST).await?;
        let order: Vec<Code> = resolved.iter().map(|plan| plan.code).collect();
        let mut latest = PlanRow::list(context, resolved).await?;
        latest.sort_by_key(|row| order.iter().position(|code| *code == row.item.fact.code));
        let numbers = numbers(context).await?;
        Ok(Self {
            frame: Frame::new(site, Vec::new(), description.clone()).describing(dataset(
                &site.public_url,
                &description,
                site.edition.as_ref(),
                site.sources.iter().map(AsRef::as_ref),
                &download_links(),
            )),
            tally: Tally::load(context, &Filters::default()).await?,
            latest,
            cards: cards(context).await?,
            picture: TimelinePicture::small(context).await?,
            numbers: FactItem::list(context, numbers).await?,
        })
    }
}

/// The numbers of the place itself, which is the institution that most facts are about: those from the most sources
/// first, of these the largest.
async fn numbers(context: Context<'_>) -> Result<Vec<Fact>, StoreError> {
    let Some(city) = context.store.most_named(Kind::Institution) else { return Ok(Vec::new()) };
    let facts = context.store.facts_about(city.kind, &city.slug, MOST_FACTS).await?.items;
    let is_its_number = |fact: &Fact| {
        fact.is_mainly_about(city.kind, &city.slug)
            && fact.status == Status::State
            && fact.quantity().is_some()
    };
    let mut numbers: Vec<Fact> = facts.into_iter().filter(is_its_number).collect();
    let value = |fact: &Fact| fact.quantity().map_or(0.0, |quantity| quantity.value);
    numbers.sort_by(|one, other| {
        let sources = |fact: &Fact| Reverse(fact.sources().len());
        let larger = value(other).total_cmp(&value(one));
        sources(one).cmp(&sources(other)).then(larger).then(one.code.cmp(&other.code))
    });
    numbers.truncate(NUMBERS);
    Ok(numbers)
}
