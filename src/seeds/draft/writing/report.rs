//! The report that a draft prints: paragraph by paragraph, what the text names, counts and dates, which facts of the
//! record it meets, and the relations that would follow.

use std::fmt::Write as _;

use super::blocks::relation_text;
use crate::domain::{Fact, Relation};
use crate::hangul::{Particle, with_particle};
use crate::seeds::document::UNFILLED;
use crate::seeds::draft::analysis::{Meeting, ParagraphAnalysis};
use crate::seeds::draft::toml_text::slug_of;
use crate::wording::{date_text, kind_label, paragraph_role_label, status_label};

/// The report on every paragraph.
pub fn report(analyses: &[ParagraphAnalysis<'_>]) -> String {
    let mut text = String::new();
    for analysis in analyses {
        let number = analysis.passage.number;
        let role = paragraph_role_label(analysis.passage.role);
        if !analysis.passage.may_state_facts() {
            let _ = writeln!(text, "문단 {number}  {role}");
            continue;
        }
        let _ = writeln!(text, "문단 {number}  {role}");
        line(&mut text, "아는 이름", &mentions(analysis));
        line(&mut text, "새 이름?", &new(analysis));
        line(&mut text, "사람·곳", &analysis.proper.join("   "));
        line(&mut text, "때", &dates(analysis));
        line(&mut text, "수", &numbers(analysis));
        line(&mut text, "상태", &statuses(analysis));
        for (index, meeting) in analysis.meetings.iter().enumerate() {
            line(&mut text, if index == 0 { "만나는 기록" } else { "" }, &met(analysis, meeting));
        }
        for note in notes(analysis) {
            line(&mut text, "살펴볼 것", &note);
        }
    }
    text
}

fn line(text: &mut String, what: &str, parts: &str) {
    if !parts.is_empty() {
        let width = 12_usize.saturating_sub(
            what.chars().map(|c| if c == ' ' || c == '?' || c == '·' { 1 } else { 2 }).sum(),
        );
        let _ = writeln!(text, "  {what}{:width$} {parts}", "");
    }
}

fn mentions(analysis: &ParagraphAnalysis<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for mention in &analysis.mentions {
        let one =
            format!("{} → {}", &analysis.passage.text[mention.at.clone()], mention.entity.slug);
        if !parts.contains(&one) {
            parts.push(one);
        }
    }
    parts.join("   ")
}

fn new(analysis: &ParagraphAnalysis<'_>) -> String {
    let parts = analysis
        .new
        .iter()
        .map(|new| format!("{} ({} {})", new.name, kind_label(new.kind), slug_of(&new.name)));
    parts.collect::<Vec<_>>().join("   ")
}

fn dates(analysis: &ParagraphAnalysis<'_>) -> String {
    let parts = analysis.dates.iter().map(|date| {
        let edtf = date.edtf.map_or("?".to_owned(), |edtf| edtf.to_string());
        let how = match (&date.basis, date.is_report) {
            (_, true) => " (전한 날)".to_owned(),
            (Some(basis), _) => format!(" ({basis})"),
            (None, _) => String::new(),
        };
        format!("‘{}’ = {edtf}{how}", date.phrase)
    });
    parts.collect::<Vec<_>>().join("   ")
}

fn numbers(analysis: &ParagraphAnalysis<'_>) -> String {
    let parts = analysis.numbers.iter().map(|number| {
        let blur = number.qualifier.map_or(String::new(), |blur| format!(" {}", blur.key()));
        let unit = number.unit.as_deref().unwrap_or(UNFILLED);
        format!("‘{}’ = {} {unit}{blur}", number.phrase, number.value)
    });
    parts.collect::<Vec<_>>().join("   ")
}

fn statuses(analysis: &ParagraphAnalysis<'_>) -> String {
    let statuses = analysis.passage.sentences.iter().enumerate();
    let parts = statuses.filter_map(|(index, sentence)| {
        let status = sentence.status?;
        Some(format!("{}번째 문장 {} ({})", index + 1, status.key(), status_label(status)))
    });
    parts.collect::<Vec<_>>().join("   ")
}

fn met(analysis: &ParagraphAnalysis<'_>, meeting: &Meeting<'_>) -> String {
    let Fact { code, title, .. } = meeting.fact;
    let mut parts = format!("{code} {title}");
    if let (Some((index, relation)), Some(own)) = (meeting.date, meeting.fact.date()) {
        let new = analysis.dates[index].edtf.map_or(String::new(), date_text);
        parts.push_str(&related("날짜", &date_text(own.edtf), &new, relation));
    }
    if let (Some((index, relation)), Some(own)) = (meeting.number, meeting.fact.quantity()) {
        let (old, new) = (own.value.to_string(), analysis.numbers[index].value.to_string());
        parts.push_str(&related("수", &old, &new, relation));
    }
    if meeting.is_outcome {
        parts.push_str("   계획의 결과인 듯합니다");
    } else if meeting.date.is_none() && meeting.number.is_none() {
        parts.push_str("   같은 말을 하는 듯합니다");
    }
    parts
}

fn related(what: &str, old: &str, new: &str, relation: Relation) -> String {
    let sign = if relation == Relation::Confirms { "=" } else { "→" };
    format!("   {what}: {old} {sign} {new} {}", relation_text(relation))
}

/// The reasons of inferred relations to entities that the paragraph names, since it may now state or refute them.
fn notes(analysis: &ParagraphAnalysis<'_>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for meeting in &analysis.meetings {
        for about in &meeting.fact.about {
            let Some(inferred) = &about.inferred else { continue };
            let is_named = analysis.mentions.iter().any(|mention| {
                mention.entity.kind() == about.entity.kind
                    && mention.entity.slug == about.entity.slug
            });
            let note = format!(
                "{}의 {} 추정한 관계입니다. 이 문단이 적는지 보세요: {inferred}",
                meeting.fact.code,
                with_particle(&format!("‘{}’", about.entity.name), Particle::Topic)
            );
            if is_named && !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    notes
}
