//! Numeric models behind scores: buying and dropping out, spending, likeness to a seed audience, topics.
//!
//! A model is fitted to plain arrays and answers plain numbers; it knows nothing of tables, names or sentences. Where
//! there is too little to learn from it refuses with a [`Refusal`] instead of guessing.

pub mod lookalike;
pub mod nbd;
pub mod spend;
pub mod topics;

#[cfg(test)]
mod extremes;

use serde::Serialize;

/// Why a model is not fitted. Counts tell what there is and what it would take.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refusal {
    /// Too few customers with an order.
    TooFewCustomers {
        /// Customers there are.
        have: u32,
        /// Customers it takes.
        need: u32,
    },
    /// Too few customers who came back.
    TooFewRepeats {
        /// Repeat customers there are.
        have: u32,
        /// Repeat customers it takes.
        need: u32,
    },
    /// The window is short against the time between two orders.
    TooShort {
        /// The window, in the unit of the histories.
        window: f64,
        /// The window it takes.
        need: f64,
    },
    /// Too few contacts in the seed audience.
    TooFewSeeds {
        /// Seeds there are.
        have: u32,
        /// Seeds it takes.
        need: u32,
    },
    /// Everybody is a seed: nobody is left to be compared.
    NobodyElse,
    /// All customers spend the same: the mean is the answer and needs no model.
    NoVariance {
        /// What everybody spends.
        value: f64,
    },
    /// Nothing to learn from: no usable row, or no feature that differs.
    Empty,
    /// The search ran into the limits of the parameters or did not settle: the model does not fit these data.
    NotApplicable,
    /// Somebody cancelled.
    Cancelled,
}

/// How far a fit is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Progress {
    /// Passes over the data so far.
    pub passes: u32,
    /// The mean log-likelihood, or another measure that grows, after the last pass.
    pub value: f64,
}

/// Told of each pass; answers whether to go on.
pub type Watch<'a> = &'a mut dyn FnMut(Progress) -> bool;
