//! Tells cargo which folders are compiled in, so that a new seed, asset or migration is noticed.

fn main() {
    for folder in ["migrations", "seeds", "static", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
