//! What a request says about the bytes it wants: their encoding, and which part of them. A field that cannot be
//! parsed counts as not sent (RFC 9110), not as an error.

use std::ops::{Bound, RangeInclusive};

use axum::http::{HeaderMap, header};
use headers::{ETag, HeaderMapExt, IfRange, Range};

use super::encoding::Encoding;

/// The encoding to answer in (RFC 9110, 12.5.3): the one with the greatest weight; of equal ones the one that
/// compresses best.
pub fn encoding(headers: &HeaderMap) -> Encoding {
    let mut any = None;
    let mut weights = [None; 3];
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let items = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    for item in items.map(str::trim) {
        let (name, weight) = weighted(item);
        let encoding = match name {
            _ if name.eq_ignore_ascii_case("br") => Encoding::Brotli,
            _ if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => {
                Encoding::Gzip
            }
            _ if name.eq_ignore_ascii_case("identity") => Encoding::Identity,
            "*" => {
                any = Some(weight);
                continue;
            }
            _ => continue,
        };
        let named = &mut weights[encoding as usize];
        *named = (*named).max(Some(weight));
    }
    let [identity, gzip, brotli] = weights.map(|named| named.or(any).unwrap_or(0));
    match identity.max(gzip).max(brotli) {
        // No encoding is acceptable, but plain bytes are better than no answer.
        0 => Encoding::Identity,
        most if most == brotli => Encoding::Brotli,
        most if most == gzip => Encoding::Gzip,
        _ => Encoding::Identity,
    }
}

/// A name and its weight in thousandths: 1000 without a weight, 0 if it is invalid.
fn weighted(item: &str) -> (&str, u16) {
    let Some((name, parameters)) = item.split_once(';') else { return (item, 1000) };
    let weight = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| thousandths(value.trim()))
    });
    (name.trim_end(), weight.unwrap_or(1000))
}

/// A `qvalue` in thousandths (RFC 9110, 12.4.2); 0 if it is invalid.
fn thousandths(value: &str) -> u16 {
    let (whole, rest) = value.split_once('.').unwrap_or((value, ""));
    let digits = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if digits && rest.bytes().all(|byte| byte == b'0') => 1000,
        "0" if digits => format!("{rest:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// The range of a file that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestedRange {
    Whole,
    Range(RangeInclusive<u64>),
    /// The range is outside the file.
    OutOfRange,
}

/// The requested range of a file (RFC 9110, 14.2): one range of bytes, if the file is still the one that the reader
/// has the beginning of. A request for several ranges gets the whole file.
pub fn requested_range(headers: &HeaderMap, size: u64, etag: &ETag) -> RequestedRange {
    let is_other =
        headers.typed_get::<IfRange>().is_some_and(|tag| tag.is_modified(Some(etag), None));
    let range = headers.typed_get::<Range>().filter(|_| !is_other);
    let Some(range) = range else { return RequestedRange::Whole };
    let mut ranges = range.satisfiable_ranges(size);
    let (Some((Bound::Included(first), last)), None) = (ranges.next(), ranges.next()) else {
        return RequestedRange::Whole;
    };
    match last {
        Bound::Included(last) if last < first => RequestedRange::Whole,
        _ if first >= size => RequestedRange::OutOfRange,
        Bound::Included(last) => RequestedRange::Range(first..=last.min(size - 1)),
        _ => RequestedRange::Range(first..=size - 1),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    fn with(name: &HeaderName, lines: &[&str]) -> HeaderMap {
        let value = |line: &&str| HeaderValue::from_str(line).expect("a field value");
        lines.iter().map(|line| (name.clone(), value(line))).collect()
    }

    fn tag() -> ETag {
        "\"a\"".parse().expect("a tag")
    }

    #[test]
    fn what_is_wanted_most_is_taken() {
        for (wanted, expected) in [
            ("gzip", Encoding::Gzip),
            ("GZIP;Q=1", Encoding::Gzip),
            ("br", Encoding::Brotli),
            ("br;q=0.9, gzip;q=0.8", Encoding::Brotli),
            ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("br;q=0, *", Encoding::Gzip),
            ("gzip;q=0, *", Encoding::Brotli),
            ("gzip;q=0.001, identity;q=0.5", Encoding::Identity),
            ("identity;q=0, br;q=0.1", Encoding::Brotli),
            ("*;q=0", Encoding::Identity),
            ("*;q=0.8, br;q=0, gzip;q=0.2", Encoding::Identity),
            ("*;q=0.2, br;q=0, gzip;q=0.8", Encoding::Gzip),
            ("br;q=1.0000, gzip;q=0.", Encoding::Identity),
            ("br;q=nan, br;q=2, br;q=0.1234", Encoding::Identity),
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("br ; q=1.000 , gzip", Encoding::Brotli),
            ("gzip;q=0.5, br;q=0.5", Encoding::Brotli),
            ("*", Encoding::Brotli),
            ("deflate, zstd", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            let headers = with(&header::ACCEPT_ENCODING, &[wanted]);
            assert_eq!(encoding(&headers), expected, "{wanted}");
        }
        let lines = with(&header::ACCEPT_ENCODING, &["br;q=0.2", "gzip"]);
        assert_eq!(encoding(&lines), Encoding::Gzip);
        assert_eq!(encoding(&HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn one_range_is_given_and_an_absurd_one_is_not() {
        for (asked, expected) in [
            ("bytes=0-9", RequestedRange::Range(0..=9)),
            ("bytes=90-", RequestedRange::Range(90..=99)),
            ("bytes=-10", RequestedRange::Range(90..=99)),
            ("bytes=50-500", RequestedRange::Range(50..=99)),
            ("bytes=100-", RequestedRange::OutOfRange),
            ("bytes=-0", RequestedRange::OutOfRange),
            // A suffix longer than the file means the whole file.
            ("bytes=-500", RequestedRange::Whole),
            ("bytes=9-0", RequestedRange::Whole),
            ("bytes=-", RequestedRange::Whole),
            ("bytes=0-1,5-6", RequestedRange::Whole),
            ("lines=1-2", RequestedRange::Whole),
            ("bytes=x", RequestedRange::Whole),
        ] {
            let headers = with(&header::RANGE, &[asked]);
            assert_eq!(requested_range(&headers, 100, &tag()), expected, "{asked}");
        }
        let mut headers = with(&header::RANGE, &["bytes=0-9"]);
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"other\""));
        assert_eq!(requested_range(&headers, 100, &tag()), RequestedRange::Whole);
    }

    proptest! {
        #[test]
        fn no_field_makes_it_fall_over(text in "[ -~]{0,200}", size in any::<u64>()) {
            for name in [
                header::ACCEPT_ENCODING,
                header::IF_RANGE,
                header::RANGE,
            ] {
                let headers = with(&name, &[&text]);
                encoding(&headers);
                requested_range(&headers, size, &tag());
            }
        }
    }
}
