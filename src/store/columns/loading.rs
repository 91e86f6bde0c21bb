//! The columns out of the database, when it is opened: from where the facts are packed for it.

use std::collections::{BTreeSet, HashMap};

use sqlx::SqliteConnection;

use super::{Columns, EntityColumns, FIRST, FactColumns, FactSet, small};
use crate::domain::{EntityRef, EntityType, Kind, Slug, Status};
use crate::store::packed::{self, PackedFact};
use crate::store::{StoreError, column};

impl Columns {
    pub async fn load(connection: &mut SqliteConnection) -> Result<Self, StoreError> {
        let (entities, sources) =
            (entities(&mut *connection).await?, sources(&mut *connection).await?);
        let mut columns = Self { entities, sources, ..Self::default() };
        columns.by_slug = (0..small(columns.entities.len())).collect();
        let key = |place: &u32| columns.entities[*place as usize].key();
        columns.by_slug.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
        columns.last_news = vec![None; columns.entities.len()];
        let ids: HashMap<i64, u32> =
            columns.entities.iter().map(|entity| entity.id).zip(0..).collect();
        columns.kinds = columns.entities.iter().map(|known| known.reference.kind).collect();
        let (mut days, mut figures, mut ends) = (Vec::new(), Vec::new(), BTreeSet::new());
        let mut last = -1;
        while let Some(part) = part_after(connection, last).await? {
            last = part.first_id;
            for fact in packed::facts(&part.packed) {
                let fact = column(fact, "fact_columns", last, "packed")?;
                if fact.has_number {
                    figures.push(columns.facts.len());
                }
                ends.extend(
                    fact.days.filter(|_| fact.status.is_prospective()).map(|(_, latest)| latest),
                );
                columns.push(&fact, &ids, &mut days)?;
            }
        }
        columns.ends_of_plans = ends.into_iter().collect();
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
        let is_news = !fact.status.is_prospective();
        let mut subjects = 0;
        for (entity, is_subject) in &fact.ties {
            let entity = *column(ids.get(entity), "fact_columns", fact.id.into(), "packed")?;
            let known = self.ties[ties as usize..].iter().position(|other| *other == entity);
            let at = known.unwrap_or_else(|| {
                self.ties.push(entity);
                self.ties.len() - 1 - ties as usize
            });
            if *is_subject {
                if subjects == 0 {
                    self.ties[ties as usize..].swap(0, at);
                }
                subjects |= bit(self.kinds[entity as usize]);
                let last = &mut self.last_news[entity as usize];
                *last = (*last).max(fact.days.filter(|_| is_news).map(|(earliest, _)| earliest));
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
        let mut from = vec![0_u32; self.entities.len() + 1];
        for entity in 0..self.entities.len() {
            from[entity + 1] =
                from[entity] + small(self.facts_about(small(entity)).len().min(FIRST));
        }
        let is_undated = |place: &u32| !self.dated.contains(*place as usize);
        let undated = (0..small(self.facts.len())).filter(is_undated);
        let mut next = from.clone();
        let mut first = vec![0; from.last().map_or(0, |end| *end as usize)];
        for fact in self.by_date.iter().copied().chain(undated) {
            for entity in self.ties_of(fact) {
                let next = &mut next[*entity as usize];
                if *next < from[*entity as usize + 1] {
                    first[*next as usize] = fact;
                    *next += 1;
                }
            }
        }
        (self.first, self.first_from) = (first, from);
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
}

/// Some packed facts.
struct Part {
    first_id: i64,
    packed: Vec<u8>,
}

/// The part that comes after another, by its first id. One at a time, for they are large.
async fn part_after(
    connection: &mut SqliteConnection,
    last: i64,
) -> Result<Option<Part>, sqlx::Error> {
    sqlx::query_as!(
        Part,
        "SELECT first_id, packed FROM fact_columns WHERE first_id > ? ORDER BY first_id LIMIT 1",
        last
    )
    .fetch_optional(connection)
    .await
}

async fn entities(connection: &mut SqliteConnection) -> Result<Vec<EntityColumns>, StoreError> {
    let rows =
        sqlx::query!("SELECT id, kind, type AS type_key, slug, name FROM entity ORDER BY id")
            .fetch_all(connection)
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

async fn sources(connection: &mut SqliteConnection) -> Result<Vec<(i64, Slug)>, StoreError> {
    let rows = sqlx::query!("SELECT id, slug FROM source ORDER BY id")
        .fetch_all(connection)
        .await?
        .into_iter();
    let source = |id, slug: String| Ok((id, column(Slug::parse(&slug), "source", id, "slug")?));
    rows.map(|row| source(row.id, row.slug)).collect()
}

/// The bit of a kind.
const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}
