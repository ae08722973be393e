//! Dates and times in the spellings of exports.

use super::narrow;
use crate::import::plan::DateOrder;
use crate::time::{DAY_MS, civil};

/// A date or time as a cell gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// A calendar day, as days since 1970-01-01.
    Day(i32),
    /// A time on the wall, in milliseconds.
    Wall(i64),
    /// An instant: the text has its own offset.
    Instant(i64),
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
    offset_ms(std::str::from_utf8(rest).ok()?).map(|offset| Read::Instant(wall - offset))
}

/// `Z`, `+08:00`, `+0800`, `+08`, `UTC`, `GMT+8`.
fn offset_ms(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    if text.is_empty() || text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, text.get(1..)?),
        b'-' => (-1, text.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((h, m)), _) => (h.parse::<i64>().ok()?, m.parse::<i64>().ok()?),
        (None, 4) => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?),
        (None, 1 | 2) => (digits.parse().ok()?, 0),
        _ => return None,
    };
    (hours <= 15 && (0..60).contains(&minutes) && hours >= 0)
        .then_some(sign * (hours * 60 + minutes) * 60_000)
}

/// Whether the text says "no date": `0/0/00`, `0000-00-00 00:00:00`.
pub fn is_zero(text: &str) -> bool {
    text.starts_with('0')
        && text.len() >= 6
        && text.contains(['/', '-'])
        && text.bytes().all(|b| matches!(b, b'0' | b'/' | b'-' | b':' | b' '))
}

/// A number under a date word: seconds or milliseconds since 1970, or days of a spreadsheet.
pub fn counted(text: &str) -> Option<Read> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    match (whole, whole == text.len()) {
        (10, true) => text.parse::<i64>().ok().map(|s| Read::Instant(s * 1000)),
        (13, true) => text.parse::<i64>().ok().map(Read::Instant),
        (5, _) => {
            let serial: f64 = text.parse().ok()?;
            serial_day(serial)
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

/// Reads a date or time in any spelling. `order` decides `03/04/2024`; without it the day comes first only where it must.
pub fn read(text: &str, order: Option<DateOrder>) -> Option<Read> {
    iso(text).or_else(|| if text.len() > 48 { None } else { Loose::new(text).read(order) })
}

/// Which order `03/04/2024` has when it can have only one.
pub fn proven_order(text: &str) -> Option<DateOrder> {
    let mut parts = text.split(['/', '-', ' ']);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() < 4 || a.len() > 2 || b.len() > 2 {
        return None;
    }
    match (a.parse::<u32>().ok()?, b.parse::<u32>().ok()?) {
        (13..=31, 1..=12) => Some(DateOrder::DayFirst),
        (1..=12, 13..=31) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// A cursor over narrowed characters.
struct Loose {
    chars: [char; 50],
    length: usize,
    at: usize,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Loose {
    fn new(text: &str) -> Self {
        let mut chars = ['\0'; 50];
        let mut length = 0;
        for (slot, c) in chars.iter_mut().zip(text.chars().map(narrow)) {
            *slot = c;
            length += 1;
        }
        Self { chars, length, at: 0 }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(..self.length)?.get(self.at).copied()
    }

    fn eat(&mut self, any: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| any.contains(c))?;
        self.at += 1;
        Some(c)
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let matches = word
            .chars()
            .enumerate()
            .all(|(i, c)| self.chars.get(self.at + i).is_some_and(|x| x.eq_ignore_ascii_case(&c)));
        if matches {
            self.at += word.chars().count();
        }
        matches
    }

    fn blanks(&mut self) {
        while self.eat(&[' ', '\t', ',', '\n']).is_some() {}
    }

    /// A number and how many digits it has.
    fn number(&mut self) -> Option<(u64, usize)> {
        let (mut value, mut digits) = (0u64, 0);
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(u64::from(digit))?;
            digits += 1;
            self.at += 1;
        }
        (digits > 0).then_some((value, digits))
    }

    fn month(&mut self) -> Option<u32> {
        for (i, name) in MONTHS.iter().enumerate() {
            if self.eat_word(name) {
                while self.peek().is_some_and(|c| c.is_ascii_alphabetic() || c == '.') {
                    self.at += 1;
                }
                return Some(i as u32 + 1);
            }
        }
        None
    }

    fn read(mut self, order: Option<DateOrder>) -> Option<Read> {
        self.blanks();
        let (day, mut ms) = self.date(order)?;
        let after_date = self.at;
        self.weekday();
        while self.eat(&[' ', '\t', ',', 'T', '\n']).is_some() {}
        self.weekday();
        self.blanks();
        let mut timed = ms.is_some();
        let mut offset = None;
        if self.at < self.length && ms.is_none() {
            let closed = self
                .at
                .checked_sub(1)
                .and_then(|i| self.chars.get(i))
                .is_some_and(|c| matches!(c, '日' | '号'));
            if self.at == after_date && !closed && self.peek().is_none_or(|c| c.is_ascii_digit()) {
                return None;
            }
            ms = Some(self.time()?);
            timed = true;
            self.blanks();
            let rest: String = self.chars.get(self.at..self.length)?.iter().collect();
            if !rest.is_empty() {
                offset = Some(offset_ms(&rest)?);
            }
            self.at = self.length;
        }
        if self.at < self.length {
            return None;
        }
        if !timed {
            return Some(Read::Day(day));
        }
        let wall = i64::from(day) * DAY_MS + ms.unwrap_or(0);
        Some(offset.map_or(Read::Wall(wall), |o| Read::Instant(wall - o)))
    }

    fn weekday(&mut self) {
        for word in ["星期", "周", "(周", "(星期"] {
            if self.eat_word(word) {
                self.at += 1;
                self.eat(&[')']);
                return;
            }
        }
    }

    /// The day, and the time where it is written without a gap (`20240305152100`).
    fn date(&mut self, order: Option<DateOrder>) -> Option<(i32, Option<i64>)> {
        if let Some(month) = self.month() {
            self.blanks();
            let (day, _) = self.number()?;
            self.blanks();
            let (year, digits) = self.number()?;
            return (digits == 4)
                .then(|| day_of(year, month.into(), day))
                .flatten()
                .map(|d| (d, None));
        }
        let (first, digits) = self.number()?;
        match digits {
            8 => return day_of(first / 10_000, first / 100 % 100, first % 100).map(|d| (d, None)),
            12 | 14 => {
                let (date, time) = if digits == 14 {
                    (first / 1_000_000, first % 1_000_000)
                } else {
                    (first / 10_000, first % 10_000 * 100)
                };
                let day = day_of(date / 10_000, date / 100 % 100, date % 100)?;
                let (h, m, s) = (time / 10_000, time / 100 % 100, time % 100);
                return (h < 24 && m < 60 && s < 60)
                    .then_some((day, Some((h * 3600 + m * 60 + s) as i64 * 1000)));
            }
            1 | 2 | 4 => {}
            _ => return None,
        }
        self.blanks();
        let separator = self.eat(&['-', '/', '.', '年']).unwrap_or(' ');
        self.blanks();
        if digits != 4
            && let Some(month) = self.month()
        {
            self.eat(&['-', '/', '.']);
            self.blanks();
            let (year, digits) = self.number()?;
            return (digits == 4)
                .then(|| day_of(year, month.into(), first))
                .flatten()
                .map(|d| (d, None));
        }
        if separator == ' ' {
            return None;
        }
        let (second, _) = self.number()?;
        self.eat(&['-', '/', '.', '月'])?;
        self.blanks();
        let (third, last_digits) = self.number()?;
        self.eat(&['日', '号']);
        let day = if digits == 4 {
            if last_digits > 2 {
                return None;
            }
            day_of(first, second, third)
        } else if last_digits != 4 {
            None
        } else if separator == '.'
            || order == Some(DateOrder::DayFirst)
            || (order.is_none() && first > 12)
        {
            day_of(third, second, first)
        } else {
            day_of(third, first, second)
        };
        day.map(|d| (d, None))
    }

    fn half(&mut self) -> Option<Half> {
        const WORDS: [(&str, Half); 10] = [
            ("上午", Half::Morning),
            ("下午", Half::Afternoon),
            ("凌晨", Half::Morning),
            ("早上", Half::Morning),
            ("中午", Half::Noon),
            ("晚上", Half::Afternoon),
            ("傍晚", Half::Afternoon),
            ("am", Half::Morning),
            ("pm", Half::Afternoon),
            ("p.m.", Half::Afternoon),
        ];
        WORDS.iter().find_map(|&(word, half)| self.eat_word(word).then_some(half))
    }

    fn time(&mut self) -> Option<i64> {
        let mut half = self.half();
        self.blanks();
        let (mut hour, digits) = self.number()?;
        if digits > 2 {
            return None;
        }
        let (mut minute, mut second, mut ms) = (0, 0, 0);
        if self.eat(&[':', '时', '点']).is_some() {
            if let Some((m, _)) = self.number() {
                minute = m;
                self.eat(&['分']);
            }
            if self.eat(&[':']).is_some() || self.peek().is_some_and(|c| c.is_ascii_digit()) {
                second = self.number()?.0;
                self.eat(&['秒']);
            }
            if self.eat(&['.']).is_some() {
                let (fraction, digits) = self.number()?;
                ms = fraction * 1000 / 10u64.checked_pow(digits as u32)?;
            }
        } else if half.is_none() {
            return None;
        }
        self.blanks();
        half = half.or_else(|| self.half());
        match half {
            Some(Half::Morning) if hour == 12 => hour = 0,
            Some(Half::Afternoon) if hour < 12 => hour += 12,
            Some(Half::Noon) if hour < 3 => hour += 12,
            _ => {}
        }
        (hour < 24 && minute < 60 && second < 60)
            .then_some(((hour * 3600 + minute * 60 + second) * 1000 + ms) as i64)
    }
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Noon,
    Afternoon,
}

fn day_of(year: u64, month: u64, day: u64) -> Option<i32> {
    civil::days(i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        shown_as(text, None)
    }

    fn shown_as(text: &str, order: Option<DateOrder>) -> String {
        let wall = |ms: i64| {
            let s = ms.rem_euclid(DAY_MS) / 1000;
            format!(
                "{} {:02}:{:02}:{:02}",
                civil::format(ms.div_euclid(DAY_MS) as i32),
                s / 3600,
                s / 60 % 60,
                s % 60
            )
        };
        match read(text, order) {
            Some(Read::Day(day)) => civil::format(day),
            Some(Read::Wall(ms)) => wall(ms),
            Some(Read::Instant(ms)) => format!("{}Z", wall(ms)),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn spellings_of_a_time() {
        for text in [
            "2024-03-05 15:21",
            "2024-03-05T15:21:00",
            "2024/3/5 15:21",
            "2024/3/5 下午3:21",
            "2024.3.5 15:21:00",
            "2024年3月5日 15时21分",
            "2024年03月05日15:21:00",
            "20240305152100",
            "202403051521",
            "2024/3/5 3:21 PM",
            "2024-03-05 15:21:00.000",
            "2024/03/05 星期二 15:21",
            "Mar 5, 2024 3:21 pm",
            "05 Mar 2024 15:21",
            "２０２４/３/５ １５：２１",
        ] {
            assert_eq!(shown(text), "2024-03-05 15:21:00", "{text}");
        }
        assert_eq!(shown("2024-03-05T15:21:00+08:00"), "2024-03-05 07:21:00Z");
        assert_eq!(shown("2024-03-05 15:21:00 UTC"), "2024-03-05 15:21:00Z");
        assert_eq!(shown("2024/3/5 上午12:05"), "2024-03-05 00:05:00");
    }

    #[test]
    fn spellings_of_a_day() {
        for text in [
            "2024-03-05",
            "2024/3/5",
            "2024.3.5",
            "20240305",
            "2024年3月5日",
            "05 Mar 2024",
            "5-Mar-2024",
            "March 5, 2024",
            "05.03.2024",
        ] {
            assert_eq!(shown(text), "2024-03-05", "{text}");
        }
        assert_eq!(shown_as("05/03/2024", Some(DateOrder::DayFirst)), "2024-03-05");
        assert_eq!(shown_as("03/05/2024", Some(DateOrder::MonthFirst)), "2024-03-05");
        assert_eq!(shown("15/03/2024"), "2024-03-15");
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "3月5日",
            "5/3/24",
            "2024-13-01",
            "2024-02-30",
            "--02-14",
            "13800131000",
            "2024-03-05 25:00",
            "1.2.3",
            "2024-3",
            "10:30",
            "abc",
            "2024-03-05x",
        ] {
            assert_eq!(shown(text), "none", "{text}");
        }
        assert!(is_zero("0/0/00") && is_zero("0000-00-00 00:00:00") && !is_zero("0"));
    }

    #[test]
    fn numbers_under_a_date_word() {
        assert_eq!(counted("1709255700"), Some(Read::Instant(1_709_255_700_000)));
        assert_eq!(counted("1709255700123"), Some(Read::Instant(1_709_255_700_123)));
        assert_eq!(counted("45356"), Some(Read::Day(civil::days(2024, 3, 5).unwrap())));
        assert_eq!(
            counted("45356.5"),
            Some(Read::Wall(i64::from(civil::days(2024, 3, 5).unwrap()) * DAY_MS + DAY_MS / 2))
        );
        assert_eq!(counted("123"), None);
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "[0-9年月日:/. T+Z上午下\\-]{0,24}") {
            let _ = read(&text, None);
            let _ = counted(&text);
            let _ = proven_order(&text);
        }
    }
}
