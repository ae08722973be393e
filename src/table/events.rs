//! Events in the order in which contacts are asked for them.

use super::column::{Column, Data};
use super::ints::Ints;
use crate::rowset::Partition;
use std::sync::{Arc, OnceLock};

/// Events of one kind, sorted by contact, then time (events without a time first), then file order. Events of unknown
/// people stand at the end, outside every contact's range.
#[derive(Debug, Clone, Default)]
pub struct EventTable {
    /// Name.
    pub name: String,
    /// Columns; names are unique.
    pub columns: Vec<Arc<Column>>,
    /// Index of the time column.
    pub time: Option<usize>,
    /// Index of the amount column.
    pub amount: Option<usize>,
    /// Index of the column of yes and no that says whether an event counts; a missing value counts.
    pub valid: Option<usize>,
    /// Events of contact `c` are the rows `offsets[c]..offsets[c + 1]`; one more entry than contacts.
    pub offsets: Partition,
    /// The number of events, those of unknown people included.
    pub rows: u32,
    /// Of each contact the time of the last event; `None` without a time column.
    pub last_at: Option<Ints>,
    /// What the events of each contact come to; of the column that was asked for first, from then on.
    pub totals: OnceLock<Totals>,
}

/// What the events of all time of each contact come to; no value of contacts without one. Tables are made anew when data
/// change, so that it never is that of other events.
#[derive(Debug, Clone)]
pub struct Totals {
    /// Index of the column that is added up.
    pub column: usize,
    /// How many events there are.
    pub count: Ints,
    /// Their sum, as mantissas of the column.
    pub sum: Ints,
    /// The smallest and the largest code of [`EventTable::last_at`] of contacts with events.
    pub last: (u64, u64),
}

impl Totals {
    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.count.bytes() + self.sum.bytes()
    }
}

impl EventTable {
    /// The rows of a contact, in time order.
    pub fn rows_of(&self, contact: u32) -> std::ops::Range<u32> {
        let at = contact as usize;
        match (self.offsets.get(at), self.offsets.get(at + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    /// Bytes of memory of what is kept per contact.
    pub fn bytes_by_contact(&self) -> usize {
        let last_at = self.last_at.as_ref().map_or(0, Ints::bytes);
        self.offsets.bytes() + last_at + self.totals.get().map_or(0, Totals::bytes)
    }

    /// The number of events that belong to a contact.
    pub fn linked(&self) -> u32 {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name).map(Arc::as_ref)
    }

    /// Keeps what answers for each contact without a look at its events.
    pub fn summarize(&mut self) {
        self.last_at = match self.time_column().map(|column| &column.data) {
            Some(Data::Ints { ints, .. }) => {
                let last = |events: &[u32]| match *events {
                    [from, to] if from < to => Some(to - 1),
                    _ => None,
                };
                Some(ints.gather_some(self.offsets.windows(2).map(last)))
            }
            _ => None,
        };
    }

    /// The time column.
    pub fn time_column(&self) -> Option<&Column> {
        self.columns.get(self.time?).map(Arc::as_ref)
    }
}
