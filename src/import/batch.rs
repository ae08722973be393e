//! Accepted records of one block of text, as places of their cells: columns are filled one after the other from it.

use super::records::Record;

/// Records that wait for their columns. The text that they stand in is kept by the caller until they are taken.
#[derive(Debug, Default)]
pub struct Batch {
    /// Where cells start and end, record by record.
    spans: Vec<(u32, u32)>,
    /// The numbers of the cells that are kept of each record.
    cells: Vec<usize>,
    /// The number of each record in the file.
    records: Vec<u32>,
    /// Cells that are not written in the text as they read, one after another.
    unescaped: String,
}

/// Marks a place as one in `unescaped`; a block of text is far below 2 GiB.
const UNESCAPED: u32 = 1 << 31;

impl Batch {
    /// An empty batch that keeps the cells with these numbers.
    pub fn new(cells: Vec<usize>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// Appends a record.
    pub fn push(&mut self, record: &Record, number: u32) {
        for &cell in &self.cells {
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

    /// Appends a record that starts at `from` and whose cells are written as they read; `ends` is where each of them ends,
    /// one byte before the next.
    #[inline]
    pub fn push_plain(&mut self, from: usize, ends: &[u32], number: u32) {
        let end = |cell: usize| ends.get(cell).copied();
        let span = |&cell: &usize| match (end(cell.wrapping_sub(1)), end(cell)) {
            (Some(before), Some(end)) => (before + 1, end),
            (None, Some(end)) => (from as u32, end),
            _ => (0, 0),
        };
        self.spans.extend(self.cells.iter().map(span));
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
        let rows = self.spans.chunks_exact(self.cells.len().max(1)).zip(&self.records);
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

#[cfg(feature = "files")]
#[cfg(test)]
mod tests {
    use crate::import::{FilePlan, Loader, Source, inspect};
    use proptest::prelude::*;

    const HEAD: &str = "id,name,n\nA1,x,1\nA2,y,2\nA3,z,3.5\nA4,,4\nA5,w,5\n";

    fn load(plan: &FilePlan, text: &str) -> Source {
        let mut loader = Loader::new(plan.clone()).unwrap();
        for slice in text.as_bytes().chunks(90_001) {
            loader.push(slice).unwrap();
        }
        loader.finish().unwrap()
    }

    /// What was read, but for what tells the bytes of the file.
    fn account(source: &Source) -> String {
        let mut report = source.report.clone();
        (report.fingerprint, report.head_fingerprint) = (String::new(), String::new());
        let rejected: Vec<_> = source.rejected.iter().map(|r| (r.row, r.line, r.reason)).collect();
        let rows: Vec<_> = (0..source.rows.len()).map(|row| source.rows.get(row)).collect();
        let values: Vec<_> = (0..source.rows.len())
            .map(|row| {
                source.columns.iter().map(|c| format!("{:?}", c.value(row))).collect::<Vec<_>>()
            })
            .collect();
        format!("{report:?} {rejected:?} {rows:?} {values:?}")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn records_without_quotes_are_read_as_those_with_quotes(
            rows in prop::collection::vec(
                (
                    prop::collection::vec(prop::sample::select(vec!["A7", "7", "7.25", "", " y", "合计", "Total", "id", "é", "N/A", "Gx", "'5"]), 1..6),
                    prop::sample::select(vec!["\n", "\n", "\r\n", "\r"]),
                ),
                1..12,
            ),
            regular in 0usize..4,
            extra in prop::option::of(prop::sample::select(vec!["1,\"q, r\",2\n", "1,\"q\n r\",2\n", "1,q\",2\n", "1,\"q,2\n"])),
        ) {
            let plan = inspect("t.csv", HEAD.as_bytes(), HEAD.len() as u64).unwrap();
            let (mut plain, mut quoted) = (HEAD.to_owned(), HEAD.to_owned());
            // more than one window of marks
            for _ in 0..70_000 / (rows.len() * 8) {
                for (row, end) in &rows {
                    plain.push_str(&row.join(","));
                    quoted.push_str(&row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(","));
                    for text in [&mut plain, &mut quoted] {
                        text.push_str(end);
                        text.push_str(&"B1,x,1\n".repeat(regular));
                    }
                }
            }
            for text in [&mut plain, &mut quoted] {
                text.push_str(extra.unwrap_or(""));
                text.push_str("B2,x,1\nB3,y,2");
            }
            prop_assert!(account(&load(&plan, &plain)) == account(&load(&plan, &quoted)), "{rows:?}");
        }
    }
}
