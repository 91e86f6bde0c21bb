//! One entity: what the facts say of it, with whom and in what role, when, how much, and what the
//! sources do not state.

use std::sync::Arc;

use askama::Template;

use super::explained::terms_in;
use super::fact_item::FactItem;
use crate::address::{Address, Listing};
use crate::domain::{
    Absence, Code, Entity, EntityRef, FacetValue, Kind, List, Role, Slug, Term, absences,
};
use crate::formats::LinkedData;
use crate::hangul::{Particle, with_particle};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame};
use crate::store::{Part, StoreError};
use crate::wording::{entity_type_label, kind_label};

/// The most facts that the page shows; the list of facts has the rest, in pages.
const MOST: usize = 50;

#[derive(Template)]
#[template(path = "pages/entity.html")]
pub struct EntityPage {
    frame: Frame,
    entity: Entity,
    /// How many facts are about it.
    total: u64,
    /// The list of them all, where the page shows only the first.
    all: Option<Address>,
    /// The terms in its names and what the editor remarks.
    explained: Vec<Term>,
    /// The dated facts: what has happened or is so, then what was still to come.
    past: Vec<Arc<FactItem>>,
    ahead: Vec<Arc<FactItem>>,
    /// The facts with a number, dated or not.
    figures: Vec<Arc<FactItem>>,
    /// The facts with neither a date nor a number.
    others: Vec<Arc<FactItem>>,
    /// The entities that share a fact with it, by kind.
    related: Vec<(&'static str, Vec<Related>)>,
    /// `None` if the page shows only some of the facts, which cannot prove that something is absent.
    absences: Option<Vec<Absence>>,
}

/// Another entity, and the facts that relate it to this one.
#[derive(Debug)]
struct Related {
    entity: EntityRef,
    /// Its role in each fact, and whether the relation is concluded.
    relations: Vec<Relation>,
}

/// The part another entity has in a fact about this one.
#[derive(Debug)]
struct Relation {
    role: Role,
    inferred: bool,
    item: Arc<FactItem>,
}

impl EntityPage {
    pub async fn load(
        context: Context<'_>,
        kind: Kind,
        slug: &Slug,
    ) -> Result<Option<Self>, StoreError> {
        let Context { store, site, .. } = context;
        let Some(entity) = store.entity(kind, slug).await? else { return Ok(None) };
        let Part { items: facts, total } = store.facts_about(kind, slug, MOST).await?;
        let is_whole = usize::try_from(total) == Ok(facts.len());
        let crumbs = vec![
            Crumb::new(kind_label(kind), Address::list(List::Entities(kind))),
            Crumb::new(entity.name.clone(), Address::Entity(kind, slug.clone())),
        ];
        let description = format!(
            "{} ({}): 출처에 나온 기록 {}건과 관련된 산업, 사업, 협약, 기관을 보여 줍니다.",
            entity.name,
            entity_type_label(entity.entity_type),
            total
        );
        let data = LinkedData { public_url: &site.public_url };
        let named: Vec<&str> = entity.names().chain(entity.note.as_deref()).collect();
        let explained = terms_in(store, &named.join("\n")).await?;
        // Of a part of the facts it cannot be said what none of them has.
        let absences = is_whole.then(|| absences(&entity, &facts));
        let items: Vec<_> =
            FactItem::list(context, facts).await?.into_iter().map(Arc::new).collect();
        let related = related(&entity, &items);
        let mut page = Self {
            frame: Frame::new(site, crumbs, description).about(vec![data.entity(&entity)]),
            entity,
            total,
            all: (!is_whole).then(|| Address::List(of_entity(kind, slug))),
            past: Vec::new(),
            ahead: Vec::new(),
            figures: Vec::new(),
            others: Vec::new(),
            explained,
            related,
            absences,
        };
        for item in items {
            page.add(item);
        }
        Ok(Some(page))
    }

    /// Puts a fact under every heading where a reader would look for it.
    fn add(&mut self, item: Arc<FactItem>) {
        let (dated, counted) = (item.has_date(), !item.fact.quantities.is_empty());
        if counted {
            self.figures.push(Arc::clone(&item));
        }
        if dated && item.fact.is_prospective() {
            self.ahead.push(item);
        } else if dated {
            self.past.push(item);
        } else if !counted {
            self.others.push(item);
        }
    }

    fn lead(&self) -> String {
        format!(
            "{} 다룬 기록은 {}건입니다.",
            with_particle(&self.entity.name, Particle::Object),
            self.total
        )
    }

    /// The headings of the page, by id.
    fn sections(&self) -> Vec<(&'static str, &'static str)> {
        let sections = [
            (!self.past.is_empty(), "when", "언제"),
            (!self.ahead.is_empty(), "ahead", "계획과 전망"),
            (!self.figures.is_empty(), "figures", "수치"),
            (!self.related.is_empty(), "related", "함께 나오는 대상"),
            (!self.others.is_empty(), "others", "그 밖의 기록"),
            (true, "absent", "출처에 없는 것"),
        ];
        let there = sections.into_iter().filter(|section| section.0);
        there.map(|(_, id, label)| (id, label)).collect()
    }

    /// The fact that an absence speaks of, if it speaks of one.
    fn absence_fact(absence: &Absence) -> Option<(Code, Address)> {
        match absence {
            Absence::Names { fact, .. } => Some((*fact, Address::Fact(*fact, None))),
            _ => None,
        }
    }
}

/// The list of the facts about an entity.
fn of_entity(kind: Kind, slug: &Slug) -> Listing {
    Listing::from(List::Facts).narrowed(FacetValue::About(kind, slug.clone()).into())
}

/// The entities that share a fact with `entity`, by kind, in the order of the facts.
fn related(entity: &Entity, items: &[Arc<FactItem>]) -> Vec<(&'static str, Vec<Related>)> {
    let is_self = |other: &EntityRef| other.kind == entity.kind() && other.slug == entity.slug;
    let mut found: Vec<Related> = Vec::new();
    for item in items {
        for about in item.fact.about.iter().filter(|about| !is_self(&about.entity)) {
            let relation = Relation {
                role: about.role,
                inferred: about.inferred.is_some(),
                item: Arc::clone(item),
            };
            if let Some(known) = found.iter_mut().find(|other| other.entity == about.entity) {
                known.relations.push(relation);
            } else {
                found.push(Related { entity: about.entity.clone(), relations: vec![relation] });
            }
        }
    }
    let of_kind = |kind: &Kind| {
        (kind_label(*kind), found.extract_if(.., |other| other.entity.kind == *kind).collect())
    };
    let mut groups: Vec<(_, Vec<_>)> = Kind::ALL.iter().map(of_kind).collect();
    groups.retain(|(_, group)| !group.is_empty());
    groups
}
