//! What a request says of the bytes it would take: in which encodings, whether it has them already, and
//! which part of them. A field that cannot be read is taken as not sent (RFC 9110), never as an error.

use std::iter;
use std::ops::RangeInclusive;
use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use chrono::{DateTime, Utc};

use crate::snapshot::{Accepted, Encoding};

/// The encodings to answer in (RFC 9110, 12.5.3): those with the greatest weight.
pub fn accepted(headers: &HeaderMap) -> Accepted {
    let mut any = None;
    let mut weights = [None; 3];
    for item in items(headers, &header::ACCEPT_ENCODING) {
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
    let most = identity.max(gzip).max(brotli);
    if most == 0 {
        // Nothing is acceptable at weight 0; plain bytes are better than none.
        Encoding::Identity.into()
    } else if brotli == most {
        let soonest = if gzip == most { Encoding::Gzip } else { Encoding::Brotli };
        Accepted { soonest, shortest: Encoding::Brotli }
    } else if gzip == most {
        Encoding::Gzip.into()
    } else {
        Encoding::Identity.into()
    }
}

/// A name and its weight in thousandths; 1000 for none, 0 for what is no weight.
fn weighted(item: &str) -> (&str, u16) {
    let Some((name, parameters)) = item.split_once(';') else { return (item, 1000) };
    let weight = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| thousandths(value.trim()))
    });
    (name.trim_end(), weight.unwrap_or(1000))
}

/// A `qvalue` in thousandths (RFC 9110, 12.4.2); 0 for what is none.
fn thousandths(value: &str) -> u16 {
    let (whole, rest) = value.split_once('.').unwrap_or((value, ""));
    let digits = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" if digits && rest.bytes().all(|byte| byte == b'0') => 1000,
        "0" if digits => format!("{rest:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// Whether the reader has the bytes with this tag already (RFC 9110, 13.1.2: weak comparison).
pub fn has(headers: &HeaderMap, tag: &[u8]) -> bool {
    names(headers, &header::IF_NONE_MATCH, |_, named| named == tag)
}

/// Whether the reader wants to go on only with bytes that these are not (RFC 9110, 13.1.1 and 13.1.4): with those
/// of a tag, strongly compared, or where he sends none, of a moment.
pub fn wants_others(headers: &HeaderMap, tag: &[u8], modified: Option<DateTime<Utc>>) -> bool {
    if headers.contains_key(header::IF_MATCH) {
        return !names(headers, &header::IF_MATCH, |weak, named| !weak && named == tag);
    }
    let unmodified = modified.and_then(|_| moment(headers, &header::IF_UNMODIFIED_SINCE));
    unmodified.is_some() && unmodified != modified.map(SystemTime::from)
}

/// Whether a field names all tags, or one that is wanted; each comes with whether it is weak.
fn names(headers: &HeaderMap, field: &HeaderName, is_wanted: impl Fn(bool, &[u8]) -> bool) -> bool {
    let mut lines = headers.get_all(field).into_iter().map(HeaderValue::as_bytes);
    lines.any(|line| {
        line.trim_ascii() == b"*" || opaque_tags(line).any(|(weak, tag)| is_wanted(weak, tag))
    })
}

/// Whether the reader has the bytes that have been at their address since a moment (RFC 9110, 13.1.3). A tag says
/// it better, where he sends one. He has to name that very moment: whoever sends a later one of his own may have
/// got his bytes from another replica, which had other seeds then.
pub fn has_since(headers: &HeaderMap, modified: Option<DateTime<Utc>>) -> bool {
    let since = moment(headers, &header::IF_MODIFIED_SINCE);
    since.is_some()
        && since == modified.map(SystemTime::from)
        && !headers.contains_key(header::IF_NONE_MATCH)
}

/// The moment that a field names, if it is there once (RFC 9110, 5.6.7).
fn moment(headers: &HeaderMap, field: &HeaderName) -> Option<SystemTime> {
    let mut lines = headers.get_all(field).into_iter();
    let (Some(line), None) = (lines.next(), lines.next()) else { return None };
    httpdate::parse_http_date(line.to_str().ok()?).ok()
}

/// The opaque tags of a list of entity tags (RFC 9110, 8.8.3), with their quotes, and whether each is weak: commas,
/// stars and bytes beyond ASCII may stand within. What is no entity tag is passed over up to the next comma.
fn opaque_tags(mut rest: &[u8]) -> impl Iterator<Item = (bool, &[u8])> {
    iter::from_fn(move || {
        while !rest.is_empty() {
            let item = rest.trim_ascii_start();
            let weak = item.strip_prefix(b"W/");
            let found = quoted(weak.unwrap_or(item));
            let after = found.map_or(item, |(_, after)| after);
            let comma = after.iter().position(|byte| *byte == b',').unwrap_or(after.len());
            let junk = after[..comma].trim_ascii();
            rest = after.get(comma + 1..).unwrap_or_default();
            if let Some((tag, _)) = found.filter(|_| junk.is_empty()) {
                return Some((weak.is_some(), tag));
            }
        }
        None
    })
}

/// What a text begins with in quotes, these included, and what follows.
fn quoted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = text.strip_prefix(b"\"")?.iter().position(|byte| *byte == b'"')?;
    Some(text.split_at(length + 2))
}

/// What of a file of so many bytes is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Whole,
    Range(RangeInclusive<u64>),
    /// Nothing of the file is in the range.
    OutOfRange,
}

/// The part of a file that is asked for (RFC 9110, 14.2): one range of bytes, if the file is still the one
/// that the reader has begun to read. Several ranges at once are answered with the whole.
pub fn part(headers: &HeaderMap, size: u64, tag: &str) -> Part {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let unchanged = text(header::IF_RANGE).is_none_or(|condition| condition == tag);
    let Some(asked) = text(header::RANGE).filter(|_| unchanged) else { return Part::Whole };
    let Ok(parsed) = http_range_header::parse_range_header(asked) else { return Part::Whole };
    match parsed.validate(size).as_deref() {
        Ok([range]) => Part::Range(range.clone()),
        Ok(_) => Part::Whole,
        Err(_) => Part::OutOfRange,
    }
}

/// The items of a field that is a list, over all its lines; lines that are no text have none.
fn items<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let lines = headers.get_all(name).into_iter();
    let texts = lines.filter_map(|line: &HeaderValue| line.to_str().ok());
    texts.flat_map(|text| text.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn with(name: &HeaderName, lines: &[&str]) -> HeaderMap {
        let value = |line: &&str| HeaderValue::from_str(line).expect("a field value");
        lines.iter().map(|line| (name.clone(), value(line))).collect()
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
            ("deflate, zstd", Encoding::Identity),
            ("", Encoding::Identity),
        ] {
            let headers = with(&header::ACCEPT_ENCODING, &[wanted]);
            assert_eq!(accepted(&headers), expected.into(), "{wanted}");
        }
        let lines = with(&header::ACCEPT_ENCODING, &["br;q=0.2", "gzip"]);
        assert_eq!(accepted(&lines), Encoding::Gzip.into());
        assert_eq!(accepted(&HeaderMap::new()), Encoding::Identity.into());
    }

    #[test]
    fn of_what_is_wanted_alike_one_is_made_sooner_and_one_is_shorter() {
        let both = Accepted { soonest: Encoding::Gzip, shortest: Encoding::Brotli };
        for wanted in
            ["gzip, deflate, br, zstd", "br ; q=1.000 , gzip", "gzip;q=0.5, br;q=0.5", "*"]
        {
            let headers = with(&header::ACCEPT_ENCODING, &[wanted]);
            assert_eq!(accepted(&headers), both, "{wanted}");
        }
    }

    #[test]
    fn a_tag_is_found_in_any_form() {
        for (condition, found) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"x\", W/\"a\" , \"y\"", true),
            ("*", true),
            (", \"b\",,\t\"a\" ,", true),
            ("junk, \"a\"", true),
            ("\"b\"", false),
            ("\"x,*,y\"", false),
            ("\"x, *", false),
            ("*, \"b\"", false),
            ("\"b\"\"a\"", false),
            ("\"a\"b", false),
            ("w/\"a\"", false),
            ("a", false),
            ("", false),
        ] {
            let headers = with(&header::IF_NONE_MATCH, &[condition]);
            assert_eq!(has(&headers, b"\"a\""), found, "{condition}");
        }
        // A tag of another server may hold any byte beyond ASCII.
        let value = HeaderValue::from_bytes(b"\"\xed\x83\x84\", \"a\"").expect("a field value");
        assert!(has(&HeaderMap::from_iter([(header::IF_NONE_MATCH, value)]), b"\"a\""));
    }

    #[test]
    fn one_range_is_given_and_an_absurd_one_is_not() {
        for (asked, expected) in [
            ("bytes=0-9", Part::Range(0..=9)),
            ("bytes=90-", Part::Range(90..=99)),
            ("bytes=-10", Part::Range(90..=99)),
            ("bytes=50-500", Part::Range(50..=99)),
            ("bytes=100-", Part::OutOfRange),
            ("bytes=0-1,5-6", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("bytes=x", Part::Whole),
        ] {
            let headers = with(&header::RANGE, &[asked]);
            assert_eq!(part(&headers, 100, "\"a\""), expected, "{asked}");
        }
        let mut headers = with(&header::RANGE, &["bytes=0-9"]);
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"other\""));
        assert_eq!(part(&headers, 100, "\"a\""), Part::Whole);
    }

    proptest! {
        #[test]
        fn no_field_makes_it_fall_over(text in "[ -~]{0,200}", size in any::<u64>()) {
            for name in [
                header::ACCEPT_ENCODING,
                header::IF_MATCH,
                header::IF_MODIFIED_SINCE,
                header::IF_NONE_MATCH,
                header::IF_UNMODIFIED_SINCE,
                header::RANGE,
            ] {
                let headers = with(&name, &[&text]);
                accepted(&headers);
                has_since(&headers, DateTime::from_timestamp(0, 0));
                wants_others(&headers, b"\"a\"", DateTime::from_timestamp(0, 0));
                has(&headers, b"\"a\"");
                part(&headers, size, "\"a\"");
            }
        }
    }
}
