//! The page of a request that cannot be answered: what was wrong with it and where to go on. A fault
//! of the site itself gets one constant sentence and a request id, never the cause.

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
    /// Addresses like the one asked for: label and link.
    pub near: Vec<(String, Address)>,
    /// The list without what narrows it, where that was what was wrong.
    pub unfiltered: Option<Address>,
    /// What to search for instead, to begin with.
    pub search: Option<String>,
    request_id: String,
}

impl ErrorPage {
    /// The page for a status code with this title and message.
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

    /// Whether the fault is the site's own, and not for want of time.
    const fn is_ours(&self) -> bool {
        self.status == 500
    }
}
