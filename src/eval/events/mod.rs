//! Conditions on events: which events are seen, what is measured per contact, whether it passes.
//!
//! Events stand in contact order, then time order, so the events of a contact that are seen are the set bits of one range
//! of the event set. One pass over the table per condition.

mod counts;
mod days;
mod latest;
mod meter;
mod picked;
mod quotient;
mod seen;
mod totals;
mod verdict;

pub use latest::passing as by_last;
pub use seen::{Seen, in_mask, in_spans, in_window};
pub use verdict::Verdict;

use super::fraction::Fraction;
use super::frame::{Found, Frame};
use super::plan::{Planner, cost};
use super::population::{self, Values};
use super::reference::{self, Operands};
use super::{Filters, geo};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{Measure, Missing, Operator};
use crate::table::{EventTable, Ints, Kind, pow10};
use meter::Meter;
use std::ops::Range;
use verdict::Quotients;

/// What a measure is computed from.
#[derive(Clone)]
pub struct Source<'a> {
    pub table: &'a EventTable,
    /// The events that are seen.
    pub seen: Seen,
    /// The events of the base of a growth.
    pub base: Seen,
    /// The conditions on events inside the measure, by path.
    pub filters: &'a Filters,
    pub frame: Frame<'a>,
}

/// The events of a table that are seen, by contact.
#[derive(Clone, Copy)]
pub struct View<'a> {
    table: &'a EventTable,
    bits: Option<&'a RowSet>,
    ranges: Option<&'a [Range<u32>]>,
}

impl Source<'_> {
    /// Who chooses how events are read.
    fn planner(&self) -> Planner<'_> {
        self.frame.scope.planner(Some(&self.table.name))
    }

    /// Notes that the seen events of one contact after the other are read.
    fn note_each_contact(&self) {
        let linked = self.table.linked();
        let seen = self.seen.bits.as_ref().map_or(linked, |bits| bits.len());
        self.planner().note(cost::each_contact(self.frame.data.population, seen));
    }
}

impl<'a> View<'a> {
    /// The seen events of a table.
    pub fn new(table: &'a EventTable, seen: &'a Seen) -> Self {
        let ranges = seen.ranges.as_ref().map(|ranges| ranges.as_slice());
        Self { table, bits: seen.bits.as_deref(), ranges }
    }

    /// The rows of a contact within its span.
    #[inline]
    fn rows(&self, contact: u32) -> Range<u32> {
        match self.ranges {
            None => self.table.rows_of(contact),
            Some(ranges) => ranges.get(contact as usize).cloned().unwrap_or(0..0),
        }
    }

    /// Whether a row of a contact's range is seen.
    #[inline]
    pub fn sees(&self, row: u32) -> bool {
        self.bits.is_none_or(|bits| bits.contains(row))
    }

    /// The seen events of a contact.
    #[inline]
    pub fn events(&self, contact: u32) -> Events<'a> {
        let rows = self.rows(contact);
        Events { bits: self.bits, from: rows.start, to: rows.end }
    }
}

/// The events of one contact that are seen.
#[derive(Clone, Copy)]
pub struct Events<'a> {
    bits: Option<&'a RowSet>,
    from: u32,
    to: u32,
}

impl<'a> Events<'a> {
    fn count(self) -> u32 {
        match self.bits {
            None => self.to - self.from,
            Some(bits) => bits.count_range(self.from, self.to),
        }
    }

    fn rows(self) -> impl Iterator<Item = u32> + 'a {
        let plain = if self.bits.is_none() { self.from..self.to } else { 0..0 };
        plain.chain(self.bits.into_iter().flat_map(move |bits| bits.iter_range(self.from, self.to)))
    }

    /// Calls `f` with each row, in order: whole words of the set at a time.
    #[inline]
    pub fn each(self, mut f: impl FnMut(u32)) {
        let Some(bits) = self.bits else {
            (self.from..self.to).for_each(f);
            return;
        };
        let words = bits.words();
        let mut row = self.from;
        while row < self.to {
            let end = self.to.min((row / 64 + 1) * 64);
            let mut word = words[(row / 64) as usize] >> (row % 64);
            if end - row < 64 {
                word &= (1 << (end - row)) - 1;
            }
            while word != 0 {
                f(row + word.trailing_zeros());
                word &= word - 1;
            }
            row = end;
        }
    }

    pub fn first(self) -> Option<u32> {
        self.rows().next()
    }

    fn last(self) -> Option<u32> {
        match self.bits {
            None => (self.from < self.to).then(|| self.to - 1),
            Some(bits) => (self.from..self.to).rev().find(|&row| bits.contains(row)),
        }
    }
}

impl Events<'_> {
    /// The earliest or the latest event that has a time. Events without one stand first.
    pub fn timed(self, times: &Ints, last: bool) -> Option<u32> {
        if last {
            self.last().filter(|&row| times.present().contains(row))
        } else {
            self.rows().find(|&row| times.present().contains(row))
        }
    }
}

/// The contacts whose measure passes. `at` is the path of the measure.
pub fn evaluate(measure: &Measure, is: &Operator, source: &Source<'_>, at: &str) -> Result<Found> {
    let view = View::new(source.table, &source.seen);
    if reads_no_contacts(is)
        && let Measure::Sum(name) | Measure::Avg(name) = measure
    {
        return totals::passing(name, measure, is, &view, source).map(Found::positive);
    }
    if *measure == Measure::Count && reads_no_contacts(is) && view.ranges.is_none() {
        if let Some(set) = counts::passing(is, &view, source)? {
            return Ok(Found::positive(set));
        }
    } else {
        source.note_each_contact();
    }
    if let Some(found) = picked::passing(measure, is, &view, source)? {
        return Ok(found);
    }
    let mut meter = Meter::new(measure, source, at)?;
    numbers(&mut meter, is, source)
}

/// Whether an operator asks for nothing but the value itself: no other column, no other contact.
fn reads_no_contacts(is: &Operator) -> bool {
    !reference::has_any(is)
        && !population::compares(is)
        && !matches!(is, Operator::WithinKm(_) | Operator::InBox(_))
        && !matches!(is, Operator::Diff(diff) if diff.to.is_some())
}

/// The contacts whose number passes.
fn numbers(meter: &mut Meter<'_>, is: &Operator, source: &Source<'_>) -> Result<Found> {
    let population = source.frame.data.population;
    if reads_no_contacts(is) {
        return Ok(Found::positive(match meter.scale() {
            Some(scale) => {
                let verdict = Verdict::new(is, Kind::Number, scale, &source.frame)?;
                RowSet::from_fn(population, |contact| {
                    verdict.of(meter.of(contact).map(|number| number.num))
                })
            }
            None => {
                let verdict = Quotients::new(is)?;
                RowSet::from_fn(population, |contact| verdict.of(meter.of(contact)))
            }
        }));
    }
    if population::compares(is) {
        let (set, cut) = population::matching(is, &values(meter, population), &source.frame)?;
        return Ok(Found { set, missing: None, cut });
    }
    match is {
        Operator::WithinKm(circle) => {
            let inside = geo::Within::new(circle, &source.frame)?;
            let set = RowSet::from_fn(population, |contact| {
                meter
                    .of(contact)
                    .is_some_and(|n| inside.contains(contact, n.num as f64 / n.den as f64))
            });
            return Ok(Found::positive(set));
        }
        Operator::InBox(bounds) => {
            let meridians = geo::meridians(bounds, &source.frame)?;
            let (south, north) = (Fraction::of(bounds.south), Fraction::of(bounds.north));
            let set = RowSet::from_fn(population, |contact| {
                meridians.contains(contact)
                    && meter
                        .of(contact)
                        .is_some_and(|n| n.compare(south).is_ge() && n.compare(north).is_le())
            });
            return Ok(Found::positive(set));
        }
        _ => {}
    }
    let positive = is.positive();
    let asked = positive.as_ref().unwrap_or(is);
    let (set, comparable, cut) = if reference::is_statistic(asked) {
        let values = values(meter, population);
        let unit = pow10(values.scale);
        let operands = Operands::new(asked, &|| values.clone(), &source.frame)?;
        let (set, comparable) = operands.rows(asked, population, |contact| {
            let number = Fraction { num: values.numbers[contact as usize], den: unit };
            values.present.contains(contact).then_some(number)
        });
        (set, comparable, operands.cut)
    } else {
        let operands = Operands::new(asked, &|| Values::of_nobody(population), &source.frame)?;
        let (set, comparable) = operands.rows(asked, population, |contact| meter.of(contact));
        (set, comparable, operands.cut)
    };
    let found = match positive {
        Some(_) => Found::negative(set, &comparable, Missing::Match),
        None => Found::positive(set),
    };
    Ok(Found { cut, missing: None, ..found })
}

/// The numbers of all contacts, quotients rounded to 9 digits behind the point.
fn values(meter: &mut Meter<'_>, population: u32) -> Values {
    let mut numbers = vec![0; population as usize];
    let scale = meter.scale();
    let present = RowSet::from_fn(population, |contact| {
        let number = meter.of(contact);
        if let (Some(number), Some(place)) = (number, numbers.get_mut(contact as usize)) {
            *place = if scale.is_some() { number.num } else { number.at_scale(9) };
        }
        number.is_some()
    });
    Values { present, numbers, scale: scale.unwrap_or(9) }
}
