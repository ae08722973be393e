//! Conditions on events that follow each other.

use super::{EventWindow, Mask, Node, Operator};
use crate::time::window::Amount;
use serde::Serialize;

/// Events that follow each other in time. Other events in between are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Sequence {
    /// The steps in their order; at least one of them is positive.
    pub steps: Vec<Step>,
    /// All steps lie inside; `all_time` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<EventWindow>,
    /// On which weekdays and at which times of the day the steps may lie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mask: Option<Mask>,
    /// The longest time from the first positive step to the last one reached; without a limit when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Amount>,
    /// Whether a step must be later than the one before, not at the same time; `true` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strict: Option<bool>,
    /// A column that must have the same value in every step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlate: Option<String>,
    /// How many positive steps must be reached, in their order; all when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<Operator>,
}

/// One step of a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Step {
    /// Name of the event table.
    pub table: String,
    /// Which events are the step.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Box<Node>>,
    /// A negative step: no such event between the positive steps before and after it.
    #[serde(default, skip_serializing_if = "super::is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub not: bool,
    /// The longest time since the positive step before; without a limit when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<Amount>,
}

impl Sequence {
    /// The number of positive steps.
    pub fn positive(&self) -> usize {
        self.steps.iter().filter(|s| !s.not).count()
    }
}
