//! Proves what the seeds take from one source: each phrase, number, date and name of its facts and terms is checked
//! against its text. What other sources say of the same facts is left to the audit of those sources.

use super::paragraphs::{CitedParagraphs, SourceTexts, stands_in, unspaced};
use super::report::{Finding, ParagraphCoverage, SourceAudit};
use super::runs::{self, MaskedArticle};
use super::{ceiling, dates, numbers, words};
use crate::domain::{About, Entity, Evidence, Fact, Kind, Paragraph, ParagraphRole, Source};
use crate::seeds::fact_support::FactSupport;
use crate::seeds::names;
use crate::seeds::reading::Seeds;
use crate::wording::source_kind_label;

pub struct Auditor<'a> {
    seeds: &'a Seeds,
    source: &'a Source,
    texts: &'a SourceTexts,
    /// The text's paragraphs, normalised; the first is number 1.
    paragraphs: &'a [String],
    masked: MaskedArticle,
}

/// What a finding is about that is about the whole text.
const ARTICLE: &str = "기사";

impl<'a> Auditor<'a> {
    /// An auditor of a source whose text is at hand.
    pub fn new(seeds: &'a Seeds, source: &'a Source, texts: &'a SourceTexts) -> Self {
        let names = seeds.entities.iter().flat_map(Entity::names);
        let paragraphs = texts.of(&source.slug);
        let masked = MaskedArticle::new(names, paragraphs);
        Self { seeds, source, texts, paragraphs, masked }
    }

    /// Checks everything that the seeds say of the source against its text.
    pub fn audit(&self) -> SourceAudit {
        let facts = self.seeds.facts.iter();
        let facts: Vec<&Fact> =
            facts.filter(|fact| self.own(&fact.evidence).next().is_some()).collect();
        let mut findings = self.digests();
        findings.extend(self.masthead());
        findings.extend(ceiling::findings(self.seeds, self.source, self.paragraphs));
        for fact in &facts {
            findings.extend(self.fact(fact));
        }
        for term in &self.seeds.terms {
            let subject = format!("용어 {}", term.slug);
            findings.extend(Finding::all(&subject, self.phrases(&term.evidence)));
        }
        let coverage = self.source.paragraphs.iter().map(|paragraph| {
            let cites = |fact: &&&Fact| {
                self.own(&fact.evidence).any(|piece| piece.paragraph == Some(paragraph.number))
            };
            ParagraphCoverage {
                number: paragraph.number,
                role: paragraph.role,
                facts: facts.iter().filter(cites).map(|fact| fact.code).collect(),
                unused: paragraph.unused.clone(),
            }
        });
        let kind = source_kind_label(self.source.kind);
        SourceAudit {
            name: format!("{} {kind} ({})", self.source.publisher, self.source.slug),
            findings,
            coverage: coverage.collect(),
            has_publisher: self
                .source
                .paragraphs
                .iter()
                .any(|paragraph| names_publisher(paragraph.role)),
        }
    }

    /// The pieces of evidence from this source.
    fn own<'e>(&self, evidence: &'e [Evidence]) -> impl Iterator<Item = &'e Evidence> {
        evidence.iter().filter(|piece| piece.source == self.source.slug)
    }

    fn digests(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let (known, found) = (self.source.paragraphs.len(), self.paragraphs.len());
        if known != found {
            let what = format!("기사의 문단은 {found}개인데 자료에는 {known}개가 적혀 있습니다");
            findings.push(Finding { subject: ARTICLE.to_owned(), what });
        }
        for (paragraph, text) in self.source.paragraphs.iter().zip(self.paragraphs) {
            let digest = Paragraph::digest_of(text);
            let faults = if digest == paragraph.digest {
                opening_and_sentences(paragraph, text)
            } else {
                vec![format!("문단의 확인값이 다릅니다. 원문: {digest}")]
            };
            findings.extend(Finding::all(&format!("문단 {}", paragraph.number), faults));
        }
        findings
    }

    fn fact(&self, fact: &Fact) -> Vec<Finding> {
        let cited = CitedParagraphs::new(
            self.own(&fact.evidence).filter_map(|piece| self.texts.paragraph(piece)),
        );
        let known = self.known(fact);
        let mut faults = self.phrases(&fact.evidence);
        faults.extend(own_phrases_missing(fact, self.source, &cited));
        faults.extend(dates::faults(fact, self.source, &cited));
        faults.extend(numbers::faults(fact, self.source));
        // A fact that also rests on a source without a text was checked when the seeds were read.
        if Self::is_audited(fact) {
            let support = FactSupport::of(fact);
            for text in [&fact.title, &fact.statement] {
                let unsupported = support
                    .unsupported_numbers(text)
                    .into_iter()
                    .chain(support.unsupported_times(text));
                faults.extend(unsupported.map(|unsupported| unsupported.message));
            }
        }
        faults.extend(self.names(fact, &cited, &known));
        faults.extend(words::faults(fact, &known));
        faults.extend(words::names_left_out(fact, self.source));
        for text in [&fact.title, &fact.statement] {
            faults.extend(
                self.masked
                    .long_run(text)
                    .map(|run| format!("기사의 문장과 {}자 넘게 겹칩니다: '{run}'", runs::RUN_MAX)),
            );
        }
        Finding::all(&format!("기록 {}", fact.code), faults)
    }

    /// Whether every source of a fact is audited.
    fn is_audited(fact: &Fact) -> bool {
        let is_audited = |piece: &Evidence| piece.paragraph.is_some();
        fact.evidence.iter().all(is_audited)
    }

    /// What all the sources of a fact say: the paragraphs it cites where their texts are at hand, and otherwise the
    /// phrases. All names of an entity count as said if one of them stands there, or if there is no text that could
    /// tell.
    fn known(&self, fact: &Fact) -> CitedParagraphs {
        let mut known: Vec<&str> = Vec::new();
        for piece in &fact.evidence {
            known.extend(self.texts.paragraph(piece));
            if !self.texts.contains(&piece.source) {
                known.extend(piece.phrases.iter().map(String::as_str));
            }
        }
        let cited = CitedParagraphs::new(known.iter().copied());
        for about in &fact.about {
            let Some(entity) = self.entity_of(about) else { continue };
            let has_text = self.texts.contains(fact.source_or_first(about.source.as_ref()));
            if !has_text || entity.names().any(|name| cited.contains_name(name)) {
                known.extend(entity.names());
            }
        }
        CitedParagraphs::new(known.into_iter())
    }

    /// The phrases that do not stand in their paragraph.
    fn phrases(&self, evidence: &[Evidence]) -> Vec<String> {
        let missing = self.own(evidence).flat_map(|piece| {
            let text = self.texts.paragraph(piece);
            let absent = move |phrase: &&String| text.is_none_or(|text| !stands_in(text, phrase));
            let fault = |phrase: &String| {
                let paragraph = piece.paragraph.unwrap_or_default();
                format!("{paragraph}번 문단에 없는 원문 표현입니다: '{phrase}'")
            };
            piece.phrases.iter().filter(absent).map(fault)
        });
        missing.collect()
    }

    /// Checks the names in every relation that this source states. Unless the relation is inferred, the entity's name
    /// or an alias must stand in a paragraph that this fact cites and in the fact's statement; and our words must not
    /// mistype a name.
    fn names(&self, fact: &Fact, cited: &CitedParagraphs, known: &CitedParagraphs) -> Vec<String> {
        let own = format!("{}|{}", unspaced(&fact.title), unspaced(&fact.statement));
        let mut faults = Vec::new();
        let is_its =
            |about: &&About| *fact.source_or_first(about.source.as_ref()) == self.source.slug;
        for about in fact.about.iter().filter(is_its) {
            let Some(entity) = self.entity_of(about) else { continue };
            let (name, stated) = (&entity.name, about.inferred.is_none());
            if stated && !entity.names().any(|name| cited.contains_name(name)) {
                faults.push(format!("'{name}'의 이름이 근거 문단에 없습니다"));
            }
            if stated
                && !entity.names().any(|name| names_entity(&fact.statement, entity.kind(), name))
            {
                faults.push(format!("'{name}'의 이름이 기록의 문장에 없습니다"));
            }
            let slips =
                entity.names().filter_map(|name| words::mistyped(&own, &unspaced(name), known));
            faults.extend(
                slips.map(|slip| format!("'{name}'의 이름이 잘못 적힌 듯합니다: '{slip}'")),
            );
        }
        faults
    }

    fn entity_of(&self, about: &About) -> Option<&Entity> {
        self.seeds
            .entities
            .iter()
            .find(|entity| entity.kind() == about.entity.kind && entity.slug == about.entity.slug)
    }

    /// Checks that the title, writer and publisher given for the source stand in its text.
    fn masthead(&self) -> Vec<Finding> {
        let has = |role: Option<ParagraphRole>, words: &str| {
            let paragraphs = self.source.paragraphs.iter().zip(self.paragraphs);
            let mut fitting =
                paragraphs.filter(|(known, _)| role.is_none_or(|role| known.role == role));
            fitting.any(|(_, text)| stands_in(text, words))
        };
        let mut faults = Vec::new();
        let title = self.source.title.as_deref();
        if title.is_some_and(|title| !has(Some(ParagraphRole::Headline), title)) {
            faults.push("기사의 제목이 제목 문단과 다릅니다".to_owned());
        }
        let byline = self.source.byline.as_deref();
        if byline.is_some_and(|byline| !has(Some(ParagraphRole::Byline), byline)) {
            faults.push("글쓴이가 기자 표시 문단과 다릅니다".to_owned());
        }
        let says_who = |paragraph: &Paragraph| names_publisher(paragraph.role);
        let is_named = self.source.paragraphs.iter().any(says_who);
        if is_named && !has(None, &self.source.publisher) {
            faults.push("신문 이름이 기사에 없습니다".to_owned());
        }
        Finding::all(ARTICLE, faults)
    }
}

/// What is wrong with the first words of a paragraph and the digests of its sentences, each with what would be right.
fn opening_and_sentences(paragraph: &Paragraph, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let opening = paragraph.opening.as_deref().unwrap_or_default();
    if opening.is_empty() || !text.starts_with(opening) {
        let right = Paragraph::opening_of(text);
        faults.push(format!(
            "문단이 이 말로 시작하지 않습니다: '{opening}'. 원문: opening = \"{right}\""
        ));
    }
    let right = Paragraph::sentence_digests(text);
    if paragraph.sentences != right {
        let right = right.join("\", \"");
        faults.push(format!("문장의 확인값이 다릅니다. 원문: sentences = [\"{right}\"]"));
    }
    faults
}

/// Whether a paragraph of this kind says who published the text.
const fn names_publisher(role: ParagraphRole) -> bool {
    matches!(role, ParagraphRole::Byline | ParagraphRole::Rights)
}

/// Whether a statement names an entity. An industry is also named by what is named after it.
fn names_entity(statement: &str, kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Industry => names::contains_name_prefix(statement, name),
        _ => names::contains_name(statement, name),
    }
}

/// The date's and the quantity's own phrases that stand in no cited paragraph.
fn own_phrases_missing(fact: &Fact, source: &Source, cited: &CitedParagraphs) -> Vec<String> {
    let date = fact.dates_of(&source.slug).map(|date| &date.phrase);
    let quantity = fact.quantities_of(&source.slug).map(|quantity| &quantity.phrase);
    let equivalent = fact.quantities_of(&source.slug);
    let equivalent = equivalent.filter_map(|quantity| quantity.equivalent.as_ref());
    let phrases = date.chain(quantity).chain(equivalent.map(|measure| &measure.phrase));
    let missing = phrases.filter(|phrase| !cited.contains(phrase));
    missing.map(|phrase| format!("근거 문단에 없는 원문 표현입니다: '{phrase}'")).collect()
}
