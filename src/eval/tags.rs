//! Conditions on tags: unions and intersections of the bitmaps of the tree.

use super::Answer;
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::{TagCondition, TagTest};
use crate::table::Dataset;
use roaring::RoaringBitmap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The contacts for which a condition on tags is true.
pub fn evaluate(condition: &TagCondition, data: &Dataset) -> Result<Answer> {
    let subtree = condition.subtree.unwrap_or(true);
    let nodes = data.tags.nodes();
    let find = |names: &[String]| -> Result<BTreeSet<u32>> {
        names
            .iter()
            .map(|n| data.tags.find(n).ok_or_else(|| Error::new(Code::UnknownTag).with("name", n)))
            .collect()
    };
    let members = |tag: u32| {
        let node = &nodes[tag as usize];
        if subtree { &node.all } else { &node.own }
    };
    let universe = data.population;
    let set = match &condition.has {
        TagTest::HasAny(names) => any(find(names)?.into_iter().map(members), universe),
        TagTest::HasNone(names) => {
            let mut set = any(find(names)?.into_iter().map(members), universe);
            set.complement();
            set
        }
        TagTest::HasAll(names) => all(find(names)?.into_iter().map(members), universe),
        TagTest::HasExactly(names) => {
            let wanted = find(names)?;
            let inside = |tag: u32| {
                wanted
                    .iter()
                    .any(|&w| w == tag || (subtree && (w..nodes[w as usize].end).contains(&tag)))
            };
            let mut set = all(wanted.iter().copied().map(members), universe);
            for tag in (0..nodes.len() as u32).filter(|&t| !inside(t)) {
                for row in &nodes[tag as usize].own {
                    set.remove(row);
                }
            }
            set
        }
        TagTest::Count(_) | TagTest::Untagged(_) => {
            return Err(Error::new(Code::Internal).with("reason", "a test of tags"));
        }
        TagTest::HasAtLeast { k, of } => {
            let wanted = find(of)?;
            if *k as usize > wanted.len() {
                RowSet::empty(universe)
            } else {
                // at_least[j]: contacts with at least j of the tags seen so far
                let mut at_least = vec![RowSet::empty(universe); *k as usize + 1];
                at_least[0] = RowSet::full(universe);
                for tag in wanted {
                    let one = RowSet::from_roaring(members(tag), universe);
                    for j in (1..at_least.len()).rev() {
                        let mut more = at_least[j - 1].clone();
                        more.and(&one);
                        at_least[j].or(&more);
                    }
                }
                at_least.pop().unwrap_or_else(|| RowSet::full(universe))
            }
        }
    };
    Ok(Answer { set: Arc::new(set), missing: None, window: None })
}

fn any<'a>(sets: impl Iterator<Item = &'a RoaringBitmap>, universe: u32) -> RowSet {
    let mut out = RowSet::empty(universe);
    sets.for_each(|set| out.union_roaring(set));
    out
}

fn all<'a>(sets: impl Iterator<Item = &'a RoaringBitmap>, universe: u32) -> RowSet {
    let mut sets = sets;
    let Some(first) = sets.next() else { return RowSet::full(universe) };
    let mut out = first.clone();
    sets.for_each(|set| out &= set);
    RowSet::from_roaring(&out, universe)
}
