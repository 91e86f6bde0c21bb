//! A comparison of the sources of a fact: the dates and numbers that each gives, and sentences on how they agree.
//! Sources are only said to agree on what several of them give. Articles that restate one press release do not
//! confirm each other.

use super::fact_item::FactItem;
use super::speakers::{joined, restated, speakers};
use crate::address::Address;
use crate::domain::{
    Comparable, Edtf, Quantity, Relation, Slug, Source, SourceKind, ValueRange, relations,
};
use crate::hangul::{Particle, with_particle};
use crate::wording::{date_text, quantity_text, source_text, speaker_text};

/// The dates and numbers that one source gives.
#[derive(Debug)]
pub struct SourceValues {
    /// The source in words, and its page.
    pub text: String,
    pub address: Address,
    pub values: Vec<ComparedValue>,
}

/// A date or number from one source, and how it compares with those of the others.
#[derive(Debug)]
pub struct ComparedValue {
    pub what: &'static str,
    pub text: String,
    pub phrase: String,
    /// How the value relates to those before it.
    pub relation: Option<&'static str>,
    pub why: Option<String>,
}

/// How each value stands to the first. One that agrees with the first may be less exact than it.
fn relation_labels<T: Comparable>(values: &[T]) -> Vec<Option<&'static str>> {
    let Some(first) = values.first().map(Comparable::value_range) else { return Vec::new() };
    let label = |relation: Relation, own: ValueRange| match relation {
        Relation::Differs => "다름",
        Relation::MoreExact => "더 정확함",
        Relation::Confirms if own == first => "같은 내용",
        Relation::Confirms if own.contains(first) => "덜 정확함",
        Relation::Confirms => "어긋나지 않음",
    };
    let pairs = relations(values).into_iter().zip(values);
    pairs.map(|(relation, value)| Some(label(relation?, value.value_range()))).collect()
}

/// The values that each source of a fact gives, in the order of the evidence; empty for a fact with one source.
pub fn values_by_source(item: &FactItem) -> Vec<SourceValues> {
    if item.sources.len() < 2 {
        return Vec::new();
    }
    let fact = &item.fact;
    let source_values = |source: &Source| {
        let is_its = |named: Option<&Slug>| *fact.source_or_first(named) == source.slug;
        let dates = fact.dates.iter().zip(relation_labels(&fact.dates));
        let dates =
            dates.filter(|(date, _)| is_its(date.source.as_ref())).map(|(date, relation)| {
                ComparedValue {
                    what: "날짜",
                    text: date_text(date.edtf),
                    phrase: date.phrase.clone(),
                    relation,
                    why: date.differs.clone(),
                }
            });
        let numbers = fact.quantities.iter().zip(relation_labels(&fact.quantities));
        let numbers = numbers.filter(|(number, _)| is_its(number.source.as_ref())).map(
            |(number, relation)| ComparedValue {
                what: "수치",
                text: quantity_text(number),
                phrase: number.phrase.clone(),
                relation,
                why: number.differs.clone(),
            },
        );
        SourceValues {
            text: source_text(source),
            address: Address::Source(source.slug.clone()),
            values: dates.chain(numbers).collect(),
        }
    };
    item.sources.iter().map(|source| source_values(source)).collect()
}

/// What the sources of a fact give of one kind, compared.
enum Comparison<'i> {
    /// These sources give the same of what is named.
    Same(&'static str, Vec<&'i Source>),
    /// A sentence on how these sources differ, or which of them are more exact.
    Apart(Relation, String, Vec<&'i Source>),
}

/// Sentences on whether the sources of a fact agree.
pub fn agreement_sentences(item: &FactItem) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut compared: Vec<&Source> = Vec::new();
    let mut same: Vec<(Vec<&str>, Vec<&Source>)> = Vec::new();
    for comparison in comparisons(item) {
        match comparison {
            Comparison::Apart(_, sentence, sources) => {
                sentences.push(sentence);
                compared.extend(sources);
            }
            Comparison::Same(what, sources) => {
                compared.extend(&sources);
                match same.iter_mut().find(|(_, others)| *others == sources) {
                    Some((whats, _)) => whats.push(what),
                    None => same.push((vec![what], sources)),
                }
            }
        }
    }
    sentences.extend(same.iter().map(|(whats, sources)| {
        let what = with_particle(&joined(whats), Particle::Subject);
        format!("{}의 {what} 같습니다.", speakers(sources))
    }));
    let silent = item.sources.iter().map(AsRef::as_ref).filter(|one| !compared.contains(one));
    let silent: Vec<&Source> = silent.collect();
    if !silent.is_empty() && item.sources.len() > 1 {
        let speakers = speakers(&silent);
        let speakers = match &compared[..] {
            [] => with_particle(&speakers, Particle::Subject),
            _ => format!("{speakers}도"),
        };
        sentences.push(format!("{speakers} 같은 일을 다룹니다."));
    }
    let sources: Vec<&Source> = item.sources.iter().map(AsRef::as_ref).collect();
    sentences.extend(restated(&sources));
    sentences
}

/// A sentence on where the sources of a fact differ, for a narrow place; `None` if they agree.
pub fn disagreement(item: &FactItem) -> Option<String> {
    comparisons(item).into_iter().find_map(|comparison| match comparison {
        Comparison::Apart(Relation::Differs, sentence, _) => Some(sentence),
        _ => None,
    })
}

/// The dates and the numbers of a fact, compared where several sources give them.
fn comparisons(item: &FactItem) -> Vec<Comparison<'_>> {
    let fact = &item.fact;
    let source = |named: Option<&Slug>| item.source(fact.source_or_first(named));
    let dates: Vec<AttributedValue<'_, Edtf>> = fact
        .dates
        .iter()
        .map(|date| AttributedValue {
            source: source(date.source.as_ref()),
            text: date_text(date.edtf),
            value: &date.edtf,
            why: date.differs.as_deref(),
        })
        .collect();
    let numbers: Vec<AttributedValue<'_, Quantity>> = fact
        .quantities
        .iter()
        .map(|number| AttributedValue {
            source: source(number.source.as_ref()),
            text: quantity_text(number),
            value: number,
            why: number.differs.as_deref(),
        })
        .collect();
    let measured = fact.quantities.first().map_or("수", |number| measured(&number.unit));
    [comparison("날짜", &dates), comparison(measured, &numbers)].into_iter().flatten().collect()
}

/// What a number with this unit measures.
fn measured(unit: &str) -> &'static str {
    match unit {
        _ if unit.ends_with('원') || unit.ends_with("달러") => "금액",
        "㎡" | "평" => "넓이",
        _ => "수",
    }
}

/// A value that is attributed to its source, and why it differs from another.
struct AttributedValue<'s, T> {
    source: Option<&'s Source>,
    text: String,
    value: &'s T,
    why: Option<&'s str>,
}

impl<T: Comparable> Comparable for AttributedValue<'_, T> {
    fn value_range(&self) -> ValueRange {
        self.value.value_range()
    }
}

impl<T> AttributedValue<'_, T> {
    /// The name of the source. A fact has every source that it names.
    fn speaker(&self) -> String {
        self.source.map_or_else(String::new, speaker_text)
    }

    /// The name of the source; if its publisher says otherwise elsewhere, the source with its day.
    fn speaker_among(&self, all: &[&Self]) -> String {
        let speaker = self.speaker();
        let contradicts = |other: &&Self| other.speaker() == speaker && other.text != self.text;
        match self.source {
            Some(source) if all.iter().any(contradicts) => source_text(source),
            _ => speaker,
        }
    }
}

/// Compares the values of one kind; `None` if only one source gives any.
fn comparison<'i, T: Comparable>(
    what: &'static str,
    values: &[AttributedValue<'i, T>],
) -> Option<Comparison<'i>> {
    let sources: Vec<&Source> = values.iter().filter_map(|one| one.source).collect();
    let (first, others) = values.split_first()?;
    if others.is_empty() {
        return None;
    }
    let all: Vec<&AttributedValue<'_, T>> = values.iter().collect();
    let attributed = attribution(&all);
    if relations(values).contains(&Some(Relation::Differs)) {
        let what = with_particle(what, Particle::Subject);
        let mut why: Vec<&str> = values.iter().filter_map(|one| one.why).collect();
        why.dedup();
        let why = if why.is_empty() {
            "왜 다른지는 알 수 없습니다.".to_owned()
        } else {
            why.join(" ")
        };
        let sentence = format!("{what} 출처마다 다릅니다. {attributed} {why}");
        return Some(Comparison::Apart(Relation::Differs, sentence, sources));
    }
    if others.iter().all(|one| one.value_range() == first.value_range()) {
        return Some(Comparison::Same(what, sources));
    }
    let exact = all
        .iter()
        .filter(|one| all.iter().all(|other| other.value_range().contains(one.value_range())));
    let mut exact: Vec<String> = exact.map(|one| one.speaker_among(&all)).collect();
    exact.dedup();
    let sentence = if exact.is_empty() {
        let what = with_particle(what, Particle::Topic);
        format!("{what} 출처마다 조금 다르지만 서로 어긋나지는 않습니다. {attributed}")
    } else {
        let mut texts: Vec<&str> = values.iter().map(|one| one.text.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        let degree = if texts.len() > 2 { "가장" } else { "더" };
        let what = with_particle(what, Particle::Topic);
        let exact = with_particle(&joined(&exact), Particle::Subject);
        format!("{what} {exact} {degree} 정확합니다. {attributed}")
    };
    Some(Comparison::Apart(Relation::MoreExact, sentence, sources))
}

/// Attributes values to their sources in a sentence, with sources that give the same value taken together:
/// `경북일보와 한국일보는 대학 10곳으로, 전자신문은 대학 12곳으로 전했습니다.`
fn attribution<T>(values: &[&AttributedValue<'_, T>]) -> String {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for one in values {
        let speaker = one.speaker_among(values);
        match groups.iter_mut().find(|group| group.0 == one.text) {
            Some((_, speakers)) if speakers.contains(&speaker) => {}
            Some((_, speakers)) => speakers.push(speaker),
            None => groups.push((&one.text, vec![speaker])),
        }
    }
    let phrase = |(text, speakers): (&str, Vec<String>)| {
        let speakers = with_particle(&joined(&speakers), Particle::Topic);
        format!("{speakers} {}", with_particle(text, Particle::Towards))
    };
    let phrases: Vec<String> = groups.into_iter().map(phrase).collect();
    // The verb fits the source that is named last: a newspaper reports, an office states.
    let last = values.last().and_then(|one| one.source);
    let is_article = last.is_none_or(|source| source.kind == SourceKind::Article);
    let verb = if is_article { "전했습니다" } else { "밝혔습니다" };
    format!("{} {verb}.", phrases.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(publisher: &str, kind: &str) -> Source {
        let source = serde_json::json!({
            "slug": "a", "publisher": publisher, "kind": kind, "rights": "", "published": { "edtf": "2018" },
        });
        serde_json::from_value(source).expect("a source")
    }

    /// The sentence for a first source with the first date and a second one with the other.
    fn compared(sources: [&Source; 2], dates: [&str; 2]) -> String {
        let dates = dates.map(|date| Edtf::parse(date).expect("a date"));
        let values = [0, 1].map(|at| AttributedValue {
            source: Some(sources[at]),
            text: date_text(dates[at]),
            value: &dates[at],
            why: None,
        });
        match comparison("날짜", &values) {
            Some(Comparison::Apart(_, sentence, _)) => sentence,
            _ => unreachable!("they differ"),
        }
    }

    #[test]
    fn whoever_is_named_last_decides_on_the_verb() {
        let (newspaper, office) = (source("경북일보", "article"), source("경산시", "release"));
        assert_eq!(
            compared([&newspaper, &office], ["2017-12", "2017-12-21"]),
            "날짜는 경산시가 더 정확합니다. 경북일보는 2017년 12월로, 경산시는 2017년 12월 21일로 밝혔습니다."
        );
        assert_eq!(
            compared([&office, &newspaper], ["2017-06", "2018-05"]),
            "날짜가 출처마다 다릅니다. 경산시는 2017년 6월로, 경북일보는 2018년 5월로 전했습니다. \
             왜 다른지는 알 수 없습니다."
        );
    }

    #[test]
    fn a_later_source_may_be_the_less_exact_one() {
        let (early, late) = (source("매일신문", "article"), source("서울경제", "article"));
        assert_eq!(
            compared([&early, &late], ["2017-04-24", "2017-04"]),
            "날짜는 매일신문이 더 정확합니다. 매일신문은 2017년 4월 24일로, 서울경제는 2017년 4월로 전했습니다."
        );
        let dates = ["2017-04-24", "2017-04-24", "2017-04", "2017-05"];
        let dates = dates.map(|date| Edtf::parse(date).expect("a date"));
        assert_eq!(
            relation_labels(&dates),
            [None, Some("같은 내용"), Some("덜 정확함"), Some("다름")]
        );
    }

    #[test]
    fn a_name_that_nobody_can_read_aloud_has_a_noun_behind_it() {
        let (latin, broadcast) = (source("watermaeil.com", "article"), source("TBC", "article"));
        assert_eq!(
            compared([&broadcast, &latin], ["2017-06", "2018-05"]),
            "날짜가 출처마다 다릅니다. TBC는 2017년 6월로, watermaeil.com 기사는 2018년 5월로 전했습니다. \
             왜 다른지는 알 수 없습니다."
        );
    }
}
