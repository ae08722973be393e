//! Exact sizes: a definition evaluated to sets of contacts.
//!
//! Every condition becomes a [`RowSet`]; groups combine sets word by word. Sets of conditions are kept in a [`Cache`] by
//! canonical form, so an edit computes one condition anew and combines again. A condition costs one pass over one column
//! (or over one event table), a group one pass over `population / 64` words per child.
//!
//! [`Evaluator::size`] is for editing: nodes with errors take no part and are named. [`Evaluator::audience`] is for using
//! the result: any error refuses it.

mod cache;
mod column;
mod events;
pub mod explain;
mod fraction;
pub mod naive;

mod ranges;
mod scope;
mod tags;
mod text;
mod walk;

pub use cache::Cache;
pub use scope::{as_of, newest_day_end};

use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::schema::{EventInfo, Schema};
use crate::rule::validate::{check_cycles, validate_event_node, validate_node};
use crate::rule::{
    Document, EventCondition, EventWindow, Library, Names, Node, NodeKind, Snapshots,
    canonical_node, validate,
};
use crate::table::{Dataset, EventTable};
use crate::time::{Span, Window, Zone};
use column::attribute;
use scope::{Scope, zone_of};
use std::collections::BTreeMap;
use std::sync::Arc;
use walk::{Walk, combine, complement};

/// What is counted by a node's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Contacts.
    Contacts,
    /// Events of known contacts.
    Events,
}

/// The size of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeResult {
    /// Path in the definition.
    pub path: String,
    /// What is counted.
    pub counted: Counted,
    /// How many are true by themselves; `None` with an error.
    pub size: Option<u32>,
    /// How many this child removes from an `all` or `none`, or adds to an `any`.
    pub effect: Option<u32>,
    /// Of a negative attribute condition: how many match because they have no value.
    pub missing: Option<u32>,
    /// The window as instants.
    pub window: Option<Span>,
    /// Whether the node takes part.
    pub takes_part: bool,
}

/// The sizes of a whole definition.
#[derive(Debug, Clone)]
pub struct Sizes {
    /// The members.
    pub members: Arc<RowSet>,
    /// How many members of the rule `exclude` takes out.
    pub excluded: u32,
    /// Every node, parents before children.
    pub nodes: Vec<NodeResult>,
    /// What is wrong.
    pub errors: Vec<Error>,
    /// What windows are relative to, where it is known.
    pub as_of: Option<i64>,
    /// The zone of the document, or UTC when it has none that exists.
    pub zone: Zone,
}

/// The segments that definitions refer to.
#[derive(Debug, Clone, Copy)]
pub struct Segments<'a> {
    /// As they are now.
    pub live: &'a Library,
    /// As they were kept.
    pub snapshots: &'a Snapshots,
}

/// Evaluates definitions on one dataset.
pub struct Evaluator<'a> {
    data: &'a Dataset,
    schema: &'a Schema,
    library: Segments<'a>,
    cache: &'a mut Cache,
    /// Sets of referenced segments, within one call.
    segments: BTreeMap<String, Result<Arc<RowSet>>>,
}

/// A set with what is shown beside it.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    set: Arc<RowSet>,
    missing: Option<u32>,
    window: Option<Span>,
}

impl<'a> Evaluator<'a> {
    /// An evaluator on this dataset. The cache must have been used with this version of the data only.
    pub fn new(
        data: &'a Dataset,
        schema: &'a Schema,
        library: Segments<'a>,
        cache: &'a mut Cache,
    ) -> Self {
        cache.for_version(data.version);
        Self { data, schema, library, cache, segments: BTreeMap::new() }
    }

    /// The members of a definition.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn audience(&mut self, document: &Document) -> Result<Arc<RowSet>> {
        let names = self.names();
        if let Some(error) = validate(document, &names).into_iter().next() {
            return Err(error);
        }
        let sizes = self.size(document);
        match sizes.errors.into_iter().next() {
            Some(error) => Err(error),
            None => Ok(sizes.members),
        }
    }

    fn names(&self) -> Names<'a> {
        let Segments { live, snapshots } = self.library;
        Names { schema: self.schema, tags: &self.data.tags, library: live, snapshots }
    }

    /// The sizes of a definition and all its nodes. Nodes with errors take no part and are named in `errors`.
    pub fn size(&mut self, document: &Document) -> Sizes {
        let mut errors = Vec::new();
        let (zone, zone_error) = zone_of(document);
        errors.extend(zone_error);
        let as_of = match as_of(document, self.data, &zone) {
            Ok(as_of) => as_of,
            Err(e) => {
                errors.push(e.at("as_of"));
                None
            }
        };
        self.size_as_of(document, as_of, zone, errors)
    }

    fn size_as_of(
        &mut self,
        document: &Document,
        as_of: Option<i64>,
        zone: Zone,
        mut errors: Vec<Error>,
    ) -> Sizes {
        let circle = check_cycles(document, self.library.live)
            .err()
            .filter(|e| e.code == Code::SegmentCycle);
        let in_circle = circle.is_some();
        errors.extend(circle);
        let document = &document.resolved();
        let scope = Scope::new(as_of, zone, document);
        let mut walk = Walk { nodes: Vec::new(), errors, in_circle };
        let universe = self.data.population;
        let rule = self.node(&document.rule, "rule", &scope, &mut walk);
        let mut members = rule.unwrap_or_else(|| Arc::new(RowSet::full(universe)));
        let mut excluded = 0;
        if let Some(exclude) = &document.exclude
            && let Some(out) = self.node(exclude, "exclude", &scope, &mut walk)
        {
            excluded = members.intersection_len(&out);
            let mut rest = (*members).clone();
            rest.and_not(&out);
            members = Arc::new(rest);
        }
        Sizes { members, excluded, nodes: walk.nodes, errors: walk.errors, as_of, zone: scope.zone }
    }

    /// The set of a node, or `None` when it takes no part: it is muted, has an error, or nothing in it takes part.
    fn node(
        &mut self,
        node: &Node,
        path: &str,
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Option<Arc<RowSet>> {
        let mark = walk.mark();
        let at = walk.start(path, Counted::Contacts);
        let set = self.node_as_if(node, path, scope, walk, at);
        walk.nodes[at].size = set.as_ref().map(|s| s.len());
        walk.settle(mark, node.muted, set)
    }

    /// The set of a node as if it were not muted.
    fn node_as_if(
        &mut self,
        node: &Node,
        path: &str,
        scope: &Scope<'_>,
        walk: &mut Walk,
        at: usize,
    ) -> Option<Arc<RowSet>> {
        let names = self.names();
        let context = scope.context(&names);
        if let Err(error) = validate_node(node, path, &context) {
            walk.errors.push(error);
            return None;
        }
        let universe = self.data.population;
        if let Some((kind, children)) = node.kind.group() {
            let mut sets = Vec::with_capacity(children.len());
            for (i, child) in children.iter().enumerate() {
                let at = walk.nodes.len();
                if let Some(set) =
                    self.node(child, &format!("{path}.{}[{i}]", kind.list()), scope, walk)
                {
                    sets.push((at, set));
                }
            }
            return combine(kind, &sets, universe, walk);
        }
        if let NodeKind::Not(child) = &node.kind {
            return self
                .node(child, &format!("{path}.not"), scope, walk)
                .map(|set| complement(&set));
        }
        match self.leaf(node, path, scope, walk) {
            Ok(answer) => {
                walk.nodes[at].missing = answer.missing;
                walk.nodes[at].window = answer.window;
                Some(answer.set)
            }
            Err(error) => {
                walk.errors.push(error.at(path));
                None
            }
        }
    }

    /// The set of a condition, from the cache where it is there.
    fn leaf(
        &mut self,
        node: &Node,
        path: &str,
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Result<Answer> {
        if let NodeKind::Event(condition) = &node.kind {
            return self.event(condition, path, node, scope, walk);
        }
        let data = self.data;
        match &node.kind {
            NodeKind::Const(value) => {
                let set = if *value {
                    RowSet::full(data.population)
                } else {
                    RowSet::empty(data.population)
                };
                Ok(Answer { set: Arc::new(set), missing: None, window: None })
            }
            NodeKind::Segment(reference) => {
                if walk.in_circle {
                    return Err(Error::new(Code::SegmentCycle).with("cycle", &reference.id));
                }
                let set = self.segment(&reference.id, scope.as_of)?;
                Ok(Answer { set, missing: None, window: None })
            }
            NodeKind::Tags(condition) => {
                self.cache.or_insert(&scope.key, &canonical_node(node), || {
                    tags::evaluate(condition, data)
                })
            }
            NodeKind::Attribute(condition) => {
                let column = data.column(&condition.field);
                let column = column
                    .ok_or_else(|| Error::new(Code::UnknownField).with("name", &condition.field))?;
                let key = canonical_node(node);
                self.cache.or_insert(&scope.key, &key, || attribute(condition, column, scope, path))
            }
            _ => Err(Error::new(Code::Internal).with("reason", "a group is no condition")),
        }
    }

    fn event(
        &mut self,
        condition: &EventCondition,
        path: &str,
        node: &Node,
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Result<Answer> {
        let data = self.data;
        let unknown = || Error::new(Code::UnknownTable).with("name", &condition.table);
        let table = data.event_table(&condition.table).ok_or_else(unknown)?;
        let info =
            self.schema.events.iter().find(|e| e.table == condition.table).ok_or_else(unknown)?;
        let mut filter = None;
        if let Some(inner) = &condition.filter {
            let before = walk.errors.len();
            filter =
                self.event_node(inner, &format!("{path}.event.where"), (table, info), scope, walk);
            if walk.errors.len() > before {
                // a condition that is only half understood would count the wrong people
                return Err(walk.errors.remove(before));
            }
        }
        let window = match &condition.window {
            None => Window::AllTime,
            Some(EventWindow::Fixed(window)) => window.clone(),
            Some(EventWindow::Since(_)) => {
                return Err(Error::new(Code::Internal).with("reason", "a window of each contact"));
            }
        };
        let window_path = format!("{path}.event.window");
        let span = scope.resolve(&window).map_err(|e| e.at(&window_path))?;
        let key = canonical_node(node);
        let mut answer = self.cache.or_insert(&scope.key, &key, || {
            let bits = events::seen(table, filter.as_deref(), &window, span, scope)?;
            let set = events::evaluate(
                table,
                condition,
                bits.as_ref(),
                scope,
                data.population,
                &format!("{path}.event.is"),
            )?;
            Ok(Answer { set: Arc::new(set), missing: None, window: None })
        })?;
        answer.window = condition.window.is_some().then_some(span);
        Ok(answer)
    }

    /// The events for which a node inside `where` is true; `None` when it takes no part.
    fn event_node(
        &mut self,
        node: &Node,
        path: &str,
        table: (&'a EventTable, &'a EventInfo),
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Option<Arc<RowSet>> {
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
        table: (&'a EventTable, &'a EventInfo),
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
            let mut sets = Vec::with_capacity(children.len());
            for (i, child) in children.iter().enumerate() {
                let at = walk.nodes.len();
                if let Some(set) = self.event_node(
                    child,
                    &format!("{path}.{}[{i}]", kind.list()),
                    table,
                    scope,
                    walk,
                ) {
                    sets.push((at, set));
                }
            }
            return combine(kind, &sets, table.0.linked(), walk);
        }
        let answer = match &node.kind {
            NodeKind::Not(child) => {
                let set = self.event_node(child, &format!("{path}.not"), table, scope, walk);
                return set.map(|set| complement(&set));
            }
            NodeKind::Const(value) => {
                return Some(Arc::new(if *value {
                    RowSet::full(universe)
                } else {
                    RowSet::empty(universe)
                }));
            }
            NodeKind::Attribute(condition) => match table.0.column(&condition.field) {
                Some(column) => {
                    let key = format!("event {} {}", table.0.name, canonical_node(node));
                    self.cache
                        .or_insert(&scope.key, &key, || attribute(condition, column, scope, path))
                }
                None => Err(Error::new(Code::UnknownField).with("name", &condition.field)),
            },
            _ => Err(Error::new(Code::Internal)
                .with("reason", "a condition on contacts inside an event")),
        };
        match answer {
            Ok(answer) => {
                walk.nodes[at].missing = answer.missing;
                walk.nodes[at].window = answer.window;
                Some(answer.set)
            }
            Err(error) => {
                walk.errors.push(error.at(path));
                None
            }
        }
    }

    /// The live members of a segment of the library: its own zone and week start, the `as_of` of who asks.
    fn segment(&mut self, id: &str, as_of: Option<i64>) -> Result<Arc<RowSet>> {
        if let Some(known) = self.segments.get(id) {
            return known.clone();
        }
        let document = self
            .library
            .live
            .get(id)
            .ok_or_else(|| Error::new(Code::UnknownSegment).with("id", id))?;
        let names = self.names();
        let wrong = validate(document, &names)
            .into_iter()
            .find(|e| e.location.path.as_deref() != Some("as_of"));
        let outcome = match wrong {
            Some(error) => Err(error),
            None => {
                let sizes = self.size_as_of(document, as_of, zone_of(document).0, Vec::new());
                sizes.errors.into_iter().next().map_or(Ok(sizes.members), Err)
            }
        };
        // a path inside the other document says nothing here; the reference is the place
        let result = outcome.map_err(|mut error| {
            error.location.path = None;
            error
        });
        self.segments.insert(id.to_owned(), result.clone());
        result
    }
}
