//! More than two arms: one overall test, then each arm against the control with the number of comparisons held against them.

use super::proportions::{Arm, z_test};
use crate::score::math::student::chi2_sf;
use serde::Serialize;

/// Several arms compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Several {
    /// Chi-square of all arms having the same rate.
    pub chi2: f64,
    /// Its p.
    pub p: f64,
    /// Each other arm against the control, in their order: the two-sided p of the pooled z test.
    pub pairwise: Vec<f64>,
    /// The same by Holm: the chance of any false finding stays below the level.
    pub holm: Vec<f64>,
    /// By Benjamini and Hochberg: the part of false findings stays below the level.
    pub benjamini_hochberg: Vec<f64>,
    /// By Bonferroni.
    pub bonferroni: Vec<f64>,
}

/// Compares the arms with each other and with the one at `control`. Arms without contacts take no part in the overall test.
pub fn compare_several(arms: &[Arm], control: usize) -> Several {
    let used: Vec<Arm> = arms.iter().copied().filter(|arm| arm.contacts > 0).collect();
    let (converted, all) = used.iter().fold((0.0, 0.0), |(x, n), arm| (x + arm.x(), n + arm.n()));
    let rate = if all > 0.0 { converted / all } else { 0.0 };
    let spread = rate * (1.0 - rate);
    let chi2 = if spread > 0.0 {
        used.iter()
            .map(|arm| (arm.x() - arm.n() * rate) * (arm.x() - arm.n() * rate) / arm.n())
            .sum::<f64>()
            / spread
    } else {
        0.0
    };
    let p = if used.len() > 1 { chi2_sf(chi2, used.len() as f64 - 1.0) } else { 1.0 };
    let others = arms.iter().enumerate().filter(|(index, _)| *index != control);
    let pairwise: Vec<f64> = match arms.get(control) {
        Some(base) => others.map(|(_, arm)| z_test(*base, *arm).p_two_sided).collect(),
        None => Vec::new(),
    };
    Several {
        chi2,
        p,
        holm: holm(&pairwise),
        benjamini_hochberg: benjamini_hochberg(&pairwise),
        bonferroni: bonferroni(&pairwise),
        pairwise,
    }
}

/// The indices of `ps` from the smallest p up; equal ones in their order.
fn ascending(ps: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|a, b| ps[*a].total_cmp(&ps[*b]));
    order
}

/// Holm's step-down p values, in the order given.
pub fn holm(ps: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![1.0; ps.len()];
    let mut most = 0.0f64;
    for (step, index) in ascending(ps).into_iter().enumerate() {
        most = most.max(ps[index] * (ps.len() - step) as f64);
        adjusted[index] = most.min(1.0);
    }
    adjusted
}

/// Benjamini and Hochberg's step-up p values, in the order given.
pub fn benjamini_hochberg(ps: &[f64]) -> Vec<f64> {
    let mut adjusted = vec![1.0; ps.len()];
    let mut least = 1.0f64;
    for (step, index) in ascending(ps).into_iter().enumerate().rev() {
        least = least.min(ps[index] * ps.len() as f64 / (step + 1) as f64);
        adjusted[index] = least;
    }
    adjusted
}

/// Bonferroni's p values.
pub fn bonferroni(ps: &[f64]) -> Vec<f64> {
    ps.iter().map(|p| (p * ps.len() as f64).min(1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_converted_is_no_difference() {
        let found = compare_several(&[Arm::new(0, 5), Arm::new(0, 9), Arm::new(0, 0)], 0);
        assert!(found.chi2.abs() < 1e-300 && (found.p - 1.0).abs() < 1e-15);
        assert_eq!(found.pairwise.len(), 2);
        assert!(compare_several(&[], 3).pairwise.is_empty());
    }

    #[test]
    fn corrections_keep_the_order_given() {
        let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-12);
        assert!(close(&holm(&[0.04, 0.01, 0.03]), &[0.06, 0.03, 0.06]));
        assert!(close(&benjamini_hochberg(&[0.04, 0.01, 0.03]), &[0.04, 0.03, 0.04]));
        assert!(close(&bonferroni(&[0.5, 0.1]), &[1.0, 0.2]));
    }
}
