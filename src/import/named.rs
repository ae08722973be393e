//! Records whose values carry their names: which column each belongs to.

use super::plan::FilePlan;
use super::report::{RejectReason, UnplannedKey};
use super::workbook::SheetRow;
use hashbrown::HashMap;

/// Names that no column was planned for and that are counted; what goes beyond is counted together.
const UNPLANNED: usize = 200;

/// A record, or what is none.
pub enum Item<'a> {
    /// Cells in the order of the names.
    Row(&'a SheetRow),
    /// Something that cannot be read as a record.
    Bad {
        /// Its 1-based line or number.
        line: u32,
        /// Why.
        reason: RejectReason,
        /// As the file has it.
        text: &'a str,
    },
}

/// The names of the columns, in order.
#[derive(Debug, Default)]
pub struct Names {
    list: Vec<String>,
    index: HashMap<String, usize, foldhash::fast::FixedState>,
    grows: bool,
    unplanned: HashMap<String, u32, foldhash::fast::FixedState>,
    limit: usize,
    /// Where the next name is expected: records have their names in the same order.
    next: usize,
}

impl Names {
    /// Names are learnt, up to a limit.
    pub fn growing(limit: usize) -> Self {
        Self { grows: true, limit, ..Self::default() }
    }

    /// Some names are there before the first record.
    pub fn starting(names: &[&str], limit: usize) -> Self {
        Self { grows: true, limit, ..Self::fixed(names.iter().copied()) }
    }

    /// Names are known; others are counted.
    pub fn fixed<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self::growing(usize::MAX);
        for (position, name) in names.enumerate() {
            all.list.push(name.to_owned());
            all.index.entry(name.to_owned()).or_insert(position);
        }
        all.grows = false;
        all
    }

    /// The names that a plan has columns for.
    pub fn planned(plan: &FilePlan) -> Self {
        Self::fixed(plan.columns.iter().map(|c| c.raw.as_str()))
    }

    /// The column of a name.
    pub fn place(&mut self, name: &str) -> Option<usize> {
        if self.list.get(self.next).is_some_and(|n| n == name) {
            self.next += 1;
            return Some(self.next - 1);
        }
        if let Some(&at) = self.index.get(name) {
            self.next = at + 1;
            return Some(at);
        }
        if self.grows && self.list.len() < self.limit {
            self.index.insert(name.to_owned(), self.list.len());
            self.list.push(name.to_owned());
            self.next = self.list.len();
            return Some(self.list.len() - 1);
        }
        None
    }

    /// A value that has no column.
    pub fn count_unplanned(&mut self, name: &str) {
        if let Some(count) = self.unplanned.get_mut(name) {
            *count += 1;
        } else {
            let name = if self.unplanned.len() < UNPLANNED { name } else { "…" };
            *self.unplanned.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// The next record begins.
    pub fn rewind(&mut self) {
        self.next = 0;
    }

    /// The names in order.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// Names without a column and how many values they had, most first.
    pub fn unplanned(&self) -> Vec<UnplannedKey> {
        let mut all: Vec<UnplannedKey> = self
            .unplanned
            .iter()
            .map(|(name, rows)| UnplannedKey {
                name: name.chars().take(200).collect(),
                rows: *rows,
            })
            .collect();
        all.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.name.cmp(&b.name)));
        all
    }
}

/// Empties a row without giving its memory back.
pub fn clear(row: &mut SheetRow) {
    row.cells.iter_mut().for_each(String::clear);
}

/// The cell of a column, made when it is not there.
pub fn cell(row: &mut SheetRow, column: usize) -> Option<&mut String> {
    if row.cells.len() <= column {
        row.cells.resize(column + 1, String::new());
    }
    row.cells.get_mut(column)
}
