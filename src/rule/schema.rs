//! What the loaded data have: what a definition is validated against and what a builder offers.

use super::operator::{Level, OperatorInfo};
pub use crate::table::Taggings;
use crate::table::{Kind, Semantic};
use serde::Serialize;
use std::collections::BTreeMap;

/// The columns, tags and events of the loaded data.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Schema {
    /// Counts up with every change of the data.
    pub version: u32,
    /// The number of contacts.
    pub population: u32,
    /// The contacts' columns, in the order of the files.
    pub fields: Vec<FieldInfo>,
    /// How many different tags there are (leaves and inner names of the tree).
    pub tags: u32,
    /// How many contacts have at least one tag.
    pub tagged: u32,
    /// The event tables.
    pub events: Vec<EventInfo>,
    /// The contacts' column with the main key, where they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Where it is recorded when and by whom tags were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taggings: Option<Taggings>,
    /// The operators of each kind of column.
    pub operators: BTreeMap<Kind, Vec<OperatorInfo>>,
    /// The measures of events.
    pub measures: Vec<MeasureInfo>,
    /// The end of the newest day in the data, in the zone `Asia/Shanghai` unless a document says otherwise; RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FieldInfo {
    /// Name.
    pub name: String,
    /// What the values mean.
    #[serde(rename = "type")]
    pub semantic: Semantic,
    /// Which operators it has.
    pub kind: Kind,
    /// How many rows have a value.
    pub filled: u32,
    /// How many different values, where that is known without a scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u32>,
    /// Smallest value (numbers, dates, times), as a definition writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// Largest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// Digits behind the point of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<u8>,
    /// ISO 4217 code of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Masked unless a person asks to see it.
    pub sensitive: bool,
    /// Whether it was made of another column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub derived: bool,
    /// The column it was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Whether a cell of it can say "do not contact".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub suppresses: bool,
    /// The score that writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<ScoreField>,
}

/// Of a column that a score writes: which one, and how people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreField {
    /// Id of the score.
    pub id: String,
    /// The part of the score.
    pub part: String,
    /// Label in Chinese.
    pub zh: String,
    /// Label in English.
    pub en: String,
    /// Whether the score has to be run again.
    pub stale: bool,
}

impl FieldInfo {
    /// A column of which no more is known than its name and what it means.
    pub fn named(name: String, semantic: Semantic) -> Self {
        Self {
            name,
            semantic,
            kind: semantic.kind(),
            filled: 0,
            distinct: None,
            min: None,
            max: None,
            scale: None,
            currency: None,
            sensitive: false,
            derived: false,
            origin: None,
            suppresses: false,
            score: None,
        }
    }
}

impl EventInfo {
    /// A table of which no more is known than its name and its columns.
    pub fn named(table: String, columns: Vec<FieldInfo>) -> Self {
        Self {
            table,
            rows: 0,
            unlinked: 0,
            people: 0,
            time: None,
            amount: None,
            valid: None,
            columns,
        }
    }
}

/// An event table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct EventInfo {
    /// Name.
    pub table: String,
    /// Number of events.
    pub rows: u32,
    /// Events whose person is unknown; they are kept and count for nobody.
    pub unlinked: u32,
    /// Contacts with at least one event.
    pub people: u32,
    /// The time column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The amount column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The column of yes and no that says whether an event counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
    /// The columns.
    pub columns: Vec<FieldInfo>,
}

/// A measure of events.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MeasureInfo {
    /// Name on the wire.
    pub name: &'static str,
    /// The kinds of column it reads; empty when it reads none.
    pub columns: Vec<Kind>,
    /// The kind of its result; `null` when it is the kind of the column.
    pub result: Option<Kind>,
    /// Whether the table needs a time column.
    pub needs_time: bool,
    /// Where it can run.
    pub level: Level,
}
