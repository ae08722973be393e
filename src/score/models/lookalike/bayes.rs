//! Bernoulli naive Bayes: one pass over the members of each tag.
//!
//! `w = ln((seeds with + 1)/(seeds + 2)) − ln((others with + 1)/(others + 2))` for a tag that is there, the same with
//! the complements for one that is not. A score is the sum over all tags. Tags that everybody or nobody carries move
//! all scores alike.

use super::{Features, enough};
use crate::score::models::Refusal;
use serde::Serialize;

/// What one tag says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TagOdds {
    /// Seeds that carry it.
    pub seeds: u32,
    /// Others that carry it.
    pub others: u32,
    /// Log odds when it is there.
    pub present: f64,
    /// Log odds when it is not.
    pub absent: f64,
}

/// Log odds of all tags.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Odds {
    /// Seeds in all.
    pub seeds: u32,
    /// Others in all.
    pub others: u32,
    /// By tag.
    pub tags: Vec<TagOdds>,
}

impl Odds {
    /// From counts by tag: seeds and others that carry it. Counts above the totals count as those.
    pub fn of_counts(seeds: u32, others: u32, counts: &[(u32, u32)]) -> Self {
        let tags = counts.iter().map(|(s, o)| {
            let (s, o) = ((*s).min(seeds), (*o).min(others));
            let share =
                |part: u32, all: u32| libm::log((f64::from(part) + 1.0) / (f64::from(all) + 2.0));
            TagOdds {
                seeds: s,
                others: o,
                present: share(s, seeds) - share(o, others),
                absent: share(seeds - s, seeds) - share(others - o, others),
            }
        });
        Self { seeds, others, tags: tags.collect() }
    }

    /// Whether everybody or nobody carries the tag, so that it tells nothing.
    pub fn is_constant(&self, tag: usize) -> bool {
        self.tags.get(tag).is_none_or(|t| {
            let all = u64::from(t.seeds) + u64::from(t.others);
            all == 0 || all == u64::from(self.seeds) + u64::from(self.others)
        })
    }

    /// The score of who carries none of the tags.
    pub fn base(&self) -> f64 {
        self.tags.iter().map(|t| t.absent).sum()
    }

    /// What carrying a tag adds to [`Odds::base`].
    pub fn step(&self, tag: usize) -> f64 {
        self.tags.get(tag).map_or(0.0, |t| t.present - t.absent)
    }

    /// The scores of all rows.
    pub fn scores(&self, features: &Features) -> Vec<f64> {
        let base = self.base();
        let steps: Vec<f64> = (0..features.width()).map(|tag| self.step(tag)).collect();
        (0..features.rows())
            .map(|row| features.row(row).fold(base, |sum, (tag, _)| sum + steps[tag]))
            .collect()
    }

    /// The tags of a row that speak most for it, at most `most`: those that differ, by falling step above 0.
    pub fn reasons(&self, tags: impl Iterator<Item = usize>, most: usize) -> Vec<usize> {
        let mut own: Vec<usize> =
            tags.filter(|tag| !self.is_constant(*tag) && self.step(*tag) > 0.0).collect();
        own.sort_unstable_by(|a, b| self.step(*b).total_cmp(&self.step(*a)).then(a.cmp(b)));
        own.truncate(most);
        own
    }
}

/// Learns from rows of which some are seeds.
///
/// # Errors
/// Fewer than 20 seeds, nobody else, or no tag that differs between rows.
pub fn learn(features: &Features, is_seed: &[bool]) -> Result<Odds, Refusal> {
    enough(is_seed)?;
    let odds = counted(features, is_seed, |_| true);
    if (0..odds.tags.len()).all(|tag| odds.is_constant(tag)) {
        return Err(Refusal::Empty);
    }
    Ok(odds)
}

/// Counts over the rows that are in.
pub(super) fn counted(
    features: &Features,
    is_seed: &[bool],
    inside: impl Fn(usize) -> bool,
) -> Odds {
    let mut counts = vec![(0, 0); features.width()];
    let (mut seeds, mut others) = (0, 0);
    for row in (0..features.rows().min(is_seed.len())).filter(|row| inside(*row)) {
        if is_seed[row] {
            seeds += 1;
            features.row(row).for_each(|(tag, _)| counts[tag].0 += 1);
        } else {
            others += 1;
            features.row(row).for_each(|(tag, _)| counts[tag].1 += 1);
        }
    }
    Odds::of_counts(seeds, others, &counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_of_seeds_speaks_for_and_its_absence_against() {
        let rows: Vec<Vec<u32>> =
            (0..100).map(|i| if i < 30 { vec![0, 2] } else { vec![1, 2] }).collect();
        let features = Features::of_tags(4, &rows);
        let is_seed: Vec<bool> = (0..100).map(|i| i < 25).collect();
        let odds = learn(&features, &is_seed).unwrap();
        assert!(odds.tags[0].present > 0.0 && odds.tags[0].absent < 0.0);
        assert!(
            !odds.is_constant(0)
                && odds.is_constant(2)
                && odds.is_constant(3)
                && odds.is_constant(9)
        );
        let scores = odds.scores(&features);
        assert!((scores[25] - scores[0]).abs() < 1e-12 && scores[0] > scores[30]);
        assert_eq!(odds.reasons([0, 1, 2].into_iter(), 3), [0]);
    }

    #[test]
    fn tags_that_tell_nothing_are_refused() {
        let features = Features::of_tags(1, vec![[0]; 50]);
        let is_seed: Vec<bool> = (0..50).map(|i| i < 25).collect();
        assert_eq!(learn(&features, &is_seed), Err(Refusal::Empty));
    }
}
