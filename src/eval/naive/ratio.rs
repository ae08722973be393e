//! Exact numbers.

use super::internal;
use crate::error::Result;
use crate::table::{Decimal, pow10};
use std::cmp::Ordering;
use std::fmt;

/// An exact number, `num / den` with a positive `den`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ratio {
    pub num: i128,
    pub den: i128,
}

impl Ratio {
    pub const ZERO: Self = Self { num: 0, den: 1 };

    pub fn whole(value: i64) -> Self {
        Self { num: i128::from(value), den: 1 }
    }

    pub fn of(number: Decimal) -> Self {
        Self { num: i128::from(number.mantissa), den: pow10(number.scale) }
    }

    /// In lowest terms, so that products stay small.
    fn reduced(self) -> Self {
        let (mut a, mut b) = (self.num.unsigned_abs(), self.den.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let divisor = a.max(1) as i128;
        Self { num: self.num / divisor, den: self.den / divisor }
    }

    pub fn plus(self, other: Self) -> Result<Self> {
        let (a, b) = (self.reduced(), other.reduced());
        let num = product(a.num, b.den)?.checked_add(product(b.num, a.den)?);
        let num = num.ok_or_else(|| internal("a number of too many digits"))?;
        Ok(Self { num, den: product(a.den, b.den)? }.reduced())
    }

    pub fn minus(self, other: Self) -> Result<Self> {
        self.plus(Self { num: -other.num, den: other.den })
    }

    pub fn times(self, other: Self) -> Result<Self> {
        let (a, b) = (self.reduced(), other.reduced());
        let (left, right) =
            (Self { num: a.num, den: b.den }.reduced(), Self { num: b.num, den: a.den }.reduced());
        Ok(Self { num: product(left.num, right.num)?, den: product(left.den, right.den)? })
    }

    /// The quotient; `None` when the other one is 0.
    pub fn over(self, other: Self) -> Result<Option<Self>> {
        let sign = other.num.signum();
        if sign == 0 {
            return Ok(None);
        }
        self.times(Self { num: other.den * sign, den: other.num * sign }).map(Some)
    }

    /// With nine digits behind the point, halves away from zero.
    pub fn rounded(self) -> Result<Self> {
        let unit = pow10(9);
        let scaled = Self { num: self.num.abs(), den: self.den }
            .times(Self { num: unit, den: 1 })?
            .plus(Self { num: 1, den: 2 })?;
        let mantissa = scaled.num.div_euclid(scaled.den) * self.num.signum();
        Ok(Self { num: mantissa, den: unit })
    }

    pub fn to_f64(self) -> f64 {
        let reduced = self.reduced();
        reduced.num as f64 / reduced.den as f64
    }

    /// Compares by continued fractions: whole parts first, then the reciprocals of the rests. No product can overflow.
    pub fn cmp(self, other: Self) -> Ordering {
        let whole = |r: Self| r.num.div_euclid(r.den);
        let rest = |r: Self| r.num.rem_euclid(r.den);
        whole(self).cmp(&whole(other)).then_with(|| match (rest(self), rest(other)) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            (a, b) => Self { num: other.den, den: b }.cmp(Self { num: self.den, den: a }),
        })
    }
}

fn product(a: i128, b: i128) -> Result<i128> {
    a.checked_mul(b).ok_or_else(|| internal("a number of too many digits"))
}

/// A decimal number of at most nine digits behind the point, halves rounded away from zero.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(rounded) = self.rounded() else { return write!(f, "{}", self.to_f64()) };
        let (whole, rest) = (rounded.num.abs() / rounded.den, rounded.num.abs() % rounded.den);
        let sign = if rounded.num < 0 { "-" } else { "" };
        let digits = format!("{rest:09}");
        match digits.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            digits => write!(f, "{sign}{whole}.{digits}"),
        }
    }
}

/// The type-7 quantile of values in ascending order: the place is `(n − 1) · q`, between two places the straight line.
/// `None` without values.
pub(super) fn quantile(ascending: &[Ratio], q: Ratio) -> Result<Option<Ratio>> {
    let Some(last) = ascending.len().checked_sub(1) else { return Ok(None) };
    let place = Ratio { num: last as i128, den: 1 }.times(q)?;
    let below = (place.num.div_euclid(place.den).max(0) as usize).min(last);
    let (low, high) = (ascending[below], ascending[(below + 1).min(last)]);
    let part = place.minus(Ratio { num: below as i128, den: 1 })?;
    low.plus(high.minus(low)?.times(part)?).map(Some)
}

/// The sum.
pub(super) fn sum(values: &[Ratio]) -> Result<Ratio> {
    values.iter().try_fold(Ratio::ZERO, |total, &value| total.plus(value))
}
