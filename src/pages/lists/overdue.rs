//! The plans and forecasts whose time has passed with nothing later told of them, the oldest first.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::{Fact, Filters, List, Status};
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame};
use crate::pages::records::FactItem;
use crate::store::{Store, StoreError};

/// The most plans, and the most forecasts, that are looked at, the earliest first.
const LOOKED_AT: u64 = 200;

#[derive(Template)]
#[template(path = "pages/overdue.html")]
pub struct OverduePage {
    frame: Frame,
    facts: Vec<FactItem>,
    /// Whether there are more plans and forecasts than were looked at.
    cut: bool,
}

impl OverduePage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let (facts, cut) = dated_plans(context.store, LOOKED_AT).await?;
        let mut facts = FactItem::list(context, facts);
        facts.retain(|item| item.unconfirmed().is_some());
        let description = "기사에 나온 계획과 전망 가운데 그 시점이 지났고, 이후 확인된 기록이 없는 것의 목록입니다.";
        let crumbs =
            vec![Crumb::new("연표", Address::list(List::Timeline)), FixedPage::Overdue.into()];
        let frame = Frame::new(context.site, crumbs, description.to_owned());
        Ok(Self { frame, facts, cut })
    }
}

/// The first dated plans and forecasts, so many of each at most, in the order of the timeline; and
/// whether there are more.
pub async fn dated_plans(store: &Store, most: u64) -> Result<(Vec<Fact>, bool), StoreError> {
    let (mut expected, mut more) = (Vec::new(), false);
    for status in [Status::Planned, Status::Forecast] {
        let filters = Filters { status: Some(status), ..Filters::default() };
        let part = store.narrowed(List::Timeline, &filters).await?.facts(0..most).await?;
        more |= part.total > most;
        expected.extend(part.items);
    }
    expected.sort_by_key(|fact| {
        let date = fact.date.as_ref().map(|date| (date.edtf.earliest(), date.edtf.latest()));
        (date, fact.code)
    });
    Ok((expected, more))
}
