//! A citation as a file: `BibLaTeX`, RIS, CSL JSON and plain text.

use biblatex::{Chunk, Entry, EntryType, Spanned};
use serde_json::json;

use super::Citation;
use crate::address::FactFormat;

/// The text of a citation in a format; `None` for a format that is no citation.
pub fn citation_file(citation: &Citation, format: FactFormat) -> Option<String> {
    match format {
        FactFormat::Bib => Some(biblatex(citation)),
        FactFormat::Ris => Some(ris(citation)),
        FactFormat::CslJson => Some(csl_json(citation)),
        FactFormat::Txt => Some(text(citation)),
        FactFormat::Json | FactFormat::Card | FactFormat::Qr | FactFormat::Embed => None,
    }
}

/// A `BibLaTeX` entry; a concluded year carries EDTF's `?`, which `BibLaTeX` reads (manual, 2.3.8).
fn biblatex(citation: &Citation) -> String {
    let mut entry = Entry::new(key(citation), EntryType::Article);
    let doubt = if citation.year_is_concluded { "?" } else { "" };
    let normal = |text: &str| vec![Spanned::detached(Chunk::Normal(text.to_owned()))];
    // In braces of its own a Korean name is not taken apart.
    entry.set("author", vec![Spanned::detached(Chunk::Verbatim(citation.author.clone()))]);
    entry.set("title", normal(&citation.headline));
    entry.set("journaltitle", normal(&citation.newspaper));
    entry.set("date", normal(&format!("{}{doubt}", citation.year)));
    entry.set("note", normal(&citation.note()));
    entry.set("url", normal(&citation.url));
    entry.set("langid", normal("korean"));
    entry.set("entrysubtype", normal("newspaper"));
    format!("{}\n", entry.to_biblatex_string())
}

/// A key that is the same in every format: `GS-0042-3-1` for edition 1.
fn key(citation: &Citation) -> String {
    match citation.edition {
        Some(edition) => format!("{}-{edition}", citation.code),
        None => citation.code.to_string(),
    }
}

/// RIS (Research Information Systems, 2011): a tag, two spaces, a hyphen, a space and the value.
fn ris(citation: &Citation) -> String {
    let locator = citation.locator();
    let note = citation.note();
    let (id, year) = (key(citation), citation.year.to_string());
    let fields = [
        ("TY", "NEWS"),
        ("ID", id.as_str()),
        ("AU", citation.author.as_str()),
        ("TI", &citation.headline),
        ("T2", &citation.newspaper),
        ("PY", &year),
        ("SP", &locator),
        ("N1", &note),
        ("LA", "ko"),
        ("UR", &citation.url),
        ("ER", ""),
    ];
    let lines = fields.map(|(tag, value)| format!("{tag}  - {value}\r\n"));
    lines.concat()
}

/// CSL JSON 1.0.2: one item in a list; a concluded year is `circa`.
fn csl_json(citation: &Citation) -> String {
    let mut issued = json!({ "date-parts": [[citation.year]] });
    if citation.year_is_concluded {
        issued["circa"] = json!(true);
    }
    let item = json!([{
        "id": key(citation),
        "type": "article-newspaper",
        "author": [{ "literal": citation.author }],
        "title": citation.headline,
        "container-title": citation.newspaper,
        "issued": issued,
        "page": citation.locator(),
        "note": citation.note(),
        "language": "ko",
        "URL": citation.url,
    }]);
    format!("{item:#}\n")
}

/// The two citations in words, as on the page.
fn text(citation: &Citation) -> String {
    format!("{}\n{}\n", citation.in_article(), citation.reference())
}

#[cfg(test)]
mod tests {
    use biblatex::{Bibliography, ChunksExt};

    use super::*;
    use crate::domain::Code;

    fn awkward() -> Citation {
        Citation {
            code: Code::from_number(42).expect("a code"),
            title: "제목".to_owned(),
            newspaper: "A&B 일보".to_owned(),
            headline: "50% {중괄호} _밑줄_ \"따옴표\" # $ 기사".to_owned(),
            byline: "홍길동 기자".to_owned(),
            author: "홍길동".to_owned(),
            paragraphs: vec![3],
            year: 2018,
            year_is_concluded: true,
            date: "2018년(추정)".to_owned(),
            edition: Some(1),
            url: "https://example.org/facts/GS-0042-3@1".to_owned(),
        }
    }

    #[test]
    fn awkward_text_survives_biblatex() {
        let file = citation_file(&awkward(), FactFormat::Bib).expect("a file");
        let read = Bibliography::parse(&file).expect("BibLaTeX");
        let entry = read.get("GS-0042-3-1").expect("the entry");
        let field = |name: &str| entry.get(name).expect(name).format_verbatim();
        assert_eq!(field("title"), awkward().headline);
        assert_eq!(field("journaltitle"), "A&B 일보");
        assert_eq!(field("author"), "홍길동");
        assert_eq!(field("url"), awkward().url);
    }

    #[test]
    fn awkward_text_survives_csl_json() {
        let file = citation_file(&awkward(), FactFormat::CslJson).expect("a file");
        let read: serde_json::Value = serde_json::from_str(&file).expect("JSON");
        assert_eq!(read[0]["title"], awkward().headline);
        assert_eq!(read[0]["issued"]["circa"], true);
    }
}
