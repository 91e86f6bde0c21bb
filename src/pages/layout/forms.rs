//! The other forms of what a page shows. The page has them in its head and offers them to people; the page of the data
//! and the catalogue list them.

use crate::address::{Address, FactFormat, FixedFile, FixedPage, ListFormat, TableFormat};
use crate::domain::List;
use crate::wording::{
    fact_format_label, list_format_label, list_label, page_label, table_format_label,
};

/// Addresses with what each is called.
pub type Forms = Vec<(&'static str, Address)>;

/// The other forms of a page, as programs ask for them.
pub fn forms(page: &Address) -> Forms {
    match page {
        Address::Fact(code, edition) => {
            let form =
                |format| (fact_format_label(format), Address::FactIn(*code, *edition, format));
            FactFormat::DATA.map(form).into()
        }
        Address::List(listing) => {
            let form = |format: &ListFormat| {
                (list_format_label(*format), Address::List(listing.in_format(*format)))
            };
            ListFormat::others(listing.list).iter().map(form).collect()
        }
        Address::Entity(kind, slug) => vec![("JSON", Address::EntityData(*kind, slug.clone()))],
        Address::Source(slug) => vec![("JSON", Address::SourceData(slug.clone()))],
        Address::Theme(slug) => vec![("JSON", Address::ThemeData(slug.clone()))],
        Address::Search(filters) if !filters.is_empty() => {
            vec![("JSON", Address::SearchData(filters.clone()))]
        }
        Address::Page(FixedPage::Sources) => {
            let form = |table| (table_format_label(table), Address::SourceTable(table));
            let json = ("JSON", Address::File(FixedFile::Sources));
            TableFormat::ALL.into_iter().map(form).chain([json]).collect()
        }
        Address::Page(FixedPage::Data) => vec![("OpenAPI", Address::File(FixedFile::OpenApi))],
        Address::Page(FixedPage::Editions) => {
            vec![("새 소식 받기(Atom)", Address::File(FixedFile::EditionsFeed))]
        }
        _ => Vec::new(),
    }
}

/// The same as links that people follow lead to them.
pub fn forms_for_people(page: &Address) -> Forms {
    forms(page).into_iter().map(|(label, form)| (label, form.for_people())).collect()
}

/// The pages that can be had as tables: each list, and the sources.
pub fn pages_with_tables() -> Forms {
    let lists = List::all().into_iter().map(|list| (list_label(list), Address::list(list)));
    let sources = FixedPage::Sources;
    lists.chain([(page_label(sources), sources.into())]).collect()
}
