//! One column being filled: how its cells are read, what became of them.

use super::cell::reader::{Quick, Read, Reader, own_zone};
use super::cell::{block, date, quick, trim};
use super::plan::{ColumnPlan, Role};
use super::report::{CellIssue, ColumnReport, FailedCell, LeftOut};
use crate::error::Result;
use crate::table::{Column, ColumnBuilder, Kind, LOOK_UPS};
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
    extensions: Option<LeftOut>,
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
            extensions: None,
            examples: Vec::new(),
            scratch: String::new(),
        })
    }

    /// With the days of a spreadsheet counted from 1904, or not.
    pub fn counting_from_1904(mut self, epoch_1904: bool) -> Self {
        self.reader = self.reader.counting_from_1904(epoch_1904);
        self
    }

    /// Says how many rows there will be in all, as far as one can tell, and whether each is somebody of its own.
    pub fn expect(&mut self, rows: usize, unique: bool) {
        self.builder.expect(rows, unique);
    }

    /// Bytes that the column takes with so many rows, if they are like those so far.
    pub fn room_for(&self, rows: usize) -> u64 {
        self.builder.room_for(rows)
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
            if self.reader.leaves_out_extension(cell) {
                self.note_extension(cell, record);
            }
        } else {
            let reason = if self.counts { CellIssue::WrongShape } else { CellIssue::Full };
            self.fail(cell, record, reason);
        }
        pushed
    }

    /// Appends the cells of a batch, each with its record, and marks in `has` those with a value. What becomes of a cell
    /// is what [`Sink::push`] makes of it.
    pub fn extend<'a>(&mut self, cells: impl Iterator<Item = (&'a str, u32)>, has: &mut [bool]) {
        match self.reader.quick() {
            Quick::None => self.each(cells, has, |_, _| false),
            Quick::Id => {
                match self.builder.shape().filter(|shape| block::are_ids(shape)).cloned() {
                    Some(shape) => {
                        let read = |column: &mut ColumnBuilder, cells: &[(&str, u32)]| {
                            // a column that has become one of texts stays one
                            column.shape()?;
                            block::append(column, cells, |cell| block::numbered(cell, &shape))
                        };
                        self.in_blocks(cells, has, read, quick::id);
                    }
                    None => self.each_looked_up(cells, has, quick::id),
                }
            }
            Quick::Text => self.each_looked_up(cells, has, quick::text),
            Quick::KnownText => self.each_looked_up(cells, has, quick::known),
            Quick::Number => {
                let read = |column: &mut ColumnBuilder, cells: &[(&str, u32)]| {
                    let scale = column.scale()?;
                    block::append(column, cells, |cell| block::number(cell, scale))
                };
                self.in_blocks(cells, has, read, quick::number);
            }
            Quick::Tags(separator) => {
                self.each(cells, has, |column, cell| quick::tags(column, cell, separator));
            }
            Quick::Bool => self.in_blocks(cells, has, block::append_bools, quick::bool),
            Quick::Time => {
                let zone = self.zone.clone();
                let zone = zone.as_ref();
                let mut times = block::Times::default();
                let read = |column: &mut ColumnBuilder, cells: &[(&str, u32)]| match zone {
                    Some(zone) => block::append(column, cells, |cell| times.second(cell, zone)),
                    None => block::append(column, cells, |cell| times.day(cell)),
                };
                self.in_blocks(cells, has, read, |column, cell| match quick::time(cell) {
                    Some(read) => {
                        column.push_time(time(read, zone));
                        true
                    }
                    None => false,
                });
            }
        }
    }

    /// Takes the short cut for blocks of cells, that of [`Sink::each`] for the blocks that it does not take. `read` appends a
    /// block and says which cells have a value.
    #[inline(never)]
    fn in_blocks<'a>(
        &mut self,
        mut cells: impl Iterator<Item = (&'a str, u32)>,
        has: &mut [bool],
        mut read: impl FnMut(&mut ColumnBuilder, &[(&'a str, u32)]) -> Option<u64>,
        quick: impl Fn(&mut ColumnBuilder, &str) -> bool,
    ) {
        let mut next: Vec<(&str, u32)> = Vec::with_capacity(block::CELLS);
        for has in has.chunks_mut(block::CELLS) {
            next.clear();
            next.extend(cells.by_ref().take(block::CELLS));
            let present = if self.has_examples() { read(&mut self.builder, &next) } else { None };
            match present {
                Some(present) => {
                    self.filled += present.count_ones();
                    self.parsed += present.count_ones();
                    for (has, bit) in has.iter_mut().zip(0..) {
                        *has |= present >> bit & 1 == 1;
                    }
                }
                None => self.each(next.iter().copied(), has, &quick),
            }
        }
    }

    /// As [`Sink::each`], with the look-ups of many cells at once.
    #[inline(never)]
    fn each_looked_up<'a>(
        &mut self,
        mut cells: impl Iterator<Item = (&'a str, u32)>,
        has: &mut [bool],
        quick: impl Fn(&mut ColumnBuilder, &str) -> bool,
    ) {
        if !self.builder.is_large() {
            return self.each(cells, has, quick);
        }
        let mut next: Vec<(&str, u32)> = Vec::with_capacity(LOOK_UPS);
        for has in has.chunks_mut(LOOK_UPS) {
            next.clear();
            next.extend(cells.by_ref().take(LOOK_UPS));
            self.builder.fetch(next.iter().map(|(cell, _)| *cell));
            self.each(next.iter().copied(), has, &quick);
        }
    }

    /// Takes the short cut for each cell, the long way for those that it does not take.
    #[inline(never)]
    fn each<'a>(
        &mut self,
        cells: impl Iterator<Item = (&'a str, u32)>,
        has: &mut [bool],
        quick: impl Fn(&mut ColumnBuilder, &str) -> bool,
    ) {
        for ((cell, record), has) in cells.zip(has) {
            *has |= if quick(&mut self.builder, cell) {
                self.filled += 1;
                self.parsed += 1;
                self.note_example(cell);
                true
            } else {
                self.push(cell, record)
            };
        }
    }

    /// Whether no further cell can become an example.
    #[inline]
    fn has_examples(&self) -> bool {
        self.examples.len() >= 5 || self.filled >= EXAMPLES_WITHIN
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
    fn note_extension(&mut self, cell: &str, row: u32) {
        let first = || LeftOut { cells: 0, row, text: trim(cell).chars().take(200).collect() };
        self.extensions.get_or_insert_with(first).cells += 1;
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
                extensions: self.extensions,
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

#[cfg(test)]
mod tests;
