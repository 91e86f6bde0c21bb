//! The addresses on the web that editors and operators write down, as far as one can tell without asking for them.

/// Whether a text is an address on the web: a scheme, a host, and no white space.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', ':']).next());
    host.is_some_and(|host| !host.is_empty()) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_on_the_web_has_a_scheme_and_a_host() {
        for right in ["https://example.org", "http://127.0.0.1:8080/a?b#c", "http://[::1]:8080"] {
            assert!(is_web_address(right), "{right}");
        }
        for wrong in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https:///",
            "https://:8080",
            "https://?q",
            "https://exa mple.org",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }
}
