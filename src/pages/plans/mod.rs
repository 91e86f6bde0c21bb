//! How pages show plans: the number in each state, as a bar of cells and as a sentence, and each plan as a row with
//! its outcome.

mod row;
mod tally;

pub use row::PlanRow;
pub use tally::Tally;
