//! Friends in common.

use super::Graph;

/// The degree above which a node connects everybody and says nothing: a marketing account.
pub const HUB: usize = 5000;

/// Two nodes and how many neighbours they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The lower node.
    pub low: u32,
    /// The higher node.
    pub high: u32,
    /// Neighbours of both.
    pub common: u32,
}

/// Pairs with friends in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairs {
    /// Upwards by the lower, then by the higher node.
    pub pairs: Vec<Pair>,
    /// Nodes left out because they have more neighbours than the cap: neither ends nor in common.
    pub hubs: Vec<u32>,
    /// Whether there are more pairs than were asked for.
    pub cut: bool,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Friends in common at least.
    pub least: u32,
    /// Neighbours that a node has at most.
    pub cap: usize,
    /// Pairs that are answered at most.
    pub most: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { least: 5, cap: HUB, most: 1_000_000 }
    }
}

/// All pairs with enough friends in common, whether they know each other or not, in an undirected graph.
///
/// Only nodes two steps apart are looked at; the cost is the sum of squared degrees below the cap.
pub fn pairs(graph: &Graph, options: &Options) -> Pairs {
    let n = graph.nodes();
    let is_hub = |node: usize| graph.degree(node) > options.cap;
    let mut made =
        Pairs { hubs: (0..n as u32).filter(|v| is_hub(*v as usize)).collect(), ..Pairs::default() };
    let mut counts = vec![0_u32; n];
    let mut seen = Vec::new();
    for low in (0..n).filter(|v| !is_hub(*v)) {
        for middle in graph.neighbours(low).iter().map(|v| *v as usize).filter(|v| !is_hub(*v)) {
            let above = graph.neighbours(middle);
            let above = &above[above.partition_point(|v| *v as usize <= low)..];
            for high in above.iter().filter(|v| !is_hub(**v as usize)) {
                if counts[*high as usize] == 0 {
                    seen.push(*high);
                }
                counts[*high as usize] += 1;
            }
        }
        seen.sort_unstable();
        for high in seen.drain(..) {
            let common = std::mem::take(&mut counts[high as usize]);
            if common >= options.least.max(1) {
                if made.pairs.len() >= options.most {
                    made.cut = true;
                    return made;
                }
                made.pairs.push(Pair { low: low as u32, high, common });
            }
        }
    }
    made
}

/// The number of neighbours that two nodes share; a node with itself shares all.
pub fn common(graph: &Graph, one: usize, other: usize) -> u32 {
    let (mut a, mut b) = (graph.neighbours(one), graph.neighbours(other));
    if a.len() > b.len() {
        (a, b) = (b, a);
    }
    if b.len() > 16 * a.len() {
        return a.iter().filter(|v| b.binary_search(v).is_ok()).count() as u32;
    }
    let mut sum = 0;
    while let ([x, a_rest @ ..], [y, b_rest @ ..]) = (a, b) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a = a_rest,
            std::cmp::Ordering::Greater => b = b_rest,
            std::cmp::Ordering::Equal => (sum, a, b) = (sum + 1, a_rest, b_rest),
        }
    }
    sum
}

/// The friends in common of both ends of every edge of an undirected graph: a number per neighbour, node after node in the order
/// of [`Graph::neighbours`]. Each edge is looked at once.
pub fn of_edges(graph: &Graph) -> Vec<u32> {
    let mut shared = Shared::new(graph);
    while shared.step(graph, usize::MAX) < 1.0 {}
    shared.made
}

/// The same in pieces, for whoever wants to stop or tell how far it is in between.
#[derive(Debug)]
pub struct Shared {
    /// What is known so far, as [`of_edges`] tells it.
    pub made: Vec<u32>,
    /// Where each node's next number goes.
    next: Vec<usize>,
    low: usize,
}

impl Shared {
    /// Begins.
    pub fn new(graph: &Graph) -> Self {
        let mut next = Vec::with_capacity(graph.nodes());
        let mut all = 0;
        for node in 0..graph.nodes() {
            next.push(all);
            all += graph.degree(node);
        }
        Self { made: vec![0; all], next, low: 0 }
    }

    /// Goes on with the graph that it began with, until about so many neighbours were compared; how much is done, 1 at the end.
    pub fn step(&mut self, graph: &Graph, budget: usize) -> f64 {
        let n = graph.nodes().min(self.next.len());
        let mut compared = 0usize;
        // lists ascend, so what a node learns of lower ones comes in the order of its list
        while self.low < n && compared < budget {
            let low = self.low;
            for high in graph.neighbours(low).iter().map(|to| *to as usize).filter(|to| *to > low) {
                let shared = common(graph, low, high);
                for node in [low, high] {
                    self.made[self.next[node]] = shared;
                    self.next[node] += 1;
                }
                compared = compared.saturating_add(graph.degree(low) + graph.degree(high));
            }
            self.low += 1;
        }
        if self.low < n { self.low as f64 / n as f64 } else { 1.0 }
    }
}

/// Strong ties of a directed graph: pairs that follow each other with at least `least` friends in common.
///
/// Friends are those that a node follows or is followed by. More than ten in common make a close circle.
pub fn strong_ties(follows: &Graph, least: u32) -> Vec<Pair> {
    let friends = follows.both_ways();
    let ties = follows.mutual_pairs().into_iter().map(|(low, high)| {
        let common = common(&friends, low as usize, high as usize);
        Pair { low, high, common }
    });
    ties.filter(|pair| pair.common >= least).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Edge;
    use super::*;

    fn edges(list: &[(u32, u32)]) -> Vec<Edge> {
        list.iter().map(|(a, b)| Edge::new(*a, *b)).collect()
    }

    #[test]
    fn friends_of_friends_are_counted_once_and_hubs_are_told() {
        let graph =
            Graph::undirected(6, &edges(&[(0, 2), (1, 2), (0, 3), (1, 3), (0, 1), (4, 2), (5, 0)]));
        let found = pairs(&graph, &Options { least: 2, ..Options::default() });
        let expected = [Pair { low: 0, high: 1, common: 2 }, Pair { low: 2, high: 3, common: 2 }];
        assert_eq!(found.pairs, expected);
        assert_eq!(common(&graph, 1, 0), 2);
        let capped = pairs(&graph, &Options { least: 1, cap: 3, most: 9 });
        assert_eq!(capped.hubs, [0]);
        let short = pairs(&graph, &Options { least: 1, cap: 9, most: 1 });
        assert!(short.cut && short.pairs.len() == 1);
    }

    #[test]
    fn every_edge_knows_what_its_ends_share() {
        let graph = Graph::undirected(5, &edges(&[(0, 1), (1, 2), (2, 0), (3, 2), (3, 0), (4, 1)]));
        let of = |node: usize| graph.neighbours(node).iter().map(move |to| (node, *to as usize));
        let all = (0..5).flat_map(of).map(|(a, b)| common(&graph, a, b));
        assert_eq!(of_edges(&graph), all.collect::<Vec<_>>());
    }

    #[test]
    fn a_strong_tie_goes_both_ways() {
        let graph =
            Graph::directed(4, &edges(&[(0, 1), (1, 0), (0, 2), (2, 1), (3, 0), (3, 1), (0, 3)]));
        let found = strong_ties(&graph, 2);
        assert_eq!(found, [Pair { low: 0, high: 1, common: 2 }]);
    }

    #[test]
    fn a_long_list_is_searched_and_not_walked() {
        let list: Vec<(u32, u32)> = (2..200).map(|v| (0, v)).chain([(1, 50), (1, 150)]).collect();
        let graph = Graph::undirected(200, &edges(&list));
        assert_eq!(common(&graph, 0, 1), 2);
    }
}
