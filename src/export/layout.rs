//! The path of an address in the folder. A page gets `.html` at the end, so that `/facts` and the addresses below it
//! can all be files. A query is part of the file name.

/// The folder of the files to serve.
pub const SITE: &str = "site";

/// The path of an address's file in the folder to serve.
pub fn file_of(target: &str, is_page: bool) -> String {
    let name = match target.trim_start_matches('/') {
        "" => "index",
        name => name,
    };
    if is_page { format!("{name}.html") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_what_is_below_it_are_both_files() {
        for (target, is_page, file) in [
            ("/", true, "index.html"),
            ("/facts", true, "facts.html"),
            ("/facts?page=2", true, "facts?page=2.html"),
            ("/facts.json?page=2", false, "facts.json?page=2"),
            ("/facts/GS-0042-3", true, "facts/GS-0042-3.html"),
            ("/facts/GS-0042-3@1/card.png", false, "facts/GS-0042-3@1/card.png"),
            (
                "/oembed?url=https%3A%2F%2Fexample.org%2F",
                false,
                "oembed?url=https%3A%2F%2Fexample.org%2F",
            ),
        ] {
            assert_eq!(file_of(target, is_page), file);
        }
    }
}
