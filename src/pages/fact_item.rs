//! A fact as the pages show it, in a list or whole: its words, its links and the shape of its date.

use chrono::{Datelike, NaiveDate};

use super::Site;
use crate::address::Address;
use crate::domain::{About, Evidence, Fact, Role, Slug, Status};
use crate::wording::{
    date_text, equivalent_text, kind_label, quantity_text, role_label, status_label, status_meaning,
};

/// A fact on a page.
#[derive(Debug, Clone)]
pub struct FactItem {
    pub fact: Fact,
    today: NaiveDate,
    publishers: Vec<(Slug, String)>,
}

impl FactItem {
    /// The fact as it is shown on a day.
    #[must_use]
    pub fn new(fact: Fact, site: &Site, today: NaiveDate) -> Self {
        let publisher = |evidence: &Evidence| {
            let source = site.sources.iter().find(|source| source.slug == evidence.source)?;
            Some((source.slug.clone(), source.publisher.clone()))
        };
        let publishers = fact.evidence.iter().filter_map(publisher).collect();
        Self { fact, today, publishers }
    }

    /// The facts as they are shown on a day.
    #[must_use]
    pub fn all(facts: Vec<Fact>, site: &Site, today: NaiveDate) -> Vec<Self> {
        facts.into_iter().map(|fact| Self::new(fact, site, today)).collect()
    }

    pub fn address(&self) -> Address {
        Address::Fact(self.fact.code)
    }

    pub fn status_key(&self) -> &'static str {
        self.fact.status.key()
    }

    pub fn status_label(&self) -> &'static str {
        status_label(self.fact.status)
    }

    pub fn status_meaning(&self) -> &'static str {
        status_meaning(self.fact.status)
    }

    pub fn is_state(&self) -> bool {
        self.fact.status == Status::State
    }

    pub fn is_overdue(&self) -> bool {
        self.fact.is_overdue(self.today)
    }

    pub fn has_date(&self) -> bool {
        self.fact.date.is_some()
    }

    /// The date in words; for a plan or a forecast with what it is: `2018년 상반기(계획)`.
    pub fn date_text(&self) -> String {
        let Some(date) = &self.fact.date else { return String::new() };
        let text = date_text(date.edtf);
        if self.fact.is_prospective() { format!("{text}({})", self.status_label()) } else { text }
    }

    /// The date for a machine, where HTML has a form for it: a year, a month or a day.
    pub fn datetime(&self) -> Option<String> {
        let edtf = self.fact.date.as_ref()?.edtf;
        let plain = edtf.end().is_none() && !edtf.is_uncertain() && !edtf.is_approximate();
        let text = edtf.to_string();
        let half_or_quarter = text.get(5..).is_some_and(|month| month > "12" && month.len() == 2);
        (plain && !half_or_quarter).then_some(text)
    }

    /// The first and last day of a date that is a span: `2018-01-01부터 2018-06-30까지`.
    pub fn span_text(&self) -> Option<String> {
        let edtf = self.fact.date.as_ref()?.edtf;
        let day = |day: NaiveDate| day.format("%Y년 %-m월 %-d일").to_string();
        edtf.is_span()
            .then(|| format!("{}부터 {}까지의 어느 때", day(edtf.earliest()), day(edtf.latest())))
    }

    /// The months of the year in which the date begins that the date covers, as a row of twelve.
    pub fn months(&self) -> [bool; 12] {
        let mut months = [false; 12];
        if let Some(date) = &self.fact.date {
            let number = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
            let (first, last) = (number(date.edtf.earliest()), number(date.edtf.latest()));
            let january = date.edtf.earliest().year() * 12;
            for (month, cell) in (january..).zip(&mut months) {
                *cell = (first..=last).contains(&month);
            }
        }
        months
    }

    pub fn quantity_text(&self) -> Option<String> {
        self.fact.quantity.as_ref().map(quantity_text)
    }

    pub fn equivalent_text(&self) -> Option<String> {
        self.fact.quantity.as_ref().and_then(equivalent_text)
    }

    /// The phrases of the quantity in the source's words.
    pub fn quantity_phrases(&self) -> Vec<&str> {
        let quantity = self.fact.quantity.iter();
        let phrases = quantity.flat_map(|quantity| {
            let equivalent = quantity.equivalent.iter().map(|measure| measure.phrase.as_str());
            std::iter::once(quantity.phrase.as_str()).chain(equivalent)
        });
        phrases.collect()
    }

    /// Where the fact stands: newspaper, paragraph number, link, each once.
    pub fn places(&self) -> Vec<(&str, u16, Address)> {
        let mut places: Vec<_> = self
            .evidence()
            .into_iter()
            .map(|(evidence, publisher, address)| (publisher, evidence.paragraph, address))
            .collect();
        places.dedup();
        places
    }

    /// The pieces of evidence with newspaper and link.
    pub fn evidence(&self) -> Vec<(&Evidence, &str, Address)> {
        let pieces = self.fact.evidence.iter().map(|evidence| {
            let publisher = self.publishers.iter().find(|known| known.0 == evidence.source);
            let address = Address::Paragraph(evidence.source.clone(), evidence.paragraph);
            (evidence, publisher.map_or("", |known| known.1.as_str()), address)
        });
        pieces.collect()
    }

    /// What the fact is about, with the words for kind and role.
    pub fn about(&self) -> Vec<(&About, &'static str, &'static str, Address)> {
        let entries = self.fact.about.iter().map(|about| {
            let (kind, slug) = (about.entity.kind, about.entity.slug.clone());
            (about, kind_label(kind), role_label(about.role), Address::Entity(kind, slug))
        });
        entries.collect()
    }

    /// What the fact is mainly about, as links.
    pub fn subjects(&self) -> Vec<(&str, Address)> {
        let subjects = self.fact.about.iter().filter(|about| about.role == Role::Subject);
        let link = |about: &About| Address::Entity(about.entity.kind, about.entity.slug.clone());
        subjects.map(|about| (about.entity.name.as_str(), link(about))).collect()
    }
}
