//! The glossary: the words of the site itself, then the difficult words in the facts. For each explanation it says
//! whether the source or the editor gives it.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::{PlanState, Role, Status, Term};
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::store::StoreError;
use crate::wording::{
    role_label, role_meaning, state_label, state_meaning, status_label, status_meaning,
};

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
    /// The key, label and meaning of each state of a plan. Plans without a time count as plans whose time has passed.
    fn states() -> Vec<(&'static str, &'static str, &'static str)> {
        let shown = PlanState::ALL.iter().filter(|state| **state != PlanState::Undated);
        shown.map(|state| (state.key(), state_label(*state), state_meaning(*state))).collect()
    }

    /// The key, label and meaning of each status.
    fn statuses() -> Vec<(&'static str, &'static str, &'static str)> {
        let row = |status: &Status| (status.key(), status_label(*status), status_meaning(*status));
        Status::ALL.iter().map(row).collect()
    }

    /// The label and meaning of each role.
    fn roles() -> Vec<(&'static str, &'static str)> {
        Role::ALL.iter().map(|role| (role_label(*role), role_meaning(*role))).collect()
    }
}
