//! Who has a part in what as a picture: industries, projects, agreements and institutions in a layer each,
//! a line for two that a fact relates. Beside it stands a list that gives the fact of each line.

use std::collections::{BTreeMap, HashMap};

use super::layered::{Item, layout};
use super::name::is_english;
use super::relation::Relation;
use crate::address::Address;
use crate::domain::{EntityRef, Kind, Role};
use crate::formats::{Weight, text_lines};
use crate::wording::{kind_label, role_label};

/// The layers, from the left.
const LAYERS: [Kind; 4] = [Kind::Industry, Kind::Project, Kind::Agreement, Kind::Institution];

/// The most boxes of a picture.
const MOST: usize = 64;

/// The fewest boxes that are worth a picture.
const FEWEST: usize = 3;

/// The width of a box, the room between two layers, and what is at the right for lines within the last.
const BOX: f32 = 196.0;
const BETWEEN: f32 = 62.0;
const MARGIN: f32 = 44.0;

/// What the names of the layers take above.
const HEAD: f32 = 34.0;

/// The size of names, the distance of lines, and the least height of a box.
const NAME: f32 = 13.5;
const LINE: f32 = 17.0;
const LEAST: f32 = 44.0;

/// The picture of some relations.
#[derive(Debug)]
pub struct RelationPicture {
    pub width: f32,
    pub height: f32,
    /// The name of each layer, and where it begins.
    pub heads: Vec<(&'static str, f32)>,
    pub lines: Vec<Line>,
    pub boxes: Vec<Entry>,
    /// How many entities found no room.
    pub left_out: usize,
}

/// Two entities that facts relate.
#[derive(Debug)]
pub struct Line {
    pub path: String,
    /// How it looks: what the part is, and whether it is only planned or foreseen.
    pub look: &'static str,
    pub ahead: bool,
}

/// An entity.
#[derive(Debug)]
pub struct Entry {
    pub address: Address,
    pub x: f32,
    pub y: f32,
    pub height: f32,
    /// The name in lines, each with its baseline.
    pub name: Vec<(String, f32)>,
    /// Its roles, with the baseline.
    pub roles: Option<(String, f32)>,
    /// Whether the picture is about it.
    pub here: bool,
}

/// What the facts say of two entities together.
#[derive(Debug, Default)]
struct Pair {
    roles: Vec<Role>,
    /// Whether a fact tells of it as more than a plan or a forecast.
    is_so: bool,
}

/// The related ones by their places, the lower place first.
type Pairs = BTreeMap<(usize, usize), Pair>;

impl RelationPicture {
    pub const BOX: f32 = BOX;

    /// The picture of relations, where there are enough for one; around an entity, when it is about one.
    pub fn new(relations: &[Relation<'_>], centre: Option<&EntityRef>) -> Option<Self> {
        let layered = |relation: &&Relation<'_>| {
            LAYERS.contains(&relation.subject.kind) && LAYERS.contains(&relation.partner.kind)
        };
        let relations: Vec<&Relation<'_>> = relations.iter().filter(layered).collect();
        let (mut entities, left_out) = chosen(&relations, centre);
        if entities.len() < FEWEST {
            return None;
        }
        // Layers that have nothing take no room.
        let layers: Vec<Kind> = LAYERS
            .into_iter()
            .filter(|kind| entities.iter().any(|one| one.kind == *kind))
            .collect();
        let layer =
            |entity: &EntityRef| layers.iter().position(|kind| *kind == entity.kind).unwrap_or(0);
        entities.sort_by_key(|entity| layer(entity));
        let places: HashMap<&EntityRef, usize> =
            entities.iter().enumerate().map(|(place, entity)| (*entity, place)).collect();
        let (pairs, roles) = pairs(&relations, &places);
        let mut boxes: Vec<Entry> = entities
            .iter()
            .zip(roles)
            .map(|(entity, roles)| Entry::new(entity, &roles, centre == Some(*entity)))
            .collect();
        let items: Vec<Item> = entities
            .iter()
            .zip(&boxes)
            .map(|(entity, entry)| Item { layer: layer(entity), height: entry.height })
            .collect();
        let ends: Vec<(usize, usize)> = pairs.keys().copied().collect();
        let layout = layout(&items, &ends);
        for (entry, (item, middle)) in boxes.iter_mut().zip(items.iter().zip(&layout.middles)) {
            entry.put(left(item.layer), HEAD + middle - item.height / 2.0);
        }
        let lines = pairs.iter().zip(&layout.lines).map(|((ends, pair), middles)| {
            let from = items[ends.0].layer;
            let inside = from == items[ends.1].layer;
            let path = if inside { arc(from, middles) } else { way(from, middles) };
            Line { path, look: pair.look(), ahead: !pair.is_so }
        });
        let heads = layers.iter().enumerate().map(|(place, kind)| (kind_label(*kind), left(place)));
        Some(Self {
            width: left(layers.len()) - BETWEEN + MARGIN,
            height: HEAD + layout.height + 2.0,
            heads: heads.collect(),
            lines: lines.collect(),
            boxes,
            left_out,
        })
    }
}

impl Entry {
    /// A box at no place yet.
    fn new(entity: &EntityRef, roles: &[Role], here: bool) -> Self {
        let mut baseline = 5.0;
        let mut next = || {
            baseline += LINE;
            baseline
        };
        let name = text_lines(&entity.name, Weight::Bold, NAME, BOX - 20.0, 3);
        let name: Vec<_> = name.into_iter().map(|line| (line, next())).collect();
        let roles = role_words(roles);
        let roles = (!roles.is_empty()).then(|| (roles, next()));
        let height = (baseline + 9.0).max(LEAST);
        // A name alone stands in the middle.
        let down = (height - baseline - 9.0) / 2.0;
        Self {
            address: Address::Entity(entity.kind, entity.slug.clone()),
            x: 0.0,
            y: 0.0,
            height,
            name: name.into_iter().map(|(line, baseline)| (line, baseline + down)).collect(),
            roles,
            here,
        }
    }

    /// Whether the name is to be read out as English; with a role in Korean below it, it is not.
    pub fn is_english(&self) -> bool {
        self.roles.is_none() && self.name.iter().all(|(line, _)| is_english(line))
    }

    fn put(&mut self, x: f32, y: f32) {
        (self.x, self.y) = (x, y.round());
        for (_, baseline) in self.name.iter_mut().chain(self.roles.iter_mut()) {
            *baseline += self.y;
        }
    }
}

impl Pair {
    /// The look of the line: by the most telling of the roles.
    fn look(&self) -> &'static str {
        let has = |wanted: &[Role]| self.roles.iter().any(|role| wanted.contains(role));
        if has(&[Role::Lead, Role::Party]) {
            "strong"
        } else if self.roles.iter().all(|role| *role == Role::Field) {
            "field"
        } else {
            "other"
        }
    }
}

/// The left edge of a layer.
fn left(layer: usize) -> f32 {
    f32::from(u8::try_from(layer).unwrap_or(u8::MAX)) * (BOX + BETWEEN) + 1.0
}

/// The entities of a picture, and how many there is no room for: first those related to the one it is
/// about, then those with most relations.
fn chosen<'f>(
    relations: &[&Relation<'f>],
    centre: Option<&EntityRef>,
) -> (Vec<&'f EntityRef>, usize) {
    let mut entities: Vec<&EntityRef> = Vec::new();
    let mut ranks: HashMap<&EntityRef, (bool, bool, usize)> = HashMap::new();
    for relation in relations {
        let ends = [relation.subject, relation.partner];
        let beside = ends.iter().any(|end| centre == Some(*end));
        for end in ends {
            let rank = ranks.entry(end).or_insert_with(|| {
                entities.push(end);
                (centre == Some(end), false, 0)
            });
            rank.1 |= beside;
            rank.2 += 1;
        }
    }
    entities.sort_by_key(|entity| std::cmp::Reverse(ranks.get(entity).copied()));
    let left_out = entities.len().saturating_sub(MOST);
    entities.truncate(MOST);
    (entities, left_out)
}

/// The related ones among the chosen, the one in the lower layer first, and the roles of each of them.
fn pairs(
    relations: &[&Relation<'_>],
    places: &HashMap<&EntityRef, usize>,
) -> (Pairs, Vec<Vec<Role>>) {
    let mut pairs = Pairs::new();
    let mut roles = vec![Vec::new(); places.len()];
    for relation in relations {
        let ends = (places.get(relation.subject), places.get(relation.partner));
        let (Some(subject), Some(partner)) = ends else { continue };
        let pair = pairs.entry((*subject.min(partner), *subject.max(partner))).or_default();
        pair.is_so |= !relation.is_prospective();
        for known in [&mut pair.roles, &mut roles[*partner]] {
            if !known.contains(&relation.role) {
                known.push(relation.role);
            }
        }
    }
    (pairs, roles)
}

/// The first two of an entity's roles in words. That an industry is a field goes without saying.
fn role_words(roles: &[Role]) -> String {
    let roles: Vec<&str> =
        roles.iter().filter(|role| **role != Role::Field).map(|role| role_label(*role)).collect();
    let more = if roles.len() > 2 { " 외" } else { "" };
    format!("{}{more}", roles[..roles.len().min(2)].join(", "))
}

/// A line from a layer through those to the right of it.
fn way(from: usize, middles: &[f32]) -> String {
    let steps = middles.windows(2).enumerate().map(|(step, pair)| {
        let (x, next) = (left(from + step) + BOX, left(from + step + 1));
        let (y, other) = ((HEAD + pair[0]).round(), (HEAD + pair[1]).round());
        let half = f32::midpoint(x, next);
        format!("{x} {y}C{half} {y} {half} {other} {next} {other}")
    });
    format!("M{}", steps.collect::<Vec<_>>().join("L"))
}

/// A line between two of one layer, at the right of it.
fn arc(layer: usize, middles: &[f32]) -> String {
    let x = left(layer) + BOX;
    let (y, other) = ((HEAD + middles[0]).round(), (HEAD + middles[1]).round());
    let out = x + (14.0 + (y - other).abs() / 8.0).min(MARGIN + 10.0).round();
    format!("M{x} {y}C{out} {y} {out} {other} {x} {other}")
}
