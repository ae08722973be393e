//! Steps into JSON whose errors carry the path.

use super::hint::hint;
use crate::error::{Code, Error, Result};
use serde_json::{Map, Value};

pub fn text(value: &Value, path: &str) -> Result<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| shape(path, "a text", value))
}

pub fn optional_text(map: &Map<String, Value>, key: &str, path: &str) -> Result<Option<String>> {
    map.get(key).map(|v| text(v, &join(path, key))).transpose()
}

pub fn object<'a>(value: &'a Value, path: &str) -> Result<&'a Map<String, Value>> {
    value.as_object().ok_or_else(|| shape(path, "an object", value))
}

/// `"name"` or `{"name": inner}`.
pub fn tagged<'a>(value: &'a Value, path: &str) -> Result<(&'a str, Option<&'a Value>)> {
    match value {
        Value::String(name) => Ok((name, None)),
        Value::Object(map) => {
            let mut entries = map.iter();
            match (entries.next(), entries.next()) {
                (Some((name, inner)), None) => Ok((name, Some(inner))),
                _ => Err(shape(path, "an object with one key", value)),
            }
        }
        _ => Err(shape(path, "a name or an object with one key", value)),
    }
}

pub fn required<'a>(map: &'a Map<String, Value>, key: &str, path: &str) -> Result<&'a Value> {
    map.get(key).ok_or_else(|| Error::new(Code::MissingKey).with("key", key).at(path))
}

pub fn known(path: &str, map: &Map<String, Value>, keys: &[&str]) -> Result<()> {
    match map.keys().find(|k| !keys.contains(&k.as_str())) {
        None => Ok(()),
        Some(key) => Err(unknown_key(path, key, keys)),
    }
}

pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

pub fn unknown_key(path: &str, key: &str, keys: &[&str]) -> Error {
    Error::new(Code::UnknownKey)
        .with("key", key)
        .with("hint", hint(key, keys.iter().copied()))
        .at(path)
}

pub fn unknown_operator(path: &str, name: &str, names: &[&str]) -> Error {
    Error::new(Code::UnknownOperator)
        .with("operator", name)
        .with("hint", hint(name, names.iter().copied()))
        .at(path)
}

pub fn not_one_kind(path: &str, kinds: &[&str], map: &Map<String, Value>) -> Error {
    let found: Vec<&str> = map.keys().map(String::as_str).collect();
    let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
    Error::new(Code::NotOneKind).with("kinds", kinds.join(", ")).with("found", found).at(path)
}

pub fn shape(path: &str, expected: &str, found: &Value) -> Error {
    let found = match found {
        Value::Null => "null".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string().chars().take(80).collect(),
    };
    Error::new(Code::WrongShape).with("expected", expected).with("found", found).at(path)
}

pub fn wrong(path: &str, value: &str, expected: &str) -> Error {
    Error::new(Code::WrongValue).with("value", value).with("expected", expected).at(path)
}
