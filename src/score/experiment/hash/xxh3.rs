//! XXH3 by Yann Collet, 64 bits, seed 0, its default secret.

use super::xxh::{P64, avalanche64};

#[rustfmt::skip]
const SECRET: [u8; 192] = [
    0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
    0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
    0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
    0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
    0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
    0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
    0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
    0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
    0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
    0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
    0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
    0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
];

const P32: [u64; 3] = [0x9E37_79B1, 0x85EB_CA77, 0xC2B2_AE3D];

fn word(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

fn half(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 4].iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

fn avalanche(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 37)).wrapping_mul(0x1656_6791_9E37_79F9);
    hash ^ (hash >> 32)
}

fn mixed(bytes: &[u8], at: usize, secret: usize) -> u64 {
    let low = word(bytes, at) ^ word(&SECRET, secret);
    folded(low, word(bytes, at + 8) ^ word(&SECRET, secret + 8))
}

/// XXH3 of 64 bits with seed 0.
pub fn xxh3_64(bytes: &[u8]) -> u64 {
    match bytes.len() {
        0 => avalanche64(word(&SECRET, 56) ^ word(&SECRET, 64)),
        1..=16 => short(bytes),
        17..=128 => pairs(bytes),
        129..=240 => middle(bytes),
        _ => long(bytes),
    }
}

fn short(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    let length = n as u64;
    if n <= 3 {
        let (first, second, last) = (bytes[0], bytes[n / 2], bytes[n - 1]);
        let all = u64::from(first) << 16 | u64::from(second) << 24 | u64::from(last) | length << 8;
        return avalanche64(all ^ half(&SECRET, 0) ^ half(&SECRET, 4));
    }
    if n <= 8 {
        let all = half(bytes, n - 4).wrapping_add(half(bytes, 0) << 32);
        let mut hash = all ^ word(&SECRET, 8) ^ word(&SECRET, 16);
        hash ^= hash.rotate_left(49) ^ hash.rotate_left(24);
        hash = hash.wrapping_mul(0x9FB2_1C65_1E98_DF25);
        hash = (hash ^ (hash >> 35).wrapping_add(length)).wrapping_mul(0x9FB2_1C65_1E98_DF25);
        return hash ^ (hash >> 28);
    }
    let low = word(bytes, 0) ^ word(&SECRET, 24) ^ word(&SECRET, 32);
    let high = word(bytes, n - 8) ^ word(&SECRET, 40) ^ word(&SECRET, 48);
    let sum = length.wrapping_add(low.swap_bytes()).wrapping_add(high);
    avalanche(sum.wrapping_add(folded(low, high)))
}

fn pairs(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    let sum = (0..=(n - 1) / 32).fold((n as u64).wrapping_mul(P64[0]), |sum, pair| {
        let front = mixed(bytes, 16 * pair, 32 * pair);
        let back = mixed(bytes, n - 16 * (pair + 1), 32 * pair + 16);
        sum.wrapping_add(front).wrapping_add(back)
    });
    avalanche(sum)
}

fn middle(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    let start = (n as u64).wrapping_mul(P64[0]);
    let first =
        (0..8).fold(start, |sum, round| sum.wrapping_add(mixed(bytes, 16 * round, 16 * round)));
    let rest = (8..n / 16).fold(avalanche(first), |sum, round| {
        sum.wrapping_add(mixed(bytes, 16 * round, 16 * (round - 8) + 3))
    });
    avalanche(rest.wrapping_add(mixed(bytes, n - 16, 136 - 17)))
}

fn accumulate(lanes: &mut [u64; 8], stripe: &[u8], secret: usize) {
    for lane in 0..8 {
        let data = word(stripe, 8 * lane);
        let key = data ^ word(&SECRET, secret + 8 * lane);
        lanes[lane ^ 1] = lanes[lane ^ 1].wrapping_add(data);
        lanes[lane] = lanes[lane].wrapping_add((key & 0xffff_ffff).wrapping_mul(key >> 32));
    }
}

fn long(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    let mut lanes = [P32[2], P64[0], P64[1], P64[2], P64[3], P32[1], P64[4], P32[0]];
    // the last stripe is taken from the end, whatever is left before it
    for (index, stripe) in bytes[..n - 1].chunks_exact(64).enumerate() {
        accumulate(&mut lanes, stripe, 8 * (index % 16));
        if index % 16 == 15 {
            for (lane, value) in lanes.iter_mut().enumerate() {
                let mixed = *value ^ (*value >> 47) ^ word(&SECRET, 128 + 8 * lane);
                *value = mixed.wrapping_mul(P32[0]);
            }
        }
    }
    accumulate(&mut lanes, &bytes[n - 64..], 192 - 64 - 7);
    let merged = (0..4).fold((n as u64).wrapping_mul(P64[0]), |sum, pair| {
        let low = lanes[2 * pair] ^ word(&SECRET, 11 + 16 * pair);
        let high = lanes[2 * pair + 1] ^ word(&SECRET, 11 + 16 * pair + 8);
        sum.wrapping_add(folded(low, high))
    });
    avalanche(merged)
}

#[cfg(test)]
mod tests {
    use super::super::{xxh32, xxh64};
    use super::*;

    /// By xxhash-rust 0.8.19, at the lengths where the methods change.
    const EXPECTED: &[(usize, u32, u64, u64)] = &[
        (5, 0x094b_4100, 0x31fc_e8da_85d2_b801, 0xdafb_9806_147d_ed6f),
        (16, 0x0789_a02a, 0xb1a3_75c6_bd6b_a7af, 0x222e_9aea_d6bd_dd51),
        (33, 0xd6bc_9bc8, 0xf7b9_faf2_0b3b_ce63, 0x537e_7ed2_6d82_5e92),
        (100, 0x8f3d_6fc3, 0xd61e_a92c_5ae1_3676, 0xad1e_77ff_670a_2548),
        (128, 0xb034_375e, 0x0f9f_33b4_fe06_6f05, 0x421a_9c90_5c6e_66ba),
        (129, 0x557f_5f29, 0x7ba4_d2a5_2037_63c7, 0x9e24_1480_0f83_768a),
        (200, 0x3a12_e691, 0xdc2d_5a9d_e81b_7d4c, 0x20a8_7db9_07ce_74e4),
        (240, 0xaa8d_457e, 0x1fa3_ded0_daf3_20b7, 0xb714_c5fd_2274_4964),
        (241, 0x38f5_2299, 0xa640_1b72_5690_01b5, 0xbc42_4a2c_480d_d281),
        (1024, 0x1ab1_d8bc, 0x36b9_a916_2057_f968, 0x1fd1_5e7d_36f5_e1bc),
        (1025, 0xa43c_58d2, 0x54d5_32ec_3bac_8beb, 0xfe08_e5a8_74d2_3fd2),
        (2200, 0xb8af_4c18, 0xaf8b_dcfe_1edf_f658, 0xb997_51c8_c038_60f3),
    ];

    #[test]
    fn every_length_has_its_method() {
        let bytes: Vec<u8> =
            (0..2200u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for (n, short, medium, long) in EXPECTED {
            let found = (xxh32(&bytes[..*n]), xxh64(&bytes[..*n]), xxh3_64(&bytes[..*n]));
            assert_eq!(found, (*short, *medium, *long), "{n} bytes");
        }
    }
}
