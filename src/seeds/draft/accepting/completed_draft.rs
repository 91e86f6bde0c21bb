//! Reads a draft as a person left it: which blocks become facts, which add to a fact, which are skipped and why. A
//! "?" that is left outside the new facts is noted as a mistake here; the check of the seeds finds those in facts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::insert::{Addition, KEYS};
use crate::domain::{Code, EntityType, Kind};
use crate::seeds::diagnostic::{Mistakes, SeedFile, Span};
use crate::seeds::document::{self, UNFILLED, parsed};
use crate::seeds::draft::folder::{FileError, toml_files};
use crate::seeds::draft::toml_text::quoted;
use crate::seeds::draft::writing::{ExistingBlock, existing_blocks};

/// A draft as a person completed it: everything that its folder holds.
#[derive(Default)]
pub struct CompletedDraft {
    /// The texts by their paths below the folder, which are the same as in the seeds.
    pub sources: Vec<(String, String)>,
    pub facts: Vec<FactsFile>,
    pub entities: Vec<EntityBlock>,
    /// Every file that was read.
    pub paths: Vec<PathBuf>,
}

/// A file of facts of one theme.
pub struct FactsFile {
    pub path: String,
    pub text: String,
    pub theme: Option<String>,
    pub blocks: Vec<DraftBlock>,
}

/// A block of such a file.
pub struct DraftBlock {
    /// Where the block stands in the file.
    pub existing: ExistingBlock,
    /// Why it is left out, when it is.
    pub skip: Option<String>,
    /// The sources and paragraphs that it cites.
    pub cites: Vec<(String, u16)>,
    pub about: Vec<(Kind, String)>,
    pub addition: Option<Addition>,
}

/// An entity that may be new.
pub struct EntityBlock {
    pub kind: Kind,
    pub slug: String,
    pub text: String,
    /// Where a "?" is left in it.
    pub unfilled: Vec<(String, Span)>,
}

/// Reads the folder of a draft.
pub fn read_draft(folder: &Path, mistakes: &mut Mistakes) -> Result<CompletedDraft, FileError> {
    let mut completed = CompletedDraft::default();
    for part in ["sources", "facts", "entities"] {
        for (path, text) in toml_files(&folder.join(part))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let file = Arc::new(SeedFile::new(format!("{part}/{name}"), text));
            match part {
                "sources" => completed.sources.push((file.path.clone(), file.text.clone())),
                "facts" => completed.facts.extend(facts(&file, mistakes)),
                _ => completed.entities.extend(entities(&file, mistakes)),
            }
            completed.paths.push(path);
        }
    }
    Ok(completed)
}

fn facts(file: &Arc<SeedFile>, mistakes: &mut Mistakes) -> Option<FactsFile> {
    let table = parsed(file, mistakes)?;
    let table = table.get_ref();
    let theme = table.get("theme").and_then(|theme| theme.get_ref().as_str()).map(str::to_owned);
    let blocks = existing_blocks(&file.text)?.into_iter().filter_map(|existing| {
        let list = table.get(existing.key)?.get_ref().as_array()?;
        let own = list.get(existing.index)?.get_ref().as_table()?;
        let skip = own.get("skip").and_then(|skip| skip.get_ref().as_str()).map(str::to_owned);
        let is_addition = existing.key == "add" && skip.is_none();
        let addition = if is_addition { addition(file, own, mistakes) } else { None };
        Some(DraftBlock { cites: cites(own), about: about(own), skip, existing, addition })
    });
    let blocks = blocks.collect();
    Some(FactsFile { path: file.path.clone(), text: file.text.clone(), theme, blocks })
}

/// What a block adds to a fact of the record; keys that are unknown or not filled in are noted.
fn addition(file: &Arc<SeedFile>, own: &DeTable<'_>, mistakes: &mut Mistakes) -> Option<Addition> {
    let mut code = None;
    let mut values = Vec::new();
    for (key, value) in own {
        let name: &str = key.get_ref();
        let span = Span::new(file, &value.span());
        if name == "fact" {
            code = value.get_ref().as_str().and_then(|text| Code::parse(text).ok());
            if code.is_none() {
                let help = "더할 기록의 번호를 적으세요: fact = \"GS-0042-3\"";
                mistakes.at(&span, "기록 번호가 아닙니다", help);
            }
            continue;
        }
        let Some((known, _)) = KEYS.iter().find(|(known, _)| *known == name) else {
            let message = format!("[[add]]에 '{name}'이라는 항목은 없습니다");
            let help = "쓸 수 있는 항목: fact, date, quantity, evidence, outcome_of, skip";
            mistakes.at(&Span::new(file, &key.span()), message, help);
            continue;
        };
        let open = unfilled(file, name, value);
        for (key, span) in &open {
            note_unfilled(key, span, mistakes);
        }
        if open.is_empty() {
            let listed = value.get_ref().as_array();
            let spans = listed.map_or_else(|| vec![value.span()], |list| spans(list));
            values.extend(spans.into_iter().map(|span| (*known, file.text[span].to_owned())));
        }
    }
    Some(Addition { code: code?, values })
}

fn spans(list: &DeArray<'_>) -> Vec<std::ops::Range<usize>> {
    list.iter().map(Spanned::span).collect()
}

/// The places below a value where a "?" is left, each with its key.
fn unfilled(file: &Arc<SeedFile>, key: &str, value: &Spanned<DeValue<'_>>) -> Vec<(String, Span)> {
    match value.get_ref() {
        DeValue::String(text) if text == UNFILLED => {
            vec![(key.to_owned(), Span::new(file, &value.span()))]
        }
        DeValue::Array(list) => list.iter().flat_map(|item| unfilled(file, key, item)).collect(),
        DeValue::Table(table) => {
            let below = table.iter().flat_map(|(key, value)| unfilled(file, key.get_ref(), value));
            below.collect()
        }
        _ => Vec::new(),
    }
}

/// Notes a place that is not filled in, in the words of the check.
pub fn note_unfilled(key: &str, span: &Span, mistakes: &mut Mistakes) {
    let (message, help) = document::unfilled(key);
    mistakes.at(span, message, help);
}

fn cites(own: &DeTable<'_>) -> Vec<(String, u16)> {
    let Some(evidence) = own.get("evidence").map(Spanned::get_ref) else { return Vec::new() };
    let one = evidence.as_table().into_iter();
    let many = evidence.as_array().into_iter().flat_map(|list| list.iter());
    let pieces = one.chain(many.filter_map(|piece| piece.get_ref().as_table()));
    let cites = pieces.filter_map(|piece| {
        let source = piece.get("source")?.get_ref().as_str()?.to_owned();
        let number = piece.get("paragraph")?.get_ref().as_integer()?;
        Some((source, number.as_str().parse().ok()?))
    });
    cites.collect()
}

fn about(own: &DeTable<'_>) -> Vec<(Kind, String)> {
    let list = own.get("about").and_then(|about| about.get_ref().as_array());
    let parts = list.into_iter().flat_map(|list| list.iter());
    let parts = parts.filter_map(|part| part.get_ref().as_table());
    let named = parts.flat_map(|part| {
        Kind::ALL
            .iter()
            .filter_map(|kind| Some((*kind, part.get(kind.key())?.get_ref().as_str()?.to_owned())))
    });
    named.collect()
}

fn entities(file: &Arc<SeedFile>, mistakes: &mut Mistakes) -> Vec<EntityBlock> {
    let Some(table) = parsed(file, mistakes) else { return Vec::new() };
    let mut blocks = Vec::new();
    for (key, value) in table.get_ref() {
        let Some(kind) = Kind::from_key(key.get_ref()) else {
            let message = format!("'{}'이라는 대상은 없습니다", key.get_ref());
            let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.key()).collect();
            mistakes.at(&Span::new(file, &key.span()), message, kinds.join(", "));
            continue;
        };
        for item in value.get_ref().as_array().into_iter().flat_map(|list| list.iter()) {
            let slug = item.get_ref().as_table().and_then(|own| own.get("slug"));
            let slug = slug.and_then(|slug| slug.get_ref().as_str()).unwrap_or_default().to_owned();
            let start = item.span().start;
            let rest = &file.text[start..];
            let end = rest.find("\n[[").map_or(rest.len(), |end| end + 1);
            let text = rest[..end].trim_end().to_owned() + "\n";
            blocks.push(EntityBlock { kind, slug, text, unfilled: unfilled(file, "", item) });
        }
    }
    blocks
}

impl EntityBlock {
    /// Its text with some valid type in the place of a "?", so that the "?" causes no other mistakes.
    pub fn presumed(&self) -> String {
        let known = EntityType::keys(self.kind);
        let known = known.first().copied().unwrap_or_default();
        self.text.replace(&quoted(UNFILLED), &quoted(known))
    }
}
