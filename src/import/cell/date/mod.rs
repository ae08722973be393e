//! Dates and times in the spellings of exports.
//!
//! What a text says is kept as it is written: a day, a time on the wall, or an instant with the offset that it names.

mod loose;

use crate::import::plan::DateOrder;
use crate::time::{DAY_MS, civil, format_wall};
use loose::Loose;

/// A date or time as a cell gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// A calendar day, as days since 1970-01-01.
    Day(i32),
    /// A time on the wall, in milliseconds.
    Wall(i64),
    /// An instant in milliseconds, with the minutes of the offset that the text names; `None` is `Z` or a count since 1970.
    Instant(i64, Option<i16>),
}

impl Read {
    /// The day that the text names.
    pub fn day(self) -> i32 {
        match self {
            Self::Day(day) => day,
            Self::Wall(ms) => ms.div_euclid(DAY_MS) as i32,
            Self::Instant(ms, offset) => {
                (ms + i64::from(offset.unwrap_or(0)) * 60_000).div_euclid(DAY_MS) as i32
            }
        }
    }

    /// Whether it is the beginning of a day on the wall.
    pub fn is_midnight(self) -> bool {
        matches!(self, Self::Wall(ms) if ms % DAY_MS == 0)
    }

    /// ISO 8601 with the time on the wall as written and the offset where one is written; a day begins at midnight.
    pub fn iso(self) -> String {
        match self {
            Self::Day(day) => format_wall(i64::from(day) * DAY_MS),
            Self::Wall(ms) => format_wall(ms),
            Self::Instant(ms, None) => format!("{}Z", format_wall(ms)),
            Self::Instant(ms, Some(offset)) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
                format!(
                    "{}{sign}{hours:02}:{minutes:02}",
                    format_wall(ms + i64::from(offset) * 60_000)
                )
            }
        }
    }
}

/// What only the column knows about its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether the day or the month comes first in `03/04/2024`; `None` leaves unread what can be both.
    pub order: Option<DateOrder>,
    /// The first of the hundred years that years of two digits stand for.
    pub century_from: u16,
    /// Days of a spreadsheet are counted from 1904.
    pub epoch_1904: bool,
}

impl Style {
    /// Dates in this order, years of two digits from 1970 to 2069.
    pub fn ordered(order: Option<DateOrder>) -> Self {
        Self { order, century_from: 1970, epoch_1904: false }
    }
}

/// Reads `2024-03-05`, `2024-03-05T15:21[:00[.5]]` with or without `Z` or an offset.
#[inline]
pub fn iso(text: &str) -> Option<Read> {
    let bytes = text.as_bytes();
    let date = bytes.first_chunk::<10>()?;
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let two = |a: u8, b: u8| -> Option<u32> {
        let (a, b) = (a.wrapping_sub(b'0'), b.wrapping_sub(b'0'));
        (a < 10 && b < 10).then(|| u32::from(a) * 10 + u32::from(b))
    };
    let year = two(date[0], date[1])? * 100 + two(date[2], date[3])?;
    let day = civil::days(year as i32, two(date[5], date[6])?, two(date[8], date[9])?)?;
    let rest = bytes.get(10..)?;
    let Some(time) = rest.first_chunk::<6>() else {
        return rest.is_empty().then_some(Read::Day(day));
    };
    if !matches!(time[0], b'T' | b't' | b' ') || time[3] != b':' {
        return None;
    }
    let (hour, minute) = (two(time[1], time[2])?, two(time[4], time[5])?);
    let mut rest = rest.get(6..)?;
    let mut second = 0;
    let mut ms = 0;
    if let Some(&[b':', a, b]) = rest.first_chunk::<3>() {
        second = two(a, b)?;
        rest = rest.get(3..)?;
        if rest.first() == Some(&b'.') {
            let digits = rest.get(1..)?.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            for i in 0..3 {
                let digit = rest.get(1 + i).filter(|b| b.is_ascii_digit()).map_or(0, |b| b - b'0');
                ms = ms * 10 + i64::from(digit);
            }
            rest = rest.get(1 + digits..)?;
        }
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let wall =
        i64::from(day) * DAY_MS + i64::from(hour * 3600 + minute * 60 + second.min(59)) * 1000 + ms;
    if rest.is_empty() {
        return Some(Read::Wall(wall));
    }
    if rest == b"Z" {
        return Some(instant(wall, None));
    }
    offset_of(std::str::from_utf8(rest).ok()?).map(|offset| instant(wall, offset))
}

/// The instant of a time on the wall with this offset.
fn instant(wall: i64, offset: Option<i16>) -> Read {
    Read::Instant(wall - i64::from(offset.unwrap_or(0)) * 60_000, offset)
}

/// The minutes of `+08:00`, `+0800`, `+08`, `GMT+8`; `Some(None)` for `Z` and `UTC`.
#[expect(clippy::option_option, reason = "no offset, the one of Z, or one in minutes")]
fn offset_of(text: &str) -> Option<Option<i16>> {
    let text = text.trim();
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    if text.is_empty() || text.eq_ignore_ascii_case("z") {
        return Some(None);
    }
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((h, m)), _) => (h.parse::<i16>().ok()?, m.parse::<i16>().ok()?),
        (None, 4) => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?),
        (None, 1 | 2) => (digits.parse().ok()?, 0),
        _ => return None,
    };
    (hours <= 15 && (0..60).contains(&minutes) && hours >= 0)
        .then_some(Some(sign * (hours * 60 + minutes)))
}

/// Whether the text says "no date": `0/0/00`, `0000-00-00 00:00:00`.
pub fn is_zero(text: &str) -> bool {
    text.starts_with('0')
        && text.len() >= 6
        && text.contains(['/', '-'])
        && text.bytes().all(|b| matches!(b, b'0' | b'/' | b'-' | b':' | b' '))
}

/// A number under a date word: seconds, milliseconds or microseconds since 1970, or days of a spreadsheet.
pub fn counted(text: &str) -> Option<Read> {
    counted_from(text, false)
}

/// The same, with the days of a spreadsheet counted from 1904 or not.
pub fn counted_from(text: &str, epoch_1904: bool) -> Option<Read> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    match (whole, whole == text.len()) {
        (10, true) => text.parse::<i64>().ok().map(|s| Read::Instant(s * 1000, None)),
        (13, true) => text.parse::<i64>().ok().map(|ms| Read::Instant(ms, None)),
        // what begins with 20 is rather a day and a time written without a gap
        (16, true) if text.starts_with('1') => {
            text.parse::<i64>().ok().map(|us| Read::Instant(us / 1000, None))
        }
        (5, _) => {
            let serial: f64 = text.parse().ok()?;
            // the first day of 1904 is the 1,462nd of the other count
            serial_day(if epoch_1904 { serial + 1462.0 } else { serial })
        }
        _ => None,
    }
}

fn serial_day(serial: f64) -> Option<Read> {
    if !(25_569.0..=60_000.0).contains(&serial) {
        return None;
    }
    let ms = ((serial - 25_569.0) * DAY_MS as f64).round() as i64;
    Some(if ms % DAY_MS == 0 { Read::Day((ms / DAY_MS) as i32) } else { Read::Wall(ms) })
}

/// Reads a date or time in any spelling.
pub fn read(text: &str, style: Style) -> Option<Read> {
    iso(text).or_else(|| if text.len() > 48 { None } else { Loose::new(text).read(style) })
}

/// Whether the text is a date or a time, whatever the order of day and month.
pub fn recognised(text: &str) -> Option<Read> {
    read(text, Style::ordered(None))
        .or_else(|| read(text, Style::ordered(Some(DateOrder::DayFirst))))
}

/// What a date with a year at its end shows about its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The order that it must have, when it can have only one.
    pub order: Option<DateOrder>,
    /// It can be read both ways, with another meaning.
    pub both: bool,
    /// The year has two digits.
    pub short: bool,
}

/// The shape of `03/04/2024` and its like; `None` for everything else, and for points, which separate days before months.
pub fn shape(text: &str) -> Option<Shape> {
    let date = text.split([' ', 'T', ',']).next().unwrap_or("");
    let points = date.contains('.');
    let mut parts = date.split(['/', '-', '.']);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !matches!(year.len(), 2 | 4) || a.len() > 2 || b.len() > 2 {
        return None;
    }
    year.parse::<u32>().ok()?;
    let (order, both) = match (a.parse::<u32>().ok()?, b.parse::<u32>().ok()?) {
        (13..=31, 1..=12) => (Some(DateOrder::DayFirst), false),
        (1..=12, 13..=31) => (Some(DateOrder::MonthFirst), false),
        (a @ 1..=12, b @ 1..=12) => (None, a != b),
        _ => return None,
    };
    Some(Shape { order: order.filter(|_| !points), both: both && !points, short: year.len() == 2 })
}

fn day_of(year: u64, month: u64, day: u64) -> Option<i32> {
    civil::days(i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests;
