//! Values written in a definition.

use super::{Offset, Population};
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
    /// A value that stands somewhere else.
    Reference(Box<Reference>),
}

/// A value that stands somewhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(untagged))]
#[serde(untagged)]
pub enum Reference {
    /// A parameter of the document.
    Param(ParamReference),
    /// Another column of the same row; in `is` of an event, a column of the contact.
    Field(FieldReference),
    /// A statistic over a population.
    Statistic(StatisticReference),
}

/// A parameter of the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ParamReference {
    /// Its name.
    pub param: String,
    /// A factor, for numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number"))]
    pub times: Option<Decimal>,
}

/// Another column of the same row. A row without a value there matches no positive operator.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FieldReference {
    /// Its name; of the same kind as the left-hand side.
    pub field: String,
    /// A factor, for numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number"))]
    pub times: Option<Decimal>,
    /// How far it is moved, for dates (days and longer) and times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plus: Option<Offset>,
}

/// A statistic of numbers over a population.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct StatisticReference {
    /// Which.
    pub statistic: Statistic,
    /// Of which column of the contacts; of the left-hand side when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number"))]
    pub times: Option<Decimal>,
    /// Of whom; `has_value` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
}

/// A number made of many. Of a population without a value it is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// Sum divided by number.
    Mean,
    /// The value in the middle, of an even number the mean of the two in the middle.
    Median,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
}

impl Statistic {
    /// Every statistic with its name on the wire.
    pub const ALL: [(&'static str, Statistic); 4] = [
        ("mean", Statistic::Mean),
        ("median", Statistic::Median),
        ("min", Statistic::Min),
        ("max", Statistic::Max),
    ];
}

impl Literal {
    /// The value that stands somewhere else, if it does.
    pub fn reference(&self) -> Option<&Reference> {
        match self {
            Literal::Reference(reference) => Some(reference),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Literal::Bool(b) => serializer.serialize_bool(*b),
            Literal::Number(n) => n.serialize(serializer),
            Literal::Text(t) => serializer.serialize_str(t),
            Literal::Reference(r) => r.serialize(serializer),
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Bool(b) => write!(f, "{b}"),
            Literal::Number(n) => write!(f, "{n}"),
            Literal::Text(t) => f.write_str(t),
            Literal::Reference(r) => match r.as_ref() {
                Reference::Param(p) => write!(f, "parameter {}", p.param),
                Reference::Field(c) => write!(f, "column {}", c.field),
                Reference::Statistic(_) => f.write_str("a statistic"),
            },
        }
    }
}
