//! Every page of the site, made from an address and a store. Each page is a struct with a template and a test of the
//! same name; the texts in the HTML are methods of the struct. Nothing here knows HTTP: requests and answers belong
//! to `web`.

mod context;
mod files;
mod info;
mod layout;
mod lists;
mod moments;
mod name;
mod partners;
mod plans;
mod records;
mod retired;
mod themes;
mod timeline_picture;

pub use context::{Context, NotFoundReason, Page, PageError};
pub use files::downloads::{Artifact, catalog, digests, download_links, schema};
pub use files::list_tables::{off_thread, table};
pub use files::table_guide::table_names;
pub use files::tables::Tables;
pub use info::error::ErrorPage;
pub use layout::contact::Contact;
pub use layout::frame::{Crumb, Frame, Head, menu};
pub use layout::site::{Site, SiteConfig};
pub use lists::listing::page_count;
pub use records::fact_item::FactItem;
pub use records::source::check_sentences;
pub use retired::not_found_reason;
pub use timeline_picture::TimelinePicture;

use futures_util::FutureExt;

use crate::address::{Address, FixedFile, FixedPage, ListFormat, Listing};
use crate::domain::List;
use files::fact_forms::fact_form;
use files::{feeds, list_forms, oembed, openapi, search_forms, security, sitemap, timeline_svg};
use info::{about, accessibility, data, home};
use lists::{
    editions, embed, entities, facts, figures, plan_list, search, sources, terms, timeline,
};
use records::{card, edition, entity, fact, fact_at, source};
use themes::{index, theme};

/// The content of an address, if it has any. The future of each page is boxed, because otherwise the compiler proves
/// for all of them at once that they are `Send`, which takes it minutes.
pub async fn render(context: Context<'_>, address: &Address) -> Result<Option<Page>, PageError> {
    let text = match address {
        Address::Page(page) => return fixed_page(context, *page).boxed().await,
        Address::Embed(page) => return embed::embedded_page(context, *page).boxed().await,
        Address::File(FixedFile::TimelinePng) => {
            return Ok(Some(Page::Picture(timeline_svg::timeline_svg(context).boxed().await?)));
        }
        Address::File(file) => fixed_file(context, *file).await?,
        Address::Fact(code, None) => {
            return Page::html_if(fact::FactPage::load(context, *code).boxed().await?);
        }
        Address::Fact(code, Some(edition)) => {
            return Page::html_if(
                fact_at::FactAtPage::load(context, *code, *edition).boxed().await?,
            );
        }
        Address::FactIn(code, edition, format) => {
            return fact_form(context, *code, *edition, *format).boxed().await;
        }
        Address::List(listing) if listing.format != ListFormat::Html => {
            return list_forms::list_form(context, listing).boxed().await;
        }
        Address::List(listing) => return list_page(context, listing).boxed().await,
        Address::EntityData(kind, slug) => {
            list_forms::entity_json(context, *kind, slug).boxed().await?
        }
        Address::SourceData(slug) => source::source_json(context, slug).boxed().await?,
        Address::Theme(slug) => {
            return Page::html_if(theme::ThemePage::load(context, slug).boxed().await?);
        }
        Address::ThemeData(slug) => theme::theme_json(context, slug).boxed().await?,
        Address::Entity(kind, slug) => {
            return Page::html_if(entity::EntityPage::load(context, *kind, slug).boxed().await?);
        }
        Address::Source(slug) | Address::Paragraph(slug, _) => {
            return Page::html_if(source::SourcePage::load(context, slug, None).boxed().await?);
        }
        Address::Term(_) => return fixed_page(context, FixedPage::Terms).boxed().await,
        Address::SitemapPart(number) => sitemap::sitemap_part(context, *number).boxed().await?,
        Address::Edition(number) => {
            return Page::html_if(edition::EditionPage::load(context, *number).boxed().await?);
        }
        Address::Search(filters) => {
            return Page::html_if(search::SearchPage::load(context, filters).boxed().await?);
        }
        Address::SearchData(filters) => search_forms::search_json(context, filters).boxed().await?,
        Address::Suggestions(text) => {
            Some(search_forms::suggestions_json(context, text).boxed().await?)
        }
        Address::Card(page, edition) => {
            return card::page_card(context, page, *edition).boxed().await;
        }
        Address::Embedding(request) => oembed::oembed(context, request).boxed().await?,
        // The snapshot answers these: they are tables, or files that are the same for every page.
        Address::Download(_) | Address::Asset(_) | Address::SourceTable(_) => None,
    };
    Ok(text.map(Page::Text))
}

async fn fixed_page(context: Context<'_>, page: FixedPage) -> Result<Option<Page>, PageError> {
    match page {
        FixedPage::Home => Page::html(&home::HomePage::load(context).boxed().await?),
        FixedPage::Themes => Page::html(&index::ThemesPage::load(context).boxed().await?),
        FixedPage::Sources => Page::html(&sources::SourcesPage::new(context)),
        FixedPage::Terms => Page::html(&terms::TermsPage::load(context).boxed().await?),
        FixedPage::About => Page::html(&about::AboutPage::new(context)),
        FixedPage::Accessibility => Page::html(&accessibility::AccessibilityPage::new(context)),
        FixedPage::Data => Page::html(&data::DataPage::new(context)),
        FixedPage::Editions => Page::html(&editions::EditionsPage::load(context).boxed().await?),
    }
}

async fn fixed_file(context: Context<'_>, file: FixedFile) -> Result<Option<String>, PageError> {
    Ok(match file {
        FixedFile::OpenApi => Some(openapi::openapi_json(context).boxed().await?),
        FixedFile::EditionsFeed => Some(feeds::editions_feed(context).boxed().await?),
        FixedFile::TimelineSvg | FixedFile::TimelinePng => {
            Some(timeline_svg::timeline_svg(context).boxed().await?)
        }
        FixedFile::Sources => Some(sources::sources_json(context)),
        FixedFile::Sitemap => Some(sitemap::sitemap(context).boxed().await?),
        FixedFile::Robots => Some(sitemap::robots(context.site)),
        FixedFile::Security => security::security_txt(context),
    })
}

async fn list_page(context: Context<'_>, listing: &Listing) -> Result<Option<Page>, PageError> {
    match listing.list {
        List::Plans => Page::html_if(plan_list::PlansPage::load(context, listing).boxed().await?),
        List::Timeline => {
            Page::html_if(timeline::TimelinePage::load(context, listing).boxed().await?)
        }
        List::Facts => Page::html_if(facts::FactsPage::load(context, listing).boxed().await?),
        List::Figures => Page::html_if(figures::FiguresPage::load(context, listing).boxed().await?),
        List::Entities(kind) => {
            Page::html_if(entities::EntitiesPage::load(context, kind, listing).boxed().await?)
        }
    }
}
