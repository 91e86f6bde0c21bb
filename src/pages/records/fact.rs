//! One fact: the statement, its date at its precision, its status, its number, what it is about, and
//! the paragraphs it rests on.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::address::{Address, FactFormat};
use crate::domain::{Code, List, Role};
use crate::formats::Citation;
use crate::pages::files::fact_forms::{citation_links, sharing_links};
use crate::pages::files::oembed::embed_code;
use crate::pages::records::explained::Explained;
use crate::pages::{Context, Crumb, FactItem, Frame, PageError};
use crate::wording::kind_label;

/// How many facts about the same subject the page offers.
const RELATED: usize = 8;

#[derive(Template)]
#[template(path = "pages/fact.html")]
pub struct FactPage {
    frame: Frame,
    item: FactItem,
    explained: Vec<Explained>,
    /// Other facts about the first subject.
    related: Vec<FactItem>,
    before: Option<Code>,
    after: Option<Code>,
    edition: Option<u32>,
    citation: Option<Citation>,
    /// What to put into another site's page.
    embed_code: String,
    contact: Option<String>,
}

impl FactPage {
    pub async fn load(context: Context<'_>, code: Code) -> Result<Option<Self>, PageError> {
        let Context { store, site, .. } = context;
        let Some((fact, related)) = store.fact_and_others(code, RELATED).await? else {
            return Ok(None);
        };
        let (before, after) = store.neighbours(code);
        let crumbs = vec![
            Crumb::new("기록", Address::list(List::Facts)),
            Crumb::new(fact.title.clone(), Address::Fact(code)),
        ];
        let mut items = context.items(vec![fact]);
        let Some(item) = items.pop() else { return Ok(None) };
        let description =
            format!("{} [{}, {}]", item.fact.statement, item.status_label(), item.fact.code);
        let edition = context.newest_pin(&item.fact).await?;
        let citation = context.citation(&item.fact, edition);
        let frame = Frame::new(site, crumbs, description);
        Ok(Some(Self {
            frame: context.fact_frame(frame, &item, citation.as_ref()),
            embed_code: embed_code(context, &item.fact)?,
            citation,
            edition,
            contact: site.contact.clone(),
            explained: context.explained_in(std::iter::once(&item.fact)).await?,
            item,
            related: context.items(related),
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

    /// The newest edition that has the fact as it is here, when there is one.
    fn pinned(&self) -> Option<(u32, Address)> {
        let edition = self.edition?;
        Some((edition, Address::FactAt(self.item.fact.code, edition)))
    }

    /// The prefilled message to the operator, when there is one to write to.
    fn correction(&self) -> Option<String> {
        let fact = &self.item.fact;
        let edition =
            self.edition.map_or("미발행".to_owned(), |edition| format!("제{edition}판"));
        let places: Vec<String> =
            fact.evidence.iter().map(|piece| format!("{}번째 문단", piece.paragraph)).collect();
        let subject = format!("[경산 정책기록] {} 바로잡기", fact.code);
        let body = format!(
            "기록: {} {}\n판: {edition}\n근거: {}\n\n무엇이 어떻게 다른지 적어 주세요:\n",
            fact.code,
            fact.title,
            places.join(", ")
        );
        let contact = self.contact.as_ref()?;
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let body = encoded(&body.replace('\n', "\r\n"));
        Some(format!("mailto:{contact}?subject={}&body={body}", encoded(&subject)))
    }

    fn qr(&self) -> Address {
        Address::FactIn(self.item.fact.code, self.edition, FactFormat::Qr)
    }

    fn citation_links(&self) -> Vec<(&'static str, Address)> {
        citation_links(self.item.fact.code, self.edition)
    }

    fn sharing_links(&self) -> Vec<(&'static str, Address)> {
        sharing_links(self.item.fact.code, self.edition)
    }

    fn neighbour(code: &Code) -> Address {
        Address::Fact(*code)
    }
}
