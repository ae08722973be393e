//! Before a test, as plain data: who gets which arm, how many contacts it takes.

use super::{ScoreNote, SplitCheck};
use crate::score::experiment::size::Alternative;
use serde::{Deserialize, Serialize};

/// Who of a segment gets which arm.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct AssignmentReport {
    /// The experiment whose name is hashed.
    pub experiment: String,
    /// The column that is hashed.
    pub key: String,
    /// Members of the segment.
    pub contacts: u32,
    /// Those of them without a key, who are in no arm.
    pub without_key: u32,
    /// The arms, in the order given.
    pub arms: Vec<AssignedArm>,
    /// Whether the arms are as large as their weights say; `alarm` hints at ids that are no ids of people.
    pub split: SplitCheck,
}

/// An arm and who is in it: those whose number, the first 8 hex digits of `md5(experiment + ":" + key)`, is in its range.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AssignedArm {
    /// Its name.
    pub name: String,
    /// Its share of the weights, 0 to 1.
    pub share: f64,
    /// Members in it.
    pub contacts: u32,
    /// The 8 hex digits that it begins with; `null` of an arm without weight.
    pub first: Option<String>,
    /// The 8 hex digits that it ends with, included.
    pub last: Option<String>,
}

/// What a test is to find.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct SampleSizeInput {
    /// The rate of the control, above 0 and below 1.
    pub baseline: f64,
    /// The rate that is to be told from it; or `lift`.
    #[serde(default)]
    pub target: Option<f64>,
    /// The relative change that is to be found: 0.1 is 10 % more than the baseline.
    #[serde(default)]
    pub lift: Option<f64>,
    /// The chance of a finding where there is none; 0.05 when left out.
    #[serde(default)]
    pub alpha: Option<f64>,
    /// The chance of a finding where there is one; 0.8 when left out.
    #[serde(default)]
    pub power: Option<f64>,
    /// Contacts of the arm to one of the control; 1 when left out.
    #[serde(default)]
    pub ratio: Option<f64>,
    /// Which differences count; both ways when left out.
    #[serde(default)]
    pub alternative: Option<Alternative>,
    /// Arms beside the control, 1 to 19; 1 when left out. With more, `alpha` is split among them.
    #[serde(default)]
    pub arms: Option<u32>,
}

/// How many contacts a test needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SampleSize {
    /// The rate that is to be told from the baseline.
    pub target: f64,
    /// Contacts of the control.
    #[cfg_attr(test, ts(type = "number"))]
    pub control: u64,
    /// Contacts of each other arm.
    #[cfg_attr(test, ts(type = "number"))]
    pub arm: u64,
    /// Contacts in all.
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
    /// Cohen's h, `2 asin √target − 2 asin √baseline`.
    pub cohen_h: f64,
    /// The sentence about it.
    pub note: ScoreNote,
}
