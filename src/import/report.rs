//! What became of every row and every cell of a file.

use serde::{Deserialize, Serialize};

/// The account of a file: `read = accepted + merged + superseded + rejected + blank`. Of a file of items, what is accepted
/// are orders: a row beyond the first of its order is merged into it, and `items = accepted + merged`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FileReport {
    /// Records below the header.
    pub read: u32,
    /// Records that became a contact or an event.
    pub accepted: u32,
    /// Contact records that were merged into a contact that was already there; rows of items, into their order.
    pub merged: u32,
    /// Records that gave way to records of a later file, loaded as an update.
    pub superseded: u32,
    /// Records that were not taken, each with a reason.
    pub rejected: u32,
    /// Records without any content.
    pub blank: u32,
    /// How many records were rejected for each reason.
    pub reasons: Vec<ReasonCount>,
    /// What became of the cells of each column that is read.
    pub columns: Vec<ColumnReport>,
    /// Records without a value in any key column: a contact that nothing can be joined to, an event of nobody.
    pub without_key: u32,
    /// Events without a readable time.
    pub without_time: u32,
    /// Of a file of items: the rows of the table of the items.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[cfg_attr(test, ts(optional, as = "Option<u32>"))]
    pub items: u32,
    /// Events whose person is in no contact file; they are kept and count for nobody.
    pub unlinked: u32,
    /// Events: the identity on which they were joined to contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_on: Option<String>,
    /// Contact records that share a key with a contact but differ in a stronger one, and were kept apart.
    pub conflicts: u32,
    /// Cells of merged records that differed from the value that was kept.
    pub overwritten: u32,
    /// Of an update: records of people or events that were not there.
    pub inserted: u32,
    /// Of an update: records that changed something.
    pub updated: u32,
    /// Of an update: records that say what was known.
    pub unchanged: u32,
    /// 128 bits of all bytes of the file, in hex; empty for rows without a file.
    pub fingerprint: String,
    /// The same of its size and its first 64 KiB.
    pub head_fingerprint: String,
    /// Names of values for which the plan has no column, because they first appear behind what recognition looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<UnplannedKey>>"))]
    pub unplanned: Vec<UnplannedKey>,
}

/// A name of values that have no column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UnplannedKey {
    /// The name, cut at 200 characters; `…` for all names beyond the first 200.
    pub name: String,
    /// How many values it has.
    pub rows: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// How often a reason occurred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReasonCount {
    /// The reason.
    pub reason: RejectReason,
    /// How many records.
    pub rows: u32,
}

/// Why a record was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// More fields than the header has, and the surplus is not empty: its values may stand in wrong columns.
    TooManyFields,
    /// Fewer fields than half of the header.
    TooFewFields,
    /// A quote that is never closed.
    UnclosedQuote,
    /// A record longer than the limit.
    TooLong,
    /// The header again.
    RepeatedHeader,
    /// A line of totals or a note below the data.
    TotalsLine,
    /// Bytes that the encoding does not have.
    BadEncoding,
    /// A line or an element that is no JSON object, or a card without an end.
    Damaged,
}

impl RejectReason {
    /// Every reason, in the order of their declaration.
    pub const ALL: [Self; 8] = [
        Self::TooManyFields,
        Self::TooFewFields,
        Self::UnclosedQuote,
        Self::TooLong,
        Self::RepeatedHeader,
        Self::TotalsLine,
        Self::BadEncoding,
        Self::Damaged,
    ];
}

/// A record that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RejectedRow {
    /// 1-based record of the file, the header and the lines above it included.
    pub row: u32,
    /// 1-based physical line where it starts (workbooks: the row of the sheet).
    pub line: u32,
    /// Why.
    pub reason: RejectReason,
    /// Its text, cut at 2,000 characters.
    pub text: String,
}

/// What became of the cells of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ColumnReport {
    /// Name in the dataset.
    pub name: String,
    /// Cells that are not empty and not a word for "nothing".
    pub filled: u32,
    /// Of these, cells that were read as the type.
    pub parsed: u32,
    /// Up to ten cells that could not be read, which count as missing.
    pub failed: Vec<FailedCell>,
    /// Of a column of phones: cells whose value is a number without the extension that they name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extensions: Option<LeftOut>,
}

/// What cells say and their values leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeftOut {
    /// The number of cells.
    pub cells: u32,
    /// 1-based record of the first of them.
    pub row: u32,
    /// What it says, cut at 200 characters.
    pub text: String,
}

/// A cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FailedCell {
    /// 1-based record of the file.
    pub row: u32,
    /// What it says, cut at 200 characters.
    pub text: String,
    /// What is wrong with it.
    pub reason: CellIssue,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CellIssue {
    /// It does not have the shape of the type.
    WrongShape,
    /// A spreadsheet has rounded it (`1.38E+10`); the digits are lost.
    Lossy,
    /// It is masked (`138****1037`).
    Masked,
    /// The column has more text than can be held.
    Full,
}

/// How far a file has been read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Progress {
    /// Bytes taken.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Records read.
    pub rows: u32,
}
