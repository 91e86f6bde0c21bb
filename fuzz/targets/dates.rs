//! EDTF: what is read is one date in one spelling, with days in their order.

#![no_main]

use gyeongsan::domain::Edtf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(date) = Edtf::parse(text) {
        assert_eq!(date.to_string(), text);
        assert!(date.earliest() <= date.latest());
        assert_eq!(date.is_span(), date.earliest() != date.latest());
    }
});
