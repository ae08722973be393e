//! Sums that lose nothing: the hypergeometric series, and sums of exponentials by their logarithms.

/// Terms after which the hypergeometric series is cut.
const MOST_TERMS: u32 = 20_000;

/// Terms after which the series counts as slow.
const QUICK_TERMS: u32 = 500;

/// Gauss' series `₂F₁(a, b; c; z)` for `0 ≤ z < 1` where it is quick and exact; `c` is no whole number ≤ 0.
///
/// `None` when 500 terms do not reach 1e-17 relative, or when terms cancel two digits or more of the sum.
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut largest: f64 = 1.0;
    for k in 0..QUICK_TERMS {
        let k = f64::from(k);
        term *= (a + k) / (c + k) * ((b + k) / (k + 1.0)) * z;
        sum += term;
        largest = largest.max(f64::abs(term));
        if term.abs() <= 1e-17 * f64::abs(sum) {
            return (largest <= 100.0 * f64::abs(sum)).then_some(sum);
        }
    }
    None
}

/// `e^power · ₂F₁(a, b; c; z)` for positive arguments, where the series alone may overflow.
pub fn scaled_hypergeometric(a: f64, b: f64, c: f64, z: f64, power: f64) -> f64 {
    let mut power = power;
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 0..MOST_TERMS {
        let k = f64::from(k);
        term *= (a + k) / (c + k) * ((b + k) / (k + 1.0)) * z;
        sum += term;
        if term.abs() <= 1e-17 * f64::abs(sum) {
            break;
        }
        if f64::abs(sum) > 1e200 {
            power += libm::log(1e200);
            (sum, term) = (sum / 1e200, term / 1e200);
        }
    }
    if sum > 0.0 { libm::exp(power + libm::log(sum)) } else { libm::exp(power) * sum }
}

/// `ln(e^x + e^y)`; −∞ counts as nothing.
pub fn ln_add_exp(x: f64, y: f64) -> f64 {
    let (low, high) = if x < y { (x, y) } else { (y, x) };
    if low == f64::NEG_INFINITY || high == f64::INFINITY {
        return high;
    }
    high + libm::log1p(libm::exp(low - high))
}

/// `ln Σ e^x`; −∞ for an empty list.
pub fn ln_sum_exp(terms: &[f64]) -> f64 {
    let high = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if high.is_infinite() {
        return high;
    }
    high + libm::log(terms.iter().map(|x| libm::exp(x - high)).sum())
}

/// `ln(1 + e^x)` at any size.
pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// The logistic function `1 / (1 + e^-x)` at any size.
pub fn logistic(x: f64) -> f64 {
    let e = libm::exp(-x.abs());
    if x >= 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_hypergeometric_values() {
        // 2F1(1, 1; 2; z) = -ln(1-z)/z, 2F1(a, b; b; z) = (1-z)^-a
        let z = 0.75;
        let log = hypergeometric(1.0, 1.0, 2.0, z).unwrap();
        assert!((log + libm::log(0.25) / z).abs() < 1e-14);
        assert!((hypergeometric(2.0, 3.0, 3.0, z).unwrap() - 16.0).abs() < 1e-12);
        assert!((hypergeometric(-2.0, 3.0, 4.0, 0.5).unwrap() - 0.4).abs() < 1e-15);
        assert_eq!(hypergeometric(1.0, 1.0, 2.0, 0.9999), None);
        assert_eq!(hypergeometric(-60.0, 30.0, 4.0, 0.9), None);
        let scaled = scaled_hypergeometric(2.0, 3.0, 3.0, z, libm::log(0.5));
        assert!((scaled - 8.0).abs() < 1e-12);
    }

    #[test]
    fn sums_of_exponentials_do_not_overflow() {
        assert!((ln_add_exp(1000.0, 1000.0) - 1000.0 - std::f64::consts::LN_2).abs() < 1e-12);
        assert!((ln_add_exp(f64::NEG_INFINITY, 3.0) - 3.0).abs() < 1e-15);
        assert!((ln_sum_exp(&[-1e4, -1e4, -1e5]) + 1e4 - std::f64::consts::LN_2).abs() < 1e-11);
        assert!(ln_sum_exp(&[]).is_infinite());
        assert!((softplus(800.0) - 800.0).abs() < 1e-9 && softplus(-800.0) < 1e-300);
        assert!((logistic(0.0) - 0.5).abs() < 1e-16 && logistic(-800.0) >= 0.0);
    }
}
