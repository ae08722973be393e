//! What is met on the way through a definition, and how groups combine the sets of their children.

use super::{Counted, NodeResult};
use crate::error::Error;
use crate::rowset::RowSet;
use crate::rule::Group;
use std::sync::Arc;

/// Sizes of groups with more children than this have no effects: the sets of all children would be held at once.
const MAX_EFFECTS: usize = 256;

/// The nodes and errors met so far.
pub struct Walk {
    /// Parents before children.
    pub nodes: Vec<NodeResult>,
    /// In the order in which they were met.
    pub errors: Vec<Error>,
    /// Whether segments refer to each other in a circle: no reference is followed then.
    pub in_circle: bool,
}

impl Walk {
    /// Notes a node before what is below it; returns its place.
    pub fn start(&mut self, path: &str, counted: Counted) -> usize {
        let path = path.to_owned();
        let (size, effect, missing, window) = (None, None, None, None);
        self.nodes.push(NodeResult {
            path,
            counted,
            size,
            effect,
            missing,
            window,
            takes_part: true,
        });
        self.nodes.len() - 1
    }

    /// How much there is now, for [`Walk::settle`].
    pub fn mark(&self) -> (usize, usize) {
        (self.nodes.len(), self.errors.len())
    }

    /// A muted node keeps its size, but neither it nor what is below takes part, and its errors are nobody's.
    pub fn settle(
        &mut self,
        mark: (usize, usize),
        muted: bool,
        set: Option<Arc<RowSet>>,
    ) -> Option<Arc<RowSet>> {
        let (nodes, errors) = mark;
        if muted {
            self.nodes[nodes..].iter_mut().for_each(|n| n.takes_part = false);
            self.errors.truncate(errors);
            return None;
        }
        if set.is_none() {
            self.nodes[nodes].takes_part = false;
        }
        set
    }
}

/// Everybody else.
pub fn complement(set: &RowSet) -> Arc<RowSet> {
    let mut set = set.clone();
    set.complement();
    Arc::new(set)
}

/// Combines the sets of children that take part, and writes each child's effect, counted among the rows below `counted`.
/// `None` without any such child.
pub fn combine(
    group: Group,
    sets: &[(usize, Arc<RowSet>)],
    counted: u32,
    walk: &mut Walk,
) -> Option<Arc<RowSet>> {
    let universe = sets.first()?.1.universe();
    // rows decided by no child so far, and by exactly one child: what fails for `all`, what matches for `any` and `none`
    let mut none = RowSet::full(universe);
    let mut one = RowSet::empty(universe);
    let mut deciding = RowSet::empty(universe);
    for (_, set) in sets {
        deciding.clone_from(set);
        if group == Group::All {
            deciding.complement();
        }
        one.and_not(&deciding);
        let mut first = none.clone();
        first.and(&deciding);
        one.or(&first);
        none.and_not(&deciding);
    }
    if sets.len() <= MAX_EFFECTS {
        for (at, set) in sets {
            deciding.clone_from(&one);
            if group == Group::All {
                deciding.and_not(set);
            } else {
                deciding.and(set);
            }
            walk.nodes[*at].effect = Some(deciding.count_range(0, counted));
        }
    }
    if group == Group::Any {
        none.complement();
    }
    Some(Arc::new(none))
}
