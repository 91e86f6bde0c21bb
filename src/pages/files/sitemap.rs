//! The files for search engines: every page that should be found, with the day of the edition that last changed it
//! (sitemaps.org 0.9), and the addresses that are not for them (RFC 9309).

use chrono::NaiveDate;

use crate::address::{Address, EmbedRequest, FixedFile, FixedPage};
use crate::domain::{Filters, List};
use crate::pages::layout::Site;
use crate::pages::{Context, PageError};

/// The most addresses in one file (sitemaps.org 0.9).
const PER_FILE: usize = 50_000;

/// The sitemap, or the list of its parts if there are too many pages for one file.
pub async fn sitemap(context: Context<'_>) -> Result<String, PageError> {
    let pages = mapped(context).await?;
    if pages.len() <= PER_FILE {
        return Ok(url_set(context.site, &pages));
    }
    let parts = (1..).zip(pages.chunks(PER_FILE));
    let part = |(number, pages): (u32, &[(Address, Option<NaiveDate>)])| {
        let changed = pages.iter().filter_map(|page| page.1).max();
        entry(context.site, "sitemap", &Address::SitemapPart(number), changed)
    };
    let parts: String = parts.map(part).collect();
    Ok(document("sitemapindex", &parts))
}

/// A part of the sitemap, counted from 1; `None` if there are fewer.
pub async fn sitemap_part(context: Context<'_>, number: u32) -> Result<Option<String>, PageError> {
    let pages = mapped(context).await?;
    let mut parts = (1..).zip(pages.chunks(PER_FILE)).filter(|_| pages.len() > PER_FILE);
    let part = parts.find(|part| part.0 == number);
    Ok(part.map(|(_, pages)| url_set(context.site, pages)))
}

/// Every page with the day it last changed.
async fn mapped(context: Context<'_>) -> Result<Vec<(Address, Option<NaiveDate>)>, PageError> {
    let newest = context.site.edition.as_ref().map(|edition| edition.date);
    let sources = context.site.sources.iter().map(|source| Address::Source(source.slug.clone()));
    let themes = context.site.themes.iter().map(|theme| Address::Theme(theme.slug.clone()));
    let fixed = FixedPage::ALL.iter().copied().map(Address::Page);
    let lists = List::all().into_iter().map(Address::list);
    let mut pages: Vec<(Address, Option<NaiveDate>)> =
        fixed.chain(lists).chain(themes).chain(sources).map(|address| (address, newest)).collect();
    for edition in context.store.editions().await? {
        pages.push((Address::Edition(edition.number), Some(edition.date)));
    }
    for (kind, slug, changed) in context.store.entity_changes().await? {
        pages.push((Address::Entity(kind, slug), changed));
    }
    for (code, changed) in context.store.fact_changes().await? {
        pages.push((Address::Fact(code, None), changed));
    }
    Ok(pages)
}

fn url_set(site: &Site, pages: &[(Address, Option<NaiveDate>)]) -> String {
    let entries: String =
        pages.iter().map(|(address, changed)| entry(site, "url", address, *changed)).collect();
    document("urlset", &entries)
}

/// One entry. The addresses of pages have no characters that XML would need escaped.
fn entry(site: &Site, name: &str, address: &Address, changed: Option<NaiveDate>) -> String {
    let changed = changed.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
    format!("<{name}><loc>{}</loc>{changed}</{name}>\n", site.public_url.of(address))
}

/// The `robots.txt`: everything may be fetched except searches and combined filters, of which there is no end.
pub fn robots(site: &Site) -> String {
    let empty = String::new;
    let (search, data, suggestions, embedding) = (
        Address::Search(Filters::default()),
        Address::SearchData(Filters::default()),
        Address::Suggestions(empty()),
        Address::Embedding(EmbedRequest::of(empty())),
    );
    format!(
        "User-agent: *\nDisallow: {}?\nDisallow: {}\nDisallow: {}\nDisallow: {}\n\
         Disallow: /*?*&\n\nSitemap: {}\n",
        search.template(),
        data.template(),
        suggestions.template(),
        embedding.template(),
        site.public_url.of(&Address::File(FixedFile::Sitemap))
    )
}

fn document(name: &str, entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{name} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</{name}>\n"
    )
}
