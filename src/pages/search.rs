//! A search: every fact, entity and term that has all the words, wherever they stand in it.

use askama::Template;

use super::{Context, Crumb, FactItem, Frame};
use crate::address::Address;
use crate::domain::{Code, CodeError, Entity, List, Term};
use crate::store::{Selection, StoreError};
use crate::wording::{entity_type_label, kind_label};

/// How many facts are offered for a mistyped code.
const MEANT: usize = 5;

#[derive(Template)]
#[template(path = "pages/search.html")]
pub struct SearchPage {
    frame: Frame,
    text: String,
    /// The fact whose code was typed.
    direct: Vec<FactItem>,
    /// What a mistyped code may have meant.
    meant: Vec<FactItem>,
    entities: Vec<Entity>,
    facts: Vec<FactItem>,
    terms: Vec<Term>,
    /// Whether there is more than the page shows.
    more: bool,
}

impl SearchPage {
    pub async fn load(context: Context<'_>, text: &str) -> Result<Self, StoreError> {
        let Context { store, site, .. } = context;
        let found = store.search(text).await?;
        let (direct, meant) = match Code::parse_spoken(text) {
            Ok(code) => (vec![code], Vec::new()),
            Err(CodeError::CheckDigit(_)) => (Vec::new(), Code::near(text)),
            Err(CodeError::Form) => (Vec::new(), Vec::new()),
        };
        let direct = store.facts(Selection::Codes(&direct)).await?;
        let mut meant = store.facts(Selection::Codes(&meant)).await?;
        meant.truncate(MEANT);
        let mut facts = store.facts(Selection::Codes(&found.facts)).await?;
        facts.retain(|fact| direct.iter().all(|other| other.code != fact.code));
        let crumbs = vec![Crumb::new("찾기", Address::Search(String::new()))];
        let description = "경산시 산업정책 기록, 산업, 사업, 협약, 기관, 용어를 찾습니다.";
        Ok(Self {
            frame: Frame::new(site, crumbs, description.to_owned()),
            text: text.to_owned(),
            direct: context.items(direct).await?,
            meant: context.items(meant).await?,
            entities: found.entities,
            facts: context.items(facts).await?,
            terms: found.terms,
            more: found.more,
        })
    }

    fn total(&self) -> usize {
        self.direct.len() + self.entities.len() + self.facts.len() + self.terms.len()
    }

    fn entity(entity: &Entity) -> (&'static str, &'static str, Address) {
        let address = Address::Entity(entity.kind(), entity.slug.clone());
        (kind_label(entity.kind()), entity_type_label(entity.entity_type), address)
    }

    fn term(term: &Term) -> Address {
        Address::Term(term.slug.clone())
    }
}
