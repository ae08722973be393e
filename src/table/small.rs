//! Short texts as words: copies and comparisons of a few bytes without a call.
//!
//! In WebAssembly a copy of unknown length is a call out of the program, which costs more than the sixteen bytes that it
//! moves. Texts of files are mostly shorter than that.

/// The bytes of a text of at most 16 bytes as two little-endian words, zeros behind it; `None` for a longer text.
#[inline]
pub fn words(text: &[u8]) -> Option<[u64; 2]> {
    (text.len() <= 16).then(|| short(text))
}

/// The first bytes of a text as a little-endian word, zeros behind them.
#[inline]
pub fn first_word(text: &[u8]) -> u64 {
    match (text.first_chunk::<8>(), text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(all), ..) => u64::from_le_bytes(*all),
        (_, Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u64::from(first) | u64::from(last) << (8 * (text.len() - 4))
        }
        _ => {
            let byte = |at: usize| text.get(at).map_or(0, |&b| u64::from(b) << (8 * at));
            byte(0) | byte(1) | byte(2)
        }
    }
}

/// Whether two texts are the same: their first and last bytes as words, which overlap, and of longer ones what is between.
#[expect(clippy::inline_always, reason = "a call would cost as much as the comparison")]
#[inline(always)]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    match (edges::<16>(a), edges::<16>(b)) {
        (Some(ends_of_a), Some(ends_of_b)) => {
            let is_same =
                |(a, b): (&[u8; 16], &[u8; 16])| u128::from_le_bytes(*a) == u128::from_le_bytes(*b);
            is_same((ends_of_a.0, ends_of_b.0))
                && is_same((ends_of_a.1, ends_of_b.1))
                && (a.len() <= 32 || a.as_chunks().0.iter().zip(b.as_chunks().0).all(is_same))
        }
        _ => short(a) == short(b),
    }
}

/// A well-mixed number from a text: sixteen bytes at a time, the last ones over what was taken already.
#[expect(clippy::inline_always, reason = "a call would cost as much as a short text")]
#[inline(always)]
pub fn hash(text: &[u8]) -> u64 {
    let length = text.len() as u64;
    let add = |state: u64, piece: &[u8; 16]| {
        let piece = u128::from_le_bytes(*piece);
        mix([piece as u64 ^ state, (piece >> 64) as u64])
    };
    match edges::<16>(text) {
        Some((first, last)) if length <= 32 => add(add(length, first), last),
        Some((_, last)) => add(text.as_chunks().0.iter().fold(length, add), last),
        None => {
            let [low, high] = short(text);
            // the last byte is free: it holds the length, so that zeros at the end count
            mix([low, high | length << 56])
        }
    }
}

/// The first and the last bytes of a text that has as many.
#[inline]
fn edges<const N: usize>(text: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    Some((text.first_chunk()?, text.last_chunk()?))
}

/// The bytes of a text of at most 16 as two little-endian words, zeros behind it.
#[inline]
fn short(text: &[u8]) -> [u64; 2] {
    match edges::<8>(text) {
        Some((first, last)) => {
            let last = u64::from_le_bytes(*last);
            // the last eight bytes overlap the first by 16 - n
            let behind = last.checked_shr(8 * (16 - text.len() as u32)).unwrap_or(0);
            [u64::from_le_bytes(*first), behind]
        }
        None => [first_word(text), 0],
    }
}

/// Bytes behind its end that [`append`] writes before it cuts back.
pub const SLACK: u64 = 32;

/// Appends bytes; short ones sixteen or thirty-two at a time, cut back to their length.
#[inline]
pub fn append(out: &mut Vec<u8>, text: &[u8]) {
    let end = out.len() + text.len();
    if let Some([low, high]) = words(text) {
        let mut buffer = [0u8; 16];
        if let Some(a) = buffer.first_chunk_mut::<8>() {
            *a = low.to_le_bytes();
        }
        if let Some(a) = buffer.last_chunk_mut::<8>() {
            *a = high.to_le_bytes();
        }
        out.extend_from_slice(&buffer);
        out.truncate(end);
        return;
    }
    match (text.first_chunk::<16>(), text.last_chunk::<16>()) {
        (Some(first), Some(last)) if text.len() <= 32 => {
            out.extend_from_slice(first);
            // the last sixteen bytes go over what is there already
            out.truncate(end - 16);
            out.extend_from_slice(last);
        }
        _ => out.extend_from_slice(text),
    }
}

/// The number of `n` digits, 1 to 8, that stand in the lowest bytes of a word; `None` where something else does (Lemire,
/// "Quickly parsing eight digits", 2018).
#[inline]
pub fn digits(word: u64, n: usize) -> Option<u32> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const ZEROS: u64 = b'0' as u64 * ONES;
    // zeros before them
    let free = 8 * (8 - n as u32);
    let word = word << free | (ZEROS & !(u64::MAX << free));
    let other = (word.wrapping_add(0x46 * ONES) | word.wrapping_sub(ZEROS)) & (0x80 * ONES);
    if other != 0 {
        return None;
    }
    let digits = word - ZEROS;
    // pairs, then fours, then all eight
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let upper = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(100 + (1_000_000 << 32));
    let lower = (pairs >> 16 & 0x0000_00ff_0000_00ff).wrapping_mul(1 + (10_000 << 32));
    Some((upper.wrapping_add(lower) >> 32) as u32)
}

/// A well-mixed number from two words.
#[inline]
fn mix([low, high]: [u64; 2]) -> u64 {
    // multiply-xorshift with the odd constants of MurmurHash3 and SplitMix64
    let mut h = low.wrapping_mul(0xff51_afd7_ed55_8ccd)
        ^ high.wrapping_mul(0xc4ce_b9fe_1a85_ec53).rotate_left(31);
    h ^= h >> 32;
    h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_the_bytes(text in prop::collection::vec(any::<u8>(), 0..20)) {
            let expected = (text.len() <= 16).then(|| {
                let mut bytes = [0u8; 16];
                bytes[..text.len()].copy_from_slice(&text);
                let all = u128::from_le_bytes(bytes);
                [all as u64, (all >> 64) as u64]
            });
            prop_assert_eq!(words(&text), expected);
            let first = text.iter().take(8).enumerate().map(|(at, b)| u64::from(*b) << (8 * at)).sum::<u64>();
            prop_assert_eq!(first_word(&text), first);
        }

        #[test]
        fn digits_are_a_number(text in "[0-9]{0,8}[0-9/:a\0\u{7f}]?", behind in any::<u64>()) {
            let n = text.len();
            if (1..=8).contains(&n) {
                prop_assert_eq!(digits(first_word(text.as_bytes()), n), text.parse().ok());
                let others = behind.checked_shl(8 * n as u32).unwrap_or(0);
                prop_assert_eq!(digits(first_word(text.as_bytes()) | others, n), text.parse().ok());
            }
        }

        #[test]
        fn texts_are_the_same_by_words(a in "[ab]{0,18}", b in "[ab]{0,18}") {
            prop_assert!(same(a.as_bytes(), a.as_bytes()));
            prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
        }

        #[test]
        fn one_other_byte_makes_another_text_and_hash(text in prop::collection::vec(any::<u8>(), 1..70), at in 0usize..70, by in 1u8..=255) {
            let mut other = text.clone();
            let at = at % text.len();
            other[at] ^= by;
            prop_assert!(same(&text, &text.clone()) && !same(&text, &other));
            prop_assert_ne!(hash(&text), hash(&other));
            other[at] ^= by;
            other.push(0);
            prop_assert!(!same(&text, &other));
            prop_assert_ne!(hash(&text), hash(&other));
        }

        #[test]
        fn append_appends(before in prop::collection::vec(any::<u8>(), 0..40), text in prop::collection::vec(any::<u8>(), 0..70)) {
            let mut out = before.clone();
            append(&mut out, &text);
            prop_assert_eq!(out, [before, text].concat());
        }
    }
}
