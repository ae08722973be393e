//! The events of a contact that are steps, in one order.

use super::super::clock::Wall;
use super::super::events::View;
use super::super::frame::{Frame, ints_of, unchecked};
use super::super::identity::Known;
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::Sequence;
use crate::table::{Codes, Column, Data, EventTable, Ints, Kind, Written, pow10};

/// An event that is at least one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// The correlated value; 0 without correlation.
    pub value: i128,
    /// When it was, as an instant.
    pub time: i64,
    /// Its table, in the order in which steps name tables first.
    table: u32,
    row: u32,
}

/// Which steps an event is: the same order as the steps of the sequence.
pub struct Steps<'a> {
    views: &'a [View<'a>],
    tables: &'a [u32],
}

impl Steps<'_> {
    /// Whether an event is this step.
    #[inline]
    pub fn contains(&self, step: usize, event: &Event) -> bool {
        self.tables.get(step) == Some(&event.table)
            && self.views.get(step).is_some_and(|view| view.sees(event.row))
    }
}

/// One table of the sequence.
struct Source<'a> {
    times: &'a Ints,
    wall: Wall<'a>,
    values: Option<Values<'a>>,
    /// The steps that are events of it.
    steps: Vec<usize>,
}

/// Puts the events of a contact in order: by correlated value, then time, then table, then row.
pub struct Order<'a> {
    sources: Vec<Source<'a>>,
    views: &'a [View<'a>],
    /// The table of each step.
    tables: Vec<u32>,
    events: Vec<Event>,
    rows: Vec<u32>,
}

impl<'a> Order<'a> {
    pub fn new(
        sequence: &Sequence,
        tables: &[&'a EventTable],
        views: &'a [View<'a>],
        frame: &Frame<'a>,
    ) -> Result<Self> {
        let mut names: Vec<&str> = Vec::new();
        let mut sources: Vec<Source<'a>> = Vec::new();
        let mut of_steps = Vec::new();
        let correlated = correlated(sequence, tables)?;
        let scale = correlated.iter().filter_map(|c| scale_of(c)).max().unwrap_or(0);
        let mut known = Known::default();
        for (step, table) in tables.iter().enumerate() {
            let at = names.iter().position(|name| *name == table.name);
            let at = match at {
                Some(at) => at,
                None => {
                    let column = table.time_column().ok_or_else(|| unchecked(&table.name))?;
                    let times = ints_of(column)?.0;
                    let wall = Wall::new(times, column.kind(), &frame.scope.zone);
                    let values = correlated.get(step).map(|c| Values::new(c, scale, &mut known));
                    sources.push(Source { times, wall, values, steps: Vec::new() });
                    names.push(&table.name);
                    sources.len() - 1
                }
            };
            of_steps.push(at as u32);
            if let Some(source) = sources.get_mut(at) {
                source.steps.push(step);
            }
        }
        Ok(Self { sources, views, tables: of_steps, events: Vec::new(), rows: Vec::new() })
    }

    /// The events of a contact in order, those with one correlated value after the other.
    pub fn of(&mut self, contact: u32) -> impl Iterator<Item = (&[Event], Steps<'_>)> {
        self.events.clear();
        for (at, source) in self.sources.iter().enumerate() {
            self.rows.clear();
            for step in &source.steps {
                let Some(view) = self.views.get(*step) else { continue };
                view.events(contact).each(|row| self.rows.push(row));
            }
            if source.steps.len() > 1 {
                self.rows.sort_unstable();
                self.rows.dedup();
            }
            for &row in &self.rows {
                let value = match &source.values {
                    None => Some(0),
                    Some(values) => values.get(row),
                };
                if let (Some(time), Some(value)) = (source.times.get(row), value) {
                    let time = source.wall.instant(time);
                    self.events.push(Event { value, time, table: at as u32, row });
                }
            }
        }
        self.events.sort_unstable();
        let (views, tables) = (self.views, self.tables.as_slice());
        self.events
            .chunk_by(|a, b| a.value == b.value)
            .map(move |events| (events, Steps { views, tables }))
    }
}

/// The correlated column of each step's table; none without correlation.
fn correlated<'a>(sequence: &Sequence, tables: &[&'a EventTable]) -> Result<Vec<&'a Column>> {
    let Some(name) = &sequence.correlate else { return Ok(Vec::new()) };
    tables.iter().map(|table| table.column(name).ok_or_else(|| unchecked(name))).collect()
}

fn scale_of(column: &Column) -> Option<u8> {
    match &column.data {
        Data::Ints { scale, .. } => Some(*scale),
        _ => None,
    }
}

/// Numbers that are the same exactly when values are, also in different tables.
enum Values<'a> {
    Ints {
        ints: &'a Ints,
        factor: i128,
    },
    Bools {
        values: &'a RowSet,
        present: &'a RowSet,
    },
    /// A number per code of a dictionary; code 0 is missing.
    Dictionary {
        codes: &'a Codes,
        numbers: Vec<u32>,
    },
    /// A number per row, from 1 on.
    Rows(Vec<u32>),
    None,
}

impl<'a> Values<'a> {
    fn new(column: &'a Column, scale: u8, known: &mut Known<'a>) -> Self {
        let folds = column.kind() == Kind::Text;
        let mut number = |text: Written<'a>| known.number_of(text, folds) + 1;
        match &column.data {
            Data::Ints { ints, scale: own } => {
                Values::Ints { ints, factor: pow10(scale.saturating_sub(*own)) }
            }
            Data::Bools { values, present } => Values::Bools { values, present },
            Data::Texts(crate::table::Texts::Dictionary { values, codes, .. }) => {
                let numbers = (0..values.len()).map(|i| number(values.get(i).into()));
                Values::Dictionary { codes, numbers: std::iter::once(0).chain(numbers).collect() }
            }
            Data::Texts(texts) => Values::Rows(
                (0..texts.len()).map(|row| texts.get(row).map_or(0, &mut number)).collect(),
            ),
            Data::Tags(_) => Values::None,
        }
    }

    fn get(&self, row: u32) -> Option<i128> {
        let number = |n: u32| (n != 0).then_some(i128::from(n));
        match self {
            Values::Ints { ints, factor } => Some(i128::from(ints.get(row)?) * factor),
            Values::Bools { values, present } => {
                present.contains(row).then(|| i128::from(values.contains(row)))
            }
            Values::Dictionary { codes, numbers } => number(*numbers.get(codes.get(row) as usize)?),
            Values::Rows(numbers) => number(*numbers.get(row as usize)?),
            Values::None => None,
        }
    }
}
