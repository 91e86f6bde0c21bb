//! What became of a plan, in words: its state, a sentence for pages and a line for everything that quotes it. The
//! words are neutral: that nothing was found does not say that nothing came of it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::source::{published_text, source_text};
use super::{date_in_sentence, date_text, day_text};
use crate::domain::{
    Edtf, Fact, Lateness, Outcome, OutcomeReport, PlanProgress, PlanState, Source, Status,
};

/// The sources that were searched for the outcomes of plans: how many there are, and up to when.
#[derive(Debug)]
pub struct SearchedSources {
    sources: usize,
    /// The last day on which the newest can have been published, and that time in words.
    last: Option<NaiveDate>,
    until: String,
}

impl SearchedSources {
    /// These sources, of which the first is the newest.
    pub fn through(newest_first: &[Arc<Source>]) -> Self {
        let newest = newest_first.first();
        Self {
            sources: newest_first.len(),
            last: newest.map(|source| source.published.edtf.latest()),
            until: newest.map(|source| published_text(source)).unwrap_or_default(),
        }
    }

    /// How much was searched: `찾아본 출처는 53건(2025년 11월 5일까지)입니다.`
    pub fn sentence(&self) -> String {
        format!("찾아본 출처는 {}건({}까지)\u{2060}입니다.", self.sources, self.until)
    }

    /// What a state without an outcome rests on: `2025년 11월 5일까지 나온 출처 54건 기준`.
    fn basis(&self) -> String {
        format!("{}까지 나온 출처 {}건 기준", self.until, self.sources)
    }
}

/// What a state is called.
pub const fn state_label(state: PlanState) -> &'static str {
    match state {
        PlanState::Done => "이루어짐",
        PlanState::Partly => "일부 이루어짐",
        PlanState::Begun => "시작됨",
        PlanState::Changed => "바뀜",
        PlanState::Postponed => "미뤄짐",
        PlanState::Dropped => "취소됨",
        PlanState::Passed | PlanState::Undated => "결과를 확인하지 못함",
        PlanState::NotDue => "아직 때가 아님",
        PlanState::Unverifiable => "확인할 수 없는 기대",
    }
}

/// What a state means.
pub const fn state_meaning(state: PlanState) -> &'static str {
    match state {
        PlanState::Done => "이루어졌다고 전한 출처가 있거나, 출처로 보아 그렇게 추정합니다.",
        PlanState::Partly => {
            "일부가 이루어졌다고 전한 출처가 있거나, 출처로 보아 그렇게 추정합니다."
        }
        PlanState::Begun => {
            "시작되었다고 전한 출처가 있거나, 출처로 보아 그렇게 추정합니다. 끝났는지는 확인하지 못했습니다."
        }
        PlanState::Changed => {
            "내용이 바뀌었다고 전한 출처가 있거나, 출처로 보아 그렇게 추정합니다."
        }
        PlanState::Postponed => "미뤄졌다고 전한 출처가 있거나, 출처로 보아 그렇게 추정합니다.",
        PlanState::Dropped => "취소되었다고 전한 출처가 있거나, 출처로 보아 그렇게 추정합니다.",
        PlanState::Passed | PlanState::Undated => {
            "찾아본 출처에 없다는 뜻이며, 이루어지지 않았다는 뜻이 아닙니다."
        }
        PlanState::NotDue => "예정한 때가 아직 지나지 않았습니다.",
        PlanState::Unverifiable => "무엇이 이루어지면 이루어진 것인지 정해지지 않은 기대입니다.",
    }
}

/// A state before the word for a plan: `이루어진 계획`.
pub const fn state_before_plan(state: PlanState) -> &'static str {
    match state {
        PlanState::Done => "이루어진",
        PlanState::Partly => "일부 이루어진",
        PlanState::Begun => "시작된",
        PlanState::Changed => "내용이 바뀐",
        PlanState::Postponed => "미뤄진",
        PlanState::Dropped => "취소된",
        PlanState::Passed | PlanState::Undated => "결과를 확인하지 못한",
        PlanState::NotDue => "아직 때가 되지 않은",
        PlanState::Unverifiable => "확인할 수 없는",
    }
}

/// What an outcome is called, where it is listed: the state that it leaves the plan in.
pub fn outcome_label(outcome: Outcome) -> &'static str {
    state_label(outcome.into())
}

/// What became of a plan in a sentence or two. `outcome_source` is the source of its last outcome; `year` is that of
/// the plan's own source.
pub fn state_sentence(
    plan: &Fact,
    progress: &PlanProgress,
    outcome_source: Option<&Source>,
    searched: &SearchedSources,
    year: i32,
) -> String {
    let SearchedSources { sources, last, until } = searched;
    let searched_text = format!("찾아본 출처 {sources}건({until}까지)");
    if let Some(report) = progress.deciding_report() {
        return outcome_sentence(progress, report, outcome_source);
    }
    let due = progress.due.map(date_in_sentence).unwrap_or_default();
    match (progress.state, plan.status) {
        (PlanState::Passed, _) if progress.due.is_some_and(Edtf::is_from) => {
            let begin = due.trim_end_matches("부터");
            format!(
                "시작하기로 한 때({begin})가 지났습니다. {searched_text}에서는 결과를 확인하지 못했습니다."
            )
        }
        // None of the sources could know the outcome.
        (PlanState::Passed, _) if progress.due.map(Edtf::latest) > *last => format!(
            "예정한 때({due})가 지났습니다. 찾아본 출처 {sources}건은 모두 그 전({until}까지)에 나와, 결과를 확인하지 못했습니다."
        ),
        (PlanState::Passed, Status::Forecast) => format!(
            "전망한 때({due})가 지났습니다. {searched_text}에서는 전망대로 되었는지 확인하지 못했습니다."
        ),
        (PlanState::Passed, _) => {
            format!(
                "예정한 때({due})가 지났습니다. {searched_text}에서는 결과를 확인하지 못했습니다."
            )
        }
        (PlanState::NotDue, _) => format!("예정한 때({due})가 아직 지나지 않았습니다."),
        (PlanState::Unverifiable, _) => {
            let why = plan.unverifiable.as_deref().unwrap_or_default();
            format!("이루어졌는지 확인할 수 없는 기대입니다. {why}").trim_end().to_owned()
        }
        (_, Status::Ongoing) => format!(
            "{year}년에는 추진 중이었습니다. {searched_text}에서는 그 뒤의 결과를 확인하지 못했습니다."
        ),
        (_, status) => {
            let plan = if status == Status::Forecast { "전망" } else { "계획" };
            format!(
                "때가 나오지 않는 {plan}입니다. {searched_text}에서는 결과를 확인하지 못했습니다."
            )
        }
    }
}

fn outcome_sentence(
    progress: &PlanProgress,
    report: &OutcomeReport,
    outcome_source: Option<&Source>,
) -> String {
    let found = |happened: &str, more: &str| {
        let source = outcome_source.map(source_text).unwrap_or_default();
        if report.inferred.is_some() {
            format!("{source}로 보아 {happened} 것으로 추정합니다.{more}")
        } else {
            format!("{source}에서 {happened} 것을 확인했습니다.{more}")
        }
    };
    let sentence = match report.outcome {
        Outcome::Done => done_sentence(progress, report),
        Outcome::Partly => found("일부가 이루어진", ""),
        Outcome::Begun => found("시작된", " 끝났는지는 확인하지 못했습니다."),
        Outcome::Changed => found("내용이 바뀐", ""),
        Outcome::Postponed => found("미뤄진", " 그 뒤의 소식은 찾지 못했습니다."),
        Outcome::Dropped => found("취소된", ""),
    };
    match &report.inferred {
        Some(why) => format!("{sentence} {why}"),
        None => sentence,
    }
}

fn done_sentence(progress: &PlanProgress, report: &OutcomeReport) -> String {
    let happened = |when: &str| {
        let verb = if report.inferred.is_some() {
            "이루어진 것으로 추정합니다."
        } else {
            "이루어졌습니다."
        };
        format!("{when} {verb}")
    };
    let Some(date) = report.fact.date() else {
        let happened = happened("");
        return format!("{} 날짜는 확인하지 못했습니다.", happened.trim_start());
    };
    let when = date_text(date.edtf);
    let at = if date.edtf.is_by() || date.edtf.is_from() { when } else { format!("{when}에") };
    match (progress.due, progress.lateness) {
        (Some(due), Some(Lateness::OnTime)) => {
            happened(&format!("예정({})대로 {at}", date_text(due)))
        }
        (Some(due), Some(lateness)) => {
            let how = if is_late(lateness) { "늦은" } else { "이른" };
            let amount = amount(lateness, due, date.edtf);
            happened(&format!("예정({})보다 {amount} {how} {at}", date_text(due)))
        }
        _ => happened(&at),
    }
}

/// What is known of the plans without an outcome: how far sources were searched, or for what an edition says of them,
/// its day, because pinned words never change.
#[derive(Debug, Clone, Copy)]
pub enum KnownBy<'s> {
    Sources(&'s SearchedSources),
    Edition,
}

/// The line that travels with a plan, after `그 뒤: `. `day` is today or that of the edition.
pub fn state_line(
    progress: &PlanProgress,
    outcome_source: Option<&Source>,
    day: NaiveDate,
    known_by: KnownBy<'_>,
) -> String {
    let label = state_label(progress.state);
    let Some(report) = progress.deciding_report() else {
        return match (progress.state, known_by) {
            (PlanState::Unverifiable, _) => label.to_owned(),
            (state, KnownBy::Sources(searched)) if state.is_unresolved() => {
                format!("{label}, {}", searched.basis())
            }
            // Whether a time has come is a matter of the calendar.
            _ => format!("{label}, {} 기준", day_text(day)),
        };
    };
    let inferred = if report.inferred.is_some() { "(추정)" } else { "" };
    let when = match report.outcome {
        Outcome::Done => report.fact.date().map(|date| date_text(date.edtf)),
        _ => outcome_source.map(|source| format!("{} 확인", date_text(source.published.edtf))),
    };
    let parts = [Some(label.to_owned()), when, lateness_text(progress)];
    let line: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}{inferred}", line.join(", "))
}

/// How late a plan came about: `예정보다 4년 6개월쯤 늦게`, `예정대로`; `None` where it is not known.
pub fn lateness_text(progress: &PlanProgress) -> Option<String> {
    let lateness = progress.lateness?;
    if lateness == Lateness::OnTime {
        return Some("예정대로".to_owned());
    }
    let came = progress.deciding_report()?.fact.date()?.edtf;
    let how = if is_late(lateness) { "늦게" } else { "일찍" };
    Some(format!("예정보다 {} {how}", amount(lateness, progress.due?, came)))
}

/// The average length of a month in days.
const MONTH: f64 = 365.25 / 12.0;

/// The bounds of a lateness in months.
pub fn months(lateness: Lateness) -> (f64, Option<f64>) {
    match lateness {
        Lateness::OnTime => (0.0, Some(0.0)),
        Lateness::Late { least, most } => (in_months(least), most.map(in_months)),
        Lateness::Early { least, most } => (-in_months(least), most.map(|most| -in_months(most))),
    }
}

#[expect(clippy::cast_precision_loss, reason = "dates lie within ten thousand years")]
fn in_months(days: i64) -> f64 {
    days as f64 / MONTH
}

const fn is_late(lateness: Lateness) -> bool {
    matches!(lateness, Lateness::Late { .. })
}

/// How much later or earlier, as exactly as the dates allow; the first rule that fits decides.
fn amount(lateness: Lateness, due: Edtf, came: Edtf) -> String {
    let (least, most) = match lateness {
        Lateness::OnTime => (0, Some(0)),
        Lateness::Late { least, most } | Lateness::Early { least, most } => (least, most),
    };
    let (a, b) = (in_months(least), most.map(in_months));
    match b {
        Some(_) if due.is_day() && came.is_day() && least < 31 => format!("{least}일"),
        Some(_) if due.is_day() && came.is_day() => length(a, a),
        None => format!("적어도 {}", length(a, a)),
        Some(b) if b - a <= 2.0 => {
            let middle = f64::midpoint(a, b);
            if middle < 2.0 {
                "한 달쯤".to_owned()
            } else {
                format!("{}쯤", length(middle, middle))
            }
        }
        Some(b) if a < 1.0 => format!("최대 {}", length(b, b)),
        Some(b) if b - a <= 24.0 => between(&length(a, b), &length(b, b)),
        Some(b) => between(&years(a), &years(b)),
    }
}

fn between(least: &str, most: &str) -> String {
    if least == most { format!("{most}쯤") } else { format!("{least}에서 {most}쯤") }
}

/// A number of months in words: by months where the longest is under two years, else by half-years.
fn length(months: f64, longest: f64) -> String {
    let whole = if longest < 24.0 { months.round() } else { (months / 6.0).round() * 6.0 };
    let smallest = if longest < 24.0 { 1.0 } else { 6.0 };
    let whole = whole.max(smallest);
    let (years, rest) = ((whole / 12.0).floor(), whole % 12.0);
    match (years, rest) {
        (0.0, rest) => format!("{rest}개월"),
        (years, 0.0) => format!("{years}년"),
        (years, rest) => format!("{years}년 {rest}개월"),
    }
}

fn years(months: f64) -> String {
    format!("{}년", (months / 12.0).round().max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late(due: &str, came: &str) -> String {
        let date = |text: &str| Edtf::parse(text).expect(text);
        let (due, came) = (date(due), date(came));
        let due_first = if due.is_by() { due.latest() } else { due.earliest() };
        let least = (came.earliest() - due.latest()).num_days();
        let most = (!came.is_from()).then(|| (came.latest() - due_first).num_days());
        amount(Lateness::Late { least, most }, due, came)
    }

    #[test]
    fn lateness_is_told_no_more_exactly_than_the_dates_allow() {
        for (due, came, text) in [
            ("2018-06-30", "2018-07-26", "26일"),
            ("2018-01-15", "2022-07-15", "4년 6개월"),
            ("2018", "2023/..", "적어도 4년"),
            ("../2018-09", "2018-10-26", "한 달쯤"),
            ("../2020", "2024-07", "3년 6개월쯤"),
            ("2018-40", "2018-07", "최대 7개월"),
            ("2018-40", "2022-12", "4년 6개월에서 5년쯤"),
            ("2016/2018", "2022-12", "4년에서 7년쯤"),
        ] {
            assert_eq!(late(due, came), text, "{due} and {came}");
        }
    }
}
