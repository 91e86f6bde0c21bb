//! Plans and their outcomes. A plan is known to have come about only through a later fact that says so with
//! `outcome_of`; nothing is guessed from shared subjects. How late an outcome came is computed no more exactly than
//! both dates allow.

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
        /// Its time has passed, and no outcome was found.
        Passed = "passed",
        /// No time was named, and no outcome was found.
        Undated = "undated",
        /// Its time has not passed yet.
        NotDue = "not-due",
        /// A hope of which nobody can tell whether it came true.
        Unverifiable = "unverifiable",
    }
}

/// The report of an outcome: a later fact, and the outcome that it tells of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeReport {
    pub outcome: Outcome,
    pub inferred: Option<String>,
    pub fact: Fact,
}

/// The progress of a plan as it is known on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanProgress {
    pub state: PlanState,
    /// The reports of its outcomes, the newest last.
    pub reports: Vec<OutcomeReport>,
    /// When it was to come about.
    pub due: Option<Edtf>,
    /// How late it came about, where both dates are known.
    pub lateness: Option<Lateness>,
}

/// How much later or earlier than due an outcome came, in days. The bounds are as close as the two dates allow;
/// `None` means that a bound is unknown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lateness {
    /// Both dates can mean the same day.
    OnTime,
    /// Late by at least and at most so many days.
    Late { least: i64, most: Option<i64> },
    /// Early by at least and at most so many days.
    Early { least: i64, most: Option<i64> },
}

/// The year whose plans the site is about. Some that its sources tell of are younger.
pub const SUBJECT_YEAR: i32 = 2018;

impl PlanState {
    /// Whether a fact told what became of the plan.
    pub const fn has_outcome(self) -> bool {
        !matches!(self, Self::Passed | Self::Undated | Self::NotDue | Self::Unverifiable)
    }

    /// Whether no outcome was found although there could have been one.
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

/// What the plan itself lets one expect: when it is due, and whether anybody can tell that it came true. Together with
/// the last outcome this gives the state on any day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanExpectation {
    pub due: Option<Edtf>,
    pub is_unverifiable: bool,
}

impl PlanExpectation {
    /// The expectation of a plan; `None` for a fact that is no plan.
    pub fn of(fact: &Fact) -> Option<Self> {
        fact.is_plan()
            .then(|| Self { due: due(fact), is_unverifiable: fact.unverifiable.is_some() })
    }

    /// The state on a day, given the last known outcome of the plan.
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

/// When a plan is due. What is under way is due only where the source names a limit or an interval; otherwise its
/// date is the day on which it was under way.
fn due(fact: &Fact) -> Option<Edtf> {
    let edtf = fact.date()?.edtf;
    let is_due = fact.status != Status::Ongoing || edtf.is_by() || edtf.end().is_some();
    is_due.then_some(edtf)
}

/// The day by which a fact was known: the last day of its date, or the day its source was published if that is
/// earlier. The outcomes of a plan are in this order.
pub fn known_on(fact: &Fact, published: impl Fn(&Slug) -> Option<Edtf>) -> Option<NaiveDate> {
    let published = fact.sources().first().and_then(|slug| published(slug)).map(Edtf::latest);
    let dated = fact.date().map(|date| date.edtf.latest());
    dated.into_iter().chain(published).min()
}

/// The outcome that decides the state of a plan, out of all, the newest last: the last one, or the first that said `Done`
/// if nothing else was said since.
pub fn deciding_outcome<T>(outcomes: &[T], is_done: impl Fn(&T) -> bool) -> Option<&T> {
    let first_done = outcomes.iter().rev().take_while(|outcome| is_done(outcome)).last();
    first_done.or(outcomes.last())
}

impl OutcomeReport {
    fn is_done(&self) -> bool {
        self.outcome == Outcome::Done
    }
}

impl PlanProgress {
    /// The progress of a plan on a day, given the reports of its outcomes, the newest last; `None` for a fact that is
    /// no plan.
    pub fn of(plan: &Fact, reports: Vec<OutcomeReport>, today: NaiveDate) -> Option<Self> {
        let expectation = PlanExpectation::of(plan)?;
        let last = deciding_outcome(&reports, OutcomeReport::is_done);
        let lateness = last
            .filter(|report| report.is_done())
            .and_then(|report| lateness(expectation.due?, report.fact.date()?.edtf));
        let state = expectation.state(last.map(|report| report.outcome), today);
        Some(Self { state, due: expectation.due, lateness, reports })
    }

    /// The report of the last outcome.
    pub fn last_report(&self) -> Option<&OutcomeReport> {
        self.reports.last()
    }

    /// The report of the outcome that decides the state.
    pub fn deciding_report(&self) -> Option<&OutcomeReport> {
        deciding_outcome(&self.reports, OutcomeReport::is_done)
    }

    /// Whether an editor concluded that the outcome that decides the state belongs to this plan.
    pub fn is_inferred(&self) -> bool {
        self.deciding_report().is_some_and(|report| report.inferred.is_some())
    }
}

/// How late an outcome came. A limit counts from its end. Where the outcome's own date is only a limit, nothing is
/// said unless that limit lies within the time the plan was due.
fn lateness(due: Edtf, came: Edtf) -> Option<Lateness> {
    let due_last = due.latest();
    let due_first = if due.is_by() { due_last } else { due.earliest() };
    let end = came.latest();
    if came.is_by() {
        let in_time = end <= due_last && (due.is_by() || end >= due_first);
        return in_time.then_some(Lateness::OnTime);
    }
    if due.value_range().meets(came.value_range()) {
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
        // The bounds run from the last day of 2020 to 1 July 2024, and from its first day to 31 July.
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
    fn what_was_done_is_settled_by_the_first_to_say_so_since_the_plan_last_changed() {
        use Outcome::{Begun, Done, Postponed};
        let position = |outcomes: &[Outcome]| {
            let outcomes: Vec<(usize, Outcome)> = outcomes.iter().copied().enumerate().collect();
            deciding_outcome(&outcomes, |(_, outcome)| *outcome == Done)
                .map(|(position, _)| *position)
        };
        assert_eq!(position(&[]), None);
        assert_eq!(position(&[Begun, Postponed]), Some(1));
        assert_eq!(position(&[Begun, Done, Done]), Some(1));
        assert_eq!(position(&[Done, Postponed, Done]), Some(2));
    }

    #[test]
    fn the_last_outcome_is_the_state_and_without_one_the_time_decides() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        let state = |due: Option<&str>, is_unverifiable, last| {
            let due = due.map(|due| Edtf::parse(due).expect(due));
            PlanExpectation { due, is_unverifiable }.state(last, today)
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
