//! Money, or any number, per contact: Welch's test, and CUPED, which takes off what the time before explains.

use super::{Interval, finite};
use crate::score::math::student::{t_quantile, t_sf};
use serde::Serialize;

/// An arm by its moments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// Contacts.
    pub n: f64,
    /// The mean per contact.
    pub mean: f64,
    /// The sample variance, `n − 1` in its denominator.
    pub variance: f64,
}

impl Moments {
    /// Of the values of an arm; a variance of 0 for fewer than two.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len() as f64;
        let mean = mean(values);
        Self { n, mean, variance: covariance(values, mean, values, mean) }
    }

    /// Of a rate: variance `p (1 − p)`.
    pub fn of_rate(conversions: f64, contacts: f64) -> Self {
        let mean = if contacts > 0.0 { conversions / contacts } else { 0.0 };
        Self { n: contacts, mean, variance: mean * (1.0 - mean) }
    }
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

fn covariance(xs: &[f64], mean_x: f64, ys: &[f64], mean_y: f64) -> f64 {
    let n = xs.len().min(ys.len());
    if n < 2 {
        return 0.0;
    }
    let sum: f64 = xs.iter().zip(ys).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    sum / (n - 1) as f64
}

/// Whether an effect is told in the unit of the numbers or against A's mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// B − A.
    Absolute,
    /// (B − A) / A, with the variance by the delta method.
    Relative,
}

/// An estimated effect of B against A.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Estimate {
    /// The effect.
    pub effect: f64,
    /// The variance of the estimate.
    pub variance: f64,
    /// Welch and Satterthwaite's degrees of freedom.
    pub degrees: f64,
    /// Contacts of both arms.
    pub n: f64,
}

/// The effect of B against A. `None` when an arm has fewer than two contacts, there is no spread at all, or A's mean is 0 and the
/// effect is relative.
pub fn estimate(a: Moments, b: Moments, scale: Scale) -> Option<Estimate> {
    let enough = a.n >= 2.0 && b.n >= 2.0;
    let (va, vb) = (a.variance / a.n, b.variance / b.n);
    if !enough || va.is_nan() || vb.is_nan() || va < 0.0 || vb < 0.0 || va + vb <= 0.0 {
        return None;
    }
    let degrees = (va + vb) * (va + vb) / (va * va / (a.n - 1.0) + vb * vb / (b.n - 1.0));
    let (effect, variance) = match scale {
        Scale::Absolute => (b.mean - a.mean, va + vb),
        Scale::Relative => {
            let square = a.mean * a.mean;
            let variance = vb / square + va * (b.mean * b.mean) / (square * square);
            ((b.mean - a.mean) / a.mean, variance)
        }
    };
    let usable = variance > 0.0 && variance.is_finite();
    Some(Estimate { effect: finite(effect)?, variance, degrees: finite(degrees)?, n: a.n + b.n })
        .filter(|_| usable)
}

/// Welch's t test of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TTest {
    /// Standard errors from 0.
    pub t: f64,
    /// The chance of at least such an effect either way, were there none.
    pub p: f64,
    /// The effect.
    pub effect: f64,
    /// Where it lies with the given confidence.
    pub interval: Interval,
    /// Its standard error.
    pub error: f64,
}

impl Estimate {
    /// Welch's test of the effect against 0, two-sided.
    pub fn t_test(&self, confidence: f64) -> Option<TTest> {
        let error = self.variance.sqrt();
        let t = finite(self.effect / error)?;
        let half = t_quantile(0.5 + 0.5 * confidence, self.degrees) * error;
        let p = finite((2.0 * t_sf(t.abs(), self.degrees)).min(1.0))?;
        let interval = Interval::around(self.effect, half)?;
        Some(TTest { t, p, effect: self.effect, interval, error })
    }
}

/// An arm whose contacts have a number before the experiment and one after, in the same order.
#[derive(Debug, Clone, Copy)]
pub struct PrePost<'a> {
    /// Before.
    pub pre: &'a [f64],
    /// After.
    pub post: &'a [f64],
}

/// CUPED: the same test on numbers that are less noisy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Cuped {
    /// `cov(pre, post) / var(pre)` of both arms together.
    pub theta: f64,
    /// Without adjustment.
    pub unadjusted: TTest,
    /// On `post − theta · pre`.
    pub adjusted: TTest,
    /// The adjusted variance of the effect against the unadjusted one: below 1 is a gain.
    pub variance_ratio: f64,
}

/// Compares two arms with what was known before (Deng, Xu, Kohavi and Walker 2013). Pairs beyond the shorter list and pairs with
/// what is not a number are left out. `None` where [`estimate`] is.
pub fn cuped(a: PrePost, b: PrePost, confidence: f64) -> Option<Cuped> {
    let (a_pre, a_post) = pairs(a);
    let (b_pre, b_post) = pairs(b);
    let pre: Vec<f64> = a_pre.iter().chain(&b_pre).copied().collect();
    let post: Vec<f64> = a_post.iter().chain(&b_post).copied().collect();
    let (mean_pre, mean_post) = (mean(&pre), mean(&post));
    let spread = covariance(&pre, mean_pre, &pre, mean_pre);
    let shared = covariance(&pre, mean_pre, &post, mean_post);
    let theta = if spread > 0.0 { finite(shared / spread)? } else { 0.0 };
    let adjusted = |pre: &[f64], post: &[f64]| {
        let values: Vec<f64> = pre.iter().zip(post).map(|(x, y)| y - theta * x).collect();
        Moments::of(&values)
    };
    let plain = estimate(Moments::of(&a_post), Moments::of(&b_post), Scale::Absolute)?;
    let (a, b) = (adjusted(&a_pre, &a_post), adjusted(&b_pre, &b_post));
    let better = estimate(a, b, Scale::Absolute)?;
    Some(Cuped {
        theta,
        unadjusted: plain.t_test(confidence)?,
        adjusted: better.t_test(confidence)?,
        variance_ratio: finite(better.variance / plain.variance)?,
    })
}

fn pairs(arm: PrePost) -> (Vec<f64>, Vec<f64>) {
    let both = arm.pre.iter().zip(arm.post);
    both.filter(|(pre, post)| pre.is_finite() && post.is_finite()).map(|(x, y)| (*x, *y)).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_spread_there_is_no_test() {
        let same = Moments { n: 10.0, mean: 5.0, variance: 0.0 };
        assert_eq!(estimate(same, same, Scale::Absolute), None);
        let one = Moments { n: 1.0, mean: 5.0, variance: 0.0 };
        assert_eq!(estimate(one, same, Scale::Absolute), None);
        let none = Moments { mean: 0.0, variance: 1.0, ..same };
        assert_eq!(estimate(none, none, Scale::Relative), None);
    }

    #[test]
    fn cuped_without_spread_before_changes_nothing() {
        let arm = PrePost { pre: &[1.0, 1.0, 1.0], post: &[1.0, 2.0, 4.0] };
        let found = cuped(arm, PrePost { post: &[2.0, 3.0, 9.0], ..arm }, 0.95).unwrap();
        assert!(found.theta.abs() < 1e-300 && (found.variance_ratio - 1.0).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn extreme_values_give_finite_results_or_none(
            pre in prop::collection::vec(any::<f64>(), 0..12), post in prop::collection::vec(any::<f64>(), 0..12),
        ) {
            let a = PrePost { pre: &pre, post: &post };
            let b = PrePost { pre: &post, post: &pre };
            if let Some(found) = cuped(a, b, 0.95) {
                let text = serde_json::to_string(&found).unwrap();
                prop_assert!(!text.contains("null"), "{text}");
            }
        }
    }
}
