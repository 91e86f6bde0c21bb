//! Finds the facts of the record that a new paragraph meets: it says the same date or number of what seems the same
//! thing, or tells what became of a plan. The relation is computed as for any two sources. Whether it is the same
//! thing is for a person to say, so a paragraph proposes at most one fact that rests on words alone.

use std::collections::BTreeSet;

use super::article::Passage;
use super::dates::FoundDate;
use super::fact_corpus::{FactCorpus, Nearness};
use super::names::EntityMention;
use crate::domain::{Comparable, Edtf, Fact, FactDate, Quantity, Relation, Status, relations};
use crate::seeds::numbers::FoundNumber;
use crate::seeds::numbers::is_same;

/// A fact that a paragraph meets.
pub struct Meeting<'s> {
    pub fact: &'s Fact,
    pub sentence: usize,
    /// The index of the paragraph's date that speaks of the fact's date, and how it relates to that.
    pub date: Option<(usize, Relation)>,
    /// The index of the paragraph's number that speaks of the fact's number, and how it relates to that.
    pub number: Option<(usize, Relation)>,
    /// Whether the paragraph seems to tell what became of the fact, which is a plan.
    pub is_outcome: bool,
    score: f64,
}

/// What the analysis found in a paragraph so far.
pub struct ParagraphContents<'p, 's> {
    pub passage: &'p Passage,
    pub mentions: &'p [EntityMention<'s>],
    pub dates: &'p [FoundDate],
    pub numbers: &'p [FoundNumber],
}

/// How many facts a paragraph meets at most.
const MOST: usize = 4;

/// Units in which companies are counted.
const COMPANIES: &[&str] =
    &["개사", "기업", "개 기업", "업체", "개 업체", "회원사", "개 회원사", "개"];

/// The facts that a paragraph meets, the nearest first.
pub fn meetings<'s>(
    corpus: &FactCorpus<'s>,
    contents: &ParagraphContents<'_, 's>,
) -> Vec<Meeting<'s>> {
    let unspaced: String = contents.passage.text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut met: Vec<Meeting<'s>> = Vec::new();
    let mut by_words: Vec<Meeting<'s>> = Vec::new();
    for fact in corpus.facts {
        let near = corpus.nearness(fact, &unspaced, contents.mentions);
        let (date, number) = (contents.date(fact, near), contents.number(fact, near));
        if date.is_some() || number.is_some() {
            met.extend(contents.meeting(fact, date, number, near));
        } else if near.has_subject && near.covered >= 0.6 {
            by_words.extend(contents.meeting(fact, contents.other_date(fact, near), None, near));
        }
    }
    keep_the_nearest(&mut met);
    by_words.sort_by(|one, other| other.score.total_cmp(&one.score));
    met.truncate(MOST - 1);
    met.extend(by_words.into_iter().next());
    met
}

/// Leaves each date and each number only to the fact that it is nearest to.
fn keep_the_nearest(met: &mut Vec<Meeting<'_>>) {
    met.sort_by(|one, other| other.score.total_cmp(&one.score));
    let (mut dates, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for one in &mut *met {
        one.date = one.date.filter(|(index, _)| dates.insert(*index));
        one.number = one.number.filter(|(index, _)| numbers.insert(*index));
    }
    met.retain(|one| one.date.is_some() || one.number.is_some());
}

impl ParagraphContents<'_, '_> {
    /// The paragraph's date that seems to be the fact's, and how they relate.
    fn date(&self, fact: &Fact, near: Nearness) -> Option<(usize, Relation)> {
        let own = fact.date()?;
        let found = self.dates.iter().enumerate().filter_map(|(index, date)| {
            let edtf = date.edtf?;
            let relation = date_relation(fact, own.edtf, edtf);
            let enough = if own.edtf == edtf {
                near.sum() >= if edtf.is_span() { 0.6 } else { 0.4 }
            } else {
                // A year that merely contains the day says little.
                match wider(own.edtf, edtf) {
                    ..=31 => near.sum() >= 0.8 && near.covered >= 0.25,
                    32..=366 => near.sum() >= 1.0 && near.covered >= 0.5,
                    _ => false,
                }
            };
            (relation != Relation::Differs && enough).then_some((index, relation))
        });
        found.into_iter().next()
    }

    /// A date of the paragraph, for a fact that is otherwise the same, and how it relates to the fact's own.
    fn other_date(&self, fact: &Fact, near: Nearness) -> Option<(usize, Relation)> {
        let own = fact.date().filter(|_| near.covered >= 0.7)?;
        let index = self.dates.iter().position(|date| date.edtf.is_some())?;
        Some((index, date_relation(fact, own.edtf, self.dates[index].edtf?)))
    }

    /// The paragraph's number that seems to be the fact's, and how they relate: the same number, or another one if
    /// the fact is otherwise the same.
    fn number(&self, fact: &Fact, near: Nearness) -> Option<(usize, Relation)> {
        let own = fact.quantity()?;
        let of_unit = self.numbers.iter().enumerate();
        let is_own = |unit: &String| is_same_unit(unit, &own.unit);
        let of_unit = of_unit.filter(|(_, number)| number.unit.as_ref().is_some_and(is_own));
        let related = of_unit.map(|(index, number)| {
            let quantity = Quantity {
                value: number.value,
                qualifier: number.qualifier,
                ..Quantity::default()
            };
            let is_in_use = is_same(own.value, number.value) && own.qualifier == number.qualifier;
            let relation = last_relation(&fact.quantities, quantity);
            (index, if is_in_use { Relation::Confirms } else { relation })
        });
        let related: Vec<(usize, Relation)> = related.collect();
        let needed = if is_telling(own.value) { 0.3 } else { 0.6 };
        let same = related.iter().find(|(_, relation)| *relation != Relation::Differs);
        if let Some(same) = same.filter(|_| near.sum() >= needed) {
            return Some(*same);
        }
        let other = related.first().filter(|_| near.covered >= 0.6 && near.sum() >= 1.2);
        other.copied()
    }

    /// The meeting with a fact; `None` where only one of the two speaks of something still to come, unless the
    /// paragraph tells the outcome of a plan.
    fn meeting<'s>(
        &self,
        fact: &'s Fact,
        date: Option<(usize, Relation)>,
        number: Option<(usize, Relation)>,
        near: Nearness,
    ) -> Option<Meeting<'s>> {
        let start = number
            .map(|(index, _)| self.numbers[index].at.start)
            .or(date.map(|(index, _)| self.dates[index].at.start));
        let sentence = start.map_or(0, |start| self.passage.sentence_at(start));
        let statuses = self.passage.sentences.iter().map(|sentence| sentence.status);
        // A meeting by words alone concerns the whole paragraph.
        let status = match start {
            Some(_) => self.passage.sentences[sentence].status,
            None => statuses.flatten().next(),
        };
        let is_future = status.is_some_and(Status::is_prospective);
        let has_happened = matches!(status, Some(Status::Done | Status::State));
        let is_outcome = fact.is_plan() && has_happened
            || fact.is_plan() && fact.is_prospective() && status == Some(Status::Ongoing);
        let is_consistent = is_outcome || fact.is_prospective() == is_future || status.is_none();
        let bonus =
            if number.is_some() { 1.0 } else { 0.0 } + if date.is_some() { 0.5 } else { 0.0 };
        let score = near.sum() + bonus;
        is_consistent.then_some(Meeting { fact, sentence, date, number, is_outcome, score })
    }
}

fn comparable_date(edtf: Edtf) -> FactDate {
    FactDate { source: None, edtf, phrase: String::new(), basis: None, differs: None }
}

/// How one more statement relates to those that are there.
fn last_relation<T: Comparable + Clone>(values: &[T], one: T) -> Relation {
    let all: Vec<T> = values.iter().cloned().chain([one]).collect();
    relations(&all).pop().flatten().unwrap_or(Relation::Confirms)
}

/// How a date relates to those of a fact. Repeating the date in use confirms it, and does not make it more exact.
fn date_relation(fact: &Fact, in_use: Edtf, edtf: Edtf) -> Relation {
    if in_use == edtf {
        Relation::Confirms
    } else {
        last_relation(&fact.dates, comparable_date(edtf))
    }
}

/// How many days the less exact of two dates spans.
fn wider(one: Edtf, other: Edtf) -> i64 {
    let days = |edtf: Edtf| (edtf.latest() - edtf.earliest()).num_days();
    days(one).max(days(other))
}

/// Whether a number is unlikely to match by chance: it has at least three digits before the zeros at its end.
fn is_telling(value: f64) -> bool {
    let digits: String = format!("{value}").chars().filter(char::is_ascii_digit).collect();
    digits.trim_end_matches('0').len() >= 3
}

fn is_same_unit(one: &str, other: &str) -> bool {
    let is_company = |unit| COMPANIES.contains(&unit);
    let head = |unit: &str| unit.split(' ').next().unwrap_or_default().to_owned();
    one == other || head(one) == head(other) || is_company(one) && is_company(other)
}
