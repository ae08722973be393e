//! SipHash by Aumasson and Bernstein with any number of rounds.

fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

/// SipHash-c-d of the bytes with a key of two little-endian halves: `siphash(2, 4, …)` is SipHash-2-4.
pub fn siphash(c: usize, d: usize, key: [u64; 2], bytes: &[u8]) -> u64 {
    let mut v = [
        key[0] ^ 0x736f_6d65_7073_6575,
        key[1] ^ 0x646f_7261_6e64_6f6d,
        key[0] ^ 0x6c79_6765_6e65_7261,
        key[1] ^ 0x7465_6462_7974_6573,
    ];
    let (blocks, tail) = bytes.as_chunks::<8>();
    // the length is the top byte of the last word
    let rest = tail.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let last = rest | (bytes.len() as u64) << 56;
    for word in blocks.iter().map(|block| u64::from_le_bytes(*block)).chain([last]) {
        v[3] ^= word;
        (0..c).for_each(|_| round(&mut v));
        v[0] ^= word;
    }
    v[2] ^= 0xff;
    (0..d).for_each(|_| round(&mut v));
    v[0] ^ v[1] ^ v[2] ^ v[3]
}
