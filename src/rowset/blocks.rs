//! Values in blocks of rows of which the smallest and the largest value are known: a block that lies outside a range, or
//! whole inside it, is not read.

use super::{Lane, RowSet};

/// Rows of a block; a multiple of 64.
pub const BLOCK_ROWS: usize = 4096;

/// The smallest and the largest value of each block of [`BLOCK_ROWS`] rows; the last block may be shorter.
pub fn bounds_of_blocks<T: Copy + Ord + Into<u64>>(values: &[T]) -> Vec<(u64, u64)> {
    let bounds = |block: &[T]| {
        let first = block.first().copied()?;
        let both = |(least, most): (T, T), v: &T| (least.min(*v), most.max(*v));
        let (least, most) = block.iter().fold((first, first), both);
        Some((least.into(), most.into()))
    };
    values.chunks(BLOCK_ROWS).filter_map(bounds).collect()
}

/// What the bounds of a block say about a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Outside,
    Inside,
    Across,
}

fn block((least, most): (u64, u64), low: u64, high: u64) -> Block {
    if most < low || high < least {
        Block::Outside
    } else if low <= least && most <= high {
        Block::Inside
    } else {
        Block::Across
    }
}

/// How many of the blocks have to be read for `low..=high`.
pub fn blocks_across(bounds: &[(u64, u64)], low: u64, high: u64) -> usize {
    bounds.iter().filter(|bounds| block(**bounds, low, high) == Block::Across).count()
}

impl RowSet {
    /// The rows whose value lies in `low..=high`, where `bounds` are those of the blocks of the values; only blocks that the
    /// range cuts are read.
    pub fn in_range_by_blocks<T: Lane + Into<u64>>(
        values: &[T],
        (low, high): (T, T),
        bounds: &[(u64, u64)],
    ) -> Self {
        if high < low {
            return Self::empty(values.len() as u32);
        }
        let mut words = Vec::with_capacity(values.len().div_ceil(64));
        for (values, bounds) in values.chunks(BLOCK_ROWS).zip(bounds) {
            let of_block = values.len().div_ceil(64);
            match block(*bounds, low.into(), high.into()) {
                Block::Outside => words.resize(words.len() + of_block, 0),
                Block::Inside => words.resize(words.len() + of_block, u64::MAX),
                Block::Across => words.extend_from_slice(Self::in_range(values, low, high).words()),
            }
        }
        let mut set = Self { words, universe: values.len() as u32 };
        set.clear_tail();
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn blocks_that_are_not_read_change_nothing(n in 0usize..20_000, slope in 0u32..4, noise in prop::sample::select(vec![1u32, 50, 4000, 70_000]), seed in any::<u32>(), a in 0u32..70_000, b in 0u32..70_000) {
            let values: Vec<u32> = (0..n as u32).map(|i| i * slope + i.wrapping_mul(seed) % noise).collect();
            let bounds = bounds_of_blocks(&values);
            let (low, high) = (a.min(b), a.max(b));
            let set = RowSet::in_range_by_blocks(&values, (low, high), &bounds);
            prop_assert_eq!(&set, &RowSet::in_range(&values, low, high));
            let narrow: Vec<u8> = values.iter().map(|v| (v >> 6) as u8).collect();
            let bounds = bounds_of_blocks(&narrow);
            let set = RowSet::in_range_by_blocks(&narrow, (low as u8 / 2, high as u8 / 2 + 100), &bounds);
            prop_assert_eq!(set, RowSet::in_range(&narrow, low as u8 / 2, high as u8 / 2 + 100));
        }
    }

    #[test]
    fn only_blocks_that_a_range_cuts_are_read() {
        let values: Vec<u16> =
            (0..4 * BLOCK_ROWS).map(|i| (i / BLOCK_ROWS * 10 + i % 10) as u16).collect();
        let bounds = bounds_of_blocks(&values);
        assert_eq!(bounds, [(0, 9), (10, 19), (20, 29), (30, 39)]);
        assert_eq!(blocks_across(&bounds, 10, 29), 0);
        assert_eq!(blocks_across(&bounds, 15, 25), 2);
        assert_eq!(blocks_across(&bounds, 40, 50), 0);
    }
}
