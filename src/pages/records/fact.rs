//! One fact: the statement, its date at its precision, its status, its number, what it is about, and
//! the paragraphs it rests on.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::citing::{Citing, edition_text, newest_pin};
use super::explained::terms_in_facts;
use super::fact_item::FactItem;
use crate::address::Address;
use crate::domain::{Code, List, Role, Term};
use crate::pages::layout::{Crumb, Frame};
use crate::pages::{Context, PageError};
use crate::wording::{SITE_NAME, kind_label};

/// How many facts about the same subject the page offers.
const RELATED: usize = 8;

#[derive(Template)]
#[template(path = "pages/fact.html")]
pub struct FactPage {
    frame: Frame,
    item: FactItem,
    explained: Vec<Term>,
    /// Other facts about the first subject.
    related: Vec<FactItem>,
    before: Option<(Code, Address)>,
    after: Option<(Code, Address)>,
    citing: Citing,
}

impl FactPage {
    pub async fn load(context: Context<'_>, code: Code) -> Result<Option<Self>, PageError> {
        let Context { store, site, .. } = context;
        let Some((fact, related)) = store.fact_and_others(code, RELATED).await? else {
            return Ok(None);
        };
        let (before, after) = store.neighbours(code);
        let link = |code| (code, Address::Fact(code, None));
        let crumbs = vec![
            Crumb::new("기록", Address::list(List::Facts)),
            Crumb::new(fact.title.clone(), Address::Fact(code, None)),
        ];
        let item = FactItem::new(context, fact);
        let description =
            format!("{} [{}, {}]", item.fact.statement, item.status_label(), item.fact.code);
        let edition = newest_pin(context, &item.fact).await?;
        let citing = Citing::new(site, &item.fact, edition)?;
        Ok(Some(Self {
            frame: citing.frame(site, Frame::new(site, crumbs, description), &item),
            citing,
            explained: terms_in_facts(store, [&item.fact]).await?,
            item,
            related: FactItem::list(context, related),
            before: before.map(link),
            after: after.map(link),
        }))
    }

    /// The subject whose other facts are offered: its name, the word for its kind, its link.
    fn subject(&self) -> Option<(&str, &'static str, Address)> {
        let about = self.item.fact.about.iter().find(|about| about.role == Role::Subject)?;
        let entity = &about.entity;
        let address = Address::Entity(entity.kind, entity.slug.clone());
        Some((&entity.name, kind_label(entity.kind), address))
    }

    /// The newest edition and the pinned address, if the fact has not changed since.
    fn pinned(&self) -> Option<(u32, Address)> {
        let edition = self.citing.edition?;
        Some((edition, Address::Fact(self.item.fact.code, Some(edition))))
    }

    /// A prefilled message to the operator, if there is an address to write to.
    fn correction(&self) -> Option<String> {
        let fact = &self.item.fact;
        let edition = edition_text(self.citing.edition);
        let locators: Vec<String> =
            fact.evidence.iter().map(|piece| format!("{}번째 문단", piece.paragraph)).collect();
        let subject = format!("[{SITE_NAME}] {} 바로잡기", fact.code);
        let body = format!(
            "기록: {} {}\n판: {edition}\n근거: {}\n\n무엇이 어떻게 다른지 적어 주세요:\n",
            fact.code,
            fact.title,
            locators.join(", ")
        );
        let contact = self.frame.site.contact.as_ref()?;
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let body = encoded(&body.replace('\n', "\r\n"));
        Some(format!("mailto:{contact}?subject={}&body={body}", encoded(&subject)))
    }
}
