//! What facts are about: industries, projects, agreements, institutions and sites, each with a permanent slug, a name
//! and the one classification its kind has. Entities hold no relations: each relation belongs to a fact, so that it
//! rests on evidence.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Slug, vocabulary};

vocabulary! {
    /// The five kinds of entity.
    Kind {
        Industry = "industry",
        Project = "project",
        Agreement = "agreement",
        Institution = "institution",
        Site = "site",
    }
}

impl Kind {
    /// The English plural that names its list in addresses and its file in the seeds.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Industry => "industries",
            Self::Project => "projects",
            Self::Agreement => "agreements",
            Self::Institution => "institutions",
            Self::Site => "sites",
        }
    }

    /// Whether somebody does or builds it, so that one asks by whom, when and for how much.
    pub const fn is_undertaking(self) -> bool {
        match self {
            Self::Project | Self::Agreement | Self::Site => true,
            Self::Industry | Self::Institution => false,
        }
    }
}

vocabulary! {
    /// The types of industry, by their place in the city's policy.
    IndustryType {
        /// Named by the source as one of the city's strategic industries.
        Strategic = "strategic",
        /// Promoted by the city.
        Promoted = "promoted",
        /// A regional mainstay that the city builds on.
        Base = "base",
    }
}

vocabulary! {
    /// The types of project.
    ProjectType {
        Programme = "programme",
        Plan = "plan",
        Complex = "complex",
        Centre = "centre",
        Event = "event",
    }
}

vocabulary! {
    /// The form of an agreement: a memorandum of agreement is not one of understanding.
    AgreementType { Mou = "mou", Moa = "moa", }
}

vocabulary! {
    /// The types of institution.
    InstitutionType {
        LocalGovernment = "local-government",
        Government = "government",
        /// A public body outside the ministries.
        Agency = "agency",
        Department = "department",
        Company = "company",
        Research = "research",
        University = "university",
        Consulting = "consulting",
        Association = "association",
        Council = "council",
    }
}

vocabulary! {
    /// The types of industrial site.
    SiteType {
        District = "district",
        Complex = "complex",
        Specialised = "specialised",
        Belt = "belt",
    }
}

/// The classification of an entity, which also determines its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    Industry(IndustryType),
    Project(ProjectType),
    Agreement(AgreementType),
    Institution(InstitutionType),
    Site(SiteType),
}

/// Something that facts are about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "EntityRecord", into = "EntityRecord")]
pub struct Entity {
    pub slug: Slug,
    pub name: String,
    /// Other names and official abbreviations that the source uses.
    pub aliases: Vec<String>,
    pub entity_type: EntityType,
    /// An editor's remark, for example on how a source spells the name.
    pub note: Option<String>,
}

/// The identity and name of an entity, as a fact mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EntityRef {
    pub kind: Kind,
    pub slug: Slug,
    /// Not part of a fact's record, because names belong to the entities' own records; `Fact::named` fills it in.
    #[serde(skip)]
    pub name: String,
}

/// The serialised form of an entity: its kind comes first, and its type is a text.
#[derive(Serialize, Deserialize)]
struct EntityRecord {
    kind: Kind,
    slug: Slug,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(rename = "type")]
    entity_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// A type that entities of this kind cannot have.
#[derive(Debug, Error)]
#[error("{kind:?} has no type {entity_type:?}")]
struct EntityTypeError {
    kind: Kind,
    entity_type: String,
}

impl TryFrom<EntityRecord> for Entity {
    type Error = EntityTypeError;

    fn try_from(record: EntityRecord) -> Result<Self, EntityTypeError> {
        let EntityRecord { kind, slug, name, aliases, entity_type, note } = record;
        match EntityType::from_key(kind, &entity_type) {
            Some(entity_type) => Ok(Self { slug, name, aliases, entity_type, note }),
            None => Err(EntityTypeError { kind, entity_type }),
        }
    }
}

impl From<Entity> for EntityRecord {
    fn from(entity: Entity) -> Self {
        Self {
            kind: entity.kind(),
            entity_type: entity.entity_type.key().to_owned(),
            slug: entity.slug,
            name: entity.name,
            aliases: entity.aliases,
            note: entity.note,
        }
    }
}

impl EntityType {
    /// The kind of entity that has this classification.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Industry(_) => Kind::Industry,
            Self::Project(_) => Kind::Project,
            Self::Agreement(_) => Kind::Agreement,
            Self::Institution(_) => Kind::Institution,
            Self::Site(_) => Kind::Site,
        }
    }

    /// The key of the classification within its kind.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Industry(industry) => industry.key(),
            Self::Project(project) => project.key(),
            Self::Agreement(agreement) => agreement.key(),
            Self::Institution(institution) => institution.key(),
            Self::Site(site) => site.key(),
        }
    }

    /// The classification of `kind` with this key, if there is one.
    pub fn from_key(kind: Kind, key: &str) -> Option<Self> {
        match kind {
            Kind::Industry => IndustryType::from_key(key).map(Self::Industry),
            Kind::Project => ProjectType::from_key(key).map(Self::Project),
            Kind::Agreement => AgreementType::from_key(key).map(Self::Agreement),
            Kind::Institution => InstitutionType::from_key(key).map(Self::Institution),
            Kind::Site => SiteType::from_key(key).map(Self::Site),
        }
    }

    /// The keys that the classification of `kind` can have.
    pub fn keys(kind: Kind) -> Vec<&'static str> {
        match kind {
            Kind::Industry => IndustryType::ALL.iter().map(|value| value.key()).collect(),
            Kind::Project => ProjectType::ALL.iter().map(|value| value.key()).collect(),
            Kind::Agreement => AgreementType::ALL.iter().map(|value| value.key()).collect(),
            Kind::Institution => InstitutionType::ALL.iter().map(|value| value.key()).collect(),
            Kind::Site => SiteType::ALL.iter().map(|value| value.key()).collect(),
        }
    }
}

impl Entity {
    pub const fn kind(&self) -> Kind {
        self.entity_type.kind()
    }

    /// The name and every alias.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_of_another_kind_is_refused() {
        let record = |kind: &str, entity_type: &str| {
            let json =
                serde_json::json!({ "kind": kind, "slug": "a", "name": "가", "type": entity_type });
            serde_json::from_value::<Entity>(json)
        };
        let entity = record("agreement", "mou").expect("an agreement");
        assert_eq!(entity.entity_type, EntityType::Agreement(AgreementType::Mou));
        let refused = record("site", "mou").expect_err("no site is a memorandum").to_string();
        assert!(refused.contains("mou"), "{refused}");
    }
}
