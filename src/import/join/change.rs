//! The rows of an event table after files came or went, in steps.
//!
//! The rows that were there, those that had given way to an update and those of new files stand one after the other,
//! without those of files that are gone; then it is decided anew which of them give way. Cost: one look at each value of the
//! table, a column after the other, and one more where there are updates.

use super::contacts::push;
use super::events::EventStore;
use super::loads::Loads;
use super::people::CHUNK;
use super::update::Superseding;
use crate::table::{Column, ColumnBuilder, Data};
use std::ops::Range;
use std::sync::Arc;

/// Rows that stand together. A column that is not there is missing throughout.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Their columns.
    pub columns: Vec<Arc<Column>>,
    /// The load number of each.
    pub load: Loads,
}

impl Piece {
    fn column(&self, name: &str) -> Option<&Arc<Column>> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(|c| c.bytes()).sum::<usize>() + self.load.bytes()
    }
}

/// What is to be done to the rows of a table.
#[derive(Debug, Clone)]
pub struct Changes {
    /// What its rows are made of.
    pub pieces: Vec<Piece>,
    /// Load numbers of rows that are no more.
    pub gone: Vec<Range<u32>>,
}

impl Changes {
    /// The number of rows, those that are no more among them.
    pub fn rows(&self) -> usize {
        self.pieces.iter().map(|piece| piece.load.len()).sum()
    }

    /// Whether a row that stays has a value in a column.
    pub fn says_something(&self, name: &str) -> bool {
        self.pieces.iter().any(|piece| {
            piece.column(name).is_some_and(|column| {
                if self.gone.is_empty() {
                    return column.filled() > 0;
                }
                let stays =
                    |row: &u32| piece.load.get(*row).is_some_and(|load| !self.is_gone(load));
                (0..column.len()).filter(stays).any(|row| column.value(row).is_some())
            })
        })
    }

    fn kept(&self, piece: &Piece) -> Kept {
        if self.gone.is_empty() {
            return Kept::All(piece.load.len() as u32);
        }
        let rows = piece.load.iter().zip(0..);
        Kept::Some(rows.filter(|(load, _)| !self.is_gone(*load)).map(|(_, row)| row).collect())
    }

    fn is_gone(&self, load: u32) -> bool {
        self.gone.iter().any(|rows| rows.contains(&load))
    }
}

/// The work of bringing the rows of one table up to date, in steps.
#[derive(Debug)]
pub struct Rebuild {
    changes: Option<Changes>,
    /// The rows of each piece that stay, as far as pieces have been looked at.
    kept: Vec<Kept>,
    /// The columns that are done.
    columns: Vec<Arc<Column>>,
    /// The column that is written, and the piece and place where it goes on.
    builder: Option<ColumnBuilder>,
    next: (usize, usize),
    superseding: Option<Superseding>,
}

/// Which rows of a piece stay.
#[derive(Debug)]
enum Kept {
    All(u32),
    Some(Vec<u32>),
}

impl Kept {
    fn len(&self) -> usize {
        match self {
            Kept::All(rows) => *rows as usize,
            Kept::Some(rows) => rows.len(),
        }
    }

    fn row(&self, at: usize) -> u32 {
        match self {
            Kept::All(_) => at as u32,
            Kept::Some(rows) => rows[at],
        }
    }
}

impl Rebuild {
    /// Plans the work.
    pub fn new(store: &mut EventStore) -> Self {
        Self {
            changes: store.changes.take(),
            kept: Vec::new(),
            columns: Vec::new(),
            builder: None,
            next: (0, 0),
            superseding: None,
        }
    }

    /// About how many steps a table takes.
    pub fn steps(store: &EventStore) -> u32 {
        let Some(changes) = &store.changes else { return 1 };
        let (rows, columns) = (changes.rows() / CHUNK + 1, store.columns.len());
        let updates = Superseding::names(store).len();
        (changes.pieces.len() + rows * columns + updates * (3 * rows + columns) + 2) as u32
    }

    /// Does one step; says whether it was the last one.
    pub fn step(&mut self, store: &mut EventStore) -> bool {
        if let Some(superseding) = &mut self.superseding {
            return superseding.step(store);
        }
        let Some(changes) = self.changes.take() else { return true };
        if self.gather(&changes, store) {
            self.superseding = Some(Superseding::new(store));
        } else {
            self.changes = Some(changes);
        }
        false
    }

    /// Does one step of making the columns of the pieces; says whether it was the last one.
    fn gather(&mut self, changes: &Changes, store: &mut EventStore) -> bool {
        if let Some(piece) = changes.pieces.get(self.kept.len()) {
            self.kept.push(changes.kept(piece));
            return false;
        }
        if let Some(like) = store.columns.get(self.columns.len()) {
            let keyed = || store.files.iter().any(|f| f.keys.iter().any(|(k, _)| *k == like.name));
            if let Some(column) = self.column(changes, like, keyed) {
                self.columns.push(column);
                (self.builder, self.next) = (None, (0, 0));
            }
            return false;
        }
        let load = changes.pieces.iter().zip(&self.kept);
        let load = load.flat_map(|(piece, kept)| {
            (0..kept.len()).filter_map(move |at| piece.load.get(kept.row(at)))
        });
        store.load = load.collect();
        store.columns = std::mem::take(&mut self.columns);
        true
    }

    /// Writes a column on for one step; the column when it is done.
    fn column(
        &mut self,
        changes: &Changes,
        like: &Column,
        keyed: impl Fn() -> bool,
    ) -> Option<Arc<Column>> {
        let mut filled = changes.pieces.iter().zip(&self.kept).filter(|(_, kept)| kept.len() > 0);
        if let (Some((piece, kept)), None) = (filled.next(), filled.next())
            && let Some(column) = piece.column(&like.name)
        {
            return Some(alone(column, kept, like));
        }
        let builder = self.builder.get_or_insert_with(|| {
            let mut builder = match like.data {
                Data::Texts(_) if keyed() => ColumnBuilder::keyed(like.semantic),
                _ => ColumnBuilder::new(like.semantic),
            };
            builder.expect(self.kept.iter().map(Kept::len).sum(), false);
            builder
        });
        let (at, from) = self.next;
        if let (Some(piece), Some(kept)) = (changes.pieces.get(at), self.kept.get(at)) {
            let (column, end) = (piece.column(&like.name), kept.len().min(from + CHUNK));
            for row in (from..end).map(|at| kept.row(at)) {
                match column.and_then(|c| c.value(row)) {
                    Some(value) => push(builder, value),
                    None => builder.push_missing(),
                }
            }
            self.next = if end == kept.len() { (at + 1, 0) } else { (at, end) };
        }
        if self.next.0 < changes.pieces.len() {
            return None;
        }
        let mut column = self.builder.take()?.finish(like.name.clone());
        column.currency.clone_from(&like.currency);
        Some(Arc::new(column))
    }
}

/// The column of a table of one piece.
fn alone(column: &Arc<Column>, kept: &Kept, like: &Column) -> Arc<Column> {
    let mut column = match kept {
        Kept::All(_) => column.clone(),
        Kept::Some(rows) => Arc::new(column.gather(rows)),
    };
    if column.semantic != like.semantic || column.currency != like.currency {
        let column = Arc::make_mut(&mut column);
        column.semantic = like.semantic;
        column.currency.clone_from(&like.currency);
    }
    column
}
