//! Presets for the loaded data.

use super::Session;
use crate::error::Result;
use crate::rule::Node;
use crate::rule::preset::{self, PresetInfo};
use serde_json::Value;
use std::collections::BTreeMap;

impl Session {
    /// Every preset: first those that the loaded data support.
    pub fn presets(&self) -> Vec<PresetInfo> {
        preset::presets(&self.schema)
    }

    /// The condition of a preset; see [`preset::build`].
    ///
    /// # Errors
    /// What [`preset::build`] says.
    pub fn build_preset(
        &self,
        id: &str,
        binding: &BTreeMap<String, String>,
        parameters: &BTreeMap<String, Value>,
    ) -> Result<Node> {
        preset::build(id, &self.schema, binding, parameters)
    }
}
