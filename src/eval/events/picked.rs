//! Measures whose result is the value of one event.

use super::super::column::column_set;
use super::super::frame::{Found, Frame, ints_of, unchecked};
use super::super::identity::Identity;
use super::verdict::{Verdict, missing_passes};
use super::{Events, Source, View, reads_no_contacts};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{Measure, Missing, Operator};
use crate::table::{Column, ColumnBuilder, Ints, Kind, Value};

/// Chooses an event of a contact.
pub enum Pick<'a> {
    First,
    Last,
    /// The earliest or latest with a time.
    Timed {
        times: &'a Ints,
        last: bool,
    },
    /// One with the smallest or largest value.
    Extreme {
        ints: &'a Ints,
        largest: bool,
    },
    /// The last one with the most frequent value; values with the row of their event, to be sorted.
    Top {
        identity: Identity<'a>,
        values: Vec<(u64, u32)>,
    },
}

impl<'a> Pick<'a> {
    /// What a measure chooses, and the column whose value is the result; `None` for measures that compute.
    pub fn new(measure: &Measure, source: &Source<'a>) -> Result<Option<(Self, &'a Column)>> {
        let column = |name: &str| source.table.column(name).ok_or_else(|| unchecked(name));
        let time = || source.table.time_column().ok_or_else(|| unchecked(&source.table.name));
        Ok(Some(match measure {
            Measure::First(name) => (Pick::First, column(name)?),
            Measure::Last(name) => (Pick::Last, column(name)?),
            Measure::FirstAt | Measure::LastAt => {
                let times = ints_of(time()?)?.0;
                (Pick::Timed { times, last: *measure == Measure::LastAt }, time()?)
            }
            Measure::Min(name) | Measure::Max(name) => {
                let ints = ints_of(column(name)?)?.0;
                let largest = matches!(measure, Measure::Max(_));
                (Pick::Extreme { ints, largest }, column(name)?)
            }
            Measure::TopValue(name) => {
                let identity = Identity::new(column(name)?);
                (Pick::Top { identity, values: Vec::new() }, column(name)?)
            }
            _ => return Ok(None),
        }))
    }

    /// The event of a contact whose value is the result.
    pub fn row(&mut self, events: Events<'_>) -> Option<u32> {
        match self {
            Pick::First => events.first(),
            Pick::Last => events.last(),
            Pick::Timed { times, last } => events.timed(times, *last),
            Pick::Extreme { ints, largest } => {
                let mut best: Option<(i64, u32)> = None;
                events.each(|row| {
                    if let Some(value) = ints.get(row)
                        && best.is_none_or(|(b, _)| if *largest { value > b } else { value < b })
                    {
                        best = Some((value, row));
                    }
                });
                best.map(|(_, row)| row)
            }
            Pick::Top { identity, values } => {
                values.clear();
                events.each(|row| values.extend(identity.get(row).map(|value| (value, row))));
                values.sort_unstable();
                let runs = values.chunk_by(|a, b| a.0 == b.0);
                let last = runs.filter_map(|run| run.last().map(|(_, row)| (run.len(), *row)));
                // of several that are equally frequent, the one seen last
                last.max().map(|(_, row)| row)
            }
        }
    }
}

/// The contacts whose result passes; `None` for measures that compute a number.
pub fn passing(
    measure: &Measure,
    is: &Operator,
    view: &View<'_>,
    source: &Source<'_>,
) -> Result<Option<Found>> {
    let Some((mut pick, column)) = Pick::new(measure, source)? else { return Ok(None) };
    let population = source.frame.data.population;
    let is_extreme = matches!(pick, Pick::Extreme { .. });
    if reads_no_contacts(is) {
        if is_extreme {
            let (ints, scale) = ints_of(column)?;
            if let Some(verdict) = Verdict::if_ranges(is, column.kind(), scale, &source.frame)? {
                return Ok(Some(Found::positive(RowSet::from_fn(population, |contact| {
                    let row = pick.row(view.events(contact));
                    verdict.of(row.and_then(|row| ints.get(row)).map(i128::from))
                }))));
            }
        }
        let (table, columns) = (Some(source.table.name.as_str()), &source.table.columns);
        let of_events = Frame { table, columns, ..source.frame };
        let passing = column_set(column, is, Missing::Match, &of_events)?.set;
        let nothing = missing_passes(is);
        return Ok(Some(Found::positive(RowSet::from_fn(population, |contact| {
            pick.row(view.events(contact)).map_or(nothing, |row| passing.contains(row))
        }))));
    }
    let results = results(column, population, |contact| pick.row(view.events(contact)));
    let found = column_set(&results, is, Missing::Match, &source.frame)?;
    Ok(Some(Found { missing: None, ..found }))
}

/// The results as a column of the contacts.
pub fn results(
    column: &Column,
    population: u32,
    mut row: impl FnMut(u32) -> Option<u32>,
) -> Column {
    let mut builder = ColumnBuilder::new(column.semantic);
    builder.expect(population as usize, false);
    for contact in 0..population {
        match row(contact).and_then(|row| column.value(row)) {
            None => builder.push_missing(),
            Some(Value::Number(number)) => {
                builder.push_number(number);
            }
            Some(Value::Date(day)) => builder.push_time(i64::from(day)),
            Some(Value::Datetime(instant)) => builder.push_time(instant),
            Some(Value::Bool(value)) => builder.push_bool(value),
            Some(Value::Text(text)) => {
                builder.push_text(&text);
            }
        }
    }
    debug_assert_ne!(column.kind(), Kind::Tags, "tags are no single value");
    builder.finish(column.name.clone())
}
