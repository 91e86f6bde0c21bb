//! The links of each file (RFC 8288) as a map of nginx. Those of one kind of address differ in what the address
//! itself says, so that one pattern stands for them all, however many facts there are; a file whose links are
//! others than its kind's has a line of its own. Keeps one pattern for each kind, and no file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::layout::SITE;
use super::nginx::quoted;
use super::writing::Written;

/// The head of the map, by the path of a file.
pub const BEGIN: &str = "# Made by `gyeongsan export`. To be included in the http block, after maps.conf.\n\n\
    map $uri $link {\n    default \"\";";

/// The patterns of a map under way, each with the links that it gives.
#[derive(Debug, Default)]
pub struct Links(BTreeMap<String, String>);

impl Links {
    /// The line of a file that needs one of its own. The first of a kind makes the pattern.
    pub fn note(&mut self, written: &Written) -> Option<String> {
        let file = written.files.first()?.file.strip_prefix(SITE)?;
        let link = written.headers.get("link").map_or("", String::as_str);
        let own = || Some(entry(file, link));
        let Some(shape) = Shape::of(file) else {
            return if link.is_empty() { None } else { own() };
        };
        let said = shape.without_own(link);
        match self.0.entry(shape.pattern) {
            Entry::Occupied(known) if *known.get() == said => None,
            Entry::Occupied(_) => own(),
            Entry::Vacant(kind) => {
                kind.insert(said);
                None
            }
        }
    }

    /// The patterns as lines, and the end of the map.
    pub fn end(&self) -> String {
        let said = self.0.iter().filter(|(_, link)| !link.is_empty());
        said.map(|(pattern, link)| entry(pattern, link) + "\n").chain(["}".to_owned()]).collect()
    }
}

fn entry(key: &str, link: &str) -> String {
    format!("{} {};", quoted(key), quoted(link))
}

/// What a file's name is made of. No name fits the patterns of two shapes.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    /// A regular expression that names what is the file's own.
    pattern: String,
    /// How links say what is the file's own, and the same with the names; the longer first.
    own: Vec<(String, String)>,
}

impl Shape {
    fn of(file: &str) -> Option<Self> {
        match file.split_once('?') {
            Some((path, query)) => Self::of_list(path, query),
            None => Self::of_record(file),
        }
    }

    /// `/facts/GS-0042-3@1.csl.json`: a list, a record of it, perhaps an edition, a form.
    fn of_record(file: &str) -> Option<Self> {
        let (list, rest) = file.strip_prefix('/')?.split_once('/')?;
        let (record, form) = rest.split_at(rest.find(['.', '/', '@'])?);
        let (edition, form) = match form.strip_prefix('@') {
            Some(at) => at.split_at(at.find(['.', '/'])?),
            None => ("", form),
        };
        let is_number = edition.bytes().all(|byte| byte.is_ascii_digit());
        if record.is_empty() || !is_number || form.rfind('/').is_some_and(|at| at > 0) {
            return None;
        }
        let mut own = Vec::new();
        // An address within another is percent-encoded.
        for (slash, at) in [("/", "@"), ("%2F", "%40")] {
            let (said, named) = (format!("{slash}{list}{slash}"), "${record}");
            if !edition.is_empty() {
                let named = format!("{said}{named}{at}${{edition}}");
                own.push((format!("{said}{record}{at}{edition}"), named));
            }
            own.push((format!("{said}{record}"), format!("{said}{named}")));
        }
        let edition = if edition.is_empty() { "" } else { "@(?<edition>[0-9]+)" };
        let pattern =
            format!("~^/{}/(?<record>[^/.@?]+){edition}{}$", literal(list), literal(form));
        Some(Self { pattern, own })
    }

    /// `/facts.json?industry=blue-technology&page=2`: a list, narrowed by one thing or none, perhaps a page.
    fn of_list(path: &str, query: &str) -> Option<Self> {
        let (query, end) =
            query.strip_suffix(".html").map_or((query, ""), |query| (query, ".html"));
        let (mut parts, mut own) = (Vec::new(), Vec::new());
        for part in query.split('&') {
            let (pattern, named) = match part.split_once('=')? {
                ("page", number) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                    ("page=(?<page>[0-9]+)".to_owned(), "page=${page}")
                }
                ("bom", _) => (literal(part), part),
                _ => ("(?<filter>(?!page=|bom=)[^&]+)".to_owned(), "${filter}"),
            };
            if parts.contains(&pattern) {
                return None;
            }
            parts.push(pattern);
            own.extend(["?", "&"].map(|mark| (format!("{mark}{part}"), format!("{mark}{named}"))));
        }
        let pattern = format!(r"~^{}\?{}{}$", literal(path), parts.join("&"), literal(end));
        Some(Self { pattern, own })
    }

    /// A field value with the names in the place of what is the file's own.
    fn without_own(&self, link: &str) -> String {
        let own = self.own.iter();
        own.fold(link.to_owned(), |link, (said, named)| link.replace(said, named))
    }
}

/// Text as a regular expression of nginx has it.
fn literal(text: &str) -> String {
    text.replace('.', r"\.")
}

#[cfg(test)]
mod tests {
    use super::super::writing::WrittenFile;
    use super::*;

    fn written(file: &str, link: &str) -> Written {
        let file = format!("{SITE}{file}");
        let of = |text: &str| text.to_owned();
        Written {
            address: String::new(),
            status: 200,
            headers: [(of("link"), of(link))].into(),
            files: vec![WrittenFile { encoding: "identity", file, size: 1, etag: None }],
        }
    }

    #[test]
    fn one_pattern_stands_for_all_facts_and_a_fact_unlike_them_for_itself() {
        let mut links = Links::default();
        for code in ["GS-0042-3", "GS-0043-1"] {
            let link = format!(
                "<https://a.example/facts/{code}>, <https://a.example/o?u=%2Ffacts%2F{code}>"
            );
            assert_eq!(links.note(&written(&format!("/facts/{code}.html"), &link)), None);
            let link = format!("<https://a.example/facts/{code}@12>, <%2Ffacts%2F{code}%4012>");
            assert_eq!(links.note(&written(&format!("/facts/{code}@12.html"), &link)), None);
        }
        let other = links.note(&written("/facts/GS-0044-9.html", "<https://b.example/>"));
        assert_eq!(other.as_deref(), Some("'/facts/GS-0044-9.html' '<https://b.example/>';"));
        let none = links.note(&written("/facts/GS-0045-7.html", ""));
        assert_eq!(none.as_deref(), Some("'/facts/GS-0045-7.html' '';"));
        // nginx reads two backslashes in quotes as one.
        let expected = [
            r"'~^/facts/(?<record>[^/.@?]+)@(?<edition>[0-9]+)\\.html$' ",
            "'<https://a.example/facts/${record}@${edition}>, <%2Ffacts%2F${record}%40${edition}>';\n",
            r"'~^/facts/(?<record>[^/.@?]+)\\.html$' ",
            "'<https://a.example/facts/${record}>, <https://a.example/o?u=%2Ffacts%2F${record}>';\n}",
        ];
        assert_eq!(links.end(), expected.concat());
    }

    #[test]
    fn pages_of_a_list_are_of_one_kind_and_those_narrowed_of_another() {
        let mut links = Links::default();
        for page in [2, 3] {
            let link =
                format!("<https://a.example/facts?page={page}>, <https://a.example/facts.csv>");
            assert_eq!(links.note(&written(&format!("/facts?page={page}.html"), &link)), None);
            let link = format!("<https://a.example/facts?site=a-{page}>");
            assert_eq!(links.note(&written(&format!("/facts?site=a-{page}.html"), &link)), None);
        }
        let expected = [
            r"'~^/facts\\?(?<filter>(?!page=|bom=)[^&]+)\\.html$' '<https://a.example/facts?${filter}>';",
            "\n",
            r"'~^/facts\\?page=(?<page>[0-9]+)\\.html$' ",
            "'<https://a.example/facts?page=${page}>, <https://a.example/facts.csv>';\n}",
        ];
        assert_eq!(links.end(), expected.concat());
    }
}
