//! The shapes that the template draws for the axis and the lanes, with every number rounded to what can be seen.
//! Shapes without a link are joined into one path for each kind, so that a page with the picture stays small.

use std::fmt::{self, Write as _};

use super::axis::{Axis, Break, DaySpan, TickKind};
use super::colours::light;
use super::rows::{Label, Lane, PlacedEntry, PlacedMark, PlacedTrack, Sizes, to_f32};
use super::tracks::{DueFill, DueLimit, Shape};
use crate::address::Address;
use crate::domain::Theme;
use crate::formats::{Weight, text_width};

/// The layout of one size of the picture.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub width: f32,
    /// Where the axis begins.
    pub left: f32,
    /// The space above and below the lanes.
    pub head: f32,
    pub foot: f32,
    pub sizes: Sizes,
    /// Half the height of a box.
    pub half: f32,
    /// The space above and below the rows of a lane, together.
    pub air: f32,
    /// The font size of the themes' names; `None` if there is only one theme.
    pub name: Option<f32>,
}

/// A number of the picture. It is printed as a whole number, because a tenth of a unit cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Num(pub f32);

/// The vertical lines and the labels above them.
#[derive(Debug, Default)]
pub struct Grid {
    pub major: Vec<Num>,
    pub minor: Vec<Num>,
    pub year_names: Vec<YearName>,
    pub month_names: Vec<(Num, u32)>,
}

#[derive(Debug)]
pub struct YearName {
    pub x: Num,
    pub text: String,
    pub full: bool,
    /// Whether `x` is the end of the text.
    pub ends: bool,
}

/// The marker of the time when the first article appeared.
#[derive(Debug)]
pub struct ArticleMarker {
    pub x: Num,
    pub from: Num,
    pub width: Num,
    pub text: String,
    /// The middle of its flag, and the flag's left edge and width.
    pub flag: (Num, Num, Num),
}

#[derive(Debug)]
pub struct BreakView {
    pub x: Num,
    /// The area between its two lines, and the lines.
    pub ground: String,
    pub lines: String,
    pub text: String,
}

/// The lane of a theme.
#[derive(Debug)]
pub struct LaneView {
    pub slug: String,
    pub colour: &'static str,
    /// The theme's name in lines, each with its baseline.
    pub name: Vec<(Num, String)>,
    pub top: Num,
    pub end: Num,
    /// One path for each kind of shape in the lane; empty if there is none.
    pub threads: String,
    pub late: String,
    pub boxes: String,
    pub dotted: String,
    pub hatched: String,
    /// The edges of limits and of facts that began before the axis.
    pub edges: String,
    pub bars: String,
    pub links: Vec<LinkView>,
}

/// A fact in the picture.
#[derive(Debug)]
pub struct LinkView {
    pub address: Address,
    pub name: String,
    /// Its place. Everything else is relative to it, so that most links differ in little else.
    pub x: Num,
    pub y: Num,
    /// The areas to point at besides its marks and its label: the left edge and the width of each.
    pub areas: Vec<(Num, Num)>,
    pub dots: Vec<Num>,
    /// The key and the left edge of each mark.
    pub marks: Vec<(&'static str, Num)>,
    pub label: Option<LabelView>,
}

#[derive(Debug)]
pub struct LabelView {
    pub text: String,
    pub x: Num,
    pub ends: bool,
    pub bold: bool,
}

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding zero turns a negative zero into a plain one.
        write!(f, "{}", self.0.round() + 0.0)
    }
}

impl std::ops::Add<f32> for Num {
    type Output = Self;

    fn add(self, more: f32) -> Self {
        Self(self.0 + more)
    }
}

impl ArticleMarker {
    pub fn new(axis: &Axis, days: DaySpan, text: String, width: f32) -> Self {
        let x = axis.middle(days);
        let (from, to) = (axis.start(days.0), axis.finish(days.1));
        let flag = text_width(&text, Weight::Bold, 13.0) * 1.06 + 24.0;
        let left = (x - flag / 2.0).clamp(0.0, width - flag);
        Self {
            x: Num(x),
            from: Num(from),
            width: Num(to - from),
            text,
            flag: (Num(left + flag / 2.0), Num(left), Num(flag)),
        }
    }
}

impl Grid {
    pub fn new(axis: &Axis) -> Self {
        let mut grid = Self::default();
        let ticks = axis.ticks();
        for (at, tick) in ticks.iter().enumerate() {
            let x = tick.x;
            match tick.kind {
                TickKind::Month(number) => {
                    if number != 1 {
                        grid.minor.push(Num(x));
                    }
                    // The name of the first month may run into the next name.
                    let next = ticks.get(at + 1..).unwrap_or_default();
                    let is_free = next.iter().all(|next| !(1.0..32.0).contains(&(next.x - x)));
                    if is_free {
                        grid.month_names.push((Num(x + 3.0), number));
                    }
                }
                TickKind::Year { year, full } => {
                    if full { &mut grid.major } else { &mut grid.minor }.push(Num(x));
                    // The first year may be too short for its number.
                    let next = ticks[at + 1..].iter().find_map(|next| match next.kind {
                        TickKind::Year { .. } => Some(next.x),
                        TickKind::Month(_) => None,
                    });
                    let ends = at == 0 && next.is_some_and(|next| next - x < 42.0);
                    let x = if ends { next.unwrap_or(x) - 6.0 } else { x + 3.0 };
                    let text =
                        if full { year.to_string() } else { format!("’{:02}", year % 100) };
                    grid.year_names.push(YearName { x: Num(x), text, full, ends });
                }
            }
        }
        // Months that are too close together have no names.
        if axis.month_width() * 3.0 < 30.0 {
            grid.month_names.retain(|(_, number)| *number == 1);
        }
        grid
    }
}

impl BreakView {
    pub fn new(one: &Break, (top, bottom): (f32, f32)) -> Self {
        let zigzag = |x: f32| {
            let (mut path, mut y, mut side) = (format!("M{} {}", Num(x), Num(top)), top, 3.5);
            while y + 9.0 <= bottom {
                let _ = write!(path, "l{} 9", Num(side));
                side = if side > 0.0 { -3.5 } else { 3.5 };
                y += 9.0;
            }
            path
        };
        let (left, right) = (one.x - 6.0, one.x + 3.0);
        let ground = format!("M{} {}h9V{}h-9z", Num(left + 1.7), Num(top - 1.0), Num(bottom + 1.0));
        let text = match one.omitted {
            None => "여기부터 한 칸이 한 해".to_owned(),
            Some((first, last)) if first == last => format!("{first}년 생략"),
            Some((first, last)) => format!("{first}~{last}년 생략"),
        };
        Self { x: Num(one.x), ground, lines: zigzag(left) + &zigzag(right), text }
    }
}

impl LaneView {
    pub fn new(lane: &Lane, theme: Option<&Theme>, top: f32, style: Style) -> Self {
        let name = name_lines(theme, top, style);
        let rows = to_f32(lane.rows) * style.sizes.row;
        let names = to_f32(name.len()) * style.name.map_or(0.0, |size| size * 1.2) + 4.0;
        let height = rows.max(names) + style.air;
        let slug = theme.map_or("none", |theme| theme.slug.as_str()).to_owned();
        let mut view = Self {
            colour: light(&format!(".theme-{slug}")),
            slug,
            name,
            top: Num(top),
            end: Num(top + height),
            threads: String::new(),
            late: String::new(),
            boxes: String::new(),
            dotted: String::new(),
            hatched: String::new(),
            edges: String::new(),
            bars: String::new(),
            links: Vec::new(),
        };
        for track in &lane.tracks {
            let y = top + style.air / 2.0 + (to_f32(track.row) + 0.5) * style.sizes.row;
            let y = y.round();
            view.add(track, y, style);
        }
        view
    }

    fn add(&mut self, track: &PlacedTrack, y: f32, style: Style) {
        for (from, to) in &track.threads {
            let _ = write!(self.threads, "M{} {}H{}", Num(*from), Num(y), Num(*to));
        }
        if let Some((from, to)) = track.late {
            let half = style.half / 2.0;
            self.late.push_str(&outline(from, y - half, to - from, half * 2.0));
        }
        for entry in &track.entries {
            let link = self.link(entry, y, style);
            self.links.push(link);
        }
    }

    /// Makes the link of a fact. The shapes that it shares with other facts are added to the paths of the lane.
    fn link(&mut self, placed: &PlacedEntry, y: f32, style: Style) -> LinkView {
        let entry = &placed.entry;
        let more = match entry.more {
            0 => String::new(),
            more => format!(", 같은 때의 기록 {more}건 더"),
        };
        let origin = origin(placed);
        let mut link = LinkView {
            address: Address::Fact(entry.code, None),
            name: format!("{}{more}", entry.name),
            x: Num(origin),
            y: Num(y),
            areas: Vec::new(),
            dots: Vec::new(),
            marks: Vec::new(),
            label: None,
        };
        for mark in &placed.marks {
            self.shape(&mut link, mark, y, style);
        }
        link.label = placed.label.as_ref().map(|label| LabelView {
            text: label.text.clone(),
            x: Num(label.x - origin),
            ends: label.ends,
            bold: entry.is_outcome,
        });
        link
    }

    fn shape(&mut self, link: &mut LinkView, mark: &PlacedMark, y: f32, style: Style) {
        let (from, to) = mark.extent;
        let (middle, half) = (f32::midpoint(from, to), style.half);
        let radius = style.sizes.radius;
        if mark.is_cut {
            // An arrow to the left, at the beginning of the axis.
            let _ = write!(self.edges, "M{} {}l-5 5 5 5", Num(from - 3.0), Num(y - 5.0));
        }
        let origin = link.x.0;
        let mut area = |half: f32| {
            link.areas.push((Num(from - origin), Num(to - from)));
            outline(from, y - half, to - from, half * 2.0)
        };
        match mark.shape {
            Shape::Dot => link.dots.push(Num(middle - origin)),
            Shape::Ring => link.marks.push(("not-due", Num(middle - radius - origin))),
            Shape::State(state) => link.marks.push((state.key(), Num(middle - radius - origin))),
            Shape::Bar => self.bars.push_str(&area((half * 0.4).round())),
            Shape::Due { fill, limit } => {
                let path = area(half);
                let paths = match fill {
                    DueFill::Outlined => &mut self.boxes,
                    DueFill::Hatched => &mut self.hatched,
                    DueFill::Dotted => &mut self.dotted,
                };
                paths.push_str(&path);
                let edge = match limit {
                    DueLimit::Within => return,
                    DueLimit::By => to,
                    DueLimit::From => from,
                };
                let _ = write!(self.edges, "M{} {}v{}", Num(edge), Num(y - half), Num(half * 2.0));
            }
        }
    }
}

/// The place of a link: the middle of the mark beside its label, or of its first mark.
fn origin(placed: &PlacedEntry) -> f32 {
    let distance = |mark: &&PlacedMark| {
        let (from, to) = mark.extent;
        let to_label = |label: &Label| (label.x - from).abs().min((label.x - to).abs());
        placed.label.as_ref().map_or(from, to_label)
    };
    let nearest = placed.marks.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    let place = nearest.map(|mark| match mark.shape {
        Shape::Bar | Shape::Due { .. } => mark.extent.0,
        _ => f32::midpoint(mark.extent.0, mark.extent.1),
    });
    place.unwrap_or_default().round()
}

fn outline(x: f32, y: f32, width: f32, height: f32) -> String {
    let (from, to) = (Num(x), Num(x + width));
    format!("M{from} {}H{to}v{}H{from}z", Num(y), Num(height))
}

/// The name of a theme in lines, broken after `·` if it is too long.
fn name_lines(theme: Option<&Theme>, top: f32, style: Style) -> Vec<(Num, String)> {
    let (Some(theme), Some(size)) = (theme, style.name) else { return Vec::new() };
    let mut lines: Vec<String> = Vec::new();
    for part in theme.name.split_inclusive('·') {
        let longer = lines.last().map(|line| format!("{line}{part}"));
        let fits = |text: &String| text_width(text, Weight::Bold, size) < style.left - 28.0;
        match (lines.last_mut(), longer.filter(fits)) {
            (Some(line), Some(longer)) => *line = longer,
            _ => lines.push(part.to_owned()),
        }
    }
    let baseline = top + style.air / 2.0 + size * 1.1;
    let baselines = (0u8..).map(|at| Num(baseline + f32::from(at) * size * 1.25));
    baselines.zip(lines).collect()
}
