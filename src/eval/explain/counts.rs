//! How many of several sets hold each row, in binary digits.

use crate::rowset::RowSet;

/// For each row the number of sets that hold it: one set for each binary digit.
pub struct Counts {
    /// Lowest digit first.
    digits: Vec<RowSet>,
    universe: u32,
}

impl Counts {
    /// Zero for every row.
    pub fn new(universe: u32) -> Self {
        Self { digits: Vec::new(), universe }
    }

    /// One more for the rows of a set. Costs one pass for each digit.
    pub fn add(&mut self, set: &RowSet) {
        let mut carry = set.clone();
        for digit in &mut self.digits {
            let mut next = digit.clone();
            next.and(&carry);
            digit.or(&carry);
            digit.and_not(&next);
            carry = next;
        }
        if carry.iter().next().is_some() {
            self.digits.push(carry);
        }
    }

    /// The rows whose number lies between the bounds, both inside.
    pub fn between(&self, low: i64, high: i64) -> RowSet {
        let mut rows = self.at_least(low);
        rows.and_not(&self.at_least(high.saturating_add(1)));
        rows
    }

    fn at_least(&self, least: i64) -> RowSet {
        let mut equal = RowSet::full(self.universe);
        if least <= 0 {
            return equal;
        }
        let mut more = RowSet::empty(self.universe);
        if least >> self.digits.len().min(62) > 0 {
            return more;
        }
        for (at, digit) in self.digits.iter().enumerate().rev() {
            if least >> at & 1 == 1 {
                equal.and(digit);
            } else {
                let mut here = equal.clone();
                here.and(digit);
                more.or(&here);
                equal.and_not(digit);
            }
        }
        more.or(&equal);
        more
    }
}

/// `yes` for the rows of a set, `no` for the others.
pub fn choose(set: &RowSet, yes: &RowSet, no: &RowSet) -> RowSet {
    let mut chosen = no.clone();
    chosen.and_not(set);
    let mut inside = yes.clone();
    inside.and(set);
    chosen.or(&inside);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_are_those_of_counting(sets in prop::collection::vec(prop::collection::vec(any::<bool>(), 70), 0..9), low in -2i64..12, high in -2i64..12) {
            let universe = 70;
            let mut counts = Counts::new(universe);
            for set in &sets {
                counts.add(&RowSet::from_fn(universe, |row| set[row as usize]));
            }
            let expected = RowSet::from_fn(universe, |row| {
                let n = sets.iter().filter(|s| s[row as usize]).count() as i64;
                low <= n && n <= high
            });
            prop_assert_eq!(counts.between(low, high), expected);
        }
    }
}
