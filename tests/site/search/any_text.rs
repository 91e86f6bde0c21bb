//! Any text at all: never a fault of the site, and the plain hits are exactly the records in which the
//! words stand, as one who reads every record would say.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use gyeongsan::domain::Filters;
use gyeongsan::hangul::fold;
use gyeongsan::store::{FoundRecord, MatchReason, SearchResults, Store};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;
use unicode_normalization::UnicodeNormalization;

use crate::support::{Site, seeds};

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

/// Text of all kinds: anything, Korean, letters that stand alone, and what means something to an index.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,200}",
        "[가-힣ㄱ-ㅣ a-z0-9]{0,60}",
        "[\"*^:(){}+-]{0,40}[가-힣]{0,3}( AND | OR | NOT |NEAR)?[\"*^:(){}+-]{0,40}",
        "[\u{1100}-\u{11ff}\u{300}-\u{36f}\u{200b}-\u{200f}가-힣]{0,80}",
        proptest::collection::vec(any::<char>(), 0..1024).prop_map(String::from_iter),
    ]
}

#[test]
fn no_text_is_a_fault_of_the_site() {
    let runtime = Runtime::new().expect("a runtime");
    let site = runtime.block_on(Site::open());
    let paths = ["/search", "/search.json", "/search/suggest", "/facts", "/institutions.json"];
    let asked = (prop::sample::select(paths.to_vec()), any_text());
    let tried = runner(512).run(&asked, |(path, text)| {
        let encoded: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let asked = Instant::now();
        let answer = runtime.block_on(site.get(&format!("{path}?q={}", encoded.concat())));
        prop_assert!(!answer.status.is_server_error(), "{text:?}: {}", answer.status);
        prop_assert!(asked.elapsed() < Duration::from_secs(2), "{text:?}: {:?}", asked.elapsed());
        Ok(())
    });
    tried.expect("no fault");
}

/// Everything that a text finds.
async fn found(store: &Store, text: &str) -> SearchResults {
    let wanted = Filters::of_text(text);
    store.search(&wanted, NaiveDate::MIN, usize::MAX).await.expect("an answer")
}

/// What tells a record from all others.
fn id(record: &FoundRecord) -> String {
    match record {
        FoundRecord::Entity(entity) => format!("{} {}", entity.kind().key(), entity.slug),
        FoundRecord::Term(term) => format!("term {}", term.slug),
        FoundRecord::Source(source) => format!("source {}", source.slug),
        FoundRecord::Fact(fact) => fact.code.to_string(),
    }
}

/// The folded texts in which a record is looked for.
fn read_aloud() -> Vec<(String, Vec<String>)> {
    let seeds = seeds();
    let entities = seeds.entities.iter().map(|entity| {
        let texts = entity.names().chain([entity.slug.as_str()]).map(fold).collect();
        (format!("{} {}", entity.kind().key(), entity.slug), texts)
    });
    let terms = seeds.terms.iter().map(|term| {
        let names = std::iter::once(&term.name).chain(&term.aliases).chain([&term.explanation]);
        (format!("term {}", term.slug), names.map(|text| fold(text)).collect())
    });
    let sources = seeds.sources.iter().map(|source| {
        let names = std::iter::once(&source.publisher).chain(&source.title);
        (format!("source {}", source.slug), names.map(|text| fold(text)).collect())
    });
    let facts = seeds.facts.iter().map(|fact| {
        let code = fact.code.to_string();
        let quantity = fact.quantities.iter();
        let numbers = quantity.flat_map(|quantity| {
            std::iter::once(&quantity.phrase)
                .chain(quantity.equivalent.iter().map(|measure| &measure.phrase))
        });
        let texts = [&fact.title, &fact.statement, &code].into_iter().chain(numbers);
        let texts = texts.map(|text| fold(text)).collect();
        (code.clone(), texts)
    });
    entities.chain(terms).chain(sources).chain(facts).collect()
}

/// Whether a word stands in a text; a Latin word or a number from its beginning.
fn stands(word: &str, text: &str) -> bool {
    let inside = |at: usize| {
        let (before, first) = (text[..at].chars().next_back(), word.chars().next());
        before.zip(first).is_some_and(|(before, first)| {
            (before.is_ascii_digit() && first.is_ascii_digit())
                || (before.is_ascii_alphabetic() && first.is_ascii_alphabetic())
        })
    };
    // Every place, also those that overlap.
    (0..text.len())
        .filter(|at| text.is_char_boundary(*at) && text[*at..].starts_with(word))
        .any(|at| !inside(at))
}

#[test]
fn plain_hits_are_what_one_finds_by_reading_everything() {
    let runtime = Runtime::new().expect("a runtime");
    let store = runtime.block_on(Store::build(&seeds())).expect("a store");
    let records = read_aloud();
    let letters: Vec<Vec<char>> =
        records.iter().flat_map(|(_, texts)| texts).map(|text| text.chars().collect()).collect();
    let from_the_seeds = (0..letters.len(), any::<prop::sample::Index>(), 1..8_usize).prop_map(
        move |(text, start, length)| {
            let text = &letters[text];
            let start = start.index(text.len().max(1));
            text.iter().skip(start).take(length).collect::<String>()
        },
    );
    let word = prop_oneof![4 => from_the_seeds, 1 => "[가-힣]{1,3}", 1 => "[a-z0-9]{1,3}"];
    let query = proptest::collection::vec(word, 1..3).prop_map(|words| words.join(" "));
    let tried = runner(400).run(&query, |query| {
        let words: Vec<String> = query.split_whitespace().map(fold).collect();
        prop_assume!(!words.iter().all(String::is_empty));
        let read = records.iter().filter(|(_, texts)| {
            words.iter().all(|word| texts.iter().any(|text| stands(word, text)))
        });
        let read: HashSet<&str> = read.map(|(id, _)| id.as_str()).collect();
        let found = runtime.block_on(found(&store, &query));
        let plain = found.hits.iter().filter(|hit| {
            matches!(hit.why, MatchReason::Text | MatchReason::OtherName(_) | MatchReason::Slug(_))
        });
        let plain: HashSet<String> = plain.map(|hit| id(&hit.record)).collect();
        let plain: HashSet<&str> = plain.iter().map(String::as_str).collect();
        prop_assert_eq!(plain, read, "{:?}", query);
        Ok(())
    });
    tried.expect("the same records");
}

/// A text as another keyboard, file system or word processor has it.
fn written_otherwise(text: &str, way: u8) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        other => other,
    };
    match way {
        0 => text.nfd().collect(),
        1 => text.nfkd().collect(),
        2 => text.chars().map(wide).collect(),
        3 => text.to_uppercase(),
        4 => text.chars().flat_map(|c| [c, '\u{200b}']).collect(),
        5 => format!("\u{feff} \"{}\" \u{202e}", text.replace(' ', " \u{3000}")),
        _ => format!("({text})!"),
    }
}

#[test]
fn what_reads_alike_finds_the_same() {
    let runtime = Runtime::new().expect("a runtime");
    let store = runtime.block_on(Store::build(&seeds())).expect("a store");
    let titles: Vec<String> = seeds().facts.into_iter().map(|fact| fact.title).collect();
    let piece = (prop::sample::select(titles), any::<prop::sample::Index>(), 2..12_usize);
    let piece = piece.prop_map(|(title, start, length)| {
        let letters: Vec<char> = title.chars().collect();
        letters
            .into_iter()
            .skip(start.index(title.chars().count()))
            .take(length)
            .collect::<String>()
    });
    let tried = runner(300).run(&(piece, 0..7_u8), |(text, way)| {
        let found = |text: &str| {
            let found = runtime.block_on(found(&store, text));
            let hits =
                found.hits.into_iter().filter(|hit| !matches!(hit.why, MatchReason::Keyboard(_)));
            hits.map(|hit| id(&hit.record)).collect::<Vec<_>>()
        };
        let (plain, otherwise) = (found(&text), found(&written_otherwise(&text, way)));
        // What is found by the keys alone hangs on the keys.
        prop_assume!(!plain.is_empty());
        prop_assert_eq!(plain, otherwise, "{:?} in way {}", text, way);
        Ok(())
    });
    tried.expect("the same records");
}
