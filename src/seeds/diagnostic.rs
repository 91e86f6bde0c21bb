//! A mistake in the seeds: where it stands, what is wrong and what would be right, drawn with the
//! offending text. Collects every mistake of a run; decides nothing about what a mistake is.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use sha2::{Digest, Sha256};

/// One file of the seeds: its path as the reader is shown it and its text in NFC.
#[derive(Debug, PartialEq, Eq)]
pub struct SeedFile {
    pub path: String,
    pub text: String,
}

/// A place in a seed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: Arc<SeedFile>,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}

/// A value of the seeds with the place it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    pub value: T,
    pub place: Place,
}

/// Where a mistake is.
#[derive(Debug, Clone)]
enum Site {
    Text(Place),
    /// A file or folder whose text could not be read.
    Path(String),
}

/// One mistake.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    site: Site,
    message: String,
    help: String,
}

/// Every mistake of a run, at least one when returned as an error.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<Diagnostic>);

impl SeedFile {
    /// The SHA-256 of the text.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.text).into()
    }
}

impl Place {
    /// Line and column, both from 1, the column in characters.
    #[must_use]
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.span.start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_and_column();
        write!(f, "{}:{line}:{column}", self.file.path)
    }
}

impl Diagnostic {
    /// What is wrong, without the drawing.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// `path:line:column`, or the path alone when the file could not be read.
    #[must_use]
    pub fn location(&self) -> String {
        match &self.site {
            Site::Text(place) => place.to_string(),
            Site::Path(path) => path.clone(),
        }
    }

    fn draw(&self, renderer: &Renderer) -> String {
        let title = Level::ERROR.with_name("오류").primary_title(self.message.as_str());
        let help = Level::HELP.with_name("도움말").message(self.help.as_str());
        match &self.site {
            Site::Text(place) => renderer.render(&[title
                .element(
                    Snippet::source(place.file.text.as_str())
                        .path(place.file.path.as_str())
                        .annotation(AnnotationKind::Primary.span(place.span.clone())),
                )
                .element(help)]),
            Site::Path(path) => {
                renderer.render(&[title.element(Origin::path(path.as_str())).element(help)])
            }
        }
    }
}

impl Mistakes {
    /// Notes a mistake at a place in a file: what is wrong, and what would be right.
    pub fn at(&mut self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.push(Site::Text(place.clone()), message.into(), help.into());
    }

    /// Notes a mistake about a file or folder as a whole.
    pub fn on_path(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        self.push(Site::Path(path.to_owned()), message.into(), help.into());
    }

    fn push(&mut self, site: Site, message: String, help: String) {
        self.0.push(Diagnostic { site, message, help });
    }

    /// Takes in the mistakes of another part of the run.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Every mistake, in the order of its discovery.
    #[must_use]
    pub fn all(&self) -> &[Diagnostic] {
        &self.0
    }

    /// `Ok` when there is none.
    ///
    /// # Errors
    /// The mistakes themselves.
    pub fn none_or_err(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The drawing of every mistake, with colours for a terminal when `styled`.
    #[must_use]
    pub fn draw(&self, styled: bool) -> String {
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        let mut drawings: Vec<String> =
            self.0.iter().map(|mistake| mistake.draw(&renderer)).collect();
        drawings.push(format!("오류 {}건. 아무것도 불러오지 않았습니다.", self.0.len()));
        drawings.join("\n\n")
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.draw(false))
    }
}

impl std::error::Error for Mistakes {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let file = SeedFile { path: "facts/a.toml".into(), text: "a = 1\n# 경산 x".into() };
        let span = file.text.len() - 1..file.text.len();
        let place = Place { file: Arc::new(file), span };
        assert_eq!(place.to_string(), "facts/a.toml:2:6");
    }
}
