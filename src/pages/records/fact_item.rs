//! A fact as pages show it, in a list or on its own page: its Korean words, its links and its date.

use crate::address::Address;
use crate::domain::{About, Edtf, Evidence, Fact, Point, Role, Status};
use crate::pages::Context;
use crate::pages::layout::Site;
use crate::wording::{
    date_text, day_text, equivalent_text, kind_label, names_text, quantity_text, role_label,
    status_label, status_meaning,
};

/// A fact on a page.
#[derive(Debug, Clone)]
pub struct FactItem {
    pub fact: Fact,
    /// Whether it is a plan or a forecast whose time has passed and that no later fact follows up.
    unconfirmed: bool,
    /// The newspaper of each piece of evidence.
    publishers: Vec<String>,
}

impl FactItem {
    /// A fact as it is shown on the day.
    pub fn new(context: Context<'_>, fact: Fact) -> Self {
        let unconfirmed = fact.has_passed(context.today) && !context.store.is_followed(&fact);
        Self { unconfirmed, ..Self::pinned(context.site, fact) }
    }

    /// Facts as they are shown on the day.
    pub fn list(context: Context<'_>, facts: Vec<Fact>) -> Vec<Self> {
        facts.into_iter().map(|fact| Self::new(context, fact)).collect()
    }

    /// A fact as an edition had it: nothing is said of what came later.
    pub fn pinned(site: &Site, fact: Fact) -> Self {
        // A source that is no more is called by its slug.
        let publisher = |evidence: &Evidence| {
            let source = site.source(&evidence.source);
            source.map_or(evidence.source.as_str(), |source| &source.publisher).to_owned()
        };
        let publishers = fact.evidence.iter().map(publisher).collect();
        Self { unconfirmed: false, publishers, fact }
    }

    pub fn address(&self) -> Address {
        Address::Fact(self.fact.code, None)
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

    /// The warning on a plan or a forecast whose time has passed and that no later fact follows up.
    pub fn unconfirmed(&self) -> Option<&'static str> {
        let words = match self.fact.status {
            Status::Forecast => "내다본 시점이 지났으며, 이후 확인된 기록이 없습니다.",
            _ => "예정 시점이 지났으며, 이후 확인된 기록이 없습니다.",
        };
        self.unconfirmed.then_some(words)
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

    /// The date for the `datetime` attribute, which only knows years, months and days.
    pub fn datetime(&self) -> Option<String> {
        let edtf = self.fact.date.as_ref()?.edtf;
        let exact = edtf == Edtf::from(edtf.start());
        let known = matches!(edtf.start(), Point::Year(_) | Point::Month { .. } | Point::Day(_));
        (exact && known).then(|| edtf.to_string())
    }

    /// The days among which the date lies: `2018년 1월 1일부터 2018년 6월 30일까지의 어느 때`.
    pub fn span_text(&self) -> Option<String> {
        let edtf = self.fact.date.as_ref()?.edtf;
        let (first, last) = (day_text(edtf.earliest()), day_text(edtf.latest()));
        if edtf.is_by() {
            Some(format!("늦어도 {last}까지"))
        } else {
            edtf.is_span().then(|| format!("{first}부터 {last}까지의 어느 때"))
        }
    }

    pub fn quantity_text(&self) -> Option<String> {
        self.fact.quantity.as_ref().map(quantity_text)
    }

    pub fn equivalent_text(&self) -> Option<String> {
        self.fact.quantity.as_ref().and_then(equivalent_text)
    }

    /// Which names of a counted group the source does not give.
    pub fn unnamed(&self) -> Option<String> {
        self.fact.names_of_counted().map(|named| names_text(&named))
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

    /// Where the fact stands: newspaper, paragraph number, link; no two in a row alike.
    pub fn locators(&self) -> Vec<(&str, u16, Address)> {
        let mut locators: Vec<_> = self
            .evidence()
            .into_iter()
            .map(|(evidence, publisher, address)| (publisher, evidence.paragraph, address))
            .collect();
        locators.dedup();
        locators
    }

    /// The pieces of evidence with newspaper and link.
    pub fn evidence(&self) -> Vec<(&Evidence, &str, Address)> {
        let pieces =
            self.fact.evidence.iter().zip(&self.publishers).map(|(evidence, publisher)| {
                let address = Address::Paragraph(evidence.source.clone(), evidence.paragraph);
                (evidence, publisher.as_str(), address)
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

    /// What the fact is mainly about, and who does it or signs it, as links.
    pub fn protagonists(&self) -> Vec<(&str, Address)> {
        let leading = |about: &&About| {
            matches!(about.role, Role::Subject | Role::Lead | Role::Party | Role::Authority)
        };
        let link = |about: &About| Address::Entity(about.entity.kind, about.entity.slug.clone());
        let leading = self.fact.about.iter().filter(leading);
        leading.map(|about| (about.entity.name.as_str(), link(about))).collect()
    }
}
