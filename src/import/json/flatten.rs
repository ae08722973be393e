//! One record as a row: keys joined with dots.

use super::super::named::{self, Item, Names};
use super::super::report::RejectReason;
use super::super::workbook::SheetRow;
use super::reader::{Fault, Reader, Scalar, compact};
use super::survey::{Step, Way};

/// Wrappers by which databases name the type of a value.
const WRAPPERS: [&str; 6] =
    ["$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal"];

/// Text that records around a list repeat in all: a large record around a long list would fill any memory.
const MAX_REPEATED: usize = 512 << 20;

/// What turns records into rows.
#[derive(Debug)]
pub struct Flat {
    row: SheetRow,
    path: String,
    /// Of records that are taken apart: the way from the record to the list, and its name.
    inner: Vec<Step>,
    /// Number of the record.
    pub record: u32,
    /// Text that was repeated so far.
    repeated: usize,
}

impl Flat {
    /// For records on a way.
    pub fn new(way: &Way) -> Self {
        let inner = way.parent.and_then(|p| way.steps.get(p..)).unwrap_or(&[]).to_vec();
        Self { row: SheetRow::default(), path: String::new(), inner, record: 0, repeated: 0 }
    }

    /// The way to the record, and from the record to the list that is taken apart.
    pub fn split(way: &Way) -> (&[Step], &[Step]) {
        way.steps.split_at(way.parent.unwrap_or(way.steps.len()).min(way.steps.len()))
    }

    /// The rows of the record in front of the reader.
    ///
    /// # Errors
    /// What is no JSON.
    pub fn rows(
        &mut self,
        reader: &mut Reader<'_>,
        names: &mut Names,
        each: &mut dyn FnMut(Item<'_>),
    ) -> Result<(), Fault> {
        self.record += 1;
        self.row.line = self.record;
        let next = reader.peek();
        let from = reader.at();
        if next != Some(b'{') {
            reader.skip()?;
            let empty = SheetRow { line: self.record, cells: Vec::new() };
            each(match reader.since(from) {
                "null" => Item::Row(&empty),
                text => Item::Bad { line: self.record, reason: RejectReason::Damaged, text },
            });
            return Ok(());
        }
        named::clear(&mut self.row);
        names.rewind();
        let mut lists: Vec<Reader<'_>> = Vec::new();
        let inner = std::mem::take(&mut self.inner);
        self.path.clear();
        self.object(reader, names, &inner, &mut lists)?;
        let done = if lists.is_empty() {
            each(Item::Row(&self.row));
            Ok(())
        } else {
            self.apart(lists, &inner, names, each)
        };
        self.inner = inner;
        done
    }

    /// A row per element of the lists.
    fn apart(
        &mut self,
        lists: Vec<Reader<'_>>,
        inner: &[Step],
        names: &mut Names,
        each: &mut dyn FnMut(Item<'_>),
    ) -> Result<(), Fault> {
        let keys = inner.iter().filter_map(|s| match s {
            Step::Key(key) => Some(key.as_str()),
            Step::Each => None,
        });
        self.path = keys.collect::<Vec<_>>().join(".");
        let outer = self.row.clone();
        let size: usize = outer.cells.iter().map(String::len).sum();
        for mut list in lists {
            let mut empty = true;
            list.list(|reader| {
                empty = false;
                self.repeated += size;
                if self.repeated > MAX_REPEATED {
                    let from = reader.at();
                    reader.skip()?;
                    let (line, text) = (self.row.line, reader.since(from));
                    each(Item::Bad { line, reason: RejectReason::TooLong, text });
                    return Ok(());
                }
                self.row.clone_from(&outer);
                match reader.peek() {
                    Some(b'{') => self.object(reader, names, &[], &mut Vec::new())?,
                    _ => self.value(reader, names, &[], &mut Vec::new())?,
                }
                each(Item::Row(&self.row));
                Ok(())
            })?;
            if empty {
                each(Item::Row(&outer));
            }
        }
        Ok(())
    }

    fn object<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        names: &mut Names,
        inner: &[Step],
        lists: &mut Vec<Reader<'a>>,
    ) -> Result<(), Fault> {
        reader.object(|reader, key| {
            let length = self.path.len();
            if length == 0 || !WRAPPERS.contains(&&*key) {
                if length > 0 {
                    self.path.push('.');
                }
                self.path.push_str(&key);
            }
            let inner = match inner.split_first() {
                Some((Step::Key(name), rest)) if *name == key => rest,
                _ => &[],
            };
            let done = self.value(reader, names, inner, lists);
            self.path.truncate(length);
            done
        })
    }

    fn value<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        names: &mut Names,
        inner: &[Step],
        lists: &mut Vec<Reader<'a>>,
    ) -> Result<(), Fault> {
        match reader.peek() {
            Some(b'{') => self.object(reader, names, inner, lists),
            Some(b'[') if inner == [Step::Each] => {
                lists.push(reader.clone());
                reader.skip()
            }
            Some(b'[') => {
                let text = list_text(reader)?;
                self.put(names, &text);
                Ok(())
            }
            _ => {
                match reader.scalar()? {
                    Scalar::Nothing => self.put(names, ""),
                    Scalar::Word(word) => self.put(names, word),
                    Scalar::Text(text) => self.put(names, &text),
                }
                Ok(())
            }
        }
    }

    fn put(&mut self, names: &mut Names, text: &str) {
        match names.place(&self.path) {
            Some(column) => {
                if let Some(cell) = named::cell(&mut self.row, column) {
                    cell.clear();
                    cell.push_str(text);
                }
            }
            None if text.is_empty() => {}
            None => names.count_unplanned(&self.path),
        }
    }
}

/// A list as text: scalars as quoted texts, so that commas inside them do not separate; anything else as JSON.
fn list_text(reader: &mut Reader<'_>) -> Result<String, Fault> {
    let from = reader.at();
    let (mut out, mut plain) = (String::new(), true);
    reader.list(|reader| {
        let text = match reader.peek() {
            Some(b'{' | b'[') => {
                plain = false;
                return reader.skip();
            }
            _ => match reader.scalar()? {
                Scalar::Nothing => return Ok(()),
                Scalar::Word(word) => word.into(),
                Scalar::Text(text) => text,
            },
        };
        if plain {
            out.push_str(if out.is_empty() { "[\"" } else { ",\"" });
            for c in text.chars() {
                if matches!(c, '"' | '\\') {
                    out.push('\\');
                }
                out.push(c);
            }
            out.push('"');
        }
        Ok(())
    })?;
    if !plain {
        return Ok(compact(reader.since(from)));
    }
    if !out.is_empty() {
        out.push(']');
    }
    Ok(out)
}
