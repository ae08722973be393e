//! The rows of a file before and after reading: what a cell says in the file and what it will be.

use super::cell::date;
use super::cell::reader::{Read, Reader};
use super::loader::Loader;
use super::plan::{Container, FilePlan, Role};
use super::report::{CellIssue, RejectReason};
use super::rows::{Cells, Fate};
use crate::error::Result;
use crate::table::Semantic;
use crate::time::civil;
use serde::Serialize;
use serde_json::{Number, Value};

/// Bytes that are read before looking whether there are enough rows.
const SLICE: usize = 256 << 10;

/// Rows as a plan reads them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Preview {
    /// The first records below the header that are read; the columns are those of the plan.
    pub rows: Vec<PreviewRow>,
    /// The first records that are not, for the same number of rows.
    pub rejected: Vec<PreviewRejected>,
}

/// A record before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PreviewRow {
    /// 1-based record of the file.
    pub record: u32,
    /// 1-based physical line where it starts (workbooks: the row of the sheet).
    pub line: u32,
    /// The cells as the file has them, one per column of the plan.
    pub raw: Vec<String>,
    /// What they become, one per column of the plan.
    pub values: Vec<Shown>,
}

/// A record that is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PreviewRejected {
    /// 1-based record of the file.
    pub record: u32,
    /// 1-based physical line where it starts.
    pub line: u32,
    /// Why.
    pub reason: RejectReason,
}

/// A value in its normal form: text, number, `true`, a list of tags or of numbers to call; `null` is missing.
/// Days are `2024-03-05`, times ISO 8601 as they stand on the wall, with the offset where the file has one.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Shown {
    /// The value.
    #[cfg_attr(test, ts(type = "string | number | boolean | string[] | null"))]
    pub value: Value,
    /// Why there is none although the cell says something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<CellIssue>,
}

/// Reads the first `limit` records below the header as the plan says. `bytes` are the file or, of text, its beginning.
///
/// # Errors
/// As [`super::Loader`].
pub fn preview(plan: &FilePlan, bytes: &[u8], limit: usize) -> Result<Preview> {
    let mut loader = Loader::previewing(plan.clone(), Collector::new(plan, limit))?;
    for slice in bytes.chunks(SLICE) {
        loader.push(slice)?;
        if loader.preview().is_none_or(Collector::is_full) {
            break;
        }
    }
    loader.finish_preview(bytes.len() as u64 >= plan.bytes)
}

/// Takes records as they are judged.
pub struct Collector {
    columns: Vec<Column>,
    limit: usize,
    scratch: String,
    preview: Preview,
}

struct Column {
    /// `None` for a column that is not read.
    reader: Option<Reader>,
    semantic: Semantic,
    /// Cells may have several numbers or addresses: each is shown as a list.
    list: bool,
}

impl Collector {
    /// For so many rows.
    pub fn new(plan: &FilePlan, limit: usize) -> Self {
        let several = |c: &super::ColumnPlan| {
            matches!(c.semantic, Semantic::Phone | Semantic::Email)
                && (c.separators.is_some() || plan.container == Container::Vcard)
        };
        let columns = plan
            .columns
            .iter()
            .map(|c| Column {
                reader: (c.role != Role::Ignore)
                    .then(|| Reader::new(c).counting_from_1904(plan.epoch_1904)),
                semantic: c.semantic,
                list: several(c),
            })
            .collect();
        Self { columns, limit, scratch: String::new(), preview: Preview::default() }
    }

    /// Whether there are as many rows as are wanted.
    pub fn is_full(&self) -> bool {
        self.preview.rows.len() >= self.limit
    }

    /// What was collected.
    pub fn into_preview(self) -> Preview {
        self.preview
    }

    /// Takes a record.
    #[cold]
    #[inline(never)]
    pub fn take(&mut self, row: &(impl Cells + ?Sized), record: u32, line: u32, fate: Fate) {
        match fate {
            _ if self.is_full() => {}
            Fate::Reject(reason) if self.preview.rejected.len() < self.limit => {
                self.preview.rejected.push(PreviewRejected { record, line, reason });
            }
            Fate::Blank | Fate::Reject(_) => {}
            Fate::Accept => {
                let raw: Vec<String> =
                    (0..self.columns.len()).map(|i| row.cell(i).to_owned()).collect();
                let scratch = &mut self.scratch;
                let values =
                    self.columns.iter().zip(&raw).map(|(c, cell)| c.show(cell, scratch)).collect();
                self.preview.rows.push(PreviewRow { record, line, raw, values });
            }
        }
    }
}

impl Column {
    fn show(&self, cell: &str, scratch: &mut String) -> Shown {
        let Some(reader) = &self.reader else { return Shown::default() };
        let value = match reader.read(cell, scratch) {
            Read::Missing => Value::Null,
            Read::Text(text) => {
                let mut all = vec![Value::from(text)];
                reader.further(cell, |text| all.push(text.into()));
                if self.list || all.len() > 1 || self.is_array(cell) {
                    all.into()
                } else {
                    all.swap_remove(0)
                }
            }
            Read::Time(read) => self.time(read).into(),
            Read::Number(number) => {
                number.to_string().parse::<Number>().map_or(Value::Null, Value::Number)
            }
            Read::Bool(yes) => yes.into(),
            Read::Tags(tags) if tags.is_empty() => Value::Null,
            Read::Tags(tags) => tags.into_iter().map(|t| Value::from(t.into_owned())).collect(),
            Read::Failed(issue) => return Shown { value: Value::Null, issue: Some(issue) },
        };
        Shown { value, issue: None }
    }

    /// Whether the cell is a list by its brackets, even of one.
    fn is_array(&self, cell: &str) -> bool {
        matches!(self.semantic, Semantic::Phone | Semantic::Email) && cell.starts_with("[\"")
    }

    fn time(&self, read: date::Read) -> String {
        if self.semantic == Semantic::Date { civil::format(read.day()) } else { read.iso() }
    }
}
