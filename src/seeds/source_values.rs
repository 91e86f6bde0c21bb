//! The values that several sources give for one date or number of a fact. A source without evidence in the fact, one
//! that gives two values, and values that differ without a reason are refused.

use std::collections::HashSet;

use super::diagnostic::{Located, Mistakes, Span};
use crate::domain::{self, Code, Comparable, Evidence, Quantity, Relation, Slug, relations};

/// A date or number as one source gives it, with the places of its parts in the seeds.
pub struct LocatedValue<T> {
    pub value: T,
    pub span: Span,
    pub source: Option<Located<Slug>>,
    pub differs: Option<Located<String>>,
}

impl<T: Comparable> Comparable for &LocatedValue<T> {
    fn value_range(&self) -> domain::ValueRange {
        self.value.value_range()
    }
}

/// The source of a value and the reason why it differs, without their places in the seeds.
pub fn source_and_reason(
    source: Option<&Located<Slug>>,
    differs: Option<&Located<String>>,
) -> (Option<Slug>, Option<String>) {
    (source.map(|source| source.value.clone()), differs.map(|reason| reason.value.clone()))
}

/// Checks the values that sources give for a fact's date or number; `what` is the Korean word for it.
pub fn check<T: Comparable>(
    values: &[LocatedValue<T>],
    (what, code): (&str, Option<Code>),
    evidence: &[Evidence],
    mistakes: &mut Mistakes,
) {
    check_sources(values.iter().map(|one| &one.source), evidence, mistakes);
    let mut sources = HashSet::new();
    for one in values {
        let named = one.source.as_ref().map(|source| &source.value);
        let Some(source) = named.or_else(|| evidence.first().map(|piece| &piece.source)) else {
            continue;
        };
        if !sources.insert(source) {
            let message = format!("한 출처의 {what}가 두 번 나옵니다: {source}");
            mistakes.at(&one.span, message, "하나로 합치거나 source를 고치세요");
        }
    }
    let of_fact = code.map(|code| format!(": {code}")).unwrap_or_default();
    let listed: Vec<&LocatedValue<T>> = values.iter().collect();
    for (one, relation) in values.iter().zip(relations(&listed)) {
        match (relation == Some(Relation::Differs), &one.differs) {
            (true, None) => mistakes.at(
                &one.span,
                format!("출처마다 {what}가 다른데 까닭이 없습니다{of_fact}"),
                "differs에 까닭을 적으세요. 모르면 differs = \"까닭은 알 수 없습니다.\"라고 적습니다",
            ),
            (false, Some(reason)) => mistakes.at(
                &reason.span,
                format!("다른 출처의 {what}와 어긋나지 않는데 differs가 있습니다"),
                "differs를 지우거나 값을 고치세요",
            ),
            _ => {}
        }
    }
}

/// Checks that each source that a part of a fact names has evidence in the fact.
pub fn check_sources<'s>(
    named: impl Iterator<Item = &'s Option<Located<Slug>>>,
    evidence: &[Evidence],
    mistakes: &mut Mistakes,
) {
    for source in named.flatten() {
        if !evidence.iter().any(|piece| piece.source == source.value) {
            let message = format!("이 기록의 근거(evidence)에 없는 출처입니다: {}", source.value);
            let help = "evidence에 그 출처와 원문 표현을 더하거나 source를 고치세요";
            mistakes.at(&source.span, message, help);
        }
    }
}

/// Checks that the numbers of a fact have one unit, since others cannot be compared.
pub fn check_units(values: &[LocatedValue<Quantity>], mistakes: &mut Mistakes) {
    let Some((first, others)) = values.split_first() else { return };
    for other in others.iter().filter(|other| other.value.unit != first.value.unit) {
        let message = format!("한 기록의 수의 단위가 서로 다릅니다: '{}'", other.value.unit);
        let help = format!("'{}'로 맞추거나 다른 기록으로 나누세요", first.value.unit);
        mistakes.at(&other.span, message, help);
    }
}
