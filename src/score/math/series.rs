//! Sums that lose nothing: the hypergeometric series, and sums of exponentials by their logarithms.

/// Terms after which the hypergeometric series is cut.
const MOST_TERMS: u32 = 20_000;

/// Terms after which the series counts as slow.
const QUICK_TERMS: u32 = 500;

/// Gauss' series `₂F₁(a, b; c; z)` for `0 ≤ z < 1`, to 1e-17 relative or 20 000 terms; `c` is no whole number ≤ 0.
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    summed(a, b, c, z, MOST_TERMS).0
}

/// The series up to a number of terms, and whether it has ended by then.
fn summed(a: f64, b: f64, c: f64, z: f64, most: u32) -> (f64, bool) {
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 0..most {
        let k = f64::from(k);
        term *= (a + k) / (c + k) * ((b + k) / (k + 1.0)) * z;
        sum += term;
        if term.abs() <= 1e-17 * f64::abs(sum) {
            return (sum, true);
        }
    }
    (sum, false)
}

/// `₂F₁(a, b; c; 1 − y)` for `0 < y ≤ 1`, quick and exact however small `y` is.
///
/// Where the series is slow, which is for small `c − a − b`, it is continued from ½ along its differential equation by
/// Taylor steps that each halve `y`. (For large `c − a − b` that equation is stiff, and the series quick.)
pub fn hypergeometric_below_one(a: f64, b: f64, c: f64, y: f64) -> f64 {
    let (sum, ended) = summed(a, b, c, 1.0 - y, if y < 0.5 { QUICK_TERMS } else { MOST_TERMS });
    if ended || y >= 0.5 {
        return sum;
    }
    let mut from = 0.5;
    let mut value = hypergeometric(a, b, c, 0.5);
    let mut slope = a * b / c * hypergeometric(a + 1.0, b + 1.0, c + 1.0, 0.5);
    while from > y && value.is_finite() {
        let to = (0.5 * from).max(y);
        (value, slope) = step(a, b, c, from, from - to, value, slope);
        from = to;
    }
    value
}

/// Value and slope at `1 − y + w` from those at `1 − y`.
fn step(a: f64, b: f64, c: f64, y: f64, w: f64, value: f64, slope: f64) -> (f64, f64) {
    // z (1−z) F'' + (c − (a+b+1) z) F' = a b F, in powers of w
    let lead = (1.0 - y) * y;
    let tilt = 2.0 * y - 1.0;
    let pull = (c - a - b - 1.0) + (a + b + 1.0) * y;
    // terms with their power of w, so that none overflows where y is tiny
    let (mut low, mut high) = (value, slope * w);
    let (mut sum, mut sum_of_slope) = (low + high, high);
    for k in 0..2000 {
        let k = f64::from(k);
        let own = (tilt * k + pull) * (k + 1.0) * high * (w / lead);
        let next =
            ((k * (k + a + b) + a * b) * low * (w / lead * w) - own) / ((k + 2.0) * (k + 1.0));
        let of_slope = (k + 2.0) * next;
        sum += next;
        sum_of_slope += of_slope;
        if of_slope.abs() <= 1e-17 * f64::abs(sum_of_slope).min(f64::abs(sum)) {
            break;
        }
        (low, high) = (high, next);
    }
    (sum, sum_of_slope / w)
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
        assert!((hypergeometric(1.0, 1.0, 2.0, z) + libm::log(0.25) / z).abs() < 1e-14);
        assert!((hypergeometric(2.0, 3.0, 3.0, z) - 16.0).abs() < 1e-12);
        assert!((hypergeometric(-2.0, 3.0, 4.0, 0.5) - 0.4).abs() < 1e-15);
    }

    #[test]
    fn the_series_goes_on_to_one() {
        for y in [0.9, 0.5, 0.3, 0.01, 1e-4, 1e-9, 1e-14] {
            let log = hypergeometric_below_one(1.0, 1.0, 2.0, y);
            assert!((log * (1.0 - y) / -libm::log(y) - 1.0).abs() < 1e-13, "{y}: {log}");
            let power = hypergeometric_below_one(0.3, 2.5, 2.5, y);
            assert!((power / libm::exp(-0.3 * libm::log(y)) - 1.0).abs() < 1e-12, "{y}: {power}");
            // a polynomial: 1 − 2·3/4 z + 3·4/(4·5) z²
            let z = 1.0 - y;
            let few = hypergeometric_below_one(-2.0, 3.0, 4.0, y);
            assert!((few - (1.0 - 1.5 * z + 0.6 * z * z)).abs() < 1e-13, "{y}: {few}");
        }
        // Gauss: Γ(c) Γ(c−a−b) / (Γ(c−a) Γ(c−b)) at 1
        let at_one = hypergeometric_below_one(0.5, 0.5, 2.0, 1e-15);
        assert!((at_one - 4.0 / std::f64::consts::PI).abs() < 1e-12, "{at_one}");
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
