//! A plan as a row of a table: what, by when, who, its outcome, how late it was, and where sources differ.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::address::Address;
use crate::domain::{
    Code, Edtf, EntityRef, Fact, Kind, MONEY, Outcome, OutcomeReport, PlanState, Role, Slug,
    Source, SourceKind, known_on,
};
use crate::pages::Context;
use crate::pages::records::FactItem;
use crate::pages::records::source_comparison::disagreement;
use crate::store::StoreError;
use crate::wording::{date_text, lateness_text};

/// The most names in a cell.
const NAMED: usize = 2;

/// A plan with everything that its row says.
#[derive(Debug)]
pub struct PlanRow {
    pub item: FactItem,
    /// The sources of the outcome.
    outcome_sources: Vec<Arc<Source>>,
    /// What was spent on a plan that came true, if a separate fact says so.
    pub spent: Option<FactItem>,
    /// Where the sources of the plan or of its outcome differ, in a sentence.
    pub differs: Option<String>,
}

impl PlanRow {
    /// The rows of some plans, those that most is known about first.
    pub async fn list(context: Context<'_>, plans: Vec<Fact>) -> Result<Vec<Self>, StoreError> {
        let items = FactItem::list(context, plans).await?;
        let outcome =
            |item: &FactItem| Some(item.plan.as_ref()?.progress.last_report()?.fact.clone());
        let outcomes = FactItem::list(context, items.iter().filter_map(outcome).collect()).await?;
        let outcomes: HashMap<Code, FactItem> =
            outcomes.into_iter().map(|item| (item.fact.code, item)).collect();
        let codes: Vec<Code> = outcomes.keys().copied().collect();
        let spent = FactItem::list(context, context.store.spent_on(&codes).await?).await?;
        let row = |item: FactItem| {
            let report = item.plan.as_ref().and_then(|plan| plan.progress.last_report());
            let spent = report.and_then(|report| spent_on(report, &spent)).cloned();
            let outcome = report.and_then(|report| outcomes.get(&report.fact.code));
            let differs = disagreement(&item).or_else(|| disagreement(outcome?));
            let outcome_sources =
                outcome.map(|outcome| outcome.sources.clone()).unwrap_or_default();
            Self { item, outcome_sources, spent, differs }
        };
        let mut rows: Vec<Self> = items.into_iter().map(row).collect();
        rows.sort_by_key(|row| {
            let progress = row.item.plan.as_ref().map(|plan| &plan.progress);
            let is_dated = progress.is_some_and(|progress| progress.due.is_some());
            (row.last_outcome().is_none(), row.differs.is_none(), !is_dated, row.item.fact.code)
        });
        Ok(rows)
    }

    pub fn state(&self) -> PlanState {
        self.item.plan.as_ref().map_or(PlanState::Undated, |plan| plan.progress.state)
    }

    fn last_outcome(&self) -> Option<&OutcomeReport> {
        self.item.plan.as_ref()?.progress.last_report()
    }

    /// When the plan was due, in words.
    pub fn due(&self) -> Option<String> {
        self.item.plan.as_ref()?.progress.due.map(date_text)
    }

    /// The publisher of the source that gave the due date, or that told of the plan without one.
    pub fn due_source(&self) -> Option<&str> {
        let said_by = self.item.fact.date().and_then(|date| date.source.as_ref());
        let slug = self.item.fact.source_or_first(said_by);
        Some(self.item.source(slug)?.publisher.as_str())
    }

    /// Who acts: whoever leads, else the parties, the authority or the speakers. Of many, only the first are named.
    pub fn who(&self) -> String {
        let about = &self.item.fact.about;
        let with = |roles: &[Role]| {
            let acting = about.iter().filter(|about| roles.contains(&about.role));
            let names: Vec<&str> = acting.map(|about| about.entity.name.as_str()).collect();
            (!names.is_empty()).then_some(names)
        };
        let names = with(&[Role::Lead]).or_else(|| with(&[Role::Party]));
        let names = names.or_else(|| with(&[Role::Authority])).or_else(|| with(&[Role::Speaker]));
        let names = names.unwrap_or_default();
        let shown = names[..names.len().min(NAMED)].join("·");
        if names.len() > NAMED { format!("{shown} 등") } else { shown }
    }

    /// How late the plan came about, without the word that the column's heading has.
    pub fn late(&self) -> Option<String> {
        let text = lateness_text(&self.item.plan.as_ref()?.progress)?;
        Some(text.trim_start_matches("예정보다 ").to_owned())
    }

    /// Whether an editor, not the source, concluded that the outcome belongs to this plan.
    pub fn is_inferred(&self) -> bool {
        self.item.plan.as_ref().is_some_and(|plan| plan.progress.is_inferred())
    }

    /// The last known outcome: its statement and its page.
    pub fn outcome(&self) -> Option<(&str, Address)> {
        let report = self.last_outcome()?;
        Some((&report.fact.statement, Address::Fact(report.fact.code, None)))
    }

    /// When the outcome came about, in words. An outcome without a date, or one that goes on longer than its source
    /// could know, has the day of the report, which says so.
    pub fn when(&self) -> Option<String> {
        let date = self.last_outcome()?.fact.date().map(|date| date.edtf);
        let source = self.outcome_sources.first();
        let known = |date: &Edtf| {
            source.is_none_or(|source| date.latest() <= source.published.edtf.latest())
        };
        date.filter(known).map(date_text).or_else(|| {
            let source = source?;
            let is_article = source.kind == SourceKind::Article;
            let report = if is_article { "보도" } else { "발표" };
            Some(format!("{} {report}", date_text(source.published.edtf)))
        })
    }

    /// The day by which the last outcome was known.
    pub fn outcome_known_on(&self) -> Option<NaiveDate> {
        let published = |slug: &Slug| {
            let source = self.outcome_sources.iter().find(|source| source.slug == *slug)?;
            Some(source.published.edtf)
        };
        known_on(&self.last_outcome()?.fact, published)
    }

    /// The title of the fact that tells the outcome.
    pub fn outcome_title(&self) -> &str {
        self.last_outcome().map_or("", |report| &report.fact.title)
    }

    /// Why nobody can tell whether the hope came true.
    pub fn unverifiable(&self) -> Option<&str> {
        self.item.fact.unverifiable.as_deref()
    }

    /// The first sources of the outcome, each with its page and its own day.
    pub fn sources(&self) -> Vec<(&str, Address, String)> {
        let shown = self.outcome_sources.iter().take(NAMED).map(|source| {
            let address = Address::Source(source.slug.clone());
            (source.publisher.as_str(), address, date_text(source.published.edtf))
        });
        shown.collect()
    }

    /// How many more sources the outcome has.
    pub fn more_sources(&self) -> usize {
        self.outcome_sources.len().saturating_sub(NAMED)
    }

    /// The publisher of the outcome's first source.
    pub fn outcome_publisher(&self) -> Option<&str> {
        self.outcome_sources.first().map(|source| source.publisher.as_str())
    }

    /// The class of the theme's colour.
    pub fn theme(&self) -> &str {
        self.item.fact.theme.as_ref().map_or("", |theme| theme.as_str())
    }
}

/// The fact that says what was spent on a plan that came true, unless the outcome itself gives an amount.
fn spent_on<'i>(report: &OutcomeReport, spent: &'i [FactItem]) -> Option<&'i FactItem> {
    let is_money = report.fact.quantity().is_some_and(|quantity| quantity.unit == MONEY);
    if report.outcome != Outcome::Done || is_money {
        return None;
    }
    let own: Vec<&EntityRef> = built(&report.fact).collect();
    spent.iter().find(|item| built(&item.fact).any(|entity| own.contains(&entity)))
}

/// The projects and sites that a fact is mainly about. Institutions are left out, because they spend on much else.
fn built(fact: &Fact) -> impl Iterator<Item = &EntityRef> {
    fact.subjects().filter(|entity| matches!(entity.kind, Kind::Project | Kind::Site))
}
