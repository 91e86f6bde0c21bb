//! Facts and entities as they are written down whole: the one serialised form, with the keys of the
//! seeds. Edition files are made of it, and the database keeps revisions in it. Refuses what the
//! domain does not admit; holds no names of entities, which a reader looks up in the same edition.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::{
    About, Code, Edtf, Entity, EntityRef, EntityType, Evidence, Fact, FactDate, Kind, Measure,
    Qualifier, Quantity, Role, Slug, Status,
};

/// A fact written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactRecord {
    pub code: String,
    pub title: String,
    pub statement: String,
    pub status: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DateRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<QuantityRecord>,
    pub about: Vec<AboutRecord>,
    pub evidence: Vec<EvidenceRecord>,
}

/// A date written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateRecord {
    pub edtf: String,
    pub phrase: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// A quantity written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantityRecord {
    pub value: f64,
    pub unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    pub phrase: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equivalent: Option<MeasureRecord>,
}

/// A second measure written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureRecord {
    pub value: f64,
    pub unit: String,
    pub phrase: String,
}

/// An entity's part in a fact written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AboutRecord {
    pub kind: String,
    pub slug: String,
    pub role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<String>,
}

/// A piece of evidence written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceRecord {
    pub source: String,
    pub paragraph: u16,
    pub phrases: Vec<String>,
}

/// An entity written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityRecord {
    pub kind: String,
    pub slug: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(rename = "type")]
    pub entity_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl From<&Fact> for FactRecord {
    fn from(fact: &Fact) -> Self {
        Self {
            code: fact.code.to_string(),
            title: fact.title.clone(),
            statement: fact.statement.clone(),
            status: fact.status.key().to_owned(),
            inferred: fact.inferred.clone(),
            date: fact.date.as_ref().map(|date| DateRecord {
                edtf: date.edtf.to_string(),
                phrase: date.phrase.clone(),
                basis: date.basis.clone(),
            }),
            quantity: fact.quantity.as_ref().map(QuantityRecord::from),
            about: fact.about.iter().map(AboutRecord::from).collect(),
            evidence: fact.evidence.iter().map(EvidenceRecord::from).collect(),
        }
    }
}

impl From<&Quantity> for QuantityRecord {
    fn from(quantity: &Quantity) -> Self {
        Self {
            value: quantity.value,
            unit: quantity.unit.clone(),
            qualifier: quantity.qualifier.map(|qualifier| qualifier.key().to_owned()),
            phrase: quantity.phrase.clone(),
            counts: quantity.counts.map(|kind| kind.key().to_owned()),
            equivalent: quantity.equivalent.as_ref().map(|measure| MeasureRecord {
                value: measure.value,
                unit: measure.unit.clone(),
                phrase: measure.phrase.clone(),
            }),
        }
    }
}

impl From<&About> for AboutRecord {
    fn from(about: &About) -> Self {
        Self {
            kind: about.entity.kind.key().to_owned(),
            slug: about.entity.slug.to_string(),
            role: about.role.key().to_owned(),
            inferred: about.inferred.clone(),
        }
    }
}

impl From<&Evidence> for EvidenceRecord {
    fn from(evidence: &Evidence) -> Self {
        Self {
            source: evidence.source.to_string(),
            paragraph: evidence.paragraph,
            phrases: evidence.phrases.clone(),
        }
    }
}

impl From<&Entity> for EntityRecord {
    fn from(entity: &Entity) -> Self {
        Self {
            kind: entity.kind().key().to_owned(),
            slug: entity.slug.to_string(),
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            entity_type: entity.entity_type.key().to_owned(),
            note: entity.note.clone(),
        }
    }
}

/// A value of a record that the domain does not admit, by its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("'{0}'")]
pub struct BadRecord(pub &'static str);

fn must<T>(value: Option<T>, field: &'static str) -> Result<T, BadRecord> {
    value.ok_or(BadRecord(field))
}

impl FactRecord {
    /// The fact, with the names that `name` gives to its entities.
    pub fn to_fact(&self, name: impl Fn(Kind, &Slug) -> Option<String>) -> Result<Fact, BadRecord> {
        let about = self.about.iter().map(|about| about.to_about(&name));
        let evidence = self.evidence.iter().map(EvidenceRecord::to_evidence);
        Ok(Fact {
            code: must(Code::parse(&self.code).ok(), "code")?,
            title: self.title.clone(),
            statement: self.statement.clone(),
            status: must(Status::from_key(&self.status), "status")?,
            inferred: self.inferred.clone(),
            date: self.date.as_ref().map(DateRecord::to_date).transpose()?,
            quantity: self.quantity.as_ref().map(QuantityRecord::to_quantity).transpose()?,
            about: about.collect::<Result<_, _>>()?,
            evidence: evidence.collect::<Result<_, _>>()?,
        })
    }
}

impl DateRecord {
    fn to_date(&self) -> Result<FactDate, BadRecord> {
        Ok(FactDate {
            edtf: must(Edtf::parse(&self.edtf).ok(), "edtf")?,
            phrase: self.phrase.clone(),
            basis: self.basis.clone(),
        })
    }
}

impl QuantityRecord {
    fn to_quantity(&self) -> Result<Quantity, BadRecord> {
        let qualifier = self.qualifier.as_deref();
        let counts = self.counts.as_deref();
        Ok(Quantity {
            value: self.value,
            unit: self.unit.clone(),
            qualifier: qualifier
                .map(|key| must(Qualifier::from_key(key), "qualifier"))
                .transpose()?,
            phrase: self.phrase.clone(),
            counts: counts.map(|key| must(Kind::from_key(key), "counts")).transpose()?,
            equivalent: self.equivalent.as_ref().map(|measure| Measure {
                value: measure.value,
                unit: measure.unit.clone(),
                phrase: measure.phrase.clone(),
            }),
        })
    }
}

impl AboutRecord {
    fn to_about(&self, name: impl Fn(Kind, &Slug) -> Option<String>) -> Result<About, BadRecord> {
        let kind = must(Kind::from_key(&self.kind), "kind")?;
        let slug = must(Slug::parse(&self.slug), "slug")?;
        Ok(About {
            entity: EntityRef { kind, name: must(name(kind, &slug), "name")?, slug },
            role: must(Role::from_key(&self.role), "role")?,
            inferred: self.inferred.clone(),
        })
    }
}

impl EvidenceRecord {
    fn to_evidence(&self) -> Result<Evidence, BadRecord> {
        Ok(Evidence {
            source: must(Slug::parse(&self.source), "source")?,
            paragraph: self.paragraph,
            phrases: self.phrases.clone(),
        })
    }
}

impl EntityRecord {
    /// The entity.
    pub fn to_entity(&self) -> Result<Entity, BadRecord> {
        let kind = must(Kind::from_key(&self.kind), "kind")?;
        Ok(Entity {
            slug: must(Slug::parse(&self.slug), "slug")?,
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            entity_type: must(EntityType::from_key(kind, &self.entity_type), "type")?,
            note: self.note.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_domain_does_not_admit_is_named() {
        let record = EntityRecord {
            kind: "site".to_owned(),
            slug: "a".to_owned(),
            name: "가".to_owned(),
            aliases: Vec::new(),
            entity_type: "mou".to_owned(),
            note: None,
        };
        assert_eq!(record.to_entity(), Err(BadRecord("type")));
    }
}
