//! Recall: whoever remembers a piece of a name or title finds the record by it, as it is written, by its
//! first consonants and with the keyboard in the wrong mode. Titles of facts are found by consonants
//! too, for a reader remembers a fact by its title; statements are not, since a few consonants are in
//! every sentence.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use gyeongsan::domain::Filters;
use gyeongsan::hangul::{fold, initials, to_latin};
use gyeongsan::store::{FoundRecord, Store};

use crate::support::seeds;

/// A record as it is told apart here, and a name of it.
fn names() -> Vec<(String, String)> {
    let seeds = seeds();
    let entities = seeds.entities.iter().flat_map(|entity| {
        entity
            .names()
            .map(|name| (format!("{} {}", entity.kind().key(), entity.slug), name.to_owned()))
    });
    let terms = seeds.terms.iter().flat_map(|term| {
        let all = std::iter::once(&term.name).chain(&term.aliases);
        all.map(|name| (format!("term {}", term.slug), name.clone()))
    });
    entities.chain(terms).collect()
}

fn titles() -> Vec<(String, String)> {
    seeds().facts.iter().map(|fact| (fact.code.to_string(), fact.title.clone())).collect()
}

async fn found(store: &Store, query: &str) -> HashSet<String> {
    let wanted = Filters::of_text(query);
    let found = store.search(&wanted, NaiveDate::MIN, usize::MAX).await.expect("an answer");
    let id = |record: &FoundRecord| match record {
        FoundRecord::Entity(entity) => format!("{} {}", entity.kind().key(), entity.slug),
        FoundRecord::Term(term) => format!("term {}", term.slug),
        FoundRecord::Source(source) => format!("source {}", source.slug),
        FoundRecord::Fact(fact) => fact.code.to_string(),
    };
    found.hits.iter().map(|hit| id(&hit.record)).collect()
}

/// Every piece of two, three and four syllables in the runs of Hangul of a text.
fn pieces(text: &str) -> HashSet<String> {
    let mut pieces = HashSet::new();
    for run in fold(text).split(|c: char| !('가'..='힣').contains(&c)) {
        let syllables: Vec<char> = run.chars().collect();
        for length in 2..=4 {
            pieces.extend(syllables.windows(length).map(|piece| piece.iter().collect::<String>()));
        }
    }
    pieces
}

async fn store() -> Store {
    Store::build(&seeds()).await.expect("a store")
}

async fn all_found(records: Vec<(String, String)>, typed: impl Fn(&str) -> Option<String>) {
    let store = store().await;
    let mut queries: BTreeMap<String, HashSet<String>> = BTreeMap::new();
    for (id, name) in records {
        for query in pieces(&name).iter().filter_map(|piece| typed(piece)) {
            queries.entry(query).or_default().insert(id.clone());
        }
    }
    assert!(queries.len() > 100);
    for (query, ids) in queries {
        let found = found(&store, &query).await;
        assert!(ids.is_subset(&found), "{query}: {:?}", ids.difference(&found));
    }
}

#[tokio::test]
async fn every_piece_of_a_name_or_title_finds_it() {
    let records = names().into_iter().chain(titles()).collect();
    all_found(records, |piece| Some(piece.to_owned())).await;
}

#[tokio::test]
async fn the_consonants_of_every_piece_find_it() {
    let records = names().into_iter().chain(titles()).collect();
    all_found(records, |piece| Some(initials(piece))).await;
}

#[tokio::test]
async fn every_piece_is_found_from_the_english_keyboard() {
    let records = names().into_iter().chain(titles()).collect();
    all_found(records, to_latin).await;
}
