//! Rules of other tools, in and out: react-querybuilder queries and JsonLogic.
//!
//! Both directions go over one small language, `plain::Plain`: groups, `not`, constants and tests of one field. What it
//! cannot hold, and what a format cannot hold, is reported with its path, all of it, and then **there is no value**: half a
//! rule is another audience. `docs/exchange.md` has the tables and the reasons.
//!
//! Exports are exact under the readings of the reference (`@react-querybuilder/core`): three-valued SQL, where a
//! comparison with a missing value is unknown, and JsonLogic in JavaScript, where `null` counts as 0 in an order. Where
//! those would differ from this engine, a test for a value stands beside the comparison; an import takes it off again.
//!
//! Costs time linear in the rule.

mod export;
mod import;
mod json_logic;
mod plain;
mod query_builder;
#[cfg(test)]
mod tests;

pub use json_logic::{from_json_logic, to_json_logic};
pub use query_builder::{from_query_builder, to_query_builder};

use super::Document;
use super::json::shape;
use crate::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A language of rules that is not this engine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A query of react-querybuilder, with one combinator for each group or with combinators between the rules.
    QueryBuilder,
    /// A JsonLogic rule.
    JsonLogic,
}

/// A rule in another language, or what of it cannot be said there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Exchange<T> {
    /// The whole rule; `null` as soon as one part of it cannot be said.
    pub value: Option<T>,
    /// Every part that cannot be said, in the order of the rule, with its path in what was handed in: `rule.all[1].tags`
    /// of a definition, `rules[1].operator` of a query, `and[1].>` of a JsonLogic rule.
    pub unsaid: Vec<Error>,
}

impl Format {
    /// The name on the wire.
    ///
    /// # Errors
    /// [`Code::WrongValue`] when it is none.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "query_builder" => Ok(Self::QueryBuilder),
            "json_logic" => Ok(Self::JsonLogic),
            _ => Err(Error::new(Code::WrongValue)
                .with("value", name)
                .with("expected", "one of query_builder, json_logic")),
        }
    }

    /// The name that people know.
    pub const fn title(self) -> &'static str {
        match self {
            Self::QueryBuilder => "react-querybuilder",
            Self::JsonLogic => "JsonLogic",
        }
    }

    /// A definition in this language. See [`to_query_builder`] and [`to_json_logic`].
    pub fn export(self, document: &Document) -> Exchange<Value> {
        match self {
            Self::QueryBuilder => to_query_builder(document),
            Self::JsonLogic => to_json_logic(document),
        }
    }

    /// A definition from this language. See [`from_query_builder`] and [`from_json_logic`].
    ///
    /// # Errors
    /// [`Code::DefinitionTooLarge`].
    pub fn import(self, value: &Value) -> Result<Exchange<Document>> {
        match self {
            Self::QueryBuilder => from_query_builder(value),
            Self::JsonLogic => from_json_logic(value),
        }
    }
}

/// What could not be said so far.
struct Report {
    format: Format,
    unsaid: Vec<Error>,
}

impl Report {
    fn new(format: Format) -> Self {
        Self { format, unsaid: Vec::new() }
    }

    /// Notes an error; `None`, so that a reader can end with it.
    fn note<T>(&mut self, error: Error, path: &str) -> Option<T> {
        // the root of a foreign rule has an empty path, which is no place
        self.unsaid.push(if path.is_empty() { error } else { error.at(path) });
        None
    }

    /// Notes a value of another shape than expected.
    fn shape<T>(&mut self, expected: &str, found: &Value, path: &str) -> Option<T> {
        let mut error = shape(path, expected, found);
        error.location.path.take_if(|path| path.is_empty());
        self.note(error, path)
    }

    /// Notes that the format, or this engine, has no word for something.
    fn no_word<T>(&mut self, what: &str, path: &str) -> Option<T> {
        let error = Error::new(Code::CannotBeSaid).with("what", what);
        self.note(error.with("format", self.format.title()), path)
    }

    /// The value when nothing was noted.
    fn finish<T>(self, value: Option<T>) -> Exchange<T> {
        let value = value.filter(|_| self.unsaid.is_empty());
        Exchange { value, unsaid: self.unsaid }
    }
}
