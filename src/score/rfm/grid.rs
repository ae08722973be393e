//! What a heat map and a table of cells show.

use super::{Cell, Facts, Fitted, Scores};
use serde::Serialize;

/// One square of the heat map: R by F.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GridCell {
    /// The level of R, from 1.
    pub r: u8,
    /// The level of F, from 1.
    pub f: u8,
    /// Contacts in the square.
    pub count: u32,
    /// Their money together, in the unit of the facts.
    pub money: f64,
}

/// One of the eight cells with who is in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CellShare {
    /// Which cell.
    pub cell: Cell,
    /// Contacts in the cell.
    pub count: u32,
    /// Their part of all scored contacts, 0 to 1.
    pub share: f64,
    /// Their money together, in the unit of the facts.
    pub money: f64,
}

/// The distribution of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Grid {
    /// Every square, R by R from 1 and F by F from 1 inside, empty ones included.
    pub squares: Vec<GridCell>,
    /// The eight cells by their number.
    pub cells: Vec<CellShare>,
    /// Contacts per level of R, from 1.
    pub r: Vec<u32>,
    /// Contacts per level of F, from 1.
    pub f: Vec<u32>,
    /// Contacts per level of M, from 1.
    pub m: Vec<u32>,
}

/// Counts and money per square and per cell. Missing contacts are in none.
pub fn grid(fitted: &Fitted, facts: &Facts, scores: &Scores) -> Grid {
    let levels = [&fitted.cuts.recency, &fitted.cuts.frequency, &fitted.cuts.monetary]
        .map(|cuts| usize::from(cuts.levels()));
    let mut squares: Vec<GridCell> = (1..=levels[0] as u8)
        .flat_map(|r| (1..=levels[1] as u8).map(move |f| GridCell { r, f, count: 0, money: 0.0 }))
        .collect();
    let mut cells = Cell::ALL.map(|cell| CellShare { cell, count: 0, share: 0.0, money: 0.0 });
    let mut totals = levels.map(|n| vec![0u32; n]);
    for (row, _, _, money) in facts.present() {
        let Some((r, f, m)) = scores.levels(row) else { continue };
        let of = [r, f, m].map(|level| usize::from(level - 1));
        for (total, level) in totals.iter_mut().zip(of) {
            if let Some(count) = total.get_mut(level) {
                *count += 1;
            }
        }
        if let Some(square) = squares.get_mut(of[0] * levels[1] + of[1]) {
            square.count += 1;
            square.money = added(square.money, money);
        }
        if let Some(cell) = cells.get_mut(usize::from(scores.cell[row].saturating_sub(1))) {
            cell.count += 1;
            cell.money = added(cell.money, money);
        }
    }
    let scored: u32 = cells.iter().map(|cell| cell.count).sum();
    for cell in &mut cells {
        cell.share = f64::from(cell.count) / f64::from(scored.max(1));
    }
    let [r, f, m] = totals;
    Grid { squares, cells: cells.to_vec(), r, f, m }
}

fn added(sum: f64, money: f64) -> f64 {
    (sum + money).clamp(f64::MIN, f64::MAX)
}
