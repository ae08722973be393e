//! The sets of nodes on contacts: groups, and what stands below them.

use super::group::Combiner;
use super::segments::cycle_of;
use super::walk::{Walk, complement};
use super::{Counted, Evaluator, Scope, Sizes};
use crate::error::{Code, Error};
use crate::rowset::RowSet;
use crate::rule::validate::{check_conditions, check_cycles, check_limit, validate_node};
use crate::rule::{Document, Limit, Node, NodeKind};
use crate::time::Zone;
use std::sync::Arc;

impl Evaluator<'_> {
    /// The sizes of a definition as of an instant. Muted nodes are looked at only when they are `shown`.
    pub(super) fn size_as_of(
        &mut self,
        document: &Document,
        as_of: Option<i64>,
        zone: Zone,
        mut errors: Vec<Error>,
        shown: bool,
    ) -> Sizes {
        let chain = check_cycles(document, self.library.live).err();
        let in_circle = chain.as_ref().is_some_and(|e| e.code == Code::SegmentCycle);
        errors.extend(chain);
        // a circle of conditions is named where it is used
        let too_long = |e: &Error| e.code == Code::DefinitionTooLarge;
        errors.extend(check_conditions(document).err().filter(too_long));
        let document = &document.resolved();
        let scope = Scope::new(as_of, zone, document, self.ways);
        let mut walk = Walk::new(errors, in_circle, shown);
        walk.answers = self.planning.then(Vec::new);
        self.conditions(&scope, &mut walk);
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
        let mut limited = None;
        if let Some(limit) = &document.limit {
            match self.limited(limit, &members) {
                Ok(kept) => {
                    limited = Some(members.len());
                    members = Arc::new(kept);
                }
                Err(error) => walk.errors.push(error.at("limit")),
            }
        }
        let Walk { nodes, errors, answers, .. } = walk;
        Sizes { members, excluded, limited, nodes, errors, as_of, zone: scope.zone, answers }
    }

    fn limited(&mut self, limit: &Limit, members: &RowSet) -> Result<RowSet, Error> {
        check_limit(limit, self.schema)?;
        let numbers = match limit {
            Limit::Top(_) => Arc::default(),
            Limit::Random(random) => self.sample_numbers(&random.seed, None)?,
        };
        super::limit::apply(limit, members, &numbers, self.data)
    }

    /// The set of a node, or `None` when it takes no part: it is muted, has an error, or nothing in it takes part.
    pub(super) fn node(
        &mut self,
        node: &Node,
        path: &str,
        scope: &Scope<'_>,
        walk: &mut Walk,
    ) -> Option<Arc<RowSet>> {
        if node.muted && !walk.shown {
            return None;
        }
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
        if let Some((kind, children)) = node.kind.group() {
            let mut combiner = Combiner::new(kind, self.data.population);
            for (i, child) in children.iter().enumerate() {
                let at = walk.nodes.len();
                let path = format!("{path}.{}[{i}]", kind.list());
                if let Some(set) = self.node(child, &path, scope, walk) {
                    combiner.add(at, &set);
                }
            }
            return combiner.finish(self.data.population, &mut walk.nodes);
        }
        match &node.kind {
            NodeKind::Not(child) => {
                let set = self.node(child, &format!("{path}.not"), scope, walk);
                return set.map(|set| complement(&set));
            }
            NodeKind::Use(name) => {
                if let Some(set) = walk.conditions.get(name) {
                    return set.clone();
                }
                let cycle = cycle_of(scope.document).unwrap_or_else(|| name.clone());
                let error = Error::new(Code::ConditionCycle).with("cycle", cycle);
                walk.errors.push(error.at(&format!("{path}.use")));
                return None;
            }
            _ => {}
        }
        match self.leaf(node, path, scope, walk) {
            Ok(answer) => Some(walk.note(at, answer)),
            Err(error) => {
                walk.errors.push(error.at(path));
                None
            }
        }
    }
}
