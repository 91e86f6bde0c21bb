//! How to download the data: the formats of every list, ready examples, and what the site promises.

use askama::Template;

use crate::address::{Address, FactFormat, FixedPage, ListFormat, Listing, TableFormat};
use crate::domain::List;
use crate::formats::API_VERSION;
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::pages::lists::source_forms;
use crate::wording::{list_format_label, list_label, page_label};

/// The names of formats with their addresses.
type Forms = Vec<(&'static str, Address)>;

#[derive(Template)]
#[template(path = "pages/data.html")]
pub struct DataPage {
    frame: Frame,
}

impl DataPage {
    pub fn new(context: Context<'_>) -> Self {
        let description = "경산 정책기록의 모든 기록을 엑셀, CSV, JSON으로 받는 방법입니다.";
        let crumbs = vec![FixedPage::Data.into()];
        Self { frame: Frame::new(context.site, crumbs, description.to_owned()) }
    }

    /// Each list, and the sources, with its page and its other formats.
    fn lists() -> Vec<(&'static str, Address, Forms)> {
        let row = |list: List| {
            let form = |format: &ListFormat| {
                let listing = Listing::from(list).in_format(format.for_people());
                (list_format_label(*format), Address::List(listing))
            };
            let forms = ListFormat::others(list).iter().map(form).collect();
            (list_label(list), Address::list(list), forms)
        };
        let sources = FixedPage::Sources;
        let forms = source_forms(TableFormat::CSV_FOR_PEOPLE);
        let sources = (page_label(sources), sources.into(), forms);
        List::all().into_iter().map(row).chain([sources]).collect()
    }

    /// Each list as CSV for programs.
    fn tables() -> Forms {
        let of_list = |list: List| {
            let listing = Listing::from(list).in_format(ListFormat::CSV);
            (list_label(list), Address::List(listing))
        };
        let sources = (page_label(FixedPage::Sources), Address::SourceTable(TableFormat::CSV));
        List::all().into_iter().map(of_list).chain([sources]).collect()
    }

    fn csv() -> Address {
        Address::List(Listing::from(List::Facts).in_format(ListFormat::CSV))
    }

    fn json() -> Address {
        Address::List(Listing::from(List::Timeline).in_format(ListFormat::Json))
    }

    /// The suffix of a fact's address in each data format.
    fn fact_suffixes() -> Vec<&'static str> {
        let pictures = [FactFormat::Card, FactFormat::Qr, FactFormat::Embed];
        let data = FactFormat::ALL.iter().filter(|format| !pictures.contains(format));
        data.map(|format| format.suffix()).collect()
    }
}
