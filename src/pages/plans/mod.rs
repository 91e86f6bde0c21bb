//! How plans are shown wherever they stand: how many are in each state, as a bar of cells and a sentence, and each of
//! them as a row with what became of it.

mod row;
mod tally;

pub use row::PlanRow;
pub use tally::{Tally, basis};
