//! The story of a theme in at most five sentences: the editor's summary, then facts (a plan that came true or else the
//! one with the most outcomes, the theme's last outcome, its cost or else the outcome of another plan) in the order in
//! which they were known, and last how the plans stand.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};

use crate::address::Address;
use crate::domain::{Fact, Outcome, OutcomeReport};
use crate::pages::plans::PlanRow;

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
    let Some(last) = first.last() else { return Vec::new() };
    let mut parts = vec![
        StoryFact::new(&plan.item.fact, plan.item.publisher(), plan.item.known_on(), Purpose::Plan),
        StoryFact::outcome(plan, last, Purpose::Outcome { report: last, steps: first.len() }),
    ];
    if let Some(spent) = &plan.spent {
        parts.push(StoryFact::new(
            &spent.fact,
            spent.publisher(),
            spent.known_on(),
            Purpose::Spent,
        ));
    } else {
        let other = resolved[1..].iter().filter_map(|(row, own)| Some((row, own.last()?)));
        let other = other.into_iter().find(|(_, other)| {
            other.fact.code != last.fact.code && !counts_the_same(&other.fact, &last.fact)
        });
        parts.extend(other.map(|(row, report)| StoryFact::outcome(row, report, Purpose::Other)));
    }
    // Readers take what comes later on a page for what came later.
    parts.sort_by_key(|part| part.known_on);
    let before = std::iter::once(None).chain(parts.iter().map(Some));
    parts.iter().zip(before).map(|(part, before)| part.sentence(before)).collect()
}

/// A fact of the story, with its publisher, when it was known, and what it is there for.
struct StoryFact<'r> {
    fact: &'r Fact,
    publisher: Option<&'r str>,
    known_on: Option<NaiveDate>,
    purpose: Purpose<'r>,
}

enum Purpose<'r> {
    Plan,
    /// The last outcome of the plan, and how many it had.
    Outcome {
        report: &'r OutcomeReport,
        steps: usize,
    },
    /// What was spent on the plan.
    Spent,
    /// The outcome of another plan.
    Other,
}

impl<'r> StoryFact<'r> {
    fn new(
        fact: &'r Fact,
        publisher: Option<&'r str>,
        known_on: Option<NaiveDate>,
        purpose: Purpose<'r>,
    ) -> Self {
        Self { fact, publisher, known_on, purpose }
    }

    fn outcome(row: &'r PlanRow, report: &'r OutcomeReport, purpose: Purpose<'r>) -> Self {
        Self::new(&report.fact, row.outcome_publisher(), row.outcome_known_on(), purpose)
    }

    /// The sentence after another one, with the words that join them.
    fn sentence(&self, before: Option<&Self>) -> StorySentence {
        let statement = &self.fact.statement;
        let year = year(self.fact);
        let same = year.filter(|_| before.is_some_and(|one| self::year(one.fact) == year));
        let rest = same.and_then(|year| statement.strip_prefix(&format!("{year}년 ")));
        let text = match (&self.purpose, before.map(|one| &one.purpose)) {
            (Purpose::Outcome { report, steps }, Some(Purpose::Plan)) => {
                opener(report, *steps) + statement
            }
            (Purpose::Spent, _) => statement.clone(),
            (Purpose::Plan, _) | (_, None) => self.since_when() + statement,
            (Purpose::Other, Some(Purpose::Outcome { .. })) if rest.is_some() => {
                format!("같은 해 {}", rest.unwrap_or_default())
            }
            (Purpose::Other, Some(Purpose::Outcome { .. })) if !begins_with_year(statement) => {
                format!("또 {statement}")
            }
            _ if names_a_year(statement) => statement.clone(),
            _ => format!("그 뒤 {statement}"),
        };
        let source = self.publisher;
        let source = source.map(|name| (name.to_owned(), Address::Fact(self.fact.code, None)));
        StorySentence { text, source }
    }

    /// The words before what comes first: its year, unless its sentence names one.
    fn since_when(&self) -> String {
        match self.known_on {
            Some(day) if !names_a_year(&self.fact.statement) => format!("{}년 당시 ", day.year()),
            _ => String::new(),
        }
    }
}

/// Whether two facts give a number of the same unit of something that both are about, so that a reader would add up
/// what is one.
fn counts_the_same(one: &Fact, other: &Fact) -> bool {
    let unit = |fact: &Fact| fact.quantity().map(|quantity| quantity.unit.clone());
    let shares =
        one.about.iter().any(|about| other.about.iter().any(|other| other.entity == about.entity));
    unit(one).is_some() && unit(one) == unit(other) && shares
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
