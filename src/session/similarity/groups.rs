//! Groups that share members.

use super::told;
use crate::error::{Code, Error, Result};
use crate::graph::groups::overlaps;
use crate::session::scores::{NetworkGroups, groups_found, groups_of};
use crate::session::{GroupOverlapOptions, GroupOverlapReport, GroupPair, Session};

impl Session {
    /// Pairs of groups whose overlap coefficient reaches the least. A contact that a group lists twice counts once; groups nobody
    /// is in overlap with nothing.
    ///
    /// # Errors
    /// [`Code::ScoreLacks`] when nothing is named and no table of groups is found; [`Code::UnknownTable`],
    /// [`Code::UnknownField`]; [`Code::BadScore`] for a column that is no text.
    pub fn group_overlap(&self, options: &GroupOverlapOptions) -> Result<GroupOverlapReport> {
        let lacks = || Error::new(Code::ScoreLacks).with("model", "groups").with("lacks", "groups");
        let named = match (&options.table, &options.column) {
            (Some(table), Some(column)) => {
                NetworkGroups { table: table.clone(), column: column.clone() }
            }
            (table, _) => groups_found(self, table.as_deref()).ok_or_else(lacks)?,
        };
        let found = groups_of(self, &named)?;
        let mut sizes = Vec::with_capacity(found.members.len());
        let mut seen = vec![false; self.data.population as usize];
        for list in &found.members {
            // members stand in the order of contacts
            sizes.push(list.chunk_by(|a, b| a == b).count() as u32);
        }
        let is_used =
            |group: usize| sizes.get(group).is_some_and(|n| *n >= options.min_contacts.max(1));
        let used: Vec<usize> = (0..sizes.len()).filter(|group| is_used(*group)).collect();
        let lists: Vec<&[u32]> =
            used.iter().map(|group| found.members[*group].as_slice()).collect();
        for contact in lists.iter().flat_map(|list| list.iter()) {
            if let Some(seen) = seen.get_mut(*contact as usize) {
                *seen = true;
            }
        }
        let name = |at: u32| found.names[used[at as usize]].clone();
        let size = |at: u32| sizes[used[at as usize]];
        let mut pairs: Vec<GroupPair> = overlaps(&lists)
            .into_iter()
            .filter(|pair| pair.overlap >= options.min_overlap)
            .map(|pair| GroupPair {
                a: name(pair.low),
                b: name(pair.high),
                a_contacts: size(pair.low),
                b_contacts: size(pair.high),
                shared: pair.shared,
                jaccard: pair.jaccard,
                overlap: pair.overlap,
            })
            .collect();
        pairs.sort_by(|x, y| {
            y.overlap
                .total_cmp(&x.overlap)
                .then(y.jaccard.total_cmp(&x.jaccard))
                .then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
        });
        let count = pairs.len() as u32;
        pairs.truncate(told(options.most));
        Ok(GroupOverlapReport {
            table: named.table,
            column: named.column,
            groups: used.len() as u32,
            contacts: seen.iter().filter(|seen| **seen).count() as u32,
            unknown: found.unknown,
            pairs,
            found: count,
        })
    }
}
