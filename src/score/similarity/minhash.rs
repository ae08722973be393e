//! An estimate of Jaccard from 128 smallest hashes, for more tags than can all be intersected.

/// How many hashes a sketch keeps: the standard error of the estimate is at most 0.045.
pub const PERMUTATIONS: usize = 128;

/// A sketch of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinHash {
    least: [u64; PERMUTATIONS],
}

/// A well-mixed number (splitmix64).
fn mixed(value: u64) -> u64 {
    let z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl MinHash {
    /// The sketch of a set in any order.
    pub fn new(members: impl IntoIterator<Item = u32>) -> Self {
        let mut least = [u64::MAX; PERMUTATIONS];
        for member in members {
            let base = mixed(u64::from(member));
            for (seed, least) in (0u64..).zip(&mut least) {
                *least = (*least).min(mixed(base ^ mixed(seed)));
            }
        }
        Self { least }
    }

    /// The estimated Jaccard, 0 to 1; 0 when both are empty.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let pairs = self.least.iter().zip(&other.least);
        let equal = pairs.filter(|(a, b)| a == b && **a != u64::MAX).count();
        equal as f64 / PERMUTATIONS as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_is_near_the_truth() {
        let (a, b) = (MinHash::new(0..600), MinHash::new(300..900));
        assert!((a.jaccard(&b) - 1.0 / 3.0).abs() < 0.15, "{}", a.jaccard(&b));
        assert!((a.jaccard(&a) - 1.0).abs() < 1e-15);
        let empty = MinHash::new([]);
        assert!(empty.jaccard(&empty).abs() < 1e-15);
    }
}
