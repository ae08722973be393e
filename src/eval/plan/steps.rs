//! The plan of a definition: how each of its conditions was answered, beside how many it was thought to find.

use super::super::scope::zone_of;
use super::super::{Cache, Evaluator, Sizes, as_of};
use super::{Step, estimate};
use crate::rule::Document;
use std::sync::Arc;

/// How one node was answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NodeSteps {
    /// One after the other; the conditions on events inside have their own. A group has none.
    pub steps: Arc<[Step]>,
    /// Whether the answer was known from before: the steps are those that found it.
    pub cached: bool,
}

/// How a definition was answered.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The sizes of all nodes.
    pub sizes: Sizes,
    /// How each of them was answered, in the same order.
    pub nodes: Vec<NodeSteps>,
}

impl Evaluator<'_> {
    /// Answers a definition and says how. Nodes with errors take no part and are named among the sizes.
    pub fn plan(&mut self, document: &Document) -> Plan {
        self.planning = true;
        let mut sizes = self.size(document);
        self.planning = false;
        let mut nodes = vec![NodeSteps::default(); sizes.nodes.len()];
        for (at, answer) in sizes.answers.take().unwrap_or_default() {
            if let Some(node) = nodes.get_mut(at) {
                *node = answer;
            }
        }
        Plan { sizes, nodes }
    }

    /// How many contacts, or events, a sample says that each node of these sizes has, in the same order, `None` where it does
    /// not know the node; with the number of contacts in the sample.
    pub fn estimates(&mut self, document: &Document, sizes: &Sizes) -> (u32, Vec<Option<u32>>) {
        let (zone, _) = zone_of(document);
        let instant = as_of(document, self.data, &zone).ok().flatten();
        let sample = self.cache.sample(|| estimate::sample(self.data));
        let mut cache = Cache::with_limit(0);
        let few = Evaluator::new(&sample, self.schema, self.library, &mut cache).size_as_of(
            document,
            instant,
            zone,
            Vec::new(),
            true,
        );
        let estimates = estimate::scaled(document, &few, sample.population, self.data.population);
        let known = |(at, node)| {
            let (path, estimate): &(&str, Option<u32>) = estimates.get(at)?;
            estimate.filter(|_| *path == node)
        };
        let paths = sizes.nodes.iter().map(|node| node.path.as_str());
        (sample.population, paths.enumerate().map(known).collect())
    }
}
