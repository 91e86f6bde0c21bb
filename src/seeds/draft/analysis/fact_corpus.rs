//! The facts of the record as a corpus: how near a fact is to a passage of a new text, by the entities and the words of
//! its title that both have. An entity or word that occurs in many facts counts for little.

use std::collections::{BTreeMap, BTreeSet};

use super::names::EntityMention;
use crate::domain::{Fact, Kind, Role, Slug};
use crate::hangul::stem;
use crate::seeds::reading::Seeds;

/// The facts of the record, with the number of facts in which each entity and each word occurs.
pub struct FactCorpus<'s> {
    pub facts: &'s [Fact],
    entities: BTreeMap<(Kind, &'s Slug), usize>,
    words: BTreeMap<String, usize>,
}

/// How near a fact is to a passage; 0 is not near at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearness {
    /// The weight of the entities that both have.
    pub shared: f64,
    /// The share of the title's words that the passage has, from 0 to 1.
    pub covered: f64,
    /// Whether the passage names a subject or party of the fact, other than an entity that very many facts are about.
    pub has_subject: bool,
}

impl Nearness {
    /// All of it in one number; a fact whose subject is not named is further off.
    pub fn sum(self) -> f64 {
        self.shared + self.covered - if self.has_subject { 0.0 } else { 0.3 }
    }
}

impl<'s> FactCorpus<'s> {
    pub fn of(seeds: &'s Seeds) -> Self {
        let (mut entities, mut known) = (BTreeMap::new(), BTreeMap::new());
        for fact in &seeds.facts {
            let about: BTreeSet<_> =
                fact.about.iter().map(|about| (about.entity.kind, &about.entity.slug)).collect();
            for entity in about {
                *entities.entry(entity).or_default() += 1;
            }
            let own: BTreeSet<String> =
                words(&fact.title).into_iter().chain(words(&fact.statement)).collect();
            for word in own {
                *known.entry(word).or_default() += 1;
            }
        }
        Self { facts: &seeds.facts, entities, words: known }
    }

    /// How near a fact is to a passage that names these entities; the passage comes without white space.
    pub fn nearness(&self, fact: &Fact, passage: &str, mentions: &[EntityMention<'_>]) -> Nearness {
        let is_named = |kind: Kind, slug: &Slug| {
            mentions
                .iter()
                .any(|mention| mention.entity.kind() == kind && mention.entity.slug == *slug)
        };
        let weight = |role: Role| match role {
            Role::Subject => 1.0,
            Role::Field => 0.3,
            _ => 0.7,
        };
        let (mut shared, mut has_subject) = (BTreeMap::new(), false);
        for about in &fact.about {
            let key = (about.entity.kind, &about.entity.slug);
            if is_named(key.0, key.1) {
                let rarity = self.rarity(self.entities.get(&key).copied());
                has_subject |= rarity >= 0.35 && matches!(about.role, Role::Subject | Role::Party);
                let worth = rarity * weight(about.role);
                let best: &mut f64 = shared.entry(key).or_default();
                *best = best.max(worth);
            }
        }
        let title: BTreeSet<String> = words(&fact.title).into_iter().collect();
        let worth = |word: &String| self.rarity(self.words.get(word).copied());
        let all: f64 = title.iter().map(worth).sum();
        let found: f64 = title.iter().filter(|word| passage.contains(*word)).map(worth).sum();
        let covered = if all > 0.0 { found / all } else { 0.0 };
        Nearness { shared: shared.values().sum(), covered, has_subject }
    }

    /// How telling it is that both have something that stands in so many facts: 1 for one fact, 0 for all of them.
    #[expect(clippy::cast_precision_loss, reason = "there are far fewer facts than 2^53")]
    fn rarity(&self, count: Option<usize>) -> f64 {
        let (all, count) = (self.facts.len().max(2) as f64, count.unwrap_or(1).max(1) as f64);
        (all / count).ln() / all.ln()
    }
}

/// The words of a text without their particles; those with a digit are compared as numbers.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.map(|word| stem(word).unwrap_or(word));
    let words = words
        .filter(|word| word.chars().count() >= 2 && !word.contains(|c: char| c.is_ascii_digit()));
    words.map(str::to_owned).collect()
}
