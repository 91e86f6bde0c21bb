//! Records as rows of comma-separated values (RFC 4180). A cell that a spreadsheet would take for a
//! formula is made text, and each row carries what it takes to cite it.

use super::data::{AboutData, EntityData, FactData};

/// The byte order mark by which Excel knows UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The columns of a fact.
pub const FACT_COLUMNS: [&str; 25] = [
    "code",
    "title",
    "statement",
    "status",
    "status_text",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "date_text",
    "date_phrase",
    "date_basis",
    "quantity_value",
    "quantity_unit",
    "quantity_approximate",
    "quantity_text",
    "quantity_phrase",
    "about",
    "inferred",
    "source",
    "paragraph",
    "phrases",
    "edition",
    "citation",
    "entities",
    "url",
];

/// The columns of an entity.
pub const ENTITY_COLUMNS: [&str; 10] =
    ["kind", "slug", "name", "aliases", "type", "type_text", "note", "fact_count", "facts", "url"];

/// A fact as a row, in the order of [`FACT_COLUMNS`]; lists are joined by `; `.
pub fn fact_row(fact: &FactData) -> Vec<String> {
    let date = fact.date.as_ref();
    let of_date = |read: fn(&super::data::DateData) -> &String| date.map(read).cloned();
    let quantity = fact.quantity.as_ref();
    let about: Vec<String> = fact.about.iter().map(about_text).collect();
    let entities: Vec<String> =
        fact.about.iter().map(|about| format!("{}/{}", about.kind, about.slug)).collect();
    let mut sources: Vec<&str> = fact.evidence.iter().map(|piece| piece.source.as_str()).collect();
    sources.dedup();
    let mut numbers: Vec<u16> = fact.evidence.iter().map(|piece| piece.paragraph).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let paragraphs: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let phrases: Vec<&str> =
        fact.evidence.iter().flat_map(|piece| piece.phrases.iter().map(String::as_str)).collect();
    let cells = [
        Some(fact.code.clone()),
        Some(fact.title.clone()),
        Some(fact.statement.clone()),
        Some(fact.status.key().to_owned()),
        Some(fact.status_text.to_owned()),
        of_date(|date| &date.edtf),
        date.and_then(|date| date.earliest.clone()),
        of_date(|date| &date.latest),
        of_date(|date| &date.text),
        of_date(|date| &date.phrase),
        date.and_then(|date| date.basis.clone()),
        quantity.map(|quantity| quantity.value.to_string()),
        quantity.map(|quantity| quantity.unit.clone()),
        quantity.map(|quantity| quantity.approximate.to_string()),
        quantity.map(|quantity| quantity.text.clone()),
        quantity.map(|quantity| quantity.phrase.clone()),
        Some(about.join("; ")),
        fact.inferred.clone(),
        Some(sources.join("; ")),
        Some(paragraphs.join("; ")),
        Some(phrases.join("; ")),
        fact.edition.map(|edition| edition.to_string()),
        fact.citation.clone(),
        Some(entities.join("; ")),
        Some(fact.url.clone()),
    ];
    cells.into_iter().map(Option::unwrap_or_default).collect()
}

/// What a fact is about, its role, and whether that is concluded: `신소재융복합산업(분야, 미루어 봄)`.
fn about_text(about: &AboutData) -> String {
    let inferred = if about.inferred { ", 미루어 봄" } else { "" };
    format!("{}({}{inferred})", about.name, about.role_text)
}

/// An entity as a row, in the order of [`ENTITY_COLUMNS`].
pub fn entity_row(entity: &EntityData) -> Vec<String> {
    vec![
        entity.kind.to_owned(),
        entity.slug.clone(),
        entity.name.clone(),
        entity.aliases.join("; "),
        entity.entity_type.to_owned(),
        entity.type_text.to_owned(),
        entity.note.clone().unwrap_or_default(),
        entity.facts.len().to_string(),
        entity.facts.join("; "),
        entity.url.clone(),
    ]
}

/// Rows as text, each ended by CR and LF.
pub fn csv_text<R, C>(rows: impl IntoIterator<Item = R>) -> Result<String, csv::Error>
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let terminator = csv::Terminator::CRLF;
    let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
    for row in rows {
        for cell in row {
            writer.write_field(neutral(cell.as_ref()))?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before the characters that begin one.
fn neutral(cell: &str) -> String {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_as_rfc_4180_says_and_never_a_formula() {
        let text =
            csv_text([["말", "a,b", "따\"옴", "줄\n바꿈"], ["=1+1", "-5", "@SUM(A1)", "+82"]])
                .expect("text");
        assert_eq!(text, "말,\"a,b\",\"따\"\"옴\",\"줄\n바꿈\"\r\n'=1+1,'-5,'@SUM(A1),'+82\r\n");
    }
}
