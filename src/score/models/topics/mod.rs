//! What content is about, where nobody has said it: topics of items by who touched them.
//!
//! [`lda`] is the default: its prior holds up where a document has few words. [`nmf`] is faster and over-fits short
//! documents. A topic is a suggestion that a person names.

pub mod lda;
pub mod nmf;

/// Counts of words in documents, compressed by document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counts {
    offsets: Vec<u32>,
    words: Vec<u32>,
    amounts: Vec<f64>,
    vocabulary: u32,
}

/// Counts above this are no counts.
const LARGEST_COUNT: f64 = 1e12;

impl Counts {
    /// From (document, word, count) in any order; equal cells are added.
    ///
    /// What lies outside of `documents` × `vocabulary`, and counts that are not above 0 and at most 1e12, are dropped.
    pub fn new(documents: usize, vocabulary: u32, cells: &[(u32, u32, f64)]) -> Self {
        let usable = |cell: &&(u32, u32, f64)| {
            (cell.0 as usize) < documents
                && cell.1 < vocabulary
                && cell.2 > 0.0
                && cell.2 <= LARGEST_COUNT
        };
        let mut sorted: Vec<(u32, u32, f64)> = cells.iter().filter(usable).copied().collect();
        sorted.sort_by_key(|cell| (cell.0, cell.1));
        let mut made = Self { offsets: vec![0], vocabulary, ..Self::default() };
        let mut same = sorted.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).peekable();
        for document in 0..documents as u32 {
            while let Some(cells) = same.next_if(|cells| cells[0].0 == document) {
                made.words.push(cells[0].1);
                made.amounts.push(cells.iter().map(|cell| cell.2).sum());
            }
            made.offsets.push(made.words.len() as u32);
        }
        made
    }

    /// Documents.
    pub fn documents(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Words.
    pub fn vocabulary(&self) -> usize {
        self.vocabulary as usize
    }

    /// Words and counts of one document, upwards by word.
    pub fn document(&self, document: usize) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        let bounds = self
            .offsets
            .get(document..document + 2)
            .map_or((0, 0), |b| (b[0] as usize, b[1] as usize));
        (bounds.0..bounds.1).map(|at| (self.words[at] as usize, self.amounts[at]))
    }

    /// All counts together.
    pub fn total(&self) -> f64 {
        self.amounts.iter().sum()
    }
}

/// The items that name a topic: highest `φ / p · φ`, φ the topic's share of the item and p the share in all content.
///
/// Ties go to the lower item; items that never occur are left out.
pub fn names(weights: &[f64], counts: &Counts, most: usize) -> Vec<usize> {
    let mut overall = vec![0.0; counts.vocabulary()];
    for document in 0..counts.documents() {
        counts.document(document).for_each(|(word, n)| overall[word] += n);
    }
    let score = |word: usize| weights[word] * weights[word] / overall[word];
    let mut order: Vec<usize> =
        (0..weights.len().min(overall.len())).filter(|word| overall[*word] > 0.0).collect();
    order.sort_unstable_by(|a, b| score(*b).total_cmp(&score(*a)).then(a.cmp(b)));
    order.truncate(most);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_added_and_strangers_dropped() {
        let counts = Counts::new(
            3,
            2,
            &[(2, 1, 1.0), (0, 0, 2.0), (2, 1, 4.0), (3, 0, 1.0), (0, 2, 1.0), (1, 1, f64::NAN)],
        );
        assert_eq!(counts.document(0).collect::<Vec<_>>(), [(0, 2.0)]);
        assert_eq!(counts.document(1).count(), 0);
        assert_eq!(counts.document(2).collect::<Vec<_>>(), [(1, 5.0)]);
        assert!((counts.total() - 7.0).abs() < 1e-12);
    }

    #[test]
    fn a_topic_is_named_by_what_is_its_own() {
        let counts = Counts::new(1, 3, &[(0, 0, 100.0), (0, 1, 10.0)]);
        assert_eq!(names(&[0.6, 0.4, 0.9], &counts, 5), [1, 0]);
    }
}
