//! What lists are narrowed and counted by, held in memory in a few bytes a fact: one pass answers which
//! records fit and how many there would be with each other value of a filter, exactly and in the same
//! time whatever the filters are. Read from the tables when the database is opened.

use std::collections::{HashMap, HashSet};

use futures_util::stream::{self, StreamExt};
use sqlx::SqlitePool;

use super::{StoreError, column};
use crate::domain::{EntityRef, EntityType, Facet, Filters, Kind, List, Slug, Status};

/// Ids of facts that are read with one statement, and statements that there are at most.
const TOGETHER: i64 = 5000;
const PARTS: i64 = 2000;

/// Statements at once: one is answered while another is taken apart.
const AT_ONCE: usize = 2;

/// The facts by id and the entities by id; each is known here by its place.
#[derive(Debug)]
pub struct Columns {
    facts: Vec<FactColumns>,
    /// The entities of each fact, without repetition, one fact's after the other's.
    ties: Vec<u32>,
    /// The facts about each entity, one entity's after the other's, and where each begins.
    about: Vec<u32>,
    about_from: Vec<u32>,
    /// The dated facts in the order of the timeline, and the place in it of each fact.
    by_date: Vec<u32>,
    dated: Vec<u32>,
    figures: Vec<u32>,
    pub entities: Vec<EntityColumns>,
    places: HashMap<(Kind, Slug), u32>,
    /// The first and the last year that any date touches.
    pub years: (i32, i32),
}

#[derive(Debug)]
struct FactColumns {
    id: u32,
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

/// Filters with what they name looked up.
pub struct Wanted {
    year: Option<i32>,
    status: Option<Status>,
    subject: Option<Kind>,
    pub entity_type: Option<EntityType>,
    /// No entity, and then no fact, for a slug that nothing has.
    about: Vec<(Kind, Option<u32>)>,
    facts: Option<HashSet<i64>>,
}

/// How a fact fits filters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    Whole,
    /// All but this one.
    But(Facet),
    Not,
}

/// A fact as its row is read: id, status, first and last day as numbers (20180131), whether it has a
/// quantity, its entities and whether each is its subject.
type Row = (u32, String, Option<i32>, Option<i32>, u8, Vec<(i64, u8)>);

impl Columns {
    pub(super) async fn load(pool: &SqlitePool) -> Result<Self, StoreError> {
        let entities = entities(pool).await?;
        let numbers = (0..).zip(&entities);
        let places = numbers.map(|(place, known)| (known.key(), place)).collect();
        let mut columns = Self {
            facts: Vec::new(),
            ties: Vec::new(),
            about: Vec::new(),
            about_from: Vec::new(),
            by_date: Vec::new(),
            dated: Vec::new(),
            figures: Vec::new(),
            entities,
            places,
            years: (i32::MAX, i32::MIN),
        };
        let ids: HashMap<i64, u32> =
            columns.entities.iter().map(|entity| entity.id).zip(0..).collect();
        let mut days = Vec::new();
        let last = sqlx::query_scalar!("SELECT max(id) FROM fact").fetch_one(pool).await?;
        let last = last.unwrap_or(0);
        let together = TOGETHER.max(last / PARTS);
        let parts = (0..=last / together).map(|part| rows(pool, part * together, together));
        let mut parts = stream::iter(parts).buffered(AT_ONCE);
        while let Some(rows) = parts.next().await {
            for row in rows? {
                columns.push(row, &ids, &mut days)?;
            }
        }
        days.sort_unstable();
        columns.by_date = days.into_iter().map(|(_, _, place)| place).collect();
        columns.dated = vec![u32::MAX; columns.facts.len()];
        for (order, place) in (0..).zip(&columns.by_date) {
            columns.dated[*place as usize] = order;
        }
        columns.turn_ties_round();
        Ok(columns)
    }

    fn push(
        &mut self,
        (id, status, earliest, latest, figure, about): Row,
        ids: &HashMap<i64, u32>,
        days: &mut Vec<(i32, i32, u32)>,
    ) -> Result<(), StoreError> {
        let row = i64::from(id);
        let place = small(self.facts.len());
        let ties = small(self.ties.len());
        let mut subjects = 0;
        for (entity, is_subject) in about {
            let entity = *column(ids.get(&entity), "about", row, "entity_id")?;
            if is_subject != 0 {
                subjects |= bit(self.entities[entity as usize].reference.kind);
            }
            if !self.ties[ties as usize..].contains(&entity) {
                self.ties.push(entity);
            }
        }
        if let Some((earliest, latest)) = earliest.zip(latest) {
            days.push((earliest, latest, place));
            self.years.0 = self.years.0.min(earliest / 10_000);
            self.years.1 = self.years.1.max(latest / 10_000);
        }
        if figure != 0 {
            self.figures.push(place);
        }
        let year = |day: i32| i16::try_from(day / 10_000).ok();
        self.facts.push(FactColumns {
            id,
            ties,
            years: earliest.and_then(year).zip(latest.and_then(year)),
            status: column(Status::from_key(&status), "fact", row, "status")?,
            subjects,
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

    /// The facts of a list that is not narrowed, in its order.
    pub fn facts_of(&self, list: List) -> Box<dyn ExactSizeIterator<Item = u32> + '_> {
        match list {
            List::Timeline => Box::new(self.by_date.iter().copied()),
            List::Figures => Box::new(self.figures.iter().copied()),
            List::Facts | List::Entities(_) => Box::new(0..small(self.facts.len())),
        }
    }

    /// The facts of a list and how each fits, as they lie in memory: in the order of a timeline, most
    /// of the time would go into fetching them.
    pub fn fits_of(&self, list: List, wanted: &Wanted) -> impl Iterator<Item = (u32, Fit)> {
        let all = if list == List::Figures { List::Figures } else { List::Facts };
        let listed = move |fact: &u32| list != List::Timeline || self.years_of(*fact).is_some();
        self.facts_of(all).filter(listed).map(|fact| (fact, self.fit(fact, wanted)))
    }

    /// Puts facts of a list into its order.
    pub fn sort(&self, list: List, facts: &mut [u32]) {
        if list == List::Timeline {
            facts.sort_unstable_by_key(|fact| self.dated[*fact as usize]);
        }
    }

    /// The entities of a kind, in the order of the seeds.
    pub fn entities_of(&self, kind: Kind) -> impl Iterator<Item = u32> {
        let of_kind = move |entity: &&EntityColumns| entity.reference.kind == kind;
        (0..).zip(&self.entities).filter(move |(_, entity)| of_kind(entity)).map(|(at, _)| at)
    }

    pub fn id_of_fact(&self, fact: u32) -> i64 {
        i64::from(self.facts[fact as usize].id)
    }

    pub fn status(&self, fact: u32) -> Status {
        self.facts[fact as usize].status
    }

    /// The first and last year that a fact's date touches.
    pub fn years_of(&self, fact: u32) -> Option<(i32, i32)> {
        self.facts[fact as usize].years.map(|(from, to)| (from.into(), to.into()))
    }

    pub fn is_mainly_about(&self, fact: u32, kind: Kind) -> bool {
        self.facts[fact as usize].subjects & bit(kind) != 0
    }

    /// What filters want; `facts` are the ids of those that have the words of their text.
    pub fn wanted(&self, filters: &Filters, facts: Option<HashSet<i64>>) -> Wanted {
        let place = |(kind, slug): (&Kind, &Slug)| {
            (*kind, self.places.get(&(*kind, slug.clone())).copied())
        };
        Wanted {
            year: filters.year,
            status: filters.status,
            subject: filters.subject,
            entity_type: filters.entity_type,
            about: filters.about.iter().map(place).collect(),
            facts,
        }
    }

    /// How a fact fits what is wanted of facts.
    pub fn fit(&self, fact: u32, wanted: &Wanted) -> Fit {
        let columns = &self.facts[fact as usize];
        if wanted.facts.as_ref().is_some_and(|facts| !facts.contains(&i64::from(columns.id))) {
            return Fit::Not;
        }
        let touches = |year: i32| {
            columns.years.is_some_and(|(from, to)| i32::from(from) <= year && year <= to.into())
        };
        let mut fit = Fit::Whole;
        if wanted.year.is_some_and(|year| !touches(year)) {
            fit = fit.without(Facet::Year);
        }
        if wanted.status.is_some_and(|status| status != columns.status) {
            fit = fit.without(Facet::Status);
        }
        if wanted.subject.is_some_and(|kind| columns.subjects & bit(kind) == 0) {
            fit = fit.without(Facet::Subject);
        }
        for (kind, entity) in &wanted.about {
            if !entity.is_some_and(|entity| self.ties_of(fact).contains(&entity)) {
                fit = fit.without(Facet::About(*kind));
            }
        }
        fit
    }
}

impl Fit {
    /// The fit of what fails one more filter.
    const fn without(self, facet: Facet) -> Self {
        match self {
            Self::Whole => Self::But(facet),
            Self::But(_) | Self::Not => Self::Not,
        }
    }
}

impl EntityColumns {
    fn key(&self) -> (Kind, Slug) {
        (self.reference.kind, self.reference.slug.clone())
    }
}

/// The facts with so many ids from one on.
async fn rows(pool: &SqlitePool, from: i64, together: i64) -> Result<Vec<Row>, StoreError> {
    let to = from + together;
    let json = sqlx::query_scalar!(
        r#"SELECT json_group_array(json_array(
                      id, status,
                      CAST(replace(date_earliest, '-', '') AS INTEGER),
                      CAST(replace(date_latest, '-', '') AS INTEGER),
                      quantity_value IS NOT NULL,
                      (SELECT json_group_array(json_array(entity_id, role = 'subject'))
                       FROM about WHERE fact_id = wanted.id))) AS "json!: String"
           FROM (SELECT id, status, date_earliest, date_latest, quantity_value
                 FROM fact WHERE id >= ? AND id < ? ORDER BY id) AS wanted"#,
        from,
        to
    )
    .fetch_one(pool)
    .await?;
    column(serde_json::from_str(&json).ok(), "fact", from, "id")
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
