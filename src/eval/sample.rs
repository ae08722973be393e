//! Samples: the contacts whose number lies in a range.

use super::keys::Keys;
use crate::facts::hash::arm_number;
use crate::rowset::RowSet;
use crate::rule::Sample;
use crate::table::{Decimal, Texts, pow10};
use std::sync::Arc;

/// The number of each row's key with a salt; 0 of rows without one, which are in no sample anyway. A key that several
/// rows share is hashed once.
pub fn numbers(salt: &str, keys: Keys<'_>, rows: u32) -> Arc<[u32]> {
    if let Some(Texts::Dictionary { values, codes, .. }) = keys.texts() {
        let by_code: Vec<u32> = std::iter::once(0)
            .chain((0..values.len()).map(|i| arm_number(salt, values.get(i))))
            .collect();
        return (0..rows).map(|row| by_code[codes.get(row) as usize]).collect();
    }
    (0..rows).map(|row| keys.get(row).map_or(0, |key| arm_number(salt, &key))).collect()
}

/// The rows with a key whose number is in the range.
pub fn matching(sample: &Sample, numbers: &[u32], present: &RowSet) -> RowSet {
    let (from, to) = (bound(sample.from), bound(sample.to));
    let mut set = RowSet::from_values(numbers, |n| from <= u64::from(n) && u64::from(n) < to);
    set.and(present);
    set
}

/// A percentage of 2³², rounded down.
fn bound(percent: Decimal) -> u64 {
    let of = i128::from(percent.mantissa) << 32;
    u64::try_from(of.div_euclid(100 * pow10(percent.scale))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_whole_numbers() {
        let at = |text| bound(Decimal::parse(text).unwrap());
        assert_eq!((at("0"), at("100"), at("50")), (0, 1 << 32, 1 << 31));
        assert_eq!(at("0.1"), 4_294_967);
        assert_eq!(at("33.333333333"), 1_431_655_765);
    }
}
