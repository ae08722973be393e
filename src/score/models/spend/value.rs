//! Customer lifetime value.

use crate::score::models::nbd;

/// How future orders are valued.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Horizon {
    /// Months ahead.
    pub months: u32,
    /// Length of a month in the model's unit of time: 30 for days, 4.345 for weeks.
    pub month: f64,
    /// What a month takes off: 0.01 is 1 %.
    pub discount: f64,
    /// The share of an order that is kept; 1 values turnover.
    pub margin: f64,
}

impl Default for Horizon {
    fn default() -> Self {
        Self { months: 12, month: 30.0, discount: 0.01, margin: 1.0 }
    }
}

/// The discounted value of the orders that are expected within the horizon, each worth `order_value`.
///
/// `Σ_k value · (E[Y(k u)] − E[Y((k−1) u)]) / (1+d)^k`, k = 1 … months. At most 1200 months count; a discount of −1 or
/// less counts as none.
pub fn lifetime_value(
    kind: nbd::Kind,
    params: &nbd::Params,
    history: nbd::History,
    order_value: f64,
    horizon: &Horizon,
) -> f64 {
    let keep = if horizon.discount > -1.0 { 1.0 / (1.0 + horizon.discount) } else { 1.0 };
    let (mut factor, mut before, mut sum) = (1.0, 0.0, 0.0);
    for month in 1..=horizon.months.min(1200) {
        factor *= keep;
        let until = params.expected_orders(kind, history, f64::from(month) * horizon.month);
        sum += (until - before) * factor;
        before = until;
    }
    sum * order_value * horizon.margin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_discount_the_value_is_orders_times_their_mean() {
        let params = nbd::Params { r: 0.5, alpha: 6.0, a: 0.9, b: 1.6 };
        let history = nbd::History { repeats: 3, recency: 80.0, age: 100.0 };
        let plain = Horizon { discount: 0.0, margin: 0.4, ..Horizon::default() };
        let value = lifetime_value(nbd::Kind::MbgNbd, &params, history, 50.0, &plain);
        let orders = params.expected_orders(nbd::Kind::MbgNbd, history, 360.0);
        assert!((value - orders * 20.0).abs() < 1e-9);
        let less = lifetime_value(nbd::Kind::MbgNbd, &params, history, 20.0, &Horizon::default());
        assert!(less < value && less > 0.8 * value);
    }
}
