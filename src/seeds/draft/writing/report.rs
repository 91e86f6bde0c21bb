//! The report that a draft prints: paragraph by paragraph, what the text names, counts and dates, which facts of the
//! record it meets, and the relations that would follow.

use std::fmt::Write as _;

use super::blocks::relation_text;
use crate::domain::{Fact, Relation};
use crate::hangul::{Particle, with_particle};
use crate::seeds::document::UNFILLED;
use crate::seeds::draft::reading::{Meeting, Reading};
use crate::seeds::draft::toml_text::slug_of;
use crate::wording::{date_text, kind_label, paragraph_role_label, status_label};

/// The report on every paragraph.
pub fn report(readings: &[Reading<'_>]) -> String {
    let mut text = String::new();
    for reading in readings {
        let number = reading.passage.number;
        let role = paragraph_role_label(reading.passage.role);
        if !reading.passage.is_told() {
            let _ = writeln!(text, "문단 {number}  {role}");
            continue;
        }
        let _ = writeln!(text, "문단 {number}  {role}");
        line(&mut text, "아는 이름", &known(reading));
        line(&mut text, "새 이름?", &new(reading));
        line(&mut text, "사람·곳", &reading.proper.join("   "));
        line(&mut text, "때", &dates(reading));
        line(&mut text, "수", &numbers(reading));
        line(&mut text, "상태", &statuses(reading));
        for (index, meeting) in reading.meetings.iter().enumerate() {
            line(&mut text, if index == 0 { "만나는 기록" } else { "" }, &met(reading, meeting));
        }
        for note in notes(reading) {
            line(&mut text, "살펴볼 것", &note);
        }
    }
    text
}

fn line(text: &mut String, what: &str, said: &str) {
    if !said.is_empty() {
        let width = 12_usize.saturating_sub(
            what.chars().map(|c| if c == ' ' || c == '?' || c == '·' { 1 } else { 2 }).sum(),
        );
        let _ = writeln!(text, "  {what}{:width$} {said}", "");
    }
}

fn known(reading: &Reading<'_>) -> String {
    let mut said: Vec<String> = Vec::new();
    for known in &reading.known {
        let one = format!("{} → {}", &reading.passage.text[known.at.clone()], known.entity.slug);
        if !said.contains(&one) {
            said.push(one);
        }
    }
    said.join("   ")
}

fn new(reading: &Reading<'_>) -> String {
    let said = reading
        .new
        .iter()
        .map(|new| format!("{} ({} {})", new.name, kind_label(new.kind), slug_of(&new.name)));
    said.collect::<Vec<_>>().join("   ")
}

fn dates(reading: &Reading<'_>) -> String {
    let said = reading.dates.iter().map(|date| {
        let edtf = date.edtf.map_or("?".to_owned(), |edtf| edtf.to_string());
        let how = match (&date.basis, date.is_report) {
            (_, true) => " (전한 날)".to_owned(),
            (Some(basis), _) => format!(" ({basis})"),
            (None, _) => String::new(),
        };
        format!("‘{}’ = {edtf}{how}", date.phrase)
    });
    said.collect::<Vec<_>>().join("   ")
}

fn numbers(reading: &Reading<'_>) -> String {
    let said = reading.numbers.iter().map(|number| {
        let blur = number.qualifier.map_or(String::new(), |blur| format!(" {}", blur.key()));
        let unit = number.unit.as_deref().unwrap_or(UNFILLED);
        format!("‘{}’ = {} {unit}{blur}", number.phrase, number.value)
    });
    said.collect::<Vec<_>>().join("   ")
}

fn statuses(reading: &Reading<'_>) -> String {
    let statuses = reading.passage.sentences.iter().enumerate();
    let said = statuses.filter_map(|(index, sentence)| {
        let status = sentence.status?;
        Some(format!("{}번째 문장 {} ({})", index + 1, status.key(), status_label(status)))
    });
    said.collect::<Vec<_>>().join("   ")
}

fn met(reading: &Reading<'_>, meeting: &Meeting<'_>) -> String {
    let Fact { code, title, .. } = meeting.fact;
    let mut said = format!("{code} {title}");
    if let (Some((index, relation)), Some(own)) = (meeting.date, meeting.fact.date()) {
        let new = reading.dates[index].edtf.map_or(String::new(), date_text);
        said.push_str(&related("날짜", &date_text(own.edtf), &new, relation));
    }
    if let (Some((index, relation)), Some(own)) = (meeting.number, meeting.fact.quantity()) {
        let (old, new) = (own.value.to_string(), reading.numbers[index].value.to_string());
        said.push_str(&related("수", &old, &new, relation));
    }
    if meeting.is_outcome {
        said.push_str("   계획의 결과인 듯합니다");
    } else if meeting.date.is_none() && meeting.number.is_none() {
        said.push_str("   같은 말을 하는 듯합니다");
    }
    said
}

fn related(what: &str, old: &str, new: &str, relation: Relation) -> String {
    let sign = if relation == Relation::Confirms { "=" } else { "→" };
    format!("   {what}: {old} {sign} {new} {}", relation_text(relation))
}

/// The reasons of inferred relations to entities that the paragraph names, since it may now state or refute them.
fn notes(reading: &Reading<'_>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for meeting in &reading.meetings {
        for about in &meeting.fact.about {
            let Some(inferred) = &about.inferred else { continue };
            let is_named = reading.known.iter().any(|known| {
                known.entity.kind() == about.entity.kind && known.entity.slug == about.entity.slug
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
