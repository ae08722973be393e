//! Sets of rows from and to roaring bitmaps, by whole containers: bit for bit it would take a hundred times as long.

use super::RowSet;
use roaring::RoaringBitmap;

/// First 32 bits of the portable format without runs, and the lowest 16 of the one with runs.
const PLAIN: u32 = 12_346;
const WITH_RUNS: u32 = 12_347;
/// Containers above this many members are bitmaps of 65,536 bits.
const ARRAY: u32 = 4096;
/// With runs, offsets of containers are written from this many containers on.
const OFFSETS_FROM: u32 = 4;

/// Adds the members of a bitmap to words; those beyond the words are ignored.
pub fn union(words: &mut [u64], bitmap: &RoaringBitmap) {
    let mut bytes = Vec::with_capacity(bitmap.serialized_size());
    let written = bitmap.serialize_into(&mut bytes).is_ok();
    if !written || read(words, &bytes).is_none() {
        debug_assert!(false, "the portable format is fixed");
        for row in bitmap {
            set(words, row);
        }
    }
}

/// The same set as a bitmap.
pub fn to_roaring(set: &RowSet) -> RoaringBitmap {
    let bytes: Vec<u8> = set.words().iter().flat_map(|word| word.to_le_bytes()).collect();
    RoaringBitmap::from_lsb0_bytes(0, &bytes)
}

#[inline]
fn set(words: &mut [u64], row: u32) {
    if let Some(word) = words.get_mut((row / 64) as usize) {
        *word |= 1 << (row % 64);
    }
}

/// Reads the portable format (<https://github.com/RoaringBitmap/RoaringFormatSpec>); `None` when it is another one.
fn read(words: &mut [u64], bytes: &[u8]) -> Option<()> {
    let mut input = Input(bytes);
    let cookie = input.u32()?;
    let (containers, runs) = if cookie == PLAIN {
        (input.u32()?, None)
    } else if cookie & 0xffff == WITH_RUNS {
        let containers = (cookie >> 16) + 1;
        (containers, Some(input.take(containers.div_ceil(8) as usize)?))
    } else {
        return None;
    };
    let heads = input.take(containers as usize * 4)?;
    if runs.is_none() || containers >= OFFSETS_FROM {
        input.take(containers as usize * 4)?;
    }
    let (heads, _) = heads.as_chunks::<4>();
    for (at, head) in heads.iter().enumerate() {
        let base = u32::from(u16::from_le_bytes([head[0], head[1]])) << 16;
        let members = u32::from(u16::from_le_bytes([head[2], head[3]])) + 1;
        let is_run = runs.is_some_and(|r| r.get(at / 8).is_some_and(|b| b >> (at % 8) & 1 == 1));
        if is_run {
            let runs = input.u16()?;
            for _ in 0..runs {
                let (start, more) = (u32::from(input.u16()?), u32::from(input.u16()?));
                (start..=start + more).for_each(|row| set(words, base | row));
            }
        } else if members > ARRAY {
            let (bits, _) = input.take(8192)?.as_chunks::<8>();
            let into = words.get_mut((base / 64) as usize..).unwrap_or(&mut []);
            for (word, bits) in into.iter_mut().zip(bits) {
                *word |= u64::from_le_bytes(*bits);
            }
        } else {
            let (rows, _) = input.take(members as usize * 2)?.as_chunks::<2>();
            for row in rows {
                set(words, base | u32::from(u16::from_le_bytes(*row)));
            }
        }
    }
    Some(())
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows in few or many, alone or side by side, over several containers.
    fn rows() -> impl Strategy<Value = Vec<u32>> {
        let some = prop::collection::vec(0u32..400_000, 0..300);
        let dense = (0u32..300_000, 1u32..30_000, 1usize..4)
            .prop_map(|(from, many, step)| (from..from + many).step_by(step).collect::<Vec<_>>());
        (some, prop::option::of(dense)).prop_map(|(mut some, dense)| {
            some.extend(dense.into_iter().flatten());
            some
        })
    }

    proptest! {
        #[test]
        fn there_and_back(rows in rows(), optimize in any::<bool>(), universe in 1u32..400_000) {
            let mut bitmap: RoaringBitmap = rows.iter().copied().collect();
            if optimize {
                bitmap.optimize();
            }
            let set = RowSet::from_roaring(&bitmap, universe);
            bitmap.remove_range(universe..);
            prop_assert_eq!(u64::from(set.len()), bitmap.len());
            prop_assert!(bitmap.iter().all(|row| set.contains(row)));
            prop_assert_eq!(to_roaring(&set), bitmap);
        }
    }
}
