//! A fact as it is written in TOML, with its date, quantity, entities and evidence: the one place that says
//! which keys a fact has. Refuses what is wrong within a fact and a date that its phrase does not say.

use std::collections::HashSet;

use super::diagnostic::Located;
use super::document::Fields;
use super::references::References;
use super::values::Phrase;
use crate::domain::{
    About, Code, Edtf, EntityRef, Evidence, Fact, FactDate, Kind, Measure, Point, Quantity, Role,
    Slug,
};

/// Reads a fact; nothing when something of it is missing or wrong.
pub fn fact(fields: &mut Fields<'_, '_>, references: &mut References) -> Option<Fact> {
    let code = fields.required::<Located<Code>>("code", "\"GS-0042-3\"");
    if let Some(code) = &code {
        references.add_fact(code, fields.mistakes);
    }
    let title = fields.required("title", "\"짧은 제목\"");
    let statement = fields.required("statement", "\"한 문장\"");
    let status = fields.required("status", "\"done\"");
    let inferred = fields.optional("inferred");
    let date = fields.table("date", "날짜", fact_date);
    let quantity = fields.table("quantity", "수치", quantity);
    let mut parts = HashSet::new();
    let about = fields.tables("about", "관련 대상", |part| about(part, &mut parts, references));
    if about.is_empty() {
        let help =
            "무엇에 대한 기록인지 적어 주세요: about = [{ project = \"…\", role = \"subject\" }]";
        let span = fields.span_of("about");
        fields.mistakes.at(&span, "아무 대상도 없는 기록입니다", help);
    }
    let evidence = fields.tables("evidence", "근거", |piece| evidence(piece, references, true));
    if evidence.is_empty() {
        let help = "기사의 문단을 적어 주세요: \
                    evidence = [{ source = \"…\", paragraph = 1, phrases = [\"…\"] }]";
        let span = fields.span_of("evidence");
        fields.mistakes.at(&span, "근거가 없는 기록입니다", help);
    }
    Some(Fact {
        code: code?.value,
        title: title?,
        statement: statement?,
        status: status?,
        inferred,
        date,
        quantity,
        about: about.into_iter().flatten().collect(),
        evidence: evidence.into_iter().flatten().collect(),
    })
}

fn fact_date(fields: &mut Fields<'_, '_>) -> Option<FactDate> {
    let edtf = fields.required::<Located<Edtf>>("edtf", "\"2018-40\"");
    let phrase: Option<String> = fields.required("phrase", "\"지난해 12월\"");
    let basis: Option<String> = fields.optional("basis");
    let (edtf, phrase) = (edtf?, phrase?);
    if basis.is_none() && !says_outright(&phrase, edtf.value) {
        let message = format!("날짜가 '{phrase}'에 그대로 적혀 있지 않습니다");
        let help =
            "어떻게 그 날짜로 보았는지 적어 주세요: basis = \"기사가 나온 해를 2018년으로 봄\"";
        fields.mistakes.at(&edtf.span, message, help);
    }
    Some(FactDate { edtf: edtf.value, phrase, basis })
}

/// Whether the phrase itself names the year, and the month or part of it where the date has one, so
/// that nothing was concluded.
fn says_outright(phrase: &str, edtf: Edtf) -> bool {
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

fn quantity(fields: &mut Fields<'_, '_>) -> Option<Quantity> {
    let value = fields.required("value", "135");
    let unit = fields.required("unit", "\"개사\"");
    let qualifier = fields.optional("qualifier");
    let phrase = fields.required("phrase", "\"135개 회원사\"");
    let counts = fields.optional("counts");
    let equivalent = fields.table("equivalent", "다른 단위의 수치", |measure| {
        let value = measure.required("value", "3150000");
        let unit = measure.required("unit", "\"평\"");
        let phrase = measure.required("phrase", "\"315만평\"");
        Some(Measure { value: value?, unit: unit?, phrase: phrase? })
    });
    Some(Quantity { value: value?, unit: unit?, qualifier, phrase: phrase?, counts, equivalent })
}

/// Reads an entity's part in a fact. `parts` holds those that the fact has already.
fn about(
    fields: &mut Fields<'_, '_>,
    parts: &mut HashSet<(Kind, Slug, Role)>,
    references: &mut References,
) -> Option<About> {
    let kinds = Kind::ALL.iter().copied();
    let named: Vec<Kind> = kinds.filter(|kind| fields.has(kind.key())).collect();
    let role = fields.required::<Located<Role>>("role", "\"subject\"");
    let inferred = fields.optional("inferred");
    let [kind] = named[..] else {
        let help = "이렇게 적어 주세요: { institution = \"gyeongsan-city\", role = \"party\" }";
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
    Some(About { entity, role: role.value, inferred })
}

/// Reads a piece of evidence, of a fact or of a term.
pub fn evidence(
    fields: &mut Fields<'_, '_>,
    references: &mut References,
    is_fact: bool,
) -> Option<Evidence> {
    let source: Option<Located<Slug>> = fields.required("source", "\"kyongbuk-2018\"");
    let paragraph: Option<Located<u16>> = fields.required("paragraph", "12");
    let phrases = fields.list::<Phrase>("phrases");
    if fields.is_empty("phrases") {
        let help = "그 문단에서 사실을 담은 짧은 어구를 적어 주세요: phrases = [\"지난해 5월\"]";
        fields.mistakes.at(&fields.span, "근거에 어구(phrases)가 없습니다", help);
    }
    let (source, paragraph) = (source?, paragraph?);
    let exists = references.use_paragraph(&source, &paragraph, is_fact, fields.mistakes);
    exists.then(|| Evidence {
        source: source.value,
        paragraph: paragraph.value,
        phrases: phrases.into_iter().map(|phrase| phrase.0).collect(),
    })
}
