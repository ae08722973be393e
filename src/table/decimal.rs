//! Exact decimal numbers: money and every other number, never a double.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// An exact decimal number: `mantissa / 10^scale`, at most 18 digits behind the point.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    /// All digits.
    pub mantissa: i64,
    /// How many of them stand behind the point.
    pub scale: u8,
}

/// Ten to the power of `n`, for `n` up to 36.
pub fn pow10(n: u8) -> i128 {
    10i128.pow(u32::from(n.min(36)))
}

impl Decimal {
    /// A whole number.
    pub const fn whole(value: i64) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// Reads `-12.50`, `1e3` or `0.1`; `None` when it is no number or needs more than 18 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((d, e)) => (d, e.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match digits.as_bytes().first()? {
            b'-' => (true, &digits[1..]),
            b'+' => (false, &digits[1..]),
            _ => (false, digits),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut mantissa: i128 = 0;
        for b in whole.bytes().chain(fraction.bytes()) {
            if !b.is_ascii_digit() {
                return None;
            }
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(b - b'0'))?;
        }
        let mut scale = (fraction.len() as i32).saturating_sub(exponent);
        while scale > 0 && mantissa % 10 == 0 && mantissa != 0 {
            mantissa /= 10;
            scale -= 1;
        }
        if mantissa == 0 {
            return Some(Self::whole(0));
        }
        if scale < 0 {
            if scale < -18 {
                return None;
            }
            mantissa = mantissa.checked_mul(pow10((-scale) as u8))?;
            scale = 0;
        }
        if scale > 18 {
            return None;
        }
        let mantissa = i64::try_from(if negative { -mantissa } else { mantissa }).ok()?;
        Some(Self { mantissa, scale: scale as u8 })
    }

    /// The mantissa at another scale, rounded towards minus infinity, and whether nothing was lost.
    pub fn floor_at(self, scale: u8) -> (i128, bool) {
        let mantissa = i128::from(self.mantissa);
        if scale >= self.scale {
            (mantissa * pow10(scale - self.scale), true)
        } else {
            let unit = pow10(self.scale - scale);
            (mantissa.div_euclid(unit), mantissa.rem_euclid(unit) == 0)
        }
    }

    /// The nearest double, for charts and JSON.
    pub fn to_f64(self) -> f64 {
        // parsing the decimal text gives the nearest double; a division would round twice
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Decimal {}
impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.floor_at(scale).0.cmp(&other.floor_at(scale).0)
    }
}
impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.floor_at(18).0.hash(state);
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let digits = self.mantissa.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.mantissa < 0 { "-" } else { "" };
        if fraction.is_empty() {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{fraction}")
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.to_string();
        match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(whole), _) if whole.unsigned_abs() < 1 << 53 => serializer.serialize_i64(whole),
            // a double keeps 15 digits; a longer number travels as text and reads back exactly
            (_, Ok(double)) if text.len() <= 16 => serializer.serialize_f64(double),
            _ => serializer.serialize_str(&text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_written() {
        for (text, printed) in [
            ("12.50", "12.5"),
            ("-0.05", "-0.05"),
            ("1e3", "1000"),
            ("1.5E-3", "0.0015"),
            ("0.000", "0"),
            ("9007199254740993", "9007199254740993"),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), printed);
        }
        for text in ["", "-", ".", "1e99", "0x10", "1,5", "99999999999999999999"] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn comparison_ignores_the_scale() {
        assert_eq!(Decimal::parse("1.10"), Decimal::parse("1.1"));
        assert!(Decimal::parse("0.3") > Decimal::parse("0.299999999999999999"));
    }
}
