//! Conditions on one column.

use super::Operator;
use serde::Serialize;

/// A condition on one column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Attribute {
    /// Name of the column.
    pub field: String,
    /// What its value must be.
    pub is: Operator,
    /// Only on negative operators: whether a row without a value matches. `match` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
}

/// Whether a negative operator matches a row without a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// A missing value is different from everything.
    Match,
    /// A missing value never matches.
    NoMatch,
}
