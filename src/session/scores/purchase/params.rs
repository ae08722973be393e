//! The parameters of chances of buying as they are stored and exchanged.

use super::super::definition::between;
use crate::error::Result;
use crate::score::models::nbd::Kind;
use serde::{Deserialize, Serialize};

/// How chances of buying are computed. What is left out has its default; table and columns are found in the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct PurchaseParams {
    /// The event table with the orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Its column with the amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The model.
    pub kind: PurchaseKind,
    /// Days ahead.
    pub horizon_days: u32,
    /// Days of the data, the last ones, that the test on earlier data is judged by.
    pub test_days: u32,
    /// Months of the value to come.
    pub months: u32,
    /// What a month takes off the value: 0.01 is 1 %.
    pub discount: f64,
    /// The share of an order that is kept; 1 values turnover.
    pub margin: f64,
    /// Whether chances are corrected by what the test on earlier data shows; not done with fewer than 200 orders there.
    pub calibrate: bool,
}

/// Which model of buying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PurchaseKind {
    /// The first order can be the last one.
    MbgNbd,
    /// Nobody drops out before the second order: who ordered once is alive for certain.
    BgNbd,
}

impl Default for PurchaseParams {
    fn default() -> Self {
        Self {
            table: None,
            amount: None,
            kind: PurchaseKind::MbgNbd,
            horizon_days: 7,
            test_days: 30,
            months: 12,
            discount: 0.01,
            margin: 1.0,
            calibrate: false,
        }
    }
}

impl PurchaseParams {
    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(in crate::session::scores) fn check(&self) -> Result<()> {
        between("horizon_days", self.horizon_days.into(), 1.0, 3650.0)?;
        between("test_days", self.test_days.into(), 1.0, 3650.0)?;
        between("months", self.months.into(), 1.0, 120.0)?;
        between("discount", self.discount, 0.0, 1.0)?;
        between("margin", self.margin, 0.0, 1.0)
    }

    pub(super) fn model(&self) -> Kind {
        match self.kind {
            PurchaseKind::MbgNbd => Kind::MbgNbd,
            PurchaseKind::BgNbd => Kind::BgNbd,
        }
    }
}
