//! The audience as CSV, piece by piece.

use super::audience::{RowReader, TAGS};
use super::{ExportChoice, ExportPiece, Session};
use crate::error::{Code, Error, Result};
use crate::insight::Words;
use crate::rule::Document;
use crate::table::Kind;
use crate::time::Zone;
use std::sync::Arc;

/// Members in one piece.
pub const PIECE_ROWS: u32 = 20_000;

impl Session {
    /// One piece of the members as CSV (UTF-8; the first piece begins with a byte order mark and the header), from the
    /// member with number `offset` on, without those who must not be contacted. A text that a spreadsheet would run as a formula gets a leading apostrophe.
    ///
    /// # Errors
    /// What is wrong with the definition: an audience is never exported from a part of it. [`Code::NoData`],
    /// [`Code::NoSuchColumn`].
    pub fn export(
        &mut self,
        document: &Document,
        columns: &[String],
        reveal: bool,
        words: &Words,
        offset: u32,
    ) -> Result<(Vec<u8>, ExportPiece)> {
        let choice = ExportChoice { reveal, ..ExportChoice::default() };
        self.export_as(document, columns, choice, words, offset)
    }

    /// As [`Session::export`], and those who must not be contacted are left out only if the choice does not include them.
    ///
    /// # Errors
    /// As [`Session::export`].
    pub fn export_as(
        &mut self,
        document: &Document,
        columns: &[String],
        choice: ExportChoice,
        words: &Words,
        offset: u32,
    ) -> Result<(Vec<u8>, ExportPiece)> {
        if self.data.population == 0 {
            return Err(Error::new(Code::NoData));
        }
        let mut members = self.evaluator().audience(document)?;
        let mut suppressed = 0;
        if let Some(rows) = self.suppressed_rows().filter(|_| !choice.include_suppressed) {
            suppressed = members.intersection_len(&rows);
            Arc::make_mut(&mut members).and_not(&rows);
        }
        let zone = Zone::named(&document.zone)?;
        let reader = RowReader::new(self, columns, &zone, words, choice.reveal)?;
        let mut out = Vec::new();
        let mut guarded = 0;
        if offset == 0 {
            out.extend_from_slice("\u{feff}".as_bytes());
            let names: Vec<Option<String>> = columns
                .iter()
                .map(|n| Some(if n == TAGS { words.tags.clone() } else { n.clone() }))
                .collect();
            write_record(&mut out, &names, |_| true, &mut guarded);
        }
        // numbers, dates and booleans are written by us and cannot be formulas; "-12.5" stays a number
        let is_text: Vec<bool> = reader
            .sources()
            .map(|c| c.is_none_or(|c| matches!(c.kind(), Kind::Text | Kind::Code | Kind::Gender)))
            .collect();
        let rows = members.page(offset, PIECE_ROWS);
        let next = offset + rows.len() as u32;
        for row in rows {
            write_record(&mut out, &reader.read(row), |at| is_text[at], &mut guarded);
        }
        Ok((out, ExportPiece { next, total: members.len(), suppressed, guarded }))
    }
}

fn write_record(
    out: &mut Vec<u8>,
    cells: &[Option<String>],
    is_text: impl Fn(usize) -> bool,
    guarded: &mut u32,
) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let Some(cell) = cell else { continue };
        let guard = is_text(at) && is_formula(cell);
        *guarded += u32::from(guard);
        let quoted =
            cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
        if quoted {
            out.push(b'"');
        }
        if guard {
            out.push(b'\'');
        }
        if quoted {
            out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

/// Whether a spreadsheet may run the text (OWASP: CSV injection), full-width forms included.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_quotes_doubled() {
        let mut out = Vec::new();
        let mut guarded = 0;
        let cells = ["=1+1", "a\"b", "-12.5", "＠x", ""].map(|c| Some(c.to_owned()));
        write_record(&mut out, &cells, |at| at != 2, &mut guarded);
        assert_eq!(String::from_utf8(out).unwrap(), "'=1+1,\"a\"\"b\",-12.5,'＠x,\r\n");
        assert_eq!(guarded, 2);
    }
}
