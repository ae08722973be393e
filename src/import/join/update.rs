//! Event files that are updates: rows of earlier files with the same event id give way.
//!
//! Rows that gave way are kept aside, so that they are there again when the update is taken away. Whenever the files of a
//! table change, all rows are brought back and it is decided anew: the outcome depends on the files alone. An event id on
//! several rows (an order with its items) is replaced as a whole. Costs one pass over the ids of the table, one over its
//! rows by id and, where rows give way, one over each column. Memory: 9 bytes per row and 12 per id while it is decided.

use super::change::Piece;
use super::events::{EventFile, EventStore};
use super::people::{CHUNK, NONE};
use crate::table::{Column, KeyTable, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// A row with an event id; in order, the rows of one id stand file by file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct IdRow {
    /// Place of the file in the table.
    file: u32,
    load: u32,
    row: u32,
}

/// What an update did, for the report of its file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Updated {
    /// Rows of the file that gave way to a later one.
    pub superseded: u32,
    /// Rows with an id that was not there.
    pub inserted: u32,
    /// Rows that differ from those with the same id.
    pub changed: u32,
    /// Rows that say what was known.
    pub unchanged: u32,
}

/// The work of putting aside the rows of a table that give way, in steps.
#[derive(Debug)]
pub struct Superseding {
    /// The id columns that are still to be looked at, the next one last.
    names: Vec<String>,
    by: Option<ById>,
    /// Per row, whether it gives way.
    gone: Vec<bool>,
    /// The rows that stay and those that go, and the columns of them that are done.
    parted: Option<Parted>,
}

#[derive(Debug, Default)]
struct Parted {
    rows: [Vec<u32>; 2],
    columns: [Vec<Arc<Column>>; 2],
}

impl Superseding {
    /// Plans the work. All rows are there.
    pub fn new(store: &mut EventStore) -> Self {
        for file in &mut store.files {
            file.updated = Updated::default();
        }
        let mut names: Vec<String> = Self::names(store).into_iter().map(str::to_owned).collect();
        names.reverse();
        let gone = if names.is_empty() { Vec::new() } else { vec![false; store.load.len()] };
        Self { names, by: None, gone, parted: None }
    }

    /// The columns by which rows of a table give way.
    pub fn names(store: &EventStore) -> Vec<&str> {
        let keys = store.files.iter().filter_map(|f| f.upsert.as_ref()?.key.as_deref());
        let mut names: Vec<&str> = keys.collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Does one step; says whether it was the last one.
    pub fn step(&mut self, store: &mut EventStore) -> bool {
        if let Some(by) = &mut self.by {
            if by.step(store, &mut self.gone) {
                self.by = None;
            }
            return false;
        }
        if let Some(name) = self.names.pop() {
            self.by = ById::new(store, name);
            return false;
        }
        if let Some(parted) = &mut self.parted {
            return parted.step(store);
        }
        if !self.gone.contains(&true) {
            return true;
        }
        let rows = |gone: bool| -> Vec<u32> {
            (0..).zip(&self.gone).filter(|(_, g)| **g == gone).map(|(row, _)| row).collect()
        };
        self.parted = Some(Parted { rows: [rows(false), rows(true)], ..Parted::default() });
        false
    }
}

impl Parted {
    /// Parts one column; after the last one the table has the rows that stay.
    fn step(&mut self, store: &mut EventStore) -> bool {
        if let Some(column) = store.columns.get(self.columns[0].len()) {
            for (columns, rows) in self.columns.iter_mut().zip(&self.rows) {
                columns.push(Arc::new(column.gather(rows)));
            }
            return false;
        }
        let [kept, aside] =
            std::mem::take(&mut self.rows).map(|rows| store.load.gather(&Arc::new(rows)));
        let [columns, of_aside] = std::mem::take(&mut self.columns);
        store.aside = Some(Piece { columns: of_aside, load: aside });
        (store.columns, store.load) = (columns, kept);
        true
    }
}

/// The work of finding the rows that give way to updates with one id column, in steps.
#[derive(Debug)]
struct ById {
    name: String,
    column: Arc<Column>,
    /// Where the load numbers of each file begin, with its place.
    starts: Vec<(u32, u32)>,
    table: KeyTable,
    /// The first row of each id, and how many rows have it.
    first: Vec<u32>,
    counts: Vec<u32>,
    /// Number of each row's id, or [`NONE`].
    numbers: Vec<u32>,
    /// The rows by number; `ends` says where those of each number end so far.
    rows: Vec<u32>,
    ends: Vec<u32>,
    /// The row that is placed next, and the number that is decided next.
    placed: usize,
    decided: usize,
}

impl ById {
    fn new(store: &EventStore, name: String) -> Option<Self> {
        let column = store.columns.iter().find(|c| c.name == name)?.clone();
        let mut starts: Vec<(u32, u32)> =
            store.files.iter().zip(0..).map(|(f, place)| (f.rows.start, place)).collect();
        starts.sort_unstable();
        Some(Self {
            name,
            column,
            starts,
            table: KeyTable::default(),
            first: Vec::new(),
            counts: Vec::new(),
            numbers: Vec::with_capacity(store.load.len()),
            rows: Vec::new(),
            ends: Vec::new(),
            placed: 0,
            decided: 0,
        })
    }

    /// Does one step; says whether it was the last one.
    fn step(&mut self, store: &mut EventStore, gone: &mut [bool]) -> bool {
        let rows = store.load.len();
        if self.numbers.len() < rows {
            self.number(rows.min(self.numbers.len() + CHUNK));
        } else if self.ends.len() < self.first.len() {
            let mut end = 0;
            self.ends.extend(self.counts.iter().map(|n| {
                end += n;
                end - n
            }));
            self.rows = vec![0; end as usize];
        } else if self.placed < rows {
            let to = rows.min(self.placed + CHUNK);
            for row in self.placed..to {
                if let Some(end) = self.ends.get_mut(self.numbers[row] as usize) {
                    self.rows[*end as usize] = row as u32;
                    *end += 1;
                }
            }
            self.placed = to;
        } else {
            let mut files = std::mem::take(&mut store.files);
            let is_last = self.decide(store, &mut files, gone);
            store.files = files;
            return is_last;
        }
        false
    }

    /// Numbers the ids of further rows.
    fn number(&mut self, to: usize) {
        let Self { column, table, first, counts, numbers, .. } = self;
        for row in numbers.len() as u32..to as u32 {
            let Some(text) = text(column, row) else {
                numbers.push(NONE);
                continue;
            };
            let is_text = |n: u32| {
                first.get(n as usize).and_then(|&r| self::text(column, r)).as_ref() == Some(&text)
            };
            let number = table.find(text.as_ref(), is_text).unwrap_or_else(|| {
                let number = first.len() as u32;
                first.push(row);
                counts.push(0);
                table.insert(text.as_ref(), number);
                number
            });
            counts[number as usize] += 1;
            numbers.push(number);
        }
    }

    /// Decides about further ids; says whether they were the last ones.
    fn decide(&mut self, store: &EventStore, files: &mut [EventFile], gone: &mut [bool]) -> bool {
        let mut looked_at = 0;
        let mut of_id = Vec::new();
        while looked_at < CHUNK {
            let Some(&end) = self.ends.get(self.decided) else {
                self.count_nameless(files);
                return true;
            };
            let from = end - self.counts[self.decided];
            let rows = &self.rows[from as usize..end as usize];
            of_id.clear();
            of_id.extend(rows.iter().filter_map(|&row| {
                let load = store.load.get(row)?;
                let at = self.starts.partition_point(|r| r.0 <= load).checked_sub(1)?;
                Some(IdRow { file: self.starts[at].1, load, row })
            }));
            of_id.sort_unstable();
            self.decide_one(store, &of_id, files, gone);
            looked_at += rows.len();
            self.decided += 1;
        }
        false
    }

    fn is_update(&self, file: &EventFile) -> bool {
        file.upsert.as_ref().is_some_and(|u| u.key.as_ref() == Some(&self.name))
    }

    /// Decides about the rows of one id.
    fn decide_one(
        &self,
        store: &EventStore,
        of_id: &[IdRow],
        files: &mut [EventFile],
        gone: &mut [bool],
    ) {
        // the rows that are to be seen so far, by file
        let mut seen: Vec<(usize, &[IdRow])> = Vec::new();
        for rows in of_id.chunk_by(|a, b| a.file == b.file) {
            let Some(file) = rows.first().map(|r| r.file as usize) else { continue };
            let upsert =
                files.get(file).filter(|f| self.is_update(f)).and_then(|f| f.upsert.clone());
            if let Some(upsert) = upsert {
                let mut before = None;
                seen.retain(|&(older, old)| {
                    let Some(of) = files.get_mut(older).filter(|f| upsert.covers(f.id)) else {
                        return true;
                    };
                    of.updated.superseded += old.len() as u32;
                    for row in old {
                        gone[row.row as usize] = true;
                    }
                    before = Some(old);
                    false
                });
                if let Some(of) = files.get_mut(file) {
                    let n = rows.len() as u32;
                    match before {
                        None => of.updated.inserted += n,
                        Some(old) if same(store, &of.columns, old, rows) => {
                            of.updated.unchanged += n;
                        }
                        Some(_) => of.updated.changed += n,
                    }
                }
            }
            seen.push((file, rows));
        }
    }

    /// Rows without an id are new whatever they say.
    fn count_nameless(&self, files: &mut [EventFile]) {
        for file in files.iter_mut().filter(|f| self.is_update(f)) {
            let told = file.updated.inserted + file.updated.changed + file.updated.unchanged;
            file.updated.inserted += file.rows.len() as u32 - told;
        }
    }
}

/// Whether rows say the same, one by one, in these columns.
fn same(store: &EventStore, columns: &[String], old: &[IdRow], new: &[IdRow]) -> bool {
    let read = || store.columns.iter().filter(|c| columns.contains(&c.name));
    old.len() == new.len()
        && old
            .iter()
            .zip(new)
            .all(|(old, new)| read().all(|c| c.value(old.row) == c.value(new.row)))
}

fn text(column: &Column, row: u32) -> Option<Cow<'_, str>> {
    Some(match column.value(row)? {
        Value::Text(text) => text.into_cow(),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Date(day) => Cow::Owned(day.to_string()),
        Value::Datetime(instant) => Cow::Owned(instant.to_string()),
        Value::Bool(yes) => Cow::Owned(yes.to_string()),
    })
}
