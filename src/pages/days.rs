//! When pages change by themselves, while the edition stays: what hangs on the day.

use chrono::NaiveDate;

use crate::address::{Address, FixedFile};
use crate::pages::Context;

/// The last day, up to this one, from which on something else may be at an address than the day before;
/// nothing when there is none.
pub fn changed_on(context: Context<'_>, address: &Address) -> Option<NaiveDate> {
    let may_change_daily = match address {
        // Until when a contact holds is counted from the day; and a pinned fact says whether the time of a plan
        // has passed as an edition had it, and those times are not at hand.
        Address::File(FixedFile::Security)
        | Address::Fact(_, Some(_))
        | Address::FactIn(_, Some(_), _) => true,
        // A feed says of a draft that it is of the day.
        _ => context.site.is_draft(),
    };
    // All others say whether the time of a plan has passed.
    if may_change_daily { Some(context.today) } else { context.store.last_lapse(context.today) }
}
