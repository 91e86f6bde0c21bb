//! A fact: the statement, its date and how exact it is, its status, its number, its subjects, its evidence, what each
//! source says, and the plans and outcomes that belong to it.

use askama::Template;

use super::citation_section::{CitationSection, newest_pin};
use super::explained::terms_in_facts;
use super::fact_item::FactItem;
use crate::address::Address;
use crate::domain::{Code, Fact, List, Source, Term};
use crate::pages::layout::{Crumb, Frame};
use crate::pages::{Context, PageError};
use crate::store::Selection;
use crate::wording::{SITE_NAME, edition_text, kind_label};

/// The most other facts about the same subject that the page offers.
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
    citation_section: CitationSection,
    /// The facts, nearly always plans, of which this fact tells what became of them.
    before_it: Vec<FactItem>,
}

fn targets(fact: &Fact) -> Vec<Code> {
    fact.outcome_of.iter().map(|outcome| outcome.fact).collect()
}

impl FactPage {
    pub async fn load(context: Context<'_>, code: Code) -> Result<Option<Self>, PageError> {
        let Context { store, site, .. } = context;
        let facts = store.fact_and_others(code, RELATED).await?;
        let mut items = FactItem::list(context, facts).await?.into_iter();
        let Some(mut item) = items.next() else { return Ok(None) };
        item.edition = newest_pin(context, &item.fact).await?;
        let (before, after) = store.neighbours(code);
        let link = |code| (code, Address::Fact(code, None));
        let crumbs = vec![
            Crumb::new("기록", Address::list(List::Facts)),
            Crumb::new(item.fact.title.clone(), Address::Fact(code, None)),
        ];
        let outcome = item.plan.as_ref().map(|plan| format!(" 그 뒤: {}.", plan.line));
        let description = format!(
            "{}{} [{}, {}]",
            item.fact.statement,
            outcome.unwrap_or_default(),
            item.status_label(),
            item.fact.code
        );
        let citation_section = CitationSection::new(site, &item)?;
        let plans = store.facts(Selection::Codes(&targets(&item.fact))).await?;
        Ok(Some(Self {
            frame: citation_section.frame(site, Frame::new(site, crumbs, description), &item),
            citation_section,
            explained: terms_in_facts(store, [&item.fact]).await?,
            before_it: FactItem::list(context, plans).await?,
            item,
            related: items.collect(),
            before: before.map(link),
            after: after.map(link),
        }))
    }

    /// Whether all that this fact tells the outcome of was a plan.
    fn tells_of_plans(&self) -> bool {
        self.before_it.iter().all(|item| item.plan.is_some())
    }

    /// The subject of the other facts that are offered: its name, the word for its kind, its link.
    fn subject(&self) -> Option<(&str, &'static str, Address)> {
        let entity = self.item.fact.subjects().next()?;
        let address = Address::Entity(entity.kind, entity.slug.clone());
        Some((&entity.name, kind_label(entity.kind), address))
    }

    /// The sources of a fact that tells an outcome.
    fn sources_of(&self, outcome: &Fact) -> Vec<&Source> {
        let sources = outcome.sources().into_iter();
        sources.filter_map(|slug| self.frame.site.source(slug)).map(AsRef::as_ref).collect()
    }

    /// A link to a message to the operator that is already begun, if there is a contact.
    fn correction(&self) -> Option<String> {
        let fact = &self.item.fact;
        let edition = edition_text(self.citation_section.edition);
        let subject = format!("[{SITE_NAME}] {} 오류 알림", fact.code);
        let address = Address::Fact(fact.code, self.citation_section.edition);
        let url = self.frame.site.public_url.of(&address);
        let body = format!(
            "기록: {} {}\n판: {edition}\n주소: {url}\n\n무엇이 어떻게 다른지 적어 주세요:\n",
            fact.code, fact.title
        );
        let contact = self.frame.site.contact.as_ref()?;
        Some(contact.message(&subject, &body))
    }
}
