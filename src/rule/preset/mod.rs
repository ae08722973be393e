//! Segments that every industry starts from, as definitions with parameters.
//!
//! A preset is a condition with places: for tables and columns (*roles*, bound to the loaded data by kind and by the words
//! of their headers, and changed by the person), and for *parameters* (thresholds with a default). Building one gives an
//! ordinary [`Node`]; nothing of the preset stays in it. A preset that needs what the language cannot say yet is in the
//! catalogue, says what it needs, and cannot be built.
//!
//! The thresholds and their boundaries stand in `docs/presets.md`.

mod bind;
mod catalogue;
mod fill;
mod parameters;
mod stages;
#[cfg(test)]
mod tests;

pub use bind::ROLES;
pub use catalogue::PRESETS;
pub use parameters::PARAMETERS;

use super::Node;
use super::hint::hint;
use super::schema::Schema;
use crate::error::{Code, Error, Result};
use crate::table::Decimal;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A branch of business that a preset is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Industry {
    Ecommerce,
    Education,
    Finance,
    Community,
}

/// What the language cannot say yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Blocked {
    /// Who knows whom.
    Relations,
    /// A scoring model.
    Scoring,
}

/// What a parameter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ParameterUnit {
    Days,
    Hours,
    Years,
    Seconds,
    Months,
    /// A number of things.
    Count,
    /// From 0 to 100.
    Percent,
    /// An amount in the currency of the data.
    Money,
    /// A factor.
    Times,
    /// A value of a column.
    Text,
    /// A calendar date.
    Date,
}

/// A parameter with its default and its bounds, both inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Name, also the key of its label.
    pub name: &'static str,
    /// What it counts.
    pub unit: ParameterUnit,
    /// The default as written.
    pub default: &'static str,
    /// The smallest number.
    pub min: i64,
    /// The largest number.
    pub max: i64,
}

/// A preset of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// Identity.
    pub id: &'static str,
    /// Name in Chinese.
    pub zh: &'static str,
    /// Name in English.
    pub en: &'static str,
    /// For whom.
    pub industries: &'static [Industry],
    /// What can be set.
    pub parameters: &'static [Parameter],
    /// Why it cannot be built.
    pub blocked: Option<Blocked>,
    /// The condition with its places, for several kinds of data; the first that the data have is taken.
    pub variants: &'static [&'static str],
}

/// A preset as a builder offers it for the loaded data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct PresetInfo {
    /// Identity; the key of its name in the page's catalogue.
    pub id: String,
    /// For whom.
    pub industries: Vec<Industry>,
    /// What can be set.
    pub parameters: Vec<PresetParameter>,
    /// Whether it can be built with `binding` and the defaults.
    pub supported: bool,
    /// What the language cannot say yet; such a preset cannot be built.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<Blocked>,
    /// The tables and columns that were found, by role.
    pub binding: BTreeMap<String, String>,
    /// The roles for which nothing was found; a person may name a table or column.
    pub lacks: Vec<String>,
}

/// A parameter as a builder offers it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct PresetParameter {
    /// Name; the key of its label in the page's catalogue.
    pub name: String,
    /// What it counts.
    pub unit: ParameterUnit,
    /// Used when nothing else is given: a number, or a text for `text` and `date`.
    #[cfg_attr(test, ts(type = "number | string"))]
    pub default: Value,
    /// The smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number"))]
    pub min: Option<i64>,
    /// The largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number"))]
    pub max: Option<i64>,
}

impl Parameter {
    fn is_text(&self) -> bool {
        matches!(self.unit, ParameterUnit::Text | ParameterUnit::Date)
    }

    fn default_value(&self) -> Value {
        match Decimal::parse(self.default) {
            Some(n) if !self.is_text() => serde_json::to_value(n).unwrap_or(Value::Null),
            _ => Value::from(self.default),
        }
    }

    fn info(&self) -> PresetParameter {
        let bound = |n: i64| (!self.is_text()).then_some(n);
        PresetParameter {
            name: self.name.to_owned(),
            unit: self.unit,
            default: self.default_value(),
            min: bound(self.min),
            max: bound(self.max),
        }
    }
}

/// The table or column that a role of [`ROLES`] is bound to in the loaded data; `None` when there is none.
pub fn find_role(role: &str, schema: &Schema) -> Option<String> {
    bind::bound(role, schema, &BTreeMap::new())
}

/// Every preset for the loaded data: first those that the data support, then those that lack a table or column, last
/// those that cannot be built; each in the order of the catalogue.
pub fn presets(schema: &Schema) -> Vec<PresetInfo> {
    let mut all: Vec<PresetInfo> = PRESETS.iter().map(|preset| info(preset, schema)).collect();
    all.sort_by_key(|p| (!p.supported, p.blocked.is_some()));
    all
}

fn info(preset: &Preset, schema: &Schema) -> PresetInfo {
    let (_, binding, lacks) = chosen(preset, schema, &BTreeMap::new());
    PresetInfo {
        id: preset.id.to_owned(),
        industries: preset.industries.to_vec(),
        parameters: preset.parameters.iter().map(Parameter::info).collect(),
        supported: preset.blocked.is_none() && lacks.is_empty(),
        blocked: preset.blocked,
        binding,
        lacks,
    }
}

/// The variant that fits best, what its roles are bound to, and the roles without anything.
fn chosen(
    preset: &Preset,
    schema: &Schema,
    given: &BTreeMap<String, String>,
) -> (&'static str, BTreeMap<String, String>, Vec<String>) {
    let mut best: Option<(&'static str, BTreeMap<String, String>, Vec<String>)> = None;
    for variant in preset.variants {
        let (mut binding, mut lacks) = (BTreeMap::new(), Vec::new());
        for role in fill::roles(variant) {
            match bind::bound(&role, schema, given) {
                Some(name) => {
                    binding.insert(role, name);
                }
                None => lacks.push(role),
            }
        }
        if best.as_ref().is_none_or(|(_, _, least)| lacks.len() < least.len()) {
            best = Some((variant, binding, lacks));
        }
    }
    best.unwrap_or(("", BTreeMap::new(), Vec::new()))
}

/// The condition of a preset. `given` names tables and columns by role and goes before what is found in the data;
/// `parameters` go before the defaults.
///
/// # Errors
/// [`Code::UnknownPreset`]; [`Code::PresetLacks`] when a role is bound to nothing or the language cannot say it yet;
/// [`Code::UnknownKey`] and [`Code::WrongValue`] for parameters.
pub fn build(
    id: &str,
    schema: &Schema,
    given: &BTreeMap<String, String>,
    parameters: &BTreeMap<String, Value>,
) -> Result<Node> {
    let preset = PRESETS.iter().find(|p| p.id == id).ok_or_else(|| {
        let hint = hint(id, PRESETS.iter().map(|p| p.id));
        Error::new(Code::UnknownPreset).with("id", id).with("hint", hint)
    })?;
    let lacks = |what: String| Error::new(Code::PresetLacks).with("id", id).with("lacks", what);
    match preset.blocked {
        Some(Blocked::Relations) => return Err(lacks("relations".to_owned())),
        Some(Blocked::Scoring) => return Err(lacks("scoring".to_owned())),
        None => {}
    }
    let (variant, binding, missing) = chosen(preset, schema, given);
    if !missing.is_empty() {
        return Err(lacks(missing.join(", ")));
    }
    let values = fill::values(preset, parameters)?;
    let filled = fill::fill(variant, &binding, &values)?;
    Node::from_value(&filled, "rule")
}
