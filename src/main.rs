//! The command line; it has no commands yet.
fn main() {}
