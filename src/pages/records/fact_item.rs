//! A fact as pages show it, in a list or on its own page: its Korean words, its links, its sources, and for a plan
//! its outcome.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use crate::address::Address;
use crate::domain::{
    About, ChangeKind, Code, Edtf, Evidence, Fact, PlanProgress, PlanState, Point, Slug, Source,
    Status, known_on,
};
use crate::formats::Citation;
use crate::pages::Context;
use crate::pages::layout::Site;
use crate::store::StoreError;
use crate::wording::{
    KnownBy, date_text, equivalent_text, kind_label, names_text, opening_text, place_text,
    prospect_label, quantity_text, role_label, state_label, state_line, state_sentence,
    status_meaning, status_text,
};

/// A fact on a page.
#[derive(Debug, Clone)]
pub struct FactItem {
    pub fact: Fact,
    /// Its sources, each once, in the order of the evidence.
    pub sources: Vec<Arc<Source>>,
    /// For a plan, its outcome.
    pub plan: Option<PlanView>,
    /// The edition that has the fact with this content.
    pub edition: Option<u32>,
}

/// The outcome of a plan, in words.
#[derive(Debug, Clone)]
pub struct PlanView {
    pub progress: PlanProgress,
    /// The outcome as a sentence for a page.
    pub sentence: String,
    /// The outcome as citations, cards and data give it: `이루어짐, 2018년 4월 30일`.
    pub line: String,
    /// The sources of the outcomes.
    pub outcome_sources: Vec<Arc<Source>>,
}

impl FactItem {
    /// A fact as it is shown today.
    pub async fn load(context: Context<'_>, fact: Fact) -> Result<Self, StoreError> {
        let mut items = Self::list(context, vec![fact]).await?;
        // One fact goes in, so one comes out.
        Ok(items.remove(0))
    }

    /// Facts as they are shown today.
    ///
    /// The future is boxed for the reason given at [`crate::store::Store::facts_by_id`].
    pub fn list(
        context: Context<'_>,
        facts: Vec<Fact>,
    ) -> BoxFuture<'_, Result<Vec<Self>, StoreError>> {
        Self::on_the_day(context, facts).boxed()
    }

    async fn on_the_day(context: Context<'_>, facts: Vec<Fact>) -> Result<Vec<Self>, StoreError> {
        let site = context.site;
        let progress_by_code = context.store.plan_progress(&facts, context.today).await?;
        let item = |fact: Fact| {
            let slugs = fact.sources();
            let sources: Vec<Arc<Source>> =
                slugs.iter().filter_map(|slug| site.source(slug)).cloned().collect();
            // Several entities of a list may share a plan.
            let progress = progress_by_code.get(&fact.code).cloned();
            let plan = progress.map(|progress| {
                let outcome_sources = outcome_sources(&progress);
                let outcome_sources =
                    outcome_sources.iter().filter_map(|slug| site.source(slug)).cloned();
                let outcome_sources = outcome_sources.collect();
                let known_by = KnownBy::Sources(&site.searched_sources);
                let day = (context.today, known_by);
                PlanView::new(context, &fact, &sources, progress, outcome_sources, day)
            });
            Self { fact, sources, plan, edition: None }
        };
        Ok(facts.into_iter().map(item).collect())
    }

    /// A fact as an edition had it, with its sources and what was known of a plan on the day of the edition; `None`
    /// if the edition does not have the fact.
    pub async fn at(
        context: Context<'_>,
        code: Code,
        edition: u32,
    ) -> Result<Option<Self>, StoreError> {
        let store = context.store;
        let editions = store.editions().await?;
        let Some(head) = editions.iter().find(|head| head.number == edition) else {
            return Ok(None);
        };
        let revision = store.fact_at(code, edition).await?;
        let Some(revision) = revision.filter(|found| found.change != ChangeKind::Withdrawn) else {
            return Ok(None);
        };
        let fact = revision.fact;
        let progress = store.plan_progress_at(&fact, edition, head.date).await?;
        let outcome_sources = progress.as_ref().map(outcome_sources).unwrap_or_default();
        let slugs = fact.sources();
        let wanted: Vec<&Slug> = slugs.iter().copied().chain(&outcome_sources).collect();
        let known = store.sources_at(&wanted, edition).await?;
        let known: Vec<Arc<Source>> = known.into_iter().map(Arc::new).collect();
        // A source that was never published is taken as it is now.
        let source = |slug: &Slug| {
            let then = known.iter().find(|source| source.slug == *slug);
            then.or_else(|| context.site.source(slug)).cloned()
        };
        let sources: Vec<Arc<Source>> = slugs.into_iter().filter_map(source).collect();
        let outcome_sources = outcome_sources.iter().filter_map(source).collect();
        let plan = progress.map(|progress| {
            let day = (head.date, KnownBy::Edition);
            PlanView::new(context, &fact, &sources, progress, outcome_sources, day)
        });
        Ok(Some(Self { fact, sources, plan, edition: Some(edition) }))
    }

    /// The citation of the fact, pinned to its edition.
    pub fn citation(&self, site: &Site) -> Citation {
        let state_note =
            self.plan.as_ref().map(|plan| format!("{}. 그 뒤: {}", self.status_label(), plan.line));
        let edition = self.edition.map(|edition| (edition, site.published_on(edition)));
        Citation::new(&self.fact, &self.sources, state_note, edition, &site.public_url)
    }

    /// The publisher of the first source.
    pub fn publisher(&self) -> Option<&str> {
        self.sources.first().map(|source| source.publisher.as_str())
    }

    /// The publisher of the source that gives the date; `None` for a fact with one source.
    pub fn date_publisher(&self) -> Option<&str> {
        let named = self.fact.date()?.source.as_ref();
        let source = self.source(self.fact.source_or_first(named))?;
        (self.sources.len() > 1).then_some(source.publisher.as_str())
    }

    /// The time of the fact: its date, else the year of its first source.
    pub fn when_text(&self) -> Option<String> {
        let dated = self.fact.date().map(|date| date_text(date.edtf));
        dated.or_else(|| self.year().map(|year| format!("{year}년")))
    }

    /// The year in which its first source was published.
    pub fn year(&self) -> Option<i32> {
        Some(self.sources.first()?.published.edtf.earliest().year())
    }

    /// The day on which the content of the fact was known at the latest.
    pub fn known_on(&self) -> Option<NaiveDate> {
        known_on(&self.fact, |slug| Some(self.source(slug)?.published.edtf))
    }

    pub fn address(&self) -> Address {
        Address::Fact(self.fact.code, None)
    }

    pub fn status_key(&self) -> &'static str {
        self.fact.status.key()
    }

    /// The status with the year of its source: `2018년 당시 계획`.
    pub fn status_label(&self) -> String {
        status_text(self.fact.status, self.sources.first().map(AsRef::as_ref))
    }

    pub fn is_done(&self) -> bool {
        self.fact.status == Status::Done
    }

    pub fn status_meaning(&self) -> &'static str {
        status_meaning(self.fact.status)
    }

    /// Whether sources disagree, so that pages mark the fact.
    pub fn is_disputed(&self) -> bool {
        self.fact.is_disputed()
    }

    pub fn has_date(&self) -> bool {
        !self.fact.dates.is_empty()
    }

    /// The date in words; for a plan or a forecast with that word: `2018년 상반기(계획)`.
    pub fn date_text(&self) -> String {
        let Some(date) = self.fact.date() else { return String::new() };
        let text = date_text(date.edtf);
        let label = prospect_label(self.fact.status);
        if self.fact.is_prospective() { format!("{text}({label})") } else { text }
    }

    /// The date for the `datetime` attribute, which has only years, months and days.
    pub fn datetime(&self) -> Option<String> {
        let edtf = self.fact.date()?.edtf;
        let exact = edtf == Edtf::from(edtf.start());
        let known = matches!(edtf.start(), Point::Year(_) | Point::Month { .. } | Point::Day(_));
        (exact && known).then(|| edtf.to_string())
    }

    /// The meaning of a half-year or a quarter in months: `1월에서 6월 사이`, `늦어도 6월 말`.
    pub fn span_text(&self) -> Option<String> {
        let edtf = self.fact.date()?.edtf;
        let (first, last) = (edtf.earliest().month(), edtf.latest().month());
        let is_part = matches!(edtf.start(), Point::HalfYear { .. } | Point::Quarter { .. });
        is_part.then(|| {
            if edtf.is_by() {
                format!("늦어도 {last}월 말")
            } else {
                format!("{first}월에서 {last}월 사이")
            }
        })
    }

    pub fn quantity_text(&self) -> Option<String> {
        self.fact.quantity().map(quantity_text)
    }

    pub fn equivalent_text(&self) -> Option<String> {
        self.fact.quantity().and_then(equivalent_text)
    }

    /// The names of a counted group that the source does not give.
    pub fn unnamed(&self) -> Option<String> {
        self.fact.names_of_counted().map(|named| names_text(&named))
    }

    /// The source's own words for the quantity.
    pub fn quantity_phrases(&self) -> Vec<&str> {
        let quantity = self.fact.quantity().into_iter();
        let phrases = quantity.flat_map(|quantity| {
            let equivalent = quantity.equivalent.iter().map(|measure| measure.phrase.as_str());
            std::iter::once(quantity.phrase.as_str()).chain(equivalent)
        });
        phrases.collect()
    }

    /// The places of the fact in its sources, with links: `경북일보 8번째 문단`, `아주경제 기사`. No place is repeated directly.
    pub fn locators(&self) -> Vec<(String, Address)> {
        let evidence = self.evidence().into_iter();
        let mut locators: Vec<_> =
            evidence.map(|(_, place, _, address)| (place, address)).collect();
        locators.dedup();
        locators
    }

    /// The pieces of evidence, each with its place in words, its source and its link.
    pub fn evidence(&self) -> Vec<(&Evidence, String, Option<&Source>, Address)> {
        let pieces = self.fact.evidence.iter().map(|piece| {
            let source = self.source(&piece.source);
            (piece, place_text(piece, source), source, Address::evidence(piece))
        });
        pieces.collect()
    }

    /// The beginning of the paragraph that a piece of evidence names, if it is known.
    pub fn opening(&self, piece: &Evidence) -> Option<String> {
        let source = self.source(&piece.source)?;
        source.opening(piece.paragraph?).map(opening_text)
    }

    pub fn source(&self, slug: &Slug) -> Option<&Source> {
        self.sources.iter().find(|source| source.slug == *slug).map(AsRef::as_ref)
    }

    /// What the fact is about, with the words for kind and role.
    pub fn about(&self) -> Vec<(&About, &'static str, &'static str, Address)> {
        let entries = self.fact.about.iter().map(|about| {
            let (kind, slug) = (about.entity.kind, about.entity.slug.clone());
            (about, kind_label(kind), role_label(about.role), Address::Entity(kind, slug))
        });
        entries.collect()
    }
}

impl PlanView {
    fn new(
        context: Context<'_>,
        plan: &Fact,
        sources: &[Arc<Source>],
        progress: PlanProgress,
        outcome_sources: Vec<Arc<Source>>,
        (day, known_by): (NaiveDate, KnownBy<'_>),
    ) -> Self {
        let outcome_source =
            progress.deciding_report().map(|report| report.fact.source_or_first(None));
        let outcome_source = outcome_source
            .and_then(|slug| outcome_sources.iter().find(|source| source.slug == *slug));
        let outcome_source = outcome_source.map(AsRef::as_ref);
        let year = sources.first().map_or(0, |source| source.published.edtf.earliest().year());
        let sentence =
            state_sentence(plan, &progress, outcome_source, &context.site.searched_sources, year);
        let line = state_line(&progress, outcome_source, day, known_by);
        Self { progress, sentence, line, outcome_sources }
    }

    /// The key of the mark. Plans whose time has passed and those that never had a time share one.
    pub fn mark_key(&self) -> &'static str {
        let state = self.progress.state;
        if state.is_unresolved() { PlanState::Passed.key() } else { state.key() }
    }

    pub fn label(&self) -> &'static str {
        state_label(self.progress.state)
    }

    /// The label, which says if an editor concluded it: `미뤄짐(추정)`.
    pub fn short(&self) -> String {
        format!("{}{}", self.label(), if self.progress.is_inferred() { "(추정)" } else { "" })
    }
}

/// The sources of a plan's outcomes, each once.
fn outcome_sources(progress: &PlanProgress) -> Vec<Slug> {
    let mut outcome_sources: Vec<Slug> = Vec::new();
    for slug in progress.reports.iter().flat_map(|report| report.fact.sources()) {
        if !outcome_sources.contains(slug) {
            outcome_sources.push(slug.clone());
        }
    }
    outcome_sources
}
