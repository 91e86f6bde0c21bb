//! How a fact is cited and shared: the edition that has it as it is, its citation, its other formats, and the
//! metadata of its page.

use std::sync::Arc;

use super::embed::embed_code;
use super::fact_item::{FactItem, PlanView};
use crate::address::{Address, FactFormat};
use crate::domain::{Code, Fact};
use crate::formats::Citation;
use crate::pages::layout::{Forms, Frame, Site, forms, sheet_text};
use crate::pages::{Context, PageError};
use crate::store::StoreError;
use crate::wording::fact_format_label;

/// A fact as it is now, with the newest edition if it has not changed since; or a fact as an edition had it.
pub async fn item_in(
    context: Context<'_>,
    code: Code,
    edition: Option<u32>,
) -> Result<Option<FactItem>, StoreError> {
    if let Some(edition) = edition {
        return FactItem::at(context, code, edition).await;
    }
    let Some(fact) = context.store.fact(code).await? else { return Ok(None) };
    let pinned = newest_pin(context, &fact).await?;
    Ok(Some(FactItem { edition: pinned, ..FactItem::load(context, fact).await? }))
}

/// The newest edition, if it has the fact as it is now.
pub async fn newest_pin(context: Context<'_>, fact: &Fact) -> Result<Option<u32>, StoreError> {
    let Some(newest) = &context.site.edition else { return Ok(None) };
    if context.site.unpublished == 0 {
        return Ok(Some(newest.number));
    }
    let published = context.store.fact_at(fact.code, newest.number).await?;
    let same = published.is_some_and(|revision| revision.fact == *fact);
    Ok(same.then_some(newest.number))
}

/// The section of a fact's page for those who cite or share it.
pub struct CitationSection {
    code: Code,
    /// For a plan, the state in a word.
    state: Option<String>,
    /// The edition that the addresses are pinned to.
    pub edition: Option<u32>,
    pub citation: Citation,
    /// The HTML to paste into another site's page.
    pub embed_code: String,
}

impl CitationSection {
    pub fn new(site: &Site, item: &FactItem) -> Result<Self, PageError> {
        let embed_code = embed_code(site, &item.fact)?;
        let (code, edition) = (item.fact.code, item.edition);
        let state = item.plan.as_ref().map(PlanView::short);
        Ok(Self { code, state, edition, citation: item.citation(site), embed_code })
    }

    /// The address to paste, for a plan with its state: `https://… [AMRC 센터 설립 계획: 그 뒤 미뤄짐]`.
    pub fn address_line(&self) -> String {
        let Citation { url, title, .. } = &self.citation;
        match &self.state {
            Some(state) => format!("{url} [{title}: 그 뒤 {state}]"),
            None => url.clone(),
        }
    }

    /// The QR code of the address, for paper.
    pub fn qr(&self) -> Address {
        self.form(FactFormat::Qr)
    }

    /// The citation as files.
    pub fn files(&self) -> Forms {
        forms(&Address::Fact(self.code, self.edition))
    }

    /// The formats for sharing: the name and address of each.
    pub fn shares(&self) -> [(&'static str, Address); 2] {
        // An embed is not pinned, because another site should show what is true now.
        let embed = Address::FactIn(self.code, None, FactFormat::Embed);
        [
            (fact_format_label(FactFormat::Card), self.form(FactFormat::Card)),
            (fact_format_label(FactFormat::Embed), embed),
        ]
    }

    fn form(&self, format: FactFormat) -> Address {
        Address::FactIn(self.code, self.edition, format)
    }

    /// Adds the metadata of the fact to the frame of its page.
    pub fn frame(&self, site: &Site, mut frame: Frame, item: &FactItem) -> Frame {
        if let Some(head) = &mut frame.head {
            head.card = Some(site.public_url.of(&self.form(FactFormat::Card)));
            head.tags = self.citation.tags();
            let code = self.code.to_string();
            let title = &item.fact.title;
            frame.sheet = Some(sheet_text(site, title, Some(&code), self.edition, &head.canonical));
        }
        if let Some(state) = &self.state {
            frame = frame.shared_as(format!("{} · {state}", item.fact.title));
        }
        let mut sources = item.sources.clone();
        for outcome_source in item.plan.iter().flat_map(|plan| &plan.outcome_sources) {
            if !sources.iter().any(|source| source.slug == outcome_source.slug) {
                sources.push(Arc::clone(outcome_source));
            }
        }
        frame.resting_on(&sources)
    }
}
