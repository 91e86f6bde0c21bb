//! The addresses that are the same on every site: pages for people, files for programs, and the whole
//! data to take away. Each is written here once, with its path; every list of them is made from these.

use super::{ATOM, JSON, PNG, SVG, TEXT, XML};
use crate::domain::vocabulary;

vocabulary! {
    /// A page for people.
    FixedPage {
        Home = "/",
        Themes = "/themes",
        Sources = "/sources",
        Terms = "/terms",
        About = "/about",
        Accessibility = "/accessibility",
        /// How to take the data away.
        Data = "/data",
        Editions = "/editions",
    }
}

vocabulary! {
    /// A page in small, for a frame on another site.
    EmbeddedPage {
        Plans = "/plans/embed",
        Timeline = "/timeline/embed",
    }
}

vocabulary! {
    /// A file for programs that tells of the site.
    FixedFile {
        /// The description of the addresses.
        OpenApi = "/openapi.json",
        EditionsFeed = "/editions.atom",
        /// The picture of the timeline, as a drawing and as pixels.
        TimelineSvg = "/timeline.svg",
        TimelinePng = "/timeline.png",
        /// Every source, as data.
        Sources = "/sources.json",
        /// The pages for search engines; where there are too many for one file, the list of files.
        Sitemap = "/sitemap.xml",
        Robots = "/robots.txt",
        /// Where to report a vulnerability (RFC 9116).
        Security = "/.well-known/security.txt",
    }
}

vocabulary! {
    /// A file of the whole data, or one that describes it.
    Download {
        /// An `SQLite` database of plain tables.
        Database = "/data/gyeongsan.sqlite",
        /// A tabular data package (Frictionless Data, version 1) as a ZIP archive.
        Package = "/data/datapackage.zip",
        /// What there is to take, as DCAT 3 in JSON-LD.
        Catalog = "/data/catalog.jsonld",
        /// The shape of a fact's JSON, as JSON Schema 2020-12.
        FactSchema = "/data/fact.schema.json",
        /// The shape of an entity's JSON, likewise.
        EntitySchema = "/data/entity.schema.json",
        /// The SHA-256 of the other five, as `sha256sum --check` reads them.
        Digests = "/data/SHA256SUMS",
    }
}

impl FixedFile {
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::OpenApi | Self::Sources => JSON,
            Self::EditionsFeed => ATOM,
            Self::TimelineSvg => SVG,
            Self::TimelinePng => PNG,
            Self::Sitemap => XML,
            Self::Robots | Self::Security => TEXT,
        }
    }
}

impl Download {
    /// The last segment of the address.
    pub fn name(self) -> &'static str {
        self.key().trim_start_matches("/data/")
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Database => "application/vnd.sqlite3",
            Self::Package => "application/zip",
            Self::Catalog => "application/ld+json",
            Self::FactSchema | Self::EntitySchema => "application/schema+json",
            Self::Digests => TEXT,
        }
    }
}
