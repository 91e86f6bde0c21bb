//! Where the boxes and lines of a picture in layers go, so that lines rarely cross: each layer is put in
//! the order of its neighbours' middles (barycentre), to and fro, and the order with the fewest crossings
//! is kept (K. Sugiyama and others, 1981). A line that passes layers is given room in each of them. Knows
//! nothing of what boxes and lines stand for.

/// The room between neighbours in a layer, and what a passing line takes.
const GAP: f32 = 8.0;
const THREAD: f32 = 6.0;

/// How often the layers are gone through. The order settles after a few.
const SWEEPS: usize = 24;

/// A box to be placed.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Its layer, from the left.
    pub layer: usize,
    pub height: f32,
}

/// Where everything is.
#[derive(Debug)]
pub struct Layout {
    /// The middle of each box.
    pub middles: Vec<f32>,
    /// For each line the middles at which it meets every layer from its left end to its right end; both
    /// ends alone where they are in one layer.
    pub lines: Vec<Vec<f32>>,
    pub height: f32,
}

/// What stands in a layer: a box, or a line on its way.
#[derive(Debug)]
struct Slot {
    layer: usize,
    height: f32,
    middle: f32,
    neighbours: Vec<usize>,
}

/// Places boxes and lines; a line is two indices of `items`, the left end first.
pub fn layout(items: &[Item], lines: &[(usize, usize)]) -> Layout {
    let mut slots: Vec<Slot> =
        items.iter().map(|item| Slot::new(item.layer, item.height)).collect();
    let ways: Vec<Vec<usize>> = lines.iter().map(|line| way(&mut slots, *line)).collect();
    for (one, other) in ways.iter().flat_map(|way| way.iter().zip(&way[1..])) {
        slots[*one].neighbours.push(*other);
        slots[*other].neighbours.push(*one);
    }
    let layers = slots.iter().map(|slot| slot.layer + 1).max().unwrap_or(0);
    let in_layer = |layer| (0..slots.len()).filter(|slot| slots[*slot].layer == layer).collect();
    let mut columns: Vec<Vec<usize>> = (0..layers).map(in_layer).collect();
    let taken =
        |column: &Vec<usize>| column.iter().map(|slot| slots[*slot].height + GAP).sum::<f32>();
    let height = (columns.iter().map(taken).fold(0.0, f32::max) - GAP).max(0.0);
    for column in &columns {
        place(&mut slots, column, height);
    }
    let middles = |slots: &[Slot]| slots.iter().map(|slot| slot.middle).collect::<Vec<_>>();
    let mut best = (crossings(&slots, &ways), middles(&slots));
    for sweep in 0..SWEEPS {
        for step in 0..layers {
            let layer = if sweep.is_multiple_of(2) { step } else { layers - 1 - step };
            let column = &mut columns[layer];
            for slot in column.iter() {
                slots[*slot].middle = barycentre(&slots, *slot);
            }
            column.sort_by(|a, b| slots[*a].middle.total_cmp(&slots[*b].middle));
            place(&mut slots, column, height);
        }
        let crossed = crossings(&slots, &ways);
        if crossed <= best.0 {
            best = (crossed, middles(&slots));
        }
    }
    let (_, middles) = best;
    let lines = ways.iter().map(|way| way.iter().map(|slot| middles[*slot]).collect()).collect();
    Layout { middles: middles[..items.len()].to_vec(), lines, height }
}

impl Slot {
    const fn new(layer: usize, height: f32) -> Self {
        Self { layer, height, middle: 0.0, neighbours: Vec::new() }
    }
}

/// The slots that a line goes through, with new ones for the layers between its ends.
fn way(slots: &mut Vec<Slot>, (left, right): (usize, usize)) -> Vec<usize> {
    let mut way = vec![left];
    for layer in slots[left].layer + 1..slots[right].layer {
        way.push(slots.len());
        slots.push(Slot::new(layer, THREAD));
    }
    way.push(right);
    way
}

/// The mean of the neighbours' middles; its own where there are none.
#[expect(clippy::cast_precision_loss, reason = "a box has far fewer neighbours than 2^24")]
fn barycentre(slots: &[Slot], slot: usize) -> f32 {
    let Slot { middle, neighbours, .. } = &slots[slot];
    if neighbours.is_empty() {
        return *middle;
    }
    neighbours.iter().map(|other| slots[*other].middle).sum::<f32>() / neighbours.len() as f32
}

/// Moves what stands in a layer as little as it takes to lie within the height and on nothing else.
fn place(slots: &mut [Slot], column: &[usize], height: f32) {
    let mut free = 0.0;
    for slot in column {
        let Slot { middle, height, .. } = &mut slots[*slot];
        *middle = middle.max(free + *height / 2.0);
        free = *middle + *height / 2.0 + GAP;
    }
    let mut free = height;
    for slot in column.iter().rev() {
        let Slot { middle, height, .. } = &mut slots[*slot];
        *middle = middle.min(free - *height / 2.0);
        free = *middle - *height / 2.0 - GAP;
    }
}

/// How often lines cross between two layers.
fn crossings(slots: &[Slot], ways: &[Vec<usize>]) -> usize {
    let steps: Vec<(usize, f32, f32)> = ways
        .iter()
        .flat_map(|way| way.iter().zip(&way[1..]))
        .filter(|(one, other)| slots[**one].layer != slots[**other].layer)
        .map(|(one, other)| (slots[*one].layer, slots[*one].middle, slots[*other].middle))
        .collect();
    let crossed = |(place, one): (usize, &(usize, f32, f32))| {
        let cross = |other: &&(usize, f32, f32)| {
            one.0 == other.0 && (one.1 - other.1) * (one.2 - other.2) < 0.0
        };
        steps[place + 1..].iter().filter(cross).count()
    };
    steps.iter().enumerate().map(crossed).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(layers: &[usize]) -> Vec<Item> {
        layers.iter().map(|layer| Item { layer: *layer, height: 40.0 }).collect()
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        // Drawn in the order given, every line would cross every other.
        let items = items(&[0, 0, 0, 1, 1, 1]);
        let layout = layout(&items, &[(0, 5), (1, 4), (2, 3)]);
        let middle = |place: usize| layout.middles[place];
        for (one, other, left, right) in [(0, 1, 5, 4), (1, 2, 4, 3), (0, 2, 5, 3)] {
            let same = (middle(one) - middle(other)) * (middle(left) - middle(right));
            assert!(same > 0.0, "{layout:?}");
        }
    }

    #[test]
    fn boxes_of_a_layer_never_lie_on_each_other_or_outside() {
        let items = items(&[0, 0, 1, 1, 1, 1, 2]);
        let layout = layout(&items, &[(0, 2), (0, 3), (0, 4), (1, 5), (0, 6), (1, 6)]);
        for (place, item) in items.iter().enumerate() {
            let middle = layout.middles[place];
            assert!(middle >= 20.0 && middle <= layout.height - 20.0, "{layout:?}");
            for (other, _) in items
                .iter()
                .enumerate()
                .filter(|other| other.0 != place && other.1.layer == item.layer)
            {
                assert!((middle - layout.middles[other]).abs() >= 40.0, "{layout:?}");
            }
        }
    }

    #[test]
    fn a_line_over_a_layer_passes_beside_the_boxes_there() {
        let items = items(&[0, 1, 2]);
        let layout = layout(&items, &[(0, 1), (1, 2), (0, 2)]);
        assert_eq!(layout.lines[2].len(), 3);
        assert!((layout.lines[2][1] - layout.middles[1]).abs() >= 20.0, "{layout:?}");
    }

    #[test]
    fn nothing_takes_no_room() {
        assert!(layout(&[], &[]).height < f32::EPSILON);
    }
}
