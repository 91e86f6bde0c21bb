//! What every page is made from, and what becomes of it: a page, a file, a picture, or why there is none.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use thiserror::Error;

use super::layout::site::Site;
use crate::address::{Address, ParameterError};
use crate::domain::Code;
use crate::formats::{PictureError, QrError, XlsxError, ZipError};
use crate::store::{Store, StoreError};

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub store: &'a Store,
    pub site: &'a Arc<Site>,
    /// The day in Seoul; matters to plans whose time has passed.
    pub today: NaiveDate,
}

/// Why a page could not be made.
#[derive(Debug, Error)]
pub enum PageError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("template: {0}")]
    Template(#[from] askama::Error),
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error("QR code: {0}")]
    Qr(#[from] QrError),
    #[error("ZIP: {0}")]
    Package(#[from] ZipError),
    #[error("workbook: {0}")]
    Workbook(#[from] XlsxError),
    /// The task that made a file ended without it.
    #[error("a file was not finished")]
    Stopped,
}

impl PageError {
    /// Whether there was no time for it now.
    pub fn is_late(&self) -> bool {
        match self {
            Self::Store(error) => error.is_late(),
            _ => false,
        }
    }
}

/// What is at an address.
#[derive(Debug)]
pub enum Page {
    Text(String),
    /// A picture, still to be drawn from an SVG.
    Picture(String),
}

/// What is to be said of an address where nothing is.
#[derive(Debug, Clone)]
pub enum NotFoundReason {
    /// A parameter names what is not there.
    Refused(ParameterError),
    /// What was here has another address now.
    Moved(Address),
    /// What was here was withdrawn: the page that says when and why, and the sentence for programs.
    Gone {
        html: String,
        sentence: String,
    },
    /// The edition asked for is still to come.
    ToCome(u32),
    /// The edition asked for does not have the fact; the one that first has it, if any does.
    NotInEdition {
        code: Code,
        asked: u32,
        first: Option<u32>,
    },
    Missing,
}

impl Page {
    pub fn html(page: &impl Template) -> Result<Option<Self>, PageError> {
        Ok(Some(Self::Text(page.render()?)))
    }

    pub fn html_if(page: Option<impl Template>) -> Result<Option<Self>, PageError> {
        page.map_or(Ok(None), |page| Self::html(&page))
    }
}
