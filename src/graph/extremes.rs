//! Laws over random and absurd graphs.

use super::influence::Signs;
use super::{Edge, Graph, common, community, core, groups, influence, rank, sharing};
use crate::score::math::random::Pcg;

const WEIGHTS: [f64; 9] = [1.0, 2.5, 0.0, -3.0, 1e15, 1e300, 1e-300, f64::NAN, f64::INFINITY];

fn random(pcg: &mut Pcg) -> (u32, Vec<Edge>) {
    let nodes = pcg.below(40);
    let edges = (0..pcg.below(150)).map(|_| Edge {
        from: pcg.below(nodes + 2),
        to: pcg.below(nodes + 2),
        weight: if pcg.below(2) == 0 { 1.0 } else { WEIGHTS[pcg.below(9) as usize] },
    });
    let edges = edges.collect();
    (nodes, edges)
}

/// Core numbers as defined: peel what has too few neighbours, for each k.
fn peeled(graph: &Graph) -> Vec<u32> {
    let n = graph.nodes();
    let mut made = vec![0; n];
    for k in 1..=n as u32 {
        let mut inside = vec![true; n];
        loop {
            let left = |v: usize, inside: &[bool]| {
                graph.neighbours(v).iter().filter(|to| inside[**to as usize]).count() as u32
            };
            let Some(v) = (0..n).find(|v| inside[*v] && left(*v, &inside) < k) else { break };
            inside[v] = false;
        }
        (0..n).filter(|v| inside[*v]).for_each(|v| made[v] = k);
    }
    made
}

#[test]
fn every_answer_about_any_graph_is_a_number_and_holds_its_law() {
    let mut pcg = Pcg::new(8);
    for case in 0..300 {
        let (nodes, edges) = random(&mut pcg);
        for graph in [Graph::undirected(nodes, &edges), Graph::directed(nodes, &edges)] {
            let n = graph.nodes();
            let ranks = rank::pagerank(&graph, &rank::Options::default());
            let sum: f64 = ranks.ranks.iter().sum();
            assert!(n == 0 || (sum - 1.0).abs() < 1e-6, "{case}: {sum}");
            let both = graph.both_ways();
            let cores = core::core_numbers(&graph);
            assert_eq!(cores, peeled(&both), "{case}");
            assert!(core::clustering(&graph).iter().all(|c| (0.0..=1.0).contains(c)), "{case}");
            let found = common::pairs(&both, &common::Options { least: 1, ..Default::default() });
            for pair in &found.pairs {
                assert_eq!(
                    pair.common,
                    common::common(&both, pair.low as usize, pair.high as usize)
                );
            }
            let brute = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
            let brute = brute.filter(|(a, b)| common::common(&both, *a, *b) > 0).count();
            assert_eq!(found.pairs.len(), brute, "{case}");
            let options = community::Options { seeds: 2, ..Default::default() };
            if let Ok(found) = community::communities(&graph, &options, &mut |_| true) {
                assert!(
                    found.modularity.is_finite() && found.modularity > -1.0,
                    "{case}: {found:?}"
                );
                let again = community::modularity(&graph, &found.labels, 1.0);
                assert!((again.unwrap_or(f64::NAN) - found.modularity).abs() < 1e-9, "{case}");
                let one = vec![0; n];
                let trivial = community::modularity(&graph, &one, 1.0).unwrap_or(f64::NAN);
                assert!(found.modularity >= trivial - 1e-9, "{case}: worse than one community");
                assert_eq!(found.sizes.iter().sum::<u32>() as usize, n);
            }
        }
    }
}

#[test]
fn groups_sharers_and_signs_stay_within_their_ranges() {
    let mut pcg = Pcg::new(9);
    for _ in 0..200 {
        let lists: Vec<Vec<u32>> = (0..pcg.below(8))
            .map(|_| (0..pcg.below(20)).map(|_| pcg.below(15)).collect())
            .collect();
        for pair in groups::overlaps(&lists) {
            assert!(
                (0.0..=1.0).contains(&pair.jaccard)
                    && pair.overlap >= pair.jaccard
                    && pair.overlap <= 1.0
            );
        }
        let number = |pcg: &mut Pcg| {
            [0.0, -1.0, 5.0, 12.0, 1e300, f64::NAN, f64::INFINITY][pcg.below(7) as usize]
        };
        let shares: Vec<f64> = (0..20).map(|_| number(&mut pcg)).collect();
        let exposures: Vec<f64> = (0..20).map(|_| number(&mut pcg)).collect();
        for by in [sharing::RankBy::Rate, sharing::RankBy::Wilson] {
            let found =
                sharing::top(&shares, &exposures, &sharing::Options { by, ..Default::default() });
            assert!(
                found.selected.len() as u32 >= found.asked
                    && found.threshold.is_none_or(f64::is_finite)
            );
        }
        let signs: Vec<Signs> = shares
            .iter()
            .zip(&exposures)
            .map(|(a, b)| Signs { rank: Some(*a), core: Some(*b), ..Signs::default() })
            .collect();
        assert!(influence::scores(&signs).iter().flatten().all(|s| (0.0..=1.0).contains(s)));
    }
}
