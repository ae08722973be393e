//! Histories with equal ones folded into weights, in the shape that the likelihood reads.

use super::{History, Kind};

/// A distinct history that may have dropped out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Place in [`Grouped::repeats`].
    pub repeats: u32,
    /// Place of the age in [`Grouped::times`].
    pub age: u32,
    /// Place of the recency in [`Grouped::times`].
    pub recency: u32,
    /// How many customers share it.
    pub weight: f64,
}

/// Histories of customers, folded.
#[derive(Debug, Clone)]
pub struct Grouped {
    pub(super) kind: Kind,
    /// Distinct numbers of repeats with their customers, upwards.
    pub(super) repeats: Vec<(f64, f64)>,
    /// Distinct ages and recencies, upwards.
    pub(super) times: Vec<f64>,
    /// Customers of each age in `times`, and the sum of their repeats.
    pub(super) ages: Vec<(f64, f64)>,
    pub(super) rows: Vec<Row>,
    customers: u32,
    ignored: u32,
}

impl Grouped {
    /// Folds histories for one model. Endless times are left out and counted, impossible ones are clamped.
    pub fn new(kind: Kind, histories: &[History]) -> Self {
        Self::every(kind, histories, 1)
    }

    /// Folds the 1st, the (1+`step`)th … history.
    pub(super) fn every(kind: Kind, histories: &[History], step: usize) -> Self {
        let all = || histories.iter().step_by(step.max(1)).filter_map(|h| h.sound());
        let times = Times::of(all());
        let counts = Counts::of(all());
        let mut ages = vec![(0.0, 0.0); times.values.len()];
        let mut keys: Vec<[u32; 3]> = Vec::new();
        let mut once = vec![0.0; if kind == Kind::MbgNbd { times.values.len() } else { 0 }];
        let mut customers = 0;
        for h in all() {
            customers += 1;
            let age = times.place(h.age);
            ages[age as usize].0 += 1.0;
            ages[age as usize].1 += f64::from(h.repeats);
            if h.repeats > 0 {
                keys.push([counts.place(h.repeats), age, times.place(h.recency)]);
            } else if let Some(n) = once.get_mut(age as usize) {
                *n += 1.0;
            }
        }
        let asked = histories.iter().step_by(step.max(1)).count() as u32;
        let origin = times.place(0.0);
        let mut rows: Vec<Row> = Vec::new();
        for (age, weight) in once.into_iter().enumerate().filter(|(_, n)| *n > 0.0) {
            rows.push(Row { repeats: 0, age: age as u32, recency: origin, weight });
        }
        fold(keys, &mut rows);
        Self {
            kind,
            repeats: counts.values,
            times: times.values,
            ages,
            rows,
            customers,
            ignored: asked - customers,
        }
    }

    /// Customers that count.
    pub fn customers(&self) -> u32 {
        self.customers
    }

    /// Customers left out because their times are no numbers.
    pub fn ignored(&self) -> u32 {
        self.ignored
    }

    /// Distinct histories that a pass goes over.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no history needs a pass of its own.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Sorts keys and makes one row of equal ones.
fn fold(mut keys: Vec<[u32; 3]>, rows: &mut Vec<Row>) {
    // a key of 64 bits sorts twice as fast
    let narrow = keys.iter().all(|k| k[0] < 1 << 22 && k[1] < 1 << 21 && k[2] < 1 << 21);
    if narrow {
        let pack =
            |k: &[u32; 3]| (u64::from(k[0]) << 42) | (u64::from(k[1]) << 21) | u64::from(k[2]);
        let mut packed: Vec<u64> = keys.iter().map(pack).collect();
        packed.sort_unstable();
        for (key, packed) in keys.iter_mut().zip(packed) {
            let low = (1 << 21) - 1;
            *key = [(packed >> 42) as u32, (packed >> 21) as u32 & low, packed as u32 & low];
        }
    } else {
        keys.sort_unstable();
    }
    for same in keys.chunk_by(|a, b| a == b) {
        let [repeats, age, recency] = same[0];
        rows.push(Row { repeats, age, recency, weight: same.len() as f64 });
    }
}

/// Whole numbers up to this are found by a table.
const TABLE: usize = 1 << 16;

/// Distinct times, upwards, and where each is.
struct Times {
    values: Vec<f64>,
    table: Vec<u32>,
}

impl Times {
    fn of(histories: impl Iterator<Item = History>) -> Self {
        let mut seen = vec![u32::MAX; TABLE];
        seen[0] = 0;
        let mut others = Vec::new();
        for h in histories {
            for time in [h.age, h.recency] {
                match whole(time) {
                    Some(at) => seen[at] = 0,
                    None => others.push(time),
                }
            }
        }
        others.sort_unstable_by(f64::total_cmp);
        others.dedup();
        if others.is_empty() {
            let mut values = Vec::new();
            for (at, place) in seen.iter_mut().enumerate().filter(|(_, place)| **place == 0) {
                *place = values.len() as u32;
                values.push(at as f64);
            }
            return Self { values, table: seen };
        }
        others.extend((0..TABLE).filter(|at| seen[*at] == 0).map(|at| at as f64));
        others.sort_unstable_by(f64::total_cmp);
        Self { values: others, table: Vec::new() }
    }

    fn place(&self, time: f64) -> u32 {
        if let (Some(at), false) = (whole(time), self.table.is_empty()) {
            return self.table[at];
        }
        self.values.partition_point(|v| *v < time) as u32
    }
}

fn whole(time: f64) -> Option<usize> {
    let at = time as usize;
    (at < TABLE && (at as f64).to_bits() == time.to_bits()).then_some(at)
}

/// Distinct numbers of repeats, upwards, with their customers; 0 is always the first.
struct Counts {
    values: Vec<(f64, f64)>,
}

impl Counts {
    fn of(histories: impl Iterator<Item = History>) -> Self {
        let mut small = vec![0.0; 1024];
        let mut large = Vec::new();
        for h in histories {
            match small.get_mut(h.repeats as usize) {
                Some(n) => *n += 1.0,
                None => large.push(h.repeats),
            }
        }
        large.sort_unstable();
        let few = small.into_iter().enumerate().filter(|(x, n)| *x == 0 || *n > 0.0);
        let mut values: Vec<(f64, f64)> = few.map(|(x, n)| (x as f64, n)).collect();
        let many = large.chunk_by(|a, b| a == b);
        values.extend(many.map(|same| (f64::from(same[0]), same.len() as f64)));
        Self { values }
    }

    fn place(&self, repeats: u32) -> u32 {
        self.values.partition_point(|(x, _)| *x < f64::from(repeats)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_histories_are_one_row_and_nobody_is_lost() {
        let h = |repeats, recency, age| History { repeats, recency, age };
        let list =
            [h(2, 3.5, 9.0), h(0, 0.0, 9.0), h(2, 3.5, 9.0), h(0, 7.0, 9.0), h(1, 12.0, 9.0)];
        let bg = Grouped::new(Kind::BgNbd, &list);
        assert_eq!((bg.len(), bg.customers()), (2, 5));
        let mbg = Grouped::new(Kind::MbgNbd, &list);
        assert_eq!(mbg.len(), 3);
        let weight: f64 = mbg.rows.iter().map(|r| r.weight).sum();
        assert!((weight - 5.0).abs() < 1e-12);
        let clamped = &bg.rows[0];
        assert_eq!(clamped.age, clamped.recency);
    }

    #[test]
    fn endless_times_are_left_out_and_counted() {
        let list = [History { repeats: 1, recency: f64::NAN, age: 3.0 }, History::default()];
        let grouped = Grouped::new(Kind::MbgNbd, &list);
        assert_eq!((grouped.customers(), grouped.ignored()), (1, 1));
        assert!(Grouped::new(Kind::BgNbd, &[]).is_empty());
    }

    #[test]
    fn many_repeats_and_long_times_find_their_places() {
        let list: Vec<History> = (0..3000)
            .map(|i| History { repeats: i, recency: f64::from(i) * 100.0, age: 1e7 + f64::from(i) })
            .collect();
        let grouped = Grouped::new(Kind::BgNbd, &list);
        assert_eq!(grouped.len(), 2999);
        for row in &grouped.rows {
            let x = grouped.repeats[row.repeats as usize].0;
            assert!((grouped.times[row.recency as usize] - x * 100.0).abs() < 1e-9);
            assert!((grouped.times[row.age as usize] - 1e7 - x).abs() < 1e-9);
        }
    }
}
