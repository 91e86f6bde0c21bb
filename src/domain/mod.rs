//! The types of the site (fact, entity, source and so on) and the rules that each keeps by itself. They know no SQL,
//! no HTTP, no files and no Korean sentences: those belong to the store, the web, the seeds and the wording.

mod code;
mod compare;
mod date;
mod edition;
mod entity;
mod fact;
mod filters;
mod nearest;
mod one_or_many;
mod outcome;
mod plan;
mod quantity;
mod sentence;
mod slug;
mod source;
mod synonym;
mod term;
mod theme;
mod vocabulary;

pub use code::{Code, CodeError};
pub use compare::{Comparable, Relation, ValueRange, in_use, relations};
pub use date::{Edtf, EdtfError, Point};
pub use edition::{ChangeKind, EditionHead, RecordId, Retirement};
pub use entity::{
    AgreementType, Entity, EntityRef, EntityType, IndustryType, InstitutionType, Kind, ProjectType,
    SiteType,
};
pub use fact::{About, Evidence, Fact, FactDate, Role, Status};
pub use filters::{Facet, FacetValue, Filters, List, RecordKind, SEARCH_FACETS};
pub use nearest::nearest;
pub use outcome::{Outcome, OutcomeOf};
pub use plan::{
    Lateness, OutcomeReport, PlanExpectation, PlanProgress, PlanState, SUBJECT_YEAR,
    deciding_outcome, known_on,
};
pub use quantity::{MONEY, Measure, Qualifier, Quantity};
pub use sentence::sentences;
pub use slug::{Slug, SlugError};
pub use source::{
    Paragraph, ParagraphRole, PublicationDate, Seen, Source, SourceKind, hex, is_web_address,
};
pub use synonym::Synonym;
pub use term::Term;
pub use theme::Theme;
pub use vocabulary::Vocabulary;
pub(crate) use vocabulary::vocabulary;
