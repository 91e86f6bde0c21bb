//! The published tables as files: a database and a data package. Rows are read and written in parts, so that memory
//! holds one part at a time.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;

use super::list_forms::{entity_data, fact_data};
use super::list_tables::{CHUNK, off_thread, source_rows};
use crate::address::Address;
use crate::domain::{EditionHead, Filters, Kind, List, Paragraph, Source, Term};
use crate::formats::{
    EDITIONS_COLUMNS, ENTITIES_COLUMNS, EVIDENCE_COLUMNS, FACT_ENTITIES_COLUMNS, FACTS_COLUMNS,
    FactData, FactPart, Linked, OUTCOMES_COLUMNS, PARAGRAPHS_COLUMNS, PUBLISHED, Package,
    PackageAbout, SOURCES_COLUMNS, TERMS_COLUMNS, THEMES_COLUMNS, rows,
};
use crate::pages::layout::Site;
use crate::pages::{Context, PageError};
use crate::store::{ReaderDatabase, Store, StoreError, TempFile};
use crate::tables::{Records, Row, Table};

/// The source of the tables. It owns its parts, so that a separate task can write the files.
#[derive(Debug, Clone)]
pub struct Tables {
    store: Store,
    site: Arc<Site>,
    today: NaiveDate,
}

/// The README of the package.
#[derive(Template)]
#[template(path = "downloads/readme.md", escape = "none", whitespace = "preserve")]
struct Readme<'a> {
    site: &'a Site,
    description: &'a str,
}

impl Readme<'_> {
    fn edition_words(&self) -> String {
        let edition = self.site.edition.as_ref();
        edition.map_or_else(String::new, |edition| format!(" 제{}판", edition.number))
    }
}

impl Tables {
    pub fn new(context: Context<'_>) -> Self {
        let Context { store, site, today } = context;
        // The files belong to an edition, so the states of plans in them are those of its day.
        let today =
            site.edition.as_ref().filter(|_| !site.is_draft()).map_or(today, |head| head.date);
        Self { store: store.clone(), site: Arc::clone(site), today }
    }

    fn context(&self) -> Context<'_> {
        Context { store: &self.store, site: &self.site, today: self.today }
    }

    /// The tables as an `SQLite` database.
    pub async fn database(self) -> Result<TempFile, PageError> {
        let mut database = ReaderDatabase::create(&PUBLISHED).await?;
        for table in PUBLISHED {
            for part in self.parts(table).await? {
                database.insert(table, &self.rows(table, part).await?).await?;
            }
        }
        Ok(database.finish().await?)
    }

    /// The tables as a data package.
    pub async fn package(self) -> Result<TempFile, PageError> {
        let mut package = Package::new(TempFile::create()?);
        for table in PUBLISHED {
            for part in self.parts(table).await? {
                let rows = self.rows(table, part).await?;
                package = off_thread(move || {
                    package.rows(table, rows)?;
                    Ok(package)
                })
                .await?;
            }
        }
        off_thread(move || {
            let description = self.site.description();
            let readme = Readme { site: &self.site, description: &description }.render()?;
            let about = PackageAbout {
                description: &description,
                public_url: &self.site.public_url,
                edition: self.site.edition.as_ref(),
                sources: &self.site.sources,
                readme: &readme,
            };
            Ok(TempFile::new(package.finish(about)?)?)
        })
        .await
    }

    /// The parts of a table, each a list of ids. A table with few records is one part without ids.
    async fn parts(&self, table: &Table) -> Result<Vec<Vec<i64>>, StoreError> {
        let every = Filters::default();
        let ids = match table.records {
            Records::Facts | Records::FactEntities | Records::Evidence | Records::Outcomes => {
                self.store.narrowed(List::Facts, &every, self.today).await?.ids()
            }
            Records::Entities => {
                let mut ids = Vec::new();
                for kind in Kind::ALL {
                    ids.extend(
                        self.store.narrowed(List::Entities(*kind), &every, self.today).await?.ids(),
                    );
                }
                ids
            }
            Records::Editions
            | Records::Sources
            | Records::Paragraphs
            | Records::Themes
            | Records::Terms => Vec::new(),
        };
        if ids.is_empty() {
            return Ok(vec![ids]);
        }
        Ok(ids.chunks(CHUNK).map(<[i64]>::to_vec).collect())
    }

    /// The rows of a part of a table.
    async fn rows(&self, table: &Table, ids: Vec<i64>) -> Result<Vec<Row>, StoreError> {
        Ok(match table.records {
            Records::Editions => {
                let editions = self.store.editions().await?.into_iter().rev();
                let address = |head: &EditionHead| Address::Edition(head.number);
                rows(&EDITIONS_COLUMNS, editions.map(|head| self.linked(&address(&head), head)))
            }
            Records::Sources => rows(&SOURCES_COLUMNS, source_rows(self.context())),
            Records::Paragraphs => {
                let linked = &|source: &Source, paragraph: &Paragraph| {
                    let address = Address::Paragraph(source.slug.clone(), paragraph.number);
                    self.linked(&address, (source.slug.clone(), paragraph.clone()))
                };
                let paragraphs = self.site.sources.iter().flat_map(|source| {
                    source.paragraphs.iter().map(move |paragraph| linked(source, paragraph))
                });
                rows(&PARAGRAPHS_COLUMNS, paragraphs)
            }
            Records::Terms => {
                let linked =
                    |term: &Term| self.linked(&Address::Term(term.slug.clone()), term.clone());
                rows(&TERMS_COLUMNS, self.store.terms().await?.iter().map(linked))
            }
            Records::Entities => {
                let entities = self.store.entities_by_id(&ids).await?;
                rows(&ENTITIES_COLUMNS, entity_data(self.context(), entities).await?)
            }
            Records::Themes => rows(&THEMES_COLUMNS, self.site.themes.iter().cloned()),
            Records::Outcomes => {
                let facts = self.facts(ids).await?.into_iter();
                rows(&OUTCOMES_COLUMNS, facts.flat_map(|fact| parts_of(fact.code, fact.outcome_of)))
            }
            Records::Facts => rows(&FACTS_COLUMNS, self.facts(ids).await?),
            Records::FactEntities => {
                let facts = self.facts(ids).await?.into_iter();
                rows(&FACT_ENTITIES_COLUMNS, facts.flat_map(|fact| parts_of(fact.code, fact.about)))
            }
            Records::Evidence => {
                let facts = self.facts(ids).await?.into_iter();
                rows(&EVIDENCE_COLUMNS, facts.flat_map(|fact| parts_of(fact.code, fact.evidence)))
            }
        })
    }

    fn linked<T>(&self, address: &Address, record: T) -> Linked<T> {
        Linked { record, url: self.site.public_url.of(address) }
    }

    async fn facts(&self, ids: Vec<i64>) -> Result<Vec<FactData>, StoreError> {
        fact_data(self.context(), self.store.facts_by_id(ids).await?).await
    }
}

/// The parts of a fact, each with the fact's code and its position, counted from 1.
fn parts_of<T>(code: String, parts: Vec<T>) -> impl Iterator<Item = FactPart<T>> {
    (1..).zip(parts).map(move |(position, part)| FactPart { fact: code.clone(), position, part })
}
