//! The gamma function's family: its logarithm, its derivative, and the regularised incomplete gamma function.

/// `ln √(2π)`.
const LN_ROOT_TAU: f64 = 0.918_938_533_204_672_7;

/// Terms after which a series or continued fraction is given up; each needs about the root of its argument.
const MOST_TERMS: usize = 100_000;

/// The natural logarithm of `|Γ(x)|`; infinite at 0, −1, −2 …
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The derivative of [`ln_gamma`] for `x > 0`, `NaN` elsewhere.
///
/// Recurrence up to 10, then the asymptotic series (Abramowitz and Stegun 6.3.18), absolute error below 1e-14.
pub fn digamma(x: f64) -> f64 {
    if !positive(x) {
        return f64::NAN;
    }
    let mut at = x;
    let mut below = 0.0;
    while at < 10.0 {
        below += 1.0 / at;
        at += 1.0;
    }
    let s = 1.0 / (at * at);
    let series = s
        * (1.0 / 12.0
            - s * (1.0 / 120.0
                - s * (1.0 / 252.0
                    - s * (1.0 / 240.0 - s * (1.0 / 132.0 - s * (691.0 / 32_760.0 - s / 12.0))))));
    libm::log(at) - 0.5 / at - series - below
}

/// What Stirling's formula lacks: `ln Γ(x) − ((x − ½) ln x − x + ln √(2π))`, for `x > 0`.
pub fn stirling_error(x: f64) -> f64 {
    if x < 10.0 {
        return ln_gamma(x) - ((x - 0.5) * libm::log(x) - x + LN_ROOT_TAU);
    }
    let s = 1.0 / (x * x);
    (1.0 / 12.0
        - s * (1.0 / 360.0
            - s * (1.0 / 1260.0
                - s * (1.0 / 1680.0 - s * (1.0 / 1188.0 - s * (691.0 / 360_360.0 - s / 156.0))))))
        / x
}

/// `v ln(v/m) + m − v` without loss where both are close (Loader 2000), for `v ≥ 0`, `m > 0`.
pub fn deviance(v: f64, m: f64) -> f64 {
    if v <= 0.0 {
        return m;
    }
    if (v - m).abs() >= 0.1 * (v + m) {
        return v * libm::log(v / m) + m - v;
    }
    let d = (v - m) / (v + m);
    let mut sum = (v - m) * d;
    let mut term = 2.0 * v * d;
    for j in 1..100 {
        term *= d * d;
        let next = sum + term / f64::from(2 * j + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// The regularised lower incomplete gamma function `P(a, x)`, for `a > 0`, `x ≥ 0`; `NaN` elsewhere.
pub fn gamma_p(a: f64, x: f64) -> f64 {
    both(a, x).0
}

/// The regularised upper incomplete gamma function `Q(a, x) = 1 − P(a, x)`, accurate where it is tiny.
pub fn gamma_q(a: f64, x: f64) -> f64 {
    both(a, x).1
}

/// `P` and `Q`: the smaller one is computed, the other is its complement.
fn both(a: f64, x: f64) -> (f64, f64) {
    if !(positive(a) && x >= 0.0) || a.is_infinite() {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if x.is_infinite() {
        return (1.0, 0.0);
    }
    // x^a e^-x / Γ(a)
    let front =
        libm::sqrt(a / std::f64::consts::TAU) * libm::exp(-deviance(a, x) - stirling_error(a));
    if x < a + 1.0 {
        let p = (front * series(a, x)).min(1.0);
        (p, 1.0 - p)
    } else {
        let q = (front * fraction(a, x)).min(1.0);
        (1.0 - q, q)
    }
}

/// `Σ x^k / (a (a+1) … (a+k))`.
fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut at = a;
    for _ in 0..MOST_TERMS {
        at += 1.0;
        term *= x / at;
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// The continued fraction of `Γ(a, x) / (x^a e^-x)` by Lentz' method.
fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..MOST_TERMS {
        let i = i as f64;
        let an = -i * (i - a);
        b += 2.0;
        d = away(an * d + b, TINY);
        c = away(b + an / c, TINY);
        d = 1.0 / d;
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// Whether `x` is a number above 0; false for `NaN`.
pub(super) fn positive(x: f64) -> bool {
    x > 0.0
}

/// `x`, or `tiny` in place of nothing.
pub(super) fn away(x: f64, tiny: f64) -> f64 {
    if x.abs() < tiny { tiny } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, rel: f64) {
        assert!((a - b).abs() <= rel * b.abs(), "{a} is not {b}");
    }

    #[test]
    fn digamma_knows_its_constants() {
        near(digamma(1.0), -0.577_215_664_901_532_9, 1e-14);
        near(digamma(0.5), -1.963_510_026_021_423_5, 1e-14);
        assert!(digamma(0.0).is_nan());
        assert!(digamma(-1.5).is_nan());
    }

    #[test]
    fn the_incomplete_gamma_of_one_is_an_exponential() {
        for x in [0.0, 1e-9, 0.3, 1.0, 2.0, 30.0, 700.0] {
            near(gamma_q(1.0, x), libm::exp(-x), 1e-13);
            near(gamma_p(1.0, x), -libm::expm1(-x), 1e-13);
        }
    }

    #[test]
    fn both_halves_of_the_incomplete_gamma_make_one_at_any_size() {
        for a in [1e-6, 0.5, 12.0, 4e3, 1e7] {
            for f in [0.0, 0.5, 0.999, 1.0, 1.001, 2.0] {
                let (p, q) = both(a, a * f);
                assert!(
                    (0.0..=1.0).contains(&p) && (p + q - 1.0).abs() < 1e-12,
                    "{a} {f}: {p} {q}"
                );
            }
        }
        assert!(gamma_p(-1.0, 1.0).is_nan());
        assert!(gamma_q(1.0, -1.0).is_nan());
    }

    #[test]
    fn the_error_of_stirling_is_smooth_where_its_series_begins() {
        near(stirling_error(10.0), stirling_error(9.999_999_999), 1e-9);
    }
}
