//! The dates of a paragraph with their EDTF and how they follow from the words. Where publication is not known exactly
//! enough, the date is left to a person.

use std::ops::Range;

use crate::domain::Edtf;
use crate::hangul::{Particle, with_particle};
use crate::seeds::calendar::{Basis, Interpretation, TemporalContext, likeliest};
use crate::seeds::facts::says_outright;
use crate::seeds::times::{TimeLimit, times};
use crate::wording::date_text;

/// A date of the text.
#[derive(Debug)]
pub struct FoundDate {
    /// The bytes of the phrase in the paragraph.
    pub at: Range<usize>,
    pub phrase: String,
    /// `None` where only a person can say it.
    pub edtf: Option<Edtf>,
    /// How the date follows, where the phrase does not say it outright.
    pub basis: Option<String>,
    /// Whether it is the day on which the news was told (22일 밝혔다), and not that of something that happened.
    pub is_report: bool,
}

/// Verbs right behind the day on which something was told.
const REPORTS: &[&str] = &["밝혔", "전했", "말했", "알렸", "발표했", "밝힌", "보도"];

/// The dates of a paragraph. `is_future` says of a place in the text whether its sentence speaks of what is to come;
/// `sentence` says which sentence it is in.
pub fn dates(
    text: &str,
    published: Option<Edtf>,
    is_future: impl Fn(usize) -> bool,
    sentence: impl Fn(usize) -> usize,
) -> Vec<FoundDate> {
    let (mut context, mut sentence_before) = (TemporalContext::new(published), 0);
    let read = times(text).into_iter().map(|time| {
        let phrase = text[time.at.clone()].to_owned();
        let (ahead, sentence) = (is_future(time.at.start), sentence(time.at.start));
        if sentence != sentence_before {
            context.begin_sentence();
            sentence_before = sentence;
        }
        let interpretations = context.interpretations(&time, ahead);
        let interpretation = likeliest(&interpretations);
        context.go_on_from(interpretation);
        let edtf =
            interpretation.and_then(|interpretation| edtf_of(interpretation, time.limit, ahead));
        let basis = interpretation.zip(edtf).and_then(|(interpretation, edtf)| {
            let is_plain = says_outright(&phrase, edtf);
            (!is_plain).then(|| basis(&phrase, edtf, published, &interpretation.basis))
        });
        let after = text[time.at.end..].trim_start();
        let is_report = REPORTS.iter().any(|verb| after.starts_with(verb));
        FoundDate { at: time.at, phrase, edtf, basis, is_report }
    });
    read.collect()
}

fn edtf_of(interpretation: &Interpretation, limit: Option<TimeLimit>, ahead: bool) -> Option<Edtf> {
    let Interpretation { start, end, .. } = interpretation;
    let text = match (end, limit) {
        (Some(end), _) => format!("{start}/{end}"),
        (None, Some(TimeLimit::By)) => format!("../{start}"),
        // Something that has begun is dated by its beginning; something still to begin lasts from then on.
        (None, Some(TimeLimit::From)) if ahead => format!("{start}/.."),
        (None, _) => start.to_string(),
    };
    Edtf::parse(&text).ok()
}

fn basis(phrase: &str, edtf: Edtf, published: Option<Edtf>, basis: &Basis) -> String {
    let what = with_particle(&format!("‘{phrase}’"), Particle::Object);
    let date = with_particle(&date_text(edtf), Particle::Towards);
    let from = match (basis, published) {
        (Basis::Before(before), _) => {
            format!("같은 문단의 ‘{before}’에 이어지는 말이어서 ")
        }
        (Basis::Publication, Some(published)) => {
            format!("글이 {}의 것이어서 ", date_text(published))
        }
        _ => String::new(),
    };
    format!("{from}{what} {date} 보았습니다.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, published: &str, is_future: bool) -> Vec<(String, String)> {
        let published = Edtf::parse(published).ok();
        let found = dates(text, published, |_| is_future, |_| 0).into_iter();
        let edtf = |date: &FoundDate| date.edtf.map_or("?".to_owned(), |edtf| edtf.to_string());
        found.map(|date| (date.phrase.clone(), edtf(&date))).collect()
    }

    #[test]
    fn a_bare_month_or_day_is_the_nearest_one_before_publication_or_after_it() {
        for (text, published, is_future, edtf) in [
            ("21일", "2017-12-22", false, "2017-12-21"),
            ("25일", "2017-12-22", false, "2017-11-25"),
            ("25일", "2017-12-22", true, "2017-12-25"),
            ("2월 중", "2018-01-22", true, "2018-02"),
            ("12월", "2018-01-22", false, "2017-12"),
            ("지난 12월", "2018", false, "2017-12"),
            ("지난 18일", "2018-01-22", false, "2018-01-18"),
            ("오는 3월 2일", "2018-04-01", false, "2019-03-02"),
            ("지난달 30일", "2018-01-05", false, "2017-12-30"),
            ("내년 상반기", "2018-04-01", true, "2019-40"),
            ("2022년까지", "2018-04-01", true, "../2022"),
            ("내년부터", "2018-04-01", true, "2019/.."),
            ("지난해 11월부터", "2018-04-30", false, "2017-11"),
            ("2018년부터 2022년까지", "2018", true, "2018/2022"),
            ("10월 2일부터 4일까지", "2018-09-20", true, "2018-10-02/2018-10-04"),
            ("3월 23일", "2018", false, "?"),
        ] {
            let found = read(text, published, is_future);
            let found: Vec<&str> = found.iter().map(|(_, edtf)| edtf.as_str()).collect();
            assert_eq!(found, [edtf], "{text} in {published}");
        }
    }

    #[test]
    fn a_bare_month_goes_on_from_the_year_before_it() {
        let found = dates("2016년 9월에 시작해 12월에 마쳤다", None, |_| false, |_| 0);
        assert_eq!(found[1].edtf.map(|edtf| edtf.to_string()).as_deref(), Some("2016-12"));
        let basis = "같은 문단의 ‘2016년’에 이어지는 말이어서 ‘12월’을 2016년 12월로 보았습니다.";
        assert_eq!(found[1].basis.as_deref(), Some(basis));
        assert_eq!(found[0].basis, None, "stated outright");
    }
}
