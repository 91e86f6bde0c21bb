//! Filters that nobody wrote by hand: however a query spells them, and in whatever order it has the values of one
//! parameter, they are the same list at one address; a parameter that is wrong is refused by its name, and one that
//! has one value is never guessed at when it is given twice.

use std::collections::BTreeMap;

use gyeongsan::address::{
    Address, AddressError, ListFormat, Listing, ParameterError, ParameterFault, STATES, VALUES_MAX,
};
use gyeongsan::domain::{EntityType, Facet, FacetValue, Filters, Kind, List, Slug, Status};
use proptest::prelude::*;
use proptest::test_runner::Config;
use unicode_normalization::UnicodeNormalization;

/// A pair of a query: the parameter, and its value before it is percent-encoded.
type Pair = (&'static str, String);

/// A value of a facet of a list, with its pair.
fn value(list: List, facet: Facet) -> BoxedStrategy<(FacetValue, Pair)> {
    let slug = "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}";
    let slug = move || slug.prop_map(|slug| (Slug::parse(&slug).expect("a slug"), slug));
    match (facet, list) {
        (Facet::Year, _) => (1000..=9999_i32)
            .prop_map(|year| (FacetValue::Year(year), ("year", year.to_string())))
            .boxed(),
        (Facet::Status, _) => prop::sample::select(Status::ALL)
            .prop_map(|status| (FacetValue::Status(status), ("status", status.key().to_owned())))
            .boxed(),
        (Facet::State, _) => prop::sample::select(STATES)
            .prop_map(|state| (FacetValue::State(state), ("state", state.key().to_owned())))
            .boxed(),
        (Facet::Theme, _) => {
            slug().prop_map(|(slug, text)| (FacetValue::Theme(slug), ("theme", text))).boxed()
        }
        (Facet::Source, _) => {
            slug().prop_map(|(slug, text)| (FacetValue::Source(slug), ("source", text))).boxed()
        }
        (Facet::Subject, _) => prop::sample::select(Kind::ALL)
            .prop_map(|kind| (FacetValue::Subject(kind), ("kind", kind.key().to_owned())))
            .boxed(),
        (Facet::Unit, _) => prop::sample::select(&["원", "㎡", "개 기업"])
            .prop_map(|unit| (FacetValue::Unit((*unit).to_owned()), ("unit", (*unit).to_owned())))
            .boxed(),
        (Facet::Type, List::Entities(kind)) => prop::sample::select(EntityType::keys(kind))
            .prop_map(move |key| {
                let known = EntityType::from_key(kind, key).expect("a type");
                (FacetValue::Type(known), ("type", key.to_owned()))
            })
            .boxed(),
        (Facet::Type, _) => unreachable!("facts have no types"),
        (Facet::Record, _) => unreachable!("a list is of one kind of record"),
        (Facet::About(kind), _) => slug()
            .prop_map(move |(slug, text)| (FacetValue::About(kind, slug), (kind.key(), text)))
            .boxed(),
    }
}

/// A list with filters that it has, and the pairs that say so, each once; up to four values of each facet.
fn narrowed() -> impl Strategy<Value = (List, Filters, Vec<Pair>)> {
    let text = prop_oneof![
        "[가-힣]{1,6}( [가-힣]{1,4})?",
        "[ㄱ-ㅎㅏ-ㅣ]{1,4}",
        "[!-~가-힣]{1,20}",
        "R&D 100% \\+1 a=b;c#d",
    ];
    let values = prop::sample::select(List::all()).prop_flat_map(|list| {
        let of_facet = |facet| prop::collection::vec(value(list, facet), 0..4);
        let facets: Vec<_> = list.facets().into_iter().map(of_facet).collect();
        (Just(list), facets)
    });
    (values, prop::option::of(text)).prop_map(|((list, facets), text)| {
        let values: BTreeMap<FacetValue, Pair> = facets.into_iter().flatten().collect();
        let mut pairs: Vec<Pair> = values.values().cloned().collect();
        pairs.extend(text.clone().map(|text| ("q", text)));
        (list, Filters { values: values.into_keys().collect(), text }, pairs)
    })
}

/// A value in one of the ways in which it may be percent-encoded.
fn encoded(value: &str, all: bool, plus: bool) -> String {
    let byte = |byte: u8| match byte {
        b' ' if plus => "+".to_owned(),
        _ if all || !(byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)) => {
            format!("%{byte:02x}")
        }
        _ => char::from(byte).to_string(),
    };
    value.bytes().map(byte).collect()
}

fn query(pairs: &[Pair], all: bool, plus: bool) -> String {
    let pair = |(name, value): &Pair| format!("{name}={}", encoded(value, all, plus));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// The path of a list in a form.
fn path(list: List, format: ListFormat) -> String {
    Address::List(Listing::from(list).in_format(format)).path()
}

fn read(list: List, format: ListFormat, query: &str) -> Result<Listing, ParameterError> {
    match Address::parse(&path(list, format), Some(query)) {
        Ok(Address::List(listing)) => Ok(listing),
        Err(AddressError::BadParameter(error)) => Err(error),
        other => panic!("{query}: {other:?}"),
    }
}

/// The lists that can be narrowed by a year and a status.
fn dated_lists() -> Vec<List> {
    List::all().into_iter().filter(|list| list.facets().contains(&Facet::Year)).collect()
}

proptest! {
    #![proptest_config(Config { cases: 1000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn filters_are_the_same_however_they_are_spelled(
        (list, filters, pairs) in narrowed(),
        shuffled in any::<prop::sample::Index>(),
        page in 1..=u32::MAX,
        (all, plus, apart) in any::<(bool, bool, bool)>(),
    ) {
        let mut written = pairs.clone();
        if page > 1 {
            written.push(("page", page.to_string()));
        }
        // A value said twice is said once.
        let again: Vec<Pair> = pairs.iter().filter(|pair| pair.0 != "q").take(2).cloned().collect();
        written.extend(again);
        let turns = shuffled.index(written.len().max(1));
        written.rotate_left(turns);
        // Hangul as some keyboards and file systems have it: letter by letter.
        let decompose = |(name, value): Pair| (name, if apart { value.nfd().collect() } else { value });
        let written: Vec<Pair> = written.into_iter().map(decompose).collect();
        let listing = read(list, ListFormat::Html, &query(&written, all, plus)).expect("filters of the list");
        prop_assert_eq!(&listing.filters, &filters);
        prop_assert_eq!((listing.list, listing.page), (list, page));
        let address = Address::List(listing);
        let printed = address.to_string();
        let (at, said) = printed.split_once('?').unwrap_or((&printed, ""));
        prop_assert!(address.is_canonical(at, Some(said)), "{}", printed);
        let names: Vec<&str> = said.split('&').filter_map(|pair| pair.split('=').next()).collect();
        let mut expected: Vec<&str> = pairs.iter().map(|pair| pair.0).collect();
        expected.extend((page > 1).then_some("page"));
        prop_assert_eq!(names.iter().filter(|name| !name.is_empty()).count(), expected.len());
        prop_assert_eq!(Address::parse(at, Some(said)), Ok(address));
    }

    #[test]
    fn a_parameter_of_one_value_is_refused_by_its_name_when_it_is_given_twice(
        list in prop::sample::select(List::all()),
        name in prop::sample::select(vec!["q", "page"]),
        (one, other) in ("[1-9]", "[1-9]"),
    ) {
        let twice = format!("{name}={one}&{name}={other}");
        let error = read(list, ListFormat::Html, &twice).expect_err("twice");
        prop_assert_eq!(error, ParameterError { name: name.to_owned(), fault: ParameterFault::Repeated });
    }

    #[test]
    fn more_values_than_there_may_be_are_refused_by_the_name_of_their_parameter(
        list in prop::sample::select(dated_lists()),
        count in 1..60_i32,
    ) {
        let years: Vec<String> = (0..count).map(|more| format!("year={}", 2000 + more)).collect();
        for format in [ListFormat::Html, ListFormat::Json] {
            let fault = ParameterFault::TooMany(VALUES_MAX);
            match read(list, format, &years.join("&")) {
                Ok(listing) => prop_assert_eq!(listing.filters.values.len(), years.len()),
                Err(error) => prop_assert_eq!(error, ParameterError { name: "year".to_owned(), fault }),
            }
            prop_assert_eq!(read(list, format, &years.join("&")).is_ok(), years.len() <= VALUES_MAX);
        }
    }

    #[test]
    fn a_stranger_is_passed_over_on_a_page_and_refused_for_a_program(
        (list, filters, mut pairs) in narrowed(),
        stranger in "x[a-z_]{0,10}",
        value in "[a-z0-9%]{0,10}",
        place in any::<prop::sample::Index>(),
    ) {
        pairs.retain(|pair| pair.0 != "q");
        let mut said: Vec<String> = pairs.iter().map(|pair| query(std::slice::from_ref(pair), false, false)).collect();
        said.insert(place.index(said.len() + 1), format!("{stranger}={value}"));
        let said = said.join("&");
        let page = read(list, ListFormat::Html, &said).expect("a page");
        prop_assert_eq!(page.filters, Filters { text: None, ..filters });
        let refused = read(list, ListFormat::Json, &said).expect_err("a stranger");
        prop_assert_eq!(refused, ParameterError { name: stranger, fault: ParameterFault::Unknown });
    }

    #[test]
    fn a_wrong_value_is_refused_by_the_name_of_its_parameter(
        list in prop::sample::select(dated_lists()),
        (name, value) in prop_oneof![
            ("(year)", "([0-9]{1,3}|[1-9][0-9]{4,19}|0[0-9]{3}|%2B2018|%2B201|[가-힣]{2}|-2018|2018년|201[xX])"),
            ("(status)", "(Done|DONE|did|완료|[0-9]{1,5})"),
            ("(page)", "(0|-1|%2B1|1\\.5|[1-9][0-9]{10,18}|[a-z]{1,8}|[가-힣]{1,4})"),
            ("(year|status|q|page)", "(%ff|%C0%80|%00|%0A|%ED%A0%80)"),
            ("(q)", "a{201,260}|(%EA%B0%80){201,220}"),
        ],
    ) {
        let error = read(list, ListFormat::Html, &format!("{name}={value}")).expect_err(&value);
        prop_assert_eq!(&error.name, &name);
        let fault = match (name.as_str(), value.as_bytes()) {
            (_, [b'%', b'f' | b'C' | b'0', ..] | [b'%', b'E', b'D', b'%', b'A', b'0', ..]) => ParameterFault::Encoding,
            ("q", _) => ParameterFault::TooLong(200),
            ("year", _) => ParameterFault::NotAYear,
            ("page", _) => ParameterFault::NotANumber,
            _ => ParameterFault::NotOneOf {
                typed: value.clone(),
                values: Status::ALL.iter().map(|status| status.key()).collect(),
            },
        };
        prop_assert_eq!(error.fault, fault);
    }

    #[test]
    fn no_query_is_read_as_more_than_it_says(list in prop::sample::select(List::all()), said in prop_oneof![
        "[ -~]{0,120}",
        "((year|status|q|page|kind|x)?=?[0-9a-z%+&;=]{0,6}&){0,8}",
        "q=(%[0-9a-fA-F]{0,2}|[가-힣]|\\+){0,20}",
    ]) {
        for format in [ListFormat::Html, ListFormat::Json, ListFormat::CSV] {
            let asked = Address::parse(&path(list, format), Some(&said));
            if let Ok(Address::List(listing)) = &asked {
                let given = said.split('&').filter(|pair| pair.contains('=')).count();
                prop_assert!(listing.filters.len() <= given, "{}", said);
                let printed = listing.to_string();
                let (at, again) = printed.split_once('?').unwrap_or((&printed, ""));
                prop_assert_eq!(&Address::parse(at, Some(again)), &asked, "{}", said);
            } else {
                prop_assert!(matches!(asked, Err(AddressError::BadParameter(_))), "{}: {:?}", said, asked);
            }
        }
    }
}
