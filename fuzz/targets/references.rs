//! References to facts: what is read is one code in one spelling, in an address as alone, and what is offered
//! for a mistyped one is a code.

#![no_main]

use gyeongsan::address::Address;
use gyeongsan::domain::Code;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(code) = Code::parse(text) {
        assert_eq!(code.to_string(), text);
        assert_eq!(Code::parse_spoken(text), Ok(code));
    }
    if let Ok(code) = Code::parse_spoken(text) {
        assert_eq!(Code::parse(&code.to_string()), Ok(code));
    }
    for near in Code::near(text) {
        assert_eq!(Code::parse(&near.to_string()), Ok(near));
    }
    if let Ok(address) = Address::parse(&format!("/facts/{text}"), None) {
        let path = address.to_string();
        assert!(address.is_canonical(&path, None), "{path}");
        assert_eq!(Address::parse(&path, None), Ok(address));
    }
});
