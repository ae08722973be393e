//! What a cell of a key column names behind its first number or address: keys of the row like the first.
//!
//! The column keeps the first; the others are kept beside it, by row, and take part in joining people alone. Memory: what a
//! key column of so many entries takes, and 4 bytes for each; nothing while no cell has several.

use super::cell::reader::{Read, Reader};
use super::plan::{FilePlan, Role, RowsAre};
use crate::table::{Column, ColumnBuilder, Semantic, Value, Written};
use std::ops::Range;

/// The entries of one column.
#[derive(Debug, Clone)]
pub struct Further {
    /// Which of the columns that are read.
    pub column: usize,
    /// The row of each entry, in order.
    rows: Vec<u32>,
    entries: Column,
}

impl Further {
    /// The entries, as a column of their own.
    pub fn entries(&self) -> &Column {
        &self.entries
    }

    /// Which entries are of a row.
    pub fn of_row(&self, row: u32) -> Range<u32> {
        let from = self.rows.partition_point(|r| *r < row);
        let count = self.rows.get(from..).map_or(0, |rest| rest.partition_point(|r| *r == row));
        from as u32..(from + count) as u32
    }

    /// What the entries of a row say.
    pub fn texts(&self, row: u32) -> impl Iterator<Item = Written<'_>> {
        self.of_row(row).filter_map(|entry| match self.entries.value(entry) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        })
    }

    /// Every entry with its row.
    pub fn all(&self) -> impl Iterator<Item = (u32, Written<'_>)> {
        self.rows.iter().zip(0..).filter_map(|(&row, entry)| match self.entries.value(entry) {
            Some(Value::Text(text)) => Some((row, text)),
            _ => None,
        })
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.rows.len() * 4 + self.entries.bytes()
    }
}

/// Collects the entries of one column while its rows are read.
pub struct Collector {
    /// The number of the column in the file.
    index: usize,
    column: usize,
    semantic: Semantic,
    reader: Reader,
    rows: Vec<u32>,
    entries: ColumnBuilder,
    /// What the cell has named so far, a line each.
    named: String,
    scratch: String,
}

/// A shorter cell has one number at most: two of seven digits and what stands between them.
const TWO_NUMBERS: usize = 15;

impl Collector {
    /// One for each column of a plan whose cells can name several keys.
    pub fn of(plan: &FilePlan) -> Vec<Self> {
        if plan.rows_are != RowsAre::Contacts {
            return Vec::new();
        }
        let read = plan.columns.iter().enumerate().filter(|(_, c)| c.role != Role::Ignore);
        let keys = read.enumerate().filter(|(_, (_, c))| {
            c.role == Role::Key && matches!(c.semantic, Semantic::Phone | Semantic::Email)
        });
        keys.map(|(column, (index, plan))| Self {
            index,
            column,
            semantic: plan.semantic,
            reader: Reader::new(plan),
            rows: Vec::new(),
            entries: ColumnBuilder::keyed(plan.semantic),
            named: String::new(),
            scratch: String::new(),
        })
        .collect()
    }

    /// The number of the column in the file.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Takes the cell of a row; says whether it names more than the first.
    #[inline]
    pub fn take(&mut self, cell: &str, row: u32) -> bool {
        let may_name_several = match self.semantic {
            Semantic::Email => memchr::memchr_iter(b'@', cell.as_bytes()).nth(1).is_some(),
            _ => cell.len() >= TWO_NUMBERS,
        };
        may_name_several && self.take_list(cell, row)
    }

    #[cold]
    fn take_list(&mut self, cell: &str, row: u32) -> bool {
        let Self { reader, rows, entries, named, scratch, .. } = self;
        named.clear();
        if let Read::Text(first) = reader.read(cell, scratch) {
            named.push_str(first);
            named.push('\n');
        }
        let before = rows.len();
        reader.further(cell, |text| {
            if named.lines().all(|known| known != text) && entries.push_text(text) {
                rows.push(row);
                named.push_str(text);
                named.push('\n');
            }
        });
        rows.len() > before
    }

    /// What was collected, if anything.
    pub fn finish(self, name: &str) -> Option<Further> {
        let entries = (!self.rows.is_empty()).then(|| self.entries.finish(name.to_owned()))?;
        Some(Further { column: self.column, rows: self.rows, entries })
    }
}
