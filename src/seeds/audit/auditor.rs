//! The proof: the seeds held against a copy of the article. Every phrase, number, date and name must
//! stand in the paragraph that is cited for it, and no statement may repeat the article's own words
//! at length. Reports; changes nothing, and keeps nothing of the article.

use super::cited::{Cited, stands_in, unspaced};
use super::report::{Audit, Finding, ParagraphCoverage, Subject};
use super::runs::{self, Masked};
use super::{ceiling, dates, numbers, words};
use crate::domain::{
    About, AgreementType, Entity, EntityType, Evidence, Fact, Paragraph, ParagraphRole, Source,
};
use crate::seeds::reading::Seeds;

/// Holds the seeds' statements about `source` against the text of an article.
pub fn audit(seeds: &Seeds, source: &Source, article: &str) -> Audit {
    let auditor = Auditor::new(seeds, source, article);
    let cited = |fact: &&Fact| fact.evidence.iter().any(|piece| piece.source == source.slug);
    let facts: Vec<&Fact> = seeds.facts.iter().filter(cited).collect();
    let mut findings = auditor.paragraphs();
    findings.extend(auditor.masthead());
    findings.extend(ceiling::findings(seeds, source, &auditor.paragraphs));
    for fact in &facts {
        findings.extend(auditor.fact(fact));
    }
    for entity in &seeds.entities {
        findings.extend(auditor.entity(entity, &facts));
    }
    for term in &seeds.terms {
        let subject = Subject::Term(term.slug.clone());
        findings.extend(as_findings(&subject, auditor.phrases(&term.evidence)));
    }
    let coverage = source.paragraphs.iter().map(|paragraph| ParagraphCoverage {
        number: paragraph.number,
        role: paragraph.role,
        facts: facts
            .iter()
            .filter(|fact| cites(fact, source, paragraph.number))
            .map(|fact| fact.code)
            .collect(),
        unused: paragraph.unused.clone(),
    });
    Audit { findings, coverage: coverage.collect(), facts: facts.len() }
}

fn cites(fact: &Fact, source: &Source, number: u16) -> bool {
    fact.evidence.iter().any(|piece| piece.source == source.slug && piece.paragraph == number)
}

fn as_findings(subject: &Subject, faults: Vec<String>) -> Vec<Finding> {
    faults.into_iter().map(|what| Finding { subject: subject.clone(), what }).collect()
}

struct Auditor<'a> {
    seeds: &'a Seeds,
    source: &'a Source,
    /// The article's paragraphs, normalised; the first is number 1.
    paragraphs: Vec<String>,
    masked: Masked,
}

impl<'a> Auditor<'a> {
    fn new(seeds: &'a Seeds, source: &'a Source, article: &str) -> Self {
        let article = article.strip_prefix('\u{feff}').unwrap_or(article);
        let lines = article.lines().map(Paragraph::normalised).filter(|line| !line.is_empty());
        let paragraphs: Vec<String> = lines.collect();
        let names = seeds.entities.iter().flat_map(Entity::names);
        let masked = Masked::new(names, &paragraphs);
        Self { seeds, source, paragraphs, masked }
    }

    fn paragraphs(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let (known, found) = (self.source.paragraphs.len(), self.paragraphs.len());
        if known != found {
            let what = format!("기사의 문단은 {found}개인데 시드에는 {known}개가 적혀 있습니다");
            findings.push(Finding { subject: Subject::Article, what });
        }
        for (paragraph, text) in self.source.paragraphs.iter().zip(&self.paragraphs) {
            let digest = Paragraph::digest_of(text);
            if digest != paragraph.digest {
                let what = format!("문단의 지문이 다릅니다. 기사: {digest}");
                findings.push(Finding { subject: Subject::Paragraph(paragraph.number), what });
            }
        }
        findings
    }

    fn fact(&self, fact: &Fact) -> Vec<Finding> {
        let cited = self.cited(&fact.evidence);
        let mut faults = self.phrases(&fact.evidence);
        faults.extend(own_phrases_missing(fact, &cited));
        faults.extend(dates::faults(fact, self.source, &cited));
        faults.extend(numbers::faults(fact));
        faults.extend(self.names(fact, &cited));
        faults.extend(words::faults(fact, &cited));
        faults.extend(words::names_left_out(fact, self.source));
        for text in [&fact.title, &fact.statement] {
            faults.extend(
                self.masked
                    .long_run(text)
                    .map(|run| format!("기사의 문장과 {}자 넘게 겹칩니다: '{run}'", runs::RUN_MAX)),
            );
        }
        as_findings(&Subject::Fact(fact.code), faults)
    }

    /// The paragraphs of this source among the evidence.
    fn cited(&self, evidence: &[Evidence]) -> Cited {
        let ours = evidence.iter().filter(|piece| piece.source == self.source.slug);
        let texts = ours.filter_map(|piece| self.paragraphs.get(usize::from(piece.paragraph) - 1));
        Cited::new(texts.cloned().collect())
    }

    /// The phrases that do not stand in their paragraph.
    fn phrases(&self, evidence: &[Evidence]) -> Vec<String> {
        let ours = evidence.iter().filter(|piece| piece.source == self.source.slug);
        let missing = ours.flat_map(|piece| {
            let text = self.paragraphs.get(usize::from(piece.paragraph) - 1);
            let absent = move |phrase: &&String| text.is_none_or(|text| !stands_in(text, phrase));
            let fault = |phrase: &String| {
                format!("어구 '{phrase}'가 {}번 문단에 없습니다", piece.paragraph)
            };
            piece.phrases.iter().filter(absent).map(fault)
        });
        missing.collect()
    }

    /// Every relation: no name in our words is a mistyped one, and unless the relation is marked as
    /// concluded, the entity's name or an alias stands in a paragraph that this fact cites and in the
    /// fact's statement.
    fn names(&self, fact: &Fact, cited: &Cited) -> Vec<String> {
        let statement = unspaced(&fact.statement);
        let own = format!("{}|{statement}", unspaced(&fact.title));
        let mut faults = Vec::new();
        for about in &fact.about {
            let Some(entity) = self.entity_of(about) else { continue };
            let (name, stated) = (&entity.name, about.inferred.is_none());
            let names: Vec<String> = entity.names().map(unspaced).collect();
            if stated && !names.iter().any(|name| cited.has(name)) {
                faults.push(format!("'{name}'의 이름이 근거 문단에 없습니다"));
            }
            if stated && !names.iter().any(|name| statement.contains(name)) {
                faults.push(format!("'{name}'의 이름이 기록의 문장에 없습니다"));
            }
            let slips = names.iter().filter_map(|name| words::mistyped(&own, name, cited));
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

    /// The name of an entity, or else each of its words, and every alias must stand in a paragraph
    /// that a fact about it cites; so must the form of an agreement.
    fn entity(&self, entity: &Entity, facts: &[&Fact]) -> Vec<Finding> {
        let is_about = |fact: &&&Fact| {
            fact.about
                .iter()
                .any(|about| about.entity.kind == entity.kind() && about.entity.slug == entity.slug)
        };
        let cited: Vec<Cited> =
            facts.iter().filter(is_about).map(|fact| self.cited(&fact.evidence)).collect();
        if cited.is_empty() {
            return Vec::new();
        }
        let stands = |words: &str| cited.iter().any(|cited| cited.has(words));
        let mut faults = Vec::new();
        if !stands(&entity.name) && !entity.name.split_whitespace().all(stands) {
            faults.push(format!("'{}'의 이름이 근거 문단에 없습니다", entity.name));
        }
        let missing = entity.aliases.iter().filter(|alias| !stands(alias));
        faults.extend(missing.map(|alias| format!("다른 이름 '{alias}'의 근거 문단이 없습니다")));
        if let EntityType::Agreement(form) = entity.entity_type {
            let words: &[&str] = match form {
                AgreementType::Mou => &["MOU", "업무협약", "양해각서"],
                AgreementType::Moa => &["MOA", "합의각서"],
            };
            if !words.iter().any(|word| stands(word)) {
                faults.push(format!("협약의 형식 '{}'이 근거 문단과 다릅니다", form.key()));
            }
        }
        as_findings(&Subject::Entity(entity.kind(), entity.slug.clone()), faults)
    }

    /// What the source says of itself must stand in it.
    fn masthead(&self) -> Vec<Finding> {
        let has = |role: Option<ParagraphRole>, words: &str| {
            let paragraphs = self.source.paragraphs.iter().zip(&self.paragraphs);
            let mut fitting =
                paragraphs.filter(|(known, _)| role.is_none_or(|role| known.role == role));
            fitting.any(|(_, text)| stands_in(text, words))
        };
        let mut faults = Vec::new();
        if !has(Some(ParagraphRole::Headline), &self.source.title) {
            faults.push("기사의 제목이 제목 문단과 다릅니다".to_owned());
        }
        if !has(Some(ParagraphRole::Byline), &self.source.byline) {
            faults.push("글쓴이가 기자 표시 문단과 다릅니다".to_owned());
        }
        if !has(None, &self.source.publisher) {
            faults.push("신문 이름이 기사에 없습니다".to_owned());
        }
        as_findings(&Subject::Article, faults)
    }
}

/// The date's and the quantity's own phrases that stand in no cited paragraph.
fn own_phrases_missing(fact: &Fact, cited: &Cited) -> Vec<String> {
    let date = fact.date.iter().map(|date| &date.phrase);
    let quantity = fact.quantity.iter().map(|quantity| &quantity.phrase);
    let equivalent = fact.quantity.iter().filter_map(|quantity| quantity.equivalent.as_ref());
    let phrases = date.chain(quantity).chain(equivalent.map(|measure| &measure.phrase));
    let missing = phrases.filter(|phrase| !cited.has(phrase));
    missing.map(|phrase| format!("어구 '{phrase}'가 근거 문단에 없습니다")).collect()
}
