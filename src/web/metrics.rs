//! The metrics for the site's operator: how many requests of each route had which status, how long they took, and the
//! connections. Counts from elsewhere (reloads, searches, the process) are added when the metrics are read.

use std::fmt;
use std::time::Duration;

use axum::http::StatusCode;
use prometheus_client::encoding::prometheus_text::encode;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::live::Live;
use crate::process;

/// The upper bounds of the histogram, in seconds.
const BOUNDS: [f64; 12] =
    [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 10.0];

/// Names and values of labels.
type Labels<const N: usize> = [(&'static str, &'static str); N];

/// All metrics of the process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels<2>, Counter>,
    durations: Family<Labels<1>, Histogram, fn() -> Histogram>,
    /// Requests that are being answered or are waiting.
    pub in_flight: Gauge,
    /// Requests that ran out of time.
    turned_away: Counter,
    pub connections: Gauge,
    pub connections_accepted: Counter,
    /// Connections closed because a request head came too late or an answer was not read in time.
    pub connections_timed_out: Counter,
    pub page_cache_hits: Counter,
    pub page_cache_misses: Counter,
}

/// The metrics of answers with a cached page of one route.
#[derive(Debug)]
pub struct RouteMetrics {
    route: &'static str,
    ok: Counter,
    not_modified: Counter,
    duration: Histogram,
}

impl RouteMetrics {
    /// Counts an answer: the page, or 304.
    pub fn answered(&self, status: StatusCode, took: Duration) {
        let answers = if status.is_success() { &self.ok } else { &self.not_modified };
        answers.inc();
        self.duration.observe(took.as_secs_f64());
    }

    pub fn route(&self) -> &'static str {
        self.route
    }
}

/// A guard that counts one more on a gauge until it is dropped.
pub struct GaugeGuard<'m>(&'m Gauge);

impl<'m> GaugeGuard<'m> {
    pub fn new(gauge: &'m Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for GaugeGuard<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let page_cache = Family::<Labels<1>, Counter>::default();
        let closed = Family::<Labels<1>, Counter>::default();
        let new_histogram: fn() -> Histogram = || Histogram::new(BOUNDS);
        let mut metrics = Self {
            registry: Registry::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(new_histogram),
            in_flight: Gauge::default(),
            turned_away: Counter::default(),
            connections: Gauge::default(),
            connections_accepted: Counter::default(),
            connections_timed_out: closed.get_or_create_owned(&[("reason", "timeout")]),
            page_cache_hits: page_cache.get_or_create_owned(&[("result", "hit")]),
            page_cache_misses: page_cache.get_or_create_owned(&[("result", "miss")]),
        };
        let registry = &mut metrics.registry;
        let requests = metrics.requests.clone();
        registry.register("http_requests", "Answers, by route and class of status", requests);
        let durations = metrics.durations.clone();
        let help = "Time until the head of an answer";
        registry.register("http_request_duration_seconds", help, durations);
        let help = "Requests being answered or waiting for that, but for pages from the cache";
        registry.register("http_requests_in_flight", help, metrics.in_flight.clone());
        let help = "Requests answered with 503, for want of time";
        registry.register("http_requests_turned_away", help, metrics.turned_away.clone());
        registry.register("http_connections", "Open connections", metrics.connections.clone());
        let accepted = metrics.connections_accepted.clone();
        registry.register("http_connections_accepted", "Connections accepted", accepted);
        let help = "Connections closed by the server, by reason";
        registry.register("http_connections_closed_early", help, closed);
        let help = "Pages asked of the page cache, by result";
        registry.register("gyeongsan_page_cache_requests", help, page_cache);
        metrics
    }
}

impl Metrics {
    /// Counts an answer.
    pub fn answered(&self, route: &'static str, status: StatusCode, took: Duration) {
        let class = match status.as_u16() {
            ..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            500.. => "5xx",
        };
        self.requests.get_or_create(&[("route", route), ("status", class)]).inc();
        self.durations.get_or_create(&[("route", route)]).observe(took.as_secs_f64());
        if status == StatusCode::SERVICE_UNAVAILABLE {
            self.turned_away.inc();
        }
    }

    /// The metrics of answers with a cached page of this route.
    pub fn of_route(&self, route: &'static str) -> RouteMetrics {
        let answers =
            |class| self.requests.get_or_create_owned(&[("route", route), ("status", class)]);
        RouteMetrics {
            route,
            ok: answers("2xx"),
            not_modified: answers("3xx"),
            duration: self.durations.get_or_create_owned(&[("route", route)]),
        }
    }

    /// All metrics in the text format of Prometheus, with the number of pages in the cache and their size in bytes.
    pub fn exposition(
        &self,
        live: &Live,
        (pages, bytes): (u64, u64),
    ) -> Result<String, fmt::Error> {
        let mut now = Registry::default();
        register_edition(&mut now, live);
        register_process(&mut now);
        now.register("gyeongsan_page_cache_pages", "Pages in the cache", ConstGauge::new(pages));
        let help = "Bytes that the page cache takes, about";
        now.register("gyeongsan_page_cache_bytes", help, ConstGauge::new(bytes));
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        encode(&mut text, &now)?;
        Ok(text)
    }
}

/// The metrics of the edition being served.
fn register_edition(now: &mut Registry, live: &Live) {
    let (snapshot, history) = (live.snapshot(), live.history());
    let edition = snapshot.edition().unwrap_or(0);
    let help = "Number of the newest edition served, 0 before the first";
    now.register("gyeongsan_edition", help, ConstGauge::new(edition));
    now.register("gyeongsan_facts", "Facts served", ConstGauge::new(snapshot.facts()));
    let reloads = Family::<Labels<1>, Counter>::default();
    reloads.get_or_create(&[("result", "ok")]).inc_by(history.reloads);
    reloads.get_or_create(&[("result", "failed")]).inc_by(history.failures);
    now.register("gyeongsan_reloads", "Reloads, by result", reloads);
    let failed = u32::from(history.error.is_some());
    let help = "1 while the last reload is one that failed";
    now.register("gyeongsan_last_reload_failed", help, ConstGauge::new(failed));
    let loaded = history.loaded.timestamp();
    let help = "When what is served was last found current";
    now.register("gyeongsan_last_load_timestamp_seconds", help, ConstGauge::new(loaded));
    let searches = ConstCounter::new(live.zero_results());
    now.register("gyeongsan_searches_without_result", "Searches that found nothing", searches);
}

/// What the process uses, under the names that every exporter has for it.
fn register_process(now: &mut Registry) {
    if let Some(usage) = process::usage() {
        let seconds = ConstCounter::new(usage.cpu_seconds);
        now.register("process_cpu_seconds", "Processor time, user and system", seconds);
        let resident = ConstGauge::new(usage.resident_bytes);
        now.register("process_resident_memory_bytes", "Resident memory", resident);
        now.register(
            "process_open_fds",
            "Open file descriptors",
            ConstGauge::new(usage.open_files),
        );
        now.register("process_threads", "Threads", ConstGauge::new(usage.threads));
    }
    if let Some(most) = process::open_files_max() {
        now.register(
            "process_max_fds",
            "Most open file descriptors allowed",
            ConstGauge::new(most),
        );
    }
}
