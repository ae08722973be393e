//! Words that the core does not know by itself.

use serde::Deserialize;

/// The words for values that are stored as codes, in the language of whoever reads them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Female.
    pub female: String,
    /// Male.
    pub male: String,
    /// True.
    pub yes: String,
    /// False.
    pub no: String,
    /// Header of the tags column of an export.
    pub tags: String,
}

impl Default for Words {
    fn default() -> Self {
        let text = |t: &str| t.to_owned();
        Self {
            female: text("female"),
            male: text("male"),
            yes: text("true"),
            no: text("false"),
            tags: text("tags"),
        }
    }
}
