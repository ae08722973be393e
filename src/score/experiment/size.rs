//! How many contacts a test needs.

use super::finite;
use super::quadrature::{Rule, knots_around};
use crate::score::Refusal;
use crate::score::math::gamma::ln_gamma;
use crate::score::math::normal::{normal_cdf, normal_quantile, normal_sf};
use crate::score::math::student::t_quantile;
use crate::score::refusal::within;
use serde::{Deserialize, Serialize};

/// Which differences count as a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Alternative {
    /// Either way.
    #[default]
    TwoSided,
    /// B is larger.
    Larger,
    /// B is smaller.
    Smaller,
}

/// What a test is to find.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// The chance of a finding where there is none: 0.05.
    pub alpha: f64,
    /// The chance of a finding where there is one: 0.8.
    pub power: f64,
    /// Contacts of B to one of A: 1.
    pub ratio: f64,
    /// Which differences count.
    pub alternative: Alternative,
}

impl Default for Plan {
    fn default() -> Self {
        Self { alpha: 0.05, power: 0.8, ratio: 1.0, alternative: Alternative::TwoSided }
    }
}

impl Plan {
    fn check(&self) -> Result<(), Refusal> {
        within("alpha", self.alpha, 1e-12, 0.999)?;
        within("power", self.power, self.alpha, 1.0 - 1e-12)?;
        within("ratio", self.ratio, 1e-6, 1e6).map(|_| ())
    }

    /// The part of `alpha` in one tail.
    fn tail(&self) -> f64 {
        match self.alternative {
            Alternative::TwoSided => 0.5 * self.alpha,
            _ => self.alpha,
        }
    }

    /// Contacts that two arms are worth together when A has `n`.
    fn effective(&self, n: f64) -> f64 {
        n * self.ratio / (1.0 + self.ratio)
    }

    /// Both tails of a test whose statistic is shifted, given the chance to lie above a value.
    fn both(&self, critical: f64, above: impl Fn(f64) -> f64, below: impl Fn(f64) -> f64) -> f64 {
        match self.alternative {
            Alternative::TwoSided => above(critical) + below(-critical),
            Alternative::Larger => above(critical),
            Alternative::Smaller => below(-critical),
        }
    }

    /// The chance to find an effect of `d` standard deviations with `n` contacts in A, by the normal distribution.
    pub fn normal_power(&self, d: f64, n: f64) -> f64 {
        let shift = d * self.effective(n).sqrt();
        let critical = -normal_quantile(self.tail());
        self.both(critical, |c| normal_sf(c - shift), |c| normal_cdf(c - shift))
    }

    /// The same by Student's distribution, whose spread is estimated too.
    pub fn t_power(&self, d: f64, n: f64) -> f64 {
        let degrees = n * (1.0 + self.ratio) - 2.0;
        if degrees.is_nan() || degrees <= 0.0 {
            return 0.0;
        }
        let shift = d * self.effective(n).sqrt();
        let critical = -t_quantile(self.tail(), degrees);
        let above = |c: f64| shifted_t_sf(c, degrees, shift);
        // P(T ≤ −c) with a shift is P(T ≥ c) with the opposite one
        self.both(critical, above, |c| shifted_t_sf(-c, degrees, -shift))
    }
}

/// The chance that `(Z + shift) / √(χ² / degrees)` is above `t`: the normal tail averaged over the spread.
fn shifted_t_sf(t: f64, degrees: f64, shift: f64) -> f64 {
    let half = 0.5 * degrees;
    let ln_norm = std::f64::consts::LN_2 + half * libm::log(half) - ln_gamma(half);
    let density = |s: f64| {
        if s <= 0.0 {
            return 0.0;
        }
        libm::exp(ln_norm + (degrees - 1.0) * libm::log(s) - half * s * s)
    };
    let spread = (0.5 / degrees).sqrt();
    let mut knots = knots_around(1.0, spread, 0.0, 1.0 + 128.0 * spread);
    knots.sort_unstable_by(f64::total_cmp);
    Rule::new().integral(&knots, |s| density(s) * normal_sf(t * s - shift)).clamp(0.0, 1.0)
}

/// How many contacts A needs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RateSize {
    /// Cohen's h, `2 asin √p2 − 2 asin √p1`.
    pub cohen_h: f64,
    /// By h; `null` when the alternative looks the other way.
    pub n_cohen_h: Option<f64>,
    /// By the pooled variance, which is the default.
    pub n: f64,
    /// That, rounded up.
    #[cfg_attr(test, ts(type = "number"))]
    pub contacts: u64,
}

/// Contacts of A to tell a rate of `p2` from one of `p1`.
///
/// # Errors
/// [`Refusal`] for rates outside of 0 to 1, equal rates, and parameters out of range.
pub fn for_rates(p1: f64, p2: f64, plan: &Plan) -> Result<RateSize, Refusal> {
    plan.check()?;
    within("p1", p1, 0.0, 1.0)?;
    within("p2", p2, 0.0, 1.0)?;
    within("difference", (p2 - p1).abs(), 1e-9, 1.0)?;
    let k = plan.ratio;
    let cohen_h = 2.0 * (libm::asin(p2.sqrt()) - libm::asin(p1.sqrt()));
    let pooled = (p1 + k * p2) / (1.0 + k);
    let both = (pooled * (1.0 - pooled) * (1.0 + 1.0 / k)).sqrt();
    let each = (p1 * (1.0 - p1) + p2 * (1.0 - p2) / k).sqrt();
    let z = normal_quantile(plan.power) * each - normal_quantile(plan.tail()) * both;
    let n = z * z / ((p2 - p1) * (p2 - p1));
    let n_cohen_h = solved(plan.power, |n| plan.normal_power(cohen_h, n));
    Ok(RateSize { cohen_h, n_cohen_h, n, contacts: n.ceil() as u64 })
}

/// How many contacts A needs for means.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MeanSize {
    /// By the normal distribution; `null` when the alternative looks the other way.
    pub n_normal: Option<f64>,
    /// By Student's distribution, which is the default.
    pub n: Option<f64>,
    /// That, rounded up.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub contacts: Option<u64>,
}

/// Contacts of A to find a difference of `d` standard deviations.
///
/// # Errors
/// [`Refusal`] for `|d|` outside of 0.0001 to 100, and parameters out of range.
pub fn for_means(d: f64, plan: &Plan) -> Result<MeanSize, Refusal> {
    plan.check()?;
    within("d", d.abs(), 1e-4, 100.0)?;
    let n_normal = solved(plan.power, |n| plan.normal_power(d, n));
    let n = n_normal.and_then(|_| solved(plan.power, |n| plan.t_power(d, n)));
    Ok(MeanSize { n_normal, n, contacts: n.map(|n| n.ceil() as u64) })
}

/// Where a power that grows with `n` reaches `goal`; `None` when it does not.
fn solved(goal: f64, power: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut low, mut high) = (1e-3, 16.0);
    while power(high) < goal {
        low = high;
        high *= 4.0;
        if high > 1e15 {
            return None;
        }
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if power(middle) < goal {
            low = middle;
        } else {
            high = middle;
        }
        if high - low <= 1e-13 * high {
            break;
        }
    }
    finite(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_example_needs_3826() {
        assert_eq!(for_rates(0.02, 0.03, &Plan::default()).unwrap().contacts, 3826);
    }

    #[test]
    fn the_other_way_is_never_found() {
        let plan = Plan { alternative: Alternative::Smaller, ..Plan::default() };
        assert_eq!(for_rates(0.02, 0.03, &plan).unwrap().n_cohen_h, None);
        assert_eq!(for_means(0.5, &plan).unwrap().n, None);
        assert!(for_means(-0.5, &plan).unwrap().n.is_some());
    }

    #[test]
    fn equal_rates_are_refused() {
        assert!(for_rates(0.1, 0.1, &Plan::default()).is_err());
        assert!(for_rates(f64::NAN, 0.1, &Plan::default()).is_err());
        assert!(for_means(0.1, &Plan { power: 0.01, ..Plan::default() }).is_err());
    }
}
