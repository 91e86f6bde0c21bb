//! How long the store takes over many synthetic facts, asked as the site asks it:
//! `cargo bench --bench store -- 1000000 FILE.sqlite` (the number of facts, 1,000 without one; where to
//! keep the database for another run, which need not be given). Prints a table; a build is timed only
//! when the file is not there yet.

#![expect(clippy::expect_used, reason = "a bench that cannot go on has failed")]

mod synthetic;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fastrand::Rng;
use gyeongsan::domain::{Filters, Kind, List, Slug, Status};
use gyeongsan::store::{Built, Count, Store, ensure};

use self::synthetic::Words;

/// Searches and suggestions that are timed.
const QUERIES: usize = 2000;

/// How often each list is asked for.
const ROUNDS: u32 = 100;

/// Records on a page of a list.
const PAGE: u64 = 50;

/// What readers type: common and rare words, pieces, two words, particles, spaces left out, consonants,
/// the wrong keyboard, and what is nowhere.
fn queries(words: &Words, random: &mut Rng, count: usize) -> Vec<String> {
    let query = |kind: usize| {
        let word = words.pick(random).to_owned();
        match kind % 10 {
            0 | 1 => word,
            2 => format!("{word} {}", words.pick(random)),
            3 => word.chars().take(1).collect(),
            4 => word.chars().take(2).collect(),
            5 => format!("{word}을"),
            6 => format!("{word}{}", words.pick(random)),
            7 => gyeongsan::hangul::initials(&format!("{word}{}", words.pick(random))),
            8 => gyeongsan::hangul::to_latin(&word).unwrap_or(word),
            _ => words.0[10 + random.usize(..words.0.len() - 10)].clone(),
        }
    };
    (0..count).map(query).collect()
}

/// What something took: by the clock, and of processors by all threads of this process, which other
/// programs on the machine do not lengthen.
struct Taken {
    wall: Duration,
    cpu: Duration,
}

/// A measurement under way.
struct Watch(Instant, Duration);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    fn stop(self) -> Taken {
        Taken { wall: self.0.elapsed(), cpu: cpu().saturating_sub(self.1) }
    }
}

/// The processor time of this process's threads so far (`proc_pid_schedstat(5)`: nanoseconds first).
fn cpu() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux");
    let of_task = |task: std::fs::DirEntry| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0)
    };
    Duration::from_nanos(tasks.flatten().map(of_task).sum())
}

/// Prints a row of the table.
fn row(what: &str, taken: &[Taken]) {
    let [walls, cpus] = [|taken: &Taken| taken.wall, |taken: &Taken| taken.cpu].map(|part| {
        let mut times: Vec<Duration> = taken.iter().map(part).collect();
        times.sort_unstable();
        times
    });
    let at = |times: &[Duration], hundredth: usize| {
        let place = (times.len() * hundredth / 100).min(times.len() - 1);
        times[place].as_secs_f64() * 1000.0
    };
    let [p50, p99] = [50, 99].map(|hundredth| at(&walls, hundredth));
    let [cpu_p50, cpu_p99] = [50, 99].map(|hundredth| at(&cpus, hundredth));
    println!("| {what} | {p50:.2} | {p99:.2} | {cpu_p50:.2} | {cpu_p99:.2} |");
}

async fn searches(store: &Store, queries: &[String]) {
    let (mut searches, mut suggestions) = (Vec::new(), Vec::new());
    let (mut cut_short, mut many) = (0, 0);
    for query in queries {
        let watch = Watch::start();
        let found = store.search(query, 20).await.expect("an answer");
        searches.push(watch.stop());
        cut_short += usize::from(found.cut_short);
        many += usize::from(matches!(found.count, Count::AtLeast(_)));
        let watch = Watch::start();
        black_box(store.suggest(query, 8).await.expect("an answer"));
        suggestions.push(watch.stop());
    }
    let count = queries.len();
    row(&format!("search ({count}; {many} with 1,000 hits, {cut_short} cut short)"), &searches);
    row("suggestions", &suggestions);
}

/// A page of a list: at its beginning, in its middle or at its end.
async fn page(store: &Store, what: &str, list: List, filters: &Filters, place: u64) {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let watch = Watch::start();
        let narrowed = store.narrowed(list, filters).await.expect("an answer");
        let total = narrowed.total();
        let first = (total * place / 2).min(total.saturating_sub(1)) / PAGE * PAGE;
        black_box(narrowed.facts(first..first + PAGE).await.expect("an answer"));
        times.push(watch.stop());
    }
    row(what, &times);
}

async fn facets(store: &Store, what: &str, list: List, filters: &Filters) {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let watch = Watch::start();
        black_box(store.narrowed(list, filters).await.expect("an answer").facet_counts());
        times.push(watch.stop());
    }
    row(what, &times);
}

async fn lists(store: &Store) {
    let slug = Slug::parse("e1").expect("a slug");
    let none = Filters::default();
    let one = Filters { status: Some(Status::Planned), ..Filters::default() };
    let two = Filters { year: Some(2017), ..one.clone() };
    let mut entity = Filters::default();
    entity.about.insert(Kind::Industry, slug.clone());
    page(store, "facts, first page", List::Facts, &none, 0).await;
    page(store, "facts, middle page", List::Facts, &none, 1).await;
    page(store, "facts, last page", List::Facts, &none, 2).await;
    page(store, "facts of a status, last page", List::Facts, &one, 2).await;
    page(store, "timeline, two filters, first page", List::Timeline, &two, 0).await;
    page(store, "timeline, two filters, last page", List::Timeline, &two, 2).await;
    page(store, "facts about one industry, last page", List::Facts, &entity, 2).await;
    facets(store, "facets of all facts", List::Facts, &none).await;
    facets(store, "facets, one filter", List::Facts, &one).await;
    facets(store, "facets, two filters", List::Timeline, &two).await;
    facets(store, "facets of institutions", List::Entities(Kind::Institution), &none).await;
    facets(store, "facets of institutions, one filter", List::Entities(Kind::Institution), &one)
        .await;
    let watch = Watch::start();
    let facts = store.facts_about(Kind::Industry, &slug, 100).await.expect("facts");
    row(&format!("first 100 of {} facts about one industry", facts.total), &[watch.stop()]);
}

fn main() {
    let facts = std::env::args().find_map(|argument| argument.parse().ok());
    let facts: u32 = facts.unwrap_or(1000);
    let mut random = Rng::with_seed(2018);
    let (seeds, words) = synthetic::seeds(facts, &mut random);
    let folder = tempfile::tempdir().expect("a folder");
    let kept = std::env::args().find(|argument| argument.ends_with(".sqlite")).map(PathBuf::from);
    let path = kept.unwrap_or_else(|| folder.path().join("bench.sqlite"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let watch = Watch::start();
    let (store, built) = runtime.block_on(ensure(&seeds, &path)).expect("a store");
    let built_in = watch.stop();
    drop(seeds);
    let watch = Watch::start();
    runtime.block_on(async { Store::open(&path).await.expect("a store").close().await });
    let opened_in = watch.stop();
    let size = std::fs::metadata(&path).expect("the file").len() / (1024 * 1024);
    println!("{facts} facts, {size} MiB");
    println!("| what | p50, ms | p99, ms | p50, CPU ms | p99, CPU ms |");
    println!("|---|---|---|---|---|");
    row(if built == Built::Anew { "build" } else { "check of the file" }, &[built_in]);
    row("open", &[opened_in]);
    let queries = queries(&words, &mut random, QUERIES);
    // A first round fills the caches.
    runtime.block_on(async {
        for query in &queries[..200] {
            store.search(query, 20).await.expect("an answer");
        }
        searches(&store, &queries).await;
        lists(&store).await;
    });
}
