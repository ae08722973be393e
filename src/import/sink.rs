//! One column being filled: how its cells are read, what became of them.

use super::cell::reader::{Read, Reader, own_zone};
use super::cell::{date, trim};
use super::plan::{ColumnPlan, Role};
use super::report::{CellIssue, ColumnReport, FailedCell};
use crate::error::Result;
use crate::table::{Column, ColumnBuilder, Kind};
use crate::time::Zone;

/// Failed cells that are kept.
const FAILED: usize = 10;
/// Rows whose cells can become examples.
const EXAMPLES_WITHIN: u32 = 1000;

/// Fills a column.
pub struct Sink {
    /// The number of the column in the file.
    pub index: usize,
    reader: Reader,
    /// Of a column of instants: where its walls are. `None` for a column of days.
    zone: Option<Zone>,
    /// A column of numbers: what does not fit is too large.
    counts: bool,
    builder: ColumnBuilder,
    filled: u32,
    parsed: u32,
    failed: Vec<FailedCell>,
    examples: Vec<String>,
    scratch: String,
}

impl Sink {
    /// A sink for the column with this number in the file.
    ///
    /// # Errors
    /// [`crate::Code::UnknownZone`].
    pub fn new(index: usize, plan: &ColumnPlan, zone: &Zone) -> Result<Self> {
        let instants = plan.semantic.kind() == Kind::Datetime;
        let zone = if instants { Some(own_zone(plan, zone)?) } else { None };
        let builder = if plan.role == Role::Key {
            ColumnBuilder::keyed(plan.semantic)
        } else {
            ColumnBuilder::new(plan.semantic)
        };
        Ok(Self {
            index,
            reader: Reader::new(plan),
            zone,
            counts: plan.semantic.kind() == Kind::Number,
            builder,
            filled: 0,
            parsed: 0,
            failed: Vec::new(),
            examples: Vec::new(),
            scratch: String::new(),
        })
    }

    /// With the days of a spreadsheet counted from 1904, or not.
    pub fn counting_from_1904(mut self, epoch_1904: bool) -> Self {
        self.reader = self.reader.counting_from_1904(epoch_1904);
        self
    }

    /// Says how many rows there will be in all, as far as one can tell.
    pub fn expect(&mut self, rows: usize) {
        self.builder.expect(rows);
    }

    /// Appends a cell; `record` is its 1-based record in the file. Says whether there is a value now.
    #[inline]
    pub fn push(&mut self, cell: &str, record: u32) -> bool {
        let builder = &mut self.builder;
        let pushed = match self.reader.read(cell, &mut self.scratch) {
            Read::Missing => {
                builder.push_missing();
                return false;
            }
            Read::Text(text) => builder.push_text(text),
            Read::Time(read) => {
                builder.push_time(time(read, self.zone.as_ref()));
                true
            }
            Read::Number(number) => builder.push_number(number),
            Read::Bool(yes) => {
                builder.push_bool(yes);
                true
            }
            Read::Tags(tags) => {
                builder.push_tags(tags.iter().map(AsRef::as_ref));
                true
            }
            Read::Failed(reason) => {
                builder.push_missing();
                self.filled += 1;
                self.note_example(cell);
                self.fail(cell, record, reason);
                return false;
            }
        };
        self.filled += 1;
        self.note_example(cell);
        if pushed {
            self.parsed += 1;
        } else {
            let reason = if self.counts { CellIssue::WrongShape } else { CellIssue::Full };
            self.fail(cell, record, reason);
        }
        pushed
    }

    #[inline]
    fn note_example(&mut self, cell: &str) {
        if self.examples.len() < 5 && self.filled <= EXAMPLES_WITHIN {
            self.add_example(cell);
        }
    }

    #[cold]
    fn fail(&mut self, cell: &str, record: u32, reason: CellIssue) {
        if self.failed.len() < FAILED {
            let text = cell.chars().take(200).collect();
            self.failed.push(FailedCell { row: record, text, reason });
        }
    }

    #[cold]
    fn add_example(&mut self, cell: &str) {
        let cell: String = trim(cell).chars().take(200).collect();
        if !self.examples.contains(&cell) {
            self.examples.push(cell);
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

/// What a column keeps of a time: the instant, or the day where it has no zone.
#[inline]
fn time(read: date::Read, zone: Option<&Zone>) -> i64 {
    match (read, zone) {
        (date::Read::Instant(ms, _), Some(_)) => ms,
        (date::Read::Wall(ms), Some(zone)) => zone.instant_of(ms),
        (date::Read::Day(day), Some(zone)) => zone.start_of(day),
        (read, None) => i64::from(read.day()),
    }
}
