//! Sets of values that conditions allow, exact.

use crate::table::Decimal;
use std::collections::BTreeSet;

/// A bound, and whether it is inside.
type Bound = Option<(Decimal, bool)>;

/// From one number to another; an open end is `None`.
#[derive(Debug, Clone, Copy)]
pub struct Interval {
    low: Bound,
    high: Bound,
}

impl Interval {
    /// Every number.
    pub const ALL: Interval = Interval { low: None, high: None };

    /// Numbers from here on.
    pub fn from(low: Decimal, inside: bool) -> Self {
        Self { low: Some((low, inside)), high: None }
    }

    /// Numbers up to here.
    pub fn to(high: Decimal, inside: bool) -> Self {
        Self { low: None, high: Some((high, inside)) }
    }

    /// Both.
    pub fn and(self, other: Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) => {
                // of equal bounds the one that is outside holds
                Some(if (a.0, !a.1) >= (b.0, !b.1) { a } else { b })
            }
            (a, b) => a.or(b),
        };
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(if (a.0, a.1) <= (b.0, b.1) { a } else { b }),
            (a, b) => a.or(b),
        };
        Self { low, high }
    }

    fn is_empty(self, whole: bool) -> bool {
        let (Some((low, low_in)), Some((high, high_in))) = (self.low, self.high) else {
            return false;
        };
        if whole {
            let (floor, exact) = low.floor_at(0);
            let first = if exact && low_in { floor } else { floor + 1 };
            let (floor, exact) = high.floor_at(0);
            let last = if exact && !high_in { floor - 1 } else { floor };
            return first > last;
        }
        low > high || low == high && !(low_in && high_in)
    }
}

/// A set of numbers or of texts.
#[derive(Debug, Clone)]
pub enum Set {
    /// Numbers in one of the intervals.
    Numbers(Vec<Interval>),
    /// One of these texts, or, with `true`, any other.
    Texts(bool, BTreeSet<String>),
}

/// The values that a condition allows, and whether it allows that there is none.
#[derive(Debug, Clone)]
pub struct Values {
    /// The values.
    pub set: Set,
    /// Whether a row without a value is allowed.
    pub missing: bool,
}

impl Set {
    /// What both have.
    pub fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Set::Numbers(a), Set::Numbers(b)) => Set::Numbers(
                a.iter()
                    .flat_map(|x| b.iter().map(move |y| x.and(*y)))
                    .filter(|i| !i.is_empty(false))
                    .collect(),
            ),
            (Set::Texts(true, a), Set::Texts(true, b)) => Set::Texts(true, a | b),
            (Set::Texts(false, a), Set::Texts(true, b))
            | (Set::Texts(true, b), Set::Texts(false, a)) => Set::Texts(false, a - b),
            (Set::Texts(false, a), Set::Texts(false, b)) => Set::Texts(false, a & b),
            _ => Set::Texts(false, BTreeSet::new()),
        }
    }

    /// Everything else.
    pub fn complement(&self) -> Self {
        match self {
            Set::Texts(others, values) => Set::Texts(!others, values.clone()),
            Set::Numbers(intervals) => {
                let all = Set::Numbers(vec![Interval::ALL]);
                intervals.iter().fold(all, |rest, interval| {
                    let below = interval.low.map(|(at, inside)| Interval::to(at, !inside));
                    let above = interval.high.map(|(at, inside)| Interval::from(at, !inside));
                    rest.and(&Set::Numbers(below.into_iter().chain(above).collect()))
                })
            }
        }
    }

    fn is_empty(&self, whole: bool) -> bool {
        match self {
            Set::Numbers(intervals) => intervals.iter().all(|i| i.is_empty(whole)),
            Set::Texts(others, values) => !others && values.is_empty(),
        }
    }
}

impl Values {
    /// What both allow.
    pub fn and(&self, other: &Self) -> Self {
        Self { set: self.set.and(&other.set), missing: self.missing && other.missing }
    }

    /// What this does not allow.
    pub fn complement(&self) -> Self {
        Self { set: self.set.complement(), missing: !self.missing }
    }

    /// Whether nothing is allowed; `whole`: there are only whole numbers.
    pub fn is_empty(&self, whole: bool) -> bool {
        !self.missing && self.set.is_empty(whole)
    }
}
