//! How good the data are, and what changed since the load before, as plain data.

use serde::{Deserialize, Serialize};

/// What quality is told with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct QualityOptions {
    /// A day or an instant: values behind it are in the future. Without it nothing is.
    pub as_of: Option<String>,
    /// The zone in which instants have their day; `Asia/Shanghai` when left out.
    pub zone: Option<String>,
}

/// How good the loaded data are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct QualityReport {
    /// The version of the data.
    pub version: u32,
    /// The newest day of all event times, or without events of all dates of the contacts; values in the future aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_day: Option<String>,
    /// The contacts (`contacts`), then the event tables.
    pub tables: Vec<TableQuality>,
}

/// How good one table is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TableQuality {
    /// `contacts` or the name of the event table.
    pub name: String,
    /// Rows.
    pub rows: u32,
    /// Events: the day of the oldest one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest_event: Option<String>,
    /// Events: the day of the newest one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_event: Option<String>,
    /// Events: days between the oldest and the newest one without any event.
    pub days_without: u32,
    /// Events: the longest runs of such days, at most five, the longest first.
    pub gaps: Vec<DayGap>,
    /// The columns.
    pub columns: Vec<ColumnQuality>,
}

/// Days in a row without an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DayGap {
    /// The first of them.
    pub from: String,
    /// The last of them.
    pub to: String,
    /// How many.
    pub days: u32,
}

/// How good one column is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ColumnQuality {
    /// Name.
    pub name: String,
    /// What the values mean.
    #[serde(rename = "type")]
    pub semantic: crate::table::Semantic,
    /// Rows.
    pub rows: u32,
    /// Rows without a value.
    pub missing: u32,
    /// Their share, 0 to 1; 0 without rows.
    pub missing_share: f64,
    /// Different values.
    pub distinct: u32,
    /// Whether all rows that have a value have the same, and there is more than one such row.
    pub constant: bool,
    /// Numbers, dates and times: the smallest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// Numbers, dates and times: the largest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// Numbers: the mean, with at most 9 digits behind the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<String>,
    /// Numbers: values below the first quartile or above the third by more than three times their distance.
    pub outliers: u32,
    /// Up to five of them, the farthest first.
    pub outlier_examples: Vec<String>,
    /// Dates and times: days from the newest value that is not in the future to the newest day of all data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale_days: Option<u32>,
    /// Dates and times: values behind `as_of`.
    pub future: u32,
}

/// What changed between two loads of the same kind of file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct QualityChange {
    /// Name of the newer file.
    pub file: String,
    /// Name of the file that it is compared with; left out when there is none, and nothing is found then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What changed, alarms first, then by the order of the columns.
    pub findings: Vec<QualityFinding>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct QualityFinding {
    /// How bad it is.
    pub level: QualityLevel,
    /// What changed.
    pub what: QualityMeasure,
    /// The column; left out of what is told of the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The number or the day before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The number or the day now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
}

/// How bad a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum QualityLevel {
    /// Something is very likely wrong.
    Alarm,
    /// Worth a look.
    Warning,
    /// Good to know.
    Info,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum QualityMeasure {
    /// The number of rows.
    Rows,
    /// The share of missing values.
    MissingShare,
    /// A column that had values has none.
    Emptied,
    /// The number of different values.
    Distinct,
    /// The mean.
    Mean,
    /// The newest day.
    NewestDay,
    /// A column that is not there any more.
    ColumnGone,
    /// A column that was not there.
    ColumnNew,
}
