//! How many contacts a condition will find, told from a sample of contacts with all that is theirs: their columns, their
//! tags, their events. Each contact of the sample stands for as many as the sample leaves out, conditions that depend on
//! each other are seen together, and the definition is the same. With the share `p` found, the error of an estimate is about
//! `√(p(1 − p)/1024)` of everybody; what fewer than one in a thousand have may not be in the sample at all.

use super::super::{Counted, NodeResult, Sizes};
use crate::rule::{Document, Node, NodeKind, Operator, Tie};
use crate::table::{Column, Dataset, EventTable, TagTree};
use std::sync::Arc;

/// The most contacts of a sample.
const CONTACTS: u32 = 1024;

/// A number that looks like chance and is the same every time (SplitMix64).
fn mixed(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The contacts of a sample, ascending: one from each of equally long stretches; everybody when there are few.
fn rows(population: u32) -> Vec<u32> {
    let n = u64::from(population.min(CONTACTS));
    let from = |i: u64| i * u64::from(population) / n.max(1);
    (0..n).map(|i| (from(i) + mixed(i) % (from(i + 1) - from(i)).max(1)) as u32).collect()
}

/// The data of a sample of contacts.
pub fn sample(data: &Dataset) -> Dataset {
    let rows = rows(data.population);
    let columns = |columns: &[Arc<Column>], rows: &[u32]| {
        columns.iter().map(|column| Arc::new(column.gather(rows))).collect()
    };
    let tags = data.tags.nodes().iter().map(|node| {
        let members = (0u32..).zip(&rows).filter(|(_, row)| node.own().contains(**row));
        (node.name.clone(), members.map(|(at, _)| at).collect())
    });
    let events = data.events.iter().map(|table| {
        let events: Vec<u32> = rows.iter().flat_map(|row| table.rows_of(*row)).collect();
        let lengths = rows.iter().map(|row| table.rows_of(*row).len() as u32);
        let ends = lengths.scan(0u32, |end, length| {
            *end += length;
            Some(*end)
        });
        let offsets: Vec<u32> = std::iter::once(0).chain(ends).collect();
        let mut of_sample = EventTable {
            name: table.name.clone(),
            columns: columns(&table.columns, &events),
            time: table.time,
            amount: table.amount,
            valid: table.valid,
            offsets: offsets.into(),
            rows: events.len() as u32,
            last_at: None,
            totals: std::sync::OnceLock::new(),
        };
        of_sample.summarize();
        Arc::new(of_sample)
    });
    Dataset {
        version: data.version,
        population: rows.len() as u32,
        columns: columns(&data.columns, &rows),
        tags: TagTree::new(tags),
        events: events.collect(),
        key: data.key.clone(),
        taggings: data.taggings.clone(),
        ..Dataset::default()
    }
}

/// The sizes of a sample as those of everybody, with the path of each.
pub fn scaled<'a>(
    document: &Document,
    sizes: &'a Sizes,
    sample: u32,
    population: u32,
) -> Vec<(&'a str, Option<u32>)> {
    let most = counted(document);
    let scaled = |node: &NodeResult| {
        let size = u64::from(node.size?) * u64::from(population) + u64::from(sample) / 2;
        let size = u32::try_from(size / u64::from(sample.max(1))).unwrap_or(u32::MAX);
        let size = if node.counted == Counted::Contacts { size.min(population) } else { size };
        let most = most.iter().find(|(path, _)| *path == node.path);
        Some(most.map_or(size, |(_, most)| size.min(*most)))
    };
    sizes.nodes.iter().map(|node| (node.path.as_str(), scaled(node))).collect()
}

/// The conditions that ask for a number of contacts, which a sample has as well, with that number.
fn counted(document: &Document) -> Vec<(String, u32)> {
    let mut open: Vec<(String, &Node)> = vec![("rule".to_owned(), &document.rule)];
    open.extend(document.exclude.as_ref().map(|node| ("exclude".to_owned(), node)));
    let named = document.conditions.iter();
    open.extend(named.map(|(name, node)| (format!("conditions.{name}"), node)));
    let mut most = Vec::new();
    while let Some((path, node)) = open.pop() {
        open.extend(node.children(&path));
        let is = match &node.kind {
            NodeKind::Attribute(condition) => &condition.is,
            NodeKind::Event(condition) => &condition.is,
            _ => continue,
        };
        if let Operator::TopN(top) | Operator::BottomN(top) = is
            && top.tie == Some(Tie::ById)
        {
            most.push((path, top.n));
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_one_contact_of_each_stretch() {
        assert!(rows(0).is_empty());
        assert_eq!(rows(5), [0, 1, 2, 3, 4]);
        let many = rows(1_000_003);
        assert_eq!(many.len(), 1024);
        assert!(many.is_sorted_by(|a, b| a < b));
        assert!(many.last().is_some_and(|last| *last < 1_000_003 && *last > 999_000));
    }
}
