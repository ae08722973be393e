//! Why a segment has its members, as plain data.

use super::{CountUnit, SourceRow};
use crate::error::Error;
use crate::eval::plan::Way;
use crate::rule::Operator;
use serde::Serialize;

/// What hangs on every node of a definition. All numbers are exact and before the limit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExplainReport {
    /// The version of the data.
    pub version: u32,
    /// Contacts loaded.
    pub population: u32,
    /// Contacts in the segment.
    pub matched: u32,
    /// Contacts in the segment before the limit; `without`, `removes`, `adds` and `near_misses` are told from these.
    pub before_limit: u32,
    /// The instant as of which windows end, RFC 3339 in the document's zone; empty when there is none.
    pub as_of: String,
    /// The document's zone.
    pub zone: String,
    /// Every node, parents before children: of the rule, of `exclude`, of the named conditions that are used. Empty when
    /// something is wrong.
    pub nodes: Vec<NodeExplained>,
    /// Nodes that are not explained because there are too many.
    pub left_out: u32,
    /// What is wrong, by path: a definition with errors is not explained.
    pub errors: Vec<Error>,
}

/// What hangs on one node. Without a number: the node takes no part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct NodeExplained {
    /// Path such as `rule.all[1].event.where`.
    pub path: String,
    /// What `size` counts.
    pub unit: CountUnit,
    /// How many are true by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// Members if the node were muted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<u32>,
    /// Contacts that are out and would be in if the node were muted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removes: Option<u32>,
    /// Contacts that are in and would be out if the node were muted: `without = before_limit + removes − adds`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adds: Option<u32>,
    /// Contacts that are out and would be in if this node alone came out the other way for them; left out of conditions on
    /// events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near_misses: Option<u32>,
}

/// How a definition was answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlanReport {
    /// The version of the data.
    pub version: u32,
    /// Contacts loaded.
    pub population: u32,
    /// Contacts in the segment.
    pub matched: u32,
    /// Contacts of the sample that estimates are told from.
    pub sample: u32,
    /// Every node, parents before children; groups have no steps.
    pub nodes: Vec<NodePlan>,
    /// What is wrong, by path; nodes with errors take no part.
    pub errors: Vec<Error>,
}

/// How one node was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct NodePlan {
    /// Path such as `rule.all[1].event.where`.
    pub path: String,
    /// What `size` and `estimated` count.
    pub unit: CountUnit,
    /// How many are true by themselves; left out of a node with an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// How many a sample of the contacts says there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated: Option<u32>,
    /// Whether the set was known from before: then `steps` are those that found it, and nothing was read now.
    pub cached: bool,
    /// What was read, one after the other.
    pub steps: Vec<PlanStep>,
}

/// A way to answer a condition, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct PlanStep {
    /// The way.
    pub way: Way,
    /// The event table that is read; left out for contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Rows that are read: of the table, of the contacts, or different texts.
    pub rows: u32,
    /// What it was thought to cost in nanoseconds, to choose among ways; no time that was measured.
    pub cost: u64,
}

/// Why one contact is in a segment, or is not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ContactReport {
    /// The contact.
    pub contact: ContactEntry,
    /// Whether it is in the segment.
    pub member: bool,
    /// Whether the rule holds for it.
    pub in_rule: bool,
    /// The conditions of `exclude` that are true for it, when it is taken out; otherwise empty.
    pub excluded_by: Vec<String>,
    /// Whether only the limit keeps it out.
    pub limited_out: bool,
    /// Every node, parents before children.
    pub nodes: Vec<NodeTruth>,
    /// Nodes that are not shown because there are too many.
    pub left_out: u32,
    /// The rows of files that the contact is made of, the first 100 in load order.
    pub rows: Vec<SourceRow>,
}

/// What one node says about one contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct NodeTruth {
    /// Path such as `rule.all[1]`.
    pub path: String,
    /// Whether it is true; left out of a node that takes no part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<bool>,
    /// Whether the contact would be on the other side (before the limit) if this node alone came out the other way.
    pub decides: bool,
    /// Of a condition: the value that decided it, or that there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ShownValue>,
    /// The number that the operator compares, where it is made of the value: characters of `length`, completed years of
    /// `age`, units of `diff`, standard deviations of `zscore`; left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<String>,
    /// Whether the value is masked, since its column is a phone, an e-mail or an id.
    pub masked: bool,
    /// Of a condition with an operator: what the value had to be, parameters in their places.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Operator>,
}

/// A value that decided a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ShownValue {
    /// There is none.
    Missing,
    /// A number, exact, or rounded to 9 decimals where it is a quotient.
    Number(String),
    /// A calendar day, `2025-09-30`.
    Date(String),
    /// An instant, RFC 3339 in the document's zone.
    Datetime(String),
    /// A text, as it is stored or masked.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// Tags.
    Tags(Vec<String>),
}

/// A contact by its row, with what a person knows it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ContactEntry {
    /// Row of the contact, from 0; stays the same until the data change.
    pub row: u32,
    /// The main key, masked unless asked for; left out when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// A name, when a column has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
