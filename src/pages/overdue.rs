//! The plans and forecasts whose time has passed with nothing later told of them, the oldest first.

use askama::Template;

use super::{Context, Crumb, FactItem, Frame};
use crate::address::Address;
use crate::domain::List;
use crate::store::{Selection, StoreError};

#[derive(Template)]
#[template(path = "pages/overdue.html")]
pub struct OverduePage {
    frame: Frame,
    facts: Vec<FactItem>,
}

impl OverduePage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let mut facts = context.items(context.store.facts(Selection::Dated).await?).await?;
        facts.retain(|item| item.unconfirmed().is_some());
        let description = "기사에 나온 계획과 전망 가운데 그 시점이 지났고, 이후 확인된 기록이 없는 것의 목록입니다.";
        let crumbs = vec![
            Crumb::new("연표", Address::list(List::Timeline)),
            Crumb::new("시점이 지난 계획과 전망", Address::Overdue),
        ];
        Ok(Self { frame: Frame::new(context.site, crumbs, description.to_owned()), facts })
    }
}
