//! What the values of a column look like, and which type follows from that and from the header.

use super::cell::{clean, date, is_masked, is_null, is_rounded, is_unknown, number, person, tags};
use super::plan::{Ask, ColumnPlan, DateOrder};
use super::words::Hint;
use crate::table::Semantic;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Counts over the cells of a column in the sample.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Cells looked at.
    pub cells: usize,
    /// Cells that do not say "nothing".
    pub filled: usize,
    unknown: usize,
    numbers: usize,
    counted: usize,
    shares: usize,
    currencies: usize,
    currency: Option<&'static str>,
    above_one: usize,
    zero_lead: usize,
    long: usize,
    bools: usize,
    zeros: usize,
    ones: usize,
    days: usize,
    times: usize,
    epochs: usize,
    mobiles: usize,
    phones: usize,
    north_american: usize,
    ten_digits: usize,
    taiwanese: usize,
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
    commas: usize,
    points: usize,
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
        let mut out = String::new();
        for cell in cells {
            profile.cells += 1;
            let text = clean(cell);
            if !is_null(text) {
                profile.add(text, &mut out);
            }
        }
        profile.lists = tags::lists(profile.distinct.iter().map(String::as_str));
        profile
    }

    fn add(&mut self, text: &str, out: &mut String) {
        self.filled += 1;
        self.unknown += usize::from(is_unknown(text));
        if self.distinct.len() < DISTINCT {
            self.distinct.insert(text.to_owned());
        }
        self.add_number(text);
        self.bools += usize::from(person::boolean(text).is_some());
        self.zeros += usize::from(text == "0");
        self.ones += usize::from(text == "1");
        self.genders += usize::from(person::gender(text).is_some() || text == "0");
        self.masked += usize::from(is_masked(text) || is_rounded(text));
        self.emails += usize::from(person::email(text, out).is_ok());
        self.bracketed +=
            usize::from(text.starts_with('【') || text.starts_with("[\"") || text.starts_with('"'));
        let shape = date::shape(text);
        if let Some(shape) = shape {
            self.day_first += usize::from(shape.order == Some(DateOrder::DayFirst));
            self.month_first += usize::from(shape.order == Some(DateOrder::MonthFirst));
            self.both_orders += usize::from(shape.both);
        }
        match date::recognised(text) {
            Some(_) if shape.is_some_and(|s| s.short) => self.short_years += 1,
            Some(date::Read::Day(_)) => self.days += 1,
            Some(_) => self.times += 1,
            None if date::is_zero(text) => self.filled -= 1,
            None => self.epochs += usize::from(date::counted(text).is_some()),
        }
        let digits = text.bytes().filter(u8::is_ascii_digit);
        let first = digits.clone().next().unwrap_or(b'0');
        let ten = digits.count() == 10
            && text.bytes().all(|b| b.is_ascii_digit() || b" ()-.".contains(&b));
        if person::phone(text, "86", out).is_err() {
            self.ten_digits += usize::from(ten && first >= b'2');
            self.taiwanese += usize::from(ten && text.trim_start_matches('(').starts_with("09"));
        } else {
            self.phones += 1;
            self.mobiles +=
                usize::from(out.len() == 14 && out.starts_with("+861") || text.starts_with('+'));
            self.north_american += usize::from(out.starts_with("+1") && out.len() == 12);
        }
        let code = text.is_ascii()
            && text.len() >= 4
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        self.codes += usize::from(
            code && text.bytes().any(|b| b.is_ascii_digit())
                && text.bytes().any(|b| b.is_ascii_alphabetic()),
        );
    }

    fn add_number(&mut self, text: &str) {
        match number::decimal_sign(text) {
            Some(',') => self.commas += 1,
            Some(_) => self.points += 1,
            None => {}
        }
        let Some((value, signs)) = number::read(text, false).or_else(|| number::read(text, true))
        else {
            return;
        };
        self.numbers += 1;
        self.counted += usize::from(signs.counted);
        self.shares += usize::from(signs.share);
        self.currencies += usize::from(signs.currency.is_some());
        self.currency = self.currency.or(signs.currency);
        self.above_one += usize::from(value > crate::table::Decimal::whole(1));
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        self.zero_lead += usize::from(digits && text.len() > 1 && text.starts_with('0'));
        self.long += usize::from(digits && text.len() >= 16);
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
    pub fn semantic(&self, hint: Option<Hint>, compact: &str) -> Semantic {
        match hint {
            Some(hint) if self.filled == 0 => default_of(hint, compact),
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
                if self.most(self.numbers, 80) && self.zero_lead == 0 && self.long == 0 =>
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

    fn date_or_time(&self, compact: &str) -> Semantic {
        let day_word = compact.ends_with("生日")
            || compact.ends_with("日期")
            || compact.contains("birth")
            || compact.ends_with("date");
        let serial_days = self.epochs > 0 && self.distinct.iter().all(|t| t.len() == 5);
        if self.times > 0 || self.epochs > 0 && !serial_days || self.days == 0 && !day_word {
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
        if self.most(self.days + self.times, 90) && !self.most(self.mobiles, 50) {
            return if self.times > 0 { Semantic::Datetime } else { Semantic::Date };
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

    /// Fills what a column of this type needs to be read.
    pub fn settle(&self, column: &mut ColumnPlan) {
        match column.semantic {
            Semantic::Tags => {
                let separator = self
                    .lists
                    .as_ref()
                    .filter(|l| l.reuse > 1.0 || l.share > 0.2)
                    .map_or(";", |l| l.separator);
                column.separators = Some(separator.to_owned());
            }
            Semantic::Date | Semantic::Datetime => self.settle_dates(column),
            Semantic::Money | Semantic::Number | Semantic::Percent => {
                column.decimal_comma = self.commas > self.points;
                if column.semantic == Semantic::Money {
                    column.currency = self.currency.map(str::to_owned);
                }
            }
            // ten digits without a code among +1 numbers, or hardly anything but such
            Semantic::Phone
                if self.north_american > 0 && self.mobiles == self.north_american
                    || self.most(self.ten_digits, 60) =>
            {
                column.calling_code = Some("1".to_owned());
            }
            Semantic::Phone if self.most(self.taiwanese, 60) => {
                column.calling_code = Some("886".to_owned());
            }
            _ => {}
        }
    }
}

impl Profile {
    /// The order of day and month, of which most proofs decide; asks where there is none.
    fn settle_dates(&self, column: &mut ColumnPlan) {
        column.date_order = match self.day_first.cmp(&self.month_first) {
            Ordering::Greater => Some(DateOrder::DayFirst),
            Ordering::Less => Some(DateOrder::MonthFirst),
            Ordering::Equal if self.both_orders > 0 => Some(DateOrder::MonthFirst),
            Ordering::Equal => None,
        };
        if self.day_first == self.month_first && self.both_orders > 0 {
            column.ask = Some(Ask::DateOrder);
        } else if self.short_years > 0 {
            column.ask = Some(Ask::Century);
        }
    }
}

/// The type of a column without values.
fn default_of(hint: Hint, compact: &str) -> Semantic {
    match hint {
        Hint::Id => Semantic::Id,
        Hint::Phone => Semantic::Phone,
        Hint::Email => Semantic::Email,
        Hint::Name => Semantic::Name,
        Hint::Gender => Semantic::Gender,
        Hint::Time
            if compact.ends_with("日期")
                || compact.ends_with("生日")
                || compact.contains("birth") =>
        {
            Semantic::Date
        }
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
        let header = super::super::words::Header::of(header);
        Profile::of(cells.iter().copied()).semantic(header.hint(), &header.compact)
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
        assert_eq!(semantic("折扣率", &["85%", "9折", "0.75"]), Semantic::Percent);
    }
}
