//! What reading costs as it grows: sixteen times as much to read may take no more than a few times sixteen as
//! much work. Work is the processor's time of the reading thread alone, so that whoever else is at work on the
//! machine changes nothing.

mod seeds;

use std::hint::black_box;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use chrono::NaiveDate;
use gyeongsan::address::Address;
use gyeongsan::domain::{Code, Edtf, Filters, Slug};
use gyeongsan::hangul::{Normal, Pattern, acronyms, atoms, fold, index, phrase, segments};
use gyeongsan::hangul::{jamo, stem, to_hangul, to_latin};
use gyeongsan::store::Store;
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};

use super::support::Site;

/// How much more is read in the end.
const MORE: usize = 16;

/// The most that this may cost: work that grows in step costs 16 times as much, sorting some 20 times, and
/// looking at everything again for each part of it 256 times.
const AT_MOST: f64 = 48.0;

/// The least work that is compared, above what a clock and a cold start take.
const LEAST: Duration = Duration::from_millis(2);

/// The time that this thread has had of a processor.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).expect("from zero on"),
        u32::try_from(time.tv_nsec).expect("less than a second"),
    )
}

/// What a work costs, the least of several times: whatever else there is only adds to it.
fn cost(times: usize, mut work: impl FnMut()) -> Duration {
    let once = || {
        let before = worked();
        work();
        worked().saturating_sub(before)
    };
    std::iter::repeat_with(once).take(times).min().expect("at least once")
}

/// The largest size that is compared with [`MORE`] times its own: beyond that memory costs more than reading.
const LARGEST: usize = 20_000;

/// The costs of reading what is made at a size and at [`MORE`] times that size. The size is the least from
/// `size` on that is work at all.
fn costs<T>(size: usize, make: &impl Fn(usize) -> T, read: &impl Fn(&T)) -> (Duration, Duration) {
    let mut size = size;
    loop {
        let small = make(size);
        let few = cost(5, || read(&small));
        if few >= LEAST || size >= LARGEST {
            let large = make(size * MORE);
            return (few, cost(3, || read(&large)));
        }
        size = LARGEST.min(size * if few * 8 < LEAST { 8 } else { 2 });
    }
}

/// How often a reader is measured before it is said to do too much. Other tests that run at the same time share the
/// processor's caches and only ever add to a cost; a square fails however often it is measured.
const MEASURED: usize = 3;

/// Holds a reader to work that grows in step with what it reads.
fn grows_in_step<T>(what: &str, size: usize, make: impl Fn(usize) -> T, read: impl Fn(&T)) {
    let mut measured = Vec::new();
    for _ in 0..MEASURED {
        let (few, many) = costs(size, &make, &read);
        if many.as_secs_f64() / few.max(LEAST).as_secs_f64() < AT_MOST {
            return;
        }
        measured.push((few, many));
    }
    panic!("{what}: {MORE} times as much costs over {AT_MOST} times as much: {measured:?}");
}

fn texts(what: &str, pieces: &[&str], read: impl Fn(&str)) {
    for piece in pieces {
        grows_in_step(
            &format!("{what} of {piece:?}"),
            200,
            |size| piece.repeat(size),
            |text| read(text),
        );
    }
}

#[test]
fn the_measure_tells_a_square_from_a_line() {
    let letters = |size: usize| vec![1_u8; size];
    let line = |letters: &Vec<u8>| {
        black_box(letters.iter().map(|letter| u64::from(*letter)).sum::<u64>());
    };
    grows_in_step("one look at each", 1000, letters, line);
    let square = |letters: &Vec<u8>| {
        for end in 0..letters.len() {
            black_box(letters[..end].iter().map(|letter| u64::from(*letter)).sum::<u64>());
        }
    };
    let (few, many) = costs(100, &letters, &square);
    assert!(many.as_secs_f64() / few.as_secs_f64() > 2.0 * AT_MOST, "{few:?}, {many:?}");
}

#[test]
fn dates_are_read_in_step() {
    let pieces = [
        "2018",
        "2018-01/",
        "2018-",
        "?",
        "%",
        "..",
        "X",
        "-",
        "[",
        "9",
        "T",
        "E9",
        "가",
        "2018-01-15,",
    ];
    texts("a date", &pieces, |text| drop(Edtf::parse(text)));
    texts("a set of dates", &["2018-01,"], |text| drop(Edtf::parse(&format!("[{text}2018]"))));
}

#[test]
fn references_are_read_in_step() {
    let pieces = ["0", "GS-", "GS-0042-3", "-", " ", "０", "\u{301}", "ﷺ", "@", "G\u{323}\u{301}"];
    texts("a code", &pieces, |text| {
        black_box((Code::parse(text).is_ok(), Code::parse_spoken(text).is_ok()));
        drop(Code::near(text));
        drop(Slug::parse(text));
        drop(Address::parse(&format!("/facts/{text}"), None));
    });
}

#[test]
fn addresses_are_read_in_step() {
    let pieces = ["/", "a/", "%", "%2F", "%EA%B0%80", "cards/1/", ".png", "가", ".json", "@1"];
    texts("a path", &pieces, |text| {
        let address = Address::parse(&format!("/{text}"), None);
        if let Ok(address) = address {
            black_box(address.is_canonical("/", None));
        }
    });
    grows_in_step(
        "cards of cards",
        200,
        |size| format!("/{}facts{}", "cards/1/".repeat(size), ".png".repeat(size)),
        |path| drop(Address::parse(path, None)),
    );
}

#[test]
fn filters_are_read_in_step() {
    let pieces = [
        "&",
        "=",
        "year=2018&",
        "x=1&",
        "q=%EA%B0%80&",
        "+",
        "%",
        "a",
        "&q",
        "institution=a-b&",
        "%00",
    ];
    for path in ["/facts", "/facts.json", "/timeline.csv", "/search", "/search/suggest", "/oembed"]
    {
        for piece in pieces {
            let made = |size: usize| {
                let text = piece.repeat(size);
                [format!("q={text}"), format!("{text}&q=1"), text]
            };
            grows_in_step(&format!("{path} of {piece:?}"), 200, made, |queries| {
                for query in queries {
                    if let Ok(address) = Address::parse(path, Some(query)) {
                        black_box(address.is_canonical(path, Some(query)));
                    }
                }
            });
        }
    }
}

#[test]
fn text_is_compared_in_step() {
    let pieces = [
        "가",
        "탄소 ",
        "1,",
        "1,000",
        "111,",
        ",",
        "ㄱ",
        "\u{1112}",
        "\u{1112}\u{1161}",
        "\u{301}",
        "a\u{323}\u{301}",
        "\u{200b}",
        "ﷺ",
        "㈜",
        "A1",
        "r&d ",
        "·",
        "慶",
        "산 학 ",
        "ㅀ",
        "dk",
    ];
    texts("a text", &pieces, |text| {
        let normal = Normal::of(text);
        black_box(normal.chars().len());
        let folded = fold(text);
        drop((index(&folded), phrase(&folded), acronyms(&folded), jamo(&folded)));
        drop((to_hangul(text), to_latin(text), Pattern::half_typed(&folded)));
        black_box((atoms(&folded).len(), stem(&folded)));
    });
    // A query has a bound, the text in which it is found has none.
    let patterns = ["가가가나", "a", "ㄱㄱㄱㄴ"].map(Pattern::half_typed).concat();
    texts("a marked text", &["가", "가나", "a", "가 ", "나"], |text| {
        drop(segments(text, &patterns));
    });
}

fn runtime() -> Runtime {
    // What is awaited is done by the thread that waits: its time is the work.
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

#[test]
fn queries_are_understood_in_step() {
    let runtime = runtime();
    let store = runtime.block_on(Store::build(&super::support::seeds())).expect("a store");
    let pieces = [
        "가",
        "탄소 ",
        "a ",
        "ㄱ",
        "\u{1112}\u{1161}",
        "\"",
        "NEAR(",
        "1,000 ",
        "\u{301}",
        "산학연 을 ",
        "qwer",
    ];
    for piece in pieces {
        // Whatever is asked for, what is looked at has a bound: a longer query is hardly more work. Both are asked in
        // turn, so that both meet the same machine.
        let texts = [piece.repeat(200), piece.repeat(200 * MORE)];
        let mut costs = [Duration::MAX; 2];
        for _ in 0..10 {
            for (least, text) in costs.iter_mut().zip(&texts) {
                let wanted = Filters::of_text(text);
                let once = cost(1, || {
                    drop(
                        runtime
                            .block_on(store.search(&wanted, NaiveDate::MIN, 10))
                            .expect("an answer"),
                    );
                    drop(runtime.block_on(store.suggest(text, 10)).expect("an answer"));
                });
                *least = once.min(*least);
            }
        }
        let [few, many] = costs;
        assert!(many < few.max(LEAST) * 4, "{piece:?}: {few:?}, {many:?}");
    }
}

#[test]
fn fields_are_read_in_step() {
    let runtime = runtime();
    let site = runtime.block_on(Site::open());
    let asked = |name: &HeaderName, lines: &[String]| {
        let mut request = Request::builder().uri("/facts").body(Body::empty()).expect("a request");
        for line in lines {
            let value = HeaderValue::try_from(line).expect("a field value");
            request.headers_mut().append(name.clone(), value);
        }
        let status = runtime.block_on(site.send(request)).status;
        assert!(!status.is_server_error() && status != StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    };
    // A head has a bound of 16 KiB: what the longest lists cost is compared, above what an answer costs anyway.
    let costs_of =
        |name: &HeaderName, lines: &[String]| cost(5, || (0..20).for_each(|_| asked(name, lines)));
    let anyway = costs_of(&header::ACCEPT_ENCODING, &[]);
    let fields = [
        (header::ACCEPT_ENCODING, ["br;q=0.5, ", ",", ";", "*;q=0,", "q=", "gzip;a;b;q=1.000,"]),
        (header::IF_NONE_MATCH, ["\"a\", ", "\"", ",", "W/", "W/\"a,b\",", "*,"]),
        (header::RANGE, ["bytes=0-1,", "1-2,", "-", "9", ",", "bytes=0-,"]),
    ];
    for (name, pieces) in fields {
        for piece in pieces {
            let text = |length: usize| piece.repeat(length / piece.len());
            for (few, many) in [
                (vec![text(960)], vec![text(960 * MORE)]),
                (vec![text(300); 3], vec![text(300); 3 * MORE]),
            ] {
                let few = costs_of(&name, &few).saturating_sub(anyway).max(LEAST);
                let many = costs_of(&name, &many).saturating_sub(anyway);
                let times = many.as_secs_f64() / few.as_secs_f64();
                assert!(times < AT_MOST, "{name} of {piece:?}: {few:?}, {many:?}");
            }
        }
    }
}
