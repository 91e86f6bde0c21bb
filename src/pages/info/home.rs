//! The story on one screen: what this is, how the plans stand, the industries, what happened when, the biggest
//! numbers. Everything else is a link away.

use std::collections::HashSet;

use askama::Template;

use crate::address::{Address, Listing};
use crate::domain::{
    EntityRef, EntityType, FacetValue, Fact, Filters, Kind, List, PlanState, Role, Standing, Status,
};
use crate::formats::LinkedData;
use crate::pages::Context;
use crate::pages::files::download_links;
use crate::pages::layout::Frame;
use crate::pages::lists::plans::states;
use crate::pages::records::FactItem;
use crate::store::{Selection, StoreError};
use crate::wording::entity_type_label;

/// How many of the biggest numbers the page shows, and how much of what happened.
const FIGURES: usize = 4;
const PAST: usize = 8;
const AHEAD: usize = 4;

/// How many of the last and the first facts that is chosen from.
const LOOKED_AT: u64 = 100;

#[derive(Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    frame: Frame,
    /// The industries of each standing: label, then name and link.
    industries: Vec<(&'static str, Vec<(String, Address)>)>,
    /// How many plans are in each state: the state, its name, how many.
    states: Vec<(PlanState, &'static str, u64)>,
    /// What came of projects and agreements last, and the plans of which nothing was found.
    past: Vec<FactItem>,
    ahead: Vec<FactItem>,
    figures: Vec<FactItem>,
}

impl HomePage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let description = site.description();
        let data = LinkedData { public_url: &site.public_url };
        let figures = store.facts(Selection::Largest(FIGURES)).await?;
        let done = Filters::from(FacetValue::Status(Status::Done));
        let done = store.narrowed(List::Timeline, &done, context.today).await?;
        let past = done.facts(done.total().saturating_sub(LOOKED_AT)..done.total()).await?.items;
        let passed = Filters::from(FacetValue::State(PlanState::Passed));
        let passed = store.narrowed(List::Plans, &passed, context.today).await?;
        let mut ahead = passed.facts(0..LOOKED_AT).await?.items;
        // Those that had a time come first, in the order of it.
        ahead.sort_by_key(|fact| {
            let due = fact.date().map(|date| (date.edtf.earliest(), date.edtf.latest()));
            (due.is_none(), due, fact.code)
        });
        Ok(Self {
            frame: Frame::new(site, Vec::new(), description.clone()).about(vec![data.dataset(
                &description,
                site.edition.as_ref(),
                site.sources.iter().map(AsRef::as_ref),
                &download_links(),
            )]),
            industries: industries(context).await?,
            past: FactItem::list(context, last_done(past)).await?,
            ahead: FactItem::list(context, one_each(ahead, AHEAD)).await?,
            states: states(context, &Filters::default()).await?,
            figures: FactItem::list(context, figures).await?,
        })
    }

    /// The plans in a state.
    fn plans_in(state: &PlanState) -> Address {
        let filters = Filters::from(FacetValue::State(*state));
        Address::List(Listing::from(List::Plans).narrowed(filters))
    }

    /// Whether it is worth the room of a phone: with whom something was agreed.
    fn is_telling(item: &FactItem) -> bool {
        subject(&item.fact).is_some_and(|entity| entity.kind == Kind::Agreement)
    }
}

/// The last of what was done on projects and agreements, each once, in the order of dates.
fn last_done(mut facts: Vec<Fact>) -> Vec<Fact> {
    let acted_on = |entity: &EntityRef| matches!(entity.kind, Kind::Project | Kind::Agreement);
    facts.retain(|fact| fact.status == Status::Done && subject(fact).is_some_and(acted_on));
    facts.reverse();
    let mut last = one_each(facts, PAST);
    last.reverse();
    last
}

/// The first facts, none with the subject of one before it.
fn one_each(facts: Vec<Fact>, most: usize) -> Vec<Fact> {
    let mut seen = HashSet::new();
    let new = |fact: &Fact| seen.insert(subject(fact).cloned());
    facts.into_iter().filter(new).take(most).collect()
}

fn subject(fact: &Fact) -> Option<&EntityRef> {
    let subject = fact.about.iter().find(|about| about.role == Role::Subject)?;
    Some(&subject.entity)
}

/// The industries of each standing: label, then name and link.
async fn industries(
    context: Context<'_>,
) -> Result<Vec<(&'static str, Vec<(String, Address)>)>, StoreError> {
    let entities = context.store.entities(Kind::Industry).await?;
    let of_standing = |standing: &Standing| {
        let entity_type = EntityType::Industry(*standing);
        let members = entities.iter().map(|summary| &summary.entity);
        let links = members.filter(|entity| entity.entity_type == entity_type).map(|entity| {
            (entity.name.clone(), Address::Entity(Kind::Industry, entity.slug.clone()))
        });
        (entity_type_label(entity_type), links.collect())
    };
    Ok(Standing::ALL.iter().map(of_standing).collect())
}
