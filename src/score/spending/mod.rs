//! What the money of a contact says: growth, tiers, price sensitivity and the usual gap between orders.

mod growth;
mod repurchase;
mod sensitivity;
mod tier;

pub use growth::{GROWING, Growth, growth, growth_from};
pub use repurchase::{Overdue, Repurchase, repurchase};
pub use sensitivity::{CouponBounds, PriceSensitivity, price_sensitivity};
pub use tier::{LtvTier, SpendTier, TierCuts, ltv_tier};

/// Ratios beyond the largest number stay the largest number; what is not a number is nothing.
fn finite(value: f64) -> Option<f64> {
    (!value.is_nan()).then(|| value.clamp(f64::MIN, f64::MAX))
}
