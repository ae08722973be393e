//! What is legal in a definition and still hardly meant: contradictions, conditions that say nothing, leftovers.
//!
//! [`lint()`] looks at the definition alone, with the kinds of the columns; what the data say is added by the session.
//! Each [`Finding`] has a stable code, and a change that mends it where there is one. Pairs of conditions are compared in
//! groups, at most [`MAX_SIBLINGS`] of each; costs the square of that in comparisons of small sets.

mod group;
mod subject;
mod tags;
mod values;

use super::schema::Schema;
use super::{Document, Literal, Measure, Node, NodeKind, Operator, Reference, TagTest};
use crate::error::{Code, Error, Result};
use crate::time::Zone;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The most conditions of a group that are compared with each other.
pub const MAX_SIBLINGS: usize = 100;

macro_rules! lints {
    ($($(#[$doc:meta])* $name:ident $severity:ident = $text:literal),+ $(,)?) => {
        /// The stable kind of a [`Finding`], written in snake_case on the wire.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum LintCode { $($(#[$doc])* $name),+ }

        impl LintCode {
            /// Every code, in the order of their declaration.
            pub const ALL: &'static [LintCode] = &[$(LintCode::$name),+];

            /// The English sentence with `{parameter}` places.
            pub const fn template(self) -> &'static str {
                match self { $(LintCode::$name => $text),+ }
            }

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(LintCode::$name => Severity::$severity),+ }
            }
        }
    };
}

lints! {
    /// Two conditions of a group that nobody meets together.
    Contradiction Warning = "nobody can meet both {first} and {second}",
    /// A node that is true whatever the data are.
    AlwaysTrue Warning = "this is true for everybody, whatever the data are",
    /// A node that is false whatever the data are.
    AlwaysFalse Warning = "this is true for nobody, whatever the data are",
    /// The same condition twice in a group.
    DuplicateCondition Warning = "the same condition stands at {other}",
    /// A condition that another one of the group makes superfluous.
    RedundantCondition Hint = "{other} says this already",
    /// A parameter that nothing refers to.
    UnusedParameter Hint = "nothing refers to the parameter {name}",
    /// A named condition that nothing uses.
    UnusedCondition Hint = "nothing uses the condition {name}",
    /// A rule that only takes people out.
    OnlyExcludes Hint = "the rule only takes people out; everybody else is in it",
    /// A node that is true for every loaded contact.
    MatchesEverybody Hint = "this is true for every loaded contact",
    /// A node that is true for no loaded contact.
    MatchesNobody Warning = "this is true for no loaded contact",
    /// A value that no row has any more.
    StaleValue Warning = "no {field} is {value}",
    /// A tag that no contact has any more.
    TagGone Warning = "no contact has the tag {name}",
    /// A segment that is not in the library any more.
    SegmentGone Warning = "no segment has the id {id}",
    /// A window that starts before the oldest event.
    WindowBeforeData Hint = "the window starts on {from}, the oldest event is of {oldest}",
    /// A window that ends after the newest event.
    WindowAfterData Hint = "the window ends on {to}, the newest event is of {newest}",
    /// A window without any event.
    WindowOutsideData Warning = "the window lies outside the events, which are from {oldest} to {newest}",
    /// A saved segment with the same rule.
    SameDefinition Hint = "{name} has the same rule",
    /// A saved segment with the same members.
    SameMembers Hint = "{name} has the same members",
    /// A limit that takes nobody away.
    LimitNotReached Hint = "the limit is {limit}, but there are only {members} members",
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Probably not meant.
    Warning,
    /// Could be said more simply, or is worth knowing.
    Hint,
}

/// Something that is hardly meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Finding {
    /// Its stable kind.
    pub code: LintCode,
    /// How bad it is.
    pub severity: Severity,
    /// Where: a node, `parameters.name`, `conditions.name` or `limit`.
    pub path: String,
    /// The values of the sentence, by parameter name.
    pub params: BTreeMap<String, String>,
    /// A change that mends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A change of a definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Fix {
    /// What to do.
    pub kind: FixKind,
    /// With what.
    pub path: String,
    /// The node that takes the place of the one there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<Node>,
}

/// What a fix does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum FixKind {
    /// Takes out what is at the path.
    Remove,
    /// Puts a node in the place of the one at the path.
    Replace,
}

impl Fix {
    /// Takes out what is at a path.
    pub fn remove(path: &str) -> Self {
        Self { kind: FixKind::Remove, path: path.to_owned(), node: None }
    }

    /// Puts a node in the place of another.
    pub fn replace(path: &str, node: Node) -> Self {
        Self { kind: FixKind::Replace, path: path.to_owned(), node: Some(node) }
    }

    /// Reads a fix from a JSON value.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_value(value: &serde_json::Value) -> Result<Self> {
        let kind = match value["kind"].as_str() {
            Some("remove") => FixKind::Remove,
            Some("replace") => FixKind::Replace,
            _ => return Err(Error::new(Code::MissingKey).with("key", "kind")),
        };
        let path = value["path"].as_str().unwrap_or_default().to_owned();
        let node = value.get("node").map(|node| Node::from_value(node, "node")).transpose()?;
        if kind == FixKind::Replace && node.is_none() {
            return Err(Error::new(Code::MissingKey).with("key", "node"));
        }
        Ok(Self { kind, path, node })
    }

    /// The definition with this change.
    ///
    /// # Errors
    /// [`crate::Code::NoSuchPart`] when nothing is at the path, or what is wrong with the result.
    pub fn apply(&self, document: &Document) -> Result<Document> {
        match (self.kind, &self.node) {
            (FixKind::Replace, Some(node)) => document.with_node(&self.path, node),
            _ => document.without(&self.path),
        }
    }
}

impl Finding {
    /// A finding without values and without a fix.
    pub fn new(code: LintCode, path: &str) -> Self {
        let severity = code.severity();
        Self { code, severity, path: path.to_owned(), params: BTreeMap::new(), fix: None }
    }

    /// Adds the value of one parameter of the sentence.
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds the change that mends it.
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// What is hardly meant in a definition, as far as the definition and the kinds of the columns tell. Muted parts are not
/// looked at.
pub fn lint(document: &Document, schema: &Schema) -> Vec<Finding> {
    let mut findings = Vec::new();
    let resolved = document.resolved();
    let zone = Zone::named(&document.zone).unwrap_or_else(|_| Zone::utc());
    for (path, node) in roots(&resolved) {
        group::lint_tree(node, &path, &subject::Columns::of_contacts(schema, &zone), &mut findings);
    }
    unused(document, &mut findings);
    if only_excludes(&document.rule) {
        findings.push(Finding::new(LintCode::OnlyExcludes, "rule"));
    }
    findings
}

/// The rule, what is taken out, and the named conditions, each with its path.
pub fn roots(document: &Document) -> Vec<(String, &Node)> {
    std::iter::once(("rule".to_owned(), &document.rule))
        .chain(document.exclude.iter().map(|n| ("exclude".to_owned(), n)))
        .chain(document.conditions.iter().map(|(name, n)| (format!("conditions.{name}"), n)))
        .collect()
}

fn only_excludes(node: &Node) -> bool {
    match &node.kind {
        NodeKind::None(_) | NodeKind::Not(_) => true,
        NodeKind::All(nodes) => {
            let mut present = nodes.iter().filter(|n| !n.muted).peekable();
            present.peek().is_some() && present.all(only_excludes)
        }
        NodeKind::Tags(tags) => matches!(tags.has, TagTest::HasNone(_)),
        _ => false,
    }
}

/// Parameters and named conditions that nothing refers to. A muted reference counts: a person may un-mute it.
fn unused(document: &Document, findings: &mut Vec<Finding>) {
    let (mut parameters, mut conditions) = (BTreeSet::new(), BTreeSet::new());
    for (_, node) in roots(document) {
        names(node, &mut parameters, &mut conditions);
    }
    for name in document.parameters.keys().filter(|n| !parameters.contains(n.as_str())) {
        let path = format!("parameters.{name}");
        let finding = Finding::new(LintCode::UnusedParameter, &path).with("name", name);
        findings.push(finding.fixed_by(Fix::remove(&path)));
    }
    for name in document.conditions.keys().filter(|n| !conditions.contains(n.as_str())) {
        let path = format!("conditions.{name}");
        let finding = Finding::new(LintCode::UnusedCondition, &path).with("name", name);
        findings.push(finding.fixed_by(Fix::remove(&path)));
    }
}

fn names<'a>(
    node: &'a Node,
    parameters: &mut BTreeSet<&'a str>,
    conditions: &mut BTreeSet<&'a str>,
) {
    let mut operator = |mut is: &'a Operator| {
        loop {
            let references = is.literals().into_iter().filter_map(Literal::reference);
            parameters.extend(references.filter_map(|r| match r {
                Reference::Param(p) => Some(p.param.as_str()),
                _ => None,
            }));
            match is.inner() {
                Some((_, inner)) => is = inner,
                None => break,
            }
        }
    };
    match &node.kind {
        NodeKind::Use(name) => {
            conditions.insert(name.as_str());
        }
        NodeKind::Attribute(a) => operator(&a.is),
        NodeKind::Event(e) => operator(&e.is),
        NodeKind::Sequence(s) => s.reached.iter().for_each(operator),
        NodeKind::Tags(t) => {
            if let TagTest::Count(is) = &t.has {
                operator(is);
            }
        }
        _ => {}
    }
    for (_, child) in node.children("") {
        names(child, parameters, conditions);
    }
    for (_, _, filter) in node.filters("") {
        names(filter, parameters, conditions);
    }
}

/// Whether a measure is a whole number from 0 on that is never missing.
fn is_count(measure: &Measure) -> bool {
    matches!(
        measure,
        Measure::Count
            | Measure::DistinctDays
            | Measure::DistinctWeeks
            | Measure::DistinctMonths
            | Measure::Distinct(_)
            | Measure::Streak(_)
            | Measure::ActivePeriods(_)
    )
}
