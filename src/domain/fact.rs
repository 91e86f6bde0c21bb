//! The fact: the smallest thing one can cite. One statement in our words, its status as the source has it, the
//! paragraphs it rests on, and what it is about. Nothing is checked here: the seeds check a fact before it is made.

use serde::{Deserialize, Serialize};

use super::compare::{Comparable, ValueRange, in_use};
use super::{
    Code, Edtf, EntityRef, Kind, OutcomeOf, Quantity, Relation, Slug, one_or_many, relations,
    vocabulary,
};

vocabulary! {
    /// How far the thing had come, according to the source.
    Status {
        /// Has happened.
        Done = "done",
        /// Under way.
        Ongoing = "ongoing",
        /// Intended by those who are to do it.
        Planned = "planned",
        /// Expected by the source, but in nobody's hands.
        Forecast = "forecast",
        /// How things stand, rather than something that happens.
        State = "state",
        /// The source's own praise or judgement, which is no state of things.
        Assessment = "assessment",
    }
}

vocabulary! {
    /// The part an entity has in a fact.
    Role {
        Subject = "subject",
        Field = "field",
        Lead = "lead",
        Party = "party",
        Partner = "partner",
        Authority = "authority",
        Participant = "participant",
        Member = "member",
        Target = "target",
        Basis = "basis",
        Outcome = "outcome",
        Location = "location",
        Speaker = "speaker",
        Provider = "provider",
    }
}

/// One statement with its evidence. Editions and the database keep it in this serialised form, in which the
/// order of the fields matters: an edition's digest is taken over its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    pub code: Code,
    /// The theme it belongs to; `None` only in editions from before there were themes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Slug>,
    pub title: String,
    pub statement: String,
    pub status: Status,
    /// Why the editor concluded the statement, where the source does not state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
    /// What the timeline's picture calls it, where the title is too long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Whether a fact about something still to come counts as a plan. What other nations do, or a consultancy
    /// foresees for the world, does not.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub plan: bool,
    /// Why nobody can tell whether a hope came true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unverifiable: Option<String>,
    /// The date as each source gives it; the first is the fact's own.
    #[serde(default, rename = "date", with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<FactDate>,
    /// The number as each source gives it, likewise.
    #[serde(
        default,
        rename = "quantity",
        with = "one_or_many",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub quantities: Vec<Quantity>,
    /// What the fact is about; never empty.
    pub about: Vec<About>,
    /// Where the fact stands in its sources; never empty.
    pub evidence: Vec<Evidence>,
    /// The earlier facts that it tells the outcome of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcome_of: Vec<OutcomeOf>,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_yes(value: &bool) -> bool {
    *value
}

/// A date with the source's own words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactDate {
    /// The source that says so; left out for that of the first piece of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Slug>,
    pub edtf: Edtf,
    /// The source's words, such as 지난해 12월.
    pub phrase: String,
    /// How the date was concluded from the phrase, where the phrase does not say it outright.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Why both values are kept, where another source says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differs: Option<String>,
}

/// An entity's part in a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    #[serde(flatten)]
    pub entity: EntityRef,
    pub role: Role,
    /// The source that says so; left out for that of the first piece of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Slug>,
    /// Why the editor concluded the relation, where the source does not state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
}

/// A source, its paragraph where the text is at hand, and the short phrases in it that carry the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub source: Slug,
    /// Counted from 1 over the source's non-blank lines; `None` for a source whose text is not at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u16>,
    pub phrases: Vec<String>,
}

impl Role {
    /// Whether an entity of this kind can have the role.
    pub const fn admits(self, kind: Kind) -> bool {
        match self {
            Self::Subject | Self::Member | Self::Target | Self::Basis | Self::Outcome => true,
            Self::Field => matches!(kind, Kind::Industry),
            Self::Location => matches!(kind, Kind::Site | Kind::Institution),
            Self::Lead
            | Self::Party
            | Self::Partner
            | Self::Authority
            | Self::Participant
            | Self::Speaker
            | Self::Provider => matches!(kind, Kind::Institution),
        }
    }
}

impl Status {
    /// Whether it is about something still to come: a plan or a forecast.
    pub const fn is_prospective(self) -> bool {
        matches!(self, Self::Planned | Self::Forecast)
    }
}

impl Comparable for FactDate {
    fn value_range(&self) -> ValueRange {
        self.edtf.value_range()
    }
}

impl Fact {
    /// The date to go by: the most exact one that all sources admit, or the first where they differ.
    pub fn date(&self) -> Option<&FactDate> {
        in_use(&self.dates)
    }

    /// When it happened. The limit of something that still went on (`../2024`) is when it was to be over.
    pub fn happened(&self) -> Option<&FactDate> {
        self.date().filter(|date| self.status == Status::Done || !date.edtf.is_by())
    }

    /// The number to go by, likewise.
    pub fn quantity(&self) -> Option<&Quantity> {
        in_use(&self.quantities)
    }

    /// What the fact is mainly about, in the order of the seeds.
    pub fn subjects(&self) -> impl Iterator<Item = &EntityRef> {
        let mainly = self.about.iter().filter(|about| about.role == Role::Subject);
        mainly.map(|about| &about.entity)
    }

    /// Whether the fact is mainly about an entity.
    pub fn is_mainly_about(&self, kind: Kind, slug: &Slug) -> bool {
        self.subjects().any(|entity| entity.kind == kind && entity.slug == *slug)
    }

    /// The source that a part of the fact names, or else that of the first piece of evidence.
    #[expect(clippy::expect_used, reason = "the seeds refuse a fact without evidence")]
    pub fn source_or_first<'f>(&'f self, named: Option<&'f Slug>) -> &'f Slug {
        named.unwrap_or_else(|| &self.evidence.first().expect("evidence is never empty").source)
    }

    /// The dates that a source gives.
    pub fn dates_of<'f>(&'f self, source: &'f Slug) -> impl Iterator<Item = &'f FactDate> {
        self.dates.iter().filter(move |date| self.source_or_first(date.source.as_ref()) == source)
    }

    /// The numbers that a source gives.
    pub fn quantities_of<'f>(&'f self, source: &'f Slug) -> impl Iterator<Item = &'f Quantity> {
        let is_its = move |one: &&Quantity| self.source_or_first(one.source.as_ref()) == source;
        self.quantities.iter().filter(is_its)
    }

    /// The sources that the fact rests on, each once, in the order of the evidence.
    pub fn sources(&self) -> Vec<&Slug> {
        let mut sources: Vec<&Slug> = Vec::new();
        for piece in &self.evidence {
            if !sources.contains(&&piece.source) {
                sources.push(&piece.source);
            }
        }
        sources
    }

    /// Whether sources give dates or numbers that cannot both be right.
    pub fn is_disputed(&self) -> bool {
        let relations = relations(&self.dates).into_iter().chain(relations(&self.quantities));
        relations.flatten().any(|relation| relation == Relation::Differs)
    }

    /// Whether the fact is about something still to come.
    pub const fn is_prospective(&self) -> bool {
        self.status.is_prospective()
    }

    /// Whether the fact is a plan, so that one asks what became of it.
    pub const fn is_plan(&self) -> bool {
        self.plan && (self.is_prospective() || matches!(self.status, Status::Ongoing))
    }

    /// The same fact with the names of its entities, which its record leaves out. The error is the first entity that
    /// `name` does not know.
    pub fn with_names(
        mut self,
        name: impl Fn(&EntityRef) -> Option<String>,
    ) -> Result<Self, EntityRef> {
        for About { entity, .. } in &mut self.about {
            entity.name = name(entity).ok_or_else(|| entity.clone())?;
        }
        Ok(self)
    }

    /// The names that the source gives of the entities that the fact's number counts; `None` where it counts no
    /// entities or all of them are named.
    #[expect(clippy::cast_precision_loss, reason = "a fact names far fewer entities than 2^53")]
    pub fn names_of_counted(&self) -> Option<Vec<&str>> {
        let quantity = self.quantity()?;
        let counted = quantity.counts?;
        let is_named = |about: &&About| about.role == Role::Member && about.entity.kind == counted;
        let named = self.about.iter().filter(is_named).map(|about| about.entity.name.as_str());
        let named: Vec<&str> = named.collect();
        (quantity.value > named.len() as f64).then_some(named)
    }
}
