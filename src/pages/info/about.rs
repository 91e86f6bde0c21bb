//! What the site is, who runs it, how facts are written, and what to keep in mind.

use askama::Template;

use crate::address::FixedPage;
use crate::pages::Context;
use crate::pages::layout::Frame;

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
}
