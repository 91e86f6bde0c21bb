//! Lists of records and the part of one that is wanted: the years, statuses and entities by which it
//! is narrowed. A record passes when it fits every one of them.

use std::collections::BTreeMap;

use super::{EntityType, Kind, Slug, Status};

/// A list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// The facts with a date, by earliest day and then by width.
    Timeline,
    /// All facts, by code.
    Facts,
    /// The facts with a quantity, by code.
    Figures,
    /// The entities of a kind, in the order of the seeds.
    Entities(Kind),
}

/// What a list can be narrowed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// A year that a fact's date touches.
    Year,
    Status,
    /// The kind of what a fact is mainly about.
    Subject,
    /// The classification of an entity.
    Type,
    /// An entity of a kind that a fact is about.
    About(Kind),
}

/// The values by which a list is narrowed.
///
/// An entity passes when it fits `entity_type` and `text`, and one fact about it fits all the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filters {
    pub year: Option<i32>,
    pub status: Option<Status>,
    pub subject: Option<Kind>,
    pub entity_type: Option<EntityType>,
    /// At most one entity of each kind.
    pub about: BTreeMap<Kind, Slug>,
    /// Words that the record has.
    pub text: Option<String>,
}

impl List {
    /// Every list, in the order of menus and documents.
    pub fn all() -> Vec<Self> {
        let kinds = Kind::ALL.iter().map(|kind| Self::Entities(*kind));
        [Self::Timeline, Self::Facts, Self::Figures].into_iter().chain(kinds).collect()
    }

    /// What the list can be narrowed by, in the order of pages and addresses.
    pub fn facets(self) -> Vec<Facet> {
        let own = match self {
            Self::Entities(kind) => Some(kind),
            Self::Timeline | Self::Facts | Self::Figures => None,
        };
        let of_kind = if own.is_some() { Facet::Type } else { Facet::Subject };
        let others = Kind::ALL.iter().filter(|kind| Some(**kind) != own);
        [Facet::Year, Facet::Status, of_kind]
            .into_iter()
            .chain(others.map(|kind| Facet::About(*kind)))
            .collect()
    }
}

impl Filters {
    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many conditions there are.
    pub fn len(&self) -> usize {
        [self.year.is_some(), self.status.is_some(), self.subject.is_some()]
            .into_iter()
            .chain([self.entity_type.is_some(), self.text.is_some()])
            .filter(|given| *given)
            .count()
            + self.about.len()
    }

    /// The same without what is wanted of one facet.
    pub fn without(&self, facet: Facet) -> Self {
        let mut rest = self.clone();
        match facet {
            Facet::Year => rest.year = None,
            Facet::Status => rest.status = None,
            Facet::Subject => rest.subject = None,
            Facet::Type => rest.entity_type = None,
            Facet::About(kind) => {
                rest.about.remove(&kind);
            }
        }
        rest
    }
}
