//! The input of every page, and the possible results: a text, a picture, or the reason why there is no page.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use thiserror::Error;

use super::layout::site::Site;
use crate::address::{Address, ParameterError};
use crate::domain::Code;
use crate::formats::{PictureError, QrError, XlsxError, ZipError};
use crate::store::{Store, StoreError};

/// The input of every page.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub store: &'a Store,
    pub site: &'a Arc<Site>,
    /// Today in Seoul, by which a plan's time has passed or not.
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
    /// The task that writes a file ended before the file was complete.
    #[error("a file was not finished")]
    Stopped,
}

impl PageError {
    /// Whether the page failed only because there was no time for it.
    pub fn is_late(&self) -> bool {
        match self {
            Self::Store(error) => error.is_late(),
            _ => false,
        }
    }
}

/// The content of an address.
#[derive(Debug)]
pub enum Page {
    Text(String),
    /// An SVG that still has to be drawn as pixels.
    Picture(String),
}

/// Why an address has no content.
#[derive(Debug, Clone)]
pub enum NotFoundReason {
    /// A parameter names something that does not exist.
    Refused(ParameterError),
    /// The record has another address now.
    Moved(Address),
    /// The record was withdrawn: the page that says when and why, and the same in a sentence for programs.
    Gone {
        html: String,
        sentence: String,
    },
    /// The edition is not published yet.
    ToCome(u32),
    /// The edition does not have the fact; `first` is the first later one that does.
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
