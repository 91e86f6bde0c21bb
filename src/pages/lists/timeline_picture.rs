//! The timeline as a picture: each year a band of twelve months, a month a point, a longer span a bar as
//! long as it is, plans and forecasts hatched. Beside it stands the list, which says all of it in words.

use chrono::Datelike;

use crate::address::Address;
use crate::formats::{Weight, text_lines, text_width};
use crate::pages::records::FactItem;

/// The width of the picture, of its left margin and of a month, in units of the picture.
const WIDTH: f32 = 960.0;
const LEFT: f32 = 72.0;
const MONTH: f32 = (WIDTH - LEFT) / 12.0;

/// The height of a lane, and what a band has above and below its lanes.
const LANE: f32 = 30.0;
const PADDING: f32 = 24.0;

/// The size of labels, and the least distance between neighbours in a lane.
const TEXT: f32 = 14.0;
const GAP: f32 = 14.0;

/// The widest label.
const LABEL: f32 = 330.0;

/// The picture of some facts.
#[derive(Debug)]
pub struct TimelinePicture {
    pub height: f32,
    pub bands: Vec<Band>,
}

/// A year.
#[derive(Debug)]
pub struct Band {
    pub year: i32,
    pub top: f32,
    pub height: f32,
    pub marks: Vec<Mark>,
}

/// A fact in its year.
#[derive(Debug)]
pub struct Mark {
    pub address: Address,
    pub label: String,
    /// The key of the status, for its look.
    pub status: &'static str,
    /// What is said before the label to those who do not see the shape.
    pub words: String,
    /// The middle of its lane.
    pub y: f32,
    pub shape: Shape,
    pub text_x: f32,
    /// Where the label's end is at `text_x` rather than its beginning.
    pub text_ends: bool,
}

/// The shape of a date.
#[derive(Debug)]
pub enum Shape {
    Point {
        x: f32,
    },
    Bar {
        x: f32,
        width: f32,
    },
    /// A limit: the bar points back to what lies before it.
    Until {
        x: f32,
        width: f32,
    },
}

impl TimelinePicture {
    pub const WIDTH: f32 = WIDTH;

    /// The picture of the years with the facts that begin in each, in the order of their dates.
    pub fn new<'i>(years: impl Iterator<Item = (i32, Vec<&'i FactItem>)>) -> Self {
        let mut top = 0.0;
        let mut bands = Vec::new();
        for (year, items) in years {
            let band = Band::new(year, top, &items);
            top += band.height;
            bands.push(band);
        }
        Self { height: top, bands }
    }

    /// The left edge of each month, for the lines between them.
    pub fn months() -> Vec<(u8, f32, f32)> {
        let left = |month: u8| LEFT + f32::from(month) * MONTH;
        (0..12).map(|month| (month + 1, left(month), left(month) + MONTH / 2.0)).collect()
    }
}

impl Band {
    fn new(year: i32, top: f32, items: &[&FactItem]) -> Self {
        // How far each lane is taken, from the left and by labels that lean to the left.
        let mut lanes: Vec<Vec<(f32, f32)>> = Vec::new();
        let mut marks = Vec::new();
        for item in items {
            let Some((shape, from, to)) = shape(item) else { continue };
            let is_bar = !matches!(shape, Shape::Point { .. });
            let room = if is_bar { to - from - 24.0 } else { LABEL };
            let title = item.fact.label.as_ref().unwrap_or(&item.fact.title);
            let label = text_lines(title, Weight::Regular, TEXT, room, 1).concat();
            let width = text_width(&label, Weight::Regular, TEXT);
            let (text_x, text_ends) = match shape {
                Shape::Bar { .. } => (from + 8.0, false),
                Shape::Until { .. } => (from + 16.0, false),
                Shape::Point { .. } if to + 6.0 + width <= WIDTH => (to + 6.0, false),
                Shape::Point { .. } => (from - 6.0, true),
            };
            let text = if text_ends { (text_x - width, text_x) } else { (text_x, text_x + width) };
            let taken = (from.min(text.0) - GAP, to.max(text.1) + GAP);
            let free = |lane: &Vec<(f32, f32)>| {
                lane.iter().all(|other| other.1 <= taken.0 || taken.1 <= other.0)
            };
            let lane = lanes.iter().position(free).unwrap_or_else(|| {
                lanes.push(Vec::new());
                lanes.len() - 1
            });
            lanes[lane].push(taken);
            marks.push(Mark {
                address: item.address(),
                label,
                status: item.status_key(),
                words: words(item),
                y: top + PADDING + (length(lane) + 0.5) * LANE,
                shape,
                text_x,
                text_ends,
            });
        }
        Self { year, top, height: length(lanes.len().max(1)) * LANE + PADDING + 8.0, marks }
    }
}

/// The date and the status; the date of a plan or a forecast has that in itself.
fn words(item: &FactItem) -> String {
    if item.fact.is_prospective() {
        format!("{}: ", item.date_text())
    } else {
        format!("{}, {}: ", item.date_text(), item.status_label())
    }
}

/// The shape of a date within the year in which it begins, with its left and right edge.
fn shape(item: &FactItem) -> Option<(Shape, f32, f32)> {
    let edtf = item.fact.date()?.edtf;
    let (first, last) = (edtf.earliest(), edtf.latest());
    let last_month = if last.year() == first.year() { last.month() } else { 12 };
    let months = last_month + 1 - first.month();
    let left = LEFT + length(first.month0()) * MONTH;
    Some(if months == 1 {
        let x = left + MONTH / 2.0;
        (Shape::Point { x }, x - 6.0, x + 6.0)
    } else {
        let (x, width) = (left + 2.0, length(months) * MONTH - 4.0);
        let shape = if edtf.is_by() { Shape::Until { x, width } } else { Shape::Bar { x, width } };
        (shape, x, x + width)
    })
}

/// A count of months or lanes, to be multiplied by the size of one.
#[expect(clippy::expect_used, reason = "a page has 50 facts, so no count comes near the limit")]
fn length<T: TryInto<u16, Error: std::fmt::Debug>>(count: T) -> f32 {
    f32::from(count.try_into().expect("at most 50 lanes and 12 months"))
}
