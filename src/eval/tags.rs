//! Conditions on tags: unions and intersections of the bitmaps of the tree.
//!
//! Tags of a window or of a source are those of the rows that record them; they make a tree of their own, which is then
//! asked the same.

use super::Answer;
use super::events::{Verdict, in_window};
use super::frame::{Frame, unchecked};
use super::identity::Known;
use super::plan::cost;
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::{TagCondition, TagSource, TagTest};
use crate::table::{Column, Data, Kind, TagTree, Taggings, Value, Written, fold};
use crate::time::Window;
use roaring::RoaringBitmap;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The contacts for which a condition on tags is true.
pub fn evaluate(condition: &TagCondition, frame: &Frame<'_>) -> Result<Answer> {
    let data = frame.data;
    let whole = &data.tags;
    let planner = frame.planner();
    let tree = if condition.window.is_some() || condition.source_in.is_some() {
        let taggings = data.taggings.as_ref().ok_or_else(|| Error::new(Code::NoTaggings))?;
        Cow::Owned(recorded(condition, taggings, frame)?)
    } else {
        planner.note(cost::tags(whole.nodes().len(), condition.has.tags().len(), data.population));
        Cow::Borrowed(whole)
    };
    let unknown = |name: &str| Error::new(Code::UnknownTag).with("name", name);
    let known = |name: &str| whole.find(name).map(|_| ()).ok_or_else(|| unknown(name));
    condition.has.tags().iter().try_for_each(|name| known(name))?;
    let group = match &condition.group {
        None => Some((0, tree.nodes().len() as u32)),
        Some(name) => {
            known(name)?;
            tree.find(name).map(|at| (at, tree.nodes()[at as usize].end))
        }
    };
    let given = Given {
        tree: &tree,
        // a group that nobody has a tag of holds no tag
        group: group.unwrap_or((0, 0)),
        level: condition.level,
        subtree: condition.subtree.unwrap_or(true),
        universe: data.population,
    };
    let window = condition.window.as_ref().map(|w| frame.scope.resolve(w)).transpose()?;
    let set = given.matching(&condition.has, frame)?;
    Ok(Answer { window, ..Answer::of(set) })
}

/// The tags of the rows that record them, within the window and by the sources that are asked for.
fn recorded(condition: &TagCondition, taggings: &Taggings, frame: &Frame<'_>) -> Result<TagTree> {
    let table = frame.data.event_table(&taggings.table);
    let table =
        table.ok_or_else(|| Error::new(Code::UnknownTable).with("name", &taggings.table))?;
    let column = |name: &str| table.column(name).ok_or_else(|| unchecked(name));
    let window = condition.window.as_ref().unwrap_or(&Window::AllTime);
    let mut rows = RowSet::full(table.rows);
    if let Some(bits) = in_window(table, window, frame.scope.resolve(window)?, frame.scope)? {
        rows.and(&bits);
    }
    if let Some(wanted) = &condition.source_in {
        let source = taggings.source.as_deref().ok_or_else(|| Error::new(Code::NoTaggings))?;
        rows.and(&of_sources(column(source)?, wanted));
    }
    let Data::Texts(paths) = &column(&taggings.tag)?.data else {
        return Err(unchecked(&taggings.tag));
    };
    frame.scope.planner(Some(&table.name)).note(cost::taggings(rows.len()));
    let mut known = Known::default();
    let mut names: Vec<Written<'_>> = Vec::new();
    let mut own: Vec<RoaringBitmap> = Vec::new();
    for contact in 0..frame.data.population {
        let range = table.rows_of(contact);
        for row in rows.iter_range(range.start, range.end) {
            let Some(path) = paths.get(row) else { continue };
            let number = known.number_of(path, false) as usize;
            if number == own.len() {
                names.push(path);
                own.push(RoaringBitmap::new());
            }
            own[number].insert(contact);
        }
    }
    Ok(TagTree::new(names.into_iter().map(|name| name.to_string()).zip(own)))
}

/// The rows whose source is one of these.
fn of_sources(column: &Column, wanted: &[TagSource]) -> RowSet {
    let names: Vec<&str> =
        TagSource::ALL.iter().filter(|(_, s)| wanted.contains(s)).map(|(name, _)| *name).collect();
    RowSet::from_fn(column.len(), |row| match column.value(row) {
        Some(Value::Text(text)) => names.contains(&fold(&text).as_ref()),
        _ => false,
    })
}

/// The tags that contacts have been given, seen through a group and a level.
struct Given<'a> {
    tree: &'a TagTree,
    /// The names of the group, as a range of the tree.
    group: (u32, u32),
    level: Option<u32>,
    subtree: bool,
    universe: u32,
}

impl Given<'_> {
    /// The names that given tags have: each tag of the group, or its name on the level. With the range of the names of the
    /// group whose tags count as this name.
    fn names(&self) -> impl Iterator<Item = (u32, (u32, u32))> + '_ {
        let (first, behind) = self.group;
        let level = self.level;
        (0..).zip(self.tree.nodes()).filter_map(move |(at, node)| match level {
            None if (first..behind).contains(&at) => Some((at, (at, at + 1))),
            // a group may lie below the level: its tags then count as a name above it
            Some(level) if node.depth + 1 == level => {
                let range = (at.max(first), node.end.min(behind));
                (range.0 < range.1).then_some((at, range))
            }
            _ => None,
        })
    }

    /// The contacts with a tag of a range of names.
    fn members(&self, range: (u32, u32)) -> Cow<'_, RoaringBitmap> {
        let nodes = self.tree.nodes();
        match nodes.get(range.0 as usize) {
            Some(node) if range.1 == range.0 + 1 => Cow::Borrowed(node.own()),
            Some(node) if range.1 == node.end => Cow::Borrowed(&node.all),
            _ => {
                let mut all = RoaringBitmap::new();
                nodes
                    .iter()
                    .take(range.1 as usize)
                    .skip(range.0 as usize)
                    .for_each(|n| all |= n.own());
                Cow::Owned(all)
            }
        }
    }

    /// The contacts that have a listed tag; nobody when it cannot be seen.
    fn listed(&self, name: &str) -> Option<(u32, Cow<'_, RoaringBitmap>)> {
        let at = self.tree.find(name)?;
        let (first, behind) = self.group;
        let node = self.tree.nodes().get(at as usize)?;
        let is_seen =
            (first..behind).contains(&at) && self.level.is_none_or(|level| node.depth + 1 == level);
        let end = if self.subtree || self.level.is_some() { node.end } else { at + 1 };
        is_seen.then(|| (at, self.members((at, end.min(behind)))))
    }

    /// The contacts for which a test is true.
    fn matching(&self, test: &TagTest, frame: &Frame<'_>) -> Result<RowSet> {
        let universe = self.universe;
        Ok(match test {
            TagTest::HasAny(names) => self.any(names),
            TagTest::HasNone(names) => {
                let mut set = self.any(names);
                set.complement();
                set
            }
            TagTest::HasAll(names) => self.all(names),
            TagTest::HasExactly(names) => {
                let mut set = self.all(names);
                let wanted: BTreeMap<u32, u32> = names
                    .iter()
                    .filter_map(|name| self.listed(name))
                    .map(|(at, _)| {
                        let end = self.tree.nodes()[at as usize].end;
                        (at, if self.subtree && self.level.is_none() { end } else { at + 1 })
                    })
                    .collect();
                // the ends of nested ranges: what lies in the range of any of several that start before it
                let mut open = 0;
                let mut starts = wanted.into_iter().peekable();
                for (at, range) in self.names() {
                    while let Some((_, end)) = starts.next_if(|(start, _)| *start <= at) {
                        open = open.max(end);
                    }
                    if at >= open {
                        for row in self.members(range).iter().take_while(|row| *row < universe) {
                            set.remove(row);
                        }
                    }
                }
                set
            }
            TagTest::HasAtLeast { k, of } => self.at_least(*k, of),
            TagTest::Count(is) => {
                let verdict = Verdict::new(is, Kind::Number, 0, frame)?;
                let mut counts = vec![0u32; universe as usize];
                for (_, range) in self.names() {
                    for row in self.members(range).iter() {
                        if let Some(count) = counts.get_mut(row as usize) {
                            *count += 1;
                        }
                    }
                }
                RowSet::from_values(&counts, |n| verdict.of(Some(i128::from(n))))
            }
            TagTest::Untagged(value) => {
                let mut set = RowSet::empty(universe);
                for (_, range) in self.names() {
                    set.union_roaring(&self.members(range));
                }
                if *value {
                    set.complement();
                }
                set
            }
        })
    }

    fn any(&self, names: &[String]) -> RowSet {
        let mut out = RowSet::empty(self.universe);
        for (_, members) in names.iter().filter_map(|name| self.listed(name)) {
            out.union_roaring(&members);
        }
        out
    }

    fn all(&self, names: &[String]) -> RowSet {
        let mut out = RowSet::full(self.universe);
        for name in names {
            let Some((_, members)) = self.listed(name) else { return RowSet::empty(self.universe) };
            out.and(&RowSet::from_roaring(&members, self.universe));
        }
        out
    }

    /// The contacts with at least `k` of the tags, counted in binary digits of sets.
    fn at_least(&self, k: u32, names: &[String]) -> RowSet {
        let mut seen = BTreeSet::new();
        let mut digits: Vec<RowSet> = Vec::new();
        for (at, members) in names.iter().filter_map(|name| self.listed(name)) {
            if !seen.insert(at) {
                continue;
            }
            super::group::count(&mut digits, RowSet::from_roaring(&members, self.universe));
        }
        super::group::at_least(&digits, k, self.universe)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> TagTree {
        let tags: [(&str, &[u32]); 5] = [
            ("地区", &[5]),
            ("地区-北京", &[1, 2]),
            ("地区-北京-朝阳区", &[1]),
            ("地区-上海", &[2, 3]),
            ("VIP", &[1, 4]),
        ];
        TagTree::new(tags.map(|(n, m)| (n.to_owned(), m.iter().copied().collect())))
    }

    fn counts(group: Option<&str>, level: Option<u32>) -> Vec<u32> {
        let tree = tree();
        let group = group.map_or((0, tree.nodes().len() as u32), |name| {
            let at = tree.find(name).unwrap();
            (at, tree.nodes()[at as usize].end)
        });
        let given = Given { tree: &tree, group, level, subtree: true, universe: 6 };
        let mut counts = vec![0; 6];
        for (_, range) in given.names() {
            given.members(range).iter().for_each(|row| counts[row as usize] += 1);
        }
        counts
    }

    #[test]
    fn tags_are_counted_within_a_group_and_on_a_level() {
        assert_eq!(counts(None, None), [0, 3, 2, 1, 1, 1]);
        assert_eq!(counts(Some("地区"), None), [0, 2, 2, 1, 0, 1]);
        assert_eq!(counts(None, Some(1)), [0, 2, 1, 1, 1, 1]);
        assert_eq!(counts(None, Some(2)), [0, 1, 2, 1, 0, 0]);
        assert_eq!(counts(Some("地区-北京"), Some(1)), [0, 1, 1, 0, 0, 0]);
        assert_eq!(counts(Some("地区-北京"), Some(3)), [0, 1, 0, 0, 0, 0]);
    }
}
