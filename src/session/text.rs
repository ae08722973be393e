//! Definitions as text.

use super::Session;
use crate::error::Result;
use crate::rule::schema::Schema;
use crate::rule::{Document, text};

impl Session {
    /// The text form of a definition.
    pub fn print_definition(document: &Document) -> String {
        text::print(document)
    }

    /// Reads a definition from its text form. When contacts are loaded, columns and tables must exist.
    ///
    /// # Errors
    /// What is wrong with it, with line and column.
    pub fn parse_text(&self, source: &str) -> Result<Document> {
        Self::parse_text_with(source, self.schema())
    }

    /// As [`Session::parse_text`], with the schema of a session that is elsewhere.
    ///
    /// # Errors
    /// What is wrong with it, with line and column.
    pub fn parse_text_with(source: &str, schema: &Schema) -> Result<Document> {
        if schema.population == 0 { text::parse(source) } else { text::parse_with(source, schema) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn names_are_checked_once_contacts_are_loaded() {
        let mut session = Session::new();
        assert!(session.parse_text("citi = '上海'").is_ok());
        let json = r#"{"contacts": {"key": "id", "columns": {"id": "id", "city": "text"}, "rows": [["a", "上海"]]}}"#;
        session.load_tables(json).unwrap();
        let error = session.parse_text("TRUE AND citi = '上海'").unwrap_err();
        assert_eq!(error.code, Code::UnknownField);
        assert_eq!(error.params["hint"], "did you mean city?");
        let document = session.parse_text("city = '上海'").unwrap();
        assert_eq!(Session::print_definition(&document), "city = '上海'");
        assert_eq!(session.size(&document).matched, 1);
    }
}
