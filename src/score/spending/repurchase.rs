//! The usual gap between the orders of a contact, and how long it is overdue.

use crate::score::outcome::{Reason, Template, Word};
use serde::{Deserialize, Serialize};

/// The repurchase cycle of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Repurchase {
    /// The median of days between its order days.
    pub cycle_days: f64,
    /// Days since the last order.
    pub idle_days: u32,
    /// `idle_days / cycle_days`.
    pub overdue_ratio: f64,
    /// How many gaps the contact has itself.
    pub gaps: u32,
}

/// How overdue the next order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Overdue {
    /// Within its cycle.
    OnTime,
    /// Longer than its cycle.
    Due,
    /// At least twice its cycle.
    Overdue,
}

impl Overdue {
    /// Its name for people.
    pub const fn word(self) -> Word {
        match self {
            Self::OnTime => Word { zh: "周期内", en: "on time" },
            Self::Due => Word { zh: "到期", en: "due" },
            Self::Overdue => Word { zh: "逾期", en: "overdue" },
        }
    }
}

/// The cycle of a contact from the days of its counting orders up to `as_of`, in any order; several orders of a day are one, later
/// days are ignored. `None` with fewer than two order days.
pub fn repurchase(order_days: &[i32], as_of: i32) -> Option<Repurchase> {
    let mut days: Vec<i64> =
        order_days.iter().filter(|day| **day <= as_of).map(|day| i64::from(*day)).collect();
    days.sort_unstable();
    days.dedup();
    let mut gaps: Vec<i64> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    let upper = *gaps.get(gaps.len() / 2)?;
    let lower = *gaps.get((gaps.len() - 1) / 2)?;
    let cycle_days = (lower + upper) as f64 / 2.0;
    let idle_days = u32::try_from(i64::from(as_of) - days.last()?).ok()?;
    Some(Repurchase::of(cycle_days, idle_days, gaps.len() as u32))
}

impl Repurchase {
    /// The same against a given cycle, such as everybody's for who has too few gaps of its own. A cycle is at least a day.
    pub fn of(cycle_days: f64, idle_days: u32, gaps: u32) -> Self {
        let overdue_ratio = f64::from(idle_days) / cycle_days.max(1.0);
        Self { cycle_days, idle_days, overdue_ratio, gaps }
    }

    /// The cycle itself is on time, twice the cycle is overdue.
    pub fn level(&self) -> Overdue {
        match self.overdue_ratio {
            ratio if ratio >= 2.0 => Overdue::Overdue,
            ratio if ratio > 1.0 => Overdue::Due,
            _ => Overdue::OnTime,
        }
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        Reason::new(Template::Repurchase)
            .with("gap", self.cycle_days)
            .with("idle", self.idle_days)
            .with("ratio", self.overdue_ratio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cycle_is_the_median_gap_of_order_days() {
        let found = repurchase(&[10, 0, 10, 40, 999], 60).unwrap();
        assert_eq!(found.cycle_days.to_bits(), 20f64.to_bits());
        assert_eq!((found.idle_days, found.gaps), (20, 2));
        assert_eq!(found.level(), Overdue::OnTime);
        assert_eq!(repurchase(&[0, 10], 30).unwrap().level(), Overdue::Overdue);
    }

    #[test]
    fn one_order_day_has_no_cycle() {
        assert_eq!(repurchase(&[5, 5], 60), None);
        assert_eq!(repurchase(&[], 60), None);
        assert!(repurchase(&[i32::MIN, i32::MAX], i32::MAX).unwrap().overdue_ratio.abs() < 1e-9);
    }
}
