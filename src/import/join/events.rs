//! Event tables over several files: whose each event is, and the rows in contact order.

use super::update::{Aside, Updated, concat};
use super::{Source, Upsert, key_columns};
use crate::error::{Code, Error, Result};
use crate::import::Role;
use crate::table::{Arena, Codes, Column, Data, EventTable, Kind, Taggings, Texts, fold};
use std::sync::Arc;

/// A file of an event table.
#[derive(Debug, Clone)]
pub struct EventFile {
    /// Identity in the session.
    pub id: u32,
    /// Its rows, as load numbers of the table.
    pub rows: std::ops::Range<u32>,
    /// Its key columns by name, with their identity.
    pub keys: Vec<(String, String)>,
    /// Which rows of earlier files give way to its rows; with the name of its id column.
    pub upsert: Option<Upsert>,
    /// What became of its rows in the updates of the table.
    pub updated: Updated,
    /// The columns of the table that it fills.
    pub columns: Vec<String>,
    /// What it is called, to tell columns apart.
    name: String,
}

impl EventFile {
    /// What a file says about itself.
    pub fn new(id: u32, source: &Source, upsert: Option<Upsert>) -> Self {
        let keys = key_columns(source)
            .into_iter()
            .filter_map(|(at, identity)| Some((source.columns.get(at)?.name.clone(), identity)))
            .collect();
        let columns = source.columns.iter().map(|c| c.name.clone()).collect();
        let rows = 0..source.report.accepted;
        let inserted = if upsert.is_some() { rows.end } else { 0 };
        let updated = Updated { inserted, ..Updated::default() };
        Self { id, rows, keys, columns, upsert, updated, name: source.plan.file.clone() }
    }
}

/// The events of one table as they were read, in whatever order the last join left them.
#[derive(Debug, Clone)]
pub struct EventStore {
    /// Name of the table.
    pub name: String,
    /// Its files, in load order.
    pub files: Vec<EventFile>,
    /// Its columns.
    pub columns: Vec<Arc<Column>>,
    /// The load number of each row.
    pub load: Arc<Vec<u32>>,
    /// Rows that gave way to those of an update.
    pub aside: Option<Arc<Aside>>,
    next_load: u32,
    time: Option<usize>,
    amount: Option<usize>,
    valid: Option<usize>,
}

/// Rows in contact order.
#[derive(Debug)]
pub struct Sorted {
    /// The present row that stands at each new place.
    order: Arc<Vec<u32>>,
    /// Where each contact's rows begin; one more than contacts.
    pub offsets: Vec<u32>,
    in_place: bool,
}

/// Headers of the tag that was given.
const TAG_HEADERS: [&str; 6] = ["标签", "标签名", "标签名称", "tag", "tag_name", "label"];
/// Headers of who or what gave a tag.
const SOURCE_HEADERS: [&str; 8] =
    ["来源", "标签来源", "打标来源", "打标方式", "打标签方式", "source", "tag_source", "tagged_by"];

impl EventStore {
    /// What a table that records taggings says: it has a time, and a column of texts that is called a tag.
    pub fn taggings(&self) -> Option<Taggings> {
        self.time?;
        let called = |headers: &[&str]| {
            let is = |c: &&Arc<Column>| {
                c.kind() == Kind::Text && headers.contains(&fold(c.name.trim()).as_ref())
            };
            self.columns.iter().find(is).map(|c| c.name.clone())
        };
        let tag = called(&TAG_HEADERS)?;
        Some(Taggings { table: self.name.clone(), tag, source: called(&SOURCE_HEADERS) })
    }

    /// A table of one file.
    pub fn new(file: EventFile, source: Source) -> Self {
        let role = |role: Role| {
            source
                .plan_index
                .iter()
                .position(|&i| source.plan.columns.get(i).is_some_and(|c| c.role == role))
        };
        let (time, amount) = (role(Role::Time), role(Role::Amount));
        let rows = file.rows.end;
        let mut columns = source.columns;
        for (column, &planned) in columns.iter_mut().zip(&source.plan_index) {
            if let Some(plan) = source.plan.columns.get(planned) {
                column.currency.clone_from(&plan.currency);
            }
        }
        Self {
            name: source.plan.table,
            columns: columns.into_iter().map(Arc::new).collect(),
            load: Arc::new((0..rows).collect()),
            aside: None,
            next_load: rows,
            files: vec![file],
            time,
            amount,
            valid: source.valid,
        }
    }

    /// Adds the rows of another file. Time and amount columns, and those that say what counts, come together whatever their names are; other columns by name
    /// when their kinds agree. Where they do not, the file's column gets the file's name added; a column without any value
    /// gives way.
    ///
    /// # Errors
    /// [`Code::BadPlan`] when one time column is of days and the other of instants.
    pub fn append(&mut self, file: EventFile, source: Source) -> Result<()> {
        let mut other = Self::new(file, source);
        let pairs =
            [(self.time, other.time), (self.amount, other.amount), (self.valid, other.valid)];
        for (mine, theirs) in pairs {
            let (Some(mine), Some(theirs)) = (mine, theirs) else { continue };
            let (name, kind) = (self.columns[mine].name.clone(), self.columns[mine].kind());
            if let Some(in_the_way) = other.position(&name).filter(|&at| at != theirs) {
                other.rename_apart(in_the_way, self);
            }
            other.rename(theirs, name);
            let column = &other.columns[theirs];
            if column.kind() != kind {
                let reason = format!(
                    "{} is {} here but {} in the other files of the table {}; give it another type, or name another table",
                    column.name,
                    column.semantic.name(),
                    self.columns[mine].semantic.name(),
                    self.name
                );
                return Err(Error::new(Code::BadPlan)
                    .with("reason", reason)
                    .in_column(&column.name));
            }
        }
        self.settle_kinds(&mut other);
        let (before, added) = (self.load.len() as u32, other.load.len() as u32);
        let keys: Vec<String> = self
            .files
            .iter()
            .chain(&other.files)
            .flat_map(|f| f.keys.iter().map(|(name, _)| name.clone()))
            .collect();
        let columns = self
            .columns
            .iter()
            .chain(other.columns.iter().filter(|c| self.column(&c.name).is_none()));
        let columns: Vec<Arc<Column>> = columns
            .map(|like| {
                let parts = [(self.column(&like.name), before), (other.column(&like.name), added)];
                Arc::new(concat(like, parts, keys.contains(&like.name)))
            })
            .collect();
        let named = |at: Option<usize>| {
            let name = &other.columns.get(at?)?.name;
            columns.iter().position(|c| c.name == *name)
        };
        (self.time, self.amount) =
            (self.time.or(named(other.time)), self.amount.or(named(other.amount)));
        self.valid = self.valid.or(named(other.valid));
        self.columns = columns;
        let mut load = self.load.to_vec();
        load.extend(self.next_load..self.next_load + added);
        self.load = Arc::new(load);
        for mut file in other.files {
            file.rows = self.next_load..self.next_load + added;
            self.files.push(file);
        }
        self.next_load += added;
        Ok(())
    }

    /// Parts columns of the same name whose kinds differ.
    fn settle_kinds(&mut self, other: &mut Self) {
        let names: Vec<String> = other.columns.iter().map(|c| c.name.clone()).collect();
        for name in names {
            let (Some(mine), Some(theirs)) = (self.position(&name), other.position(&name)) else {
                continue;
            };
            if self.columns[mine].kind() == other.columns[theirs].kind() {
                continue;
            }
            let free = |store: &Self, at: usize| {
                store.time != Some(at)
                    && store.amount != Some(at)
                    && store.valid != Some(at)
                    && store.columns[at].present().is_empty()
            };
            if free(other, theirs) {
                other.forget(theirs);
            } else if free(self, mine) {
                self.forget(mine);
            } else {
                other.rename_apart(theirs, self);
            }
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.position(name).map(|at| self.columns[at].as_ref())
    }

    /// Forgets a column.
    fn forget(&mut self, at: usize) {
        let gone = self.columns.remove(at);
        for file in &mut self.files {
            file.columns.retain(|name| *name != gone.name);
            file.keys.retain(|(name, _)| *name != gone.name);
        }
        for role in [&mut self.time, &mut self.amount, &mut self.valid] {
            *role = match *role {
                Some(column) if column == at => None,
                Some(column) if column > at => Some(column - 1),
                column => column,
            };
        }
    }

    /// Renames a column to a name that neither this table nor the other has: with that of its file.
    fn rename_apart(&mut self, at: usize, other: &Self) {
        let column = &self.columns[at].name;
        let file = self.files.first().map_or("", |f| f.name.as_str());
        let mut name = format!("{column} ({file})");
        let mut n = 2;
        while self.position(&name).is_some() || other.position(&name).is_some() {
            name = format!("{column} ({file} {n})");
            n += 1;
        }
        self.rename(at, name);
    }

    fn rename(&mut self, at: usize, name: String) {
        let mut column = (*self.columns[at]).clone();
        for file in &mut self.files {
            let keys = file.keys.iter_mut().map(|(key, _)| key);
            keys.chain(&mut file.columns)
                .filter(|known| **known == column.name)
                .for_each(|known| known.clone_from(&name));
            if let Some(key) = file.upsert.as_mut().and_then(|u| u.key.as_mut())
                && *key == column.name
            {
                key.clone_from(&name);
            }
        }
        column.name = name;
        self.columns[at] = Arc::new(column);
    }

    /// Forgets the rows of a file.
    pub fn remove(&mut self, id: u32) {
        let Some(at) = self.files.iter().position(|f| f.id == id) else { return };
        let gone = self.files.remove(at).rows;
        if self.files.is_empty() {
            return;
        }
        let kept: Vec<u32> = (0..self.load.len() as u32)
            .filter(|&r| !gone.contains(&self.load[r as usize]))
            .collect();
        for column in &mut self.columns {
            *column = Arc::new(column.gather(&kept));
        }
        self.load = Arc::new(kept.iter().map(|&r| self.load[r as usize]).collect());
        for at in (0..self.columns.len()).rev() {
            let name = &self.columns[at].name;
            if !self.files.iter().any(|f| f.columns.contains(name)) {
                self.forget(at);
            }
        }
    }

    /// When events happened.
    pub fn time_column(&self) -> Option<&Column> {
        self.columns.get(self.time?).map(Arc::as_ref)
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.load.len()
    }

    /// Whether a row is of this file.
    pub fn is_of(&self, row: usize, file: &EventFile) -> bool {
        self.files.len() == 1 || self.load.get(row).is_some_and(|load| file.rows.contains(load))
    }

    /// The texts of a key column and the code of each row.
    pub fn dictionary(&self, name: &str) -> Option<(&Arena, &Codes)> {
        match &self.column(name)?.data {
            Data::Texts(Texts::Dictionary { values, codes }) => Some((values, codes)),
            _ => None,
        }
    }

    /// The rows in order of contact, then time (without a time first), then load; events of unknown people last.
    pub fn sort(&self, contact_of: &[u32], population: u32) -> Sorted {
        let rows = self.load.len();
        let mut offsets = vec![0u32; population as usize + 2];
        let slot = |row: usize| contact_of[row].min(population) as usize;
        for row in 0..rows {
            offsets[slot(row) + 1] += 1;
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        let mut order = vec![0u32; rows];
        for row in 0..rows {
            let place = &mut next[slot(row)];
            order[*place as usize] = row as u32;
            *place += 1;
        }
        let keys = self.time_keys();
        if !(keys.is_sorted() && self.load.is_sorted()) {
            self.sort_lists(&mut order, &offsets, &keys);
        }
        offsets.truncate(population as usize + 1);
        let in_place = order.iter().enumerate().all(|(i, &row)| i as u32 == row);
        Sorted { order: Arc::new(order), offsets, in_place }
    }

    /// Sorts the rows of each contact by time and load. A contact has few: each list is sorted by itself, with its keys at
    /// hand.
    fn sort_lists(&self, order: &mut [u32], offsets: &[u32], keys: &[u64]) {
        let mut list: Vec<(u64, u32, u32)> = Vec::new();
        for bounds in offsets.windows(2) {
            let rows = &mut order[bounds[0] as usize..bounds[1] as usize];
            if rows.len() < 2 {
                continue;
            }
            let time = |r: u32| keys.get(r as usize).copied().unwrap_or(0);
            list.clear();
            list.extend(rows.iter().map(|&r| (time(r), self.load[r as usize], r)));
            if !list.is_sorted() {
                list.sort_unstable();
                for (row, &(_, _, r)) in rows.iter_mut().zip(&list) {
                    *row = r;
                }
            }
        }
    }

    /// Brings one column into order.
    pub fn permute(&mut self, column: usize, sorted: &Sorted) {
        if !sorted.in_place
            && let Some(column) = self.columns.get_mut(column)
        {
            *column = Arc::new(column.reorder(&sorted.order));
        }
    }

    /// Notes the new order, after the last column.
    pub fn settle(&mut self, sorted: &Sorted) {
        if sorted.in_place {
            return;
        }
        let as_loaded = self.load.iter().zip(0..).all(|(load, row)| *load == row);
        self.load = if as_loaded {
            sorted.order.clone()
        } else {
            Arc::new(sorted.order.iter().map(|&r| self.load[r as usize]).collect())
        };
    }

    /// The table as evaluation reads it.
    pub fn table(&self, offsets: Vec<u32>) -> EventTable {
        EventTable {
            name: self.name.clone(),
            columns: self.columns.clone(),
            time: self.time,
            amount: self.amount,
            valid: self.valid,
            offsets,
            rows: self.load.len() as u32,
        }
    }

    /// An order-preserving key per row, missing first; empty without a time column.
    fn time_keys(&self) -> Vec<u64> {
        let Some(Data::Ints { ints, .. }) =
            self.time.and_then(|t| self.columns.get(t)).map(|c| &c.data)
        else {
            return Vec::new();
        };
        (0..ints.len())
            .map(|r| if ints.present().contains(r) { ints.codes().get(r) + 1 } else { 0 })
            .collect()
    }
}
