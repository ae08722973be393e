//! The plan of a definition: how each of its conditions was answered, beside how many it was thought to find.

use super::super::scope::zone_of;
use super::super::{Cache, Evaluator, Sizes, as_of};
use super::{Step, estimate};
use crate::rule::Document;
use std::collections::BTreeMap;

/// How one condition was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeSteps {
    /// Path in the definition.
    pub path: String,
    /// One after the other; the conditions on events inside have their own.
    pub steps: Vec<Step>,
    /// Whether the answer was known from before: the steps are those that found it.
    pub cached: bool,
}

/// How a definition was answered.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The sizes of all nodes.
    pub sizes: Sizes,
    /// Every condition that was answered, parents before children.
    pub nodes: Vec<NodeSteps>,
}

impl Evaluator<'_> {
    /// Answers a definition and says how. Nodes with errors take no part and are named among the sizes.
    pub fn plan(&mut self, document: &Document) -> Plan {
        self.planning = true;
        let mut sizes = self.size(document);
        self.planning = false;
        let nodes = sizes.answers.take().unwrap_or_default();
        Plan { sizes, nodes }
    }

    /// How many contacts, or events, each node would find, told from the members of a sample, by path; the number of
    /// contacts in the sample first.
    pub fn estimates(&mut self, document: &Document) -> (u32, BTreeMap<String, u32>) {
        let (zone, _) = zone_of(document);
        let instant = as_of(document, self.data, &zone).ok().flatten();
        let sample = self.cache.sample(|| estimate::sample(self.data));
        let mut cache = Cache::with_limit(0);
        let sizes = Evaluator::new(&sample, self.schema, self.library, &mut cache).size_as_of(
            document,
            instant,
            zone,
            Vec::new(),
            true,
        );
        let (few, all) = (sample.population, self.data.population);
        (few, estimate::scaled(document, &sizes, few, all))
    }
}
