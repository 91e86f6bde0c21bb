//! A place beside finished bytes for what their sender works out of them, so that it need not with each
//! request. The snapshot keeps it and does not look into it.

use std::any::Any;
use std::sync::{Arc, OnceLock};

/// Room for one thing of any type.
#[derive(Debug, Default)]
pub struct Slot(OnceLock<Arc<dyn Any + Send + Sync>>);

impl Slot {
    /// What is kept, made the first time. Whoever comes with another type has it made for himself.
    pub fn get_or_make<T: Any + Send + Sync>(&self, make: impl Fn() -> T) -> Arc<T> {
        let kept = self.0.get_or_init(|| Arc::new(make()));
        Arc::clone(kept).downcast().unwrap_or_else(|_| Arc::new(make()))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_thing_is_made_once() {
        let (slot, count) = (Slot::default(), Cell::new(0));
        let make = || {
            count.set(count.get() + 1);
            "a text"
        };
        assert_eq!((*slot.get_or_make(make), *slot.get_or_make(make)), ("a text", "a text"));
        assert_eq!(count.get(), 1);
    }

    #[test]
    fn another_type_takes_nothing_away() {
        let slot = Slot::default();
        slot.get_or_make(|| 1_u8);
        assert_eq!(*slot.get_or_make(|| 2_u16), 2);
        assert_eq!(*slot.get_or_make(|| 3_u8), 1);
    }
}
