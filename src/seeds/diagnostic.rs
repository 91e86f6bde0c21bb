//! A mistake in the seeds: where it stands, what is wrong and what would be right, drawn with the offending text.
//! This file collects every mistake of a run; what counts as a mistake is decided elsewhere.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

/// One file of the seeds: its path as the reader is shown it and its text in NFC.
#[derive(Debug)]
pub struct SeedFile {
    pub path: String,
    pub text: String,
    /// The byte at which each line begins, found when a mistake first asks for its line.
    line_starts: OnceLock<Vec<usize>>,
}

/// How many bytes of a line are shown before and after a mistake, and of the mistake itself.
const SHOWN: usize = 200;

/// A range of bytes in a seed file.
#[derive(Debug, Clone)]
pub struct Span {
    pub file: Arc<SeedFile>,
    pub range: Range<usize>,
}

/// A value of the seeds and where it was written.
#[derive(Debug, Clone)]
pub struct Located<T> {
    pub value: T,
    pub span: Span,
}

/// The location of a mistake.
#[derive(Debug, Clone)]
enum MistakeLocation {
    Text(Span),
    /// A file or folder whose text could not be read.
    Path(String),
}

/// One mistake.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    location: MistakeLocation,
    message: String,
    help: String,
}

/// Every mistake of a run, at least one when returned as an error.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<Diagnostic>);

impl SeedFile {
    pub fn new(path: String, text: String) -> Self {
        Self { path, text, line_starts: OnceLock::new() }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let after_newlines = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(after_newlines).collect()
        })
    }
}

impl Span {
    /// A range that a parser gave, moved to the bounds of whole characters.
    pub fn new(file: &Arc<SeedFile>, range: &Range<usize>) -> Self {
        let end = file.text.ceil_char_boundary(range.end);
        let start = file.text.floor_char_boundary(range.start.min(end));
        Self { file: Arc::clone(file), range: start..end }
    }

    /// Line and column, both from 1, the column in characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let (starts, at) = (self.file.line_starts(), self.range.start);
        let line = starts.partition_point(|start| *start <= at);
        (line, self.file.text[starts[line - 1]..at].chars().count() + 1)
    }

    /// The bytes of the file that are drawn, from within the line in which the span begins, and the span
    /// relative to them.
    fn excerpt(&self) -> (Range<usize>, Range<usize>) {
        let (text, start) = (&self.file.text, self.range.start);
        let end = text.floor_char_boundary(self.range.end.min(start + SHOWN));
        let earliest = text.ceil_char_boundary(start.saturating_sub(SHOWN));
        let from = text[earliest..start].rfind('\n').map_or(earliest, |at| earliest + at + 1);
        let latest = text.floor_char_boundary(end + SHOWN);
        let to = text[end..latest].find('\n').map_or(latest, |at| end + at);
        (from..to, start - from..end - from)
    }
}

impl fmt::Display for Span {
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
        match &self.location {
            MistakeLocation::Text(span) => span.to_string(),
            MistakeLocation::Path(path) => path.clone(),
        }
    }

    fn draw(&self, renderer: &Renderer) -> String {
        let (message, help) = (stopped(&self.message), stopped(&self.help));
        let title = Level::ERROR.with_name("오류").primary_title(message.as_str());
        let help = Level::HELP.with_name("고치는 법").message(help.as_str());
        match &self.location {
            MistakeLocation::Text(span) => {
                let (line, column) = span.line_and_column();
                let (excerpt, marked) = span.excerpt();
                let origin = Origin::path(&span.file.path).line(line).char_column(column);
                let snippet = Snippet::source(&span.file.text[excerpt]).line_start(line);
                let snippet = snippet.annotation(AnnotationKind::Primary.span(marked));
                renderer.render(&[title.element(origin).element(snippet).element(help)])
            }
            MistakeLocation::Path(path) => {
                renderer.render(&[title.element(Origin::path(path.as_str())).element(help)])
            }
        }
    }
}

/// A sentence with its full stop. A text that ends in a value gets none, so that the value can be copied.
fn stopped(text: &str) -> String {
    let is_sentence = text.ends_with(['다', '요']);
    format!("{text}{}", if is_sentence { "." } else { "" })
}

impl Mistakes {
    /// Notes a mistake in the text of a file: what is wrong, and what would be right.
    pub fn at(&mut self, span: &Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(MistakeLocation::Text(span.clone()), message.into(), help.into());
    }

    /// Notes a mistake about a file or folder as a whole.
    pub fn on_path(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        self.push(MistakeLocation::Path(path.to_owned()), message.into(), help.into());
    }

    fn push(&mut self, location: MistakeLocation, message: String, help: String) {
        self.0.push(Diagnostic { location, message, help });
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
        drawings.push(format!("오류가 {}건 있습니다. 모두 고친 뒤 다시 실행하세요.", self.0.len()));
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
        let file = Arc::new(SeedFile::new("facts/a.toml".into(), "a = 1\n# 경산 x\n".into()));
        let at = |start: usize| Span::new(&file, &(start..start)).to_string();
        let text = &file.text;
        assert_eq!(at(text.find('x').expect("a letter")), "facts/a.toml:2:6");
        assert_eq!(at(0), "facts/a.toml:1:1");
        assert_eq!(at(5), "facts/a.toml:1:6", "the end of a line belongs to it");
        assert_eq!(at(6), "facts/a.toml:2:1");
        assert_eq!(at(text.len()), "facts/a.toml:3:1");
    }
}
