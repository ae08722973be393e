//! Measures made of two: a part and the whole, one measure and another, now and before.

use super::super::Filters;
use super::super::fraction::Fraction;
use super::super::frame::{ints_of, unchecked};
use super::meter::{Meter, total};
use super::{Events, Seen, Source, View};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule;
use crate::table::{EventTable, Ints};
use std::sync::Arc;

/// The condition on events at a path; `None` when it takes no part.
fn filter<'a>(filters: &'a Filters, at: &str) -> Option<&'a Arc<RowSet>> {
    filters.get(&format!("{at}.where"))
}

/// The part of the events, or of their sum, that passes a condition.
pub struct Parted<'a> {
    table: &'a EventTable,
    part: Seen,
    sum: Option<&'a Ints>,
}

impl<'a> Parted<'a> {
    pub fn new(share: &rule::Share, source: &Source<'a>, at: &str) -> Result<Self> {
        let at = format!("{at}.share");
        let part = source.seen.and(filter(source.filters, &at));
        let column = |name: &String| source.table.column(name).ok_or_else(|| unchecked(name));
        let sum = share.sum.as_ref().map(|name| column(name).and_then(ints_of)).transpose()?;
        Ok(Self { table: source.table, part, sum: sum.map(|(ints, _)| ints) })
    }

    pub fn of(&self, contact: u32, all: Events<'_>) -> Option<Fraction> {
        let part = View::new(self.table, &self.part).events(contact);
        let size = |events: Events<'_>| {
            Fraction::whole(match self.sum {
                None => i128::from(events.count()),
                Some(ints) => total(ints, events).1,
            })
        };
        size(part).divided_by(size(all))
    }
}

/// A measure of those events that pass a further condition.
pub struct Part<'a>(Meter<'a>);

impl<'a> Part<'a> {
    pub fn new(part: &rule::Part, source: &Source<'a>, at: &str) -> Result<Self> {
        let seen = source.seen.and(filter(source.filters, at));
        let source = Source { seen, ..source.clone() };
        Meter::new(&part.measure, &source, &format!("{at}.measure")).map(Self)
    }

    pub fn of(&mut self, contact: u32) -> Option<Fraction> {
        self.0.of(contact)
    }
}

/// The relative change of a measure.
pub struct Growing<'a> {
    now: Meter<'a>,
    base: Meter<'a>,
    least: Option<Fraction>,
}

impl<'a> Growing<'a> {
    pub fn new(growth: &rule::Growth, source: &Source<'a>, at: &str) -> Result<Self> {
        let at = format!("{at}.growth.of");
        let now = Meter::new(&growth.of, source, &at)?;
        let base =
            Meter::new(&growth.of, &Source { seen: source.base.clone(), ..source.clone() }, &at)?;
        Ok(Self { now, base, least: growth.min_base.map(Fraction::of) })
    }

    pub fn of(&mut self, contact: u32) -> Option<Fraction> {
        let (now, base) = (self.now.of(contact)?, self.base.of(contact)?);
        let counts = base.num > 0 && self.least.is_none_or(|least| base.compare(least).is_ge());
        if counts { now.minus(base).divided_by(base) } else { None }
    }
}
