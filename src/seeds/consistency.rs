//! Checks which facts tell the outcome of which. An outcome is refused if its target is no plan, does not exist, is
//! the fact itself or leads back to it, or if the outcome is older than its plan. So are two outcomes of one plan on
//! one day, since nobody could say which came last.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::{Located, Mistakes};
use crate::domain::{
    Code, Edtf, Fact, Kind, Outcome, OutcomeOf, RecordId, Retirement, Slug, Source, Status,
    known_on,
};

/// The facts and the days of the sources, by code and slug.
struct RecordIndex<'a> {
    facts: BTreeMap<Code, &'a Fact>,
    published: BTreeMap<&'a Slug, Edtf>,
    retired: BTreeSet<Code>,
}

/// Checks every outcome that a fact tells; each comes with the place of the code it names.
pub fn check(
    facts: &[Fact],
    sources: &[Source],
    outcomes: &[(Code, Located<OutcomeOf>)],
    retired: &[Retirement],
    mistakes: &mut Mistakes,
) {
    let retired = retired.iter().filter_map(|retirement| match retirement.what {
        RecordId::Fact(code) => Some(code),
        _ => None,
    });
    let index = RecordIndex {
        facts: facts.iter().map(|fact| (fact.code, fact)).collect(),
        published: sources.iter().map(|source| (&source.slug, source.published.edtf)).collect(),
        retired: retired.collect(),
    };
    let targets: BTreeMap<Code, Vec<Code>> =
        facts.iter().map(|fact| (fact.code, outcome_targets(fact))).collect();
    let mut days = BTreeMap::new();
    for (code, outcome) in outcomes {
        // A fact with a mistake of its own was not read and cannot be judged.
        let Some(later) = index.facts.get(code) else { continue };
        if let Err((message, help)) = index.check(later, &outcome.value, &targets, &mut days) {
            mistakes.at(&outcome.span, message, help);
        }
    }
}

fn outcome_targets(fact: &Fact) -> Vec<Code> {
    fact.outcome_of.iter().map(|outcome| outcome.fact).collect()
}

/// What is wrong, and what would be right.
type Fault = (String, String);

impl RecordIndex<'_> {
    fn check(
        &self,
        later: &Fact,
        outcome: &OutcomeOf,
        targets: &BTreeMap<Code, Vec<Code>>,
        days: &mut BTreeMap<(Code, chrono::NaiveDate), Code>,
    ) -> Result<(), Fault> {
        let fault = |message: String, help: &str| Err((message, help.to_owned()));
        let code = outcome.fact;
        if code == later.code {
            return fault(
                format!("자기 자신의 결과일 수 없습니다: {code}"),
                "앞선 계획의 기록 번호를 적으세요",
            );
        }
        let Some(plan) = self.facts.get(&code) else {
            if self.retired.contains(&code) {
                return Ok(());
            }
            return fault(format!("없는 기록입니다: {code}"), "앞선 계획의 기록 번호를 적으세요");
        };
        if leads_back(later.code, code, targets) {
            return fault(
                format!("결과가 돌고 돌아 자기에게 옵니다: {code}"),
                "둘 가운데 나중 기록에만 outcome_of를 두세요",
            );
        }
        if !(plan.is_plan() || begins_an_undertaking(plan)) {
            return fault(
                format!("계획이 아닌 기록의 결과입니다: {code}"),
                "계획, 전망, 추진 중인 기록이나 사업·협약을 시작한 기록의 번호를 적으세요",
            );
        }
        check_status(later.status, outcome.outcome)?;
        if outcome.inferred.is_none() && !share_an_entity(later, plan) {
            return fault(
                format!("{code}와 함께 다루는 대상이 없습니다"),
                "같은 계획이라고 본 까닭을 inferred에 적거나 about을 고치세요",
            );
        }
        self.check_age(later, plan)?;
        let Some(day) = known_on(later, |slug| self.published.get(slug).copied()) else {
            return Ok(());
        };
        match days.insert((code, day), later.code) {
            Some(other) if other != later.code => fault(
                format!("{code}의 결과가 같은 날({day}) 둘 있습니다: {other}, {}", later.code),
                "한 기록으로 합치거나 날짜를 더 정확히 적으세요",
            ),
            _ => Ok(()),
        }
    }

    /// Checks that an outcome was not told before its plan.
    fn check_age(&self, later: &Fact, plan: &Fact) -> Result<(), Fault> {
        let published = |fact: &Fact| -> Vec<Edtf> {
            fact.sources()
                .into_iter()
                .filter_map(|slug| self.published.get(slug).copied())
                .collect()
        };
        let reported = published(later).into_iter().map(Edtf::latest).max();
        let planned = published(plan).first().map(|edtf| edtf.earliest());
        if reported >= planned {
            return Ok(());
        }
        let help = "나중에 나온 출처의 기록에 outcome_of를 두세요";
        Err((
            format!("결과의 출처가 계획의 출처보다 먼저 나왔습니다: {}", plan.code),
            help.to_owned(),
        ))
    }
}

/// Checks that the telling fact's status fits the outcome: only something done or a state tells that a plan is done,
/// and only these or something under way tell that it has begun.
fn check_status(status: Status, outcome: Outcome) -> Result<(), Fault> {
    let is_consistent = match outcome {
        Outcome::Done => matches!(status, Status::Done | Status::State),
        Outcome::Begun => matches!(status, Status::Done | Status::Ongoing | Status::State),
        Outcome::Partly | Outcome::Changed | Outcome::Postponed | Outcome::Dropped => {
            status != Status::Assessment
        }
    };
    if is_consistent {
        return Ok(());
    }
    let message =
        format!("status가 {}인 기록은 as = \"{}\"로 쓸 수 없습니다", status.key(), outcome.key());
    let help = "done은 done이나 state, begun은 done, ongoing, state인 기록에 씁니다";
    Err((message, help.to_owned()))
}

/// Whether a fact tells of something done that set an undertaking going: an agreement, the choice of a project, the
/// founding of a body.
fn begins_an_undertaking(fact: &Fact) -> bool {
    let can_begin =
        |kind: Kind| matches!(kind, Kind::Agreement | Kind::Project | Kind::Institution);
    fact.status == Status::Done && fact.subjects().any(|entity| can_begin(entity.kind))
}

fn share_an_entity(one: &Fact, other: &Fact) -> bool {
    let is_of_both = |about: &crate::domain::About| {
        let entity = &about.entity;
        other
            .about
            .iter()
            .any(|part| part.entity.kind == entity.kind && part.entity.slug == entity.slug)
    };
    one.about.iter().any(is_of_both)
}

/// Whether following the outcomes from `from` leads back to `start`.
fn leads_back(start: Code, from: Code, targets: &BTreeMap<Code, Vec<Code>>) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(code) = open.pop() {
        if code == start {
            return true;
        }
        if seen.insert(code) {
            open.extend(targets.get(&code).into_iter().flatten());
        }
    }
    false
}
