//! Sources, their paragraphs and the glossary out of the database.

use super::{Store, StoreError, column, texts};
use crate::domain::{Edtf, Evidence, Paragraph, ParagraphRole, Published, Slug, Source, Term};

/// What a term rests on, as its row holds it: source, number of the paragraph, phrases.
type EvidenceRow = (String, u16, Vec<String>);

struct ParagraphRow {
    source_id: i64,
    number: i64,
    role: String,
    digest: String,
    unused: Option<String>,
}

impl Store {
    /// Every source with its paragraphs, in the order of the seeds.
    pub async fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let paragraphs = sqlx::query_as!(
            ParagraphRow,
            "SELECT source_id, number, role, digest, unused FROM paragraph ORDER BY source_id, number"
        )
        .fetch_all(&self.pool)
        .await?;
        let rows = sqlx::query!(
            "SELECT id, slug, title, publisher, byline, published_edtf, published_basis, rights, names
             FROM source ORDER BY id"
        )
        .fetch_all(&self.pool)
        .await?;
        let mut sources = Vec::with_capacity(rows.len());
        for row in rows {
            let own = paragraphs.iter().filter(|paragraph| paragraph.source_id == row.id);
            sources.push(Source {
                slug: column(Slug::parse(&row.slug), "source", row.id, "slug")?,
                title: row.title,
                publisher: row.publisher,
                byline: row.byline,
                published: Published {
                    edtf: column(Edtf::parse(&row.published_edtf).ok(), "source", row.id, "edtf")?,
                    basis: row.published_basis,
                },
                rights: row.rights,
                names: texts(&row.names, "source", row.id, "names")?,
                paragraphs: own.map(ParagraphRow::to_paragraph).collect::<Result<_, _>>()?,
            });
        }
        Ok(sources)
    }

    /// The glossary, in the order of the seeds. Read once: nearly every page explains terms.
    pub async fn terms(&self) -> Result<&[Term], StoreError> {
        let terms = self.terms.get_or_try_init(|| self.terms_by_id(None)).await?;
        Ok(terms)
    }

    /// The glossary entries with these ids, or all of them.
    pub(super) async fn terms_by_id(&self, ids: Option<&[i64]>) -> Result<Vec<Term>, StoreError> {
        let ids = ids.map(|ids| serde_json::Value::from(ids).to_string());
        let rows = sqlx::query!(
            r#"SELECT id, slug, name, aliases, explanation,
                      (SELECT json_group_array(json_array(source, paragraph, json(phrases))) FROM
                          (SELECT source.slug AS source, paragraph, phrases
                           FROM term_evidence JOIN source ON source.id = source_id
                           WHERE term_id = term.id ORDER BY position)) AS "evidence!: String"
               FROM term WHERE ?1 IS NULL OR id IN (SELECT value FROM json_each(?1)) ORDER BY id"#,
            ids
        )
        .fetch_all(&self.pool)
        .await?;
        let mut terms = Vec::with_capacity(rows.len());
        for row in rows {
            terms.push(Term {
                slug: column(Slug::parse(&row.slug), "term", row.id, "slug")?,
                name: row.name,
                aliases: texts(&row.aliases, "term", row.id, "aliases")?,
                explanation: row.explanation,
                evidence: evidence_of(&row.evidence, row.id)?,
            });
        }
        Ok(terms)
    }
}

impl ParagraphRow {
    fn to_paragraph(&self) -> Result<Paragraph, StoreError> {
        let (table, id) = ("paragraph", self.number);
        Ok(Paragraph {
            number: column(u16::try_from(id).ok(), table, id, "number")?,
            role: column(ParagraphRole::from_key(&self.role), table, id, "role")?,
            digest: self.digest.clone(),
            unused: self.unused.clone(),
        })
    }
}

/// What a term rests on, from the JSON of [`EvidenceRow`]s.
fn evidence_of(json: &str, term: i64) -> Result<Vec<Evidence>, StoreError> {
    let rows: Vec<EvidenceRow> = column(serde_json::from_str(json).ok(), "term", term, "evidence")?;
    let piece = |(source, paragraph, phrases): EvidenceRow| {
        let source = column(Slug::parse(&source), "term", term, "source")?;
        Ok(Evidence { source, paragraph, phrases })
    };
    rows.into_iter().map(piece).collect()
}
