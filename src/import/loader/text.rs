//! Text on its way to records.

use super::BLOCK;
use crate::import::body::Body;
use crate::import::encoding::Decoder;
use crate::import::marks::Marks;
use crate::import::plan::{Encoding, FilePlan};
use crate::import::records::{Record, Scanner};

/// Text that is decoded, cut into records and given to a body.
pub(super) struct Text {
    decoder: Decoder,
    /// Whether text that was handed over has marks of what could not be decoded.
    faulty: bool,
    scanner: Scanner,
    pending: String,
    record: Record,
    marks: Marks,
    /// A record that is too long goes on to the next line end.
    discarding: bool,
}

impl Text {
    /// The text of a file.
    pub(super) fn new(plan: &FilePlan) -> Self {
        let delimiter = plan.delimiter.unwrap_or(',') as u8;
        Self {
            decoder: Decoder::new(Encoding::Utf8),
            faulty: false,
            scanner: Scanner {
                delimiter,
                expected: Some(plan.columns.len()),
                escape: plan.escape.is_some(),
            },
            pending: String::new(),
            record: Record::default(),
            marks: Marks::new(delimiter),
            discarding: false,
        }
    }

    /// Bytes of text that wait for the rest of their record.
    pub(super) fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// Takes bytes; slices may end anywhere.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool, body: &mut Body) {
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

    /// Takes text that was decoded elsewhere.
    pub(super) fn push_decoded(&mut self, text: &str, faulty: bool, body: &mut Body) {
        self.faulty |= faulty;
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(BLOCK);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (now, later) = rest.split_at(end);
            rest = later;
            self.pending.push_str(now);
            if self.pending.len() >= BLOCK / 2 {
                self.records(false, body);
            }
        }
    }

    fn records(&mut self, last: bool, body: &mut Body) {
        let faulty = self.faulty || self.decoder.is_faulty();
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
        let fields = self.scanner.expected.unwrap_or(0);
        while at < self.pending.len() {
            let (marks, record) = (&mut self.marks, &mut self.record);
            if !faulty
                && let Some((ends, next)) = marks.plain_record(self.pending.as_bytes(), at, fields)
                && body.take_plain(at, ends, &self.pending)
            {
                marks.pass(fields);
                at = next;
                continue;
            }
            let Some(next) = self.scanner.scan(&self.pending, at, last, marks, record) else {
                break;
            };
            body.take_record(&self.record, &self.pending, faulty);
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
