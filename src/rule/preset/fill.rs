//! The places of a condition filled in.
//!
//! A condition is JSON in which a text beginning with `$` is a place: `$orders` a table, `$orders.amount` or `$city` a
//! column, `$=topic` the text of a parameter, `$#days` its number, `$#n*days+1` a product of parameters and whole
//! numbers with something added, `$#share%` a hundredth of it.

use super::{Parameter, Preset};
use crate::error::{Code, Error, Result};
use crate::rule::json::unknown_key;
use crate::rule::product;
use crate::table::Decimal;
use crate::time::{Moment, Zone};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The longest text of a parameter, in characters.
const MAX_TEXT: usize = 200;

/// The roles in a condition, in the order of their names: a table stands before its columns.
pub(super) fn roles(variant: &str) -> BTreeSet<String> {
    variant
        .split('"')
        .filter_map(|part| part.strip_prefix('$'))
        .filter(|place| !place.starts_with(['#', '=']))
        .map(str::to_owned)
        .collect()
}

/// The parameters of a preset: those given, the defaults for the rest.
pub(super) fn values(
    preset: &Preset,
    given: &BTreeMap<String, Value>,
) -> Result<BTreeMap<&'static str, Value>> {
    let names: Vec<&str> = preset.parameters.iter().map(|p| p.name).collect();
    if let Some(other) = given.keys().find(|name| !names.contains(&name.as_str())) {
        return Err(unknown_key("parameters", other, &names));
    }
    preset
        .parameters
        .iter()
        .map(|parameter| match given.get(parameter.name) {
            None => Ok((parameter.name, parameter.default_value())),
            Some(value) => checked(parameter, value).map(|value| (parameter.name, value)),
        })
        .collect()
}

fn checked(parameter: &Parameter, value: &Value) -> Result<Value> {
    let wrong = |expected: String| {
        let shown: String = value.to_string().chars().take(80).collect();
        Error::new(Code::WrongValue)
            .with("value", shown)
            .with("expected", expected)
            .at(&format!("parameters.{}", parameter.name))
    };
    if !parameter.is_text() {
        let number = value.as_number().and_then(|n| Decimal::parse(&n.to_string()));
        let (min, max) = (Decimal::whole(parameter.min), Decimal::whole(parameter.max));
        return match number {
            Some(n) if min <= n && n <= max => Ok(value.clone()),
            _ => Err(wrong(format!("a number from {min} to {max}"))),
        };
    }
    let text = value.as_str().map(str::trim).unwrap_or_default();
    if parameter.unit == super::ParameterUnit::Date && Moment::parse(text, &Zone::utc()).is_err() {
        return Err(wrong("a date".to_owned()));
    }
    if text.is_empty() || text.chars().count() > MAX_TEXT {
        return Err(wrong("a text".to_owned()));
    }
    Ok(Value::from(text))
}

/// The condition with its places filled.
pub(super) fn fill(
    variant: &str,
    binding: &BTreeMap<String, String>,
    values: &BTreeMap<&'static str, Value>,
) -> Result<Value> {
    let mut value: Value = serde_json::from_str(variant)
        .map_err(|e| Error::new(Code::Internal).with("reason", e.to_string()))?;
    replace(&mut value, binding, values)?;
    Ok(value)
}

fn replace(
    value: &mut Value,
    binding: &BTreeMap<String, String>,
    values: &BTreeMap<&'static str, Value>,
) -> Result<()> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|v| replace(v, binding, values)),
        Value::Object(map) => map.values_mut().try_for_each(|v| replace(v, binding, values)),
        Value::String(text) => {
            let Some(place) = text.strip_prefix('$') else { return Ok(()) };
            let filled = if let Some(name) = place.strip_prefix('=') {
                values.get(name).cloned()
            } else if let Some(expression) = place.strip_prefix('#') {
                number(expression, values).and_then(|n| serde_json::to_value(n).ok())
            } else {
                binding.get(place).map(|name| Value::from(name.as_str()))
            };
            *value = filled.ok_or_else(|| {
                let shown = text.clone();
                Error::new(Code::WrongValue).with("value", shown).with("expected", "a number")
            })?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// `n*days+1`, `share%`; `None` when a number is too long.
fn number(expression: &str, values: &BTreeMap<&'static str, Value>) -> Option<Decimal> {
    let (expression, percent) = match expression.strip_suffix('%') {
        Some(rest) => (rest, true),
        None => (expression, false),
    };
    let (factors, added) = match expression.split_once('+') {
        Some((factors, added)) => (factors, Decimal::parse(added)?),
        None => (expression, Decimal::whole(0)),
    };
    let mut all = if percent { Decimal::parse("0.01")? } else { Decimal::whole(1) };
    for factor in factors.split('*') {
        let value = match values.get(factor) {
            Some(value) => Decimal::parse(&value.as_number()?.to_string())?,
            None => Decimal::parse(factor)?,
        };
        all = product(all, value)?;
    }
    if added == Decimal::whole(0) {
        return Some(all);
    }
    let scale = u32::from(all.scale);
    let mantissa =
        added.mantissa.checked_mul(10i64.checked_pow(scale)?)?.checked_add(all.mantissa)?;
    Some(Decimal { mantissa, scale: all.scale })
}
