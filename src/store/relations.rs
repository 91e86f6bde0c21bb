//! Who has a part in what: the entities of a kind that share a fact with some others, and their roles.

use super::error::StoreError;
use super::handle::Store;
use crate::domain::{Code, Entity, EntityRef, Kind, Role, Slug};

/// The most ties that are told.
const MOST: usize = 1000;

/// A part that one entity has in a fact that is mainly about another.
#[derive(Debug)]
pub struct Tie {
    pub partner: EntityRef,
    pub subject: (Kind, Slug),
    pub role: Role,
    pub inferred: bool,
    pub fact: Code,
}

impl Store {
    /// The first facts, by code, that are about more than their subject.
    pub fn relating_facts(&self, most: usize) -> Vec<i64> {
        let about_more = |fact: &usize| {
            let fact = &self.index.facts[*fact];
            let entities = self.index.entities.len();
            fact.values.iter().filter(|number| **number < entities).count() > fact.subjects.len()
        };
        let facts = (0..self.index.facts.len()).filter(about_more).take(most);
        facts.map(|fact| self.index.id_of(fact)).collect()
    }

    /// The parts that entities of a kind have in facts whose subject is one of `subjects`, in the order
    /// of the seeds.
    pub async fn ties(&self, subjects: &[&Entity], partners: Kind) -> Result<Vec<Tie>, StoreError> {
        let mut ties = Vec::new();
        for (order, subject) in subjects.iter().enumerate() {
            let (kind, slug) = (subject.kind(), &subject.slug);
            let Some(entity) = self.index.entity(kind, slug) else { continue };
            let facts = self.index.entities[entity].facts.iter().copied();
            let own = facts.filter(|fact| self.index.facts[*fact].subjects.contains(&entity));
            let ids = own.take(MOST).map(|fact| self.index.id_of(fact)).collect();
            for fact in self.facts_by_id(ids).await? {
                for about in fact.about.iter().filter(|about| about.entity.kind == partners) {
                    let partner = about.entity.clone();
                    let seeds_order = self.index.entity(partners, &partner.slug);
                    let tie = Tie {
                        partner,
                        subject: (kind, slug.clone()),
                        role: about.role,
                        inferred: about.inferred.is_some(),
                        fact: fact.code,
                    };
                    ties.push(((seeds_order, order, fact.code), tie));
                }
            }
        }
        ties.sort_by_key(|(order, _)| *order);
        Ok(ties.into_iter().take(MOST).map(|(_, tie)| tie).collect())
    }
}
