//! The addresses under which the whole data can be taken away: what each is called and its media type.
//! Whether a file is there, and what is in it, is not theirs to know.

/// A file of the whole data, or one that describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Download {
    /// An `SQLite` database of plain tables.
    Database,
    /// A tabular data package (Frictionless Data, version 1) as a ZIP archive.
    Package,
    /// What there is to take, as DCAT 3 in JSON-LD.
    Catalog,
    /// The shape of a fact's JSON, as JSON Schema 2020-12.
    FactSchema,
    /// The shape of an entity's JSON, likewise.
    EntitySchema,
    /// The SHA-256 of the other five, as `sha256sum --check` reads them.
    Digests,
}

impl Download {
    /// Every download, those that people come for first.
    pub const ALL: [Self; 6] = [
        Self::Database,
        Self::Package,
        Self::Catalog,
        Self::FactSchema,
        Self::EntitySchema,
        Self::Digests,
    ];

    /// The last segment of the address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Database => "gyeongsan.sqlite",
            Self::Package => "datapackage.zip",
            Self::Catalog => "catalog.jsonld",
            Self::FactSchema => "fact.schema.json",
            Self::EntitySchema => "entity.schema.json",
            Self::Digests => "SHA256SUMS",
        }
    }

    /// The download whose address ends with this segment.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|download| download.name() == name)
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Database => "application/vnd.sqlite3",
            Self::Package => "application/zip",
            Self::Catalog => "application/ld+json",
            Self::FactSchema | Self::EntitySchema => "application/schema+json",
            Self::Digests => "text/plain; charset=utf-8",
        }
    }
}
