//! Nodes that are always true or false, and conditions of a group that say the same or the opposite.

use super::subject::{Allowed, Columns};
use super::{Finding, Fix, LintCode, MAX_SIBLINGS, tags};
use crate::rule::{Group, Node, NodeKind, TagTest, canonical_node};

/// Looks at a node and everything below it.
pub fn lint_tree(node: &Node, path: &str, columns: &Columns<'_>, findings: &mut Vec<Finding>) {
    if node.muted {
        return;
    }
    if let Some(code) = constant(node, *columns) {
        // inside a group whose other conditions remain, what says nothing can go
        findings.push(Finding::new(code, path));
    }
    if let Some((group, _)) = node.kind.group() {
        lint_group(group, node, path, *columns, findings);
    }
    for (path, child) in node.children(path) {
        lint_tree(child, &path, columns, findings);
    }
    for (path, table, filter) in node.filters(path) {
        lint_tree(filter, &path, &columns.of_table(table), findings);
    }
}

/// Whether a node is true, or false, whatever the data are.
fn constant(node: &Node, columns: Columns<'_>) -> Option<LintCode> {
    let always = |is: bool| Some(if is { LintCode::AlwaysTrue } else { LintCode::AlwaysFalse });
    let present = |nodes: &[Node]| nodes.iter().filter(|n| !n.muted).count() as u64;
    match &node.kind {
        NodeKind::AtLeast(of) if of.k == 0 => always(true),
        NodeKind::AtLeast(of) | NodeKind::Exactly(of) if u64::from(of.k) > present(&of.of) => {
            always(false)
        }
        NodeKind::AtMost(of) if u64::from(of.k) >= present(&of.of) => always(true),
        NodeKind::Tags(condition) => match &condition.has {
            TagTest::HasAtLeast { k: 0, .. } => always(true),
            TagTest::HasAtLeast { k, of } if *k as usize > of.len() => always(false),
            _ => constant_values(&columns.allowed(node)?),
        },
        _ => constant_values(&columns.allowed(node)?),
    }
}

fn constant_values(allowed: &Allowed) -> Option<LintCode> {
    if allowed.values.is_empty(allowed.whole) {
        return Some(LintCode::AlwaysFalse);
    }
    let rest = allowed.all.and(&allowed.values.complement());
    rest.is_empty(allowed.whole).then_some(LintCode::AlwaysTrue)
}

struct Sibling<'a> {
    path: String,
    node: &'a Node,
    canonical: String,
    allowed: Option<Allowed>,
}

fn lint_group(
    group: Group,
    node: &Node,
    path: &str,
    columns: Columns<'_>,
    findings: &mut Vec<Finding>,
) {
    let siblings: Vec<Sibling<'_>> = node
        .children(path)
        .into_iter()
        .filter(|(_, child)| !child.muted)
        .take(MAX_SIBLINGS)
        .map(|(path, node)| Sibling {
            path,
            node,
            canonical: canonical_node(node),
            allowed: columns.allowed(node),
        })
        .collect();
    let plain = matches!(group, Group::All | Group::Any | Group::None);
    // a condition goes once, whatever else makes it superfluous
    let mut gone = vec![false; siblings.len()];
    for (j, b) in siblings.iter().enumerate() {
        for (i, a) in siblings.iter().enumerate().take(j) {
            if gone[i] || gone[j] {
                continue;
            }
            if a.canonical == b.canonical {
                let finding = Finding::new(LintCode::DuplicateCondition, &b.path);
                let finding = finding.with("other", &a.path);
                // in a group that counts, a condition that stands twice counts twice
                findings.push(if plain { finding.fixed_by(Fix::remove(&b.path)) } else { finding });
                gone[j] = true;
                continue;
            }
            if !plain {
                continue;
            }
            let opposite = is_negation(a, b) || is_negation(b, a);
            if group == Group::All && (opposite || contradict(a, b)) {
                let finding = Finding::new(LintCode::Contradiction, path);
                findings.push(finding.with("first", &a.path).with("second", &b.path));
                continue;
            }
            if group != Group::All && (opposite || cover(a, b)) {
                let any = group == Group::Any;
                let code = if any { LintCode::AlwaysTrue } else { LintCode::AlwaysFalse };
                findings.push(Finding::new(code, path));
                continue;
            }
            // in `all` the wider one says nothing more, in `any` and `none` the narrower one
            let (superfluous, other) = match (implies(a, b), implies(b, a), group) {
                (true, _, Group::All) => (j, i),
                (_, true, Group::All) => (i, j),
                (_, true, _) => (j, i),
                (true, _, _) => (i, j),
                _ => continue,
            };
            gone[superfluous] = true;
            let path = &siblings[superfluous].path;
            let finding = Finding::new(LintCode::RedundantCondition, path);
            let finding = finding.with("other", &siblings[other].path);
            findings.push(finding.fixed_by(Fix::remove(path)));
        }
    }
}

fn is_negation(a: &Sibling<'_>, b: &Sibling<'_>) -> bool {
    match &b.node.kind {
        NodeKind::Not(child) if !child.muted => canonical_node(child) == a.canonical,
        NodeKind::None(children) => match children.as_slice() {
            [child] if !child.muted => canonical_node(child) == a.canonical,
            _ => false,
        },
        _ => false,
    }
}

/// Both, when they are about the same value.
fn same<'a>(a: &'a Sibling<'_>, b: &'a Sibling<'_>) -> Option<(&'a Allowed, &'a Allowed)> {
    let (a, b) = (a.allowed.as_ref()?, b.allowed.as_ref()?);
    // what nobody can meet is named by itself
    let possible = !a.values.is_empty(a.whole) && !b.values.is_empty(b.whole);
    (a.subject == b.subject && possible).then_some((a, b))
}

fn contradict(a: &Sibling<'_>, b: &Sibling<'_>) -> bool {
    same(a, b).is_some_and(|(a, b)| a.values.and(&b.values).is_empty(a.whole))
        || tags::contradict(a.node, b.node)
}

/// Whether everything that there can be meets one of them.
fn cover(a: &Sibling<'_>, b: &Sibling<'_>) -> bool {
    same(a, b).is_some_and(|(a, b)| {
        let neither = a.values.complement().and(&b.values.complement());
        neither.and(&a.all).is_empty(a.whole)
    })
}

fn implies(a: &Sibling<'_>, b: &Sibling<'_>) -> bool {
    same(a, b)
        .is_some_and(|(a, b)| a.values.and(&b.values.complement()).and(&a.all).is_empty(a.whole))
        || tags::implies(a.node, b.node)
}
