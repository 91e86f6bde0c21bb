//! Korean text as it is typed and compared: syllables and their letters, keyboards, particles, one
//! normal form with the way back to the original, the cut into tokens that an index keeps, and
//! patterns that find and mark words. Pure text in and out; knows no record, database or page.

mod cut;
mod keyboard;
mod normal;
mod particle;
mod pattern;
mod syllable;

pub use cut::{BREAK, acronyms, as_initials, atoms, index, initials, parts, phrase};
pub use keyboard::{to_hangul, to_latin};
pub use normal::{Normal, fold};
pub use particle::{Particle, stem, with_particle};
pub use pattern::{Pattern, Segment, segments};
pub use syllable::{Syllable, has_jamo, is_syllable, jamo, jamo_indices};
