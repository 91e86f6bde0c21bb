//! What a fact is: the nouns of the site and the rules they keep by themselves. Knows no SQL, no
//! HTTP, no files and no Korean sentences: those belong to the store, the web, the seeds and the
//! wording.

mod absence;
mod code;
mod date;
mod edition;
mod entity;
mod fact;
mod filters;
mod nearest;
mod quantity;
mod slug;
mod source;
mod synonym;
mod term;
mod vocabulary;

pub use absence::{Absence, absences};
pub use code::{Code, CodeError};
pub use date::{Edtf, EdtfError, Point};
pub use edition::{ChangeKind, EditionHead, RecordId, Retirement};
pub use entity::{
    AgreementType, Entity, EntityRef, EntityType, InstitutionType, Kind, ProjectType, SiteType,
    Standing,
};
pub use fact::{About, Evidence, Fact, FactDate, Role, Status};
pub use filters::{Facet, Filters, List};
pub use nearest::nearest;
pub use quantity::{Measure, Qualifier, Quantity};
pub use slug::{Slug, SlugError};
pub use source::{Paragraph, ParagraphRole, Published, Source, hex};
pub use synonym::Synonym;
pub use term::Term;
pub use vocabulary::Vocabulary;
pub(crate) use vocabulary::vocabulary;
