//! A set of rows: dense 64-bit words over a fixed number of rows.
//!
//! Words are the working form of every condition: an AND costs the same at any density and never branches.
//! `roaring` is the form for storage and exchange. Bits at and above [`RowSet::universe`] are always zero,
//! so counting and comparing need no mask. Memory: one bit per row.

mod blocks;
mod exchange;
pub mod pack;
mod partition;
mod range;

pub use blocks::{BLOCK_ROWS, blocks_across, bounds_of_blocks};
pub use partition::Partition;
pub use range::{Lane, both, up_to};
use roaring::RoaringBitmap;

/// A set of row numbers below a fixed universe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSet {
    words: Vec<u64>,
    universe: u32,
}

impl RowSet {
    /// The empty set.
    pub fn empty(universe: u32) -> Self {
        Self { words: vec![0; universe.div_ceil(64) as usize], universe }
    }

    /// Every row.
    pub fn full(universe: u32) -> Self {
        let mut set = Self { words: vec![u64::MAX; universe.div_ceil(64) as usize], universe };
        set.clear_tail();
        set
    }

    /// The rows for which `test` holds, asked once per row in ascending order.
    pub fn from_fn(universe: u32, mut test: impl FnMut(u32) -> bool) -> Self {
        let mut words = Vec::with_capacity(universe.div_ceil(64) as usize);
        let mut row = 0;
        while row < universe {
            let end = universe.min(row + 64);
            let mut word = 0u64;
            for (bit, at) in (row..end).enumerate() {
                word |= u64::from(test(at)) << bit;
            }
            words.push(word);
            row = end;
        }
        Self { words, universe }
    }

    /// The rows whose value passes `test`; one value per row. The loop has no branch on the value.
    pub fn from_values<T: Copy>(values: &[T], test: impl Fn(T) -> bool) -> Self {
        let mut words = Vec::with_capacity(values.len().div_ceil(64));
        let (chunks, rest) = values.as_chunks::<64>();
        words.extend(chunks.iter().map(|chunk| pack::word(chunk, &test)));
        if !rest.is_empty() {
            words.push(pack::rest(rest, &test));
        }
        Self { words, universe: values.len() as u32 }
    }

    /// The rows whose value lies in `low..=high`; one value per row.
    pub fn in_range<T: Lane>(values: &[T], low: T, high: T) -> Self {
        if high < low {
            return Self::empty(values.len() as u32);
        }
        let (chunks, rest) = values.as_chunks::<64>();
        let mut words = Vec::with_capacity(values.len().div_ceil(64));
        words.extend(chunks.iter().map(|chunk| T::within(chunk, low, high)));
        if !rest.is_empty() {
            words.push(pack::rest(rest, |v| low <= v && v <= high));
        }
        Self { words, universe: values.len() as u32 }
    }

    /// The rows whose value lies in `low..=high`, where values are made a block at a time: `fill` gets the first row of a
    /// block and the place for its values, which holds those of the block before. `N` is a multiple of 64.
    pub fn from_blocks<T: Lane, const N: usize>(
        universe: u32,
        (low, high): (T, T),
        mut fill: impl FnMut(u32, &mut [T; N]),
    ) -> Self {
        let mut block = [T::default(); N];
        let mut words = Vec::with_capacity(universe.div_ceil(64) as usize + N / 64);
        for from in (0..universe).step_by(N) {
            fill(from, &mut block);
            let (chunks, _) = block.as_chunks::<64>();
            words.extend(chunks.iter().map(|chunk| T::within(chunk, low, high)));
        }
        words.truncate(universe.div_ceil(64) as usize);
        let mut set = Self { words, universe };
        set.clear_tail();
        set
    }

    /// The members of a roaring bitmap that are below the universe.
    pub fn from_roaring(bitmap: &RoaringBitmap, universe: u32) -> Self {
        let mut set = Self::empty(universe);
        set.union_roaring(bitmap);
        set
    }

    /// Adds the members of a roaring bitmap; members outside the universe are ignored.
    pub fn union_roaring(&mut self, bitmap: &RoaringBitmap) {
        exchange::union(&mut self.words, bitmap);
        self.clear_tail();
    }

    /// The same set as a roaring bitmap.
    pub fn to_roaring(&self) -> RoaringBitmap {
        exchange::to_roaring(self)
    }

    /// The number of rows that the set ranges over.
    pub fn universe(&self) -> u32 {
        self.universe
    }

    /// The number of members.
    pub fn len(&self) -> u32 {
        self.words.iter().map(|w| w.count_ones()).sum()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&w| w == 0)
    }

    /// Whether the row is a member; rows outside the universe are not.
    pub fn contains(&self, row: u32) -> bool {
        self.words.get((row / 64) as usize).is_some_and(|w| w >> (row % 64) & 1 == 1)
    }

    /// Adds a row.
    ///
    /// # Panics
    /// When the row is outside the universe.
    pub fn insert(&mut self, row: u32) {
        assert!(row < self.universe, "row {row} is outside the universe of {}", self.universe);
        self.words[(row / 64) as usize] |= 1 << (row % 64);
    }

    /// Removes a row, if it is there.
    pub fn remove(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut((row / 64) as usize) {
            *word &= !(1 << (row % 64));
        }
    }

    /// The words, lowest rows first.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Keeps what `other` has too.
    pub fn and(&mut self, other: &Self) {
        self.zip(other, |a, b| a & b);
    }

    /// Adds what `other` has.
    pub fn or(&mut self, other: &Self) {
        self.zip(other, |a, b| a | b);
    }

    /// Removes what `other` has.
    pub fn and_not(&mut self, other: &Self) {
        self.zip(other, |a, b| a & !b);
    }

    /// Turns members into non-members and back, within the universe.
    pub fn complement(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_tail();
    }

    /// The number of rows in both sets, without building the intersection.
    pub fn intersection_len(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// The members in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            let base = i as u32 * 64;
            std::iter::successors((word != 0).then_some(word), |w| {
                let rest = w & (w - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |w| base + w.trailing_zeros())
        })
    }

    /// Up to `limit` members in ascending order, after skipping `offset` members; skips whole words.
    pub fn page(&self, offset: u32, limit: u32) -> Vec<u32> {
        let mut skip = offset;
        let mut out = Vec::with_capacity(limit.min(self.universe) as usize);
        for (i, &word) in self.words.iter().enumerate() {
            let ones = word.count_ones();
            if skip >= ones {
                skip -= ones;
                continue;
            }
            let mut rest = word;
            while rest != 0 {
                let row = i as u32 * 64 + rest.trailing_zeros();
                rest &= rest - 1;
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                if out.len() as u32 == limit {
                    return out;
                }
                out.push(row);
            }
        }
        out
    }

    /// The number of members in `from..to`.
    pub fn count_range(&self, from: u32, to: u32) -> u32 {
        let to = to.min(self.universe);
        if from >= to {
            return 0;
        }
        let (first, last) = ((from / 64) as usize, ((to - 1) / 64) as usize);
        let low = u64::MAX << (from % 64);
        let high = u64::MAX >> (63 - (to - 1) % 64);
        if first == last {
            return (self.words[first] & low & high).count_ones();
        }
        let middle: u32 = self.words[first + 1..last].iter().map(|w| w.count_ones()).sum();
        (self.words[first] & low).count_ones() + middle + (self.words[last] & high).count_ones()
    }

    /// The members in `from..to`, ascending.
    pub fn iter_range(&self, from: u32, to: u32) -> impl Iterator<Item = u32> + '_ {
        let to = to.min(self.universe);
        let (mut index, end) = ((from / 64) as usize, to.div_ceil(64) as usize);
        let masked = move |words: &[u64], i: usize| -> u64 {
            let mut word = words[i];
            if i == (from / 64) as usize {
                word &= u64::MAX << (from % 64);
            }
            if i + 1 == end && !to.is_multiple_of(64) {
                word &= u64::MAX >> (64 - to % 64);
            }
            word
        };
        let mut word = if from < to { masked(&self.words, index) } else { 0 };
        let done = from >= to;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            while word == 0 {
                index += 1;
                if index >= end {
                    return None;
                }
                word = masked(&self.words, index);
            }
            let bit = word.trailing_zeros();
            word &= word - 1;
            Some(index as u32 * 64 + bit)
        })
    }

    /// The number of rows below `to` for which `op` of both sets' words has a bit.
    pub fn count_of(&self, other: &Self, to: u32, op: impl Fn(u64, u64) -> u64) -> u32 {
        let pairs = self.words.iter().zip(&other.words).map(|(a, b)| op(*a, *b));
        let whole = (to.min(self.universe) / 64) as usize;
        let rest =
            pairs.clone().nth(whole).unwrap_or(0) & !(u64::MAX << (to.min(self.universe) % 64));
        pairs.take(whole).map(u64::count_ones).sum::<u32>() + rest.count_ones()
    }

    /// Changes two sets by a third, word by word: `op` gets a word of each and returns the new words of the two. It must make
    /// no member behind the universe.
    ///
    /// # Panics
    /// When the sets range over different numbers of rows.
    pub fn change_both(
        &mut self,
        other: &mut Self,
        by: &Self,
        op: impl Fn(u64, u64, u64) -> (u64, u64),
    ) {
        assert!(
            self.universe == other.universe && self.universe == by.universe,
            "sets of different universes cannot be combined"
        );
        for ((a, b), by) in self.words.iter_mut().zip(&mut other.words).zip(&by.words) {
            (*a, *b) = op(*a, *b, *by);
        }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.words.capacity() * 8
    }

    fn zip(&mut self, other: &Self, op: impl Fn(u64, u64) -> u64) {
        assert_eq!(self.universe, other.universe, "sets of different universes cannot be combined");
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a = op(*a, *b);
        }
    }

    fn clear_tail(&mut self) {
        let used = self.universe % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

/// A bit per row that grows at the end: presence of values while a column is built.
#[derive(Debug, Clone, Default)]
pub struct BitBuilder {
    words: Vec<u64>,
    /// The bits behind those in `words`.
    last: u64,
    len: u32,
}

impl BitBuilder {
    /// Appends one bit.
    #[inline]
    pub fn push(&mut self, bit: bool) {
        self.last |= u64::from(bit) << (self.len % 64);
        self.len += 1;
        if self.len.is_multiple_of(64) {
            self.words.push(self.last);
            self.last = 0;
        }
    }

    /// Appends the lowest `len` bits of a word, at most 64; the others are zeros.
    #[inline]
    pub fn push_word(&mut self, word: u64, len: u32) {
        let taken = self.len % 64;
        self.last |= word << taken;
        self.len += len;
        if taken + len >= 64 {
            self.words.push(self.last);
            self.last = word.checked_shr(64 - taken).unwrap_or(0);
        }
    }

    /// The number of bits so far.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether nothing was pushed.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bits as a set whose universe is the number of bits.
    pub fn finish(mut self) -> RowSet {
        if !self.len.is_multiple_of(64) {
            self.words.push(self.last);
        }
        self.words.shrink_to_fit();
        RowSet { words: self.words, universe: self.len }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(universe: u32, rows: &[u32]) -> RowSet {
        let mut set = RowSet::empty(universe);
        rows.iter().filter(|r| **r < universe).for_each(|&r| set.insert(r));
        set
    }

    proptest! {
        #[test]
        fn words_of_bits_are_bit_after_bit(pieces in prop::collection::vec((any::<u64>(), 0u32..=64), 0..12)) {
            let (mut words, mut bits) = (BitBuilder::default(), BitBuilder::default());
            for (word, len) in pieces {
                words.push_word(word & u64::MAX.checked_shr(64 - len).unwrap_or(0), len);
                (0..len).for_each(|bit| bits.push(word >> bit & 1 == 1));
                prop_assert_eq!(words.len(), bits.len());
            }
            prop_assert_eq!(words.finish(), bits.finish());
        }

        #[test]
        fn set_algebra_laws(n in 0u32..300, a in prop::collection::vec(0u32..300, 0..80), b in prop::collection::vec(0u32..300, 0..80)) {
            let (a, b) = (set(n, &a), set(n, &b));
            let op = |f: fn(&mut RowSet, &RowSet), x: &RowSet, y: &RowSet| { let mut r = x.clone(); f(&mut r, y); r };
            prop_assert_eq!(op(RowSet::and, &a, &b), op(RowSet::and, &b, &a));
            prop_assert_eq!(op(RowSet::or, &a, &b), op(RowSet::or, &b, &a));
            let mut not_a = a.clone();
            not_a.complement();
            prop_assert_eq!(a.len() + not_a.len(), n);
            let mut not_b = b.clone();
            not_b.complement();
            let mut left = op(RowSet::and, &a, &b);
            left.complement();
            prop_assert_eq!(left, op(RowSet::or, &not_a, &not_b));
            prop_assert_eq!(op(RowSet::and_not, &a, &b), op(RowSet::and, &a, &not_b));
            prop_assert_eq!(a.intersection_len(&b), op(RowSet::and, &a, &b).len());
            prop_assert_eq!(&RowSet::from_roaring(&a.to_roaring(), n), &a);
        }

        #[test]
        fn ranges_and_pages_agree_with_the_iterator(n in 0u32..300, a in prop::collection::vec(0u32..300, 0..80), from in 0u32..310, len in 0u32..310) {
            let a = set(n, &a);
            let all: Vec<u32> = a.iter().collect();
            let within: Vec<u32> = all.iter().copied().filter(|&r| r >= from && r < from + len).collect();
            prop_assert_eq!(a.count_range(from, from + len) as usize, within.len());
            prop_assert_eq!(a.iter_range(from, from + len).collect::<Vec<_>>(), within);
            let page: Vec<u32> = all.iter().copied().skip(from as usize).take(len as usize).collect();
            prop_assert_eq!(a.page(from, len), page);
        }

        #[test]
        fn scans_agree(values in prop::collection::vec(0u8..5, 0..200)) {
            let n = values.len() as u32;
            prop_assert_eq!(RowSet::from_values(&values, |v| v == 3), RowSet::from_fn(n, |r| values[r as usize] == 3));
        }
    }
}
