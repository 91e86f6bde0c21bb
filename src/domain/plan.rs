//! Plans and what became of them. A plan is known to have come about only through a later fact that says so with
//! `outcome_of`; nothing is guessed from shared subjects. Knows how late an outcome was as far as the dates of
//! both allow, and never more exactly.

use super::compare::Comparable;
use super::{Edtf, Fact, Outcome, Slug, Status, vocabulary};
use chrono::NaiveDate;

vocabulary! {
    /// How a plan stands on a day.
    PlanState {
        Done = "done",
        Partly = "partly",
        Begun = "begun",
        Changed = "changed",
        Postponed = "postponed",
        Dropped = "dropped",
        /// Its time has passed, and nothing was found.
        Passed = "passed",
        /// No time was named, and nothing was found.
        Undated = "undated",
        /// Its time has not passed yet.
        NotDue = "not-due",
        /// A hope that nothing can measure.
        Unverifiable = "unverifiable",
    }
}

/// A later fact and what it says became of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub outcome: Outcome,
    pub inferred: Option<String>,
    pub fact: Fact,
}

/// What is known of a plan on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    pub state: PlanState,
    /// What became of it, the newest last.
    pub told: Vec<Told>,
    /// When it was to come about.
    pub due: Option<Edtf>,
    /// How late it came about, where both dates are known.
    pub lateness: Option<Lateness>,
}

/// How an outcome's date stands to the one it was due on, in days. Each bound is as far as the dates allow; an
/// open one is unknown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lateness {
    /// Both can be the same day.
    OnTime,
    /// So many days late at least and at most.
    Late { least: i64, most: Option<i64> },
    /// So many days early at least and at most.
    Early { least: i64, most: Option<i64> },
}

impl PlanState {
    /// Whether nothing was found of the plan although something could have been.
    pub const fn is_unresolved(self) -> bool {
        matches!(self, Self::Passed | Self::Undated)
    }
}

impl From<Outcome> for PlanState {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::Done,
            Outcome::Partly => Self::Partly,
            Outcome::Begun => Self::Begun,
            Outcome::Changed => Self::Changed,
            Outcome::Postponed => Self::Postponed,
            Outcome::Dropped => Self::Dropped,
        }
    }
}

/// What a plan's own record says of its course: enough to tell its state on any day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prospect {
    pub due: Option<Edtf>,
    pub is_unverifiable: bool,
}

impl Prospect {
    /// The prospect of a fact; nothing of one that is no plan.
    pub fn of(fact: &Fact) -> Option<Self> {
        fact.is_plan()
            .then(|| Self { due: due(fact), is_unverifiable: fact.unverifiable.is_some() })
    }

    /// The state on a day, with what was last said of the plan.
    pub fn state(self, last: Option<Outcome>, today: NaiveDate) -> PlanState {
        if let Some(outcome) = last {
            return outcome.into();
        }
        match self.due {
            _ if self.is_unverifiable => PlanState::Unverifiable,
            None => PlanState::Undated,
            Some(due) if due.latest() < today => PlanState::Passed,
            Some(_) => PlanState::NotDue,
        }
    }
}

/// When a plan is to come about. What is under way has a time only where the source names a limit or a span:
/// its date is otherwise the day on which it was under way.
fn due(fact: &Fact) -> Option<Edtf> {
    let edtf = fact.date()?.edtf;
    let is_due = fact.status != Status::Ongoing || edtf.is_by() || edtf.end().is_some();
    is_due.then_some(edtf)
}

/// The day by which what a fact says was known: the last of its date, or the day its source was published where
/// that is earlier. Outcomes of one plan are told in this order.
pub fn told_on(fact: &Fact, published: impl Fn(&Slug) -> Option<Edtf>) -> Option<NaiveDate> {
    let published = fact.sources().first().and_then(|slug| published(slug)).map(Edtf::latest);
    let dated = fact.date().map(|date| date.edtf.latest());
    dated.into_iter().chain(published).min()
}

fn settled(told: &[Told]) -> Option<&Told> {
    let last = told.last()?;
    let is_done = |told: &Told| told.outcome == Outcome::Done;
    if is_done(last) { told.iter().find(|told| is_done(told)) } else { Some(last) }
}

impl Course {
    /// The course of a plan on a day, given what became of it, the newest last; nothing of a fact that is no plan.
    pub fn of(plan: &Fact, told: Vec<Told>, today: NaiveDate) -> Option<Self> {
        let prospect = Prospect::of(plan)?;
        let last = settled(&told);
        let lateness = last
            .filter(|told| told.outcome == Outcome::Done)
            .and_then(|told| lateness(prospect.due?, told.fact.date()?.edtf));
        let state = prospect.state(last.map(|told| told.outcome), today);
        Some(Self { state, due: prospect.due, lateness, told })
    }

    /// What was last said of the plan.
    pub fn last(&self) -> Option<&Told> {
        self.told.last()
    }

    /// By what the plan stands as it does: what was last said, or what first said that it was done, if nothing else
    /// was said since.
    pub fn settled(&self) -> Option<&Told> {
        settled(&self.told)
    }
}

/// How late something came about that was due then. A limit counts from its end; of what is known only to have
/// come about by some day nothing is said, unless that day lies within the time it was due.
fn lateness(due: Edtf, came: Edtf) -> Option<Lateness> {
    let due_last = due.latest();
    let due_first = if due.is_by() { due_last } else { due.earliest() };
    let end = came.latest();
    if came.is_by() {
        let in_time = end <= due_last && (due.is_by() || end >= due_first);
        return in_time.then_some(Lateness::OnTime);
    }
    if due.span().meets(came.span()) {
        return Some(Lateness::OnTime);
    }
    let is_late = came.earliest() > due_last;
    let days = |from: NaiveDate, to: NaiveDate| (to - from).num_days();
    Some(if is_late {
        let most = (!came.is_from()).then(|| days(due_first, end));
        Lateness::Late { least: days(due_last, came.earliest()), most }
    } else {
        Lateness::Early { least: days(end, due_first), most: Some(days(came.earliest(), due_last)) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late(due: &str, came: &str) -> Option<Lateness> {
        let date = |text: &str| Edtf::parse(text).expect(text);
        lateness(date(due), date(came))
    }

    fn days(least: i64, most: i64) -> Lateness {
        Lateness::Late { least, most: Some(most) }
    }

    #[test]
    fn spans_that_meet_are_on_time() {
        assert_eq!(late("../2022", "2022-12-16"), Some(Lateness::OnTime));
        assert_eq!(late("2018-40", "2018-06"), Some(Lateness::OnTime));
        assert_eq!(late("2019/..", "2024"), Some(Lateness::OnTime));
    }

    #[test]
    fn lateness_is_bounded_by_both_ends_of_both_dates() {
        // From 31 December 2020 to the first and the last day of July 2024.
        assert_eq!(late("2020", "2024-07"), Some(days(1278, 1673)));
        assert_eq!(late("2018-06-30", "2018-07-26"), Some(days(26, 26)));
        // A limit counts from its end.
        assert_eq!(late("../2020", "2024-07"), Some(days(1278, 1308)));
        let open = Some(Lateness::Late { least: 1, most: None });
        assert_eq!(late("2018", "2019/.."), open);
    }

    #[test]
    fn what_came_before_its_time_is_early() {
        let early = Some(Lateness::Early { least: 1, most: Some(365) });
        assert_eq!(late("2019", "2018-12-31"), early);
    }

    #[test]
    fn an_outcome_known_only_as_by_some_day_is_on_time_or_nothing() {
        assert_eq!(late("2018", "../2018-10"), Some(Lateness::OnTime));
        assert_eq!(late("../2018-09", "../2018-08"), Some(Lateness::OnTime));
        assert_eq!(late("../2018-09", "../2018-10"), None);
    }

    #[test]
    fn the_last_outcome_is_the_state_and_without_one_the_time_decides() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        let state = |due: Option<&str>, is_unverifiable, last| {
            let due = due.map(|due| Edtf::parse(due).expect(due));
            Prospect { due, is_unverifiable }.state(last, today)
        };
        assert_eq!(state(Some("2018-40"), false, Some(Outcome::Postponed)), PlanState::Postponed);
        assert_eq!(state(Some("2018-40"), false, None), PlanState::Passed);
        assert_eq!(state(Some("2027"), false, None), PlanState::NotDue);
        assert_eq!(state(Some("2026-11-30"), false, None), PlanState::NotDue);
        assert_eq!(state(None, false, None), PlanState::Undated);
        assert_eq!(state(None, true, None), PlanState::Unverifiable);
        assert_eq!(state(None, true, Some(Outcome::Done)), PlanState::Done);
    }
}
