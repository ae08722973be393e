//! The segment definition: what is stored, exchanged and evaluated.
//!
//! A [`Document`] is JSON with externally tagged nodes. [`Document::from_json`] reads it with an error that carries
//! the path of the bad node; `serde_json` writes it. [`validate()`] checks it against the loaded [`Schema`](schema::Schema).
//! The meaning of every node stands in `docs/format.md`.

#[cfg(test)]
pub(crate) mod arbitrary;
mod attribute;
mod canonical;
mod edit;
mod event;
pub mod exchange;
mod hint;
mod json;
pub mod lint;
pub mod literal;
pub mod operator;
mod parse;
mod population;
pub mod preset;
mod resolve;
pub mod schema;
pub mod sentence;
mod sequence;
pub mod sugar;
mod tags;
pub mod text;
pub mod validate;

pub use crate::table::Decimal;
pub use crate::time::window::{Unit, WeekStart, Window};
pub use attribute::{Attribute, Missing};
pub use canonical::{canonical_json, canonical_node, complete_document, identity};
pub use edit::is_below;
pub use event::*;
pub use hint::nearest;
pub use literal::{
    FieldReference, Literal, ParamReference, Reference, Statistic, StatisticReference,
};
pub use operator::{Level, Operator, OperatorInfo};
pub(crate) use parse::read_json;
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_VALUES};
pub use population::*;
pub use resolve::product;
pub use sequence::{Sequence, Step};
pub use tags::{TagCondition, TagSource, TagTest};
pub use validate::{Library, Names, validate};

use serde::Serialize;
use std::collections::BTreeMap;

/// The newest definition version, and the only one so far.
pub const VERSION: u32 = 1;

/// A segment definition: who is meant, in which zone, as of when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Document {
    /// Format version, 1.
    pub fenqun: u32,
    /// Identity in a library; other segments refer to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name that people read.
    pub name: String,
    /// IANA zone in which days, weeks and months are counted; `Asia/Shanghai` when left out.
    pub zone: String,
    /// First day of a week.
    pub week_start: WeekStart,
    /// `"data"` (the end of the newest day in the data), `"now"` (the caller replaces it), a date (its end) or a time.
    pub as_of: String,
    /// Values with a name that operands refer to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<BTreeMap<String, Parameter>>"))]
    pub parameters: BTreeMap<String, Parameter>,
    /// Conditions with a name that `use` refers to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<BTreeMap<String, Node>>"))]
    pub conditions: BTreeMap<String, Node>,
    /// Who is meant.
    pub rule: Node,
    /// Who is taken out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude: Option<Node>,
    /// How many of them at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// Free text that does not change the members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
}

impl Document {
    /// A nameless definition of everybody for whom the node is true, with the defaults of the format.
    pub fn new(rule: Node) -> Self {
        Self {
            fenqun: VERSION,
            id: None,
            name: String::new(),
            zone: "Asia/Shanghai".to_owned(),
            week_start: WeekStart::Monday,
            as_of: "data".to_owned(),
            parameters: BTreeMap::new(),
            conditions: BTreeMap::new(),
            rule,
            exclude: None,
            limit: None,
            meta: None,
        }
    }
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(untagged))]
#[serde(untagged)]
pub enum Parameter {
    /// One value; never a reference.
    One(Literal),
    /// Several values, for the operators that take a list.
    Many(Vec<Literal>),
}

/// Kept members of segments, by the id of the segment and the id of the snapshot: main keys in code point order.
pub type Snapshots = BTreeMap<(String, String), std::sync::Arc<[String]>>;

/// Free text beside a definition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Meta {
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the segment is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
}

/// One node of the rule with its annotations.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Node {
    /// What the node asks.
    #[serde(flatten)]
    pub kind: NodeKind,
    /// A short name that people read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// A longer remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A muted node takes no part, as if it were not there.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub muted: bool,
    /// An editor does not change a locked node.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub locked: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What a node asks. Logic is two-valued: every node is true or false for every contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// Every child is true.
    All(Vec<Node>),
    /// At least one child is true.
    Any(Vec<Node>),
    /// No child is true.
    None(Vec<Node>),
    /// The child is false.
    Not(Box<Node>),
    /// At least `k` children are true.
    AtLeast(KOf),
    /// At most `k` children are true.
    AtMost(KOf),
    /// Exactly `k` children are true.
    Exactly(KOf),
    /// A condition on a column of the contact, or, inside `event.where`, of the event.
    Attribute(Attribute),
    /// A condition on the tags of the contact.
    Tags(TagCondition),
    /// A condition on the events of the contact.
    Event(EventCondition),
    /// Events of the contact that follow each other.
    Sequence(Sequence),
    /// Membership in another segment of the library, as it is now or as it was kept.
    Segment(SegmentRef),
    /// The value of a column stands in a list that somebody brought along.
    List(List),
    /// A part of the contacts that is the same in every engine.
    Sample(Sample),
    /// A condition of the document by its name.
    Use(String),
    /// Everybody or nobody.
    Const(bool),
}

/// A reference to a segment of the library.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SegmentRef {
    /// The id of the segment.
    pub id: String,
    /// The id of one of its snapshots: the members as they were kept. Live when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<String>,
}

impl NodeKind {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            NodeKind::All(_) => "all",
            NodeKind::Any(_) => "any",
            NodeKind::None(_) => "none",
            NodeKind::Not(_) => "not",
            NodeKind::AtLeast(_) => "at_least",
            NodeKind::AtMost(_) => "at_most",
            NodeKind::Exactly(_) => "exactly",
            NodeKind::Attribute(_) => "attribute",
            NodeKind::Tags(_) => "tags",
            NodeKind::Event(_) => "event",
            NodeKind::Sequence(_) => "sequence",
            NodeKind::Segment(_) => "segment",
            NodeKind::List(_) => "list",
            NodeKind::Sample(_) => "sample",
            NodeKind::Use(_) => "use",
            NodeKind::Const(_) => "const",
        }
    }

    /// How a group combines its children, and the children.
    pub fn group(&self) -> Option<(Group, &[Node])> {
        match self {
            NodeKind::All(children) => Some((Group::All, children)),
            NodeKind::Any(children) => Some((Group::Any, children)),
            NodeKind::None(children) => Some((Group::None, children)),
            NodeKind::AtLeast(k_of) => Some((Group::AtLeast(k_of.k), &k_of.of)),
            NodeKind::AtMost(k_of) => Some((Group::AtMost(k_of.k), &k_of.of)),
            NodeKind::Exactly(k_of) => Some((Group::Exactly(k_of.k), &k_of.of)),
            _ => None,
        }
    }
}

/// How a group combines its children: how many of them are true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Every one.
    All,
    /// At least one.
    Any,
    /// Not one.
    None,
    /// At least so many.
    AtLeast(u32),
    /// At most so many.
    AtMost(u32),
    /// Exactly so many.
    Exactly(u32),
}

impl Group {
    /// Where the children stand below the path of the group.
    pub fn list(self) -> &'static str {
        match self {
            Group::All => "all",
            Group::Any => "any",
            Group::None => "none",
            Group::AtLeast(_) => "at_least.of",
            Group::AtMost(_) => "at_most.of",
            Group::Exactly(_) => "exactly.of",
        }
    }
}

impl Node {
    /// A node without annotations.
    pub fn new(kind: NodeKind) -> Self {
        Self { kind, label: None, note: None, muted: false, locked: false }
    }

    /// The children with the path of each, below the path of this node. Conditions on events are no children, see
    /// [`Node::filters`].
    pub fn children<'a>(&'a self, path: &str) -> Vec<(String, &'a Node)> {
        if let NodeKind::Not(node) = &self.kind {
            return vec![(format!("{path}.not"), node)];
        }
        let Some((group, children)) = self.kind.group() else { return Vec::new() };
        let list = group.list();
        children.iter().enumerate().map(|(i, n)| (format!("{path}.{list}[{i}]"), n)).collect()
    }

    /// The conditions on events inside this node, each with its path and the table whose columns it reads.
    pub fn filters<'a>(&'a self, path: &str) -> Vec<(String, &'a str, &'a Node)> {
        let mut all = Vec::new();
        let mut since = |window: &'a Option<EventWindow>, at: &str| {
            if let Some(EventWindow::Since(Since::SinceEvent(since))) = window
                && let Some(filter) = since.filter.as_deref()
            {
                all.push((format!("{at}.window.since_event.where"), since.table.as_str(), filter));
            }
        };
        match &self.kind {
            NodeKind::Event(event) => {
                let at = format!("{path}.event");
                since(&event.window, &at);
                let table = event.table.as_str();
                let own = event.filter.as_deref().map(|f| (format!("{at}.where"), f));
                let inner = event.measure.filters(&format!("{at}.measure"));
                all.extend(own.into_iter().chain(inner).map(|(path, f)| (path, table, f)));
            }
            NodeKind::Sequence(sequence) => {
                let at = format!("{path}.sequence");
                since(&sequence.window, &at);
                for (i, step) in sequence.steps.iter().enumerate() {
                    if let Some(filter) = step.filter.as_deref() {
                        all.push((format!("{at}.steps[{i}].where"), step.table.as_str(), filter));
                    }
                }
            }
            _ => {}
        }
        all
    }
}
