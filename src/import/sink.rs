//! One column being filled: how its cells are read, what became of them.

use super::cell::{clean, date, is_null, is_unknown, number, person, tags};
use super::plan::{ColumnPlan, DateOrder, Role};
use super::report::{CellIssue, ColumnReport, FailedCell};
use crate::error::Result;
use crate::table::{Column, ColumnBuilder, Decimal, Semantic};
use crate::time::{DAY_MS, Zone};

/// Failed cells that are kept.
const FAILED: usize = 10;
/// Rows whose cells can become examples.
const EXAMPLES_WITHIN: u32 = 1000;

/// Fills a column.
pub struct Sink {
    /// The number of the column in the file.
    pub index: usize,
    reader: Reader,
    builder: ColumnBuilder,
    filled: u32,
    parsed: u32,
    failed: Vec<FailedCell>,
    examples: Vec<String>,
    scratch: String,
}

/// How cells of a column are read, chosen once.
enum Reader {
    Id { key: bool },
    Phone { calling_code: String },
    Email,
    Gender,
    Date { order: Option<DateOrder> },
    Datetime { order: Option<DateOrder>, zone: Zone },
    Number { decimal_comma: bool },
    Bool,
    Tags { separators: String, group: Option<String> },
    Text,
}

/// What became of a cell.
enum Outcome {
    Missing,
    Parsed,
    Failed(CellIssue),
}

impl Sink {
    /// A sink for the column with this number in the file.
    ///
    /// # Errors
    /// [`crate::Code::UnknownZone`].
    pub fn new(index: usize, plan: &ColumnPlan, zone: &Zone) -> Result<Self> {
        let reader = match plan.semantic {
            Semantic::Id => Reader::Id { key: plan.role == Role::Key },
            Semantic::Phone => Reader::Phone {
                calling_code: plan.calling_code.clone().unwrap_or_else(|| "86".to_owned()),
            },
            Semantic::Email => Reader::Email,
            Semantic::Gender => Reader::Gender,
            Semantic::Date => Reader::Date { order: plan.date_order },
            Semantic::Datetime => {
                Reader::Datetime { order: plan.date_order, zone: own_zone(plan, zone)? }
            }
            Semantic::Money | Semantic::Percent | Semantic::Number => {
                Reader::Number { decimal_comma: plan.decimal_comma }
            }
            Semantic::Bool => Reader::Bool,
            Semantic::Tags => Reader::Tags {
                separators: plan.separators.clone().unwrap_or_default(),
                group: plan.tag_group.clone(),
            },
            Semantic::Name | Semantic::Geo | Semantic::Text => Reader::Text,
        };
        let builder = if plan.role == Role::Key {
            ColumnBuilder::keyed(plan.semantic)
        } else {
            ColumnBuilder::new(plan.semantic)
        };
        Ok(Self {
            index,
            reader,
            builder,
            filled: 0,
            parsed: 0,
            failed: Vec::new(),
            examples: Vec::new(),
            scratch: String::new(),
        })
    }

    /// Says how many rows there will be in all, as far as one can tell.
    pub fn expect(&mut self, rows: usize) {
        self.builder.expect(rows);
    }

    /// Appends a cell; `record` is its 1-based record in the file. Says whether there is a value now.
    #[inline]
    pub fn push(&mut self, cell: &str, record: u32) -> bool {
        let text = clean(cell);
        if is_null(text) {
            self.builder.push_missing();
            return false;
        }
        self.filled += 1;
        if self.examples.len() < 5 && self.filled <= EXAMPLES_WITHIN {
            self.add_example(cell);
        }
        match self.read(text) {
            Outcome::Parsed => {
                self.parsed += 1;
                true
            }
            Outcome::Missing => {
                self.filled -= 1;
                self.builder.push_missing();
                false
            }
            Outcome::Failed(reason) => {
                if self.failed.len() < FAILED {
                    self.failed.push(FailedCell {
                        row: record,
                        text: cell.chars().take(200).collect(),
                        reason,
                    });
                }
                false
            }
        }
    }

    fn add_example(&mut self, cell: &str) {
        let cell: String = super::cell::trim(cell).chars().take(200).collect();
        if !self.examples.contains(&cell) {
            self.examples.push(cell);
        }
    }

    /// Reads a cell and appends its value, or a missing one when it fails; appends nothing when it says "nothing".
    fn read(&mut self, text: &str) -> Outcome {
        let fail = |builder: &mut ColumnBuilder, issue| {
            builder.push_missing();
            Outcome::Failed(issue)
        };
        let read = match &self.reader {
            Reader::Id { key } => match person::id(text) {
                Err(CellIssue::Masked) if !key => return self.text(text),
                Err(issue) => Err(issue),
                Ok(id) => return self.text(id),
            },
            Reader::Text
                if (text.starts_with("##") || text.starts_with("$$")) && text.contains("密文") =>
            {
                Err(CellIssue::Masked)
            }
            Reader::Text => return self.text(text),
            Reader::Phone { calling_code } => {
                match person::phone(text, calling_code, &mut self.scratch) {
                    Err(CellIssue::WrongShape) if is_unknown(text) => return Outcome::Missing,
                    Err(issue) => Err(issue),
                    Ok(()) => return self.scratched(),
                }
            }
            Reader::Email => match person::email(text, &mut self.scratch) {
                Err(issue) => Err(issue),
                Ok(()) => return self.scratched(),
            },
            Reader::Gender => match person::gender(text) {
                Some(gender) => return self.text(gender),
                None if is_unknown(text) || text == "0" => return Outcome::Missing,
                None => Err(CellIssue::WrongShape),
            },
            Reader::Date { order } => match when(text, *order) {
                Some(date::Read::Day(day)) => Ok(i64::from(day)),
                Some(date::Read::Wall(ms) | date::Read::Instant(ms)) => Ok(ms.div_euclid(DAY_MS)),
                None if date::is_zero(text) => return Outcome::Missing,
                None => Err(CellIssue::WrongShape),
            }
            .map(|days| self.builder.push_time(days)),
            Reader::Datetime { order, zone } => match when(text, *order) {
                Some(date::Read::Instant(instant)) => Ok(instant),
                Some(date::Read::Wall(ms)) => Ok(zone.instant_of(ms)),
                Some(date::Read::Day(day)) => Ok(zone.start_of(day)),
                None if date::is_zero(text) => return Outcome::Missing,
                None => Err(CellIssue::WrongShape),
            }
            .map(|instant| self.builder.push_time(instant)),
            Reader::Number { decimal_comma } => match amount(text, *decimal_comma) {
                Some(number) => {
                    return if self.builder.push_number(number) {
                        Outcome::Parsed
                    } else {
                        Outcome::Failed(CellIssue::WrongShape)
                    };
                }
                None => Err(CellIssue::WrongShape),
            },
            Reader::Bool => person::boolean(text)
                .map(|b| self.builder.push_bool(b))
                .ok_or(CellIssue::WrongShape),
            Reader::Tags { separators, group } => {
                self.builder.push_tags(
                    tag_list(text, separators, group.as_deref()).iter().map(AsRef::as_ref),
                );
                Ok(())
            }
        };
        match read {
            Ok(()) => Outcome::Parsed,
            Err(issue) => fail(&mut self.builder, issue),
        }
    }

    fn text(&mut self, text: &str) -> Outcome {
        if self.builder.push_text(text) {
            Outcome::Parsed
        } else {
            Outcome::Failed(CellIssue::Full)
        }
    }

    fn scratched(&mut self) -> Outcome {
        if self.builder.push_text(&self.scratch) {
            Outcome::Parsed
        } else {
            Outcome::Failed(CellIssue::Full)
        }
    }

    /// The column, the account of its cells, and what the plan says about them now.
    pub fn finish(self, plan: &mut ColumnPlan, rows: u32) -> (Column, ColumnReport) {
        plan.sampled = rows;
        plan.filled = self.filled;
        plan.parsed = self.parsed;
        plan.examples = self.examples;
        let mut column = self.builder.finish(plan.name.clone());
        column.currency.clone_from(&plan.currency);
        (
            column,
            ColumnReport {
                name: plan.name.clone(),
                filled: self.filled,
                parsed: self.parsed,
                failed: self.failed,
            },
        )
    }
}

/// The zone that a header names (`Created (UTC)`), else that of the file.
fn own_zone(plan: &ColumnPlan, zone: &Zone) -> Result<Zone> {
    let unit = super::words::Header::of(&plan.raw).unit;
    if matches!(unit.as_str(), "utc" | "gmt" | "utc+0") {
        Zone::named("UTC")
    } else {
        Ok(zone.clone())
    }
}

#[inline]
fn when(text: &str, order: Option<DateOrder>) -> Option<date::Read> {
    date::iso(text).or_else(|| date::counted(text)).or_else(|| date::read(text, order))
}

#[inline]
fn amount(text: &str, decimal_comma: bool) -> Option<Decimal> {
    if !decimal_comma && let Some(number) = number::plain(text) {
        return Some(number);
    }
    number::read(text, decimal_comma).map(|(number, _)| number)
}

fn tag_list<'a>(
    text: &'a str,
    separators: &str,
    group: Option<&str>,
) -> Vec<std::borrow::Cow<'a, str>> {
    let mut list = Vec::new();
    tags::split(text, separators, |tag| {
        list.push(match group {
            Some(group) => format!("{group}:{tag}").into(),
            None => tag.into(),
        });
    });
    list
}
