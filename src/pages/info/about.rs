//! What the site is, what it is not, and how to read it: statuses, roles, dates, codes.

use askama::Template;

use crate::address::FixedPage;
use crate::domain::{Role, Status};
use crate::pages::Context;
use crate::pages::layout::Frame;
use crate::wording::{role_label, role_meaning, status_label, status_meaning};

#[derive(Template)]
#[template(path = "pages/about.html")]
pub struct AboutPage {
    frame: Frame,
}

impl AboutPage {
    pub fn new(context: Context<'_>) -> Self {
        let description =
            "경산 정책기록이 무엇을 어떻게 적는지, 무엇을 알아 두어야 하는지 설명합니다.";
        let crumbs = vec![FixedPage::About.into()];
        Self { frame: Frame::new(context.site, crumbs, description.to_owned()) }
    }

    /// Key, label and meaning of each status.
    fn statuses() -> Vec<(&'static str, &'static str, &'static str)> {
        let row = |status: &Status| (status.key(), status_label(*status), status_meaning(*status));
        Status::ALL.iter().map(row).collect()
    }

    /// Label and meaning of each role.
    fn roles() -> Vec<(&'static str, &'static str)> {
        Role::ALL.iter().map(|role| (role_label(*role), role_meaning(*role))).collect()
    }
}
