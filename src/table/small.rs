//! Short texts as words: copies and comparisons of a few bytes without a call.
//!
//! In WebAssembly a copy of unknown length is a call out of the program, which costs more than the sixteen bytes that it
//! moves. Texts of files are mostly shorter than that.

/// The bytes of a text of at most 16 bytes as two little-endian words, zeros behind it; `None` for a longer text.
#[inline]
pub fn words(text: &[u8]) -> Option<[u64; 2]> {
    let n = text.len();
    let all = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(first), Some(last)) if n <= 16 => {
            let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
            // the last eight bytes overlap the first by 16 - n
            let behind = if n == 8 { 0 } else { last >> (8 * (16 - n)) };
            [first, behind]
        }
        (Some(_), _) => return None,
        _ => match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
                [u64::from(first) | u64::from(last) << (8 * (n - 4)), 0]
            }
            _ => {
                let byte = |at: usize| text.get(at).map_or(0, |&b| u64::from(b) << (8 * at));
                [byte(0) | byte(1) | byte(2), 0]
            }
        },
    };
    Some(all)
}

/// Whether two texts are the same.
#[inline]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && match (words(a), words(b)) {
            (Some(a), Some(b)) => a == b,
            _ => a == b,
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

/// A well-mixed number from two words.
#[inline]
pub fn mix([low, high]: [u64; 2]) -> u64 {
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
        }

        #[test]
        fn texts_are_the_same_by_words(a in "[ab]{0,18}", b in "[ab]{0,18}") {
            prop_assert!(same(a.as_bytes(), a.as_bytes()));
            prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
        }

        #[test]
        fn append_appends(before in prop::collection::vec(any::<u8>(), 0..40), text in prop::collection::vec(any::<u8>(), 0..70)) {
            let mut out = before.clone();
            append(&mut out, &text);
            prop_assert_eq!(out, [before, text].concat());
        }
    }
}
