//! A plan as a row of a table: what, by when, who, its outcome, how late it was, and where sources differ.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::Address;
use crate::domain::{
    Code, Edtf, EntityRef, Fact, Kind, MONEY, Outcome, PlanState, Role, Source, Told,
};
use crate::pages::Context;
use crate::pages::records::FactItem;
use crate::pages::records::said::disagreement;
use crate::store::StoreError;
use crate::wording::{date_text, lateness_text};

/// The most names in a cell.
const NAMED: usize = 2;

/// A plan with everything that its row says.
#[derive(Debug)]
pub struct PlanRow {
    pub item: FactItem,
    /// The sources of the outcome.
    tellers: Vec<Arc<Source>>,
    /// What was spent on a plan that came true, if a separate fact says so.
    pub spent: Option<FactItem>,
    /// Where the sources of the plan or of its outcome differ, in a sentence.
    pub differs: Option<String>,
}

impl PlanRow {
    /// The rows of some plans, those that most is known about first.
    pub async fn list(context: Context<'_>, plans: Vec<Fact>) -> Result<Vec<Self>, StoreError> {
        let items = FactItem::list(context, plans).await?;
        let told = |item: &FactItem| Some(item.plan.as_ref()?.course.last()?.fact.clone());
        let tellers = FactItem::list(context, items.iter().filter_map(told).collect()).await?;
        let tellers: HashMap<Code, FactItem> =
            tellers.into_iter().map(|teller| (teller.fact.code, teller)).collect();
        let codes: Vec<Code> = tellers.keys().copied().collect();
        let spent = FactItem::list(context, context.store.spent_on(&codes).await?).await?;
        let row = |item: FactItem| {
            let told = item.plan.as_ref().and_then(|plan| plan.course.last());
            let spent = told.and_then(|told| spent_on(told, &spent)).cloned();
            let teller = told.and_then(|told| tellers.get(&told.fact.code));
            let differs = disagreement(&item).or_else(|| disagreement(teller?));
            let tellers = teller.map(|teller| teller.sources.clone()).unwrap_or_default();
            Self { item, tellers, spent, differs }
        };
        let mut rows: Vec<Self> = items.into_iter().map(row).collect();
        rows.sort_by_key(|row| {
            let course = row.item.plan.as_ref().map(|plan| &plan.course);
            let is_dated = course.is_some_and(|course| course.due.is_some());
            (row.told().is_none(), row.differs.is_none(), !is_dated, row.item.fact.code)
        });
        Ok(rows)
    }

    pub fn state(&self) -> PlanState {
        self.item.plan.as_ref().map_or(PlanState::Undated, |plan| plan.course.state)
    }

    fn told(&self) -> Option<&Told> {
        self.item.plan.as_ref()?.course.last()
    }

    /// When the plan was due, in words.
    pub fn due(&self) -> Option<String> {
        self.item.plan.as_ref()?.course.due.map(date_text)
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
        let text = lateness_text(&self.item.plan.as_ref()?.course)?;
        Some(text.trim_start_matches("예정보다 ").to_owned())
    }

    /// Whether an editor, not the source, concluded that the outcome belongs to this plan.
    pub fn is_inferred(&self) -> bool {
        self.item.plan.as_ref().is_some_and(|plan| plan.course.is_inferred())
    }

    /// The last known outcome: its statement and its page.
    pub fn outcome(&self) -> Option<(&str, Address)> {
        let told = self.told()?;
        Some((&told.fact.statement, Address::Fact(told.fact.code, None)))
    }

    /// When the outcome came about, in words. An outcome without a date, or one that goes on longer than its source
    /// could know, has the day on which the source was published.
    pub fn when(&self) -> Option<String> {
        let date = self.told()?.fact.date().map(|date| date.edtf);
        let published = self.tellers.first().map(|source| source.published.edtf);
        let known = |date: &Edtf| published.is_none_or(|day| date.latest() <= day.latest());
        date.filter(known).or(published).map(date_text)
    }

    /// The title of the fact that tells the outcome.
    pub fn outcome_title(&self) -> &str {
        self.told().map_or("", |told| &told.fact.title)
    }

    /// Why nobody can tell whether the hope came true.
    pub fn unverifiable(&self) -> Option<&str> {
        self.item.fact.unverifiable.as_deref()
    }

    /// The sources of the outcome: their publishers, the page of the first and its day.
    pub fn source(&self) -> Option<(String, Address, String)> {
        let first = self.tellers.first()?;
        let mut publishers: Vec<&str> = Vec::new();
        for source in &self.tellers {
            if !publishers.contains(&source.publisher.as_str()) {
                publishers.push(&source.publisher);
            }
        }
        let shown = publishers[..publishers.len().min(NAMED)].join("·");
        let address = Address::Source(first.slug.clone());
        Some((shown, address, date_text(first.published.edtf)))
    }

    /// The publisher of the outcome's first source.
    pub fn teller(&self) -> Option<&str> {
        self.tellers.first().map(|source| source.publisher.as_str())
    }

    /// The class of the theme's colour.
    pub fn theme(&self) -> &str {
        self.item.fact.theme.as_ref().map_or("", |theme| theme.as_str())
    }
}

/// The fact that says what was spent on a plan that came true, unless the outcome itself gives an amount.
fn spent_on<'i>(told: &Told, spent: &'i [FactItem]) -> Option<&'i FactItem> {
    let is_money = told.fact.quantity().is_some_and(|quantity| quantity.unit == MONEY);
    if told.outcome != Outcome::Done || is_money {
        return None;
    }
    let own: Vec<&EntityRef> = built(&told.fact).collect();
    spent.iter().find(|item| built(&item.fact).any(|entity| own.contains(&entity)))
}

/// The projects and sites that a fact is mainly about. Institutions are left out, because they spend on much else.
fn built(fact: &Fact) -> impl Iterator<Item = &EntityRef> {
    fact.subjects().filter(|entity| matches!(entity.kind, Kind::Project | Kind::Site))
}
