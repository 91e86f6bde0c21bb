//! Whom to tell of a weakness of the site (RFC 9116). Without somebody to tell there is no such page.

use chrono::Months;

use crate::address::{Address, FixedFile};
use crate::pages::Context;

/// How long what is said here holds: less than the year that the RFC recommends at most (2.5.5).
const HOLDS: Months = Months::new(6);

/// The contact, until when it holds and where it is said; nothing when the operator gave none.
pub fn security_txt(context: Context<'_>) -> Option<String> {
    let contact = context.site.contact.as_ref()?;
    let expires = context.today + HOLDS;
    Some(format!(
        "Contact: mailto:{contact}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: ko, en\n\
         Canonical: {}{}\n",
        context.site.public_url,
        Address::File(FixedFile::Security)
    ))
}
