//! What is below the header: every record is accepted into the columns, blank, or rejected with its reason.

use super::batch::Batch;
use super::encoding::MALFORMED;
use super::further;
use super::loader::{RowNumbers, Source};
use super::named::Item;
use super::plan::{ColumnPlan, FilePlan, Role, RowsAre, SkipReason};
use super::preview::Collector;
use super::records::Record;
use super::report::{FileReport, ReasonCount, RejectReason, RejectedRow};
use super::room::Room;
use super::rows::{Cells, Fate, Shape};
use super::sink::Sink;
use super::workbook::SheetRow;
use crate::error::Result;
use crate::table::Semantic;
use crate::time::Zone;
use std::collections::BTreeMap;

/// Text of rejected rows that is kept in all; the counts go on.
const REJECTED_BYTES: usize = 64 << 20;

/// A record of text.
struct TextRow<'a> {
    record: &'a Record,
    text: &'a str,
}

impl Cells for TextRow<'_> {
    #[inline]
    fn count(&self) -> usize {
        self.record.len()
    }
    #[inline]
    fn cell(&self, index: usize) -> &str {
        self.record.get(self.text, index)
    }
}

/// A row of a sheet: what stands behind its last cell is empty, not missing.
struct SheetCells<'a> {
    cells: &'a [String],
    width: usize,
}

impl Cells for SheetCells<'_> {
    fn count(&self) -> usize {
        self.cells.len().max(self.width)
    }
    fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }
}

/// The records below the header.
pub struct Body {
    header_line: u32,
    header_rows: u32,
    skip: Vec<u32>,
    shape: Shape,
    sinks: Vec<Sink>,
    keys: Vec<bool>,
    further: Vec<further::Collector>,
    time: Option<usize>,
    /// Each record is a contact: keys hardly repeat.
    unique: bool,
    /// The rows that room was made for.
    expected: u64,
    /// Accepted records of the text that is being read.
    batch: Batch,
    /// Line of the next record.
    pub line: u32,
    /// Number of records so far.
    record: u32,
    /// The account so far.
    pub report: FileReport,
    reasons: BTreeMap<RejectReason, u32>,
    rejected: Vec<RejectedRow>,
    rejected_bytes: usize,
    rows: RowNumbers,
    /// Rows are shown instead of being kept.
    pub preview: Option<Box<Collector>>,
}

impl Body {
    /// Nothing is read yet.
    ///
    /// # Errors
    /// [`crate::Code::UnknownZone`].
    pub fn new(plan: &FilePlan) -> Result<Self> {
        let zone = Zone::named(&plan.zone)?;
        let read = || plan.columns.iter().enumerate().filter(|(_, c)| c.role != Role::Ignore);
        let sink = |(i, c): (usize, &ColumnPlan)| match c.semantic {
            // tags belong to contacts; an event keeps them as they are written
            Semantic::Tags if plan.rows_are == RowsAre::Events => {
                Sink::new(i, &ColumnPlan { semantic: Semantic::Text, ..c.clone() }, &zone)
            }
            _ => Sink::new(i, c, &zone),
        };
        let sink = |column| sink(column).map(|s| s.counting_from_1904(plan.epoch_1904));
        let sinks = read().map(sink).collect::<Result<Vec<_>>>()?;
        let without_header = plan.header_line == 0;
        let skipped =
            plan.skipped.iter().filter(|s| without_header || s.reason == SkipReason::FormulaLine);
        Ok(Self {
            header_line: plan.header_line,
            header_rows: if without_header { 0 } else { plan.header_rows.max(1) },
            skip: skipped.map(|s| s.line).collect(),
            shape: Shape::of(plan),
            keys: read().map(|(_, c)| c.role == Role::Key).collect(),
            further: further::Collector::of(plan),
            time: read().position(|(_, c)| c.role == Role::Time),
            unique: plan.rows_are == RowsAre::Contacts,
            expected: 0,
            batch: Batch::new(sinks.iter().map(|sink| sink.index).collect()),
            sinks,
            line: 1,
            record: 0,
            report: FileReport::default(),
            reasons: BTreeMap::new(),
            rejected: Vec::new(),
            rejected_bytes: 0,
            rows: RowNumbers::default(),
            preview: None,
        })
    }

    /// Makes room for the rows that the rest of the file has, if they are like those so far.
    ///
    /// # Errors
    /// [`crate::Code::TooLarge`] when they would not fit.
    pub fn expect(&mut self, read: u64, all: u64, room: Room) -> Result<()> {
        if read == 0 || all <= read {
            return Ok(());
        }
        let rows = u128::from(self.report.accepted) * u128::from(all) / u128::from(read);
        // within what an address can hold
        let rows = rows.min(u128::from(u32::MAX / 4)) as u64;
        if rows <= self.expected {
            return Ok(());
        }
        // a hundredth more, so that a slightly higher estimate moves nothing
        let rows = rows + rows / 100;
        self.expected = rows;
        let columns = self.sinks.iter().map(|sink| sink.room_for(rows as usize)).sum();
        let rows_are = if self.unique { RowsAre::Contacts } else { RowsAre::Events };
        room.check(rows_are, rows, columns)?;
        for sink in &mut self.sinks {
            sink.expect(rows as usize, self.unique);
        }
        Ok(())
    }

    /// Takes a record of text; `faulty` says that the text may hold bytes that its encoding does not have.
    pub fn take_record(&mut self, record: &Record, text: &str, faulty: bool) {
        let line = self.line;
        self.line += record.lines;
        let raw = || text.get(record.start..record.end).unwrap_or("");
        let fault = record
            .fault
            .or_else(|| (faulty && raw().contains(MALFORMED)).then_some(RejectReason::BadEncoding));
        if self.take(&TextRow { record, text }, line, fault, &|| raw().to_owned()) {
            self.batch.push(record, self.record);
        }
    }

    /// Takes a record of text from `from` to its line end, whose cells are written as they read and end where `ends` says.
    /// `false`, and nothing is taken, where it has to be looked at closely.
    #[inline]
    pub fn take_plain(&mut self, from: usize, ends: &[u32], text: &str) -> bool {
        let first = ends.first().and_then(|end| text.get(from..*end as usize));
        let is_plain = self.header_rows == 0
            && self.line >= self.header_line
            && self.skip.is_empty()
            && self.preview.is_none()
            && ends.len() == self.shape.header.len()
            && first.is_some_and(|cell| self.shape.is_plain(cell));
        if is_plain {
            self.line += 1;
            self.record += 1;
            self.report.read += 1;
            self.report.accepted += 1;
            self.rows.push(self.record);
            self.batch.push_plain(from, ends, self.record);
        }
        is_plain
    }

    /// Fills the columns with the records of this text that are accepted; the text may go then.
    pub fn take_batch(&mut self, text: &str) {
        let rows = self.batch.len();
        let (mut keyed, mut timed, mut other) =
            (vec![false; rows], vec![false; rows], vec![false; rows]);
        for (number, (sink, is_key)) in self.sinks.iter_mut().zip(&self.keys).enumerate() {
            let has = match self.time == Some(number) {
                _ if *is_key => &mut keyed,
                true => &mut timed,
                false => &mut other,
            };
            sink.extend(self.batch.column(text, number), has);
        }
        let first = self.report.accepted - rows as u32;
        for further in &mut self.further {
            let of = |sink: &Sink| sink.index == further.index();
            let Some(number) = self.sinks.iter().position(of) else { continue };
            let cells = self.batch.column(text, number);
            for ((cell, _), (row, keyed)) in cells.zip((first..).zip(&mut keyed)) {
                *keyed |= further.take(cell, row);
            }
        }
        let missing = |has: &[bool]| has.iter().filter(|has| !**has).count() as u32;
        self.report.without_key += missing(&keyed);
        if self.time.is_some() {
            self.report.without_time += missing(&timed);
        }
        self.batch.clear();
    }

    /// Takes a record whose values carry their names.
    pub fn take_item(&mut self, item: &Item<'_>) {
        match *item {
            Item::Row(row) => self.take_sheet_row(row),
            Item::Bad { line, reason, text } => {
                let none = SheetCells { cells: &[], width: 0 };
                self.take(&none, line, Some(reason), &|| text.chars().take(2000).collect());
            }
        }
    }

    /// Takes a row of a sheet.
    pub fn take_sheet_row(&mut self, row: &SheetRow) {
        let text = || row.cells.join("\t").trim_end().to_owned();
        let padded = SheetCells { cells: &row.cells, width: self.shape.header.len() };
        if self.take(&padded, row.line, None, &text) {
            self.accept(&padded);
        }
    }

    /// Counts a record and decides what becomes of it; whether its cells are to be read.
    #[inline]
    fn take(
        &mut self,
        row: &(impl Cells + ?Sized),
        line: u32,
        fault: Option<RejectReason>,
        text: &dyn Fn() -> String,
    ) -> bool {
        self.record += 1;
        if line < self.header_line {
            return false;
        }
        if self.header_rows > 0 {
            self.header_rows -= 1;
            return false;
        }
        if !self.skip.is_empty() && self.skip.contains(&line) {
            return false;
        }
        self.report.read += 1;
        let fate = fault.map_or_else(|| self.shape.fate(row), Fate::Reject);
        if let Some(preview) = &mut self.preview {
            preview.take(row, self.record, line, fate);
            return false;
        }
        match fate {
            Fate::Accept => {
                self.report.accepted += 1;
                self.rows.push(self.record);
                return true;
            }
            Fate::Blank => self.report.blank += 1,
            Fate::Reject(reason) => self.reject(reason, line, &text()),
        }
        false
    }

    /// Fills the columns with one record.
    fn accept(&mut self, row: &(impl Cells + ?Sized)) {
        let (mut keyed, mut timed) = (false, self.time.is_none());
        for (number, (sink, is_key)) in self.sinks.iter_mut().zip(&self.keys).enumerate() {
            let has = sink.push(row.cell(sink.index), self.record);
            keyed |= has && *is_key;
            timed |= has && self.time == Some(number);
        }
        for further in &mut self.further {
            keyed |= further.take(row.cell(further.index()), self.report.accepted - 1);
        }
        self.report.without_key += u32::from(!keyed);
        self.report.without_time += u32::from(!timed);
    }

    fn reject(&mut self, reason: RejectReason, line: u32, text: &str) {
        self.report.rejected += 1;
        *self.reasons.entry(reason).or_default() += 1;
        let text: String =
            text.chars().take(2000).map(|c| if c == MALFORMED { '\u{fffd}' } else { c }).collect();
        self.rejected_bytes += text.len() + 16;
        if self.rejected_bytes <= REJECTED_BYTES {
            self.rejected.push(RejectedRow { row: self.record, line, reason, text });
        }
    }

    /// The columns and the account.
    pub fn finish(mut self, mut plan: FilePlan) -> Source {
        let rows = self.report.accepted;
        let mut columns = Vec::with_capacity(self.sinks.len());
        let mut plan_index = Vec::with_capacity(self.sinks.len());
        for sink in self.sinks {
            let index = sink.index;
            let Some(column_plan) = plan.columns.get_mut(index) else { continue };
            let (column, report) = sink.finish(column_plan, rows);
            columns.push(column);
            plan_index.push(index);
            self.report.columns.push(report);
        }
        if plan.rows_are == RowsAre::Contacts || self.time.is_none() {
            self.report.without_time = 0;
        }
        self.report.reasons =
            self.reasons.into_iter().map(|(reason, rows)| ReasonCount { reason, rows }).collect();
        let of = |c: further::Collector| {
            let name = plan.columns.get(c.index()).map_or("", |c| c.name.as_str());
            c.finish(name)
        };
        let further = self.further.into_iter().filter_map(of).collect();
        Source {
            plan,
            columns,
            plan_index,
            rows: self.rows,
            report: self.report,
            rejected: self.rejected,
            valid: None,
            further,
        }
    }
}
