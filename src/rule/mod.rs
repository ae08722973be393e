//! The segment definition: what is stored, exchanged and evaluated.
//!
//! A [`Document`] is JSON with externally tagged nodes. [`Document::from_json`] reads it with an error that carries
//! the path of the bad node; `serde_json` writes it. [`validate()`] checks it against the loaded [`Schema`](schema::Schema).
//! The meaning of every node stands in `docs/format.md`.

mod canonical;
pub mod exchange;
mod hint;
mod json;
pub mod literal;
pub mod operator;
mod parse;
pub mod schema;
pub mod validate;

pub use crate::table::Decimal;
pub use crate::time::window::{Unit, WeekStart, Window};
pub use canonical::{canonical_json, canonical_node};
pub use literal::Literal;
pub use operator::{Operator, OperatorInfo};
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_VALUES};
pub use validate::{Library, Names, validate};

use serde::Serialize;

/// The newest definition version, and the only one so far.
pub const VERSION: u32 = 1;

/// A segment definition: who is meant, in which zone, as of when.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// Who is meant.
    pub rule: Node,
    /// Who is taken out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude: Option<Node>,
    /// Free text that does not change the members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
}

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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// A condition on a column of the contact, or, inside `event.where`, of the event.
    Attribute(Attribute),
    /// A condition on the tags of the contact.
    Tags(TagCondition),
    /// A condition on the events of the contact.
    Event(EventCondition),
    /// Membership in another segment of the library, as it is now.
    Segment(SegmentRef),
    /// Everybody or nobody.
    Const(bool),
}

/// A condition on one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Attribute {
    /// Name of the column.
    pub field: String,
    /// What its value must be.
    pub is: Operator,
    /// Only on negative operators: whether a row without a value matches. `match` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
}

/// Whether a negative operator matches a row without a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// A missing value is different from everything.
    Match,
    /// A missing value never matches.
    NoMatch,
}

/// A condition on tags.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TagCondition {
    /// How many of the tags.
    #[serde(flatten)]
    pub has: TagTest,
    /// Whether a tag includes the tags below it; `true` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtree: Option<bool>,
}

/// How many of several tags a contact must have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TagTest {
    /// At least one.
    HasAny(Vec<String>),
    /// Every one.
    HasAll(Vec<String>),
    /// Not one.
    HasNone(Vec<String>),
    /// Every one, and no tag besides.
    HasExactly(Vec<String>),
    /// At least `k` different ones.
    HasAtLeast {
        /// How many.
        k: u32,
        /// Of which tags.
        of: Vec<String>,
    },
}

/// A condition on the events of a contact: the events of one table that pass `where` and lie in `window` are measured,
/// and the measure is compared. Predicates inside one node bind to the same event.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct EventCondition {
    /// Name of the event table.
    pub table: String,
    /// Which events count: groups and attribute conditions on the event's columns.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Box<Node>>,
    /// When; `all_time` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// What is computed from them.
    pub measure: Measure,
    /// What the result must be. A missing result (the average of no events) matches no positive operator.
    pub is: Operator,
}

/// What is computed from a set of events of one contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The number of events; 0 of none.
    Count,
    /// The number of different calendar days (in the document's zone) with an event; 0 of none.
    DistinctDays,
    /// The number of different values of a column; 0 of none.
    Distinct(String),
    /// The sum of a number column, exact; 0 of none. Missing values add nothing.
    Sum(String),
    /// The sum divided by the number of values, compared exactly; missing of none.
    Avg(String),
    /// The smallest value; missing of none.
    Min(String),
    /// The largest value; missing of none.
    Max(String),
    /// The value of a column in the earliest event (of several at the same time, the earlier row of the file); missing of none.
    First(String),
    /// The value of a column in the latest event (of several at the same time, the later row of the file); missing of none.
    Last(String),
    /// When the earliest event was; missing of none.
    FirstAt,
    /// When the latest event was; missing of none.
    LastAt,
    /// Calendar days between the day of the earliest event and the day of `as_of`; missing of none.
    DaysSinceFirst,
    /// Calendar days between the day of the latest event and the day of `as_of`; missing of none.
    DaysSinceLast,
}

impl Measure {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Measure::Count => "count",
            Measure::DistinctDays => "distinct_days",
            Measure::Distinct(_) => "distinct",
            Measure::Sum(_) => "sum",
            Measure::Avg(_) => "avg",
            Measure::Min(_) => "min",
            Measure::Max(_) => "max",
            Measure::First(_) => "first",
            Measure::Last(_) => "last",
            Measure::FirstAt => "first_at",
            Measure::LastAt => "last_at",
            Measure::DaysSinceFirst => "days_since_first",
            Measure::DaysSinceLast => "days_since_last",
        }
    }

    /// The column it reads, if it reads one.
    pub fn column(&self) -> Option<&str> {
        match self {
            Measure::Distinct(c)
            | Measure::Sum(c)
            | Measure::Avg(c)
            | Measure::Min(c)
            | Measure::Max(c)
            | Measure::First(c)
            | Measure::Last(c) => Some(c),
            _ => None,
        }
    }
}

/// A reference to a segment of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SegmentRef {
    /// The id of the segment.
    pub id: String,
}

impl NodeKind {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            NodeKind::All(_) => "all",
            NodeKind::Any(_) => "any",
            NodeKind::None(_) => "none",
            NodeKind::Not(_) => "not",
            NodeKind::Attribute(_) => "attribute",
            NodeKind::Tags(_) => "tags",
            NodeKind::Event(_) => "event",
            NodeKind::Segment(_) => "segment",
            NodeKind::Const(_) => "const",
        }
    }

    /// The name and the children of `all`, `any` and `none`.
    pub fn group(&self) -> Option<(&'static str, &[Node])> {
        match self {
            NodeKind::All(children) => Some(("all", children)),
            NodeKind::Any(children) => Some(("any", children)),
            NodeKind::None(children) => Some(("none", children)),
            _ => None,
        }
    }
}

impl Node {
    /// A node without annotations.
    pub fn new(kind: NodeKind) -> Self {
        Self { kind, label: None, note: None, muted: false, locked: false }
    }

    /// The children with the path of each, below the path of this node. The `where` of an event is not a child.
    pub fn children<'a>(&'a self, path: &str) -> Vec<(String, &'a Node)> {
        let list = |name: &str, nodes: &'a [Node]| {
            nodes.iter().enumerate().map(|(i, n)| (format!("{path}.{name}[{i}]"), n)).collect()
        };
        match &self.kind {
            NodeKind::All(nodes) => list("all", nodes),
            NodeKind::Any(nodes) => list("any", nodes),
            NodeKind::None(nodes) => list("none", nodes),
            NodeKind::Not(node) => vec![(format!("{path}.not"), node)],
            _ => Vec::new(),
        }
    }
}
