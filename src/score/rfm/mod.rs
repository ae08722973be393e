//! RFM: how recently, how often and for how much a contact bought, as levels, a code, a sum and one of eight cells.
//!
//! - **R** is days since the last counting order (0 on the same day), fewer is better: its levels are reversed, so that 1 is
//!   always the worst level and `levels` the best. **F** is the number of counting orders in the window, **M** their money.
//! - A contact that never ordered is *missing*, not level 1, and takes no part in cut values.
//! - By quantiles (the default) the cut values are the type-7 quantiles `i / levels`, and `level = 1 + #{cut : v > cut}`: ties
//!   always get the same level, so a level may stay empty. Where everybody has the same value all get the middle level.
//! - By thresholds `R = levels − #{t : days > t}` and `F, M = 1 + #{t : value ≥ t}`.
//! - The eight cells combine high and low of the three; high is `R ≤ cut`, `F ≥ cut`, `M ≥ cut`, by default at the mean.
//!
//! Fitting gives the numbers that are stored with the score ([`Fitted`]); applying them is the same in SQL. Cost: about five
//! passes over the money column and three over each of the other two.

mod apply;
mod cells;
mod column;
mod cuts;
mod explain;
mod fit;
mod grid;
mod orders;
#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums of whole numbers are exact")]
mod tests;

pub use cells::{Cell, CellCut, CellCuts};
pub use cuts::{Closed, Cuts, MeasureCuts, Thresholds};
pub use explain::{RfmValue, VERSION};
pub use fit::{Diagnosis, Fitted, Scores, fit};
pub use grid::{CellShare, Grid, GridCell, grid};
pub use orders::{Order, OrderFacts, Rules, order_facts};

use super::Refusal;
use serde::{Deserialize, Serialize};

/// The recency of a contact that never had a counting order.
pub const NEVER: u32 = u32::MAX;

/// The fewest and the most levels of a measure.
pub const LEVELS: std::ops::RangeInclusive<u8> = 2..=10;

/// Below so many scored contacts fixed thresholds say more than quantiles.
pub const FEW_CONTACTS: usize = 30;

/// One of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Days since the last order.
    Recency,
    /// Orders in the window.
    Frequency,
    /// Money in the window.
    Monetary,
}

/// What M adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// All money of the window.
    #[default]
    Sum,
    /// Money per counting order.
    Average,
    /// Money per 30 days of the window; without a window, of the time since the first order, at least 30 days.
    PerMonth,
}

/// Whether refunds reduce M.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Refunds are taken off.
    #[default]
    Net,
    /// Positive amounts alone.
    Gross,
}

/// How levels are cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// At the quantiles of the contacts themselves, into 2 to 10 levels.
    Quantiles(u8),
    /// At given values.
    Thresholds(Thresholds),
    /// At cut values that an earlier fit stored.
    Stored(Cuts),
}

/// The definition of an RFM score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct Params {
    /// How levels are cut: five quantile levels by default.
    pub method: Method,
    /// Where high and low part for the eight cells: the mean by default.
    pub cell: CellCut,
    /// Days that F and M look at, the day of `as_of` included: 365 by default; `null` is all time.
    pub window_days: Option<u32>,
    /// What M adds up.
    pub aggregate: Aggregate,
    /// Whether refunds reduce M.
    pub amount: Amount,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            method: Method::Quantiles(5),
            cell: CellCut::Mean,
            window_days: Some(365),
            aggregate: Aggregate::Sum,
            amount: Amount::Net,
        }
    }
}

impl Params {
    /// Fixed thresholds: R 3, 7, 15, 30 days, F 2, 3, 5, 10 orders, M 100, 500, 1000, 5000 per month, in units of `unit` to one
    /// (100 where money is counted in fen).
    pub fn fixed(unit: f64) -> Self {
        Self {
            method: Method::Thresholds(Thresholds::seeded(unit)),
            aggregate: Aggregate::PerMonth,
            ..Self::default()
        }
    }
}

/// The three facts of every contact, in contact order.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    recency_days: &'a [u32],
    frequency: &'a [u32],
    monetary: &'a [f64],
}

impl<'a> Facts<'a> {
    /// Recency in days ([`NEVER`] without a counting order), orders, and money in any one unit. A contact whose money is not a
    /// number is missing and counted as a bad row.
    ///
    /// # Errors
    /// [`Refusal::Lengths`] when the three differ in length.
    pub fn new(
        recency_days: &'a [u32],
        frequency: &'a [u32],
        monetary: &'a [f64],
    ) -> Result<Self, Refusal> {
        let expected = recency_days.len();
        for (parameter, found) in [("frequency", frequency.len()), ("monetary", monetary.len())] {
            if found != expected {
                return Err(Refusal::Lengths { parameter, found, expected });
            }
        }
        Ok(Self { recency_days, frequency, monetary })
    }

    /// How many contacts there are, missing ones included.
    pub fn len(&self) -> usize {
        self.recency_days.len()
    }

    /// Whether there is no contact at all.
    pub fn is_empty(&self) -> bool {
        self.recency_days.is_empty()
    }

    /// The facts of one contact; `None` when it is missing or not there.
    pub fn of(&self, contact: usize) -> Option<(u32, u32, f64)> {
        let days = *self.recency_days.get(contact)?;
        let money = *self.monetary.get(contact)?;
        let orders = *self.frequency.get(contact)?;
        (days != NEVER && money.is_finite()).then_some((days, orders, money))
    }

    /// How many contacts are not missing.
    fn present_count(&self) -> usize {
        let rows = self.recency_days.iter().zip(self.monetary);
        rows.map(|(days, money)| usize::from(*days != NEVER && money.is_finite())).sum()
    }

    /// The facts of everybody who is not missing, in contact order, with the row.
    fn present(&self) -> impl Iterator<Item = (usize, u32, u32, f64)> + Clone {
        let rows = self.recency_days.iter().zip(self.frequency).zip(self.monetary).enumerate();
        rows.filter(|(_, ((days, _), money))| **days != NEVER && money.is_finite())
            .map(|(row, ((days, orders), money))| (row, *days, *orders, *money))
    }
}
