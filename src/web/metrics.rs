//! The counts for whoever operates the site: how many requests of which route ended how, and how long
//! they took. Plain atomic numbers, a few for each request. What is counted elsewhere (reloads, searches,
//! the process) is put beside them when somebody asks.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use axum::http::StatusCode;

use super::exposition::Exposition;
use super::operations;
use crate::address::{Address, ExampleRecords};
use crate::live::Live;
use crate::process;

/// The upper bounds of the histogram, in microseconds.
const BOUNDS: [u64; 12] =
    [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 10_000_000];

const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// What stands for an address that no route has.
const UNMATCHED: &str = "unmatched";

/// All counts of one process.
pub struct Metrics {
    /// The number of each template.
    numbers: HashMap<&'static str, usize>,
    routes: Vec<Route>,
    in_flight: AtomicUsize,
    /// Requests that were one too many.
    turned_away: AtomicU64,
    pub connections: Connections,
}

/// The counts of one route.
struct Route {
    template: &'static str,
    classes: [AtomicU64; CLASSES.len()],
    /// How many took at most each bound and more than the one before; the last, more than all.
    took: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
}

/// The counts of connections.
#[derive(Debug, Default)]
pub struct Connections {
    pub open: AtomicUsize,
    pub accepted: AtomicU64,
    /// Closed because others wanted the place.
    pub evicted: AtomicU64,
    /// Closed because a head, a next request or a reader did not come in time.
    pub timed_out: AtomicU64,
    /// Refused because every other one was busy.
    pub refused: AtomicU64,
}

/// A place among the requests being answered.
pub struct Place<'m>(&'m AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> Self {
        let examples = Address::examples(&ExampleRecords::made_up(""));
        let templates = examples.iter().map(Address::template);
        let templates = templates.chain(operations::ROUTES.iter().copied()).chain([UNMATCHED]);
        let routes: Vec<Route> = templates.map(Route::new).collect();
        let numbers = routes.iter().enumerate().map(|(number, route)| (route.template, number));
        Self {
            numbers: numbers.collect(),
            routes,
            in_flight: AtomicUsize::new(0),
            turned_away: AtomicU64::new(0),
            connections: Connections::default(),
        }
    }

    /// The number of the route of a request target.
    pub fn route(&self, target: &str) -> usize {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        // A wrong parameter is one of an address all the same.
        let address = Address::parse(path, Some(query)).or_else(|_| Address::parse(path, None));
        let template = address.as_ref().map_or(path, |address| address.template());
        self.numbers.get::<str>(template).copied().unwrap_or(self.routes.len() - 1)
    }

    /// The route of a number, as the router spells it.
    pub fn template(&self, route: usize) -> &'static str {
        self.routes.get(route).map_or(UNMATCHED, |route| route.template)
    }

    /// Counts an answer.
    pub fn answered(&self, route: usize, status: StatusCode, took: Duration) {
        let Some(route) = self.routes.get(route) else { return };
        let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES.len()) - 1;
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bound = BOUNDS.iter().position(|bound| took <= *bound).unwrap_or(BOUNDS.len());
        route.classes[class].fetch_add(1, Relaxed);
        route.took[bound].fetch_add(1, Relaxed);
        route.microseconds.fetch_add(took, Relaxed);
    }

    /// A place among at most so many, until it is dropped.
    pub fn enter(&self, most: usize) -> Option<Place<'_>> {
        let before = self.in_flight.fetch_add(1, Relaxed);
        let place = Place(&self.in_flight);
        if before < most {
            return Some(place);
        }
        self.turned_away.fetch_add(1, Relaxed);
        None
    }

    /// All counts, in the text format of Prometheus (version 0.0.4).
    pub fn exposition(&self, live: &Live) -> String {
        let mut text = Exposition::default();
        self.write_requests(&mut text);
        self.write_connections(&mut text);
        write_edition(&mut text, live);
        write_process(&mut text);
        text.finish()
    }

    fn write_requests(&self, text: &mut Exposition) {
        let routes = || self.routes.iter().filter(|route| route.count() > 0);
        text.counter("http_requests_total", "Answers, by route and class of status.");
        for route in routes() {
            for (class, count) in CLASSES.iter().zip(&route.classes) {
                let count = count.load(Relaxed);
                if count > 0 {
                    text.sample(&[("route", route.template), ("status", class)], count);
                }
            }
        }
        text.histogram("http_request_duration_seconds", "Time until the head of an answer.");
        for route in routes() {
            let counts = route.took.iter().map(|count| count.load(Relaxed));
            let buckets: Vec<(u64, u64)> = BOUNDS.iter().copied().zip(counts.clone()).collect();
            let total = counts.sum();
            text.buckets(("route", route.template), &buckets, total, route.sum());
        }
        text.gauge("http_requests_in_flight", "Requests being answered.");
        text.sample(&[], self.in_flight.load(Relaxed));
        text.counter(
            "http_requests_turned_away_total",
            "Requests over the limit, answered with 503.",
        );
        text.sample(&[], self.turned_away.load(Relaxed));
    }

    fn write_connections(&self, text: &mut Exposition) {
        let connections = &self.connections;
        text.gauge("http_connections", "Open connections.");
        text.sample(&[], connections.open.load(Relaxed));
        text.counter("http_connections_accepted_total", "Connections accepted.");
        text.sample(&[], connections.accepted.load(Relaxed));
        text.counter(
            "http_connections_closed_early_total",
            "Connections closed by the server, by reason.",
        );
        for (reason, count) in [
            ("evicted", &connections.evicted),
            ("timeout", &connections.timed_out),
            ("refused", &connections.refused),
        ] {
            text.sample(&[("reason", reason)], count.load(Relaxed));
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Route {
    fn new(template: &'static str) -> Self {
        Self {
            template,
            classes: Default::default(),
            took: Default::default(),
            microseconds: AtomicU64::new(0),
        }
    }

    fn count(&self) -> u64 {
        self.classes.iter().map(|count| count.load(Relaxed)).sum()
    }

    fn sum(&self) -> Duration {
        Duration::from_micros(self.microseconds.load(Relaxed))
    }
}

/// What the edition being served tells; whatever a snapshot counts has its line here.
fn write_edition(text: &mut Exposition, live: &Live) {
    let (snapshot, history, counters) = (live.snapshot(), live.history(), live.counters());
    text.gauge("gyeongsan_edition", "Number of the newest edition served.");
    text.sample(&[], snapshot.edition().unwrap_or(0));
    text.gauge("gyeongsan_facts", "Facts served.");
    text.sample(&[], snapshot.facts());
    text.counter("gyeongsan_reloads_total", "Reloads, by result.");
    text.sample(&[("result", "ok")], history.reloads);
    text.sample(&[("result", "failed")], history.failures);
    text.counter("gyeongsan_repairs_total", "Databases built anew because they were damaged.");
    text.sample(&[], history.repairs);
    text.gauge("gyeongsan_last_reload_failed", "1 while the last reload is one that failed.");
    text.sample(&[], u8::from(history.error.is_some()));
    text.gauge(
        "gyeongsan_last_load_timestamp_seconds",
        "When what is served was last found current.",
    );
    text.sample(&[], history.loaded.map_or(0, |loaded| loaded.timestamp()));
    text.counter("gyeongsan_searches_without_result_total", "Searches that found nothing.");
    text.sample(&[], counters.searches_in_vain);
    text.counter("gyeongsan_page_cache_requests_total", "Looks into the page cache, by result.");
    text.sample(&[("result", "hit")], counters.page_cache_hits);
    text.sample(&[("result", "miss")], counters.page_cache_misses);
    text.gauge("gyeongsan_page_cache_bytes", "Bytes of finished pages that are kept.");
    text.sample(&[], snapshot.kept_bytes());
}

/// The names that every exporter gives to what a process takes.
fn write_process(text: &mut Exposition) {
    if let Some(usage) = process::usage() {
        text.counter("process_cpu_seconds_total", "Processor time, user and system.");
        text.sample(&[], usage.cpu_seconds);
        text.gauge("process_resident_memory_bytes", "Resident memory.");
        text.sample(&[], usage.resident_bytes);
        text.gauge("process_open_fds", "Open file descriptors.");
        text.sample(&[], usage.open_files);
        text.gauge("process_threads", "Threads.");
        text.sample(&[], usage.threads);
    }
    if let Some(most) = process::open_files_max() {
        text.gauge("process_max_fds", "Most open file descriptors allowed.");
        text.sample(&[], most);
    }
}
