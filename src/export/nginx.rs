//! The configuration for nginx to serve an export: a location for each address template, with the media type and the
//! headers that the server gives, and maps from requests to files. The operator sets host, port and folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::ExportError;
use super::layout::SITE;
use super::writing::WrittenAddress;
use crate::address::{Address, ExampleRecords, FactFormat, FixedPage, HTML};

/// The locations of a site, by their nginx selector.
#[derive(Debug, Default)]
pub struct Locations {
    kinds: BTreeMap<String, BTreeMap<String, String>>,
    /// The name under which a browser saves a location's file. A table with filters has them in its name, which would
    /// need a line for each here, so it is saved under the name of the whole table.
    names: BTreeMap<String, String>,
    /// A location for each address that moved or was withdrawn.
    retired: Vec<String>,
}

impl Locations {
    /// Notes the headers of an address, which all addresses of its kind share.
    pub fn note(&mut self, written: &WrittenAddress) -> Result<(), ExportError> {
        let WrittenAddress { address, status, headers, files } = written;
        let mut shared = headers.clone();
        // nginx says these by itself.
        for own in ["vary", "accept-ranges"] {
            shared.remove(own);
        }
        if let Some(to) = shared.remove("location") {
            // A location cannot match a query, so the server answers such an address.
            if !address.contains('?') {
                self.retired.push(format!(
                    "location = {address} {{\n{}    return {status} {to}$is_args$args;\n}}\n",
                    fields(&shared)
                ));
            }
            return Ok(());
        }
        let Some(file) = files.first() else {
            return Err(ExportError::Status(address.clone(), *status));
        };
        let file = file.file.strip_prefix(SITE).unwrap_or(&file.file);
        let kind = match status {
            404 => format!("= {file}"),
            410 => {
                self.retired.push(format!(
                    "location = {address} {{\n    error_page 410 {file};\n    return 410;\n}}\n"
                ));
                let suffix = if is_page(headers) { r"\.gone\.html" } else { r"\.gone" };
                format!("~ {suffix}$")
            }
            _ => location(&parsed(address)?),
        };
        if let Some(name) = shared.remove("content-disposition").filter(|_| !address.contains('?'))
        {
            self.names.insert(kind.clone(), name);
        }
        let known = self.kinds.entry(kind).or_insert_with(|| shared.clone());
        if *known == shared { Ok(()) } else { Err(ExportError::Uneven(address.clone())) }
    }

    /// The configuration for a `server` block whose root is the folder of the files.
    pub fn print(&self) -> String {
        let mut text = String::from(
            "# Made by `gyeongsan export`. To be included in a server block whose root is site/; what is not\n\
             # among the files is for `location @elsewhere`, which that block must have.\n\n\
             gzip_static on;\n\
             gzip_vary on;\n\
             # File times stand for bytes here, and for no time.\n\
             if_modified_since off;\n\
             absolute_redirect off;\n\
             error_page 404 /404.html;\n\n\
             location ~ ^((?:/[A-Za-z0-9@._-]+)+)/$ {\n    return 308 $1$is_args$args;\n}\n\
             location ~ ^/(?:index|404)$ {\n    return 404;\n}\n",
        );
        text.extend(self.retired.iter().map(String::as_str));
        for (kind, headers) in &self.kinds {
            let media_type = headers.get("content-type").map_or("", String::as_str);
            let files = match kind.as_str() {
                "= /" => "    try_files /index.html =404;\n",
                _ if kind.contains(".html") || kind.contains("gone") => "    internal;\n",
                _ if media_type.starts_with("text/html") => {
                    "    try_files $uri$asked.html $whole.html @elsewhere;\n"
                }
                _ => "    try_files $uri$asked $whole @elsewhere;\n",
            };
            let name = self.names.get(kind).map(|name| field("content-disposition", name));
            let _ = write!(
                text,
                "location {kind} {{\n    types {{ }}\n    default_type \"{media_type}\";\n{}{}{files}}}\n",
                fields(headers),
                name.unwrap_or_default()
            );
        }
        text
    }
}

/// The nginx selector for an address. There is only one for each template.
fn location(address: &Address) -> String {
    let template = address.template();
    match address {
        Address::Page(FixedPage::Home) => "= /".to_owned(),
        Address::FactIn(_, _, FactFormat::Embed) => pattern(template),
        // An embed has other headers than other pages, so it has a location of its own.
        Address::Embed(_) => format!("= {template}"),
        page if page.media_type() == HTML => "/".to_owned(),
        Address::Asset(file) => {
            let (folder, (_, extension)) =
                (template.trim_end_matches("{file}"), file.rsplit_once('.').unwrap_or(("", file)));
            format!(r"~ ^{folder}.+\.{extension}$")
        }
        _ if template.contains('{') => pattern(template),
        _ => format!("= {template}"),
    }
}

/// A template as a regular expression. A pinned fact has the same headers as any other, so it shares theirs.
fn pattern(template: &str) -> String {
    let literals = template.replace("@{edition}", "");
    let pieces: Vec<&str> = literals.split(['{', '}']).collect();
    let piece = |(at, piece): (usize, &&str)| {
        if at % 2 == 0 { piece.replace('.', r"\.") } else { "[^.]+".to_owned() }
    };
    format!("~ ^{}$", pieces.iter().enumerate().map(piece).collect::<String>())
}

/// The address that a file was written for.
fn parsed(target: &str) -> Result<Address, ExportError> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Address::parse(path, Some(query))
        .map_err(|error| ExportError::Broken(target.to_owned(), format!("{error:?}")))
}

fn is_page(headers: &BTreeMap<String, String>) -> bool {
    headers.get("content-type").is_some_and(|media_type| media_type.starts_with("text/html"))
}

/// The lines that add headers. The media type has a directive of its own.
fn fields(headers: &BTreeMap<String, String>) -> String {
    let mut lines = String::from("    add_header last-modified \"\";\n");
    for (name, value) in headers.iter().filter(|(name, _)| *name != "content-type") {
        lines.push_str(&field(name, value));
    }
    lines
}

/// The line that adds a header.
fn field(name: &str, value: &str) -> String {
    format!("    add_header {name} {} always;\n", quoted(value))
}

/// The maps for the `http` block: the file for a query, and when a query without a file may be ignored.
pub fn maps() -> String {
    let examples = Address::examples(&ExampleRecords::made_up(""));
    let narrowed: Vec<&Address> =
        examples.iter().filter(|address| !address.parameters().is_empty()).collect();
    let paths: BTreeSet<String> =
        narrowed.iter().map(|address| address.template().replace('.', r"\.")).collect();
    let names: BTreeSet<&str> = narrowed.iter().flat_map(|address| address.parameters()).collect();
    let any = |words: Vec<&str>| words.join("|");
    format!(
        "# Made by `gyeongsan export`. To be included in the http block, before any other map.\n\n\
         # Names of files are long.\n\
         map_hash_bucket_size 512;\n\n\
         # A query as part of the name of a file, spelled as links spell it.\n\
         map $args $asked {{\n    default \"\";\n    \"~^[A-Za-z0-9%=&._~-]+$\" ?$args;\n}}\n\n\
         # The file of a page or list whose query says nothing to the site; none when it does.\n\
         map $uri?$args $whole {{\n    default $uri;\n    \
         \"~^(?:{})\\?(?:.*&)?(?:{})=\" /-;\n}}\n",
        any(paths.iter().map(String::as_str).collect()),
        any(names.into_iter().collect())
    )
}

/// A text as one word of the configuration.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\\', r"\\").replace('\'', r"\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_kind_are_one_location() {
        for (address, expected) in [
            ("/", "= /"),
            ("/facts?page=2", "/"),
            ("/facts/GS-0042-3@1", "/"),
            ("/facts/GS-0042-3/embed", "~ ^/facts/[^.]+/embed$"),
            ("/facts.json?page=2", "= /facts.json"),
            ("/facts/GS-0042-3.csl.json", r"~ ^/facts/[^.]+\.csl\.json$"),
            ("/facts/GS-0042-3@1/card.png", r"~ ^/facts/[^.]+/card\.png$"),
            ("/static/site.0123456789abcdef.css", r"~ ^/static/.+\.css$"),
            ("/data/fact.schema.json", "= /data/fact.schema.json"),
            ("/oembed?url=x", "= /oembed"),
        ] {
            assert_eq!(location(&parsed(address).expect(address)), expected, "{address}");
        }
    }
}
