//! Columns of scores when the data change: the same people keep their values until the scores are run again.

use super::Scores;
use crate::table::{Column, Data, Dataset, Texts, Value, Written};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Puts the columns that scores wrote on the former data among those of the new ones. Who is who is told by the main key;
/// contacts without a value of it, and new ones, have none. A column whose name a file has is left out and noted.
pub(in crate::session) fn carry(scores: &mut Scores, from: &Dataset, to: &mut Dataset) {
    scores.base = to.version;
    if scores.kept.iter().all(|kept| kept.run.is_none()) {
        return;
    }
    let rows = same_people(from, to);
    for kept in &mut scores.kept {
        let Some(run) = &mut kept.run else { continue };
        run.displaced.clear();
        for column in &mut run.columns {
            if let Some(rows) = &rows {
                *column = Arc::new(moved(column, rows));
            }
            if to.column(&column.name).is_some() {
                run.displaced.push(column.name.clone());
            } else {
                to.columns.push(column.clone());
            }
        }
    }
}

/// Per new contact the former row of the same person; `None` when everybody is in the same row.
fn same_people(from: &Dataset, to: &Dataset) -> Option<Vec<Option<u32>>> {
    let key = |data: &Dataset| data.key.as_deref().and_then(|name| data.column(name).cloned());
    let (Some(old), Some(new)) = (key(from), key(to)) else {
        return Some(vec![None; to.population as usize]);
    };
    let is_same = from.population == to.population
        && (0..to.population).all(|row| match (old.value(row), new.value(row)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        });
    if is_same {
        return None;
    }
    let mut rows: BTreeMap<Written<'_>, u32> = BTreeMap::new();
    for row in 0..from.population {
        if let Some(Value::Text(text)) = old.value(row) {
            rows.entry(text).or_insert(row);
        }
    }
    let of = |row: u32| match new.value(row) {
        Some(Value::Text(text)) => rows.get(&text).copied(),
        _ => None,
    };
    Some((0..to.population).map(of).collect())
}

fn moved(column: &Column, rows: &[Option<u32>]) -> Column {
    let data = match &column.data {
        Data::Ints { ints, scale } => {
            let value = |row: &Option<u32>| row.and_then(|row| ints.get(row));
            let mut builder = crate::table::IntsBuilder::default();
            for row in rows {
                builder.push(value(row));
            }
            Data::Ints { ints: builder.finish(), scale: *scale }
        }
        Data::Texts(Texts::Dictionary { values, codes, folded }) => {
            let code = |row: &Option<u32>| row.map_or(0, |row| codes.get(row));
            let codes = crate::table::Codes::narrow(rows.iter().map(code), u64::from(values.len()));
            Data::Texts(Texts::Dictionary { values: values.clone(), codes, folded: folded.clone() })
        }
        Data::Bools { values, present } => {
            let within = |set: &crate::rowset::RowSet| {
                crate::rowset::RowSet::from_values(rows, |row| row.is_some_and(|r| set.contains(r)))
            };
            Data::Bools { values: within(values), present: within(present) }
        }
        // scores write no other columns
        other => other.clone(),
    };
    Column { data, ..column.clone() }
}
