//! Which segments refer to which, and what breaks when something is deleted.

use crate::rule::validate::references;
use crate::rule::{Document, Node, NodeKind};
use crate::session::{GraphNode, Impact, LibraryGraph, SegmentUse, Session};
use crate::table::is_tag_below;
use std::collections::{BTreeMap, BTreeSet};

impl Session {
    /// Which segments refer to which, and which of them in a circle. Muted conditions refer to nothing.
    pub fn graph(&self) -> LibraryGraph {
        let nodes: Vec<GraphNode> = self
            .order
            .iter()
            .filter_map(|id| Some((id, self.library.get(id)?)))
            .map(|(id, document)| GraphNode {
                id: id.clone(),
                name: document.name.clone(),
                uses: self.uses(document),
                used_by: self.users_of_any(id),
            })
            .collect();
        let circles = self.circles();
        LibraryGraph { nodes, circles }
    }

    fn uses(&self, document: &Document) -> Vec<SegmentUse> {
        let live = references(document).into_iter().map(|(path, id)| SegmentUse {
            id: id.to_owned(),
            snapshot: None,
            path,
            exists: self.library.contains_key(id),
        });
        let kept = snapshot_references(document).into_iter().map(|(path, id, snapshot)| {
            let exists = self.snapshots.contains_key(&(id.clone(), snapshot.clone()));
            SegmentUse { id, snapshot: Some(snapshot), path, exists }
        });
        live.chain(kept).collect()
    }

    /// Ids of the segments that refer to this one as it is now.
    pub(super) fn users(&self, id: &str) -> Vec<String> {
        let uses = |d: &Document| references(d).iter().any(|(_, used)| *used == id);
        let users = self.order.iter().filter(|other| self.library.get(*other).is_some_and(uses));
        users.cloned().collect()
    }

    fn users_of_any(&self, id: &str) -> Vec<String> {
        let uses = |d: &Document| {
            references(d).iter().any(|(_, used)| *used == id)
                || snapshot_references(d).iter().any(|(_, used, _)| used == id)
        };
        let users = self.order.iter().filter(|other| self.library.get(*other).is_some_and(uses));
        users.cloned().collect()
    }

    /// Groups of segments each of which leads to every other one of its group.
    fn circles(&self) -> Vec<Vec<String>> {
        let next: BTreeMap<&str, Vec<&str>> = self
            .library
            .iter()
            .map(|(id, d)| (id.as_str(), references(d).into_iter().map(|(_, id)| id).collect()))
            .collect();
        let reach = |from: &str| {
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut open: Vec<&str> = next.get(from).cloned().unwrap_or_default();
            while let Some(id) = open.pop() {
                if seen.insert(id) {
                    open.extend(next.get(id).into_iter().flatten());
                }
            }
            seen
        };
        // only what leads back to itself can be in a circle: usually nothing
        let circular: BTreeMap<&str, BTreeSet<&str>> = self
            .order
            .iter()
            .map(|id| (id.as_str(), reach(id)))
            .filter(|(id, reached)| reached.contains(id))
            .collect();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let mut circles = Vec::new();
        for id in self.order.iter().map(String::as_str) {
            let Some(reached) = circular.get(id).filter(|_| !done.contains(id)) else { continue };
            let together = |other: &&str| {
                reached.contains(other) && circular.get(*other).is_some_and(|r| r.contains(id))
            };
            let circle: Vec<&str> =
                self.order.iter().map(String::as_str).filter(together).collect();
            done.extend(&circle);
            circles.push(circle.into_iter().map(str::to_owned).collect());
        }
        circles
    }

    /// What breaks when a segment is deleted with its snapshots: the segments that refer to it, and those that refer to
    /// them, nearest first.
    pub fn impact_of_segment(&self, id: &str) -> Vec<Impact> {
        let mut impacts = Vec::new();
        for user in &self.order {
            let Some(document) = self.library.get(user).filter(|_| user != id) else { continue };
            for used in self.uses(document).into_iter().filter(|u| u.id == id) {
                impacts.push(impact(user, document, used.path, None));
            }
        }
        self.and_users(impacts, &[id])
    }

    /// What breaks when a tag is deleted with the tags below it: the conditions that name one of them, and the segments
    /// that refer to those segments, nearest first.
    pub fn impact_of_tag(&self, name: &str) -> Vec<Impact> {
        let mut impacts = Vec::new();
        for id in &self.order {
            let Some(document) = self.library.get(id) else { continue };
            let mut found = Vec::new();
            each_root(document, &mut |node, path| {
                if let NodeKind::Tags(tags) = &node.kind {
                    let named = tags.has.tags().iter().chain(&tags.group);
                    if named.into_iter().any(|tag| is_tag_below(tag, name)) {
                        found.push(path.to_owned());
                    }
                }
            });
            impacts.extend(found.into_iter().map(|path| impact(id, document, path, None)));
        }
        self.and_users(impacts, &[])
    }

    /// The same, with the segments that refer to those, and so on.
    fn and_users(&self, mut impacts: Vec<Impact>, known: &[&str]) -> Vec<Impact> {
        let mut done: BTreeSet<String> = known.iter().map(|id| (*id).to_owned()).collect();
        let mut at = 0;
        while at < impacts.len() {
            let through = impacts[at].segment.clone();
            at += 1;
            if !done.insert(through.clone()) {
                continue;
            }
            for user in self.order.iter().filter(|user| !done.contains(*user)) {
                let Some(document) = self.library.get(user) else { continue };
                for (path, used) in references(document) {
                    if used == through {
                        impacts.push(impact(user, document, path, Some(through.clone())));
                    }
                }
            }
        }
        impacts
    }
}

fn impact(id: &str, document: &Document, path: String, through: Option<String>) -> Impact {
    Impact { segment: id.to_owned(), name: document.name.clone(), path, through }
}

/// Snapshots that a definition refers to: path, segment, snapshot.
fn snapshot_references(document: &Document) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    each_root(document, &mut |node, path| {
        if let NodeKind::Segment(reference) = &node.kind
            && let Some(snapshot) = &reference.snapshot
        {
            let path = format!("{path}.segment.snapshot");
            found.push((path, reference.id.clone(), snapshot.clone()));
        }
    });
    found
}

/// Every node on contacts that is not muted, with its path.
fn each_root(document: &Document, see: &mut dyn FnMut(&Node, &str)) {
    each(&document.rule, "rule", see);
    if let Some(exclude) = &document.exclude {
        each(exclude, "exclude", see);
    }
    for (name, node) in &document.conditions {
        each(node, &format!("conditions.{name}"), see);
    }
}

fn each(node: &Node, path: &str, see: &mut dyn FnMut(&Node, &str)) {
    if node.muted {
        return;
    }
    see(node, path);
    for (path, child) in node.children(path) {
        each(child, &path, see);
    }
}
