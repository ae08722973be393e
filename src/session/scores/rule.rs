//! A condition inside the parameters of a score.

use crate::rule::Node;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// A condition of the rule language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(transparent)]
pub struct ScoreRule(pub Node);

impl<'de> Deserialize<'de> for ScoreRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Node::from_value(&value, "rule").map(ScoreRule).map_err(D::Error::custom)
    }
}
