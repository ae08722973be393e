//! Exact fractions: results of measures, statistics, and their comparison.

use crate::table::{Decimal, pow10};
use std::cmp::Ordering;

/// An exact number, `num / den` with a positive `den`; not always in lowest terms.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    pub num: i128,
    pub den: i128,
}

impl Fraction {
    /// A whole number.
    pub fn whole(num: i128) -> Self {
        Self { num, den: 1 }
    }

    /// A number as a definition or a column has it.
    pub fn of(number: Decimal) -> Self {
        Self { num: i128::from(number.mantissa), den: pow10(number.scale) }
    }

    /// Compares exactly.
    pub fn compare(self, other: Self) -> Ordering {
        compare(self.num, self.den, other.num, other.den)
    }

    /// The product.
    pub fn times(self, factor: Decimal) -> Self {
        let other = Self::of(factor);
        let (num, den) = shrink(self.num, other.num, self.den, other.den);
        Self { num, den }
    }

    /// The quotient; `None` when `other` is 0.
    pub fn divided_by(self, other: Self) -> Option<Self> {
        if other.num == 0 {
            return None;
        }
        let (num, den) = shrink(self.num, other.den, self.den, other.num.saturating_abs());
        Some(Self { num: if other.num < 0 { num.saturating_neg() } else { num }, den })
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Self {
        if self.den == other.den {
            return Self { num: self.num.saturating_sub(other.num), den: self.den };
        }
        let terms = || {
            let (a, b) = (self.num.checked_mul(other.den)?, other.num.checked_mul(self.den)?);
            Some(Self { num: a.checked_sub(b)?, den: self.den.checked_mul(other.den)? })
        };
        terms().unwrap_or_else(|| {
            let num = self.at_scale(9).saturating_sub(other.at_scale(9));
            Self { num, den: pow10(9) }
        })
    }

    /// The number with so many digits behind the point, rounded half away from zero, as a mantissa.
    pub fn at_scale(self, scale: u8) -> i128 {
        let unit = pow10(scale);
        if self.den == unit {
            return self.num;
        }
        let magnitude = self.num.saturating_abs();
        let (whole, mut rest) = (magnitude / self.den, magnitude % self.den);
        let fraction = match rest.checked_mul(2 * unit).and_then(|r| r.checked_add(self.den)) {
            Some(twice) => twice / self.den / 2,
            // long division: one digit at a time never gets larger than ten times the denominator
            None => {
                let mut digits = 0;
                for _ in 0..scale {
                    rest = rest.saturating_mul(10);
                    digits = digits * 10 + rest / self.den;
                    rest %= self.den;
                }
                digits + i128::from(rest >= self.den - rest)
            }
        };
        let rounded = whole.saturating_mul(unit).saturating_add(fraction);
        if self.num < 0 { -rounded } else { rounded }
    }

    /// The largest mantissa at a scale that is not above the number, and whether it is the number. Numbers beyond 2¹²⁰
    /// are as good as endless and are cut there.
    pub fn floor_at(self, scale: u8) -> (i128, bool) {
        const END: i128 = 1 << 120;
        let unit = pow10(scale);
        let (whole, mut rest) = (self.num.div_euclid(self.den), self.num.rem_euclid(self.den));
        let fraction = match rest.checked_mul(unit) {
            Some(product) => {
                rest = product % self.den;
                product / self.den
            }
            None => {
                let mut digits = 0;
                for _ in 0..scale {
                    rest = rest.saturating_mul(10);
                    digits = digits * 10 + rest / self.den;
                    rest %= self.den;
                }
                digits
            }
        };
        let floor = whole.saturating_mul(unit).saturating_add(fraction);
        (floor.clamp(-END, END), rest == 0)
    }

    /// The number as people read it, with at most 9 digits behind the point.
    pub fn text(self) -> String {
        decimal_text(self.at_scale(9), 9)
    }
}

/// `mantissa / 10^scale` as decimal text without zeros at its end.
pub fn decimal_text(mantissa: i128, scale: u8) -> String {
    let unit = pow10(scale).unsigned_abs();
    let (whole, rest) = (mantissa.unsigned_abs() / unit, mantissa.unsigned_abs() % unit);
    let sign = if mantissa < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{rest:0>width$}", width = usize::from(scale));
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

/// `a·b / (c·d)` for positive `c` and `d`, in lower terms where the products need it. What has no place in 128 bits even
/// then loses its last digits above and below the line alike.
fn shrink(mut a: i128, mut b: i128, mut c: i128, mut d: i128) -> (i128, i128) {
    if let (Some(num), Some(den)) = (a.checked_mul(b), c.checked_mul(d)) {
        return (num, den);
    }
    for (x, y) in [(&mut a, &mut d), (&mut b, &mut c)] {
        let common = gcd(*x, *y);
        *x /= common;
        *y /= common;
    }
    for (x, y) in [(&mut a, &mut c), (&mut b, &mut d)] {
        let common = gcd(*x, *y);
        *x /= common;
        *y /= common;
    }
    loop {
        if let (Some(num), Some(den)) = (a.checked_mul(b), c.checked_mul(d)) {
            return (num, den.max(1));
        }
        let halved = |x: &mut i128, y: &mut i128| {
            let larger = if x.unsigned_abs() > y.unsigned_abs() { x } else { y };
            *larger /= 2;
        };
        halved(&mut a, &mut b);
        halved(&mut c, &mut d);
        if c == 0 || d == 0 {
            return (a.saturating_mul(b), 1);
        }
    }
}

/// The greatest common divisor, at least 1.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// Compares `a / b` with `c / d` for positive `b` and `d`, without overflow: cross products where they fit, otherwise
/// whole parts first, then the reciprocals of what is left (the continued fractions of both).
pub fn compare(mut a: i128, mut b: i128, mut c: i128, mut d: i128) -> Ordering {
    if let (Some(left), Some(right)) = (a.checked_mul(d), c.checked_mul(b)) {
        return left.cmp(&right);
    }
    let mut flipped = false;
    loop {
        let (whole, other) = (a.div_euclid(b), c.div_euclid(d));
        let (rest, other_rest) = (a.rem_euclid(b), c.rem_euclid(d));
        let order = match whole.cmp(&other) {
            Ordering::Equal => match (rest == 0, other_rest == 0) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => {
                    (a, b, c, d) = (b, rest, d, other_rest);
                    flipped = !flipped;
                    continue;
                }
            },
            order => order,
        };
        return if flipped { order.reverse() } else { order };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_cross_multiplication(a in -1000i128..1000, b in 1i128..1000, c in -1000i128..1000, d in 1i128..1000) {
            prop_assert_eq!(compare(a, b, c, d), (a * d).cmp(&(c * b)));
            let large = 1i128 << 110;
            prop_assert_eq!(compare(a * large, b * large, c * large, d * large), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn rounding_is_the_same_by_either_division(num in -10_000i128..10_000, den in 1i128..1000) {
            let large = 1i128 << 100;
            let short = Fraction { num, den }.at_scale(9);
            prop_assert_eq!(Fraction { num: num * large, den: den * large }.at_scale(9), short);
            prop_assert_eq!(short, num.signum() * ((num.abs() * 2_000_000_000 + den) / (2 * den)));
        }
    }

    #[test]
    fn huge_terms_do_not_overflow() {
        let big = i128::MAX;
        assert_eq!(compare(big, big - 1, big - 1, big - 2), Ordering::Less);
        let huge = Fraction { num: big, den: 1 };
        assert!(huge.divided_by(Fraction { num: 1, den: big }).is_some());
        assert_eq!(huge.divided_by(huge).map(Fraction::text), Some("1".to_owned()));
        assert_eq!(huge.minus(Fraction { num: big, den: 3 }).den, pow10(9));
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let half = |num| Fraction { num, den: 2_000_000_000 }.text();
        assert_eq!(
            (half(1), half(-1), half(2)),
            ("0.000000001".into(), "-0.000000001".into(), "0.000000001".into())
        );
        assert_eq!(Fraction { num: -1, den: 3 }.text(), "-0.333333333");
        assert_eq!(Fraction { num: 5, den: 4 }.text(), "1.25");
    }
}
