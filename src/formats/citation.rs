//! A fact's citation: the newspaper first, this site second as the editor. It claims no more than is known: a
//! concluded year is marked as such, and no day is given.

use chrono::Datelike;

use crate::address::Address;
use crate::domain::{Code, Fact, Source};
use crate::wording::{SITE_NAME as EDITOR, published_text};

/// What a citation of a fact carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub code: Code,
    /// What the fact says, in its title.
    pub title: String,
    pub newspaper: String,
    pub headline: String,
    /// The byline as it is printed: `김윤섭 기자`.
    pub byline: String,
    /// The author's name.
    pub author: String,
    /// The paragraphs of the article, in order.
    pub paragraphs: Vec<u16>,
    pub year: i32,
    /// Whether the year is concluded rather than printed.
    pub year_is_concluded: bool,
    /// The date in words, marked when it is concluded: `2018년(추정)`.
    pub date: String,
    /// The edition that the address is pinned to.
    pub edition: Option<u32>,
    /// The permanent address, absolute.
    pub url: String,
}

impl Citation {
    /// The citation of a fact by the source of its first piece of evidence; pinned to an edition
    /// when there is one that has the fact like this.
    pub fn new(fact: &Fact, source: &Source, edition: Option<u32>, public_url: &str) -> Self {
        let ours = fact.evidence.iter().filter(|piece| piece.source == source.slug);
        let mut paragraphs: Vec<u16> = ours.map(|piece| piece.paragraph).collect();
        paragraphs.sort_unstable();
        paragraphs.dedup();
        let published = &source.published;
        let year_is_concluded = published.is_concluded();
        let address = Address::Fact(fact.code, edition);
        Self {
            code: fact.code,
            title: fact.title.clone(),
            newspaper: source.publisher.clone(),
            headline: source.title.clone(),
            byline: source.byline.clone(),
            author: source.author().to_owned(),
            paragraphs,
            year: published.edtf.earliest().year(),
            year_is_concluded,
            date: published_text(source),
            edition,
            url: format!("{public_url}{address}"),
        }
    }

    /// Where in the source the fact stands: `8, 12번째 문단`.
    pub fn locator(&self) -> String {
        let numbers: Vec<String> = self.paragraphs.iter().map(ToString::to_string).collect();
        format!("{}번째 문단", numbers.join(", "))
    }

    /// The code with its edition in words: `GS-0042-3(제1판)`.
    pub fn record(&self) -> String {
        match self.edition {
            Some(edition) => format!("{}(제{edition}판)", self.code),
            None => self.code.to_string(),
        }
    }

    /// One line for use inside an article (기사체).
    pub fn in_article(&self) -> String {
        format!(
            "{newspaper} 「{headline}」({byline}, {date}) {locator}. 정리: {EDITOR} {record}, {url}",
            newspaper = self.newspaper,
            headline = self.headline,
            byline = self.byline,
            date = self.date,
            locator = self.locator(),
            record = self.record(),
            url = self.url
        )
    }

    /// A bibliographic reference in Korean academic form.
    pub fn reference(&self) -> String {
        let year = if self.year_is_concluded {
            format!("{} 추정", self.year)
        } else {
            self.year.to_string()
        };
        format!(
            "{author} ({year}). {headline}. 『{newspaper}』, {locator}. {EDITOR} 정리, 「{title}」, {record}. {url}",
            author = self.author,
            headline = self.headline,
            newspaper = self.newspaper,
            locator = self.locator(),
            title = self.title,
            record = self.record(),
            url = self.url
        )
    }

    /// The metadata tags of the page: Highwire Press names, and Dublin Core for the type, since that is
    /// what reference managers that read pages look for.
    pub fn tags(&self) -> Vec<(&'static str, String)> {
        let year = self.year.to_string();
        vec![
            ("DC.type", "newspaperArticle".to_owned()),
            ("DC.title", self.headline.clone()),
            ("DC.creator", self.author.clone()),
            ("DC.publisher", self.newspaper.clone()),
            ("DC.date", year.clone()),
            ("DC.language", "ko".to_owned()),
            ("DC.identifier", self.url.clone()),
            ("DC.description", self.note()),
            ("citation_title", self.headline.clone()),
            ("citation_author", self.author.clone()),
            ("citation_journal_title", self.newspaper.clone()),
            ("citation_date", year),
            ("citation_firstpage", self.locator()),
            ("citation_language", "ko".to_owned()),
            ("citation_public_url", self.url.clone()),
            ("citation_abstract", self.note()),
        ]
    }

    /// What the files say beside author, headline and newspaper: place, editor, record, title.
    pub fn note(&self) -> String {
        let concluded = if self.year_is_concluded { ", 연도는 추정" } else { "" };
        let (locator, record, title) = (self.locator(), self.record(), &self.title);
        format!("{locator}{concluded}. {EDITOR} 정리: {record} {title}")
    }
}
