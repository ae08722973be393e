//! Scores of contacts: pure functions from facts to values, levels and the reasons behind them.
//!
//! A *fact* is what was counted per contact at an explicit `as_of` (days since the last order, orders in a window). A *model* is a
//! set of parameters; fitting it to the facts of everybody gives the numbers that stay with the score (cut values, means), and
//! applying it gives one value per contact or *missing*. Nothing here reads a clock or draws a number: same facts and parameters
//! give the same bits natively and in the browser.

pub mod decay;
pub mod engagement;
pub mod experiment;
pub mod explain;
pub mod interest;
pub mod lifecycle;
pub mod math;
pub mod models;
pub mod outcome;
pub mod plan;
pub mod quantile;
pub mod refusal;
pub mod rfm;
pub mod similarity;
pub mod spending;

pub use refusal::Refusal;
