//! One level of the hierarchy: nodes that stand for sets of contacts.

use crate::graph::Graph;

/// A weighted graph with the strength of its nodes.
#[derive(Debug, Clone)]
pub struct Level {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    /// Twice the weight within each node.
    inner: Vec<f64>,
    /// Strength of each node, what lies within it included.
    pub strengths: Vec<f64>,
    /// The sum of all strengths.
    pub total: f64,
}

impl Level {
    /// The nodes of an undirected graph.
    pub fn of(graph: &Graph) -> Self {
        let inner: Vec<f64> = graph.loops.iter().map(|w| 2.0 * w).collect();
        Self::new(graph.offsets.clone(), graph.targets.clone(), graph.weights.clone(), inner)
    }

    fn new(offsets: Vec<u32>, targets: Vec<u32>, weights: Vec<f64>, inner: Vec<f64>) -> Self {
        let strength = |node: usize| {
            let span = offsets[node] as usize..offsets[node + 1] as usize;
            inner[node] + weights[span].iter().sum::<f64>()
        };
        let strengths: Vec<f64> = (0..inner.len()).map(strength).collect();
        let total = strengths.iter().sum();
        Self { offsets, targets, weights, inner, strengths, total }
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.inner.len()
    }

    /// Neighbours of a node, itself never.
    pub fn edges(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let span = self.offsets[node] as usize..self.offsets[node + 1] as usize;
        let pairs = self.targets[span.clone()].iter().zip(&self.weights[span]);
        pairs.map(|(to, weight)| (*to as usize, *weight))
    }

    /// Modularity of labels, each below the number of nodes twice over.
    pub fn modularity(&self, labels: &[u32], resolution: f64) -> f64 {
        let count = labels.iter().max().map_or(0, |most| *most as usize + 1);
        let mut strengths = vec![0.0; count];
        let mut within = 0.0;
        for (node, label) in labels.iter().enumerate() {
            strengths[*label as usize] += self.strengths[node];
            let own = self.edges(node).filter(|(to, _)| labels[*to] == *label);
            within += self.inner[node] + own.map(|(_, w)| w).sum::<f64>();
        }
        let chance = strengths.iter().map(|k| (k / self.total) * (k / self.total)).sum::<f64>();
        within / self.total - resolution * chance
    }

    /// The level whose nodes are the communities of this one; labels are dense, below `count`.
    pub fn folded(&self, labels: &[u32], count: usize) -> Self {
        let (starts, members) = members(labels, count);
        let mut inner = vec![0.0; count];
        let mut offsets = vec![0];
        let (mut targets, mut weights) = (Vec::new(), Vec::new());
        let mut sums = vec![0.0; count];
        let mut seen: Vec<u32> = Vec::new();
        for community in 0..count {
            for node in &members[starts[community] as usize..starts[community + 1] as usize] {
                let node = *node as usize;
                inner[community] += self.inner[node];
                for (to, weight) in self.edges(node) {
                    let other = labels[to];
                    if other as usize == community {
                        inner[community] += weight;
                    } else {
                        if sums[other as usize] <= 0.0 {
                            seen.push(other);
                        }
                        sums[other as usize] += weight;
                    }
                }
            }
            for other in seen.drain(..) {
                targets.push(other);
                weights.push(std::mem::take(&mut sums[other as usize]));
            }
            offsets.push(targets.len() as u32);
        }
        Self::new(offsets, targets, weights, inner)
    }
}

/// Nodes by community: where each begins, and all of them.
pub fn members(labels: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; count + 1];
    for label in labels {
        starts[*label as usize + 1] += 1;
    }
    for at in 0..count {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut made = vec![0; labels.len()];
    for (node, label) in labels.iter().enumerate() {
        let at = &mut next[*label as usize];
        made[*at as usize] = node as u32;
        *at += 1;
    }
    (starts, made)
}

/// Labels numbered from 0 in the order of their first node, and how many there are.
pub fn dense(labels: &[u32]) -> (Vec<u32>, usize) {
    let mut place = vec![u32::MAX; labels.iter().max().map_or(0, |most| *most as usize + 1)];
    let mut count = 0;
    let numbered = labels.iter().map(|label| {
        let own = &mut place[*label as usize];
        if *own == u32::MAX {
            *own = count;
            count += 1;
        }
        *own
    });
    let made = numbered.collect();
    (made, count as usize)
}
