//! The layout of the picture, tested with facts written by hand.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::axis::{Axis, DaySpan, TickKind};
use super::rows::{Extent, Lane, PlacedTrack, Sizes, lanes};
use super::tracks::{DueFill, DueLimit, Shape, Track, tracks};
use crate::domain::{Code, Fact, Outcome, OutcomeReport, PlanProgress, PlanState, Source};
use crate::pages::records::FactItem;
use crate::pages::records::fact_item::PlanView;

const SIZES: Sizes = Sizes { row: 24.0, label: Some(13.0), radius: 7.0 };

fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

fn days(from: &str, to: &str) -> DaySpan {
    (day(from), day(to))
}

fn code(number: u32) -> Code {
    Code::from_number(number).expect("a number of a code")
}

/// A fact about a project of its own, with fields added or replaced.
fn fact(number: u32, status: &str, date: &str, more: &Value) -> Fact {
    let mut record = json!({
        "code": code(number).to_string(), "title": format!("기록 {number}"), "statement": "문장입니다.",
        "status": status, "date": { "edtf": date, "phrase": "그때" },
        "about": [{ "kind": "project", "slug": format!("project-{number}"), "role": "subject" }],
        "evidence": [{ "source": "paper", "phrases": ["그때"] }],
    });
    for (name, value) in more.as_object().expect("an object") {
        record[name] = value.clone();
    }
    serde_json::from_value(record).expect("a fact")
}

/// A fact with its outcomes, as pages show it on a day.
fn item(fact: Fact, outcomes: Vec<(&Fact, Outcome)>, today: &str) -> FactItem {
    let reports = outcomes.into_iter().map(|(fact, outcome)| OutcomeReport {
        outcome,
        inferred: None,
        fact: fact.clone(),
    });
    let progress = PlanProgress::of(&fact, reports.collect(), day(today));
    let plan = progress.map(|progress| PlanView {
        progress,
        sentence: String::new(),
        line: String::new(),
        outcome_sources: Vec::new(),
    });
    let source: Source = serde_json::from_value(json!({
        "slug": "paper", "publisher": "신문", "kind": "article", "rights": "신문의 글입니다.",
        "published": { "edtf": "2017-11-27" },
    }))
    .expect("a source");
    FactItem { fact, sources: vec![Arc::new(source)], plan, edition: None }
}

fn event(number: u32, date: &str) -> FactItem {
    item(fact(number, "done", date, &json!({})), Vec::new(), "2026-11-22")
}

fn plan(number: u32, date: &str, outcomes: Vec<(&Fact, Outcome)>, today: &str) -> FactItem {
    item(fact(number, "planned", date, &json!({})), outcomes, today)
}

/// A fact that tells the outcome of another.
fn outcome(number: u32, date: &str, of: u32, outcome: &str) -> FactItem {
    let fields = json!({ "outcome_of": [{ "fact": code(of).to_string(), "as": outcome }] });
    item(fact(number, "done", date, &fields), Vec::new(), "2026-11-22")
}

fn axis(tracks: &[Track]) -> Axis {
    let marks = tracks.iter().flat_map(|track| track.entries.iter().flat_map(|e| &e.marks));
    let spans: Vec<DaySpan> = marks.map(|mark| mark.days).collect();
    Axis::new(&spans, Some(days("2018-04-01", "2018-04-30")), (128.0, 1140.0)).expect("an axis")
}

/// The one lane of facts of one theme.
fn lane(items: &[FactItem]) -> Lane {
    let tracks = tracks(items, &[], |_| 0);
    let axis = axis(&tracks);
    let mut lanes = lanes(tracks, &axis, &[], SIZES);
    assert_eq!(lanes.len(), 1);
    lanes.remove(0)
}

/// The one track of a plan and its outcomes.
fn track(items: &[FactItem]) -> PlacedTrack {
    let mut lane = lane(items);
    assert_eq!(lane.tracks.len(), 1, "{lane:?}");
    lane.tracks.remove(0)
}

fn near(one: f32, other: f32) -> bool {
    (one - other).abs() < 0.5
}

#[test]
fn a_span_is_as_wide_as_it_is() {
    let spans = [days("2017-01-01", "2017-01-31"), days("2024-05-01", "2024-05-31")];
    let axis = Axis::new(&spans, Some(days("2018-04-01", "2018-04-30")), (100.0, 1100.0));
    let axis = axis.expect("an axis");
    let width = |from, to| axis.finish(day(to)) - axis.start(day(from));
    let month = axis.month_width();
    assert!(near(width("2018-01-01", "2018-06-30"), 6.0 * month));
    assert!(near(width("2017-07-01", "2018-12-31"), 18.0 * month));
    assert!(near(axis.start(day("2017-01-01")), 100.0) && near(axis.end(), 1100.0));
    // The end of a year is before the break, not after it.
    assert!(axis.finish(day("2018-12-31")) < axis.breaks()[0].x);
    let year = width("2024-01-01", "2024-12-31");
    assert!(near(width("2024-07-01", "2024-12-31") * 2.0, year * 1.005), "half a year is half");
}

#[test]
fn the_break_compresses_years_and_leaves_out_those_that_nothing_touches() {
    let spans = [
        days("2016-12-13", "2016-12-13"),
        days("2020-01-01", "2020-12-31"),
        days("2030-01-01", "2030-12-31"),
    ];
    let axis = Axis::new(&spans, Some(days("2018-04-01", "2018-04-30")), (0.0, 1000.0));
    let axis = axis.expect("an axis");
    let year = axis.finish(day("2020-12-31")) - axis.start(day("2020-01-01"));
    assert!(year < 3.0 * axis.month_width(), "{year}");
    let omitted: Vec<_> = axis.breaks().iter().map(|one| one.omitted).collect();
    assert_eq!(omitted, [None, Some((2021, 2029))]);
    let years: Vec<i32> = axis
        .ticks()
        .iter()
        .filter_map(|tick| match tick.kind {
            TickKind::Year { year, .. } => Some(year),
            TickKind::Month(_) => None,
        })
        .collect();
    assert_eq!(years, [2016, 2017, 2018, 2019, 2020, 2030]);
    let order: Vec<f32> = axis.ticks().iter().map(|tick| tick.x).collect();
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn what_lies_far_back_is_cut_and_marked() {
    let marks = track(&[event(1, "2009")]).entries.remove(0).marks;
    assert!(marks[0].is_cut && near(marks[0].extent.0, 128.0), "{marks:?}");
    let marks = track(&[event(1, "2017-03")]).entries.remove(0).marks;
    assert!(!marks[0].is_cut, "{marks:?}");
}

#[test]
fn labels_never_meet() {
    let dates = ["2017-03", "2017-03-24", "2017-04", "2018", "2018-40", "2018-10-02", "2024-07"];
    let mut items: Vec<FactItem> = Vec::new();
    for (at, date) in (1u32..).zip(dates.iter().cycle().take(42)) {
        items.push(if at % 3 == 0 {
            plan(at, date, Vec::new(), "2026-11-22")
        } else {
            event(at, date)
        });
    }
    let lane = lane(&items);
    assert_eq!(lane.tracks.len(), 42);
    let mut labelled = 0;
    for (at, track) in lane.tracks.iter().enumerate() {
        let (from, to) = track.extent();
        for other in &lane.tracks[at + 1..] {
            let apart = to < other.extent().0 || other.extent().1 < from;
            assert!(other.row != track.row || apart, "{track:?} {other:?}");
        }
        for entry in &track.entries {
            let Some(label) = &entry.label else { continue };
            labelled += 1;
            let open = |shape| matches!(shape, Shape::Due { fill: DueFill::Outlined, .. });
            for mark in entry.marks.iter().filter(|mark| !open(mark.shape)) {
                let apart = label.extent.1 <= mark.extent.0 || mark.extent.1 <= label.extent.0;
                assert!(apart, "{entry:?}");
            }
        }
    }
    assert_eq!(labelled, 42, "each has room somewhere");
    assert!(lane.rows < 25, "rows are shared: {}", lane.rows);
}

#[test]
fn an_outcome_is_joined_to_its_plan_and_late_from_the_end_of_its_time() {
    let came = outcome(2, "2018-10-26", 1, "done");
    let due = plan(1, "../2018-06", vec![(&came.fact, Outcome::Done)], "2026-11-22");
    let track = track(&[due, came]);
    let [plan, outcome] = &track.entries[..] else { unreachable!("{track:?}") };
    let [ring, due] = plan.marks[..] else { unreachable!("{plan:?}") };
    assert_eq!(ring.shape, Shape::Ring);
    assert_eq!(due.shape, Shape::Due { fill: DueFill::Outlined, limit: DueLimit::By });
    let came = outcome.marks[0];
    assert_eq!(came.shape, Shape::State(PlanState::Done));
    assert!(ring.extent.1 < due.extent.0 && due.extent.1 < came.extent.0);
    assert_eq!(track.late, Some((due.extent.1, came.extent.0)));
    // Only labels hide the line.
    let (first, last) = (track.threads.first(), track.threads.last());
    assert!(first.is_some_and(|thread| thread.0 >= ring.extent.1), "{track:?}");
    assert!(last.is_some_and(|thread| near(thread.1, came.extent.0)), "{track:?}");
    assert!(outcome.entry.label.is_some() && !outcome.entry.name.contains("이루어짐"));
}

#[test]
fn what_follows_an_event_has_the_state_of_nothing() {
    let came = outcome(2, "2018-11-21", 1, "changed");
    let track = track(&[event(1, "2017-04"), came]);
    let [_, later] = &track.entries[..] else { unreachable!("{track:?}") };
    assert_eq!(later.marks[0].shape, Shape::Dot);
    assert_eq!(later.entry.name, "2018년 11월 21일, 기록 2");
}

#[test]
fn a_plan_of_which_much_is_told_is_drawn_whole() {
    let months = (1..=24u32).map(|at| (at + 1, format!("{}-{:02}", 2019 + at / 12, at % 12 + 1)));
    let came: Vec<FactItem> =
        months.map(|(number, month)| outcome(number, &month, 1, "partly")).collect();
    let outcomes = came.iter().map(|item| (&item.fact, Outcome::Partly)).collect();
    let due = plan(1, "../2018-12", outcomes, "2026-11-22");
    let track = track(&[vec![due], came].concat());
    assert_eq!(track.entries.len(), 25);
    let shown: Vec<Extent> =
        track.entries.iter().filter_map(|entry| Some(entry.label.as_ref()?.extent)).collect();
    assert!(shown.len() > 1, "{shown:?}");
    for (at, label) in shown.iter().enumerate() {
        assert!(shown[at + 1..].iter().all(|other| label.1 <= other.0 || other.1 <= label.0));
    }
}

#[test]
fn what_came_in_time_lies_within_its_box_and_is_not_late() {
    let came = outcome(2, "2018-10-02", 1, "done");
    let due = plan(1, "2018-41", vec![(&came.fact, Outcome::Done)], "2026-11-22");
    let track = track(&[due, came]);
    let due = track.entries[0].marks.last().expect("a box").extent;
    let came = track.entries[1].marks[0].extent;
    assert!(due.0 < came.0 && came.1 < due.1, "{track:?}");
    assert_eq!(track.late, None);
}

#[test]
fn a_plan_is_hatched_once_its_time_has_passed_and_nothing_was_found() {
    let fill = |today: &str| {
        let track = track(&[plan(1, "2018-40", Vec::new(), today)]);
        match track.entries[0].marks.last().expect("a box").shape {
            Shape::Due { fill, .. } => fill,
            other => unreachable!("{other:?}"),
        }
    };
    assert_eq!(fill("2018-06-30"), DueFill::Outlined);
    assert_eq!(fill("2018-07-01"), DueFill::Hatched);
    let hope = fact(1, "planned", "2018-40", &json!({ "unverifiable": "잴 수 없습니다." }));
    let track = track(&[item(hope, Vec::new(), "2026-11-22")]);
    let shape = track.entries[0].marks.last().expect("a box").shape;
    assert_eq!(shape, Shape::Due { fill: DueFill::Dotted, limit: DueLimit::Within });
}

#[test]
fn facts_of_one_event_are_one_entry() {
    let about = json!({
        "about": [{ "kind": "project", "slug": "project-1", "role": "subject" }],
        "label": "센터 준공",
    });
    let labelled = item(fact(2, "done", "2022-12-16", &about), Vec::new(), "2026-11-22");
    let lane = lane(&[event(1, "2022-12-16"), labelled, event(3, "2022-12-16")]);
    let drawn: Vec<(Code, usize)> = lane
        .tracks
        .iter()
        .map(|track| (track.entries[0].entry.code, track.entries[0].entry.more))
        .collect();
    assert_eq!(drawn.len(), 2, "another subject is another event: {drawn:?}");
    assert!(drawn.contains(&(code(2), 1)), "the labelled one stands for both: {drawn:?}");
}

#[test]
fn an_outcome_of_an_undated_plan_is_joined_to_the_day_it_was_announced() {
    let came = outcome(2, "2019-09-02", 1, "begun");
    let mut undated = fact(1, "planned", "2018", &json!({}));
    undated.dates.clear();
    let undated = item(undated, vec![(&came.fact, Outcome::Begun)], "2026-11-22");
    let tracks = tracks(&[came], &[undated], |_| 0);
    let [track] = &tracks[..] else { unreachable!("{tracks:?}") };
    let shapes: Vec<Shape> =
        track.entries.iter().flat_map(|entry| entry.marks.iter().map(|mark| mark.shape)).collect();
    assert_eq!(shapes, [Shape::Ring, Shape::State(PlanState::Begun)]);
    assert_eq!(track.entries[0].marks[0].days, days("2017-11-27", "2017-11-27"));
}
