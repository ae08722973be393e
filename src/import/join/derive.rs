//! Columns of contacts that follow from others: age, gender, tier of the city, days known, kind of phone.
//!
//! They are made anew by every join, as of the newest day of the data, so that they agree with a definition whose `as_of` is
//! `data`. One of each kind is made, where no column says it already, from the first column that has something to say; it is
//! named in the language of that column's header. Only columns with a header of a file are read: a host that hands over typed
//! rows knows which columns it wants. Cost: one look at each value.

use super::ContactFile;
use crate::facts::{CodeForm, check, tier};
use crate::import::words::{Header, has_chinese};
use crate::table::{Column, ColumnBuilder, Decimal, Derived, Kind, Semantic, Value, Written};
use crate::time::{Zone, civil};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A kind of column that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Age,
    AgeOfId,
    GenderOfId,
    CityTier,
    DaysKnown,
    PhoneType,
}

/// What is tried, in this order.
const ALL: [What; 6] =
    [What::Age, What::AgeOfId, What::GenderOfId, What::CityTier, What::DaysKnown, What::PhoneType];

/// Nobody is older.
const OLDEST: i32 = 120;

impl What {
    /// Name beside a Chinese header and beside another.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            What::Age | What::AgeOfId => ("年龄", "age"),
            What::GenderOfId => ("性别", "gender"),
            What::CityTier => ("城市等级", "city_tier"),
            What::DaysKnown => ("认识天数", "days_known"),
            What::PhoneType => ("号码类型", "phone_type"),
        }
    }

    /// Headers, compact, of columns that say it themselves.
    fn said_by(self) -> &'static [&'static str] {
        match self {
            What::Age | What::AgeOfId => &["年龄", "岁数", "age"],
            What::GenderOfId => &["性别", "gender", "sex"],
            What::CityTier => &["城市等级", "城市级别", "城市线级", "citytier", "citylevel"],
            What::DaysKnown => &["认识天数", "添加天数", "daysknown"],
            What::PhoneType => &["号码类型", "phonetype"],
        }
    }

    /// Headers, compact, of columns that it follows from: the end of a Chinese one, the whole of another.
    fn follows_from(self) -> &'static [&'static str] {
        match self {
            What::Age => &[
                "生日",
                "出生日期",
                "出生年月日",
                "birthday",
                "birthdate",
                "dateofbirth",
                "dob",
                "bday",
            ],
            What::AgeOfId | What::GenderOfId => &[
                "身份证",
                "身份证号",
                "身份证号码",
                "证件号码",
                "证件号",
                "idnumber",
                "residentid",
            ],
            What::CityTier => {
                &["城市", "所在市", "市", "city", "defaultaddresscity", "mailingcity"]
            }
            What::DaysKnown => &[
                "添加时间",
                "添加日期",
                "加好友时间",
                "加微时间",
                "加粉时间",
                "成为客户时间",
                "关注时间",
                "addtime",
                "addedat",
                "addedtime",
                "dateadded",
                "subscribetime",
                "connectedon",
                "followinfocreatetime",
            ],
            What::PhoneType => &["phone"],
        }
    }

    fn fits(self, column: &Column, header: &Header) -> bool {
        let kind = column.kind();
        let is_kind = match self {
            What::Age | What::DaysKnown => matches!(kind, Kind::Date | Kind::Datetime),
            What::AgeOfId | What::GenderOfId => matches!(kind, Kind::Code | Kind::Text),
            What::CityTier => kind == Kind::Text,
            What::PhoneType => return column.semantic == Semantic::Phone,
        };
        is_kind
            && self.follows_from().iter().any(|text| {
                header.compact == *text
                    || (!text.is_ascii() && text.len() > 3 && header.compact.ends_with(text))
            })
    }
}

/// A column that may be made.
#[derive(Debug, Clone)]
pub struct Derivation {
    what: What,
    /// The column it follows from.
    from: Arc<Column>,
}

/// What may be made of the contacts' columns, one entry per column that could serve.
pub fn plan(files: &[ContactFile], columns: &[Arc<Column>]) -> Vec<Derivation> {
    let headed: BTreeSet<&str> = files
        .iter()
        .filter(|f| f.headed)
        .flat_map(|f| f.columns.iter().map(|c| c.name.as_str()))
        .collect();
    let headers: Vec<Header> = columns.iter().map(|c| Header::of(&c.name)).collect();
    let mut out = Vec::new();
    for what in ALL {
        let is_said = columns.iter().zip(&headers).any(|(column, header)| {
            what.said_by().iter().any(|text| header.compact == *text)
                || (what == What::GenderOfId && column.semantic == Semantic::Gender)
        });
        if !is_said {
            let fitting = columns.iter().zip(&headers).filter(|(column, header)| {
                headed.contains(column.name.as_str()) && what.fits(column, header)
            });
            // of several phones, the first is the one that is called
            let most = if what == What::PhoneType { 1 } else { usize::MAX };
            let fitting = fitting.take(most);
            out.extend(fitting.map(|(column, _)| Derivation { what, from: column.clone() }));
        }
    }
    out
}

/// Makes one column and notes where it comes from, unless there is one of its name or no row has a value.
pub fn make(
    derivation: &Derivation,
    today: Option<i32>,
    zone: &Zone,
    columns: &mut Vec<Arc<Column>>,
    derived: &mut Vec<Derived>,
) {
    let Derivation { what, from } = derivation;
    let is_chinese = has_chinese(&from.name);
    let (zh, en) = what.names();
    let name = if is_chinese { zh } else { en };
    // one of a kind: an age that a birthday gave is not made again of an id
    let is_made = derived.iter().any(|d| d.column == zh || d.column == en);
    if is_made || columns.iter().any(|c| c.name == name) {
        return;
    }
    let made = match what {
        What::Age => numbers(from, |value| age(day_of(value, zone)?, today?)),
        What::AgeOfId => numbers(from, |value| age(born(&resident(value)?)?, today?)),
        What::GenderOfId => texts(from, Semantic::Gender, |value| {
            let digit = *resident(value)?.as_bytes().get(16)?;
            Some(if digit % 2 == 1 { "male" } else { "female" })
        }),
        What::CityTier => texts(from, Semantic::Text, |value| {
            let Value::Text(city) = value else { return None };
            tier::city_tier(&city).map(|tier| if is_chinese { label(tier) } else { tier.name() })
        }),
        What::DaysKnown => {
            numbers(from, |value| Some(today? - day_of(value, zone)?).filter(|days| *days >= 0))
        }
        What::PhoneType => phone_types(from, is_chinese),
    };
    if let Some(builder) = made {
        columns.push(Arc::new(builder.finish(name.to_owned())));
        derived.push(Derived { column: name.to_owned(), from: from.name.clone() });
    }
}

fn numbers(from: &Column, of: impl Fn(Value<'_>) -> Option<i32>) -> Option<ColumnBuilder> {
    let mut builder = ColumnBuilder::new(Semantic::Number);
    let mut some = false;
    for row in 0..from.len() {
        match from.value(row).and_then(&of) {
            Some(number) => {
                some = true;
                builder.push_number(Decimal { mantissa: i64::from(number), scale: 0 });
            }
            None => builder.push_missing(),
        }
    }
    some.then_some(builder)
}

fn texts(
    from: &Column,
    semantic: Semantic,
    of: impl Fn(Value<'_>) -> Option<&'static str>,
) -> Option<ColumnBuilder> {
    let mut builder = ColumnBuilder::new(semantic);
    let mut some = false;
    for row in 0..from.len() {
        match from.value(row).and_then(&of) {
            Some(text) => some |= builder.push_text(text),
            None => builder.push_missing(),
        }
    }
    some.then_some(builder)
}

/// Where all numbers are of one kind there is nothing to tell.
fn phone_types(from: &Column, is_chinese: bool) -> Option<ColumnBuilder> {
    let of = |value: Value<'_>| {
        let Value::Text(phone) = value else { return None };
        let (zh, en) = phone_type(&phone);
        Some(if is_chinese { zh } else { en })
    };
    let mut kinds = (0..from.len()).filter_map(|row| from.value(row).and_then(of));
    let first = kinds.next()?;
    if kinds.any(|kind| kind != first) { texts(from, Semantic::Text, of) } else { None }
}

/// What a number in E.164 is, in Chinese and in English. Of other countries, lengths do not say it.
fn phone_type(phone: &str) -> (&'static str, &'static str) {
    match phone.strip_prefix("+86") {
        None if ["+852", "+853", "+886"].iter().any(|code| phone.starts_with(code)) => {
            ("港澳台", "hk_mo_tw")
        }
        None => ("境外", "foreign"),
        Some(own) if own.len() == 11 && own.starts_with('1') => ("手机", "mobile"),
        Some(own) if own.starts_with("400") || own.starts_with("800") => ("400", "400"),
        Some(_) => ("座机", "landline"),
    }
}

fn day_of(value: Value<'_>, zone: &Zone) -> Option<i32> {
    match value {
        Value::Date(day) => Some(day),
        Value::Datetime(instant) => Some(zone.day_of(instant)),
        _ => None,
    }
}

/// Years of life on a day; who was born on 29 February is a year older on the last of February.
fn age(born: i32, today: i32) -> Option<i32> {
    let ((year, month, day), (to, to_month, to_day)) = (civil::date(born), civil::date(today));
    let birthday = day.min(civil::days_in_month(to, month));
    let years = to - year - i32::from((to_month, to_day) < (month, birthday));
    (0..=OLDEST).contains(&years).then_some(years)
}

/// A resident's number whose check digit is right.
fn resident(value: Value<'_>) -> Option<Written<'_>> {
    match value {
        Value::Text(text) => check::is_valid(CodeForm::ResidentId, &text).then_some(text),
        _ => None,
    }
}

fn born(number: &str) -> Option<i32> {
    let part = |range: std::ops::Range<usize>| number.get(range)?.parse::<u32>().ok();
    civil::days(part(6..10)? as i32, part(10..12)?, part(12..14)?)
}

fn label(tier: tier::Tier) -> &'static str {
    match tier {
        tier::Tier::First => "一线",
        tier::Tier::NewFirst => "新一线",
        tier::Tier::Second => "二线",
        tier::Tier::Third => "三线",
        tier::Tier::Fourth => "四线",
        tier::Tier::Fifth => "五线",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_told_apart() {
        let types =
            ["+8613800131000", "+8657188880000", "+864008001234", "+85291234567", "+14155550110"]
                .map(|p| phone_type(p).0);
        assert_eq!(types, ["手机", "座机", "400", "港澳台", "境外"]);
    }

    #[test]
    fn years_of_life_count_from_the_birthday() {
        let at = |y, m, d| civil::days(y, m, d).unwrap();
        assert_eq!(age(at(1990, 3, 1), at(2024, 2, 29)), Some(33));
        assert_eq!(age(at(1990, 3, 1), at(2024, 3, 1)), Some(34));
        assert_eq!(age(at(2004, 2, 29), at(2023, 2, 28)), Some(19));
        assert_eq!(age(at(1800, 1, 1), at(2024, 3, 1)), None);
        assert_eq!(age(at(2030, 1, 1), at(2024, 3, 1)), None);
    }
}
