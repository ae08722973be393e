//! The contacts' columns and tags over all files.

use super::people::{CHUNK, People};
use super::{Source, Upsert, key_columns};
use crate::import::{Further, RowNumbers, suppression};
use crate::table::{
    Column, ColumnBuilder, Data, Kind, Suppression, TagLists, TagTree, Value, Written,
};
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
    /// What cells of key columns name behind their first number or address.
    pub further: Vec<Arc<Further>>,
    /// Number of rows.
    pub rows: u32,
    /// Name of the file, to tell columns apart.
    pub name: String,
    /// Whether its columns have the headers of a file.
    pub headed: bool,
    /// Per column that says whom not to contact, the rows that say so.
    pub suppressed: Vec<(String, RoaringBitmap)>,
    /// Fingerprint of the file; of rows without a file, `#` and the id.
    pub fingerprint: String,
    /// Which rows of earlier files give way to its rows.
    pub upsert: Option<Upsert>,
    records: RowNumbers,
}

impl ContactFile {
    /// Takes what was read.
    pub fn new(id: u32, source: Source, upsert: Option<Upsert>) -> Self {
        let keys = key_columns(&source);
        let suppressed = suppression::rows_of(&source);
        let headed = source.plan.header_line > 0;
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
        let fingerprint = match source.report.fingerprint {
            known if known.is_empty() => format!("#{id}"),
            known => known,
        };
        let further = source.further.into_iter().map(Arc::new).collect();
        Self {
            id,
            columns,
            keys,
            further,
            rows,
            name: source.plan.file,
            headed,
            suppressed,
            fingerprint,
            upsert,
            records: source.rows,
        }
    }

    /// The keys that a row has in a column, the first one first, each with the name of the column.
    pub fn key_texts(&self, column: usize, row: u32) -> impl Iterator<Item = (&str, Written<'_>)> {
        let of = self.columns.get(column);
        let first = of.and_then(|c| match c.value(row) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        });
        let further = self.further.iter().filter(move |f| f.column == column);
        let texts = first.into_iter().chain(further.flat_map(move |f| f.texts(row)));
        texts.map(move |text| (of.map_or("", |c| c.name.as_str()), text))
    }

    /// The record of a row, 1-based; rows without a file are counted.
    pub fn record(&self, row: u32) -> u32 {
        self.records.get(row).unwrap_or(row + 1)
    }

    /// The row of a record.
    pub fn row(&self, record: u32) -> Option<u32> {
        if self.records.is_empty() {
            return record.checked_sub(1).filter(|row| *row < self.rows);
        }
        self.records.row_of(record)
    }
}

const NONE: u32 = u32::MAX;

/// The work of making the contacts' columns of those of the files, in steps.
///
/// Columns of several files with the same name are one column when their kinds agree; otherwise the later file's gets the
/// file's name added. Of several values for one person, the last row's in load order counts.
#[derive(Debug)]
pub struct Merger {
    /// The columns that are done; all of them after the last step.
    pub columns: Vec<Arc<Column>>,
    /// Per file, how many cells were replaced by a later row's value.
    pub overwritten: Vec<u32>,
    /// Per file that is an update, the people of whom it says something new.
    pub changed: Vec<RoaringBitmap>,
    fields: Vec<Field>,
    work: Work,
}

/// A column of the contacts with the file's columns it is made of.
#[derive(Debug)]
struct Field {
    name: String,
    parts: Vec<(usize, Arc<Column>)>,
}

/// How far one field is.
#[derive(Debug, Default)]
struct Work {
    /// Per person, the part and row of the value.
    from: Vec<(u32, u32)>,
    /// The part and row that are looked at next.
    next: (usize, u32),
    /// The column as far as it has been written.
    builder: Option<ColumnBuilder>,
    written: usize,
}

impl Merger {
    /// Plans the work.
    pub fn new(files: &[ContactFile], people: &People) -> Self {
        let mut merger = Self {
            columns: Vec::new(),
            overwritten: vec![0; files.len()],
            changed: vec![RoaringBitmap::new(); files.len()],
            fields: Vec::new(),
            work: Work::default(),
        };
        let columns = files.iter().enumerate().flat_map(|(file, contact_file)| {
            let columns = contact_file.columns.iter().filter(|c| c.kind() != Kind::Tags);
            columns.map(move |c| (file, c))
        });
        for (file, column) in columns {
            if people.of_row.is_none() {
                merger.columns.push(column.clone());
            } else {
                merger.sort_in(file, column, &files[file].name);
            }
        }
        merger
    }

    fn sort_in(&mut self, file: usize, column: &Arc<Column>, file_name: &str) {
        let same = self.fields.iter_mut().find(|field| {
            field.name == column.name
                && field.parts.first().is_some_and(|(_, c)| c.kind() == column.kind())
        });
        if let Some(field) = same {
            field.parts.push((file, column.clone()));
            return;
        }
        let mut name = column.name.clone();
        let mut n = 1;
        while self.fields.iter().any(|field| field.name == name) {
            name = if n == 1 {
                format!("{} ({file_name})", column.name)
            } else {
                format!("{} ({file_name} {n})", column.name)
            };
            n += 1;
        }
        self.fields.push(Field { name, parts: vec![(file, column.clone())] });
    }

    /// Does one step; says whether all columns are done.
    pub fn step(&mut self, files: &[ContactFile], people: &People) -> bool {
        let Some(field) = self.fields.get(self.columns.len()) else { return true };
        let work = &mut self.work;
        if work.from.is_empty() {
            work.from = vec![(NONE, 0); people.population as usize];
        }
        if let Some((file, column)) = field.parts.get(work.next.0) {
            let rows = files.get(*file).map_or(0, |f| f.rows);
            let end = rows.min(work.next.1 + CHUNK as u32);
            let is_update = files.get(*file).is_some_and(|f| f.upsert.is_some());
            for row in work.next.1..end {
                let Some(value) = column.value(row) else { continue };
                let person = people.of(*file, row);
                let slot = &mut work.from[person as usize];
                let before = field.parts.get(slot.0 as usize).and_then(|(_, c)| c.value(slot.1));
                self.overwritten[*file] += u32::from(before.is_some_and(|b| b != value));
                if is_update && before != Some(value) {
                    self.changed[*file].insert(person);
                }
                *slot = (work.next.0 as u32, row);
            }
            work.next = if end == rows { (work.next.0 + 1, 0) } else { (work.next.0, end) };
            return false;
        }
        let Some((_, first)) = field.parts.first() else { return true };
        let builder = work.builder.get_or_insert_with(|| {
            let mut builder = ColumnBuilder::new(first.semantic);
            builder.expect(work.from.len(), false);
            builder
        });
        let end = work.from.len().min(work.written + CHUNK);
        for &(part, row) in &work.from[work.written..end] {
            match field.parts.get(part as usize).and_then(|(_, c)| c.value(row)) {
                None => builder.push_missing(),
                Some(value) => push(builder, value),
            }
        }
        work.written = end;
        if end == work.from.len()
            && let Some(builder) = work.builder.take()
        {
            let mut merged = builder.finish(field.name.clone());
            merged.currency.clone_from(&first.currency);
            self.columns.push(Arc::new(merged));
            self.work = Work::default();
        }
        self.columns.len() == self.fields.len()
    }
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
            builder.push_text(&text);
        }
    }
}

/// Who must not be contacted, by column: everybody of whom one row of one file says so.
pub fn suppressions(files: &[ContactFile], people: &People) -> Vec<Suppression> {
    let mut out: Vec<Suppression> = Vec::new();
    for (file, contact_file) in files.iter().enumerate() {
        for (column, rows) in &contact_file.suppressed {
            let rows: RoaringBitmap = rows.iter().map(|row| people.of(file, row)).collect();
            match out.iter_mut().find(|s| s.column == *column) {
                Some(known) => known.rows |= rows,
                None => out.push(Suppression { column: column.clone(), rows }),
            }
        }
    }
    out
}

/// The tag tree over all files: a person has the tags of all their rows; those of rows that gave way to an update with
/// tags are gone.
pub fn merge_tags(
    files: &[ContactFile],
    people: &People,
    changed: &mut [RoaringBitmap],
) -> TagTree {
    let mut members: BTreeMap<String, Vec<(usize, RoaringBitmap)>> = BTreeMap::new();
    let mut tagged = vec![RoaringBitmap::new(); files.len()];
    for (file, contact_file) in files.iter().enumerate() {
        for column in &contact_file.columns {
            let Data::Tags(tags) = &column.data else { continue };
            let sets = members_of(tags, |row| people.of(file, row));
            if contact_file.upsert.is_some() {
                for set in &sets {
                    tagged[file] |= set;
                }
            }
            for (set, code) in sets.into_iter().zip(0..) {
                let name = tags.names.get(code).to_owned();
                members.entry(name).or_default().push((file, set));
            }
        }
    }
    let mut tree = TagTree::new(members.into_iter().map(|(name, mut sets)| {
        if tagged.iter().any(|t| !t.is_empty()) {
            update_tag(files, &mut sets, &tagged, changed);
        }
        let all = sets.into_iter().fold(RoaringBitmap::new(), |all, (_, set)| all | set);
        (name, all)
    }));
    if let Some(column) = listing(files, people) {
        tree.set_rows(column);
    }
    tree
}

/// The people who have each tag. Rows are taken by blocks, so that a few lists of people stand beside the sets.
fn members_of(tags: &TagLists, person_of: impl Fn(u32) -> u32) -> Vec<RoaringBitmap> {
    let mut sets = vec![RoaringBitmap::new(); tags.names.len() as usize];
    let mut block: Vec<Vec<u32>> = vec![Vec::new(); sets.len()];
    for from in (0..tags.len()).step_by(CHUNK) {
        let rows = from..tags.len().min(from + CHUNK as u32);
        tags.each(rows, |row, code| block[code as usize].push(person_of(row)));
        for (set, people) in sets.iter_mut().zip(&mut block).filter(|(_, list)| !list.is_empty()) {
            // where rows are people they ascend, and none is looked for in the set
            let of_block = RoaringBitmap::from_sorted_iter(people.iter().copied());
            *set |= of_block.unwrap_or_else(|_| {
                people.sort_unstable();
                people.iter().copied().collect()
            });
            people.clear();
        }
    }
    sets
}

/// The column of tags whose rows are the contacts, where one file is all there is to know.
fn listing<'a>(files: &'a [ContactFile], people: &People) -> Option<&'a Arc<Column>> {
    let [file] = files else { return None };
    let mut columns = file.columns.iter().filter(|c| c.kind() == Kind::Tags);
    let (column, None) = (columns.next()?, columns.next()) else { return None };
    let is_itself = file.rows == people.population && (0..file.rows).all(|r| people.of(0, r) == r);
    is_itself.then_some(column)
}

/// Takes one tag from people whom a later update gives other tags.
fn update_tag(
    files: &[ContactFile],
    sets: &mut [(usize, RoaringBitmap)],
    tagged: &[RoaringBitmap],
    changed: &mut [RoaringBitmap],
) {
    for (at, file) in files.iter().enumerate() {
        let Some(upsert) = file.upsert.as_ref().filter(|_| !tagged[at].is_empty()) else {
            continue;
        };
        let mut before = RoaringBitmap::new();
        for (older, set) in sets.iter_mut() {
            if *older < at && upsert.covers(files[*older].id) {
                before |= &*set & &tagged[at];
                *set -= &tagged[at];
            }
        }
        let of_file = sets.iter().filter(|(f, _)| *f == at);
        let now = of_file.fold(RoaringBitmap::new(), |now, (_, set)| now | set);
        if let Some(changed) = changed.get_mut(at) {
            *changed |= before ^ now;
        }
    }
}
