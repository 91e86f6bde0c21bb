//! The lists beside the exported files, for the server that will serve them: each address with its headers
//! (`addresses.jsonl`), the redirects (`redirects.csv`), and both as a configuration for nginx.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::folder::{Folder, at};
use super::nginx::Locations;
use super::writing::WrittenAddress;
use super::{ExportError, ExportSummary, nginx};

const ADDRESSES: &str = "addresses.jsonl";
const REDIRECTS: &str = "redirects.csv";
const MAPS: &str = "nginx/maps.conf";
const LOCATIONS: &str = "nginx/site.conf";

/// The lists of an export that is under way.
#[derive(Debug)]
pub struct Register {
    addresses: BufWriter<File>,
    redirects: BufWriter<File>,
    locations: Locations,
    summary: ExportSummary,
}

impl Register {
    pub fn create(folder: &Folder) -> Result<Self, ExportError> {
        let open = |name| folder.create(name).map(BufWriter::new);
        let mut register = Self {
            addresses: open(ADDRESSES)?,
            redirects: open(REDIRECTS)?,
            locations: Locations::default(),
            summary: ExportSummary::default(),
        };
        line(&mut register.redirects, REDIRECTS, "from,status,to")?;
        Ok(register)
    }

    /// Adds an address that was written.
    pub fn note(&mut self, written: &WrittenAddress) -> Result<(), ExportError> {
        let json = serde_json::to_string(written)
            .map_err(|error| ExportError::Broken(written.address.clone(), error.to_string()))?;
        line(&mut self.addresses, ADDRESSES, &json)?;
        if let Some(to) = written.headers.get("location") {
            // Addresses have no comma and no quote.
            let row = format!("{},{},{to}", written.address, written.status);
            line(&mut self.redirects, REDIRECTS, &row)?;
        }
        self.summary.addresses += 1;
        self.summary.files += written.files.len();
        self.summary.bytes += written.files.iter().map(|file| file.size).sum::<u64>();
        self.locations.note(written)
    }

    /// Finishes the lists and returns how much was exported.
    pub fn finish(mut self, folder: &Folder) -> Result<ExportSummary, ExportError> {
        for (list, name) in [(&mut self.addresses, ADDRESSES), (&mut self.redirects, REDIRECTS)] {
            list.flush().map_err(at(Path::new(name)))?;
        }
        folder.write(MAPS, &nginx::maps())?;
        folder.write(LOCATIONS, &self.locations.print())?;
        Ok(self.summary)
    }
}

fn line(list: &mut BufWriter<File>, name: &str, text: &str) -> Result<(), ExportError> {
    writeln!(list, "{text}").map_err(at(Path::new(name)))
}
