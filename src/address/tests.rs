//! Every address reads back as it is printed, and what is none says why.

use super::*;

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect(text)
}

#[test]
fn every_address_that_a_request_can_name_reads_back() {
    let code = Code::from_number(42).expect("42");
    let mut addresses = vec![
        Address::Home,
        Address::list(List::Timeline),
        Address::Overdue,
        Address::list(List::Facts),
        Address::Fact(code),
        Address::list(List::Figures),
        Address::SourceData(slug("kyongbuk-2018")),
        Address::Sources,
        Address::Source(slug("kyongbuk-2018")),
        Address::Terms,
        Address::About,
        Address::Accessibility,
        Address::Data,
        Address::OpenApi,
        Address::Sitemap,
        Address::SitemapPart(2),
        Address::Robots,
        Address::Security,
        Address::Editions,
        Address::Edition(12),
        Address::FactAt(code, 3),
        Address::Card(Box::new(Address::Home), 1),
        Address::Card(Box::new(Address::Entity(Kind::Industry, slug("blue-technology"))), 2),
        Address::Embedding(EmbedRequest {
            url: "https://example.org/facts/GS-0042-3?a=1&b".to_owned(),
            max_width: Some(400),
            max_height: None,
        }),
        Address::EditionsFeed,
        Address::Search(String::new()),
        Address::Search("탄소 산업 & R&D 100% +1".to_owned()),
        Address::SearchData("탄소 산업".to_owned()),
        Address::Suggestions("ㅊㅅ".to_owned()),
        Address::Asset("site.0123456789abcdef.css".to_owned()),
    ];
    addresses.extend(Download::ALL.map(Address::Download));
    for format in FactFormat::ALL {
        addresses.push(Address::FactIn(code, None, format));
        addresses.push(Address::FactIn(code, Some(3), format));
    }
    for kind in Kind::ALL {
        addresses.push(Address::list(List::Entities(*kind)));
        addresses.push(Address::EntityData(*kind, slug("blue-technology")));
        addresses.push(Address::Entity(*kind, slug("blue-technology")));
    }
    for address in addresses {
        let printed = address.to_string();
        let (path, query) = match printed.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (printed.as_str(), None),
        };
        assert_eq!(Address::parse(path, query), Ok(address.clone()), "{printed}");
    }
}

#[test]
fn other_spellings_of_a_code_are_the_same_address() {
    let code = Address::Fact(Code::from_number(42).expect("42"));
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
    assert_eq!(search("utm_source=x&q=%ED%83%84+1"), Ok(Address::Search("탄 1".to_owned())));
    assert_eq!(Address::parse("/timeline", Some("fbclid=1&&=")), Ok(Address::list(List::Timeline)));
}

#[test]
fn a_card_is_of_a_page_and_of_nothing_deeper() {
    let parse = |path: &str| Address::parse(path, None);
    assert!(matches!(parse("/cards/1/facts.png"), Ok(Address::Card(..))));
    assert_eq!(parse("/cards/1/cards/1/facts.png.png"), Err(AddressError::Unknown));
    let deep = format!("/{}facts{}", "cards/1/".repeat(100_000), ".png".repeat(100_000));
    assert_eq!(parse(&deep), Err(AddressError::Unknown));
    // What is percent-encoded is decoded once.
    assert_eq!(parse("/cards/1/f%2561cts.png"), Err(AddressError::Unknown));
}
