//! Says how many plans are in each state: two clauses to a sentence, without zeros, and in one clause where all plans
//! are in the same state. What an editor concluded is marked in each count.

use crate::domain::PlanState;

/// The number of plans in a state, and of those among them that an editor concluded to be in it.
#[derive(Debug, Clone, Copy)]
pub struct StateCount {
    pub state: PlanState,
    pub count: u64,
    pub inferred: u64,
}

/// The words after a count of outcomes of which so many were concluded: `(추정)` where it is all of them.
pub fn inferred_text(count: u64, inferred: u64) -> String {
    match inferred {
        0 => String::new(),
        _ if inferred == count => "(추정)".to_owned(),
        _ => format!("(추정 {inferred}건)"),
    }
}

/// The sentences for counts in the order of the states, each state once:
/// `계획 35건 가운데 5건이 이루어졌고, 2건은 일부 이루어졌습니다. …`. Empty where there is no plan.
/// `of` stands before it: `이 분야의 `.
pub fn tally_sentence(of: &str, counts: &[StateCount]) -> String {
    let counts: Vec<StateCount> = counts.iter().copied().filter(|one| one.count > 0).collect();
    let total: u64 = counts.iter().map(|one| one.count).sum();
    if let [StateCount { state, count, inferred }] = counts[..] {
        let of_all = if count == 1 { "은" } else { " 모두" };
        let (verb, mark) = (stem(state).end(), inferred_text(count, inferred));
        return format!("{of}계획 {count}건{of_all} {verb}{mark}.");
    }
    let Some(first) = counts.first() else { return String::new() };
    let has_done = first.state == PlanState::Done;
    let mut sentences = Vec::new();
    if !has_done {
        sentences.push("이루어진 것으로 확인한 계획은 없습니다.".to_owned());
    }
    for pair in counts.chunks(2) {
        let clause = |StateCount { state, count, inferred }: StateCount, is_last: bool| {
            let particle = if state == PlanState::Done { "이" } else { "은" };
            let stem = stem(state);
            let verb = if is_last { stem.end() } else { stem.and() };
            format!("{count}건{}{particle} {verb}", inferred_text(count, inferred))
        };
        let last = pair.len() - 1;
        let clauses: Vec<String> =
            pair.iter().enumerate().map(|(at, counted)| clause(*counted, at == last)).collect();
        sentences.push(format!("{}.", clauses.join(", ")));
    }
    format!("{of}계획 {total}건 가운데 {}", sentences.join(" "))
}

/// What is said of plans in a state, without its ending.
struct Stem(&'static str, &'static str, &'static str);

impl Stem {
    /// The form in the middle of a sentence.
    fn and(&self) -> String {
        format!("{}{}", self.0, self.1)
    }

    /// The form at the end of a sentence.
    fn end(&self) -> String {
        format!("{}{}", self.0, self.2)
    }
}

const fn stem(state: PlanState) -> Stem {
    const fn verb(stem: &'static str) -> Stem {
        Stem(stem, "고", "습니다")
    }
    match state {
        PlanState::Done => verb("이루어졌"),
        PlanState::Partly => verb("일부 이루어졌"),
        PlanState::Begun => verb("시작되었"),
        PlanState::Changed => verb("내용이 바뀌었"),
        PlanState::Postponed => verb("미뤄졌"),
        PlanState::Dropped => verb("취소되었"),
        PlanState::Passed | PlanState::Undated => verb("결과를 확인하지 못했"),
        PlanState::NotDue => verb("아직 때가 되지 않았"),
        PlanState::Unverifiable => Stem("확인할 수 없는 기대", "이고", "입니다"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PlanState::{Begun, Changed, Done, Partly, Passed, Postponed, Unverifiable};

    /// The sentence for counts without conclusions.
    fn said(of: &str, counts: &[(PlanState, u64)]) -> String {
        let counts = counts.iter().map(|(state, count)| (*state, *count, 0));
        concluded(of, &counts.collect::<Vec<_>>())
    }

    /// The sentence for counts with the number of conclusions in each.
    fn concluded(of: &str, counts: &[(PlanState, u64, u64)]) -> String {
        let count = |&(state, count, inferred): &_| StateCount { state, count, inferred };
        tally_sentence(of, &counts.iter().map(count).collect::<Vec<_>>())
    }

    #[test]
    fn what_an_editor_concluded_is_marked_beside_its_count() {
        assert_eq!(
            concluded("", &[(Done, 3, 1), (Partly, 2, 2), (Passed, 4, 0)]),
            "계획 9건 가운데 3건(추정 1건)이 이루어졌고, 2건(추정)은 일부 이루어졌습니다. 4건은 결과를 확인하지 \
             못했습니다."
        );
        assert_eq!(concluded("", &[(Done, 10, 7)]), "계획 10건 모두 이루어졌습니다(추정 7건).");
        assert_eq!(concluded("", &[(Done, 1, 1)]), "계획 1건은 이루어졌습니다(추정).");
    }

    #[test]
    fn plans_are_counted_two_clauses_to_a_sentence() {
        let counts = [
            (Done, 5),
            (Partly, 2),
            (Begun, 6),
            (Changed, 1),
            (Postponed, 1),
            (Passed, 12),
            (Unverifiable, 8),
        ];
        assert_eq!(
            said("이 분야의 ", &counts),
            "이 분야의 계획 35건 가운데 5건이 이루어졌고, 2건은 일부 이루어졌습니다. 6건은 시작되었고, 1건은 내용이 \
             바뀌었습니다. 1건은 미뤄졌고, 12건은 결과를 확인하지 못했습니다. 8건은 확인할 수 없는 기대입니다."
        );
    }

    #[test]
    fn that_nothing_was_done_is_said_and_what_stands_alike_is_said_once() {
        assert_eq!(
            said("", &[(Begun, 1), (Passed, 3)]),
            "계획 4건 가운데 이루어진 것으로 확인한 계획은 없습니다. 1건은 시작되었고, 3건은 결과를 확인하지 \
             못했습니다."
        );
        assert_eq!(said("", &[(Passed, 3)]), "계획 3건 모두 결과를 확인하지 못했습니다.");
        assert_eq!(said("", &[(Done, 1), (Passed, 0)]), "계획 1건은 이루어졌습니다.");
        assert_eq!(said("", &[]), "");
    }
}
