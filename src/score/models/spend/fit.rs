//! The Gamma-Gamma fit.

use super::{Params, Spender};
use crate::score::math::beta::ln_beta;
use crate::score::math::gamma::digamma;
use crate::score::math::search::{Limits, bfgs, nelder_mead};
use crate::score::models::{Progress, Refusal, Watch};
use serde::Serialize;

/// How a fit is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Repeat customers it takes.
    pub repeats: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { repeats: 50 }
    }
}

/// A fitted model of spending.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fit {
    /// Its parameters.
    pub params: Params,
    /// The natural log-likelihood of the repeat customers' means.
    pub log_likelihood: f64,
    /// Whether the search settled.
    pub converged: bool,
    /// Whether a parameter ended at the limit of the search: the model does not describe these data.
    pub at_bound: bool,
    /// Passes over the data.
    pub passes: u32,
    /// Repeat customers that counted.
    pub customers: u32,
    /// Pearson's correlation of repeats and mean value; missing when all have the same number of repeats.
    pub correlation: Option<f64>,
    /// The median of the customers' means (the upper one), used where the model has no mean.
    pub median: f64,
}

impl Fit {
    /// Whether the parameters may be used: settled and inside the limits.
    pub fn is_applicable(&self) -> bool {
        self.converged && !self.at_bound && self.params.is_sound()
    }

    /// Whether how much is spent depends on how often: a correlation of 0.3 or more either way.
    pub fn is_correlated(&self) -> bool {
        self.correlation.is_some_and(|c| c.abs() >= 0.3)
    }

    /// The mean value of a future order; the median of all where the model has none.
    ///
    /// `None` for a repeat customer whose mean is no amount above 0: refunds alone.
    pub fn expected_value(&self, spender: Spender) -> Option<f64> {
        if spender.repeats > 0 && !spender.counts() {
            return None;
        }
        Some(self.params.expected_value(spender).unwrap_or(self.median))
    }
}

/// Customers of one number of repeats.
struct Group {
    repeats: f64,
    ln_means: f64,
    /// repeats × mean, in units of the mean of all
    totals: Vec<f64>,
}

/// Fits by maximum likelihood; who did not come back or has no mean above 0 does not count.
///
/// # Errors
/// Too few repeat customers, [`Refusal::NoVariance`] when all means are equal, [`Refusal::NotApplicable`] for means so far
/// apart that no likelihood is a number, or a watch that says stop.
pub fn fit(spenders: &[Spender], options: &Options, watch: Watch) -> Result<Fit, Refusal> {
    let counted: Vec<Spender> = spenders.iter().copied().filter(Spender::counts).collect();
    let have = counted.len() as u32;
    if have < options.repeats.max(1) {
        return Err(Refusal::TooFewRepeats { have, need: options.repeats.max(1) });
    }
    let (low, high) = counted.iter().fold((f64::INFINITY, 0.0), |(low, high), s| {
        (f64::min(low, s.mean), f64::max(high, s.mean))
    });
    if high - low <= 1e-12 * high {
        return Err(Refusal::NoVariance { value: high });
    }
    let n = counted.len() as f64;
    // halves do not overflow
    let scale = counted.iter().map(|s| s.mean / n).sum::<f64>();
    let groups = grouped(&counted, scale);
    let mut passes = 0;
    let mut ask = |at: &[f64; 3], out: &mut [f64; 3]| {
        let p = at.map(libm::exp);
        let value = gradient(&groups, p, out) / n;
        for (slope, p) in out.iter_mut().zip(p) {
            *slope *= -p / n;
        }
        passes += 1;
        watch(Progress { passes, value: value - libm::log(scale) }).then_some(-value)
    };
    let limits = Limits { evaluations: 200, ..Limits::default() };
    let start = [2.0, 2.0, 1.0].map(libm::log);
    let mut found = bfgs(&mut ask, start, None, &limits).ok_or(Refusal::Cancelled)?;
    // who runs into the limits does not come back
    if !found.converged && found.at.iter().all(|x| x.abs() < limits.bound - 0.1) {
        let mut plain = |at: &[f64; 3]| ask(at, &mut [0.0; 3]);
        let rough = nelder_mead(&mut plain, start, &Limits { evaluations: 600, ..limits })
            .ok_or(Refusal::Cancelled)?;
        let last = bfgs(&mut ask, rough.at, None, &limits).ok_or(Refusal::Cancelled)?;
        let converged = rough.converged || last.converged;
        for next in [rough, last] {
            if next.value < found.value || !found.value.is_finite() {
                found = next;
            }
        }
        found.converged = converged;
    }
    if !found.value.is_finite() {
        return Err(Refusal::NotApplicable);
    }
    let [p, q, v] = found.at.map(libm::exp);
    let mut means: Vec<f64> = counted.iter().map(|s| s.mean).collect();
    let middle = means.len() / 2;
    let (_, median, _) = means.select_nth_unstable_by(middle, f64::total_cmp);
    Ok(Fit {
        params: Params { p, q, v: v * scale },
        log_likelihood: -n * (found.value + libm::log(scale)),
        converged: found.converged,
        at_bound: found.at.iter().any(|x| x.abs() >= limits.bound - 0.1),
        passes,
        customers: have,
        correlation: correlation(&counted),
        median: *median,
    })
}

fn grouped(counted: &[Spender], scale: f64) -> Vec<Group> {
    let mut order: Vec<(u32, u32)> =
        counted.iter().enumerate().map(|(row, s)| (s.repeats, row as u32)).collect();
    order.sort_unstable();
    let same = order.chunk_by(|a, b| a.0 == b.0);
    same.map(|rows| {
        let repeats = f64::from(rows[0].0);
        let means = || rows.iter().map(|(_, row)| counted[*row as usize].mean / scale);
        Group {
            repeats,
            ln_means: means().map(libm::log).sum(),
            totals: means().map(|m| repeats * m).collect(),
        }
    })
    .collect()
}

/// The log-likelihood of means in units of the mean of all, and its derivatives by p, q, v.
fn gradient(groups: &[Group], [p, q, v]: [f64; 3], out: &mut [f64; 3]) -> f64 {
    *out = [0.0; 3];
    let (psi_q, log_v) = (digamma(q), libm::log(v));
    let mut sum = 0.0;
    for group in groups {
        let (x, n) = (group.repeats, group.totals.len() as f64);
        let (px, ln_x) = (p * x, libm::log(x));
        let (logs, inverses) = logs(&group.totals, v);
        let joint = digamma(px + q);
        sum += n * (q * log_v + px * ln_x - ln_beta(px, q)) + (px - 1.0) * group.ln_means
            - (px + q) * logs;
        out[0] += x * (n * (joint - digamma(px) + ln_x) + group.ln_means - logs);
        out[1] += n * (joint - psi_q + log_v) - logs;
        out[2] += n * q / v - (px + q) * inverses;
    }
    sum
}

/// `Σ ln(t + v)`, by products, and `Σ 1/(t + v)`.
fn logs(totals: &[f64], v: f64) -> (f64, f64) {
    let (mut sum, mut inverses, mut product) = (0.0, 0.0, 1.0);
    for total in totals {
        let t = total + v;
        inverses += 1.0 / t;
        product *= t;
        if !(1e-150..1e150).contains(&product) {
            // one factor too many cannot leave the range of f64 unless it is itself out of this range
            if product > 0.0 && product.is_finite() {
                sum += libm::log(product);
            } else {
                return (
                    totals.iter().map(|t| libm::log(t + v)).sum(),
                    totals.iter().map(|t| 1.0 / (t + v)).sum(),
                );
            }
            product = 1.0;
        }
    }
    (sum + libm::log(product), inverses)
}

/// Pearson's correlation of repeats and means.
fn correlation(counted: &[Spender]) -> Option<f64> {
    let n = counted.len() as f64;
    let mean_x = counted.iter().map(|s| f64::from(s.repeats) / n).sum::<f64>();
    let mean_m = counted.iter().map(|s| s.mean / n).sum::<f64>();
    let (mut xx, mut xm, mut mm) = (0.0, 0.0, 0.0);
    for s in counted {
        let (x, m) = (f64::from(s.repeats) - mean_x, s.mean - mean_m);
        xx += x * x;
        xm += x * m;
        mm += m * m;
    }
    let found = xm / libm::sqrt(xx) / libm::sqrt(mm);
    found.is_finite().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::math::random::Pcg;

    fn world(n: u32, truth: &Params, seed: u64) -> Vec<Spender> {
        let mut pcg = Pcg::new(seed);
        let mut one = || {
            let repeats = 1 + pcg.below(8);
            let rate = pcg.gamma(truth.q) / truth.v;
            let mean = pcg.gamma(truth.p * f64::from(repeats)) / rate / f64::from(repeats);
            Spender { repeats, mean }
        };
        (0..n).map(|_| one()).collect()
    }

    #[test]
    fn parameters_of_a_world_are_found_again() {
        let truth = Params { p: 6.0, q: 4.0, v: 15.0 };
        let found = fit(&world(100_000, &truth, 3), &Options::default(), &mut |_| true).unwrap();
        assert!(found.is_applicable() && !found.is_correlated(), "{found:?}");
        let Params { p, q, v } = found.params;
        for (got, was) in [(p, truth.p), (q, truth.q), (v, truth.v)] {
            assert!((got / was - 1.0).abs() < 0.06, "{found:?}");
        }
    }

    #[test]
    fn the_gradient_is_the_slope() {
        let groups = grouped(&world(50, &Params { p: 6.0, q: 4.0, v: 15.0 }, 1), 30.0);
        let at = [2.0, 3.0, 0.7];
        let mut slopes = [0.0; 3];
        gradient(&groups, at, &mut slopes);
        for i in 0..3 {
            let moved = |by: f64| {
                let mut p = at;
                p[i] += by;
                gradient(&groups, p, &mut [0.0; 3])
            };
            let numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5;
            assert!((numeric - slopes[i]).abs() < 1e-5 * (1.0 + slopes[i].abs()), "{i}");
        }
    }

    #[test]
    fn one_price_needs_no_model_and_few_customers_have_none() {
        let shop = vec![Spender { repeats: 2, mean: 19.9 }; 80];
        let refused = fit(&shop, &Options::default(), &mut |_| true).unwrap_err();
        assert_eq!(refused, Refusal::NoVariance { value: 19.9 });
        let refunded = vec![Spender { repeats: 2, mean: -5.0 }; 80];
        let refused = fit(&refunded, &Options::default(), &mut |_| true).unwrap_err();
        assert_eq!(refused, Refusal::TooFewRepeats { have: 0, need: 50 });
    }

    #[test]
    fn amounts_of_any_size_do_not_break_the_fit() {
        for unit in [1e-9, 1.0, 1e15, 1e300] {
            let list: Vec<Spender> = world(300, &Params { p: 6.0, q: 4.0, v: 15.0 }, 9)
                .into_iter()
                .map(|s| Spender { mean: s.mean * unit, ..s })
                .collect();
            let found = fit(&list, &Options::default(), &mut |_| true).unwrap();
            assert!(found.converged && found.log_likelihood.is_finite(), "{unit}: {found:?}");
            assert!(found.expected_value(list[0]).unwrap().is_finite());
        }
        let wild: Vec<Spender> = (0..200)
            .map(|i| Spender { repeats: 1 + i % 3, mean: if i % 2 == 0 { 1e-12 } else { 1e12 } })
            .collect();
        let found = fit(&wild, &Options::default(), &mut |_| true).unwrap();
        assert!(found.log_likelihood.is_finite() && found.params.is_sound(), "{found:?}");
    }
}
