//! The sources that the facts rest on.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::pages::Context;
use crate::pages::layout::Frame;

#[derive(Template)]
#[template(path = "pages/sources.html")]
pub struct SourcesPage {
    frame: Frame,
}

impl SourcesPage {
    pub fn new(context: Context<'_>) -> Self {
        let description =
            "기록의 근거가 되는 신문 기사입니다. 어느 문단에 어떤 기록이 있는지 볼 수 있습니다.";
        let crumbs = vec![FixedPage::Sources.into()];
        Self { frame: Frame::new(context.site, crumbs, description.to_owned()) }
    }
}
