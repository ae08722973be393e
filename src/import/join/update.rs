//! Event files that are updates: rows of earlier files with the same event id give way.
//!
//! Rows that gave way are kept aside, so that they are there again when the update is taken away. Whenever the files of a
//! table change, all rows are brought back and it is decided anew: the outcome depends on the files alone. An event id on
//! several rows (an order with its items) is replaced as a whole. Costs one pass over the ids of the table.

use super::contacts::push;
use super::events::{EventFile, EventStore};
use crate::table::{Column, ColumnBuilder, Data, KeyTable, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// Rows that gave way.
#[derive(Debug, Clone)]
pub struct Aside {
    columns: Vec<Arc<Column>>,
    load: Vec<u32>,
}

/// A row with an event id; in order, the rows of one id stand together, file by file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct IdRow {
    /// Number of the id.
    number: u32,
    /// Place of the file in the table.
    file: u32,
    load: u32,
    row: u32,
}

impl Aside {
    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(|c| c.bytes()).sum::<usize>() + self.load.len() * 4
    }
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

impl EventStore {
    /// Brings back the rows that gave way.
    pub fn restore(&mut self) {
        let Some(aside) = self.aside.take() else { return };
        let (before, added) = (self.load.len() as u32, aside.load.len() as u32);
        let keys: Vec<&String> =
            self.files.iter().flat_map(|f| f.keys.iter().map(|(name, _)| name)).collect();
        self.columns = self
            .columns
            .iter()
            .map(|column| {
                let gone = aside.columns.iter().find(|c| c.name == column.name);
                let parts = [(Some(column.as_ref()), before), (gone.map(AsRef::as_ref), added)];
                Arc::new(concat(column, parts, keys.contains(&&column.name)))
            })
            .collect();
        let mut load = self.load.to_vec();
        load.extend(&aside.load);
        self.load = Arc::new(load);
    }

    /// Puts aside the rows that give way. All rows are there.
    pub fn supersede(&mut self) {
        for file in &mut self.files {
            file.updated = Updated::default();
        }
        let mut names: Vec<String> =
            self.files.iter().filter_map(|f| f.upsert.as_ref()?.key.clone()).collect();
        names.sort_unstable();
        names.dedup();
        let mut gone = vec![false; self.load.len()];
        for name in &names {
            self.supersede_by(name, &mut gone);
        }
        if !gone.contains(&true) {
            return;
        }
        let rows = |aside: bool| -> Vec<u32> {
            (0..gone.len() as u32).filter(|&r| gone[r as usize] == aside).collect()
        };
        let (kept, aside) = (rows(false), rows(true));
        let gather = |rows: &[u32]| -> Vec<Arc<Column>> {
            self.columns.iter().map(|c| Arc::new(c.gather(rows))).collect()
        };
        let load =
            |rows: &[u32]| -> Vec<u32> { rows.iter().map(|&r| self.load[r as usize]).collect() };
        let set_aside = Aside { columns: gather(&aside), load: load(&aside) };
        let (columns, load) = (gather(&kept), load(&kept));
        (self.columns, self.load) = (columns, Arc::new(load));
        self.aside = Some(Arc::new(set_aside));
    }

    /// Finds the rows that give way to updates with this id column.
    fn supersede_by(&mut self, name: &str, gone: &mut [bool]) {
        let Some(column) = self.columns.iter().find(|c| c.name == name).cloned() else { return };
        let is_update =
            |f: &EventFile| f.upsert.as_ref().is_some_and(|u| u.key.as_deref() == Some(name));
        let mut ids = self.ids(&column);
        ids.sort_unstable();
        let mut files = std::mem::take(&mut self.files);
        for of_id in ids.chunk_by(|a, b| a.number == b.number) {
            // the rows that are to be seen so far, by file
            let mut seen: Vec<(usize, &[IdRow])> = Vec::new();
            for rows in of_id.chunk_by(|a, b| a.file == b.file) {
                let Some(file) = rows.first().map(|r| r.file as usize) else { continue };
                let upsert =
                    files.get(file).filter(|f| is_update(f)).and_then(|f| f.upsert.clone());
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
                            Some(old) if self.same(&of.columns, old, rows) => {
                                of.updated.unchanged += n;
                            }
                            Some(_) => of.updated.changed += n,
                        }
                    }
                }
                seen.push((file, rows));
            }
        }
        for file in files.iter_mut().filter(|f| is_update(f)) {
            let told = file.updated.inserted + file.updated.changed + file.updated.unchanged;
            // rows without an id are new whatever they say
            file.updated.inserted += file.rows.len() as u32 - told;
        }
        self.files = files;
    }

    /// Every row with an id.
    fn ids(&self, column: &Column) -> Vec<IdRow> {
        let mut ranges: Vec<(u32, u32)> =
            self.files.iter().zip(0..).map(|(f, place)| (f.rows.start, place)).collect();
        ranges.sort_unstable();
        let mut table = KeyTable::default();
        let mut first: Vec<u32> = Vec::new();
        let mut ids = Vec::with_capacity(self.load.len());
        for (row, &load) in self.load.iter().enumerate() {
            let row = row as u32;
            let Some(text) = text(column, row) else { continue };
            let is_text = |number: u32| {
                first.get(number as usize).and_then(|&r| self::text(column, r))
                    == Some(text.clone())
            };
            let number = table.find(text.as_ref(), is_text).unwrap_or_else(|| {
                let number = first.len() as u32;
                first.push(row);
                table.insert(text.as_ref(), number);
                number
            });
            let range = ranges.partition_point(|r| r.0 <= load).checked_sub(1);
            let Some(&(_, file)) = range.and_then(|at| ranges.get(at)) else { continue };
            ids.push(IdRow { number, file, load, row });
        }
        ids
    }

    /// Whether rows say the same, one by one, in these columns.
    fn same(&self, columns: &[String], old: &[IdRow], new: &[IdRow]) -> bool {
        let read = || self.columns.iter().filter(|c| columns.contains(&c.name));
        old.len() == new.len()
            && old
                .iter()
                .zip(new)
                .all(|(old, new)| read().all(|c| c.value(old.row) == c.value(new.row)))
    }
}

fn text(column: &Column, row: u32) -> Option<Cow<'_, str>> {
    Some(match column.value(row)? {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Date(day) => Cow::Owned(day.to_string()),
        Value::Datetime(instant) => Cow::Owned(instant.to_string()),
        Value::Bool(yes) => Cow::Owned(yes.to_string()),
    })
}

/// Two parts of a column one after the other; a part that is not there is missing throughout.
pub fn concat(like: &Column, parts: [(Option<&Column>, u32); 2], keyed: bool) -> Column {
    let mut builder = match like.data {
        Data::Texts(_) if keyed => ColumnBuilder::keyed(like.semantic),
        _ => ColumnBuilder::new(like.semantic),
    };
    for (part, rows) in parts {
        for row in 0..rows {
            match part.and_then(|p| p.value(row)) {
                Some(value) => push(&mut builder, value),
                None => builder.push_missing(),
            }
        }
    }
    let mut column = builder.finish(like.name.clone());
    column.currency.clone_from(&like.currency);
    column
}
