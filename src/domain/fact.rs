//! The fact: the smallest thing one can cite. One statement in our words, its status as the source
//! has it, the paragraphs it rests on, and what it is about. Refuses nothing itself; the seeds check
//! facts before they come to be.

use serde::{Deserialize, Serialize};

use super::compare::{Comparable, Span, in_use};
use super::{
    Code, Edtf, EntityRef, Kind, OutcomeOf, Quantity, Relation, Slug, one_or_many, relations,
    vocabulary,
};

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
        /// What the source praises or judges, which is no state of things.
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
    /// The theme it belongs to; only editions from before there were themes have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Slug>,
    pub title: String,
    pub statement: String,
    pub status: Status,
    /// Why the statement is concluded rather than stated, when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
    /// What the timeline's picture calls it, where the title is too long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Whether a fact of something still to come is a plan of those the record is about. What other nations do,
    /// or a consultancy foresees for the world, is none.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub plan: bool,
    /// Why nobody can tell whether a hope came true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unverifiable: Option<String>,
    /// What each source says of its date, the first being the fact's own.
    #[serde(default, rename = "date", with = "one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<FactDate>,
    /// What each source says of its number, likewise.
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
    /// Who says so; left out for the source of the first piece of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Slug>,
    pub edtf: Edtf,
    /// The source's words, such as 지난해 12월.
    pub phrase: String,
    /// How the date follows from the phrase, when that took inference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Why both stand, where another source says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differs: Option<String>,
}

/// An entity's part in a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    #[serde(flatten)]
    pub entity: EntityRef,
    pub role: Role,
    /// Who says so; left out for the source of the first piece of evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Slug>,
    /// Why the relation is concluded rather than stated, when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
}

/// A source, the paragraph where its text is at hand, and the short phrases in it that carry the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub source: Slug,
    /// Counted from 1 over the source's non-blank lines; none of a source whose text is not at hand.
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
    /// Whether it is of what is still to come: a plan or a forecast.
    pub const fn is_prospective(self) -> bool {
        matches!(self, Self::Planned | Self::Forecast)
    }
}

impl Comparable for FactDate {
    fn span(&self) -> Span {
        self.edtf.span()
    }
}

impl Fact {
    /// The date to go by: the most exact one that all sources admit, or the first where they differ.
    pub fn date(&self) -> Option<&FactDate> {
        in_use(&self.dates)
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

    /// The source of a part of the fact that names none: that of the first piece of evidence.
    #[expect(clippy::expect_used, reason = "the seeds refuse a fact without evidence")]
    pub fn source_or_first<'f>(&'f self, named: Option<&'f Slug>) -> &'f Slug {
        named.unwrap_or_else(|| &self.evidence.first().expect("evidence is never empty").source)
    }

    /// What a source says of the date.
    pub fn dates_of<'f>(&'f self, source: &'f Slug) -> impl Iterator<Item = &'f FactDate> {
        self.dates.iter().filter(move |date| self.source_or_first(date.source.as_ref()) == source)
    }

    /// What a source says of the number.
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

    /// Whether sources say of its date or its number what cannot both be.
    pub fn is_disputed(&self) -> bool {
        let relations = relations(&self.dates).into_iter().chain(relations(&self.quantities));
        relations.flatten().any(|relation| relation == Relation::Differs)
    }

    /// Whether the fact tells of what is still to come.
    pub const fn is_prospective(&self) -> bool {
        self.status.is_prospective()
    }

    /// Whether the fact is a plan, of which one asks what became of it.
    pub const fn is_plan(&self) -> bool {
        self.plan && (self.is_prospective() || matches!(self.status, Status::Ongoing))
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
        let quantity = self.quantity()?;
        let counted = quantity.counts?;
        let is_named = |about: &&About| about.role == Role::Member && about.entity.kind == counted;
        let named = self.about.iter().filter(is_named).map(|about| about.entity.name.as_str());
        let named: Vec<&str> = named.collect();
        (quantity.value > named.len() as f64).then_some(named)
    }
}
