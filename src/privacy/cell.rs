//! Values as text, for tables and exports.

use super::mask;
use crate::insight::Words;
use crate::table::{Column, Semantic, Value};
use crate::time::{Zone, civil};

/// The value of a row as text; `None` when it is missing. Datetimes are wall-clock times of the zone; mainland phone
/// numbers are written without their country code. Sensitive values are masked unless `reveal`.
pub fn cell(column: &Column, row: u32, zone: &Zone, words: &Words, reveal: bool) -> Option<String> {
    Some(match column.value(row)? {
        Value::Number(number) => number.to_string(),
        Value::Date(day) => civil::format(day),
        Value::Datetime(instant) => zone.format_local(instant),
        Value::Bool(true) => words.yes.clone(),
        Value::Bool(false) => words.no.clone(),
        Value::Text(text) => match column.semantic {
            semantic if semantic.is_sensitive() && !reveal => mask(&text, semantic),
            Semantic::Phone => {
                text.strip_prefix("+86").filter(|t| t.len() == 11).unwrap_or(&text).to_owned()
            }
            Semantic::Gender if text == "female" => words.female.clone(),
            Semantic::Gender if text == "male" => words.male.clone(),
            _ => text.into_cow().into_owned(),
        },
    })
}
