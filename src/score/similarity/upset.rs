//! Exclusive counts: who is in exactly these sets and in no other, as an UpSet plot shows them.

use crate::score::Refusal;
use serde::Serialize;
use std::collections::BTreeMap;

/// Members of exactly these sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Exclusive {
    /// Indices of the sets, ascending.
    pub sets: Vec<u32>,
    /// Members of all these and of no other.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: u64,
}

/// The most sets at once.
const MOST: usize = 64;

/// Combinations that have members, the largest first; equal ones by their sets. Who is in no set is in none of them.
///
/// # Errors
/// [`Refusal::OutOfRange`] for more than 64 sets.
pub fn exclusive_counts<S>(sets: &[S]) -> Result<Vec<Exclusive>, Refusal>
where
    S: AsRef<[u32]>,
{
    if sets.len() > MOST {
        let value = sets.len() as f64;
        return Err(Refusal::OutOfRange { parameter: "sets", value, least: 0.0, most: 64.0 });
    }
    let size = sets.iter().flat_map(AsRef::as_ref).max().map_or(0, |most| *most as usize + 1);
    let mut masks = vec![0u64; size];
    for (index, set) in sets.iter().enumerate() {
        for member in set.as_ref() {
            masks[*member as usize] |= 1 << index;
        }
    }
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    for mask in masks.into_iter().filter(|mask| *mask != 0) {
        *counts.entry(mask).or_default() += 1;
    }
    let of = |mask: u64| (0..MOST as u32).filter(|bit| mask >> bit & 1 == 1).collect();
    let mut found: Vec<Exclusive> =
        counts.into_iter().map(|(mask, count)| Exclusive { sets: of(mask), count }).collect();
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.sets.cmp(&b.sets)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted_once() {
        let found = exclusive_counts(&[vec![1, 2, 3], vec![2, 3, 4, 5], vec![]]).unwrap();
        let pairs: Vec<(Vec<u32>, u64)> = found.into_iter().map(|e| (e.sets, e.count)).collect();
        assert_eq!(pairs, [(vec![0, 1], 2), (vec![1], 2), (vec![0], 1)]);
        assert!(exclusive_counts(&vec![Vec::new(); 65]).is_err());
        assert!(exclusive_counts::<Vec<u32>>(&[]).unwrap().is_empty());
    }
}
