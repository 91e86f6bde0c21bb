//! What facts are about: industries, projects, agreements, institutions and sites, each with a
//! permanent slug, a name and the one classification its kind has. Holds no relation: every
//! relation is a fact's, so that it rests on a paragraph.

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

vocabulary! {
    /// How an industry stands in the city's policy.
    Standing {
        /// Named by the source as one of the city's strategic industries.
        Strategic = "strategic",
        /// Promoted by the city.
        Promoted = "promoted",
        /// A regional mainstay that the city builds on.
        Base = "base",
    }
}

vocabulary! {
    /// What a project is.
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
    /// What an institution is.
    InstitutionType {
        LocalGovernment = "local-government",
        Government = "government",
        Department = "department",
        Company = "company",
        Research = "research",
        Consulting = "consulting",
        Association = "association",
        Council = "council",
    }
}

vocabulary! {
    /// What an industrial site is.
    SiteType {
        District = "district",
        Complex = "complex",
        Specialised = "specialised",
        Belt = "belt",
    }
}

/// The classification of an entity, which also says of what kind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    Industry(Standing),
    Project(ProjectType),
    Agreement(AgreementType),
    Institution(InstitutionType),
    Site(SiteType),
}

/// Something that facts are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    pub slug: Slug,
    pub name: String,
    /// Other names and official abbreviations that the source uses.
    pub aliases: Vec<String>,
    pub entity_type: EntityType,
    /// A remark of the editor, such as a spelling of the source.
    pub note: Option<String>,
}

/// The identity and name of an entity, as a fact mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntityRef {
    pub kind: Kind,
    pub slug: Slug,
    pub name: String,
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
            Self::Industry(standing) => standing.key(),
            Self::Project(project) => project.key(),
            Self::Agreement(agreement) => agreement.key(),
            Self::Institution(institution) => institution.key(),
            Self::Site(site) => site.key(),
        }
    }

    /// The classification of `kind` with this key, if there is one.
    pub fn from_key(kind: Kind, key: &str) -> Option<Self> {
        match kind {
            Kind::Industry => Standing::from_key(key).map(Self::Industry),
            Kind::Project => ProjectType::from_key(key).map(Self::Project),
            Kind::Agreement => AgreementType::from_key(key).map(Self::Agreement),
            Kind::Institution => InstitutionType::from_key(key).map(Self::Institution),
            Kind::Site => SiteType::from_key(key).map(Self::Site),
        }
    }

    /// The keys that the classification of `kind` can have.
    pub fn keys(kind: Kind) -> Vec<&'static str> {
        match kind {
            Kind::Industry => Standing::ALL.iter().map(|value| value.key()).collect(),
            Kind::Project => ProjectType::ALL.iter().map(|value| value.key()).collect(),
            Kind::Agreement => AgreementType::ALL.iter().map(|value| value.key()).collect(),
            Kind::Institution => InstitutionType::ALL.iter().map(|value| value.key()).collect(),
            Kind::Site => SiteType::ALL.iter().map(|value| value.key()).collect(),
        }
    }
}

impl Entity {
    /// The kind of the entity.
    pub const fn kind(&self) -> Kind {
        self.entity_type.kind()
    }

    /// The name and every alias.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}
