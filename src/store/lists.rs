//! Parts of lists: which records fit the filters, how many there are, and how many there would be with
//! each other value of a filter. What a page of a list costs does not hang on how far down it is.

use std::collections::BTreeMap;
use std::ops::Range;

use sqlx::{QueryBuilder, Row, Sqlite};

use super::{EntitySummary, Store, StoreError, column};
use crate::domain::{EntityRef, EntityType, Facet, Fact, Filters, Kind, List, Slug, Status};

/// A part of a list, and how many records the whole has.
#[derive(Debug)]
pub struct Part<T> {
    pub items: Vec<T>,
    pub total: u64,
}

/// How many records of a list there are with each value of a filter, all other filters kept.
#[derive(Debug, Default)]
pub struct FacetCounts {
    /// A record counts in each year that its date touches.
    pub years: BTreeMap<i32, u64>,
    pub statuses: Vec<(Status, u64)>,
    pub subjects: Vec<(Kind, u64)>,
    pub types: Vec<(EntityType, u64)>,
    /// The most frequent first.
    pub entities: Vec<(EntityRef, u64)>,
}

/// The records of a list as SQL has them: the tables, the column that tells them apart, their order
/// and that order turned round.
struct Scope {
    tables: &'static str,
    id: &'static str,
    order: [&'static str; 2],
}

const fn scope(list: List) -> Scope {
    match list {
        List::Timeline => Scope {
            tables: " FROM fact",
            id: "fact.id",
            order: [
                " ORDER BY fact.date_earliest, fact.date_latest, fact.id",
                " ORDER BY fact.date_earliest DESC, fact.date_latest DESC, fact.id DESC",
            ],
        },
        List::Facts | List::Figures => Scope {
            tables: " FROM fact",
            id: "fact.id",
            order: [" ORDER BY fact.id", " ORDER BY fact.id DESC"],
        },
        // Every entity has a fact, so an entity is among those that facts are about.
        List::Entities(_) => Scope {
            tables: " FROM entity AS own JOIN about AS item ON item.entity_id = own.id \
                     JOIN fact ON fact.id = item.fact_id",
            id: "own.id",
            order: [" ORDER BY own.id", " ORDER BY own.id DESC"],
        },
    }
}

impl Store {
    /// The facts of a list that fit, within `range` of their order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn fact_part(
        &self,
        list: List,
        filters: &Filters,
        range: Range<u64>,
    ) -> Result<Part<Fact>, StoreError> {
        let total = self.total(list, filters).await?;
        let ids = self.ids_within(list, filters, total, range).await?;
        Ok(Part { items: self.facts_by_id(ids).await?, total })
    }

    /// The entities of a kind that fit, within `range` of their order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn entity_part(
        &self,
        kind: Kind,
        filters: &Filters,
        range: Range<u64>,
    ) -> Result<Part<EntitySummary>, StoreError> {
        let list = List::Entities(kind);
        let total = self.total(list, filters).await?;
        let ids = self.ids_within(list, filters, total, range).await?;
        Ok(Part { items: self.summaries_by_id(&ids).await?, total })
    }

    /// How many records of a list fit.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn total(&self, list: List, filters: &Filters) -> Result<u64, StoreError> {
        let mut query = self.select("count(DISTINCT ", ")", list, filters).await?;
        let total: i64 = query.build_query_scalar().fetch_one(&self.pool).await?;
        Ok(u64::try_from(total).unwrap_or_default())
    }

    /// The ids of all records of a list that fit, in its order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn ids_of(&self, list: List, filters: &Filters) -> Result<Vec<i64>, StoreError> {
        let total = self.total(list, filters).await?;
        self.ids_within(list, filters, total, 0..total).await
    }

    /// The ids in a range of the list's order, read from whichever end is nearer.
    async fn ids_within(
        &self,
        list: List,
        filters: &Filters,
        total: u64,
        range: Range<u64>,
    ) -> Result<Vec<i64>, StoreError> {
        let range = range.start.min(total)..range.end.min(total);
        let from_end = range.start > total / 2;
        let skipped = if from_end { total - range.end } else { range.start };
        let mut query = self.select("", "", list, filters).await?;
        if matches!(list, List::Entities(_)) {
            query.push(" GROUP BY own.id");
        }
        query.push(scope(list).order[usize::from(from_end)]);
        query.push(" LIMIT ").push_bind(bound(range.end - range.start));
        query.push(" OFFSET ").push_bind(bound(skipped));
        let mut ids: Vec<i64> = query.build_query_scalar().fetch_all(&self.pool).await?;
        if from_end {
            ids.reverse();
        }
        Ok(ids)
    }

    /// How many records of a list there are with each value of each of its filters.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn facet_counts(
        &self,
        list: List,
        filters: &Filters,
    ) -> Result<FacetCounts, StoreError> {
        let mut counts = FacetCounts::default();
        let mut free = Vec::new();
        for facet in list.facets() {
            match facet {
                Facet::Year => counts.years = self.year_counts(list, filters).await?,
                Facet::Status => {
                    let rows = self.counts_by("fact.status", "", list, filters, facet).await?;
                    counts.statuses = known(rows, Status::from_key, "fact", "status")?;
                }
                Facet::Subject => {
                    let rows =
                        self.counts_by("subject.kind", SUBJECT, list, filters, facet).await?;
                    counts.subjects = known(rows, Kind::from_key, "entity", "kind")?;
                }
                Facet::Type => {
                    let List::Entities(kind) = list else { continue };
                    let rows = self.counts_by("own.type", "", list, filters, facet).await?;
                    let read = |key: &str| EntityType::from_key(kind, key);
                    counts.types = known(rows, read, "entity", "type")?;
                }
                Facet::About(kind) if filters.about.contains_key(&kind) => {
                    let rest = filters.without(facet);
                    counts.entities.extend(self.entity_counts(list, &rest, &[kind]).await?);
                }
                Facet::About(kind) => free.push(kind),
            }
        }
        counts.entities.extend(self.entity_counts(list, filters, &free).await?);
        Ok(counts)
    }

    async fn year_counts(
        &self,
        list: List,
        filters: &Filters,
    ) -> Result<BTreeMap<i32, u64>, StoreError> {
        let rest = filters.without(Facet::Year);
        let head = "CAST(substr(fact.date_earliest, 1, 4) AS INTEGER), \
                    CAST(substr(fact.date_latest, 1, 4) AS INTEGER), count(DISTINCT ";
        let mut query = self.select(head, ")", list, &rest).await?;
        query.push(" AND fact.date_edtf IS NOT NULL GROUP BY 1, 2");
        let mut years = BTreeMap::new();
        for row in query.build().fetch_all(&self.pool).await? {
            let (from, to, count): (i32, i32, i64) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            for year in from..=to {
                *years.entry(year).or_default() += u64::try_from(count).unwrap_or_default();
            }
        }
        if matches!(list, List::Entities(_)) {
            // An entity with facts in two spans of one year is still one entity.
            for (year, count) in &mut years {
                let of_year = Filters { year: Some(*year), ..rest.clone() };
                *count = self.total(list, &of_year).await?;
            }
        }
        Ok(years)
    }

    /// How many records there are with each value of a column, all filters but one facet's kept.
    async fn counts_by(
        &self,
        value: &'static str,
        join: &'static str,
        list: List,
        filters: &Filters,
        facet: Facet,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let rest = filters.without(facet);
        let ids = self.text_ids(list, &rest).await?;
        let Scope { tables, id, .. } = scope(list);
        let mut query = QueryBuilder::new("SELECT ");
        query.push(value).push(", count(DISTINCT ").push(id).push(")").push(tables).push(join);
        conditions(&mut query, list, &rest, ids);
        query.push(" GROUP BY 1");
        let rows = query.build().fetch_all(&self.pool).await?;
        let row = |row: sqlx::sqlite::SqliteRow| {
            let count: i64 = row.try_get(1)?;
            Ok((row.try_get(0)?, u64::try_from(count).unwrap_or_default()))
        };
        rows.into_iter().map(row).collect()
    }

    /// How many records each entity of some kinds would leave.
    async fn entity_counts(
        &self,
        list: List,
        filters: &Filters,
        kinds: &[Kind],
    ) -> Result<Vec<(EntityRef, u64)>, StoreError> {
        let ids = self.text_ids(list, filters).await?;
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.key()).collect();
        let Scope { tables, id, .. } = scope(list);
        let mut query = QueryBuilder::new(
            "SELECT other.id, other.kind, other.slug, other.name, count(DISTINCT ",
        );
        query.push(id).push(")").push(tables);
        query.push(
            " JOIN about AS tie ON tie.fact_id = fact.id JOIN entity AS other ON other.id = tie.entity_id",
        );
        conditions(&mut query, list, filters, ids);
        query.push(" AND other.kind IN (SELECT value FROM json_each(");
        query.push_bind(serde_json::Value::from(kinds).to_string());
        query.push(")) GROUP BY other.id ORDER BY 5 DESC, other.id");
        let rows = query.build().fetch_all(&self.pool).await?;
        let row = |row: sqlx::sqlite::SqliteRow| {
            let (id, kind, slug): (i64, String, String) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let count: i64 = row.try_get(4)?;
            let entity = EntityRef {
                kind: column(Kind::from_key(&kind), "entity", id, "kind")?,
                slug: column(Slug::parse(&slug), "entity", id, "slug")?,
                name: row.try_get(3)?,
            };
            Ok((entity, u64::try_from(count).unwrap_or_default()))
        };
        rows.into_iter().map(row).collect()
    }

    /// `SELECT {head}{id}{tail}` of the records that fit, open for more conditions.
    async fn select(
        &self,
        head: &'static str,
        tail: &'static str,
        list: List,
        filters: &Filters,
    ) -> Result<QueryBuilder<Sqlite>, StoreError> {
        let ids = self.text_ids(list, filters).await?;
        let Scope { tables, id, .. } = scope(list);
        let mut query = QueryBuilder::new("SELECT ");
        query.push(head).push(id).push(tail).push(tables);
        conditions(&mut query, list, filters, ids);
        Ok(query)
    }

    /// The ids of the records that have the words asked for, as a JSON array; none when none are.
    async fn text_ids(&self, list: List, filters: &Filters) -> Result<Option<String>, StoreError> {
        let Some(text) = &filters.text else { return Ok(None) };
        let (facts, entities) = self.ids_with_text(text).await?;
        let ids = if matches!(list, List::Entities(_)) { entities } else { facts };
        Ok(Some(serde_json::Value::from(ids).to_string()))
    }
}

/// The tables of what a fact is mainly about.
const SUBJECT: &str = " JOIN about AS main ON main.fact_id = fact.id AND main.role = 'subject' \
                       JOIN entity AS subject ON subject.id = main.entity_id";

/// The conditions of a list and its filters, from `WHERE` on.
fn conditions(
    query: &mut QueryBuilder<Sqlite>,
    list: List,
    filters: &Filters,
    text_ids: Option<String>,
) {
    match list {
        List::Timeline => query.push(" WHERE fact.date_edtf IS NOT NULL"),
        List::Facts => query.push(" WHERE 1"),
        List::Figures => query.push(" WHERE fact.quantity_value IS NOT NULL"),
        List::Entities(kind) => query.push(" WHERE own.kind = ").push_bind(kind.key()),
    };
    if let Some(year) = filters.year {
        query.push(" AND fact.date_earliest <= ").push_bind(format!("{year}-12-31"));
        query.push(" AND fact.date_latest >= ").push_bind(format!("{year}-01-01"));
    }
    if let Some(status) = filters.status {
        query.push(" AND fact.status = ").push_bind(status.key());
    }
    if let Some(kind) = filters.subject {
        query.push(
            " AND fact.id IN (SELECT main.fact_id FROM about AS main JOIN entity AS subject \
             ON subject.id = main.entity_id WHERE main.role = 'subject' AND subject.kind = ",
        );
        query.push_bind(kind.key()).push(")");
    }
    if let Some(entity_type) = filters.entity_type {
        query.push(" AND own.type = ").push_bind(entity_type.key());
    }
    for (kind, slug) in &filters.about {
        query.push(
            " AND fact.id IN (SELECT fact_id FROM about WHERE entity_id = \
             (SELECT id FROM entity WHERE kind = ",
        );
        query.push_bind(kind.key()).push(" AND slug = ").push_bind(slug.to_string()).push("))");
    }
    if let Some(ids) = text_ids {
        query.push(" AND ").push(scope(list).id);
        query.push(" IN (SELECT value FROM json_each(").push_bind(ids).push("))");
    }
}

/// The counts of values that the domain knows, in its order.
fn known<T: Copy + Ord>(
    rows: Vec<(String, u64)>,
    read: impl Fn(&str) -> Option<T>,
    table: &'static str,
    name: &'static str,
) -> Result<Vec<(T, u64)>, StoreError> {
    let read = |(key, count): (String, u64)| {
        Ok::<_, StoreError>((column(read(&key), table, 0, name)?, count))
    };
    let mut counts: Vec<(T, u64)> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    counts.sort_unstable();
    Ok(counts)
}

/// A number as `SQLite` binds it.
fn bound(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
