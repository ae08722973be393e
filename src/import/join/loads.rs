//! The load number of each row of an event table: in which order rows came, whatever order they stand in now.

use std::ops::Range;
use std::sync::Arc;

/// A load number per row. Rows that stand as they came take no memory.
#[derive(Debug, Clone)]
pub enum Loads {
    /// Row `r` has the number `start + r`.
    Run(Range<u32>),
    /// One number per row.
    Each(Arc<Vec<u32>>),
}

impl Loads {
    /// The number of rows.
    pub fn len(&self) -> usize {
        match self {
            Loads::Run(numbers) => numbers.len(),
            Loads::Each(numbers) => numbers.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a row; `None` when there is no such row.
    #[inline]
    pub fn get(&self, row: u32) -> Option<u32> {
        match self {
            Loads::Run(numbers) => {
                numbers.start.checked_add(row).filter(|number| *number < numbers.end)
            }
            Loads::Each(numbers) => numbers.get(row as usize).copied(),
        }
    }

    /// All numbers, row by row.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len() as u32).filter_map(|row| self.get(row))
    }

    /// The numbers of the given rows, in their order.
    pub fn gather(&self, rows: &Arc<Vec<u32>>) -> Self {
        match self {
            // the rows are their numbers
            Loads::Run(numbers) if numbers.start == 0 => Loads::Each(rows.clone()),
            _ => rows.iter().filter_map(|row| self.get(*row)).collect(),
        }
    }

    /// Whether rows stand as they came.
    pub fn is_sorted(&self) -> bool {
        match self {
            Loads::Run(_) => true,
            Loads::Each(numbers) => numbers.is_sorted(),
        }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        match self {
            Loads::Run(_) => 0,
            Loads::Each(numbers) => numbers.capacity() * 4,
        }
    }
}

impl FromIterator<u32> for Loads {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Loads::Each(Arc::new(numbers.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_the_numbers_one_by_one() {
        for start in [0, 7] {
            let run = Loads::Run(start..start + 4);
            let each: Loads = run.iter().collect();
            let rows = Arc::new(vec![2, 0, 3]);
            for loads in [&run, &each] {
                assert_eq!((loads.len(), loads.is_sorted()), (4, true));
                assert_eq!(loads.get(3), Some(start + 3));
                assert_eq!(loads.get(4), None);
                let gathered: Vec<u32> = loads.gather(&rows).iter().collect();
                assert_eq!(gathered, [start + 2, start, start + 3]);
                assert!(!loads.gather(&rows).is_sorted());
            }
        }
    }
}
