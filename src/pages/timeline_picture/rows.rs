//! The layout of the timeline's picture: each track gets a row in its theme's lane and each label a side of its mark,
//! so that labels never overlap, keep clear of the vertical lines, and need few rows.

use super::axis::Axis;
use super::tracks::{DueLimit, Mark, Shape, Track, TrackEntry};
use crate::formats::{Weight, text_lines, text_width};

/// The sizes of a picture, in its own units.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// The height of a row.
    pub row: f32,
    /// The font size of the labels; `None` if there are none.
    pub label: Option<f32>,
    /// Half the width of a mark.
    pub radius: f32,
}

/// The rows of one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    pub theme: usize,
    pub rows: usize,
    pub tracks: Vec<PlacedTrack>,
}

/// A track in its row.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedTrack {
    pub row: usize,
    pub entries: Vec<PlacedEntry>,
    /// The line between its marks, in pieces.
    pub threads: Vec<Extent>,
    /// The delay, from the due time to the outcome.
    pub late: Option<Extent>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PlacedEntry {
    pub entry: TrackEntry,
    pub marks: Vec<PlacedMark>,
    pub label: Option<Label>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedMark {
    pub shape: Shape,
    pub extent: Extent,
    /// Whether it began before the axis.
    pub is_cut: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub text: String,
    pub x: f32,
    /// Whether `x` is the end of the label, not its beginning.
    pub ends: bool,
    pub extent: Extent,
}

/// The left and the right end.
pub type Extent = (f32, f32);

/// The least width of a span, so that a single day can be seen.
const LEAST: f32 = 9.0;

/// The space between a mark and its label, and between the neighbours of a row.
const SIDE: f32 = 5.0;
const GAP: f32 = 12.0;

/// The widest label, in multiples of its font size: about 12 syllables.
const WIDEST: f32 = 11.5;

/// The reader's font may be wider than the one that is measured.
const WIDER: f32 = 1.06;

/// The costs of a layout: of a row further down, of a line that a label crosses, of a label far from its mark, and of
/// a missing label. The unit is one step in the preference of sides.
const ROW: f32 = 8.0;
const CROSSING: f32 = 20.0;
const FAR: f32 = 40.0;
const UNLABELLED: f32 = 2000.0;

/// The most ways to place a track's labels that are compared. Tracks with few outcomes stay below it; of others only
/// the best ways so far are kept.
const CHOICES: usize = 256;

/// The lanes of the tracks, in the order of the themes; a theme without tracks has none. Labels keep clear of the
/// vertical lines at the places in `crossed`.
pub fn lanes(tracks: Vec<Track>, axis: &Axis, crossed: &[f32], sizes: Sizes) -> Vec<Lane> {
    let mut themes: Vec<usize> = tracks.iter().map(|track| track.theme).collect();
    themes.sort_unstable();
    themes.dedup();
    let mut lanes: Vec<Lane> =
        themes.into_iter().map(|theme| Lane { theme, rows: 0, tracks: Vec::new() }).collect();
    let mut unplaced: Vec<UnplacedTrack> =
        tracks.into_iter().filter_map(|track| UnplacedTrack::new(track, axis, sizes)).collect();
    unplaced.sort_by(|a, b| a.all.0.total_cmp(&b.all.0));
    let bounds = (axis.start_of_all(), axis.end() + GAP);
    for track in unplaced {
        let Some(lane) = lanes.iter_mut().find(|lane| lane.theme == track.theme) else { continue };
        let choices = track.choices(bounds, sizes);
        let taken = lane.taken();
        let mut best: Option<(f32, usize, Vec<Option<Label>>)> = None;
        for (preference, labels) in choices {
            let extent = track.extent_with(&labels);
            let row = free_row(&taken, extent);
            let over = labels.iter().flatten().map(|label| crossings(label.extent, crossed));
            let cost = preference + to_f32(row) * ROW + over.sum::<f32>() * CROSSING;
            if best.as_ref().is_none_or(|best| cost < best.0) {
                best = Some((cost, row, labels));
            }
        }
        if let Some((_, row, labels)) = best {
            lane.rows = lane.rows.max(row + 1);
            lane.tracks.push(track.placed(row, labels));
        }
    }
    lanes.retain(|lane| !lane.tracks.is_empty());
    lanes
}

impl Lane {
    /// The parts of each row that are taken.
    fn taken(&self) -> Vec<Vec<Extent>> {
        let mut rows = vec![Vec::new(); self.rows];
        for track in &self.tracks {
            rows[track.row].push(track.extent());
        }
        rows
    }
}

impl PlacedTrack {
    /// The part of its row that the track takes.
    pub fn extent(&self) -> Extent {
        let marks = self.entries.iter().flat_map(|entry| entry.marks.iter().map(|m| m.extent));
        let labels = self.entries.iter().filter_map(|entry| Some(entry.label.as_ref()?.extent));
        union(marks.chain(labels))
    }
}

/// A track whose marks have places on the axis but which has no row yet.
struct UnplacedTrack {
    theme: usize,
    entries: Vec<PlacedEntry>,
    is_late: bool,
    all: Extent,
}

impl UnplacedTrack {
    /// `None` if the track has no marks.
    fn new(track: Track, axis: &Axis, sizes: Sizes) -> Option<Self> {
        let place = |entry: TrackEntry| {
            let marks = entry.marks.iter().map(|mark| placed_mark(*mark, axis, sizes));
            let mut marks: Vec<PlacedMark> = marks.collect();
            // A plan that was announced when it was due has no room for both marks.
            if let [ring, due] = marks[..]
                && meet(ring.extent, due.extent)
            {
                marks.remove(0);
            }
            PlacedEntry { marks, entry, label: None }
        };
        let mut entries: Vec<PlacedEntry> = track.entries.into_iter().map(place).collect();
        entries.retain(|entry| !entry.marks.is_empty());
        let marks = entries.iter().flat_map(|entry| entry.marks.iter().map(|mark| mark.extent));
        let all = (!entries.is_empty()).then(|| union(marks))?;
        Some(Self { theme: track.theme, entries, is_late: track.is_late, all })
    }

    fn marks(&self) -> impl Iterator<Item = &PlacedMark> {
        self.entries.iter().flat_map(|entry| &entry.marks)
    }

    /// The part of a row that the track takes with these labels.
    fn extent_with(&self, labels: &[Option<Label>]) -> Extent {
        let labels = labels.iter().flatten().map(|label| label.extent);
        union(std::iter::once(self.all).chain(labels))
    }

    /// The ways to place the labels, each with its distance from the preferred way.
    fn choices(&self, bounds: Extent, sizes: Sizes) -> Vec<(f32, Vec<Option<Label>>)> {
        let mut all: Vec<(f32, Vec<Option<Label>>)> = vec![(0.0, Vec::new())];
        for entry in &self.entries {
            let mut positions: Vec<(f32, Option<Label>)> = Vec::new();
            if let (Some(text), Some(size)) = (&entry.entry.label, sizes.label) {
                let found = self.label_positions(entry, text, size, bounds).into_iter();
                positions.extend(found.map(|(cost, label)| (cost, Some(label))));
                positions.push((UNLABELLED, None));
            } else {
                positions.push((0.0, None));
            }
            let mut longer = Vec::new();
            for (cost, labels) in &all {
                for (more, label) in &positions {
                    let meets = |other: &Label| {
                        label.as_ref().is_some_and(|label| meet(label.extent, other.extent))
                    };
                    if !labels.iter().flatten().any(meets) {
                        let labels = labels.iter().chain([label]).cloned().collect();
                        longer.push((cost + more, labels));
                    }
                }
            }
            // Each entry multiplies the ways, so a plan with many outcomes would have millions.
            if longer.len() > CHOICES {
                longer.sort_by(|(one, _), (other, _)| one.total_cmp(other));
                longer.truncate(CHOICES);
            }
            all = longer;
        }
        all
    }

    /// The places beside its marks where a label overlaps no mark, each with its distance from the preferred place.
    fn label_positions(
        &self,
        entry: &PlacedEntry,
        text: &str,
        size: f32,
        bounds: Extent,
    ) -> Vec<(f32, Label)> {
        let weight = if entry.entry.is_outcome { Weight::Bold } else { Weight::Regular };
        let text = text_lines(text, weight, size, size * WIDEST, 1).concat();
        let width = text_width(&text, weight, size) * WIDER;
        let mut found = Vec::new();
        let mut step = 0.0;
        let mut offer = |x: f32, ends: bool, own: Option<&PlacedMark>, far: f32| {
            step += 1.0;
            let extent = if ends { (x - width, x) } else { (x, x + width) };
            let is_inside = bounds.0 <= extent.0 && extent.1 <= bounds.1;
            let others = self.marks().filter(|mark| own.is_none_or(|own| *mark != own));
            let is_free = others.into_iter().all(|mark| !meet(mark.extent, extent));
            if is_inside && is_free {
                found.push((step + far, Label { text: text.clone(), x, ends, extent }));
            }
        };
        for mark in &entry.marks {
            let (from, to) = mark.extent;
            if mark.shape.is_open() && to - from >= width + 12.0 {
                offer(from + 6.0, false, Some(mark), 0.0);
            }
        }
        for mark in entry.marks.iter().rev() {
            offer(mark.extent.1 + SIDE, false, None, 0.0);
        }
        for mark in &entry.marks {
            offer(mark.extent.0 - SIDE, true, None, 0.0);
        }
        // An outcome at the due time has the due box in front of it, so its label would be far away.
        let is_due = |mark: &&PlacedMark| matches!(mark.shape, Shape::Due { .. });
        let own = entry.marks.last().filter(|_| entry.entry.is_outcome);
        if let Some((due, own)) = self.marks().find(is_due).zip(own)
            && meet(due.extent, own.extent)
        {
            offer(due.extent.0 - SIDE, true, None, FAR);
        }
        found
    }

    fn placed(self, row: usize, labels: Vec<Option<Label>>) -> PlacedTrack {
        // The line between marks does not run behind marks or labels.
        let beside =
            labels.iter().flatten().map(|label| (label.extent.0 - 3.0, label.extent.1 + 3.0));
        let within = |label: &Extent| self.all.0 <= label.0 && label.1 <= self.all.1;
        let marks = self.marks().map(|mark| mark.extent);
        let mut extents: Vec<Extent> = marks.chain(beside.filter(within)).collect();
        extents.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut threads = Vec::new();
        let mut reached = f32::INFINITY;
        for (from, to) in extents {
            if from - reached > 3.0 {
                threads.push((reached, from));
            }
            reached = if reached.is_finite() { reached.max(to) } else { to };
        }
        let due = self.marks().find(|mark| matches!(mark.shape, Shape::Due { .. }));
        let came = self.entries.last().and_then(|entry| entry.marks.last());
        let late = due.zip(came).map(|(due, came)| (due.extent.1, came.extent.0));
        let late = late.filter(|(from, to)| self.is_late && from < to);
        let labelled = self.entries.into_iter().zip(labels);
        let entries = labelled.map(|(entry, label)| PlacedEntry { label, ..entry }).collect();
        PlacedTrack { row, entries, threads, late }
    }
}

impl Shape {
    /// Whether a label fits inside it.
    fn is_open(self) -> bool {
        use super::tracks::DueFill;
        matches!(self, Self::Due { fill: DueFill::Outlined | DueFill::Dotted, .. })
    }
}

fn placed_mark(mark: Mark, axis: &Axis, sizes: Sizes) -> PlacedMark {
    let (first, last) = mark.days;
    let (from, to) = (axis.start(first), axis.finish(last));
    let extent = match mark.shape {
        Shape::Dot | Shape::Ring | Shape::State(_) => {
            let middle = f32::midpoint(from, to);
            (middle - sizes.radius, middle + sizes.radius)
        }
        Shape::Due { limit: DueLimit::By, .. } => (from.min(to - LEAST), to),
        Shape::Bar | Shape::Due { .. } => (from, to.max(from + LEAST)),
    };
    PlacedMark { shape: mark.shape, extent, is_cut: axis.cuts(first) }
}

/// The first row in which an extent is free.
fn free_row(taken: &[Vec<Extent>], extent: Extent) -> usize {
    let wide = (extent.0 - GAP, extent.1 + GAP);
    let is_free = |row: &Vec<Extent>| row.iter().all(|other| !meet(*other, wide));
    taken.iter().position(is_free).unwrap_or(taken.len())
}

/// The number of vertical lines through an extent.
fn crossings(extent: Extent, lines: &[f32]) -> f32 {
    to_f32(lines.iter().filter(|x| extent.0 - 3.0 < **x && **x < extent.1 + 3.0).count())
}

fn meet(one: Extent, other: Extent) -> bool {
    one.0 < other.1 && other.0 < one.1
}

fn union(extents: impl Iterator<Item = Extent>) -> Extent {
    extents
        .fold((f32::INFINITY, f32::NEG_INFINITY), |all, one| (all.0.min(one.0), all.1.max(one.1)))
}

/// A small count as a number to multiply a size by.
#[expect(clippy::expect_used, reason = "a picture has at most 150 facts")]
pub fn to_f32(count: usize) -> f32 {
    f32::from(u16::try_from(count).expect("at most 150 rows"))
}
