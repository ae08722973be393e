//! The text form of a definition: a profile of OGC CQL2-Text, which engineers know as the WHERE clause of SQL, with
//! functions for behaviour. [`print()`] writes it, [`parse`] reads it back: `parse(&print(document)) == document`.
//!
//! The grammar and the table of functions stand in `docs/text.md`. A text always means the same document: the loaded data
//! never change its meaning, they only let [`parse_with`] name columns and tables that do not exist. Costs time linear in
//! the text.
//!
//! ```
//! use fenqun::rule::text;
//! let document = text::parse("gender = '女' AND age BETWEEN 25 AND 35 EXCLUDE has_any(tags, '勿扰')")?;
//! assert_eq!(text::parse(&text::print(&document))?, document);
//! # Ok::<(), fenqun::error::Error>(())
//! ```

mod functions;
mod lexer;
mod parser;
mod phrase;
mod printer;
#[cfg(test)]
mod tests;

pub use functions::{FUNCTIONS, Function};
pub use printer::print;

use super::Document;
use super::schema::Schema;
use crate::error::Result;

/// Reads a definition from text.
///
/// # Errors
/// [`Code::TextSyntax`](crate::error::Code::TextSyntax) with line and column (both from 1, columns in characters), what was
/// expected there, what was found and what to do; [`Code::DefinitionTooLarge`](crate::error::Code::DefinitionTooLarge) for
/// the limits of [`Document::from_json`].
pub fn parse(text: &str) -> Result<Document> {
    parser::document(text, None)
}

/// Reads a definition from text whose columns and tables must exist.
///
/// # Errors
/// What [`parse`] says, and [`Code::UnknownField`](crate::error::Code::UnknownField) or
/// [`Code::UnknownTable`](crate::error::Code::UnknownTable) with line, column and the nearest name.
pub fn parse_with(text: &str, schema: &Schema) -> Result<Document> {
    parser::document(text, Some(schema))
}

/// Words that are no column unless they stand in double quotes.
const RESERVED: [&str; 22] = [
    "and", "or", "not", "between", "in", "like", "is", "null", "true", "false", "missing", "as",
    "muted", "locked", "where", "exclude", "limit", "define", "param", "then", "within", "of",
];

fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// Whether a text begins like a date: four digits and a hyphen. An order of such texts is one of times.
fn is_datelike(text: &str) -> bool {
    text.get(..5)
        .is_some_and(|head| head.ends_with('-') && head.bytes().take(4).all(|b| b.is_ascii_digit()))
}
