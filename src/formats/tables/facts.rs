//! The columns of facts, of their relations and of their evidence, in the downloads of all data and in lists.

use std::collections::BTreeSet;

use serde_json::Value;

use super::columns::{Column, FactPart, columns, heads, joined, reference, select};
use crate::domain::{List, Outcome, Relation, Role, deciding_outcome};
use crate::formats::data::{
    AboutData, EvidenceData, FactData, MeasureData, OutcomeData, OutcomeOfData,
};
use crate::tables::{CellKind, ColumnHead, Records, Table};
use crate::wording::unit_label;

columns! {
    pub FACTS_COLUMNS: FactData = |fact| {
        code: Text, "기록 번호", "바뀌지 않습니다. 마지막 숫자는 확인 숫자입니다.", fact.code.as_str();
        theme: Text optional, "분야 값", "themes의 slug입니다.", fact.theme.clone();
        title: Text, "제목", "", fact.title.as_str();
        statement: Text, "문장", "", fact.statement.as_str();
        status: Text, "구분 값", "done, ongoing, planned, forecast, state, assessment", fact.status.key();
        status_text: Text, "구분 이름", "출처가 그 일을 어떻게 전했는지입니다. 계획과 전망은 이루어졌다는 뜻이 아닙니다.", fact.status_text;
        inferred: Text optional, "추정한 까닭", "출처에 그대로 적혀 있으면 비어 있습니다.", fact.inferred.clone();
        date_edtf: Edtf optional, "날짜(EDTF)", "2018-40은 2018년 상반기, ../2025는 2025년까지입니다.", fact.date.as_ref().map(|date| date.edtf.as_str());
        date_earliest: Day optional, "가장 이른 날", "그 날짜에 드는 첫날입니다. 끝만 알려진 때에는 비어 있습니다.", fact.date.as_ref().and_then(|date| date.earliest.clone());
        date_latest: Day optional, "가장 늦은 날", "그 날짜에 드는 마지막 날입니다.", fact.date.as_ref().and_then(|date| date.latest.clone());
        date_phrase: Text optional, "원문의 날짜 표현", "", fact.date.as_ref().map(|date| date.phrase.as_str());
        date_text: Text optional, "날짜(한국어)", "", fact.date.as_ref().map(|date| date.text.as_str());
        date_basis: Text optional, "날짜의 근거", "원문의 표현에서 날짜를 어떻게 얻었는지 적었습니다.", fact.date.as_ref().and_then(|date| date.basis.clone());
        quantity_value: Number optional, "수치", "", fact.quantity.as_ref().map(|quantity| quantity.value);
        quantity_unit: Text optional, "단위", "", fact.quantity.as_ref().map(|quantity| quantity.unit.as_str());
        quantity_qualifier: Text optional, "어림", "about 약, over 여, at-least 이상. 정확한 수이면 비어 있습니다.", fact.quantity.as_ref().and_then(|quantity| quantity.qualifier);
        quantity_phrase: Text optional, "원문의 수치 표현", "", fact.quantity.as_ref().map(|quantity| quantity.phrase.as_str());
        quantity_text: Text optional, "금액·수치", "", fact.quantity.as_ref().map(|quantity| quantity.text.as_str());
        equivalent_value: Number optional, "다른 단위의 수치", "출처가 함께 적은 경우에만 있습니다.", equivalent(fact).map(|measure| measure.value);
        equivalent_unit: Text optional, "다른 단위", "", equivalent(fact).map(|measure| measure.unit.as_str());
        equivalent_phrase: Text optional, "다른 단위의 원문 표현", "", equivalent(fact).map(|measure| measure.phrase.as_str());
        plan_state: Text optional, "상태 값", "done, partly, begun, changed, postponed, dropped, passed, undated, not-due, unverifiable. 계획이 아니면 비어 있습니다.", fact.plan.as_ref().map(|plan| plan.state.key());
        plan_line: Text optional, "그 뒤 한 줄", "계획이 그 뒤 어떻게 되었는지 적은 한 줄입니다.", fact.plan.as_ref().map(|plan| plan.line.as_str());
        edition: Integer optional, "판", "인용이 가리키는 판입니다. 발행 뒤에 고쳤으면 비어 있습니다.", fact.edition;
        citation: Text optional, "인용", "그대로 붙여 쓸 수 있는 한 줄입니다.", fact.citation.clone();
        url: Uri, "주소", "", fact.url.as_str();
    }
}

pub static FACTS: Table = Table {
    records: Records::Facts,
    name: "facts",
    title: "기록",
    description: "편집자가 자기 말로 적은 사실입니다. 계획과 전망은 이루어졌다는 뜻이 아닙니다.",
    columns: &heads(&FACTS_COLUMNS),
    key: &["code"],
    references: &[
        reference(&["edition"], "editions", &["number"]),
        reference(&["theme"], "themes", &["slug"]),
    ],
};

columns! {
    pub FACT_ENTITIES_COLUMNS: FactPart<AboutData> = |row| {
        fact: Text, "기록 번호", "facts의 code입니다.", row.fact.as_str();
        position: Integer, "차례", "한 기록 안에서 1부터 셉니다.", row.position;
        kind: Text, "대상 종류", "entities의 kind입니다.", row.part.kind;
        slug: Text, "대상의 주소 이름", "entities의 slug입니다.", row.part.slug.as_str();
        role: Text, "역할 값", "subject, field, lead, party 등입니다.", row.part.role;
        role_text: Text, "역할", "", row.part.role_text;
        inferred: Boolean, "추정 여부", "출처에 그대로 적혀 있지 않으면 참입니다.", row.part.inferred;
        inference: Text optional, "추정한 까닭", "", row.part.inference.clone();
        source: Text, "출처", "그렇게 전한 출처입니다. sources의 slug입니다.", row.part.source.as_str();
    }
}

pub static FACT_ENTITIES: Table = Table {
    records: Records::FactEntities,
    name: "fact_entities",
    title: "기록과 대상",
    description: "기록이 무엇을 다루며 그 대상이 어떤 역할인지입니다.",
    columns: &heads(&FACT_ENTITIES_COLUMNS),
    key: &["fact", "position"],
    references: &[
        reference(&["fact"], "facts", &["code"]),
        reference(&["kind", "slug"], "entities", &["kind", "slug"]),
        reference(&["source"], "sources", &["slug"]),
    ],
};

columns! {
    pub EVIDENCE_COLUMNS: FactPart<EvidenceData> = |row| {
        fact: Text, "기록 번호", "facts의 code입니다.", row.fact.as_str();
        position: Integer, "차례", "한 기록 안에서 1부터 셉니다.", row.position;
        source: Text, "출처", "sources의 slug입니다.", row.part.source.as_str();
        paragraph: Integer optional, "문단 번호", "paragraphs의 number입니다. 원문을 갖고 있지 않은 출처에는 없습니다.", row.part.paragraph;
        phrases: Text, "원문 표현", "사실을 담은 표현입니다. ‘; ’로 이었습니다.", joined(&row.part.phrases);
        url: Uri, "주소", "", row.part.url.as_str();
    }
}

pub static EVIDENCE: Table = Table {
    records: Records::Evidence,
    name: "evidence",
    title: "근거",
    description: "기록이 어느 출처의 어디에 근거하는지입니다.",
    columns: &heads(&EVIDENCE_COLUMNS),
    key: &["fact", "position"],
    references: &[
        reference(&["fact"], "facts", &["code"]),
        reference(&["source"], "sources", &["slug"]),
        // There is no reference to `paragraphs`: evidence in a source without paragraphs would break it.
    ],
};

// Further columns of the lists of facts. A list has no tables beside it, so related records are joined into one cell.
columns! {
    LIST_COLUMNS: FactData = |fact| {
        theme_text: Text optional, "분야", "", fact.theme_text.clone();
        quantity_approximate: Boolean optional, "어림수", "출처가 약, 여, 이상이라고 적었으면 참입니다.", fact.quantity.as_ref().map(|quantity| quantity.approximate);
        quantity_exact: Number optional, "수", "출처가 정확한 수로 적은 경우에만 있습니다.", fact.quantity.as_ref().filter(|quantity| !quantity.approximate).map(|quantity| quantity.value);
        about: Text, "관련 산업·사업·기관", "괄호 안은 역할입니다.", joined(fact.about.iter().map(about_text));
        source: Text, "출처 값", "‘; ’로 이었습니다.", joined(source_paragraphs(fact).into_iter().map(|source| source.0));
        paragraph: Text, "문단", "출처 값과 같은 차례로 ‘; ’로 이은 문단 번호입니다. 원문을 갖고 있지 않은 출처는 ‘없음’이며, 그런 출처뿐이면 비어 있습니다.", paragraphs(fact);
        phrases: Text, "원문 표현", "", joined(fact.evidence.iter().flat_map(|piece| &piece.phrases));
        entities: Text, "관련 대상 값", "", joined(fact.about.iter().map(|about| format!("{}/{}", about.kind, about.slug)));
        due_edtf: Edtf optional, "예정한 때", "날까지 알려졌으면 날짜이고, 아니면 알려진 만큼만 적은 텍스트입니다.", fact.plan.as_ref().and_then(|plan| plan.due.as_ref()).map(|due| due.edtf.as_str());
        state_text: Text optional, "상태", "‘결과를 확인하지 못함’은 찾아본 출처에 없다는 뜻이며, 이루어지지 않았다는 뜻이 아닙니다.", fact.plan.as_ref().map(|plan| plan.state_text);
        outcome_edtf: Edtf optional, "그 뒤 날짜", "그 뒤를 전한 기록의 날짜입니다.", last(fact).and_then(|last| last.date.as_ref()).map(|date| date.edtf.as_str());
        outcome_code: Text optional, "그 뒤 기록 번호", "", last(fact).map(|last| last.fact.as_str());
        outcome: Text optional, "그 뒤", "그 뒤를 전한 기록의 문장입니다. 그런 기록이 없으면 지금까지 아는 것을 적었습니다.", last(fact).map(|last| last.statement.as_str()).or(fact.plan.as_ref().map(|plan| plan.line.as_str()));
        late: Text optional, "예정과 비교", "이루어진 계획만, 날짜로 알 수 있는 만큼 적었습니다.", fact.plan.as_ref().and_then(|plan| plan.late.as_ref()).map(|late| late.text.trim_start_matches("예정보다 "));
        lead: Text, "맡은 기관", "", joined(fact.about.iter().filter(|about| about.role == Role::Lead.key()).map(|about| about.name.as_str()));
        source_text: Text, "출처", "", joined(fact.sources.iter().map(|source| source.text.as_str()));
        original: Uri optional, "원문 주소", "출처가 여럿이면 주소가 알려진 첫 출처의 것입니다.", fact.sources.iter().find_map(|source| source.original.clone());
        pinned_url: Uri optional, "고정 주소", "이 판의 내용이 그대로 남는 주소입니다.", fact.pinned_url.clone();
        status_then: Text, "구분", "출처가 나온 해와 함께 적었습니다. 계획과 전망은 이루어졌다는 뜻이 아닙니다.", fact.status_then.as_str();
        differs: Text optional, "출처마다 다름", "출처마다 날짜나 수치가 다르면 출처별로 적었습니다.", differs(fact);
        due_earliest: Day optional, "예정 이른 날", "예정한 때의 첫날입니다. 끝만 알려진 때에는 비어 있습니다.", fact.plan.as_ref().and_then(|plan| plan.due.as_ref()?.earliest.clone());
        due_latest: Day optional, "예정 늦은 날", "예정한 때의 마지막 날입니다.", fact.plan.as_ref().and_then(|plan| plan.due.as_ref()?.latest.clone());
        outcome_earliest: Day optional, "그 뒤 이른 날", "그 뒤 날짜의 첫날입니다.", last(fact).and_then(|last| last.date.as_ref()?.earliest.clone());
        outcome_latest: Day optional, "그 뒤 늦은 날", "그 뒤 날짜의 마지막 날입니다.", last(fact).and_then(|last| last.date.as_ref()?.latest.clone());
        outcome_inferred: Boolean optional, "그 뒤 추정", "그 뒤를 전한 출처가 같은 계획이라고 적지 않아 편집자가 이었으면 참입니다.", last(fact).map(|last| last.inferred.is_some());
        outcome_inference: Text optional, "그 뒤 추정한 까닭", "", last(fact).and_then(|last| last.inferred.clone());
        outcome_source: Text optional, "그 뒤 출처", "", last(fact).map(|last| joined(last.sources.iter().map(|source| source.text.as_str())));
        outcome_original: Uri optional, "그 뒤 원문 주소", "출처가 여럿이면 주소가 알려진 첫 출처의 것입니다.", last(fact).and_then(|last| last.sources.iter().find_map(|source| source.original.clone()));
        date: Edtf optional, "날짜", "날까지 알려졌으면 날짜이고, 아니면 알려진 만큼만 적은 텍스트입니다.", fact.date.as_ref().map(|date| date.edtf.as_str());
        unit_text: Text optional, "단위", "", fact.quantity.as_ref().map(|quantity| unit_label(&quantity.unit));
    }
}

/// The first line of the list's CSV file.
const LIST_HEAD: &str = "code,title,statement,status,status_text,date_edtf,date_earliest,date_latest,date_text,\
    date_phrase,date_basis,quantity_value,quantity_unit,quantity_approximate,quantity_text,\
    quantity_phrase,about,inferred,source,paragraph,phrases,theme,plan_state,plan_line,edition,citation,\
    entities,url,pinned_url";

/// The further columns of the list of plans.
const PLANS_HEAD: &str = "due_edtf,state_text,outcome_edtf,outcome_code,outcome,late,lead";

/// Columns that were added to lists later. They stand at the end, so that programs still find the others in their
/// place.
const LATER_HEAD: &str = "status_then,differs";

/// Columns that were added to the list of plans later.
const PLANS_LATER_HEAD: &str = "due_earliest,due_latest,outcome_earliest,outcome_latest,outcome_inferred,\
    outcome_inference,outcome_source,outcome_original";

/// The columns of the workbook of a list.
const SHEET_HEAD: &str = "code,theme_text,title,statement,quantity_text,status_then,date,state_text,plan_line,\
    source_text,quantity_exact,unit_text,about,differs,date_earliest,date_latest,original,pinned_url,citation";

/// The columns of the workbook of the plans.
const PLANS_SHEET_HEAD: &str = "code,theme_text,title,statement,quantity_text,status_then,due_edtf,state_text,\
    outcome_edtf,outcome,outcome_inferred,late,source_text,lead,original,differs,outcome_source,outcome_original,\
    outcome_code,outcome_inference,due_earliest,due_latest,outcome_earliest,outcome_latest,pinned_url,citation";

/// The columns of a list of facts.
pub fn fact_list(list: List) -> Vec<Column<FactData>> {
    let columns: [&[_]; 2] = [&FACTS_COLUMNS, &LIST_COLUMNS];
    match list {
        List::Plans => {
            select(&columns, &format!("{LIST_HEAD},{PLANS_HEAD},{LATER_HEAD},{PLANS_LATER_HEAD}"))
        }
        _ => select(&columns, &format!("{LIST_HEAD},{LATER_HEAD}")),
    }
}

/// The columns of a list of facts in a workbook.
pub fn fact_sheet(list: List) -> Vec<Column<FactData>> {
    let head = if list == List::Plans { PLANS_SHEET_HEAD } else { SHEET_HEAD };
    select(&[&FACTS_COLUMNS, &LIST_COLUMNS], head)
}

/// The outcome that decides the state of a plan.
fn last(fact: &FactData) -> Option<&OutcomeData> {
    deciding_outcome(&fact.outcomes, |outcome| outcome.outcome == Outcome::Done.key())
}

/// The value of each source, if sources differ: `전자신문 2018년 2월 18일 기사: 대학 12곳`.
fn differs(fact: &FactData) -> Option<String> {
    let differ = Some(Relation::Differs.key());
    let mut values: Vec<(&str, &str)> = Vec::new();
    if fact.dates.iter().any(|one| one.relation == differ) {
        values.extend(fact.dates.iter().map(|one| (one.source.as_str(), one.value.text.as_str())));
    }
    if fact.quantities.iter().any(|one| one.relation == differ) {
        values.extend(
            fact.quantities.iter().map(|one| (one.source.as_str(), one.value.text.as_str())),
        );
    }
    let source = |slug: &str| {
        let known = fact.sources.iter().find(|source| source.slug == slug);
        known.map_or(slug.to_owned(), |source| source.text.clone())
    };
    let labelled = |(slug, text): (&str, &str)| format!("{}: {text}", source(slug));
    (!values.is_empty()).then(|| joined(values.into_iter().map(labelled)))
}

fn equivalent(fact: &FactData) -> Option<&MeasureData> {
    fact.quantity.as_ref()?.equivalent.as_ref()
}

/// An entity with its role, and whether that was concluded: `신소재융복합산업(분야, 추정)`.
fn about_text(about: &AboutData) -> String {
    let inferred = if about.inferred { ", 추정" } else { "" };
    format!("{}({}{inferred})", about.name, about.role_text)
}

/// The sources of the fact, each with its paragraphs for the same position in the other cell: `2, 5` or nothing.
fn source_paragraphs(fact: &FactData) -> Vec<(&str, String)> {
    let mut source_paragraphs: Vec<(&str, BTreeSet<u16>)> = Vec::new();
    for piece in &fact.evidence {
        let paragraph = piece.paragraph;
        match source_paragraphs.iter_mut().find(|source| source.0 == piece.source) {
            Some((_, paragraphs)) => paragraphs.extend(paragraph),
            None => source_paragraphs.push((&piece.source, paragraph.into_iter().collect())),
        }
    }
    let listed = |numbers: BTreeSet<u16>| {
        numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    source_paragraphs.into_iter().map(|(source, paragraphs)| (source, listed(paragraphs))).collect()
}

/// The paragraphs of each source, in the order of the sources, so that the first numbers belong to the first source. A
/// source without paragraphs has a word in its place. Empty if no source has any.
fn paragraphs(fact: &FactData) -> String {
    let source_paragraphs = source_paragraphs(fact);
    let has_none = |source: &(&str, String)| source.1.is_empty();
    if source_paragraphs.iter().all(has_none) {
        return String::new();
    }
    joined(source_paragraphs.iter().map(|source| if has_none(source) { "없음" } else { &source.1 }))
}

columns! {
    pub OUTCOMES_COLUMNS: FactPart<OutcomeOfData> = |row| {
        fact: Text, "기록 번호", "결과를 전한 기록입니다. facts의 code입니다.", row.fact.as_str();
        position: Integer, "차례", "한 기록 안에서 1부터 셉니다.", row.position;
        plan: Text, "앞선 기록", "어떤 기록의 결과인지입니다. 거의 모두 계획입니다. 내린 기록이면 facts에 없습니다.", row.part.fact.as_str();
        outcome: Text, "결과", "done, partly, begun, changed, postponed, dropped", row.part.outcome;
        inference: Text optional, "추정한 까닭", "출처가 같은 계획이라고 적지 않은 경우입니다.", row.part.inferred.clone();
    }
}

pub static OUTCOMES: Table = Table {
    records: Records::Outcomes,
    name: "outcomes",
    title: "계획과 그 뒤",
    description: "나중의 기록이 앞선 기록의 결과를 전한 것입니다. 앞선 기록은 거의 모두 계획입니다.",
    columns: &heads(&OUTCOMES_COLUMNS),
    key: &["fact", "position"],
    references: &[reference(&["fact"], "facts", &["code"])],
};
