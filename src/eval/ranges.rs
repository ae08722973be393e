//! Operators on ordered values as sets of ranges of whole numbers.

use super::fraction::Fraction;
use crate::error::{Code, Error, Result};
use crate::rule::operator::Band;
use crate::rule::validate::number;
use crate::rule::{Literal, Operator};
use crate::table::Kind;
use crate::time::{Moment, Zone};

/// Inclusive ranges, ascending and apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranges(Vec<(i128, i128)>);

/// Below every value.
pub const LOW: i128 = i128::MIN / 4;
/// Above every value.
pub const HIGH: i128 = i128::MAX / 4;

impl Ranges {
    /// Any ranges; empty ones are left out and those that touch are joined.
    pub fn new(mut ranges: Vec<(i128, i128)>) -> Self {
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

    /// Every value outside.
    pub fn complement(&self) -> Self {
        let mut out = Vec::with_capacity(self.0.len() + 1);
        let mut low = LOW;
        for (first, last) in self.iter() {
            out.push((low, first - 1));
            low = last + 1;
        }
        out.push((low, HIGH));
        Self::new(out)
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
    let value =
        |l: &Literal| number(l).map(Fraction::of).ok_or_else(|| mismatch(operator, Kind::Number));
    numbers_with(operator, scale, &value)
}

/// The same with operands that stand somewhere else and are the same for every row.
pub fn numbers_with(
    operator: &Operator,
    scale: u8,
    at: &dyn Fn(&Literal) -> Result<Fraction>,
) -> Result<Ranges> {
    let floor = |n: Fraction| n.floor_at(scale).0;
    let ceil = |n: Fraction| {
        let (floor, exact) = n.floor_at(scale);
        if exact { floor } else { floor + 1 }
    };
    // an empty range when the column's scale has no such number
    let point = |n: Fraction| (ceil(n), floor(n));
    Ok(Ranges::new(match operator {
        Operator::Eq(v) => vec![point(at(v)?)],
        Operator::In(values) => values.iter().map(|v| at(v).map(point)).collect::<Result<_>>()?,
        Operator::Lt(v) => vec![(LOW, ceil(at(v)?) - 1)],
        Operator::Le(v) => vec![(LOW, floor(at(v)?))],
        Operator::Gt(v) => vec![(floor(at(v)?) + 1, HIGH)],
        Operator::Ge(v) => vec![(ceil(at(v)?), HIGH)],
        Operator::Between(low, high) => vec![(ceil(at(low)?), floor(at(high)?))],
        Operator::InBands(bands) => bands
            .iter()
            .map(|Band(low, high)| {
                let low = low.map_or(LOW, |n| ceil(Fraction::of(n)));
                (low, high.map_or(HIGH, |n| floor(Fraction::of(n))))
            })
            .collect(),
        _ => return Err(mismatch(operator, Kind::Number)),
    }))
}

/// The mantissas at `scale` for which an operator on a derived number (an age, a length) is true; negative ones too.
pub fn derived(operator: &Operator, scale: u8) -> Result<Ranges> {
    match operator.positive() {
        Some(positive) => Ok(numbers(&positive, scale)?.complement()),
        None => numbers(operator, scale),
    }
}

/// The first and the last instant of a moment.
pub fn whole(moment: Moment, zone: &Zone) -> (i128, i128) {
    let start = i128::from(moment.start(zone));
    match moment {
        Moment::Day(_) => (start, i128::from(moment.end(zone)) - 1),
        Moment::Instant(_) => (start, start),
    }
}

pub fn mismatch(operator: &Operator, kind: Kind) -> Error {
    let reason = format!("{} was not checked against {}", operator.name(), kind.name());
    Error::new(Code::Internal).with("reason", reason)
}
