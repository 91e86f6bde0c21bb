//! Measures the small steps: reading the seeds, rendering and compressing a page, cutting and folding text.
//! `cargo bench --bench micro`.

#![expect(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use bytes::Bytes;
use chrono::NaiveDate;
use divan::{Bencher, black_box};
use gyeongsan::address::Address;
use gyeongsan::hangul;
use gyeongsan::pages::{self, Page, SiteConfig};
use gyeongsan::seeds::{SeedSource, Seeds};
use gyeongsan::snapshot::Snapshot;
use gyeongsan::store::Store;
use gyeongsan::web::Encoding;
use tokio::runtime::Runtime;

const TEXT: &str =
    "경산시가 지식융합연구소와 청색기술 분야에서 협력하기로 하는 업무협약(MOU)을 맺었다.";

/// The project's own seeds, opened.
fn snapshot() -> (Runtime, Snapshot) {
    let runtime = Runtime::new().expect("a runtime");
    let seeds = Seeds::read(&SeedSource::Embedded).expect("the project's own seeds are right");
    let store = runtime.block_on(Store::build(&seeds)).expect("a store");
    let snapshot =
        runtime.block_on(Snapshot::of(store, SiteConfig::default())).expect("a snapshot");
    (runtime, snapshot)
}

fn html(runtime: &Runtime, snapshot: &Snapshot, path: &str) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    let address = Address::parse(path, None).expect("an address");
    let page = runtime.block_on(pages::render(snapshot.context(today), &address));
    match page.expect("an answer") {
        Some(Page::Text(html)) => html,
        other => unreachable!("{path}: {other:?}"),
    }
}

const PATHS: [&str; 4] = ["/", "/facts/GS-0042-3", "/timeline", "/industries/blue-technology"];

#[divan::bench]
fn read_the_seeds() -> Seeds {
    Seeds::read(&SeedSource::Embedded).expect("the project's own seeds are right")
}

#[divan::bench(args = PATHS)]
fn render(bencher: Bencher<'_, '_>, path: &str) {
    let (runtime, snapshot) = snapshot();
    bencher.bench_local(|| html(&runtime, &snapshot, black_box(path)));
}

#[divan::bench(args = PATHS)]
fn compress_brotli(bencher: Bencher<'_, '_>, path: &str) {
    let (runtime, snapshot) = snapshot();
    let plain = Bytes::from(html(&runtime, &snapshot, path));
    bencher
        .bench_local(|| runtime.block_on(Encoding::Brotli.encode(plain.clone())).expect("bytes"));
}

#[divan::bench(args = PATHS)]
fn compress_gzip(bencher: Bencher<'_, '_>, path: &str) {
    let (runtime, snapshot) = snapshot();
    let plain = Bytes::from(html(&runtime, &snapshot, path));
    bencher.bench_local(|| runtime.block_on(Encoding::Gzip.encode(plain.clone())).expect("bytes"));
}

#[divan::bench]
fn fold_a_statement() -> String {
    hangul::fold(black_box(TEXT))
}

#[divan::bench]
fn cut_a_statement(bencher: Bencher<'_, '_>) {
    let folded = hangul::fold(TEXT);
    bencher.bench_local(|| hangul::index(black_box(&folded)));
}

fn main() {
    divan::main();
}
