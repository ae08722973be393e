//! JSON to [`Document`], with the path of whatever is wrong.
//!
//! Written by hand instead of derived: a person who writes or pastes a definition needs the path of the bad node, the
//! nearest name and what is allowed there. Costs time linear in the JSON.

mod event;
mod node;
mod operator;
#[cfg(test)]
mod tests;
mod value;
mod window;

use super::json::{known, object, optional_text, required, shape, wrong};
use super::population::{Limit, Order, RandomLimit, TopLimit};
use super::{Document, Literal, Meta, Node, Parameter, VERSION};
use crate::error::{Code, Error, Result};
use crate::time::WeekStart;
pub(super) use event::{COLUMN as MEASURES_OF_COLUMNS, PLAIN as PLAIN_MEASURES};
use node::node;
pub(super) use operator::{plain_operator, text_operator, texts_operator, value_operator};
use serde_json::Value;
use std::collections::BTreeMap;
use value::{count, literal, text_in};

/// The deepest nesting of nodes.
pub const MAX_DEPTH: usize = 32;
/// The most nodes of a definition.
pub const MAX_NODES: usize = 5_000;
/// The most values in all lists of a definition.
pub const MAX_VALUES: usize = 1_000_000;
/// The most bytes of a definition's text.
pub const MAX_BYTES: usize = 16 << 20;

impl Document {
    /// Reads a definition from JSON text.
    ///
    /// # Errors
    /// [`Code::NotJson`] with the place in the text, or what [`Document::from_value`] says.
    pub fn from_json(text: &str) -> Result<Self> {
        Self::from_value(&read_json(text)?)
    }

    /// Reads a definition from a JSON value. Unknown keys are errors: a typing mistake must not widen an audience.
    ///
    /// # Errors
    /// The first thing that is wrong, with its path.
    pub fn from_value(value: &Value) -> Result<Self> {
        let Some(map) = value.as_object() else {
            return Err(shape("", "a JSON object", value));
        };
        match map.get("fenqun") {
            None => return Err(Error::new(Code::NotADefinition)),
            Some(v) if v.as_f64() == Some(f64::from(VERSION)) => {}
            Some(v) => {
                return Err(Error::new(Code::UnknownVersion)
                    .with("version", v)
                    .with("supported", VERSION)
                    .at("fenqun"));
            }
        }
        known(
            "",
            map,
            &[
                "fenqun",
                "id",
                "name",
                "zone",
                "week_start",
                "as_of",
                "parameters",
                "conditions",
                "rule",
                "exclude",
                "limit",
                "meta",
            ],
        )?;
        let mut budget = Budget::default();
        Ok(Document {
            fenqun: VERSION,
            id: optional_text(map, "id", "")?,
            name: optional_text(map, "name", "")?.unwrap_or_default(),
            zone: optional_text(map, "zone", "")?.unwrap_or_else(|| "Asia/Shanghai".to_owned()),
            week_start: match optional_text(map, "week_start", "")?.as_deref() {
                None | Some("monday") => WeekStart::Monday,
                Some("sunday") => WeekStart::Sunday,
                Some(other) => return Err(wrong("week_start", other, "monday or sunday")),
            },
            as_of: optional_text(map, "as_of", "")?.unwrap_or_else(|| "data".to_owned()),
            parameters: map.get("parameters").map(parameters).transpose()?.unwrap_or_default(),
            conditions: map
                .get("conditions")
                .map(|v| conditions(v, &mut budget))
                .transpose()?
                .unwrap_or_default(),
            rule: node(required(map, "rule", "")?, "rule", 1, &mut budget)?,
            exclude: map.get("exclude").map(|v| node(v, "exclude", 1, &mut budget)).transpose()?,
            limit: map.get("limit").map(limit).transpose()?,
            meta: map.get("meta").map(meta).transpose()?,
        })
    }
}

/// The value of a JSON text that is no longer than a definition may be.
///
/// # Errors
/// [`Code::NotJson`] with the place in the text; [`Code::DefinitionTooLarge`] when it is too long or nested far deeper than
/// a definition can be.
pub fn read_json(text: &str) -> Result<Value> {
    if text.len() > MAX_BYTES {
        let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_BYTES);
        return Err(error.with("what", "bytes"));
    }
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(not_json)
}

/// What a JSON parser could not read. It stops far below the nesting that a definition can have.
fn not_json(error: serde_json::Error) -> Error {
    if error.to_string().starts_with("recursion limit") {
        let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_DEPTH);
        return error.with("what", "levels of nesting");
    }
    Error::new(Code::NotJson).with("reason", error)
}

impl Node {
    /// Reads one node from a JSON value; paths of errors begin at `path`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its path.
    pub fn from_value(value: &Value, path: &str) -> Result<Self> {
        node(value, path, 1, &mut Budget::default())
    }
}

fn parameters(value: &Value) -> Result<BTreeMap<String, Parameter>> {
    let mut all = BTreeMap::new();
    for (name, value) in object(value, "parameters")? {
        let path = format!("parameters.{name}");
        let parameter = match value {
            Value::Array(list) => Parameter::Many(
                list.iter()
                    .enumerate()
                    .map(|(i, v)| plain_literal(v, &format!("{path}[{i}]")))
                    .collect::<Result<_>>()?,
            ),
            value => Parameter::One(plain_literal(value, &path)?),
        };
        all.insert(name.clone(), parameter);
    }
    Ok(all)
}

/// A value that is no reference.
fn plain_literal(value: &Value, path: &str) -> Result<Literal> {
    match literal(value, path)? {
        Literal::Reference(_) => Err(shape(path, "a value", value)),
        literal => Ok(literal),
    }
}

fn conditions(value: &Value, budget: &mut Budget) -> Result<BTreeMap<String, Node>> {
    object(value, "conditions")?
        .iter()
        .map(|(name, v)| Ok((name.clone(), node(v, &format!("conditions.{name}"), 1, budget)?)))
        .collect()
}

fn limit(value: &Value) -> Result<Limit> {
    let map = object(value, "limit")?;
    let counted = |key: &str| count(required(map, key, "limit")?, &format!("limit.{key}"));
    if map.contains_key("random") {
        known("limit", map, &["random", "seed", "per"])?;
        return Ok(Limit::Random(RandomLimit {
            random: counted("random")?,
            seed: text_in(map, "seed", "limit")?,
            per: optional_text(map, "per", "limit")?,
        }));
    }
    known("limit", map, &["top", "by", "order", "per"])?;
    let order = match optional_text(map, "order", "limit")?.as_deref() {
        None => None,
        Some("asc") => Some(Order::Asc),
        Some("desc") => Some(Order::Desc),
        Some(other) => return Err(wrong("limit.order", other, "asc or desc")),
    };
    Ok(Limit::Top(TopLimit {
        top: counted("top")?,
        by: text_in(map, "by", "limit")?,
        order,
        per: optional_text(map, "per", "limit")?,
    }))
}

#[derive(Default)]
struct Budget {
    nodes: usize,
    values: usize,
}

impl Budget {
    fn take_values(&mut self, n: usize, path: &str) -> Result<()> {
        self.values += n;
        if self.values > MAX_VALUES {
            return Err(Error::new(Code::DefinitionTooLarge)
                .with("limit", MAX_VALUES)
                .with("what", "values")
                .at(path));
        }
        Ok(())
    }
}

fn meta(value: &Value) -> Result<Meta> {
    let map = object(value, "meta")?;
    known("meta", map, &["note", "goal"])?;
    Ok(Meta {
        note: optional_text(map, "note", "meta")?,
        goal: optional_text(map, "goal", "meta")?,
    })
}
