//! Relations between contacts: who knows whom, who is central, which groups they form.
//!
//! A [`Graph`] is built once from edges in time linear in their number; every question is then linear or nearly so, and
//! none looks at all pairs. Nodes are dense numbers below `n`, the rows of contacts. Parallel edges are one whose weight is
//! the sum; a loop from a node to itself has a place of its own and counts for [`rank`] and modularity alone.
//! Same edges, in whatever order they differ only by rounding of sums, same answers.

pub mod common;
pub mod community;
pub mod core;
pub mod groups;
pub mod influence;
pub mod rank;
pub mod sharing;

#[cfg(test)]
mod extremes;

/// A relation between two nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// How strong it is, above 0 and at most 1e15.
    pub weight: f64,
}

impl Edge {
    /// An edge of weight 1.
    pub fn new(from: u32, to: u32) -> Self {
        Self { from, to, weight: 1.0 }
    }
}

/// Edges by node, upwards by the other end.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    loops: Vec<f64>,
    directed: bool,
    ignored: u32,
}

/// Weights above this are no weights.
const LARGEST_WEIGHT: f64 = 1e15;

impl Graph {
    /// A graph where an edge holds both ways: friends.
    pub fn undirected(nodes: u32, edges: &[Edge]) -> Self {
        Self::build(nodes, edges, false)
    }

    /// A graph where an edge holds one way: followers.
    pub fn directed(nodes: u32, edges: &[Edge]) -> Self {
        Self::build(nodes, edges, true)
    }

    fn build(nodes: u32, edges: &[Edge], directed: bool) -> Self {
        let n = nodes as usize;
        let usable = |e: &Edge| {
            e.from < nodes && e.to < nodes && e.weight > 0.0 && e.weight <= LARGEST_WEIGHT
        };
        let mut loops = vec![0.0; n];
        let mut ends: Vec<(u32, u32, f64)> = Vec::new();
        let mut ignored = 0;
        for edge in edges {
            if !usable(edge) {
                ignored += 1;
            } else if edge.from == edge.to {
                loops[edge.from as usize] += edge.weight;
            } else {
                ends.push((edge.from, edge.to, edge.weight));
                if !directed {
                    ends.push((edge.to, edge.from, edge.weight));
                }
            }
        }
        // by target, then by source without losing that order
        let ends = bucketed(n, &ends, |e| e.1);
        let ends = bucketed(n, &ends, |e| e.0);
        let mut made = Self {
            offsets: vec![0; n + 1],
            targets: Vec::new(),
            weights: Vec::new(),
            loops,
            directed,
            ignored,
        };
        for same in ends.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            made.targets.push(same[0].1);
            made.weights.push(same.iter().map(|e| e.2).sum());
            made.offsets[same[0].0 as usize + 1] += 1;
        }
        for node in 0..n {
            made.offsets[node + 1] += made.offsets[node];
        }
        made
    }

    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        self.loops.len()
    }

    /// The number of edges between different nodes; one that holds both ways counts once in an undirected graph.
    pub fn edges(&self) -> usize {
        if self.directed { self.targets.len() } else { self.targets.len() / 2 }
    }

    /// Whether edges hold one way.
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// Edges that were left out: an end that does not exist, or a weight that is none.
    pub fn ignored(&self) -> u32 {
        self.ignored
    }

    fn span(&self, node: usize) -> std::ops::Range<usize> {
        match self.offsets.get(node..node + 2) {
            Some(bounds) => bounds[0] as usize..bounds[1] as usize,
            None => 0..0,
        }
    }

    /// The other ends of a node's edges, upwards, itself never; nothing for a node that is not there.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        &self.targets[self.span(node)]
    }

    /// The other ends with weights, upwards.
    pub fn weighted(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let span = self.span(node);
        let pairs = self.targets[span.clone()].iter().zip(&self.weights[span]);
        pairs.map(|(to, weight)| (*to as usize, *weight))
    }

    /// The number of different neighbours: outgoing ones in a directed graph.
    pub fn degree(&self, node: usize) -> usize {
        self.span(node).len()
    }

    /// The weight of a node's edges; a loop counts twice where edges hold both ways, once otherwise.
    pub fn strength(&self, node: usize) -> f64 {
        let own = self.loops.get(node).copied().unwrap_or_default();
        let ends = if self.directed { own } else { 2.0 * own };
        ends + self.weighted(node).map(|(_, weight)| weight).sum::<f64>()
    }

    /// Whether there is an edge.
    pub fn has(&self, from: usize, to: u32) -> bool {
        self.neighbours(from).binary_search(&to).is_ok()
    }

    /// The graph with every edge turned around; of an undirected graph, the same.
    pub fn reversed(&self) -> Self {
        if !self.directed {
            return self.clone();
        }
        let n = self.nodes();
        let ends: Vec<(u32, u32, f64)> = (0..n)
            .flat_map(|from| {
                self.weighted(from).map(move |(to, weight)| (to as u32, from as u32, weight))
            })
            .collect();
        let sorted = bucketed(n, &ends, |e| e.0);
        let mut made = Self { offsets: vec![0; n + 1], ..self.clone() };
        for (at, (from, to, weight)) in sorted.iter().enumerate() {
            made.targets[at] = *to;
            made.weights[at] = *weight;
            made.offsets[*from as usize + 1] += 1;
        }
        for node in 0..n {
            made.offsets[node + 1] += made.offsets[node];
        }
        made
    }

    /// The graph where every edge holds both ways; weights of both directions are added.
    pub fn both_ways(&self) -> Self {
        if !self.directed {
            return self.clone();
        }
        Self::undirected(self.nodes() as u32, &self.list())
    }

    /// All edges, loops included.
    fn list(&self) -> Vec<Edge> {
        let own = |node: usize| {
            let weight = self.loops[node];
            (weight > 0.0).then_some(Edge { from: node as u32, to: node as u32, weight })
        };
        let others = |from: usize| {
            self.weighted(from).map(move |(to, weight)| Edge {
                from: from as u32,
                to: to as u32,
                weight,
            })
        };
        (0..self.nodes()).flat_map(|node| others(node).chain(own(node))).collect()
    }

    /// Pairs that follow each other, the lower number first, upwards.
    pub fn mutual_pairs(&self) -> Vec<(u32, u32)> {
        let from_lower = (0..self.nodes()).flat_map(|from| {
            self.neighbours(from)
                .iter()
                .filter(move |to| **to as usize > from)
                .map(move |to| (from as u32, *to))
        });
        from_lower.filter(|(from, to)| self.has(*to as usize, *from)).collect()
    }

    /// The share of edges whose reverse is an edge as well; `None` without edges.
    pub fn reciprocity(&self) -> Option<f64> {
        let all = self.targets.len() as f64;
        let both = if self.directed { 2.0 * self.mutual_pairs().len() as f64 } else { all };
        (all > 0.0).then(|| both / all)
    }

    /// The component of each node, numbered by their lowest node; directions do not matter.
    pub fn components(&self) -> Vec<u32> {
        let both = if self.directed { self.both_ways() } else { self.clone() };
        let mut made = vec![u32::MAX; self.nodes()];
        let mut next = 0;
        let mut waiting = Vec::new();
        for start in 0..self.nodes() {
            if made[start] != u32::MAX {
                continue;
            }
            made[start] = next;
            waiting.push(start);
            while let Some(node) = waiting.pop() {
                for to in both.neighbours(node) {
                    if made[*to as usize] == u32::MAX {
                        made[*to as usize] = next;
                        waiting.push(*to as usize);
                    }
                }
            }
            next += 1;
        }
        made
    }
}

/// The list in order of a key below `n`; equal keys stay in their order.
fn bucketed(
    n: usize,
    list: &[(u32, u32, f64)],
    key: impl Fn(&(u32, u32, f64)) -> u32,
) -> Vec<(u32, u32, f64)> {
    let mut starts = vec![0_usize; n + 1];
    for item in list {
        starts[key(item) as usize + 1] += 1;
    }
    for at in 0..n {
        starts[at + 1] += starts[at];
    }
    let mut made = vec![(0, 0, 0.0); list.len()];
    for item in list {
        let place = &mut starts[key(item) as usize];
        made[*place] = *item;
        *place += 1;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_edges_are_one_and_loops_stand_apart() {
        let edges = [
            Edge::new(2, 0),
            Edge { from: 0, to: 2, weight: 3.0 },
            Edge::new(1, 1),
            Edge::new(0, 1),
            Edge::new(0, 9),
            Edge { from: 0, to: 1, weight: f64::NAN },
        ];
        let friends = Graph::undirected(3, &edges);
        assert_eq!(friends.neighbours(0), [1, 2]);
        assert_eq!((friends.edges(), friends.ignored()), (2, 2));
        assert!(
            (friends.strength(0) - 5.0).abs() < 1e-12 && (friends.strength(1) - 3.0).abs() < 1e-12
        );
        let follows = Graph::directed(3, &edges);
        assert_eq!(follows.mutual_pairs(), [(0, 2)]);
        assert_eq!(follows.reversed().neighbours(1), [0]);
        assert_eq!(follows.reversed().reversed(), follows);
        assert!((follows.reciprocity().unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(follows.components(), [0, 0, 0]);
        assert_eq!(follows.neighbours(17), [] as [u32; 0]);
    }

    #[test]
    fn nobody_and_nothing_are_graphs() {
        let none = Graph::undirected(0, &[Edge::new(0, 0)]);
        assert_eq!((none.nodes(), none.edges(), none.ignored()), (0, 0, 1));
        assert_eq!(Graph::directed(2, &[]).components(), [0, 1]);
        assert_eq!(Graph::directed(2, &[]).reciprocity(), None);
    }
}
