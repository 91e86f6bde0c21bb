//! A comparison of the sources of a fact: the dates and numbers that each gives, and sentences on how they agree.
//! Articles that restate one press release count as one voice.

use std::collections::BTreeSet;

use super::fact_item::FactItem;
use crate::address::Address;
use crate::domain::{Comparable, Edtf, Quantity, Relation, Slug, Source, SourceKind, relations};
use crate::hangul::{Particle, with_particle};
use crate::wording::{date_text, quantity_text, source_kind_label, source_text, speaker_text};

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

const fn relation_label(relation: Relation) -> &'static str {
    match relation {
        Relation::Confirms => "같은 내용",
        Relation::MoreExact => "더 정확함",
        Relation::Differs => "다름",
    }
}

/// The values that each source of a fact gives, in the order of the evidence; empty for a fact with one source.
pub fn values_by_source(item: &FactItem) -> Vec<SourceValues> {
    if item.sources.len() < 2 {
        return Vec::new();
    }
    let fact = &item.fact;
    let source_values = |source: &Source| {
        let is_its = |named: Option<&Slug>| *fact.source_or_first(named) == source.slug;
        let dates = fact.dates.iter().zip(relations(&fact.dates));
        let dates =
            dates.filter(|(date, _)| is_its(date.source.as_ref())).map(|(date, relation)| {
                ComparedValue {
                    what: "날짜",
                    text: date_text(date.edtf),
                    phrase: date.phrase.clone(),
                    relation: relation.map(relation_label),
                    why: date.differs.clone(),
                }
            });
        let numbers = fact.quantities.iter().zip(relations(&fact.quantities));
        let numbers = numbers.filter(|(number, _)| is_its(number.source.as_ref())).map(
            |(number, relation)| ComparedValue {
                what: "수치",
                text: quantity_text(number),
                phrase: number.phrase.clone(),
                relation: relation.map(relation_label),
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

/// Sentences on whether the sources of a fact agree.
pub fn agreement_sentences(item: &FactItem) -> Vec<String> {
    let apart: Vec<String> = apart(item).into_iter().map(|(_, sentence)| sentence).collect();
    if apart.is_empty() { agreement(&item.sources).into_iter().collect() } else { apart }
}

/// A sentence on where the sources of a fact differ, for a narrow place; `None` if they agree.
pub fn disagreement(item: &FactItem) -> Option<String> {
    let differs = |(relation, _): &(Relation, String)| *relation == Relation::Differs;
    apart(item).into_iter().find(differs).map(|(_, sentence)| sentence)
}

/// Sentences for a date and for a number on which the sources differ or one is more exact.
fn apart(item: &FactItem) -> Vec<(Relation, String)> {
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
    [sentence("날짜", &dates), sentence(measured, &numbers)].into_iter().flatten().collect()
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
    fn value_range(&self) -> crate::domain::ValueRange {
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

/// A sentence on values that differ, or of which one is more exact.
fn sentence<T: Comparable>(
    what: &str,
    values: &[AttributedValue<'_, T>],
) -> Option<(Relation, String)> {
    let relations = relations(values);
    let is = |relation: Relation| relations.iter().position(|one| *one == Some(relation));
    if is(Relation::Differs).is_some() {
        let what = with_particle(what, Particle::Subject);
        let mut why: Vec<&str> = values.iter().filter_map(|one| one.why).collect();
        why.dedup();
        let why = if why.is_empty() {
            "왜 다른지는 알 수 없습니다.".to_owned()
        } else {
            why.join(" ")
        };
        let all: Vec<&AttributedValue<'_, T>> = values.iter().collect();
        let sentence = format!("{what} 출처마다 다릅니다. {} {why}", attribution(&all));
        return Some((Relation::Differs, sentence));
    }
    let (first, exact) = (values.first()?, &values[is(Relation::MoreExact)?]);
    let what = with_particle(what, Particle::Topic);
    let speaker = with_particle(&exact.speaker(), Particle::Subject);
    let sentence = format!("{what} {speaker} 더 정확합니다. {}", attribution(&[first, exact]));
    Some((Relation::MoreExact, sentence))
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
        let speakers = match &speakers[..] {
            [one, other] => format!("{} {other}", with_particle(one, Particle::With)),
            speakers => speakers.join(", "),
        };
        let speakers = with_particle(&speakers, Particle::Topic);
        format!("{speakers} {}", with_particle(text, Particle::Towards))
    };
    let phrases: Vec<String> = groups.into_iter().map(phrase).collect();
    // The verb fits the source that is named last: a newspaper reports, an office states.
    let last = values.last().and_then(|one| one.source);
    let is_article = last.is_none_or(|source| source.kind == SourceKind::Article);
    let verb = if is_article { "전했습니다" } else { "밝혔습니다" };
    format!("{} {verb}.", phrases.join(", "))
}

/// A sentence on sources that agree. Sources of one origin count as one voice.
fn agreement(sources: &[impl AsRef<Source>]) -> Option<String> {
    let count = sources.len();
    let voices: BTreeSet<&Slug> = sources
        .iter()
        .map(|source| {
            let source = source.as_ref();
            source.origin.as_ref().unwrap_or(&source.slug)
        })
        .collect();
    Some(match (count, voices.len()) {
        (0 | 1, _) => return None,
        (_, 1) => format!(
            "기사 {count}건의 내용이 같지만, 같은 보도자료를 옮긴 것이어서 한 건으로 셉니다."
        ),
        (_, voices) if voices < count => format!(
            "출처 {count}건의 내용이 같습니다. 이 가운데 {}건은 같은 보도자료를 옮긴 기사여서 한 건으로 셉니다.",
            count - voices + 1
        ),
        _ => match &speakers(sources)[..] {
            [one, other] => {
                format!("{} {other}의 내용이 같습니다.", with_particle(one, Particle::With))
            }
            [first, _, _, _, ..] => format!("{first} 등 출처 {count}건의 내용이 같습니다."),
            few => format!("{}의 내용이 같습니다.", few.join(", ")),
        },
    })
}

/// The publishers of the sources, each once. A publisher of several sources has their number: `한국일보 기사 2건`.
fn speakers(sources: &[impl AsRef<Source>]) -> Vec<String> {
    let mut publishers: Vec<(&Source, usize)> = Vec::new();
    for source in sources.iter().map(AsRef::as_ref) {
        match publishers.iter_mut().find(|(first, _)| first.publisher == source.publisher) {
            Some((_, count)) => *count += 1,
            None => publishers.push((source, 1)),
        }
    }
    let speaker = |(first, count): (&Source, usize)| match count {
        1 => speaker_text(first),
        _ => format!("{} {} {count}건", first.publisher, source_kind_label(first.kind)),
    };
    publishers.into_iter().map(speaker).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn source(publisher: &str, kind: &str) -> Source {
        let source = serde_json::json!({
            "slug": "a", "publisher": publisher, "kind": kind, "rights": "", "published": { "edtf": "2018" },
        });
        serde_json::from_value(source).expect("a source")
    }

    /// The sentence for a first source with the first date and a second one with the other.
    fn comparison(sources: [&Source; 2], dates: [&str; 2]) -> String {
        let dates = dates.map(|date| Edtf::parse(date).expect("a date"));
        let values = [0, 1].map(|at| AttributedValue {
            source: Some(sources[at]),
            text: date_text(dates[at]),
            value: &dates[at],
            why: None,
        });
        sentence("날짜", &values).expect("they differ").1
    }

    #[test]
    fn whoever_is_named_last_decides_on_the_verb() {
        let (newspaper, office) = (source("경북일보", "article"), source("경산시", "release"));
        assert_eq!(
            comparison([&newspaper, &office], ["2017-12", "2017-12-21"]),
            "날짜는 경산시가 더 정확합니다. 경북일보는 2017년 12월로, 경산시는 2017년 12월 21일로 밝혔습니다."
        );
        assert_eq!(
            comparison([&office, &newspaper], ["2017-06", "2018-05"]),
            "날짜가 출처마다 다릅니다. 경산시는 2017년 6월로, 경북일보는 2018년 5월로 전했습니다. \
             왜 다른지는 알 수 없습니다."
        );
    }

    #[test]
    fn a_publisher_of_several_sources_that_agree_is_named_once() {
        let agreed = |publishers: &[&str]| {
            let source = |(number, publisher): (usize, &&str)| {
                let slug = Slug::parse(&format!("source-{number}")).expect("a slug");
                Arc::new(Source { slug, ..source(publisher, "article") })
            };
            agreement(&publishers.iter().enumerate().map(source).collect::<Vec<_>>())
        };
        for (publishers, sentence) in [
            (&["한국일보", "전자신문"][..], "한국일보와 전자신문의 내용이 같습니다."),
            (&["한국일보", "한국일보"], "한국일보 기사 2건의 내용이 같습니다."),
            (
                &["전자신문", "한국일보", "한국일보"],
                "전자신문과 한국일보 기사 2건의 내용이 같습니다.",
            ),
            (
                &["전자신문", "한국일보", "경북일보"],
                "전자신문, 한국일보, 경북일보의 내용이 같습니다.",
            ),
            (
                &["한국일보", "한국일보", "전자신문", "경북일보", "매일신문"],
                "한국일보 기사 2건 등 출처 5건의 내용이 같습니다.",
            ),
        ] {
            assert_eq!(agreed(publishers).as_deref(), Some(sentence));
        }
    }

    #[test]
    fn a_name_that_nobody_can_read_aloud_has_a_noun_behind_it() {
        let (latin, broadcast) = (source("watermaeil.com", "article"), source("TBC", "article"));
        assert_eq!(
            comparison([&broadcast, &latin], ["2017-06", "2018-05"]),
            "날짜가 출처마다 다릅니다. TBC는 2017년 6월로, watermaeil.com 기사는 2018년 5월로 전했습니다. \
             왜 다른지는 알 수 없습니다."
        );
    }
}
