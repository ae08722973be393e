//! The contacts' columns and tags over all files.

use super::people::People;
use super::{Source, key_columns};
use crate::table::{Column, ColumnBuilder, Data, Kind, TagTree, Value};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A contact file that has been read.
#[derive(Debug, Clone)]
pub struct ContactFile {
    /// Identity in the session.
    pub id: u32,
    /// Its columns.
    pub columns: Vec<Arc<Column>>,
    /// Key columns with their identity, strongest first.
    pub keys: Vec<(usize, String)>,
    /// Number of rows.
    pub rows: u32,
    /// Name of the file, to tell columns apart.
    pub name: String,
}

impl ContactFile {
    /// Takes what was read.
    pub fn new(id: u32, source: Source) -> Self {
        let keys = key_columns(&source);
        let rows = source.report.accepted;
        let currencies: Vec<_> = source
            .plan_index
            .iter()
            .map(|&i| source.plan.columns.get(i).and_then(|c| c.currency.clone()))
            .collect();
        let columns = source
            .columns
            .into_iter()
            .zip(currencies)
            .map(|(mut column, currency)| {
                column.currency = column.currency.or(currency);
                Arc::new(column)
            })
            .collect();
        Self { id, columns, keys, rows, name: source.plan.file }
    }
}

const NONE: u32 = u32::MAX;

/// The contacts' columns and, per file, how many cells were replaced by a later row's value.
///
/// Columns of several files with the same name are one column when their kinds agree; otherwise the later file's gets the
/// file's name added. Of several values for one person, the last row's in load order counts.
/// A column by name with its parts, each of a file.
type Field<'a> = (String, Vec<(usize, &'a Arc<Column>)>);

pub fn merge_columns(
    files: &[ContactFile],
    people: &People,
) -> (Vec<Arc<Column>>, Vec<(u32, u32)>) {
    if people.of_row.is_none() {
        let columns =
            files.iter().flat_map(|f| f.columns.iter().filter(|c| c.kind() != Kind::Tags).cloned());
        return (columns.collect(), Vec::new());
    }
    let mut fields: Vec<Field<'_>> = Vec::new();
    for (file, contact_file) in files.iter().enumerate() {
        for column in contact_file.columns.iter().filter(|c| c.kind() != Kind::Tags) {
            let same = fields.iter_mut().find(|(name, columns)| {
                *name == column.name
                    && columns.first().is_some_and(|(_, c)| c.kind() == column.kind())
            });
            if let Some((_, columns)) = same {
                columns.push((file, column));
                continue;
            }
            let taken = |name: &str, fields: &[(String, _)]| fields.iter().any(|(n, _)| n == name);
            let mut name = column.name.clone();
            let mut n = 1;
            while taken(&name, &fields) {
                name = if n == 1 {
                    format!("{} ({})", column.name, contact_file.name)
                } else {
                    format!("{} ({} {n})", column.name, contact_file.name)
                };
                n += 1;
            }
            fields.push((name, vec![(file, column)]));
        }
    }
    let mut overwritten = vec![0u32; files.len()];
    let columns = fields
        .into_iter()
        .map(|(name, c)| Arc::new(merge(name, &c, people, &mut overwritten)))
        .collect();
    (columns, files.iter().map(|f| f.id).zip(overwritten).collect())
}

fn merge(
    name: String,
    columns: &[(usize, &Arc<Column>)],
    people: &People,
    overwritten: &mut [u32],
) -> Column {
    let mut from: Vec<(u32, u32)> = vec![(NONE, 0); people.population as usize];
    for (at, (file, column)) in columns.iter().enumerate() {
        let present = column.present();
        for row in present.iter() {
            let slot = &mut from[people.of(*file, row) as usize];
            if slot.0 != NONE {
                let (_, before) = columns[slot.0 as usize];
                if before.value(slot.1) != column.value(row) {
                    overwritten[*file] += 1;
                }
            }
            *slot = (at as u32, row);
        }
    }
    let (_, first) = columns[0];
    let mut builder = ColumnBuilder::new(first.semantic);
    builder.expect(from.len());
    for (at, row) in from {
        match columns.get(at as usize).and_then(|(_, c)| c.value(row)) {
            None => builder.push_missing(),
            Some(value) => {
                push(&mut builder, value);
            }
        }
    }
    let mut merged = builder.finish(name);
    merged.currency.clone_from(&first.currency);
    merged
}

/// Appends a value of the builder's own kind.
pub(super) fn push(builder: &mut ColumnBuilder, value: Value<'_>) {
    match value {
        Value::Number(number) => {
            builder.push_number(number);
        }
        Value::Date(day) => builder.push_time(i64::from(day)),
        Value::Datetime(instant) => builder.push_time(instant),
        Value::Bool(value) => builder.push_bool(value),
        Value::Text(text) => {
            builder.push_text(text);
        }
    }
}

/// The tag tree over all files: a person has the tags of all their rows.
pub fn merge_tags(files: &[ContactFile], people: &People) -> TagTree {
    let mut members: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (file, contact_file) in files.iter().enumerate() {
        for column in &contact_file.columns {
            let Data::Tags(tags) = &column.data else { continue };
            let mut lists: Vec<Vec<u32>> = vec![Vec::new(); tags.names.len() as usize];
            for row in 0..tags.len() {
                for &code in tags.get(row) {
                    lists[code as usize].push(people.of(file, row));
                }
            }
            for (code, list) in lists.into_iter().enumerate() {
                members.entry(tags.names.get(code as u32).to_owned()).or_default().extend(list);
            }
        }
    }
    TagTree::new(members.into_iter().map(|(name, mut rows)| {
        if !rows.is_sorted() {
            rows.sort_unstable();
        }
        rows.dedup();
        let bitmap = RoaringBitmap::from_sorted_iter(rows).unwrap_or_default();
        (name, bitmap)
    }))
}
