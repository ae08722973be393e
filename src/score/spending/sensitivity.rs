//! Price sensitivity: who buys with coupons.

use crate::score::outcome::{Reason, Template};
use serde::Serialize;

/// Where price sensitivity begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CouponBounds {
    /// The least part of orders with a coupon: 0.8.
    pub share: f64,
    /// Fewer orders say nothing: 3.
    pub orders: u32,
}

impl Default for CouponBounds {
    fn default() -> Self {
        Self { share: 0.8, orders: 3 }
    }
}

/// The part of orders with a coupon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PriceSensitivity {
    /// Orders with a coupon of all orders, 0 to 1; `null` without orders.
    pub share: Option<f64>,
    /// Whether it reaches the bounds, by default 80 % of at least three orders; `null` for fewer orders.
    pub sensitive: Option<bool>,
    /// Orders.
    pub orders: u32,
}

/// Whether a contact with so many orders, of which so many had a coupon, is price-sensitive by the usual bounds.
pub fn price_sensitivity(coupon_orders: u32, orders: u32) -> PriceSensitivity {
    CouponBounds::default().sensitivity(coupon_orders, orders)
}

impl CouponBounds {
    /// Whether a contact with so many orders, of which so many had a coupon, is price-sensitive.
    pub fn sensitivity(&self, coupon_orders: u32, orders: u32) -> PriceSensitivity {
        let share =
            (orders > 0).then(|| f64::from(coupon_orders.min(orders)) / f64::from(orders.max(1)));
        let sensitive = share.filter(|_| orders >= self.orders).map(|share| share >= self.share);
        PriceSensitivity { share, sensitive, orders }
    }
}

impl PriceSensitivity {
    /// Why; `None` without orders.
    pub fn reason(&self) -> Option<Reason> {
        let share = self.share?;
        let reason = Reason::new(Template::PriceSensitive).with("orders", self.orders);
        Some(reason.with("share", 100.0 * share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_of_five_is_sensitive_and_two_orders_say_nothing() {
        assert_eq!(price_sensitivity(4, 5).sensitive, Some(true));
        assert_eq!(price_sensitivity(3, 4).sensitive, Some(false));
        assert_eq!(price_sensitivity(2, 2).sensitive, None);
        assert_eq!(price_sensitivity(0, 0).share, None);
    }
}
