//! Who has a part in what, all of it: as a picture, and as tables that give the fact of each relation.

use askama::Template;

use super::relation::{Relation, relations};
use super::relation_picture::RelationPicture;
use super::{Context, Crumb, Frame, PageError};
use crate::address::Address;
use crate::domain::{Code, EntityRef, Kind, Role, Status};
use crate::wording::{kind_label, role_label, status_label};

/// The most facts whose relations the page tells.
const MOST: usize = 100;

/// The order of the tables.
const ORDER: [Kind; 5] =
    [Kind::Agreement, Kind::Project, Kind::Industry, Kind::Institution, Kind::Site];

#[derive(Template)]
#[template(path = "pages/relations.html")]
pub struct RelationsPage {
    frame: Frame,
    picture: Option<RelationPicture>,
    /// The subjects of each kind that has any.
    tables: Vec<(Kind, Vec<Subject>)>,
    /// Whether there are more facts than the page tells of.
    cut: bool,
}

/// What others have a part in.
#[derive(Debug)]
struct Subject {
    entity: EntityRef,
    parts: Vec<Part>,
}

/// A role of another, and the facts that say so.
#[derive(Debug)]
struct Part {
    partner: EntityRef,
    role: Role,
    /// Whether every fact concludes it.
    inferred: bool,
    /// The status, where it is only planned or foreseen.
    ahead: Option<Status>,
    facts: Vec<Code>,
}

impl RelationsPage {
    pub async fn load(context: Context<'_>) -> Result<Self, PageError> {
        // One more than are told of shows whether there are more.
        let mut ids = context.store.relating_facts(MOST + 1);
        let cut = ids.len() > MOST;
        if cut {
            ids.pop();
        }
        let facts = context.store.facts_by_id(ids).await?;
        let relations = relations(&facts);
        let description = "기사에 나온 산업, 사업, 협약, 기관이 서로 어떤 역할로 이어지는지 그림과 표로 보여 드리고, \
                           하나하나 근거가 되는 기록을 붙였습니다."
            .to_owned();
        let crumb = Crumb::new("관계", Address::Relations);
        Ok(Self {
            frame: Frame::new(context.site, vec![crumb], description),
            picture: RelationPicture::new(&relations, None),
            tables: tables(&relations),
            cut,
        })
    }

    fn kind_label(kind: &Kind) -> &'static str {
        kind_label(*kind)
    }
}

impl Subject {
    fn address(&self) -> Address {
        Address::Entity(self.entity.kind, self.entity.slug.clone())
    }
}

impl Part {
    fn address(&self) -> Address {
        Address::Entity(self.partner.kind, self.partner.slug.clone())
    }

    fn role_label(&self) -> &'static str {
        role_label(self.role)
    }

    fn status_key(&self) -> &'static str {
        self.ahead.map_or("", Status::key)
    }

    fn status_label(&self) -> &'static str {
        self.ahead.map_or("", status_label)
    }

    fn facts(&self) -> Vec<(Code, Address)> {
        self.facts.iter().map(|code| (*code, Address::Fact(*code))).collect()
    }
}

/// The relations by subject, and the subjects by kind.
fn tables(relations: &[Relation<'_>]) -> Vec<(Kind, Vec<Subject>)> {
    let mut subjects: Vec<Subject> = Vec::new();
    for relation in relations {
        let known = subjects.iter().position(|subject| subject.entity == *relation.subject);
        let place = known.unwrap_or_else(|| {
            subjects.push(Subject { entity: relation.subject.clone(), parts: Vec::new() });
            subjects.len() - 1
        });
        subjects[place].add(relation);
    }
    let mut tables: Vec<(Kind, Vec<Subject>)> =
        ORDER.into_iter().map(|kind| (kind, Vec::new())).collect();
    for subject in subjects {
        let own = tables.iter_mut().find(|table| table.0 == subject.entity.kind);
        if let Some((_, own)) = own {
            own.push(subject);
        }
    }
    tables.retain(|(_, subjects)| !subjects.is_empty());
    tables
}

impl Subject {
    fn add(&mut self, relation: &Relation<'_>) {
        let ahead = Some(relation.status).filter(|status| status.is_prospective());
        let known = self
            .parts
            .iter_mut()
            .find(|part| part.role == relation.role && part.partner == *relation.partner);
        if let Some(part) = known {
            part.facts.push(relation.fact);
            part.inferred &= relation.inferred;
            // One fact that tells of it as so is enough.
            part.ahead = part.ahead.and(ahead);
        } else {
            self.parts.push(Part {
                partner: relation.partner.clone(),
                role: relation.role,
                inferred: relation.inferred,
                ahead,
                facts: vec![relation.fact],
            });
        }
    }
}
