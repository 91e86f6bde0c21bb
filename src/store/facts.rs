//! Facts out of the database: which ones, in what order, and then each whole, in a number of
//! statements that does not grow with the number of facts.

use std::collections::HashMap;

use super::packed::number_of;
use super::{Part, Store, StoreError, column};
use crate::domain::{
    About, Code, Edtf, Entity, EntityRef, Evidence, Fact, FactDate, Kind, Measure, Qualifier,
    Quantity, Role, Slug, Status,
};

/// Which facts, and in what order.
#[derive(Debug, Clone, Copy)]
pub enum Selection<'a> {
    /// So many with the largest numbers, the largest first.
    Largest(i64),
    /// At most so many that rest on a source, by code.
    RestingOn(&'a Slug, i64),
    /// These, in the order given.
    Codes(&'a [Code]),
}

struct FactRow {
    id: i64,
    title: String,
    statement: String,
    status: String,
    inferred: Option<String>,
    date_edtf: Option<String>,
    date_phrase: Option<String>,
    date_basis: Option<String>,
    quantity_value: Option<f64>,
    quantity_unit: Option<String>,
    quantity_qualifier: Option<String>,
    quantity_phrase: Option<String>,
    quantity_counts: Option<String>,
    equivalent_value: Option<f64>,
    equivalent_unit: Option<String>,
    equivalent_phrase: Option<String>,
    /// JSON of [`AboutRow`]s and [`EvidenceRow`]s.
    about: String,
    evidence: String,
}

/// What a fact is about, as its row holds it: kind, slug and name of the entity, role, what of it is inferred.
type AboutRow = (String, String, String, String, Option<String>);

/// What a record rests on, as its row holds it: source, number of the paragraph, phrases.
type EvidenceRow = (String, u16, Vec<String>);

impl Store {
    /// One fact.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn fact(&self, code: Code) -> Result<Option<Fact>, StoreError> {
        Ok(self.facts(Selection::Codes(&[code])).await?.pop())
    }

    /// One fact, and the first others about what it is first about, in the order of [`Self::facts_about`].
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn fact_and_others(
        &self,
        code: Code,
        most: usize,
    ) -> Result<Option<(Fact, Vec<Fact>)>, StoreError> {
        let own = i64::from(code.number());
        let Some(mut ids) = self.columns.first_beside(code.number(), most + 1) else {
            return Ok(None);
        };
        ids.retain(|id| *id != own);
        ids.truncate(most);
        ids.insert(0, own);
        let mut facts = self.facts_by_id(ids).await?.into_iter();
        Ok(facts.next().map(|fact| (fact, facts.collect())))
    }

    /// The facts of a selection, whole. Codes that no fact has are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn facts(&self, selection: Selection<'_>) -> Result<Vec<Fact>, StoreError> {
        let ids = self.ids(selection).await?;
        self.facts_by_id(ids).await
    }

    /// The facts with these ids, whole and in this order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn facts_by_id(&self, ids: Vec<i64>) -> Result<Vec<Fact>, StoreError> {
        let ids = serde_json::Value::from(ids).to_string();
        // All of a fact in one row: each further one is a hand-over between threads.
        let rows = sqlx::query_as!(
            FactRow,
            r#"SELECT fact.id AS "id!", title, statement, status, inferred,
                      date_edtf, date_phrase, date_basis,
                      quantity_value, quantity_unit, quantity_qualifier, quantity_phrase,
                      quantity_counts, equivalent_value, equivalent_unit, equivalent_phrase,
                      (SELECT json_group_array(json_array(kind, slug, name, role, inferred)) FROM
                          (SELECT entity.kind, entity.slug, entity.name, about.role, about.inferred
                           FROM about JOIN entity ON entity.id = about.entity_id
                           WHERE about.fact_id = fact.id ORDER BY about.position))
                          AS "about!: String",
                      (SELECT json_group_array(json_array(slug, paragraph, json(phrases))) FROM
                          (SELECT source.slug, evidence.paragraph, evidence.phrases
                           FROM evidence JOIN source ON source.id = evidence.source_id
                           WHERE evidence.fact_id = fact.id ORDER BY evidence.position))
                          AS "evidence!: String"
               FROM json_each(?) AS wanted JOIN fact ON fact.id = wanted.value
               ORDER BY wanted.key"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(FactRow::into_fact).collect()
    }

    /// The first facts about an entity, whole, at most a hundred, and how many there are: the dated ones by
    /// date, then the others by code.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn facts_about(
        &self,
        kind: Kind,
        slug: &Slug,
        most: usize,
    ) -> Result<Part<Fact>, StoreError> {
        let Some(entity) = self.columns.place_of(kind, slug) else {
            return Ok(Part { items: Vec::new(), total: 0 });
        };
        let total = u64::try_from(self.columns.facts_about(entity).len()).unwrap_or(u64::MAX);
        let ids = self.columns.first_about(entity, most);
        Ok(Part { items: self.facts_by_id(ids).await?, total })
    }

    async fn ids(&self, selection: Selection<'_>) -> Result<Vec<i64>, StoreError> {
        let ids = match selection {
            Selection::Codes(codes) => codes.iter().map(|code| i64::from(code.number())).collect(),
            Selection::Largest(most) => {
                sqlx::query_scalar!(
                    "SELECT id FROM fact WHERE quantity_value IS NOT NULL
                     ORDER BY quantity_value DESC, id LIMIT ?",
                    most
                )
                .fetch_all(&self.pool)
                .await?
            }
            Selection::RestingOn(source, most) => {
                let source = source.as_str();
                sqlx::query_scalar!(
                    r#"SELECT DISTINCT fact_id AS "id!" FROM evidence
                       WHERE source_id = (SELECT id FROM source WHERE slug = ?)
                       ORDER BY fact_id LIMIT ?"#,
                    source,
                    most
                )
                .fetch_all(&self.pool)
                .await?
            }
        };
        Ok(ids)
    }

    /// The codes of the facts about each of these entities, in order.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn codes_about(
        &self,
        entities: &[Entity],
    ) -> Result<HashMap<(Kind, Slug), Vec<Code>>, StoreError> {
        let wanted: Vec<_> = entities
            .iter()
            .map(|entity| serde_json::json!([entity.kind().key(), entity.slug.as_str()]))
            .collect();
        let wanted = serde_json::Value::from(wanted).to_string();
        let rows = sqlx::query!(
            r#"SELECT DISTINCT entity.kind AS "kind!", entity.slug AS "slug!",
                      about.fact_id AS "fact_id!: i64"
               FROM json_each(?) AS wanted
               JOIN entity ON entity.kind = wanted.value ->> 0 AND entity.slug = wanted.value ->> 1
               JOIN about ON about.entity_id = entity.id
               ORDER BY about.fact_id"#,
            wanted
        )
        .fetch_all(&self.pool)
        .await?;
        let mut codes: HashMap<(Kind, Slug), Vec<Code>> = HashMap::new();
        for row in rows {
            let id = row.fact_id;
            let kind = column(Kind::from_key(&row.kind), "entity", id, "kind")?;
            let slug = column(Slug::parse(&row.slug), "entity", id, "slug")?;
            codes.entry((kind, slug)).or_default().push(column(code_of(id), "fact", id, "id")?);
        }
        Ok(codes)
    }

    /// The codes before and after a code, among those that exist.
    #[must_use]
    pub fn neighbours(&self, code: Code) -> (Option<Code>, Option<Code>) {
        let (before, after) = self.columns.neighbours(code.number());
        (before.and_then(Code::from_number), after.and_then(Code::from_number))
    }

    /// Whether a later fact tells of a fact's subject what has happened or how it stands: what the source
    /// expected there is no longer all that is known. No fact without a date is later.
    #[must_use]
    pub fn is_followed(&self, fact: &Fact) -> bool {
        let Some(date) = &fact.date else { return false };
        let mut subjects = fact.about.iter().filter(|about| about.role == Role::Subject);
        subjects.any(|About { entity, .. }| {
            let news = self.columns.last_news_of(entity.kind, &entity.slug);
            news.is_some_and(|news| news >= number_of(date.edtf.earliest()))
        })
    }
}

fn code_of(id: i64) -> Option<Code> {
    Code::from_number(u32::try_from(id).ok()?)
}

fn about_of(row: AboutRow, id: i64) -> Result<About, StoreError> {
    let (kind, slug, name, role, inferred) = row;
    Ok(About {
        entity: EntityRef {
            kind: column(Kind::from_key(&kind), "about", id, "kind")?,
            slug: column(Slug::parse(&slug), "about", id, "slug")?,
            name,
        },
        role: column(Role::from_key(&role), "about", id, "role")?,
        inferred,
    })
}

/// What a record of a table rests on, from the JSON of [`EvidenceRow`]s.
pub(super) fn evidence_of(
    json: &str,
    table: &'static str,
    id: i64,
) -> Result<Vec<Evidence>, StoreError> {
    let rows: Vec<EvidenceRow> = column(serde_json::from_str(json).ok(), table, id, "evidence")?;
    let piece = |(source, paragraph, phrases): EvidenceRow| {
        let source = column(Slug::parse(&source), table, id, "source")?;
        Ok(Evidence { source, paragraph, phrases })
    };
    rows.into_iter().map(piece).collect()
}

impl FactRow {
    fn into_fact(self) -> Result<Fact, StoreError> {
        let (table, id) = ("fact", self.id);
        let about: Vec<AboutRow> =
            column(serde_json::from_str(&self.about).ok(), table, id, "about")?;
        Ok(Fact {
            code: column(code_of(id), table, id, "id")?,
            status: column(Status::from_key(&self.status), table, id, "status")?,
            date: self.date()?,
            quantity: self.quantity()?,
            about: about.into_iter().map(|row| about_of(row, id)).collect::<Result<_, _>>()?,
            evidence: evidence_of(&self.evidence, table, id)?,
            title: self.title,
            statement: self.statement,
            inferred: self.inferred,
        })
    }

    fn date(&self) -> Result<Option<FactDate>, StoreError> {
        let Some(edtf) = &self.date_edtf else { return Ok(None) };
        Ok(Some(FactDate {
            edtf: column(Edtf::parse(edtf).ok(), "fact", self.id, "date_edtf")?,
            phrase: column(self.date_phrase.clone(), "fact", self.id, "date_phrase")?,
            basis: self.date_basis.clone(),
        }))
    }

    fn quantity(&self) -> Result<Option<Quantity>, StoreError> {
        let (table, id) = ("fact", self.id);
        let Some(value) = self.quantity_value else { return Ok(None) };
        let must = |text: &Option<String>, name| column(text.clone(), table, id, name);
        let qualifier = self
            .quantity_qualifier
            .as_deref()
            .map(|text| column(Qualifier::from_key(text), table, id, "quantity_qualifier"));
        let counts = self
            .quantity_counts
            .as_deref()
            .map(|text| column(Kind::from_key(text), table, id, "quantity_counts"));
        let equivalent = self.equivalent_value.map(|value| {
            Ok::<_, StoreError>(Measure {
                value,
                unit: must(&self.equivalent_unit, "equivalent_unit")?,
                phrase: must(&self.equivalent_phrase, "equivalent_phrase")?,
            })
        });
        Ok(Some(Quantity {
            value,
            unit: must(&self.quantity_unit, "quantity_unit")?,
            qualifier: qualifier.transpose()?,
            phrase: must(&self.quantity_phrase, "quantity_phrase")?,
            counts: counts.transpose()?,
            equivalent: equivalent.transpose()?,
        }))
    }
}
