//! A file read for a loader that cannot open it: one of another encoding, a workbook, a page, a document, cards.
//!
//! Text is handed over slice by slice; of the others the whole file is held, and its records are handed over at the end.
//! See [`super::handed`] for the form.

use super::documents;
use super::encoding::Decoder;
use super::handed::{Sealed, Seen, put_item, put_row, put_text};
use super::json::Lines;
use super::loader::sample_of;
use super::plan::{Container, Encoding, FilePlan};
use super::report::UnplannedKey;
use super::workbook::{self, Wanted};
use crate::error::{Code, Error, Result};

/// Bytes that are decoded at once.
const BLOCK: usize = 128 << 10;
/// Records are handed over in pieces of about this size.
const PIECE: usize = 4 << 20;

/// One file being read.
pub struct Hand {
    plan: FilePlan,
    input: Input,
    seen: Seen,
}

enum Input {
    Text(Decoder),
    Lines(Box<Lines>),
    Held(Vec<u8>),
}

impl Hand {
    /// A reader for one file.
    ///
    /// # Errors
    /// [`Code::UnknownRecords`] when the records of a file of lines cannot be where the plan says.
    pub fn new(plan: FilePlan) -> Result<Self> {
        let encoding = plan.encoding.unwrap_or(Encoding::Utf8);
        let input = match plan.container {
            Container::Text => Input::Text(Decoder::new(encoding)),
            Container::Ndjson | Container::Parquet => {
                let lines = Lines::planned(&plan).map_err(|e| e.in_file(&plan.file))?;
                Input::Lines(Box::new(lines))
            }
            _ => Input::Held(Vec::new()),
        };
        Ok(Self { plan, input, seen: Seen::default() })
    }

    /// Whether nothing is handed over before the end.
    pub fn holds(&self) -> bool {
        matches!(self.input, Input::Held(_))
    }

    /// Takes the next bytes of the file, which may end anywhere, and gives what follows from them.
    ///
    /// # Errors
    /// [`Code::WorkbookTooLarge`], [`Code::DocumentTooLarge`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut piece = Vec::new();
        for block in bytes.chunks(BLOCK) {
            self.seen.take(block);
            match &mut self.input {
                Input::Text(decoder) => decode(decoder, block, false, &mut piece),
                Input::Lines(lines) => {
                    lines.push(block, false, &mut |item| put_item(&mut piece, &item));
                }
                Input::Held(all) => {
                    let named = self.plan.container.is_named();
                    let check = if named { documents::check_size } else { workbook::check_size };
                    check(self.seen.bytes).map_err(|e| e.in_file(&self.plan.file))?;
                    all.extend_from_slice(block);
                }
            }
        }
        Ok(piece)
    }

    /// The file is complete: calls `give` with what is left, piece by piece.
    ///
    /// # Errors
    /// [`Code::EmptyFile`], and what makes the file unreadable.
    pub fn finish(mut self, give: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<Sealed> {
        if self.seen.bytes == 0 {
            return Err(Error::new(Code::EmptyFile).in_file(&self.plan.file));
        }
        let mut pieces = Pieces { piece: Vec::new(), give, result: Ok(()) };
        let unplanned = self.rest(&mut pieces).map_err(|e| e.in_file(&self.plan.file))?;
        pieces.flush();
        pieces.result?;
        Ok(self.seen.seal(unplanned))
    }

    fn rest(&mut self, pieces: &mut Pieces<'_>) -> Result<Vec<UnplannedKey>> {
        match &mut self.input {
            Input::Text(decoder) => decode(decoder, &[], true, &mut pieces.piece),
            Input::Lines(lines) => {
                lines.push(&[], true, &mut |item| put_item(&mut pieces.piece, &item));
                return Ok(lines.names().unplanned());
            }
            Input::Held(bytes) if self.plan.container.is_named() => {
                return documents::rows(&self.plan, bytes, &mut |item| {
                    put_item(&mut pieces.piece, &item);
                    pieces.grown();
                });
            }
            Input::Held(bytes) => {
                let wanted = Wanted {
                    container: self.plan.container,
                    encoding: self.plan.encoding.unwrap_or(Encoding::Utf8),
                    sheet: self.plan.sheet.as_deref(),
                    fill_from: self.plan.header_line + self.plan.header_rows,
                };
                workbook::rows(bytes, &wanted, &mut |row| {
                    put_row(&mut pieces.piece, row);
                    pieces.grown();
                })?;
            }
        }
        Ok(Vec::new())
    }
}

struct Pieces<'a> {
    piece: Vec<u8>,
    give: &'a mut dyn FnMut(&[u8]) -> Result<()>,
    result: Result<()>,
}

impl Pieces<'_> {
    fn grown(&mut self) {
        if self.piece.len() >= PIECE {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.result.is_ok() && !self.piece.is_empty() {
            self.result = (self.give)(&self.piece);
        }
        self.piece.clear();
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8], last: bool, piece: &mut Vec<u8>) {
    let mut text = String::new();
    decoder.decode(bytes, last, &mut text);
    put_text(piece, &text, decoder.is_faulty());
}

/// The pieces of the rows from which [`crate::session::Session::propose_load`] proposes how to load a file that has to be
/// handed over, all in one; `None` when `head` is not enough of it. `head` is what a plan is made from.
pub fn sampled(plan: &FilePlan, head: &[u8]) -> Option<(Vec<u8>, Sealed)> {
    let mut hand = Hand::new(plan.clone()).ok()?;
    let mut all = hand.push(sample_of(plan, head)?).ok()?;
    let sealed = hand.finish(&mut |piece| {
        all.extend_from_slice(piece);
        Ok(())
    });
    Some((all, sealed.ok()?))
}
