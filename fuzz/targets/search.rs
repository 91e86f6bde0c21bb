//! Queries: whatever is typed, the index is asked in words that it understands, within its time.

#![no_main]

use std::sync::LazyLock;

use gyeongsan::clock::Clock;
use gyeongsan::domain::Filters;
use gyeongsan::hangul::fold;
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::store::{Store, StoreError};
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};

/// The project's own records, and who waits for what they answer.
static STORE: LazyLock<(Runtime, Store)> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let seeds = Seeds::read(&SeedSource::Embedded).expect("good seeds");
    let store = runtime.block_on(Store::build(&seeds)).expect("a store");
    (runtime, store)
});

fn in_time<T>(answer: Result<T, StoreError>) -> Option<T> {
    match answer {
        Err(StoreError::Late) => None,
        answer => Some(answer.expect("an answer")),
    }
}

fuzz_target!(|text: &str| {
    let (runtime, store) = &*STORE;
    let wanted = Filters { text: Some(text.to_owned()), ..Filters::default() };
    if let Some(found) = in_time(runtime.block_on(store.search(&wanted, Clock::Seoul.today(), 20)))
    {
        assert!(found.hits.len() <= 20);
        assert!(found.hits.is_empty() || !fold(text).is_empty());
    }
    if let Some(suggested) = in_time(runtime.block_on(store.suggest(text, 8))) {
        assert!(suggested.len() <= 8);
    }
});
