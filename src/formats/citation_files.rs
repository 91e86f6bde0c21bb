//! A citation as a file: `BibLaTeX`, RIS, CSL JSON and plain text.

use biblatex::{Chunk, Entry, EntryType, Spanned};
use serde_json::{Value, json};

use super::{Citation, CitedSource};
use crate::address::FactFormat;

/// The text of a citation in a format; `None` if the format is not one for citations.
pub fn citation_file(citation: &Citation, format: FactFormat) -> Option<String> {
    match format {
        FactFormat::Bib => Some(biblatex(citation)),
        FactFormat::Ris => Some(ris(citation)),
        FactFormat::CslJson => Some(csl_json(citation)),
        FactFormat::Txt => Some(text(citation)),
        FactFormat::Json | FactFormat::Card | FactFormat::Qr | FactFormat::Embed => None,
    }
}

/// `BibLaTeX`: an entry for each source. A concluded date has EDTF's `?`, which `BibLaTeX` reads (manual, 2.3.8).
fn biblatex(citation: &Citation) -> String {
    let entry = |cited: &CitedSource| {
        let mut entry = Entry::new(key(citation, cited), EntryType::Article);
        let normal = |text: &str| vec![Spanned::detached(Chunk::Normal(text.to_owned()))];
        let doubt = if cited.is_concluded() { "?" } else { "" };
        // Braces of its own keep a Korean name in one piece.
        if let Some(author) = cited.source.author() {
            entry.set("author", vec![Spanned::detached(Chunk::Verbatim(author.to_owned()))]);
        }
        entry.set("title", normal(&cited.title_text()));
        entry.set("journaltitle", normal(&cited.source.publisher));
        entry.set("date", normal(&format!("{}{doubt}", cited.iso_date())));
        entry.set("note", normal(&citation.note(cited)));
        entry.set("url", normal(&citation.url));
        entry.set("langid", normal("korean"));
        entry.set("entrysubtype", normal("newspaper"));
        format!("{}\n", entry.to_biblatex_string())
    };
    citation.sources.iter().map(entry).collect()
}

/// A key that is the same in every format: `GS-0042-3-1` for edition 1. Of several sources, each adds its slug.
fn key(citation: &Citation, cited: &CitedSource) -> String {
    let record = match citation.edition {
        Some(edition) => format!("{}-{edition}", citation.code),
        None => citation.code.to_string(),
    };
    if citation.sources.len() == 1 { record } else { format!("{record}-{}", cited.source.slug) }
}

/// RIS (Research Information Systems, 2011): a tag, two spaces, a hyphen, a space and the value; a record for each
/// source. `PY` is the year and `DA` the day as far as it is known, as `2017/12/22/`.
fn ris(citation: &Citation) -> String {
    let record = |cited: &CitedSource| {
        let parts: Vec<String> =
            cited.date_parts().iter().map(|part| format!("{part:02}")).collect();
        let day = (parts.len() > 1).then(|| {
            let day = parts.get(2).cloned().unwrap_or_default();
            format!("{}/{}/{day}/", parts[0], parts[1])
        });
        let fields = [
            ("TY", Some("NEWS".to_owned())),
            ("ID", Some(key(citation, cited))),
            ("AU", cited.source.author().map(str::to_owned)),
            ("TI", Some(cited.title_text())),
            ("T2", Some(cited.source.publisher.clone())),
            ("PY", Some(parts[0].clone())),
            ("DA", day),
            ("SP", cited.locator()),
            ("N1", Some(citation.note(cited))),
            ("LA", Some("ko".to_owned())),
            ("UR", Some(citation.url.clone())),
            ("ER", Some(String::new())),
        ];
        let line = |(tag, value): (&str, Option<String>)| Some(format!("{tag}  - {}\r\n", value?));
        fields.into_iter().filter_map(line).collect::<String>()
    };
    citation.sources.iter().map(record).collect()
}

/// CSL JSON 1.0.2: an item for each source. A concluded date has the mark `circa`.
fn csl_json(citation: &Citation) -> String {
    let item = |cited: &CitedSource| {
        let mut issued = json!({ "date-parts": [cited.date_parts()] });
        if cited.is_concluded() {
            issued["circa"] = json!(true);
        }
        let mut item = json!({
            "id": key(citation, cited),
            "type": "article-newspaper",
            "title": cited.title_text(),
            "container-title": cited.source.publisher,
            "issued": issued,
            "note": citation.note(cited),
            "language": "ko",
            "URL": citation.url,
        });
        if let Some(author) = cited.source.author() {
            item["author"] = json!([{ "literal": author }]);
        }
        if let Some(locator) = cited.locator() {
            item["page"] = json!(locator);
        }
        item
    };
    let items: Vec<Value> = citation.sources.iter().map(item).collect();
    format!("{:#}\n", json!(items))
}

/// The citation in words, as on the page.
fn text(citation: &Citation) -> String {
    let lines = std::iter::once(citation.in_article()).chain(citation.references());
    lines.map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use biblatex::{Bibliography, ChunksExt};

    use super::*;
    use crate::domain::{Code, Edtf, PublicationDate, Slug, Source, SourceKind};

    const HEADLINE: &str = "50% {중괄호} _밑줄_ \"따옴표\" # $ 기사";

    fn awkward() -> Citation {
        let source = Source {
            slug: Slug::parse("a-b").expect("a slug"),
            publisher: "A&B 일보".to_owned(),
            kind: SourceKind::Article,
            title: Some(HEADLINE.to_owned()),
            byline: Some("홍길동 기자".to_owned()),
            published: PublicationDate {
                edtf: Edtf::parse("2018").expect("a year"),
                basis: Some("다음 해의 기사가 전한다.".to_owned()),
            },
            url: None,
            rights: String::new(),
            seen: None,
            origin: None,
            names: Vec::new(),
            paragraphs: Vec::new(),
        };
        Citation {
            code: Code::from_number(42).expect("a code"),
            title: "제목".to_owned(),
            sources: vec![CitedSource { source: Arc::new(source), paragraphs: vec![3] }],
            state_note: None,
            edition: Some(1),
            published: None,
            url: "https://example.org/facts/GS-0042-3@1".to_owned(),
        }
    }

    #[test]
    fn awkward_text_survives_biblatex() {
        let file = citation_file(&awkward(), FactFormat::Bib).expect("a file");
        let read = Bibliography::parse(&file).expect("BibLaTeX");
        let entry = read.get("GS-0042-3-1").expect("the entry");
        let field = |name: &str| entry.get(name).expect(name).format_verbatim();
        assert_eq!(field("title"), HEADLINE);
        assert_eq!(field("journaltitle"), "A&B 일보");
        assert_eq!(field("author"), "홍길동");
        assert_eq!(field("url"), awkward().url);
    }

    #[test]
    fn awkward_text_survives_csl_json() {
        let file = citation_file(&awkward(), FactFormat::CslJson).expect("a file");
        let read: Value = serde_json::from_str(&file).expect("JSON");
        assert_eq!(read[0]["title"], HEADLINE);
        assert_eq!(read[0]["issued"]["circa"], true);
    }
}
