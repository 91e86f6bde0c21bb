//! Checks the entities over all texts at hand: each name and alias must stand in a paragraph that a fact about the
//! entity cites, and the form of an agreement must be what the texts and phrases say. The names of an entity that
//! also rests on a source without a text are not checked, because they may stand there.

use std::collections::HashMap;

use super::paragraphs::{CitedParagraphs, SourceTexts};
use super::report::Finding;
use crate::domain::{AgreementType, Entity, EntityType, Evidence, Kind, Slug};
use crate::seeds::reading::Seeds;

/// What is wrong with the entities.
pub fn findings(seeds: &Seeds, texts: &SourceTexts) -> Vec<Finding> {
    let mut evidence: HashMap<(Kind, &Slug), Vec<&Evidence>> = HashMap::new();
    for fact in &seeds.facts {
        for about in &fact.about {
            let known = evidence.entry((about.entity.kind, &about.entity.slug)).or_default();
            known.extend(&fact.evidence);
        }
    }
    let mut findings = Vec::new();
    for entity in &seeds.entities {
        let evidence = evidence.get(&(entity.kind(), &entity.slug)).map_or(&[][..], Vec::as_slice);
        let is_whole = evidence.iter().all(|piece| texts.contains(&piece.source));
        let cited =
            CitedParagraphs::new(evidence.iter().filter_map(|piece| texts.paragraph(piece)));
        let mut faults = if is_whole { name_faults(entity, &cited) } else { Vec::new() };
        faults.extend(form_fault(entity, evidence, &cited, is_whole));
        let subject = format!("대상 {} {}", entity.kind().key(), entity.slug);
        findings.extend(Finding::all(&subject, faults));
    }
    findings
}

/// Checks that the name of an entity, or else each of its words, and every alias stand in a cited paragraph.
fn name_faults(entity: &Entity, cited: &CitedParagraphs) -> Vec<String> {
    let mut faults = Vec::new();
    let stands = |name: &str| cited.contains_name(name);
    if !stands(&entity.name) && !entity.name.split_whitespace().all(stands) {
        faults.push(format!("'{}'의 이름이 근거 문단에 없습니다", entity.name));
    }
    let missing = entity.aliases.iter().filter(|alias| !stands(alias));
    faults.extend(missing.map(|alias| format!("다른 이름 '{alias}'의 근거 문단이 없습니다")));
    faults
}

/// Checks that the form of an agreement stands in a cited paragraph or phrase. Where not all texts are at hand it may
/// stand in a missing one, unless those at hand say the other form.
fn form_fault(
    entity: &Entity,
    evidence: &[&Evidence],
    cited: &CitedParagraphs,
    is_whole: bool,
) -> Option<String> {
    const MOU: &[&str] = &["MOU", "업무협약", "양해각서"];
    const MOA: &[&str] = &["MOA", "합의각서"];
    let EntityType::Agreement(form) = entity.entity_type else { return None };
    let (own, other) = match form {
        AgreementType::Mou => (MOU, MOA),
        AgreementType::Moa => (MOA, MOU),
    };
    let phrases = evidence.iter().flat_map(|piece| &piece.phrases);
    let says = |words: &[&str]| {
        words.iter().any(|word| cited.contains(word))
            || phrases.clone().any(|phrase| words.iter().any(|word| phrase.contains(word)))
    };
    let is_wrong = !says(own) && (is_whole || says(other));
    is_wrong.then(|| format!("협약의 형식 '{}'이 근거 문단과 다릅니다", form.key()))
}
