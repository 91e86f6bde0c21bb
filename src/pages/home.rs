//! The story at a glance: what this is, the industries, what happened when and with whom, what was
//! under way, the biggest numbers.

use askama::Template;

use super::{Context, FactItem, Frame, download_links};
use crate::address::Address;
use crate::domain::{EntityType, Fact, Kind, List, Role, Standing, Status};
use crate::formats::LinkedData;
use crate::store::{Selection, StoreError};
use crate::wording::{entity_type_label, kind_counter, kind_label};

/// How many of the biggest numbers the page shows.
const FIGURES: usize = 6;

/// How many facts on what was under way the page shows.
const ONGOING: usize = 8;

#[derive(Template)]
#[template(path = "pages/home.html")]
pub struct HomePage {
    frame: Frame,
    publishers: String,
    facts: i64,
    /// The industries of each standing: label, then name and link.
    industries: Vec<(&'static str, Vec<(String, Address)>)>,
    /// The dated facts of what has happened, and of what was still to come when the source wrote.
    past: Vec<FactItem>,
    ahead: Vec<FactItem>,
    /// The facts by which agreements were made.
    agreements: Vec<FactItem>,
    /// Facts on projects that were under way.
    ongoing: Vec<FactItem>,
    figures: Vec<FactItem>,
    /// The kinds of entity: label, how many, the word they are counted with, link.
    kinds: Vec<(&'static str, i64, &'static str, Address)>,
}

impl HomePage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let description = site.description();
        let data = LinkedData { public_url: &site.public_url };
        let dated = store.facts(Selection::Dated).await?;
        let mut ongoing = store.facts(Selection::OfStatus(Status::Ongoing)).await?;
        ongoing.retain(|fact| has_subject(fact, Kind::Project));
        ongoing.dedup_by(|later, earlier| first_subject(later) == first_subject(earlier));
        ongoing.truncate(ONGOING);
        let mut figures = store.facts(Selection::Quantified).await?;
        let size = |fact: &Fact| fact.quantity.as_ref().map_or(0.0, |quantity| quantity.value);
        figures.sort_by(|a, b| size(b).total_cmp(&size(a)));
        figures.truncate(FIGURES);
        let of_status = |statuses: &[Status]| {
            let facts = dated.iter().filter(|fact| statuses.contains(&fact.status));
            facts.cloned().collect::<Vec<_>>()
        };
        let mut agreements = of_status(&[Status::Done]);
        agreements.retain(|fact| {
            has_subject(fact, Kind::Agreement)
                && fact.about.iter().any(|about| about.role == Role::Party)
        });
        let kind = |kind: &Kind| {
            (
                kind_label(*kind),
                site.counts.of(*kind),
                kind_counter(*kind),
                Address::list(List::Entities(*kind)),
            )
        };
        Ok(Self {
            frame: Frame::new(site, Vec::new(), description.clone()).about(vec![data.dataset(
                &description,
                site.edition.as_ref(),
                &site.sources,
                &download_links(),
            )]),
            publishers: site.publishers(),
            facts: site.counts.facts,
            industries: industries(context).await?,
            past: context.items(of_status(&[Status::Done, Status::Ongoing])).await?,
            ahead: context.items(of_status(&[Status::Planned, Status::Forecast])).await?,
            agreements: context.items(agreements).await?,
            ongoing: context.items(ongoing).await?,
            figures: context.items(figures).await?,
            kinds: Kind::ALL.iter().map(kind).collect(),
        })
    }

    /// The parties of an agreement: name, link, and whether the article leaves them to be concluded.
    fn parties(item: &FactItem) -> Vec<(&str, Address, bool)> {
        let parties = item.fact.about.iter().filter(|about| about.role == Role::Party);
        let party = parties.map(|about| {
            let address = Address::Entity(about.entity.kind, about.entity.slug.clone());
            (about.entity.name.as_str(), address, about.inferred.is_some())
        });
        party.collect()
    }
}

fn has_subject(fact: &Fact, kind: Kind) -> bool {
    fact.about.iter().any(|about| about.role == Role::Subject && about.entity.kind == kind)
}

fn first_subject(fact: &Fact) -> Option<&str> {
    let subject = fact.about.iter().find(|about| about.role == Role::Subject)?;
    Some(subject.entity.slug.as_str())
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
