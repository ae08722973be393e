//! The mathematics that scores stand on: special functions, distributions, searches for a best fit, and measures of how
//! well a probability or a ranking does.
//!
//! Everything is plain `f64` arithmetic, sums in the order of the input, and transcendental functions of `libm` only, so
//! that a number is the same bits natively and in every browser. Nothing here panics: outside of its domain a function
//! answers `NaN`, and says so.

pub mod beta;
pub mod cholesky;
pub mod gamma;
pub mod metrics;
pub mod normal;
pub mod random;
pub mod search;
pub mod series;
pub mod student;
