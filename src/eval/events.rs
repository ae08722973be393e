//! Conditions on events: which events are seen, what is measured per contact, whether it passes.
//!
//! Events stand in contact order, then time order, so the events of a contact that are seen are the set bits of one range
//! of the event set. One pass over the table per condition.

use super::column::{column_set, ranges_of, scan};
use super::ranges::Ranges;
use super::{Scope, fraction};
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::validate::number;
use crate::rule::{EventCondition, Literal, Measure, Missing, Operator};
use crate::table::{Codes, Column, Data, EventTable, Ints, Kind, Texts, fold};
use crate::time::{Span, Window, Zone};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// The events that pass the filter and lie in the window; `None` when that is all of them.
pub fn seen(
    table: &EventTable,
    filter: Option<&RowSet>,
    window: &Window,
    span: Span,
    scope: &Scope<'_>,
) -> Result<Option<RowSet>> {
    let Some(column) = table.time_column() else {
        return Ok(filter.cloned());
    };
    let Data::Ints { ints, .. } = &column.data else {
        return Err(Error::new(Code::Internal).with("reason", "the time column has no times"));
    };
    let range = if column.kind() == Kind::Date {
        let (from, to) = span.days(&scope.zone);
        (i128::from(from), i128::from(to) - 1)
    } else {
        (i128::from(span.from), i128::from(span.to) - 1)
    };
    let (low, high) = ints.bounds();
    let has_all = range.0 <= i128::from(low) && i128::from(high) <= range.1;
    // without a window, events without a time are seen too
    if has_all && (*window == Window::AllTime || ints.present().len() == ints.len()) {
        return Ok(filter.cloned());
    }
    let mut bits = scan(ints, &Ranges::one(range));
    if *window == Window::AllTime {
        let mut timeless = ints.present().clone();
        timeless.complement();
        bits.or(&timeless);
    }
    if let Some(filter) = filter {
        bits.and(filter);
    }
    Ok(Some(bits))
}

/// The events of one contact that are seen.
#[derive(Clone, Copy)]
struct Events<'a> {
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
    fn each(self, mut f: impl FnMut(u32)) {
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

    fn first(self) -> Option<u32> {
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
    fn timed(self, times: &Ints, last: bool) -> Option<u32> {
        if last {
            self.last().filter(|&row| times.present().contains(row))
        } else {
            self.rows().find(|&row| times.present().contains(row))
        }
    }
}

/// The contacts whose measure passes.
pub fn evaluate(
    table: &EventTable,
    condition: &EventCondition,
    bits: Option<&RowSet>,
    scope: &Scope<'_>,
    population: u32,
    path: &str,
) -> Result<RowSet> {
    let contacts = |test: &mut dyn FnMut(Events<'_>) -> bool| {
        RowSet::from_fn(population, |contact| {
            let rows = table.rows_of(contact);
            test(Events { bits, from: rows.start, to: rows.end })
        })
    };
    let at = |e: Error| e.at(path);
    let column = |name: &str| {
        table.column(name).ok_or_else(|| Error::new(Code::UnknownField).with("name", name))
    };
    let time = || {
        table.time_column().ok_or_else(|| Error::new(Code::NoTimeColumn).with("table", &table.name))
    };
    let is = &condition.is;
    match &condition.measure {
        Measure::Count => {
            let verdict = Verdict::new(is, Kind::Number, 0, scope).map_err(at)?;
            Ok(contacts(&mut |events| verdict.of(Some(i128::from(events.count())))))
        }
        Measure::Sum(name) => {
            let (ints, scale) = numbers(column(name)?)?;
            let verdict = Verdict::new(is, Kind::Number, scale, scope).map_err(at)?;
            let bits = with_value(bits, ints);
            Ok(sums(table, population, bits.as_deref(), ints, |_, sum| verdict.of(Some(sum))))
        }
        Measure::Avg(name) => {
            let (ints, scale) = numbers(column(name)?)?;
            let verdict = Average::new(is, scale);
            let bits = with_value(bits, ints);
            Ok(sums(table, population, bits.as_deref(), ints, |n, sum| {
                verdict.of(sum, i128::from(n))
            }))
        }
        Measure::Min(name) | Measure::Max(name) => {
            let column = column(name)?;
            let (ints, scale) = numbers(column)?;
            let verdict = Verdict::new(is, column.kind(), scale, scope).map_err(at)?;
            let largest = matches!(condition.measure, Measure::Max(_));
            Ok(contacts(&mut |events| {
                let values = events.rows().filter_map(|row| ints.get(row));
                let found = if largest { values.max() } else { values.min() };
                verdict.of(found.map(i128::from))
            }))
        }
        Measure::First(name) | Measure::Last(name) => {
            let (passing, _) = column_set(column(name)?, is, Missing::Match, scope).map_err(at)?;
            let nothing = missing_passes(is);
            let last = matches!(condition.measure, Measure::Last(_));
            Ok(contacts(&mut |events| {
                let row = if last { events.last() } else { events.first() };
                row.map_or(nothing, |row| passing.contains(row))
            }))
        }
        Measure::FirstAt | Measure::LastAt => {
            let (ints, _) = numbers(time()?)?;
            let (passing, _) = column_set(time()?, is, Missing::Match, scope).map_err(at)?;
            let nothing = missing_passes(is);
            let last = condition.measure == Measure::LastAt;
            Ok(contacts(&mut |events| {
                events.timed(ints, last).map_or(nothing, |row| passing.contains(row))
            }))
        }
        Measure::DaysSinceFirst | Measure::DaysSinceLast => {
            let day = DayOf::new(time()?, &scope.zone)?;
            let as_of = scope.as_of.ok_or_else(|| Error::new(Code::NoAsOf).at("as_of"))?;
            let today = i128::from(scope.zone.day_of(as_of.saturating_sub(1)));
            let verdict = Verdict::new(is, Kind::Number, 0, scope).map_err(at)?;
            let last = condition.measure == Measure::DaysSinceLast;
            Ok(contacts(&mut |events| {
                let row = events.timed(day.ints, last);
                verdict.of(row.and_then(|row| day.get(row)).map(|day| today - i128::from(day)))
            }))
        }
        Measure::DistinctDays => {
            let day = DayOf::new(time()?, &scope.zone)?;
            let verdict = Verdict::new(is, Kind::Number, 0, scope).map_err(at)?;
            Ok(contacts(&mut |events| {
                // events are in time order, so equal days stand together
                let (mut n, mut before) = (0i128, None);
                for day in events.rows().filter_map(|row| day.get(row)) {
                    if before != Some(day) {
                        n += 1;
                        before = Some(day);
                    }
                }
                verdict.of(Some(n))
            }))
        }
        Measure::Distinct(name) => {
            let identity = Identity::new(column(name)?);
            let verdict = Verdict::new(is, Kind::Number, 0, scope).map_err(at)?;
            let mut values: Vec<u64> = Vec::new();
            Ok(contacts(&mut |events| {
                values.clear();
                values.extend(events.rows().filter_map(|row| identity.get(row)));
                values.sort_unstable();
                values.dedup();
                verdict.of(Some(values.len() as i128))
            }))
        }
        _ => Err(Error::new(Code::Internal).with("reason", "a measure")),
    }
}

/// The events that are seen and have a value; `None` when that is all of them.
fn with_value<'a>(bits: Option<&'a RowSet>, ints: &'a Ints) -> Option<Cow<'a, RowSet>> {
    let present = ints.present();
    match bits {
        _ if present.len() == present.universe() => bits.map(Cow::Borrowed),
        None => Some(Cow::Borrowed(present)),
        Some(bits) => {
            let mut bits = bits.clone();
            bits.and(present);
            Some(Cow::Owned(bits))
        }
    }
}

/// The contacts for which the number and the sum of their events' values pass. Adds codes and turns the total into values
/// once per contact.
fn sums(
    table: &EventTable,
    population: u32,
    bits: Option<&RowSet>,
    ints: &Ints,
    test: impl Fn(u32, i128) -> bool,
) -> RowSet {
    let test = |n: u32, codes: u128| test(n, ints.sum_of(n, codes));
    match ints.codes() {
        Codes::U64(codes) => totals(table, population, bits, |row| u128::from(codes[row]), test),
        // a contact has fewer than 2³² events, so 64 bits hold the sum of their 32-bit codes
        Codes::U32(codes) => totals(table, population, bits, at(codes), test),
        Codes::U16(codes) => totals(table, population, bits, at(codes), test),
        Codes::U8(codes) => totals(table, population, bits, at(codes), test),
    }
}

fn at<T: Copy + Into<u64>>(codes: &[T]) -> impl Fn(usize) -> u64 {
    |row| codes[row].into()
}

fn totals<A: Copy + Default + AddAssign + Into<u128>>(
    table: &EventTable,
    population: u32,
    bits: Option<&RowSet>,
    code: impl Fn(usize) -> A,
    test: impl Fn(u32, u128) -> bool,
) -> RowSet {
    let nothing = test(0, 0);
    RowSet::from_fn(population, |contact| {
        let rows = table.rows_of(contact);
        if rows.is_empty() {
            return nothing;
        }
        let (mut n, mut total) = (0u32, A::default());
        Events { bits, from: rows.start, to: rows.end }.each(|row| {
            n += 1;
            total += code(row as usize);
        });
        test(n, total.into())
    })
}

fn numbers(column: &Column) -> Result<(&Ints, u8)> {
    match &column.data {
        Data::Ints { ints, scale } => Ok((ints, *scale)),
        _ => Err(Error::new(Code::Internal)
            .with("reason", "the measure was not checked against its column")),
    }
}

/// Whether an operator is true of a missing result.
fn missing_passes(operator: &Operator) -> bool {
    operator.positive().is_some() || *operator == Operator::IsNotSet
}

/// An operator on a whole number that may be missing.
struct Verdict {
    ranges: Option<Ranges>,
    /// Whether values outside the ranges pass instead.
    negated: bool,
    missing: bool,
}

impl Verdict {
    fn new(operator: &Operator, kind: Kind, scale: u8, scope: &Scope<'_>) -> Result<Self> {
        let missing = missing_passes(operator);
        if matches!(operator, Operator::IsSet | Operator::IsNotSet) {
            return Ok(Self { ranges: None, negated: *operator == Operator::IsNotSet, missing });
        }
        let positive = operator.positive();
        let negated = positive.is_some();
        let ranges = ranges_of(positive.as_ref().unwrap_or(operator), kind, scale, scope)?;
        Ok(Self { ranges: Some(ranges), negated, missing })
    }

    fn of(&self, value: Option<i128>) -> bool {
        match (value, &self.ranges) {
            (None, _) => self.missing,
            (Some(_), None) => !self.negated,
            (Some(value), Some(ranges)) => ranges.contains(value) != self.negated,
        }
    }
}

/// An operator on an average, compared as a fraction: no rounding.
struct Average<'a> {
    operator: Cow<'a, Operator>,
    negated: bool,
    missing: bool,
    scale: u8,
}

impl<'a> Average<'a> {
    fn new(operator: &'a Operator, scale: u8) -> Self {
        let missing = missing_passes(operator);
        let positive = operator.positive();
        let negated = positive.is_some();
        let operator = positive.map_or(Cow::Borrowed(operator), Cow::Owned);
        Self { operator, negated, missing, scale }
    }

    fn of(&self, sum: i128, n: i128) -> bool {
        if n == 0 {
            return self.missing;
        }
        let with = |literal: &Literal| {
            number(literal).map(|other| {
                let unit = crate::table::pow10(self.scale);
                fraction::compare(
                    sum,
                    n * unit,
                    i128::from(other.mantissa),
                    crate::table::pow10(other.scale),
                )
            })
        };
        let is = |literal: &Literal, allowed: &[Ordering]| {
            with(literal).is_some_and(|o| allowed.contains(&o))
        };
        let passes = match self.operator.as_ref() {
            Operator::IsSet => true,
            Operator::Eq(v) => is(v, &[Ordering::Equal]),
            Operator::In(values) => values.iter().any(|v| is(v, &[Ordering::Equal])),
            Operator::Lt(v) => is(v, &[Ordering::Less]),
            Operator::Le(v) => is(v, &[Ordering::Less, Ordering::Equal]),
            Operator::Gt(v) => is(v, &[Ordering::Greater]),
            Operator::Ge(v) => is(v, &[Ordering::Greater, Ordering::Equal]),
            Operator::Between(low, high) => {
                is(low, &[Ordering::Greater, Ordering::Equal])
                    && is(high, &[Ordering::Less, Ordering::Equal])
            }
            _ => false,
        };
        passes != self.negated
    }
}

/// The calendar day of an event.
struct DayOf<'a> {
    ints: &'a Ints,
    zone: Option<&'a Zone>,
}

impl<'a> DayOf<'a> {
    fn new(column: &'a Column, zone: &'a Zone) -> Result<Self> {
        let (ints, _) = numbers(column)?;
        Ok(Self { ints, zone: (column.kind() == Kind::Datetime).then_some(zone) })
    }

    fn get(&self, row: u32) -> Option<i32> {
        let value = self.ints.get(row)?;
        Some(self.zone.map_or(value as i32, |zone| zone.day_of(value)))
    }
}

/// A number per different value of a column; texts that fold to the same text are one value.
enum Identity<'a> {
    Ints(&'a Ints),
    Bools {
        values: &'a RowSet,
        present: &'a RowSet,
    },
    /// By dictionary code (0 is missing) or by row.
    Coded {
        texts: &'a Texts,
        codes: Vec<u64>,
    },
    None,
}

impl<'a> Identity<'a> {
    fn new(column: &'a Column) -> Self {
        match &column.data {
            Data::Ints { ints, .. } => Identity::Ints(ints),
            Data::Bools { values, present } => Identity::Bools { values, present },
            Data::Texts(texts) => {
                let folds = column.kind() == Kind::Text;
                let form = |text: &'a str| if folds { fold(text) } else { Cow::Borrowed(text) };
                let mut known: BTreeMap<Cow<'a, str>, u64> = BTreeMap::new();
                let mut code = |text: &'a str| {
                    let next = known.len() as u64 + 1;
                    *known.entry(form(text)).or_insert(next)
                };
                let codes = match texts {
                    Texts::Dictionary { values, .. } => {
                        (0..values.len()).map(|i| code(values.get(i))).collect()
                    }
                    Texts::Plain { .. } => {
                        (0..texts.len()).map(|row| texts.get(row).map_or(0, &mut code)).collect()
                    }
                };
                Identity::Coded { texts, codes }
            }
            Data::Tags(_) => Identity::None,
        }
    }

    fn get(&self, row: u32) -> Option<u64> {
        match self {
            Identity::Ints(ints) => ints.present().contains(row).then(|| ints.codes().get(row)),
            Identity::Bools { values, present } => {
                present.contains(row).then(|| u64::from(values.contains(row)))
            }
            Identity::Coded { texts, codes } => {
                let code = match texts {
                    Texts::Dictionary { codes: by_row, .. } => match by_row.get(row) {
                        0 => 0,
                        code => codes[code as usize - 1],
                    },
                    Texts::Plain { .. } => codes[row as usize],
                };
                (code != 0).then_some(code)
            }
            Identity::None => None,
        }
    }
}
