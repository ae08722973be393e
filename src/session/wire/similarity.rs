//! How alike tags, segments and groups are, as plain data.

use crate::score::similarity::{Exclusive, Relation, Similarity};
use serde::{Deserialize, Serialize};

/// Which pairs of tags are told.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct TagSimilarityOptions {
    /// Pairs with at least this Jaccard; 0.5 when left out. Pairs that may be merged or contain each other are told anyway.
    #[cfg_attr(test, ts(optional, as = "Option<f64>"))]
    pub min_jaccard: f64,
    /// Only tags with at least so many contacts; 1 when left out. Empty tags are listed anyway.
    #[cfg_attr(test, ts(optional, as = "Option<u32>"))]
    pub min_contacts: u32,
    /// Pairs that are told at most; 200 when left out, never more than 10,000.
    #[cfg_attr(test, ts(optional, as = "Option<u32>"))]
    pub most: u32,
}

/// Tags that are alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TagSimilarityReport {
    /// Contacts in all.
    pub population: u32,
    /// Tags that were compared.
    pub tags: u32,
    /// Tags that were not, because only the 2000 on most contacts are.
    pub left_out: u32,
    /// Tags that nobody has.
    pub empty: Vec<String>,
    /// Candidates to merge first, then tags that contain others, then the rest; each by falling Jaccard. A tag and the tags
    /// below it are no pair.
    pub pairs: Vec<TagPair>,
    /// How many pairs there are.
    pub found: u32,
}

/// Two tags. Nothing is ever merged by itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TagPair {
    /// Path of the one; of tags that contain each other the larger one, otherwise the one that comes first in the tree.
    pub a: String,
    /// Path of the other.
    pub b: String,
    /// Contacts with the one.
    pub a_contacts: u32,
    /// Contacts with the other.
    pub b_contacts: u32,
    /// How alike they are.
    pub similarity: Similarity,
    /// What they may be to each other.
    pub relation: Relation,
    /// Whether their names are the same but for signs, width and case.
    pub same_name: bool,
}

/// How segments overlap.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SegmentSimilarityReport {
    /// Contacts in all.
    pub population: u32,
    /// Members of each segment, in the order given.
    pub sizes: Vec<u32>,
    /// Every pair, the lower number first.
    pub pairs: Vec<SegmentPair>,
    /// Who is in exactly these segments and in no other, the largest first.
    pub exclusive: Vec<Exclusive>,
    /// Contacts that are in none of them.
    pub outside: u32,
}

/// Two segments by their numbers, from 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SegmentPair {
    /// The one.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How alike they are.
    pub similarity: Similarity,
    /// What they are to each other.
    pub relation: Relation,
}

/// Which groups are compared. What is left out is found in the data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct GroupOverlapOptions {
    /// The event table whose rows say that a contact is in a group.
    pub table: Option<String>,
    /// Its column with the name of the group.
    pub column: Option<String>,
    /// The least overlap coefficient; 0.3 when left out.
    #[cfg_attr(test, ts(optional, as = "Option<f64>"))]
    pub min_overlap: f64,
    /// Only groups with at least so many contacts; 1 when left out.
    #[cfg_attr(test, ts(optional, as = "Option<u32>"))]
    pub min_contacts: u32,
    /// Pairs that are told at most; 200 when left out, never more than 10,000.
    #[cfg_attr(test, ts(optional, as = "Option<u32>"))]
    pub most: u32,
}

/// Groups that share members.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GroupOverlapReport {
    /// The event table.
    pub table: String,
    /// Its column.
    pub column: String,
    /// Groups that were compared.
    pub groups: u32,
    /// Contacts in at least one of them.
    pub contacts: u32,
    /// Rows of people who are no contacts.
    pub unknown: u32,
    /// By falling overlap coefficient, then by falling Jaccard, then by name.
    pub pairs: Vec<GroupPair>,
    /// How many pairs there are.
    pub found: u32,
}

/// Two groups and what they share.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GroupPair {
    /// Name of the one.
    pub a: String,
    /// Name of the other.
    pub b: String,
    /// Members of the one.
    pub a_contacts: u32,
    /// Members of the other.
    pub b_contacts: u32,
    /// Members of both.
    pub shared: u32,
    /// Members of both by members of either.
    pub jaccard: f64,
    /// Members of both by members of the smaller one.
    pub overlap: f64,
}
