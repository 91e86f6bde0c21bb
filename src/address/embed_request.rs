//! A request of an oEmbed 1.0 consumer: the address to embed and the room there is for it.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use super::parameters::{ParameterError, ParameterFault, Parameters, QUERY};

/// The longest address that can be asked about, in characters.
pub const URL_MAX: usize = 2000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedRequest {
    /// The absolute address to be embedded.
    pub url: String,
    /// The room there is, in CSS pixels.
    pub max_width: Option<u32>,
    pub max_height: Option<u32>,
}

impl EmbedRequest {
    /// A request for an address without a size limit.
    pub const fn of(url: String) -> Self {
        Self { url, max_width: None, max_height: None }
    }

    pub(super) fn parse(parameters: Parameters<'_>) -> Result<Self, ParameterError> {
        if parameters.text("format", 20)?.is_some_and(|format| format != "json") {
            return Err(ParameterFault::NotOffered.of("format"));
        }
        let url = parameters.text("url", URL_MAX)?;
        Ok(Self {
            url: url.ok_or_else(|| ParameterFault::Missing.of("url"))?,
            max_width: parameters.number("maxwidth")?,
            max_height: parameters.number("maxheight")?,
        })
    }
}

impl fmt::Display for EmbedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/oembed?url={}", utf8_percent_encode(&self.url, QUERY))?;
        if let Some(width) = self.max_width {
            write!(f, "&maxwidth={width}")?;
        }
        if let Some(height) = self.max_height {
            write!(f, "&maxheight={height}")?;
        }
        Ok(())
    }
}
