//! A fact in its other forms: citation, card, QR code, embed. Each is of the fact as it is, pinned to
//! the newest edition that has it so, or as the edition asked for had it.

use crate::address::{Address, FactFormat};
use crate::domain::{ChangeKind, Code, Fact, Source};
use crate::formats::{Citation, Data, LinkedData, citation_file, json_text, qr_svg};
use crate::pages::layout::frame::sheet_text;
use crate::pages::layout::links::format_label;
use crate::pages::records::card::Card;
use crate::pages::records::embed::EmbedPage;
use crate::pages::{Context, FactItem, Frame, Page, PageError};
use crate::store::StoreError;
use askama::Template;

impl Context<'_> {
    /// A fact in a form; nothing when there is no such fact.
    pub async fn fact_form(
        self,
        code: Code,
        edition: Option<u32>,
        format: FactFormat,
    ) -> Result<Option<Page>, PageError> {
        let Some((fact, pinned)) = self.fact_in(code, edition).await? else { return Ok(None) };
        let text = match format {
            FactFormat::Card => {
                return Ok(Some(Page::Picture(Card::of_fact(self, fact, pinned).render()?)));
            }
            FactFormat::Embed => Some(EmbedPage::new(self, self.item(fact), edition).render()?),
            FactFormat::Qr => {
                let url = format!(
                    "{}{}",
                    self.site.public_url,
                    crate::pages::layout::links::fact(code, edition)
                );
                Some(qr_svg(&url)?)
            }
            FactFormat::Json => {
                let cited = self.citation(&fact, pinned);
                let data = Data { public_url: &self.site.public_url };
                let page = crate::pages::layout::links::fact(code, edition);
                Some(json_text(&data.fact(&fact, &page, cited.as_ref()))?)
            }
            citation => {
                let cited = self.citation(&fact, pinned);
                cited.and_then(|cited| citation_file(&cited, citation))
            }
        };
        Ok(text.map(|text| Page::File(text, format.media_type())))
    }

    /// A fact as it is, with the newest edition if that has it just so; or as an edition had it.
    pub async fn fact_in(
        self,
        code: Code,
        edition: Option<u32>,
    ) -> Result<Option<(Fact, Option<u32>)>, StoreError> {
        let Some(edition) = edition else {
            let Some(fact) = self.store.fact(code).await? else { return Ok(None) };
            let pinned = self.newest_pin(&fact).await?;
            return Ok(Some((fact, pinned)));
        };
        let known = self.site.edition.as_ref().is_some_and(|newest| edition <= newest.number);
        let revision = self.store.fact_at(code, edition).await?;
        let there = revision.filter(|found| known && found.change != ChangeKind::Withdrawn);
        Ok(there.map(|revision| (revision.fact, Some(edition))))
    }

    /// The newest edition, when it has the fact just as it is.
    pub async fn newest_pin(self, fact: &Fact) -> Result<Option<u32>, StoreError> {
        let Some(newest) = &self.site.edition else { return Ok(None) };
        if self.site.unpublished == 0 {
            return Ok(Some(newest.number));
        }
        let published = self.store.fact_at(fact.code, newest.number).await?;
        let same = published.is_some_and(|revision| revision.fact == *fact);
        Ok(same.then_some(newest.number))
    }

    /// The citation of a fact, by the source of its first piece of evidence.
    pub fn citation(self, fact: &Fact, edition: Option<u32>) -> Option<Citation> {
        let source = self.first_source(fact)?;
        Some(Citation::new(fact, source, edition, &self.site.public_url))
    }

    /// The frame of a fact's page: what it says to machines, and what staff paste into a document.
    pub fn fact_frame(self, mut frame: Frame, item: &FactItem, cited: Option<&Citation>) -> Frame {
        let edition = cited.and_then(|cited| cited.edition);
        let fact = &item.fact;
        if let Some(head) = &mut frame.head {
            let card = Address::FactIn(fact.code, edition, FactFormat::Card);
            head.card = Some(format!("{}{card}", self.site.public_url));
            head.tags = cited.map(Citation::tags).unwrap_or_default();
            let published =
                edition.map_or("미발행".to_owned(), |edition| format!("제{edition}판"));
            frame.sheet = Some(sheet_text(&fact.code.to_string(), &published, &head.canonical));
        }
        let data = LinkedData { public_url: &self.site.public_url };
        frame.paste = paste(item, cited);
        frame.about(data.fact(
            fact,
            &crate::pages::layout::links::fact(fact.code, edition),
            self.first_source(fact),
        ))
    }

    fn first_source(&self, fact: &Fact) -> Option<&Source> {
        let first = fact.evidence.first()?;
        self.site.sources.iter().find(|source| source.slug == first.source)
    }
}

/// A fact as lines to paste into a document, each with its word.
fn paste(item: &FactItem, cited: Option<&Citation>) -> Vec<(&'static str, String)> {
    let fact = &item.fact;
    let quantity = item.quantity_text().map(|text| match item.equivalent_text() {
        Some(equivalent) => format!("{text} ({equivalent})"),
        None => text,
    });
    let date = match &fact.date {
        Some(date) => format!("{} (기사 표현 ‘{}’)", item.date_text(), date.phrase),
        None => "기사에 없음".to_owned(),
    };
    let source = cited.map(|cited| {
        let Citation { newspaper, headline, byline, date, .. } = cited;
        format!("{newspaper} 「{headline}」, {byline}, {date}, {}", cited.place())
    });
    let lines = [
        ("제목", Some(fact.title.clone())),
        ("내용", Some(fact.statement.clone())),
        ("수치", quantity),
        ("날짜", Some(date)),
        ("상태", Some(item.status_label().to_owned())),
        ("미루어 봄", fact.inferred.clone()),
        ("출처", source),
        ("기록 번호", cited.map(Citation::record)),
        ("정리", Some("경산 정책기록".to_owned())),
        ("주소", cited.map(|cited| cited.url.clone())),
    ];
    lines.into_iter().filter_map(|(label, line)| Some((label, line?))).collect()
}

/// The files of a citation: the word for each, and its address.
pub fn citation_links(code: Code, edition: Option<u32>) -> Vec<(&'static str, Address)> {
    form_links(FactFormat::CITATIONS.into_iter().chain([FactFormat::Json]), code, edition)
}

/// What a fact is shared by: the word for each, and its address.
pub fn sharing_links(code: Code, edition: Option<u32>) -> Vec<(&'static str, Address)> {
    let mut links = form_links([FactFormat::Card], code, edition);
    // What stands on another site is to say what is so now.
    links.extend(form_links([FactFormat::Embed], code, None));
    links
}

fn form_links(
    formats: impl IntoIterator<Item = FactFormat>,
    code: Code,
    edition: Option<u32>,
) -> Vec<(&'static str, Address)> {
    let link = |format| (format_label(format), Address::FactIn(code, edition, format));
    formats.into_iter().map(link).collect()
}
