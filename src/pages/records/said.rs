//! The sources of a fact side by side: what each says of the date and the number, and a sentence on how they agree.
//! Articles that restate one press release count as one voice.

use std::collections::BTreeSet;

use super::fact_item::FactItem;
use crate::address::Address;
use crate::domain::{Comparable, Edtf, Quantity, Relation, Slug, Source, SourceKind, relations};
use crate::hangul::{Particle, with_particle};
use crate::wording::{date_text, quantity_text, source_kind_label, source_text, speaker_text};

/// What one source says.
#[derive(Debug)]
pub struct Saying {
    /// The source in words, and its page.
    pub source: String,
    pub address: Address,
    /// Its dates and numbers.
    pub values: Vec<Value>,
}

/// A date or a number from one source.
#[derive(Debug)]
pub struct Value {
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

/// What each source of a fact says, in the order of the evidence; empty for a fact with one source.
pub fn sayings(item: &FactItem) -> Vec<Saying> {
    if item.sources.len() < 2 {
        return Vec::new();
    }
    let fact = &item.fact;
    let saying = |source: &Source| {
        let is_its = |named: Option<&Slug>| *fact.source_or_first(named) == source.slug;
        let dates = fact.dates.iter().zip(relations(&fact.dates));
        let dates =
            dates.filter(|(date, _)| is_its(date.source.as_ref())).map(|(date, relation)| Value {
                what: "날짜",
                text: date_text(date.edtf),
                phrase: date.phrase.clone(),
                relation: relation.map(relation_label),
                why: date.differs.clone(),
            });
        let numbers = fact.quantities.iter().zip(relations(&fact.quantities));
        let numbers = numbers.filter(|(number, _)| is_its(number.source.as_ref())).map(
            |(number, relation)| Value {
                what: "수치",
                text: quantity_text(number),
                phrase: number.phrase.clone(),
                relation: relation.map(relation_label),
                why: number.differs.clone(),
            },
        );
        Saying {
            source: source_text(source),
            address: Address::Source(source.slug.clone()),
            values: dates.chain(numbers).collect(),
        }
    };
    item.sources.iter().map(|source| saying(source)).collect()
}

/// Sentences on whether the sources of a fact agree.
pub fn accord(item: &FactItem) -> Vec<String> {
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
    let dates: Vec<Said<'_, Edtf>> = fact
        .dates
        .iter()
        .map(|date| Said {
            source: source(date.source.as_ref()),
            text: date_text(date.edtf),
            value: &date.edtf,
            why: date.differs.as_deref(),
        })
        .collect();
    let numbers: Vec<Said<'_, Quantity>> = fact
        .quantities
        .iter()
        .map(|number| Said {
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

/// A value, its source, and why it differs from another.
struct Said<'s, T> {
    source: Option<&'s Source>,
    text: String,
    value: &'s T,
    why: Option<&'s str>,
}

impl<T: Comparable> Comparable for Said<'_, T> {
    fn value_range(&self) -> crate::domain::ValueRange {
        self.value.value_range()
    }
}

impl<T> Said<'_, T> {
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
fn sentence<T: Comparable>(what: &str, said: &[Said<'_, T>]) -> Option<(Relation, String)> {
    let relations = relations(said);
    let is = |relation: Relation| relations.iter().position(|one| *one == Some(relation));
    if is(Relation::Differs).is_some() {
        let what = with_particle(what, Particle::Subject);
        let mut why: Vec<&str> = said.iter().filter_map(|one| one.why).collect();
        why.dedup();
        let why = if why.is_empty() {
            "왜 다른지는 알 수 없습니다.".to_owned()
        } else {
            why.join(" ")
        };
        let all: Vec<&Said<'_, T>> = said.iter().collect();
        let sentence = format!("{what} 출처마다 다릅니다. {} {why}", told(&all));
        return Some((Relation::Differs, sentence));
    }
    let (first, exact) = (said.first()?, &said[is(Relation::MoreExact)?]);
    let what = with_particle(what, Particle::Topic);
    let speaker = with_particle(&exact.speaker(), Particle::Subject);
    let sentence = format!("{what} {speaker} 더 정확합니다. {}", told(&[first, exact]));
    Some((Relation::MoreExact, sentence))
}

/// Who said what, with those who said the same taken together: `경북일보와 한국일보는 대학 10곳으로, 전자신문은 대학 12곳으로 전했습니다.`
fn told<T>(said: &[&Said<'_, T>]) -> String {
    let mut values: Vec<(&str, Vec<String>)> = Vec::new();
    for one in said {
        let speaker = one.speaker_among(said);
        match values.iter_mut().find(|value| value.0 == one.text) {
            Some((_, speakers)) if speakers.contains(&speaker) => {}
            Some((_, speakers)) => speakers.push(speaker),
            None => values.push((&one.text, vec![speaker])),
        }
    }
    let value = |(text, speakers): (&str, Vec<String>)| {
        let speakers = match &speakers[..] {
            [one, other] => format!("{} {other}", with_particle(one, Particle::With)),
            speakers => speakers.join(", "),
        };
        let speakers = with_particle(&speakers, Particle::Topic);
        format!("{speakers} {}", with_particle(text, Particle::Towards))
    };
    let values: Vec<String> = values.into_iter().map(value).collect();
    // The verb fits the source that is named last: a newspaper reports, an office states.
    let last = said.last().and_then(|one| one.source);
    let is_article = last.is_none_or(|source| source.kind == SourceKind::Article);
    let verb = if is_article { "전했습니다" } else { "밝혔습니다" };
    format!("{} {verb}.", values.join(", "))
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
    fn told(sources: [&Source; 2], dates: [&str; 2]) -> String {
        let dates = dates.map(|date| Edtf::parse(date).expect("a date"));
        let said = [0, 1].map(|at| Said {
            source: Some(sources[at]),
            text: date_text(dates[at]),
            value: &dates[at],
            why: None,
        });
        sentence("날짜", &said).expect("they differ").1
    }

    #[test]
    fn whoever_is_named_last_decides_on_the_verb() {
        let (newspaper, office) = (source("경북일보", "article"), source("경산시", "release"));
        assert_eq!(
            told([&newspaper, &office], ["2017-12", "2017-12-21"]),
            "날짜는 경산시가 더 정확합니다. 경북일보는 2017년 12월로, 경산시는 2017년 12월 21일로 밝혔습니다."
        );
        assert_eq!(
            told([&office, &newspaper], ["2017-06", "2018-05"]),
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
        for (publishers, said) in [
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
            assert_eq!(agreed(publishers).as_deref(), Some(said));
        }
    }

    #[test]
    fn a_name_that_nobody_can_read_aloud_has_a_noun_behind_it() {
        let (latin, broadcast) = (source("watermaeil.com", "article"), source("TBC", "article"));
        assert_eq!(
            told([&broadcast, &latin], ["2017-06", "2018-05"]),
            "날짜가 출처마다 다릅니다. TBC는 2017년 6월로, watermaeil.com 기사는 2018년 5월로 전했습니다. \
             왜 다른지는 알 수 없습니다."
        );
    }
}
