//! Retired records: where each went, or why it was withdrawn. A published record that vanished without an entry is
//! refused, and so are an entry for a record that is still there, a second entry for a record, a target that does not
//! exist, and a circle. Chains of moves are followed to their end.

use std::collections::{BTreeMap, BTreeSet, btree_map};

use super::diagnostic::{Located, Mistakes};
use super::document::{Fields, FromToml};
use super::editions::PublishedRecords;
use crate::domain::{Code, Kind, RecordId, Retirement, Slug};

/// An entry for a retired record as the seeds have it.
pub struct RetirementEntry {
    what: Located<RecordId>,
    moved_to: Option<Located<RecordId>>,
    /// Its target is the written one until chains are followed.
    retirement: Retirement,
}

/// Reads a retired fact.
pub fn fact(fields: &mut Fields<'_, '_>) -> Option<RetirementEntry> {
    read(fields, "code", "\"GS-0042-3\"", |code: Code| Some(RecordId::Fact(code)))
}

/// Reads a retired entity.
pub fn entity(fields: &mut Fields<'_, '_>) -> Option<RetirementEntry> {
    let kind: Option<Kind> = fields.required("kind", "\"institution\"");
    read(fields, "slug", "\"tipoel\"", |slug: Slug| Some(RecordId::Entity(kind?, slug)))
}

/// Reads a retired source.
pub fn source(fields: &mut Fields<'_, '_>) -> Option<RetirementEntry> {
    read(fields, "slug", "\"kyongbuk-2018\"", |slug: Slug| Some(RecordId::Source(slug)))
}

fn read<T: FromToml>(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    example: &str,
    id: impl Fn(T) -> Option<RecordId>,
) -> Option<RetirementEntry> {
    let located = |name: Located<T>| Some(Located { value: id(name.value)?, span: name.span });
    let what = fields.required(key, example).and_then(located);
    let moved_to = fields.optional("moved_to").and_then(located);
    let reason = fields.required("reason", "\"까닭\"");
    let date = fields.required("date", "\"2026-11-22\"");
    let what = what?;
    let retirement = Retirement {
        what: what.value.clone(),
        moved_to: moved_to.as_ref().map(|to| to.value.clone()),
        reason: reason?,
        date: date?,
    };
    Some(RetirementEntry { what, moved_to, retirement })
}

/// Checks the entries against what is there and what was published, and follows their chains.
pub fn resolve(
    entries: Vec<RetirementEntry>,
    present: &impl Fn(&RecordId) -> bool,
    published: &PublishedRecords,
    mistakes: &mut Mistakes,
) -> Vec<Retirement> {
    note_repeated(&entries, mistakes);
    let moves: BTreeMap<RecordId, Option<RecordId>> = entries
        .iter()
        .map(|entry| (entry.what.value.clone(), entry.retirement.moved_to.clone()))
        .collect();
    let mut ends = BTreeMap::new();
    let mut retired = Vec::new();
    for RetirementEntry { what, moved_to, mut retirement } in entries {
        if present(&what.value) {
            let help = "자료에서 지우거나, retired.toml의 이 항목을 지우세요";
            let message = format!("아직 자료에 있는데 없어졌다고 되어 있습니다: {}", what.value);
            mistakes.at(&what.span, message, help);
        }
        match end_of_chain(&what.value, &moves, present, &mut ends) {
            Ok(end) => retirement.moved_to = end,
            Err(message) => {
                let help = "지금 자료에 있는 기록이나 대상을 moved_to에 적으세요";
                mistakes.at(&moved_to.unwrap_or(what).span, message, help);
            }
        }
        retired.push(retirement);
    }
    let vanished = published.ids().filter(|id| !present(id) && !moves.contains_key(id));
    for id in vanished {
        let what = match id {
            RecordId::Fact(_) => "기록이",
            RecordId::Entity(..) => "대상이",
            RecordId::Source(_) => "출처가",
        };
        mistakes.on_path(
            "retired.toml",
            format!("발행한 {what} 자료에 없습니다: {id}"),
            "실수라면 되돌리고, 지웠다면 retired.toml에 옮긴 곳(moved_to)이나 까닭(reason)을 적으세요",
        );
    }
    retired
}

/// Notes every further entry for a record, since only one of them can be followed.
fn note_repeated(entries: &[RetirementEntry], mistakes: &mut Mistakes) {
    let mut first = BTreeMap::new();
    for RetirementEntry { what, .. } in entries {
        match first.entry(&what.value) {
            btree_map::Entry::Vacant(free) => drop(free.insert(&what.span)),
            btree_map::Entry::Occupied(first) => {
                let message = format!("없어졌다고 두 번 적혀 있습니다: {}", what.value);
                let help = format!("먼저 나온 곳: {}. 하나만 남기세요", first.get());
                mistakes.at(&what.span, message, help);
            }
        }
    }
}

/// Where moves end: at a record that is there, or nowhere when the last was withdrawn.
type ChainEnd = Result<Option<RecordId>, String>;

/// Where the moves from a record end. The ends of the records on the way are kept in `ends`, so that a long
/// chain is followed once and not from each of its records.
fn end_of_chain<'m>(
    start: &RecordId,
    moves: &'m BTreeMap<RecordId, Option<RecordId>>,
    present: &impl Fn(&RecordId) -> bool,
    ends: &mut BTreeMap<&'m RecordId, ChainEnd>,
) -> ChainEnd {
    let mut way = BTreeSet::new();
    let mut here = start;
    let end = loop {
        if let Some(known) = ends.get(here) {
            break known.clone();
        }
        match moves.get_key_value(here) {
            None if present(here) => break Ok(Some(here.clone())),
            None => break Err(format!("옮긴 곳이 없습니다: {here}")),
            Some((_, None)) => break Ok(None),
            Some((from, Some(to))) => {
                if !way.insert(from) {
                    break Err(format!("옮긴 곳이 돌고 돌아 끝이 없습니다: {here}"));
                }
                here = to;
            }
        }
    };
    ends.extend(way.into_iter().map(|record| (record, end.clone())));
    end
}
