//! Experiments: who gets which arm, and what the difference between arms says.
//!
//! - [`assignment`]: an arm is a range of the md5 of experiment and id, the same in every SQL engine.
//! - [`proportions`]: two conversions compared: pooled z, Fisher, intervals, Bayes.
//! - [`means`]: money per contact: Welch, CUPED, sequential, Gaussian Bayes.
//! - [`several`]: more than two arms; [`srm`]: whether the arms got the contacts that they should; [`uplift`]: by segment.
//! - [`size`]: how many contacts a test needs.
//!
//! Conventions: A is the control, B the arm that is compared with it, differences are B − A, intervals are two-sided. What cannot be
//! computed is `None`, never a number that is not finite.

pub mod assignment;
pub mod bayes;
pub mod hash;
pub mod intervals;
pub mod means;
pub mod proportions;
mod quadrature;
pub mod sequential;
pub mod several;
pub mod size;
pub mod srm;
#[cfg(test)]
mod tests;
pub mod uplift;

use serde::Serialize;

/// An interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Interval {
    /// `middle ± half`; `None` when one is not finite.
    fn around(middle: f64, half: f64) -> Option<Self> {
        let (low, high) = (middle - half, middle + half);
        (low.is_finite() && high.is_finite()).then_some(Self { low, high })
    }

    /// Whether a value lies inside, ends included.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// `value` unless it is not finite.
fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
