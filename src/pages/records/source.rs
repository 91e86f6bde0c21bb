//! A source: the facts that rest on it, grouped by what it did for each, and its paragraphs if the editor holds its
//! text. The text is not ours to show, so a reader who has it can paste sentences and see where they stand.

use std::sync::Arc;

use askama::Template;

use super::fact_item::FactItem;
use super::sentence_check::SentenceCheck;
use crate::address::{Address, FixedPage};
use crate::domain::{Code, Fact, List, Paragraph, Relation, Slug, Source, relations};
use crate::formats::{Data, json_text};
use crate::pages::layout::{Crumb, Frame};
use crate::pages::{Context, PageError};
use crate::store::{Selection, Store, StoreError};
use crate::wording::{source_text, source_title};

/// The most facts on the page and in the data of a source.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "pages/source.html")]
pub struct SourcePage<'a> {
    frame: Frame,
    source: &'a Source,
    /// The other sources that restate the same press release.
    siblings: Vec<Arc<Source>>,
    /// The number of facts that rest on it.
    total: usize,
    /// The facts, grouped by what the source did for them.
    deeds: Vec<(&'static str, Vec<Arc<FactItem>>)>,
    facts: Vec<Arc<FactItem>>,
    /// Whether only some of the facts are shown.
    cut: bool,
    /// The result of checking a pasted text, if there was one.
    checked: Option<SentenceCheck<'a>>,
    /// The pasted text, which stays in its field so that the reader can mend a slip.
    pasted: String,
}

/// The HTML of a source's page with the result of checking a pasted text.
pub async fn check_sentences(
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
    let total = context.store.count_resting_on(slug);
    Ok(Some(json_text(&data.source(source, &facts, total, !cut))))
}

/// The first facts by code that rest on a source, and whether there are more.
async fn facts_resting_on(store: &Store, slug: &Slug) -> Result<(Vec<Fact>, bool), StoreError> {
    let mut facts = store.facts(Selection::RestingOn(slug, MOST + 1)).await?;
    let cut = facts.len() > MOST;
    facts.truncate(MOST);
    Ok((facts, cut))
}

impl<'a> SourcePage<'a> {
    /// Makes the page, with the result of the check if a text was pasted.
    pub async fn load(
        context: Context<'a>,
        slug: &Slug,
        pasted: Option<&str>,
    ) -> Result<Option<Self>, StoreError> {
        let Context { store, site, .. } = context;
        let Some(source) = site.source(slug) else { return Ok(None) };
        let (facts, cut) = facts_resting_on(store, slug).await?;
        let facts: Vec<Arc<FactItem>> =
            FactItem::list(context, facts).await?.into_iter().map(Arc::new).collect();
        let total = store.count_resting_on(slug);
        let description = format!("{}를 근거로 한 기록 {total}건입니다.", source_text(source));
        let crumbs = vec![
            FixedPage::Sources.into(),
            Crumb::new(source_title(source), Address::Source(slug.clone())),
        ];
        let frame = Frame::new(site, crumbs, description).resting_on(&[Arc::clone(source)]);
        let checked = pasted.map(|pasted| SentenceCheck::new(source, pasted));
        let plans: Vec<Code> = facts.iter().flat_map(|item| targets(item, slug)).collect();
        let plans = store.facts(Selection::Codes(&plans)).await?;
        let plans = FactItem::list(context, plans).await?.into_iter();
        let plans = plans.filter(|item| item.plan.is_some()).map(Arc::new).collect();
        let same_origin = |other: &&Arc<Source>| {
            other.origin.is_some() && other.origin == source.origin && other.slug != *slug
        };
        let siblings = site.sources.iter().filter(same_origin).cloned().collect();
        let deeds = deeds(plans, &facts, slug);
        let pasted = pasted.unwrap_or_default().to_owned();
        Ok(Some(Self { frame, source, siblings, total, deeds, facts, cut, checked, pasted }))
    }

    fn paragraph_address(&self, paragraph: &Paragraph) -> Address {
        Address::Paragraph(self.source.slug.clone(), paragraph.number)
    }

    /// The facts that rest on a paragraph.
    fn resting_on(&self, paragraph: &Paragraph) -> Vec<&FactItem> {
        let rests = |item: &&Arc<FactItem>| {
            item.fact.evidence.iter().any(|evidence| {
                evidence.source == self.source.slug && evidence.paragraph == Some(paragraph.number)
            })
        };
        self.facts.iter().filter(rests).map(AsRef::as_ref).collect()
    }

    fn used(&self) -> usize {
        self.source.paragraphs.iter().filter(|paragraph| paragraph.unused.is_none()).count()
    }
}

/// The plans whose outcome a fact tells by this source.
fn targets(item: &FactItem, source: &Slug) -> Vec<Code> {
    let tells = item.fact.source_or_first(None) == source;
    item.fact.outcome_of.iter().filter(|_| tells).map(|outcome| outcome.fact).collect()
}

/// Groups the facts by what the source did for them, each in the first group that fits.
fn deeds(
    plans: Vec<Arc<FactItem>>,
    facts: &[Arc<FactItem>],
    source: &Slug,
) -> Vec<(&'static str, Vec<Arc<FactItem>>)> {
    let (mut exact, mut apart, mut same, mut first) = (vec![], vec![], vec![], vec![]);
    for item in facts {
        let group = match deed(item, source) {
            Some(Relation::MoreExact) => &mut exact,
            Some(Relation::Differs) => &mut apart,
            Some(Relation::Confirms) => &mut same,
            None => &mut first,
        };
        group.push(Arc::clone(item));
    }
    let mut deeds = vec![
        ("그 뒤를 알려 준 계획", plans),
        ("더 정확히 밝힌 기록", exact),
        ("다르게 전한 기록", apart),
        ("다른 출처의 기록을 뒷받침하는 기록", same),
        ("이 출처를 바탕으로 정리한 기록", first),
    ];
    deeds.retain(|(_, items)| !items.is_empty());
    deeds
}

/// How the source's values for a fact relate to those before them; `None` if the fact was written by this source.
/// The order of the evidence says nothing of which source was published first.
fn deed(item: &FactItem, source: &Slug) -> Option<Relation> {
    let fact = &item.fact;
    if fact.source_or_first(None) == source {
        return None;
    }
    let is_its = |named: Option<&Slug>| fact.source_or_first(named) == source;
    let dates = fact.dates.iter().zip(relations(&fact.dates));
    let dates = dates.filter(|(date, _)| is_its(date.source.as_ref())).map(|pair| pair.1);
    let numbers = fact.quantities.iter().zip(relations(&fact.quantities));
    let numbers = numbers.filter(|(number, _)| is_its(number.source.as_ref())).map(|pair| pair.1);
    // A difference counts most, then a more exact value, then a confirmation.
    dates.chain(numbers).flatten().max().or(Some(Relation::Confirms))
}
