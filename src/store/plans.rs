//! Reads what became of plans, as it is known now and as it was known in an edition.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::error::StoreError;
use super::handle::Store;
use super::values::from_json;
use crate::domain::{
    Code, Course, Edtf, FacetValue, Fact, Filters, List, MONEY, Outcome, PlanState, Slug, Status,
    Told, settled, told_on,
};

/// News of a plan: its time has passed, or a later fact told its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanNews {
    /// The day on which it became new.
    pub day: NaiveDate,
    pub plan: Code,
    /// What became of the plan, and the fact that told it; `None` where its time has passed and nothing was found.
    pub told: Option<(Outcome, Code)>,
}

/// How many plans of a list have something that a reader of their count should know.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlanBasis {
    /// Those with an outcome.
    pub told: usize,
    /// Those of which an editor concluded that the outcome is theirs.
    pub inferred: usize,
    /// Those that were made after the year of the site's subject.
    pub later: usize,
}

impl Store {
    /// The news of the plans that fit the filters, the newest first, at most so many. An outcome became news on the
    /// day of the edition that first had it; until there is one, on `newest`.
    pub async fn plan_news(
        &self,
        filters: &Filters,
        today: NaiveDate,
        newest: NaiveDate,
        most: usize,
    ) -> Result<Vec<PlanNews>, StoreError> {
        let index = &self.index;
        let plans = self.narrowed(List::Plans, filters, today).await?;
        let tellers = plans.plans().flat_map(|(_, plan)| &plan.told);
        let tellers: Vec<Code> = tellers.map(|told| index.facts[told.teller].code).collect();
        let published = self.first_told(&tellers).await?;
        let mut news = Vec::new();
        for (fact, plan) in plans.plans() {
            let fact = &index.facts[fact];
            let plan_code = fact.code;
            if plan.state(today) == PlanState::Passed {
                let passed = fact.dates.and_then(|(_, latest)| latest.succ_opt());
                news.extend(passed.map(|day| PlanNews { day, plan: plan_code, told: None }));
            }
            news.extend(plan.told.iter().map(|told| {
                let teller = index.facts[told.teller].code;
                let day = published.get(&teller).copied().unwrap_or(newest);
                PlanNews { day, plan: plan_code, told: Some((told.outcome, teller)) }
            }));
        }
        news.sort_unstable_by_key(|one| (Reverse(one.day), one.plan, one.told));
        news.truncate(most);
        Ok(news)
    }

    /// The course of each plan among these facts on a day, by its code.
    pub async fn courses(
        &self,
        facts: &[Fact],
        today: NaiveDate,
    ) -> Result<HashMap<Code, Course>, StoreError> {
        let index = &self.index;
        let tellers = |code: Code| {
            let plan = index.fact(code).ok().and_then(|fact| index.facts[fact].plan.as_ref());
            plan.map_or(&[][..], |plan| &plan.told)
        };
        let wanted = facts.iter().flat_map(|fact| tellers(fact.code));
        let ids: HashSet<i64> = wanted.map(|told| index.id_of(told.teller)).collect();
        let told = self.facts_by_id(ids.into_iter().collect()).await?;
        let told: HashMap<Code, Fact> = told.into_iter().map(|fact| (fact.code, fact)).collect();
        let course = |plan: &Fact| {
            let tellers = tellers(plan.code).iter();
            let facts = tellers.filter_map(|one| told.get(&index.facts[one.teller].code));
            let course = Course::of(plan, told_by(plan.code, facts), today)?;
            Some((plan.code, course))
        };
        Ok(facts.iter().filter_map(course).collect())
    }

    /// The course of a plan as an edition knew it, on the day of the edition.
    pub async fn course_at(
        &self,
        plan: &Fact,
        edition: u32,
        day: NaiveDate,
    ) -> Result<Option<Course>, StoreError> {
        if !plan.is_plan() {
            return Ok(None);
        }
        let id = i64::from(plan.code.number());
        // The last revision of each fact that ever told of the plan, up to the edition.
        let rows = sqlx::query!(
            r#"SELECT fact_id AS "id!: i64", record AS "record!: String" FROM fact_revision AS revision
               WHERE fact_id IN (SELECT fact_id FROM outcome_revision WHERE plan_id = ?1)
                 AND change <> 'withdrawn'
                 AND edition = (SELECT max(edition) FROM fact_revision
                                WHERE fact_id = revision.fact_id AND edition <= ?2)"#,
            id,
            edition
        )
        .fetch_all(&self.pool)
        .await?;
        let mut facts = Vec::with_capacity(rows.len());
        for row in rows {
            facts.push(from_json::<Fact>(&row.record, "fact_revision", row.id)?);
        }
        let slugs: Vec<&Slug> =
            facts.iter().filter_map(|fact| fact.sources().first().copied()).collect();
        let sources = self.sources_at(&slugs, edition).await?;
        let published: HashMap<Slug, Edtf> =
            sources.into_iter().map(|source| (source.slug, source.published.edtf)).collect();
        facts.sort_by_key(|fact| (told_on(fact, |slug| published.get(slug).copied()), fact.code));
        Ok(Course::of(plan, told_by(plan.code, facts.iter()), day))
    }

    /// How many of the plans that fit the filters are in each state on a day, by state and then by theme.
    pub async fn plan_counts(
        &self,
        filters: &Filters,
        today: NaiveDate,
    ) -> Result<Vec<(PlanState, Option<Slug>, u64)>, StoreError> {
        let index = &self.index;
        let mut counts = BTreeMap::<(PlanState, Option<usize>), u64>::new();
        for (fact, plan) in self.narrowed(List::Plans, filters, today).await?.plans() {
            *counts.entry((plan.state(today), index.facts[fact].theme)).or_default() += 1;
        }
        let slug = |theme: usize| match &index.values[theme] {
            FacetValue::Theme(slug) => Some(slug.clone()),
            _ => None,
        };
        let counts = counts.into_iter();
        Ok(counts.map(|((state, theme), count)| (state, theme.and_then(slug), count)).collect())
    }

    /// What the count of the plans that fit the filters rests on; `year` is that of the site's subject.
    pub async fn plan_basis(
        &self,
        filters: &Filters,
        today: NaiveDate,
        year: i32,
    ) -> Result<PlanBasis, StoreError> {
        let mut basis = PlanBasis::default();
        for (fact, plan) in self.narrowed(List::Plans, filters, today).await?.plans() {
            let told_on = self.index.facts[fact].told_on;
            basis.later += usize::from(told_on.is_some_and(|day| day.year() > year));
            basis.told += usize::from(!plan.told.is_empty());
            let settled = settled(&plan.told, |told| told.outcome == Outcome::Done);
            basis.inferred += usize::from(settled.is_some_and(|told| told.is_inferred));
        }
        Ok(basis)
    }

    /// The plans with an outcome, the one told last first.
    pub async fn last_resolved(&self, most: usize) -> Result<Vec<Fact>, StoreError> {
        let last = self.last_told(|_| true);
        self.facts_by_id(last.map(|(plan, _)| self.index.id_of(plan)).take(most).collect()).await
    }

    /// The facts that say what was spent on a subject of these facts, without those that tell the outcome of a plan.
    pub async fn spent_on(&self, facts: &[Code]) -> Result<Vec<Fact>, StoreError> {
        let index = &self.index;
        let wanted = [FacetValue::Unit(MONEY.to_owned()), FacetValue::Status(Status::Done)];
        let [Some(money), Some(done)] = wanted.map(|value| index.number(&value)) else {
            return Ok(Vec::new());
        };
        let own: HashSet<usize> = facts.iter().filter_map(|code| index.fact(*code).ok()).collect();
        let subjects: HashSet<usize> =
            own.iter().flat_map(|fact| &index.facts[*fact].subjects).copied().collect();
        let beside = subjects.iter().flat_map(|subject| &index.entities[*subject].facts);
        let is_spent = |fact: &&usize| {
            let indexed = &index.facts[**fact];
            let is_subject = indexed.subjects.iter().any(|subject| subjects.contains(subject));
            is_subject && [money, done].iter().all(|value| indexed.values.contains(value))
        };
        let mut spent: Vec<usize> = beside.filter(is_spent).copied().collect();
        spent.sort_unstable();
        spent.dedup();
        let spent = spent.into_iter().map(|fact| index.id_of(fact)).collect();
        let spent = self.facts_by_id(spent).await?;
        Ok(spent.into_iter().filter(|fact| fact.outcome_of.is_empty()).collect())
    }

    /// The fact of a theme that last told what became of one of its plans.
    pub async fn last_outcome(&self, theme: &Slug) -> Result<Option<Fact>, StoreError> {
        let Some(theme) = self.index.number(&FacetValue::Theme(theme.clone())) else {
            return Ok(None);
        };
        let is_its = |fact: usize| self.index.facts[fact].theme == Some(theme);
        let last = self.last_told(is_its).find(|(_, teller)| is_its(*teller));
        let ids = last.map(|(_, teller)| self.index.id_of(teller)).into_iter().collect();
        Ok(self.facts_by_id(ids).await?.pop())
    }

    /// Plans, each with the fact that last told its outcome, the newest first. A fact that tells of several plans
    /// counts once, for the plan that came furthest.
    fn last_told(&self, is_wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = (usize, usize)> {
        let index = &self.index;
        let told = |plan: &usize| {
            let told = index.facts[*plan].plan.as_ref()?.told.last()?;
            Some((Reverse(index.facts[told.teller].told_on), told.outcome, *plan, told.teller))
        };
        let wanted = index.plans.iter().filter(|plan| is_wanted(**plan));
        let mut plans: Vec<_> = wanted.filter_map(told).collect();
        plans.sort_unstable();
        let mut seen = HashSet::new();
        plans.retain(|(_, _, _, teller)| seen.insert(*teller));
        plans.into_iter().map(|(_, _, plan, teller)| (plan, teller))
    }
}

/// What facts say became of a plan.
fn told_by<'f>(plan: Code, facts: impl Iterator<Item = &'f Fact>) -> Vec<Told> {
    let told = |fact: &Fact| {
        let outcome = fact.outcome_of.iter().find(|outcome| outcome.fact == plan)?;
        let inferred = outcome.inferred.clone();
        Some(Told { outcome: outcome.outcome, inferred, fact: fact.clone() })
    };
    facts.filter_map(told).collect()
}
