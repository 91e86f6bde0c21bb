//! Who has a part in what, told from facts: an entity with a role in a fact that is mainly about another.
//! Every relation is a fact's, and carries its code.

use crate::domain::{About, Code, EntityRef, Fact, Role, Status};

/// The part of one entity in a fact that is mainly about another.
#[derive(Debug, Clone, Copy)]
pub struct Relation<'f> {
    pub subject: &'f EntityRef,
    pub partner: &'f EntityRef,
    /// The partner's.
    pub role: Role,
    /// Whether the part is concluded rather than stated.
    pub inferred: bool,
    pub status: Status,
    pub fact: Code,
}

impl Relation<'_> {
    /// Whether it is only planned or foreseen. That an agreement was made does not make what it is for.
    pub const fn is_prospective(&self) -> bool {
        self.status.is_prospective() || matches!(self.role, Role::Outcome)
    }
}

/// The relations of some facts, in their order. Two subjects of one fact have no part in each other.
pub fn relations(facts: &[Fact]) -> Vec<Relation<'_>> {
    facts.iter().flat_map(of_fact).collect()
}

fn of_fact(fact: &Fact) -> Vec<Relation<'_>> {
    let (subjects, partners): (Vec<&About>, Vec<&About>) =
        fact.about.iter().partition(|about| about.role == Role::Subject);
    let mut relations = Vec::new();
    for subject in &subjects {
        // An entity may act in a fact about itself.
        for partner in partners.iter().filter(|partner| partner.entity != subject.entity) {
            relations.push(Relation {
                subject: &subject.entity,
                partner: &partner.entity,
                role: partner.role,
                inferred: partner.inferred.is_some(),
                status: fact.status,
                fact: fact.code,
            });
        }
    }
    relations
}
