//! The blocks that an earlier run wrote and that a person may have filled in since. A second run keeps them and adds
//! what is new: blocks that the file does not have yet, and values that the text itself now gives where a "?" was left.

use std::collections::BTreeMap;
use std::ops::Range;

use super::blocks::{Block, CODE};
use crate::domain::Code;
use crate::seeds::document::UNFILLED;
use crate::seeds::draft::toml_text::quoted;
use toml::de::{DeTable, DeValue};

/// A block that is already in a file of the draft.
pub struct ExistingBlock {
    /// The bytes from its comments to where the next block begins.
    pub whole: Range<usize>,
    /// Which of the file's `[[fact]]` or `[[add]]` tables it is.
    pub key: &'static str,
    pub index: usize,
}

/// The blocks of a draft's file in their order; `None` where its TOML cannot be read.
pub fn existing_blocks(text: &str) -> Option<Vec<ExistingBlock>> {
    let table = DeTable::parse(text).ok()?;
    let mut starts: Vec<(usize, &'static str, usize)> = Vec::new();
    for key in ["fact", "add"] {
        let tables = table.get_ref().get(key).and_then(|value| value.get_ref().as_array());
        let tables = tables.into_iter().flat_map(|tables| tables.iter());
        starts.extend(tables.enumerate().map(|(index, table)| (table.span().start, key, index)));
    }
    starts.sort_unstable();
    let starts: Vec<(usize, &'static str, usize)> = starts
        .into_iter()
        .map(|(start, key, index)| (with_comments(text, start), key, index))
        .collect();
    let ends = starts.iter().skip(1).map(|(start, _, _)| *start).chain([text.len()]);
    let spans = starts.iter().zip(ends);
    Some(
        spans
            .map(|((start, key, index), end)| ExistingBlock {
                whole: *start..end,
                key,
                index: *index,
            })
            .collect(),
    )
}

/// Where the comments begin that stand right above a place.
fn with_comments(text: &str, place: usize) -> usize {
    let mut start = text[..place].rfind('\n').map_or(0, |at| at + 1);
    while let Some(line) = text[..start].lines().next_back().filter(|line| line.starts_with('#')) {
        start -= line.len() + 1;
    }
    start
}

/// The codes that a text names.
pub fn codes(text: &str) -> Vec<Code> {
    let quoted = text.split('"').filter_map(|part| Code::parse(part).ok());
    quoted.collect()
}

/// The file of facts: what stands in `before`, and the blocks that it does not have yet. `numbers` gives the new
/// number of each paragraph by its old one; `code` gives the next free code.
pub fn facts_text(
    head: &str,
    before: Option<&str>,
    blocks: &[Block],
    numbers: &BTreeMap<u16, u16>,
    mut code: impl FnMut() -> Option<Code>,
) -> Option<String> {
    let mut text = before.unwrap_or(head).to_owned();
    let mut old: Vec<ExistingBlock> = match before {
        Some(before) => existing_blocks(before)?,
        None => Vec::new(),
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut added = String::new();
    for block in blocks {
        let is_same =
            |one: &ExistingBlock| heading_of(&text[one.whole.clone()], numbers) == block.heading;
        if let Some(at) = old.iter().position(is_same) {
            edits.extend(block_edits(&text, &old.remove(at), block));
        } else {
            let number = code_for(block, &mut code)?;
            added.push('\n');
            added.push_str(&block.text.replace(CODE, &number));
        }
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, value) in edits {
        text.replace_range(range, &value);
    }
    Some(text + &added)
}

fn code_for(block: &Block, code: &mut impl FnMut() -> Option<Code>) -> Option<String> {
    if block.is_new { code().map(|code| code.to_string()) } else { Some(String::new()) }
}

/// The heading of a block, with the number that its paragraph has now.
fn heading_of(block: &str, numbers: &BTreeMap<u16, u16>) -> String {
    let first = block.lines().next().unwrap_or_default();
    let renumbered = first.strip_prefix("# 문단 ").and_then(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let now = numbers.get(&rest[..end].parse().ok()?)?;
        Some(format!("# 문단 {now}{}", &rest[end..]))
    });
    renumbered.unwrap_or_else(|| first.to_owned())
}

/// The edits to an existing block: values where a "?" was left, and the number of its paragraph where that has changed.
fn block_edits(text: &str, existing: &ExistingBlock, block: &Block) -> Vec<(Range<usize>, String)> {
    let mut edits = Vec::new();
    let Ok(table) = DeTable::parse(text) else { return edits };
    let tables = table.get_ref().get(existing.key).and_then(|value| value.get_ref().as_array());
    let Some(DeValue::Table(own)) =
        tables.and_then(|tables| tables.get(existing.index)).map(toml::Spanned::get_ref)
    else {
        return edits;
    };
    let open = quoted(UNFILLED);
    for (key, value) in &block.values {
        let known = own.get(*key).map(toml::Spanned::span);
        if let Some(span) = known.filter(|span| text[span.clone()].contains(&open))
            && !value.contains(&open)
        {
            edits.push((span, value.clone()));
        }
    }
    let first = text[existing.whole.clone()].lines().next().unwrap_or_default();
    if first.starts_with("# 문단 ") && first != block.heading {
        let start = existing.whole.start;
        edits.push((start..start + first.len(), block.heading.clone()));
        let evidence = own.get("evidence").map(toml::Spanned::span).unwrap_or_default();
        let moved = text[evidence.clone()].match_indices("paragraph = ").map(|(at, found)| {
            let from = evidence.start + at + found.len();
            let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
            (from..from + digits, block.paragraph.to_string())
        });
        edits.extend(moved);
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(heading: &str, values: Vec<(&'static str, String)>) -> Block {
        let text = format!("{heading}\n[[fact]]\ncode = \"{CODE}\"\ntitle = \"?\"\n");
        Block { paragraph: 3, heading: heading.to_owned(), is_new: true, text, values }
    }

    #[test]
    fn what_stands_is_kept_and_what_is_new_comes_after_it() {
        let before = "theme = \"carbon\"\n\n# 문단 2 ‘3명’\n# 내 메모\n[[fact]]\ncode = \"GS-0042-3\"\n\
                      title = \"내 제목\"\nstatus = \"?\"\nevidence = [{ source = \"a\", paragraph = 2 }]\n";
        let blocks = [
            block("# 문단 3 ‘3명’", vec![("status", "\"done\"".to_owned())]),
            block("# 문단 4 ‘5곳’", vec![]),
        ];
        let text = facts_text("", Some(before), &blocks, &BTreeMap::from([(2, 3)]), || {
            Code::from_number(43)
        });
        let expected = "theme = \"carbon\"\n\n# 문단 3 ‘3명’\n# 내 메모\n[[fact]]\ncode = \"GS-0042-3\"\n\
                        title = \"내 제목\"\nstatus = \"done\"\nevidence = [{ source = \"a\", paragraph = 3 }]\n\
                        \n# 문단 4 ‘5곳’\n[[fact]]\ncode = \"GS-0043-1\"\ntitle = \"?\"\n";
        assert_eq!(text.as_deref(), Some(expected));
    }
}
