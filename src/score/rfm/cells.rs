//! The eight cells of high and low, their names, and where high begins.

use super::Measure;
use crate::score::Refusal;
use serde::{Deserialize, Serialize};

/// Where high and low part.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CellCut {
    /// At the mean of the raw values.
    #[default]
    Mean,
    /// At the median of the raw values.
    Median,
    /// At a level: high is so much or more (4 of 5 is usual).
    Level(u8),
    /// At given values: so many days or fewer, so many orders or more, so much money or more.
    Fixed {
        /// Days since the last order.
        recency: f64,
        /// Orders in the window.
        frequency: f64,
        /// Money in the window, in the unit of the facts.
        monetary: f64,
    },
}

/// The cut values that the cells of a fitted score use.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CellCuts {
    /// Raw values: days at most, orders at least, money at least.
    Values {
        /// Days since the last order.
        recency: f64,
        /// Orders in the window.
        frequency: f64,
        /// Money in the window.
        monetary: f64,
    },
    /// Levels of so much or more.
    Level(u8),
}

impl CellCuts {
    /// # Errors
    /// [`Refusal::NotAscending`] for a cut value that is not finite.
    pub(super) fn checked(self) -> Result<Self, Refusal> {
        match self {
            Self::Values { recency, frequency, monetary }
                if !(recency.is_finite() && frequency.is_finite() && monetary.is_finite()) =>
            {
                Err(Refusal::NotAscending { parameter: "cell" })
            }
            other => Ok(other),
        }
    }

    /// Whether a value of a measure with that level is high.
    pub fn is_high(self, measure: Measure, value: f64, level: u8) -> bool {
        match self {
            Self::Level(least) => level >= least,
            Self::Values { recency, frequency, monetary } => match measure {
                Measure::Recency => value <= recency,
                Measure::Frequency => value >= frequency,
                Measure::Monetary => value >= monetary,
            },
        }
    }
}

/// One of the eight cells, numbered from 1 in the order of their worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Recent, frequent, much money.
    Champions = 1,
    /// Recent, rare, much money.
    Promising = 2,
    /// Long ago, frequent, much money.
    ToKeep = 3,
    /// Long ago, rare, much money.
    ToWinBack = 4,
    /// Recent, frequent, little money.
    Loyal = 5,
    /// Recent, rare, little money.
    Newcomers = 6,
    /// Long ago, frequent, little money.
    Fading = 7,
    /// Long ago, rare, little money.
    Lost = 8,
}

impl Cell {
    /// All cells in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Champions,
        Self::Promising,
        Self::ToKeep,
        Self::ToWinBack,
        Self::Loyal,
        Self::Newcomers,
        Self::Fading,
        Self::Lost,
    ];

    /// The cell of three highs.
    pub fn of(recent: bool, frequent: bool, much: bool) -> Self {
        let index = usize::from(!much) * 4 + usize::from(!recent) * 2 + usize::from(!frequent);
        Self::ALL[index]
    }

    /// The cell of a number; `None` for 0, which is *missing*, and beyond 8.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// From 1 to 8.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Whether R, F and M are high.
    pub fn highs(self) -> [bool; 3] {
        let index = self.number() - 1;
        [index & 2 == 0, index & 1 == 0, index < 4]
    }

    /// The usual Chinese name.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Champions => "重要价值客户",
            Self::Promising => "重要发展客户",
            Self::ToKeep => "重要保持客户",
            Self::ToWinBack => "重要挽留客户",
            Self::Loyal => "一般价值客户",
            Self::Newcomers => "一般发展客户",
            Self::Fading => "一般保持客户",
            Self::Lost => "一般挽留客户",
        }
    }

    /// The English name.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Champions => "Champions",
            Self::Promising => "Big spenders, rare",
            Self::ToKeep => "Big spenders, silent",
            Self::ToWinBack => "Big spenders, leaving",
            Self::Loyal => "Frequent, small baskets",
            Self::Newcomers => "New or small",
            Self::Fading => "Frequent earlier, small",
            Self::Lost => "Lost, low value",
        }
    }
}
