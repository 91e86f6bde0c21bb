//! The publishers of several sources in a sentence, and what is said of those that restate one press release.

use std::collections::BTreeMap;

use crate::domain::{Slug, Source};
use crate::hangul::{Particle, with_particle};
use crate::wording::{source_kind_label, speaker_text};

/// Names in a row: `가와 나`, `가, 나, 다`.
pub fn joined<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match &names[..] {
        [one, other] => format!("{} {other}", with_particle(one, Particle::With)),
        names => names.join(", "),
    }
}

/// Sentences on the sources that restate one press release. Each stands in the count of sources.
pub fn restated(sources: &[&Source]) -> Vec<String> {
    let mut releases: BTreeMap<&Slug, usize> = BTreeMap::new();
    for origin in sources.iter().filter_map(|source| source.origin.as_ref()) {
        *releases.entry(origin).or_default() += 1;
    }
    let several = releases.into_values().filter(|count| *count > 1);
    let sentence = |count: usize| {
        let all = sources.len();
        let which =
            if count == all { "출처".to_owned() } else { format!("출처 {all}건 가운데") };
        format!(
            "{which} {count}건은 같은 보도자료를 옮긴 기사여서 서로 확인해 준 것으로 보지 않습니다."
        )
    };
    several.map(sentence).collect()
}

/// The publishers of the sources, each once; of four and more the first and the number of all. A publisher of several
/// sources has their number: `한국일보 기사 2건`.
pub fn speakers(sources: &[&Source]) -> String {
    let mut publishers: Vec<(&Source, usize)> = Vec::new();
    for source in sources {
        match publishers.iter_mut().find(|(first, _)| first.publisher == source.publisher) {
            Some((_, count)) => *count += 1,
            None => publishers.push((source, 1)),
        }
    }
    let speaker = |(first, count): (&Source, usize)| match count {
        1 => speaker_text(first),
        _ => format!("{} {} {count}건", first.publisher, source_kind_label(first.kind)),
    };
    let names: Vec<String> = publishers.into_iter().map(speaker).collect();
    match &names[..] {
        [first, _, _, _, ..] => format!("{first} 등 출처 {}건", sources.len()),
        names => joined(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(publisher: &str, origin: Option<&str>) -> Source {
        let source = serde_json::json!({
            "slug": "a", "publisher": publisher, "kind": "article", "rights": "",
            "published": { "edtf": "2018" }, "origin": origin,
        });
        serde_json::from_value(source).expect("a source")
    }

    #[test]
    fn a_publisher_of_several_sources_that_agree_is_named_once() {
        let named = |publishers: &[&str]| {
            let sources: Vec<Source> =
                publishers.iter().map(|publisher| source(publisher, None)).collect();
            speakers(&sources.iter().collect::<Vec<_>>())
        };
        for (publishers, text) in [
            (&["한국일보", "전자신문"][..], "한국일보와 전자신문"),
            (&["한국일보", "한국일보"], "한국일보 기사 2건"),
            (&["전자신문", "한국일보", "한국일보"], "전자신문과 한국일보 기사 2건"),
            (&["전자신문", "한국일보", "경북일보"], "전자신문, 한국일보, 경북일보"),
            (
                &["한국일보", "한국일보", "전자신문", "경북일보", "매일신문"],
                "한국일보 기사 2건 등 출처 5건",
            ),
        ] {
            assert_eq!(named(publishers), text);
        }
    }

    #[test]
    fn articles_of_one_release_do_not_confirm_each_other() {
        let said = |origins: &[Option<&str>]| {
            let sources: Vec<Source> =
                origins.iter().map(|origin| source("한국일보", *origin)).collect();
            restated(&sources.iter().collect::<Vec<_>>())
        };
        let release = Some("release");
        assert_eq!(
            said(&[None, release, release]),
            [
                "출처 3건 가운데 2건은 같은 보도자료를 옮긴 기사여서 서로 확인해 준 것으로 보지 않습니다."
            ]
        );
        assert_eq!(
            said(&[release, release]),
            ["출처 2건은 같은 보도자료를 옮긴 기사여서 서로 확인해 준 것으로 보지 않습니다."]
        );
        assert!(said(&[None, release]).is_empty());
    }
}
