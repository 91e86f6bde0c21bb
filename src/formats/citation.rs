//! A fact's citation: the sources first, each with its own place and day, and this site last, as the editor. It
//! claims no more than is known: a concluded date is marked as such, and an unknown title or author is not made up.
//! The citation of a plan has its outcome.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::address::{Address, PublicUrl};
use crate::domain::{Code, Fact, Point, Source, SourceKind};
use crate::wording::{
    SITE_NAME as EDITOR, day_text, published_text, source_kind_label, source_text,
};

/// The content of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub code: Code,
    /// The title of the fact.
    pub title: String,
    /// The sources in the order of the evidence; never empty.
    pub sources: Vec<CitedSource>,
    /// For a plan, what the fact was and its outcome: `2018년 당시 계획. 그 뒤: …`.
    pub state_note: Option<String>,
    /// The edition that the address is pinned to, and the day on which it was published.
    pub edition: Option<u32>,
    pub published: Option<NaiveDate>,
    /// The permanent absolute address.
    pub url: String,
}

/// A source as a citation names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedSource {
    pub source: Arc<Source>,
    /// The paragraphs of an audited source, in order.
    pub paragraphs: Vec<u16>,
}

impl Citation {
    /// The citation of a fact, pinned to an edition if one has the fact as it is here.
    pub fn new(
        fact: &Fact,
        sources: &[Arc<Source>],
        state_note: Option<String>,
        edition: Option<(u32, Option<NaiveDate>)>,
        public_url: &PublicUrl,
    ) -> Self {
        let published = edition.and_then(|(_, day)| day);
        let edition = edition.map(|(number, _)| number);
        let address = Address::Fact(fact.code, edition);
        Self {
            code: fact.code,
            title: fact.title.clone(),
            sources: sources.iter().map(|source| CitedSource::new(fact, source)).collect(),
            state_note,
            edition,
            published,
            url: public_url.of(&address),
        }
    }

    /// The code with its edition in words: `GS-0042-3(제1판)`.
    pub fn record(&self) -> String {
        match self.edition {
            Some(edition) => format!("{}(제{edition}판)", self.code),
            None => self.code.to_string(),
        }
    }

    /// The sources in words, one after another.
    pub fn sources_text(&self) -> String {
        self.sources.iter().map(CitedSource::text).collect::<Vec<_>>().join("; ")
    }

    /// One line to cite the fact inside an article (기사체).
    pub fn in_article(&self) -> String {
        let state_note = self.state_note.as_ref().map(|state_note| format!(" [{state_note}]"));
        format!(
            "{}.{} 정리: {EDITOR} {}, {}",
            self.sources_text(),
            state_note.unwrap_or_default(),
            self.record(),
            self.url
        )
    }

    /// A sentence to paste, with the outcome of a plan and the sources: two or three lines.
    pub fn with_sentence(&self, sentence: &str) -> String {
        let state_note = self.state_note.as_ref().map(|state_note| format!("[{state_note}]\n"));
        format!(
            "{sentence}\n{}출처: {}. 정리: {EDITOR} {}, {}",
            state_note.unwrap_or_default(),
            self.sources_text(),
            self.record(),
            self.url
        )
    }

    /// Bibliographic references in Korean academic form: a line for each source, and the site's last.
    pub fn references(&self) -> Vec<String> {
        let state_note = self.state_note.as_ref().map(|state_note| format!(" [{state_note}]."));
        let day = self.published.map(|day| format!(" ({}).", day_text(day)));
        let edition = self.edition.map(|edition| format!(", 제{edition}판"));
        let own = format!(
            "{EDITOR}.{} 「{}」. {}{}.{} {}",
            day.unwrap_or_default(),
            self.title,
            self.code,
            edition.unwrap_or_default(),
            state_note.unwrap_or_default(),
            self.url
        );
        self.sources.iter().map(CitedSource::reference).chain([own]).collect()
    }

    /// The metadata tags of the page: Highwire Press names, and Dublin Core for the type, because reference managers
    /// look for these in pages. They expect one source for a page, so this is the first.
    pub fn tags(&self) -> Vec<(&'static str, String)> {
        let Some(cited) = self.sources.first() else { return Vec::new() };
        let (title, date) = (cited.title_text(), cited.iso_date());
        let publisher = &cited.source.publisher;
        let mut tags = vec![
            ("DC.type", cited.dublin_core_type().to_owned()),
            ("DC.title", title.clone()),
            ("DC.publisher", publisher.clone()),
            ("DC.date", date.clone()),
            ("DC.language", "ko".to_owned()),
            ("DC.identifier", self.url.clone()),
            ("DC.description", self.note(cited)),
            ("citation_title", title),
            ("citation_journal_title", publisher.clone()),
            ("citation_date", date),
            ("citation_language", "ko".to_owned()),
            ("citation_public_url", self.url.clone()),
            ("citation_abstract", self.note(cited)),
        ];
        if let Some(author) = cited.source.author() {
            tags.push(("DC.creator", author.to_owned()));
            tags.push(("citation_author", author.to_owned()));
        }
        if let Some(locator) = cited.locator() {
            tags.push(("citation_firstpage", locator));
        }
        tags
    }

    /// The note on a source in the files, next to author, headline and newspaper: place, editor, record, title, and
    /// the outcome of a plan.
    pub fn note(&self, cited: &CitedSource) -> String {
        let concluded = cited.is_concluded().then(|| "날짜는 추정".to_owned());
        let untitled = cited.source.title.is_none().then(|| "제목 미확인".to_owned());
        let before: Vec<String> =
            [cited.locator(), untitled, concluded].into_iter().flatten().collect();
        let place = if before.is_empty() { String::new() } else { before.join(", ") + ". " };
        let state_note = self.state_note.as_ref().map(|state_note| format!(" [{state_note}]"));
        format!(
            "{place}{EDITOR} 정리: {} {}{}",
            self.record(),
            self.title,
            state_note.unwrap_or_default()
        )
    }
}

impl CitedSource {
    fn new(fact: &Fact, source: &Arc<Source>) -> Self {
        let ours = fact.evidence.iter().filter(|piece| piece.source == source.slug);
        let mut paragraphs: Vec<u16> = ours.filter_map(|piece| piece.paragraph).collect();
        paragraphs.sort_unstable();
        paragraphs.dedup();
        Self { source: Arc::clone(source), paragraphs }
    }

    /// Whether its date is concluded rather than known.
    pub fn is_concluded(&self) -> bool {
        self.source.published.is_concluded()
    }

    /// The place of the fact in the source: `8, 12번째 문단`.
    pub fn locator(&self) -> Option<String> {
        let numbers: Vec<String> = self.paragraphs.iter().map(ToString::to_string).collect();
        (!numbers.is_empty()).then(|| format!("{}번째 문단", numbers.join(", ")))
    }

    /// The headline, or else what takes its place.
    pub fn title_text(&self) -> String {
        self.source.title.clone().unwrap_or_else(|| source_text(&self.source))
    }

    /// The source in words: `아주경제 2017년 12월 22일 자 기사(제목 미확인)`.
    fn text(&self) -> String {
        let (source, kind) = (&self.source, source_kind_label(self.source.kind));
        let of_day = source.published.edtf.is_day() && !self.is_concluded();
        let date = published_text(source);
        let when = if of_day { format!("{date} 자") } else { date };
        let what = match (&source.title, &source.byline) {
            (Some(headline), byline) => {
                let kind = if of_day { String::new() } else { format!("{kind} ") };
                let byline = byline.as_ref().map(|byline| format!("({byline})"));
                format!("{kind}「{headline}」{}", byline.unwrap_or_default())
            }
            (None, Some(byline)) => format!("{kind}(제목 미확인, {byline})"),
            (None, None) => format!("{kind}(제목 미확인)"),
        };
        let locator = self.locator().map(|locator| format!(", {locator}"));
        format!("{} {when} {what}{}", source.publisher, locator.unwrap_or_default())
    }

    /// The source as a reference list gives it.
    fn reference(&self) -> String {
        let source = &self.source;
        let title = source.title.as_ref();
        let title =
            title.map_or("제목 미확인".to_owned(), |headline| format!("「{headline}」"));
        let when = published_text(source).replace("(추정)", ", 추정");
        let publication = match self.locator() {
            Some(locator) => format!("『{}』, {locator}", source.publisher),
            None => format!("『{}』", source.publisher),
        };
        let url = source.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
        match source.author() {
            Some(author) => format!("{author}. ({when}). {title}. {publication}.{url}"),
            None => format!("{publication}. ({when}). {title}.{url}"),
        }
    }

    fn dublin_core_type(&self) -> &'static str {
        match self.source.kind {
            SourceKind::Article => "newspaperArticle",
            SourceKind::Release | SourceKind::Official => "report",
        }
    }

    /// The date in ISO 8601, as exact as it is known: a day, a month or a year.
    pub fn iso_date(&self) -> String {
        let parts = self.date_parts();
        let parts: Vec<String> = parts.iter().map(|part| format!("{part:02}")).collect();
        parts.join("-")
    }

    /// The year, then the month and the day if they are known.
    pub fn date_parts(&self) -> Vec<u32> {
        let published = self.source.published.edtf;
        let year = published.earliest().year().unsigned_abs();
        match published.start() {
            Point::Day(day) => vec![year, day.month(), day.day()],
            Point::Month { month, .. } => vec![year, u32::from(month)],
            Point::Year(_) | Point::HalfYear { .. } | Point::Quarter { .. } => vec![year],
        }
    }
}
