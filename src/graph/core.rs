//! How deep in the graph a node stands, and how well its neighbours know each other.

use super::Graph;

/// The core number of each node: the largest k for which it has k neighbours of core number k or more.
///
/// Directions and weights do not matter. Linear (Batagelj and Zaveršnik 2003).
pub fn core_numbers(graph: &Graph) -> Vec<u32> {
    let owned = graph.is_directed().then(|| graph.both_ways());
    let graph = owned.as_ref().unwrap_or(graph);
    let n = graph.nodes();
    let mut degree: Vec<u32> = (0..n).map(|node| graph.degree(node) as u32).collect();
    let most = degree.iter().copied().max().unwrap_or(0) as usize;
    let mut starts = vec![0_usize; most + 2];
    for d in &degree {
        starts[*d as usize + 1] += 1;
    }
    for d in 0..=most {
        starts[d + 1] += starts[d];
    }
    let mut order = vec![0_u32; n];
    let mut place = vec![0_usize; n];
    let mut next = starts.clone();
    for node in 0..n {
        let at = &mut next[degree[node] as usize];
        order[*at] = node as u32;
        place[node] = *at;
        *at += 1;
    }
    for at in 0..n {
        let node = order[at] as usize;
        for to in graph.neighbours(node) {
            let to = *to as usize;
            if degree[to] > degree[node] {
                // to the front of its bucket, which then begins behind it
                let front = &mut starts[degree[to] as usize];
                let other = order[*front] as usize;
                order.swap(*front, place[to]);
                place.swap(other, to);
                *front += 1;
                degree[to] -= 1;
            }
        }
    }
    degree
}

/// The share of a node's pairs of neighbours that are neighbours themselves; 0 with fewer than two neighbours.
///
/// Directions and weights do not matter. The cost is that of finding every triangle once, edges times their root at most.
pub fn clustering(graph: &Graph) -> Vec<f64> {
    let owned = graph.is_directed().then(|| graph.both_ways());
    let graph = owned.as_ref().unwrap_or(graph);
    let n = graph.nodes();
    let rank = |node: u32| (graph.degree(node as usize), node);
    let mut triangles = vec![0_u64; n];
    let mut mark = vec![u32::MAX; n];
    let up = |node: u32| {
        graph.neighbours(node as usize).iter().copied().filter(move |to| rank(*to) > rank(node))
    };
    for a in 0..n as u32 {
        for b in up(a) {
            mark[b as usize] = a;
        }
        for b in up(a) {
            for c in up(b) {
                if mark[c as usize] == a {
                    triangles[a as usize] += 1;
                    triangles[b as usize] += 1;
                    triangles[c as usize] += 1;
                }
            }
        }
    }
    let share = |node: usize| {
        let d = graph.degree(node) as f64;
        if d < 2.0 { 0.0 } else { 2.0 * triangles[node] as f64 / (d * (d - 1.0)) }
    };
    (0..n).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Edge;
    use super::*;

    fn edges(list: &[(u32, u32)]) -> Vec<Edge> {
        list.iter().map(|(a, b)| Edge::new(*a, *b)).collect()
    }

    #[test]
    fn a_triangle_with_a_tail_has_cores_two_and_one() {
        let graph = Graph::undirected(5, &edges(&[(0, 1), (1, 2), (2, 0), (2, 3), (3, 3)]));
        assert_eq!(core_numbers(&graph), [2, 2, 2, 1, 0]);
        let shares = clustering(&graph);
        assert!((shares[2] - 1.0 / 3.0).abs() < 1e-12 && (shares[0] - 1.0).abs() < 1e-12);
        assert!(shares[3].abs() < 1e-12 && shares[4].abs() < 1e-12);
        assert!(core_numbers(&Graph::undirected(0, &[])).is_empty());
    }

    #[test]
    fn directions_do_not_matter() {
        let list = edges(&[(0, 1), (1, 0), (1, 2), (2, 0), (3, 0), (3, 1), (3, 2)]);
        let (one, both) = (Graph::directed(4, &list), Graph::undirected(4, &list));
        assert_eq!(core_numbers(&one), core_numbers(&both));
        assert_eq!(core_numbers(&one), [3, 3, 3, 3]);
        assert_eq!(clustering(&one), clustering(&both));
    }
}
