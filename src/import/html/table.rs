//! One table while its rows go by: where cells stand, and which of them go on below.

use super::super::workbook::{MAX_COLUMN, SheetRow, shown};
use super::markup::Tag;
use std::collections::BTreeMap;

/// A cell that goes on in rows below.
#[derive(Debug, Default, Clone)]
struct Below {
    first: u32,
    last: u32,
    text: String,
    repeated: bool,
}

/// A table that is open.
#[derive(Debug, Default)]
pub struct Table {
    /// Its number in the page.
    pub number: usize,
    /// The row so far.
    pub row: SheetRow,
    /// Whether a row is open.
    pub in_row: bool,
    /// How often the row stands there.
    pub copies: u32,
    /// Whether the row has cells across columns.
    pub groups: bool,
    /// Whether cells that lie under merged ones are written.
    pub explicit: bool,
    /// The open cell.
    pub cell: Option<Cell>,
    /// The next free column.
    column: usize,
    below: BTreeMap<usize, Below>,
}

/// What an attribute says instead of the text of a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    #[default]
    Text,
    /// The text is 1 or 0.
    Flag,
    /// This, if the text shows a number.
    Exact(String),
    /// This.
    Instead(String),
}

/// A cell that is open.
#[derive(Debug, Default)]
pub struct Cell {
    /// Its text so far.
    pub text: String,
    /// What stands for the text.
    pub value: Value,
    /// White space before the next word.
    pub blank: bool,
    columns: usize,
    rows: u32,
    copies: usize,
}

impl Table {
    /// A table without rows.
    pub fn new(number: usize) -> Self {
        Self { number, ..Self::default() }
    }

    /// A row begins.
    pub fn begin_row(&mut self, tag: &Tag<'_>) {
        let next = self.row.line.saturating_add(1);
        self.row.line = tag.number("index").map_or(next, |i| i.max(next));
        self.copies = tag.number("number-rows-repeated").unwrap_or(1);
        self.row.cells.clear();
        (self.in_row, self.column, self.groups) = (true, 0, false);
        let line = self.row.line;
        self.below.retain(|_, below| below.last >= line);
    }

    /// Passes over columns that cells from above take: those that are next, or all that follow.
    pub fn pass_below(&mut self, to: usize, left: &mut usize) {
        let from = if self.explicit { 0 } else { self.column };
        if self.explicit && to != usize::MAX {
            return;
        }
        let mut filled = Vec::new();
        for (&column, below) in self.below.range(from..) {
            if below.first == self.row.line {
                continue;
            }
            if to != usize::MAX && column > self.column {
                break;
            }
            self.column = self.column.max(column + 1);
            let empty = self.row.cells.get(column).is_none_or(String::is_empty);
            if below.repeated && empty && *left > below.text.len() {
                *left -= below.text.len() + 1;
                filled.push((column, below.text.clone()));
            }
        }
        for (column, text) in filled {
            self.put(column, &text);
        }
    }

    fn put(&mut self, column: usize, text: &str) {
        if column >= MAX_COLUMN as usize || text.is_empty() {
            return;
        }
        if self.row.cells.len() <= column {
            self.row.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.row.cells.get_mut(column) {
            text.clone_into(cell);
        }
    }

    /// A cell begins.
    pub fn begin_cell(&mut self, tag: &Tag<'_>, left: &mut usize) {
        if !self.in_row {
            self.begin_row(tag);
        }
        self.pass_below(self.column, left);
        if let Some(index) = tag.number("index") {
            self.column = self.column.max((index.min(MAX_COLUMN) as usize).saturating_sub(1));
        }
        let more = |name| tag.number(name).map(|n: u32| n.saturating_add(1));
        let across = tag.number("colspan").or_else(|| more("mergeacross"));
        let across = across.or_else(|| tag.number("number-columns-spanned"));
        let down = tag.number("rowspan").or_else(|| more("mergedown"));
        let down = down.or_else(|| tag.number("number-rows-spanned"));
        let copies = tag.number("number-columns-repeated");
        self.cell = Some(Cell {
            columns: across.unwrap_or(1).clamp(1, MAX_COLUMN) as usize,
            rows: down.unwrap_or(1).max(1),
            copies: copies.unwrap_or(1).clamp(1, MAX_COLUMN) as usize,
            value: value(tag),
            ..Cell::default()
        });
    }

    /// The open cell ends.
    pub fn end_cell(&mut self, fill_from: u32, left: &mut usize) {
        let Some(cell) = self.cell.take() else { return };
        let mut text = cell.text.trim().to_owned();
        match cell.value {
            Value::Flag => if text == "1" { "TRUE" } else { "FALSE" }.clone_into(&mut text),
            Value::Exact(exact) if is_number(&text) => text = exact,
            Value::Instead(exact) => text = exact,
            _ => {}
        }
        if let Some(day) = text.strip_suffix("T00:00:00.000") {
            text = day.to_owned();
        }
        self.groups |= cell.columns > 1;
        let column = self.column;
        for copy in 0..if text.is_empty() { 0 } else { cell.copies } {
            if copy > 0 && *left <= text.len() {
                break;
            }
            *left -= if copy > 0 { text.len() + 1 } else { 0 };
            self.put(column.saturating_add(copy), &text);
        }
        if cell.rows > 1 {
            let first = self.row.line;
            let last = first.saturating_add(cell.rows - 1);
            let repeated = first >= fill_from;
            for at in column..column.saturating_add(cell.columns).min(MAX_COLUMN as usize) {
                let text = if at == column { text.clone() } else { String::new() };
                self.below.insert(at, Below { first, last, text, repeated });
            }
        }
        // cells under merged ones are written in some files and left out in others
        let wide = if self.explicit { cell.copies } else { cell.columns };
        self.column = column.saturating_add(wide);
    }
}

/// The value that the attributes of a cell give.
fn value(tag: &Tag<'_>) -> Value {
    let number = || tag.attribute("value").unwrap_or_default();
    match tag.attribute("value-type").as_deref() {
        None => tag.attribute("num").filter(|n| !n.is_empty()).map_or(Value::Text, Value::Exact),
        Some("float") => Value::Instead(number()),
        Some("percentage") => Value::Instead(shown::shown(&number(), shown::Shows::Percent)),
        Some("currency") => {
            let sign = match tag.attribute("currency").as_deref() {
                Some("CNY") => "¥",
                Some("EUR") => "€",
                Some("USD") => "$",
                Some("GBP") => "£",
                _ => "",
            };
            Value::Instead(format!("{sign}{}", number()))
        }
        Some("date") => tag.attribute("date-value").map_or(Value::Text, Value::Instead),
        Some("boolean") => {
            let flag = tag.attribute("boolean-value").map(|b| b.to_ascii_uppercase());
            flag.map_or(Value::Text, Value::Instead)
        }
        Some(_) => Value::Text,
    }
}

/// Whether a cell shows a number, so that the exact one may stand in its place.
fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b"+-.,E# ".contains(&b))
}
