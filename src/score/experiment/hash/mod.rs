//! Hashes of other assignment systems, so that a running experiment can be continued and its groups be compared.
//!
//! Own experiments use [`super::assignment`]. A push-down to SQL has to state the exact hash, seed and text: `murmur3` of Spark has
//! seed 42, FNV-1a of GrowthBook reads UTF-16 units and not bytes.

mod fnv;
mod murmur3;
mod sha1;
mod siphash;
mod xxh;
mod xxh3;

pub use fnv::fnv1a32_utf16;
pub use murmur3::{murmur3_x64_128, murmur3_x86_32};
pub use sha1::sha1;
pub use siphash::siphash;
pub use xxh::{xxh32, xxh64};
pub use xxh3::xxh3_64;

use crate::facts::hash::sha256_hex;

/// GrowthBook's number of an id, 0 to 1; version 1 has three decimals, version 2 four. `None` for another version.
pub fn growthbook(seed: &str, id: &str, version: u8) -> Option<f64> {
    match version {
        1 => Some(f64::from(fnv1a32_utf16(&format!("{id}{seed}")) % 1000) / 1000.0),
        2 => {
            let first = fnv1a32_utf16(&format!("{seed}{id}"));
            Some(f64::from(fnv1a32_utf16(&first.to_string()) % 10_000) / 10_000.0)
        }
        _ => None,
    }
}

/// GrowthBook's variation of a number: ranges start where the weights before end and cover only a part of their own weight.
/// `None` for who is not covered.
pub fn growthbook_variation(number: f64, weights: &[f64], coverage: f64) -> Option<usize> {
    let coverage = coverage.clamp(0.0, 1.0);
    let mut start = 0.0;
    weights.iter().position(|weight| {
        let range = start..start + coverage * weight;
        start += weight;
        range.contains(&number)
    })
}

/// Unleash's number of an id in a group, 1 to `normalizer`. 0 when `normalizer` is 0.
pub fn unleash(group: &str, id: &str, normalizer: u32, seed: u32) -> u32 {
    let hash = murmur3_x86_32(format!("{group}:{id}").as_bytes(), seed);
    hash.checked_rem(normalizer).map_or(0, |rest| rest + 1)
}

/// Optimizely's bucket, 0 to 9999.
pub fn optimizely(id: &str, experiment: &str) -> u32 {
    let hash = murmur3_x86_32(format!("{id}{experiment}").as_bytes(), 1);
    ((u64::from(hash) * 10_000) >> 32) as u32
}

/// LaunchDarkly's bucket, 0 to 1: 60 bits of the SHA-1 of `key.salt.id`.
pub fn launchdarkly(key: &str, salt: &str, id: &str) -> f64 {
    let digest = sha1(format!("{key}.{salt}.{id}").as_bytes());
    let bits = digest.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte)) >> 4;
    bits as f64 / 0x0FFF_FFFF_FFFF_FFFFu64 as f64
}

/// Statsig's bucket, 0 to 9999: the first 64 bits of the SHA-256 of `salt.rule.id`.
pub fn statsig(salt: &str, rule: &str, id: &str) -> u32 {
    let hex = sha256_hex(&format!("{salt}.{rule}.{id}"));
    let bits = u64::from_str_radix(&hex[..16], 16).unwrap_or_default();
    (bits % 10_000) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_covered_has_no_variation() {
        assert_eq!(growthbook_variation(0.19, &[0.5, 0.5], 0.4), Some(0));
        assert_eq!(growthbook_variation(0.2, &[0.5, 0.5], 0.4), None);
        assert_eq!(growthbook_variation(0.5, &[0.5, 0.5], 0.4), Some(1));
        assert_eq!(growthbook("a", "b", 3), None);
    }

    #[test]
    fn statsig_takes_64_bits_of_sha_256() {
        // printf 'a.b.c' | sha256sum starts with 67d2d36df0e6ac2e
        let bits = u64::from_str_radix(&sha256_hex("a.b.c")[..16], 16).unwrap();
        assert_eq!(u64::from(statsig("a", "b", "c")), bits % 10_000);
        assert_eq!(unleash("a", "b", 0, 0), 0);
    }
}
