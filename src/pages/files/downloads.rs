//! The downloads of the whole data: their list, and the files that describe the others (schemas, catalogue, digests).
//! `tables` makes the two large files, and the snapshot keeps them.

use crate::address::{ATOM, Address, Download};
use crate::formats::{Catalog, Distribution, entity_schema, fact_schema, json_text};
use crate::pages::layout::{Site, forms, pages_with_tables};
use crate::pages::{Context, PageError};
use crate::wording::download_label;

/// A finished download.
#[derive(Debug, Clone)]
pub struct Artifact {
    pub download: Download,
    /// In bytes.
    pub size: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// Every download: its name and its address.
pub fn download_links() -> Vec<(&'static str, Address)> {
    let link = |download| (download_label(download), Address::Download(download));
    Download::ALL.iter().copied().map(link).collect()
}

/// The JSON Schema of a record; `None` if the download is not a schema.
pub fn schema(site: &Site, download: Download) -> Option<String> {
    let id = site.public_url.of(&Address::Download(download));
    let schema = match download {
        Download::FactSchema => fact_schema(&id),
        Download::EntitySchema => entity_schema(&id),
        _ => return None,
    };
    Some(json_text(&schema))
}

/// The DCAT catalogue, with the sizes and digests of the downloads in `taken`.
pub async fn catalog(context: Context<'_>, taken: &[Artifact]) -> Result<String, PageError> {
    let measured = |download| {
        let taken = taken.iter().find(|taken| taken.download == download)?;
        Some((taken.size, taken.sha256.clone()))
    };
    // The catalogue does not list itself.
    let files = Download::ALL.iter().copied().filter(|download| *download != Download::Catalog);
    let files = files.map(|download| Distribution {
        title: download_label(download).to_owned(),
        address: Address::Download(download),
        measured: measured(download),
    });
    let distributions: Vec<Distribution> = files.chain(lists()).collect();
    let document = Catalog {
        description: &context.site.description(),
        public_url: &context.site.public_url,
        editions: &context.store.editions().await?,
        sources: &context.site.sources,
        distributions: &distributions,
    }
    .document();
    Ok(json_text(&document))
}

/// The lists, and the sources, as workbooks, CSV and JSON.
fn lists() -> impl Iterator<Item = Distribution> {
    pages_with_tables().into_iter().flat_map(|(label, page)| {
        let forms = forms(&page).into_iter().filter(|(_, form)| form.media_type() != ATOM);
        forms.map(move |(format, address)| Distribution {
            title: format!("{label}, {format}"),
            address,
            measured: None,
        })
    })
}

/// The digests in the form that `sha256sum --check` reads, with the file names from the addresses.
pub fn digests(taken: &[Artifact]) -> String {
    let line = |taken: &Artifact| format!("{}  {}\n", taken.sha256, taken.download.name());
    taken.iter().map(line).collect()
}
