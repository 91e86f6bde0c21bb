//! One source and its paragraphs: which facts rest on each, or why none does. The text of the source is not
//! ours to show, so a reader who has it can paste a paragraph and is told which one it is, by digest.

use askama::Template;

use super::fact_item::FactItem;
use crate::address::{Address, FixedPage};
use crate::domain::{Fact, List, Paragraph, Slug, Source};
use crate::formats::{Data, json_text};
use crate::pages::layout::{Crumb, Frame};
use crate::pages::{Context, PageError};
use crate::store::{Selection, Store, StoreError};

/// The most facts that the page and the data of a source have.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "pages/source.html")]
pub struct SourcePage<'a> {
    frame: Frame,
    source: &'a Source,
    facts: Vec<FactItem>,
    /// Whether more facts rest on the source than are shown.
    cut: bool,
    /// Which paragraphs the pasted text is, if one was pasted.
    checked: Option<Checked>,
}

/// The HTML of a source's page that tells which paragraphs a pasted text is.
pub async fn check_paragraph(
    context: Context<'_>,
    source: &Slug,
    pasted: &str,
) -> Result<Option<String>, PageError> {
    let page = SourcePage::load(context, source, Some(pasted)).await?;
    Ok(page.map(|page| page.render()).transpose()?)
}

/// A source as data.
pub async fn source_json(context: Context<'_>, slug: &Slug) -> Result<Option<String>, PageError> {
    let Some(source) = context.site.source(slug) else { return Ok(None) };
    let (facts, cut) = facts_resting_on(context.store, slug).await?;
    let data = Data { public_url: &context.site.public_url };
    Ok(Some(json_text(&data.source(source, &facts, !cut))))
}

/// The first facts, by code, that rest on a source, and whether there are more.
async fn facts_resting_on(store: &Store, slug: &Slug) -> Result<(Vec<Fact>, bool), StoreError> {
    let mut facts = store.facts(Selection::RestingOn(slug, MOST + 1)).await?;
    let cut = facts.len() > MOST;
    facts.truncate(MOST);
    Ok((facts, cut))
}

/// The result of comparing a pasted text with the paragraphs of the source by digest. The text itself is not
/// kept.
struct Checked {
    /// The paragraphs that some line equals, in order.
    same: Vec<u16>,
    /// How many lines equal no paragraph.
    other: usize,
}

impl Checked {
    fn new(source: &Source, pasted: &str) -> Self {
        let lines = pasted.lines().filter(|line| !line.trim().is_empty());
        let (mut same, mut other) = (Vec::new(), 0);
        for digest in lines.map(Paragraph::digest_of) {
            let known = source.paragraphs.iter().filter(|paragraph| paragraph.digest == digest);
            let before = same.len();
            same.extend(known.map(|paragraph| paragraph.number));
            other += usize::from(same.len() == before);
        }
        same.sort_unstable();
        same.dedup();
        Self { same, other }
    }
}

impl<'a> SourcePage<'a> {
    /// The page of a source, with the result of the check if a text was pasted.
    pub async fn load(
        context: Context<'a>,
        slug: &Slug,
        pasted: Option<&str>,
    ) -> Result<Option<Self>, StoreError> {
        let Context { store, site, .. } = context;
        let Some(source) = site.source(slug) else { return Ok(None) };
        let (facts, cut) = facts_resting_on(store, slug).await?;
        let facts = FactItem::list(context, facts);
        let description = format!(
            "{} 「{}」의 문단 {}개에 기록 {}건이 어떻게 놓여 있는지 보여 드립니다.",
            source.publisher,
            source.title,
            source.paragraphs.len(),
            facts.len()
        );
        let crumbs = vec![
            FixedPage::Sources.into(),
            Crumb::new(
                format!("{} 「{}」", source.publisher, source.title),
                Address::Source(slug.clone()),
            ),
        ];
        let frame = Frame::new(site, crumbs, description);
        let checked = pasted.map(|pasted| Checked::new(source, pasted));
        Ok(Some(Self { frame, source, facts, cut, checked }))
    }

    /// The paragraphs that the pasted text contains.
    fn same<'s>(&'s self, checked: &Checked) -> Vec<&'s Paragraph> {
        let paragraphs = self.source.paragraphs.iter();
        paragraphs.filter(|paragraph| checked.same.contains(&paragraph.number)).collect()
    }

    fn paragraph_address(&self, paragraph: &Paragraph) -> Address {
        Address::Paragraph(self.source.slug.clone(), paragraph.number)
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
}
