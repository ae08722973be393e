//! Event tables over several files: whose each event is, and the rows in contact order.

use super::change::{Changes, Piece};
use super::loads::Loads;
use super::update::Updated;
use super::{Source, Upsert, key_columns};
use crate::each_width;
use crate::import::Role;
use crate::table::{
    Arena, Codes, Column, Data, EventTable, Ints, Kind, ROWS_OF_CALL, Taggings, Texts, fold,
};
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
    pub(super) name: String,
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
    pub load: Loads,
    /// Rows that gave way to those of an update.
    pub aside: Option<Piece>,
    /// What is to be done to the rows since files came or went; `columns` are the columns to be by then.
    pub(super) changes: Option<Changes>,
    pub(super) next_load: u32,
    pub(super) time: Option<usize>,
    pub(super) amount: Option<usize>,
    pub(super) valid: Option<usize>,
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
            load: Loads::Run(0..rows),
            aside: None,
            changes: None,
            next_load: rows,
            files: vec![file],
            time,
            amount,
            valid: source.valid,
        }
    }

    /// When events happened.
    pub fn time_column(&self) -> Option<&Column> {
        self.columns.get(self.time?).map(Arc::as_ref)
    }

    /// The number of rows, those to come with them.
    pub fn rows(&self) -> usize {
        self.changes.as_ref().map_or(self.load.len(), Changes::rows)
    }

    /// Bytes of memory held for the order in which rows came, where no column holds it too.
    pub fn order_bytes(&self) -> usize {
        let Loads::Each(load) = &self.load else { return 0 };
        let has = |column: &Arc<Column>| match &column.data {
            Data::Texts(Texts::Plain { order: Some(order), .. }) => Arc::ptr_eq(order, load),
            _ => false,
        };
        if self.columns.iter().any(has) { 0 } else { self.load.bytes() }
    }

    /// Whether a row is of this file.
    pub fn is_of(&self, row: usize, file: &EventFile) -> bool {
        self.files.len() == 1
            || self.load.get(row as u32).is_some_and(|load| file.rows.contains(&load))
    }

    /// The texts of a key column and the code of each row.
    pub fn dictionary(&self, name: &str) -> Option<(&Arena, &Codes)> {
        match &self.column(name)?.data {
            Data::Texts(Texts::Dictionary { values, codes, .. }) => Some((values, codes)),
            _ => None,
        }
    }

    /// The rows in order of contact, then time (without a time first), then load; events of unknown people last.
    pub fn sort(&self, contact_of: &[u32], population: u32) -> Sorted {
        let (mut order, mut offsets) = placed(contact_of, population);
        let times = self.times();
        let in_order = times.is_none_or(ascends) && self.load.is_sorted();
        if !in_order {
            let key = |row: u32| times.map_or(0, |times| time_key(times, row));
            self.sort_lists(&mut order, &offsets, key);
        }
        offsets.truncate(population as usize + 1);
        let in_place = order.iter().enumerate().all(|(i, &row)| i as u32 == row);
        Sorted { order: Arc::new(order), offsets, in_place }
    }

    /// Sorts the rows of each contact by time and load. A contact has few: each list is sorted by itself, with its keys at
    /// hand.
    fn sort_lists(&self, order: &mut [u32], offsets: &[u32], key: impl Fn(u32) -> u64) {
        let mut list: Vec<(u64, u32, u32)> = Vec::new();
        for bounds in offsets.windows(2) {
            let rows = &mut order[bounds[0] as usize..bounds[1] as usize];
            if rows.len() < 2 {
                continue;
            }
            list.clear();
            list.extend(rows.iter().map(|&r| (key(r), self.load.get(r).unwrap_or(r), r)));
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
        if !sorted.in_place {
            self.load = self.load.gather(&sorted.order);
        }
    }

    /// The table as evaluation reads it.
    pub fn table(&self, offsets: Vec<u32>) -> EventTable {
        let mut table = EventTable {
            name: self.name.clone(),
            columns: self.columns.clone(),
            time: self.time,
            amount: self.amount,
            valid: self.valid,
            offsets: offsets.into(),
            rows: self.load.len() as u32,
            last_at: None,
            totals: std::sync::OnceLock::new(),
        };
        table.summarize();
        table
    }

    fn times(&self) -> Option<&Ints> {
        match &self.columns.get(self.time?)?.data {
            Data::Ints { ints, .. } => Some(ints),
            _ => None,
        }
    }
}

/// The rows in order of contact and then as they stand, those of unknown people last, and where each contact's rows begin,
/// with the end of all: a counting sort.
fn placed(contact_of: &[u32], population: u32) -> (Vec<u32>, Vec<u32>) {
    // counted two places ahead, so that each place is where its contact begins once all rows are placed
    let mut offsets = vec![0u32; population as usize + 3];
    for contacts in contact_of.chunks(ROWS_OF_CALL) {
        count(contacts, population, &mut offsets[2..]);
    }
    let mut rows = 0;
    for before in &mut offsets[2..] {
        rows += *before;
        *before = rows;
    }
    let mut order = vec![0u32; contact_of.len()];
    for (contacts, first) in contact_of.chunks(ROWS_OF_CALL).zip((0..).step_by(ROWS_OF_CALL)) {
        place(contacts, first, population, &mut offsets[1..], &mut order);
    }
    offsets.truncate(population as usize + 2);
    (order, offsets)
}

#[inline(never)]
fn count(contacts: &[u32], population: u32, rows: &mut [u32]) {
    for contact in contacts {
        rows[(*contact).min(population) as usize] += 1;
    }
}

#[inline(never)]
fn place(contacts: &[u32], first: u32, population: u32, places: &mut [u32], order: &mut [u32]) {
    for (contact, row) in contacts.iter().zip(first..) {
        let place = &mut places[(*contact).min(population) as usize];
        order[*place as usize] = row;
        *place += 1;
    }
}

/// Whether no row has an earlier time than the one before it.
fn ascends(times: &Ints) -> bool {
    let rows = times.len();
    if times.present().len() < rows {
        return (0..rows).is_sorted_by_key(|row| time_key(times, row));
    }
    each_width!(times.codes(), codes => {
        // each piece begins with the last row of the one before
        (0..codes.len()).step_by(ROWS_OF_CALL).all(|at| {
            let end = codes.len().min(at + ROWS_OF_CALL + 1);
            is_sorted(&codes[at..end])
        })
    })
}

#[inline(never)]
fn is_sorted<T: PartialOrd>(codes: &[T]) -> bool {
    codes.is_sorted()
}

/// A number that orders rows by time, those without one first.
fn time_key(times: &Ints, row: u32) -> u64 {
    if times.present().contains(row) { times.codes().get(row) + 1 } else { 0 }
}
