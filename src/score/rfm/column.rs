//! The values of one measure in the form that answers for quantiles, means and distinct values fastest.

use super::Facts;
use crate::score::quantile::{self, of_counts, pairwise_sum, quantiles};
use crate::table::tally;
use std::borrow::Cow;

/// The values of one measure of everybody who is not missing.
pub(super) enum Column<'a> {
    /// `counts[v]` is how many have `v`.
    Counts(Vec<u32>),
    Values(Cow<'a, [f64]>),
}

/// Whole numbers up to here are counted instead of selected.
pub(super) const COUNTED: usize = 1 << 16;

/// The largest of what `of` makes of the values, in four lanes; 0 without one.
pub(super) fn largest(values: &[u32], of: impl Fn(u32) -> u32) -> u32 {
    let (quads, rest) = values.as_chunks::<4>();
    let mut most = [0u32; 4];
    for quad in quads {
        for (most, value) in most.iter_mut().zip(quad) {
            *most = of(*value).max(*most);
        }
    }
    rest.iter().fold(0, |most, value| of(*value).max(most)).max(most.into_iter().fold(0, u32::max))
}

impl Column<'_> {
    /// One of the whole-numbered measures: `column` of everybody, or of those who are not missing.
    pub(super) fn whole(column: &[u32], everybody: bool, facts: &Facts) -> Self {
        let present: Vec<u32>;
        let values = if everybody {
            column
        } else {
            present = facts.present().map(|(row, ..)| column[row]).collect();
            &present
        };
        let most = largest(values, |value| value) as usize;
        if most >= COUNTED {
            return Self::Values(values.iter().map(|v| f64::from(*v)).collect());
        }
        Self::Counts(tally(values, most + 1, |value| value as usize))
    }

    pub(super) fn quantiles(&self, probabilities: &[f64]) -> Vec<f64> {
        match self {
            Self::Counts(counts) => of_counts(counts, probabilities, quantile::Method::Linear),
            Self::Values(values) => quantiles(values, probabilities, quantile::Method::Linear),
        }
    }

    /// The mean; of equal values, that value to the last bit.
    pub(super) fn mean(&self) -> f64 {
        match self {
            Self::Values(values) if self.distinct_up_to(2) == 1 => values[0],
            Self::Counts(counts) => {
                let n: u64 = counts.iter().map(|c| u64::from(*c)).sum();
                let sum: u64 = (0..).zip(counts).map(|(value, c)| value * u64::from(*c)).sum();
                sum as f64 / n.max(1) as f64
            }
            Self::Values(values) => {
                let n = values.len().max(1) as f64;
                let mean = pairwise_sum(values) / n;
                if mean.is_finite() { mean } else { values.iter().fold(0.0, |m, v| m + v / n) }
            }
        }
    }

    /// How many distinct values there are, counted up to `levels`.
    pub(super) fn distinct_up_to(&self, levels: usize) -> usize {
        match self {
            Self::Counts(counts) => counts.iter().filter(|c| **c > 0).take(levels).count(),
            Self::Values(values) => {
                let mut seen: Vec<f64> = Vec::with_capacity(levels);
                for value in values.iter() {
                    if seen.len() == levels {
                        break;
                    }
                    if !seen.contains(value) {
                        seen.push(*value);
                    }
                }
                seen.len()
            }
        }
    }
}
