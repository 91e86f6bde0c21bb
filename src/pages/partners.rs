//! The entities that take part in some facts: each once, with its most frequent role and the number of its facts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::address::Address;
use crate::domain::{EntityRef, Fact, Role};
use crate::wording::role_label;

/// How many partners are shown before the rest is folded.
const OPEN: usize = 8;

/// The partners in some facts, the most frequent first.
#[derive(Debug)]
pub struct Partners(Vec<Partner>);

#[derive(Debug)]
pub struct Partner {
    pub entity: EntityRef,
    role: Option<Role>,
    pub facts: usize,
}

impl Partners {
    /// The wanted entities in these facts.
    pub fn of(facts: &[Fact], is_wanted: impl Fn(&EntityRef) -> bool) -> Self {
        let mut found: Vec<(&EntityRef, BTreeMap<Role, usize>)> = Vec::new();
        for about in facts.iter().flat_map(|fact| &fact.about) {
            if !is_wanted(&about.entity) {
                continue;
            }
            let known = found.iter().position(|(other, _)| **other == about.entity);
            let at = known.unwrap_or_else(|| {
                found.push((&about.entity, BTreeMap::new()));
                found.len() - 1
            });
            *found[at].1.entry(about.role).or_default() += 1;
        }
        let mut partners: Vec<Partner> = found.into_iter().map(Partner::new).collect();
        partners.sort_by_key(|partner| Reverse(partner.facts));
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
    fn new((entity, roles): (&EntityRef, BTreeMap<Role, usize>)) -> Self {
        // That facts are about an entity does not say what the entity does.
        let acting = roles.iter().filter(|(role, _)| **role != Role::Subject);
        let most = acting.max_by_key(|(role, count)| (**count, Reverse(**role)));
        let role = most.map(|(role, _)| *role);
        Self { entity: entity.clone(), role, facts: roles.values().sum() }
    }

    pub fn address(&self) -> Address {
        Address::Entity(self.entity.kind, self.entity.slug.clone())
    }

    pub fn role(&self) -> &'static str {
        self.role.map_or("", role_label)
    }
}
