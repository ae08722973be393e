//! Tests that may be looked at any time: asymptotic confidence sequences.
//!
//! Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, *Time-uniform central limit theory and asymptotic confidence sequences*
//! (arXiv 2103.06476): the interval is wider than a fixed one and stays valid however often it is looked at.

use super::means::Estimate;
use super::{Interval, finite};
use serde::Serialize;

/// Contacts at which the sequence is tightest, when nothing else is said.
pub const TUNING: f64 = 5000.0;

/// A test that may be looked at any time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Sequential {
    /// The effect.
    pub effect: f64,
    /// An always-valid p.
    pub p: f64,
    /// Where the effect lies at every look with the given confidence.
    pub interval: Interval,
}

/// The sequence at this look, tightest at `tuning` contacts. `None` unless the confidence is between 0 and 1 and `tuning` above 0.
pub fn sequential(estimate: &Estimate, confidence: f64, tuning: f64) -> Option<Sequential> {
    let alpha = 1.0 - confidence;
    if !(alpha > 0.0 && alpha < 1.0 && tuning > 0.0 && estimate.n > 0.0) {
        return None;
    }
    let log = -2.0 * libm::log(alpha);
    let rho2 = (log + libm::log(log + 1.0)) / tuning;
    let grown = estimate.n * rho2 + 1.0;
    let variance = estimate.variance * estimate.n;
    let factor = 2.0 * grown * libm::log(grown.sqrt() / alpha) / (estimate.n * estimate.n * rho2);
    let square = estimate.effect * estimate.effect * estimate.n / estimate.variance;
    // the logarithm of the evidence against no effect
    let evidence = finite((rho2 * square / (2.0 * grown)).min(1e300))? - 0.5 * libm::log(grown);
    Some(Sequential {
        effect: estimate.effect,
        p: libm::exp(-evidence).min(1.0),
        interval: Interval::around(estimate.effect, (variance * factor).sqrt())?,
    })
}
