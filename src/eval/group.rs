//! How groups combine the sets of their children, one child after the other.
//!
//! `all`, `any` and `none` keep one running set. `at_least`, `at_most` and `exactly` count for every row how many
//! children are true: the counters are stored bit by bit, one set per binary digit, so that a child costs a few
//! operations per 64 rows.

use super::NodeResult;
use crate::rowset::RowSet;
use crate::rule::Group;
use std::sync::Arc;

/// Children of groups with more than this have no effects: the sets of all children would be held at once.
const MAX_EFFECTS: usize = 256;

/// The children of a group so far.
pub struct Combiner {
    group: Group,
    universe: u32,
    /// The children with their places among the nodes; empty when there are too many for effects.
    kept: Vec<(usize, Arc<RowSet>)>,
    children: usize,
    counters: Counters,
}

/// What is known about every row.
enum Counters {
    /// The rows that no child decides, and those that exactly one does: what fails for `all`, what is true for `any` and
    /// `none`.
    Decided { none: RowSet, one: RowSet },
    /// The number of true children of every row: bit `i` of the number stands in set `i`.
    Digits(Vec<RowSet>),
}

impl Combiner {
    /// A group without children, on so many rows.
    pub fn new(group: Group, universe: u32) -> Self {
        let counters = match group {
            Group::All | Group::Any | Group::None => {
                Counters::Decided { none: RowSet::full(universe), one: RowSet::empty(universe) }
            }
            _ => Counters::Digits(Vec::new()),
        };
        Self { group, universe, kept: Vec::new(), children: 0, counters }
    }

    /// Adds a child that takes part.
    pub fn add(&mut self, at: usize, set: &Arc<RowSet>) {
        self.children += 1;
        if self.children <= MAX_EFFECTS {
            self.kept.push((at, Arc::clone(set)));
        } else {
            self.kept = Vec::new();
        }
        match &mut self.counters {
            Counters::Decided { none, one } => {
                if self.group == Group::All {
                    none.change_both(one, set, |none, one, set| {
                        (none & set, one & set | none & !set)
                    });
                } else {
                    none.change_both(one, set, |none, one, set| {
                        (none & !set, one & !set | none & set)
                    });
                }
            }
            Counters::Digits(digits) => count(digits, (**set).clone()),
        }
    }

    /// The rows for which the group is true, `None` without any child. Writes each child's effect, counted among the rows
    /// below `counted`: by how much the group would have more or fewer rows without the child.
    pub fn finish(self, counted: u32, nodes: &mut [NodeResult]) -> Option<Arc<RowSet>> {
        if self.children == 0 {
            return None;
        }
        let (set, leave, join) = match (self.counters, self.group) {
            (Counters::Decided { none, one }, Group::Any) => {
                let mut set = none;
                set.complement();
                (set, one, None)
            }
            (Counters::Decided { none, one }, _) => (none, one, None),
            (Counters::Digits(digits), group) => {
                let equal = |k: u32| equal(&digits, k, self.universe);
                match group {
                    Group::AtLeast(k) => (at_least(&digits, k, self.universe), equal(k), None),
                    Group::AtMost(k) => {
                        let mut set = at_least(&digits, k.saturating_add(1), self.universe);
                        set.complement();
                        (set, equal(k.saturating_add(1)), None)
                    }
                    Group::Exactly(k) => (equal(k), equal(k), Some(equal(k.saturating_add(1)))),
                    _ => return None,
                }
            }
        };
        for (at, child) in &self.kept {
            let decided_by = |rows: &RowSet| {
                if self.group == Group::All {
                    rows.count_of(child, counted, |rows, child| rows & !child)
                } else {
                    rows.count_of(child, counted, |rows, child| rows & child)
                }
            };
            let joined = join.as_ref().map_or(0, decided_by);
            if let Some(node) = nodes.get_mut(*at) {
                node.effect = Some(decided_by(&leave).abs_diff(joined));
            }
        }
        Some(Arc::new(set))
    }
}

/// Adds one to the counter of every row of a set: exclusive or with each digit, and what both had is carried on.
pub fn count(digits: &mut Vec<RowSet>, set: RowSet) {
    let mut carry = set;
    for digit in digits.iter_mut() {
        if carry.is_empty() {
            return;
        }
        let mut both = digit.clone();
        both.and(&carry);
        digit.or(&carry);
        digit.and_not(&both);
        carry = both;
    }
    if !carry.is_empty() {
        digits.push(carry);
    }
}

/// Whether any counter can be so large.
fn has_place(digits: &[RowSet], k: u32) -> bool {
    u64::from(k) >> digits.len().min(63) == 0
}

/// The rows whose counter is `k`.
fn equal(digits: &[RowSet], k: u32, universe: u32) -> RowSet {
    if !has_place(digits, k) {
        return RowSet::empty(universe);
    }
    let mut set = RowSet::full(universe);
    for (i, digit) in digits.iter().enumerate() {
        if u64::from(k) >> i & 1 == 1 {
            set.and(digit);
        } else {
            set.and_not(digit);
        }
    }
    set
}

/// The rows whose counter is `k` or more: from the highest digit down, those that are larger already, and those that are
/// equal so far.
pub fn at_least(digits: &[RowSet], k: u32, universe: u32) -> RowSet {
    if !has_place(digits, k) {
        return RowSet::empty(universe);
    }
    let mut larger = RowSet::empty(universe);
    let mut same = RowSet::full(universe);
    for (i, digit) in digits.iter().enumerate().rev() {
        if u64::from(k) >> i & 1 == 1 {
            same.and(digit);
        } else {
            let mut more = same.clone();
            more.and(digit);
            larger.or(&more);
            same.and_not(digit);
        }
    }
    larger.or(&same);
    larger
}

#[cfg(test)]
mod tests {
    use super::super::Counted;
    use super::*;
    use proptest::prelude::*;

    fn combined(group: Group, children: &[Vec<bool>], rows: usize) -> (RowSet, Vec<Option<u32>>) {
        let mut nodes: Vec<NodeResult> =
            children.iter().map(|_| NodeResult::new("", Counted::Contacts)).collect();
        let mut combiner = Combiner::new(group, rows as u32);
        for (at, child) in children.iter().enumerate() {
            combiner.add(at, &Arc::new(RowSet::from_values(child, |v| v)));
        }
        let set = combiner.finish(rows as u32, &mut nodes).unwrap();
        ((*set).clone(), nodes.into_iter().map(|n| n.effect).collect())
    }

    proptest! {
        #[test]
        fn counting_digits_agrees_with_counting_rows(rows in 1usize..90, seed in prop::collection::vec(any::<u128>(), 1..20), k in 0u32..22) {
            let children: Vec<Vec<bool>> =
                seed.iter().map(|bits| (0..rows).map(|row| bits >> row & 1 == 1).collect()).collect();
            let number = |row: usize| children.iter().filter(|c| c[row]).count() as u32;
            let passes = |group: Group, n: u32, of: usize| match group {
                Group::All => n as usize == of,
                Group::Any => n > 0,
                Group::None => n == 0,
                Group::AtLeast(k) => n >= k,
                Group::AtMost(k) => n <= k,
                Group::Exactly(k) => n == k,
            };
            for group in [Group::All, Group::Any, Group::None, Group::AtLeast(k), Group::AtMost(k), Group::Exactly(k)] {
                let (set, effects) = combined(group, &children, rows);
                let expected = RowSet::from_fn(rows as u32, |row| passes(group, number(row as usize), children.len()));
                prop_assert_eq!(&set, &expected, "{:?}", group);
                for (child, effect) in children.iter().zip(effects) {
                    let without = (0..rows)
                        .filter(|&row| passes(group, number(row) - u32::from(child[row]), children.len() - 1))
                        .count() as u32;
                    prop_assert_eq!(effect, Some(without.abs_diff(set.len())));
                }
            }
        }
    }

    #[test]
    fn a_group_of_many_children_has_no_effects() {
        let children = vec![vec![true, false]; MAX_EFFECTS + 1];
        let (set, effects) = combined(Group::AtLeast(257), &children, 2);
        assert_eq!(set.len(), 1);
        assert!(effects.iter().all(Option::is_none));
    }
}
