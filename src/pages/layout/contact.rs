//! Where readers report a mistake: a mail address or the address of a form. A mail opens with the message already
//! begun; a form has its own questions.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::is_web_address;

/// Where readers report a mistake to the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contact {
    Mail(String),
    /// The address of a form on the web.
    Form(String),
}

impl Contact {
    /// Reads a mail address (`name@host`) or an address that begins with `https://`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
        if text.starts_with("https://") {
            return (is_plain && is_web_address(text)).then(|| Self::Form(text.to_owned()));
        }
        let (name, host) = text.split_once('@')?;
        let is_mail = !name.is_empty() && host.contains('.') && !text.contains(['?', '&', ':']);
        (is_plain && is_mail).then(|| Self::Mail(text.to_owned()))
    }

    /// The link to it.
    pub fn href(&self) -> String {
        match self {
            Self::Mail(mail) => format!("mailto:{mail}"),
            Self::Form(url) => url.clone(),
        }
    }

    /// The link; for a mail address, with the message already begun.
    pub fn message(&self, subject: &str, body: &str) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        match self {
            Self::Mail(_) => {
                let body = encoded(&body.replace('\n', "\r\n"));
                format!("{}?subject={}&body={body}", self.href(), encoded(subject))
            }
            Self::Form(url) => url.clone(),
        }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mail(mail) => f.write_str(mail),
            Self::Form(url) => {
                f.write_str(url.trim_start_matches("https://").trim_end_matches('/'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_a_mail_address_or_a_form_on_the_web() {
        let mail = Contact::parse("records@example.org").expect("a mail address");
        assert_eq!(mail.href(), "mailto:records@example.org");
        let form = Contact::parse("https://example.org/report/").expect("a form");
        assert_eq!(
            (form.href().as_str(), form.to_string().as_str()),
            ("https://example.org/report/", "example.org/report")
        );
        for wrong in [
            "",
            "records",
            "@example.org",
            "a b@example.org",
            "http://example.org",
            "https://",
            "https:///report",
            "a@b.c?x=1",
        ] {
            assert_eq!(Contact::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_message_is_begun_by_mail_and_left_to_a_form() {
        let begun = Contact::Mail("a@b.kr".to_owned()).message("오류", "판: 1\n");
        assert_eq!(begun, "mailto:a@b.kr?subject=%EC%98%A4%EB%A5%98&body=%ED%8C%90%3A%201%0D%0A");
        let form = Contact::Form("https://b.kr/f".to_owned()).message("오류", "판: 1");
        assert_eq!(form, "https://b.kr/f");
    }
}
