//! Dates and times in free spelling, read character by character.

use super::{Read, Style, day_of, instant, offset_of};
use crate::import::cell::narrow;
use crate::import::plan::DateOrder;
use crate::time::DAY_MS;

/// A cursor over narrowed characters.
pub struct Loose {
    chars: [char; 50],
    length: usize,
    at: usize,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Loose {
    /// A cursor at the beginning of the text.
    pub fn new(text: &str) -> Self {
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

    /// The date or time that the whole text is.
    pub fn read(mut self, style: Style) -> Option<Read> {
        self.blanks();
        let (day, mut ms) = self.date(style)?;
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
                offset = Some(offset_of(&rest)?);
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
        Some(offset.map_or(Read::Wall(wall), |o| instant(wall, o)))
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

    /// `Tue, ` before an English date.
    fn english_weekday(&mut self) {
        const DAYS: [(&str, &str); 7] = [
            ("mon", "day"),
            ("tue", "sday"),
            ("wed", "nesday"),
            ("thu", "rsday"),
            ("fri", "day"),
            ("sat", "urday"),
            ("sun", "day"),
        ];
        let start = self.at;
        if let Some((_, rest)) = DAYS.iter().find(|(short, _)| self.eat_word(short)) {
            self.eat_word(rest);
            let ended = self.eat(&['.']).is_some() | self.eat(&[',', ' ']).is_some();
            if ended { self.blanks() } else { self.at = start }
        }
    }

    /// The day, and the time where it is written without a gap (`20240305152100`).
    fn date(&mut self, style: Style) -> Option<(i32, Option<i64>)> {
        if self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            self.english_weekday();
        }
        if let Some(month) = self.month() {
            self.blanks();
            let (day, _) = self.number()?;
            for end in ["st", "nd", "rd", "th"] {
                self.eat_word(end);
            }
            self.blanks();
            let year = self.year(style)?;
            return day_of(year, month.into(), day).map(|d| (d, None));
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
            let year = self.year(style)?;
            return day_of(year, month.into(), first).map(|d| (d, None));
        }
        if separator == ' ' {
            return None;
        }
        let (second, second_digits) = self.number()?;
        self.eat(&['-', '/', '.', '月'])?;
        self.blanks();
        let (third, last_digits) = self.number()?;
        self.eat(&['日', '号']);
        if digits == 4 {
            let whole = last_digits <= 2;
            return whole.then(|| day_of(first, second, third)).flatten().map(|d| (d, None));
        }
        let year = match last_digits {
            4 => third,
            // 1.2.33 is rather a version than a day
            2 if separator != '.' || (digits, second_digits) == (2, 2) => century(third, style),
            _ => return None,
        };
        let day_first = match style.order {
            _ if separator == '.' => true,
            Some(order) => order == DateOrder::DayFirst,
            None if first == second || first > 12 => true,
            None if second > 12 => false,
            None => return None,
        };
        let day = if day_first { day_of(year, second, first) } else { day_of(year, first, second) };
        day.map(|d| (d, None))
    }

    /// A year of four digits, or of two.
    fn year(&mut self, style: Style) -> Option<u64> {
        match self.number()? {
            (year, 4) => Some(year),
            (year, 2) => Some(century(year, style)),
            _ => None,
        }
    }

    fn half(&mut self) -> Option<Half> {
        const WORDS: [(&str, Half); 13] = [
            ("上午", Half::Morning),
            ("下午", Half::Afternoon),
            ("凌晨", Half::Morning),
            ("早上", Half::Morning),
            ("中午", Half::Noon),
            ("晚上", Half::Afternoon),
            ("傍晚", Half::Afternoon),
            ("am", Half::Morning),
            ("pm", Half::Afternoon),
            ("a.m.", Half::Morning),
            ("p.m.", Half::Afternoon),
            ("a. m.", Half::Morning),
            ("p. m.", Half::Afternoon),
        ];
        WORDS.iter().find_map(|&(word, half)| self.eat_word(word).then_some(half))
    }

    fn time(&mut self) -> Option<i64> {
        let mut half = self.half();
        self.blanks();
        let (mut hour, digits) = self.number()?;
        if half.is_none() && matches!(digits, 4 | 6) {
            // 152100
            let packed = if digits == 4 { hour * 100 } else { hour };
            let (h, m, s) = (packed / 10_000, packed / 100 % 100, packed % 100);
            return (h < 24 && m < 60 && s < 60).then_some((h * 3600 + m * 60 + s) as i64 * 1000);
        }
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
                ms = (u128::from(fraction) * 1000 / 10u128.checked_pow(digits as u32)?) as u64;
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
            .then(|| ((hour * 3600 + minute * 60 + second) * 1000 + ms) as i64)
    }
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Noon,
    Afternoon,
}

/// The year that two digits mean.
fn century(year: u64, style: Style) -> u64 {
    if year >= style.pivot { 1900 + year } else { 2000 + year }
}
