//! Orders that a living customer will place before dropping out.
//!
//! The chance p to drop out after an order is Beta(a, b) for who is alive, the rate of orders is gamma of shape m, and `u` is
//! the time ahead in units of the rate's parameter: the mean is `E[(1 − (1+pu)^−m) / p]`. With `c = a + b − 1` and
//! `z = u/(1+u)` this is `c/(a−1) · (1 − (1−z)^(a−1) ₂F₁(c−m, a−1; c; z))`, Euler's form of what was published. The
//! series serves where it is quick and exact; elsewhere (long horizons, many orders, a = 1) the mean is summed over the
//! logit of p, which cancels nothing and has no singular case.

use crate::score::math::beta::ln_beta;
use crate::score::math::series::{hypergeometric, softplus};

/// First argument below which the series alternates.
const LEAST_FIRST: f64 = -10.0;

/// The mean number of orders, for a, b, m, u above 0.
pub(super) fn orders_of_the_living(a: f64, b: f64, m: f64, u: f64) -> f64 {
    by_series(a, b, m, u).unwrap_or_else(|| by_sum(a, b, m, u))
}

fn by_series(a: f64, b: f64, m: f64, u: f64) -> Option<f64> {
    let c = a + b - 1.0;
    let first = c - m;
    if first < LEAST_FIRST || c.abs() < 1e-6 {
        return None;
    }
    let series = hypergeometric(first, a - 1.0, c, u / (1.0 + u))?;
    let gone = 1.0 - libm::exp((1.0 - a) * libm::log1p(u)) * series;
    let found = c / (a - 1.0) * gone;
    // what is left of the difference has eight digits at least
    (gone.abs() > 1e-8 && found.is_finite()).then_some(found)
}

/// The trapezoidal rule over all of the logit v of p, whose error falls exponentially with the step.
fn by_sum(a: f64, b: f64, m: f64, u: f64) -> f64 {
    const NOTHING: f64 = 1e-14;
    let step = f64::min(0.3, 0.5 * libm::sqrt(1.0 / a + 1.0 / b));
    let whole = ln_beta(a, b);
    let middle = libm::log(a / b);
    // the term at v, p, and 1 − p
    let term = |v: f64| {
        let (ln_p, ln_q) = (-softplus(-v), -softplus(v));
        let p = libm::exp(ln_p);
        let orders =
            if p * u * m < NOTHING { m * u } else { -libm::expm1(-m * libm::log1p(p * u)) / p };
        (libm::exp(a * ln_p + b * ln_q - whole) * orders, p, libm::exp(ln_q))
    };
    let mut sum = 0.0;
    for at in 0..20_000 {
        let (value, p, _) = term(middle - f64::from(at) * step);
        if p * u * m.max(1.0) < NOTHING && p * b.max(1.0) < NOTHING {
            // from here on terms fall by one factor
            sum -= value / libm::expm1(-a * step);
            break;
        }
        sum += value;
        if at > 3 && value < 1e-18 * sum {
            break;
        }
    }
    for at in 1..20_000 {
        let (value, _, q) = term(middle + f64::from(at) * step);
        if q * m.max(a).max(1.0) < NOTHING {
            sum -= value / libm::expm1(-b * step);
            break;
        }
        sum += value;
        if at > 3 && value < 1e-18 * sum {
            break;
        }
    }
    sum * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_agree_where_the_series_serves() {
        for a in [0.3, 0.999, 1.5, 8.0, 60.0] {
            for b in [0.2, 3.0, 40.0] {
                for m in [0.2, 3.0, 30.0] {
                    for u in [1e-3, 0.2, 3.0, 40.0] {
                        let Some(series) = by_series(a, b, m, u) else { continue };
                        let sum = by_sum(a, b, m, u);
                        assert!(
                            (series / sum - 1.0).abs() < 1e-8,
                            "{a} {b} {m} {u}: {series} {sum}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn known_means() {
        // a = 2, b = 1, m = 1: E[u/(1+pu)] with density 2p is 2 (1 − ln(1+u)/u)
        for u in [1e-6, 0.5, 30.0, 1e9] {
            let exact = 2.0 * (1.0 - libm::log1p(u) / u);
            assert!((by_sum(2.0, 1.0, 1.0, u) - exact).abs() <= 1e-10 * (1.0 + exact), "{u}");
        }
        // an endless horizon: E[1/p] = (a+b−1)/(a−1)
        assert!((orders_of_the_living(3.0, 5.0, 2.0, 1e30) - 3.5).abs() < 1e-10);
        // a = 1 is no special case: with b = 1 and m = 1 it is ln(1+u)
        assert!((orders_of_the_living(1.0, 1.0, 1.0, 4.0) - libm::log(5.0)).abs() < 1e-12);
        // nobody drops out
        assert!((orders_of_the_living(1e-9, 1e6, 5.0, 2.0) - 10.0).abs() < 1e-6);
    }
}
