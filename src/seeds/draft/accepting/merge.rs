//! Puts a completed draft together with the seeds, in memory: first with the draft's facts in a file of their own, so
//! that a mistake is shown where the person made it, and then as the seeds will be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::Spanned;
use toml::de::DeTable;

use super::completed_draft::{CompletedDraft, DraftBlock, FactsFile, note_unfilled};
use super::insert::with_addition;
use crate::domain::Kind;
use crate::seeds::diagnostic::Mistakes;
use crate::seeds::draft::folder::{FileError, text_of};
use crate::seeds::draft::toml_text::quoted;
use crate::seeds::files::SeedFileEntry;
use crate::seeds::reading::entity_file;

/// The files of the seeds that a draft changes or adds, by their paths.
pub type ChangedFiles = BTreeMap<String, String>;

/// A folder of seeds and the files in it, before the draft is moved there.
pub struct SeedFolder<'p> {
    pub path: &'p Path,
    pub files: &'p [SeedFileEntry],
}

impl SeedFolder<'_> {
    /// The text of a file: as it was changed, or else as it is on the disk.
    fn text(&self, path: &str, changed: &ChangedFiles) -> Result<Option<String>, FileError> {
        match changed.get(path) {
            Some(text) => Ok(Some(text.clone())),
            None => text_of(&self.path.join(path)),
        }
    }

    fn facts_files(&self) -> impl Iterator<Item = &str> {
        let paths = self.files.iter().map(|entry| entry.path.as_str());
        paths.filter(|path| path.starts_with("facts/"))
    }
}

/// What the draft adds besides new facts: sources, entities, and lines for facts of the record.
pub fn without_facts(
    folder: &SeedFolder<'_>,
    completed: &CompletedDraft,
    mistakes: &mut Mistakes,
) -> Result<ChangedFiles, FileError> {
    let mut files = ChangedFiles::new();
    for (path, text) in &completed.sources {
        if folder.files.iter().any(|entry| entry.path == *path) {
            let help = "초안의 출처 파일을 지우거나 이름을 바꾸세요";
            mistakes.on_path(path, "이미 자료에 있는 출처입니다", help);
        }
        files.insert(path.clone(), with_reasons(path, text, completed));
    }
    let used: BTreeSet<(Kind, &str)> = kept_facts(completed)
        .flat_map(|(_, block)| &block.about)
        .map(|(kind, slug)| (*kind, slug.as_str()))
        .collect();
    for entity in &completed.entities {
        if !used.contains(&(entity.kind, entity.slug.as_str())) {
            continue;
        }
        for (key, span) in &entity.unfilled {
            note_unfilled(key, span, mistakes);
        }
        let path = format!("entities/{}", entity_file(entity.kind));
        let text = folder.text(&path, &files)?.unwrap_or_default();
        files.insert(path, appended(&text, &entity.presumed()));
    }
    for facts in &completed.facts {
        for addition in facts.blocks.iter().filter_map(|block| block.addition.as_ref()) {
            let mut is_written = false;
            for path in folder.facts_files() {
                let Some(text) = folder.text(path, &files)? else { continue };
                if let Some(text) = with_addition(&text, addition) {
                    files.insert(path.to_owned(), text);
                    is_written = true;
                    break;
                }
            }
            if !is_written {
                let message = format!("더할 기록을 찾지 못했습니다: {}", addition.code);
                let help = "자료에 있는 기록의 번호를 적거나 블록에 skip을 적으세요";
                mistakes.on_path(&facts.path, message, help);
            }
        }
    }
    Ok(files)
}

/// The new facts that are not skipped.
fn kept_facts(completed: &CompletedDraft) -> impl Iterator<Item = (&FactsFile, &DraftBlock)> {
    let blocks =
        completed.facts.iter().flat_map(|facts| facts.blocks.iter().map(move |one| (facts, one)));
    blocks.filter(|(_, block)| block.existing.key == "fact" && block.skip.is_none())
}

pub fn count_facts(completed: &CompletedDraft) -> usize {
    kept_facts(completed).count()
}

/// The draft's own files of facts with everything but the new facts blanked, so that each line stays where it is.
pub fn facts_in_place(completed: &CompletedDraft) -> ChangedFiles {
    let mut files = ChangedFiles::new();
    for facts in &completed.facts {
        if !kept_facts(completed).any(|(of, _)| of.path == facts.path) {
            continue;
        }
        let mut text = facts.text.clone();
        let left_out = |block: &&DraftBlock| block.existing.key != "fact" || block.skip.is_some();
        for block in facts.blocks.iter().filter(left_out) {
            let range = block.existing.whole.clone();
            let blank: String = text[range.clone()]
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
                .collect();
            text.replace_range(range, &blank);
        }
        files.insert(facts.path.clone(), text);
    }
    files
}

/// The changed files, with each new fact at the end of the file of its theme.
pub fn with_facts(
    folder: &SeedFolder<'_>,
    completed: &CompletedDraft,
    mut files: ChangedFiles,
) -> Result<ChangedFiles, FileError> {
    for (facts, block) in kept_facts(completed) {
        let theme = facts.theme.clone().unwrap_or_default();
        let path = file_of(folder, &theme);
        let head = || format!("theme = {}\n", quoted(&theme));
        let text = folder.text(&path, &files)?.unwrap_or_else(head);
        let own = facts.text[block.existing.whole.clone()].lines();
        let own = own.filter(|line| !line.trim_start().starts_with('#'));
        let own: Vec<&str> = own.collect();
        files.insert(path, appended(&text, &(own.join("\n").trim().to_owned() + "\n")));
    }
    Ok(files)
}

/// The file that holds the facts of a theme: the one of its name, or the first one of the theme.
fn file_of(folder: &SeedFolder<'_>, theme: &str) -> String {
    let named = format!("facts/{theme}.toml");
    let is_of = |entry: &&SeedFileEntry| {
        let text = entry.file.as_ref().map_or("", |file| file.text.as_str());
        let table: toml::Table = text.parse().unwrap_or_default();
        let own = table.get("theme").and_then(toml::Value::as_str);
        entry.path.starts_with("facts/") && own == Some(theme)
    };
    let mut of_theme = folder.files.iter().filter(is_of);
    let first = of_theme.clone().next();
    let by_name = of_theme.find(|entry| entry.path == named);
    by_name.or(first).map_or(named, |entry| entry.path.clone())
}

/// A file with a block at its end, a blank line between.
fn appended(text: &str, block: &str) -> String {
    let text = text.trim_end();
    let gap = if text.is_empty() { "" } else { "\n\n" };
    format!("{text}{gap}{block}")
}

/// The file of a source, in which a paragraph whose blocks are all skipped says why it is not used.
fn with_reasons(path: &str, text: &str, completed: &CompletedDraft) -> String {
    let slug = path.trim_start_matches("sources/").trim_end_matches(".toml");
    let (mut used, mut skipped) = (BTreeSet::new(), BTreeMap::<u16, Vec<&str>>::new());
    for block in completed.facts.iter().flat_map(|facts| &facts.blocks) {
        for (_, number) in block.cites.iter().filter(|(source, _)| source == slug) {
            match &block.skip {
                None => drop(used.insert(*number)),
                Some(why) => {
                    let reasons = skipped.entry(*number).or_default();
                    if !reasons.contains(&why.as_str()) {
                        reasons.push(why);
                    }
                }
            }
        }
    }
    let Ok(table) = DeTable::parse(text) else { return text.to_owned() };
    let paragraphs = table.get_ref().get("paragraph").and_then(|value| value.get_ref().as_array());
    let mut edits: Vec<(usize, String)> = Vec::new();
    for paragraph in paragraphs.into_iter().flat_map(|list| list.iter()) {
        let Some(own) = paragraph.get_ref().as_table() else { continue };
        let number = own.get("number").and_then(|number| number.get_ref().as_integer());
        let number: Option<u16> = number.and_then(|number| number.as_str().parse().ok());
        let Some(number) = number.filter(|number| !used.contains(number)) else { continue };
        let Some(reasons) = skipped.get(&number).filter(|_| !own.contains_key("unused")) else {
            continue;
        };
        let Some(digest) = own.get("digest").map(Spanned::span) else { continue };
        edits.push((digest.end, format!("\nunused = {}", quoted(&reasons.join(" ")))));
    }
    let mut written = text.to_owned();
    edits.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    for (at, line) in edits {
        written.insert_str(at, &line);
    }
    written
}
