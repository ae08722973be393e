//! Finding a text in much text: two of its bytes that are rare there are compared 64 places at a time, and only where both
//! stand is the whole compared. In UTF-8 the first bytes of Chinese characters are nearly all alike, so that which bytes are
//! compared decides how fast it is.

use crate::rowset::both;
use crate::table::first_word;

/// Bytes of the text whose frequencies are counted.
const SAMPLE: usize = 64 << 10;
/// Places that are looked at together.
const BLOCK: usize = 64;

/// Calls `found` with every place where the needle stands in the text, ascending, also where places overlap. An empty needle
/// stands nowhere.
pub fn each_place(text: &[u8], needle: &[u8], mut found: impl FnMut(usize)) {
    let Some(last) = text.len().checked_sub(needle.len()).filter(|_| !needle.is_empty()) else {
        return;
    };
    let needle = Needle::new(needle);
    let is_there = |at: usize| text.get(at..).is_some_and(|rest| needle.begins(rest));
    let [(a, first), (b, second)] = rarest(text, needle.bytes);
    let mut at = 0;
    while at + BLOCK <= last + 1 {
        let block = |from: usize| text.get(from..).and_then(|rest| rest.first_chunk::<BLOCK>());
        let (Some(by_first), Some(by_second)) = (block(at + a), block(at + b)) else { break };
        let mut places = both(by_first, first, by_second, second);
        while places != 0 {
            let place = at + places.trailing_zeros() as usize;
            if is_there(place) {
                found(place);
            }
            places &= places - 1;
        }
        at += BLOCK;
    }
    (at..=last).filter(|place| is_there(*place)).for_each(found);
}

/// A text that is compared by its first eight bytes as a word, without a call as long as it has no more.
struct Needle<'a> {
    bytes: &'a [u8],
    head: u64,
    mask: u64,
}

impl<'a> Needle<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let known = bytes.len().min(8);
        let mask = u64::MAX.checked_shr(64 - 8 * known as u32).unwrap_or(0);
        Self { bytes, head: first_word(bytes), mask }
    }

    /// Whether a text begins with it.
    #[inline]
    fn begins(&self, text: &[u8]) -> bool {
        match text.first_chunk::<8>() {
            Some(first) => {
                u64::from_le_bytes(*first) & self.mask == self.head
                    && (self.bytes.len() <= 8 || text.starts_with(self.bytes))
            }
            None => text.starts_with(self.bytes),
        }
    }
}

/// The two bytes of the needle that are rarest in the text, with their places in the needle; one byte twice when it has no
/// other.
fn rarest(text: &[u8], needle: &[u8]) -> [(usize, u8); 2] {
    let mut counts = [0u32; 256];
    for &byte in text.get(..SAMPLE).unwrap_or(text) {
        counts[usize::from(byte)] += 1;
    }
    let mut places: Vec<(u32, usize, u8)> =
        (0..).zip(needle).map(|(at, &byte)| (counts[usize::from(byte)], at, byte)).collect();
    places.sort_unstable();
    let place = |rank: usize| {
        places.get(rank).or(places.first()).map_or((0, 0), |&(_, at, byte)| (at, byte))
    };
    [place(0), place(1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_place_is_found(text in "[小雨伞ab]{0,120}", needle in "[小雨伞ab]{0,4}") {
            let mut places = Vec::new();
            each_place(text.as_bytes(), needle.as_bytes(), |place| places.push(place));
            let expected: Vec<usize> = (0..text.len())
                .filter(|&at| !needle.is_empty() && text.as_bytes()[at..].starts_with(needle.as_bytes()))
                .collect();
            prop_assert_eq!(places, expected);
        }
    }
}
