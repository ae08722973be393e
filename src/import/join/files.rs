//! Files come to an event table and go: what its columns are and are called.
//!
//! Nothing here costs by the row but a look at the few columns of one name and two kinds. What becomes of the rows is noted
//! in [`Changes`] and done in the steps of the next join.

use super::Source;
use super::change::{Changes, Piece};
use super::events::{EventFile, EventStore};
use super::loads::Loads;
use crate::error::{Code, Error, Result};
use crate::table::Column;
use std::ops::Range;
use std::sync::Arc;

impl EventStore {
    /// Adds the rows of another file. Time and amount columns, and those that say what counts, come together whatever their
    /// names are; other columns by name when their kinds agree. Where they do not, the file's column gets the file's name
    /// added; a column without any value gives way.
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
        // rows that gave way say something too: they may come back
        self.change();
        self.settle_kinds(&mut other);
        let rows = self.next_loads(other.load.len())?;
        let load = Loads::Run(rows.clone());
        self.change().pieces.push(Piece { columns: other.columns.clone(), load });
        let named = |store: &Self, at: Option<usize>| store.position(&other.columns.get(at?)?.name);
        for column in &other.columns {
            if self.column(&column.name).is_none() {
                self.columns.push(column.clone());
            }
        }
        self.time = self.time.or_else(|| named(self, other.time));
        self.amount = self.amount.or_else(|| named(self, other.amount));
        self.valid = self.valid.or_else(|| named(self, other.valid));
        for mut file in other.files {
            file.rows = rows.clone();
            self.files.push(file);
        }
        self.next_load = rows.end;
        Ok(())
    }

    /// The load numbers of further rows.
    fn next_loads(&self, rows: usize) -> Result<Range<u32>> {
        let end = u64::from(self.next_load) + rows as u64;
        let end = u32::try_from(end).ok().filter(|end| *end <= u32::MAX / 2);
        end.map(|end| self.next_load..end).ok_or_else(|| {
            let rows = self.load.len() + rows;
            Error::new(Code::TooLarge).with("needed", rows / (1 << 17)).with("limit", 4096)
        })
    }

    /// What is to be done to the rows; the next steps of a join do it.
    fn change(&mut self) -> &mut Changes {
        let Self { columns, load, aside, changes, .. } = self;
        changes.get_or_insert_with(|| {
            let present = Piece { columns: columns.clone(), load: load.clone() };
            let pieces = std::iter::once(present).chain(aside.take()).collect();
            Changes { pieces, gone: Vec::new() }
        })
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
                    && !store.says_something(&store.columns[at].name)
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

    /// Whether a row of the files that are there has a value in a column.
    fn says_something(&self, name: &str) -> bool {
        match &self.changes {
            Some(changes) => changes.says_something(name),
            None => self.column(name).is_some_and(|c| c.filled() > 0),
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.position(name).map(|at| self.columns[at].as_ref())
    }

    /// Forgets a column.
    fn forget(&mut self, at: usize) {
        let gone = self.columns.remove(at);
        for piece in self.changes.iter_mut().flat_map(|c| &mut c.pieces) {
            piece.columns.retain(|c| c.name != gone.name);
        }
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
        let column = Arc::make_mut(&mut self.columns[at]);
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
    }

    /// Forgets the rows of a file.
    pub fn remove(&mut self, id: u32) {
        let Some(at) = self.files.iter().position(|f| f.id == id) else { return };
        let gone = self.files.remove(at).rows;
        if self.files.is_empty() {
            return;
        }
        self.change().gone.push(gone);
        for at in (0..self.columns.len()).rev() {
            let name = &self.columns[at].name;
            if !self.files.iter().any(|f| f.columns.contains(name)) {
                self.forget(at);
            }
        }
    }
}
