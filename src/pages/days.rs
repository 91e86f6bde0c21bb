//! Which pages change with the date alone, while the data stays the same.

use chrono::NaiveDate;

use crate::address::{Address, FixedFile};
use crate::pages::Context;

/// The latest day, today included, on which the page at an address may have changed; `None` if it has not
/// changed since the data was loaded.
pub fn changed_on(context: Context<'_>, address: &Address) -> Option<NaiveDate> {
    let may_change_daily = match address {
        // security.txt expires relative to today, and a pinned fact may say that its plan is overdue. The times
        // of plans in old editions are not in memory, so we assume that these pages change every day.
        Address::File(FixedFile::Security)
        | Address::Fact(_, Some(_))
        | Address::FactIn(_, Some(_), _) => true,
        // A feed of a draft carries today's date.
        _ => context.site.is_draft(),
    };
    // Every other page may say that a plan is overdue.
    if may_change_daily { Some(context.today) } else { context.store.last_lapse(context.today) }
}
