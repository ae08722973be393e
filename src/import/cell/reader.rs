//! How the cells of a column are read, decided once per column by its plan.

use super::{clean, date, is_not_known, is_null, is_unknown, number, person, tags};
use crate::error::Result;
use crate::import::plan::{ColumnPlan, Role};
use crate::import::report::CellIssue;
use crate::import::words::Header;
use crate::table::{Decimal, Semantic};
use crate::time::Zone;
use std::borrow::Cow;

/// Digits of a number without anything: a longer cell may have an extension.
const NUMBER: usize = 11;

/// What a cell says.
#[derive(Debug)]
pub enum Read<'a> {
    /// Nothing.
    Missing,
    /// A text, an id, an address, a number to call, a gender.
    Text(&'a str),
    /// A day or a time.
    Time(date::Read),
    /// A number; a share is a fraction, money counts whole units.
    Number(Decimal),
    /// Yes or no.
    Bool(bool),
    /// Tags.
    Tags(Vec<Cow<'a, str>>),
    /// Something that is not of the type.
    Failed(CellIssue),
}

/// The short cut of a column.
#[derive(Debug, Clone, Copy)]
pub enum Quick {
    /// Every cell is looked at closely.
    None,
    /// An id of letters and digits.
    Id,
    /// A text without blanks or guards around it.
    Text,
    /// A text that another cell has had before.
    KnownText,
    /// Digits with a point.
    Number,
    /// ISO 8601.
    Time,
    /// 0 and 1.
    Bool,
    /// Tags between this character.
    Tags(u8),
}

/// Reads the cells of one column.
#[derive(Debug)]
pub struct Reader {
    kind: Kind,
    /// An empty cell says "no".
    blank_is_false: bool,
    /// 无 says "no".
    none_is_false: bool,
}

#[derive(Debug)]
enum Kind {
    Id {
        key: bool,
    },
    Phone {
        calling_code: String,
    },
    Email,
    Gender,
    Time(date::Style),
    Number {
        decimal_comma: bool,
        hundredths: bool,
        share: bool,
    },
    Bool,
    Tags {
        separators: String,
        group: Option<String>,
        group_sign: Option<char>,
    },
    Text,
    /// A text that may be one of these words, which are none.
    TextBut {
        missing: Vec<String>,
    },
}

impl Reader {
    /// The reader that a plan asks for.
    pub fn new(plan: &ColumnPlan) -> Self {
        let kind = match plan.semantic {
            Semantic::Id => Kind::Id { key: plan.role == Role::Key },
            Semantic::Phone => Kind::Phone {
                calling_code: plan.calling_code.clone().unwrap_or_else(|| "86".to_owned()),
            },
            Semantic::Email => Kind::Email,
            Semantic::Gender => Kind::Gender,
            Semantic::Date | Semantic::Datetime => Kind::Time(style(plan)),
            Semantic::Money | Semantic::Percent | Semantic::Number => Kind::Number {
                decimal_comma: plan.decimal_comma,
                hundredths: plan.minor_units && plan.semantic == Semantic::Money,
                share: plan.semantic == Semantic::Percent
                    && Header::of(&plan.raw).unit.contains('%'),
            },
            Semantic::Bool => Kind::Bool,
            Semantic::Tags => Kind::Tags {
                separators: plan.separators.clone().unwrap_or_default(),
                group: plan.tag_group.clone(),
                group_sign: plan.group_sign,
            },
            Semantic::Name | Semantic::Geo | Semantic::Text => match &plan.unknown {
                Some(unknown) if unknown.missing => {
                    Kind::TextBut { missing: unknown.words.clone() }
                }
                _ => Kind::Text,
            },
        };
        let flag = plan.semantic == Semantic::Bool;
        Self {
            kind,
            blank_is_false: flag && plan.blank_is_false,
            none_is_false: flag && Header::of(&plan.raw).asks_whether_any(),
        }
    }

    /// With the days of a spreadsheet counted from 1904, or not.
    pub fn counting_from_1904(mut self, epoch_1904: bool) -> Self {
        if let Kind::Time(style) = &mut self.kind {
            style.epoch_1904 = epoch_1904;
        }
        self
    }

    /// Reads a cell as the file has it. `scratch` holds what is not written like that in the cell.
    #[expect(
        clippy::inline_always,
        reason = "the value goes into its column without being stored in between"
    )]
    #[inline(always)]
    pub fn read<'a>(&'a self, cell: &'a str, scratch: &'a mut String) -> Read<'a> {
        let text = clean(cell);
        if is_null(text) {
            let no = self.blank_is_false || self.none_is_false && text == "无";
            return if no { Read::Bool(false) } else { Read::Missing };
        }
        let read = match &self.kind {
            Kind::Id { key } => match person::id(text) {
                Err(CellIssue::Masked) if !key => Ok(Read::Text(text)),
                read => read.map(Read::Text),
            },
            Kind::TextBut { missing } if missing.iter().any(|word| word == text) => {
                Ok(Read::Missing)
            }
            Kind::Text | Kind::TextBut { .. } if is_cipher(text) => Err(CellIssue::Masked),
            Kind::Text | Kind::TextBut { .. } => Ok(Read::Text(text)),
            Kind::Phone { calling_code } => match person::phone(text, calling_code, scratch) {
                Err(CellIssue::WrongShape) if is_unknown(text) => Ok(Read::Missing),
                read => read.map(|()| Read::Text(scratch)),
            },
            Kind::Email => match person::email(text, scratch) {
                Err(CellIssue::WrongShape) if is_not_known(text) => Ok(Read::Missing),
                read => read.map(|()| Read::Text(scratch)),
            },
            Kind::Gender => match person::gender(text) {
                Some(gender) => Ok(Read::Text(gender)),
                None if is_unknown(text) || text == "0" => Ok(Read::Missing),
                None => Err(CellIssue::WrongShape),
            },
            Kind::Time(style) => match when(text, *style) {
                Some(read) => Ok(Read::Time(read)),
                None if date::is_zero(text) || is_not_known(text) => Ok(Read::Missing),
                None => Err(CellIssue::WrongShape),
            },
            Kind::Number { decimal_comma, hundredths, share } => {
                match amount(text, *decimal_comma, *hundredths, *share) {
                    Some(number) => Ok(Read::Number(number)),
                    None if is_not_known(text) => Ok(Read::Missing),
                    None => Err(CellIssue::WrongShape),
                }
            }
            Kind::Bool => match person::boolean(text) {
                Some(yes) => Ok(Read::Bool(yes)),
                None if is_unknown(text) => Ok(Read::Missing),
                None => Err(CellIssue::WrongShape),
            },
            Kind::Tags { separators, group, group_sign } => {
                Ok(Read::Tags(tag_list(text, separators, group.as_deref(), *group_sign)))
            }
        };
        match read {
            Ok(read) => read,
            Err(issue) => Read::Failed(issue),
        }
    }

    /// Whether a cell that was read as a number names an extension, which is left out.
    #[inline]
    pub fn leaves_out_extension(&self, cell: &str) -> bool {
        match &self.kind {
            Kind::Phone { calling_code } if cell.len() > NUMBER => {
                person::has_extension(clean(cell), calling_code)
            }
            _ => false,
        }
    }

    /// How most of its cells can be read without looking at them closely.
    pub fn quick(&self) -> Quick {
        match &self.kind {
            Kind::Id { .. } => Quick::Id,
            Kind::Text => Quick::Text,
            Kind::TextBut { .. } => Quick::KnownText,
            Kind::Number { decimal_comma: false, hundredths: false, share: false } => Quick::Number,
            Kind::Time(_) => Quick::Time,
            Kind::Bool => Quick::Bool,
            Kind::Tags { separators, group: None, group_sign: None } => {
                match separators.as_bytes() {
                    [one] if one.is_ascii() => Quick::Tags(*one),
                    _ => Quick::None,
                }
            }
            _ => Quick::None,
        }
    }

    /// Calls `each` with the numbers or addresses of a cell behind the first.
    pub fn further(&self, cell: &str, each: impl FnMut(&str)) {
        let text = clean(cell);
        match &self.kind {
            Kind::Phone { calling_code } if person::is_list(text) => {
                person::further_phones(text, calling_code, each);
            }
            Kind::Email if person::is_list(text) => person::further_emails(text, each),
            _ => {}
        }
    }
}

/// The zone that a header names (`Created (UTC)`), else that of the file.
///
/// # Errors
/// [`crate::Code::UnknownZone`].
pub fn own_zone(plan: &ColumnPlan, zone: &Zone) -> Result<Zone> {
    let unit = Header::of(&plan.raw).unit;
    if matches!(unit.as_str(), "utc" | "gmt" | "utc+0" | "utc+00:00") {
        Zone::named("UTC")
    } else {
        Ok(zone.clone())
    }
}

/// Encrypted by a shop: no text that a person wrote.
fn is_cipher(text: &str) -> bool {
    (text.starts_with("##") || text.starts_with("$$")) && text.contains("密文")
}

fn style(plan: &ColumnPlan) -> date::Style {
    let century_from = plan.century_from.unwrap_or_else(|| century_of(&plan.raw));
    date::Style { order: plan.date_order, century_from, epoch_1904: false }
}

/// The first of the hundred years that years of two digits stand for under a header.
pub fn century_of(raw: &str) -> u16 {
    // nobody on a list is born in the years to come
    let header = Header::of(raw);
    let birth = header.compact.contains("生日")
        || header.compact.contains("出生")
        || header.compact.contains("birth")
        || header.has_word(&["dob", "bday"]);
    if birth { 1926 } else { 1970 }
}

#[inline]
fn when(text: &str, style: date::Style) -> Option<date::Read> {
    date::iso(text)
        .or_else(|| date::counted_from(text, style.epoch_1904))
        .or_else(|| date::read(text, style))
}

#[inline]
fn amount(text: &str, decimal_comma: bool, hundredths: bool, share: bool) -> Option<Decimal> {
    let plain = if decimal_comma { None } else { number::plain(text) };
    let (number, signed) = match plain {
        Some(number) => (number, false),
        None => number::read(text, decimal_comma)
            .map(|(number, signs)| (number, signs.share || signs.currency.is_some()))?,
    };
    // a sign in the cell says more than the header: `12.5%`, `¥12.50` under 分
    if (hundredths || share) && !signed { number::hundredth(number) } else { Some(number) }
}

fn tag_list<'a>(
    text: &'a str,
    separators: &str,
    group: Option<&str>,
    group_sign: Option<char>,
) -> Vec<Cow<'a, str>> {
    let mut list = Vec::new();
    tags::split(text, separators, |tag| {
        let tag = match group_sign.and_then(|sign| tag.split_once(sign)) {
            Some((group, tag)) => Cow::from(format!("{}:{}", group.trim(), tag.trim())),
            None => tag,
        };
        list.push(match group {
            Some(group) => format!("{group}:{tag}").into(),
            None => tag,
        });
    });
    list
}
