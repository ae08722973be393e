//! Bayesian comparison of two conversions under Beta(1, 1), and of two Gaussian effects.

use super::Interval;
use super::proportions::Arm;
use super::quadrature::{Rule, knots_around};
use crate::score::math::beta::{beta_inc, ln_beta};
use crate::score::math::normal::{normal_cdf, normal_density, normal_quantile, normal_sf};
use serde::Serialize;

/// B against A when both rates were as likely anywhere before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Bayes {
    /// The chance that B's rate is higher.
    pub b_better: f64,
    /// What is expected to be lost, in rate, when B is chosen and A is better.
    pub loss_choosing_b: f64,
    /// What is expected to be lost, in rate, when A is chosen and B is better.
    pub loss_choosing_a: f64,
    /// 可推广: B is better with at least 95 %, and the loss is at most 0.25 % of A's expected rate.
    pub ready: bool,
}

/// From this chance on B can be rolled out.
const READY_CHANCE: f64 = 0.95;
/// And only with at most such a loss against A's expected rate.
const READY_LOSS: f64 = 0.0025;

struct Beta {
    a: f64,
    b: f64,
    ln_norm: f64,
}

impl Beta {
    fn posterior(arm: Arm) -> Self {
        let (a, b) = (arm.x() + 1.0, arm.n() - arm.x() + 1.0);
        Self { a, b, ln_norm: ln_beta(a, b) }
    }

    fn density(&self, x: f64) -> f64 {
        if x <= 0.0 || x >= 1.0 {
            return 0.0;
        }
        let ln = (self.a - 1.0) * libm::log(x) + (self.b - 1.0) * libm::log1p(-x) - self.ln_norm;
        libm::exp(ln)
    }

    fn below(&self, x: f64) -> f64 {
        beta_inc(self.a, self.b, x.clamp(0.0, 1.0))
    }

    fn above(&self, x: f64) -> f64 {
        beta_inc(self.b, self.a, (1.0 - x).clamp(0.0, 1.0))
    }

    fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }

    fn knots(&self) -> Vec<f64> {
        let spread = (self.mean() * (1.0 - self.mean()) / (self.a + self.b + 1.0)).sqrt();
        knots_around(self.mean(), spread, 0.0, 1.0)
    }
}

/// Compares two posteriors by quadrature: `P(B > A) = ∫ f_B F_A`, `E(A − B)⁺ = ∫ F_B (1 − F_A)`.
pub fn compare(a: Arm, b: Arm) -> Bayes {
    let (alpha, beta) = (Beta::posterior(a), Beta::posterior(b));
    let mut knots = alpha.knots();
    knots.extend(beta.knots());
    knots.sort_unstable_by(f64::total_cmp);
    let rule = Rule::new();
    let chance = |value: f64| if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) };
    let b_better = chance(rule.integral(&knots, |x| beta.density(x) * alpha.below(x)));
    let loss_choosing_b = chance(rule.integral(&knots, |x| beta.below(x) * alpha.above(x)));
    let loss_choosing_a = chance(rule.integral(&knots, |x| alpha.below(x) * beta.above(x)));
    let ready = b_better >= READY_CHANCE && loss_choosing_b <= READY_LOSS * alpha.mean();
    Bayes { b_better, loss_choosing_b, loss_choosing_a, ready }
}

/// What is believed of an effect before the data: `None` is flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// The mean of the effect.
    pub mean: f64,
    /// Its variance, above 0.
    pub variance: f64,
}

/// A Gaussian effect after the data.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Effect {
    /// The chance that it is above 0.
    pub chance_to_win: f64,
    /// Its mean.
    pub expected: f64,
    /// Where it lies with the given confidence.
    pub interval: Interval,
    /// What is expected to be lost by staying with A, and by taking B.
    pub risk: [f64; 2],
}

/// The posterior of an effect that was estimated as `estimate` with `variance`, as GrowthBook's engine computes it. `None` unless
/// the variance is above 0 and all numbers are finite.
pub fn effect(
    estimate: f64,
    variance: f64,
    prior: Option<Prior>,
    confidence: f64,
) -> Option<Effect> {
    let (mean, variance) = match prior {
        None => (estimate, variance),
        Some(prior) => {
            let precision = 1.0 / variance + 1.0 / prior.variance;
            let mean = (estimate / variance + prior.mean / prior.variance) / precision;
            (mean, 1.0 / precision)
        }
    };
    if !(mean.is_finite() && variance.is_finite() && variance > 0.0) {
        return None;
    }
    let spread = variance.sqrt();
    let z = mean / spread;
    // E(X⁺) of a Gaussian, and E(X⁻)
    let gain = mean * normal_cdf(z) + spread * normal_density(z);
    let loss = spread * normal_density(z) - mean * normal_sf(z);
    let half = normal_quantile(0.5 + 0.5 * confidence) * spread;
    Some(Effect {
        chance_to_win: normal_cdf(z),
        expected: mean,
        interval: Interval::around(mean, half)?,
        risk: [gain.max(0.0), loss.max(0.0)],
    })
}
