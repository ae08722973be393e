//! Who gets which arm: a range of `u = u32(first 8 hex digits of md5(experiment + ":" + id))`.
//!
//! An arm reaches from the sum of the weights before it to the sum with its own, times 2³². SQL compares the hex text and needs no
//! conversion. Outer white space of the id is no part of it; nothing else is folded, and composed and decomposed letters differ.

use crate::facts::hash::arm_number;
use crate::score::Refusal;
use crate::score::refusal::within;
use serde::Serialize;

/// The number that decides the arm, 0 to 2³² − 1.
pub fn bucket(experiment: &str, id: &str) -> u32 {
    arm_number(experiment, id.trim())
}

/// The older form: the number modulo 10000.
pub fn bucket_of_10000(experiment: &str, id: &str) -> u32 {
    bucket(experiment, id) % 10_000
}

/// Arms as ranges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Split {
    /// Where each arm ends, exclusive; the last is 2³² unless contacts are held out.
    #[cfg_attr(test, ts(type = "Array<number>"))]
    ends: Vec<u64>,
}

const WHOLE: f64 = 4_294_967_296.0;

impl Split {
    /// Arms with these weights, on any scale.
    ///
    /// # Errors
    /// [`Refusal`] without an arm, and for weights that are negative, not finite or all 0.
    pub fn new(weights: &[f64]) -> Result<Self, Refusal> {
        let total: f64 = weights.iter().sum();
        within("weights", total, f64::MIN_POSITIVE, 1e300)?;
        let mut ends = Vec::with_capacity(weights.len());
        let mut sum = 0.0;
        for weight in weights {
            sum += within("weights", *weight, 0.0, 1e300)?;
            ends.push((sum / total * WHOLE).round().min(WHOLE) as u64);
        }
        // rounding never leaves the last contacts without an arm
        if let Some(last) = weights.iter().rposition(|weight| *weight > 0.0) {
            ends[last..].fill(WHOLE as u64);
        }
        Ok(Self { ends })
    }

    /// The arm of a number.
    pub fn arm(&self, bucket: u32) -> usize {
        self.ends.partition_point(|end| *end <= u64::from(bucket))
    }

    /// The arm of a contact.
    pub fn arm_of(&self, experiment: &str, id: &str) -> usize {
        self.arm(bucket(experiment, id))
    }

    /// The first number of an arm and the one after its last; `None` for an arm that is not there.
    pub fn range(&self, arm: usize) -> Option<(u64, u64)> {
        let end = *self.ends.get(arm)?;
        let start = arm.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_part_in_the_middle() {
        let split = Split::new(&[1.0, 1.0]).unwrap();
        assert_eq!((split.arm(0x7fff_ffff), split.arm(0x8000_0000)), (0, 1));
        assert_eq!(split.range(1), Some((1 << 31, 1 << 32)));
        assert_eq!(split.range(2), None);
    }

    #[test]
    fn an_arm_without_weight_gets_nobody() {
        let split = Split::new(&[0.0, 1.0, 0.0]).unwrap();
        assert_eq!((split.arm(0), split.arm(u32::MAX)), (1, 1));
        assert_eq!(split.range(0), Some((0, 0)));
        let thirds = Split::new(&[1.0; 3]).unwrap();
        assert_eq!(thirds.arm(u32::MAX), 2);
    }

    #[test]
    fn white_space_around_an_id_is_no_part_of_it() {
        assert_eq!(bucket("exp", " 张三\n"), bucket("exp", "张三"));
        assert!(Split::new(&[]).is_err() && Split::new(&[1.0, -1.0]).is_err());
        assert!(Split::new(&[f64::NAN]).is_err());
    }
}
