//! The parameters of RFM as they are stored and exchanged.

use super::super::bind::OrderNames;
use super::super::definition::bad;
use crate::error::Result;
use crate::score::rfm;
use serde::{Deserialize, Serialize};

/// How RFM is computed. What is left out has its default; tables and columns that are left out are found in the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct RfmParams {
    /// The event table with the orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Its column with the amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Its column that rows of the same order share: a refund is then taken off its order. Each row is an order without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// How levels are cut.
    pub method: RfmMethod,
    /// Where high and low part for the eight cells.
    pub cell: RfmCell,
    /// Days that F and M look at, the day of `as_of` included; `null` is all time. R looks at all time.
    #[cfg_attr(test, ts(optional = false))]
    pub window_days: Option<u32>,
    /// What M adds up.
    pub aggregate: RfmAggregate,
    /// Whether refunds lower M.
    pub money: RfmMoney,
    /// Names of the eight cells, in the order of their worth; the Chinese ones when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Vec<String>>,
}

/// How levels are cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RfmMethod {
    /// At the type-7 quantiles of the contacts with orders, into 2 to 10 levels.
    Quantiles(u8),
    /// By rank among all contacts: `1 + floor(levels × share of contacts with a smaller value)`. Those without an order have
    /// the smallest recency, no orders and no money; recency is told to the millisecond where the times are.
    Ranks(u8),
    /// At given values.
    Thresholds(RfmThresholds),
    /// At the cut values of an earlier run.
    Stored(RfmCuts),
}

/// Given cut values, ascending; the number of levels is one more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RfmThresholds {
    /// Days; exactly so many are on the better side.
    pub r: Vec<f64>,
    /// Orders; exactly so many reach the better level.
    pub f: Vec<f64>,
    /// Money; exactly so much reaches the better level.
    pub m: Vec<f64>,
}

/// Quantile cuts that an earlier run showed: a value on a cut is below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RfmCuts {
    /// Days.
    pub r: Vec<f64>,
    /// Orders.
    pub f: Vec<f64>,
    /// Money.
    pub m: Vec<f64>,
    /// Parts of which everybody had the same value then: who has it gets the middle level.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<String>>"))]
    pub constant: Vec<String>,
}

/// Where high and low part: R at most, F and M at least.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RfmCell {
    /// The mean of the raw values.
    Mean,
    /// Their median.
    Median,
    /// A level: so much or more is high.
    Level(u8),
    /// Given values.
    Fixed(RfmFixed),
}

/// Given values of high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RfmFixed {
    /// Days at most.
    pub r: f64,
    /// Orders at least.
    pub f: f64,
    /// Money at least.
    pub m: f64,
}

/// What M adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RfmAggregate {
    /// All money of the window.
    Sum,
    /// Money per order.
    Average,
    /// Money per 30 days of the window; of all time, of the time since the first order, at least 30 days.
    PerMonth,
}

/// Whether refunds lower M.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RfmMoney {
    /// They do.
    Net,
    /// Amounts above zero alone.
    Gross,
}

impl Default for RfmParams {
    fn default() -> Self {
        Self {
            table: None,
            amount: None,
            order: None,
            method: RfmMethod::Quantiles(5),
            cell: RfmCell::Mean,
            window_days: Some(365),
            aggregate: RfmAggregate::Sum,
            money: RfmMoney::Net,
            names: None,
        }
    }
}

impl RfmParams {
    /// # Errors
    /// [`crate::Code::BadScore`] for what cannot hold whatever the data are.
    pub(in crate::session::scores) fn check(&self) -> Result<()> {
        if self.names.as_ref().is_some_and(|names| names.len() != 8) {
            return Err(bad(&"there are eight cells, so eight names").at("names"));
        }
        if self.window_days == Some(0) {
            return Err(bad(&"a window has at least one day").at("window_days"));
        }
        if let RfmMethod::Ranks(levels) | RfmMethod::Quantiles(levels) = self.method
            && !rfm::LEVELS.contains(&levels)
        {
            return Err(bad(&"there are 2 to 10 levels").at("method"));
        }
        if matches!(self.method, RfmMethod::Ranks(_)) && !matches!(self.cell, RfmCell::Level(_)) {
            return Err(bad(&"ranks go with cells by level").at("cell"));
        }
        Ok(())
    }

    /// What it names of the data.
    pub(in crate::session::scores) fn names_of_orders(&self) -> OrderNames<'_> {
        OrderNames {
            model: "rfm",
            table: self.table.as_ref(),
            amount: self.amount.as_ref(),
            order: self.order.as_ref(),
        }
    }

    /// The same for the model itself; `None` for ranks.
    pub(super) fn model(&self) -> Option<rfm::Params> {
        let method = match &self.method {
            RfmMethod::Quantiles(levels) => rfm::Method::Quantiles(*levels),
            RfmMethod::Ranks(_) => return None,
            RfmMethod::Thresholds(at) => rfm::Method::Thresholds(rfm::Thresholds {
                recency: at.r.clone(),
                frequency: at.f.clone(),
                monetary: at.m.clone(),
            }),
            RfmMethod::Stored(at) => rfm::Method::Stored(at.model()),
        };
        let cell = match self.cell {
            RfmCell::Mean => rfm::CellCut::Mean,
            RfmCell::Median => rfm::CellCut::Median,
            RfmCell::Level(level) => rfm::CellCut::Level(level),
            RfmCell::Fixed(RfmFixed { r, f, m }) => {
                rfm::CellCut::Fixed { recency: r, frequency: f, monetary: m }
            }
        };
        let (aggregate, amount) = (self.aggregate.model(), self.money.model());
        Some(rfm::Params { method, cell, window_days: self.window_days, aggregate, amount })
    }

    /// The name of a cell, by its number from 1.
    pub(super) fn cell_names(&self) -> Vec<String> {
        let usual = || rfm::Cell::ALL.iter().map(|cell| cell.zh().to_owned()).collect();
        self.names.clone().unwrap_or_else(usual)
    }
}

impl RfmCuts {
    fn model(&self) -> rfm::Cuts {
        let cuts = |part: &str, cuts: &[f64]| rfm::MeasureCuts {
            cuts: cuts.to_vec(),
            closed: rfm::Closed::Right,
            constant: self.constant.iter().any(|name| name == part),
        };
        rfm::Cuts {
            recency: cuts("r", &self.r),
            frequency: cuts("f", &self.f),
            monetary: cuts("m", &self.m),
        }
    }
}

impl RfmAggregate {
    fn model(self) -> rfm::Aggregate {
        match self {
            Self::Sum => rfm::Aggregate::Sum,
            Self::Average => rfm::Aggregate::Average,
            Self::PerMonth => rfm::Aggregate::PerMonth,
        }
    }
}

impl RfmMoney {
    fn model(self) -> rfm::Amount {
        match self {
            Self::Net => rfm::Amount::Net,
            Self::Gross => rfm::Amount::Gross,
        }
    }
}
