//! Windows in JSON.

use super::Budget;
use super::node::node;
use super::value::{count, number_list, optional_amount, text_in, text_list};
use crate::error::{Code, Error, Result};
use crate::rule::json::{
    known, object, optional_text, required, shape, tagged, text, unknown_operator, wrong,
};
use crate::rule::{EventWindow, Mask, Offset, Since, SinceAttribute, SinceEvent, Which};
use crate::time::window::{Absolute, Ago, Amount, Calendar};
use crate::time::{Unit, Window};
use serde_json::{Map, Value};

const NAMES: [&str; 8] = [
    "all_time",
    "rolling",
    "days_to_date",
    "complete_days",
    "ago",
    "calendar",
    "to_date",
    "absolute",
];
const EVENT_NAMES: [&str; 10] = [
    "all_time",
    "rolling",
    "days_to_date",
    "complete_days",
    "ago",
    "calendar",
    "to_date",
    "absolute",
    "since_attribute",
    "since_event",
];

pub(super) fn window(value: &Value, path: &str) -> Result<Window> {
    let (name, inner) = tagged(value, path)?;
    let at = format!("{path}.{name}");
    let Some(inner) = inner else {
        return match name {
            "all_time" => Ok(Window::AllTime),
            name if NAMES.contains(&name) => Err(Error::new(Code::MissingKey)
                .with("key", format!("the value of {name}"))
                .at(path)),
            name => Err(unknown_operator(path, name, &NAMES)),
        };
    };
    Ok(match name {
        "all_time" => Window::AllTime,
        "days_to_date" => Window::DaysToDate(count(inner, &at)?),
        "complete_days" => Window::CompleteDays(count(inner, &at)?),
        "to_date" => Window::ToDate(unit(inner, &at)?),
        "rolling" => Window::Rolling(amount(inner, &at)?),
        "ago" => Window::Ago(ago(inner, &at)?),
        "calendar" => {
            let map = object(inner, &at)?;
            known(&at, map, &["back", "unit"])?;
            Window::Calendar(Calendar { back: counted(map, "back", &at)?, unit: united(map, &at)? })
        }
        "absolute" => {
            let map = object(inner, &at)?;
            known(&at, map, &["from", "to"])?;
            Window::Absolute(Absolute {
                from: optional_text(map, "from", &at)?,
                to: optional_text(map, "to", &at)?,
            })
        }
        name => return Err(unknown_operator(path, name, &NAMES)),
    })
}

/// `{"n": 7, "unit": "days"}`.
pub(super) fn amount(value: &Value, path: &str) -> Result<Amount> {
    let map = object(value, path)?;
    known(path, map, &["n", "unit"])?;
    Ok(Amount { n: counted(map, "n", path)?, unit: united(map, path)? })
}

/// `{"from": 90, "to": 30, "unit": "days"}`.
pub(super) fn ago(value: &Value, path: &str) -> Result<Ago> {
    let map = object(value, path)?;
    known(path, map, &["from", "to", "unit"])?;
    Ok(Ago {
        from: counted(map, "from", path)?,
        to: counted(map, "to", path)?,
        unit: united(map, path)?,
    })
}

/// `{"n": -7, "unit": "days"}`.
pub(super) fn offset(value: &Value, path: &str) -> Result<Offset> {
    let map = object(value, path)?;
    known(path, map, &["n", "unit"])?;
    let n = required(map, "n", path)?;
    let whole = n.as_i64().or_else(|| n.as_f64().filter(|f| f.fract() == 0.0).map(|f| f as i64));
    let n = whole
        .and_then(|n| i32::try_from(n).ok())
        .ok_or_else(|| shape(&format!("{path}.n"), "a whole number", n))?;
    Ok(Offset { n, unit: united(map, path)? })
}

/// A window of events: one for everybody, or one of each contact.
pub(super) fn event_window(
    value: &Value,
    path: &str,
    depth: usize,
    budget: &mut Budget,
) -> Result<EventWindow> {
    let (name, inner) = tagged(value, path)?;
    let at = format!("{path}.{name}");
    match (name, inner) {
        ("since_attribute", Some(inner)) => {
            let map = object(inner, &at)?;
            known(&at, map, &["field", "offset", "length"])?;
            Ok(EventWindow::Since(Since::SinceAttribute(SinceAttribute {
                field: text_in(map, "field", &at)?,
                offset: optional_offset(map, &at)?,
                length: optional_amount(map, "length", &at)?,
            })))
        }
        ("since_event", Some(inner)) => {
            let map = object(inner, &at)?;
            known(&at, map, &["which", "table", "where", "offset", "length"])?;
            let which = match text_in(map, "which", &at)?.as_str() {
                "first" => Which::First,
                "last" => Which::Last,
                other => return Err(wrong(&format!("{at}.which"), other, "first or last")),
            };
            let filter = match map.get("where") {
                None => None,
                Some(v) => Some(Box::new(node(v, &format!("{at}.where"), depth + 1, budget)?)),
            };
            Ok(EventWindow::Since(Since::SinceEvent(SinceEvent {
                which,
                table: text_in(map, "table", &at)?,
                filter,
                offset: optional_offset(map, &at)?,
                length: optional_amount(map, "length", &at)?,
            })))
        }
        ("since_attribute" | "since_event", None) => {
            Err(Error::new(Code::MissingKey).with("key", format!("the value of {name}")).at(path))
        }
        (name, _) if !NAMES.contains(&name) => Err(unknown_operator(path, name, &EVENT_NAMES)),
        _ => window(value, path).map(EventWindow::Fixed),
    }
}

fn optional_offset(map: &Map<String, Value>, path: &str) -> Result<Option<Offset>> {
    map.get("offset").map(|v| offset(v, &format!("{path}.offset"))).transpose()
}

/// Weekdays and times of the day.
pub(super) fn mask(value: &Value, path: &str, budget: &mut Budget) -> Result<Mask> {
    let map = object(value, path)?;
    known(path, map, &["weekdays", "slots", "times"])?;
    let at = |key: &str| format!("{path}.{key}");
    Ok(Mask {
        weekdays: map
            .get("weekdays")
            .map(|v| number_list(v, &at("weekdays"), budget))
            .transpose()?,
        slots: map.get("slots").map(|v| text_list(v, &at("slots"), budget)).transpose()?,
        times: map.get("times").map(|v| text_pair(v, &at("times"))).transpose()?,
    })
}

/// A list of two texts.
pub(super) fn text_pair(value: &Value, path: &str) -> Result<(String, String)> {
    match value.as_array().map(Vec::as_slice) {
        Some([a, b]) => Ok((text(a, &format!("{path}[0]"))?, text(b, &format!("{path}[1]"))?)),
        _ => Err(shape(path, "a list of two texts", value)),
    }
}

fn counted(map: &Map<String, Value>, key: &str, path: &str) -> Result<u32> {
    count(required(map, key, path)?, &format!("{path}.{key}"))
}

fn united(map: &Map<String, Value>, path: &str) -> Result<Unit> {
    unit(required(map, "unit", path)?, &format!("{path}.unit"))
}

pub(super) fn unit(value: &Value, path: &str) -> Result<Unit> {
    let name = text(value, path)?;
    // "day" and "days" are both natural
    let found = Unit::ALL.iter().find(|(n, _)| *n == name || n.strip_suffix('s') == Some(&name));
    found.map(|(_, unit)| *unit).ok_or_else(|| {
        let names: Vec<&str> = Unit::ALL.iter().map(|(n, _)| *n).collect();
        wrong(path, &name, &format!("one of {}", names.join(", ")))
    })
}
