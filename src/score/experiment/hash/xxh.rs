//! xxHash by Yann Collet, 32 and 64 bits, seed 0.

const P32: [u32; 5] = [0x9E37_79B1, 0x85EB_CA77, 0xC2B2_AE3D, 0x27D4_EB2F, 0x1656_67B1];

/// XXH32 with seed 0.
pub fn xxh32(bytes: &[u8]) -> u32 {
    let (stripes, tail) = bytes.as_chunks::<16>();
    let mut hash = P32[4];
    if !stripes.is_empty() {
        let mut lanes = [P32[0].wrapping_add(P32[1]), P32[1], 0, 0u32.wrapping_sub(P32[0])];
        for stripe in stripes {
            let (words, _) = stripe.as_chunks::<4>();
            for (lane, word) in lanes.iter_mut().zip(words) {
                let mixed = u32::from_le_bytes(*word).wrapping_mul(P32[1]);
                *lane = lane.wrapping_add(mixed).rotate_left(13).wrapping_mul(P32[0]);
            }
        }
        let turns = [1, 7, 12, 18];
        let turned = lanes.iter().zip(turns).map(|(lane, turn)| lane.rotate_left(turn));
        hash = turned.fold(0, u32::wrapping_add);
    }
    hash = hash.wrapping_add(bytes.len() as u32);
    let (words, rest) = tail.as_chunks::<4>();
    for word in words {
        hash = hash.wrapping_add(u32::from_le_bytes(*word).wrapping_mul(P32[2]));
        hash = hash.rotate_left(17).wrapping_mul(P32[3]);
    }
    for byte in rest {
        hash = hash.wrapping_add(u32::from(*byte).wrapping_mul(P32[4]));
        hash = hash.rotate_left(11).wrapping_mul(P32[0]);
    }
    hash = (hash ^ (hash >> 15)).wrapping_mul(P32[1]);
    hash = (hash ^ (hash >> 13)).wrapping_mul(P32[2]);
    hash ^ (hash >> 16)
}

pub(super) const P64: [u64; 5] = [
    0x9E37_79B1_85EB_CA87,
    0xC2B2_AE3D_27D4_EB4F,
    0x1656_67B1_9E37_79F9,
    0x85EB_CA77_C2B2_AE63,
    0x27D4_EB2F_1656_67C5,
];

fn lane64(lane: u64, word: u64) -> u64 {
    lane.wrapping_add(word.wrapping_mul(P64[1])).rotate_left(31).wrapping_mul(P64[0])
}

pub(super) fn avalanche64(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(P64[1]);
    hash = (hash ^ (hash >> 29)).wrapping_mul(P64[2]);
    hash ^ (hash >> 32)
}

/// XXH64 with seed 0.
pub fn xxh64(bytes: &[u8]) -> u64 {
    let (stripes, tail) = bytes.as_chunks::<32>();
    let mut hash = P64[4];
    if !stripes.is_empty() {
        let mut lanes = [P64[0].wrapping_add(P64[1]), P64[1], 0, 0u64.wrapping_sub(P64[0])];
        for stripe in stripes {
            let (words, _) = stripe.as_chunks::<8>();
            for (lane, word) in lanes.iter_mut().zip(words) {
                *lane = lane64(*lane, u64::from_le_bytes(*word));
            }
        }
        let turns = [1, 7, 12, 18];
        let turned = lanes.iter().zip(turns).map(|(lane, turn)| lane.rotate_left(turn));
        hash = turned.fold(0, u64::wrapping_add);
        for lane in lanes {
            hash = (hash ^ lane64(0, lane)).wrapping_mul(P64[0]).wrapping_add(P64[3]);
        }
    }
    hash = hash.wrapping_add(bytes.len() as u64);
    let (words, rest) = tail.as_chunks::<8>();
    for word in words {
        hash ^= lane64(0, u64::from_le_bytes(*word));
        hash = hash.rotate_left(27).wrapping_mul(P64[0]).wrapping_add(P64[3]);
    }
    let (halves, rest) = rest.as_chunks::<4>();
    for half in halves {
        hash ^= u64::from(u32::from_le_bytes(*half)).wrapping_mul(P64[0]);
        hash = hash.rotate_left(23).wrapping_mul(P64[1]).wrapping_add(P64[2]);
    }
    for byte in rest {
        hash ^= u64::from(*byte).wrapping_mul(P64[4]);
        hash = hash.rotate_left(11).wrapping_mul(P64[0]);
    }
    avalanche64(hash)
}
