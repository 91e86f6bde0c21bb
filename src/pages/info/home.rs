//! The story on one screen: what this is and whose article, the industries, what happened when, the
//! biggest numbers. Everything else is a link away.

use std::collections::HashSet;

use askama::Template;

use crate::address::Address;
use crate::domain::{EntityRef, EntityType, Fact, Filters, Kind, List, Role, Standing, Status};
use crate::formats::LinkedData;
use crate::pages::Context;
use crate::pages::files::download_links;
use crate::pages::layout::Frame;
use crate::pages::lists::dated_plans;
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
    /// What came of projects and agreements last, and what was still to come when the source wrote.
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
        let done = Filters { status: Some(Status::Done), ..Filters::default() };
        let done = store.narrowed(List::Timeline, &done).await?;
        let past = done.facts(done.total().saturating_sub(LOOKED_AT)..done.total()).await?.items;
        let (ahead, _) = dated_plans(store, LOOKED_AT).await?;
        Ok(Self {
            frame: Frame::new(site, Vec::new(), description.clone()).about(vec![data.dataset(
                &description,
                site.edition.as_ref(),
                &site.sources,
                &download_links(),
            )]),
            industries: industries(context).await?,
            past: FactItem::list(context, last_done(past)),
            ahead: FactItem::list(context, one_each(ahead, AHEAD)),
            figures: FactItem::list(context, figures),
        })
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
