//! Event tables over several files: whose each event is, and the rows in contact order.

use super::contacts::push;
use super::people::People;
use super::{ContactFile, JoinCounts, Source, key_columns};
use crate::each_width;
use crate::error::{Code, Error, Result};
use crate::import::Role;
use crate::table::{Arena, Column, ColumnBuilder, Data, EventTable, Texts};
use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::sync::Arc;

const NONE: u32 = u32::MAX;

/// A file of an event table.
#[derive(Debug, Clone)]
pub struct EventFile {
    /// Identity in the session.
    pub id: u32,
    /// Its rows, as load numbers of the table.
    pub rows: std::ops::Range<u32>,
    /// Its key columns by name, with their identity.
    pub keys: Vec<(String, String)>,
}

impl EventFile {
    /// What a file says about itself.
    pub fn new(id: u32, source: &Source) -> Self {
        let keys = key_columns(source)
            .into_iter()
            .filter_map(|(at, identity)| Some((source.columns.get(at)?.name.clone(), identity)))
            .collect();
        Self { id, rows: 0..source.report.accepted, keys }
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
    load: Arc<Vec<u32>>,
    next_load: u32,
    time: Option<usize>,
    amount: Option<usize>,
}

/// Whose each event is.
#[derive(Debug)]
pub struct Links {
    /// The contact of each row, or `u32::MAX`.
    pub contact_of: Vec<u32>,
    /// Per file.
    pub counts: Vec<JoinCounts>,
}

/// Rows in contact order.
#[derive(Debug)]
pub struct Sorted {
    /// The present row that stands at each new place.
    order: Vec<u32>,
    /// Where each contact's rows begin; one more than contacts.
    pub offsets: Vec<u32>,
    in_place: bool,
}

impl EventStore {
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
            next_load: rows,
            files: vec![file],
            time,
            amount,
        }
    }

    /// Adds the rows of another file. Time and amount columns come together whatever their names are; other columns by name.
    ///
    /// # Errors
    /// [`Code::BadPlan`] when a column of the same name has another kind.
    pub fn append(&mut self, file: EventFile, source: Source) -> Result<()> {
        let mut other = Self::new(file, source);
        for (mine, theirs) in [(self.time, other.time), (self.amount, other.amount)] {
            if let (Some(mine), Some(theirs)) = (mine, theirs) {
                other.rename(theirs, self.columns[mine].name.clone());
            }
        }
        for column in &other.columns {
            if let Some(mine) = self.columns.iter().find(|c| c.name == column.name)
                && mine.kind() != column.kind()
            {
                let reason = format!(
                    "{} is {} here but {} in the other files of the table {}; give it another name or type, or name another table",
                    column.name,
                    column.semantic.name(),
                    mine.semantic.name(),
                    self.name
                );
                return Err(Error::new(Code::BadPlan)
                    .with("reason", reason)
                    .in_column(&column.name));
            }
        }
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

    fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name).map(Arc::as_ref)
    }

    /// Renames a column, unless another one has that name.
    fn rename(&mut self, at: usize, name: String) {
        if self.column(&name).is_some() {
            return;
        }
        let mut column = (*self.columns[at]).clone();
        for file in &mut self.files {
            file.keys
                .iter_mut()
                .filter(|(key, _)| *key == column.name)
                .for_each(|(key, _)| key.clone_from(&name));
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
    }

    /// Whose each event is: a file's events are joined on the contacts' identity that knows most of their keys.
    pub fn link(&self, contacts: &[ContactFile], people: &People) -> Links {
        let mut contact_of = vec![NONE; self.load.len()];
        let mut counts = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let mut joined_on = None;
            for (name, identity) in &file.keys {
                let Some((values, codes)) = self.dictionary(name) else { continue };
                let Some((best, owners)) = best_identity(values, identity, contacts, people) else {
                    continue;
                };
                joined_on = joined_on.or(Some(best));
                let whole = self.files.len() == 1;
                each_width!(codes, v => for (row, &code) in v.iter().enumerate() {
                    let mine = whole || file.rows.contains(&self.load[row]);
                    if mine && contact_of[row] == NONE && code != 0 {
                        contact_of[row] = owners[code as usize - 1];
                    }
                });
            }
            let unlinked = (0..self.load.len())
                .filter(|&row| contact_of[row] == NONE && file.rows.contains(&self.load[row]))
                .count() as u32;
            counts.push(JoinCounts { file: file.id, unlinked, joined_on, ..JoinCounts::default() });
        }
        Links { contact_of, counts }
    }

    /// The rows in order of time (without a time first), then load; `None` when they stand so.
    pub fn by_time(&self) -> Option<Vec<u32>> {
        let key = self.time_keys();
        let at = |row: u32| (key.get(row as usize).copied(), self.load[row as usize]);
        let rows = self.load.len() as u32;
        if (1..rows).all(|row| at(row - 1) <= at(row)) {
            return None;
        }
        let mut order: Vec<u32> = (0..rows).collect();
        order.sort_unstable_by_key(|&row| at(row));
        Some(order)
    }

    /// The rows in order of contact, then as `by_time` has them; events of unknown people last.
    pub fn sort(&self, by_time: Option<&[u32]>, contact_of: &[u32], population: u32) -> Sorted {
        let rows = self.load.len();
        // a stable counting sort by contact keeps the order of time
        let mut offsets = vec![0u32; population as usize + 2];
        let slot = |row: u32| contact_of[row as usize].min(population) as usize;
        for row in 0..rows as u32 {
            offsets[slot(row) + 1] += 1;
        }
        for i in 1..offsets.len() {
            offsets[i] += offsets[i - 1];
        }
        let mut next = offsets.clone();
        let mut order = vec![0u32; rows];
        let mut place = |row: u32| {
            let place = &mut next[slot(row)];
            order[*place as usize] = row;
            *place += 1;
        };
        match by_time {
            Some(rows) => rows.iter().copied().for_each(&mut place),
            None => (0..rows as u32).for_each(&mut place),
        }
        offsets.truncate(population as usize + 1);
        let in_place = order.iter().enumerate().all(|(i, &row)| i as u32 == row);
        Sorted { order, offsets, in_place }
    }

    /// Brings one column into order.
    pub fn permute(&mut self, column: usize, sorted: &Sorted) {
        if !sorted.in_place
            && let Some(column) = self.columns.get_mut(column)
        {
            *column = Arc::new(column.gather(&sorted.order));
        }
    }

    /// Notes the new order, after the last column.
    pub fn settle(&mut self, sorted: &Sorted) {
        if !sorted.in_place {
            self.load = Arc::new(sorted.order.iter().map(|&r| self.load[r as usize]).collect());
        }
    }

    /// The table as evaluation reads it.
    pub fn table(&self, offsets: Vec<u32>) -> EventTable {
        EventTable {
            name: self.name.clone(),
            columns: self.columns.clone(),
            time: self.time,
            amount: self.amount,
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

    fn dictionary(&self, name: &str) -> Option<(&Arena, &crate::table::Codes)> {
        match &self.column(name)?.data {
            Data::Texts(Texts::Dictionary { values, codes }) => Some((values, codes)),
            _ => None,
        }
    }
}

/// Two parts of a column one after the other; a part that is not there is missing throughout.
fn concat(like: &Column, parts: [(Option<&Column>, u32); 2], keyed: bool) -> Column {
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

/// The contacts' identity that knows most of these keys, and the owner of each key. The identity that the file names
/// wins a tie; `None` when no identity knows any key.
fn best_identity(
    keys: &Arena,
    named: &str,
    contacts: &[ContactFile],
    people: &People,
) -> Option<(String, Vec<u32>)> {
    let mut names: Vec<&str> =
        contacts.iter().flat_map(|f| f.keys.iter().map(|(_, i)| i.as_str())).collect();
    names.sort_by_key(|name| (*name != named, *name));
    names.dedup();
    // a sample of the keys decides; the winner answers for all of them
    let step = (keys.len() / 4096).max(1) as usize;
    let mut best: Option<(usize, &str, Owners<'_>)> = None;
    for name in names {
        let owners = Owners::new(name, contacts, people);
        let known =
            (0..keys.len()).step_by(step).filter(|&k| owners.get(keys.get(k)) != NONE).count();
        let enough = if name == named { 1 } else { best.as_ref().map_or(0, |(n, ..)| *n) + 1 };
        if known >= enough {
            best = Some((known, name, owners));
        }
    }
    let (_, name, owners) = best?;
    Some((name.to_owned(), (0..keys.len()).map(|k| owners.get(keys.get(k))).collect()))
}

/// Key values of one identity with the contact that has each.
struct Owners<'a> {
    columns: Vec<(&'a Arena, Vec<u32>)>,
    table: HashTable<(u32, u32)>,
    state: FixedState,
}

impl<'a> Owners<'a> {
    fn new(identity: &str, contacts: &'a [ContactFile], people: &People) -> Self {
        let mut columns: Vec<(&Arena, Vec<u32>)> = Vec::new();
        for (file, contact_file) in contacts.iter().enumerate() {
            for (column, _) in contact_file.keys.iter().filter(|(_, name)| name == identity) {
                let Some(Data::Texts(Texts::Dictionary { values, codes })) =
                    contact_file.columns.get(*column).map(|c| &c.data)
                else {
                    continue;
                };
                let mut owner = vec![NONE; values.len() as usize];
                for row in (0..codes.len()).rev() {
                    if let code @ 1.. = codes.get(row) {
                        owner[code as usize - 1] = people.of(file, row);
                    }
                }
                columns.push((values, owner));
            }
        }
        let state = FixedState::with_seed(0x0066_656e);
        let mut table =
            HashTable::with_capacity(columns.iter().map(|(v, _)| v.len() as usize).sum());
        for (at, (values, _)) in columns.iter().enumerate() {
            for code in 0..values.len() {
                let hash = state.hash_one(values.get(code));
                let same = |&(c, v): &(u32, u32)| columns[c as usize].0.get(v) == values.get(code);
                if table.find(hash, same).is_none() {
                    let rehash =
                        |&(c, v): &(u32, u32)| state.hash_one(columns[c as usize].0.get(v));
                    table.insert_unique(hash, (at as u32, code), rehash);
                }
            }
        }
        Self { columns, table, state }
    }

    fn get(&self, key: &str) -> u32 {
        let found = self
            .table
            .find(self.state.hash_one(key), |&(c, v)| self.columns[c as usize].0.get(v) == key);
        found.map_or(NONE, |&(c, v)| self.columns[c as usize].1[v as usize])
    }
}
