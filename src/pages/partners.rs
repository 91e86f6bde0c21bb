//! The entities that take part in some facts: each once, with its roles and the number of its facts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::address::Address;
use crate::domain::{Code, EntityRef, Fact, Role};
use crate::wording::role_label;

/// How many partners are shown before the rest is folded.
const OPEN: usize = 8;

/// The partners in some facts, the most frequent first.
#[derive(Debug)]
pub struct Partners(Vec<Partner>);

#[derive(Debug)]
pub struct Partner {
    pub entity: EntityRef,
    /// In how many facts it has each role.
    roles: BTreeMap<Role, usize>,
    facts: BTreeSet<Code>,
}

impl Partners {
    /// The wanted entities in these facts.
    pub fn of(facts: &[Fact], is_wanted: impl Fn(&EntityRef) -> bool) -> Self {
        let mut partners: Vec<Partner> = Vec::new();
        for fact in facts {
            for about in fact.about.iter().filter(|about| is_wanted(&about.entity)) {
                let known = partners.iter().position(|partner| partner.entity == about.entity);
                let at = known.unwrap_or_else(|| {
                    partners.push(Partner::new(about.entity.clone()));
                    partners.len() - 1
                });
                *partners[at].roles.entry(about.role).or_default() += 1;
                partners[at].facts.insert(fact.code);
            }
        }
        partners.sort_by_key(|partner| Reverse(partner.facts()));
        Self(partners)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The partners that are shown, and those that are folded.
    pub fn parts(&self) -> [&[Partner]; 2] {
        let (open, folded) = self.0.split_at(OPEN.min(self.0.len()));
        [open, folded]
    }
}

impl Partner {
    fn new(entity: EntityRef) -> Self {
        Self { entity, roles: BTreeMap::new(), facts: BTreeSet::new() }
    }

    pub fn facts(&self) -> usize {
        self.facts.len()
    }

    pub fn address(&self) -> Address {
        Address::Entity(self.entity.kind, self.entity.slug.clone())
    }

    /// Its role; of several each with the number of its facts, the most frequent first.
    pub fn roles(&self) -> String {
        let mut roles: Vec<(Role, usize)> =
            self.roles.iter().map(|(role, count)| (*role, *count)).collect();
        roles.sort_by_key(|(_, count)| Reverse(*count));
        match roles[..] {
            // That facts are about an entity does not say what the entity does.
            [(Role::Subject, _)] => String::new(),
            [(role, _)] => role_label(role).to_owned(),
            _ => {
                let counted =
                    roles.iter().map(|(role, count)| format!("{} {count}건", role_label(*role)));
                counted.collect::<Vec<_>>().join(", ")
            }
        }
    }
}
