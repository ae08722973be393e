//! When a customer buys again: BG/NBD and MBG/NBD.
//!
//! A customer buys at a rate of his own (gamma over customers) and drops out after an order with a chance of his own
//! (beta over customers). BG/NBD (Fader, Hardie and Lee 2005) lets nobody drop out before the second order, so who
//! ordered once is alive for certain; MBG/NBD (Batislam, Denizel and Filiztekin 2007) lets the first order be the last
//! as well, and is the default.
//!
//! [`summary`] makes histories of orders, [`fit`] finds the parameters, [`Params`] answers for one history. Cost of a
//! fit: one sort of the repeat customers, then about ten passes of one exponential per distinct history. A unit of time
//! is the caller's: the same unit goes in and comes out, and only `alpha` depends on it.

pub mod backtest;
pub mod calibrate;
mod fit;
mod group;
mod likelihood;
mod living;
mod params;
pub mod pareto;
pub mod summary;

pub use fit::{Fit, Minimum, Options, enough, fit};
pub use group::Grouped;
pub use likelihood::{log_likelihood, log_likelihood_of};
pub use params::Params;

use serde::{Deserialize, Serialize};

/// Which of the two models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Nobody drops out before the second order.
    BgNbd,
    /// The first order can be the last one.
    #[default]
    MbgNbd,
}

/// What the models know of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct History {
    /// Orders after the first; orders of one day are one.
    pub repeats: u32,
    /// Time from the first to the last order; 0 without repeats.
    pub recency: f64,
    /// Time from the first order to the instant of the question.
    pub age: f64,
}

impl History {
    /// The history with times that are possible: none below 0, no last order after the end. `None` for endless ones.
    pub fn sound(self) -> Option<Self> {
        if !self.age.is_finite() || !self.recency.is_finite() {
            return None;
        }
        let age = self.age.max(0.0);
        let recency = if self.repeats == 0 { 0.0 } else { self.recency.clamp(0.0, age) };
        Some(Self { repeats: self.repeats, recency, age })
    }
}
