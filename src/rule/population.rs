//! Numbers compared with those of other contacts, and the limit of an audience.

use super::Operator;
use crate::table::Decimal;
use serde::Serialize;

/// The contacts that a statistic is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Every contact; those without a value count in a percentage, but have no value.
    All,
    /// The contacts with a value.
    HasValue,
    /// The members of a segment with this id, as it is now.
    Segment(String),
}

/// What happens to contacts with the value at the cut, when not all of them fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// All of them are in: there may be more contacts than asked for.
    Include,
    /// None of them is in: there may be fewer.
    Exclude,
    /// As many as fit, by their main key in code point order, those without one last in the order of the rows.
    ById,
}

/// The contacts with the largest (or smallest) values.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TopN {
    /// How many.
    pub n: u32,
    /// Of whom; `has_value` when left out. Only members of the population are in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
    /// `include` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie: Option<Tie>,
}

/// The share of the contacts with the largest (or smallest) values, rounded up to whole contacts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TopPercent {
    /// From 0 to 100.
    #[cfg_attr(test, ts(type = "number"))]
    pub percent: Decimal,
    /// Of whom; `has_value` when left out. Only members of the population are in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
    /// `include` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie: Option<Tie>,
}

/// Above one type-7 quantile and up to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct QuantileRange {
    /// From 0 to 1; values above this quantile, from 0 on also the smallest.
    #[cfg_attr(test, ts(type = "number"))]
    pub from: Decimal,
    /// From 0 to 1, above `from`; values up to and including this quantile.
    #[cfg_attr(test, ts(type = "number"))]
    pub to: Decimal,
    /// Of whom; `has_value` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
}

/// The distance from the mean in standard deviations (of the population, divided by n).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Zscore {
    /// What the distance must be; of a population without any spread it is missing.
    pub is: Box<Operator>,
    /// Of whom; `has_value` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<Population>,
}

/// How many members an audience has at most.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(untagged))]
#[serde(untagged)]
pub enum Limit {
    /// Those with the largest or smallest values.
    Top(TopLimit),
    /// Some of them, the same on every run.
    Random(RandomLimit),
}

/// The members with the largest or smallest values of a column; equal values by main key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TopLimit {
    /// How many.
    pub top: u32,
    /// A number, date or time column; members without a value come last.
    pub by: String,
    /// `desc` when left out: the largest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// As many for each value of this column; members without a value are a group of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
}

/// Members in the order of `md5(seed + ":" + key)`, the main key being that of the contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct RandomLimit {
    /// How many.
    pub random: u32,
    /// Another seed draws other members.
    pub seed: String,
    /// As many for each value of this column; members without a value are a group of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
}

/// Which values come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The smallest.
    Asc,
    /// The largest.
    Desc,
}

impl Limit {
    /// How many members there are at most, for each group of `per`.
    pub fn n(&self) -> u32 {
        match self {
            Limit::Top(limit) => limit.top,
            Limit::Random(limit) => limit.random,
        }
    }

    /// The column whose values are groups.
    pub fn per(&self) -> Option<&str> {
        match self {
            Limit::Top(limit) => limit.per.as_deref(),
            Limit::Random(limit) => limit.per.as_deref(),
        }
    }
}

/// The share of all contacts whose number lies in a range: the number is the first 8 hex digits of
/// `md5(salt + ":" + key)`, read as u32, so that every engine finds the same contacts. A contact without the key is in no
/// sample.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Sample {
    /// Another salt draws other contacts.
    pub salt: String,
    /// Percent, from 0 on; the number is at least `floor(from ÷ 100 × 2³²)`.
    #[cfg_attr(test, ts(type = "number"))]
    pub from: Decimal,
    /// Percent, up to 100; the number is below `floor(to ÷ 100 × 2³²)`.
    #[cfg_attr(test, ts(type = "number"))]
    pub to: Decimal,
    /// The column with the key; the main key when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// The contacts whose value of a column stands in a list that somebody brought along.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct List {
    /// A text or code column.
    pub field: String,
    /// The values; those that no contact has are counted, not errors.
    pub values: Vec<String>,
}

/// At least, at most or exactly so many of several conditions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KOf {
    /// How many.
    pub k: u32,
    /// Of which conditions.
    pub of: Vec<super::Node>,
}
