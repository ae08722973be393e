//! The log-likelihood of histories and its gradient.
//!
//! For a customer with x repeats, the last at t, and the age T:
//!
//! `ln L = ln Γ(r+x) − ln Γ(r) + r ln α + ln B(a, b'+x) − ln B(a, b) − (r+x) ln(α+T) + ln(1 + e^u)`,
//! `e^u = a / (b'+x−1) · ((α+T)/(α+t))^(r+x)`, b' = b for BG/NBD, b+1 for MBG/NBD,
//!
//! where BG/NBD has no `e^u` at x = 0. `e^u` is the odds of having dropped out. All but the last term depend on x or T
//! alone, so that a pass costs one exponential for each distinct history; the logarithms of `1 + e^u` are taken of
//! products.

use super::group::Grouped;
use super::{History, Kind, Params};
use crate::score::math::beta::ln_beta;
use crate::score::math::gamma::{digamma, ln_gamma};

/// The log-likelihood of one history.
pub fn log_likelihood_of(kind: Kind, params: &Params, history: History) -> f64 {
    log_likelihood(&Grouped::new(kind, &[history]), params)
}

/// The sum of the log-likelihoods of all histories, in the natural logarithm.
pub fn log_likelihood(grouped: &Grouped, params: &Params) -> f64 {
    gradient(grouped, params, &mut [0.0; 4])
}

/// The log-likelihood; writes its derivatives by r, α, a, b.
pub(super) fn gradient(grouped: &Grouped, params: &Params, out: &mut [f64; 4]) -> f64 {
    *out = [0.0; 4];
    let mut sum = by_repeats(grouped, params, out);
    let Params { r, alpha, a, .. } = *params;
    let logs: Vec<(f64, f64)> =
        grouped.times.iter().map(|t| (libm::log(alpha + t), 1.0 / (alpha + t))).collect();
    for ((n, repeats), (log, inverse)) in grouped.ages.iter().zip(&logs) {
        if *n > 0.0 {
            sum -= (r * n + repeats) * log;
            out[0] -= n * log;
            out[1] -= (r * n + repeats) * inverse;
        }
    }
    // per number of repeats: r + x, ln a − ln(b'+x−1), 1/(b'+x−1)
    let shift = params.shift(grouped.kind) - 1.0;
    let odds: Vec<(f64, f64, f64)> = grouped
        .repeats
        .iter()
        .map(|(x, _)| (r + x, libm::log(a / (shift + x)), 1.0 / (shift + x)))
        .collect();
    let mut product = 1.0;
    let (mut d_r, mut d_alpha, mut d_a, mut d_b) = (0.0, 0.0, 0.0, 0.0);
    for row in &grouped.rows {
        let (rx, base, inverse) = odds[row.repeats as usize];
        let (log_age, inverse_age) = logs[row.age as usize];
        let (log_recency, inverse_recency) = logs[row.recency as usize];
        let gap = log_age - log_recency;
        let u = base + rx * gap;
        let e = libm::exp(-u.abs());
        let one = 1.0 + e;
        let gone = if u > 0.0 { 1.0 / one } else { e / one } * row.weight;
        if u > 0.0 {
            sum += row.weight * u;
        }
        // 1 ≤ 1+e ≤ 2: hundreds of them fit in a product
        if row.weight < 64.0 {
            for _ in 0..row.weight as u32 {
                product *= one;
            }
            if product > 1e200 {
                sum += libm::log(product);
                product = 1.0;
            }
        } else {
            sum += row.weight * libm::log1p(e);
        }
        d_r += gone * gap;
        d_alpha += gone * rx * (inverse_age - inverse_recency);
        d_a += gone;
        d_b -= gone * inverse;
    }
    out[0] += d_r;
    out[1] += d_alpha;
    out[2] += d_a / a;
    out[3] += d_b;
    sum + libm::log(product)
}

/// The terms that depend on the number of repeats alone.
fn by_repeats(grouped: &Grouped, params: &Params, out: &mut [f64; 4]) -> f64 {
    let Params { r, alpha, a, b } = *params;
    let shift = params.shift(grouped.kind);
    let (gamma_r, psi_r, log_alpha) = (ln_gamma(r), digamma(r), libm::log(alpha));
    let (beta_ab, psi_ab, psi_b) = (ln_beta(a, b), digamma(a + b), digamma(b));
    let mut sum = 0.0;
    for (x, n) in grouped.repeats.iter().copied().filter(|(_, n)| *n > 0.0) {
        let joint = digamma(a + shift + x);
        sum += n * (ln_gamma(r + x) - gamma_r + r * log_alpha + ln_beta(a, shift + x) - beta_ab);
        out[0] += n * (digamma(r + x) - psi_r + log_alpha);
        out[1] += n * r / alpha;
        out[2] += n * (psi_ab - joint);
        out[3] += n * (digamma(shift + x) - joint - psi_b + psi_ab);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::math::series::ln_add_exp;

    /// The likelihood as published, term by term.
    fn published(kind: Kind, p: &Params, h: History) -> f64 {
        let (x, b) = (f64::from(h.repeats), p.b);
        let (alive, gone) = match kind {
            Kind::BgNbd => (b + x, b + x - 1.0),
            Kind::MbgNbd => (b + x + 1.0, b + x),
        };
        let all = ln_gamma(p.r + x) - ln_gamma(p.r) + p.r * libm::log(p.alpha) - ln_beta(p.a, b);
        let first = ln_beta(p.a, alive) - (p.r + x) * libm::log(p.alpha + h.age);
        if kind == Kind::BgNbd && h.repeats == 0 {
            return all + first;
        }
        let second = ln_beta(p.a + 1.0, gone) - (p.r + x) * libm::log(p.alpha + h.recency);
        all + ln_add_exp(first, second)
    }

    fn histories() -> Vec<History> {
        let h = |repeats, recency, age| History { repeats, recency, age };
        vec![
            h(0, 0.0, 30.0),
            h(1, 5.5, 30.0),
            h(7, 29.0, 30.0),
            h(2, 1.0, 400.0),
            h(0, 0.0, 0.0),
            h(60, 90.0, 2e3),
        ]
    }

    #[test]
    fn the_folded_likelihood_is_the_published_one() {
        let params = Params { r: 0.3, alpha: 6.0, a: 0.8, b: 2.5 };
        for kind in [Kind::BgNbd, Kind::MbgNbd] {
            let many: Vec<History> = (0..100).flat_map(|_| histories()).collect();
            let expected: f64 = many.iter().map(|h| published(kind, &params, *h)).sum();
            let got = log_likelihood(&Grouped::new(kind, &many), &params);
            assert!((got - expected).abs() < 1e-10 * expected.abs(), "{got} {expected}");
        }
    }

    #[test]
    fn the_gradient_is_the_slope() {
        let params = Params { r: 0.3, alpha: 6.0, a: 0.8, b: 2.5 };
        for kind in [Kind::BgNbd, Kind::MbgNbd] {
            let grouped = Grouped::new(kind, &histories());
            let mut slopes = [0.0; 4];
            gradient(&grouped, &params, &mut slopes);
            for (i, slope) in slopes.iter().enumerate() {
                let moved = |by: f64| {
                    let mut list = params.list();
                    list[i] += by;
                    log_likelihood(&grouped, &Params::from_list(list))
                };
                let numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!(
                    (numeric - slope).abs() < 1e-6 * (1.0 + slope.abs()),
                    "{kind:?} {i}: {numeric} {slope}"
                );
            }
        }
    }
}
