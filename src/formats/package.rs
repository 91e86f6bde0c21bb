//! The tabular data package (Frictionless Data, version 1): each published table as CSV, a README and the descriptor,
//! in one ZIP archive. Every entry has the same time, so that the same rows give the same bytes.

use std::io::{Seek, Write};
use std::sync::Arc;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
pub use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::csv_text;
use crate::address::{Address, FixedPage, PublicUrl};
use crate::domain::{EditionHead, Source, hex};
use crate::tables::{CellKind, ColumnHead, Reference, Row, Table};
use crate::wording::{LICENSE, LICENSE_URL, SITE_NAME, source_title};

/// The metadata of the package.
#[derive(Debug, Clone, Copy)]
pub struct PackageAbout<'a> {
    pub description: &'a str,
    pub public_url: &'a PublicUrl,
    pub edition: Option<&'a EditionHead>,
    pub sources: &'a [Arc<Source>],
    /// The text of `README.md`.
    pub readme: &'a str,
}

/// A package that is being written.
pub struct Package<W: Write + Seek> {
    zip: ZipWriter<W>,
    tables: Vec<Resource>,
}

/// A table in the archive, as far as it has been written.
struct Resource {
    table: &'static Table,
    size: usize,
    digest: Sha256,
}

impl<W: Write + Seek> Package<W> {
    /// An empty package that is written to a file.
    pub fn new(file: W) -> Self {
        Self { zip: ZipWriter::new(file), tables: Vec::new() }
    }

    /// Adds rows to a table. All rows of one table must come before those of the next. A table without rows must be
    /// named once as well.
    pub fn rows(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<(), ZipError> {
        if self.tables.last().is_none_or(|last| last.table != table) {
            self.zip.start_file(path(table), options())?;
            self.tables.push(Resource { table, size: 0, digest: Sha256::new() });
            let names = table.columns.iter().map(|column| column.name.into()).collect();
            self.write(&csv_text([names]))?;
        }
        self.write(&csv_text(rows))
    }

    fn write(&mut self, text: &str) -> Result<(), ZipError> {
        self.zip.write_all(text.as_bytes())?;
        if let Some(resource) = self.tables.last_mut() {
            resource.size += text.len();
            resource.digest.update(text);
        }
        Ok(())
    }

    /// Adds the README and the descriptor, and returns the file.
    pub fn finish(mut self, about: PackageAbout<'_>) -> Result<W, ZipError> {
        let resources: Vec<Value> = self.tables.into_iter().map(Resource::descriptor).collect();
        let descriptor = format!("{:#}\n", descriptor(about, &resources));
        for (name, text) in [("README.md", about.readme), ("datapackage.json", &descriptor)] {
            self.zip.start_file(name, options())?;
            self.zip.write_all(text.as_bytes())?;
        }
        self.zip.finish()
    }
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
}

fn path(table: &Table) -> String {
    format!("data/{}.csv", table.name)
}

impl Resource {
    /// The descriptor of the table (Tabular Data Resource and Table Schema, version 1).
    fn descriptor(self) -> Value {
        let Self { table, size, digest } = self;
        json!({
            "name": table.name,
            "path": path(table),
            "profile": "tabular-data-resource",
            "title": table.title,
            "description": table.description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": size,
            "hash": format!("sha256:{}", hex(&digest.finalize())),
            "schema": {
                "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
                "missingValues": [""],
                "primaryKey": table.key,
                "foreignKeys": table.references.iter().map(foreign_key).collect::<Vec<_>>(),
            },
        })
    }
}

fn field(column: &ColumnHead) -> Value {
    let (kind, format) = match column.kind {
        CellKind::Text | CellKind::Edtf => ("string", "default"),
        CellKind::Integer => ("integer", "default"),
        CellKind::Number => ("number", "default"),
        CellKind::Boolean => ("boolean", "default"),
        CellKind::Day => ("date", "default"),
        CellKind::Uri => ("string", "uri"),
    };
    let mut field =
        json!({ "name": column.name, "type": kind, "format": format, "title": column.title });
    if !column.description.is_empty() {
        field["description"] = json!(column.description);
    }
    field
}

fn foreign_key(reference: &Reference) -> Value {
    json!({
        "fields": reference.columns,
        "reference": { "resource": reference.table, "fields": reference.key },
    })
}

/// The descriptor. The licence covers what the project wrote; the sources' own words on their rights are in the table
/// of sources and in the README.
fn descriptor(about: PackageAbout<'_>, resources: &[Value]) -> Value {
    let source = |source: &Arc<Source>| {
        let path = about.public_url.of(&Address::Source(source.slug.clone()));
        json!({ "title": source_title(source), "path": path })
    };
    let home = about.public_url.of(&FixedPage::Home.into());
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "gyeongsan",
        "title": SITE_NAME,
        "description": about.description,
        "homepage": home,
        "licenses": [{ "name": LICENSE, "path": LICENSE_URL, "title": "Creative Commons Attribution 4.0" }],
        "sources": about.sources.iter().map(source).collect::<Vec<_>>(),
        "contributors": [
            { "title": SITE_NAME, "path": home, "role": "wrangler" },
        ],
        "resources": resources,
    });
    if let Some(edition) = about.edition {
        package["version"] = json!(edition.number.to_string());
        package["created"] = json!(format!("{}T00:00:00+09:00", edition.date));
    }
    package
}
