//! Who is who, and why, as plain data.

use super::ContactEntry;
use crate::import::join::{DecisionKind, LoadMode, SharedReason};
use serde::{Deserialize, Serialize};

/// An identity with its rule and what it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IdentityInfo {
    /// What it is called: `phone`, `unionid`, `member_id`.
    pub name: String,
    /// Place among the identities, 0 the strongest. Of two rows that share a weaker one but differ in a stronger exclusive
    /// one, each is a person of its own.
    pub priority: u32,
    /// Whether its values join.
    pub joins: bool,
    /// Whether two different values are two different people. Phones and e-mails are not: a person can have two.
    pub exclusive: bool,
    /// A value with more different stronger ids than this does not join.
    pub most_ids: u32,
    /// A value on more rows than this without a stronger id does not join; only phones and e-mails have this limit, 0 stands
    /// for none.
    pub most_rows: u32,
    /// Different values.
    pub values: u32,
    /// People with a value.
    pub people: u32,
    /// Contact rows with a value.
    pub rows: u32,
    /// Rows that came to their person by it.
    pub joined: u32,
    /// Values that do not join because they are nobody's own.
    pub shared: u32,
}

/// What joining did with the contact rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MergeReport {
    /// The version of the data.
    pub version: u32,
    /// Contact rows of all files.
    pub rows: u32,
    /// People.
    pub people: u32,
    /// People made of several rows.
    pub people_of_several: u32,
    /// Rows that came to a person who had a row of the same file: `rows = people + within_files + across_files`.
    pub within_files: u32,
    /// Rows that came to a person who had rows of other files only.
    pub across_files: u32,
    /// How many rows came to their person by which identity, strongest first; `$decision` stands for a decision.
    pub joined_by: Vec<JoinedBy>,
    /// Pairs of rows that share a value but differ in a stronger identity.
    pub conflicts: u32,
    /// Rows that stand alone by decision.
    pub split_rows: u32,
    /// Values that do not join because they are nobody's own.
    pub shared: u32,
    /// The first 1,000 of them, those on most rows first; masked unless asked for.
    pub shared_values: Vec<SharedValue>,
}

/// How many rows came to their person by an identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct JoinedBy {
    /// The identity, or `$decision`.
    pub identity: String,
    /// Rows.
    pub rows: u32,
}

/// A value of a key column that does not join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SharedValue {
    /// The identity.
    pub identity: String,
    /// The value, masked unless asked for.
    pub value: String,
    /// Why it does not join.
    pub why: SharedReason,
    /// Rows that have it.
    pub rows: u32,
    /// The most different values of one stronger identity on these rows, as far as they were counted.
    pub ids: u32,
}

/// A page of the people who are made of several rows, in the order of the contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MergedPage {
    /// Such people in all.
    pub total: u32,
    /// The number of the first one of this page.
    pub offset: u32,
    /// The people.
    pub people: Vec<MergedPerson>,
}

/// A person made of several rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MergedPerson {
    /// The contact.
    pub contact: ContactEntry,
    /// Rows in all.
    pub row_count: u32,
    /// The first 100 of them, in load order.
    pub rows: Vec<SourceRow>,
}

/// A row of a file that a contact is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SourceRow {
    /// Id of the file.
    pub file: u32,
    /// Name of the file.
    pub name: String,
    /// 1-based record of the file; rows without a file are counted from 1.
    pub record: u32,
    /// Its key values, strongest identity first.
    pub keys: Vec<KeyValue>,
    /// The identity by which the row came to its person, `$decision` where a decision did it; left out of the first row and
    /// of rows that are alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_by: Option<String>,
    /// Whether it stands alone by decision.
    pub split: bool,
}

/// A value of a key column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyValue {
    /// The identity.
    pub identity: String,
    /// Name of the column.
    pub column: String,
    /// The value, masked unless asked for.
    pub value: String,
}

/// A page of the pairs of rows that share a value and were kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConflictPage {
    /// Such pairs in all.
    pub total: u32,
    /// Of these, pairs that can be shown.
    pub kept: u32,
    /// The number of the first one of this page.
    pub offset: u32,
    /// The pairs.
    pub conflicts: Vec<KeyConflict>,
}

/// Two rows that share a value and differ in a stronger identity: "this phone belongs to two unionids".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyConflict {
    /// The identity that they share.
    pub identity: String,
    /// The value that they share, masked unless asked for.
    pub value: String,
    /// The stronger identity in which they differ.
    pub differs: String,
    /// Its two values: that of the first row's person and that of the second's.
    pub values: [String; 2],
    /// The contacts.
    pub contacts: [ContactEntry; 2],
    /// The row that had the value first, and the one that was kept apart from it.
    pub rows: Vec<SourceRow>,
}

/// A row of a loaded file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RowRef {
    /// Id of the file.
    pub file: u32,
    /// 1-based record, as a [`SourceRow`] tells it.
    pub record: u32,
}

/// A decision on rows that holds until it is undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MergeDecision {
    /// Number in the session, to undo it.
    pub id: u32,
    /// What was decided.
    pub kind: DecisionKind,
    /// Of which rows.
    pub rows: Vec<DecidedRow>,
}

/// A row of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct DecidedRow {
    /// Id of the file; left out while no such file is loaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<u32>,
    /// Name that the file had.
    pub name: String,
    /// 1-based record.
    pub record: u32,
}

/// How a file should be loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct LoadProposal {
    /// The proposed mode; left out when the file should not be loaded once more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<LoadMode>,
    /// Why.
    pub because: LoadReason,
    /// The loaded file that the reason is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<u32>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Different keys or event ids at the beginning of the file.
    pub sampled: u32,
    /// Of these, those that are loaded already.
    pub known: u32,
}

/// Why a mode is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LoadReason {
    /// Byte for byte the same file is loaded.
    AlreadyLoaded,
    /// A file with the same size and the same beginning is loaded.
    ProbablyLoaded,
    /// The same columns, and event ids that are loaded already.
    KnownEvents,
    /// The same columns, and people who are loaded already.
    KnownPeople,
    /// The same columns, but nothing of it is loaded yet.
    NewRows,
    /// No loaded file has these columns.
    NewColumns,
}
