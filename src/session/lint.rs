//! What the loaded data and the library say of a definition that is legal.

use super::Session;
use crate::eval::{Counted, NodeResult, Sizes};
use crate::rule::lint::{Finding, Fix, LintCode, lint, roots};
use crate::rule::{
    Attribute, Document, EventCondition, EventWindow, Literal, Node, NodeKind, Operator, Window,
    identity, nearest,
};
use crate::table::{Column, Data, Kind, Value, Written, fold};
use crate::time::{Moment, Zone, civil};
use std::collections::{BTreeMap, BTreeSet};

/// The most segments of the library that a definition is compared with.
const MAX_COMPARED: usize = 200;
/// The most different values of a column among which a near one is looked for.
const MAX_NAMES: usize = 2000;

/// What is known of nodes by their paths: there can be thousands.
struct Known<'a> {
    /// Those that take part.
    nodes: BTreeMap<&'a str, &'a NodeResult>,
    /// Those that are always true or always false.
    constant: BTreeSet<String>,
    zone: &'a Zone,
}

impl<'a> Known<'a> {
    fn new(sizes: &'a Sizes, findings: &[Finding]) -> Self {
        let mut nodes = BTreeMap::new();
        for node in sizes.nodes.iter().filter(|n| n.takes_part) {
            nodes.entry(node.path.as_str()).or_insert(node);
        }
        let is_constant =
            |f: &&Finding| matches!(f.code, LintCode::AlwaysTrue | LintCode::AlwaysFalse);
        let constant = findings.iter().filter(is_constant).map(|f| f.path.clone()).collect();
        Self { nodes, constant, zone: &sizes.zone }
    }
}

impl Session {
    /// What is hardly meant in a definition: first what the definition alone says, then what the loaded data and the library
    /// say. Costs one evaluation, one pass over each column whose values are named, and one look at each saved segment.
    pub fn lint(&mut self, document: &Document) -> Vec<Finding> {
        let mut findings = lint(document, &self.schema);
        self.same_segments(document, &mut findings);
        let resolved = document.resolved().into_owned();
        for (path, node) in roots(&resolved) {
            self.gone(node, &path, &mut findings);
        }
        if self.data.population == 0 {
            return findings;
        }
        let sizes = self.evaluator().size(document);
        let known = Known::new(&sizes, &findings);
        for (path, node) in roots(&resolved) {
            self.stale(node, &path, None, &mut findings);
            self.by_data(node, &path, None, &known, &mut findings);
        }
        if let Some(limit) = document.limit.as_ref().filter(|l| l.per().is_none())
            && let Ok(members) = self.evaluator().unlimited(document)
            && members.len() <= limit.n()
        {
            let finding = Finding::new(LintCode::LimitNotReached, "limit");
            let finding = finding.with("limit", limit.n()).with("members", members.len());
            findings.push(finding.fixed_by(Fix::remove("limit")));
        }
        findings
    }

    /// Saved segments with the same rule or the same members.
    fn same_segments(&mut self, document: &Document, findings: &mut Vec<Finding>) {
        let own = identity(document);
        let others: Vec<Document> = self
            .order
            .iter()
            .filter(|id| document.id.as_ref() != Some(*id))
            .filter_map(|id| self.library.get(id).cloned())
            .take(MAX_COMPARED)
            .collect();
        let members = (self.data.population > 0 && !others.is_empty())
            .then(|| self.evaluator().audience(document).ok())
            .flatten();
        for other in others {
            let code = if identity(&other) == own {
                LintCode::SameDefinition
            } else if let Some(members) = members.as_ref().filter(|m| !m.is_empty())
                && self.evaluator().audience(&other).is_ok_and(|theirs| theirs == *members)
            {
                LintCode::SameMembers
            } else {
                continue;
            };
            let finding = Finding::new(code, "rule").with("name", &other.name);
            findings.push(finding.with("id", other.id.as_deref().unwrap_or_default()));
        }
    }

    /// Tags and segments that are not there any more.
    fn gone(&self, node: &Node, path: &str, findings: &mut Vec<Finding>) {
        if node.muted {
            return;
        }
        match &node.kind {
            NodeKind::Tags(tags) if self.data.population > 0 => {
                let unknown = |tag: &&String| self.data.tags.find(tag).is_none();
                for (at, tag) in tags.has.tags().iter().enumerate().filter(|(_, t)| unknown(t)) {
                    let known = self.data.tags.nodes().iter().take(MAX_NAMES);
                    let near = nearest(tag, known.map(|n| n.name.as_str()));
                    let finding = Finding::new(LintCode::TagGone, path).with("name", tag);
                    findings.push(finding.fixed_by(match near {
                        Some(near) => {
                            let mut node = node.clone();
                            if let NodeKind::Tags(tags) = &mut node.kind
                                && let Some(tag) = tags.has.tags_mut().and_then(|t| t.get_mut(at))
                            {
                                near.clone_into(tag);
                            }
                            Fix::replace(path, node)
                        }
                        None => Fix::remove(path),
                    }));
                }
            }
            NodeKind::Segment(reference)
                if reference.snapshot.is_none() && !self.library.contains_key(&reference.id) =>
            {
                let finding = Finding::new(LintCode::SegmentGone, path);
                let finding = finding.with("id", &reference.id);
                findings.push(finding.fixed_by(Fix::remove(path)));
            }
            _ => {}
        }
        for (path, child) in node.children(path) {
            self.gone(child, &path, findings);
        }
    }

    /// Values of `eq` and `in` that no row has any more.
    fn stale(&self, node: &Node, path: &str, table: Option<&str>, findings: &mut Vec<Finding>) {
        if node.muted {
            return;
        }
        if let NodeKind::Attribute(attribute) = &node.kind {
            let column = match table {
                None => self.data.column(&attribute.field),
                Some(table) => {
                    self.data.event_table(table).and_then(|t| t.column(&attribute.field))
                }
            };
            if let Some(column) = column {
                findings.extend(stale_values(attribute, column, node, path));
            }
        }
        for (path, child) in node.children(path) {
            self.stale(child, &path, table, findings);
        }
        for (path, table, filter) in node.filters(path) {
            self.stale(filter, &path, Some(table), findings);
        }
    }

    /// Conditions that everybody or nobody meets, and windows beside the data.
    fn by_data(
        &self,
        node: &Node,
        path: &str,
        parent: Option<&Node>,
        known: &Known<'_>,
        findings: &mut Vec<Finding>,
    ) {
        if node.muted {
            return;
        }
        let result = known.nodes.get(path);
        let is_leaf = node.children(path).is_empty() && !matches!(node.kind, NodeKind::Const(_));
        if let Some(result) = result.filter(|r| is_leaf && r.counted == Counted::Contacts) {
            let code = match result.size {
                Some(0) => Some((LintCode::MatchesNobody, "any")),
                Some(n) if n == self.data.population => Some((LintCode::MatchesEverybody, "all")),
                _ => None,
            };
            if let Some((code, harmless_in)) = code.filter(|_| !known.constant.contains(path)) {
                let finding = Finding::new(code, path);
                // taken out of such a group, the members stay the same
                let harmless = parent.is_some_and(|p| {
                    let children = p.kind.group().map_or(&[][..], |(_, children)| children);
                    p.kind.name() == harmless_in
                        && children.iter().filter(|c| !c.muted).nth(1).is_some()
                });
                let fix = harmless.then(|| Fix::remove(path));
                findings.push(Finding { fix, ..finding });
            }
            if let NodeKind::Event(event) = &node.kind {
                findings.extend(self.beside_data(event, result, known.zone));
            }
        }
        for (path, child) in node.children(path) {
            self.by_data(child, &path, Some(node), known, findings);
        }
    }

    /// A window that reaches past the oldest or the newest event of its table.
    fn beside_data(
        &self,
        event: &EventCondition,
        result: &NodeResult,
        zone: &Zone,
    ) -> Option<Finding> {
        let span = result.window?;
        let Some(EventWindow::Fixed(window)) = &event.window else { return None };
        let column = self.data.event_table(&event.table)?.time_column()?;
        let Data::Ints { ints, .. } = &column.data else { return None };
        if ints.present().is_empty() || *window == Window::AllTime {
            return None;
        }
        let day = |value: i64| match column.kind() {
            Kind::Date => value as i32,
            _ => zone.day_of(value),
        };
        let (oldest, newest) = (day(ints.bounds().0), day(ints.bounds().1));
        let (from, to) = span.days(zone);
        let open = span.from == i64::MIN;
        let finding = |code| {
            Finding::new(code, &format!("{}.event.window", result.path))
                .with("oldest", civil::format(oldest))
                .with("newest", civil::format(newest))
        };
        // a window ends at `as_of` at the latest; what was asked stands in the definition
        let asked = match window {
            Window::Absolute(absolute) => absolute
                .to
                .as_deref()
                .and_then(|to| Moment::parse(to, zone).ok())
                .map(|to| zone.day_of(to.end(zone) - 1)),
            _ => None,
        };
        if to <= oldest || !open && from > newest {
            Some(finding(LintCode::WindowOutsideData))
        } else if !open && from < oldest {
            Some(finding(LintCode::WindowBeforeData).with("from", civil::format(from)))
        } else {
            let to = asked.filter(|to| *to > newest)?;
            Some(finding(LintCode::WindowAfterData).with("to", civil::format(to)))
        }
    }
}

fn stale_values(attribute: &Attribute, column: &Column, node: &Node, path: &str) -> Vec<Finding> {
    let exact = match column.kind() {
        Kind::Text => false,
        Kind::Code if column.semantic == crate::table::Semantic::Id => true,
        _ => return Vec::new(),
    };
    if !matches!(attribute.is, Operator::Eq(_) | Operator::In(_)) {
        return Vec::new();
    }
    let compared =
        |text: &str| if exact { text.trim().to_owned() } else { fold(text).into_owned() };
    let given: Vec<&str> =
        attribute.is.literals().into_iter().filter_map(Literal::as_text).collect();
    let mut left: BTreeSet<String> = given.iter().map(|text| compared(text)).collect();
    let mut names: BTreeSet<Written<'_>> = BTreeSet::new();
    for row in 0..column.len() {
        let Some(Value::Text(text)) = column.value(row) else { continue };
        if names.len() < MAX_NAMES && names.insert(text) || names.len() >= MAX_NAMES {
            left.remove(&compared(&text));
        }
        if left.is_empty() {
            break;
        }
    }
    // ids are hidden from whoever may not see them: none is proposed
    let names = if exact { BTreeSet::new() } else { names };
    let stale: Vec<&str> = given.iter().copied().filter(|t| left.contains(&compared(t))).collect();
    stale
        .iter()
        .map(|value| {
            let near = nearest(value, names.iter().map(Written::as_str));
            let finding = Finding::new(LintCode::StaleValue, path);
            let finding = finding.with("field", &attribute.field).with("value", value);
            match changed(node, value, near) {
                Some(node) => finding.fixed_by(Fix::replace(path, node)),
                None => finding.fixed_by(Fix::remove(path)),
            }
        })
        .collect()
}

/// The condition with a near value in the place of another, or without it; `None` when none would be left.
fn changed(node: &Node, value: &str, near: Option<&str>) -> Option<Node> {
    let mut node = node.clone();
    let NodeKind::Attribute(attribute) = &mut node.kind else { return None };
    let is_value = |l: &Literal| l.as_text() == Some(value);
    match (&mut attribute.is, near) {
        (Operator::Eq(literal), Some(near)) => *literal = Literal::Text(near.to_owned()),
        (Operator::In(values), Some(near)) => {
            let there = values.iter().any(|l| l.as_text() == Some(near));
            values.retain(|l| !(there && is_value(l)));
            for literal in values.iter_mut().filter(|l| is_value(l)) {
                *literal = Literal::Text(near.to_owned());
            }
        }
        (Operator::In(values), None) => {
            values.retain(|l| !is_value(l));
            if values.is_empty() {
                return None;
            }
        }
        _ => return None,
    }
    Some(node)
}
