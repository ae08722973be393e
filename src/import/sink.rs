//! One column being filled: how its cells are read, what became of them.

use super::cell::reader::{Quick, Read, Reader, own_zone};
use super::cell::{date, quick, trim};
use super::plan::{ColumnPlan, Role};
use super::report::{CellIssue, ColumnReport, FailedCell, LeftOut};
use crate::error::Result;
use crate::table::{Column, ColumnBuilder, Kind, LOOK_UPS};
use crate::time::Zone;

/// Failed cells that are kept.
const FAILED: usize = 10;
/// Rows whose cells can become examples.
const EXAMPLES_WITHIN: u32 = 1000;

/// Fills a column.
pub struct Sink {
    /// The number of the column in the file.
    pub index: usize,
    reader: Reader,
    /// Of a column of instants: where its walls are. `None` for a column of days.
    zone: Option<Zone>,
    /// A column of numbers: what does not fit is too large.
    counts: bool,
    builder: ColumnBuilder,
    filled: u32,
    parsed: u32,
    failed: Vec<FailedCell>,
    extensions: Option<LeftOut>,
    examples: Vec<String>,
    scratch: String,
}

impl Sink {
    /// A sink for the column with this number in the file.
    ///
    /// # Errors
    /// [`crate::Code::UnknownZone`].
    pub fn new(index: usize, plan: &ColumnPlan, zone: &Zone) -> Result<Self> {
        let instants = plan.semantic.kind() == Kind::Datetime;
        let zone = if instants { Some(own_zone(plan, zone)?) } else { None };
        let builder = if plan.role == Role::Key {
            ColumnBuilder::keyed(plan.semantic)
        } else {
            ColumnBuilder::new(plan.semantic)
        };
        Ok(Self {
            index,
            reader: Reader::new(plan),
            zone,
            counts: plan.semantic.kind() == Kind::Number,
            builder,
            filled: 0,
            parsed: 0,
            failed: Vec::new(),
            extensions: None,
            examples: Vec::new(),
            scratch: String::new(),
        })
    }

    /// With the days of a spreadsheet counted from 1904, or not.
    pub fn counting_from_1904(mut self, epoch_1904: bool) -> Self {
        self.reader = self.reader.counting_from_1904(epoch_1904);
        self
    }

    /// Says how many rows there will be in all, as far as one can tell, and whether each is somebody of its own.
    pub fn expect(&mut self, rows: usize, unique: bool) {
        self.builder.expect(rows, unique);
    }

    /// Bytes that the column takes with so many rows, if they are like those so far.
    pub fn room_for(&self, rows: usize) -> u64 {
        self.builder.room_for(rows)
    }

    /// Appends a cell; `record` is its 1-based record in the file. Says whether there is a value now.
    #[inline]
    pub fn push(&mut self, cell: &str, record: u32) -> bool {
        let builder = &mut self.builder;
        let pushed = match self.reader.read(cell, &mut self.scratch) {
            Read::Missing => {
                builder.push_missing();
                return false;
            }
            Read::Text(text) => builder.push_text(text),
            Read::Time(read) => {
                builder.push_time(time(read, self.zone.as_ref()));
                true
            }
            Read::Number(number) => builder.push_number(number),
            Read::Bool(yes) => {
                builder.push_bool(yes);
                true
            }
            Read::Tags(tags) => {
                builder.push_tags(tags.iter().map(AsRef::as_ref));
                true
            }
            Read::Failed(reason) => {
                builder.push_missing();
                self.filled += 1;
                self.note_example(cell);
                self.fail(cell, record, reason);
                return false;
            }
        };
        self.filled += 1;
        self.note_example(cell);
        if pushed {
            self.parsed += 1;
            if self.reader.leaves_out_extension(cell) {
                self.note_extension(cell, record);
            }
        } else {
            let reason = if self.counts { CellIssue::WrongShape } else { CellIssue::Full };
            self.fail(cell, record, reason);
        }
        pushed
    }

    /// Appends the cells of a batch, each with its record, and marks in `has` those with a value. What becomes of a cell
    /// is what [`Sink::push`] makes of it.
    pub fn extend<'a>(&mut self, cells: impl Iterator<Item = (&'a str, u32)>, has: &mut [bool]) {
        match self.reader.quick() {
            Quick::None => self.each(cells, has, |_, _| false),
            Quick::Id => self.each_looked_up(cells, has, quick::id),
            Quick::Text => self.each_looked_up(cells, has, quick::text),
            Quick::KnownText => self.each_looked_up(cells, has, quick::known),
            Quick::Number => self.each(cells, has, quick::number),
            Quick::Tags(separator) => {
                self.each(cells, has, |column, cell| quick::tags(column, cell, separator));
            }
            Quick::Bool => self.each(cells, has, quick::bool),
            Quick::Time => {
                let zone = self.zone.clone();
                self.each(cells, has, |column, cell| match quick::time(cell) {
                    Some(read) => {
                        column.push_time(time(read, zone.as_ref()));
                        true
                    }
                    None => false,
                });
            }
        }
    }

    /// As [`Sink::each`], with the look-ups of many cells at once.
    #[inline(never)]
    fn each_looked_up<'a>(
        &mut self,
        mut cells: impl Iterator<Item = (&'a str, u32)>,
        has: &mut [bool],
        quick: impl Fn(&mut ColumnBuilder, &str) -> bool,
    ) {
        if !self.builder.is_large() {
            return self.each(cells, has, quick);
        }
        let mut next: Vec<(&str, u32)> = Vec::with_capacity(LOOK_UPS);
        for has in has.chunks_mut(LOOK_UPS) {
            next.clear();
            next.extend(cells.by_ref().take(LOOK_UPS));
            self.builder.fetch(next.iter().map(|(cell, _)| *cell));
            self.each(next.iter().copied(), has, &quick);
        }
    }

    /// Takes the short cut for each cell, the long way for those that it does not take.
    #[inline(never)]
    fn each<'a>(
        &mut self,
        cells: impl Iterator<Item = (&'a str, u32)>,
        has: &mut [bool],
        quick: impl Fn(&mut ColumnBuilder, &str) -> bool,
    ) {
        for ((cell, record), has) in cells.zip(has) {
            *has |= if quick(&mut self.builder, cell) {
                self.filled += 1;
                self.parsed += 1;
                self.note_example(cell);
                true
            } else {
                self.push(cell, record)
            };
        }
    }

    #[inline]
    fn note_example(&mut self, cell: &str) {
        if self.examples.len() < 5 && self.filled <= EXAMPLES_WITHIN {
            self.add_example(cell);
        }
    }

    #[cold]
    fn fail(&mut self, cell: &str, record: u32, reason: CellIssue) {
        if self.failed.len() < FAILED {
            let text = cell.chars().take(200).collect();
            self.failed.push(FailedCell { row: record, text, reason });
        }
    }

    #[cold]
    fn note_extension(&mut self, cell: &str, row: u32) {
        let first = || LeftOut { cells: 0, row, text: trim(cell).chars().take(200).collect() };
        self.extensions.get_or_insert_with(first).cells += 1;
    }

    #[cold]
    fn add_example(&mut self, cell: &str) {
        let cell: String = trim(cell).chars().take(200).collect();
        if !self.examples.contains(&cell) {
            self.examples.push(cell);
        }
    }

    /// The column, the account of its cells, and what the plan says about them now.
    pub fn finish(self, plan: &mut ColumnPlan, rows: u32) -> (Column, ColumnReport) {
        plan.sampled = rows;
        plan.filled = self.filled;
        plan.parsed = self.parsed;
        plan.examples = self.examples;
        let mut column = self.builder.finish(plan.name.clone());
        column.currency.clone_from(&plan.currency);
        (
            column,
            ColumnReport {
                name: plan.name.clone(),
                filled: self.filled,
                parsed: self.parsed,
                failed: self.failed,
                extensions: self.extensions,
            },
        )
    }
}

/// What a column keeps of a time: the instant, or the day where it has no zone.
#[inline]
fn time(read: date::Read, zone: Option<&Zone>) -> i64 {
    match (read, zone) {
        (date::Read::Instant(ms, _), Some(_)) => ms,
        (date::Read::Wall(ms), Some(zone)) => zone.instant_of(ms),
        (date::Read::Day(day), Some(zone)) => zone.start_of(day),
        (read, None) => i64::from(read.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::plan::UnknownWords;
    use proptest::prelude::*;

    fn plan(semantic: &str, role: &str) -> ColumnPlan {
        let json = serde_json::json!({
            "name": "c", "raw": "c", "type": semantic, "role": role, "separators": ";",
            "sampled": 0, "filled": 0, "parsed": 0, "examples": []
        });
        serde_json::from_value(json).unwrap()
    }

    fn account(sink: Sink, plan: &ColumnPlan, rows: u32) -> String {
        let mut plan = plan.clone();
        let (column, report) = sink.finish(&mut plan, rows);
        let values: Vec<String> = (0..rows)
            .map(|row| match &column.data {
                crate::table::Data::Tags(tags) => {
                    let names = tags.get(row).map(|code| tags.names.get(code));
                    format!("{:?}", names.collect::<Vec<_>>())
                }
                _ => format!("{:?}", column.value(row)),
            })
            .collect();
        format!("{values:?} {report:?} {plan:?}")
    }

    const CELLS: &str = "[0-9]{1,4}(\\.[0-9]{1,3})?|-[0-9]{0,3}\\.?|[a-c]{1,2}(;[a-c]{0,2} ?){0,3}|wm[A-B]{1,14}|小雨?|无|null|None| x|'1|=\"7\"|\
        2024-0[0-3]-[0-3][0-9]( 10:00(:00)?Z? ?)?|[01]|是|\\[\"a\",\"b\"\\]|【a】【b】|组：a;b|#a;\\* b|＃|##密文|1\\.38E\\+10|138\\*\\*\\*\\*1037|1e3|99999999999999999\\.5|";

    #[test]
    fn a_batch_with_many_values_is_read_as_cell_by_cell() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        // more texts than a table holds that stays in the cache, most of them different, some of them again
        let cells: Vec<String> = (0u32..30_000)
            .map(|i| match i % 10 {
                0 => String::new(),
                1 => " x ".to_owned(),
                2 => format!("'{i}"),
                3 => format!("a longer text of more than fifteen bytes {}", i / 40),
                _ => format!("wm{}", i.wrapping_mul(2_654_435_761) % 25_000),
            })
            .collect();
        let records = || cells.iter().map(String::as_str).zip(1..);
        for (semantic, role) in [("id", "key"), ("id", "attribute"), ("text", "attribute")] {
            let plan = plan(semantic, role);
            let mut single = Sink::new(0, &plan, &zone).unwrap();
            let one: Vec<bool> =
                records().map(|(cell, record)| single.push(cell, record)).collect();
            let mut batch = Sink::new(0, &plan, &zone).unwrap();
            let mut all = vec![false; cells.len()];
            // blocks of any length, as text comes
            let mut records = records();
            for has in all.chunks_mut(700) {
                batch.extend(records.by_ref().take(has.len()), has);
            }
            assert_eq!(batch.builder.is_large(), role == "key", "{semantic} {role}");
            assert!(one == all, "{semantic} {role}");
            let rows = cells.len() as u32;
            assert!(
                account(single, &plan, rows) == account(batch, &plan, rows),
                "{semantic} {role}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_batch_is_read_as_cell_by_cell(cells in prop::collection::vec(CELLS, 0..40), repeats in 1usize..3) {
            let zone = Zone::named("Asia/Shanghai").unwrap();
            let cells: Vec<&str> = std::iter::repeat_n(&cells, repeats).flatten().map(String::as_str).collect();
            for (semantic, role) in [
                ("text", "attribute"), ("name", "attribute"), ("id", "key"), ("id", "attribute"), ("number", "attribute"),
                ("money", "attribute"), ("date", "attribute"), ("datetime", "attribute"), ("bool", "attribute"),
                ("tags", "attribute"), ("phone", "key"), ("text", "but"),
            ] {
                let plan = match role {
                    "but" => ColumnPlan {
                        unknown: Some(UnknownWords { words: vec!["小雨".to_owned(), "a".to_owned()], cells: 1, missing: true }),
                        ..plan(semantic, "attribute")
                    },
                    role => plan(semantic, role),
                };
                let mut single = Sink::new(0, &plan, &zone).unwrap();
                let one: Vec<bool> = cells.iter().zip(1..).map(|(cell, record)| single.push(cell, record)).collect();
                let mut batch = Sink::new(0, &plan, &zone).unwrap();
                let mut all = vec![false; cells.len()];
                batch.extend(cells.iter().copied().zip(1..), &mut all);
                prop_assert_eq!(&one, &all, "{}", semantic);
                let rows = cells.len() as u32;
                prop_assert_eq!(account(single, &plan, rows), account(batch, &plan, rows), "{}", semantic);
            }
        }
    }
}
