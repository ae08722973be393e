//! How the model would have done: fitted to what was known a while ago, judged by what came since.

use super::summary::{Counting, Order, Summary, summarise};
use super::{Fit, Options, fit};
use crate::score::math::metrics::{
    Decile, Isotonic, auc, brier, calibration_error, deciles, log_loss, mean_error,
};
use crate::score::models::{Refusal, Watch};
use serde::Serialize;

/// The verdict on predictions of one window.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Length of the window in periods.
    pub window: u32,
    /// Customers that were judged: those with an order before the window.
    pub customers: u32,
    /// Those who ordered within it.
    pub buyers: u32,
    /// The mean predicted chance.
    pub predicted: f64,
    /// The share of buyers.
    pub actual: f64,
    /// Mean squared error of the chances.
    pub brier: f64,
    /// The same for everybody's share as everybody's chance: what a model has to beat.
    pub brier_of_mean: f64,
    /// Mean negative logarithm of the chance of what happened.
    pub log_loss: f64,
    /// Expected calibration error over 10 bins of equal width.
    pub calibration_error: f64,
    /// Mean absolute difference of chance and share over tenths of the customers.
    pub decile_error: f64,
    /// The chance that a buyer was ranked above another; missing when all or nobody bought.
    pub auc: Option<f64>,
    /// The same for a ranking by the last order's date alone.
    pub auc_of_recency: Option<f64>,
    /// The same for a ranking by the number of orders alone.
    pub auc_of_frequency: Option<f64>,
    /// Tenths of the customers from the most likely down.
    pub deciles: Vec<Decile>,
    /// A correction of the chances; missing with fewer than 200 buyers.
    pub correction: Option<Isotonic>,
    /// The model of the beginning of the window.
    pub fit: Fit,
}

/// Fits at `end − window` and judges the chances of an order within the window.
///
/// `orders` are those of [`summarise`]; the window holds the periods after `end − window` up to `end`.
///
/// # Errors
/// What [`fit`] refuses, and a model that is not applicable.
pub fn backtest(
    orders: &[Order],
    customers: usize,
    end: i32,
    window: u32,
    options: &Options,
    watch: Watch,
) -> Result<Report, Refusal> {
    let start = end.saturating_sub_unsigned(window);
    let before = summarise(orders, customers, start, Counting::Paid);
    let fitted = fit(&before.histories(), options, watch)?;
    if !fitted.is_applicable() {
        return Err(Refusal::NotApplicable);
    }
    let mut bought = vec![false; customers];
    for order in orders {
        let counts = order.amount.is_finite() && order.amount > 0.0;
        let inside = counts && order.period > start && order.period <= end;
        if let (true, Some(yes)) = (inside, bought.get_mut(order.customer as usize)) {
            *yes = true;
        }
    }
    judge(&before, &bought, window, fitted).ok_or(Refusal::Empty)
}

fn judge(before: &Summary, bought: &[bool], window: u32, fitted: Fit) -> Option<Report> {
    let (mut chances, mut happened) = (Vec::new(), Vec::new());
    let (mut last, mut often) = (Vec::new(), Vec::new());
    for (customer, yes) in before.customers.iter().zip(bought) {
        let Some(customer) = customer else { continue };
        let h = customer.history;
        chances.push(fitted.params.any_order(fitted.kind, h, f64::from(window)));
        happened.push(*yes);
        last.push(h.recency - h.age);
        often.push(f64::from(h.repeats));
    }
    let n = happened.len() as f64;
    let buyers = happened.iter().filter(|y| **y).count() as u32;
    let actual = f64::from(buyers) / n;
    let table = deciles(&chances, &happened);
    let off = table.iter().map(|d| f64::from(d.rows) * (d.predicted - d.actual).abs());
    Some(Report {
        window,
        customers: happened.len() as u32,
        buyers,
        predicted: actual + mean_error(&chances, &happened)?,
        actual,
        brier: brier(&chances, &happened)?,
        brier_of_mean: actual * (1.0 - actual),
        log_loss: log_loss(&chances, &happened)?,
        calibration_error: calibration_error(&chances, &happened)?,
        decile_error: off.sum::<f64>() / n,
        auc: auc(&chances, &happened),
        auc_of_recency: auc(&last, &happened),
        auc_of_frequency: auc(&often, &happened),
        deciles: table,
        correction: Isotonic::learn(&chances, &happened),
        fit: fitted,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::math::random::Pcg;

    /// Orders over 300 days of customers who differ in rate and stop at random.
    fn shop(customers: u32) -> Vec<Order> {
        let mut pcg = Pcg::new(11);
        let mut made = Vec::new();
        for customer in 0..customers {
            let (rate, stops) = (pcg.gamma(0.9) / 20.0, pcg.beta(1.0, 3.0));
            let mut at = pcg.unit() * 200.0;
            while at < 300.0 {
                made.push(Order { customer, period: at as i32, amount: 10.0 });
                if pcg.unit() < stops {
                    break;
                }
                at += pcg.exponential() / rate;
            }
        }
        made
    }

    #[test]
    fn a_true_model_is_calibrated_and_beats_the_mean() {
        let report =
            backtest(&shop(20_000), 20_000, 299, 30, &Options::default(), &mut |_| true).unwrap();
        assert!(report.brier < report.brier_of_mean, "{report:?}");
        assert!(
            report.decile_error < 0.01 && (report.predicted - report.actual).abs() < 0.01,
            "{report:?}"
        );
        assert!(report.auc.unwrap() > report.auc_of_frequency.unwrap());
        assert!(report.correction.is_some() && report.deciles.len() == 10);
    }

    #[test]
    fn little_data_are_refused() {
        let refused = backtest(&shop(50), 50, 299, 30, &Options::default(), &mut |_| true);
        assert!(matches!(refused, Err(Refusal::TooFewCustomers { .. })));
        assert!(backtest(&[], 0, i32::MIN, 30, &Options::default(), &mut |_| true).is_err());
    }
}
