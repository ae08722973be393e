//! How segments overlap.

use crate::error::{Code, Error, Result};
use crate::rule::Document;
use crate::score::similarity::{Overlap, exclusive_counts};
use crate::session::{SegmentPair, SegmentSimilarityReport, Session};

/// Definitions that are compared at once.
const MOST: usize = 64;

impl Session {
    /// How definitions overlap: every pair, and who is in exactly which of them. At most 64.
    ///
    /// # Errors
    /// What is wrong with one of the definitions, with its number from 0 as `document`; [`Code::TooManyDocuments`].
    pub fn segment_similarity(
        &mut self,
        documents: &[Document],
    ) -> Result<SegmentSimilarityReport> {
        if documents.len() > MOST {
            let error = Error::new(Code::TooManyDocuments).with("documents", documents.len());
            return Err(error.with("limit", MOST));
        }
        let table = self.overlap(documents)?;
        let mut sets: Vec<Vec<u32>> = Vec::with_capacity(documents.len());
        for document in documents {
            sets.push(self.evaluator().audience(document)?.iter().collect());
        }
        let population = self.data.population;
        let sizes: Vec<u32> = sets.iter().map(|set| set.len() as u32).collect();
        let mut pairs = Vec::new();
        for (a, row) in table.iter().enumerate() {
            for (b, both) in row.iter().enumerate().skip(a + 1) {
                let of = |at: usize| u64::from(sizes.get(at).copied().unwrap_or(0));
                let overlap = Overlap {
                    a: of(a),
                    b: of(b),
                    both: u64::from(*both),
                    universe: population.into(),
                };
                let similarity = overlap.similarity();
                let relation = similarity.relation(&overlap, false);
                pairs.push(SegmentPair { a: a as u32, b: b as u32, similarity, relation });
            }
        }
        let exclusive = exclusive_counts(&sets)
            .map_err(|_| Error::new(Code::TooManyDocuments).with("limit", MOST))?;
        let inside: u64 = exclusive.iter().map(|one| one.count).sum();
        let outside = population.saturating_sub(inside as u32);
        Ok(SegmentSimilarityReport { population, sizes, pairs, exclusive, outside })
    }
}
