//! Conditions on events: the sets of nodes inside a `where`.

use super::column::column_set;
use super::frame::{Frame, Populations};
use super::group::Combiner;
use super::plan::CONSTANT;
use super::walk::{Walk, complement};
use super::{Answer, Counted, Evaluator, Scope};
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::schema::EventInfo;
use crate::rule::validate::validate_event_node;
use crate::rule::{Attribute, Missing, Node, NodeKind, canonical_node};
use crate::table::EventTable;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The events that pass each `where` of a node, by its path; one that takes no part is not there.
pub type Filters = BTreeMap<String, Arc<RowSet>>;

/// A table with what validation knows about it.
type Table<'a> = (&'a EventTable, &'a EventInfo);

impl<'a> Evaluator<'a> {
    /// An event table by its name.
    pub(super) fn table(&self, name: &str) -> Result<Table<'a>> {
        let unknown = || Error::new(Code::UnknownTable).with("name", name);
        let table = self.data.event_table(name).ok_or_else(unknown)?;
        let info = self.schema.events.iter().find(|e| e.table == name).ok_or_else(unknown)?;
        Ok((table, info))
    }

    /// The conditions on events inside a node.
    ///
    /// # Errors
    /// The first error inside them: a condition that is only half understood would count the wrong people.
    pub(super) fn filters(
        &mut self,
        node: &Node,
        path: &str,
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Result<Filters> {
        let before = walk.errors.len();
        let mut filters = Filters::new();
        for (at, table, filter) in node.filters(path) {
            let table = self.table(table)?;
            if let Some(set) = self.event_node(filter, &at, table, scope, walk) {
                filters.insert(at, set);
            }
        }
        if walk.errors.len() > before {
            return Err(walk.errors.remove(before));
        }
        Ok(filters)
    }

    /// The events for which a node inside `where` is true; `None` when it takes no part.
    fn event_node(
        &mut self,
        node: &Node,
        path: &str,
        table: Table<'a>,
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Option<Arc<RowSet>> {
        if node.muted && !walk.shown {
            return None;
        }
        let mark = walk.mark();
        let at = walk.start(path, Counted::Events);
        let set = self.event_node_as_if(node, path, table, scope, walk, at);
        walk.nodes[at].size = set.as_ref().map(|s| s.count_range(0, table.0.linked()));
        walk.settle(mark, node.muted, set)
    }

    fn event_node_as_if(
        &mut self,
        node: &Node,
        path: &str,
        table: Table<'a>,
        scope: &Scope<'_>,
        walk: &mut Walk,
        at: usize,
    ) -> Option<Arc<RowSet>> {
        let names = self.names();
        let context = scope.context(&names);
        if let Err(error) = validate_event_node(node, path, table.1, &context) {
            walk.errors.push(error);
            return None;
        }
        let universe = table.0.rows;
        if let Some((kind, children)) = node.kind.group() {
            let mut combiner = Combiner::new(kind, universe);
            for (i, child) in children.iter().enumerate() {
                let at = walk.nodes.len();
                let path = format!("{path}.{}[{i}]", kind.list());
                if let Some(set) = self.event_node(child, &path, table, scope, walk) {
                    combiner.add(at, &set);
                }
            }
            return combiner.finish(table.0.linked(), &mut walk.nodes);
        }
        let answer = match &node.kind {
            NodeKind::Not(child) => {
                let set = self.event_node(child, &format!("{path}.not"), table, scope, walk);
                return set.map(|set| complement(&set));
            }
            NodeKind::Const(true) => Ok(Answer::by(CONSTANT, RowSet::full(universe))),
            NodeKind::Const(false) => Ok(Answer::by(CONSTANT, RowSet::empty(universe))),
            NodeKind::Attribute(condition) => {
                let (data, populations) = (self.data, Populations::new());
                let (name, columns) = (Some(table.0.name.as_str()), &table.0.columns);
                let frame = Frame { scope, table: name, columns, data, populations: &populations };
                let key = format!("event {} {}", table.0.name, canonical_node(node));
                let compute = || attribute(condition, &frame, path);
                self.cache.or_insert(&scope.key, &key, || scope.computed(compute))
            }
            _ => Err(Error::new(Code::Internal)
                .with("reason", "a condition on contacts inside an event")),
        };
        match answer {
            Ok(answer) => Some(walk.note(at, answer)),
            Err(error) => {
                walk.errors.push(error.at(path));
                None
            }
        }
    }
}

/// The rows of a table for which an attribute condition is true.
pub(super) fn attribute(condition: &Attribute, frame: &Frame<'_>, path: &str) -> Result<Answer> {
    let at = format!("{path}.attribute.is");
    let policy = condition.missing.unwrap_or(Missing::Match);
    let found = frame
        .column(&condition.field)
        .and_then(|column| column_set(column, &condition.is, policy, frame))
        .map_err(|e| e.at(&at))?;
    let window = super::dates::window(&condition.is, frame.scope).map_err(|e| e.at(&at))?;
    Ok(Answer { missing: found.missing, cut: found.cut, window, ..Answer::of(found.set) })
}
