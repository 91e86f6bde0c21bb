//! How to download the data: the formats of every list, ready examples, and what the site promises.

use askama::Template;

use crate::address::{Address, CSV, FixedPage, ListFormat, Listing};
use crate::domain::List;
use crate::formats::API_VERSION;
use crate::pages::Context;
use crate::pages::layout::{Forms, Frame, forms, forms_for_people, pages_with_tables};

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
        let row = |(label, page)| {
            let forms = forms_for_people(&page);
            (label, page, forms)
        };
        pages_with_tables().into_iter().map(row).collect()
    }

    /// Each list, and the sources, as CSV for programs.
    fn tables() -> Forms {
        let table = |(label, page)| {
            let mut forms = forms(&page).into_iter();
            forms.find(|(_, form)| form.media_type() == CSV).map(|(_, csv)| (label, csv))
        };
        pages_with_tables().into_iter().filter_map(table).collect()
    }

    fn csv() -> Address {
        Address::List(Listing::from(List::Facts).in_format(ListFormat::CSV))
    }

    fn json() -> Address {
        Address::List(Listing::from(List::Timeline).in_format(ListFormat::Json))
    }
}
