//! The limit of an audience: those with the largest or smallest values, or some of them.

use super::frame::{ints_of, unchecked};
use super::identity::Identity;
use super::keys::Keys;
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{Limit, Order};
use crate::table::{Dataset, Ints};
use std::cmp::Ordering;

/// What decides who comes first.
enum By<'a> {
    /// A column, and whether large values come first.
    Value(&'a Ints, bool),
    /// A number of each contact.
    Number(&'a [u32]),
}

impl By<'_> {
    fn compare(&self, a: u32, b: u32) -> Ordering {
        match self {
            By::Number(numbers) => numbers[a as usize].cmp(&numbers[b as usize]),
            By::Value(ints, large_first) => match (ints.get(a), ints.get(b)) {
                (Some(a), Some(b)) if *large_first => b.cmp(&a),
                (Some(a), Some(b)) => a.cmp(&b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            },
        }
    }
}

/// The members that the limit leaves, for each group when it has groups. `numbers` are those of a random limit.
pub fn apply(limit: &Limit, members: &RowSet, numbers: &[u32], data: &Dataset) -> Result<RowSet> {
    let column = |name: &str| data.column(name).ok_or_else(|| unchecked(name));
    let by = match limit {
        Limit::Top(top) => {
            let (ints, _) = ints_of(column(&top.by)?)?;
            By::Value(ints, top.order != Some(Order::Asc))
        }
        Limit::Random(_) => By::Number(numbers),
    };
    let keys = Keys::main(data);
    // a random limit knows no row without a key before one with a key
    let has_key = |row: u32| matches!(by, By::Value(..)) || keys.get(row).is_some();
    let order = |a: &u32, b: &u32| {
        let by_key = || keys.compare(*a, *b);
        has_key(*b).cmp(&has_key(*a)).then_with(|| by.compare(*a, *b)).then_with(by_key)
    };
    let n = limit.n() as usize;
    let mut out = RowSet::empty(data.population);
    let mut keep = |rows: &mut [u32]| {
        if rows.len() > n {
            rows.select_nth_unstable_by(n, order);
        }
        rows.iter().take(n).for_each(|&row| out.insert(row));
    };
    match limit.per() {
        None => keep(&mut members.iter().collect::<Vec<u32>>()),
        Some(per) => {
            let identity = Identity::new(column(per)?);
            let mut grouped: Vec<(Option<u64>, u32)> =
                members.iter().map(|row| (identity.get(row), row)).collect();
            grouped.sort_unstable();
            for group in grouped.chunk_by(|a, b| a.0 == b.0) {
                keep(&mut group.iter().map(|(_, row)| *row).collect::<Vec<u32>>());
            }
        }
    }
    Ok(out)
}
