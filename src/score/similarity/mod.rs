//! How alike tags or segments are: intersection, Jaccard, Dice, overlap, lift, phi; candidates to merge; exclusive counts.
//!
//! Everything follows from four counts, so the sets may be bitmaps, lists or SQL. An empty set has similarity 0 with everything.

mod minhash;
mod upset;

pub use minhash::{MinHash, PERMUTATIONS};
pub use upset::{Exclusive, exclusive_counts};

use serde::Serialize;

/// The sizes of two sets and of what they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Members of the first.
    pub a: u64,
    /// Members of the second.
    pub b: u64,
    /// Members of both, at most the smaller of the two.
    pub both: u64,
    /// Everybody.
    pub universe: u64,
}

/// How alike two sets are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Similarity {
    /// Members of both.
    #[cfg_attr(test, ts(type = "number"))]
    pub intersection: u64,
    /// `|A ∩ B| / |A ∪ B|`.
    pub jaccard: f64,
    /// `2 |A ∩ B| / (|A| + |B|)`.
    pub dice: f64,
    /// `|A ∩ B| / min(|A|, |B|)`.
    pub overlap: f64,
    /// How many times as often they meet as by chance; `null` when one is empty.
    pub lift: Option<f64>,
    /// The correlation of membership, −1 to 1; 0 when one is empty or everybody.
    pub phi: f64,
}

impl Overlap {
    /// Of two ascending lists of ids without repeats.
    pub fn of_sorted(a: &[u32], b: &[u32], universe: u64) -> Self {
        let (mut i, mut j, mut both) = (0, 0, 0);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            both += u64::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        Self { a: a.len() as u64, b: b.len() as u64, both, universe }
    }

    /// Every measure.
    pub fn similarity(&self) -> Similarity {
        let [a, b, universe] = [self.a, self.b, self.universe].map(|count| count as f64);
        let both = self.both.min(self.a).min(self.b) as f64;
        let part = |of: f64| if of > 0.0 { both / of } else { 0.0 };
        let chance = a * b;
        let spread = chance * (universe - a) * (universe - b);
        let apart = universe * both - chance;
        Similarity {
            intersection: both as u64,
            jaccard: part(a + b - both),
            dice: 2.0 * part(a + b),
            overlap: part(a.min(b)),
            lift: (chance > 0.0).then(|| universe * both / chance),
            phi: if spread > 0.0 { apart / spread.sqrt() } else { 0.0 },
        }
    }
}

/// What two tags may be to each other. Nothing is ever merged by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 空标签: one of them has no member.
    Empty,
    /// Candidates to merge: Jaccard of at least 0.8, or the same name once normalised.
    Merge,
    /// One contains the other: overlap of at least 0.95, Jaccard below 0.8.
    Contained,
    /// None of these.
    Apart,
}

/// From this Jaccard on tags are candidates to merge.
pub const MERGE_JACCARD: f64 = 0.8;
/// From this overlap on one tag is contained in the other.
pub const CONTAINED_OVERLAP: f64 = 0.95;

impl Similarity {
    /// What the two may be to each other; `same_name` says that their normalised names are equal.
    pub fn relation(&self, overlap: &Overlap, same_name: bool) -> Relation {
        if overlap.a == 0 || overlap.b == 0 {
            Relation::Empty
        } else if self.jaccard >= MERGE_JACCARD || same_name {
            Relation::Merge
        } else if self.overlap >= CONTAINED_OVERLAP {
            Relation::Contained
        } else {
            Relation::Apart
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_set_is_like_nothing() {
        let overlap = Overlap::of_sorted(&[1, 2], &[], 10);
        let found = overlap.similarity();
        assert_eq!((found.intersection, found.lift), (0, None));
        assert!(found.jaccard.abs() + found.dice.abs() + found.phi.abs() < 1e-300);
        assert_eq!(found.relation(&overlap, true), Relation::Empty);
    }

    #[test]
    fn a_part_of_a_tag_is_contained() {
        let all: Vec<u32> = (0..100).collect();
        let overlap = Overlap::of_sorted(&all, &all[..20], 1000);
        assert_eq!(overlap.similarity().relation(&overlap, false), Relation::Contained);
        let same = Overlap::of_sorted(&all, &all[1..], 1000);
        assert_eq!(same.similarity().relation(&same, false), Relation::Merge);
    }

    proptest! {
        #[test]
        fn measures_are_finite_for_any_counts(a in any::<u64>(), b in any::<u64>(), both in any::<u64>(), universe in any::<u64>()) {
            let found = Overlap { a, b, both, universe }.similarity();
            let text = serde_json::to_string(&(found.jaccard, found.dice, found.overlap, found.phi)).unwrap();
            prop_assert!(!text.contains("null"), "{text}");
            prop_assert!(found.lift.is_none_or(f64::is_finite));
        }
    }
}
