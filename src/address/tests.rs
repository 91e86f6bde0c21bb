//! Every printed address can be read back, and an invalid one says why.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{FacetValue, PlanState, RecordKind};

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect(text)
}

fn examples() -> Vec<Address> {
    Address::examples(&ExampleRecords::made_up("https://example.org"))
}

fn parse(printed: &str) -> Result<Address, AddressError> {
    let (path, query) = match printed.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (printed, None),
    };
    Address::parse(path, query)
}

/// `OpenAPI` and the labels of metrics are made from the examples, so a new kind of address needs an example and the
/// next number here.
const fn kind(address: &Address) -> usize {
    match address {
        Address::Page(_) => 0,
        Address::File(_) => 1,
        Address::Download(_) => 2,
        Address::List(_) => 3,
        Address::Fact(..) => 4,
        Address::FactIn(..) => 5,
        Address::Entity(..) => 6,
        Address::EntityData(..) => 7,
        Address::Source(_) => 8,
        Address::SourceData(_) => 9,
        Address::Edition(_) => 10,
        Address::SitemapPart(_) => 11,
        Address::Search(_) => 12,
        Address::SearchData(_) => 13,
        Address::Suggestions(_) => 14,
        Address::Card(..) => 15,
        Address::Embedding(_) => 16,
        Address::Asset(_) => 17,
        Address::Theme(_) => 18,
        Address::ThemeData(_) => 19,
        Address::Embed(_) => 20,
        Address::SourceTable(_) => 21,
        // These are places on pages of other kinds, and no request can name them.
        Address::Paragraph(..) | Address::Term(_) => usize::MAX,
    }
}

#[test]
fn every_kind_of_address_has_an_example_and_each_template_is_one_address() {
    let kinds: BTreeSet<usize> = examples().iter().map(kind).collect();
    assert_eq!(kinds, (0..=21).collect());
    let templates: BTreeSet<&str> = examples().iter().map(Address::template).collect();
    assert_eq!(templates.len(), examples().len());
}

#[test]
fn every_address_that_a_request_can_name_reads_back() {
    let code = Code::from_number(42).expect("42");
    let mut addresses = examples();
    addresses.extend([
        Address::FactIn(code, Some(3), FactFormat::CslJson),
        Address::Card(Box::new(FixedPage::Home.into()), 1),
        Address::Card(Box::new(Address::Entity(Kind::Industry, slug("blue-technology"))), 2),
        Address::Embedding(EmbedRequest {
            url: "https://example.org/facts/GS-0042-3?a=1&b".to_owned(),
            max_width: Some(400),
            max_height: None,
        }),
        Address::Search(Filters::of_text("탄소 산업 & R&D 100% +1")),
        Address::SearchData(Filters::of_text("탄소 산업")),
        Address::Search(Filters {
            values: [
                FacetValue::Record(RecordKind::Fact),
                FacetValue::Record(RecordKind::Entity(Kind::Site)),
                FacetValue::Theme(slug("carbon")),
                FacetValue::State(PlanState::Passed),
            ]
            .into(),
            text: Some("탄소".to_owned()),
        }),
        Address::SourceTable(TableFormat::CSV_FOR_PEOPLE),
        Address::SourceTable(TableFormat::Csv { bom: false, korean: true }),
        Address::Suggestions("ㅊㅅ".to_owned()),
        Address::Asset("site.0123456789abcdef.css".to_owned()),
    ]);
    for address in addresses {
        let printed = address.to_string();
        assert_eq!(parse(&printed), Ok(address.clone()), "{printed}");
    }
}

#[test]
fn the_list_of_a_kind_is_called_by_its_plural() {
    for kind in Kind::ALL {
        assert_eq!(Address::list(List::Entities(*kind)).to_string(), format!("/{}", kind.plural()));
    }
}

#[test]
fn a_template_and_its_values_are_the_path() {
    for address in examples() {
        let mut path = address.template().to_owned();
        for (name, value) in address.path_parameters() {
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        assert_eq!(path, address.path());
    }
}

#[test]
fn other_spellings_of_a_code_are_the_same_address() {
    let code = Address::Fact(Code::from_number(42).expect("42"), None);
    for path in ["/facts/0042-3", "/facts/gs-0042-3", "/facts/GS%200042%203", "/facts/GS%2D0042-3"]
    {
        assert_eq!(Address::parse(path, None), Ok(code.clone()), "{path}");
    }
}

#[test]
fn what_is_no_address_says_why() {
    let parse = |path| Address::parse(path, None);
    assert_eq!(parse("/nothing"), Err(AddressError::Unknown));
    assert_eq!(parse("/facts/GS-0042-3/more"), Err(AddressError::Unknown));
    assert_eq!(parse("//timeline"), Err(AddressError::Unknown));
    for path in ["/facts/GS-0042-3@", "/facts/GS-0042-3@0", "/facts/GS-0042-3@01", "/editions/+1"] {
        assert_eq!(parse(path), Err(AddressError::Unknown), "{path}");
    }
    assert_eq!(parse("/%ff"), Err(AddressError::Encoding));
    assert_eq!(parse("/facts/%00"), Err(AddressError::Encoding));
    assert!(matches!(
        parse("/facts/GS-0042-4"),
        Err(AddressError::BadCode(_, CodeError::CheckDigit(_)))
    ));
    assert!(matches!(parse("/industries/Blue"), Err(AddressError::BadSlug(Kind::Industry, _))));
}

#[test]
fn a_bad_parameter_is_named_and_a_strange_one_ignored() {
    let search = |query: &str| Address::parse("/search", Some(query));
    let bad =
        |fault| Err(AddressError::BadParameter(ParameterError { name: "q".to_owned(), fault }));
    assert_eq!(search("q=a&q=b"), bad(ParameterFault::Repeated));
    assert_eq!(search("q=%ff"), bad(ParameterFault::Encoding));
    assert_eq!(search("q=%00"), bad(ParameterFault::Encoding));
    let long = format!("q={}", "a".repeat(201));
    assert_eq!(search(&long), bad(ParameterFault::TooLong(200)));
    assert_eq!(search("utm_source=x&q=%ED%83%84+1"), Ok(Address::Search(Filters::of_text("탄 1"))));
    assert_eq!(Address::parse("/timeline", Some("fbclid=1&&=")), Ok(Address::list(List::Timeline)));
}

#[test]
fn a_card_is_of_a_page_and_of_nothing_deeper() {
    let parse = |path: &str| Address::parse(path, None);
    assert!(matches!(parse("/cards/1/facts.png"), Ok(Address::Card(..))));
    assert_eq!(parse("/cards/1/cards/1/facts.png.png"), Err(AddressError::Unknown));
    let deep = format!("/{}facts{}", "cards/1/".repeat(100_000), ".png".repeat(100_000));
    assert_eq!(parse(&deep), Err(AddressError::Unknown));
    // A path is percent-decoded only once.
    assert_eq!(parse("/cards/1/f%2561cts.png"), Err(AddressError::Unknown));
}

#[test]
fn an_address_that_is_pasted_with_its_line_leads_to_the_fact() {
    let pasted = "/facts/GS-0042-3@3%20%5BAMRC%20%EC%84%BC%ED%84%B0%3A%20%EA%B7%B8%20%EB%92%A4%5D";
    let address = Address::parse(pasted, None).expect("an address");
    assert_eq!(address.to_string(), "/facts/GS-0042-3@3");
}
