//! The sources of the facts, the newest first, as a page, as tables and as data.

use std::sync::Arc;

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::Source;
use crate::formats::{Data, EditionData, SourcesData, json_text};
use crate::pages::Context;
use crate::pages::layout::{Forms, Frame, forms_for_people};

#[derive(Template)]
#[template(path = "pages/sources.html")]
pub struct SourcesPage {
    frame: Frame,
    /// Each source with the number of its facts.
    sources: Vec<(Arc<Source>, usize)>,
}

impl SourcesPage {
    pub fn new(context: Context<'_>) -> Self {
        let sources = sources_with_counts(context);
        let description =
            format!("기록의 근거가 된 신문·방송 기사와 기관 자료 {}건입니다.", sources.len());
        let crumbs = vec![FixedPage::Sources.into()];
        Self { frame: Frame::new(context.site, crumbs, description), sources }
    }

    fn forms() -> Forms {
        forms_for_people(&FixedPage::Sources.into())
    }
}

/// Every source as data.
pub fn sources_json(context: Context<'_>) -> String {
    let data = Data { public_url: &context.site.public_url };
    let items: Vec<_> = sources_with_counts(context)
        .into_iter()
        .map(|(source, facts)| data.source(&source, &[], facts, false))
        .collect();
    let edition = context.site.edition.as_ref().map(EditionData::from);
    json_text(&SourcesData { edition, total: items.len(), items })
}

fn sources_with_counts(context: Context<'_>) -> Vec<(Arc<Source>, usize)> {
    let sources = context.site.sources.iter();
    let count = |source: &Arc<Source>| context.store.count_resting_on(&source.slug);
    sources.map(|source| (Arc::clone(source), count(source))).collect()
}
