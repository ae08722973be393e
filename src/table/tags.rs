//! The tags of all contacts: the tree with one bitmap per tag.

use super::column::{Column, Data};
use crate::rowset::RowSet;
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One name of the tag tree.
#[derive(Debug, Clone)]
pub struct TagNode {
    /// Full path as files and definitions write it, such as `地区-北京`.
    pub name: String,
    /// Last part of the path.
    pub label: String,
    /// 0 at the root.
    pub depth: u32,
    /// Index of the parent.
    pub parent: Option<u32>,
    /// Index behind the last name below this one: the subtree is `index..end`.
    pub end: u32,
    /// Contacts that have this tag or one below it.
    pub all: RoaringBitmap,
    /// Contacts that have exactly this tag, where those are others.
    own: Option<RoaringBitmap>,
}

impl TagNode {
    /// Contacts that have exactly this tag.
    pub fn own(&self) -> &RoaringBitmap {
        self.own.as_ref().unwrap_or(&self.all)
    }

    /// Bytes of memory held by the sets of contacts, about.
    pub fn bytes(&self) -> usize {
        self.all.serialized_size() + self.own.as_ref().map_or(0, RoaringBitmap::serialized_size)
    }
}

/// The tags of each contact as a file lists them, where the rows of one file are the contacts.
#[derive(Debug, Clone)]
struct TagRows {
    /// A column of tags.
    column: Arc<Column>,
    /// The node of each of its codes.
    nodes: Vec<u32>,
}

/// The tags of all contacts as a tree, in order of their paths; parents before children.
#[derive(Debug, Clone, Default)]
pub struct TagTree {
    nodes: Vec<TagNode>,
    index: BTreeMap<String, u32>,
    rows: Option<TagRows>,
}

impl TagRows {
    /// Counts the members that have each tag. A tag that stands for several codes is left out: one contact may have two of
    /// them.
    fn count(&self, members: &RowSet, counts: &mut [Option<u32>]) {
        let Data::Tags(lists) = &self.column.data else { return };
        let mut by_code = vec![0u32; self.nodes.len()];
        lists.each(members.iter(), |_, code| by_code[code as usize] += 1);
        let mut codes = vec![0u32; counts.len()];
        self.nodes.iter().for_each(|node| codes[*node as usize] += 1);
        for (node, count) in self.nodes.iter().zip(by_code) {
            if codes[*node as usize] == 1 {
                counts[*node as usize] = Some(count);
            }
        }
    }
}

/// Characters that separate the levels of a tag's path.
const LEVELS: [char; 3] = ['-', ':', '：'];

/// The form under which a tag is looked up: folded, with one kind of separator, without blanks around it.
fn lookup_key(name: &str) -> String {
    let folded = super::fold::fold(name.trim()).into_owned();
    folded.split(LEVELS).map(str::trim).collect::<Vec<_>>().join("-")
}

/// Whether a tag is another one, or stands below it; names compare as in the tree.
pub fn is_tag_below(name: &str, above: &str) -> bool {
    let (name, above) = (lookup_key(name), lookup_key(above));
    name.strip_prefix(&above).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

impl TagTree {
    /// Builds the tree from tags with their members. Names that differ only in width, case or kind of separator are one tag.
    pub fn new(tags: impl IntoIterator<Item = (String, RoaringBitmap)>) -> Self {
        let mut own: BTreeMap<String, (String, RoaringBitmap)> = BTreeMap::new();
        for (name, members) in tags {
            let entry =
                own.entry(lookup_key(&name)).or_insert_with(|| (name, RoaringBitmap::new()));
            entry.1 |= members;
        }
        // every prefix of a path is a name too; a leading or doubled separator makes no level
        let mut complete: BTreeMap<Vec<String>, (String, RoaringBitmap)> = BTreeMap::new();
        for (key, (name, members)) in own {
            let parts: Vec<String> = key.split('-').map(str::to_owned).collect();
            let parts = if parts.iter().any(String::is_empty) { vec![key.clone()] } else { parts };
            for depth in 1..parts.len() {
                complete
                    .entry(parts[..depth].to_vec())
                    .or_insert_with(|| (prefix(&name, depth).to_owned(), RoaringBitmap::new()));
            }
            let entry = complete.entry(parts).or_insert_with(|| (name, RoaringBitmap::new()));
            entry.1 |= members;
        }
        let mut nodes: Vec<TagNode> = Vec::with_capacity(complete.len());
        let mut index = BTreeMap::new();
        let mut open: Vec<(Vec<String>, u32)> = Vec::new();
        for (parts, (name, own)) in complete {
            while open.last().is_some_and(|(above, _)| !parts.starts_with(above)) {
                open.pop();
            }
            let at = nodes.len() as u32;
            let label = if parts.len() == 1 {
                name.clone()
            } else {
                name.rsplit(LEVELS).next().unwrap_or(&name).trim().to_owned()
            };
            index.insert(parts.join("-"), at);
            nodes.push(TagNode {
                name,
                label,
                depth: open.len() as u32,
                parent: open.last().map(|&(_, i)| i),
                end: at + 1,
                all: own,
                own: None,
            });
            open.push((parts, at));
        }
        for at in (0..nodes.len()).rev() {
            if let Some(parent) = nodes[at].parent {
                let (before, rest) = nodes.split_at_mut(at);
                let (above, node) = (&mut before[parent as usize], &rest[0]);
                above.own.get_or_insert_with(|| above.all.clone());
                above.all |= &node.all;
                above.end = above.end.max(node.end);
            }
        }
        Self { nodes, index, rows: None }
    }

    /// Notes that row `c` of a column of tags lists the tags of contact `c`, and all of them.
    pub fn set_rows(&mut self, column: &Arc<Column>) {
        let Data::Tags(lists) = &column.data else { return };
        let nodes = (0..lists.names.len()).map(|code| self.find(lists.names.get(code)));
        self.rows =
            nodes.collect::<Option<_>>().map(|nodes| TagRows { column: Arc::clone(column), nodes });
    }

    /// The tags that contacts have themselves, each with the number of members that have it or one below it.
    pub fn counts<'a>(&'a self, members: &'a RowSet) -> impl Iterator<Item = (&'a TagNode, u32)> {
        let mut counts: Vec<Option<u32>> = vec![None; self.nodes.len()];
        // a list costs what the member has, a bitmap what everybody has
        if let Some(rows) = self.rows.as_ref().filter(|_| members.len() < members.universe() / 3) {
            rows.count(members, &mut counts);
        }
        let mut set = None;
        counts.into_iter().zip(&self.nodes).filter(|(_, node)| !node.own().is_empty()).map(
            move |(count, node)| match count {
                // what is below is counted with it
                Some(count) if node.own.is_none() => (node, count),
                _ => {
                    let set = set.get_or_insert_with(|| members.to_roaring());
                    (node, node.all.intersection_len(set) as u32)
                }
            },
        )
    }

    /// The names, parents before children.
    pub fn nodes(&self) -> &[TagNode] {
        &self.nodes
    }

    /// The index of a tag by its path.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.index.get(&lookup_key(name)).copied()
    }

    /// Those of so many contacts with at least one tag.
    pub fn tagged(&self, population: u32) -> RowSet {
        let mut all = RowSet::empty(population);
        for node in self.nodes.iter().filter(|n| n.parent.is_none()) {
            all.union_roaring(&node.all);
        }
        all
    }
}

/// The first `depth` levels of a path, as it is written.
fn prefix(name: &str, depth: usize) -> &str {
    let end = name.match_indices(LEVELS).nth(depth - 1).map_or(name.len(), |(at, _)| at);
    name[..end].trim()
}

#[cfg(test)]
mod tests {
    use super::super::{ColumnBuilder, Semantic};
    use super::*;
    use proptest::prelude::*;

    fn tree(tags: &[(&str, &[u32])]) -> TagTree {
        TagTree::new(tags.iter().map(|(n, m)| ((*n).to_owned(), m.iter().copied().collect())))
    }

    #[test]
    fn a_parent_includes_its_children_and_exists_by_itself() {
        let tree = tree(&[
            ("地区-北京-朝阳区", &[1]),
            ("地区-北京", &[2]),
            ("地区-上海", &[3]),
            ("VIP", &[1]),
        ]);
        let names: Vec<_> =
            tree.nodes().iter().map(|n| (n.name.as_str(), n.depth, n.all.len())).collect();
        assert_eq!(
            names,
            [
                ("VIP", 0, 1),
                ("地区", 0, 3),
                ("地区-上海", 1, 1),
                ("地区-北京", 1, 2),
                ("地区-北京-朝阳区", 2, 1)
            ]
        );
        let root = tree.find("地区").unwrap();
        assert_eq!(tree.nodes()[root as usize].end, 5);
        assert!(tree.nodes()[root as usize].own().is_empty());
        assert_eq!(tree.tagged(4).len(), 3);
    }

    #[test]
    fn separators_width_and_case_do_not_matter_for_finding() {
        let tree = tree(&[("客户等级:A类", &[1]), ("客户等级：Ａ类", &[2])]);
        let found = tree.find("客户等级-a类").unwrap();
        assert_eq!(tree.nodes()[found as usize].all.len(), 2);
        assert_eq!(tree.nodes()[found as usize].label, "A类");
    }

    proptest! {
        #[test]
        fn counts_by_lists_are_those_of_the_sets(rows in prop::collection::vec(prop::collection::vec(0usize..6, 0..4), 1..60), some in any::<u64>()) {
            let names = ["地区", "地区-北京", "地区-北京-朝阳区", "a类", "Ａ类", "VIP"];
            let mut builder = ColumnBuilder::new(Semantic::Tags);
            for row in &rows {
                builder.push_tags(row.iter().map(|at| names[*at]));
            }
            let column = Arc::new(builder.finish("tags".to_owned()));
            let has = |at: usize| (0..).zip(&rows).filter(move |(_, row)| row.contains(&at)).map(|(row, _)| row);
            let sets = names.iter().enumerate().map(|(at, name)| ((*name).to_owned(), has(at).collect()));
            let mut tree = TagTree::new(sets);
            let members = RowSet::from_fn(rows.len() as u32 * 4, |row| some >> (row % 64) & 1 == 1 && (row as usize) < rows.len());
            let counts = |tree: &TagTree| -> Vec<(String, u32)> {
                tree.counts(&members).map(|(node, count)| (node.name.clone(), count)).collect()
            };
            let by_sets = counts(&tree);
            tree.set_rows(&column);
            prop_assert_eq!(counts(&tree), by_sets);
        }
    }

    #[test]
    fn odd_separators_make_no_empty_level() {
        let tree = tree(&[("-", &[1]), ("--x", &[1]), ("a-", &[2])]);
        assert_eq!(tree.nodes().len(), 3);
        assert!(tree.nodes().iter().all(|n| n.depth == 0));
    }
}
