//! A file that has been read.

use super::{FilePlan, FileReport, RejectedRow};
use crate::table::Column;

/// A file that has been read: typed columns of the accepted rows and an account of all rows.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// How it was read.
    pub plan: FilePlan,
    /// The columns that are not ignored, accepted rows only, in file order.
    pub columns: Vec<Column>,
    /// Which column of the plan each column is.
    pub plan_index: Vec<usize>,
    /// What became of the rows.
    pub report: FileReport,
    /// The rows that were not taken.
    pub rejected: Vec<RejectedRow>,
}
