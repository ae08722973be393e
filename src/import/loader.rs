//! A file read slice by slice into typed columns.

mod text;
mod validate;

use super::body::Body;
use super::further::Further;
#[cfg(feature = "files")]
use super::hand::Hand;
use super::handed::{self, Frame, Sealed, Seen};
use super::json::Lines;
use super::plan::{Container, FilePlan};
use super::preview::{Collector, Preview};
use super::report::{FileReport, Progress, RejectedRow};
use super::room::Room;
use super::workbook::SheetRow;
use crate::error::{Code, Error, Result};
use crate::table::Column;
use std::fmt::Write as _;
use text::Text;
use validate::validate;

/// Decoded text that is scanned at once.
const BLOCK: usize = 128 << 10;
/// Rows after which the number of all rows is estimated from the size of the file.
const ESTIMATE_AFTER: u32 = 4096;
/// The part of the file that is read before that: a wrong estimate leaves holes as large as the columns.
const ESTIMATE_FROM: u64 = 64;
/// How often that is done anew, in parts of the file: what is far too little makes vectors grow to twice their size.
const ESTIMATES: u64 = 16;
/// More columns are not read.
pub const MAX_COLUMNS: usize = 16_384;

/// A read file.
#[derive(Debug, Clone)]
pub struct Source {
    /// How it was read, with examples and counts of the whole file.
    pub plan: FilePlan,
    /// The columns whose role is not [`Role::Ignore`](super::Role::Ignore), accepted rows only, in file order.
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
    /// Of contacts: what the cells of key columns name behind their first number or address.
    pub further: Vec<Further>,
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
    /// The file, as far as this loader reads it itself.
    seen: Seen,
    /// Who reads the file where this loader cannot; without the feature `files`, somebody elsewhere.
    #[cfg(feature = "files")]
    hand: Option<Hand>,
    /// What is known of a file that was handed over.
    sealed: Option<Sealed>,
    /// Room for a record that is handed over.
    row: SheetRow,
    /// The part of the file after which room is made anew for the rest.
    next_estimate: u64,
    room: Room,
}

enum Input {
    Text(Box<Text>),
    Lines(Box<Lines>),
    /// Records are handed over.
    Records,
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
            Container::Text => Input::Text(Box::new(Text::new(&plan))),
            _ if plan.is_read_as_it_is() => Input::Lines(Box::new(Lines::planned(&plan)?)),
            _ => Input::Records,
        };
        Ok(Self {
            #[cfg(feature = "files")]
            hand: if plan.is_read_as_it_is() { None } else { Some(Hand::new(plan.clone())?) },
            plan,
            input,
            body,
            seen: Seen::default(),
            sealed: None,
            row: SheetRow::default(),
            next_estimate: 0,
            room: Room::default(),
        })
    }

    /// The same loader with the memory that the file may take; without it the machine decides.
    pub fn within(mut self, room: Room) -> Self {
        self.room = room;
        self
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
        if !full && (whole || matches!(self.input, Input::Records)) {
            self.read_rest()?;
        }
        Ok(self.body.preview.map(|c| c.into_preview()).unwrap_or_default())
    }

    /// Takes the next bytes of the file; slices may end anywhere.
    ///
    /// # Errors
    /// [`Code::WorkbookTooLarge`], [`Code::DocumentTooLarge`]; [`Code::BadPlan`] without the feature `files` where the file
    /// has to be handed over; [`Code::TooLarge`] when the rest of a text, if it is like its beginning, would not fit. Bad
    /// records are no error here: they are counted.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Progress> {
        #[cfg(feature = "files")]
        if let Some(hand) = &mut self.hand {
            let piece = hand.push(bytes)?;
            return self.push_handed(&piece, self.seen.bytes + bytes.len() as u64);
        }
        if !self.plan.is_read_as_it_is() {
            return Err(self.not_handed("the file has to be handed over"));
        }
        // what was fetched for the fingerprint is still at hand when it is decoded
        for block in bytes.chunks(BLOCK) {
            self.seen.take(block);
            match &mut self.input {
                Input::Text(text) => text.push(block, false, &mut self.body),
                Input::Lines(lines) => {
                    lines.push(block, false, &mut |item| self.body.take_item(&item));
                }
                Input::Records => {}
            }
            self.estimate()?;
        }
        Ok(self.progress())
    }

    /// Takes a piece that another reader hands over, which has read so many bytes of the file: see
    /// [`crate::import::Hand`].
    ///
    /// # Errors
    /// [`Code::BadPlan`] when the piece is none; [`Code::TooLarge`] as with [`Loader::push`].
    pub fn push_handed(&mut self, piece: &[u8], read: u64) -> Result<Progress> {
        let (input, body) = (&mut self.input, &mut self.body);
        let taken = handed::frames(piece, &mut self.row, &mut |frame| match (frame, &mut *input) {
            (Frame::Text(text, faulty), Input::Text(to)) => to.push_decoded(text, faulty, body),
            (Frame::Item(item), _) => body.take_item(&item),
            _ => {}
        });
        if taken.is_none() {
            return Err(self.not_handed("what is handed over is damaged"));
        }
        self.seen.bytes = read;
        self.estimate()?;
        Ok(self.progress())
    }

    /// All of the file was handed over.
    pub fn seal(&mut self, sealed: Sealed) {
        self.sealed = Some(sealed);
    }

    fn not_handed(&self, reason: &str) -> Error {
        Error::new(Code::BadPlan).with("reason", reason).in_file(&self.plan.file)
    }

    fn progress(&self) -> Progress {
        Progress { bytes: self.seen.bytes, rows: self.body.report.read }
    }

    fn estimate(&mut self) -> Result<()> {
        let Input::Text(text) = &self.input else { return Ok(()) };
        // an open record is read, but no row yet
        let read = self.seen.bytes.saturating_sub(text.waiting() as u64);
        let part = self.seen.bytes / (self.plan.bytes / ESTIMATES).max(1);
        let is_due = part >= self.next_estimate
            && self.seen.bytes >= self.plan.bytes / ESTIMATE_FROM
            && self.body.report.accepted >= ESTIMATE_AFTER;
        if is_due {
            self.next_estimate = part + 1;
            return self
                .body
                .expect(read, self.plan.bytes, self.room)
                .map_err(|error| error.in_file(&self.plan.file));
        }
        Ok(())
    }

    /// The file is complete.
    ///
    /// # Errors
    /// [`Code::EmptyFile`], [`Code::NoRows`], and what makes a workbook unreadable.
    pub fn finish(mut self) -> Result<Source> {
        self.read_rest()?;
        let sealed = self.sealed.take().unwrap_or_default();
        let report = &mut self.body.report;
        (report.fingerprint, report.head_fingerprint) =
            (sealed.fingerprint, sealed.head_fingerprint);
        report.unplanned = sealed.unplanned;
        if self.body.report.read == 0 {
            return Err(Error::new(Code::NoRows).in_file(&self.plan.file));
        }
        Ok(self.body.finish(self.plan))
    }

    fn read_rest(&mut self) -> Result<()> {
        #[cfg(feature = "files")]
        if let Some(hand) = self.hand.take() {
            let read = self.seen.bytes;
            let sealed = hand.finish(&mut |piece| self.push_handed(piece, read).map(|_| ()))?;
            self.seal(sealed);
        }
        let is_empty = self.sealed.as_ref().map_or(self.seen.bytes, |s| s.bytes) == 0;
        if is_empty {
            return Err(Error::new(Code::EmptyFile).in_file(&self.plan.file));
        }
        let body = &mut self.body;
        let mut unplanned = Vec::new();
        match &mut self.input {
            Input::Text(text) => text.push(&[], true, body),
            Input::Lines(lines) => {
                lines.push(&[], true, &mut |item| body.take_item(&item));
                unplanned = lines.names().unplanned();
            }
            Input::Records => {}
        }
        if self.sealed.is_none() {
            if !self.plan.is_read_as_it_is() {
                return Err(self.not_handed("the file was not handed over to its end"));
            }
            self.sealed = Some(self.seen.seal(unplanned));
        }
        Ok(())
    }
}

/// Bytes of text that are read as planned to propose how to load a file.
const SAMPLE_TEXT: usize = 256 << 10;
/// A file that is held as a whole is read for that when it is not larger than this.
const SAMPLE_WHOLE: usize = 4 << 20;

/// The beginning of a file from which a load is proposed; `None` when it is not enough.
pub fn sample_of<'a>(plan: &FilePlan, head: &'a [u8]) -> Option<&'a [u8]> {
    match plan.container {
        Container::Text => Some(head.get(..SAMPLE_TEXT).unwrap_or(head)),
        _ => (head.len() <= SAMPLE_WHOLE && head.len() as u64 == plan.bytes).then_some(head),
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
