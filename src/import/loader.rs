//! A file read slice by slice into typed columns.

use super::body::Body;
use super::digest::{Digest, HEAD, head_fingerprint};
use super::encoding::Decoder;
use super::json::Lines;
use super::marks::Marks;
use super::plan::{Container, Encoding, FilePlan, Role, RowsAre};
use super::preview::{Collector, Preview};
use super::records::{Record, Scanner};
use super::report::{FileReport, Progress, RejectedRow};
use super::workbook::Wanted;
use super::{documents, structure, workbook};
use crate::error::{Code, Error, Result};
use crate::table::{Column, Kind};
use std::fmt::Write as _;

/// Decoded text that is scanned at once.
const BLOCK: usize = 128 << 10;
/// Rows after which the number of all rows is estimated from the size of the file.
const ESTIMATE_AFTER: u32 = 4096;
/// More columns are not read.
pub const MAX_COLUMNS: usize = 16_384;

/// A read file.
#[derive(Debug, Clone)]
pub struct Source {
    /// How it was read, with examples and counts of the whole file.
    pub plan: FilePlan,
    /// The columns whose role is not [`Role::Ignore`], accepted rows only, in file order.
    pub columns: Vec<Column>,
    /// `columns[i]` belongs to `plan.columns[plan_index[i]]`.
    pub plan_index: Vec<usize>,
    /// Which record each accepted row is.
    pub rows: RowNumbers,
    /// The account of every record. What joining finds is filled in later.
    pub report: FileReport,
    /// Records that were not taken, as long as their text is not more than 64 MiB in all.
    pub rejected: Vec<RejectedRow>,
    /// Of events: the column that says whether one counts.
    pub valid: Option<usize>,
}

/// The 1-based record numbers of accepted rows, stored as the places where a number does not follow the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowNumbers {
    jumps: Vec<(u32, u32)>,
    len: u32,
}

impl RowNumbers {
    pub(super) fn push(&mut self, record: u32) {
        let follows =
            self.jumps.last().is_some_and(|&(row, first)| first + (self.len - row) == record);
        if !follows {
            self.jumps.push((self.len, record));
        }
        self.len += 1;
    }

    /// The record of a row.
    pub fn get(&self, row: u32) -> Option<u32> {
        if row >= self.len {
            return None;
        }
        let index = self.jumps.partition_point(|&(from, _)| from <= row).checked_sub(1)?;
        self.jumps.get(index).map(|&(from, first)| first + (row - from))
    }

    /// The row of a record.
    pub fn row_of(&self, record: u32) -> Option<u32> {
        let index = self.jumps.partition_point(|&(_, first)| first <= record).checked_sub(1)?;
        let &(from, first) = self.jumps.get(index)?;
        let end = self.jumps.get(index + 1).map_or(self.len, |&(next, _)| next);
        Some(from + (record - first)).filter(|row| *row < end)
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// One file being read.
pub struct Loader {
    plan: FilePlan,
    input: Input,
    body: Body,
    bytes: u64,
    digest: Digest,
    /// The first bytes, as many as the head fingerprint needs.
    head: Vec<u8>,
    /// Whether room was made for the rest of the file.
    estimated: bool,
}

enum Input {
    Text(Box<Text>),
    Lines(Box<Lines>),
    Held(Vec<u8>),
}

/// Text on its way to records.
struct Text {
    decoder: Decoder,
    scanner: Scanner,
    pending: String,
    record: Record,
    marks: Marks,
    /// A record that is too long goes on to the next line end.
    discarding: bool,
}

impl Loader {
    /// A loader for one file.
    ///
    /// # Errors
    /// [`Code::BadPlan`] when the plan contradicts itself, [`Code::UnknownZone`], [`Code::TooManyColumns`].
    pub fn new(plan: FilePlan) -> Result<Self> {
        let file = plan.file.clone();
        Self::validated(plan).map_err(|e| e.in_file(&file))
    }

    fn validated(plan: FilePlan) -> Result<Self> {
        validate(&plan)?;
        let body = Body::new(&plan)?;
        let input = match plan.container {
            Container::Text => {
                let delimiter = plan.delimiter.unwrap_or(',');
                Input::Text(Box::new(Text {
                    decoder: Decoder::new(plan.encoding.unwrap_or(Encoding::Utf8)),
                    scanner: Scanner {
                        delimiter: delimiter as u8,
                        expected: Some(plan.columns.len()),
                        escape: plan.escape.is_some(),
                    },
                    pending: String::new(),
                    record: Record::default(),
                    marks: Marks::new(delimiter as u8),
                    discarding: false,
                }))
            }
            Container::Ndjson | Container::Parquet => {
                Input::Lines(Box::new(documents::lines(&plan)?))
            }
            _ => Input::Held(Vec::new()),
        };
        let (digest, head) = (Digest::default(), Vec::new());
        Ok(Self { plan, input, body, bytes: 0, digest, head, estimated: false })
    }

    /// A loader that shows rows instead of keeping them.
    pub(super) fn previewing(plan: FilePlan, rows: Collector) -> Result<Self> {
        let mut loader = Self::new(plan)?;
        loader.body.preview = Some(Box::new(rows));
        Ok(loader)
    }

    /// The rows shown so far.
    pub(super) fn preview(&self) -> Option<&Collector> {
        self.body.preview.as_deref()
    }

    /// The rows shown; `whole` says that the file ends here.
    pub(super) fn finish_preview(mut self, whole: bool) -> Result<Preview> {
        let full = self.preview().is_none_or(Collector::is_full);
        if !full && (whole || matches!(self.input, Input::Held(_))) {
            self.read_rest()?;
        }
        Ok(self.body.preview.map(|c| c.into_preview()).unwrap_or_default())
    }

    /// Takes the next bytes of the file; slices may end anywhere.
    ///
    /// # Errors
    /// [`Code::WorkbookTooLarge`], [`Code::DocumentTooLarge`]. Text is never an error here: bad records are counted.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Progress> {
        // what was fetched for the fingerprint is still at hand when it is decoded
        for block in bytes.chunks(BLOCK) {
            self.push_block(block)?;
        }
        Ok(Progress { bytes: self.bytes, rows: self.body.report.read })
    }

    fn push_block(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        self.digest.update(bytes);
        let room = HEAD - self.head.len().min(HEAD);
        self.head.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        match &mut self.input {
            Input::Text(text) => {
                text.push(bytes, false, &mut self.body);
                if !self.estimated && self.body.report.accepted >= ESTIMATE_AFTER {
                    self.estimated = true;
                    self.body.expect(self.bytes, self.plan.bytes);
                }
            }
            Input::Lines(lines) => {
                lines.push(bytes, false, &mut |item| self.body.take_item(&item));
            }
            Input::Held(all) => {
                let named = documents::is_named(self.plan.container);
                let check = if named { documents::check_size } else { workbook::check_size };
                check(self.bytes).map_err(|e| e.in_file(&self.plan.file))?;
                all.extend_from_slice(bytes);
            }
        }
        Ok(())
    }

    /// The file is complete.
    ///
    /// # Errors
    /// [`Code::EmptyFile`], [`Code::NoRows`], and what makes a workbook unreadable.
    pub fn finish(mut self) -> Result<Source> {
        self.read_rest()?;
        self.body.report.fingerprint = self.digest.hex();
        self.body.report.head_fingerprint = head_fingerprint(&self.head, self.bytes);
        if self.body.report.read == 0 {
            return Err(Error::new(Code::NoRows).in_file(&self.plan.file));
        }
        Ok(self.body.finish(self.plan))
    }

    fn read_rest(&mut self) -> Result<()> {
        if self.bytes == 0 {
            return Err(Error::new(Code::EmptyFile).in_file(&self.plan.file));
        }
        let body = &mut self.body;
        match &mut self.input {
            Input::Text(text) => text.push(&[], true, body),
            Input::Lines(lines) => {
                lines.push(&[], true, &mut |item| body.take_item(&item));
                body.report.unplanned = lines.names().unplanned();
            }
            Input::Held(bytes) if documents::is_named(self.plan.container) => {
                body.report.unplanned =
                    documents::rows(&self.plan, bytes, &mut |item| body.take_item(&item))
                        .map_err(|e| e.in_file(&self.plan.file))?;
            }
            Input::Held(bytes) => {
                let wanted = Wanted {
                    container: self.plan.container,
                    encoding: self.plan.encoding.unwrap_or(Encoding::Utf8),
                    sheet: self.plan.sheet.as_deref(),
                    fill_from: self.plan.header_line + self.plan.header_rows,
                };
                workbook::rows(bytes, &wanted, &mut |row| body.take_sheet_row(row))
                    .map_err(|e| e.in_file(&self.plan.file))?;
            }
        }
        Ok(())
    }
}

fn validate(plan: &FilePlan) -> Result<()> {
    let bad = |reason: String| Err(Error::new(Code::BadPlan).with("reason", reason));
    if plan.columns.len() > MAX_COLUMNS {
        return Err(Error::new(Code::TooManyColumns)
            .with("columns", plan.columns.len())
            .with("limit", MAX_COLUMNS));
    }
    if plan.delimiter.is_some_and(|d| !structure::DELIMITERS.contains(&d)) {
        return bad("the delimiter is not one of comma, tab, semicolon, pipe".to_owned());
    }
    let mut names = std::collections::BTreeSet::new();
    let read = plan.columns.iter().filter(|c| c.role != Role::Ignore);
    for column in read.clone() {
        let kind = column.semantic.kind();
        if column.name.trim().is_empty() {
            return bad("a column has no name".to_owned());
        }
        if !names.insert(column.name.as_str()) {
            return bad(format!("two columns are named {}", column.name));
        }
        match column.role {
            Role::Key if !matches!(kind, Kind::Code | Kind::Text) => {
                return bad(format!(
                    "{} is a key and must be an id, a phone, an e-mail or a text, not {}",
                    column.name,
                    column.semantic.name()
                ));
            }
            Role::Time if !matches!(kind, Kind::Date | Kind::Datetime) => {
                return bad(format!(
                    "{} says when and must be a date or a datetime, not {}",
                    column.name,
                    column.semantic.name()
                ));
            }
            Role::Amount if kind != Kind::Number => {
                return bad(format!(
                    "{} says how much and must be money or a number, not {}",
                    column.name,
                    column.semantic.name()
                ));
            }
            _ => {}
        }
    }
    for (role, what) in [(Role::Time, "time"), (Role::Amount, "amount")] {
        if read.clone().filter(|c| c.role == role).count() > 1 {
            return bad(format!("more than one {what} column"));
        }
    }
    if names.is_empty() {
        return bad("no column is read".to_owned());
    }
    if plan.rows_are == RowsAre::Events && plan.table.trim().is_empty() {
        return bad("the event table has no name".to_owned());
    }
    super::outcome::validate(plan)?;
    super::items::validate(plan)
}

impl Text {
    fn push(&mut self, bytes: &[u8], last: bool, body: &mut Body) {
        let mut rest = bytes;
        loop {
            let (now, later) = rest.split_at(rest.len().min(BLOCK));
            rest = later;
            let finished = last && rest.is_empty();
            self.decoder.decode(now, finished, &mut self.pending);
            // small pushes are collected, so that an open record is not scanned again for each of them
            if finished || !rest.is_empty() || self.pending.len() >= BLOCK / 2 {
                self.records(finished, body);
            }
            if rest.is_empty() {
                break;
            }
        }
    }

    fn records(&mut self, last: bool, body: &mut Body) {
        self.marks.reset();
        let mut at = 0;
        if self.discarding {
            match memchr::memchr2(b'\n', b'\r', self.pending.as_bytes()) {
                Some(end) => {
                    self.discarding = false;
                    at = end + 1;
                    body.line += 1;
                    if self.pending.as_bytes().get(end..).is_some_and(|t| t.starts_with(b"\r\n")) {
                        at += 1;
                    }
                }
                None => at = self.pending.len(),
            }
        }
        while at < self.pending.len() {
            let (marks, record) = (&mut self.marks, &mut self.record);
            let Some(next) = self.scanner.scan(&self.pending, at, last, marks, record) else {
                break;
            };
            body.take_record(&self.record, &self.pending, self.decoder.is_faulty());
            at = next;
            if self.record.open {
                self.discarding = true;
                break;
            }
        }
        body.take_batch(&self.pending);
        self.pending.drain(..at.min(self.pending.len()));
    }
}

/// Rejected rows as CSV with a byte order mark: row, line, reason, text. Texts that a spreadsheet would run are guarded by `'`.
pub fn rejected_csv(rows: &[RejectedRow]) -> Vec<u8> {
    let mut out = String::from("\u{feff}row,line,reason,text\r\n");
    for row in rows {
        let reason = serde_json::to_value(row.reason).ok();
        let reason = reason.as_ref().and_then(|r| r.as_str()).unwrap_or("");
        let guard =
            if row.text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
            {
                "'"
            } else {
                ""
            };
        let text = row.text.replace('"', "\"\"");
        // writing to a string cannot fail
        let _ = write!(out, "{},{},{reason},\"{guard}{text}\"\r\n", row.row, row.line);
    }
    out.into_bytes()
}
