//! Answers of a test as bits: 64 rows make a word, without a branch on the answer.

use super::RowSet;

/// The word of 64 answers; bit `i` is that of row `i`. Answers are made in bytes first, which compilers turn into comparisons
/// of many values at once.
#[inline]
pub fn word<T: Copy>(values: &[T; 64], test: impl Fn(T) -> bool) -> u64 {
    let mut answers = [0u8; 64];
    for (answer, value) in answers.iter_mut().zip(values) {
        *answer = 0u8.wrapping_sub(u8::from(test(*value)));
    }
    bits(&answers)
}

/// The word of fewer than 64 answers.
pub fn rest<T: Copy>(values: &[T], mut test: impl FnMut(T) -> bool) -> u64 {
    (0..64).zip(values).fold(0, |word, (bit, value)| word | u64::from(test(*value)) << bit)
}

/// Bit `i` is the highest bit of byte `i`.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
pub fn bits(bytes: &[u8; 64]) -> u64 {
    use core::arch::wasm32::{u8x16_bitmask, u64x2};
    let (lanes, _) = bytes.as_chunks::<16>();
    lanes.iter().rev().fold(0, |all, lane| {
        let (words, _) = lane.as_chunks::<8>();
        let [low, high] = [words.first(), words.last()]
            .map(|word| word.map_or(0, |word| u64::from_le_bytes(*word)));
        all << 16 | u64::from(u8x16_bitmask(u64x2(low, high)))
    })
}

/// Bit `i` is the highest bit of byte `i`.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
pub fn bits(bytes: &[u8; 64]) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().rev().fold(0, |all, word| {
        let ones = u64::from_le_bytes(*word) >> 7 & 0x0101_0101_0101_0101;
        // the product has the lowest bit of byte i as bit i of its highest byte
        all << 8 | ones.wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// A byte per row: all ones of members, zero of the others.
pub fn bytes_of(set: &RowSet) -> Vec<u8> {
    let mut out = vec![0u8; set.words().len() * 64];
    let (blocks, _) = out.as_chunks_mut::<64>();
    for (places, word) in blocks.iter_mut().zip(set.words()) {
        for (places, shift) in places.as_chunks_mut::<16>().0.iter_mut().zip([0, 16, 32, 48]) {
            let [low, high] = ((word >> shift) as u16).to_le_bytes();
            for lane in 0..8 {
                places[lane] = 0u8.wrapping_sub(u8::from(low & 1 << lane != 0));
                places[lane + 8] = 0u8.wrapping_sub(u8::from(high & 1 << lane != 0));
            }
        }
    }
    out.truncate(set.universe() as usize);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_bit_is_the_answer_of_its_row(values in prop::collection::vec(0u16..9, 64), bound in 0u16..9) {
            let values: [u16; 64] = values.try_into().unwrap();
            let word = word(&values, |v| v >= bound);
            prop_assert!(values.iter().enumerate().all(|(row, v)| (word >> row & 1 == 1) == (*v >= bound)));
        }

        #[test]
        fn each_byte_says_whether_its_row_is_a_member(values in prop::collection::vec(0u8..3, 0..200), most in 1u8..4) {
            let set = RowSet::from_values(&values, |v| v < most);
            let bytes: Vec<u8> = values.iter().map(|v| if *v < most { u8::MAX } else { 0 }).collect();
            prop_assert_eq!(bytes_of(&set), bytes);
        }
    }
}
