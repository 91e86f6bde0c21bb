//! How lists and searches are narrowed: by year, status, theme, source, entity and so on. The values of one facet are
//! alternatives; a record passes when it has one of those chosen in each facet.

use std::collections::BTreeSet;

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

/// The kind of a record that a search finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    Fact,
    Entity(Kind),
    Term,
    Source,
}

/// What a search can be narrowed by, in the order of pages and addresses. Only facts have themes and states.
pub const SEARCH_FACETS: [Facet; 3] = [Facet::Record, Facet::Theme, Facet::State];

/// One way to narrow a list or a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// A year that a fact's date touches.
    Year,
    Status,
    /// The state of a plan.
    State,
    Theme,
    /// A source that a fact rests on.
    Source,
    /// The kind of entity that a fact is mainly about.
    Subject,
    /// The unit of a fact's number.
    Unit,
    /// The classification of an entity.
    Type,
    /// The kind of a record, in a search.
    Record,
    /// An entity of this kind that a fact is about.
    About(Kind),
}

/// A value that a list can be narrowed by. Within a facet, values are ordered as on pages and in addresses.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetValue {
    Year(i32),
    Status(Status),
    /// Undated plans count with those whose time has passed.
    State(PlanState),
    Theme(Slug),
    Source(Slug),
    Subject(Kind),
    Unit(String),
    Type(EntityType),
    Record(RecordKind),
    About(Kind, Slug),
}

/// The values by which a list is narrowed.
///
/// An entity passes when it fits the types and `text`, and one fact about it fits all the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filters {
    /// A record fits a facet when it has one of the facet's values.
    pub values: BTreeSet<FacetValue>,
    /// Words that the record must have.
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
        self.kind().is_some()
    }

    /// The kind of entity that the list holds.
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Entities(kind) => Some(kind),
            Self::Plans | Self::Timeline | Self::Facts | Self::Figures => None,
        }
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
                let unit = (self == Self::Figures).then_some(Facet::Unit);
                [Facet::Year, Facet::Status, Facet::Subject, Facet::Theme, Facet::Source]
                    .into_iter()
                    .chain(unit)
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

impl RecordKind {
    /// Every kind, in the order of pages.
    pub fn all() -> Vec<Self> {
        let entities = Kind::ALL.iter().map(|kind| Self::Entity(*kind));
        [Self::Fact].into_iter().chain(entities).chain([Self::Term, Self::Source]).collect()
    }

    /// The key in addresses and data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Entity(kind) => kind.key(),
            Self::Term => "term",
            Self::Source => "source",
        }
    }
}

impl FacetValue {
    /// The facet that it is a value of.
    pub const fn facet(&self) -> Facet {
        match self {
            Self::Year(_) => Facet::Year,
            Self::Status(_) => Facet::Status,
            Self::State(_) => Facet::State,
            Self::Theme(_) => Facet::Theme,
            Self::Source(_) => Facet::Source,
            Self::Subject(_) => Facet::Subject,
            Self::Unit(_) => Facet::Unit,
            Self::Type(_) => Facet::Type,
            Self::Record(_) => Facet::Record,
            Self::About(kind, _) => Facet::About(*kind),
        }
    }
}

impl From<FacetValue> for Filters {
    fn from(value: FacetValue) -> Self {
        Self { values: [value].into(), text: None }
    }
}

impl Filters {
    /// Filters that ask for words alone.
    pub fn of_text(text: &str) -> Self {
        let text = Some(text.to_owned()).filter(|text| !text.is_empty());
        Self { text, ..Self::default() }
    }

    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many conditions there are.
    pub fn len(&self) -> usize {
        self.values.len() + usize::from(self.text.is_some())
    }

    /// The same filters without those of one facet.
    pub fn without(&self, facet: Facet) -> Self {
        let mut rest = self.clone();
        rest.values.retain(|value| value.facet() != facet);
        rest
    }

    /// The chosen values of a facet, in order.
    pub fn of(&self, facet: Facet) -> impl Iterator<Item = &FacetValue> {
        self.values.iter().filter(move |value| value.facet() == facet)
    }

    /// Whether a record that has only this value of its facet fits the facet.
    pub fn admits(&self, value: &FacetValue) -> bool {
        self.values.contains(value) || self.of(value.facet()).next().is_none()
    }

    /// The same filters with the value added, or removed if it is among them.
    pub fn toggled(&self, value: &FacetValue) -> Self {
        let mut toggled = self.clone();
        if !toggled.values.remove(value) {
            toggled.values.insert(value.clone());
        }
        toggled
    }
}
