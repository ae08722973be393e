//! What one reader hands to the loader of another: text as UTF-8, records as cells. Both stand in frames, so that pieces can
//! be put together and a piece holds whole frames.
//!
//! A frame is its kind, the length of its content as a u32 with the low byte first, and the content. Of text, that is the
//! text; of a record its line and, cell by cell, a length and the text; of what is no record its line, its reason and its text.

use super::digest::head_fingerprint;
use super::digest::{Digest, HEAD};
use super::named::Item;
use super::report::{RejectReason, UnplannedKey};
use super::workbook::SheetRow;
use serde::{Deserialize, Serialize};

const TEXT: u8 = 0;
const FAULTY_TEXT: u8 = 1;
const ROW: u8 = 2;
const BAD: u8 = 3;

/// What a frame holds.
pub enum Frame<'a> {
    /// Text; the flag says that some of the file so far could not be decoded.
    Text(&'a str, bool),
    /// A record, or what is none.
    Item(Item<'a>),
}

/// What is known of a file when all of it was handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Bytes of the file.
    pub bytes: u64,
    /// 128 bits of all its bytes, in hex.
    pub fingerprint: String,
    /// The same of its size and its first 64 KiB.
    pub head_fingerprint: String,
    /// Names of values for which the plan has no column.
    pub unplanned: Vec<UnplannedKey>,
}

/// The bytes of a file as they pass by.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// How many.
    pub bytes: u64,
    digest: Digest,
    head: Vec<u8>,
}

impl Seen {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.digest.update(bytes);
        let room = HEAD - self.head.len().min(HEAD);
        self.head.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// The file is complete.
    pub fn seal(&self, unplanned: Vec<UnplannedKey>) -> Sealed {
        Sealed {
            bytes: self.bytes,
            fingerprint: self.digest.hex(),
            head_fingerprint: head_fingerprint(&self.head, self.bytes),
            unplanned,
        }
    }
}

fn frame(out: &mut Vec<u8>, kind: u8, content: impl FnOnce(&mut Vec<u8>)) {
    out.push(kind);
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    content(out);
    let length = ((out.len() - at - 4) as u32).to_le_bytes();
    if let Some(place) = out.get_mut(at..at + 4) {
        place.copy_from_slice(&length);
    }
}

fn put(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// Appends text that was decoded.
#[cfg(feature = "files")]
pub fn put_text(out: &mut Vec<u8>, text: &str, faulty: bool) {
    if !text.is_empty() {
        let kind = if faulty { FAULTY_TEXT } else { TEXT };
        frame(out, kind, |out| out.extend_from_slice(text.as_bytes()));
    }
}

/// Appends a row of a sheet.
pub fn put_row(out: &mut Vec<u8>, row: &SheetRow) {
    frame(out, ROW, |out| {
        put(out, row.line);
        for cell in &row.cells {
            put(out, cell.len() as u32);
            out.extend_from_slice(cell.as_bytes());
        }
    });
}

/// Appends a record, or what is none.
pub fn put_item(out: &mut Vec<u8>, item: &Item<'_>) {
    match *item {
        Item::Row(row) => put_row(out, row),
        Item::Bad { line, reason, text } => frame(out, BAD, |out| {
            put(out, line);
            let place = RejectReason::ALL.iter().position(|r| *r == reason);
            out.push(place.unwrap_or(RejectReason::ALL.len()) as u8);
            out.extend_from_slice(text.as_bytes());
        }),
    }
}

fn split_u32(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*number), rest))
}

/// Calls `each` with every frame of a piece; `None` when the piece is none. `row` is room for a record.
pub fn frames(mut piece: &[u8], row: &mut SheetRow, each: &mut dyn FnMut(Frame<'_>)) -> Option<()> {
    while let Some((&kind, rest)) = piece.split_first() {
        let (length, rest) = split_u32(rest)?;
        let (content, rest) = rest.split_at_checked(length as usize)?;
        piece = rest;
        match kind {
            TEXT | FAULTY_TEXT => {
                each(Frame::Text(std::str::from_utf8(content).ok()?, kind == FAULTY_TEXT));
            }
            ROW => {
                read_row(content, row)?;
                each(Frame::Item(Item::Row(row)));
            }
            BAD => {
                let (line, rest) = split_u32(content)?;
                let (reason, text) = rest.split_first()?;
                let reason = *RejectReason::ALL.get(usize::from(*reason))?;
                let text = std::str::from_utf8(text).ok()?;
                each(Frame::Item(Item::Bad { line, reason, text }));
            }
            _ => return None,
        }
    }
    Some(())
}

fn read_row(content: &[u8], row: &mut SheetRow) -> Option<()> {
    let (line, mut rest) = split_u32(content)?;
    row.line = line;
    let mut count = 0;
    while !rest.is_empty() {
        let (length, behind) = split_u32(rest)?;
        let (cell, behind) = behind.split_at_checked(length as usize)?;
        let text = std::str::from_utf8(cell).ok()?;
        // rooms of the row before are used again
        match row.cells.get_mut(count) {
            Some(room) => {
                room.clear();
                room.push_str(text);
            }
            None => row.cells.push(text.to_owned()),
        }
        count += 1;
        rest = behind;
    }
    row.cells.truncate(count);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone, PartialEq)]
    enum Told {
        Text(String, bool),
        Row(u32, Vec<String>),
        Bad(u32, RejectReason, String),
    }

    fn told() -> impl Strategy<Value = Told> {
        prop_oneof![
            (".{1,9}", any::<bool>()).prop_map(|(text, faulty)| Told::Text(text, faulty)),
            (any::<u32>(), prop::collection::vec(".{0,5}", 0..6))
                .prop_map(|(line, cells)| Told::Row(line, cells)),
            (any::<u32>(), prop::sample::select(RejectReason::ALL.to_vec()), ".{0,9}")
                .prop_map(|(line, reason, text)| Told::Bad(line, reason, text)),
        ]
    }

    fn heard(piece: &[u8]) -> Option<Vec<Told>> {
        let mut out = Vec::new();
        frames(piece, &mut SheetRow::default(), &mut |frame| {
            out.push(match frame {
                Frame::Text(text, faulty) => Told::Text(text.to_owned(), faulty),
                Frame::Item(Item::Row(row)) => Told::Row(row.line, row.cells.clone()),
                Frame::Item(Item::Bad { line, reason, text }) => {
                    Told::Bad(line, reason, text.to_owned())
                }
            });
        })?;
        Some(out)
    }

    proptest! {
        #[test]
        fn what_is_heard_is_what_was_told(all in prop::collection::vec(told(), 0..12)) {
            let mut piece = Vec::new();
            for one in &all {
                match one {
                    Told::Text(text, faulty) => put_text(&mut piece, text, *faulty),
                    Told::Row(line, cells) => put_row(&mut piece, &SheetRow { line: *line, cells: cells.clone() }),
                    Told::Bad(line, reason, text) => {
                        put_item(&mut piece, &Item::Bad { line: *line, reason: *reason, text });
                    }
                }
            }
            prop_assert_eq!(heard(&piece), Some(all));
        }

        #[test]
        fn foreign_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(0u8..6, 0..60)) {
            let _ = heard(&bytes);
        }
    }
}
