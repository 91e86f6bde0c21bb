//! Reads a fact from TOML, with its date, quantity, entities and evidence: the one place that says which keys a fact
//! has. What is wrong within a fact is refused, and so is a date that its phrase does not say.

use std::collections::HashSet;

use super::diagnostic::Located;
use super::document::Fields;
use super::references::{FactText, References};
use super::source_values::{self, LocatedValue};
use super::values::Phrase;
use crate::domain::{
    About, Code, Edtf, EntityRef, Evidence, Fact, FactDate, Kind, Measure, OutcomeOf, Point,
    Quantity, Role, Slug, Status,
};

/// The longest label of a fact in the timeline's picture, in syllables.
const LABEL_MAX: usize = 12;

/// Reads a fact of a theme; `None` when part of it is missing or wrong.
pub fn fact(
    fields: &mut Fields<'_, '_>,
    theme: Option<&Slug>,
    references: &mut References,
) -> Option<Fact> {
    let code = fields.required::<Located<Code>>("code", "\"GS-0042-3\"");
    if let Some(code) = &code {
        references.add_fact(code, fields.mistakes);
    }
    let title: Option<Located<String>> = fields.required("title", "\"짧은 제목\"");
    let statement: Option<Located<String>> = fields.required("statement", "\"한 문장\"");
    let status = fields.required("status", "\"done\"");
    let inferred = fields.optional("inferred");
    let dates = fields.table_or_tables("date", "날짜", fact_date);
    let quantities = fields.table_or_tables("quantity", "수치", quantity);
    let label = label(fields, dates.is_empty());
    let plan = plan(fields, status);
    let unverifiable = unverifiable(fields, status, plan);
    let mut parts = HashSet::new();
    let about = fields.tables("about", "관련 대상", |part| about(part, &mut parts, references));
    if about.is_empty() {
        let help = "무엇의 기록인지 적으세요: about = [{ project = \"…\", role = \"subject\" }]";
        let span = fields.span_of("about");
        fields.mistakes.at(&span, "아무 대상도 없는 기록입니다", help);
    }
    let evidence = fields.tables("evidence", "근거", |piece| evidence(piece, references, true));
    if evidence.is_empty() {
        let help = "출처를 적으세요: \
                    evidence = [{ source = \"…\", paragraph = 1, phrases = [\"…\"] }]";
        let span = fields.span_of("evidence");
        fields.mistakes.at(&span, "근거가 없는 기록입니다", help);
    }
    let mut plans = HashSet::new();
    let outcome_of = fields.tables("outcome_of", "결과", |told| outcome_of(told, &mut plans));
    let (dates, quantities): (Vec<LocatedValue<_>>, Vec<LocatedValue<_>>) =
        (dates.into_iter().flatten().collect(), quantities.into_iter().flatten().collect());
    let (about, evidence): (Vec<(About, _)>, Vec<Evidence>) =
        (about.into_iter().flatten().collect(), evidence.into_iter().flatten().collect());
    let named = about.iter().map(|(_, source)| source);
    source_values::check_sources(named, &evidence, fields.mistakes);
    let known = code.as_ref().map(|code| code.value);
    source_values::check(&dates, ("날짜", known), &evidence, fields.mistakes);
    source_values::check(&quantities, ("수", known), &evidence, fields.mistakes);
    source_values::check_units(&quantities, fields.mistakes);
    let (code, title, statement) = (code?, title?, statement?);
    references.add_outcomes(code.value, &outcome_of);
    let (title_span, statement_span) = (title.span, statement.span);
    references.texts.push(FactText {
        code: code.value,
        title: title_span,
        statement: statement_span,
    });
    Some(Fact {
        code: code.value,
        theme: theme.cloned(),
        title: title.value,
        statement: statement.value,
        status: status?,
        inferred,
        label,
        plan,
        unverifiable,
        dates: dates.into_iter().map(|located| located.value).collect(),
        quantities: quantities.into_iter().map(|located| located.value).collect(),
        about: about.into_iter().map(|(about, _)| about).collect(),
        evidence,
        outcome_of: outcome_of.into_iter().flatten().map(|outcome| outcome.value).collect(),
    })
}

/// What the timeline's picture calls a dated fact.
fn label(fields: &mut Fields<'_, '_>, is_undated: bool) -> Option<String> {
    let label: Located<String> = fields.optional("label")?;
    let syllables = label.value.chars().filter(|c| !c.is_whitespace()).count();
    if is_undated {
        let help = "날짜(date)를 적거나 label을 지우세요";
        fields.mistakes.at(&label.span, "날짜가 없는 기록의 label입니다", help);
    } else if syllables > LABEL_MAX {
        let message = format!("label이 너무 깁니다 ({syllables}자)");
        let help = format!("연표 그림에 들어가도록 {LABEL_MAX}자 안으로 줄이세요");
        fields.mistakes.at(&label.span, message, help);
    }
    Some(label.value)
}

/// Whether a fact about something still to come is a plan; `plan = false` says that it is none.
fn plan(fields: &mut Fields<'_, '_>, status: Option<Status>) -> bool {
    let Some(plan) = fields.optional::<Located<bool>>("plan") else { return true };
    if status.is_some_and(|status| !may_be_plan(status)) {
        let message = "계획, 전망, 추진 중이 아닌 기록의 plan입니다";
        fields.mistakes.at(&plan.span, message, "plan을 지우세요");
    }
    plan.value
}

fn unverifiable(fields: &mut Fields<'_, '_>, status: Option<Status>, plan: bool) -> Option<String> {
    let reason: Located<String> = fields.optional("unverifiable")?;
    if !plan || status.is_some_and(|status| !may_be_plan(status)) {
        let message = "계획이 아닌 기록에는 unverifiable을 쓸 수 없습니다";
        fields.mistakes.at(&reason.span, message, "unverifiable을 지우거나 status를 고치세요");
    }
    Some(reason.value)
}

const fn may_be_plan(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Forecast | Status::Ongoing)
}

/// Reads what a fact says became of a plan. `plans` holds the plans that the fact has named already.
fn outcome_of(
    fields: &mut Fields<'_, '_>,
    plans: &mut HashSet<Code>,
) -> Option<Located<OutcomeOf>> {
    let fact: Option<Located<Code>> = fields.required("fact", "\"GS-0056-2\"");
    let outcome = fields.required("as", "\"done\"");
    let inferred = fields.optional("inferred");
    let fact = fact?;
    if !plans.insert(fact.value) {
        let message = format!("한 계획의 결과가 두 번 나옵니다: {}", fact.value);
        let help = "이 기록이 전하는 결과 가운데 마지막 것 하나만 적으세요";
        fields.mistakes.at(&fact.span, message, help);
    }
    let value = OutcomeOf { fact: fact.value, outcome: outcome?, inferred };
    Some(Located { value, span: fact.span })
}

fn fact_date(fields: &mut Fields<'_, '_>) -> Option<LocatedValue<FactDate>> {
    let source = fields.optional::<Located<Slug>>("source");
    let edtf = fields.required::<Located<Edtf>>("edtf", "\"2018-40\"");
    let phrase: Option<Phrase> = fields.required("phrase", "\"지난해 12월\"");
    let basis: Option<String> = fields.optional("basis");
    let differs: Option<Located<String>> = fields.optional("differs");
    let (edtf, phrase) = (edtf?, phrase?.0);
    if basis.is_none() && !says_outright(&phrase, edtf.value) {
        let message = format!("날짜가 '{phrase}'에 그대로 적혀 있지 않습니다");
        let help = "어떻게 그 날짜로 보았는지 적으세요: basis = \"기사가 나온 해를 2018년으로 봄\"";
        fields.mistakes.at(&edtf.span, message, help);
    }
    let (source_value, differs_value) =
        source_values::source_and_reason(source.as_ref(), differs.as_ref());
    let date =
        FactDate { source: source_value, edtf: edtf.value, phrase, basis, differs: differs_value };
    Some(LocatedValue { value: date, span: edtf.span, source, differs })
}

/// Whether the phrase itself names the year, and the month or part of it where the date has one, so
/// that nothing was concluded.
pub fn says_outright(phrase: &str, edtf: Edtf) -> bool {
    let says = |words: String| {
        let inside_a_number = |at: usize| phrase[..at].ends_with(|c: char| c.is_ascii_digit());
        phrase.match_indices(&words).any(|(at, _)| !inside_a_number(at))
    };
    let names = |point: Point| {
        says(point.earliest().format("%Y년").to_string())
            && match point {
                Point::Year(_) => true,
                Point::Month { month, .. } => says(format!("{month}월")),
                Point::HalfYear { half: 1, .. } => phrase.contains("상반기"),
                Point::HalfYear { .. } => phrase.contains("하반기"),
                Point::Quarter { quarter, .. } => says(format!("{quarter}분기")),
                Point::Day(day) => says(day.format("%-m월 %-d일").to_string()),
            }
    };
    let doubtful = edtf.is_uncertain() || edtf.is_approximate();
    !doubtful && names(edtf.start()) && edtf.end().is_none_or(names)
}

fn quantity(fields: &mut Fields<'_, '_>) -> Option<LocatedValue<Quantity>> {
    let source = fields.optional::<Located<Slug>>("source");
    let value = fields.required::<Located<f64>>("value", "135");
    let unit = fields.required("unit", "\"개사\"");
    let qualifier = fields.optional("qualifier");
    let phrase: Option<Phrase> = fields.required("phrase", "\"135개 회원사\"");
    let counts = fields.optional("counts");
    let equivalent = fields.table("equivalent", "다른 단위의 수치", |measure| {
        let value = measure.required("value", "3150000");
        let unit = measure.required("unit", "\"평\"");
        let phrase: Option<Phrase> = measure.required("phrase", "\"315만평\"");
        Some(Measure { value: value?, unit: unit?, phrase: phrase?.0 })
    });
    let differs: Option<Located<String>> = fields.optional("differs");
    let (source_value, differs_value) =
        source_values::source_and_reason(source.as_ref(), differs.as_ref());
    let value = value?;
    let quantity = Quantity {
        source: source_value,
        value: value.value,
        unit: unit?,
        qualifier,
        phrase: phrase?.0,
        counts,
        equivalent,
        differs: differs_value,
    };
    Some(LocatedValue { value: quantity, span: value.span, source, differs })
}

/// Reads an entity's part in a fact. `parts` holds those that the fact has already.
fn about(
    fields: &mut Fields<'_, '_>,
    parts: &mut HashSet<(Kind, Slug, Role)>,
    references: &mut References,
) -> Option<(About, Option<Located<Slug>>)> {
    let kinds = Kind::ALL.iter().copied();
    let named: Vec<Kind> = kinds.filter(|kind| fields.has(kind.key())).collect();
    let role = fields.required::<Located<Role>>("role", "\"subject\"");
    let source: Option<Located<Slug>> = fields.optional("source");
    let inferred = fields.optional("inferred");
    let [kind] = named[..] else {
        let help = "이렇게 적으세요: { institution = \"gyeongsan-city\", role = \"party\" }";
        fields.mistakes.at(&fields.span, "관련 대상 하나에는 대상을 꼭 하나만 적습니다", help);
        return None;
    };
    let slug: Located<Slug> = fields.optional(kind.key())?;
    let name = references.use_entity(kind, &slug, fields.mistakes)?;
    let role = role?;
    if !role.value.admits(kind) {
        let message = format!("역할 '{}'는 {} 대상에 쓸 수 없습니다", role.value.key(), kind.key());
        let help = "docs/seeds.md의 역할 표를 보고 맞는 역할을 고르세요";
        fields.mistakes.at(&role.span, message, help);
    }
    if !parts.insert((kind, slug.value.clone(), role.value)) {
        let message = format!("같은 대상이 같은 역할로 두 번 나옵니다: '{}'", slug.value);
        fields.mistakes.at(&slug.span, message, "한쪽을 지우거나 역할을 바꾸세요");
    }
    let entity = EntityRef { kind, slug: slug.value, name };
    let said_by = source.as_ref().map(|source| source.value.clone());
    Some((About { entity, role: role.value, source: said_by, inferred }, source))
}

/// Reads a piece of evidence, of a fact or of a term.
pub fn evidence(
    fields: &mut Fields<'_, '_>,
    references: &mut References,
    is_fact: bool,
) -> Option<Evidence> {
    let source: Option<Located<Slug>> = fields.required("source", "\"kyongbuk-2018\"");
    let paragraph: Option<Located<u16>> = fields.optional("paragraph");
    let phrases = fields.list::<Phrase>("phrases");
    if fields.is_empty("phrases") {
        let help = "사실을 담은 원문의 짧은 표현을 적으세요: phrases = [\"지난해 5월\"]";
        fields.mistakes.at(&fields.span, "근거에 원문 표현(phrases)이 없습니다", help);
    }
    let source = source?;
    let place = (&source, paragraph.as_ref());
    let exists = references.use_source(place, &fields.span, is_fact, fields.mistakes);
    exists.then(|| Evidence {
        source: source.value,
        paragraph: paragraph.map(|paragraph| paragraph.value),
        phrases: phrases.into_iter().map(|phrase| phrase.0).collect(),
    })
}
