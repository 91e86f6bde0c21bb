//! Who has a part in what, told from facts: an entity with a role in a fact that is mainly about another.
//! Every relation is a fact's, and carries its code.

use crate::domain::{Code, EntityRef, Fact, Role, Status};

/// The part of one entity in a fact that is mainly about another.
#[derive(Debug, Clone)]
pub struct Relation {
    pub subject: EntityRef,
    pub partner: EntityRef,
    /// The partner's.
    pub role: Role,
    /// Whether the part is concluded rather than stated.
    pub inferred: bool,
    pub status: Status,
    pub fact: Code,
}

impl Relation {
    /// Whether it is only planned or foreseen.
    pub const fn is_prospective(&self) -> bool {
        matches!(self.status, Status::Planned | Status::Forecast)
    }
}

/// The relations of some facts, in their order. Two subjects of one fact have no part in each other.
pub fn relations(facts: &[Fact]) -> Vec<Relation> {
    facts.iter().flat_map(of_fact).collect()
}

fn of_fact(fact: &Fact) -> Vec<Relation> {
    let (subjects, partners): (Vec<_>, Vec<_>) =
        fact.about.iter().partition(|about| about.role == Role::Subject);
    let of_subject = |subject: &EntityRef| {
        let relation = |partner: &&crate::domain::About| Relation {
            subject: subject.clone(),
            partner: partner.entity.clone(),
            role: partner.role,
            inferred: partner.inferred.is_some(),
            status: fact.status,
            fact: fact.code,
        };
        partners.iter().map(relation).collect::<Vec<_>>()
    };
    let relations = subjects.iter().flat_map(|subject| of_subject(&subject.entity));
    // An institution may act in a fact about itself.
    relations.filter(|relation| relation.subject != relation.partner).collect()
}
