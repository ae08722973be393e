//! Cut values: what lies between two levels, visible and storable.

use super::{LEVELS, Measure};
use crate::score::Refusal;
use crate::score::refusal::{ascending, within};
use serde::{Deserialize, Serialize};

/// Which level a value on a cut belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// `v > cut` counts: the cut itself belongs below.
    Right,
    /// `v ≥ cut` counts: the cut itself belongs above.
    Left,
}

/// The cut values of one measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct MeasureCuts {
    /// Ascending values, one fewer than levels.
    pub cuts: Vec<f64>,
    /// Where the cuts themselves belong.
    pub closed: Closed,
    /// Everybody had this one value when the cuts were made: who has it gets the middle level.
    #[serde(default)]
    pub constant: bool,
}

impl MeasureCuts {
    /// How many levels there are.
    pub fn levels(&self) -> u8 {
        self.cuts.len() as u8 + 1
    }

    /// The level of a value, from 1, where more is better.
    pub fn level(&self, value: f64) -> u8 {
        if self.constant && self.cuts.first() == Some(&value) {
            return self.levels().div_ceil(2);
        }
        let above = |cut: &&f64| match self.closed {
            Closed::Right => value > **cut,
            Closed::Left => value >= **cut,
        };
        1 + self.cuts.iter().filter(above).count() as u8
    }

    /// The level of a value where fewer is better.
    pub fn reversed_level(&self, value: f64) -> u8 {
        if self.constant && self.cuts.first() == Some(&value) {
            return self.levels().div_ceil(2);
        }
        self.levels() + 1 - self.level(value)
    }

    fn check(&self, name: &'static str) -> Result<(), Refusal> {
        ascending(name, &self.cuts)?;
        let levels = self.cuts.len() as f64 + 1.0;
        within("levels", levels, f64::from(*LEVELS.start()), f64::from(*LEVELS.end())).map(|_| ())
    }
}

/// The cut values of the three measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Cuts {
    /// Days since the last order.
    pub recency: MeasureCuts,
    /// Orders in the window.
    pub frequency: MeasureCuts,
    /// Money in the window, in the unit of the facts.
    pub monetary: MeasureCuts,
}

impl Cuts {
    /// The cuts of a measure.
    pub fn of(&self, measure: Measure) -> &MeasureCuts {
        match measure {
            Measure::Recency => &self.recency,
            Measure::Frequency => &self.frequency,
            Measure::Monetary => &self.monetary,
        }
    }

    /// # Errors
    /// [`Refusal`] when a list does not ascend or gives fewer than two or more than ten levels.
    pub(super) fn checked(self) -> Result<Self, Refusal> {
        self.recency.check("recency")?;
        self.frequency.check("frequency")?;
        self.monetary.check("monetary")?;
        Ok(self)
    }
}

/// Given cut values: each measure may have another number of levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Days, ascending; a contact with exactly so many days is on the better side.
    pub recency: Vec<f64>,
    /// Orders, ascending; exactly so many reach the better level.
    pub frequency: Vec<f64>,
    /// Money, ascending; exactly so much reaches the better level.
    pub monetary: Vec<f64>,
}

impl Thresholds {
    /// R 3, 7, 15, 30; F 2, 3, 5, 10; M 100, 500, 1000, 5000 times `unit`.
    pub fn seeded(unit: f64) -> Self {
        Self {
            recency: vec![3.0, 7.0, 15.0, 30.0],
            frequency: vec![2.0, 3.0, 5.0, 10.0],
            monetary: [100.0, 500.0, 1000.0, 5000.0].map(|m| m * unit).to_vec(),
        }
    }

    pub(super) fn cuts(&self) -> Cuts {
        let list =
            |cuts: &[f64], closed| MeasureCuts { cuts: cuts.to_vec(), closed, constant: false };
        Cuts {
            recency: list(&self.recency, Closed::Right),
            frequency: list(&self.frequency, Closed::Left),
            monetary: list(&self.monetary, Closed::Left),
        }
    }
}
