//! PageRank: how central a node is.

use super::Graph;

/// How ranks are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The chance to follow an edge rather than to jump anywhere.
    pub damping: f64,
    /// Whether strong edges are followed more often.
    pub weighted: bool,
    /// The sum of changes below which it is done.
    pub enough: f64,
    /// Rounds after which it is given up.
    pub rounds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { damping: 0.85, weighted: true, enough: 1e-10, rounds: 500 }
    }
}

/// Ranks of nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranks {
    /// By node; they sum to 1.
    pub ranks: Vec<f64>,
    /// Whether they settled.
    pub converged: bool,
    /// Rounds.
    pub rounds: u32,
}

/// Ranks all nodes; the mass of a node without outgoing edges goes to all alike.
pub fn pagerank(graph: &Graph, options: &Options) -> Ranks {
    let n = graph.nodes();
    if n == 0 {
        return Ranks { ranks: Vec::new(), converged: true, rounds: 0 };
    }
    let damping = options.damping.clamp(0.0, 1.0);
    let owned = graph.is_directed().then(|| graph.reversed());
    let incoming = owned.as_ref().unwrap_or(graph);
    let weight = |w: f64| if options.weighted { w } else { 1.0 };
    let own_loop = |node: usize| {
        let w = graph.loops[node];
        if w > 0.0 { weight(w) } else { 0.0 }
    };
    // one over what goes out; 0 for nothing
    let shares: Vec<f64> = (0..n)
        .map(|node| {
            let out = graph.weighted(node).map(|(_, w)| weight(w)).sum::<f64>() + own_loop(node);
            if out > 0.0 { 1.0 / out } else { 0.0 }
        })
        .collect();
    let even = 1.0 / n as f64;
    let mut ranks = vec![even; n];
    let mut flows = vec![0.0; n];
    let mut rounds = 0;
    let mut converged = false;
    while rounds < options.rounds && !converged {
        let mut lost = 0.0;
        for node in 0..n {
            flows[node] = ranks[node] * shares[node];
            if shares[node] <= 0.0 {
                lost += ranks[node];
            }
        }
        let base = (1.0 - damping) * even + damping * lost * even;
        let mut change = 0.0;
        for node in 0..n {
            let mut sum = flows[node] * own_loop(node);
            if options.weighted {
                for (from, w) in incoming.weighted(node) {
                    sum += flows[from] * w;
                }
            } else {
                for from in incoming.neighbours(node) {
                    sum += flows[*from as usize];
                }
            }
            let next = base + damping * sum;
            change += (next - ranks[node]).abs();
            ranks[node] = next;
        }
        rounds += 1;
        converged = change < options.enough;
    }
    Ranks { ranks, converged, rounds }
}

#[cfg(test)]
mod tests {
    use super::super::Edge;
    use super::*;

    #[test]
    fn ranks_are_a_distribution_and_the_middle_of_a_star_leads() {
        let star: Vec<Edge> = (1..6).map(|leaf| Edge::new(leaf, 0)).collect();
        let found = pagerank(&Graph::directed(7, &star), &Options::default());
        assert!(found.converged && (found.ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(found.ranks[1..].iter().all(|rank| *rank < found.ranks[0]));
    }

    #[test]
    fn a_graph_without_edges_is_even_and_nobody_is_nothing() {
        let found = pagerank(&Graph::undirected(4, &[]), &Options::default());
        assert!(found.ranks.iter().all(|rank| (rank - 0.25).abs() < 1e-12));
        assert!(pagerank(&Graph::undirected(0, &[]), &Options::default()).ranks.is_empty());
    }

    #[test]
    fn extreme_weights_stay_numbers() {
        let edges = [
            Edge { from: 0, to: 1, weight: 1e15 },
            Edge { from: 1, to: 2, weight: 1e-300 },
            Edge { from: 2, to: 2, weight: 5.0 },
        ];
        for graph in [Graph::directed(3, &edges), Graph::undirected(3, &edges)] {
            let found = pagerank(&graph, &Options::default());
            assert!((found.ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{found:?}");
        }
    }
}
