//! Groups the dated facts of the timeline's picture into tracks. A track is one event, or a plan with the day it was
//! announced, the time it was due and its outcomes. Several facts about one event are one entry. An outcome of
//! several plans has its label only in the track of the first of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::axis::DaySpan;
use crate::domain::{Code, Edtf, EntityRef, Fact, Lateness, PlanState};
use crate::pages::records::FactItem;
use crate::wording::date_text;

/// The content of a row: one event, or a plan and its outcomes in the order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// The position of its theme among the themes.
    pub theme: usize,
    pub entries: Vec<TrackEntry>,
    /// Whether the last entry came later than the due time of the first.
    pub is_late: bool,
}

/// An entry of a track: a fact with its marks and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackEntry {
    pub code: Code,
    pub marks: Vec<Mark>,
    /// The label beside it; `None` if it is in another track.
    pub label: Option<String>,
    /// Whether it tells the outcome of the entry before it.
    pub is_outcome: bool,
    /// Date, title and, for a plan, its state, for screen readers and for the pointer.
    pub name: String,
    /// The number of further facts about the same event.
    pub more: usize,
}

/// A shape and the days that it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    pub shape: Shape,
    pub days: DaySpan,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Happened on a day or in a month.
    Dot,
    /// Happened over a longer time, or some time in it.
    Bar,
    /// A plan was announced or under way.
    Ring,
    /// The time at which something is due, and where that time is open.
    Due { fill: DueFill, limit: DueLimit },
    /// The outcome of a plan.
    State(PlanState),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueFill {
    Outlined,
    /// No outcome was found.
    Hatched,
    /// Nobody can tell the outcome.
    Dotted,
}

/// Where the time at which something is due is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueLimit {
    Within,
    /// By the end of the time.
    By,
    /// From the beginning of the time.
    From,
}

/// A span shorter than a month is drawn as a point.
const POINT: i64 = 31;

/// The tracks of dated facts. `plans` are the undated plans whose outcome some of them tell; `theme` gives the
/// position of a fact's theme among the themes.
pub fn tracks(
    items: &[FactItem],
    plans: &[FactItem],
    theme: impl Fn(&Fact) -> usize,
) -> Vec<Track> {
    let mut followers_of: HashMap<Code, Vec<&FactItem>> = HashMap::new();
    for item in items {
        for outcome in &item.fact.outcome_of {
            followers_of.entry(outcome.fact).or_default().push(item);
        }
    }
    let outcomes =
        |item: &FactItem| followers_of.get(&item.fact.code).map_or(&[][..], Vec::as_slice);
    let dated: HashSet<Code> = items.iter().map(|item| item.fact.code).collect();
    let plan = |code: Code| plans.iter().find(|plan| plan.fact.code == code);
    // A fact that only tells the outcome of another is drawn in the row of that fact, even if that is a plan without
    // a time.
    let has_own_row = |item: &FactItem| {
        let mut follows = item.fact.outcome_of.iter().map(|outcome| outcome.fact);
        let follows_another = follows.any(|code| dated.contains(&code) || plan(code).is_some());
        let is_due = item.plan.as_ref().is_some_and(|plan| plan.progress.due.is_some());
        !follows_another || is_due || !outcomes(item).is_empty()
    };
    let mut builder = Builder::default();
    let (heads, followers): (Vec<_>, Vec<_>) = items.iter().partition(|item| has_own_row(item));
    // Plans come first, because an outcome has its label in the plan's row rather than in that of an earlier event.
    // Of several facts about one event, the one with a label is drawn.
    let mut heads = heads;
    heads.sort_by_key(|item| (item.plan.is_none(), item.fact.label.is_none()));
    for item in heads {
        builder.add(item, outcomes(item), theme(&item.fact));
    }
    let mut begun: HashSet<Code> = HashSet::new();
    for item in followers {
        let codes = || item.fact.outcome_of.iter().map(|outcome| outcome.fact);
        if codes().any(|code| dated.contains(&code)) {
            continue;
        }
        let first = codes().find_map(plan).filter(|plan| begun.insert(plan.fact.code));
        if let Some(plan) = first {
            let alone = outcomes(plan).iter().filter(|outcome| !has_own_row(outcome));
            builder.add(plan, &alone.copied().collect::<Vec<_>>(), theme(&plan.fact));
        }
    }
    builder.tracks
}

#[derive(Default)]
struct Builder {
    tracks: Vec<Track>,
    events: Vec<Event>,
    /// The outcomes that already have a label in some track.
    labelled_outcomes: HashSet<Code>,
}

/// An event that is drawn, with its place.
struct Event {
    theme: usize,
    date: Edtf,
    is_ahead: bool,
    subjects: Vec<EntityRef>,
    track: usize,
    entry: usize,
}

impl Builder {
    /// Adds the track of an event, or of a plan with its outcomes. If the event is already drawn, the fact is only
    /// counted there.
    fn add(&mut self, item: &FactItem, outcomes: &[&FactItem], theme: usize) {
        let is_event = item.plan.is_none() && outcomes.is_empty();
        if is_event && let Some(event) = self.event_of(&item.fact, theme) {
            let (track, entry) = (event.track, event.entry);
            self.tracks[track].entries[entry].more += 1;
            return;
        }
        let with_date = |(fact, state)| dated(fact).map(|date| (fact, date, state));
        let mut reported: Vec<_> =
            outcomes_of(item, outcomes).into_iter().filter_map(with_date).collect();
        if item.plan.is_none() {
            reported.retain(|(fact, ..)| !self.labelled_outcomes.contains(&fact.code));
        }
        reported.sort_by_key(|(_, date, _)| date.latest());
        let mut entries = vec![head(item, reported.first().map(|(_, date, _)| date.earliest()))];
        let track = self.tracks.len();
        let mut note = |fact: &Fact, date, entry| {
            let is_ahead = fact.is_prospective();
            let subjects = subjects(fact);
            self.events.push(Event { theme, date, is_ahead, subjects, track, entry });
        };
        if let Some(date) = dated(&item.fact).filter(|_| is_event) {
            note(&item.fact, date, 0);
        }
        for (fact, date, state) in reported {
            note(fact, date, entries.len());
            let is_new = self.labelled_outcomes.insert(fact.code);
            entries.push(outcome_entry(fact, date, state, is_new));
        }
        let lateness = item.plan.as_ref().and_then(|plan| plan.progress.lateness);
        let is_late = matches!(lateness, Some(Lateness::Late { .. }));
        self.tracks.push(Track { theme, entries, is_late });
    }

    /// The event that a fact belongs to: one of the same theme and time, with a subject in common.
    fn event_of(&self, fact: &Fact, theme: usize) -> Option<&Event> {
        let date = dated(fact)?;
        let own = subjects(fact);
        let is_same = |event: &&Event| {
            let shares = own.iter().any(|subject| event.subjects.contains(subject));
            let is_alike = event.is_ahead == fact.is_prospective();
            event.theme == theme && event.date == date && is_alike && shares
        };
        self.events.iter().find(is_same)
    }
}

fn subjects(fact: &Fact) -> Vec<EntityRef> {
    fact.subjects().cloned().collect()
}

/// The outcomes of a fact: for a plan all that are known, each with the state that it led to; for another fact those
/// that are drawn, without a state, because only a plan has one.
fn outcomes_of<'i>(
    item: &'i FactItem,
    outcomes: &[&'i FactItem],
) -> Vec<(&'i Fact, Option<PlanState>)> {
    let Some(plan) = &item.plan else {
        return outcomes.iter().map(|outcome| (&outcome.fact, None)).collect();
    };
    if item.has_date() {
        let reports = plan.progress.reports.iter();
        return reports.map(|report| (&report.fact, Some(report.outcome.into()))).collect();
    }
    let outcome_and_state = |outcome: &&'i FactItem| {
        let of = outcome.fact.outcome_of.iter().find(|of| of.fact == item.fact.code)?;
        Some((&outcome.fact, Some(of.outcome.into())))
    };
    outcomes.iter().filter_map(outcome_and_state).collect()
}

/// An outcome. Its mark is the state that it left the plan in; the words are its own, because the state is the plan's.
fn outcome_entry(fact: &Fact, date: Edtf, state: Option<PlanState>, is_new: bool) -> TrackEntry {
    let mark = if let Some(state) = state {
        // A source that gives a span of its own choice speaks of the end of that span.
        let is_at_end = date.is_by() || date.end().is_some();
        let days = (if is_at_end { date.latest() } else { date.earliest() }, date.latest());
        Mark { shape: Shape::State(state), days }
    } else {
        let (shape, days) = event_shape(fact, date);
        Mark { shape, days }
    };
    TrackEntry {
        code: fact.code,
        marks: vec![mark],
        label: is_new.then(|| label(fact)),
        is_outcome: true,
        name: name(fact, None),
        more: 0,
    }
}

/// The first entry of a track: an event, or the announcement and the due time of a plan. `first_outcome` is when
/// the first outcome was known.
fn head(item: &FactItem, first_outcome: Option<NaiveDate>) -> TrackEntry {
    let fact = &item.fact;
    let mut marks = Vec::new();
    let mut mark = |shape, days| marks.push(Mark { shape, days });
    let date = dated(fact);
    let state = if let Some(plan) = &item.plan {
        let progress = &plan.progress;
        let next = progress.due.map(Edtf::earliest).into_iter().chain(first_outcome).min();
        let announced = announced(item).filter(|days| next.is_none_or(|next| days.1 < next));
        match (announced, progress.due, date) {
            (_, None, Some(date)) if progress.state.is_unresolved() => {
                mark(Shape::State(PlanState::Passed), span(date));
            }
            (_, None, Some(date)) => mark(Shape::Ring, span(date)),
            (Some(days), ..) => mark(Shape::Ring, days),
            (None, ..) => {}
        }
        if let Some(due) = progress.due {
            mark(Shape::Due { fill: fill(progress.state), limit: limit(due) }, span(due));
        }
        Some(plan.short())
    } else {
        if let Some(date) = date {
            let (shape, days) = event_shape(fact, date);
            mark(shape, days);
        }
        fact.is_prospective().then(|| item.status_label())
    };
    TrackEntry {
        code: fact.code,
        marks,
        label: Some(label(fact)),
        is_outcome: false,
        name: name(fact, state),
        more: 0,
    }
}

/// The shape of a fact that is no plan: an event, or a forecast of others.
fn event_shape(fact: &Fact, date: Edtf) -> (Shape, DaySpan) {
    let days = span(date);
    if fact.is_prospective() {
        (Shape::Due { fill: DueFill::Outlined, limit: limit(date) }, days)
    } else if date.is_by() {
        (Shape::Dot, (days.1, days.1))
    } else if (days.1 - days.0).num_days() < POINT {
        (Shape::Dot, days)
    } else {
        (Shape::Bar, days)
    }
}

/// The day on which a plan's first source was published.
fn announced(item: &FactItem) -> Option<DaySpan> {
    Some(span(item.sources.first()?.published.edtf))
}

const fn fill(state: PlanState) -> DueFill {
    match state {
        PlanState::Passed | PlanState::Undated => DueFill::Hatched,
        PlanState::Unverifiable => DueFill::Dotted,
        _ => DueFill::Outlined,
    }
}

fn limit(date: Edtf) -> DueLimit {
    match date {
        by if by.is_by() => DueLimit::By,
        from if from.is_from() => DueLimit::From,
        _ => DueLimit::Within,
    }
}

fn dated(fact: &Fact) -> Option<Edtf> {
    fact.date().map(|date| date.edtf)
}

fn span(date: Edtf) -> DaySpan {
    (date.earliest(), date.latest())
}

fn label(fact: &Fact) -> String {
    fact.label.as_ref().unwrap_or(&fact.title).clone()
}

fn name(fact: &Fact, state: Option<String>) -> String {
    let date = dated(fact).map(date_text);
    let parts = [date, Some(fact.title.clone()), state];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
