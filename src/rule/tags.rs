//! Conditions on tags.

use super::{Operator, Window};
use crate::table::fold;
use serde::Serialize;

/// A condition on tags.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TagCondition {
    /// How many of the tags.
    #[serde(flatten)]
    pub has: TagTest,
    /// Whether a tag includes the tags below it; `true` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtree: Option<bool>,
    /// Only tags below this name are looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Tags are looked at on this level of the tree, 1 is the top: a tag below it counts as its name on that level, a tag
    /// above it is not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
    /// Only tags that were given in the window; needs a record of taggings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Only tags that were given by one of these sources; needs a record of taggings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_in: Option<Vec<TagSource>>,
}

/// How many of several tags a contact must have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
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
    /// How many different tags the contact has been given.
    Count(Operator),
    /// `true`: has not been given a tag; `false`: has been given one.
    Untagged(bool),
}

/// Who gave a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TagSource {
    /// A person.
    Manual,
    /// A rule.
    Auto,
    /// A file.
    Import,
    /// An answer of the contact.
    Questionnaire,
}

impl TagSource {
    /// Every source with its name on the wire.
    pub const ALL: [(&'static str, TagSource); 4] = [
        ("manual", TagSource::Manual),
        ("auto", TagSource::Auto),
        ("import", TagSource::Import),
        ("questionnaire", TagSource::Questionnaire),
    ];

    /// The source that a cell of a file names, in English or Chinese; `None` for anything else.
    pub fn read(cell: &str) -> Option<TagSource> {
        match fold(cell.trim()).as_ref() {
            "manual" | "手动" | "手工" | "人工" | "手动打标" | "人工打标" | "员工" => {
                Some(TagSource::Manual)
            }
            "auto" | "automatic" | "rule" | "自动" | "规则" | "系统" | "自动打标" | "规则打标" => {
                Some(TagSource::Auto)
            }
            "import" | "imported" | "file" | "导入" | "批量导入" | "文件导入" => {
                Some(TagSource::Import)
            }
            "questionnaire" | "survey" | "form" | "问卷" | "问卷调查" | "表单" => {
                Some(TagSource::Questionnaire)
            }
            _ => None,
        }
    }
}

impl TagTest {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            TagTest::HasAny(_) => "has_any",
            TagTest::HasAll(_) => "has_all",
            TagTest::HasNone(_) => "has_none",
            TagTest::HasExactly(_) => "has_exactly",
            TagTest::HasAtLeast { .. } => "has_at_least",
            TagTest::Count(_) => "count",
            TagTest::Untagged(_) => "untagged",
        }
    }

    /// The tags that are named; empty for the tests that name none.
    pub fn tags(&self) -> &[String] {
        match self {
            TagTest::HasAny(tags)
            | TagTest::HasAll(tags)
            | TagTest::HasNone(tags)
            | TagTest::HasExactly(tags)
            | TagTest::HasAtLeast { of: tags, .. } => tags,
            TagTest::Count(_) | TagTest::Untagged(_) => &[],
        }
    }
}
