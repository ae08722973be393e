//! A fingerprint of bytes that come in slices: 128 bits that do not depend on where slices end.
//!
//! Four lanes of multiply and rotate, 32 bytes at a time, as fast hashes for tables do it. It recognises the same file again;
//! it does not stand against somebody who builds two files that agree.

/// Bytes of a file that its head fingerprint is made of.
pub const HEAD: usize = 64 << 10;

const SEEDS: [u64; 4] =
    [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0x27d4_eb2f_1656_67c5];
const MULTIPLIER: u64 = 0x9fb2_1c65_1e98_df25;
const BLOCK: usize = 32;

/// Bytes taken so far.
#[derive(Debug, Clone)]
pub struct Digest {
    lanes: [u64; 4],
    tail: [u8; BLOCK],
    filled: usize,
    length: u64,
}

impl Default for Digest {
    fn default() -> Self {
        Self { lanes: SEEDS, tail: [0; BLOCK], filled: 0, length: 0 }
    }
}

impl Digest {
    /// Takes the next bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        if self.filled > 0 {
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - self.filled));
            self.tail[self.filled..self.filled + now.len()].copy_from_slice(now);
            self.filled += now.len();
            bytes = later;
            if self.filled < BLOCK {
                return;
            }
            let block = self.tail;
            mix(&mut self.lanes, &block);
            self.filled = 0;
        }
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        // a copy stays in registers
        let mut lanes = self.lanes;
        for block in blocks {
            mix(&mut lanes, block);
        }
        self.lanes = lanes;
        self.tail[..rest.len()].copy_from_slice(rest);
        self.filled = rest.len();
    }

    /// The fingerprint in 32 hex digits.
    pub fn hex(&self) -> String {
        let mut lanes = self.lanes;
        let mut last = [0; BLOCK];
        last[..self.filled].copy_from_slice(&self.tail[..self.filled]);
        mix(&mut lanes, &last);
        let fold = |seed: u64| {
            let start = seed ^ self.length.wrapping_mul(MULTIPLIER);
            lanes.iter().fold(start, |all, lane| finish(all.rotate_left(23) ^ finish(*lane ^ seed)))
        };
        format!("{:016x}{:016x}", fold(SEEDS[0]), fold(SEEDS[2]))
    }
}

/// The fingerprint of the beginning of a file of this size.
pub fn head_fingerprint(head: &[u8], size: u64) -> String {
    let mut digest = Digest::default();
    digest.update(head.get(..HEAD).unwrap_or(head));
    digest.update(&size.to_le_bytes());
    digest.hex()
}

#[inline]
fn mix(lanes: &mut [u64; 4], block: &[u8; BLOCK]) {
    let (words, _) = block.as_chunks::<8>();
    for (lane, word) in lanes.iter_mut().zip(words) {
        *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(MULTIPLIER).rotate_left(29);
    }
}

fn finish(mut value: u64) -> u64 {
    value = (value ^ value >> 32).wrapping_mul(MULTIPLIER);
    value = (value ^ value >> 29).wrapping_mul(SEEDS[1]);
    value ^ value >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hex(bytes: &[u8]) -> String {
        let mut digest = Digest::default();
        digest.update(bytes);
        digest.hex()
    }

    proptest! {
        #[test]
        fn slices_may_end_anywhere(bytes in prop::collection::vec(any::<u8>(), 0..300), cuts in prop::collection::vec(0usize..300, 0..8)) {
            let mut digest = Digest::default();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|c| c.min(bytes.len())).collect();
            cuts.sort_unstable();
            cuts.push(bytes.len());
            let mut from = 0;
            for cut in cuts {
                digest.update(&bytes[from..cut]);
                from = cut;
            }
            prop_assert_eq!(digest.hex(), hex(&bytes));
        }

        #[test]
        fn one_changed_byte_changes_both_halves(bytes in prop::collection::vec(any::<u8>(), 1..200), at in 0usize..200, by in 1u8..=255) {
            let mut other = bytes.clone();
            let at = at % bytes.len();
            other[at] ^= by;
            let (a, b) = (hex(&bytes), hex(&other));
            prop_assert!(a[..16] != b[..16] && a[16..] != b[16..]);
        }
    }

    #[test]
    fn zeros_at_the_end_count() {
        assert_ne!(hex(b"a"), hex(b"a\0"));
        assert_ne!(hex(b""), hex(&[0; 32]));
        assert_ne!(head_fingerprint(b"a", 1), head_fingerprint(b"a", 2));
    }
}
