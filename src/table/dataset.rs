//! The loaded data as one whole: contacts with their columns and tags, and event tables in contact order.

use super::column::{Column, Data};
use super::events::EventTable;
use super::semantic::Kind;
use super::tags::TagTree;
use crate::time::Zone;
use roaring::RoaringBitmap;
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
    /// Who must not be contacted, by the column that says so.
    pub suppressions: Vec<Suppression>,
    /// Everybody who must not be contacted, whichever column says so.
    pub suppressed: RoaringBitmap,
    /// The contacts' columns that follow from others.
    pub derived: Vec<Derived>,
}

/// The contacts of whom a column says "do not contact".
#[derive(Debug, Clone, PartialEq)]
pub struct Suppression {
    /// Name of the column in its file.
    pub column: String,
    /// The contacts. One row of a contact is enough, and no later row takes it back.
    pub rows: RoaringBitmap,
}

/// A column that follows from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// Its name.
    pub column: String,
    /// Name of the column it is made of.
    pub from: String,
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

/// The newest day of these columns of dates and times, in a zone.
pub fn newest_day<'a>(columns: impl Iterator<Item = &'a Column>, zone: &Zone) -> Option<i32> {
    let newest = |column: &Column| match (&column.data, column.kind()) {
        (Data::Ints { ints, .. }, kind) if !ints.present().is_empty() => match kind {
            Kind::Date => Some(ints.bounds().1 as i32),
            Kind::Datetime => Some(zone.day_of(ints.bounds().1)),
            _ => None,
        },
        _ => None,
    };
    columns.filter_map(newest).max()
}

impl Dataset {
    /// The contacts' column with this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name).map(Arc::as_ref)
    }

    /// The newest day of the data, in a zone: over all event times; without any, over the contacts' datetimes.
    pub fn newest_day(&self, zone: &Zone) -> Option<i32> {
        let events = self.events.iter().filter_map(|t| t.time_column());
        let contacts = self.columns.iter().map(Arc::as_ref).filter(|c| c.kind() == Kind::Datetime);
        newest_day(events, zone).or_else(|| newest_day(contacts, zone))
    }

    /// The event table with this name.
    pub fn event_table(&self, name: &str) -> Option<&EventTable> {
        self.events.iter().find(|e| e.name == name).map(Arc::as_ref)
    }
}
