//! An export as nginx is to serve it: a location for each kind of address, with the type and headers that the
//! server gives it, and the maps that say which file a request wants. Knows no host, port or folder: those
//! are the operator's.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::ExportError;
use super::layout::SITE;
use super::writing::Written;
use crate::address::{Address, ListFormat, Listing};
use crate::domain::List;

/// The locations of a site, by how nginx selects them.
#[derive(Debug, Default)]
pub struct Locations {
    kinds: BTreeMap<String, BTreeMap<String, String>>,
    /// One for each address that moved or was withdrawn.
    retired: Vec<String>,
}

impl Locations {
    /// Notes the headers of an address, for all of its kind.
    pub fn note(&mut self, written: &Written) -> Result<(), ExportError> {
        let Written { address, status, headers, files } = written;
        let (Some(file), None) = (files.first(), headers.get("location")) else {
            return self.note_moved(written);
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
            _ => kind(address, is_page(headers)),
        };
        let mut lasting = headers.clone();
        // nginx says the last two by itself, and the links are in the head of each page.
        for own in ["link", "vary", "accept-ranges"] {
            lasting.remove(own);
        }
        match self.kinds.get(&kind) {
            Some(known) if *known != lasting => Err(ExportError::Uneven(address.clone())),
            Some(_) => Ok(()),
            None => {
                self.kinds.insert(kind, lasting);
                Ok(())
            }
        }
    }

    fn note_moved(&mut self, written: &Written) -> Result<(), ExportError> {
        let Written { address, status, headers, .. } = written;
        let Some(to) = headers.get("location") else {
            return Err(ExportError::Status(address.clone(), *status));
        };
        // What has a query of its own is no location: the server is asked for it.
        if !address.contains('?') {
            let mut said = headers.clone();
            said.remove("location");
            self.retired.push(format!(
                "location = {address} {{\n{}    return {status} {to}$is_args$args;\n}}\n",
                fields(&said)
            ));
        }
        Ok(())
    }

    /// The configuration, for a `server` block whose root is the folder of the files.
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
            let mut said = headers.clone();
            said.remove("content-type");
            let files = match kind.as_str() {
                "= /" => "    try_files /index.html =404;\n",
                _ if kind.contains(".html") || kind.contains("gone") => "    internal;\n",
                _ if media_type.starts_with("text/html") => {
                    "    try_files $uri$asked.html $whole.html @elsewhere;\n"
                }
                _ => "    try_files $uri$asked $whole @elsewhere;\n",
            };
            let _ = write!(
                text,
                "location {kind} {{\n    types {{ }}\n    default_type \"{media_type}\";\n{}{files}}}\n",
                fields(&said)
            );
        }
        text
    }
}

/// The kind of an address, as nginx selects a location.
fn kind(address: &str, is_page: bool) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let (first, last) = (segments.first().unwrap_or(&""), segments.last().unwrap_or(&""));
    let suffix = last.find('.').map_or("", |dot| &last[dot..]);
    match *first {
        "" => "= /".to_owned(),
        "facts" if is_page && *last == "embed" => r"~ ^/facts/[^/.]+/embed$".to_owned(),
        _ if is_page => "/".to_owned(),
        "static" => {
            let extension = last.rsplit('.').next().unwrap_or_default();
            format!(r"~ ^/static/.+\.{extension}$")
        }
        "data" | ".well-known" => format!("= {path}"),
        _ if segments.len() == 1 || suffix.is_empty() => format!("= {path}"),
        _ => format!("~ ^/{first}/[^.]+{}$", suffix.replace('.', r"\.")),
    }
}

fn is_page(headers: &BTreeMap<String, String>) -> bool {
    headers.get("content-type").is_some_and(|media_type| media_type.starts_with("text/html"))
}

/// Lines that add header fields.
fn fields(headers: &BTreeMap<String, String>) -> String {
    let mut lines = String::from("    add_header last-modified \"\";\n");
    for (name, value) in headers {
        let _ = writeln!(lines, "    add_header {name} {} always;", quoted(value));
    }
    lines
}

/// The maps, for the `http` block: which file a query asks for, and when a query that no file answers may be
/// passed over.
pub fn maps() -> String {
    let lists: Vec<String> =
        List::all().iter().map(|list| Address::list(*list).path().replace('/', "")).collect();
    let mut names: Vec<&str> = Vec::new();
    for list in List::all() {
        for format in [ListFormat::Html].iter().chain(ListFormat::of(list)) {
            names.extend(Listing::from(list).in_format(*format).parameters());
        }
    }
    names.sort_unstable();
    names.dedup();
    format!(
        "# Made by `gyeongsan export`. To be included in the http block, before any other map.\n\n\
         # Names of files are long.\n\
         map_hash_bucket_size 512;\n\n\
         # A query as part of the name of a file, spelled as links spell it.\n\
         map $args $asked {{\n    default \"\";\n    \"~^[A-Za-z0-9%=&._~-]+$\" ?$args;\n}}\n\n\
         # The file of a page or list whose query says nothing to the site; none when it does.\n\
         map $uri?$args $whole {{\n    default $uri;\n    \
         \"~^/(?:{})(?:\\.[a-z]+)?\\?(?:.*&)?(?:{})=\" /-;\n    \
         \"~^/(?:search|search\\.json|search/suggest)\\?(?:.*&)?q=\" /-;\n}}\n",
        lists.join("|"),
        names.join("|")
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
        for (address, is_page, expected) in [
            ("/", true, "= /"),
            ("/facts?page=2", true, "/"),
            ("/facts/GS-0042-3@1", true, "/"),
            ("/facts/GS-0042-3/embed", true, "~ ^/facts/[^/.]+/embed$"),
            ("/facts.json?page=2", false, "= /facts.json"),
            ("/facts/GS-0042-3.csl.json", false, r"~ ^/facts/[^.]+\.csl\.json$"),
            ("/facts/GS-0042-3@1/card.png", false, r"~ ^/facts/[^.]+\.png$"),
            ("/static/site.0123456789abcdef.css", false, r"~ ^/static/.+\.css$"),
            ("/data/fact.schema.json", false, "= /data/fact.schema.json"),
            ("/oembed?url=x", false, "= /oembed"),
        ] {
            assert_eq!(kind(address, is_page), expected, "{address}");
        }
    }
}
