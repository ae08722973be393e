//! What the values of a column look like, and which type follows from that and from the header.

mod settle;

use super::cell::{
    clean, date, is_masked, is_not_known, is_null, is_rounded, is_unknown, number, person, tags,
};
use super::plan::DateOrder;
use super::words::{Header, Hint};
use crate::table::{KeyTable, Semantic};
pub use settle::settle_together;
use std::collections::BTreeSet;

/// Counts over the cells of a column in the sample.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Cells looked at.
    pub cells: usize,
    /// Cells that do not say "nothing".
    pub filled: usize,
    unknown: usize,
    /// Of these, cells that do not say `其他`.
    not_known: usize,
    numbers: usize,
    counted: usize,
    shares: usize,
    currencies: usize,
    currency: Option<&'static str>,
    above_one: usize,
    zero_lead: usize,
    long: usize,
    /// Seven digits and more, and nothing else.
    digits: usize,
    bools: usize,
    zeros: usize,
    ones: usize,
    days: usize,
    times: usize,
    /// Of these, at midnight on the wall.
    midnights: usize,
    epochs: usize,
    mobiles: usize,
    phones: usize,
    north_american: usize,
    ten_digits: usize,
    taiwanese: usize,
    japanese: usize,
    emails: usize,
    masked: usize,
    genders: usize,
    codes: usize,
    day_first: usize,
    month_first: usize,
    /// Dates that can be read in both orders, with another meaning.
    both_orders: usize,
    /// Dates with years of two digits.
    short_years: usize,
    /// Of these, with a time.
    short_times: usize,
    commas: usize,
    points: usize,
    /// Numbers with one sign before three digits, which may group or divide.
    either_sign: usize,
    /// Cells with more than one number to call or address.
    several: usize,
    /// Cells that say yes, and nothing else.
    ticks: usize,
    distinct: BTreeSet<String>,
    /// How the cells divide into tags.
    pub lists: Option<tags::Lists>,
    bracketed: usize,
}

/// Different values that are remembered.
const DISTINCT: usize = 4000;

impl Profile {
    /// Looks at the cells of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut profile = Self::default();
        // many cells say the same: each text is looked at once
        let mut texts: Vec<(&str, usize)> = Vec::new();
        let mut table = KeyTable::default();
        for cell in cells {
            profile.cells += 1;
            let text = clean(cell);
            if is_null(text) {
                continue;
            }
            let is_text = |number: u32| texts.get(number as usize).is_some_and(|t| t.0 == text);
            let number = table.find_or_insert(text, is_text, || u32::try_from(texts.len()).ok());
            match number.and_then(|number| texts.get_mut(number as usize)) {
                Some((_, times)) => *times += 1,
                None => texts.push((text, 1)),
            }
        }
        let mut out = String::new();
        for (text, times) in texts {
            profile.add(text, times, &mut out);
        }
        profile.lists = tags::lists(profile.distinct.iter().map(String::as_str));
        profile
    }

    /// Takes a text that so many cells say.
    fn add(&mut self, text: &str, times: usize, out: &mut String) {
        let count = |is: bool| if is { times } else { 0 };
        self.filled += times;
        self.unknown += count(is_unknown(text));
        self.not_known += count(is_not_known(text));
        if self.distinct.len() < DISTINCT {
            self.distinct.insert(text.to_owned());
        }
        self.add_number(text, times);
        self.bools += count(person::boolean(text).is_some());
        self.ticks += count(person::boolean(text) == Some(true));
        self.zeros += count(text == "0");
        self.ones += count(text == "1");
        self.genders += count(person::gender(text).is_some() || text == "0");
        self.masked += count(is_masked(text) || is_rounded(text));
        if person::email(text, out).is_ok() {
            self.emails += times;
            self.add_several(text, times);
        }
        self.bracketed += count(
            text.starts_with('【')
                || text.starts_with("[\"")
                || text.starts_with("[{")
                || text.starts_with('"'),
        );
        // EF begins the wide digits
        if text.bytes().any(|b| b.is_ascii_digit() || b == 0xef) {
            self.add_digits(text, times, out);
        }
        let code = text.is_ascii()
            && text.len() >= 4
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        self.codes += count(
            code && text.bytes().any(|b| b.is_ascii_digit())
                && text.bytes().any(|b| b.is_ascii_alphabetic()),
        );
    }

    /// What a text with digits may be besides a number: a time, something to call.
    fn add_digits(&mut self, text: &str, times: usize, out: &mut String) {
        let count = |is: bool| if is { times } else { 0 };
        let shape = date::shape(text);
        if let Some(shape) = shape {
            self.day_first += count(shape.order == Some(DateOrder::DayFirst));
            self.month_first += count(shape.order == Some(DateOrder::MonthFirst));
            self.both_orders += count(shape.both);
        }
        match date::recognised(text) {
            Some(read) if shape.is_some_and(|s| s.short) => {
                self.short_years += times;
                self.short_times += count(!matches!(read, date::Read::Day(_)));
            }
            Some(date::Read::Day(_)) => self.days += times,
            Some(time) => {
                self.times += times;
                self.midnights += count(time.is_midnight());
            }
            None if date::is_zero(text) => self.filled -= times,
            None => self.epochs += count(date::counted(text).is_some()),
        }
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let first = digits.clone().next().unwrap_or(b'0');
        let ten = digits.count() == 10
            && text.bytes().all(|b| b.is_ascii_digit() || b" ()-.".contains(&b));
        if person::phone(text, "86", out).is_err() {
            self.ten_digits += count(ten && first >= b'2');
            self.taiwanese += count(ten && text.trim_start_matches('(').starts_with("09"));
        } else {
            self.add_several(text, times);
            self.phones += times;
            self.japanese += count(is_japanese_mobile(text));
            self.mobiles +=
                count(out.len() == 14 && out.starts_with("+861") || text.starts_with('+'));
            self.north_american += count(out.starts_with("+1") && out.len() == 12);
        }
    }

    fn add_several(&mut self, text: &str, times: usize) {
        if text.len() >= 15 && person::is_list(text) {
            let mut more = false;
            person::further_phones(text, "86", |_| more = true);
            person::further_emails(text, |_| more = true);
            self.several += if more { times } else { 0 };
        }
    }

    fn add_number(&mut self, text: &str, times: usize) {
        let count = |is: bool| if is { times } else { 0 };
        match number::decimal_sign(text) {
            Some(',') => self.commas += times,
            Some(_) => self.points += times,
            None => self.either_sign += count(number::is_either_sign(text)),
        }
        let Some((value, signs)) = number::read(text, false).or_else(|| number::read(text, true))
        else {
            return;
        };
        self.numbers += times;
        self.counted += count(signs.counted);
        self.shares += count(signs.share);
        self.currencies += count(signs.currency.is_some());
        self.currency = self.currency.or(signs.currency);
        let one = crate::table::pow10(value.scale);
        self.above_one += count(i128::from(value.mantissa).abs() > one);
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        self.zero_lead += count(digits && text.len() > 1 && text.starts_with('0'));
        self.long += count(digits && text.len() >= 16);
        self.digits += count(digits && text.len() >= 7);
    }

    fn most(&self, count: usize, percent: usize) -> bool {
        self.filled > 0 && count * 100 >= self.filled * percent
    }

    /// Different values seen, by cells with a value.
    pub fn uniqueness(&self) -> f64 {
        self.distinct.len() as f64 / self.filled.clamp(1, DISTINCT) as f64
    }

    /// Whether most values are masked.
    pub fn is_masked(&self) -> bool {
        self.most(self.masked, 50)
    }

    /// The type that header and values agree on.
    pub fn semantic(&self, header: &Header) -> Semantic {
        let compact = header.compact.as_str();
        match header.hint() {
            Some(hint) if self.filled == 0 => default_of(hint, compact),
            Some(Hint::Percent | Hint::Number | Hint::Money)
                if header.unit.contains('%') && self.most(self.numbers, 60) =>
            {
                Semantic::Percent
            }
            Some(Hint::Name)
                if header.is_party()
                    && (self.most(self.codes, 80) || self.most(self.bools, 90)) =>
            {
                self.by_values()
            }
            Some(hint) => self.confirmed(hint, compact).unwrap_or_else(|| self.by_values()),
            None => self.by_values(),
        }
    }

    fn confirmed(&self, hint: Hint, compact: &str) -> Option<Semantic> {
        let date = self.days + self.times + self.epochs + self.short_years;
        Some(match hint {
            Hint::Text | Hint::Name if self.most(self.emails, 80) => Semantic::Email,
            Hint::Text => Semantic::Text,
            Hint::Id if self.most(self.emails, 60) => Semantic::Email,
            Hint::Id if self.most(self.bracketed, 90) => Semantic::Tags,
            Hint::Id if is_plural(compact) && self.is_list() => Semantic::Tags,
            Hint::Id if self.most(self.days + self.times, 90) && self.most(self.times, 50) => {
                Semantic::Datetime
            }
            Hint::Id => Semantic::Id,
            Hint::Phone
                if self.most(
                    self.phones + self.ten_digits + self.taiwanese + self.masked + self.unknown,
                    30,
                ) =>
            {
                Semantic::Phone
            }
            // a number that is none to call stays as written
            Hint::Phone if self.digits > 0 && self.most(self.digits, 90) => Semantic::Id,
            Hint::Email if self.most(self.emails + self.masked, 50) => Semantic::Email,
            Hint::Gender if self.most(self.genders + self.unknown, 80) => Semantic::Gender,
            Hint::Time if self.most(date, 50) => self.date_or_time(compact),
            Hint::Money | Hint::Number if self.most(self.shares, 50) => Semantic::Percent,
            Hint::Money
                if self.most(self.numbers, 60) && !self.most(self.days + self.times, 50) =>
            {
                Semantic::Money
            }
            Hint::Number
                if self.most(self.numbers + self.unknown, 80)
                    && self.numbers > 0
                    && self.zero_lead == 0
                    && self.long == 0 =>
            {
                Semantic::Number
            }
            Hint::Percent
                if self.most(self.numbers, 60) && (self.shares > 0 || self.above_one == 0) =>
            {
                Semantic::Percent
            }
            Hint::Percent if self.most(self.numbers, 60) && self.currencies > 0 => Semantic::Money,
            Hint::Tags => Semantic::Tags,
            Hint::Name if self.most(self.numbers + self.days + self.times, 80) => return None,
            Hint::Name => Semantic::Name,
            Hint::Geo if !self.most(self.numbers, 80) => Semantic::Geo,
            Hint::Bool if self.most(self.bools, 90) => Semantic::Bool,
            _ => return None,
        })
    }

    /// Whether cells have several pieces, however they repeat.
    fn is_list(&self) -> bool {
        self.bracketed > 0
            || self.lists.as_ref().is_some_and(|l| matches!(l.separator, ";" | "," | "|" | "、"))
    }

    /// Whether cells say yes or nothing: one of the columns of a table with a column per tag.
    pub fn is_ticked(&self) -> bool {
        self.filled > 0
            && self.ticks == self.filled
            && self.cells > self.filled
            && self.distinct.len() == 1
    }

    fn date_or_time(&self, compact: &str) -> Semantic {
        let day_word = is_day_word(compact) || compact.ends_with("date");
        let serial_days = self.epochs > 0 && self.distinct.iter().all(|t| t.len() == 5);
        let days = self.days + self.short_years;
        // 日期 with 00:00:00 behind every day
        if day_word && self.times > 0 && self.times == self.midnights && self.epochs == 0 {
            return Semantic::Date;
        }
        if self.times + self.short_times > 0
            || self.epochs > 0 && !serial_days
            || days == 0 && !day_word
        {
            Semantic::Datetime
        } else {
            Semantic::Date
        }
    }

    fn by_values(&self) -> Semantic {
        if self.filled == 0 {
            return Semantic::Text;
        }
        let binary = self.zeros + self.ones == self.filled;
        if binary && self.zeros > 0 && self.ones > 0 || !binary && self.most(self.bools, 98) {
            return Semantic::Bool;
        }
        if self.most(self.emails, 90) {
            return Semantic::Email;
        }
        let days = self.days + self.times + self.short_years;
        if self.most(days, 90) && !self.most(self.mobiles, 50) {
            return if self.times + self.short_times > 0 {
                Semantic::Datetime
            } else {
                Semantic::Date
            };
        }
        if self.most(self.mobiles, 90) {
            return Semantic::Phone;
        }
        if self.most(self.numbers - self.counted, 95) {
            if self.most(self.shares, 50) {
                return Semantic::Percent;
            }
            if self.most(self.currencies, 50) {
                return Semantic::Money;
            }
            return if self.zero_lead > 0 || self.long > 0 {
                Semantic::Id
            } else {
                Semantic::Number
            };
        }
        let list = self
            .lists
            .as_ref()
            .is_some_and(|l| l.reuse >= 1.3 && l.varies && l.share >= 0.2 && l.length <= 14.0);
        if list || self.most(self.bracketed, 60) {
            return Semantic::Tags;
        }
        let unique = self.filled >= 5 && self.uniqueness() >= 0.95;
        if unique && self.most(self.codes, 90) { Semantic::Id } else { Semantic::Text }
    }
}

/// `090-1234-5678`; the area codes of China that begin alike have four digits.
fn is_japanese_mobile(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut next = |length| parts.next().filter(|p| p.len() == length);
    let parts = (next(3), next(4), next(4));
    matches!(parts, (Some("070" | "080" | "090"), Some(a), Some(b))
        if a.bytes().chain(b.bytes()).all(|b| b.is_ascii_digit()))
}

/// Words for a day rather than a moment.
fn is_day_word(compact: &str) -> bool {
    ["日期", "生日", "纪念日"].iter().any(|end| compact.ends_with(end))
        || compact.contains("birth")
        || compact.contains("anniversary")
}

/// `ids`, `company ids`, `tagidlist`: several in a cell.
fn is_plural(compact: &str) -> bool {
    ["ids", "idlist", "idslist"].iter().any(|end| compact.ends_with(end))
}

/// The type of a column without values.
fn default_of(hint: Hint, compact: &str) -> Semantic {
    match hint {
        Hint::Id => Semantic::Id,
        Hint::Phone => Semantic::Phone,
        Hint::Email => Semantic::Email,
        Hint::Name => Semantic::Name,
        Hint::Gender => Semantic::Gender,
        Hint::Time if is_day_word(compact) => Semantic::Date,
        Hint::Time => Semantic::Datetime,
        Hint::Money => Semantic::Money,
        Hint::Percent => Semantic::Percent,
        Hint::Bool => Semantic::Bool,
        Hint::Tags => Semantic::Tags,
        Hint::Geo => Semantic::Geo,
        Hint::Number => Semantic::Number,
        Hint::Text => Semantic::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn semantic(header: &str, cells: &[&str]) -> Semantic {
        Profile::of(cells.iter().copied()).semantic(&Header::of(header))
    }

    #[test]
    fn the_values_have_the_last_word() {
        assert_eq!(semantic("手机", &["13800131000", "未知"]), Semantic::Phone);
        assert_eq!(semantic("电话", &["赵浩然", "钱欣妍", "孙文博"]), Semantic::Text);
        assert_eq!(semantic("等级", &["A类", "B类"]), Semantic::Text);
        assert_eq!(semantic("city_tier", &["1", "2", "3"]), Semantic::Number);
        assert_eq!(semantic("coupon_used", &["1", "0", "0"]), Semantic::Bool);
        assert_eq!(semantic("order_count", &["1", "0", "0"]), Semantic::Number);
        assert_eq!(semantic("coupon_rate", &["0.853", "0.000", "1.000"]), Semantic::Percent);
        assert_eq!(semantic("会员编号", &["1", "2"]), Semantic::Id);
        assert_eq!(semantic("x", &["00123", "00124"]), Semantic::Id);
        assert_eq!(semantic("x", &["¥5", "¥6.5"]), Semantic::Money);
        assert_eq!(semantic("最近下单", &["2024/3/5 下午3:21", "空"]), Semantic::Datetime);
        assert_eq!(semantic("CreateTime", &["1709255700", "1709256317"]), Semantic::Datetime);
        assert_eq!(semantic("event_timestamp", &["1756684800000000"]), Semantic::Datetime);
        assert_eq!(semantic("卡号", &["6222021234567890"]), Semantic::Id);
        assert_eq!(semantic("折扣率", &["85%", "9折", "0.75"]), Semantic::Percent);
        assert_eq!(semantic("折扣", &["-50.0", "-12.5"]), Semantic::Number);
        assert_eq!(semantic("Last order", &["1/2/25", "31/1/25"]), Semantic::Date);
        assert_eq!(semantic("Customer", &["cus_1a", "cus_2b", "cus_3c"]), Semantic::Text);
        assert_eq!(semantic("Customer", &["Ava Lee", "Noah Berg"]), Semantic::Name);
        assert_eq!(semantic("会员", &["是", "否", "是"]), Semantic::Bool);
        let midnights = ["2024-03-07 00:00:00", "2024/3/5"];
        assert_eq!(semantic("回访日期", &midnights), Semantic::Date);
        assert_eq!(semantic("回访时间", &midnights), Semantic::Datetime);
        assert_eq!(semantic("QQ", &["80012345"]), Semantic::Id);
        assert_eq!(semantic("购入金额", &["12,000円", "800円"]), Semantic::Money);
    }
}
