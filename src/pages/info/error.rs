//! The page for a request that cannot be answered: what was wrong with it and where to go next. For a fault of the
//! site itself it has one constant sentence and a request id, never the cause.

use askama::Template;

use crate::address::{Address, FixedPage};
use crate::domain::List;
use crate::pages::Context;
use crate::pages::layout::{Crumb, Frame};

#[derive(Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    frame: Frame,
    pub status: u16,
    pub message: String,
    /// Links to addresses similar to the requested one.
    pub near: Vec<(String, Address)>,
    /// The list without its filters, if one of those was wrong.
    pub unfiltered: Option<Address>,
    /// The text that the search box begins with.
    pub search: Option<String>,
    request_id: String,
}

impl ErrorPage {
    pub fn new(
        context: Context<'_>,
        status: u16,
        title: &str,
        message: String,
        request_id: String,
    ) -> Self {
        let crumbs = vec![Crumb::new(title, FixedPage::Home.into())];
        let frame = Frame::new(context.site, crumbs, message.clone()).without_address();
        Self {
            frame,
            status,
            message,
            near: Vec::new(),
            unfiltered: None,
            search: None,
            request_id,
        }
    }

    /// Whether the site itself failed; a lack of time is not a failure.
    const fn is_ours(&self) -> bool {
        self.status == 500
    }
}
