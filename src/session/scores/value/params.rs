//! The parameters of value as they are stored and exchanged.

use super::super::bind::OrderNames;
use super::super::definition::{bad, between};
use crate::error::Result;
use crate::score::spending::{CouponBounds, GROWING, TierCuts};
use serde::{Deserialize, Serialize};

/// How value is computed. What is left out has its default; table and columns that are left out are found in the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct ValueParams {
    /// The event table with the orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Its column with the amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Its column that rows of the same order share; each row is an order without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Its column that tells a coupon or a discount: yes, a number other than 0, or a text. Found by its header when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    /// The column of the contacts with a lifetime value; that of a purchase score when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ltv: Option<String>,
    /// Days of a month, the day of `as_of` included.
    pub month_days: u32,
    /// Where tiers of what is spent in a month begin.
    pub tiers: ValueTiers,
    /// Days of a quarter: the last ones are held against as many before.
    pub quarter_days: u32,
    /// The least growth of who is growing: 0.3 is 30 %.
    pub growing: f64,
    /// Days that the share of orders with a coupon looks at; `null` is all time.
    #[cfg_attr(test, ts(optional = false))]
    pub window_days: Option<u32>,
    /// The least share of orders with a coupon of who is price-sensitive.
    pub coupon_share: f64,
    /// Fewer orders say nothing about that.
    pub coupon_orders: u32,
    /// Gaps between orders from which on a contact has a cycle of its own; with fewer it has everybody's.
    pub least_gaps: u32,
}

/// Where tiers of what is spent in a month begin, in the unit of the amounts; exactly so much is in the tier.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ValueTiers {
    /// High.
    pub high: f64,
    /// Mid; what is less is low.
    pub mid: f64,
}

impl Default for ValueParams {
    fn default() -> Self {
        let TierCuts { high, mid } = TierCuts::seeded(1.0);
        let CouponBounds { share, orders } = CouponBounds::default();
        Self {
            table: None,
            amount: None,
            order: None,
            coupon: None,
            ltv: None,
            month_days: 30,
            tiers: ValueTiers { high, mid },
            quarter_days: 90,
            growing: GROWING,
            window_days: Some(365),
            coupon_share: share,
            coupon_orders: orders,
            least_gaps: 2,
        }
    }
}

impl ValueParams {
    /// # Errors
    /// [`crate::Code::BadScore`] for what cannot hold whatever the data are.
    pub(in crate::session::scores) fn check(&self) -> Result<()> {
        between("month_days", self.month_days.into(), 1.0, 3650.0)?;
        between("quarter_days", self.quarter_days.into(), 1.0, 3650.0)?;
        between("growing", self.growing, 0.0, 1e6)?;
        between("coupon_share", self.coupon_share, 0.0, 1.0)?;
        between("coupon_orders", self.coupon_orders.into(), 1.0, 1e6)?;
        between("least_gaps", self.least_gaps.into(), 1.0, 1000.0)?;
        if self.window_days == Some(0) {
            return Err(bad(&"a window has at least one day").at("window_days"));
        }
        self.tiers.model().check().map_err(|refusal| bad(&refusal).at("tiers"))
    }

    /// What it names of the data.
    pub(super) fn names_of_orders(&self) -> OrderNames<'_> {
        OrderNames {
            model: "value",
            table: self.table.as_ref(),
            amount: self.amount.as_ref(),
            order: self.order.as_ref(),
        }
    }
}

impl ValueTiers {
    pub(super) fn model(self) -> TierCuts {
        TierCuts { high: self.high, mid: self.mid }
    }
}
