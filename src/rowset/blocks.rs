//! Values in blocks of rows of which the smallest and the largest value are known: a block that lies outside a range, or
//! whole inside it, is not read.

use super::{Lane, RowSet};

/// Rows of a block; a multiple of 64.
pub const BLOCK_ROWS: usize = 4096;

/// Blocks that are looked at before all are.
const TRIED: usize = 16;

/// The smallest and the largest value of each block of [`BLOCK_ROWS`] rows; the last block may be shorter. Nothing of many
/// blocks whose values are spread like all values up to `largest`, so that none would ever be left out: one in four of those
/// that are tried has to be less than half as wide.
pub fn bounds_of_blocks<T: Copy + Ord + Into<u64>>(values: &[T], largest: u64) -> Vec<(u64, u64)> {
    let blocks = values.len().div_ceil(BLOCK_ROWS);
    let is_narrow = |&(least, most): &(u64, u64)| most - least < largest.div_ceil(2);
    let tried = || values.chunks(BLOCK_ROWS).step_by(blocks.div_ceil(TRIED)).filter_map(bounds);
    if blocks > 4 * TRIED && tried().filter(is_narrow).count() * 4 < TRIED {
        return Vec::new();
    }
    values.chunks(BLOCK_ROWS).filter_map(bounds).collect()
}

fn bounds<T: Copy + Ord + Into<u64>>(block: &[T]) -> Option<(u64, u64)> {
    let first = block.first().copied()?;
    let both = |(least, most): (T, T), v: &T| (least.min(*v), most.max(*v));
    let (least, most) = block.iter().fold((first, first), both);
    Some((least.into(), most.into()))
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
            let bounds = bounds_of_blocks(&values, u64::MAX);
            let (low, high) = (a.min(b), a.max(b));
            let set = RowSet::in_range_by_blocks(&values, (low, high), &bounds);
            prop_assert_eq!(&set, &RowSet::in_range(&values, low, high));
            let narrow: Vec<u8> = values.iter().map(|v| (v >> 6) as u8).collect();
            let bounds = bounds_of_blocks(&narrow, u64::MAX);
            let set = RowSet::in_range_by_blocks(&narrow, (low as u8 / 2, high as u8 / 2 + 100), &bounds);
            prop_assert_eq!(set, RowSet::in_range(&narrow, low as u8 / 2, high as u8 / 2 + 100));
        }
    }

    #[test]
    fn only_blocks_that_a_range_cuts_are_read() {
        let values: Vec<u16> =
            (0..4 * BLOCK_ROWS).map(|i| (i / BLOCK_ROWS * 10 + i % 10) as u16).collect();
        let bounds = bounds_of_blocks(&values, 39);
        assert_eq!(bounds, [(0, 9), (10, 19), (20, 29), (30, 39)]);
        assert_eq!(blocks_across(&bounds, 10, 29), 0);
        assert_eq!(blocks_across(&bounds, 15, 25), 2);
        assert_eq!(blocks_across(&bounds, 40, 50), 0);
    }

    #[test]
    fn many_blocks_of_values_from_everywhere_have_no_bounds() {
        let n = 100 * BLOCK_ROWS as u32;
        let everywhere: Vec<u32> = (0..n).map(|i| i.wrapping_mul(2_654_435_761) % n).collect();
        assert!(bounds_of_blocks(&everywhere, n.into()).is_empty());
        let ascending: Vec<u32> = (0..n).collect();
        assert_eq!(bounds_of_blocks(&ascending, n.into()).len(), 100);
        // half of them in order
        let half: Vec<u32> =
            (0..n).map(|i| if i < n / 2 { i } else { everywhere[i as usize] }).collect();
        assert_eq!(bounds_of_blocks(&half, n.into()).len(), 100);
        // as few as here are all looked at
        assert_eq!(bounds_of_blocks(&everywhere[..10 * BLOCK_ROWS], n.into()).len(), 10);
    }
}
