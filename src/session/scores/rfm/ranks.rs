//! Levels by rank among all contacts.

use super::{Graded, RfmCell, RfmMethod, RfmParams};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::score::quantile::{Method, quantiles};
use crate::score::rfm::{
    Cell, CellCuts, Closed, Cuts, Diagnosis, Fitted, MeasureCuts, NEVER, Scores,
};
use crate::session::scores::orders::Orders;

/// Everybody has levels. With `s` of `n` contacts below a value, its level is `1 + floor(levels × s / n)`: one more than the
/// number of cuts below it, a cut being the value at rank `ceil(i × n / levels)`.
pub(super) fn graded(params: &RfmParams, found: &Orders, money: Vec<f64>) -> Result<Graded> {
    let (RfmMethod::Ranks(levels), RfmCell::Level(high)) = (&params.method, params.cell) else {
        return Err(super::super::definition::bad(&"ranks go with cells by level"));
    };
    let oldest = found.last.iter().zip(&found.days).filter(|(_, days)| **days != NEVER);
    let never = oldest.map(|(last, _)| *last).min().unwrap_or(0) - 1;
    let last = found.last.iter().zip(&found.days);
    let recent: Vec<f64> =
        last.map(|(last, days)| (if *days == NEVER { never } else { *last }) as f64).collect();
    let count: Vec<f64> = found.count.iter().map(|n| f64::from(*n)).collect();
    let shares: Vec<f64> = (1..*levels).map(|i| f64::from(i) / f64::from(*levels)).collect();
    let cuts = |values: &[f64]| {
        let mut cuts = quantiles(values, &shares, Method::InvertedCdf);
        cuts.resize(shares.len(), 0.0);
        MeasureCuts { cuts, closed: Closed::Right, constant: false }
    };
    let cuts = Cuts { recency: cuts(&recent), frequency: cuts(&count), monetary: cuts(&money) };
    let graded = |cuts: &MeasureCuts, values: &[f64]| {
        values.iter().map(|value| cuts.level(*value)).collect::<Vec<u8>>()
    };
    let r = graded(&cuts.recency, &recent);
    let f = graded(&cuts.frequency, &count);
    let m = graded(&cuts.monetary, &money);
    let cell =
        |((r, f), m): ((&u8, &u8), &u8)| Cell::of(*r >= high, *f >= high, *m >= high).number();
    let cell = r.iter().zip(&f).zip(&m).map(cell).collect();
    let scored = r.len() as u32;
    let diag = Diagnosis { scored, ..Diagnosis::default() };
    let fitted = Fitted { cuts, cell_cuts: CellCuts::Level(high), diag };
    let present = RowSet::full(scored);
    Ok(Graded { scores: Scores { r, f, m, cell }, fitted, present, money })
}
