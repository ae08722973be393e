//! Values written in a definition.

use crate::table::Decimal;
use serde::{Serialize, Serializer};
use std::fmt;

/// A value on the right-hand side of an operator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(untagged))]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// A number, exact as written.
    #[cfg_attr(test, ts(type = "number"))]
    Number(Decimal),
    /// A text, a date or a time.
    Text(String),
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Literal::Bool(b) => serializer.serialize_bool(*b),
            Literal::Number(n) => n.serialize(serializer),
            Literal::Text(t) => serializer.serialize_str(t),
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Bool(b) => write!(f, "{b}"),
            Literal::Number(n) => write!(f, "{n}"),
            Literal::Text(t) => f.write_str(t),
        }
    }
}
