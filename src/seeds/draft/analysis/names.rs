//! The names of a paragraph: entities that the seeds know, however they are spaced, the proper names that other
//! sources list, and words that look like the name of something new.

use std::ops::Range;

use crate::domain::{Entity, Kind, Source};
use crate::hangul::stem;
use crate::seeds::name_suffixes::{self, NameSuffix};
use crate::seeds::names::name_ranges;

/// A place where the text names an entity of the seeds.
pub struct EntityMention<'s> {
    pub entity: &'s Entity,
    pub at: Range<usize>,
}

/// A word that seems to name something that the seeds do not know.
#[derive(Debug, PartialEq, Eq)]
pub struct NewName {
    pub name: String,
    pub kind: Kind,
    /// The type that the suffix of the name tells, where it tells one.
    pub entity_type: Option<&'static str>,
    pub at: Range<usize>,
}

/// What may follow a name in the same word without making it another name: a mayor, a hall, a branch.
const TAILS: &str = "시청|청|시장|장|측|내|관내|지역|지사|소재|권|형|에서는|이다|이며|이고|인|으로서|로서|들|이라며|라며|간";

/// The shortest name, in letters, that other words may be joined to (청색기술기업).
const JOINED: usize = 4;

/// The mentions of entities in a text, each by the longest name that fits, in the order of the text.
pub fn entity_mentions<'s>(text: &str, entities: &'s [Entity]) -> Vec<EntityMention<'s>> {
    let names = entities.iter().flat_map(|entity| entity.names().map(move |name| (entity, name)));
    let mut names: Vec<(&Entity, &str)> = names.collect();
    names.sort_by_key(|(_, name)| std::cmp::Reverse(letters(name)));
    let mut found: Vec<EntityMention<'s>> = Vec::new();
    for (entity, name) in names {
        for at in alone(text, name) {
            let is_free = |mention: &EntityMention<'_>| {
                mention.at.end <= at.start || at.end <= mention.at.start
            };
            if found.iter().all(is_free) {
                found.push(EntityMention { entity, at });
            }
        }
    }
    found.sort_by_key(|mention| mention.at.start);
    found
}

/// How many letters a name has, white space aside.
fn letters(name: &str) -> usize {
    name.chars().filter(|c| !c.is_whitespace()).count()
}

/// Where a name stands in a text as a name of its own.
fn alone<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> {
    name_ranges(text, name).filter(move |at| {
        // A short name across a space is the end of one word and the beginning of another.
        let gap = text[at.clone()].contains(char::is_whitespace) && letters(name) < JOINED;
        let after = &text[at.end..];
        let tail = &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())];
        !gap && ends_well(name, tail)
    })
}

/// Whether what follows a name in the same word leaves it a name of its own.
fn ends_well(name: &str, tail: &str) -> bool {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if name.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return !tail.starts_with(|c: char| c.is_ascii_alphanumeric());
    }
    let is_particle = |word: &str, rest: &str| {
        rest.is_empty() || stem(&format!("{word}{rest}")).is_some_and(|stem| stem == word)
    };
    if is_particle(&name, tail) {
        return true;
    }
    let joined = TAILS.split('|').filter_map(|joined| Some((joined, tail.strip_prefix(joined)?)));
    if joined.into_iter().any(|(joined, rest)| is_particle(&format!("{name}{joined}"), rest)) {
        return true;
    }
    let longer = format!("{name}{tail}");
    let is_name = name_suffixes::of(&longer).is_some()
        || stem(&longer).is_some_and(|word| name_suffixes::of(word).is_some());
    name.chars().count() >= JOINED && !is_name
}

/// The proper names that other sources list and this text has: persons and places.
pub fn proper_names<'s>(text: &str, sources: &'s [Source]) -> Vec<&'s str> {
    let has = |name: &&str| alone(text, name).next().is_some();
    let names = sources.iter().flat_map(|source| &source.names).map(String::as_str);
    let mut names: Vec<&str> = names.filter(has).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The words that look like the name of something new, outside the places that are `taken`.
pub fn new_names(text: &str, taken: &[Range<usize>]) -> Vec<NewName> {
    let mut found: Vec<NewName> = Vec::new();
    for at in words(text) {
        let overlaps = taken.iter().any(|range| range.start < at.end && at.start < range.end);
        if overlaps {
            continue;
        }
        let (word, before) = (&text[at.clone()], &text[..at.start]);
        let Some((name, suffix)) = new_name(word, before) else { continue };
        if found.iter().any(|known| known.name == name) {
            continue;
        }
        let NameSuffix { kind, entity_type, .. } = suffix;
        let end = at.start + name.len();
        found.push(NewName { name: name.to_owned(), kind, entity_type, at: at.start..end });
    }
    found
}

/// The name in a word, without what follows it, and what kind of thing it names.
fn new_name<'w>(word: &'w str, before: &str) -> Option<(&'w str, NameSuffix)> {
    let bare =
        stem(word).into_iter().chain(TAILS.split('|').filter_map(|tail| word.strip_suffix(tail)));
    let forms: Vec<&str> = std::iter::once(word).chain(bare).collect();
    if let Some(known) = forms.iter().find_map(|form| Some((*form, name_suffixes::of(form)?))) {
        return Some(known);
    }
    let company = NameSuffix { kind: Kind::Institution, entity_type: Some("company") };
    if ["㈜", "(주)"].iter().any(|mark| before.ends_with(mark)) {
        return Some((stem(word).unwrap_or(word), company));
    }
    let latin = word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len());
    let latin = &word[..latin];
    let is_name = latin.len() >= 3
        && latin.starts_with(|c: char| c.is_ascii_uppercase())
        && !name_suffixes::LATIN_WORDS.contains(&latin);
    is_name.then_some((latin, NameSuffix { kind: Kind::Institution, entity_type: None }))
}

/// The byte ranges of the words of a text: runs of letters and digits.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EntityType, IndustryType, InstitutionType, Slug};

    fn entity(slug: &str, names: &[&str]) -> Entity {
        Entity {
            slug: Slug::parse(slug).expect(slug),
            name: names[0].to_owned(),
            aliases: names[1..].iter().map(|&name| name.to_owned()).collect(),
            entity_type: EntityType::Institution(InstitutionType::Company),
            note: None,
        }
    }

    fn found(text: &str) -> Vec<String> {
        let content = Entity {
            entity_type: EntityType::Industry(IndustryType::Promoted),
            ..entity("content", &["콘텐츠산업"])
        };
        let entities =
            [entity("city", &["강마을시", "강마을"]), entity("igs", &["IGS", "(주)IGS"]), content];
        entity_mentions(text, &entities)
            .into_iter()
            .map(|mention| mention.entity.slug.to_string())
            .collect()
    }

    #[test]
    fn a_known_name_is_found_behind_any_particle_and_inside_no_other_word() {
        assert_eq!(found("강마을시는 ㈜IGS와 만났다"), ["city", "igs"]);
        assert_eq!(found("강마을시장이 강마을시청에서"), ["city", "city"]);
        assert_eq!(found("콘텐츠 산업을 키운다"), ["content"]);
        assert!(found("게임콘텐츠산업의 콘텐츠산업진흥원").is_empty());
        assert!(found("새강마을시, 강마을일보, IGSX").is_empty());
    }

    #[test]
    fn a_new_name_is_known_by_its_ending_or_by_what_marks_a_company() {
        let names = |text: &str| -> Vec<String> {
            new_names(text, &[]).into_iter().map(|new| new.name).collect()
        };
        assert_eq!(names("하늘대학교와 바다진흥원이"), ["하늘대학교", "바다진흥원"]);
        assert_eq!(names("㈜별빛과 NASA가 MOU를"), ["별빛", "NASA"]);
        assert!(names("사업을 위한 센터를").is_empty(), "an ending alone is no name");
    }
}
