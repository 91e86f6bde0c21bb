//! Adds lines to a fact where it stands in its file, and leaves everything else byte for byte: a single date or
//! number becomes a list, evidence and outcomes are appended to theirs.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::domain::Code;

/// What to add to a fact: its values as they are written, each under `date`, `quantity`, `evidence` or `outcome_of`.
pub struct Addition {
    pub code: Code,
    pub values: Vec<(&'static str, String)>,
}

/// The keys that can be added to, each with the key that it follows where the fact does not have it yet.
pub const KEYS: [(&str, &str); 4] =
    [("date", "status"), ("quantity", "status"), ("evidence", "about"), ("outcome_of", "evidence")];

/// The file with the additions to one of its facts; `None` where it does not hold the fact, or not in a form that can
/// be added to.
pub fn with_addition(text: &str, addition: &Addition) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let facts = table.get_ref().get("fact")?.get_ref().as_array()?;
    let code = addition.code.to_string();
    let fact = facts.iter().filter_map(|fact| fact.get_ref().as_table()).find(|fact| {
        let own = fact.get("code").and_then(|value| value.get_ref().as_str());
        own == Some(code.as_str())
    })?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (key, behind) in KEYS {
        let values: Vec<&str> = addition
            .values
            .iter()
            .filter(|(of, _)| *of == key)
            .map(|(_, value)| value.as_str())
            .collect();
        if values.is_empty() {
            continue;
        }
        let Some(value) = fact.get(key) else {
            let is_after_date = key == "quantity" && fact.contains_key("date");
            let behind = if is_after_date { "date" } else { behind };
            let end = line_end(text, fact.get(behind)?.span().end);
            let value = match (key, &values[..]) {
                ("date" | "quantity", [one]) => (*one).to_owned(),
                _ => multi_line(values.iter().copied()),
            };
            edits.push((end..end, format!("\n{key} = {value}")));
            continue;
        };
        match value.get_ref() {
            DeValue::Array(list) => {
                let final_item = list.iter().last().map(toml::Spanned::span);
                edits.push(appended(text, &value.span(), final_item, &values)?);
            }
            DeValue::Table(_) if text[value.span()].starts_with('{') => {
                let own = &text[value.span()];
                let listed = std::iter::once(own).chain(values.iter().copied());
                edits.push((value.span(), multi_line(listed)));
            }
            _ => return None,
        }
    }
    // The sort is stable: a date stays before a number that begins at the same place.
    edits.sort_by_key(|(range, _)| range.start);
    let (mut written, mut from) = (String::new(), 0);
    for (range, value) in edits {
        written.push_str(&text[from..range.start]);
        written.push_str(&value);
        from = range.end;
    }
    written.push_str(&text[from..]);
    Some(written)
}

/// The edit that appends values to a list; `None` where the list has a form that cannot be appended to.
fn appended(
    text: &str,
    list: &Range<usize>,
    final_item: Option<Range<usize>>,
    values: &[&str],
) -> Option<(Range<usize>, String)> {
    let own = &text[list.clone()];
    // `[[fact.evidence]]` has no brackets to write into.
    if !own.starts_with('[') || own.starts_with("[[") || !own.ends_with(']') {
        return None;
    }
    let Some(item) = final_item else {
        return Some((list.clone(), multi_line(values.iter().copied())));
    };
    if !own.contains('\n') {
        let items = own[1..own.len() - 1].trim().trim_end_matches(',').trim_end();
        let listed = std::iter::once(items).chain(values.iter().copied());
        return Some((list.clone(), multi_line(listed)));
    }
    let has_comma = text[item.end..list.end].trim_start().starts_with(',');
    let comma = if has_comma { "" } else { "," };
    let at = if has_comma { item.end + text[item.end..].find(',')? + 1 } else { item.end };
    let added = values.join(",\n  ");
    Some((at..at, format!("{comma}\n  {added},")))
}

fn multi_line<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<&str> = values.collect();
    format!("[\n  {},\n]", values.join(",\n  "))
}

/// The end of the line on which a place is.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "theme = \"carbon\" # 분야\n\n[[fact]]\ncode = \"GS-0042-3\"\ntitle = \"가\"\nstatus = \"done\"\n\
                        date = { edtf = \"2017-12\", phrase = \"12월\" }   # 날짜\nabout = [\n  { site = \"a\", role = \"subject\" },\n]\n\
                        evidence = [{ source = \"a\", phrases = [\"12월\"] }]\n\n[[fact]]\ncode = \"GS-0043-1\"\nstatus = \"done\"\n\
                        date = [\n  { edtf = \"2017\", phrase = \"가\" },\n  { edtf = \"2018\", phrase = \"나\" }\n]\nabout = []\nevidence = []\n";

    fn added(number: u32, values: &[(&'static str, &str)]) -> Option<String> {
        let values = values.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        let code = Code::from_number(number).expect("a code");
        with_addition(FILE, &Addition { code, values })
    }

    #[test]
    fn one_date_becomes_a_list_and_the_rest_stays_as_it_is() {
        let text = added(42, &[("evidence", "{ source = \"b\" }"), ("date", "{ source = \"b\" }")]);
        let expected = FILE
            .replace(
                "{ edtf = \"2017-12\", phrase = \"12월\" }",
                "[\n  { edtf = \"2017-12\", phrase = \"12월\" },\n  { source = \"b\" },\n]",
            )
            .replace(
                "[{ source = \"a\", phrases = [\"12월\"] }]",
                "[\n  { source = \"a\", phrases = [\"12월\"] },\n  { source = \"b\" },\n]",
            );
        assert_eq!(text.as_deref(), Some(expected.as_str()));
    }

    #[test]
    fn a_list_grows_and_what_is_not_there_begins_in_its_place() {
        let text =
            added(43, &[("date", "{ edtf = \"2019\" }"), ("outcome_of", "{ fact = \"b\" }")]);
        let expected = FILE
            .replace("phrase = \"나\" }\n", "phrase = \"나\" },\n  { edtf = \"2019\" },\n")
            .replace("evidence = []\n", "evidence = []\noutcome_of = [\n  { fact = \"b\" },\n]\n");
        assert_eq!(text.as_deref(), Some(expected.as_str()));
        let text = added(42, &[("quantity", "{ value = 3 }")]).expect("a file");
        assert!(text.contains("   # 날짜\nquantity = { value = 3 }\nabout = "), "{text}");
        assert!(added(44, &[]).is_none(), "no such fact");
    }
}
