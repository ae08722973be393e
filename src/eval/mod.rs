//! Evaluation: from a definition and the loaded data to the contacts that are meant.

pub mod naive;
