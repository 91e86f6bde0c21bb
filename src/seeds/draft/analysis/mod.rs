//! Analyses a new text paragraph by paragraph: its names, numbers and dates, and the facts of the record that it meets.
//! The analysis proposes, and decides nothing.

mod article;
mod dates;
mod fact_corpus;
mod meetings;
mod names;

use std::ops::Range;

pub use self::article::byline;
use self::article::{Passage, passages};
pub use self::dates::FoundDate;
use self::dates::dates;
use self::fact_corpus::FactCorpus;
pub use self::meetings::Meeting;
use self::meetings::{ParagraphContents, meetings};
use self::names::{EntityMention, NewName};
use crate::domain::{Edtf, Status};
use crate::seeds::numbers::{FoundNumber, numbers};
use crate::seeds::reading::Seeds;

/// A paragraph with the names, dates and numbers in it, and the facts of the record that it meets.
pub struct ParagraphAnalysis<'s> {
    pub passage: Passage,
    /// In the order of the text; an entity as often as it is named.
    pub mentions: Vec<EntityMention<'s>>,
    pub new: Vec<NewName>,
    /// Persons and places that other sources list.
    pub proper: Vec<&'s str>,
    pub dates: Vec<FoundDate>,
    pub numbers: Vec<FoundNumber>,
    pub meetings: Vec<Meeting<'s>>,
}

/// Analyses a text that was published then.
pub fn analyse<'s>(
    seeds: &'s Seeds,
    article: &str,
    published: Option<Edtf>,
) -> Vec<ParagraphAnalysis<'s>> {
    let corpus = FactCorpus::of(seeds);
    passages(article)
        .into_iter()
        .map(|passage| analyse_passage(seeds, &corpus, passage, published))
        .collect()
}

fn analyse_passage<'s>(
    seeds: &'s Seeds,
    corpus: &FactCorpus<'s>,
    passage: Passage,
    published: Option<Edtf>,
) -> ParagraphAnalysis<'s> {
    let mentions = names::entity_mentions(&passage.text, &seeds.entities);
    let named: Vec<Range<usize>> = mentions.iter().map(|mention| mention.at.clone()).collect();
    let proper = names::proper_names(&passage.text, &seeds.sources);
    let new = names::new_names(&passage.text, &named);
    if !passage.may_state_facts() {
        let (dates, numbers, meetings) = (Vec::new(), Vec::new(), Vec::new());
        return ParagraphAnalysis { passage, mentions, new, proper, dates, numbers, meetings };
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
    let contents = ParagraphContents {
        passage: &passage,
        mentions: &mentions,
        dates: &dates,
        numbers: &numbers,
    };
    let meetings = meetings(corpus, &contents);
    ParagraphAnalysis { passage, mentions, new, proper, dates, numbers, meetings }
}
