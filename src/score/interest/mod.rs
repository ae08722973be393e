//! Interest: which categories a contact turns to more than others do.
//!
//! Per contact `W_uc = Σ weight · 0.5^(age / half_life)`. Everybody's part is `q_c = W_·c / W_··`, a contact's smoothed part
//! `share = (W_uc + k q_c) / (W_u· + k)`, its lift `share / q_c` and the confidence `W_u· / (W_u· + k)`. The primary category has
//! the highest share among those with `W_uc > 0` and enough lift, the secondary is the next one with at least so much of the
//! primary's share; equal shares go by the order of categories. Ranking by lift alone follows rare categories, so it only filters.
//!
//! Cost: one pass over the events for `q`, one over the categories of a contact.

mod signals;

pub use signals::{
    AVERSE_IMPRESSIONS, AVERSE_SHARE, IMPLICIT_TIMES, SUBSCRIPTION_WEIGHT, Signals, averse,
    implicit,
};

use super::Refusal;
use super::decay::decay;
use super::outcome::{Reason, Template};
use super::refusal::within;
use serde::{Deserialize, Serialize};

/// The definition of an interest score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct Params {
    /// Days after which half of an event is left: 30.
    pub half_life_days: f64,
    /// How many events of everybody a contact starts with: 5.
    pub k: f64,
    /// The least lift of a primary or secondary interest: 1.2.
    pub min_lift: f64,
    /// The least part of the primary's share that a secondary interest has: 0.5.
    pub secondary_ratio: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self { half_life_days: 30.0, k: 5.0, min_lift: 1.2, secondary_ratio: 0.5 }
    }
}

impl Params {
    /// # Errors
    /// [`Refusal::OutOfRange`].
    pub fn check(&self) -> Result<(), Refusal> {
        within("half_life_days", self.half_life_days, 0.01, 36_500.0)?;
        within("k", self.k, 0.0, 1e9)?;
        within("min_lift", self.min_lift, 0.0, 1e9)?;
        within("secondary_ratio", self.secondary_ratio, 0.0, 1.0).map(|_| ())
    }

    /// What an event counts today; 0 in the future, and for a weight that is not above 0.
    pub fn worth(&self, age_days: i32, weight: f64) -> f64 {
        let counts = age_days >= 0 && weight > 0.0 && weight.is_finite();
        if counts { weight * decay(f64::from(age_days), self.half_life_days) } else { 0.0 }
    }
}

/// Everybody's parts, which each contact is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Base {
    /// Per category, together 1; all 0 without events.
    pub share: Vec<f64>,
}

impl Base {
    /// From what all events of each category are worth together.
    pub fn new(worth: &[f64]) -> Self {
        let clean = |worth: &f64| if worth.is_finite() { worth.max(0.0) } else { 0.0 };
        // halves keep the sum of huge parts finite
        let most = worth.iter().map(clean).fold(0.0, f64::max);
        let scale = if most > 1e200 { 1e-200 } else { 1.0 };
        let total: f64 = worth.iter().map(|w| clean(w) * scale).sum();
        let part = |worth: &f64| if total > 0.0 { clean(worth) * scale / total } else { 0.0 };
        Self { share: worth.iter().map(part).collect() }
    }
}

/// The interests of a contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Interest {
    /// What all its events are worth today.
    pub weight: f64,
    /// How much its own events decide, 0 to 1.
    pub confidence: f64,
    /// The smoothed part of each category.
    pub share: Vec<f64>,
    /// Each share against everybody's; `null` for a category that nobody turned to.
    pub lift: Vec<Option<f64>>,
    /// The category with the highest share that stands out.
    pub primary: Option<u32>,
    /// The next one.
    pub secondary: Option<u32>,
}

/// The interests that follow from what a contact's events of each category are worth.
pub fn interest(worth: &[f64], base: &Base, params: &Params) -> Interest {
    let own = |category: usize| {
        worth.get(category).copied().filter(|w| w.is_finite()).unwrap_or(0.0).clamp(0.0, 1e300)
    };
    let categories = 0..base.share.len();
    let weight: f64 = categories.clone().map(own).sum::<f64>().min(f64::MAX / 2.0);
    let whole = weight + params.k;
    let part = |value: f64| if whole > 0.0 { value / whole } else { 0.0 };
    let share: Vec<f64> =
        categories.clone().map(|c| part(own(c) + params.k * base.share[c])).collect();
    let lift: Vec<Option<f64>> = share
        .iter()
        .zip(&base.share)
        .map(|(share, q)| (*q > 0.0).then(|| (share / q).min(f64::MAX)))
        .collect();
    let stands_out = |c: &usize| own(*c) > 0.0 && lift[*c].is_some_and(|l| l >= params.min_lift);
    let best = |without: Option<usize>| {
        let candidates = categories.clone().filter(stands_out).filter(|c| Some(*c) != without);
        // the first of equal shares
        candidates.reduce(|best, c| if share[c] > share[best] { c } else { best })
    };
    let primary = best(None);
    let secondary = primary
        .and_then(|first| best(primary).map(|second| (first, second)))
        .filter(|(first, second)| share[*second] >= params.secondary_ratio * share[*first])
        .map(|(_, second)| second as u32);
    Interest {
        weight,
        confidence: part(weight),
        primary: primary.map(|c| c as u32),
        secondary,
        share,
        lift,
    }
}

impl Interest {
    /// Why: the part of a category in so many events, against everybody's.
    pub fn reason(&self, events: u32, category: Option<u32>, name: &str, base: &Base) -> Reason {
        let found = category
            .and_then(|c| Some((*self.share.get(c as usize)?, *base.share.get(c as usize)?)));
        let Some((share, q)) = found else { return Reason::new(Template::NoInterest) };
        Reason::new(Template::Interest)
            .with("events", events)
            .with("category", name)
            .with("share", 100.0 * share)
            .with("base", 100.0 * q)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_shares_go_by_the_order_of_categories() {
        let base = Base::new(&[10.0, 10.0, 60.0]);
        let found = interest(&[9.0, 9.0, 0.0], &base, &Params::default());
        assert_eq!((found.primary, found.secondary), (Some(0), Some(1)));
    }

    #[test]
    fn without_events_there_is_no_interest() {
        let found = interest(&[], &Base::new(&[0.0, 0.0]), &Params::default());
        assert_eq!((found.primary, found.secondary), (None, None));
        assert_eq!(found.lift, [None, None]);
        let reason = found.reason(0, found.primary, "", &Base::new(&[0.0, 0.0]));
        assert_eq!(reason.template, Template::NoInterest);
    }

    proptest! {
        #[test]
        fn shares_are_finite_and_together_one(
            worth in prop::collection::vec(prop_oneof![any::<f64>(), 0.0..100.0f64], 1..12),
            own in prop::collection::vec(prop_oneof![any::<f64>(), 0.0..100.0f64], 0..12), k in 0.0..1e9f64,
        ) {
            let base = Base::new(&worth);
            let found = interest(&own, &base, &Params { k, ..Params::default() });
            let text = serde_json::to_string(&(&found.share, found.weight, found.confidence)).unwrap();
            prop_assert!(!text.contains("null"));
            prop_assert!(found.lift.iter().flatten().all(|l| l.is_finite()));
            prop_assert!(found.share.iter().sum::<f64>() <= 1.0 + 1e-9);
            prop_assert!((0.0..=1.0).contains(&found.confidence));
        }
    }
}
