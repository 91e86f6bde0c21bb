//! Reads the progress of plans, as it is known now and as it was known in an edition.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::error::StoreError;
use super::handle::Store;
use super::values::from_json;
use crate::domain::{
    Code, Edtf, FacetValue, Fact, Filters, List, MONEY, Outcome, OutcomeReport, PlanProgress,
    PlanState, SUBJECT_YEAR, Slug, Status, known_on,
};

/// News of a plan: its time has passed, or a later fact told its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanNews {
    /// The day on which it became new.
    pub day: NaiveDate,
    pub plan: Code,
    /// The outcome and the fact that told it; `None` where the time of the plan has passed and no outcome was found.
    pub outcome: Option<(Outcome, Code)>,
}

/// How many plans of one theme are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCount {
    pub state: PlanState,
    pub theme: Option<Slug>,
    pub count: u64,
    /// Those of which an editor concluded that the outcome is theirs.
    pub inferred: u64,
    /// Those that became known after the year of the site's subject.
    pub later: u64,
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
        let outcomes = plans.plans().flat_map(|(_, plan)| &plan.outcomes);
        let codes: Vec<Code> = outcomes.map(|outcome| index.facts[outcome.fact].code).collect();
        let published = self.first_edition_days(&codes).await?;
        let mut news = Vec::new();
        for (fact, plan) in plans.plans() {
            let fact = &index.facts[fact];
            let plan_code = fact.code;
            if plan.state(today) == PlanState::Passed {
                let passed = fact.dates.and_then(|(_, latest)| latest.succ_opt());
                news.extend(passed.map(|day| PlanNews { day, plan: plan_code, outcome: None }));
            }
            news.extend(plan.outcomes.iter().map(|one| {
                let code = index.facts[one.fact].code;
                let day = published.get(&code).copied().unwrap_or(newest);
                PlanNews { day, plan: plan_code, outcome: Some((one.outcome, code)) }
            }));
        }
        news.sort_unstable_by_key(|one| (Reverse(one.day), one.plan, one.outcome));
        news.truncate(most);
        Ok(news)
    }

    /// The progress of each plan among these facts on a day, by its code.
    pub async fn plan_progress(
        &self,
        facts: &[Fact],
        today: NaiveDate,
    ) -> Result<HashMap<Code, PlanProgress>, StoreError> {
        let index = &self.index;
        let outcomes = |code: Code| {
            let plan = index.fact(code).ok().and_then(|fact| index.facts[fact].plan.as_ref());
            plan.map_or(&[][..], |plan| &plan.outcomes)
        };
        let wanted = facts.iter().flat_map(|fact| outcomes(fact.code));
        let ids: HashSet<i64> = wanted.map(|outcome| index.id_of(outcome.fact)).collect();
        let known = self.facts_by_id(ids.into_iter().collect()).await?;
        let known: HashMap<Code, Fact> = known.into_iter().map(|fact| (fact.code, fact)).collect();
        let progress = |plan: &Fact| {
            let outcomes = outcomes(plan.code).iter();
            let facts = outcomes.filter_map(|one| known.get(&index.facts[one.fact].code));
            let progress = PlanProgress::of(plan, outcome_reports(plan.code, facts), today)?;
            Some((plan.code, progress))
        };
        Ok(facts.iter().filter_map(progress).collect())
    }

    /// The progress of a plan as an edition knew it, on the day of the edition.
    pub async fn plan_progress_at(
        &self,
        plan: &Fact,
        edition: u32,
        day: NaiveDate,
    ) -> Result<Option<PlanProgress>, StoreError> {
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
        facts.sort_by_key(|fact| (known_on(fact, |slug| published.get(slug).copied()), fact.code));
        Ok(PlanProgress::of(plan, outcome_reports(plan.code, facts.iter()), day))
    }

    /// Whether the fact with this code is a plan.
    pub fn is_plan(&self, code: Code) -> bool {
        self.index.fact(code).is_ok_and(|fact| self.index.facts[fact].plan.is_some())
    }

    /// How many of the plans that fit the filters are in each state on a day, by state and then by theme.
    pub async fn plan_counts(
        &self,
        filters: &Filters,
        today: NaiveDate,
    ) -> Result<Vec<PlanCount>, StoreError> {
        let index = &self.index;
        let mut counts = BTreeMap::<(PlanState, Option<usize>), [u64; 3]>::new();
        for (fact, plan) in self.narrowed(List::Plans, filters, today).await?.plans() {
            let fact = &index.facts[fact];
            let [count, inferred, later] =
                counts.entry((plan.state(today), fact.theme)).or_default();
            *count += 1;
            *inferred += u64::from(plan.is_inferred());
            *later += u64::from(fact.known_on.is_some_and(|day| day.year() > SUBJECT_YEAR));
        }
        let slug = |theme: usize| match &index.values[theme] {
            FacetValue::Theme(slug) => Some(slug.clone()),
            _ => None,
        };
        let counts = counts.into_iter().map(|((state, theme), [count, inferred, later])| {
            PlanCount { state, theme: theme.and_then(slug), count, inferred, later }
        });
        Ok(counts.collect())
    }

    /// The plans with an outcome, the one with the newest outcome first.
    pub async fn last_resolved(&self, most: usize) -> Result<Vec<Fact>, StoreError> {
        let last = self.last_outcomes(|_| true);
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

    /// The fact of a theme that last told what became of one of its plans, and whether an editor concluded that it is
    /// that plan.
    pub async fn last_outcome(&self, theme: &Slug) -> Result<Option<(Fact, bool)>, StoreError> {
        let Some(theme) = self.index.number(&FacetValue::Theme(theme.clone())) else {
            return Ok(None);
        };
        let is_its = |fact: usize| self.index.facts[fact].theme == Some(theme);
        let last = self.last_outcomes(is_its).find(|(_, fact)| is_its(*fact));
        let Some((plan, fact)) = last else { return Ok(None) };
        let plan = self.index.facts[plan].plan.as_ref();
        let last = plan.and_then(|plan| plan.outcomes.last());
        let is_inferred = last.is_some_and(|outcome| outcome.is_inferred);
        let outcome = self.facts_by_id(vec![self.index.id_of(fact)]).await?.pop();
        Ok(outcome.map(|outcome| (outcome, is_inferred)))
    }

    /// Plans, each with the fact that last told its outcome, the newest first. A fact that tells of several plans
    /// counts once, for the plan that came furthest.
    fn last_outcomes(
        &self,
        is_wanted: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = (usize, usize)> {
        let index = &self.index;
        let last = |plan: &usize| {
            let last = index.facts[*plan].plan.as_ref()?.outcomes.last()?;
            Some((Reverse(index.facts[last.fact].known_on), last.outcome, *plan, last.fact))
        };
        let wanted = index.plans.iter().filter(|plan| is_wanted(**plan));
        let mut plans: Vec<_> = wanted.filter_map(last).collect();
        plans.sort_unstable();
        let mut seen = HashSet::new();
        plans.retain(|(_, _, _, fact)| seen.insert(*fact));
        plans.into_iter().map(|(_, _, plan, fact)| (plan, fact))
    }
}

/// The reports that facts give of the outcomes of a plan.
fn outcome_reports<'f>(plan: Code, facts: impl Iterator<Item = &'f Fact>) -> Vec<OutcomeReport> {
    let report = |fact: &Fact| {
        let outcome = fact.outcome_of.iter().find(|outcome| outcome.fact == plan)?;
        let inferred = outcome.inferred.clone();
        Some(OutcomeReport { outcome: outcome.outcome, inferred, fact: fact.clone() })
    };
    facts.filter_map(report).collect()
}
