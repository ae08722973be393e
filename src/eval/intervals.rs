//! Operators on numbers that are no whole mantissas: inside of some intervals, or outside.

use super::frame::unchecked;
use crate::error::Result;
use crate::rule::operator::Band;
use crate::rule::validate::number;
use crate::rule::{Literal, Operator};
use crate::table::Decimal;
use std::cmp::Ordering;

/// The intervals in which an operator is true, with bounds in the form in which numbers are compared.
pub struct Intervals<T> {
    /// Closed (but see `open`), ascending and apart; a bound that is left out is endless.
    intervals: Vec<(Option<T>, Option<T>)>,
    /// Of `lt` and `gt` the bound itself is outside.
    open: bool,
    negated: bool,
}

impl<T: Copy> Intervals<T> {
    /// The intervals of an operator whose operands stand in the definition.
    ///
    /// # Errors
    /// [`Code::Internal`](crate::error::Code::Internal) for other operators.
    pub fn new(
        operator: &Operator,
        bound: impl Fn(Decimal) -> T,
        compare: impl Fn(&T, &T) -> Ordering,
    ) -> Result<Self> {
        let positive = operator.positive();
        let wrong = || unchecked(operator.name());
        let value = |l: &Literal| number(l).map(&bound).ok_or_else(wrong);
        let point = |l: &Literal| value(l).map(|v| (Some(v), Some(v)));
        let mut intervals = match positive.as_ref().unwrap_or(operator) {
            Operator::Eq(v) => vec![point(v)?],
            Operator::In(values) => values.iter().map(point).collect::<Result<_>>()?,
            Operator::Lt(v) | Operator::Le(v) => vec![(None, Some(value(v)?))],
            Operator::Gt(v) | Operator::Ge(v) => vec![(Some(value(v)?), None)],
            Operator::Between(a, b) => vec![(Some(value(a)?), Some(value(b)?))],
            Operator::InBands(bands) => {
                bands.iter().map(|Band(a, b)| (a.map(&bound), b.map(&bound))).collect()
            }
            _ => return Err(wrong()),
        };
        intervals.retain(|pair| match pair {
            (Some(low), Some(high)) => compare(low, high).is_le(),
            _ => true,
        });
        intervals.sort_unstable_by(|a, b| match (&a.0, &b.0) {
            (Some(a), Some(b)) => compare(a, b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        });
        let mut joined: Vec<(Option<T>, Option<T>)> = Vec::with_capacity(intervals.len());
        for (low, high) in intervals {
            let Some(last) = joined.last_mut() else {
                joined.push((low, high));
                continue;
            };
            let touches = match (&low, &last.1) {
                (Some(low), Some(end)) => compare(low, end).is_le(),
                _ => true,
            };
            if !touches {
                joined.push((low, high));
            } else if let (Some(end), Some(other)) = (&last.1, &high) {
                if compare(end, other).is_lt() {
                    last.1 = high;
                }
            } else {
                last.1 = None;
            }
        }
        let open = matches!(operator, Operator::Lt(_) | Operator::Gt(_));
        Ok(Self { intervals: joined, open, negated: positive.is_some() })
    }

    /// Whether a number passes; `against` says how it compares with a bound.
    pub fn contains(&self, against: impl Fn(&T) -> Ordering) -> bool {
        let at = self
            .intervals
            .partition_point(|(_, high)| high.as_ref().is_some_and(|high| against(high).is_gt()));
        let inside = self.intervals.get(at).is_some_and(|(low, high)| {
            let low = low.as_ref().map_or(Ordering::Greater, &against);
            let high = high.as_ref().map_or(Ordering::Less, &against);
            if self.open { low.is_gt() && high.is_lt() } else { low.is_ge() && high.is_le() }
        });
        inside != self.negated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(operator: &Operator, value: i64) -> bool {
        let intervals = Intervals::new(operator, |n| n, Ord::cmp).unwrap();
        intervals.contains(|bound| Decimal::whole(value).cmp(bound))
    }

    #[test]
    fn bounds_are_inside_but_those_of_lt_and_gt() {
        let whole = |n| Literal::Number(Decimal::whole(n));
        assert!(!passes(&Operator::Lt(whole(1)), 1) && passes(&Operator::Le(whole(1)), 1));
        assert!(passes(&Operator::Lt(whole(1)), -9) && !passes(&Operator::Gt(whole(1)), 1));
        assert!(passes(&Operator::In(vec![whole(5), whole(1)]), 1));
        assert!(!passes(&Operator::In(vec![whole(5), whole(1)]), 3));
        assert!(passes(&Operator::NotIn(vec![whole(5), whole(1)]), 3));
        assert!(!passes(&Operator::Between(whole(3), whole(1)), 2));
    }

    #[test]
    fn bands_may_overlap_and_be_endless() {
        let at = |n| Some(Decimal::whole(n));
        let bands =
            Operator::InBands(vec![Band(at(5), at(7)), Band(None, at(1)), Band(at(6), at(9))]);
        let inside: Vec<i64> = (-2..12).filter(|n| passes(&bands, *n)).collect();
        assert_eq!(inside, [-2, -1, 0, 1, 5, 6, 7, 8, 9]);
        assert!(passes(&Operator::InBands(vec![Band(at(3), None), Band(at(4), at(5))]), 100));
    }
}
