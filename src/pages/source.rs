//! One source and its paragraph map: which paragraph carries which facts, and why one carries none.
//! Holds no text of the source.

use askama::Template;

use super::frame::published_text;
use super::{Context, Crumb, FactItem, Frame};
use crate::address::Address;
use crate::domain::{Paragraph, Slug, Source};
use crate::store::{Selection, StoreError};
use crate::wording::paragraph_role_label;

#[derive(Template)]
#[template(path = "pages/source.html")]
pub struct SourcePage<'a> {
    frame: Frame,
    source: &'a Source,
    facts: Vec<FactItem>,
}

impl<'a> SourcePage<'a> {
    pub async fn load(context: Context<'a>, slug: &Slug) -> Result<Option<Self>, StoreError> {
        let Context { store, site, .. } = context;
        let Some(source) = site.sources.iter().find(|source| source.slug == *slug) else {
            return Ok(None);
        };
        let facts = context.items(store.facts(Selection::RestingOn(slug)).await?).await?;
        let description = format!(
            "{} 「{}」의 문단 {}개에 기록 {}건이 어떻게 놓여 있는지 보여 드립니다.",
            source.publisher,
            source.title,
            source.paragraphs.len(),
            facts.len()
        );
        let crumbs = vec![
            Crumb::new("출처", Address::Sources),
            Crumb::new(
                format!("{} 「{}」", source.publisher, source.title),
                Address::Source(slug.clone()),
            ),
        ];
        Ok(Some(Self { frame: Frame::new(site, crumbs, description), source, facts }))
    }

    fn published(&self) -> String {
        published_text(self.source)
    }

    /// The facts that rest on a paragraph.
    fn resting_on(&self, paragraph: &Paragraph) -> Vec<&FactItem> {
        let rests = |item: &&FactItem| {
            item.fact.evidence.iter().any(|evidence| {
                evidence.source == self.source.slug && evidence.paragraph == paragraph.number
            })
        };
        self.facts.iter().filter(rests).collect()
    }

    fn used(&self) -> usize {
        self.source.paragraphs.iter().filter(|paragraph| paragraph.unused.is_none()).count()
    }

    fn role(paragraph: &Paragraph) -> &'static str {
        paragraph_role_label(paragraph.role)
    }
}
