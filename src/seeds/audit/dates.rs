//! Checks dates against the source's own words for them: the year, the half-year, the month and the day that a phrase
//! names. A date that is more exact than its phrase, or less, is wrong.

use chrono::Datelike;

use super::paragraphs::CitedParagraphs;
use crate::domain::{Edtf, Fact, FactDate, Source, Status};
use crate::seeds::calendar::{Interpretation, TemporalContext};
use crate::seeds::times::{TimeLimit, WrittenTime};

/// What is wrong with the dates that a source gives a fact.
pub fn faults(fact: &Fact, source: &Source, cited: &CitedParagraphs) -> Vec<String> {
    let fault = |date: &FactDate| {
        let has_end = fact.status == Status::Ongoing && date.phrase.contains("까지");
        let ahead = fact.is_prospective() || has_end;
        let before = cited.before(&date.phrase).unwrap_or_default();
        let what = fault(date, before, source.published.edtf, ahead)?;
        Some(format!("날짜 {}: {what} ('{}')", date.edtf, date.phrase))
    };
    fact.dates_of(&source.slug).filter_map(fault).collect()
}

/// What is wrong with a date whose phrase has these words before it.
fn fault(date: &FactDate, before: &str, published: Edtf, ahead: bool) -> Option<&'static str> {
    let mut context = TemporalContext::new(Some(published));
    context.read(before, ahead);
    let times = context.read(&date.phrase, ahead);
    let mut interpretations =
        times.iter().flat_map(|(_, interpretations)| interpretations).peekable();
    let Some((first, _)) = times.first() else {
        return Some("원문 표현에 때를 나타내는 말이 없습니다");
    };
    if interpretations.peek().is_none() && first.first.part.is_none() {
        return Some("어느 달인지 알 수 없습니다. 출처가 나온 때(published)를 날까지 적으세요");
    }
    if interpretations.peek().is_none() {
        return Some("어느 해인지 문단에 나오지 않습니다");
    }
    let year = date.edtf.earliest().year();
    if !interpretations.any(|interpretation| interpretation.start.earliest().year() == year) {
        return Some("해가 다릅니다");
    }
    let mut all = times
        .iter()
        .flat_map(|(time, interpretations)| interpretations.iter().map(move |one| (time, one)));
    let is_right = all.any(|(time, interpretation)| is_as_exact(date.edtf, time, interpretation));
    (!is_right).then_some("달이나 정밀도가 다릅니다")
}

/// Whether a date is as exact as its phrase, and no more. What has begun may be dated by its beginning alone (지난해
/// 11월부터); but a date is open to the future (`2019/..`) only if its phrase has such a word.
fn is_as_exact(edtf: Edtf, time: &WrittenTime, interpretation: &Interpretation) -> bool {
    (edtf.start(), edtf.end()) == (interpretation.start, interpretation.end)
        && edtf.is_by() == (time.limit == Some(TimeLimit::By))
        && (!edtf.is_from() || time.limit == Some(TimeLimit::From))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_exact_as_its_phrase() {
        let published = Edtf::parse("2017-12-22").expect("a date");
        let is_right = |edtf: &str, phrase: &str| {
            let (edtf, phrase) = (Edtf::parse(edtf).expect(edtf), phrase.to_owned());
            let date = FactDate { source: None, edtf, phrase, basis: None, differs: None };
            fault(&date, "", published, false).is_none()
        };
        assert!(is_right("2017-12-21", "21일"));
        assert!(!is_right("2017-12", "21일"), "the phrase has a day");
        assert!(!is_right("2017-12-20", "21일"));
        assert!(!is_right("2016-12-21", "21일"));
        assert!(is_right("2017-02", "2월 중"));
        assert!(!is_right("2017", "2월 중"));
        assert!(is_right("2017-12-18/2017-12-20", "18∼20일"));
        assert!(is_right("2017-12-18/2017-12-20", "18일부터 20일까지"));
        assert!(!is_right("2017-12-18/2017-12-21", "18일부터 20일까지"));
        assert!(!is_right("2017-11-18/2017-11-20", "18일부터 20일까지"));
        assert!(is_right("2017/2021", "2017년부터 2021년까지"));
        assert!(is_right("../2020", "2020년까지"));
        assert!(!is_right("2020", "2020년까지"));
        assert!(is_right("2019/..", "2019년부터"));
        assert!(is_right("2019/..", "2019년 이후"));
        assert!(is_right("2016-11", "지난해 11월부터"), "what has begun");
        assert!(!is_right("2019/..", "2019년"), "it may end within the year");
    }
}
