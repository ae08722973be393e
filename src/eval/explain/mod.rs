//! Why a segment has the members that it has: what hangs on each node, exactly.
//!
//! From the top down, each node gets the members if it were true for everybody, false for everybody, or muted. From those
//! sets follow the total without the node, whom it alone keeps out, whom it alone lets in, and the near misses. They hold
//! for every group, inside `exclude`, and for named conditions that are used several times. The limit is not applied.
//!
//! Costs: each node is evaluated once for each level above it (conditions come from the cache), and about a dozen passes
//! over `population / 64` words; a condition inside `where` costs one pass over its event table. Memory: the sets of the
//! children, and three sets, for each level on the way down.

mod counts;
mod what_if;

pub use what_if::WhatIf;

use super::{Evaluator, Sizes};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{Document, Node, NodeKind, is_below};
use std::sync::Arc;
use what_if::Siblings;

/// The most nodes on contacts that are explained; those after them are left out and counted.
pub const MAX_EXPLAINED: u32 = 500;
/// The most conditions on events that are explained; those after them are left out and counted.
pub const MAX_EXPLAINED_FILTERS: u32 = 60;

/// What hangs on a node. The members meant are those before the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// How many members there were if the node were muted.
    pub without: u32,
    /// Contacts that are out and would be in if the node were muted.
    pub removes: u32,
    /// Contacts that are in and would be out if the node were muted.
    pub adds: u32,
    /// Contacts that are out and would be in if this node alone came out the other way for them; none of a condition on
    /// events.
    pub near_misses: Option<u32>,
}

/// One node with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedNode {
    /// Path in the definition.
    pub path: String,
    /// Contacts for which it is true; `None` of a condition on events and of a node that takes no part.
    pub size: Option<u32>,
    /// `None` when it takes no part.
    pub effect: Option<Effect>,
}

/// What hangs on every node.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The members before the limit.
    pub members: Arc<RowSet>,
    /// Every node, parents before children: of the rule, of `exclude`, of the named conditions that are used.
    pub nodes: Vec<ExplainedNode>,
    /// How many nodes were left out because there are too many.
    pub left_out: u32,
}

/// A node as it is met.
pub struct Seen<'a> {
    /// Path in the definition.
    pub path: &'a str,
    /// The node.
    pub node: &'a Node,
    /// For whom it is true; `None` of a condition on events and of a node that takes no part.
    pub set: Option<&'a Arc<RowSet>>,
    /// What hangs on it; `None` when it takes no part.
    pub what: Option<&'a WhatIf>,
}

struct Walk<'a, 'v> {
    /// The definition of which one node at a time is the rule.
    probe: Document,
    /// Only this node and those above it.
    only: Option<&'a str>,
    nodes: u32,
    /// `None`: conditions on events are not looked at.
    filters: Option<u32>,
    left_out: u32,
    see: &'v mut dyn FnMut(&Seen<'_>),
}

impl Evaluator<'_> {
    /// What hangs on every node.
    ///
    /// # Errors
    /// What is wrong with the definition.
    pub fn explain(&mut self, document: &Document) -> Result<Explained> {
        let mut found: Vec<(String, Option<u32>, Option<WhatIfSizes>)> = Vec::new();
        let members = self.unlimited(document)?;
        let mut see = |seen: &Seen<'_>| {
            let sizes = seen.what.map(|what| WhatIfSizes::new(what, &members, seen.set.is_some()));
            found.push((seen.path.to_owned(), seen.set.map(|s| s.len()), sizes));
        };
        let left_out = self.walk_what_if(document, None, true, &mut see)?;
        let nodes = found
            .into_iter()
            .map(|(path, size, sizes)| ExplainedNode { path, size, effect: sizes.map(|s| s.0) })
            .collect();
        Ok(Explained { members, nodes, left_out })
    }

    /// The contacts that are no members and would be if the node at this path alone came out the other way for them;
    /// `None` when there is no such node, or it takes no part.
    ///
    /// # Errors
    /// What is wrong with the definition.
    pub fn near_misses(&mut self, document: &Document, path: &str) -> Result<Option<RowSet>> {
        let members = self.unlimited(document)?;
        let mut near = None;
        self.walk_what_if(document, Some(path), false, &mut |seen| {
            if seen.path == path {
                near = seen.what.map(|what| what.near_misses(&members));
            }
        })?;
        Ok(near)
    }

    /// The members before the limit.
    ///
    /// # Errors
    /// What is wrong with the definition.
    pub fn unlimited(&mut self, document: &Document) -> Result<Arc<RowSet>> {
        let document = Document { limit: None, ..document.clone() };
        self.audience(&document)
    }

    /// Shows every node (or `only` one and those above it) with its set and with what hangs on it. Returns how many nodes
    /// were left out.
    pub(crate) fn walk_what_if(
        &mut self,
        document: &Document,
        only: Option<&str>,
        filters: bool,
        see: &mut dyn FnMut(&Seen<'_>),
    ) -> Result<u32> {
        let resolved = document.resolved().into_owned();
        let probe = Document {
            parameters: std::collections::BTreeMap::new(),
            exclude: None,
            limit: None,
            ..resolved.clone()
        };
        let mut walk =
            Walk { probe, only, nodes: 0, filters: filters.then_some(0), left_out: 0, see };
        let full = Arc::new(RowSet::full(self.data.population));
        let empty = Arc::new(RowSet::empty(self.data.population));
        let rule = self.set_of(&resolved.rule, &mut walk)?;
        let exclude = match &resolved.exclude {
            Some(node) => self.set_of(node, &mut walk)?,
            None => None,
        };
        let mut kept = (*full).clone();
        if let Some(out) = &exclude {
            kept.and_not(out);
        }
        let kept = Arc::new(kept);
        let of_rule = WhatIf { if_true: kept.clone(), if_false: empty.clone(), if_absent: kept };
        self.visit(&resolved.rule, "rule", rule.clone(), &of_rule, &mut walk)?;
        if let Some(node) = &resolved.exclude {
            let all = rule.unwrap_or(full);
            let of_exclude = WhatIf { if_true: empty, if_false: all.clone(), if_absent: all };
            self.visit(node, "exclude", exclude, &of_exclude, &mut walk)?;
        }
        for (name, node) in &resolved.conditions {
            let path = format!("conditions.{name}");
            if only.is_none_or(|only| is_below(only, &path)) && is_used(name, &resolved) {
                let set = self.set_of(node, &mut walk)?;
                let what = self.what_if_condition(name, &resolved)?;
                self.visit(node, &path, set, &what, &mut walk)?;
            }
        }
        Ok(walk.left_out)
    }

    /// What hangs on a named condition, wherever it is used.
    fn what_if_condition(&mut self, name: &str, document: &Document) -> Result<WhatIf> {
        let mut members = |node: Node| -> Result<Arc<RowSet>> {
            let mut changed = document.clone();
            changed.parameters.clear();
            changed.conditions.insert(name.to_owned(), node);
            changed.limit = None;
            first_error(self.size(&changed)).map(|sizes| sizes.members)
        };
        let fixed = |value| Node::new(NodeKind::Const(value));
        Ok(WhatIf {
            if_true: members(fixed(true))?,
            if_false: members(fixed(false))?,
            if_absent: members(Node { muted: true, ..fixed(true) })?,
        })
    }

    /// For whom a node is true; `None` when it takes no part.
    fn set_of(&mut self, node: &Node, walk: &mut Walk<'_, '_>) -> Result<Option<Arc<RowSet>>> {
        walk.probe.rule = node.clone();
        let sizes = first_error(self.size(&walk.probe))?;
        let takes_part =
            sizes.nodes.iter().find(|n| n.path == "rule").is_some_and(|n| n.takes_part);
        Ok(takes_part.then_some(sizes.members))
    }

    fn visit(
        &mut self,
        node: &Node,
        path: &str,
        set: Option<Arc<RowSet>>,
        what: &WhatIf,
        walk: &mut Walk<'_, '_>,
    ) -> Result<()> {
        if walk.only.is_some_and(|only| !is_below(only, path)) {
            return Ok(());
        }
        if walk.nodes >= MAX_EXPLAINED {
            walk.left_out += count(node);
            return Ok(());
        }
        walk.nodes += 1;
        let Some(set) = set else {
            (walk.see)(&Seen { path, node, set: None, what: None });
            for (path, child) in node.children(path) {
                self.visit(child, &path, None, what, walk)?;
            }
            return Ok(());
        };
        (walk.see)(&Seen { path, node, set: Some(&set), what: Some(what) });
        let children = node.children(path);
        if let Some((group, _)) = node.kind.group() {
            let mut sets = Vec::with_capacity(children.len());
            for (_, child) in &children {
                sets.push(self.set_of(child, walk)?);
            }
            let siblings = Siblings::new(group, set.universe(), sets.iter().flatten());
            for ((path, child), set) in children.into_iter().zip(sets) {
                if walk.only.is_some_and(|only| !is_below(only, &path)) {
                    continue;
                }
                let inner = set.as_ref().map(|set| siblings.child(set, what));
                self.visit(child, &path, set, inner.as_ref().unwrap_or(what), walk)?;
            }
        } else {
            for (path, child) in children {
                let set = self.set_of(child, walk)?;
                self.visit(child, &path, set, &what.negated(), walk)?;
            }
            self.visit_filters(node, path, what, walk);
        }
        Ok(())
    }

    /// The conditions on events inside a condition: only what the total would be without them.
    fn visit_filters(&mut self, leaf: &Node, path: &str, what: &WhatIf, walk: &mut Walk<'_, '_>) {
        let mut open: Vec<(String, &Node)> =
            leaf.filters(path).into_iter().map(|(path, _, node)| (path, node)).rev().collect();
        while let Some((at, node)) = open.pop() {
            open.extend(node.children(&at).into_iter().rev());
            let Some(done) = walk.filters else { return };
            if done >= MAX_EXPLAINED_FILTERS {
                walk.left_out += 1;
                continue;
            }
            walk.filters = Some(done + 1);
            let alone = Document { rule: leaf.clone(), ..walk.probe.clone() };
            let inside = format!("rule{}", at.strip_prefix(path).unwrap_or_default());
            let muted = Node { muted: true, ..node.clone() };
            // a condition that cannot be left away has no total without it
            let without = alone.with_node(&inside, &muted).and_then(|d| self.set_of(&d.rule, walk));
            let absent = match without {
                Ok(Some(set)) if !node.muted => Some(what.if_set(&set)),
                _ => None,
            };
            let what =
                absent.map(|members| WhatIf { if_absent: Arc::new(members), ..what.clone() });
            (walk.see)(&Seen { path: &at, node, set: None, what: what.as_ref() });
        }
    }
}

/// The numbers of a [`WhatIf`].
struct WhatIfSizes(Effect);

impl WhatIfSizes {
    fn new(what: &WhatIf, members: &RowSet, of_contacts: bool) -> Self {
        let (without, stay) = (what.if_absent.len(), what.if_absent.intersection_len(members));
        Self(Effect {
            without,
            removes: without - stay,
            adds: members.len() - stay,
            near_misses: of_contacts.then(|| what.near_misses(members).len()),
        })
    }
}

fn first_error(sizes: Sizes) -> Result<Sizes> {
    match sizes.errors.first() {
        Some(error) => Err(error.clone()),
        None => Ok(sizes),
    }
}

fn is_used(name: &str, document: &Document) -> bool {
    fn uses(node: &Node, name: &str) -> bool {
        matches!(&node.kind, NodeKind::Use(used) if used == name)
            || node.children("").iter().any(|(_, child)| uses(child, name))
    }
    let nodes = std::iter::once(&document.rule).chain(&document.exclude);
    nodes.chain(document.conditions.values()).any(|node| uses(node, name))
}

fn count(node: &Node) -> u32 {
    1 + node.children("").iter().map(|(_, child)| count(child)).sum::<u32>()
}
