//! Scores as plain data.

use crate::rule::Node;
use crate::session::scores::ScoreDefinition;
use crate::table::Semantic;
use serde::Serialize;
use std::collections::BTreeMap;

/// A scoring model as a page offers it for the loaded data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ScoreModelInfo {
    /// Name of the model; the key of its label in the page's catalogue.
    pub model: String,
    /// Its version: it counts up when the same data would be scored otherwise.
    pub version: u32,
    /// What it needs, with what was found for it.
    pub needs: Vec<ScoreNeed>,
    /// Whether everything that it must have is there.
    pub supported: bool,
    /// A definition that can be run as it is; every parameter stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<ScoreDefinition>,
}

/// Something that a model needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ScoreNeed {
    /// What it is: `orders`, `orders.time`, `orders.amount`, `joined`, `interactions`, `segment` …; the key of its label.
    pub what: String,
    /// The table or column that was found; left out when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Whether the model cannot do without it.
    pub required: bool,
}

/// A kept score: how it is computed, and what it wrote when it was run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ScoreEntry {
    /// How it is computed.
    pub definition: ScoreDefinition,
    /// What it found out when it was run; left out before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ScoreReport>,
    /// Why its columns are not those that running it now would write; empty when they are.
    pub stale: Vec<StaleReason>,
    /// Ids of the segments that ask for its columns.
    pub used_by: Vec<String>,
}

/// Why a score has to be run again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StaleReason {
    /// The kind.
    pub why: StaleWhy,
    /// What it is about: a segment, another score, a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub what: Option<String>,
}

/// What made a score stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum StaleWhy {
    /// It was not run on these data yet.
    NeverRun,
    /// Files, rows or decisions have changed.
    DataChanged,
    /// The newest day of the data is another one, and so is `as_of`.
    AsOfMoved,
    /// The definition is another one.
    DefinitionChanged,
    /// A segment that it refers to is another one, or gone.
    SegmentChanged,
    /// A score that it refers to was run again, or is gone.
    ScoreChanged,
    /// A file has a column of the same name.
    NameTaken,
}

/// What running a score found out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ScoreReport {
    /// The score.
    pub id: String,
    /// How the values came about.
    pub model: ScoreProvenance,
    /// The columns that were written, in their order.
    pub columns: Vec<ScoreColumn>,
    /// The numbers at which values were told apart.
    pub cuts: Vec<ScoreCut>,
    /// How many contacts have which value; each is a condition for a builder.
    pub groups: Vec<ScoreGroup>,
    /// Two parts against each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<ScoreGrid>,
    /// What was counted and left out on the way, by name.
    pub diag: BTreeMap<String, f64>,
    /// How it was computed and what to look out for.
    pub notes: Vec<ScoreNote>,
    /// Of a model with a test on earlier data: tenths of the contacts, the most likely first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<ScoreDecile>>"))]
    pub deciles: Vec<ScoreDecile>,
}

/// What was predicted for a tenth of the contacts, and what happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreDecile {
    /// Contacts.
    pub rows: u32,
    /// The mean chance.
    pub predicted: f64,
    /// The share for whom it happened.
    pub actual: f64,
}

/// Where values of a score come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreProvenance {
    /// The model.
    pub name: String,
    /// Its version.
    pub version: u32,
    /// Every parameter, those too that were found in the data.
    #[cfg_attr(test, ts(type = "unknown"))]
    pub params: serde_json::Value,
    /// The instant as of which days count, RFC 3339 in the zone; the end of the day for a date. Empty when nothing in the
    /// data has a time and the model asks for none.
    pub as_of: String,
    /// The zone.
    pub zone: String,
    /// Contacts with a value.
    pub n: u32,
    /// Contacts in all.
    pub population: u32,
}

/// A column that a score writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreColumn {
    /// Name of the column, as rules write it: the score's id, a point, the part.
    pub name: String,
    /// The part: `r`, `cell`, `stage` …
    pub part: String,
    /// Label in Chinese.
    pub zh: String,
    /// Label in English.
    pub en: String,
    /// What the values mean.
    #[serde(rename = "type")]
    pub semantic: Semantic,
    /// Contacts with a value.
    pub filled: u32,
}

/// The numbers at which one part is cut.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreCut {
    /// The part: `r`, `f`, `m`, `cell.m` …
    pub part: String,
    /// What the numbers are in: `days`, `orders`, `money`, `time`, `points`, `probability`, `share`,
    /// `ratio`.
    pub unit: String,
    /// The numbers, ascending.
    pub values: Vec<f64>,
}

/// Contacts that share a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ScoreGroup {
    /// The part that has the value.
    pub part: String,
    /// The value; empty for contacts without one.
    pub value: String,
    /// How many they are.
    pub contacts: u32,
    /// What they spent together, where the model reads money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// The condition that is true for them.
    pub rule: Node,
}

/// Two parts of a score against each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreGrid {
    /// The part whose values are the columns, first to last.
    pub x: String,
    /// The part whose values are the rows.
    pub y: String,
    /// Values of `x`.
    pub xs: Vec<String>,
    /// Values of `y`.
    pub ys: Vec<String>,
    /// One cell for each pair, row by row.
    pub cells: Vec<ScoreCell>,
}

/// A cell of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ScoreCell {
    /// Contacts in it.
    pub contacts: u32,
    /// What they spent together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// The condition that is true for them.
    pub rule: Node,
}

/// A sentence as the key of a template and the values in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreNote {
    /// The key of the template.
    pub template: String,
    /// The values, by name.
    pub params: BTreeMap<String, String>,
}

/// Why a contact has the value that it has.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ScoreExplained {
    /// The score.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The contact's row.
    pub contact: u32,
    /// What the contact has in each column of the score; missing ones are left out.
    pub values: BTreeMap<String, String>,
    /// The sentences.
    pub reasons: Vec<ScoreNote>,
    /// The model and its parameters.
    pub model: ScoreProvenance,
    /// As in [`ScoreEntry`]: then the values are those of an earlier run.
    pub stale: Vec<StaleReason>,
}
