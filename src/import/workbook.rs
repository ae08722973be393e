//! Rows of XLSX and XLS sheets as texts that say what a person sees: dates in ISO form, shares with `%`, money with its sign.

use super::container::broken;
use super::plan::{Container, SheetInfo};
use super::structure::{Row, SAMPLE};
use crate::error::{Code, Error, Result};
use crate::table::Decimal;
use calamine::{
    Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xls, XlsOptions, Xlsx,
};
use std::fmt::Write as _;
use std::io::Cursor;

/// The largest workbook that is opened, in bytes.
const MAX_BYTES: u64 = 256 << 20;
/// Rows and columns of the largest sheet.
const MAX_ROW: u32 = 1_048_576;
const MAX_COLUMN: u32 = 16_384;

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
    /// The first rows, as wide as the widest of them.
    pub rows: Vec<Row>,
    /// 1-based rows with cells merged across columns.
    pub groups: Vec<u32>,
}

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

enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
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
        _ => Book::Xlsx(Box::new(Xlsx::new(Cursor::new(bytes)).map_err(|e| match e {
            calamine::XlsxError::Password => encrypted(),
            e => broken(e),
        })?)),
    })
}

/// Every worksheet with its first rows.
///
/// # Errors
/// [`Code::BrokenWorkbook`], [`Code::EncryptedWorkbook`].
pub fn samples(bytes: &[u8], container: Container) -> Result<Vec<Sample>> {
    check_size(bytes.len() as u64)?;
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
            let mut sample = Sample {
                info: SheetInfo { name: name.clone(), rows: 0, columns: 0 },
                visible,
                rows: Vec::new(),
                groups: book.groups(&name),
            };
            book.each_row(&name, &mut |row| {
                sample.info.rows += 1;
                sample.info.columns = sample.info.columns.max(row.cells.len() as u32);
                if sample.rows.len() < SAMPLE {
                    sample.rows.push(Row {
                        line: row.line,
                        cells: row.cells.clone(),
                        faulty: false,
                    });
                }
            })?;
            let width = table_width(&sample.rows);
            for row in &mut sample.rows {
                if row.cells.len() < width {
                    row.cells.resize(width, String::new());
                }
            }
            out.push(sample);
        }
        Ok(out)
    })
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

/// Every row with content of a sheet, from top to bottom.
///
/// # Errors
/// [`Code::BrokenWorkbook`], [`Code::EncryptedWorkbook`], [`Code::InflatesTooMuch`], [`Code::UnknownSheet`].
pub fn rows(
    bytes: &[u8],
    container: Container,
    sheet: Option<&str>,
    each: &mut dyn FnMut(&SheetRow),
) -> Result<()> {
    let found = super::container::sniff(bytes)?;
    if found != container {
        return Err(broken("it is not the file that was inspected"));
    }
    guarded(|| {
        let mut book = open(bytes, container)?;
        let first = book.metadata().first().map(|s| s.name.clone()).unwrap_or_default();
        let name = sheet.unwrap_or(&first);
        if !book.metadata().iter().any(|s| s.name == name) {
            return Err(Error::new(Code::UnknownSheet).with("name", name));
        }
        book.each_row(name, each)
    })
}

impl Book<'_> {
    fn metadata(&self) -> &[calamine::Sheet] {
        match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
        }
    }

    /// Rows with cells merged across columns but not across the whole table.
    fn groups(&mut self, name: &str) -> Vec<u32> {
        let merged = match self {
            Book::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
            Book::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        };
        merged.iter().filter(|d| d.end.1 > d.start.1).map(|d| d.start.0 + 1).collect()
    }

    fn each_row(&mut self, name: &str, each: &mut dyn FnMut(&SheetRow)) -> Result<()> {
        match self {
            Book::Xlsx(book) => {
                let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
                let shows: Vec<Shows> = reader.styles().iter().map(Shows::of).collect();
                let mut rows = Rows { row: SheetRow::default(), each };
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
            Book::Xls(book) => {
                let range = book.worksheet_range(name).map_err(broken)?;
                let (top, left) = range.start().unwrap_or((0, 0));
                let mut rows = Rows { row: SheetRow::default(), each };
                for (row, column, value) in range.used_cells() {
                    rows.put(top + row as u32, left + column as u32, &text_of(value))?;
                }
                rows.flush();
            }
        }
        Ok(())
    }
}

/// Collects cells into rows.
struct Rows<'a> {
    row: SheetRow,
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
            (self.each)(&self.row);
        }
        self.row.cells.clear();
    }
}

/// How a number format shows a number, as far as it changes what it means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Shows {
    #[default]
    Plain,
    Percent,
    Currency(&'static str),
}

impl Shows {
    fn of(style: &Style) -> Self {
        let Some(format) = &style.number_format else { return Self::Plain };
        let code = format.format_code.as_str();
        // [$-804] is a language, [$¥-804] a currency
        let code = code.replace("[$-", "[");
        if code.contains('%') {
            return Self::Percent;
        }
        for (sign, shown) in [('¥', "¥"), ('￥', "¥"), ('€', "€"), ('£', "£"), ('$', "$")]
        {
            if code.contains(sign) {
                return Self::Currency(shown);
            }
        }
        Self::Plain
    }
}

fn text_of_ref(value: &DataRef<'_>, shows: Shows) -> String {
    match value {
        DataRef::SharedString(text) => unescaped(text),
        DataRef::String(text) => unescaped(text),
        DataRef::Int(n) => shown(&n.to_string(), shows),
        DataRef::Float(n) => shown(&number_text(*n), shows),
        DataRef::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(when) => time_text(when),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) => "#N/A".to_owned(),
        DataRef::Empty => String::new(),
    }
}

fn text_of(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number_text(*n),
        Data::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(when) => time_text(when),
        Data::Error(_) => "#N/A".to_owned(),
        Data::Empty => String::new(),
    }
}

/// `_x000D_` is how a sheet writes a carriage return.
fn unescaped(text: &str) -> String {
    if text.contains("_x000D_") { text.replace("_x000D_", "") } else { text.to_owned() }
}

/// A number as a spreadsheet shows it: 15 digits; beyond 2⁵³ digits are lost and the short form says so.
fn number_text(n: f64) -> String {
    if !n.is_finite() {
        return "#NUM!".to_owned();
    }
    if n.abs() >= 9_007_199_254_740_992.0 {
        return format!("{n:.10E}").replace('E', "E+");
    }
    let text = n.to_string();
    if text.bytes().filter(u8::is_ascii_digit).count() > 16 {
        let rounded: f64 = format!("{n:.14e}").parse().unwrap_or(n);
        return rounded.to_string();
    }
    text
}

fn shown(number: &str, shows: Shows) -> String {
    match shows {
        Shows::Plain => number.to_owned(),
        Shows::Currency(sign) => format!("{sign}{number}"),
        Shows::Percent => match Decimal::parse(number) {
            Some(Decimal { mantissa, scale }) if scale >= 2 => {
                format!("{}%", Decimal { mantissa, scale: scale - 2 })
            }
            Some(Decimal { mantissa, scale }) => format!(
                "{}%",
                Decimal {
                    mantissa: mantissa.saturating_mul(if scale == 1 { 10 } else { 100 }),
                    scale: 0
                }
            ),
            None => number.to_owned(),
        },
    }
}

fn time_text(when: &ExcelDateTime) -> String {
    let value = when.as_f64();
    // the parts are cut at milliseconds; half of one more makes that a rounding
    let nudged = ExcelDateTime::new(
        value + 0.5 / 86_400_000.0,
        calamine::ExcelDateTimeType::DateTime,
        is_1904(when),
    );
    let (year, month, day, hour, minute, second, milli) = nudged.to_ymd_hms_milli();
    if when.is_duration() || (0.0..1.0).contains(&value) {
        let seconds = (value * 86_400.0).round() as i64;
        return format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli / 2) != (0, 0, 0, 0) {
        let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
        if milli > 1 {
            let _ = write!(text, ".{milli:03}");
        }
    }
    text
}

/// Whether a time counts from 1904: the same serial is another year then.
fn is_1904(when: &ExcelDateTime) -> bool {
    let plain = ExcelDateTime::new(when.as_f64(), calamine::ExcelDateTimeType::DateTime, false);
    plain.to_ymd_hms_milli() != when.to_ymd_hms_milli()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_what_a_spreadsheet_keeps() {
        assert_eq!(number_text(13_800_131_000.0), "13800131000");
        assert_eq!(number_text(0.1 + 0.2), "0.3");
        assert_eq!(number_text(123.456), "123.456");
        assert!(super::super::cell::is_rounded(&number_text(8.8e18)));
        assert_eq!(shown("0.125", Shows::Percent), "12.5%");
        assert_eq!(shown("1", Shows::Percent), "100%");
    }

    #[test]
    fn serials_are_dates_in_both_epochs() {
        let kind = calamine::ExcelDateTimeType::DateTime;
        assert_eq!(time_text(&ExcelDateTime::new(45_356.0, kind, false)), "2024-03-05");
        assert_eq!(
            time_text(&ExcelDateTime::new(45_356.639_583_333_3, kind, false)),
            "2024-03-05T15:21:00"
        );
        assert_eq!(time_text(&ExcelDateTime::new(43_894.0, kind, true)), "2024-03-05");
    }
}
