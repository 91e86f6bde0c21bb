//! Reads all that a program can tell of a new text, paragraph by paragraph: names, numbers, dates, and the facts of
//! the record that it meets. It proposes, and decides nothing.

mod article;
mod dates;
mod meetings;
mod names;
mod record;

use std::ops::Range;

pub use self::article::byline;
use self::article::{Passage, passages};
pub use self::dates::FoundDate;
use self::dates::dates;
pub use self::meetings::Meeting;
use self::meetings::{Passed, meetings};
use self::names::{Known, NewName};
use self::record::Record;
use crate::domain::{Edtf, Status};
use crate::seeds::numbers::{FoundNumber, numbers};
use crate::seeds::reading::Seeds;

/// A paragraph and what stands in it.
pub struct Reading<'s> {
    pub passage: Passage,
    /// In the order of the text; an entity as often as it is named.
    pub known: Vec<Known<'s>>,
    pub new: Vec<NewName>,
    /// Persons and places that other sources list.
    pub proper: Vec<&'s str>,
    pub dates: Vec<FoundDate>,
    pub numbers: Vec<FoundNumber>,
    pub meetings: Vec<Meeting<'s>>,
}

/// Reads a text that was published then.
pub fn read<'s>(seeds: &'s Seeds, article: &str, published: Option<Edtf>) -> Vec<Reading<'s>> {
    let record = Record::of(seeds);
    passages(article).into_iter().map(|passage| one(seeds, &record, passage, published)).collect()
}

fn one<'s>(
    seeds: &'s Seeds,
    record: &Record<'s>,
    passage: Passage,
    published: Option<Edtf>,
) -> Reading<'s> {
    let known = names::known(&passage.text, &seeds.entities);
    let named: Vec<Range<usize>> = known.iter().map(|known| known.at.clone()).collect();
    let proper = names::proper(&passage.text, &seeds.sources);
    let new = names::new(&passage.text, &named);
    if !passage.is_told() {
        let (dates, numbers, meetings) = (Vec::new(), Vec::new(), Vec::new());
        return Reading { passage, known, new, proper, dates, numbers, meetings };
    }
    let is_future = |at: usize| {
        let sentence = passage.sentences.get(passage.sentence_at(at));
        sentence.and_then(|sentence| sentence.status).is_some_and(Status::is_prospective)
    };
    let mut dates = dates(&passage.text, published, is_future, |at| passage.sentence_at(at));
    dates.retain(|date| !named.iter().any(|range| range.contains(&date.at.start)));
    let taken: Vec<Range<usize>> =
        named.into_iter().chain(dates.iter().map(|date| date.at.clone())).collect();
    let numbers = numbers(&passage.text, &taken);
    let passed = Passed { passage: &passage, known: &known, dates: &dates, numbers: &numbers };
    let meetings = meetings(record, &passed);
    Reading { passage, known, new, proper, dates, numbers, meetings }
}
