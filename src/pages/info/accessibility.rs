//! The accessibility statement: what was done, what was tested and with what, what is known to fall short, and how to
//! tell the operator. It says nothing that the tests do not hold.

use askama::Template;

use crate::address::FixedPage;
use crate::pages::Context;
use crate::pages::layout::Frame;

#[derive(Template)]
#[template(path = "pages/accessibility.html")]
pub struct AccessibilityPage {
    frame: Frame,
}

impl AccessibilityPage {
    pub fn new(context: Context<'_>) -> Self {
        let description = "경산 정책기록의 접근성 기준과 아직 확인하지 못한 점입니다.";
        let crumbs = vec![FixedPage::Accessibility.into()];
        Self { frame: Frame::new(context.site, crumbs, description.to_owned()) }
    }
}
