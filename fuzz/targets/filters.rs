//! Addresses with their parameters, lists and their filters above all: what is read prints to an address that
//! is read as the same, and is the spelling to which others are sent.

#![no_main]

use gyeongsan::address::Address;
use libfuzzer_sys::fuzz_target;

fn parts(target: &str) -> (&str, Option<&str>) {
    target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)))
}

fuzz_target!(|target: &str| {
    let (path, query) = parts(target);
    if let Ok(address) = Address::parse(path, query) {
        let printed = address.to_string();
        let (path, query) = parts(&printed);
        assert!(address.is_canonical(path, query), "{printed}");
        assert_eq!(Address::parse(path, query), Ok(address));
    }
});
