//! Definitions from and for other tools.

use super::Session;
use crate::error::Result;
use crate::rule::exchange::{Exchange, Format};
use crate::rule::{Document, read_json};
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
    /// [`Code::NotJson`](crate::Code::NotJson) with the place in the text;
    /// [`Code::DefinitionTooLarge`](crate::Code::DefinitionTooLarge).
    pub fn import_rules(text: &str, format: Format) -> Result<Exchange<Document>> {
        format.import(&read_json(text)?)
    }
}
