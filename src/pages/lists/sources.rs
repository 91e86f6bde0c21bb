//! The sources of the facts, the newest first, as a page, as tables and as data.

use std::sync::Arc;

use askama::Template;

use crate::address::{Address, FixedFile, FixedPage, ListFormat, TableFormat};
use crate::domain::Source;
use crate::formats::{Data, EditionData, SourcesData, json_text};
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::wording::{list_format_label, table_format_label};

#[derive(Template)]
#[template(path = "pages/sources.html")]
pub struct SourcesPage {
    frame: Frame,
    /// Each source with the number of its facts.
    sources: Vec<(Arc<Source>, usize)>,
}

impl SourcesPage {
    pub fn new(context: Context<'_>) -> Self {
        let sources = counted(context);
        let description =
            format!("기록의 근거가 된 신문·방송 기사와 기관 자료 {}건입니다.", sources.len());
        let crumbs = vec![FixedPage::Sources.into()];
        Self { frame: Frame::new(context.site, crumbs, description), sources }
    }

    fn forms() -> Vec<(&'static str, Address)> {
        source_forms(TableFormat::CSV_FOR_PEOPLE)
    }
}

/// The other formats of the list of sources: the name and address of each.
pub fn source_forms(csv: TableFormat) -> Vec<(&'static str, Address)> {
    let tables = [TableFormat::Xlsx, csv];
    let tables = tables.map(|table| (table_format_label(table), Address::SourceTable(table)));
    let json = (list_format_label(ListFormat::Json), Address::File(FixedFile::Sources));
    tables.into_iter().chain([json]).collect()
}

/// Every source as data.
pub fn sources_json(context: Context<'_>) -> String {
    let data = Data { public_url: &context.site.public_url };
    let items: Vec<_> = counted(context)
        .into_iter()
        .map(|(source, facts)| data.source(&source, &[], facts, false))
        .collect();
    let edition = context.site.edition.as_ref().map(EditionData::from);
    json_text(&SourcesData { edition, total: items.len(), items })
}

fn counted(context: Context<'_>) -> Vec<(Arc<Source>, usize)> {
    let sources = context.site.sources.iter();
    let count = |source: &Arc<Source>| context.store.count_resting_on(&source.slug);
    sources.map(|source| (Arc::clone(source), count(source))).collect()
}
