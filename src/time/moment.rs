//! Dates and times as definitions write them.

use super::{DAY_MS, Zone, civil};
use crate::error::{Code, Error, Result};

/// A date (the whole calendar day) or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A whole calendar day, as days since 1970-01-01.
    Day(i32),
    /// An instant.
    Instant(i64),
}

impl Moment {
    /// Reads `2025-09-30`, `2025-09-30T12:00`, `2025-09-30T12:00:00.5` (wall clock of the zone; a blank may stand for
    /// the `T`) or the same with `Z` or an offset such as `+08:00`.
    ///
    /// # Errors
    /// [`Code::BadTime`] when it is none of these.
    pub fn parse(text: &str, zone: &Zone) -> Result<Self> {
        parse(text, zone).ok_or_else(|| Error::new(Code::BadTime).with("value", text))
    }

    /// The first instant.
    pub fn start(self, zone: &Zone) -> i64 {
        match self {
            Moment::Day(day) => zone.start_of(day),
            Moment::Instant(instant) => instant,
        }
    }

    /// The first instant after it: for an instant, itself.
    pub fn end(self, zone: &Zone) -> i64 {
        match self {
            Moment::Day(day) => zone.start_of(day + 1),
            Moment::Instant(instant) => instant,
        }
    }
}

fn parse(text: &str, zone: &Zone) -> Option<Moment> {
    let bytes = text.trim().as_bytes();
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        let part = bytes.get(range)?;
        part.iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    let is = |at: usize, b: u8| bytes.get(at) == Some(&b);
    if !is(4, b'-') || !is(7, b'-') {
        return None;
    }
    let day = civil::days(number(0..4)? as i32, number(5..7)?, number(8..10)?)?;
    if bytes.len() == 10 {
        return Some(Moment::Day(day));
    }
    if !(is(10, b'T') || is(10, b't') || is(10, b' ')) || !is(13, b':') {
        return None;
    }
    let (hour, minute) = (number(11..13)?, number(14..16)?);
    let mut at = 16;
    let mut ms = i64::from(hour) * 3_600_000 + i64::from(minute) * 60_000;
    let mut second = 0;
    if is(at, b':') {
        second = number(at + 1..at + 3)?;
        ms += i64::from(second) * 1000;
        at += 3;
        if is(at, b'.') {
            let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
            if digits == 0 || digits > 9 {
                return None;
            }
            let three = number(at + 1..at + 1 + digits.min(3))?;
            ms += i64::from(three) * [0, 100, 10, 1][digits.min(3)];
            at += 1 + digits;
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let wall = i64::from(day) * DAY_MS + ms;
    match bytes.get(at) {
        None => Some(Moment::Instant(zone.instant_of(wall))),
        Some(b'Z' | b'z') if bytes.len() == at + 1 => Some(Moment::Instant(wall)),
        Some(sign @ (b'+' | b'-')) => {
            let (hours, minutes) = match bytes.len() - at {
                6 if is(at + 3, b':') => (number(at + 1..at + 3)?, number(at + 4..at + 6)?),
                5 => (number(at + 1..at + 3)?, number(at + 3..at + 5)?),
                3 => (number(at + 1..at + 3)?, 0),
                _ => return None,
            };
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = (i64::from(hours) * 60 + i64::from(minutes)) * 60_000;
            Some(Moment::Instant(if *sign == b'+' { wall - offset } else { wall + offset }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_definitions_write() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let at = |text| Moment::parse(text, &zone).unwrap();
        assert_eq!(at("1970-01-02"), Moment::Day(1));
        assert_eq!(at("1970-01-02T08:00"), Moment::Instant(DAY_MS));
        assert_eq!(at("1970-01-02 08:00:00.5"), Moment::Instant(DAY_MS + 500));
        assert_eq!(at("1970-01-02T00:00:00Z"), Moment::Instant(DAY_MS));
        assert_eq!(at("1970-01-02T01:00:00+01:00"), Moment::Instant(DAY_MS));
        assert_eq!(at("1970-01-02").end(&zone) - at("1970-01-02").start(&zone), DAY_MS);
        for bad in [
            "",
            "1970",
            "1970-02-30",
            "1970-01-02T25:00",
            "1970-01-02T08",
            "1970-01-02T08:00x",
            "1970/01/02",
        ] {
            assert_eq!(Moment::parse(bad, &zone).unwrap_err().code, Code::BadTime, "{bad}");
        }
    }
}
