//! All facts, in the order of their codes.

use askama::Template;

use super::{Context, Crumb, FactItem, Frame};
use crate::address::{Address, Feed};
use crate::store::{Selection, StoreError};

#[derive(Template)]
#[template(path = "pages/facts.html")]
pub struct FactsPage {
    frame: Frame,
    facts: Vec<FactItem>,
}

impl FactsPage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let facts = context.items(store.facts(Selection::All).await?).await?;
        let description = format!(
            "경산시 산업정책에 대한 기록 {}건 전체입니다. 기록마다 고유 번호, 상태, 날짜와 근거 문단이 있습니다.",
            facts.len()
        );
        let frame = Frame::new(site, vec![Crumb::new("기록", Address::Facts)], description);
        Ok(Self { frame, facts })
    }
}
