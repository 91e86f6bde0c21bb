//! What an address is linked with: the address it stands for, and every other form of the same thing.
//! The page has them in its head, the answer in its header.

use super::Site;
use crate::address::{ATOM, Address, EmbedRequest, FactFormat, HTML, JSON, ListFormat};
use crate::domain::Code;

/// A link to another address of the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// A relation type of the IANA registry: `canonical` or `alternate`.
    pub rel: &'static str,
    /// Absolute.
    pub href: String,
    pub media_type: Option<&'static str>,
    /// What the form is called, for people.
    pub title: Option<&'static str>,
}

/// The links of an address, the canonical one first.
pub fn links(site: &Site, address: &Address) -> Vec<Link> {
    let href = |address: &Address| format!("{}{address}", site.public_url);
    let canonical = |address: &Address| Link {
        rel: "canonical",
        href: href(address),
        media_type: None,
        title: None,
    };
    let alternate = |(address, media_type, title): (Address, &'static str, &'static str)| Link {
        rel: "alternate",
        href: href(&address),
        media_type: Some(media_type),
        title: Some(title),
    };
    match address {
        Address::FactIn(code, edition, FactFormat::Embed) => {
            vec![canonical(&fact(*code, *edition))]
        }
        Address::FactIn(code, edition, _) => {
            vec![alternate((fact(*code, *edition), HTML, "기록"))]
        }
        Address::List(listing) if listing.format != ListFormat::Html => {
            let page = listing.in_format(ListFormat::Html);
            vec![alternate((Address::List(page), HTML, "페이지"))]
        }
        Address::EntityData(kind, slug) => {
            vec![alternate((Address::Entity(*kind, slug.clone()), HTML, "페이지"))]
        }
        Address::SearchData(text) => {
            vec![alternate((Address::Search(text.clone()), HTML, "페이지"))]
        }
        Address::SourceData(slug) => {
            vec![alternate((Address::Source(slug.clone()), HTML, "페이지"))]
        }
        Address::EditionsFeed => vec![alternate((Address::Editions, HTML, "페이지"))],
        Address::OpenApi => vec![alternate((Address::Data, HTML, "페이지"))],
        Address::Sitemap
        | Address::SitemapPart(_)
        | Address::Robots
        | Address::Security
        | Address::Suggestions(_)
        | Address::Card(..)
        | Address::Download(_)
        | Address::Embedding(_)
        | Address::Asset(_) => Vec::new(),
        page => {
            let own = std::iter::once(canonical(page));
            own.chain(forms(site, page).into_iter().map(alternate)).collect()
        }
    }
}

/// Links as one field value (RFC 8288, section 3); nothing for none. Titles are left out: they are
/// Korean, and for people.
pub fn link_field(links: &[Link]) -> String {
    let field = |link: &Link| {
        // The parameters of a media type have no place in a link's hint.
        let plain = link.media_type.map(|full| full.split(';').next().unwrap_or(full));
        let hint = plain.map(|plain| format!("; type=\"{plain}\"")).unwrap_or_default();
        format!("<{}>; rel=\"{}\"{hint}", link.href, link.rel)
    };
    links.iter().map(field).collect::<Vec<_>>().join(", ")
}

/// The other forms of a page: address, media type, what it is called.
fn forms(site: &Site, page: &Address) -> Vec<(Address, &'static str, &'static str)> {
    match page {
        Address::Fact(code) => fact_forms(site, page, *code, None),
        Address::FactAt(code, edition) => fact_forms(site, page, *code, Some(*edition)),
        Address::List(listing) => {
            let form = |format: &ListFormat| {
                let address = Address::List(listing.in_format(*format));
                (address, format.media_type(), list_label(*format))
            };
            ListFormat::of(listing.list).iter().map(form).collect()
        }
        Address::Entity(kind, slug) => {
            vec![(Address::EntityData(*kind, slug.clone()), JSON, "JSON")]
        }
        Address::Source(slug) => vec![(Address::SourceData(slug.clone()), JSON, "JSON")],
        Address::Search(text) if !text.is_empty() => {
            vec![(Address::SearchData(text.clone()), JSON, "JSON")]
        }
        Address::Data => vec![(Address::OpenApi, JSON, "OpenAPI")],
        Address::Editions => vec![(Address::EditionsFeed, ATOM, "소식 피드")],
        _ => Vec::new(),
    }
}

fn fact_forms(
    site: &Site,
    page: &Address,
    code: Code,
    edition: Option<u32>,
) -> Vec<(Address, &'static str, &'static str)> {
    let citation = |format: FactFormat| {
        (Address::FactIn(code, edition, format), format.media_type(), format_label(format))
    };
    let request = EmbedRequest::of(format!("{}{page}", site.public_url));
    let embed = (Address::Embedding(request), "application/json+oembed", "끼워 넣기");
    FactFormat::CITATIONS
        .into_iter()
        .chain([FactFormat::Json])
        .map(citation)
        .chain([embed])
        .collect()
}

/// The page of a fact, as it is or as an edition had it.
pub fn fact(code: Code, edition: Option<u32>) -> Address {
    match edition {
        Some(edition) => Address::FactAt(code, edition),
        None => Address::Fact(code),
    }
}

/// What a form of a fact is called.
pub const fn format_label(format: FactFormat) -> &'static str {
    match format {
        FactFormat::Bib => "BibLaTeX",
        FactFormat::Ris => "RIS",
        FactFormat::CslJson => "CSL JSON",
        FactFormat::Txt => "글",
        FactFormat::Json => "JSON",
        FactFormat::Card => "미리보기 그림",
        FactFormat::Qr => "QR 부호",
        FactFormat::Embed => "끼워 넣을 화면",
    }
}

/// What a form of a list is called.
pub const fn list_label(format: ListFormat) -> &'static str {
    match format {
        ListFormat::Html => "페이지",
        ListFormat::Json => "JSON",
        ListFormat::Csv { .. } => "표(CSV)",
        ListFormat::Atom => "소식 피드(Atom)",
    }
}
