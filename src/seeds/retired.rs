//! Records that were published once and are no more: where each went, or why it was withdrawn. Refuses
//! a published record that vanished without an entry, an entry for a record that is still there, a
//! target that does not exist, and a circle; follows chains to their end.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::diagnostic::{Located, Mistakes};
use super::document::Fields;
use super::drafts;
use super::editions::Published;
use crate::domain::{Code, Kind, RecordId, Retirement, Slug};

/// An entry as written.
#[derive(Debug)]
pub struct RetirementDraft {
    pub what: Located<RecordId>,
    pub moved_to: Option<Located<RecordId>>,
    pub reason: Option<Located<String>>,
    pub date: Option<NaiveDate>,
}

/// Reads a retired fact.
pub fn fact(fields: &mut Fields<'_, '_>) -> Option<RetirementDraft> {
    let located =
        |code: Located<Code>| Located { value: RecordId::Fact(code.value), place: code.place };
    let what = drafts::code(fields, "code").map(located);
    let moved_to = drafts::optional_code(fields, "moved_to").map(located);
    read(fields, what, moved_to)
}

/// Reads a retired entity.
pub fn entity(fields: &mut Fields<'_, '_>) -> Option<RetirementDraft> {
    let keys: Vec<&str> = Kind::ALL.iter().map(|kind| kind.key()).collect();
    let kind = fields.choice("kind", Kind::from_key, &keys);
    let slug = drafts::slug(fields, "slug");
    let moved_to = drafts::optional_slug(fields, "moved_to");
    let kind = kind?.value;
    let located = |slug: Located<Slug>| Located {
        value: RecordId::Entity(kind, slug.value),
        place: slug.place,
    };
    read(fields, slug.map(located), moved_to.map(located))
}

fn read(
    fields: &mut Fields<'_, '_>,
    what: Option<Located<RecordId>>,
    moved_to: Option<Located<RecordId>>,
) -> Option<RetirementDraft> {
    let reason = fields.text("reason", "\"까닭\"");
    let date = fields.text("date", "\"2026-11-22\"");
    let date = date.and_then(|date| {
        let parsed = date.value.parse().ok();
        if parsed.is_none() {
            let message = format!("날짜가 아닙니다: '{}'", date.value);
            fields.mistakes().at(&date.place, message, "2026-11-22처럼 적어 주세요");
        }
        parsed
    });
    Some(RetirementDraft { what: what?, moved_to, reason, date })
}

/// Checks the entries against what is there and what was published, and follows their chains.
pub fn resolve(
    drafts: Vec<RetirementDraft>,
    present: &impl Fn(&RecordId) -> bool,
    published: &Published,
    mistakes: &mut Mistakes,
) -> Vec<Retirement> {
    let moves: BTreeMap<RecordId, Option<RecordId>> = drafts
        .iter()
        .map(|draft| (draft.what.value.clone(), draft.moved_to.as_ref().map(|to| to.value.clone())))
        .collect();
    let mut ends = BTreeMap::new();
    let mut retired = Vec::new();
    for draft in drafts {
        let what = draft.what.value.clone();
        if present(&what) {
            let help = "시드에서 지우거나, retired.toml의 이 항목을 지우세요";
            let message = format!("아직 시드에 있는데 없어졌다고 되어 있습니다: {what}");
            mistakes.at(&draft.what.place, message, help);
        }
        let moved_to = match end_of_chain(&what, &moves, present, &mut ends) {
            Ok(end) => end,
            Err(message) => {
                let place = draft.moved_to.as_ref().map_or(&draft.what.place, |to| &to.place);
                mistakes.at(
                    place,
                    message,
                    "지금 시드에 있는 기록이나 대상을 moved_to에 적어 주세요",
                );
                None
            }
        };
        if let (Some(reason), Some(date)) = (draft.reason, draft.date) {
            retired.push(Retirement { what, moved_to, reason: reason.value, date });
        }
    }
    let vanished = published.ids().filter(|id| !present(id) && !moves.contains_key(id));
    for id in vanished {
        mistakes.on_path(
            "retired.toml",
            format!("발행한 기록이나 대상이 시드에서 사라졌습니다: {id}"),
            "지운 것이 아니라면 되돌리고, 지운 것이라면 어디로 옮겼는지(moved_to) 또는 왜 거두었는지(reason) \
             retired.toml에 적어 주세요",
        );
    }
    retired
}

/// Where moves end: at a record that is there, or nowhere when the last was withdrawn.
type End = Result<Option<RecordId>, String>;

/// Where the moves from a record end. What is found out of the records on the way is kept in `ends`, so that
/// a long chain is followed once and not from each of its records.
fn end_of_chain<'m>(
    start: &RecordId,
    moves: &'m BTreeMap<RecordId, Option<RecordId>>,
    present: &impl Fn(&RecordId) -> bool,
    ends: &mut BTreeMap<&'m RecordId, End>,
) -> End {
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
