//! Scores of contacts.

pub mod math;
pub mod models;
