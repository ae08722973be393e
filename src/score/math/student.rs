//! Student's t and the chi-square distribution.

use super::beta::{beta_inc_pair, invert};
use super::gamma::{gamma_p, gamma_q, positive};
use super::normal::{normal_cdf, normal_quantile};

/// The chance that a t value with `df` degrees of freedom is above `t`; `df` may be broken, infinite is the normal.
///
/// Relative error below 1e-12 up to ten thousand degrees, 1e-10 above.
pub fn t_sf(t: f64, df: f64) -> f64 {
    if t.is_nan() || !positive(df) {
        return f64::NAN;
    }
    if df.is_infinite() {
        return normal_cdf(-t);
    }
    if t.is_infinite() {
        return if t > 0.0 { 0.0 } else { 1.0 };
    }
    if df > 1e6 {
        // the error is of the order t⁴/df² (Abramowitz and Stegun 26.7.8)
        let z = t * (1.0 - 0.25 / df) / libm::sqrt(1.0 + 0.5 * (t / df) * t);
        return normal_cdf(-z);
    }
    // of two quotients none overflows
    let (x, y) = if t.abs() > 1.0 {
        let d = df / t / t;
        (d / (1.0 + d), 1.0 / (1.0 + d))
    } else {
        let d = t * t / df;
        (1.0 / (1.0 + d), d / (1.0 + d))
    };
    let tail = 0.5 * beta_inc_pair(0.5 * df, 0.5, x, y);
    if t >= 0.0 { tail } else { 1.0 - tail }
}

/// The chance that a t value with `df` degrees of freedom is at most `t`.
pub fn t_cdf(t: f64, df: f64) -> f64 {
    t_sf(-t, df)
}

/// The value that a t variable stays below with chance `p`: infinite at 0 and 1, `NaN` outside.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !positive(df) {
        return f64::NAN;
    }
    if df.is_infinite() || p <= 0.0 || p >= 1.0 {
        return normal_quantile(p);
    }
    if (p - 0.5).abs() < f64::MIN_POSITIVE {
        return 0.0;
    }
    let tail = p.min(1.0 - p);
    let mut far = -normal_quantile(tail) + 1.0;
    while t_sf(far, df) > tail {
        far *= 2.0;
        if far > 1e300 {
            return if p < 0.5 { f64::NEG_INFINITY } else { f64::INFINITY };
        }
    }
    let t = invert(0.0, far, 0.5 * far, |t| tail - t_sf(t, df));
    if p < 0.5 { -t } else { t }
}

/// The chance that a chi-square value with `df` degrees of freedom is above `x`; 1 for `x ≤ 0`.
pub fn chi2_sf(x: f64, df: f64) -> f64 {
    gamma_q(0.5 * df, 0.5 * x.max(0.0))
}

/// The chance that a chi-square value with `df` degrees of freedom is at most `x`; 0 for `x ≤ 0`.
pub fn chi2_cdf(x: f64, df: f64) -> f64 {
    gamma_p(0.5 * df, 0.5 * x.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_degree_of_freedom_is_cauchy_and_infinity_is_normal() {
        for t in [-3.0, -0.1, 0.0, 1e-5, 1.0, 12.7, 1e6] {
            let cauchy = 0.5 - libm::atan(t) / std::f64::consts::PI;
            assert!((t_sf(t, 1.0) - cauchy).abs() < 1e-14, "{t}");
            assert!((t_sf(t, 1e12) - normal_cdf(-t)).abs() < 1e-11, "{t}");
            assert!((t_sf(t, 1_000_001.0) - t_sf(t, 999_999.0)).abs() < 1e-11, "{t}");
        }
        assert!((t_sf(1e100, 1.0) * 1e100 * std::f64::consts::PI - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_quantile_of_t_comes_back() {
        for df in [0.7, 1.0, 3.5, 30.0, 1e4] {
            for p in [1e-8, 0.025, 0.4, 0.5, 0.9, 0.999] {
                let back = t_cdf(t_quantile(p, df), df);
                assert!((back - p).abs() < 1e-12, "{df} {p}: {back}");
            }
        }
        let known = t_quantile(0.975, 10.0);
        assert!((known - 2.228_138_851_986_274).abs() < 1e-12, "{known}");
        assert!(t_quantile(0.5, 0.0).is_nan());
    }

    #[test]
    fn two_degrees_of_chi_square_are_an_exponential() {
        assert!((chi2_sf(3.0, 2.0) - libm::exp(-1.5)).abs() < 1e-15);
        assert!((chi2_cdf(-1.0, 2.0)).abs() < 1e-300);
    }
}
