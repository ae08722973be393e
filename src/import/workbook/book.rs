//! Workbooks opened by their parsers.

use super::shown::{Shows, text_of, text_of_ref};
use super::{MAX_COLUMN, MAX_ROW, Sample, SheetRow, Wanted, check_size};
use crate::error::{Code, Error, Result};
use crate::import::container::{self, broken};
use crate::import::plan::{Container, Encoding};
use crate::import::{archive, html};
use calamine::{Dimensions, Reader, SheetType, SheetVisible, Xls, XlsOptions, Xlsb, Xlsx};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xlsb(Box<Xlsb<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
}

/// Runs a parser of foreign bytes; where unwinding exists, its panic becomes an error.
fn guarded<T>(parse: impl FnOnce() -> Result<T>) -> Result<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(parse))
        .unwrap_or_else(|_| Err(broken("its structure is damaged")))
}

fn open(bytes: &[u8], container: Container) -> Result<Book<'_>> {
    let encrypted = || Error::new(Code::EncryptedWorkbook);
    Ok(match container {
        Container::Xls => Book::Xls(Box::new(
            Xls::new_with_options(Cursor::new(bytes), XlsOptions::default()).map_err(
                |e| match e {
                    calamine::XlsError::Password => encrypted(),
                    e => broken(e),
                },
            )?,
        )),
        Container::Xlsb => {
            Book::Xlsb(Box::new(Xlsb::new(Cursor::new(bytes)).map_err(|e| match e {
                calamine::XlsbError::Password => encrypted(),
                e => broken(e),
            })?))
        }
        _ => Book::Xlsx(Box::new(Xlsx::new(Cursor::new(bytes)).map_err(|e| match e {
            calamine::XlsxError::Password => encrypted(),
            e => broken(e),
        })?)),
    })
}

/// The text of a page, or of the sheets of an OpenDocument.
fn marked(bytes: &[u8], container: Container, encoding: Encoding) -> Result<Cow<'_, str>> {
    if container == Container::Ods {
        let bytes = archive::entry(bytes, "content.xml")?;
        return Ok(Cow::Owned(html::decoded(&bytes, Encoding::Utf8)));
    }
    Ok(Cow::Owned(html::decoded(bytes, encoding)))
}

/// Every worksheet with its first rows.
///
/// # Errors
/// [`Code::BrokenWorkbook`], [`Code::EncryptedWorkbook`].
pub fn samples(bytes: &[u8], container: Container, encoding: Encoding) -> Result<Vec<Sample>> {
    check_size(bytes.len() as u64)?;
    if matches!(container, Container::Html | Container::Ods) {
        return Ok(html::samples(&marked(bytes, container, encoding)?));
    }
    guarded(|| {
        let mut book = open(bytes, container)?;
        let sheets: Vec<(String, bool)> = book
            .metadata()
            .iter()
            .filter(|s| s.typ == SheetType::WorkSheet)
            .map(|s| (s.name.clone(), s.visible == SheetVisible::Visible))
            .collect();
        let mut out = Vec::new();
        for (name, visible) in sheets {
            let merges = book.merges(&name);
            let mut sample = Sample { visible, ..Sample::new(&name) };
            // merged across columns but not across the whole table: groups of names
            sample.groups =
                merges.iter().filter(|d| d.end.1 > d.start.1).map(|d| d.start.0 + 1).collect();
            sample.epoch_1904 = book.counts_from_1904();
            sample.merged = merges.iter().any(|d| d.end.0 > d.start.0);
            book.each_row(&name, Fill::nothing(), &mut |row| sample.take(row))?;
            sample.level();
            out.push(sample);
        }
        Ok(out)
    })
}

/// Every row with content of a sheet, from top to bottom.
///
/// # Errors
/// [`Code::BrokenWorkbook`], [`Code::EncryptedWorkbook`], [`Code::InflatesTooMuch`], [`Code::UnknownSheet`].
pub fn rows(bytes: &[u8], wanted: &Wanted<'_>, each: &mut dyn FnMut(&SheetRow)) -> Result<()> {
    let found = container::sniff(bytes)?;
    if found != wanted.container {
        return Err(broken("it is not the file that was inspected"));
    }
    let unknown = |name: &str| Error::new(Code::UnknownSheet).with("name", name);
    if matches!(found, Container::Html | Container::Ods) {
        let text = marked(bytes, found, wanted.encoding)?;
        return html::rows(&text, wanted.sheet, wanted.fill_from, each)
            .ok_or_else(|| unknown(wanted.sheet.unwrap_or("")));
    }
    guarded(|| {
        let mut book = open(bytes, found)?;
        let first = book.metadata().first().map(|s| s.name.clone()).unwrap_or_default();
        let name = wanted.sheet.unwrap_or(&first);
        if !book.metadata().iter().any(|s| s.name == name) {
            return Err(unknown(name));
        }
        let fill = Fill::new(&book.merges(name), wanted.fill_from);
        book.each_row(name, fill, each)
    })
}

impl Book<'_> {
    fn metadata(&self) -> &[calamine::Sheet] {
        match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
        }
    }

    fn counts_from_1904(&self) -> bool {
        match self {
            Book::Xlsx(book) => book.has_1904_epoch(),
            Book::Xls(book) => book.has_1904_epoch(),
            // the parser does not say
            Book::Xlsb(_) => false,
        }
    }

    fn merges(&mut self, name: &str) -> Vec<Dimensions> {
        match self {
            Book::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
            Book::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
            // the parser does not say
            Book::Xlsb(_) => Vec::new(),
        }
    }

    fn each_row(&mut self, name: &str, fill: Fill, each: &mut dyn FnMut(&SheetRow)) -> Result<()> {
        let mut rows = Rows { row: SheetRow::default(), fill, each };
        match self {
            Book::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
                let shows: Vec<Shows> = reader.styles().iter().map(Shows::of).collect();
                while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(broken)? {
                    let (row, column) = cell.get_position();
                    rows.put(
                        row,
                        column,
                        &text_of_ref(
                            cell.get_value(),
                            shows.get(style).copied().unwrap_or_default(),
                        ),
                    )?;
                }
                rows.flush();
            }
            Book::Xlsb(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
                while let Some(cell) = reader.next_cell().map_err(broken)? {
                    let (row, column) = cell.get_position();
                    rows.put(row, column, &text_of_ref(cell.get_value(), Shows::Plain))?;
                }
                rows.flush();
            }
            Book::Xls(book) => {
                let range = book.worksheet_range(name).map_err(broken)?;
                let (top, left) = range.start().unwrap_or((0, 0));
                for (row, column, value) in range.used_cells() {
                    rows.put(top + row as u32, left + column as u32, &text_of(value))?;
                }
                rows.flush();
            }
        }
        Ok(())
    }
}

/// Repeats merged cells in the rows below their first one.
struct Fill {
    /// By first row and column: last row.
    starts: BTreeMap<(u32, usize), u32>,
    /// By column: last row and text.
    open: BTreeMap<usize, (u32, String)>,
    /// Text that may still be repeated.
    left: usize,
}

/// Text that merged cells repeat in all.
pub const MAX_REPEATED: usize = 256 << 20;

impl Fill {
    fn nothing() -> Self {
        Self { starts: BTreeMap::new(), open: BTreeMap::new(), left: 0 }
    }

    /// Of the merged cells that begin in line `from` or below.
    fn new(merges: &[Dimensions], from: u32) -> Self {
        let down = merges.iter().filter(|d| d.end.0 > d.start.0 && d.start.0 + 1 >= from);
        let starts = down.map(|d| ((d.start.0, d.start.1 as usize), d.end.0)).collect();
        Self { starts, left: MAX_REPEATED, ..Self::nothing() }
    }

    fn apply(&mut self, row: &mut SheetRow) {
        if self.starts.is_empty() {
            return;
        }
        let line = row.line.saturating_sub(1);
        self.open.retain(|_, (last, _)| *last >= line);
        for (&column, (_, text)) in &self.open {
            if row.cells.len() <= column {
                row.cells.resize(column + 1, String::new());
            }
            if let Some(cell) = row.cells.get_mut(column)
                && cell.is_empty()
                && text.len() < self.left
            {
                self.left -= text.len() + 1;
                cell.clone_from(text);
            }
        }
        for (&(_, column), &last) in self.starts.range((line, 0)..(line + 1, 0)) {
            let text = row.cells.get(column).filter(|t| !t.is_empty());
            if let Some(text) = text {
                self.open.insert(column, (last, text.clone()));
            }
        }
    }
}

/// Collects cells into rows.
struct Rows<'a> {
    row: SheetRow,
    fill: Fill,
    each: &'a mut dyn FnMut(&SheetRow),
}

impl Rows<'_> {
    fn put(&mut self, row: u32, column: u32, text: &str) -> Result<()> {
        if row >= MAX_ROW || column >= MAX_COLUMN {
            return Err(broken("a cell lies outside of the sheet"));
        }
        if self.row.line != row + 1 {
            self.flush();
            self.row.line = row + 1;
        }
        if text.is_empty() {
            return Ok(());
        }
        let column = column as usize;
        if self.row.cells.len() <= column {
            self.row.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.row.cells.get_mut(column) {
            cell.push_str(text);
        }
        Ok(())
    }

    fn flush(&mut self) {
        if self.row.line > 0 {
            self.fill.apply(&mut self.row);
            (self.each)(&self.row);
        }
        self.row.cells.clear();
    }
}
