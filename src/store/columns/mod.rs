//! What lists are narrowed and counted by, held in memory in some tens of bytes a fact: for each value of
//! a filter the facts that have it as a set of bits, so that what fits several is their intersection, and
//! how many fit one value more is a count of bits. Knows nothing of tables but through `loading`.

mod loading;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use fixedbitset::FixedBitSet;

use crate::domain::{EntityRef, EntityType, Kind, List, Slug, Status};

/// How many facts about an entity are at hand in the order of its page, which shows no more.
pub const FIRST: usize = 100;

/// A set of facts, by their places.
pub type FactSet = FixedBitSet;

/// A set of entities, by their places.
pub type EntitySet = FixedBitSet;

/// The facts by id and the entities by id; each is known here by its place.
#[derive(Debug, Default)]
pub struct Columns {
    ids: Vec<u32>,
    facts: Vec<FactColumns>,
    /// The entities of each fact, without repetition, the first of what it is mainly about in front, one fact's
    /// after the other's.
    ties: Vec<u32>,
    /// The facts about each entity, one entity's after the other's, and where each begins.
    about: Vec<u32>,
    about_from: Vec<u32>,
    /// The first [`FIRST`] facts about each entity: the dated ones in the order of the timeline, then the others;
    /// one entity's after the other's, and where each begins.
    first: Vec<u32>,
    first_from: Vec<u32>,
    /// The dated facts in the order of the timeline.
    by_date: Vec<u32>,
    /// For each entity the latest of the days on which a fact begins that tells of it, as its subject, what
    /// has happened or how it stands.
    last_news: Vec<Option<i32>>,
    /// The last days of the times of plans and forecasts, as numbers, each once and in order.
    ends_of_plans: Vec<i32>,
    pub entities: Vec<EntityColumns>,
    /// The sources by id.
    sources: Vec<(i64, Slug)>,
    /// The kind of each entity, close together.
    kinds: Vec<Kind>,
    /// The entities by kind and slug.
    by_slug: Vec<u32>,
    pub all: FactSet,
    pub dated: FactSet,
    pub figures: FactSet,
    /// The facts whose date touches a year.
    pub of_year: BTreeMap<i32, FactSet>,
    pub of_status: BTreeMap<Status, FactSet>,
    /// The facts that are mainly about something of a kind.
    pub of_subject: BTreeMap<Kind, FactSet>,
}

#[derive(Debug)]
struct FactColumns {
    /// Where its ties begin; they end where the next fact's begin.
    ties: u32,
    years: Option<(i16, i16)>,
    status: Status,
    /// The kinds of what it is mainly about, a bit each.
    subjects: u8,
}

#[derive(Debug)]
pub struct EntityColumns {
    pub id: i64,
    pub reference: EntityRef,
    pub entity_type: EntityType,
}

impl Columns {
    /// The entities that a fact is about.
    pub fn ties_of(&self, fact: u32) -> &[u32] {
        let from = self.facts[fact as usize].ties as usize;
        let next = self.facts.get(fact as usize + 1);
        &self.ties[from..next.map_or(self.ties.len(), |next| next.ties as usize)]
    }

    /// Those of some entities that a fact is about.
    pub fn ties_within(&self, fact: u32, entities: &EntitySet) -> impl Iterator<Item = u32> {
        let ties = self.ties_of(fact).iter().copied();
        ties.filter(|entity| entities.contains(*entity as usize))
    }

    /// The facts about an entity.
    pub fn facts_about(&self, entity: u32) -> &[u32] {
        let from = |entity: u32| self.about_from[entity as usize] as usize;
        &self.about[from(entity)..from(entity + 1)]
    }

    /// The facts of a list.
    pub fn facts_of(&self, list: List) -> &FactSet {
        match list {
            List::Timeline => &self.dated,
            List::Figures => &self.figures,
            List::Facts | List::Entities(_) => &self.all,
        }
    }

    /// The ids of the facts of a set, in the order of a list.
    pub fn in_order<'c>(
        &'c self,
        list: List,
        facts: &'c FactSet,
    ) -> Box<dyn Iterator<Item = i64> + 'c> {
        let id = |place: usize| i64::from(self.ids[place]);
        match list {
            List::Timeline => {
                let dated = self.by_date.iter().map(|place| *place as usize);
                Box::new(dated.filter(|place| facts.contains(*place)).map(id))
            }
            _ => Box::new(facts.ones().map(id)),
        }
    }

    /// The facts with these ids.
    pub fn with_ids(&self, ids: &[i64]) -> FactSet {
        let mut facts = FactSet::with_capacity(self.facts.len());
        let place = |id: &i64| self.ids.binary_search(&u32::try_from(*id).ok()?).ok();
        facts.extend(ids.iter().filter_map(place));
        facts
    }

    /// The facts about an entity; none for a slug that nothing has.
    pub fn facts_tied_to(&self, kind: Kind, slug: &Slug) -> FactSet {
        let mut facts = FactSet::with_capacity(self.facts.len());
        if let Some(entity) = self.place_of(kind, slug) {
            facts.extend(self.facts_about(entity).iter().map(|place| *place as usize));
        }
        facts
    }

    /// The ids of the first facts about an entity, at most [`FIRST`]: the dated ones by date, then the others
    /// by code.
    pub fn first_about(&self, entity: u32, most: usize) -> Vec<i64> {
        let from = |entity: u32| self.first_from[entity as usize] as usize;
        let facts = self.first[from(entity)..from(entity + 1)].iter().take(most);
        facts.map(|place| i64::from(self.ids[*place as usize])).collect()
    }

    /// The ids of the first facts about what a fact is first about, at most [`FIRST`], itself among them
    /// perhaps; nothing when there is no such fact.
    pub fn first_beside(&self, id: u32, most: usize) -> Option<Vec<i64>> {
        let place = self.ids.binary_search(&id).ok()?;
        let subject =
            self.ties_of(small(place)).first().filter(|_| self.facts[place].subjects != 0);
        Some(subject.map(|subject| self.first_about(*subject, most)).unwrap_or_default())
    }

    /// The ids before and after an id, among those of facts.
    pub fn neighbours(&self, id: u32) -> (Option<u32>, Option<u32>) {
        let (Ok(at) | Err(at)) = self.ids.binary_search(&id);
        let after = self.ids[at..].iter().find(|other| **other != id);
        (self.ids[..at].last().copied(), after.copied())
    }

    /// The latest day, as a number, on which a fact begins that tells of an entity, as its subject, what has
    /// happened or how it stands.
    pub fn last_news_of(&self, kind: Kind, slug: &Slug) -> Option<i32> {
        self.last_news[self.place_of(kind, slug)? as usize]
    }

    /// The last day, as a number, before a day on which the time of a plan or a forecast ended.
    pub fn last_end_of_a_plan(&self, day: i32) -> Option<i32> {
        let before = self.ends_of_plans.partition_point(|end| *end < day);
        self.ends_of_plans[..before].last().copied()
    }

    pub fn kind_of(&self, entity: u32) -> Kind {
        self.kinds[entity as usize]
    }

    /// The place of an entity.
    pub fn place_of(&self, kind: Kind, slug: &Slug) -> Option<u32> {
        let key = |place: &u32| self.entities[*place as usize].key();
        let at = self.by_slug.binary_search_by(|place| key(place).cmp(&(kind, slug))).ok()?;
        Some(self.by_slug[at])
    }

    /// The entity with an id.
    pub fn entity(&self, id: i64) -> Option<&EntityRef> {
        let place = self.entities.binary_search_by_key(&id, |entity| entity.id).ok()?;
        Some(&self.entities[place].reference)
    }

    /// The source with an id.
    pub fn source(&self, id: i64) -> Option<&Slug> {
        let place = self.sources.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(&self.sources[place].1)
    }

    /// The entities of a kind, in the order of the seeds.
    pub fn entities_of(&self, kind: Kind) -> impl Iterator<Item = u32> {
        (0..).zip(&self.kinds).filter(move |(_, own)| **own == kind).map(|(place, _)| place)
    }

    pub fn status(&self, fact: u32) -> Status {
        self.facts[fact as usize].status
    }

    /// The years that a fact's date touches.
    pub fn years_of(&self, fact: u32) -> impl Iterator<Item = i32> {
        self.facts[fact as usize].years()
    }
}

impl FactColumns {
    fn years(&self) -> impl Iterator<Item = i32> + use<> {
        let years = self.years.map(|(from, to)| i32::from(from)..=to.into());
        years.into_iter().flat_map(RangeInclusive::into_iter)
    }
}

impl EntityColumns {
    fn key(&self) -> (Kind, &Slug) {
        (self.reference.kind, &self.reference.slug)
    }
}

/// A place; no table has more rows than this holds, for codes end before.
pub fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
