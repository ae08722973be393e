//! The most frequent values of a column, for choosing instead of typing.

use crate::each_width;
use crate::table::{Column, Data, Texts, Written, fold, tally};
use serde::Serialize;
use std::collections::BTreeMap;

/// A value of a column with the rows that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ValueCount {
    /// The value, as a definition writes it.
    pub value: String,
    /// Rows (contacts or events).
    pub rows: u32,
}

/// The most frequent values that contain a text (folded), the most frequent first, ties in order of the value.
///
/// Sensitive columns have none: a list of phones is not shown without being asked for. Numbers, dates and booleans have
/// none either; a range is typed. Costs one pass over the column.
pub fn values(column: &Column, search: &str, limit: usize) -> Vec<ValueCount> {
    if column.semantic.is_sensitive() {
        return Vec::new();
    }
    let Data::Texts(texts) = &column.data else { return Vec::new() };
    let needle = fold(search.trim()).into_owned();
    let matches = |text: &str| needle.is_empty() || fold(text).contains(&needle);
    let mut found: Vec<ValueCount> = match texts {
        Texts::Dictionary { values, codes, .. } => {
            let size = values.len() as usize + 1;
            let counts = each_width!(codes, v => tally(v, size, |code| code as usize));
            (0..values.len())
                .filter(|&i| counts[i as usize + 1] > 0 && matches(values.get(i)))
                .map(|i| ValueCount {
                    value: values.get(i).to_owned(),
                    rows: counts[i as usize + 1],
                })
                .collect()
        }
        Texts::Plain { .. } | Texts::Numbered(_) => {
            let mut counts: BTreeMap<Written<'_>, u32> = BTreeMap::new();
            for text in (0..texts.len()).filter_map(|row| texts.get(row)) {
                if matches(&text) {
                    // values hardly repeat here; beyond this many, more would only take time
                    if counts.len() >= 10_000 && !counts.contains_key(&text) {
                        continue;
                    }
                    *counts.entry(text).or_default() += 1;
                }
            }
            counts
                .into_iter()
                .map(|(value, rows)| ValueCount { value: value.to_string(), rows })
                .collect()
        }
    };
    found.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.value.cmp(&b.value)));
    found.truncate(limit);
    found
}
