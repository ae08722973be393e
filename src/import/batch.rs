//! Accepted records of one block of text, as places of their cells: columns are filled one after the other from it.

use super::records::Record;

/// Records that wait for their columns. The text that they stand in is kept by the caller until they are taken.
#[derive(Debug, Default)]
pub struct Batch {
    /// Where cells start and end, record by record, `width` of each.
    spans: Vec<(u32, u32)>,
    width: usize,
    /// The number of each record in the file.
    records: Vec<u32>,
    /// Cells that are not written in the text as they read, one after another.
    unescaped: String,
}

/// Marks a place as one in `unescaped`; a block of text is far below 2 GiB.
const UNESCAPED: u32 = 1 << 31;

impl Batch {
    /// An empty batch of records with `width` cells each.
    pub fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Appends the cells with these numbers of a record.
    pub fn push(&mut self, record: &Record, number: u32, cells: impl Iterator<Item = usize>) {
        for cell in cells {
            let span = match record.place(cell) {
                Some(Ok((start, end))) => (start as u32, end as u32),
                Some(Err(text)) => {
                    let start = self.unescaped.len() as u32;
                    self.unescaped.push_str(text);
                    (start | UNESCAPED, self.unescaped.len() as u32)
                }
                None => (0, 0),
            };
            self.spans.push(span);
        }
        self.records.push(number);
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// The cells of one column, each with the number of its record.
    pub fn column<'a>(
        &'a self,
        text: &'a str,
        column: usize,
    ) -> impl Iterator<Item = (&'a str, u32)> {
        let rows = self.spans.chunks_exact(self.width.max(1)).zip(&self.records);
        rows.map(move |(row, &record)| {
            let (start, end) = row.get(column).copied().unwrap_or_default();
            let from = if start & UNESCAPED == 0 { text } else { self.unescaped.as_str() };
            let start = (start & !UNESCAPED) as usize;
            (from.get(start..end as usize).unwrap_or(""), record)
        })
    }

    /// Forgets its records.
    pub fn clear(&mut self) {
        self.spans.clear();
        self.records.clear();
        self.unescaped.clear();
    }
}
