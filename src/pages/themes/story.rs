//! The story of a theme in at most five sentences: the editor's summary, then facts (a plan that came true or else the
//! one with the most outcomes, the theme's last outcome, its cost or else the outcome of another plan), and last how
//! the plans stand.

use std::cmp::Reverse;

use chrono::Datelike;

use crate::address::Address;
use crate::domain::{Fact, Outcome, OutcomeReport};
use crate::pages::plans::PlanRow;
use crate::pages::records::FactItem;

/// A sentence and, if a fact says it, the publisher and the fact's page.
#[derive(Debug, PartialEq)]
pub struct StorySentence {
    pub text: String,
    pub source: Option<(String, Address)>,
}

/// The sentences between the one about the theme and the one that counts its plans.
pub fn story(rows: &[PlanRow]) -> Vec<StorySentence> {
    let mut resolved: Vec<(&PlanRow, &[OutcomeReport])> = rows
        .iter()
        .filter_map(|row| Some((row, &row.item.plan.as_ref()?.progress.reports[..])))
        .filter(|(_, reports)| !reports.is_empty())
        .collect();
    // Plans that came true come first, then those with a known cost, then those whose outcome is in the same theme,
    // then those with the most outcomes, then those that ended last.
    resolved.sort_by_key(|(row, reports)| {
        let end =
            reports.last().and_then(|report| report.fact.date()).map(|date| date.edtf.latest());
        let is_done = reports.last().is_some_and(|report| report.outcome == Outcome::Done);
        let is_own = reports.last().is_some_and(|report| report.fact.theme == row.item.fact.theme);
        Reverse((is_done, row.spent.is_some(), is_own, reports.len(), end, row.item.fact.code))
    });
    let Some((plan, first)) = resolved.first() else { return Vec::new() };
    let mut sentences =
        vec![sentence(&plan.item.fact, plan_opener(&plan.item), plan.item.publisher())];
    let mut before = None;
    if let Some(last) = first.last() {
        sentences.push(outcome_sentence(plan, last, opener(last, first.len())));
        before = year(&last.fact);
    }
    if let Some(spent) = &plan.spent {
        sentences.push(sentence(&spent.fact, String::new(), spent.publisher()));
        return sentences;
    }
    let same = first.last().map(|report| report.fact.code);
    let other = resolved[1..].iter().filter_map(|(row, own)| Some((row, own.last()?)));
    if let Some((other, last)) = other.into_iter().find(|(_, last)| Some(last.fact.code) != same) {
        sentences.push(another(other, last, before));
    }
    sentences
}

/// The words before a plan: its year, unless its sentence names one.
fn plan_opener(item: &FactItem) -> String {
    match item.year() {
        Some(year) if !names_a_year(&item.fact.statement) => format!("{year}년 당시 "),
        _ => String::new(),
    }
}

/// The words that join an outcome to the plan before it.
fn opener(report: &OutcomeReport, steps: usize) -> String {
    let opener = match report.outcome {
        Outcome::Changed | Outcome::Postponed | Outcome::Dropped => "다만 ",
        // The sentence may tell of an earlier time than the plan's.
        _ if names_a_year(&report.fact.statement) => "",
        _ if steps > 1 => "이어 ",
        _ => "그 뒤 ",
    };
    opener.to_owned()
}

/// The outcome of another plan; in the year of the sentence before, "the same year" replaces the number.
fn another(row: &PlanRow, report: &OutcomeReport, before: Option<i32>) -> StorySentence {
    let statement = &report.fact.statement;
    let year = year(&report.fact);
    let same = year.filter(|year| Some(*year) == before);
    if let Some(rest) = same.and_then(|year| statement.strip_prefix(&format!("{year}년 "))) {
        let again = Fact { statement: rest.to_owned(), ..report.fact.clone() };
        return sentence(&again, "같은 해 ".to_owned(), row.outcome_publisher());
    }
    let opener = if begins_with_year(statement) { "" } else { "또 " };
    outcome_sentence(row, report, opener.to_owned())
}

fn outcome_sentence(row: &PlanRow, report: &OutcomeReport, opener: String) -> StorySentence {
    sentence(&report.fact, opener, row.outcome_publisher())
}

fn sentence(fact: &Fact, opener: String, publisher: Option<&str>) -> StorySentence {
    let source = publisher.map(|name| (name.to_owned(), Address::Fact(fact.code, None)));
    StorySentence { text: opener + &fact.statement, source }
}

/// Whether a text has a year such as 2018년; 3년 and 청년 do not count.
fn names_a_year(text: &str) -> bool {
    text.split('년')
        .rev()
        .skip(1)
        .any(|before| before.chars().rev().take_while(char::is_ascii_digit).count() == 4)
}

fn begins_with_year(text: &str) -> bool {
    text.split_once('년')
        .is_some_and(|(year, _)| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The year in which something came about, if its date lies within one year.
fn year(fact: &Fact) -> Option<i32> {
    let edtf = fact.date()?.edtf;
    let year = edtf.earliest().year();
    (year == edtf.latest().year()).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_before_the_word() {
        for text in [
            "2020년까지 짓습니다.",
            "시는 2018년 3월에 맺었습니다.",
            "올해(2018년)",
            "청년 센터는 2019년에 엽니다.",
        ] {
            assert!(names_a_year(text), "{text}");
        }
        for text in ["청년을 뽑습니다.", "3년 동안 짓습니다.", "경산 2018", "12018년", ""]
        {
            assert!(!names_a_year(text), "{text}");
        }
        assert!(begins_with_year("2018년에 엽니다."));
        assert!(!begins_with_year("청년 2018년") && !begins_with_year("3년 동안"));
    }
}
