//! Every page of the site: an address and a store in, HTML out (and the files that `formats` makes).
//! Each page is a struct, a template of the same name and a test of the same name; what the HTML says
//! is methods on the struct. Knows no HTTP: which address is asked for and what becomes of the HTML is
//! the web's.

mod context;
mod days;
mod files;
mod info;
mod layout;
mod lists;
mod name;
mod records;
mod retired;

pub use context::{Context, Instead, Page, PageError, Rows};
pub use days::changed_on;
pub use files::downloads::{Taken, catalog, digests, download_label, download_links, schema};
pub use files::list_forms::table;
pub use files::tables::Tables;
pub use info::error::ErrorPage;
pub use layout::frame::{Crumb, Frame, Head, sections};
pub use layout::links::{Link, link_field, links};
pub use layout::site::{Place, Site};
pub use lists::listing::page_count;
pub use records::fact_item::FactItem;
pub use records::source::check_paragraph;
pub use retired::instead_of;

use crate::address::{ATOM, Address, ListFormat, TEXT, XML};
use crate::domain::List;
use crate::formats::{json_text, openapi};
use files::fact_forms::fact_form;
use files::{list_forms, oembed, search_forms, security, sitemap};
use info::{about, accessibility, data, home};
use lists::{editions, entities, facts, figures, overdue, search, sources, terms, timeline};
use records::{card, edition, entity, fact, fact_at, source};

/// What is at an address now, if anything is.
pub async fn render(context: Context<'_>, address: &Address) -> Result<Option<Page>, PageError> {
    match address {
        Address::Home => Page::html(&home::HomePage::load(context).await?),
        Address::Overdue => Page::html(&overdue::OverduePage::load(context).await?),
        Address::Fact(code) => Page::html_if(fact::FactPage::load(context, *code).await?),
        Address::FactAt(code, edition) => {
            Page::html_if(fact_at::FactAtPage::load(context, *code, *edition).await?)
        }
        Address::FactIn(code, edition, format) => {
            fact_form(context, *code, *edition, *format).await
        }
        Address::List(listing) if listing.format != ListFormat::Html => {
            list_forms::list_form(context, listing).await
        }
        Address::List(listing) => match listing.list {
            List::Timeline => Page::html_if(timeline::TimelinePage::load(context, listing).await?),
            List::Facts => Page::html_if(facts::FactsPage::load(context, listing).await?),
            List::Figures => Page::html_if(figures::FiguresPage::load(context, listing).await?),
            List::Entities(kind) => {
                Page::html_if(entities::EntitiesPage::load(context, kind, listing).await?)
            }
        },
        Address::EntityData(kind, slug) => {
            Ok(Page::json(list_forms::entity_json(context, *kind, slug).await?))
        }
        Address::SourceData(slug) => Ok(Page::json(list_forms::source_json(context, slug).await?)),
        Address::Entity(kind, slug) => {
            Page::html_if(entity::EntityPage::load(context, *kind, slug).await?)
        }
        Address::Sources => Page::html(&sources::SourcesPage::new(context)),
        Address::Source(slug) | Address::Paragraph(slug, _) => {
            Page::html_if(source::SourcePage::load(context, slug, None).await?)
        }
        Address::Terms | Address::Term(_) => Page::html(&terms::TermsPage::load(context).await?),
        Address::About => Page::html(&about::AboutPage::new(context)),
        Address::Accessibility => Page::html(&accessibility::AccessibilityPage::new(context)),
        Address::Data => Page::html(&data::DataPage::new(context)),
        Address::OpenApi => {
            let edition = context.site.edition.as_ref().map(|edition| edition.number);
            let document = openapi(&context.site.public_url, edition);
            Ok(Page::json(Some(json_text(&document)?)))
        }
        Address::Sitemap => Ok(Some(Page::File(sitemap::sitemap(context).await?, XML))),
        Address::SitemapPart(number) => {
            let part = sitemap::sitemap_part(context, *number).await?;
            Ok(part.map(|part| Page::File(part, XML)))
        }
        Address::Robots => Ok(Some(Page::File(sitemap::robots(context.site), TEXT))),
        Address::Security => Ok(security::security_txt(context).map(|text| Page::File(text, TEXT))),
        Address::Editions => Page::html(&editions::EditionsPage::load(context).await?),
        Address::Edition(number) => {
            Page::html_if(edition::EditionPage::load(context, *number).await?)
        }
        Address::EditionsFeed => {
            Ok(Some(Page::File(list_forms::editions_feed(context).await?, ATOM)))
        }
        Address::Search(text) => Page::html(&search::SearchPage::load(context, text).await?),
        Address::SearchData(text) => {
            Ok(Page::json(Some(search_forms::search_json(context, text).await?)))
        }
        Address::Suggestions(text) => {
            Ok(Page::json(Some(search_forms::suggestions_json(context, text).await?)))
        }
        Address::Card(page, edition) => card::page_card(context, page, *edition).await,
        Address::Embedding(request) => Ok(Page::json(oembed::oembed(context, request).await?)),
        // The snapshot has these: files that are the same for every page.
        Address::Download(_) | Address::Asset(_) => Ok(None),
    }
}
