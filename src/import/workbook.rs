//! Rows of sheets as texts that say what a person sees. XLSX, XLSB and XLS are read by their parsers; OpenDocument and the
//! tables of pages by `html`.
//!
//! A cell merged across rows is repeated in each row of the body; rows that are hidden are data.

#[cfg(feature = "files")]
mod book;
#[cfg(feature = "files")]
pub mod shown;

use super::plan::{Container, Encoding, SheetInfo};
use super::structure::{Row, SAMPLE};
use crate::error::{Code, Error, Result};
#[cfg(feature = "files")]
pub use book::{MAX_REPEATED, rows, samples};

/// The largest workbook that is opened, in bytes.
const MAX_BYTES: u64 = 256 << 20;
/// Rows of the largest sheet.
pub const MAX_ROW: u32 = 1_048_576;
/// Columns of the largest sheet.
pub const MAX_COLUMN: u32 = 16_384;

/// A row with content.
#[derive(Debug, Clone, Default)]
pub struct SheetRow {
    /// 1-based row of the sheet.
    pub line: u32,
    /// Its cells from column A on.
    pub cells: Vec<String>,
}

/// A sheet as far as recognition needs it.
#[derive(Debug)]
pub struct Sample {
    /// Name and size.
    pub info: SheetInfo,
    /// Whether a person sees it.
    pub visible: bool,
    /// Whether cells are merged across rows.
    pub merged: bool,
    /// The first rows, as wide as the widest of them.
    pub rows: Vec<Row>,
    /// 1-based rows with cells merged across columns.
    pub groups: Vec<u32>,
    /// Whether the workbook counts days from 1904.
    pub epoch_1904: bool,
    cells: usize,
}

/// Cells that a plan is made from; wide sheets give fewer rows.
pub const SAMPLE_CELLS: usize = 2 << 20;

/// Refuses workbooks that cannot be held at once.
///
/// # Errors
/// [`Code::WorkbookTooLarge`].
pub fn check_size(bytes: u64) -> Result<()> {
    if bytes > MAX_BYTES {
        return Err(Error::new(Code::WorkbookTooLarge)
            .with("size", bytes >> 20)
            .with("limit", MAX_BYTES >> 20));
    }
    Ok(())
}

impl Sample {
    /// A sheet of which no row is known yet.
    pub fn new(name: &str) -> Self {
        Self {
            info: SheetInfo { name: name.to_owned(), rows: 0, columns: 0 },
            visible: true,
            merged: false,
            rows: Vec::new(),
            groups: Vec::new(),
            epoch_1904: false,
            cells: 0,
        }
    }

    /// Takes the next row.
    pub fn take(&mut self, row: &SheetRow) {
        self.info.rows += 1;
        self.info.columns = self.info.columns.max(row.cells.len() as u32);
        if self.rows.len() < SAMPLE && self.cells < SAMPLE_CELLS {
            self.cells += row.cells.len();
            self.rows.push(Row { line: row.line, cells: row.cells.clone(), faulty: false });
        }
    }

    /// Makes the rows as wide as the table.
    pub fn level(&mut self) {
        let width = table_width(&self.rows);
        for row in &mut self.rows {
            if row.cells.len() < width {
                row.cells.resize(width, String::new());
            }
        }
    }
}

/// Which table of a file is read, and how.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What the file is.
    pub container: Container,
    /// Of pages: how they are encoded.
    pub encoding: Encoding,
    /// The sheet; the first one when left out.
    pub sheet: Option<&'a str>,
    /// 1-based row from which on merged cells are repeated.
    pub fill_from: u32,
}

/// The width of a sheet's table: that of its widest row near the top or of two rows anywhere, so that one far cell does not
/// widen all rows.
fn table_width(rows: &[Row]) -> usize {
    let widest = |rows: &[Row]| rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let mut widths: Vec<usize> = rows.iter().map(|r| r.cells.len()).collect();
    widths.sort_unstable();
    let second = widths.len().checked_sub(2).and_then(|i| widths.get(i)).copied().unwrap_or(0);
    let top = widest(
        rows.get(..rows.len().min(20).min(rows.len().saturating_sub(1)).max(1)).unwrap_or(rows),
    );
    top.max(second)
}
