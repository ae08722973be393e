//! What the cells of a workbook say as texts: dates in ISO form, shares with `%`, money with its sign.

use crate::table::Decimal;
use calamine::{Data, DataRef, ExcelDateTime, Style};
use std::fmt::Write as _;

/// How a number format shows a number, as far as it changes what it means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shows {
    #[default]
    /// As it is.
    Plain,
    /// With `%`.
    Percent,
    /// With this sign.
    Currency(&'static str),
}

impl Shows {
    /// That of a style.
    pub fn of(style: &Style) -> Self {
        let Some(format) = &style.number_format else { return Self::Plain };
        let code = format.format_code.as_str();
        // [$-804] is a language, [$¥-804] a currency
        let code = code.replace("[$-", "[");
        if code.contains('%') {
            return Self::Percent;
        }
        for (sign, shown) in [('¥', "¥"), ('￥', "¥"), ('€', "€"), ('£', "£"), ('$', "$")]
        {
            if code.contains(sign) {
                return Self::Currency(shown);
            }
        }
        Self::Plain
    }
}

/// The text of a cell.
pub fn text_of_ref(value: &DataRef<'_>, shows: Shows) -> String {
    match value {
        DataRef::SharedString(text) => unescaped(text),
        DataRef::String(text) => unescaped(text),
        DataRef::Int(n) => shown(&n.to_string(), shows),
        DataRef::Float(n) => shown(&number_text(*n), shows),
        DataRef::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(when) => time_text(when),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => "#N/A".to_owned(),
        DataRef::Empty => String::new(),
    }
}

/// The text of a cell.
pub fn text_of(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number_text(*n),
        Data::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(when) => time_text(when),
        Data::Error(_) => "#N/A".to_owned(),
        Data::Empty => String::new(),
    }
}

/// `_x000D_` is how a sheet writes a carriage return.
fn unescaped(text: &str) -> String {
    if text.contains("_x000D_") { text.replace("_x000D_", "") } else { text.to_owned() }
}

/// A number as a spreadsheet shows it: 15 digits; beyond 2⁵³ digits are lost and the short form says so.
fn number_text(n: f64) -> String {
    if !n.is_finite() {
        return "#NUM!".to_owned();
    }
    if n.abs() >= 9_007_199_254_740_992.0 {
        return format!("{n:.10E}").replace('E', "E+");
    }
    let text = n.to_string();
    if text.bytes().filter(u8::is_ascii_digit).count() > 16 {
        let rounded: f64 = format!("{n:.14e}").parse().unwrap_or(n);
        return rounded.to_string();
    }
    text
}

/// A number with what its format adds.
pub fn shown(number: &str, shows: Shows) -> String {
    match shows {
        Shows::Plain => number.to_owned(),
        Shows::Currency(sign) => format!("{sign}{number}"),
        Shows::Percent => match Decimal::parse(number) {
            Some(Decimal { mantissa, scale }) if scale >= 2 => {
                format!("{}%", Decimal { mantissa, scale: scale - 2 })
            }
            Some(Decimal { mantissa, scale }) => format!(
                "{}%",
                Decimal {
                    mantissa: mantissa.saturating_mul(if scale == 1 { 10 } else { 100 }),
                    scale: 0
                }
            ),
            None => number.to_owned(),
        },
    }
}

fn time_text(when: &ExcelDateTime) -> String {
    let value = when.as_f64();
    // the parts are cut at milliseconds; half of one more makes that a rounding
    let nudged = ExcelDateTime::new(
        value + 0.5 / 86_400_000.0,
        calamine::ExcelDateTimeType::DateTime,
        is_1904(when),
    );
    let (year, month, day, hour, minute, second, milli) = nudged.to_ymd_hms_milli();
    if when.is_duration() || (0.0..1.0).contains(&value) {
        let seconds = (value * 86_400.0).round() as i64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli / 2) != (0, 0, 0, 0) {
        let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
        if milli > 1 {
            let _ = write!(text, ".{milli:03}");
        }
    }
    text
}

/// Whether a time counts from 1904: the same serial is another year then.
fn is_1904(when: &ExcelDateTime) -> bool {
    let plain = ExcelDateTime::new(when.as_f64(), calamine::ExcelDateTimeType::DateTime, false);
    plain.to_ymd_hms_milli() != when.to_ymd_hms_milli()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_what_a_spreadsheet_keeps() {
        assert_eq!(number_text(13_800_131_000.0), "13800131000");
        assert_eq!(number_text(0.1 + 0.2), "0.3");
        assert_eq!(number_text(123.456), "123.456");
        assert!(super::super::super::cell::is_rounded(&number_text(8.8e18)));
        assert_eq!(shown("0.125", Shows::Percent), "12.5%");
        assert_eq!(shown("1", Shows::Percent), "100%");
    }

    #[test]
    fn serials_are_dates_in_both_epochs() {
        let kind = calamine::ExcelDateTimeType::DateTime;
        assert_eq!(time_text(&ExcelDateTime::new(45_356.0, kind, false)), "2024-03-05");
        assert_eq!(
            time_text(&ExcelDateTime::new(45_356.639_583_333_3, kind, false)),
            "2024-03-05T15:21:00"
        );
        assert_eq!(time_text(&ExcelDateTime::new(43_894.0, kind, true)), "2024-03-05");
    }
}
