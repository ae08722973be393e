//! Bytes of real exports in, typed columns and an account of every row out.

mod plan;
mod report;

pub use plan::*;
pub use report::*;
