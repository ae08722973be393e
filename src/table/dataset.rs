//! The loaded data as one whole: contacts with their columns and tags, and event tables in contact order.

use super::column::Column;
use super::tags::TagTree;
use serde::Serialize;
use std::sync::Arc;

/// Everything that a definition is evaluated on. Contacts are the row numbers `0..population`.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// Counts up with every change.
    pub version: u32,
    /// The number of contacts.
    pub population: u32,
    /// The contacts' columns, without tags columns; names are unique.
    pub columns: Vec<Arc<Column>>,
    /// The contacts' tags.
    pub tags: TagTree,
    /// The event tables; names are unique.
    pub events: Vec<Arc<EventTable>>,
    /// Name of the contacts' column with the main key.
    pub key: Option<String>,
    /// Where it is recorded when and by whom tags were given.
    pub taggings: Option<Taggings>,
}

/// The event table whose rows say that a contact was given a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Taggings {
    /// Name of the event table; its time column says when.
    pub table: String,
    /// Its column with the path of the tag.
    pub tag: String,
    /// Its column with the source: `manual`, `auto`, `import` or `questionnaire`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

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
    /// Events of contact `c` are the rows `offsets[c]..offsets[c + 1]`; one more entry than contacts.
    pub offsets: Vec<u32>,
    /// The number of events, those of unknown people included.
    pub rows: u32,
}

impl Dataset {
    /// The contacts' column with this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name).map(Arc::as_ref)
    }

    /// The event table with this name.
    pub fn event_table(&self, name: &str) -> Option<&EventTable> {
        self.events.iter().find(|e| e.name == name).map(Arc::as_ref)
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

    /// The number of events that belong to a contact.
    pub fn linked(&self) -> u32 {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name).map(Arc::as_ref)
    }

    /// The time column.
    pub fn time_column(&self) -> Option<&Column> {
        self.columns.get(self.time?).map(Arc::as_ref)
    }
}
