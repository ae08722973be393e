//! How well a probability or a ranking did against what happened.
//!
//! Lists are taken up to the shorter length. A measure that does not exist (no positive, no negative, nobody) is `None`.
//! Equal scores count as equal: the order of rows never decides, but where a function says so.

mod calibration;
mod ranking;
mod uplift;

pub use calibration::{Decile, Isotonic, brier, calibration_error, deciles, log_loss, mean_error};
pub use ranking::{auc, average_precision};
pub use uplift::{qini, uplift_area, uplift_at};

use std::cmp::Ordering;

/// Row numbers by falling score; of equal scores the later row first.
fn falling(scores: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..scores.len() as u32).collect();
    let key = |row: u32| scores[row as usize];
    order.sort_unstable_by(|a, b| key(*b).total_cmp(&key(*a)).then(b.cmp(a)));
    order
}

/// Runs of equal scores of an order.
fn ties<'a>(scores: &'a [f64], order: &'a [u32]) -> impl Iterator<Item = &'a [u32]> {
    // 0 and −0 are equal
    let equal = |a: u32, b: u32| {
        scores[a as usize].partial_cmp(&scores[b as usize]) == Some(Ordering::Equal)
    };
    order.chunk_by(move |a, b| equal(*a, *b))
}
