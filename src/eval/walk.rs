//! What is met on the way through a definition.

use super::plan::NodeSteps;
use super::{Answer, Counted, NodeResult};
use crate::error::Error;
use crate::rowset::RowSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The nodes and errors met so far.
pub struct Walk {
    /// Parents before children.
    pub nodes: Vec<NodeResult>,
    /// In the order in which they were met.
    pub errors: Vec<Error>,
    /// Whether segments refer to each other in a circle: no reference is followed then.
    pub in_circle: bool,
    /// Whether somebody sees the nodes: otherwise muted ones are not looked at.
    pub shown: bool,
    /// The sets of the named conditions that are evaluated so far; `None` for one that takes no part.
    pub conditions: BTreeMap<String, Option<Arc<RowSet>>>,
    /// How conditions were answered, by the place of their nodes, when somebody asks.
    pub answers: Option<Vec<(usize, NodeSteps)>>,
}

impl Walk {
    /// A walk that has met nothing but errors.
    pub fn new(errors: Vec<Error>, in_circle: bool, shown: bool) -> Self {
        let (nodes, conditions) = (Vec::new(), BTreeMap::new());
        Self { nodes, errors, in_circle, shown, conditions, answers: None }
    }

    /// Writes beside a node what is shown beside its set, and gives the set.
    pub fn note(&mut self, at: usize, answer: Answer) -> Arc<RowSet> {
        let Some(node) = self.nodes.get_mut(at) else { return answer.set };
        answer.note(node);
        if let Some(answers) = &mut self.answers {
            answers.push((at, NodeSteps { steps: answer.steps, cached: answer.cached }));
        }
        answer.set
    }

    /// Notes a node before what is below it; returns its place.
    pub fn start(&mut self, path: &str, counted: Counted) -> usize {
        self.nodes.push(NodeResult::new(path, counted));
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
