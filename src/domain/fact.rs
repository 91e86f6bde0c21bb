//! The fact: the smallest thing one can cite. One statement in our words, its status as the source
//! has it, the paragraphs it rests on, and what it is about. Refuses nothing itself; the seeds check
//! facts before they come to be.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Code, Edtf, EntityRef, Kind, Quantity, Slug, vocabulary};

vocabulary! {
    /// How far the source says the thing has come.
    Status {
        /// Has happened.
        Done = "done",
        /// Under way.
        Ongoing = "ongoing",
        /// Intended by whoever is to do it.
        Planned = "planned",
        /// Expected by the source, in nobody's hands.
        Forecast = "forecast",
        /// How things stand, with no course of their own.
        State = "state",
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
    pub title: String,
    pub statement: String,
    pub status: Status,
    /// Why the statement is concluded rather than stated, when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<FactDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// What the fact is about; never empty.
    pub about: Vec<About>,
    /// Where the fact stands in the source; never empty.
    pub evidence: Vec<Evidence>,
}

/// A date with the source's own words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactDate {
    pub edtf: Edtf,
    /// The source's words, such as 지난해 12월.
    pub phrase: String,
    /// How the date follows from the phrase, when that took inference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// An entity's part in a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    #[serde(flatten)]
    pub entity: EntityRef,
    pub role: Role,
    /// Why the relation is concluded rather than stated, when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
}

/// A paragraph of a source, and the short phrases in it that carry the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub source: Slug,
    /// Counted from 1 over the source's non-blank lines.
    pub paragraph: u16,
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
    /// Whether it is of what is still to come: a plan or a forecast.
    pub const fn is_prospective(self) -> bool {
        matches!(self, Self::Planned | Self::Forecast)
    }
}

impl Fact {
    /// Whether the fact tells of what is still to come.
    pub const fn is_prospective(&self) -> bool {
        self.status.is_prospective()
    }

    /// Whether the fact is a plan or a forecast whose latest day lies before `today`.
    pub fn has_passed(&self, today: NaiveDate) -> bool {
        self.is_prospective() && self.date.as_ref().is_some_and(|date| date.edtf.latest() < today)
    }

    /// The same with the names of its entities, which a record leaves out. The error is the first entity
    /// that `name` does not know.
    pub fn named(mut self, name: impl Fn(&EntityRef) -> Option<String>) -> Result<Self, EntityRef> {
        for About { entity, .. } in &mut self.about {
            entity.name = name(entity).ok_or_else(|| entity.clone())?;
        }
        Ok(self)
    }

    /// The entities that the source names of those the fact's quantity counts, when it counts
    /// entities and names fewer than it counts.
    #[expect(clippy::cast_precision_loss, reason = "a fact names far fewer entities than 2^53")]
    pub fn names_of_counted(&self) -> Option<Vec<&str>> {
        let quantity = self.quantity.as_ref()?;
        let counted = quantity.counts?;
        let is_named = |about: &&About| about.role == Role::Member && about.entity.kind == counted;
        let named = self.about.iter().filter(is_named).map(|about| about.entity.name.as_str());
        let named: Vec<&str> = named.collect();
        (quantity.value > named.len() as f64).then_some(named)
    }
}
