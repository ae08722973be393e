//! Who would be in the segment if one node came out differently.

use super::counts::{Counts, choose};
use crate::rowset::RowSet;
use crate::rule::Group;
use std::sync::Arc;

/// The members, before a limit, if a node were true for everybody, false for everybody, or not there.
#[derive(Clone)]
pub struct WhatIf {
    /// If it were true.
    pub if_true: Arc<RowSet>,
    /// If it were false.
    pub if_false: Arc<RowSet>,
    /// If it were muted.
    pub if_absent: Arc<RowSet>,
}

impl WhatIf {
    /// The same for the only child of a `not`.
    pub fn negated(&self) -> Self {
        Self {
            if_true: Arc::clone(&self.if_false),
            if_false: Arc::clone(&self.if_true),
            if_absent: Arc::clone(&self.if_absent),
        }
    }

    /// The members if the node had this set.
    pub fn if_set(&self, set: &RowSet) -> RowSet {
        choose(set, &self.if_true, &self.if_false)
    }

    /// Contacts that are no members and would be if the node alone came out the other way for them.
    pub fn near_misses(&self, members: &RowSet) -> RowSet {
        let mut near = (*self.if_true).clone();
        near.or(&self.if_false);
        near.and_not(members);
        near
    }
}

/// The bounds of how many children of a group are true when it is, of so many that take part.
fn bounds(group: Group, children: i64) -> (i64, i64) {
    const OPEN: i64 = 1 << 40;
    match group {
        Group::All => (children, children),
        Group::Any => (1, OPEN),
        Group::None => (0, 0),
        Group::AtLeast(k) => (i64::from(k), OPEN),
        Group::AtMost(k) => (0, i64::from(k)),
        Group::Exactly(k) => (i64::from(k), i64::from(k)),
    }
}

/// A group that takes part, with what hangs on each of its children.
pub struct Siblings {
    counts: Counts,
    group: Group,
    children: i64,
}

impl Siblings {
    /// Of the sets of the children that take part.
    pub fn new<'a>(
        group: Group,
        universe: u32,
        sets: impl Iterator<Item = &'a Arc<RowSet>>,
    ) -> Self {
        let mut counts = Counts::new(universe);
        let mut children = 0;
        for set in sets {
            counts.add(set);
            children += 1;
        }
        Self { counts, group, children }
    }

    /// The group's set if a child with this set added this much to the number of true children instead, with bounds for
    /// so many children.
    fn group_if(&self, child: &RowSet, adds: i64, children: i64) -> RowSet {
        let (low, high) = bounds(self.group, children);
        let was_true = self.counts.between(low + 1 - adds, high + 1 - adds);
        let was_false = self.counts.between(low - adds, high - adds);
        choose(child, &was_true, &was_false)
    }

    /// What hangs on a child with this set, given what hangs on the group.
    pub fn child(&self, set: &RowSet, group: &WhatIf) -> WhatIf {
        let members = |inner: &RowSet| Arc::new(group.if_set(inner));
        WhatIf {
            if_true: members(&self.group_if(set, 1, self.children)),
            if_false: members(&self.group_if(set, 0, self.children)),
            if_absent: if self.children == 1 {
                Arc::clone(&group.if_absent)
            } else {
                members(&self.group_if(set, 0, self.children - 1))
            },
        }
    }
}
