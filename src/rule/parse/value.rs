//! Values in JSON.

use super::Budget;
use super::window::{amount, offset};
use crate::error::Result;
use crate::rule::json::{known, optional_text, required, shape, tagged, text, wrong};
use crate::rule::literal::{
    FieldReference, Literal, ParamReference, Reference, Statistic, StatisticReference,
};
use crate::rule::{Population, Tie};
use crate::table::Decimal;
use crate::time::window::Amount;
use serde_json::{Map, Value};

pub(super) fn count(value: &Value, path: &str) -> Result<u32> {
    let whole = value.as_u64().or_else(|| {
        // numbers from JavaScript may arrive as doubles
        value
            .as_f64()
            .filter(|f| f.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(f))
            .map(|f| f as u64)
    });
    whole
        .and_then(|n| u32::try_from(n).ok())
        .ok_or_else(|| shape(path, "a whole number from 0 on", value))
}

pub(super) fn counted(map: &Map<String, Value>, key: &str, path: &str) -> Result<u32> {
    count(required(map, key, path)?, &format!("{path}.{key}"))
}

pub(super) fn text_in(map: &Map<String, Value>, key: &str, path: &str) -> Result<String> {
    text(required(map, key, path)?, &format!("{path}.{key}"))
}

pub(super) fn optional_amount(
    map: &Map<String, Value>,
    key: &str,
    path: &str,
) -> Result<Option<Amount>> {
    map.get(key).map(|v| amount(v, &format!("{path}.{key}"))).transpose()
}

/// A number, or a text with one: more digits than a double has.
pub(super) fn decimal(value: &Value, path: &str) -> Result<Decimal> {
    let parsed = match value {
        Value::Number(n) => Decimal::parse(&n.to_string()),
        Value::String(s) => Decimal::parse(s),
        _ => return Err(shape(path, "a number", value)),
    };
    parsed.ok_or_else(|| wrong(path, &value.to_string(), "a number of at most 18 digits"))
}

pub(super) fn decimal_in(map: &Map<String, Value>, key: &str, path: &str) -> Result<Decimal> {
    decimal(required(map, key, path)?, &format!("{path}.{key}"))
}

pub(super) fn optional_decimal(
    map: &Map<String, Value>,
    key: &str,
    path: &str,
) -> Result<Option<Decimal>> {
    map.get(key).map(|v| decimal(v, &format!("{path}.{key}"))).transpose()
}

/// A value, or where it stands.
pub(super) fn literal(value: &Value, path: &str) -> Result<Literal> {
    match value {
        Value::Bool(b) => Ok(Literal::Bool(*b)),
        Value::String(s) => Ok(Literal::Text(s.clone())),
        Value::Number(_) => decimal(value, path).map(Literal::Number),
        Value::Object(map) => reference(map, value, path).map(|r| Literal::Reference(Box::new(r))),
        _ => Err(shape(path, "a value", value)),
    }
}

fn reference(map: &Map<String, Value>, value: &Value, path: &str) -> Result<Reference> {
    if map.contains_key("param") {
        known(path, map, &["param", "times"])?;
        return Ok(Reference::Param(ParamReference {
            param: text_in(map, "param", path)?,
            times: optional_decimal(map, "times", path)?,
        }));
    }
    if map.contains_key("statistic") {
        known(path, map, &["statistic", "field", "times", "population"])?;
        let name = text_in(map, "statistic", path)?;
        let found = Statistic::ALL.iter().find(|(n, _)| *n == name);
        let (_, statistic) = found.ok_or_else(|| {
            wrong(&format!("{path}.statistic"), &name, "mean, median, min or max")
        })?;
        return Ok(Reference::Statistic(StatisticReference {
            statistic: *statistic,
            field: optional_text(map, "field", path)?,
            times: optional_decimal(map, "times", path)?,
            population: optional_population(map, path)?,
        }));
    }
    if map.contains_key("field") {
        known(path, map, &["field", "times", "plus"])?;
        return Ok(Reference::Field(FieldReference {
            field: text_in(map, "field", path)?,
            times: optional_decimal(map, "times", path)?,
            plus: map.get("plus").map(|v| offset(v, &format!("{path}.plus"))).transpose()?,
        }));
    }
    Err(shape(path, "a value, or an object with param, field or statistic", value))
}

pub(super) fn optional_population(
    map: &Map<String, Value>,
    path: &str,
) -> Result<Option<Population>> {
    let Some(value) = map.get("population") else { return Ok(None) };
    let path = format!("{path}.population");
    match tagged(value, &path)? {
        ("all", None) => Ok(Some(Population::All)),
        ("has_value", None) => Ok(Some(Population::HasValue)),
        ("segment", Some(id)) => {
            text(id, &format!("{path}.segment")).map(|id| Some(Population::Segment(id)))
        }
        (name, _) => Err(wrong(&path, name, "all, has_value or {\"segment\": id}")),
    }
}

pub(super) fn optional_tie(map: &Map<String, Value>, path: &str) -> Result<Option<Tie>> {
    match optional_text(map, "tie", path)?.as_deref() {
        None => Ok(None),
        Some("include") => Ok(Some(Tie::Include)),
        Some("exclude") => Ok(Some(Tie::Exclude)),
        Some("by_id") => Ok(Some(Tie::ById)),
        Some(other) => Err(wrong(&format!("{path}.tie"), other, "include, exclude or by_id")),
    }
}

pub(super) fn text_list(value: &Value, path: &str, budget: &mut Budget) -> Result<Vec<String>> {
    let list = value.as_array().ok_or_else(|| shape(path, "a list of texts", value))?;
    budget.take_values(list.len(), path)?;
    list.iter().enumerate().map(|(i, v)| text(v, &format!("{path}[{i}]"))).collect()
}

pub(super) fn number_list(value: &Value, path: &str, budget: &mut Budget) -> Result<Vec<u32>> {
    let list = value.as_array().ok_or_else(|| shape(path, "a list of whole numbers", value))?;
    budget.take_values(list.len(), path)?;
    list.iter().enumerate().map(|(i, v)| count(v, &format!("{path}[{i}]"))).collect()
}
