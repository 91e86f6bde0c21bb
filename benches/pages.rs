//! Measures pages and searches that are in no cache, in elapsed and in processor time, over seeds of any size:
//! `cargo bench --bench pages -- [SEEDS]` (without it, the project's own). It prints the rows of a table;
//! `scripts/bench` prints the table for samples of growing size.

#![expect(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use fastrand::Rng;
use gyeongsan::address::Address;
use gyeongsan::domain::{FacetValue, Filters, Kind, List};
use gyeongsan::pages::SiteConfig;
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::snapshot::{Rendered, Snapshot};
use gyeongsan::store::{Count, Store, build_file};
use gyeongsan::web::Encoding;

/// How many searches and suggestions are timed.
const QUERIES: usize = 2000;

/// How many times each kind of page is requested.
const ROUNDS: usize = 200;

/// The time of a measured step: elapsed, and of the processors. Other programs on the machine do not lengthen the
/// processor time, because only the threads of this process count.
#[derive(Clone, Copy)]
struct Artifact {
    wall: Duration,
    cpu: Duration,
}

/// A measurement that is running, with the times at which it began.
struct Watch(Instant, Duration);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    fn stop(self) -> Artifact {
        Artifact { wall: self.0.elapsed(), cpu: cpu().saturating_sub(self.1) }
    }
}

/// The processor time of all threads of this process (`proc_pid_schedstat(5)`: nanoseconds come first).
fn cpu() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").expect("Linux");
    let of_task = |task: fs::DirEntry| {
        let text = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0)
    };
    Duration::from_nanos(tasks.flatten().map(of_task).sum())
}

/// A line of this process's status (`proc_pid_status(5)`), in MiB.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Prints a row of the table.
fn row(what: &str, taken: &[Artifact]) {
    let [walls, cpus] = [|taken: &Artifact| taken.wall, |taken: &Artifact| taken.cpu].map(|part| {
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

/// The words of titles, each as often as it occurs.
async fn words(store: &Store, random: &mut Rng) -> Vec<String> {
    let every = Filters::default();
    let facts = store.narrowed(List::Facts, &every, NaiveDate::MIN).await.expect("facts");
    let total = facts.total();
    let mut words = Vec::new();
    for _ in 0..40 {
        let from = random.u64(..total);
        for fact in facts.facts(from..from + 50).await.expect("facts").items {
            words.extend(fact.title.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The kinds of queries that readers type.
const TYPED: [&str; 10] = [
    "a word",
    "a word",
    "two words",
    "a syllable",
    "two syllables",
    "a word with a particle",
    "two words without a space",
    "first consonants",
    "a word on the other keyboard",
    "what is nowhere",
];

fn queries(words: &[String], random: &mut Rng) -> Vec<String> {
    let query = |kind: usize| {
        let (word, other) =
            (&words[random.usize(..words.len())], &words[random.usize(..words.len())]);
        let first = |count: usize| word.chars().take(count).collect::<String>();
        match kind % TYPED.len() {
            0 | 1 => word.clone(),
            2 => format!("{word} {other}"),
            3 => first(1),
            4 => first(2),
            5 => format!("{word}을"),
            6 => format!("{word}{other}"),
            7 => gyeongsan::hangul::initials(&format!("{word}{other}")),
            8 => gyeongsan::hangul::to_latin(word).unwrap_or_else(|| word.clone()),
            _ => word.chars().rev().collect(),
        }
    };
    (0..QUERIES).map(query).collect()
}

async fn searches(store: &Store, queries: &[String]) {
    let (mut searches, mut suggestions) = (Vec::new(), Vec::new());
    let mut by_kind: BTreeMap<&str, Vec<Artifact>> = BTreeMap::new();
    let (mut cut_short, mut many) = (0, 0);
    for (query, kind) in queries.iter().zip(TYPED.iter().cycle()) {
        let wanted = Filters::of_text(query);
        let watch = Watch::start();
        let found = store.search(&wanted, NaiveDate::MIN, 20).await.expect("an answer");
        let taken = watch.stop();
        searches.push(taken);
        by_kind.entry(kind).or_default().push(taken);
        cut_short += usize::from(found.cut_short);
        many += usize::from(matches!(found.count, Count::AtLeast(_)));
        let watch = Watch::start();
        black_box(store.suggest(query, 8).await.expect("an answer"));
        suggestions.push(watch.stop());
    }
    row(&format!("search ({many} of {QUERIES} with 1,000 hits, {cut_short} cut short)"), &searches);
    for (kind, taken) in by_kind {
        row(&format!("search: {kind}"), &taken);
    }
    row("suggestions", &suggestions);
}

/// Pages of one kind, rendered and compressed.
async fn pages(snapshot: &Snapshot, what: &str, targets: &[String]) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let mut taken = Vec::new();
    for round in 0..ROUNDS.max(targets.len()) {
        let target = &targets[round % targets.len()];
        let (path, query) =
            target.split_once('?').map_or((target.as_str(), None), |(p, q)| (p, Some(q)));
        let address = Address::parse(path, query).expect("an address");
        let watch = Watch::start();
        let rendering = Box::pin(snapshot.render(&address, today));
        if let Rendered::Page(bytes) = rendering.await.expect("an answer") {
            black_box(Encoding::Brotli.encode(bytes).await.expect("bytes"));
        }
        taken.push(watch.stop());
    }
    row(what, &taken);
}

async fn kinds(snapshot: &Snapshot, random: &mut Rng) {
    let store = snapshot.context(NaiveDate::MIN).store;
    let every = Filters::default();
    let facts = store.narrowed(List::Facts, &every, NaiveDate::MIN).await.expect("facts");
    let counts = facts.facet_counts();
    let total = facts.total();
    let mut codes = Vec::new();
    for _ in 0..ROUNDS {
        let at = random.u64(..total);
        let found = facts.facts(at..at + 1).await.expect("a fact").items;
        codes.extend(found.iter().map(|fact| Address::Fact(fact.code, None).to_string()));
    }
    pages(snapshot, "fact", &codes).await;
    let json: Vec<String> = codes.iter().map(|code| format!("{code}.json")).collect();
    pages(snapshot, "fact as JSON", &json).await;
    let about = |value: &FacetValue| match value {
        FacetValue::About(kind, slug) => Some((*kind, slug.clone())),
        _ => None,
    };
    let tied: Vec<_> =
        counts.iter().filter_map(|(value, count)| Some((about(value)?, *count))).collect();
    let ((kind, slug), most) = tied.iter().max_by_key(|(_, count)| *count).expect("an entity");
    let address = Address::Entity(*kind, slug.clone()).to_string();
    pages(snapshot, &format!("entity with {most} facts"), &[address]).await;
    let others: Vec<String> = tied
        .iter()
        .map(|((kind, slug), _)| Address::Entity(*kind, slug.clone()).to_string())
        .collect();
    pages(snapshot, "entities, the most frequent of each kind", &others).await;
    let industry = tied.iter().find(|((kind, _), _)| *kind == Kind::Industry);
    let industry = industry.map_or("", |((_, slug), _)| slug.as_str());
    let years = counts.iter().filter_map(|(value, count)| match value {
        FacetValue::Year(year) => Some((*count, *year)),
        _ => None,
    });
    let year = years.max().map_or(2017, |(_, year)| year);
    for (what, target) in [
        ("home", "/".to_owned()),
        ("timeline, two filters", format!("/timeline?year={year}&status=done")),
        (
            "timeline, three filters",
            format!("/timeline?year={year}&status=done&industry={industry}"),
        ),
        ("facts, first page", "/facts".to_owned()),
        ("facts, last page", format!("/facts?page={}", total.div_ceil(50))),
        ("facts about an industry", format!("/facts?industry={industry}")),
        ("figures", "/figures".to_owned()),
        ("institutions", "/institutions".to_owned()),
        ("institutions of an industry", format!("/institutions?industry={industry}")),
    ] {
        pages(snapshot, what, &[target]).await;
    }
}

fn main() {
    let mut given = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let seeds =
        given.next().map_or(SeedSource::Embedded, |folder| SeedSource::Folder(folder.into()));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.sqlite");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let begun = Instant::now();
    let seeds = Seeds::read(&seeds).expect("right seeds");
    runtime.block_on(build_file(&seeds, &path)).expect("a database");
    drop(seeds);
    let (built_in, peak) = (begun.elapsed().as_secs_f64(), memory("VmHWM"));
    let begun = Instant::now();
    let store = runtime.block_on(Store::open(&path)).expect("a store");
    let snapshot =
        runtime.block_on(Snapshot::of(store, SiteConfig::default())).expect("a snapshot");
    let opened_in = begun.elapsed().as_secs_f64();
    let size = fs::metadata(&path).expect("the file").len() / (1024 * 1024);
    let store = snapshot.context(NaiveDate::MIN).store.clone();
    let mut random = Rng::with_seed(2018);
    runtime.block_on(async {
        let facts = store.counts().facts;
        println!(
            "\n{facts} facts: built from the seeds in {built_in:.1} s (peak {peak} MiB), checked and opened in \
             {opened_in:.2} s, file {size} MiB\n"
        );
        println!("| what | p50, ms | p99, ms | p50, CPU ms | p99, CPU ms |");
        println!("|---|---|---|---|---|");
        let words = words(&store, &mut random).await;
        let queries = queries(&words, &mut random);
        // A first round fills the caches of the database and of the machine.
        for query in &queries[..200] {
            let wanted = Filters::of_text(query);
            store.search(&wanted, NaiveDate::MIN, 20).await.expect("an answer");
        }
        searches(&store, &queries).await;
        Box::pin(kinds(&snapshot, &mut random)).await;
    });
    println!("\nin memory at the end: {} MiB", memory("VmRSS"));
}
