//! Definitions from and for other tools.

use super::Session;
use crate::error::{Code, Error, Result};
use crate::rule::exchange::{Exchange, Format};
use crate::rule::{Document, MAX_BYTES};
use serde_json::Value;

impl Session {
    /// A definition in another language. The data are not looked at.
    pub fn export_rules(document: &Document, format: Format) -> Exchange<Value> {
        format.export(document)
    }

    /// A definition from the JSON text of another language. The data are not looked at: a name that they do not have is found
    /// when the definition is used.
    ///
    /// # Errors
    /// [`Code::NotJson`] with the place in the text; [`Code::DefinitionTooLarge`].
    pub fn import_rules(text: &str, format: Format) -> Result<Exchange<Document>> {
        if text.len() > MAX_BYTES {
            return Err(Error::new(Code::DefinitionTooLarge)
                .with("limit", MAX_BYTES)
                .with("what", "bytes"));
        }
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| Error::new(Code::NotJson).with("reason", e))?;
        format.import(&value)
    }
}
