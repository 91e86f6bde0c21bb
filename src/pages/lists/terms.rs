//! The glossary. Says of each explanation whether it is the source's or the editor's.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::Term;
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::store::StoreError;

#[derive(Template)]
#[template(path = "pages/terms.html")]
pub struct TermsPage {
    frame: Frame,
    terms: Vec<Term>,
}

impl TermsPage {
    pub async fn load(context: Context<'_>) -> Result<Self, StoreError> {
        let mut terms = context.store.terms().await?.to_vec();
        terms.sort_by(|a, b| a.name.cmp(&b.name));
        let description =
            format!("기록에 나오는 어려운 말 {}개를 쉬운 말로 풀었습니다.", terms.len());
        let crumbs = vec![FixedPage::Terms.into()];
        Ok(Self { frame: Frame::new(context.site, crumbs, description), terms })
    }
}
