//! A fact's citation as the pages and the files give it: pinned to the newest edition that has the
//! fact as it is, or to the edition asked for.

use super::Context;
use crate::address::{Address, CitationFormat};
use crate::domain::{ChangeKind, Code, Fact};
use crate::formats::Citation;
use crate::store::StoreError;

impl Context<'_> {
    /// The citation of a fact as it is, or as an edition had it; nothing when there is no such fact.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn citation_of(
        self,
        code: Code,
        edition: Option<u32>,
    ) -> Result<Option<Citation>, StoreError> {
        match edition {
            None => {
                let Some(fact) = self.store.fact(code).await? else { return Ok(None) };
                let pinned = self.newest_pin(&fact).await?;
                Ok(self.citation(&fact, pinned))
            }
            Some(edition) => {
                let known =
                    self.site.edition.as_ref().is_some_and(|newest| edition <= newest.number);
                let revision = self.store.fact_at(code, edition).await?;
                let there = revision.filter(|found| known && found.change != ChangeKind::Withdrawn);
                Ok(there.and_then(|revision| self.citation(&revision.fact, Some(edition))))
            }
        }
    }

    /// The newest edition, when it has the fact just as it is.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read.
    pub async fn newest_pin(self, fact: &Fact) -> Result<Option<u32>, StoreError> {
        let Some(newest) = &self.site.edition else { return Ok(None) };
        let published = self.store.fact_at(fact.code, newest.number).await?;
        let same = published.is_some_and(|revision| revision.fact == *fact);
        Ok(same.then_some(newest.number))
    }

    /// The citation of a fact, by the source of its first piece of evidence.
    pub fn citation(self, fact: &Fact, edition: Option<u32>) -> Option<Citation> {
        let first = fact.evidence.first()?;
        let source = self.site.sources.iter().find(|source| source.slug == first.source)?;
        Some(Citation::new(fact, source, edition, &self.site.public_url))
    }
}

/// The files of a citation: the word for each, and its address.
pub fn citation_links(code: Code, edition: Option<u32>) -> Vec<(&'static str, Address)> {
    let label = |format| match format {
        CitationFormat::Bib => "BibLaTeX",
        CitationFormat::Ris => "RIS",
        CitationFormat::CslJson => "CSL JSON",
        CitationFormat::Txt => "글",
    };
    let link = |format| (label(format), Address::Citation(code, edition, format));
    CitationFormat::ALL.into_iter().map(link).collect()
}
