//! A correction of the chances by what happened: the model of the back-test asked again and again within its window.

use super::Fit;
use super::summary::{Counting, Order, summarise};
use crate::score::math::metrics::{Isotonic, brier, calibration_error};

/// How often the model is asked at most.
const ROUNDS: u32 = 4;
/// Parts of the customers; each is judged by a correction that was learned from the others.
const FOLDS: u32 = 5;

/// Chances of an order within a horizon, and what came of them. A customer counts once in each round.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    customers: Vec<u32>,
    chances: Vec<f64>,
    happened: Vec<bool>,
}

/// A correction and what it does to customers that it was not learned from.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Learned from all.
    pub correction: Isotonic,
    /// Mean squared error of the chances as they are.
    pub brier: f64,
    /// The same of the corrected ones.
    pub brier_corrected: f64,
    /// Expected calibration error of the chances as they are.
    pub error: f64,
    /// The same of the corrected ones.
    pub error_corrected: f64,
}

/// Asks a model that was fitted to orders up to `end − window`: at that day and every `horizon` after it, up to four times, each
/// time of what was known then. Empty when the horizon is longer than the window.
///
/// Cost: one sort of the orders for each round.
pub fn ask(
    orders: &[Order],
    customers: usize,
    end: i32,
    (window, horizon): (u32, u32),
    fit: &Fit,
) -> Asked {
    let mut asked = Asked::default();
    let start = end.saturating_sub_unsigned(window);
    for round in 0..(window / horizon.max(1)).min(ROUNDS) {
        let from = start.saturating_add_unsigned(round * horizon);
        let to = from.saturating_add_unsigned(horizon);
        let known = summarise(orders, customers, from, Counting::Paid);
        let mut bought = vec![false; customers];
        let inside = |order: &&Order| order.amount > 0.0 && order.period > from;
        for order in orders.iter().filter(inside).filter(|order| order.period <= to) {
            if let Some(yes) = bought.get_mut(order.customer as usize) {
                *yes = order.amount.is_finite() || *yes;
            }
        }
        for ((number, customer), yes) in (0u32..).zip(&known.customers).zip(bought) {
            let Some(customer) = customer else { continue };
            let chance = fit.params.any_order(fit.kind, customer.history, f64::from(horizon));
            asked.customers.push(number);
            asked.chances.push(chance);
            asked.happened.push(yes);
        }
    }
    asked
}

impl Asked {
    /// How often the answer was an order.
    pub fn orders(&self) -> u32 {
        self.happened.iter().filter(|happened| **happened).count() as u32
    }

    /// The correction; `None` with fewer than 200 orders.
    pub fn calibration(&self) -> Option<Calibration> {
        let correction = Isotonic::learn(&self.chances, &self.happened)?;
        let mut corrected = vec![0.0; self.chances.len()];
        for fold in 0..FOLDS {
            let is_own = |row: &usize| self.customers[*row] % FOLDS == fold;
            let (own, others): (Vec<usize>, Vec<usize>) =
                (0..self.chances.len()).partition(|row| is_own(row));
            let chances: Vec<f64> = others.iter().map(|row| self.chances[*row]).collect();
            let happened: Vec<bool> = others.iter().map(|row| self.happened[*row]).collect();
            let learned = Isotonic::of(&chances, &happened);
            for row in own {
                corrected[row] = learned.correct(self.chances[row]);
            }
        }
        Some(Calibration {
            correction,
            brier: brier(&self.chances, &self.happened)?,
            brier_corrected: brier(&corrected, &self.happened)?,
            error: calibration_error(&self.chances, &self.happened)?,
            error_corrected: calibration_error(&corrected, &self.happened)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::math::random::Pcg;

    /// Chances of which the true ones are the square.
    fn asked(rows: u32) -> Asked {
        let mut pcg = Pcg::new(3);
        let mut made = Asked::default();
        for customer in 0..rows {
            let chance = pcg.unit();
            made.customers.push(customer);
            made.chances.push(chance);
            made.happened.push(pcg.unit() < chance * chance);
        }
        made
    }

    #[test]
    fn a_wrong_chance_is_mended_for_customers_that_were_not_learned_from() {
        let found = asked(8000).calibration().unwrap();
        assert!(found.error > 0.1 && found.error_corrected < 0.03, "{found:?}");
        assert!(found.brier_corrected < found.brier - 0.02, "{found:?}");
        assert!((found.correction.correct(0.5) - 0.25).abs() < 0.05);
    }

    #[test]
    fn two_hundred_orders_are_the_least() {
        let mut few = asked(2000);
        let mut left = 199;
        for happened in &mut few.happened {
            left -= i32::from(*happened && left > 0);
            *happened &= left > 0;
        }
        assert!(few.orders() < 200 && few.calibration().is_none());
    }
}
