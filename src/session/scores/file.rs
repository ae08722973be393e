//! Definitions of scores in the library file.

use super::ScoreDefinition;
use crate::error::{Error, Result};
use crate::session::Session;
use serde_json::{Value, json};

impl Session {
    /// The definitions as JSON, in the order in which they were kept.
    pub(in crate::session) fn written_scores(&self) -> Vec<Value> {
        self.scores.kept.iter().map(|kept| json!(kept.definition)).collect()
    }

    /// Reads the definitions of a library file; nothing is kept yet.
    ///
    /// # Errors
    /// What is wrong with one, with its path from `scores[0]` on.
    pub(in crate::session) fn read_scores(list: &[Value]) -> Result<Vec<ScoreDefinition>> {
        let read = |(at, value): (usize, &Value)| {
            ScoreDefinition::from_value(value).map_err(|mut error: Error| {
                let inner = error.location.path.take();
                let inner = inner.map_or_else(String::new, |path| format!(".{path}"));
                error.at(&format!("scores[{at}]{inner}"))
            })
        };
        list.iter().enumerate().map(read).collect()
    }
}
