//! Every published edition, the newest first.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::EditionHead;
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::store::StoreError;

#[derive(Template)]
#[template(path = "pages/editions.html")]
pub struct EditionsPage {
    frame: Frame,
    editions: Vec<EditionHead>,
}

impl EditionsPage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let editions = context.store.editions().await?;
        let description = format!(
            "발행한 판 {}개의 목록입니다. 판마다 더하고 고치고 거둔 기록을 볼 수 있습니다.",
            editions.len()
        );
        let crumbs = vec![FixedPage::Editions.into()];
        Ok(Self { frame: Frame::new(context.site, crumbs, description), editions })
    }
}
