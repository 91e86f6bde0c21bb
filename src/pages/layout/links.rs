//! The links from an address to the page for people and to every other format of the same content. A page has them in
//! its head, and a response in its `Link` header.

use crate::address::{
    Address, EmbedRequest, EmbeddedPage, FactFormat, FixedFile, FixedPage, ListFormat, TableFormat,
};
use crate::domain::List;
use crate::wording::{fact_format_label, list_format_label, table_format_label};

/// A link to another address of the same content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// A relation type of the IANA registry: `canonical` or `alternate`.
    pub rel: &'static str,
    /// An absolute address.
    pub href: String,
    pub media_type: Option<&'static str>,
    /// The name of the format, for people.
    pub title: Option<&'static str>,
}

/// The links of an address, the canonical one first.
pub fn links(public_url: &str, address: &Address) -> Vec<Link> {
    let href = |address: &Address| format!("{public_url}{address}");
    let alternate = |address: &Address, media_type, title| Link {
        rel: "alternate",
        href: href(address),
        media_type: Some(media_type),
        title: Some(title),
    };
    match page_of(address) {
        None => Vec::new(),
        Some(page) if page == *address || address.is_for_frames() => {
            let canonical =
                Link { rel: "canonical", href: href(&page), media_type: None, title: None };
            let forms = if address.is_for_frames() { Vec::new() } else { forms(public_url, &page) };
            let forms = forms.iter().map(|form| alternate(&form.0, form.1, form.2));
            std::iter::once(canonical).chain(forms).collect()
        }
        Some(page) => vec![alternate(&page, page.media_type(), "페이지")],
    }
}

/// The page for people with the content of this address; `None` if there is none.
fn page_of(address: &Address) -> Option<Address> {
    Some(match address {
        Address::FactIn(code, edition, _) => Address::Fact(*code, *edition),
        Address::List(listing) => Address::List(listing.in_format(ListFormat::Html)),
        Address::EntityData(kind, slug) => Address::Entity(*kind, slug.clone()),
        Address::SourceData(slug) => Address::Source(slug.clone()),
        Address::ThemeData(slug) => Address::Theme(slug.clone()),
        Address::SearchData(filters) => Address::Search(filters.clone()),
        Address::Embed(EmbeddedPage::Plans) => Address::list(List::Plans),
        Address::Embed(EmbeddedPage::Timeline)
        | Address::File(FixedFile::TimelineSvg | FixedFile::TimelinePng) => {
            Address::list(List::Timeline)
        }
        Address::File(FixedFile::EditionsFeed) => FixedPage::Editions.into(),
        Address::File(FixedFile::OpenApi) => FixedPage::Data.into(),
        Address::File(FixedFile::Sources) | Address::SourceTable(_) => FixedPage::Sources.into(),
        Address::Page(_)
        | Address::Fact(..)
        | Address::Entity(..)
        | Address::Source(_)
        | Address::Theme(_)
        | Address::Paragraph(..)
        | Address::Term(_)
        | Address::Edition(_)
        | Address::Search(_) => address.clone(),
        Address::File(FixedFile::Sitemap | FixedFile::Robots | FixedFile::Security)
        | Address::SitemapPart(_)
        | Address::Suggestions(_)
        | Address::Card(..)
        | Address::Download(_)
        | Address::Embedding(_)
        | Address::Asset(_) => return None,
    })
}

/// Links as one field value (RFC 8288, section 3); empty without links. Titles are left out, because they are Korean
/// and for people.
pub fn link_field(links: &[Link]) -> String {
    let field = |link: &Link| {
        // The `type` of a link is only a hint, so it has no parameters.
        let plain = link.media_type.map(|full| full.split(';').next().unwrap_or(full));
        let hint = plain.map(|plain| format!("; type=\"{plain}\"")).unwrap_or_default();
        format!("<{}>; rel=\"{}\"{hint}", link.href, link.rel)
    };
    links.iter().map(field).collect::<Vec<_>>().join(", ")
}

/// A format of a page: its address, its media type, its name.
type Form = (Address, &'static str, &'static str);

fn form(address: Address, title: &'static str) -> Form {
    let media_type = address.media_type();
    (address, media_type, title)
}

/// The other formats of a page.
fn forms(public_url: &str, page: &Address) -> Vec<Form> {
    match page {
        Address::Fact(code, edition) => {
            let of =
                |format| form(Address::FactIn(*code, *edition, format), fact_format_label(format));
            let request = EmbedRequest::of(format!("{public_url}{page}"));
            let embed = (Address::Embedding(request), "application/json+oembed", "삽입");
            let formats = FactFormat::CITATIONS.into_iter().chain([FactFormat::Json]);
            formats.map(of).chain([embed]).collect()
        }
        Address::List(listing) => {
            let of = |format: &ListFormat| {
                form(Address::List(listing.in_format(*format)), list_format_label(*format))
            };
            ListFormat::others(listing.list).iter().map(of).collect()
        }
        Address::Entity(kind, slug) => vec![form(Address::EntityData(*kind, slug.clone()), "JSON")],
        Address::Source(slug) => vec![form(Address::SourceData(slug.clone()), "JSON")],
        Address::Theme(slug) => vec![form(Address::ThemeData(slug.clone()), "JSON")],
        Address::Search(filters) if !filters.is_empty() => {
            vec![form(Address::SearchData(filters.clone()), "JSON")]
        }
        Address::Page(FixedPage::Sources) => {
            let of = |table| form(Address::SourceTable(table), table_format_label(table));
            let json = form(Address::File(FixedFile::Sources), "JSON");
            TableFormat::ALL.into_iter().map(of).chain([json]).collect()
        }
        Address::Page(FixedPage::Data) => vec![form(Address::File(FixedFile::OpenApi), "OpenAPI")],
        Address::Page(FixedPage::Editions) => {
            vec![form(Address::File(FixedFile::EditionsFeed), "새 소식 받기(Atom)")]
        }
        _ => Vec::new(),
    }
}
