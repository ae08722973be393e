//! Operators on ordered values as sets of ranges of whole numbers.

use super::Scope;
use crate::error::{Code, Error, Result};
use crate::rule::validate::number;
use crate::rule::{Literal, Operator};
use crate::table::{Decimal, Kind};
use crate::time::{Moment, Zone};

/// Inclusive ranges, ascending and apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranges(Vec<(i128, i128)>);

const LOW: i128 = i128::MIN / 4;
const HIGH: i128 = i128::MAX / 4;

impl Ranges {
    fn new(mut ranges: Vec<(i128, i128)>) -> Self {
        ranges.retain(|(low, high)| low <= high);
        ranges.sort_unstable();
        let mut out: Vec<(i128, i128)> = Vec::with_capacity(ranges.len());
        for (low, high) in ranges {
            match out.last_mut() {
                Some(last) if low <= last.1 + 1 => last.1 = last.1.max(high),
                _ => out.push((low, high)),
            }
        }
        Self(out)
    }

    /// One inclusive range.
    pub fn one(range: (i128, i128)) -> Self {
        Self::new(vec![range])
    }

    /// The ranges, ascending and apart.
    pub fn iter(&self) -> impl Iterator<Item = (i128, i128)> + '_ {
        self.0.iter().copied()
    }

    /// Whether a value is in one of them.
    pub fn contains(&self, value: i128) -> bool {
        match self.0.as_slice() {
            [(low, high)] => *low <= value && value <= *high,
            ranges => {
                let at = ranges.partition_point(|&(_, high)| high < value);
                ranges.get(at).is_some_and(|&(low, _)| low <= value)
            }
        }
    }
}

/// The mantissas at `scale` for which a positive operator on numbers is true.
pub fn numbers(operator: &Operator, scale: u8) -> Result<Ranges> {
    let at = |literal: &Literal| number(literal).ok_or_else(|| mismatch(operator, Kind::Number));
    let floor = |n: Decimal| n.floor_at(scale).0;
    let ceil = |n: Decimal| {
        let (floor, exact) = n.floor_at(scale);
        if exact { floor } else { floor + 1 }
    };
    // an empty range when the column's scale has no such number
    let point = |n: Decimal| (ceil(n), floor(n));
    Ok(Ranges::new(match operator {
        Operator::Eq(v) => vec![point(at(v)?)],
        Operator::In(values) => values.iter().map(|v| at(v).map(point)).collect::<Result<_>>()?,
        Operator::Lt(v) => vec![(LOW, ceil(at(v)?) - 1)],
        Operator::Le(v) => vec![(LOW, floor(at(v)?))],
        Operator::Gt(v) => vec![(floor(at(v)?) + 1, HIGH)],
        Operator::Ge(v) => vec![(ceil(at(v)?), HIGH)],
        Operator::Between(low, high) => vec![(ceil(at(low)?), floor(at(high)?))],
        _ => return Err(mismatch(operator, Kind::Number)),
    }))
}

/// The days since 1970-01-01 for which a positive operator on dates is true.
pub fn dates(operator: &Operator, scope: &Scope<'_>) -> Result<Ranges> {
    let literal = |l: &Literal| match l {
        Literal::Text(t) => match Moment::parse(t, &scope.zone)? {
            Moment::Day(day) => Ok(i128::from(day)),
            Moment::Instant(_) => Err(mismatch(operator, Kind::Date)),
        },
        _ => Err(mismatch(operator, Kind::Date)),
    };
    let day = literal;
    Ok(Ranges::new(match operator {
        Operator::Eq(v) => {
            let day = literal(v)?;
            vec![(day, day)]
        }
        Operator::On(t) => {
            let day = day(t)?;
            vec![(day, day)]
        }
        Operator::In(values) => {
            values.iter().map(|v| literal(v).map(|d| (d, d))).collect::<Result<_>>()?
        }
        Operator::Between(low, high) => vec![(literal(low)?, literal(high)?)],
        Operator::Before(t) => vec![(LOW, day(t)? - 1)],
        Operator::After(t) => vec![(day(t)? + 1, HIGH)],
        Operator::OnOrBefore(t) => vec![(LOW, day(t)?)],
        Operator::OnOrAfter(t) => vec![(day(t)?, HIGH)],
        Operator::InWindow(window) => {
            let (from, to) = scope.resolve(window)?.days(&scope.zone);
            vec![(i128::from(from), i128::from(to) - 1)]
        }
        _ => return Err(mismatch(operator, Kind::Date)),
    }))
}

/// The instants for which a positive operator on datetimes is true. A date means its whole day in the document's zone.
pub fn datetimes(operator: &Operator, scope: &Scope<'_>) -> Result<Ranges> {
    let zone = &scope.zone;
    let literal = |l: &Literal| match l {
        Literal::Text(t) => Moment::parse(t, zone),
        _ => Err(mismatch(operator, Kind::Datetime)),
    };
    Ok(Ranges::new(match operator {
        Operator::Eq(v) => vec![whole(literal(v)?, zone)],
        Operator::On(t) => vec![whole(literal(t)?, zone)],
        Operator::In(values) => {
            values.iter().map(|v| literal(v).map(|m| whole(m, zone))).collect::<Result<_>>()?
        }
        Operator::Between(low, high) => {
            vec![(literal(low)?.start(zone).into(), i128::from(literal(high)?.end(zone)) - 1)]
        }
        Operator::Before(t) => vec![(LOW, i128::from(literal(t)?.start(zone)) - 1)],
        Operator::After(t) => vec![(whole(literal(t)?, zone).1 + 1, HIGH)],
        Operator::OnOrBefore(t) => vec![(LOW, whole(literal(t)?, zone).1)],
        Operator::OnOrAfter(t) => vec![(literal(t)?.start(zone).into(), HIGH)],
        Operator::InWindow(window) => {
            let span = scope.resolve(window)?;
            vec![(i128::from(span.from), i128::from(span.to) - 1)]
        }
        _ => return Err(mismatch(operator, Kind::Datetime)),
    }))
}

/// The first and the last instant of a moment.
fn whole(moment: Moment, zone: &Zone) -> (i128, i128) {
    let start = i128::from(moment.start(zone));
    match moment {
        Moment::Day(_) => (start, i128::from(moment.end(zone)) - 1),
        Moment::Instant(_) => (start, start),
    }
}

fn mismatch(operator: &Operator, kind: Kind) -> Error {
    let reason = format!("{} was not checked against {}", operator.name(), kind.name());
    Error::new(Code::Internal).with("reason", reason)
}
