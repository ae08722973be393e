//! Tables of web pages as sheets; those of OpenDocument and of the XML that Excel wrote in 2003 are read alike.
//!
//! Line breaks inside a cell stay, other white space is one blank. A cell across columns stands in the first of them; a cell
//! across rows is repeated in each row of the body. A table inside a cell is a table of its own.

mod markup;
mod table;

use super::encoding::Decoder;
use super::plan::Encoding;
use super::workbook::{MAX_REPEATED, MAX_ROW, Sample, SheetRow};
use markup::{Tag, Token, Tokens};
use std::collections::BTreeMap;
use table::{Cell, Table, Value};

/// Tables inside tables.
const MAX_NESTED: usize = 64;
/// Tables that are offered.
const MAX_TABLES: usize = 200;

/// The encoding that a page names, for bytes that are not UTF-8.
pub fn named_encoding(head: &[u8]) -> Option<Encoding> {
    let head = head.get(..head.len().min(4096)).unwrap_or(head).to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")
        .map(|at| at + 8)
        .or_else(|| memchr::memmem::find(&head, b"encoding=").map(|at| at + 9))?;
    let name: String = head
        .get(at..)
        .unwrap_or(&[])
        .iter()
        .map(|b| char::from(*b))
        .skip_while(|c| matches!(c, '"' | '\''))
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    match name.as_str() {
        "gbk" | "gb2312" | "gb18030" | "x-gbk" => Some(Encoding::Gb18030),
        "utf-8" | "utf8" => Some(Encoding::Utf8),
        "big5" => Some(Encoding::Big5),
        "windows-1252" | "iso-8859-1" => Some(Encoding::Windows1252),
        _ => None,
    }
}

/// The text of a page.
pub fn decoded(bytes: &[u8], encoding: Encoding) -> String {
    let mut text = String::new();
    Decoder::new(encoding).decode(bytes, true, &mut text);
    text.replace(super::encoding::MALFORMED, "\u{fffd}")
}

/// Every table with its first rows; no cell is repeated.
pub fn samples(text: &str) -> Vec<Sample> {
    let mut samples: BTreeMap<usize, Sample> = BTreeMap::new();
    let names = each_row(text, u32::MAX, &mut |table, row, groups| {
        if table >= MAX_TABLES {
            return;
        }
        let sample = samples.entry(table).or_insert_with(|| Sample::new(""));
        sample.take(row);
        if groups {
            sample.groups.push(row.line);
        }
    });
    let bytes = text.as_bytes();
    let merged = ["rowspan", "rows-spanned", "MergeDown", "ROWSPAN"]
        .iter()
        .any(|word| memchr::memmem::find(bytes, word.as_bytes()).is_some());
    let mut out = Vec::new();
    for (table, mut sample) in samples {
        sample.info.name = names.get(table).cloned().unwrap_or_default();
        sample.merged = merged;
        sample.level();
        out.push(sample);
    }
    out
}

/// Every row of a table, the first one when left out; `None` when there is no such table. Cells across rows are repeated
/// when they begin in line `fill_from` or below.
pub fn rows(
    text: &str,
    table: Option<&str>,
    fill_from: u32,
    each: &mut dyn FnMut(&SheetRow),
) -> Option<()> {
    let names = each_row(text, u32::MAX, &mut |_, _, _| {});
    let wanted = table.map_or(Some(0), |table| names.iter().position(|n| n == table))?;
    each_row(text, fill_from, &mut |table, row, _| {
        if table == wanted {
            each(row);
        }
    });
    Some(())
}

/// Calls `each` with table, row, and whether the row has cells across columns; returns the names of the tables.
fn each_row(
    text: &str,
    fill_from: u32,
    each: &mut dyn FnMut(usize, &SheetRow, bool),
) -> Vec<String> {
    let mut walk = Walk {
        names: Vec::new(),
        open: Vec::new(),
        sheet: String::new(),
        aside: 0,
        fill_from,
        left: MAX_REPEATED,
        each,
    };
    for token in Tokens::new(text) {
        match token {
            Token::Text(text) => walk.text(text),
            Token::Tag(tag) if tag.closes => walk.close(tag.name()),
            Token::Tag(tag) => walk.open(&tag),
        }
    }
    while !walk.open.is_empty() {
        walk.close("table");
    }
    walk.names
}

struct Walk<'a> {
    names: Vec<String>,
    open: Vec<Table>,
    /// The sheet of Excel's XML.
    sheet: String,
    /// Open notes beside a cell.
    aside: u32,
    fill_from: u32,
    /// Text that may still be repeated.
    left: usize,
    each: &'a mut dyn FnMut(usize, &SheetRow, bool),
}

impl Walk<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        self.end_aside(tag.name());
        match tag.name() {
            "annotation" | "comment" if !tag.closes_itself => self.aside += 1,
            _ if self.aside > 0 => return,
            "worksheet" => self.sheet = tag.attribute("name").unwrap_or_default(),
            "table" if self.open.len() < MAX_NESTED => self.begin_table(tag),
            "tr" | "row" | "table-row" => {
                self.end_row();
                if let Some(table) = self.open.last_mut() {
                    table.explicit |= tag.name() == "table-row";
                    table.begin_row(tag);
                }
            }
            "td" | "th" | "cell" | "table-cell" | "covered-table-cell" => {
                self.end_cell();
                if let Some(table) = self.open.last_mut() {
                    table.begin_cell(tag, &mut self.left);
                }
            }
            "data" if tag.attribute("type").is_some_and(|t| t == "Boolean") => {
                if let Some(cell) = self.cell() {
                    cell.value = Value::Flag;
                }
            }
            "br" | "p" | "div" | "li" | "line-break" => {
                if let Some(cell) = self.cell()
                    && !cell.text.is_empty()
                {
                    cell.text.push('\n');
                    cell.blank = false;
                }
            }
            "s" | "tab" => {
                if let Some(cell) = self.cell() {
                    cell.blank = true;
                }
            }
            _ => {}
        }
        if tag.closes_itself {
            self.close(tag.name());
        }
    }

    fn begin_table(&mut self, tag: &Tag<'_>) {
        let number = self.names.len();
        let mut name = std::mem::take(&mut self.sheet);
        if name.is_empty() {
            name = tag.attribute("name").unwrap_or_default();
        }
        if name.is_empty() || self.names.len() < MAX_TABLES && self.names.contains(&name) {
            name = format!("table {}", number + 1);
        }
        self.names.push(name);
        self.open.push(Table::new(number));
    }

    /// A note that is never closed ends with its cell.
    fn end_aside(&mut self, name: &str) {
        let parts = ["td", "th", "tr", "table", "cell", "row", "worksheet"];
        if parts.contains(&name) || name.starts_with("table-") || name.starts_with("covered-") {
            self.aside = 0;
        }
    }

    fn close(&mut self, name: &str) {
        self.end_aside(name);
        match name {
            "annotation" | "comment" => self.aside = self.aside.saturating_sub(1),
            _ if self.aside > 0 => {}
            "td" | "th" | "cell" | "table-cell" | "covered-table-cell" => self.end_cell(),
            "tr" | "row" | "table-row" => self.end_row(),
            "table" => {
                self.end_row();
                self.open.pop();
            }
            _ => {}
        }
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.open.last_mut()?.cell.as_mut()
    }

    fn text(&mut self, text: &str) {
        if self.aside > 0 {
            return;
        }
        let Some(cell) = self.cell() else { return };
        let text = markup::unescaped(text);
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            if !bare.is_empty() {
                if cell.blank && !cell.text.is_empty() && !cell.text.ends_with('\n') {
                    cell.text.push(' ');
                }
                cell.text.push_str(bare);
                cell.blank = false;
            }
            cell.blank |= bare.len() < word.len();
        }
    }

    fn end_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.end_cell(self.fill_from, &mut self.left);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(table) = self.open.last_mut() else { return };
        if !std::mem::take(&mut table.in_row) {
            return;
        }
        table.pass_below(usize::MAX, &mut self.left);
        let line = table.row.line;
        let copies = std::mem::take(&mut table.copies).clamp(1, MAX_ROW);
        let size: usize = table.row.cells.iter().map(|c| c.len() + 1).sum();
        table.row.line = line.saturating_add(copies - 1);
        if size == 0 {
            return;
        }
        for copy in 0..copies {
            if copy > 0 && self.left < size || line.saturating_add(copy) > MAX_ROW {
                break;
            }
            self.left -= if copy > 0 { size } else { 0 };
            let row = &mut table.row;
            row.line = line + copy;
            (self.each)(table.number, row, table.groups);
        }
        table.row.line = line.saturating_add(copies - 1);
    }
}
