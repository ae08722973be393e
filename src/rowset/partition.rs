//! Rows cut into parts that follow each other, such as the events of each contact, and how many members of a set each has.

use super::{RowSet, pack};
use std::ops::{Deref, Range};

/// Rows cut into parts: part `p` is the rows `self[p]..self[p + 1]`. Bounds ascend; rows before the first and from the last
/// on are in no part. Memory: 8 bytes per part and 1 per 5 rows.
#[derive(Debug, Clone, Default)]
pub struct Partition {
    bounds: Vec<u32>,
    /// The rows with which a part starts, 64 to a word, and how many of them stand before the word.
    starts: Vec<(u64, u32)>,
    /// The parts that have a row.
    filled: Vec<u32>,
}

impl From<Vec<u32>> for Partition {
    fn from(bounds: Vec<u32>) -> Self {
        let rows = bounds.last().copied().unwrap_or(0);
        let mut starts = vec![(0u64, 0u32); rows.div_ceil(64) as usize];
        let filled = (0..).zip(bounds.windows(2)).filter(|(_, rows)| rows.first() < rows.last());
        let mut filled: Vec<u32> = filled.map(|(part, _)| part).collect();
        filled.shrink_to_fit();
        for from in filled.iter().filter_map(|part| bounds.get(*part as usize)) {
            if let Some((word, _)) = starts.get_mut((from / 64) as usize) {
                *word |= 1 << (from % 64);
            }
        }
        let mut before = 0;
        for (word, parts) in &mut starts {
            *parts = before;
            before += word.count_ones();
        }
        Self { bounds, starts, filled }
    }
}

impl Deref for Partition {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.bounds
    }
}

impl Partition {
    /// The number of parts.
    pub fn parts(&self) -> u32 {
        (self.bounds.len() as u32).saturating_sub(1)
    }

    /// Calls `visit` with the part of each member that is in one of these and with the member, ascending. No branch depends
    /// on how members are spread over parts.
    #[inline]
    pub fn each_member(&self, set: &RowSet, parts: Range<u32>, mut visit: impl FnMut(u32, u32)) {
        let bound = |part: u32| self.bounds.get(part as usize).copied();
        let (Some(first), Some(last)) = (bound(parts.start), bound(parts.end.min(self.parts())))
        else {
            return;
        };
        let words = (first / 64) as usize..last.div_ceil(64) as usize;
        let within = |words: Range<usize>, of: usize| words.start.min(of)..words.end.min(of);
        let members = set.words().get(within(words.clone(), set.words().len())).unwrap_or(&[]);
        let starts = self.starts.get(within(words, self.starts.len())).unwrap_or(&[]);
        for ((at, &word), &(starts, before)) in (first / 64..).zip(members).zip(starts) {
            let mut word: u64 = word;
            if at == first / 64 {
                word &= u64::MAX << (first % 64);
            }
            if at == last / 64 {
                word &= !(u64::MAX << (last % 64));
            }
            while word != 0 {
                let bit = word.trailing_zeros();
                // one part at least starts at or before a row that is in one
                let nth = before + (starts & u64::MAX >> (63 - bit)).count_ones();
                let part = self.filled.get(nth.wrapping_sub(1) as usize).copied();
                visit(part.unwrap_or(0), at * 64 + bit);
                word &= word - 1;
            }
        }
    }

    /// The parts whose number of members passes: counted member by member, or as the difference of two ranks for each part,
    /// which pays when there are at least as many members as parts.
    pub fn parts_where(
        &self,
        set: &RowSet,
        by_members: bool,
        test: impl Fn(u32) -> bool,
    ) -> RowSet {
        // an answer for each number that nearly all parts have
        let small = (0..64).fold(0u64, |bits, n| bits | u64::from(test(n)) << n);
        let passes = |n: u32| if n < 64 { small >> n & 1 == 1 } else { test(n) };
        if by_members { self.by_members(set, passes) } else { self.by_ranks(set, passes) }
    }

    /// A counter per part, that stands still at the largest number it holds.
    fn by_members(&self, set: &RowSet, passes: impl Fn(u32) -> bool) -> RowSet {
        let mut counters = vec![0u8; self.parts() as usize];
        self.each_member(set, 0..self.parts(), |part, _| {
            if let Some(counter) = counters.get_mut(part as usize) {
                *counter = counter.saturating_add(1);
            }
        });
        let full: Vec<usize> = match memchr::memchr(u8::MAX, &counters) {
            Some(first) => (first..counters.len()).filter(|at| counters[*at] == u8::MAX).collect(),
            None => Vec::new(),
        };
        let mut out = of_small(&counters, &passes);
        for part in full {
            let rows = self.bounds.get(part).copied().unwrap_or(0)
                ..self.bounds.get(part + 1).copied().unwrap_or(0);
            if passes(set.count_range(rows.start, rows.end)) {
                out.insert(part as u32);
            } else {
                out.remove(part as u32);
            }
        }
        out
    }

    /// The members of a part are the difference of how many there are below its bounds.
    fn by_ranks(&self, set: &RowSet, passes: impl Fn(u32) -> bool) -> RowSet {
        let mut members = 0u32;
        // each word with the number of members before it, and one more for a bound behind all
        let words: Vec<(u64, u32)> = set
            .words()
            .iter()
            .chain([&0, &0])
            .map(|word| {
                let before = members;
                members += word.count_ones();
                (*word, before)
            })
            .collect();
        let last = words.len() - 1;
        let rank = |bound: u32| {
            let (word, before) = words[last.min((bound / 64) as usize)];
            before + (word & !(u64::MAX << (bound % 64))).count_ones()
        };
        let mut from = self.bounds.first().map_or(0, |bound| rank(*bound));
        let mut answer = |to: u32| {
            let to = rank(to);
            let members = to - from;
            from = to;
            passes(members)
        };
        let (chunks, rest) = self.bounds.get(1..).unwrap_or(&[]).as_chunks::<64>();
        let mut out = Vec::with_capacity(self.bounds.len().div_ceil(64));
        out.extend(chunks.iter().map(|bounds| {
            let mut answers = [0u8; 64];
            for (byte, bound) in answers.iter_mut().zip(bounds) {
                *byte = 0u8.wrapping_sub(u8::from(answer(*bound)));
            }
            pack::bits(&answers)
        }));
        if !rest.is_empty() {
            out.push(pack::rest(rest, answer));
        }
        RowSet { words: out, universe: self.parts() }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        (self.bounds.capacity() + self.filled.capacity()) * 4
            + self.starts.capacity() * size_of::<(u64, u32)>()
    }
}

/// The places whose number passes: as few ranges as there are, all places at a time.
fn of_small(numbers: &[u8], passes: impl Fn(u32) -> bool) -> RowSet {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for n in (0..=u8::MAX).filter(|n| passes(u32::from(*n))) {
        match runs.last_mut() {
            Some((_, last)) if u16::from(*last) + 1 == u16::from(n) => *last = n,
            _ => runs.push((n, n)),
        }
    }
    let mut out = RowSet::empty(numbers.len() as u32);
    for (low, high) in runs {
        out.or(&RowSet::in_range(numbers, low, high));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn members_are_counted_in_either_way(n in 0u32..700, some in prop::collection::vec(0u32..700, 0..300), mut bounds in prop::collection::vec(0u32..800, 0..200), least in 0u32..4, negated in any::<bool>(), few in (0u32..200, 0u32..200)) {
            let mut set = RowSet::empty(n);
            some.iter().filter(|row| **row < n).for_each(|&row| set.insert(row));
            bounds.sort_unstable();
            let partition = Partition::from(bounds.clone());
            let test = |members: u32| (members >= least) != negated;
            let expected = RowSet::from_fn(partition.parts(), |part| {
                let part = part as usize;
                test(set.count_range(bounds[part], bounds[part + 1]))
            });
            prop_assert_eq!(&partition.by_members(&set, test), &expected);
            prop_assert_eq!(&partition.by_ranks(&set, test), &expected);
            prop_assert_eq!(&partition.parts_where(&set, true, test), &expected);
            prop_assert_eq!(&partition.parts_where(&set, false, test), &expected);
            let mut visited = Vec::new();
            let (some, behind) = (few.0.min(few.1), few.0.max(few.1));
            partition.each_member(&set, some..behind, |part, row| visited.push((part, row)));
            let mut all = Vec::new();
            let of_some = bounds.windows(2).enumerate();
            for (part, rows) in of_some.take(behind as usize).skip(some as usize) {
                all.extend(set.iter_range(rows[0], rows[1]).map(|row| (part as u32, row)));
            }
            prop_assert_eq!(visited, all);
        }
    }
}
