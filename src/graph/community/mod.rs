//! Communities: sets of nodes with more edges among them than chance would give.
//!
//! Leiden (Traag, Waltman and van Eck 2019) on modularity: nodes move to the community that gains most, communities are
//! refined into well-connected parts, parts become nodes, and so on. One run depends on the order of moves, so several
//! seeds run and the best is kept. Every community is connected.

mod leiden;
mod level;

use super::Graph;
use super::common::common;
use crate::score::models::{Progress, Refusal, Watch};

/// How communities are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Above 1 finds more and smaller communities.
    pub resolution: f64,
    /// Runs, of which the best is kept.
    pub seeds: u32,
    /// Seed of the first run.
    pub seed: u64,
    /// Rounds of one run at most; a run ends earlier when a round gains nothing.
    pub rounds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { resolution: 1.0, seeds: 5, seed: 1, rounds: 10 }
    }
}

impl Options {
    /// As many runs as a graph of that size is worth: five up to 400 000 edges, one from two million.
    ///
    /// Runs of a large graph hardly differ: on a million edges in a thousand planted communities one run has a modularity of
    /// .797939, the best of five .797943.
    pub fn for_edges(edges: usize) -> Self {
        Self { seeds: (2_000_000 / edges.max(1)).clamp(1, 5) as u32, ..Self::default() }
    }
}

/// Communities with fewer members are scattered contacts rather than a circle.
pub const SCATTERED: u32 = 10;

/// The community of each node.
#[derive(Debug, Clone, PartialEq)]
pub struct Communities {
    /// By node: 0 is the largest community; of equal size, the one with the lowest node comes first.
    pub labels: Vec<u32>,
    /// Members by community, falling.
    pub sizes: Vec<u32>,
    /// Modularity at the resolution of the search.
    pub modularity: f64,
}

/// A search for communities, a round at a time, for whoever wants to stop or tell how far it is in between.
#[derive(Debug)]
pub struct Search {
    base: level::Level,
    options: Options,
    run: leiden::Run,
    /// Runs that are done.
    done: u32,
    best: Option<(f64, Vec<u32>)>,
    /// Modularity after the last round.
    value: f64,
}

impl Search {
    /// Begins; directions do not matter.
    ///
    /// # Errors
    /// A graph without edges ([`Refusal::Empty`]), a resolution that is not above 0 ([`Refusal::NotApplicable`]).
    pub fn new(graph: &Graph, options: &Options) -> Result<Self, Refusal> {
        if !options.resolution.is_finite() || options.resolution <= 0.0 {
            return Err(Refusal::NotApplicable);
        }
        let owned = graph.is_directed().then(|| graph.both_ways());
        let base = level::Level::of(owned.as_ref().unwrap_or(graph));
        if !(base.total > 0.0 && base.total.is_finite()) {
            return Err(Refusal::Empty);
        }
        let options = Options { seeds: options.seeds.max(1), ..*options };
        let run = leiden::Run::new(&base, &options, options.seed);
        Ok(Self { base, options, run, done: 0, best: None, value: 0.0 })
    }

    /// One round of one run; how much is done, 1 after the last.
    pub fn step(&mut self) -> f64 {
        if self.done >= self.options.seeds {
            return 1.0;
        }
        let (value, goes_on) = self.run.step(&self.base, &self.options);
        self.value = value;
        if !goes_on {
            let labels = connected(&self.base, &self.run.labels);
            let found = self.base.modularity(&labels, self.options.resolution);
            if self.best.as_ref().is_none_or(|(other, _)| found > *other + 1e-12) {
                self.best = Some((found, labels));
            }
            self.done += 1;
            let seed = self.options.seed.wrapping_add(u64::from(self.done));
            if self.done < self.options.seeds {
                self.run = leiden::Run::new(&self.base, &self.options, seed);
            }
        }
        let rounds = if goes_on { self.run.rounds() } else { 0 };
        let part = f64::from(rounds) / f64::from(self.options.rounds.max(1));
        (f64::from(self.done) + part) / f64::from(self.options.seeds)
    }

    /// The best that was found.
    ///
    /// # Errors
    /// [`Refusal::Empty`] when no run came to its end.
    pub fn finish(self) -> Result<Communities, Refusal> {
        let (modularity, labels) = self.best.ok_or(Refusal::Empty)?;
        let (labels, sizes) = by_size(&labels);
        Ok(Communities { labels, sizes, modularity })
    }
}

/// Finds communities; directions do not matter.
///
/// # Errors
/// As [`Search::new`], or a watch that says stop. The watch is told after each round of each run.
pub fn communities(graph: &Graph, options: &Options, watch: Watch) -> Result<Communities, Refusal> {
    let mut search = Search::new(graph, options)?;
    let mut passes = 0;
    loop {
        let done = search.step();
        passes += 1;
        if !watch(Progress { passes, value: search.value }) {
            return Err(Refusal::Cancelled);
        }
        if done >= 1.0 {
            return search.finish();
        }
    }
}

/// How much more weight lies within communities than chance gives, by Newman; `None` without edges.
///
/// `Σ_c (L_c / m − γ (K_c / 2m)²)`, L the weight within, K the strength of all members, m the weight of all edges.
/// Directions do not matter. Labels are any numbers; nodes without a label count as alone.
pub fn modularity(graph: &Graph, labels: &[u32], resolution: f64) -> Option<f64> {
    let owned = graph.is_directed().then(|| graph.both_ways());
    let base = level::Level::of(owned.as_ref().unwrap_or(graph));
    let mut known: Vec<u32> = labels.to_vec();
    known.sort_unstable();
    known.dedup();
    let dense = (0..graph.nodes()).map(|node| match labels.get(node) {
        Some(label) => known.partition_point(|k| k < label) as u32,
        None => (known.len() + node) as u32,
    });
    (base.total > 0.0 && base.total.is_finite())
        .then(|| base.modularity(&dense.collect::<Vec<_>>(), resolution))
}

/// How a member stands in its community.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Members that it has an edge with.
    pub members: u32,
    /// The median of its friends in common with those; 0 without any.
    pub common: f64,
}

/// How a node of an undirected graph stands in its community.
pub fn standing(graph: &Graph, found: &Communities, node: usize) -> Standing {
    let ends = graph.neighbours(node).iter().map(|to| *to as usize);
    standing_of(found, node, ends.map(|to| (to, move || common(graph, node, to))))
}

/// How every node of an undirected graph stands; `shared` are the friends in common of its edges, as
/// [`super::common::of_edges`] tells them.
pub fn standings(graph: &Graph, found: &Communities, shared: &[u32]) -> Vec<Standing> {
    let mut at = 0;
    let of = |node: usize| {
        let ends = graph.neighbours(node).iter().zip(shared.get(at..).unwrap_or_default());
        at += graph.degree(node);
        standing_of(found, node, ends.map(|(to, shared)| (*to as usize, move || *shared)))
    };
    (0..graph.nodes()).map(of).collect()
}

fn standing_of<F: FnOnce() -> u32>(
    found: &Communities,
    node: usize,
    ends: impl Iterator<Item = (usize, F)>,
) -> Standing {
    let label = found.labels.get(node);
    let inside = ends.filter(|(to, _)| found.labels.get(*to) == label);
    let mut shared: Vec<u32> = inside.map(|(_, shared)| shared()).collect();
    shared.sort_unstable();
    let n = shared.len();
    let at = |place: usize| shared.get(place).copied().map_or(0.0, f64::from);
    let common = if n == 0 { 0.0 } else { 0.5 * (at(n / 2) + at((n - 1) / 2)) };
    Standing { members: n as u32, common }
}

/// The labels with every community cut into its connected parts.
fn connected(base: &level::Level, labels: &[u32]) -> Vec<u32> {
    let mut made = vec![u32::MAX; labels.len()];
    let mut next = 0;
    let mut waiting = Vec::new();
    for start in 0..labels.len() {
        if made[start] != u32::MAX {
            continue;
        }
        made[start] = next;
        waiting.push(start);
        while let Some(node) = waiting.pop() {
            for (to, _) in base.edges(node) {
                if made[to] == u32::MAX && labels[to] == labels[node] {
                    made[to] = next;
                    waiting.push(to);
                }
            }
        }
        next += 1;
    }
    made
}

/// Labels in order of falling size, then of the lowest node, and the sizes.
fn by_size(labels: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let count = labels.iter().max().map_or(0, |most| *most as usize + 1);
    let mut groups: Vec<(u32, u32)> = vec![(0, u32::MAX); count];
    for (node, label) in labels.iter().enumerate() {
        let group = &mut groups[*label as usize];
        *group = (group.0 + 1, group.1.min(node as u32));
    }
    let mut order: Vec<usize> = (0..count).filter(|label| groups[*label].0 > 0).collect();
    order.sort_unstable_by_key(|label| (u32::MAX - groups[*label].0, groups[*label].1));
    let mut place = vec![0; count];
    for (at, label) in order.iter().enumerate() {
        place[*label] = at as u32;
    }
    let sizes = order.iter().map(|label| groups[*label].0).collect();
    (labels.iter().map(|label| place[*label as usize]).collect(), sizes)
}

#[cfg(test)]
mod tests {
    use super::super::Edge;
    use super::*;

    /// Cliques of the given sizes, each tied to the next by one edge.
    fn cliques(sizes: &[u32]) -> Graph {
        let mut edges = Vec::new();
        let mut first = 0;
        for size in sizes {
            for a in first..first + size {
                edges.extend((a + 1..first + size).map(|b| Edge::new(a, b)));
            }
            first += size;
            edges.push(Edge::new(first - 1, first));
        }
        edges.pop();
        Graph::undirected(first, &edges)
    }

    #[test]
    fn cliques_are_communities_by_falling_size() {
        let found = communities(&cliques(&[4, 7, 5]), &Options::default(), &mut |_| true).unwrap();
        assert_eq!(found.sizes, [7, 5, 4]);
        assert_eq!(found.labels, [2, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        let graph = cliques(&[4, 7, 5]);
        assert_eq!(standing(&graph, &found, 5), Standing { members: 6, common: 5.0 });
        let shared = super::super::common::of_edges(&graph);
        let all: Vec<Standing> = (0..16).map(|node| standing(&graph, &found, node)).collect();
        assert_eq!(standings(&graph, &found, &shared), all);
        assert_eq!(standing(&graph, &found, 99), Standing { members: 0, common: 0.0 });
        let again = modularity(&cliques(&[4, 7, 5]), &found.labels, 1.0).unwrap();
        assert!((again - found.modularity).abs() < 1e-12);
    }

    #[test]
    fn everybody_in_one_community_has_modularity_nothing() {
        let graph = cliques(&[5, 5]);
        assert!(modularity(&graph, &[3; 10], 1.0).unwrap().abs() < 1e-12);
        assert_eq!(modularity(&Graph::undirected(3, &[]), &[0; 3], 1.0), None);
    }

    #[test]
    fn no_edges_a_bad_resolution_and_a_stop_are_told() {
        let none = Graph::undirected(3, &[]);
        assert_eq!(communities(&none, &Options::default(), &mut |_| true), Err(Refusal::Empty));
        let graph = cliques(&[3, 3]);
        let bad = Options { resolution: f64::NAN, ..Options::default() };
        assert_eq!(communities(&graph, &bad, &mut |_| true), Err(Refusal::NotApplicable));
        let stopped = communities(&graph, &Options::default(), &mut |_| false);
        assert_eq!(stopped, Err(Refusal::Cancelled));
    }

    #[test]
    fn a_split_community_falls_into_its_parts() {
        let graph = Graph::undirected(4, &[Edge::new(0, 1), Edge::new(2, 3)]);
        assert_eq!(connected(&level::Level::of(&graph), &[7, 7, 7, 7]), [0, 0, 1, 1]);
    }

    #[test]
    fn loops_and_lonely_nodes_do_no_harm() {
        let graph = Graph::undirected(4, &[Edge::new(0, 1), Edge::new(2, 2)]);
        let found = communities(&graph, &Options::default(), &mut |_| true).unwrap();
        assert_eq!(found.sizes, [2, 1, 1]);
    }
}
