//! Whether the result of a measure passes.

use super::super::column::ranges_of;
use super::super::fraction::Fraction;
use super::super::frame::{Frame, unchecked};
use super::super::intervals::Intervals;
use super::super::ranges::Ranges;
use crate::error::Result;
use crate::rule::Operator;
use crate::table::Kind;

/// Whether an operator is true of a missing result.
pub fn missing_passes(operator: &Operator) -> bool {
    operator.positive().is_some() || *operator == Operator::IsNotSet
}

/// An operator on a whole number that may be missing.
pub struct Verdict {
    ranges: Option<Ranges>,
    /// Whether values outside the ranges pass instead.
    negated: bool,
    missing: bool,
}

impl Verdict {
    /// An operator on the stored numbers of a kind of value.
    pub fn new(operator: &Operator, kind: Kind, scale: u8, frame: &Frame<'_>) -> Result<Self> {
        Self::if_ranges(operator, kind, scale, frame)?.ok_or_else(|| unchecked(operator.name()))
    }

    /// `None` when the operator asks for something else than ranges of numbers.
    pub fn if_ranges(
        operator: &Operator,
        kind: Kind,
        scale: u8,
        frame: &Frame<'_>,
    ) -> Result<Option<Self>> {
        let missing = missing_passes(operator);
        if matches!(operator, Operator::IsSet | Operator::IsNotSet) {
            let negated = *operator == Operator::IsNotSet;
            return Ok(Some(Self { ranges: None, negated, missing }));
        }
        let positive = operator.positive();
        let ranges = ranges_of(positive.as_ref().unwrap_or(operator), kind, scale, frame)?;
        let negated = positive.is_some();
        Ok(ranges.map(|ranges| Self { ranges: Some(ranges), negated, missing }))
    }

    /// The bounds within which values of 64 bits pass, or outside of which they do when the flag says so; `None` when that
    /// is not all there is to it.
    pub fn bounds(&self) -> Option<(i64, i64, bool)> {
        let clamp = |bound: i128| bound.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let mut ranges = self.ranges.as_ref()?.iter();
        match (ranges.next(), ranges.next()) {
            (Some((low, high)), None) => Some((clamp(low), clamp(high), self.negated)),
            _ => None,
        }
    }

    /// The ranges within which values pass, `None` for all values; whether those outside pass instead; and whether no value
    /// passes.
    pub fn into_parts(self) -> (Option<Ranges>, bool, bool) {
        (self.ranges, self.negated, self.missing)
    }

    #[inline]
    pub fn of(&self, value: Option<i128>) -> bool {
        match (value, &self.ranges) {
            (None, _) => self.missing,
            (Some(_), None) => !self.negated,
            (Some(value), Some(ranges)) => ranges.contains(value) != self.negated,
        }
    }
}

/// An operator on a quotient, compared as a fraction: no rounding.
pub struct Quotients {
    /// `None` for an operator that asks only whether there is a result.
    intervals: Option<Intervals<Fraction>>,
    present: bool,
    missing: bool,
}

impl Quotients {
    pub fn new(operator: &Operator) -> Result<Self> {
        let asks_presence = matches!(operator, Operator::IsSet | Operator::IsNotSet);
        let intervals = (!asks_presence)
            .then(|| Intervals::new(operator, Fraction::of, |a, b| a.compare(*b)))
            .transpose()?;
        let present = *operator == Operator::IsSet;
        Ok(Self { intervals, present, missing: missing_passes(operator) })
    }

    pub fn of(&self, value: Option<Fraction>) -> bool {
        match (value, &self.intervals) {
            (None, _) => self.missing,
            (Some(_), None) => self.present,
            (Some(value), Some(intervals)) => intervals.contains(|bound| value.compare(*bound)),
        }
    }
}
