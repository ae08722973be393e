//! Sample ratio mismatch: whether the arms got the contacts that they should.

use crate::score::math::student::chi2_sf;
use serde::Serialize;

/// Below this p the split is broken, and no winner is shown.
pub const ALARM: f64 = 0.001;

/// The check of a split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Srm {
    /// Chi-square against the weights.
    pub chi2: f64,
    /// Its p; 1 without contacts.
    pub p: f64,
    /// p is below [`ALARM`].
    pub alarm: bool,
}

/// How arms without weight are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weightless {
    /// They and their contacts take no part.
    #[default]
    Excluded,
    /// They add no term, but their contacts and a degree of freedom count, as in GrowthBook's check.
    Counted,
}

/// Checks how many contacts each arm got against its weight (on any scale).
pub fn srm(observed: &[u64], weights: &[f64], weightless: Weightless) -> Srm {
    let has_weight = |weight: f64| weight > 0.0 && weight.is_finite();
    let arms: Vec<(f64, f64)> = observed
        .iter()
        .zip(weights)
        .filter(|(_, weight)| has_weight(**weight) || weightless == Weightless::Counted)
        .map(|(count, weight)| (*count as f64, if has_weight(*weight) { *weight } else { 0.0 }))
        .collect();
    let all: f64 = arms.iter().map(|arm| arm.0).sum();
    let total: f64 = arms.iter().map(|arm| arm.1).sum();
    if all <= 0.0 || arms.len() < 2 || total <= 0.0 || !total.is_finite() {
        return Srm { chi2: 0.0, p: 1.0, alarm: false };
    }
    let mut chi2 = 0.0;
    for (count, weight) in &arms {
        let expected = weight / total * all;
        if expected > 0.0 {
            chi2 += (count - expected) * (count - expected) / expected;
        }
    }
    let chi2 = chi2.min(f64::MAX);
    let p = chi2_sf(chi2, arms.len() as f64 - 1.0);
    Srm { chi2, p, alarm: p < ALARM }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_without_weight_take_no_part() {
        let found = srm(&[50, 50, 7], &[1.0, 1.0, 0.0], Weightless::Excluded);
        assert!((found.p - 1.0).abs() < 1e-15 && found.chi2.abs() < 1e-300);
        assert!(srm(&[50, 50, 7], &[1.0, 1.0, 0.0], Weightless::Counted).chi2 > 0.0);
    }

    #[test]
    fn nothing_to_check_is_no_alarm() {
        assert!(!srm(&[], &[], Weightless::Excluded).alarm);
        assert!(!srm(&[9], &[1.0], Weightless::Excluded).alarm);
        assert!(!srm(&[9, 0], &[f64::NAN, f64::INFINITY], Weightless::Excluded).alarm);
        assert!(srm(&[u64::MAX, 0], &[1.0, 1.0], Weightless::Excluded).alarm);
    }
}
