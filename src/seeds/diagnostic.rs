//! A mistake in the seeds: where it stands, what is wrong and what would be right, drawn with the
//! offending text. Collects every mistake of a run; decides nothing about what a mistake is.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use sha2::{Digest, Sha256};

/// One file of the seeds: its path as the reader is shown it and its text in NFC.
#[derive(Debug)]
pub struct SeedFile {
    pub path: String,
    pub text: String,
    /// Places whose line and column are known, once anybody asks for one: a file may have a mistake in
    /// every line, and is not to be read anew for each.
    milestones: OnceLock<Vec<Milestone>>,
}

/// A byte of a text with its line and column, both from 1, the column in characters.
#[derive(Debug, Clone, Copy)]
struct Milestone {
    at: usize,
    line: usize,
    column: usize,
}

/// So many bytes from one milestone to the next.
const STRIDE: usize = 4096;

/// So many bytes of a line are shown before and behind a mistake, and of the mistake itself.
const SHOWN: usize = 200;

/// A place in a seed file.
#[derive(Debug, Clone)]
pub struct Place {
    pub file: Arc<SeedFile>,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}

/// A value of the seeds with the place it was written.
#[derive(Debug, Clone)]
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
    pub fn new(path: String, text: String) -> Self {
        Self { path, text, milestones: OnceLock::new() }
    }

    /// The SHA-256 of the text.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.text).into()
    }

    fn milestone_before(&self, at: usize) -> Milestone {
        let milestones = self.milestones.get_or_init(|| milestones(&self.text));
        let behind = milestones.partition_point(|milestone| milestone.at <= at);
        milestones[behind.saturating_sub(1)]
    }
}

impl Milestone {
    const START: Self = Self { at: 0, line: 1, column: 1 };

    /// The place behind a text that begins here.
    fn after(self, text: &str) -> Self {
        let lines = text.matches('\n').count();
        let column = match text.rfind('\n') {
            Some(newline) => text[newline + 1..].chars().count() + 1,
            None => self.column + text.chars().count(),
        };
        Self { at: self.at + text.len(), line: self.line + lines, column }
    }
}

/// The places of a text every [`STRIDE`] bytes, where a character begins.
fn milestones(text: &str) -> Vec<Milestone> {
    let mut here = Milestone::START;
    let mut milestones = vec![here];
    for at in (STRIDE..text.len()).step_by(STRIDE) {
        here = here.after(&text[here.at..text.ceil_char_boundary(at)]);
        milestones.push(here);
    }
    milestones
}

impl Place {
    /// Line and column, both from 1, the column in characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = self.file.milestone_before(self.span.start);
        let here = before.after(&self.file.text[before.at..self.span.start]);
        (here.line, here.column)
    }

    /// The bytes of the file that are shown, which begin in the line in which the place begins, and the
    /// place in them.
    fn shown(&self) -> (Range<usize>, Range<usize>) {
        let (text, start) = (&self.file.text, self.span.start);
        let end = text.floor_char_boundary(self.span.end.min(start + SHOWN));
        let earliest = text.ceil_char_boundary(start.saturating_sub(SHOWN));
        let from = text[earliest..start].rfind('\n').map_or(earliest, |at| earliest + at + 1);
        let latest = text.floor_char_boundary(end + SHOWN);
        let to = text[end..latest].find('\n').map_or(latest, |at| end + at);
        (from..to, start - from..end - from)
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
    pub fn message(&self) -> &str {
        &self.message
    }

    /// `path:line:column`, or the path alone when the file could not be read.
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
            Site::Text(place) => {
                let (line, column) = place.line_and_column();
                let (shown, span) = place.shown();
                let origin = Origin::path(&place.file.path).line(line).char_column(column);
                let snippet = Snippet::source(&place.file.text[shown]).line_start(line);
                let snippet = snippet.annotation(AnnotationKind::Primary.span(span));
                renderer.render(&[title.element(origin).element(snippet).element(help)])
            }
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
    pub fn all(&self) -> &[Diagnostic] {
        &self.0
    }

    /// `Ok` when there is none.
    pub fn none_or_err(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The drawing of every mistake, with colours for a terminal when `styled`.
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
        let file = SeedFile::new("facts/a.toml".into(), "a = 1\n# 경산 x".into());
        let span = file.text.len() - 1..file.text.len();
        let place = Place { file: Arc::new(file), span };
        assert_eq!(place.to_string(), "facts/a.toml:2:6");
    }

    #[test]
    fn a_place_far_down_or_far_to_the_right_is_found_as_by_counting() {
        let text = "가나다 x\n".repeat(3000) + &"라".repeat(20_000);
        let file = Arc::new(SeedFile::new("a.toml".into(), text.clone()));
        for at in (0..text.len()).step_by(97).filter(|at| text.is_char_boundary(*at)) {
            let counted = text[..at].chars().fold((1, 1), |(line, column), c| match c {
                '\n' => (line + 1, 1),
                _ => (line, column + 1),
            });
            let place = Place { file: Arc::clone(&file), span: at..at };
            assert_eq!(place.line_and_column(), counted, "{at}");
        }
    }
}
