//! One run of the Leiden algorithm.

use super::Options;
use super::level::{Level, dense, members};
use crate::score::math::random::Pcg;
use std::collections::VecDeque;

/// One run from one seed, a round at a time.
#[derive(Debug)]
pub struct Run {
    pcg: Pcg,
    /// The communities so far, by node.
    pub labels: Vec<u32>,
    last: f64,
    rounds: u32,
}

impl Run {
    /// Begins with every node alone.
    pub fn new(base: &Level, options: &Options, seed: u64) -> Self {
        let labels: Vec<u32> = (0..base.len() as u32).collect();
        let last = base.modularity(&labels, options.resolution);
        Self { pcg: Pcg::new(seed), labels, last, rounds: 0 }
    }

    /// One round; its modularity, and whether the run goes on.
    pub fn step(&mut self, base: &Level, options: &Options) -> (f64, bool) {
        let next = round(base, &self.labels, options.resolution, &mut self.pcg);
        let value = base.modularity(&next, options.resolution);
        self.rounds += 1;
        if value <= self.last + 1e-10 {
            return (value, false);
        }
        (self.labels, self.last) = (next, value);
        (value, self.rounds < options.rounds.max(1))
    }

    /// How many rounds there were.
    pub fn rounds(&self) -> u32 {
        self.rounds
    }
}

/// Moves, refines and folds until folding changes nothing.
fn round(base: &Level, labels: &[u32], resolution: f64, pcg: &mut Pcg) -> Vec<u32> {
    let mut level = base.clone();
    // the node of the level that each contact belongs to
    let mut owner: Vec<u32> = (0..base.len() as u32).collect();
    let (mut labels, _) = dense(labels);
    loop {
        move_nodes(&level, &mut labels, resolution, pcg);
        let (of_nodes, count) = dense(&labels);
        if count == level.len() {
            return owner.iter().map(|node| of_nodes[*node as usize]).collect();
        }
        let (refined, parts) = dense(&refine(&level, &of_nodes, count, resolution, pcg));
        if parts == level.len() {
            // nothing can be merged within communities: they are final as they are
            return owner.iter().map(|node| of_nodes[*node as usize]).collect();
        }
        let mut next = vec![0; parts];
        for (node, part) in refined.iter().enumerate() {
            next[*part as usize] = of_nodes[node];
        }
        level = level.folded(&refined, parts);
        for node in &mut owner {
            *node = refined[*node as usize];
        }
        labels = next;
    }
}

/// A community while nodes move: both numbers are read together.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// Strength of all members.
    strength: f64,
    /// Weight from the node at hand.
    towards: f64,
}

/// Communities, and which of them the node at hand touches.
struct Cells {
    cells: Vec<Cell>,
    seen: Vec<u32>,
}

impl Cells {
    fn new(count: usize) -> Self {
        Self { cells: vec![Cell::default(); count], seen: Vec::new() }
    }

    fn at(&mut self, community: u32) -> &mut Cell {
        &mut self.cells[community as usize]
    }

    fn add(&mut self, community: u32, weight: f64) {
        let cell = &mut self.cells[community as usize];
        if cell.towards <= 0.0 {
            self.seen.push(community);
        }
        cell.towards += weight;
    }

    /// What joining a community gains for a node whose strength by all is `chance`.
    fn gain(&self, community: u32, chance: f64) -> f64 {
        let cell = self.cells[community as usize];
        cell.towards - chance * cell.strength
    }

    fn clear(&mut self) {
        for community in self.seen.drain(..) {
            self.cells[community as usize].towards = 0.0;
        }
    }
}

/// Moves nodes to the neighbouring community that gains most until no move gains.
fn move_nodes(level: &Level, labels: &mut [u32], resolution: f64, pcg: &mut Pcg) {
    let n = level.len();
    let mut cells = Cells::new(n);
    let mut sizes = vec![0_u32; n];
    for (node, label) in labels.iter().enumerate() {
        cells.at(*label).strength += level.strengths[node];
        sizes[*label as usize] += 1;
    }
    let mut empty: Vec<u32> =
        (0..n as u32).rev().filter(|label| sizes[*label as usize] == 0).collect();
    let mut order: Vec<u32> = (0..n as u32).collect();
    pcg.shuffle(&mut order);
    let mut queue = VecDeque::from(order);
    let mut waiting = vec![true; n];
    let factor = resolution / level.total;
    while let Some(node) = queue.pop_front() {
        let node = node as usize;
        waiting[node] = false;
        let old = labels[node];
        for (to, weight) in level.edges(node) {
            cells.add(labels[to], weight);
        }
        let own = level.strengths[node];
        cells.at(old).strength -= own;
        let chance = own * factor;
        let stay = cells.gain(old, chance);
        let (mut best, mut gain) = (old, stay);
        for community in &cells.seen {
            let there = cells.gain(*community, chance);
            if there > gain {
                (best, gain) = (*community, there);
            }
        }
        cells.clear();
        // alone gains nothing, which may be the most
        if gain < 0.0 && sizes[old as usize] > 1 {
            best = empty.last().copied().unwrap_or(old);
        } else if gain - stay <= 1e-12 * level.total {
            best = old;
        }
        cells.at(best).strength += own;
        if best == old {
            continue;
        }
        if sizes[best as usize] == 0 {
            empty.pop();
        }
        sizes[best as usize] += 1;
        sizes[old as usize] -= 1;
        if sizes[old as usize] == 0 {
            cells.at(old).strength = 0.0;
            empty.push(old);
        }
        labels[node] = best;
        for (to, _) in level.edges(node) {
            if labels[to] != best && !waiting[to] {
                waiting[to] = true;
                queue.push_back(to as u32);
            }
        }
    }
}

/// Merges single nodes within their community as long as both sides are well connected to the rest of it.
fn refine(level: &Level, labels: &[u32], count: usize, resolution: f64, pcg: &mut Pcg) -> Vec<u32> {
    let n = level.len();
    let factor = resolution / level.total;
    let (starts, all) = members(labels, count);
    let mut made: Vec<u32> = (0..n as u32).collect();
    let mut alone = vec![true; n];
    // weight of each part towards the rest of its community
    let mut outer: Vec<f64> = (0..n)
        .map(|node| {
            let inside = level.edges(node).filter(|(to, _)| labels[*to] == labels[node]);
            inside.map(|(_, weight)| weight).sum()
        })
        .collect();
    let mut parts = Cells::new(n);
    for (cell, strength) in parts.cells.iter_mut().zip(&level.strengths) {
        cell.strength = *strength;
    }
    for community in 0..count {
        let mut own = all[starts[community] as usize..starts[community + 1] as usize].to_vec();
        let whole: f64 = own.iter().map(|node| level.strengths[*node as usize]).sum();
        let connected = |part: usize, parts: &Cells, outer: &[f64]| {
            let strength = parts.cells[part].strength;
            outer[part] >= factor * strength * (whole - strength)
        };
        pcg.shuffle(&mut own);
        for node in own {
            let node = node as usize;
            if !alone[node] || !connected(node, &parts, &outer) {
                continue;
            }
            for (to, weight) in
                level.edges(node).filter(|(to, _)| labels[*to] as usize == community)
            {
                parts.add(made[to], weight);
            }
            let chance = level.strengths[node] * factor;
            let mut best: Option<(u32, f64)> = None;
            for part in &parts.seen {
                let gain = parts.gain(*part, chance);
                let better = best.map_or(gain > 0.0, |(_, most)| gain > most);
                if better && connected(*part as usize, &parts, &outer) {
                    best = Some((*part, gain));
                }
            }
            if let Some((part, _)) = best {
                let weight = parts.at(part).towards;
                made[node] = part;
                parts.at(part).strength += level.strengths[node];
                let part = part as usize;
                outer[part] += outer[node] - 2.0 * weight;
                alone[part] = false;
                alone[node] = false;
            }
            parts.clear();
        }
    }
    made
}
