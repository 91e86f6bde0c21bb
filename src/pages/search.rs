//! A search: every fact, entity and term that has all the words, wherever they stand in it.

use askama::Template;

use super::{Context, Crumb, FactItem, Frame};
use crate::address::Address;
use crate::domain::{Entity, Term};
use crate::store::{Selection, StoreError};
use crate::wording::{entity_type_label, kind_label};

#[derive(Template)]
#[template(path = "pages/search.html")]
pub struct SearchPage {
    frame: Frame,
    text: String,
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
        let facts = store.facts(Selection::Codes(&found.facts)).await?;
        let crumbs = vec![Crumb::new("찾기", Address::Search(String::new()))];
        let description = "경산시 산업정책 기록, 산업, 사업, 협약, 기관, 용어를 찾습니다.";
        Ok(Self {
            frame: Frame::new(site, crumbs, description.to_owned()),
            text: text.to_owned(),
            entities: found.entities,
            facts: context.items(facts).await?,
            terms: found.terms,
            more: found.more,
        })
    }

    fn total(&self) -> usize {
        self.entities.len() + self.facts.len() + self.terms.len()
    }

    fn entity(entity: &Entity) -> (&'static str, &'static str, Address) {
        let address = Address::Entity(entity.kind(), entity.slug.clone());
        (kind_label(entity.kind()), entity_type_label(entity.entity_type), address)
    }

    fn term(term: &Term) -> Address {
        Address::Term(term.slug.clone())
    }
}
