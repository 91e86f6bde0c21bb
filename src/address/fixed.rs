//! The addresses that are the same on every site: pages for people, files for programs, and the downloads of all the
//! data. Each is written here once, with its path; every list of them is made from these.

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
        /// How to download the data.
        Data = "/data",
        Editions = "/editions",
    }
}

vocabulary! {
    /// A smaller form of a page, for a frame on another site.
    EmbeddedPage {
        Plans = "/plans/embed",
        Timeline = "/timeline/embed",
    }
}

vocabulary! {
    /// A file for programs about the site itself.
    FixedFile {
        /// The description of all addresses.
        OpenApi = "/openapi.json",
        EditionsFeed = "/editions.atom",
        /// The picture of the timeline, as a drawing (SVG) and as pixels (PNG).
        TimelineSvg = "/timeline.svg",
        TimelinePng = "/timeline.png",
        /// Every source, as data.
        Sources = "/sources.json",
        /// The pages for search engines; a list of further files where one file cannot hold them all.
        Sitemap = "/sitemap.xml",
        Robots = "/robots.txt",
        /// Where to report a vulnerability (RFC 9116).
        Security = "/.well-known/security.txt",
    }
}

vocabulary! {
    /// A file with all the data, or one that describes such a file.
    Download {
        /// An `SQLite` database of plain tables.
        Database = "/data/gyeongsan.sqlite",
        /// A tabular data package (Frictionless Data, version 1) as a ZIP archive.
        Package = "/data/datapackage.zip",
        /// The catalogue of the downloads, as DCAT 3 in JSON-LD.
        Catalog = "/data/catalog.jsonld",
        /// The shape of a fact's JSON, as JSON Schema 2020-12.
        FactSchema = "/data/fact.schema.json",
        /// The same for an entity's JSON.
        EntitySchema = "/data/entity.schema.json",
        /// The SHA-256 digests of the other five, in the form that `sha256sum --check` reads.
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
