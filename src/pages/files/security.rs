//! `security.txt` (RFC 9116): where to report a vulnerability. Without a contact there is no such file.

use chrono::Months;

use crate::address::{Address, FixedFile};
use crate::pages::Context;

/// How long the file is valid: less than a year, as the RFC recommends (2.5.5).
const HOLDS: Months = Months::new(6);

/// The text of the file; `None` if the operator gave no contact.
pub fn security_txt(context: Context<'_>) -> Option<String> {
    let contact = context.site.contact.as_ref()?;
    let expires = context.today + HOLDS;
    let own = context.site.public_url.of(&Address::File(FixedFile::Security));
    Some(format!(
        "Contact: {}\nExpires: {expires}T00:00:00Z\nPreferred-Languages: ko, en\n\
         Canonical: {own}\n",
        contact.href()
    ))
}
