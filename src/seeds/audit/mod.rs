//! The audit checks what the seeds say of the sources whose texts an editor holds against these texts. Every phrase,
//! number, date and name must stand in the paragraph that is cited for it, and no statement may repeat an article's
//! own words at length. It only reports: it changes nothing, and keeps nothing of the texts.

mod articles;
mod auditor;
mod ceiling;
mod dates;
mod entities;
mod numbers;
mod paragraphs;
mod report;
mod runs;
mod words;

use std::collections::BTreeSet;

pub use articles::{Articles, ArticlesError};
pub use report::{Audit, Finding, ParagraphCoverage, SourceAudit};

use self::auditor::Auditor;
use self::paragraphs::SourceTexts;
use super::reading::Seeds;
use crate::domain::{Code, Slug};
use crate::wording::source_kind_label;

/// Checks the seeds against the texts at hand.
pub fn audit(seeds: &Seeds, articles: Articles) -> Audit {
    let mut texts = SourceTexts::default();
    for source in &seeds.sources {
        if let Some(article) = articles.texts.get(&source.slug) {
            texts.add(source, article);
        }
    }
    let mut audit = Audit { strangers: articles.strangers, ..Audit::default() };
    let mut facts: BTreeSet<Code> = BTreeSet::new();
    for source in &seeds.sources {
        if texts.contains(&source.slug) {
            let rests_on = |slug: &Slug| *slug == source.slug;
            let theirs = seeds.facts.iter().filter(|fact| fact.sources().into_iter().any(rests_on));
            facts.extend(theirs.map(|fact| fact.code));
            audit.sources.push(Auditor::new(seeds, source, &texts).audit());
        } else if articles.texts.contains_key(&source.slug) {
            audit.others.push(format!(
                "{}.txt: 다른 글입니다. {} {}의 문단 {}개 가운데 같은 것이 없습니다.",
                source.slug,
                source.publisher,
                source_kind_label(source.kind),
                source.paragraphs.len()
            ));
        } else {
            audit.without_text.push(source.slug.clone());
        }
    }
    audit.findings = entities::findings(seeds, &texts);
    audit.facts = facts.len();
    audit
}
