//! Bytes of real exports in, typed columns and an account of every row out.

pub mod join;
mod plan;
mod report;
mod source;

pub use plan::*;
pub use report::*;
pub use source::Source;
