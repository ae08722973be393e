//! Why a model gives no answer: a stable code and the numbers that a sentence about it needs.

use serde::Serialize;

/// A model that cannot be computed with these parameters or facts. Everything else that is odd about data is counted in a
/// diagnosis instead.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refusal {
    /// A parameter outside its range.
    #[error("{parameter} is {value}; it has to be between {least} and {most}")]
    OutOfRange {
        /// The parameter's name in the definition.
        parameter: &'static str,
        /// What it is; 0 stands for a number that is not finite.
        value: f64,
        /// The smallest that is accepted.
        least: f64,
        /// The largest that is accepted.
        most: f64,
    },
    /// Cut values that do not ascend or are not finite.
    #[error("the cut values of {parameter} have to ascend")]
    NotAscending {
        /// The parameter's name in the definition.
        parameter: &'static str,
    },
    /// Lists that describe the same things and differ in length.
    #[error("{parameter} has {found} entries instead of {expected}")]
    Lengths {
        /// The list that differs.
        parameter: &'static str,
        /// Its length.
        found: usize,
        /// The length of the others.
        expected: usize,
    },
    /// Too little to compute from.
    #[error("{found} {parameter} are fewer than {least}")]
    TooFew {
        /// What there is too little of.
        parameter: &'static str,
        /// How much there is.
        found: usize,
        /// How much is needed.
        least: usize,
    },
}

/// A parameter that has to lie in a range.
///
/// # Errors
/// [`Refusal::OutOfRange`] outside of `least..=most` and when it is not a number.
pub fn within(parameter: &'static str, value: f64, least: f64, most: f64) -> Result<f64, Refusal> {
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    let value = if value.is_finite() { value } else { 0.0 };
    Err(Refusal::OutOfRange { parameter, value, least, most })
}

/// A rule for lists of cut values: finite and not descending.
///
/// # Errors
/// [`Refusal::NotAscending`] otherwise.
pub fn ascending(parameter: &'static str, cuts: &[f64]) -> Result<(), Refusal> {
    let fits = cuts.iter().all(|cut| cut.is_finite()) && cuts.is_sorted();
    if fits { Ok(()) } else { Err(Refusal::NotAscending { parameter }) }
}
