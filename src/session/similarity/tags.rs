//! Tags that are alike, that contain each other, and that nobody has.

use super::told;
use crate::score::similarity::{CONTAINED_OVERLAP, MERGE_JACCARD, Overlap, Relation};
use crate::session::{Session, TagPair, TagSimilarityOptions, TagSimilarityReport};
use crate::table::{TagNode, fold};

/// Tags that are compared, those on most contacts first.
const MOST_TAGS: usize = 2000;

impl Session {
    /// Pairs of tags that are alike, that may be merged, or one of which contains the other; and tags that nobody has. A tag and
    /// those below it are no pair. Cost: an intersection per pair that its sizes do not rule out.
    pub fn tag_similarity(&self, options: &TagSimilarityOptions) -> TagSimilarityReport {
        let nodes = self.data.tags.nodes();
        let empty = nodes.iter().filter(|node| node.all.is_empty()).map(|node| node.name.clone());
        let least = u64::from(options.min_contacts.max(1));
        let mut used: Vec<usize> =
            (0..nodes.len()).filter(|at| nodes[*at].all.len() >= least).collect();
        used.sort_by_key(|at| (std::cmp::Reverse(nodes[*at].all.len()), *at));
        let left_out = used.len().saturating_sub(MOST_TAGS);
        used.truncate(MOST_TAGS);
        used.sort_unstable();
        let names: Vec<String> = used.iter().map(|at| bare(&nodes[*at].name)).collect();
        let mut pairs = Vec::new();
        for (one, a) in used.iter().enumerate() {
            for (other, b) in used.iter().enumerate().skip(one + 1) {
                // below each other, b behind a
                if *b < nodes[*a].end as usize {
                    continue;
                }
                let same_name = names[one] == names[other];
                pairs.extend(self.pair(&nodes[*a], &nodes[*b], same_name, options));
            }
        }
        let place = |relation: Relation| match relation {
            Relation::Merge => 0,
            Relation::Contained => 1,
            Relation::Apart | Relation::Empty => 2,
        };
        // stable: equal ones stay in the order of the tree
        pairs.sort_by(|x: &TagPair, y: &TagPair| {
            place(x.relation)
                .cmp(&place(y.relation))
                .then(y.similarity.jaccard.total_cmp(&x.similarity.jaccard))
        });
        let found = pairs.len() as u32;
        pairs.truncate(told(options.most));
        TagSimilarityReport {
            population: self.data.population,
            tags: used.len() as u32,
            left_out: left_out as u32,
            empty: empty.collect(),
            pairs,
            found,
        }
    }

    fn pair(
        &self,
        a: &TagNode,
        b: &TagNode,
        same_name: bool,
        options: &TagSimilarityOptions,
    ) -> Option<TagPair> {
        let (sizes, least) = ([a.all.len(), b.all.len()], options.min_jaccard.min(MERGE_JACCARD));
        let (small, large) = (sizes[0].min(sizes[1]), sizes[0].max(sizes[1]));
        // as alike as their sizes allow, and as much as one can contain the other: what the first contacts already rule out
        let both = if same_name || small as f64 >= least * large as f64 {
            a.all.intersection_len(&b.all)
        } else {
            contained(a, b)?
        };
        let universe = u64::from(self.data.population);
        let overlap = Overlap { a: sizes[0], b: sizes[1], both, universe };
        let similarity = overlap.similarity();
        let relation = similarity.relation(&overlap, same_name);
        if relation == Relation::Apart && similarity.jaccard < options.min_jaccard {
            return None;
        }
        let (a, b) =
            if relation == Relation::Contained && sizes[1] > sizes[0] { (b, a) } else { (a, b) };
        Some(TagPair {
            a: a.name.clone(),
            b: b.name.clone(),
            a_contacts: a.all.len() as u32,
            b_contacts: b.all.len() as u32,
            similarity,
            relation,
            same_name,
        })
    }
}

/// Members of both where the smaller tag is contained in the larger one; gives up at the first members that say otherwise.
fn contained(a: &TagNode, b: &TagNode) -> Option<u64> {
    let (small, large) = if a.all.len() <= b.all.len() { (a, b) } else { (b, a) };
    let all = small.all.len();
    let allowed = (all as f64 * (1.0 - CONTAINED_OVERLAP)).floor() as u64;
    let mut outside = 0;
    // a few scattered members before the whole
    for member in small.all.iter().step_by((all / 64).max(1) as usize) {
        outside += u64::from(!large.all.contains(member));
        if outside > allowed {
            return None;
        }
    }
    Some(small.all.intersection_len(&large.all))
}

/// A name without signs, folded.
fn bare(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
