//! The file of a new source: what the command was told, what the text itself says, and the first words and digests of
//! each paragraph. A second run keeps what a person changed in it.

use crate::domain::{Edtf, Paragraph, ParagraphRole, Seen, Slug, Source, SourceKind};
use crate::seeds::document::UNFILLED;
use crate::seeds::draft::analysis::{ParagraphAnalysis, byline};
use crate::seeds::draft::toml_text::{inline, list, quoted, slug_of};

/// What is known of a new source before its text is read.
#[derive(Debug, Clone)]
pub struct NewSource {
    /// Made from the publisher and the day where it is not given.
    pub slug: Option<Slug>,
    pub publisher: String,
    pub kind: SourceKind,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub published: Option<Edtf>,
    /// How the day of publication is known, where the text does not state it.
    pub basis: Option<String>,
    pub url: Option<String>,
    pub origin: Option<Slug>,
    /// How much of the text was read, where the editor does not hold it; no digests are written then.
    pub cited: Option<Seen>,
}

impl NewSource {
    /// The slug of the source: the given one, or else one made from the publisher's other sources or its address, and
    /// the day.
    pub fn slug(&self, sources: &[Source]) -> Option<Slug> {
        if self.slug.is_some() {
            return self.slug.clone();
        }
        let of_publisher = sources.iter().find(|source| source.publisher == self.publisher);
        let stem = of_publisher.map(|source| {
            let slug = source.slug.as_str();
            let end = slug.find(|c: char| c.is_ascii_digit()).unwrap_or(slug.len());
            slug[..end].trim_end_matches('-').to_owned()
        });
        let host = self.url.as_deref().and_then(|url| {
            let host = url.split("//").nth(1)?.split('/').next()?;
            let mut labels = host.split('.').filter(|label| !["www", "m", "news"].contains(label));
            Some(labels.next()?.to_ascii_lowercase())
        });
        let stem = stem.filter(|stem| !stem.is_empty()).or(host);
        let stem = stem.unwrap_or_else(|| slug_of(&self.publisher));
        let day = self.published.map(|edtf| edtf.earliest().to_string());
        let day = match (day, self.published) {
            (Some(_), Some(edtf)) if edtf.is_span() => Some(edtf.start().to_string()),
            (day, _) => day,
        };
        Slug::parse(&[Some(stem), day].into_iter().flatten().collect::<Vec<_>>().join("-"))
    }
}

/// The text of the source's file, keeping what stands in the one that an earlier run wrote.
pub fn source_text(
    new: &NewSource,
    analyses: &[ParagraphAnalysis<'_>],
    before: Option<&str>,
) -> String {
    let before: toml::Table = before.and_then(|text| text.parse().ok()).unwrap_or_default();
    let kept = |key: &str| {
        let value = before.get(key).and_then(toml::Value::as_str);
        value.filter(|value| *value != UNFILLED).map(str::to_owned)
    };
    let of_role = |role: ParagraphRole| analyses.iter().find(|one| one.passage.role == role);
    let headline = of_role(ParagraphRole::Headline).map(|one| one.passage.text.clone());
    // A text that is not held may have been copied from its first sentence on, without its title.
    let headline = headline.filter(|text| new.cited.is_none() || !text.ends_with('.'));
    let writer = of_role(ParagraphRole::Byline);
    let writer = writer.and_then(|one| byline(&one.passage.text)).map(str::to_owned);
    let what = if new.kind == SourceKind::Article { "기사" } else { "글" };
    let rights = format!("{what}의 저작권은 {}에 있습니다.", new.publisher);
    let mut names: Vec<String> = strings(before.get("names"));
    for name in analyses.iter().flat_map(|one| &one.proper) {
        if !names.iter().any(|known| known == name) {
            names.push((*name).to_owned());
        }
    }
    let origin = new.origin.as_ref().map(|slug| slug.as_str().to_owned());
    let text = |value: Option<String>| value.map(|value| quoted(&value));
    let lines = [
        ("publisher", text(Some(new.publisher.clone()))),
        ("kind", text(Some(new.kind.key().to_owned()))),
        ("title", text(new.title.clone().or_else(|| kept("title")).or(headline))),
        ("byline", text(new.byline.clone().or_else(|| kept("byline")).or(writer))),
        ("published", Some(published(new, &before))),
        ("url", text(new.url.clone().or_else(|| kept("url")))),
        ("seen", text(new.cited.map(|seen| seen.key().to_owned()))),
        ("origin", text(origin.or_else(|| kept("origin")))),
        ("rights", text(kept("rights").or(Some(rights)))),
        ("names", (!names.is_empty()).then(|| list(names.iter().map(String::as_str)))),
    ];
    let lines = lines.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}\n", value?)));
    let mut text: String = lines.collect();
    if new.cited.is_none() {
        for one in analyses {
            text.push_str(&paragraph(one, &before));
        }
    }
    text
}

fn published(new: &NewSource, before: &toml::Table) -> String {
    let kept = before.get("published").and_then(toml::Value::as_table);
    let kept = |key: &str| {
        let value = kept?.get(key)?.as_str().filter(|value| *value != UNFILLED)?;
        Some(value.to_owned())
    };
    let edtf = new.published.map(|edtf| edtf.to_string()).or_else(|| kept("edtf"));
    let basis = new.basis.clone().or_else(|| kept("basis"));
    let basis = basis.or_else(|| edtf.is_none().then(|| UNFILLED.to_owned()));
    let edtf = edtf.unwrap_or_else(|| UNFILLED.to_owned());
    inline(&[("edtf", Some(quoted(&edtf))), ("basis", basis.map(|basis| quoted(&basis)))])
}

/// A paragraph, keeping the role, the first words and the reason of the earlier one with the same digest.
fn paragraph(analysis: &ParagraphAnalysis<'_>, before: &toml::Table) -> String {
    let passage = &analysis.passage;
    let digest = Paragraph::digest_of(&passage.text);
    let old = paragraphs(before)
        .find(|old| old.get("digest").and_then(toml::Value::as_str) == Some(digest.as_str()));
    let kept = |key: &str| Some(old?.get(key)?.as_str()?.to_owned());
    let role = kept("role").unwrap_or_else(|| passage.role.key().to_owned());
    let opening = kept("opening").unwrap_or_else(|| Paragraph::opening_of(&passage.text));
    let sentences = Paragraph::sentence_digests(&passage.text);
    let sentences: Vec<String> =
        sentences.iter().map(|digest| format!("\n  {},", quoted(digest))).collect();
    let unused = match old {
        Some(_) => kept("unused"),
        None => passage.unused().map(str::to_owned),
    };
    let unused = unused.map_or_else(String::new, |why| format!("unused = {}\n", quoted(&why)));
    let number = passage.number;
    format!(
        "\n[[paragraph]]\nnumber = {number}\nrole = {}\nopening = {}\ndigest = \"{digest}\"\n\
         {unused}sentences = [{}\n]\n",
        quoted(&role),
        quoted(&opening),
        sentences.concat()
    )
}

fn paragraphs(source: &toml::Table) -> impl Iterator<Item = &toml::Table> {
    let list = source.get("paragraph").and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_table)
}

/// The number that each paragraph of a source's file had, by its digest.
pub fn numbers_by_digest(text: &str) -> Vec<(String, u16)> {
    let source: toml::Table = text.parse().unwrap_or_default();
    let numbered = paragraphs(&source).filter_map(|paragraph| {
        let number = paragraph.get("number")?.as_integer()?;
        Some((paragraph.get("digest")?.as_str()?.to_owned(), u16::try_from(number).ok()?))
    });
    numbered.collect()
}

fn strings(value: Option<&toml::Value>) -> Vec<String> {
    let list = value.and_then(toml::Value::as_array).into_iter().flatten();
    list.filter_map(toml::Value::as_str).map(str::to_owned).collect()
}

/// The day of publication that a source's file has.
pub fn published_in(text: &str) -> Option<Edtf> {
    let source: toml::Table = text.parse().ok()?;
    Edtf::parse(source.get("published")?.get("edtf")?.as_str()?).ok()
}
