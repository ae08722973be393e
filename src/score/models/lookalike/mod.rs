//! Who is like a seed audience.
//!
//! The seeds are told from everybody else by what they carry: [`bayes`] adds up log odds of tags, [`logistic`] weighs
//! them against each other, [`choose`] compares both on seeds they have not seen. A score ranks; it is no probability,
//! because among the others are people who would be seeds if they were known.

pub mod bayes;
mod choose;
pub mod logistic;

pub use choose::{Choice, MOST_COMPARED, Method, choose, cross_validated};

use super::Refusal;

/// Rows of features, compressed: features of row `i` stand at `offsets[i]..offsets[i+1]`, upwards and once each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Features {
    offsets: Vec<u32>,
    columns: Vec<u32>,
    /// Empty when all values are 1.
    values: Vec<f64>,
    width: u32,
}

impl Features {
    /// Rows of tags that are there; a tag of `width` or more, and a second mention, is dropped.
    pub fn of_tags<R: AsRef<[u32]>>(width: u32, rows: impl IntoIterator<Item = R>) -> Self {
        let mut made = Self { offsets: vec![0], width, ..Self::default() };
        let mut own = Vec::new();
        for row in rows {
            own.clear();
            own.extend(row.as_ref().iter().copied().filter(|tag| *tag < width));
            own.sort_unstable();
            own.dedup();
            made.columns.extend_from_slice(&own);
            made.offsets.push(made.columns.len() as u32);
        }
        made
    }

    /// Tags by their rows, each upwards; rows of `rows` or more are dropped.
    pub fn of_members<R: AsRef<[u32]>>(rows: usize, tags: &[R]) -> Self {
        let mut offsets = vec![0_u32; rows + 1];
        let members = || {
            let each = tags.iter().enumerate();
            each.flat_map(|(tag, of)| {
                of.as_ref().iter().map(move |row| (tag as u32, *row as usize))
            })
            .filter(|(_, row)| *row < rows)
        };
        for (_, row) in members() {
            offsets[row + 1] += 1;
        }
        for row in 0..rows {
            offsets[row + 1] += offsets[row];
        }
        let mut next = offsets.clone();
        let mut columns = vec![0; offsets[rows] as usize];
        for (tag, row) in members() {
            columns[next[row] as usize] = tag;
            next[row] += 1;
        }
        Self { offsets, columns, values: Vec::new(), width: tags.len() as u32 }
    }

    /// Rows of numbers, `width` each; a number that is not finite counts as 0.
    pub fn of_numbers(width: u32, numbers: &[f64]) -> Self {
        let mut made = Self { offsets: vec![0], width, ..Self::default() };
        for row in numbers.chunks_exact(width.max(1) as usize) {
            for (column, value) in row.iter().enumerate() {
                made.columns.push(column as u32);
                made.values.push(if value.is_finite() { *value } else { 0.0 });
            }
            made.offsets.push(made.columns.len() as u32);
        }
        made
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Features.
    pub fn width(&self) -> usize {
        self.width as usize
    }

    /// The features of a row with their values; nothing for a row that is not there.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        let bounds =
            self.offsets.get(row..row + 2).map_or((0, 0), |b| (b[0] as usize, b[1] as usize));
        (bounds.0..bounds.1)
            .map(|at| (self.columns[at] as usize, self.values.get(at).copied().unwrap_or(1.0)))
    }
}

/// Seeds that it takes.
pub const LEAST_SEEDS: u32 = 20;

/// Seeds from which the weighed model is worth a comparison.
pub const PRECISE_SEEDS: u32 = 200;

/// Whether seeds can be told from others: enough of them, and somebody else.
pub fn enough(is_seed: &[bool]) -> Result<(), Refusal> {
    let have = is_seed.iter().filter(|seed| **seed).count();
    if (have as u32) < LEAST_SEEDS {
        return Err(Refusal::TooFewSeeds { have: have as u32, need: LEAST_SEEDS });
    }
    if have == is_seed.len() {
        return Err(Refusal::NobodyElse);
    }
    Ok(())
}

/// The score that a share of the seeds stays below, 0.2 for the usual cut: quantile of type 7; `None` without seeds.
pub fn seed_cut(scores: &[f64], is_seed: &[bool], share: f64) -> Option<f64> {
    let of_seeds = scores.iter().zip(is_seed).filter(|(_, seed)| **seed);
    let mut own: Vec<f64> = of_seeds.map(|(score, _)| *score).collect();
    own.sort_unstable_by(f64::total_cmp);
    let place = share.clamp(0.0, 1.0) * (own.len().checked_sub(1)? as f64);
    let low = *own.get(place as usize)?;
    let high = own.get(place as usize + 1).copied().unwrap_or(low);
    Some(low + (place - f64::floor(place)) * (high - low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_by_rows_and_by_tags_are_the_same() {
        let by_rows = Features::of_tags(3, [&[2, 0, 2][..], &[], &[1, 9]]);
        let by_tags = Features::of_members(3, &[&[0][..], &[2], &[0, 7]]);
        assert_eq!(by_rows, by_tags);
        assert_eq!(by_rows.row(0).collect::<Vec<_>>(), [(0, 1.0), (2, 1.0)]);
        assert_eq!(by_rows.row(5).count(), 0);
    }

    #[test]
    fn few_seeds_and_everybody_are_refused() {
        let mut seeds = vec![true; 19];
        assert_eq!(enough(&seeds), Err(Refusal::TooFewSeeds { have: 19, need: 20 }));
        seeds.push(true);
        assert_eq!(enough(&seeds), Err(Refusal::NobodyElse));
        seeds.push(false);
        assert_eq!(enough(&seeds), Ok(()));
    }

    #[test]
    fn the_cut_is_a_quantile_of_the_seeds_alone() {
        let scores = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 100.0];
        let seeds = [true, true, true, true, true, true, false];
        assert_eq!(seed_cut(&scores, &seeds, 0.2), Some(2.0));
        assert_eq!(seed_cut(&scores, &seeds, 0.5), Some(3.5));
        assert_eq!(seed_cut(&scores, &[false; 7], 0.2), None);
    }
}
