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
            "발행한 판 {}개입니다. 판마다 새로 실은 기록과 고친 기록, 내린 기록을 봅니다.",
            editions.len()
        );
        let crumbs = vec![FixedPage::Editions.into()];
        Ok(Self { frame: Frame::new(context.site, crumbs, description), editions })
    }
}
