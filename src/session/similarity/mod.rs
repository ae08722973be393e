//! How alike tags, segments and groups are. Nothing is ever merged by itself.

mod groups;
mod segments;
mod tags;

use super::{GroupOverlapOptions, TagSimilarityOptions};
use crate::graph::groups::OVERLAPPING;

/// Pairs that are told when nothing is said, and at most.
const USUAL_PAIRS: u32 = 200;
const MOST_PAIRS: u32 = 10_000;

impl Default for TagSimilarityOptions {
    fn default() -> Self {
        Self { min_jaccard: 0.5, min_contacts: 1, most: USUAL_PAIRS }
    }
}

impl Default for GroupOverlapOptions {
    fn default() -> Self {
        let (min_overlap, min_contacts) = (OVERLAPPING, 1);
        Self { table: None, column: None, min_overlap, min_contacts, most: USUAL_PAIRS }
    }
}

/// So many of a list as are told.
fn told(most: u32) -> usize {
    most.min(MOST_PAIRS) as usize
}
