//! The beta function's family: its logarithm, and the regularised incomplete beta function with its inverse.

use super::gamma::{away, deviance, ln_gamma, stirling_error};

/// `ln √(2π)`.
const LN_ROOT_TAU: f64 = 0.918_938_533_204_672_7;

/// `ln B(a, b)` for `a, b > 0`, without the cancellation of `ln Γ(a) + ln Γ(b) − ln Γ(a+b)` where one is large.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (p, q) = if a < b { (a, b) } else { (b, a) };
    if q < 10.0 {
        return ln_gamma(p) + ln_gamma(q) - ln_gamma(p + q);
    }
    let share = p / (p + q);
    let tail = stirling_error(q) - stirling_error(p + q);
    if p >= 10.0 {
        return LN_ROOT_TAU - 0.5 * libm::log(q)
            + stirling_error(p)
            + tail
            + (p - 0.5) * libm::log(share)
            + q * libm::log1p(-share);
    }
    ln_gamma(p) + tail + p - p * libm::log(p + q) + (q - 0.5) * libm::log1p(-share)
}

/// The regularised incomplete beta function `I_x(a, b)`: the chance that a Beta(a, b) value is at most `x`.
///
/// For `a, b > 0` and `0 ≤ x ≤ 1`, `NaN` elsewhere. Relative accuracy holds in the lower tail, down to 1e-300.
pub fn beta_inc(a: f64, b: f64, x: f64) -> f64 {
    beta_inc_pair(a, b, x, 1.0 - x)
}

/// [`beta_inc`] for an `x` whose complement `y = 1 − x` is known better than by subtraction.
pub fn beta_inc_pair(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let inside = a > 0.0 && b > 0.0 && x >= 0.0 && y >= 0.0;
    if !inside || !a.is_finite() || !b.is_finite() {
        return f64::NAN;
    }
    if x == 0.0 {
        return 0.0;
    }
    if y == 0.0 {
        return 1.0;
    }
    if x <= (a + 1.0) / (a + b + 2.0) {
        (front(a, b, x, y) * fraction(a, b, x) / a).min(1.0)
    } else {
        1.0 - (front(a, b, x, y) * fraction(b, a, y) / b).min(1.0)
    }
}

/// `x^a y^b / B(a, b)` by the saddle point, so that large arguments do not cancel.
fn front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * x)
        - deviance(b, n * y);
    libm::sqrt(a / n * b / std::f64::consts::TAU) * libm::exp(exponent)
}

/// The continued fraction of the incomplete beta function (Lentz), for `x` below the mean.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0), TINY);
    let mut h = d;
    for m in 1..100_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d, TINY);
        c = away(1.0 + even / c, TINY);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d, TINY);
        c = away(1.0 + odd / c, TINY);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// The value below which a Beta(a, b) variable lies with chance `p`; 0 at `p = 0`, 1 at `p = 1`, `NaN` outside.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    if p <= 0.0 || p >= 1.0 {
        return p;
    }
    invert(0.0, 1.0, a / (a + b), |x| beta_inc(a, b, x) - p)
}

/// The root of an increasing function inside `(low, high)`: regula falsi of Illinois, bisected where it is slow.
pub(super) fn invert(low: f64, high: f64, start: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    let mut at = start;
    let mut last_width = high - low;
    let (mut f_low, mut f_high) = (f64::NAN, f64::NAN);
    for step in 0..400 {
        let value = f(at);
        if value == 0.0 {
            return at;
        }
        if value < 0.0 {
            (low, f_low) = (at, value);
        } else {
            (high, f_high) = (at, value);
        }
        let width = high - low;
        if width <= 1e-16 * low.abs().max(high.abs()) || width < f64::MIN_POSITIVE {
            break;
        }
        let secant = low + width * f_low / (f_low - f_high);
        let slow = step % 3 == 2 && width > 0.125 * last_width;
        if step % 3 == 2 {
            last_width = width;
        }
        at = if secant > low && secant < high && !slow { secant } else { low + 0.5 * width };
        if at <= low || at >= high {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ln_beta_keeps_its_digits_with_one_large_argument() {
        // ln B(1e5, 0.3), 40-digit arithmetic: trap 8 of scipy
        let direct = ln_gamma(0.3) - 0.3 * libm::log(1e5) - 0.3 * (0.3 - 1.0) / 2.0 / 1e5;
        assert!((ln_beta(1e5, 0.3) - direct).abs() < 1e-10 * direct.abs());
        assert!((ln_beta(2.0, 3.0) + libm::log(12.0)).abs() < 1e-14);
        assert!((ln_beta(20.0, 1.0) + libm::log(20.0)).abs() < 1e-14);
        assert!((ln_beta(20.0, 30.0) - ln_beta(30.0, 20.0)).abs() < 1e-15);
    }

    #[test]
    fn the_incomplete_beta_of_whole_arguments_is_a_binomial_tail() {
        // I_x(1, b) = 1 - (1-x)^b
        for (b, x) in [(1.0, 0.25), (3.0, 0.5), (40.0, 0.01), (1e6, 1e-6)] {
            let expected = -libm::expm1(b * libm::log1p(-x));
            assert!((beta_inc(1.0, b, x) - expected).abs() < 1e-13, "{b} {x}");
        }
        assert!((beta_inc(5000.0, 20_000.0, 0.2) - 0.5013).abs() < 1e-4);
        assert!(beta_inc(0.0, 1.0, 0.5).is_nan());
        assert!(beta_inc(1.0, 1.0, 1.5).is_nan());
    }

    #[test]
    fn a_quantile_of_beta_comes_back() {
        for (a, b) in [(1.0, 1.0), (0.5, 0.5), (3.0, 900.0), (5000.0, 20_000.0)] {
            for p in [1e-9, 0.025, 0.5, 0.975] {
                let x = beta_quantile(a, b, p);
                assert!((beta_inc(a, b, x) - p).abs() < 1e-12, "{a} {b} {p}: {x}");
            }
        }
        assert_eq!(beta_quantile(2.0, 2.0, 0.0).to_bits(), 0.0_f64.to_bits());
        assert!(beta_quantile(2.0, 2.0, 1.1).is_nan());
    }
}
