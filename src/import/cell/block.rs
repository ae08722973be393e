//! Short cuts for many cells of one column at once, each of up to [`CELLS`] cells that are all written as most files write
//! them or empty: values go into the column together. A block with another cell is read cell by cell, as [`super::quick`] says.

use super::{LONGEST_NULL, number, quick};
use crate::table::{ColumnBuilder, Shape, digits, first_word};
use crate::time::{Zone, civil};

/// Cells of a block: one bit each in a word.
pub const CELLS: usize = 64;

const ONES: u64 = 0x0101_0101_0101_0101;

/// Appends the values of cells, as `read` says, and says which have one; `None`, and nothing is appended, when one is neither
/// empty nor read.
#[inline]
pub fn append<'a>(
    column: &mut ColumnBuilder,
    cells: &[(&'a str, u32)],
    mut read: impl FnMut(&'a [u8]) -> Option<i32>,
) -> Option<u64> {
    let (mut values, mut present) = ([0; CELLS], 0);
    for (((cell, _), value), bit) in cells.iter().zip(&mut values).zip(0..) {
        if !cell.is_empty() {
            *value = read(cell.as_bytes())?;
            present |= 1 << bit;
        }
    }
    column.push_block(values.get(..cells.len())?, present);
    Some(present)
}

/// Digits, perhaps with a sign and a point, in steps of a column with so many digits behind its point; `None` for more of
/// them, and beyond 32 bits.
#[inline]
pub fn number(cell: &[u8], scale: u8) -> Option<i32> {
    let (mantissa, own) = match eight(cell) {
        Some((mantissa, own)) => (i64::from(mantissa), own),
        None => number::digits(cell)?,
    };
    let finer = scale.checked_sub(own)?;
    let value = match finer {
        0 => mantissa,
        1..=9 => mantissa.checked_mul(10i64.pow(u32::from(finer)))?,
        _ => return None,
    };
    i32::try_from(value).ok()
}

/// Whether all texts of a shape are ids: the digits behind its beginning are.
pub fn are_ids(shape: &Shape) -> bool {
    let (beginning, length) = shape.beginning();
    beginning.first().is_none_or(u8::is_ascii_alphanumeric)
        && quick::is_of_ids(beginning)
        && length > LONGEST_NULL
}

/// The number of a text of a shape; `None` beyond 32 bits.
#[inline]
pub fn numbered(cell: &[u8], shape: &Shape) -> Option<i32> {
    shape.number(cell).and_then(|number| i32::try_from(number).ok())
}

/// At most eight digits and a point between them, as [`number::digits`] reads them; `None` for anything else.
#[inline]
fn eight(cell: &[u8]) -> Option<(u32, u8)> {
    let n @ 1..=8 = cell.len() else { return None };
    let word = first_word(cell);
    let points = word ^ (u64::from(b'.') * ONES);
    // the lowest bit tells the first point
    let point = points.wrapping_sub(ONES) & !points & (0x80 * ONES);
    if point == 0 {
        return Some((digits(word, n)?, 0));
    }
    let at = point.trailing_zeros() / 8;
    let behind = (n as u32).checked_sub(at + 1)?;
    if at == 0 || behind == 0 {
        return None;
    }
    let before = word & ((1 << (8 * at)) - 1);
    let word = before | (word >> (8 * (at + 1))) << (8 * at);
    Some((digits(word, n - 1)?, behind as u8))
}

/// Reads the dates and times of a column; the month read last is known.
#[derive(Debug, Default)]
pub struct Times {
    /// Its text, the day before its first one, and how many it has.
    month: (u64, i32, u32),
}

impl Times {
    /// Seconds since 1970 of `2024-03-05T15:21:00`, on the wall of a zone, or with `Z` behind it.
    #[inline]
    pub fn second(&mut self, cell: &[u8], zone: &Zone) -> Option<i32> {
        let (date, time) = cell.split_at_checked(8)?;
        let (time, tail) = time.split_first_chunk::<8>()?;
        let (&[colon, tens, ones], zone_of) = tail.split_first_chunk::<3>()?;
        let time = u64::from_le_bytes(*time);
        let middle = (time >> 16) as u8;
        let second = digits(u64::from(tens) | u64::from(ones) << 8, 2)?;
        if !matches!(middle, b'T' | b't' | b' ') || (time >> 40) as u8 != b':' || colon != b':' {
            return None;
        }
        let time = digits(time & !0x0000_ff00_00ff_0000 | 0x0000_3000_0030_0000, 8)?;
        let (day, hour, minute) = (time / 1_000_000, time / 1000 % 1000, time % 1000);
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let day = i64::from(self.day_of(date, day)?);
        let wall = day * 86_400 + i64::from(hour * 3600 + minute * 60 + second.min(59));
        let seconds = match zone_of {
            b"Z" => wall,
            b"" => {
                let instant = zone.instant_of(wall * 1000);
                if instant % 1000 != 0 {
                    return None;
                }
                instant / 1000
            }
            _ => return None,
        };
        i32::try_from(seconds).ok()
    }

    /// Days since 1970 of `2024-03-05`.
    #[inline]
    pub fn day(&mut self, cell: &[u8]) -> Option<i32> {
        let (date, &[tens, ones]) = cell.split_at_checked(8)? else { return None };
        let day = digits(u64::from(tens) | u64::from(ones) << 8, 2)?;
        self.day_of(date, day)
    }

    /// The day of a month as `2024-03-`.
    #[inline]
    fn day_of(&mut self, month: &[u8], day: u32) -> Option<i32> {
        let word = u64::from_le_bytes(*month.first_chunk()?);
        if word != self.month.0 {
            self.month = month_of(word)?;
        }
        (1..=self.month.2).contains(&day).then(|| self.month.1 + day as i32)
    }
}

/// What [`Times`] knows of a month.
fn month_of(word: u64) -> Option<(u64, i32, u32)> {
    if (word >> 32) as u8 != b'-' || (word >> 56) as u8 != b'-' {
        return None;
    }
    let number = digits(word & !0xff00_00ff_0000_0000 | 0x3000_0030_0000_0000, 8)?;
    let (year, month) = (number as i32 / 10_000, number % 10_000 / 10);
    let first = civil::days(year, month, 1)?;
    Some((word, first - 1, civil::days_in_month(year, month)))
}

/// Appends 0 and 1 and says which have a value; `None`, and nothing is appended, when a cell is something else.
#[inline]
pub fn append_bools(column: &mut ColumnBuilder, cells: &[(&str, u32)]) -> Option<u64> {
    let (mut yes, mut present) = (0, 0);
    for ((cell, _), bit) in cells.iter().zip(0..) {
        let &[digit @ (b'0' | b'1')] = cell.as_bytes() else { return None };
        yes |= u64::from(digit - b'0') << bit;
        present |= 1 << bit;
    }
    column.push_bools(yes, cells.len() as u32);
    Some(present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cell::date;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn digits_of_a_word_are_those_of_bytes(cell in "[0-9]{0,5}[0-9.]{0,4}[0-9:/a\0\u{7f}é]{0,2}") {
            let bytes = cell.as_bytes();
            if bytes.len() <= 8 {
                let expected = number::digits(bytes).map(|(mantissa, scale)| (mantissa as u32, scale));
                prop_assert_eq!(eight(bytes), expected);
            }
        }

        #[test]
        fn a_number_is_in_steps_of_the_column(cell in "-?[0-9]{1,9}(\\.[0-9]{1,4})?", scale in 0u8..9) {
            let exact = |value: i64, own: u8| i128::from(value) * crate::table::pow10(18 - own);
            let (mantissa, own) = number::digits(cell.as_bytes()).unwrap();
            match number(cell.as_bytes(), scale) {
                Some(value) => prop_assert_eq!(exact(value.into(), scale), exact(mantissa, own)),
                None => prop_assert!(own > scale || (exact(mantissa, own) / crate::table::pow10(18 - scale)).abs() > i128::from(i32::MAX)),
            }
        }

        #[test]
        fn times_are_those_of_iso(
            year in prop::sample::select(vec!["0000", "0001", "1969", "2000", "2023", "2024", "2100", "20a4"]),
            month in 0u32..14, day in 0u32..33, hour in 0u32..26, minute in 0u32..62, second in 0u32..63,
            between in prop::sample::select(vec!["T", "t", " ", "x"]),
            end in prop::sample::select(vec!["Z", "", "z", "+08:00", ".5"]),
            cut in 0usize..30,
        ) {
            let cell = format!("{year}-{month:02}-{day:02}{between}{hour:02}:{minute:02}:{second:02}{end}");
            let cell = cell.get(..cut).unwrap_or(&cell);
            let mut times = Times::default();
            let zone = Zone::named("Asia/Shanghai").unwrap();
            let read = date::iso(cell);
            if let Some(second) = times.second(cell.as_bytes(), &zone) {
                let instant = match read {
                    Some(date::Read::Instant(ms, None)) => ms,
                    Some(date::Read::Wall(ms)) => zone.instant_of(ms),
                    other => panic!("{other:?}"),
                };
                prop_assert_eq!(i64::from(second) * 1000, instant);
            } else if cell.len() == 20 && cell.ends_with('Z') {
                prop_assert!(read.is_none_or(|r| i32::try_from(i64::from(r.day()) * 86_400).is_err()));
            }
            let day = times.day(cell.as_bytes()).map(date::Read::Day);
            prop_assert_eq!(day, read.filter(|read| matches!(read, date::Read::Day(_))));
            // the month that was read last stays known
            prop_assert_eq!(times.day(cell.as_bytes()).map(date::Read::Day), day);
        }
    }
}
