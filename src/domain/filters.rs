//! Lists of records and the part of one that is wanted: the years, statuses, themes, sources and entities by which it is
//! narrowed. A record passes when it fits every one of them.

use std::collections::BTreeMap;

use super::{EntityType, Kind, PlanState, Slug, Status};

/// A list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// The plans, by theme and then by code.
    Plans,
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
    /// How a plan stands.
    State,
    Theme,
    /// A source that a fact rests on.
    Source,
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
    pub state: Option<PlanState>,
    pub theme: Option<Slug>,
    pub source: Option<Slug>,
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
        [Self::Plans, Self::Timeline, Self::Facts, Self::Figures].into_iter().chain(kinds).collect()
    }

    /// Whether the list is of entities and not of facts.
    pub const fn is_of_entities(self) -> bool {
        matches!(self, Self::Entities(_))
    }

    /// What the list can be narrowed by, in the order of pages and addresses.
    pub fn facets(self) -> Vec<Facet> {
        let about = |own: Option<Kind>| {
            let others = Kind::ALL.iter().filter(move |kind| Some(**kind) != own);
            others.map(|kind| Facet::About(*kind))
        };
        match self {
            Self::Plans => {
                vec![Facet::Theme, Facet::State, Facet::About(Kind::Institution)]
            }
            Self::Timeline | Self::Facts | Self::Figures => {
                [Facet::Year, Facet::Status, Facet::Subject, Facet::Theme, Facet::Source]
                    .into_iter()
                    .chain(about(None))
                    .collect()
            }
            Self::Entities(kind) => {
                let own = [Facet::Year, Facet::Status, Facet::Type];
                own.into_iter().chain(about(Some(kind))).collect()
            }
        }
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
            .chain([self.state.is_some(), self.theme.is_some(), self.source.is_some()])
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
            Facet::State => rest.state = None,
            Facet::Theme => rest.theme = None,
            Facet::Source => rest.source = None,
            Facet::Subject => rest.subject = None,
            Facet::Type => rest.entity_type = None,
            Facet::About(kind) => {
                rest.about.remove(&kind);
            }
        }
        rest
    }
}
