//! When pages change by themselves, while the edition stays: what hangs on the day.

use chrono::NaiveDate;

use super::Context;
use crate::address::Address;

impl Context<'_> {
    /// The last day, up to this one, from which on something else may be at an address than the day before;
    /// nothing when there is none.
    #[must_use]
    pub fn changed_on(self, address: &Address) -> Option<NaiveDate> {
        // These say which day it is: until when a contact holds, and when a draft was fed to readers.
        if *address == Address::Security || self.site.is_draft() {
            return Some(self.today);
        }
        // A page says of a plan that its time has passed.
        self.store.last_lapse(self.today)
    }
}
