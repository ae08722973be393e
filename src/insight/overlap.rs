//! How many members segments have in common.

use crate::rowset::RowSet;
use std::borrow::Borrow;

/// Words of each set that are compared before the next ones are fetched: some sets of them stay in the nearest cache.
const BLOCK: usize = 256;

/// The sizes of all intersections of two sets, as rows of a symmetric table; on its diagonal stand the sizes themselves.
pub fn overlap<S: Borrow<RowSet>>(sets: &[S]) -> Vec<Vec<u32>> {
    let sets: Vec<&[u64]> = sets.iter().map(|set| set.borrow().words()).collect();
    let mut table = vec![vec![0u32; sets.len()]; sets.len()];
    let words = sets.iter().map(|set| set.len()).max().unwrap_or(0);
    for from in (0..words).step_by(BLOCK) {
        for (i, a) in sets.iter().enumerate() {
            for (j, b) in sets.iter().enumerate().skip(i) {
                let pairs = block(a, from).iter().zip(block(b, from));
                let common: u32 = pairs.map(|(a, b)| (a & b).count_ones()).sum();
                if let Some(cell) = table.get_mut(i).and_then(|row| row.get_mut(j)) {
                    *cell += common;
                }
            }
        }
    }
    mirrored(&table)
}

fn block(words: &[u64], from: usize) -> &[u64] {
    let rest = words.get(from..).unwrap_or(&[]);
    rest.get(..BLOCK).unwrap_or(rest)
}

/// The table with what stands above its diagonal below it too.
fn mirrored(table: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let cell = |i: usize, j: usize| table.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
    let n = table.len();
    (0..n).map(|i| (0..n).map(|j| cell(i.min(j), i.max(j))).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_cell_is_the_size_of_an_intersection(n in 0u32..40_000, step in prop::collection::vec(1u32..40, 0..5)) {
            let sets: Vec<RowSet> = step.iter().map(|step| RowSet::from_fn(n, |row| row % step == 0)).collect();
            let table = overlap(&sets);
            for (i, a) in sets.iter().enumerate() {
                for (j, b) in sets.iter().enumerate() {
                    prop_assert_eq!(table[i][j], a.intersection_len(b));
                }
            }
        }
    }
}
