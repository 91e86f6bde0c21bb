//! One fact: the statement, its date at its precision, its status, its number, what it is about, and
//! the paragraphs it rests on.

use askama::Template;

use super::{Context, Crumb, FactItem, Frame};
use crate::address::Address;
use crate::domain::{Code, Role};
use crate::store::{Selection, StoreError};
use crate::wording::kind_label;

/// How many facts about the same subject the page offers.
const RELATED: usize = 8;

#[derive(Template)]
#[template(path = "pages/fact.html")]
pub struct FactPage {
    frame: Frame,
    item: FactItem,
    /// Other facts about the first subject.
    related: Vec<FactItem>,
    before: Option<Code>,
    after: Option<Code>,
}

impl FactPage {
    pub async fn load(context: Context<'_>, code: Code) -> Result<Option<Self>, StoreError> {
        let Context { store, site, today } = context;
        let Some(fact) = store.fact(code).await? else { return Ok(None) };
        let subject = fact.about.iter().find(|about| about.role == Role::Subject);
        let mut related = match subject {
            Some(about) => {
                store.facts(Selection::About(about.entity.kind, &about.entity.slug)).await?
            }
            None => Vec::new(),
        };
        related.retain(|other| other.code != code);
        related.truncate(RELATED);
        let (before, after) = store.neighbours(code).await?;
        let crumbs = vec![
            Crumb::new("기록", Address::Facts),
            Crumb::new(fact.title.clone(), Address::Fact(code)),
        ];
        let item = FactItem::new(fact, site, today);
        let description =
            format!("{} [{}, {}]", item.fact.statement, item.status_label(), item.fact.code);
        Ok(Some(Self {
            frame: Frame::new(site, crumbs, description),
            item,
            related: FactItem::all(related, site, today),
            before,
            after,
        }))
    }

    /// The subject whose other facts are offered: its name, the word for its kind, its link.
    fn subject(&self) -> Option<(&str, &'static str, Address)> {
        let about = self.item.fact.about.iter().find(|about| about.role == Role::Subject)?;
        let entity = &about.entity;
        let address = Address::Entity(entity.kind, entity.slug.clone());
        Some((&entity.name, kind_label(entity.kind), address))
    }

    /// The number that the source gives and the names that it does not.
    fn unnamed(&self) -> Option<String> {
        let entities = self.item.fact.named_of_counted()?;
        let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
        Some(if names.is_empty() {
            "기사에는 하나하나의 이름이 나오지 않습니다.".to_owned()
        } else {
            format!("기사에 이름이 나온 것: {}. 나머지는 나오지 않습니다.", names.join(", "))
        })
    }

    fn neighbour(code: &Code) -> Address {
        Address::Fact(*code)
    }
}
