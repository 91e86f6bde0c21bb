//! What lists are narrowed and counted by, held in memory in some tens of bytes a fact: for each value of
//! a filter the facts that have it as a set of bits, so that what fits several is their intersection, and
//! how many fit one value more is a count of bits. Read when the database is opened, from where the facts are
//! packed for it.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use fixedbitset::FixedBitSet;
use sqlx::SqlitePool;

use super::packed::{self, PackedFact};
use super::{StoreError, column};
use crate::domain::{EntityRef, EntityType, Kind, List, Slug, Status};

/// How many facts about an entity are at hand in the order of its page, which shows no more.
pub const FIRST: usize = 100;

/// A set of facts, by their places.
pub type FactSet = FixedBitSet;

/// The facts by id and the entities by id; each is known here by its place.
#[derive(Debug, Default)]
pub struct Columns {
    ids: Vec<u32>,
    facts: Vec<FactColumns>,
    /// The entities of each fact, without repetition, one fact's after the other's.
    ties: Vec<u32>,
    /// The facts about each entity, one entity's after the other's, and where each begins.
    about: Vec<u32>,
    about_from: Vec<u32>,
    /// The first [`FIRST`] facts about each entity: the dated ones in the order of the timeline, then the others.
    first: Vec<Vec<u32>>,
    /// The dated facts in the order of the timeline.
    by_date: Vec<u32>,
    /// For each entity the latest of the days on which a fact begins that tells of it, as its subject, what
    /// has happened or how it stands.
    last_news: Vec<Option<i32>>,
    pub entities: Vec<EntityColumns>,
    /// The kind of each entity, close together.
    kinds: Vec<Kind>,
    places: HashMap<(Kind, Slug), u32>,
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
    /// The first of what it is mainly about.
    subject: Option<u32>,
}

#[derive(Debug)]
pub struct EntityColumns {
    pub id: i64,
    pub reference: EntityRef,
    pub entity_type: EntityType,
}

impl Columns {
    pub(super) async fn load(pool: &SqlitePool) -> Result<Self, StoreError> {
        let mut columns = Self { entities: entities(pool).await?, ..Self::default() };
        let numbers = (0..).zip(&columns.entities);
        columns.places = numbers.map(|(place, known)| (known.key(), place)).collect();
        columns.last_news = vec![None; columns.entities.len()];
        let ids: HashMap<i64, u32> =
            columns.entities.iter().map(|entity| entity.id).zip(0..).collect();
        columns.kinds = columns.entities.iter().map(|known| known.reference.kind).collect();
        let (mut days, mut figures) = (Vec::new(), Vec::new());
        let mut last = -1;
        while let Some(part) = part_after(pool, last).await? {
            last = part.first_id;
            for fact in packed::facts(&part.packed) {
                let fact = column(fact, "fact_columns", last, "packed")?;
                if fact.has_number {
                    figures.push(columns.facts.len());
                }
                columns.push(&fact, &ids, &mut days)?;
            }
        }
        days.sort_unstable();
        columns.by_date = days.into_iter().map(|(_, _, place)| place).collect();
        columns.turn_ties_round();
        columns.gather(figures);
        columns.find_first();
        Ok(columns)
    }

    fn push(
        &mut self,
        fact: &PackedFact,
        ids: &HashMap<i64, u32>,
        days: &mut Vec<(i32, i32, u32)>,
    ) -> Result<(), StoreError> {
        let place = small(self.facts.len());
        let ties = small(self.ties.len());
        let is_news = !matches!(fact.status, Status::Planned | Status::Forecast);
        let (mut subjects, mut subject) = (0, None);
        for (entity, is_subject) in &fact.ties {
            let entity = *column(ids.get(entity), "fact_columns", fact.id.into(), "packed")?;
            if *is_subject {
                subjects |= bit(self.kinds[entity as usize]);
                subject = subject.or(Some(entity));
                let last = &mut self.last_news[entity as usize];
                *last = (*last).max(fact.days.filter(|_| is_news).map(|(earliest, _)| earliest));
            }
            if !self.ties[ties as usize..].contains(&entity) {
                self.ties.push(entity);
            }
        }
        if let Some((earliest, latest)) = fact.days {
            days.push((earliest, latest, place));
        }
        let year = |day: i32| i16::try_from(day / 10_000).ok();
        self.ids.push(fact.id);
        self.facts.push(FactColumns {
            ties,
            years: fact.days.and_then(|(earliest, latest)| year(earliest).zip(year(latest))),
            status: fact.status,
            subjects,
            subject,
        });
        Ok(())
    }

    /// Fills the facts of each entity from the entities of each fact.
    fn turn_ties_round(&mut self) {
        let mut from = vec![0_u32; self.entities.len() + 1];
        for entity in &self.ties {
            from[*entity as usize + 1] += 1;
        }
        for entity in 1..from.len() {
            from[entity] += from[entity - 1];
        }
        let mut next = from.clone();
        let mut about = vec![0; self.ties.len()];
        for fact in 0..small(self.facts.len()) {
            for entity in self.ties_of(fact) {
                let next = &mut next[*entity as usize];
                about[*next as usize] = fact;
                *next += 1;
            }
        }
        (self.about, self.about_from) = (about, from);
    }

    /// Fills the first facts of each entity.
    fn find_first(&mut self) {
        let is_undated = |place: &u32| !self.dated.contains(*place as usize);
        let undated = (0..small(self.facts.len())).filter(is_undated);
        let mut first = vec![Vec::new(); self.entities.len()];
        for fact in self.by_date.iter().copied().chain(undated) {
            for entity in self.ties_of(fact) {
                let first = &mut first[*entity as usize];
                if first.len() < FIRST {
                    first.push(fact);
                }
            }
        }
        self.first = first;
    }

    /// Gathers the facts that have each value.
    fn gather(&mut self, figures: Vec<usize>) {
        let none = FactSet::with_capacity(self.facts.len());
        self.all.grow(self.facts.len());
        self.all.insert_range(..);
        let dated = self.by_date.iter().map(|place| *place as usize);
        self.dated.grow(self.facts.len());
        self.dated.extend(dated);
        self.figures.grow(self.facts.len());
        self.figures.extend(figures);
        self.of_status = Status::ALL.iter().map(|status| (*status, none.clone())).collect();
        self.of_subject = Kind::ALL.iter().map(|kind| (*kind, none.clone())).collect();
        for (place, fact) in self.facts.iter().enumerate() {
            for year in fact.years() {
                self.of_year.entry(year).or_insert_with(|| none.clone()).insert(place);
            }
            if let Some(facts) = self.of_status.get_mut(&fact.status) {
                facts.insert(place);
            }
            for (kind, facts) in &mut self.of_subject {
                if fact.subjects & bit(*kind) != 0 {
                    facts.insert(place);
                }
            }
        }
    }

    /// The entities that a fact is about.
    pub fn ties_of(&self, fact: u32) -> &[u32] {
        let from = self.facts[fact as usize].ties as usize;
        let next = self.facts.get(fact as usize + 1);
        &self.ties[from..next.map_or(self.ties.len(), |next| next.ties as usize)]
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
        let facts = self.first[entity as usize].iter().take(most);
        facts.map(|place| i64::from(self.ids[*place as usize])).collect()
    }

    /// The ids of the first facts about what a fact is first about, at most [`FIRST`], itself among them
    /// perhaps; nothing when there is no such fact.
    pub fn first_beside(&self, id: u32, most: usize) -> Option<Vec<i64>> {
        let fact = &self.facts[self.ids.binary_search(&id).ok()?];
        Some(fact.subject.map(|subject| self.first_about(subject, most)).unwrap_or_default())
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

    pub fn kind_of(&self, entity: u32) -> Kind {
        self.kinds[entity as usize]
    }

    /// The place of an entity.
    pub fn place_of(&self, kind: Kind, slug: &Slug) -> Option<u32> {
        self.places.get(&(kind, slug.clone())).copied()
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
    fn key(&self) -> (Kind, Slug) {
        (self.reference.kind, self.reference.slug.clone())
    }
}

/// Some packed facts.
struct Part {
    first_id: i64,
    packed: Vec<u8>,
}

/// The part that comes after another, by its first id. One at a time, for they are large.
async fn part_after(pool: &SqlitePool, last: i64) -> Result<Option<Part>, sqlx::Error> {
    sqlx::query_as!(
        Part,
        "SELECT first_id, packed FROM fact_columns WHERE first_id > ? ORDER BY first_id LIMIT 1",
        last
    )
    .fetch_optional(pool)
    .await
}

async fn entities(pool: &SqlitePool) -> Result<Vec<EntityColumns>, StoreError> {
    let rows =
        sqlx::query!("SELECT id, kind, type AS type_key, slug, name FROM entity ORDER BY id")
            .fetch_all(pool)
            .await?;
    let mut entities = Vec::with_capacity(rows.len());
    for row in rows {
        let (table, id) = ("entity", row.id);
        let kind = column(Kind::from_key(&row.kind), table, id, "kind")?;
        let slug = column(Slug::parse(&row.slug), table, id, "slug")?;
        entities.push(EntityColumns {
            id,
            reference: EntityRef { kind, slug, name: row.name },
            entity_type: column(EntityType::from_key(kind, &row.type_key), table, id, "type")?,
        });
    }
    Ok(entities)
}

/// A place; no table has more rows than this holds, for codes end before.
fn small(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The bit of a kind.
const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}
