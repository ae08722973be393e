//! The library as plain data.

use crate::error::Error;
use crate::rule::Document;
use serde::{Deserialize, Serialize};

/// A segment of the library.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SegmentEntry {
    /// Identity; other segments refer to it.
    pub id: String,
    /// Name that people read.
    pub name: String,
    /// The folder, levels separated by `/`; empty at the top.
    pub folder: String,
    /// The definition.
    pub document: Document,
    /// SHA-256 of the canonical form of the definition: equal for equal rules.
    pub hash: String,
    /// Contacts in it; left out without data or with an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// What is wrong with it on the loaded data.
    pub errors: Vec<Error>,
    /// Ids of the segments that refer to it.
    pub used_by: Vec<String>,
    /// How many versions are kept, this one included.
    pub versions: u32,
    /// Its snapshots, in the order in which they were taken.
    pub snapshots: Vec<SnapshotEntry>,
}

/// By whom, when and where a segment is kept. The engine has no clock: the caller says the time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct PutOptions {
    /// Who changed it; free text.
    pub who: Option<String>,
    /// When, RFC 3339; not interpreted.
    pub at: Option<String>,
    /// Its folder; where it was when left out.
    pub folder: Option<String>,
}

/// A version of a segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SegmentVersion {
    /// When it was kept, as the caller said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// By whom, as the caller said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// SHA-256 of the canonical form of the definition.
    pub hash: String,
    /// The definition.
    pub definition: Document,
}

/// How to name a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct SnapshotOptions {
    /// Its id among those of the segment; a new one when left out.
    pub id: Option<String>,
    /// Name that people read; the id when left out.
    pub name: Option<String>,
    /// When it is taken, RFC 3339; not interpreted.
    pub at: Option<String>,
}

/// Members of a segment that were kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SnapshotEntry {
    /// The segment.
    pub segment: String,
    /// Identity among the snapshots of the segment.
    pub id: String,
    /// Name that people read.
    pub name: String,
    /// When it was taken, as the caller said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// SHA-256 of the canonical form of the definition at that time; empty when the keys came from elsewhere.
    pub hash: String,
    /// Fingerprint of the data at that time; empty when the keys came from elsewhere.
    pub fingerprint: String,
    /// The instant as of which windows ended, RFC 3339; empty when there was none.
    pub as_of: String,
    /// The document's zone.
    pub zone: String,
    /// How many main keys were kept.
    pub size: u32,
    /// Members without a main key, who could not be kept.
    pub without_key: u32,
}

/// A snapshot of a segment, or its members now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct MembersRef {
    /// The segment.
    pub segment: String,
    /// The snapshot; the members now when left out.
    #[serde(default)]
    pub snapshot: Option<String>,
}

/// What became of the members from one list of them to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// In the second, not in the first.
    Entered,
    /// In the first, not in the second.
    Left,
    /// In both.
    Stayed,
}

/// Who entered, left and stayed, by main key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Movement {
    /// In the second, not in the first.
    pub entered: MovedPart,
    /// In the first, not in the second.
    pub left: MovedPart,
    /// In both.
    pub stayed: MovedPart,
    /// Whether both were made of the same data and only the rule, or the instant, differs; `null` when a fingerprint is
    /// not known.
    pub same_data: Option<bool>,
    /// Whether both are of the same rule; `null` when a rule is not known.
    pub same_rule: Option<bool>,
}

/// How many keys, and how many of them are contacts of the loaded data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MovedPart {
    /// Main keys.
    pub keys: u32,
    /// Of those, keys that a loaded contact has.
    pub loaded: u32,
}

/// The size of a definition as of one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ReplayPoint {
    /// The date or time, as asked.
    pub as_of: String,
    /// Members; left out with an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// What is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Error>,
}

/// Which segments refer to which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LibraryGraph {
    /// Every segment, in the order of the library.
    pub nodes: Vec<GraphNode>,
    /// Groups of segments that refer to each other in a circle; empty when all is well.
    pub circles: Vec<Vec<String>>,
}

/// A segment with what it refers to. Muted conditions refer to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GraphNode {
    /// The segment.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its references, with their paths.
    pub uses: Vec<SegmentUse>,
    /// Ids of the segments that refer to it or to its snapshots.
    pub used_by: Vec<String>,
}

/// A reference to a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SegmentUse {
    /// The segment that is referred to.
    pub id: String,
    /// Its snapshot; live when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<String>,
    /// Where the reference is.
    pub path: String,
    /// Whether the segment, or the snapshot, is in the library.
    pub exists: bool,
}

/// A place that breaks when something is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Impact {
    /// The segment that breaks.
    pub segment: String,
    /// Its name.
    pub name: String,
    /// Where: the condition, or the reference that leads there.
    pub path: String,
    /// The segment through which it breaks; left out when it refers itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}
