//! Writes values as TOML.

use crate::hangul::jamo_indices;

/// A text between double quotes.
pub fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c.is_control() => written.push(' '),
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// A list of texts.
pub fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

/// An inline table of the pairs that have a value; the values are written already.
pub fn inline(pairs: &[(&str, Option<String>)]) -> String {
    let pairs =
        pairs.iter().filter_map(|(key, value)| Some(format!("{key} = {}", value.as_ref()?)));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

/// A slug for a name: Hangul in Latin letters (Revised Romanization, syllable by syllable), good enough for an
/// address that a person may still change.
pub fn slug_of(name: &str) -> String {
    const FIRST: [&str; 19] = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ];
    const MIDDLE: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "eu", "ui", "i",
    ];
    const LAST: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
        "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let mut slug = String::new();
    for c in name.chars() {
        if let Some((first, middle, last)) = jamo_indices(c) {
            slug.extend([FIRST[first], MIDDLE[middle], LAST[last]]);
        } else if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(60);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "new".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_an_address_of_its_sounds() {
        assert_eq!(slug_of("영천시"), "yeongcheonsi");
        assert_eq!(slug_of("㈜별빛 IT센터"), "byeolbit-itsenteo");
        assert_eq!(quoted("가\"나\\다"), "\"가\\\"나\\\\다\"");
    }
}
