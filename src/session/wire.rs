//! What the session answers, as plain data.

mod assignment;
mod experiment;
mod explain;
mod library;
mod people;
mod quality;
mod scores;
mod similarity;

pub use assignment::*;
pub use experiment::*;
pub use explain::*;
pub use library::*;
pub use people::*;
pub use quality::*;
pub use scores::*;
pub use similarity::*;

use crate::error::Error;
use crate::import::join::LoadMode;
use crate::import::{FilePlan, FileReport};
use serde::{Deserialize, Serialize};

/// A loaded file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FileEntry {
    /// Identity in the session.
    pub id: u32,
    /// How it was read.
    pub plan: FilePlan,
    /// What became of its rows.
    pub report: FileReport,
    /// How it came to the others; of a file that replaced another one, how that one did.
    pub mode: LoadMode,
    /// The loaded file that has the same bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<u32>,
}

/// The size of a segment and of every node in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SizeReport {
    /// The version of the data.
    pub version: u32,
    /// Contacts loaded.
    pub population: u32,
    /// Contacts in the segment. Nodes with an error take no part; `errors` says which.
    pub matched: u32,
    /// Contacts that `exclude` takes out.
    pub excluded: u32,
    /// Contacts in the segment who must not be contacted; the rest can be reached.
    pub suppressed: u32,
    /// Of a definition with a limit: contacts before the limit. `matched` is what the limit leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limited: Option<u32>,
    /// The instant as of which windows end, RFC 3339 in the document's zone; empty when no window was asked and the data have none.
    pub as_of: String,
    /// The document's zone.
    pub zone: String,
    /// Every node, parents before children.
    pub nodes: Vec<NodeSize>,
    /// What is wrong, by path. Empty: the definition is valid and `matched` is its size.
    pub errors: Vec<Error>,
    /// Ids of the scores that it asks for and that have to be run again; `scores` says why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<String>>"))]
    pub stale: Vec<String>,
}

/// The size of one node.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct NodeSize {
    /// Path such as `rule.all[1].event.where`; the root is `rule`, what is taken out is `exclude`.
    pub path: String,
    /// What is counted: contacts, or events inside `event.where`.
    pub unit: CountUnit,
    /// How many are true by themselves; left out when the node has an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// In `all` and `none`: how many contacts this child removes from the parent; in `any`: how many it adds; in groups that
    /// count: how many more or fewer contacts the parent would have without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<u32>,
    /// Of a negative condition: how many of `size` match because they have no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<u32>,
    /// Of a list: how many of its different values no contact has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmatched: Option<u32>,
    /// Of a comparison with other contacts: the numbers that decided, as decimal texts with at most 9 digits behind the
    /// point. The value at the cut of `top_n` and its like; both bounds of `quantile_in`; a statistic times its factor;
    /// mean and standard deviation of `zscore`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<String>>"))]
    pub cut: Vec<String>,
    /// Of a condition with a window: when it starts and ends (first instant inside, first instant outside), RFC 3339 in
    /// the document's zone. An open end is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<ResolvedWindow>,
    /// Whether it takes part: not muted, no error, and no ancestor with either.
    pub counted: bool,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CountUnit {
    /// Contacts.
    Contacts,
    /// Events.
    Events,
}

/// A window as instants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ResolvedWindow {
    /// First instant inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First instant outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A name of the tag tree with the contacts below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TagInfo {
    /// Full path, as a definition writes it.
    pub name: String,
    /// Last part of the path.
    pub label: String,
    /// 0 at the root.
    pub depth: u32,
    /// Whether there are names below it.
    pub has_children: bool,
    /// Contacts with this tag or one below it.
    pub contacts: u32,
}

/// A page of the members of a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MembersPage {
    /// Members in all.
    pub total: u32,
    /// The number of the first row of this page.
    pub offset: u32,
    /// The columns, in the order asked.
    pub columns: Vec<PageColumn>,
    /// The rows; missing values are `null`.
    pub rows: Vec<Vec<Option<String>>>,
    /// Which contact each row is: a number that stays the same until the data change.
    pub contacts: Vec<u32>,
    /// Those of `contacts` who must not be contacted.
    pub suppressed: Vec<u32>,
}

/// A column of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PageColumn {
    /// Name.
    pub name: String,
    /// Whether its values are masked on this page.
    pub masked: bool,
}

/// Which members to show, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct PageOptions {
    /// Members to skip.
    pub offset: u32,
    /// Rows at most; at most 10,000.
    pub limit: u32,
    /// The columns, in this order; `$tags` is the list of tags. All columns when left out.
    pub columns: Option<Vec<String>>,
    /// Show phone, e-mail and ids as they are.
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub reveal: bool,
}

/// What an export shows, and of whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct ExportChoice {
    /// Show phone, e-mail and ids as they are.
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub reveal: bool,
    /// Export those too who must not be contacted.
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub include_suppressed: bool,
}

/// A piece of an exported audience.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportPiece {
    /// Where the next piece starts; equal to `total` at the end.
    pub next: u32,
    /// Members that are exported in all.
    pub total: u32,
    /// Members that are left out because they must not be contacted.
    pub suppressed: u32,
    /// Cells of this piece that a spreadsheet would run as a formula and that got a leading apostrophe.
    pub guarded: u32,
}

/// Memory held by the session, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MemoryReport {
    /// By table and column, largest first.
    pub columns: Vec<MemoryItem>,
    /// Sets of conditions that are kept for the next edit.
    #[cfg_attr(test, ts(type = "number"))]
    pub cache: u64,
    /// The most bytes of such sets that are kept.
    #[cfg_attr(test, ts(type = "number"))]
    pub cache_limit: u64,
    /// All of it.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
}

/// Memory of one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MemoryItem {
    /// `contacts` or the event table.
    pub table: String,
    /// Column.
    pub name: String,
    /// Bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
}
