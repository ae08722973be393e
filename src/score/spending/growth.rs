//! Growth from one quarter to the next.

use super::finite;
use crate::score::outcome::{Reason, Template};
use serde::Serialize;

/// From so much growth on a contact is growing: 30 %.
pub const GROWING: f64 = 0.3;

/// Growth of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Growth {
    /// `(now − before) / before`; `null` when the quarter before has no money.
    pub growth: Option<f64>,
    /// At least what counts as growing.
    pub growing: bool,
    /// Money now and none before.
    pub new_spender: bool,
}

/// Growth of money from the quarter before to this one; 130 after 100 is 0.3. Growing is from [`GROWING`] on.
pub fn growth(now: f64, before: f64) -> Growth {
    growth_from(now, before, GROWING)
}

/// The same with another growth from which on a contact is growing.
pub fn growth_from(now: f64, before: f64, growing: f64) -> Growth {
    let compared = before > 0.0 && before.is_finite() && now.is_finite();
    let growth = if compared { finite((now - before) / before) } else { None };
    Growth {
        growth,
        growing: growth.is_some_and(|growth| growth >= growing),
        new_spender: before <= 0.0 && now > 0.0,
    }
}

impl Growth {
    /// Why; `None` where nothing was spent before and nothing now.
    pub fn reason(&self, now: f64, before: f64) -> Option<Reason> {
        if self.new_spender {
            return Some(Reason::new(Template::NewSpender).with("now", now));
        }
        let growth = self.growth?;
        let reason = Reason::new(Template::Growth).with("now", now).with("before", before);
        Some(reason.with("growth", 100.0 * growth))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_percent_is_growing() {
        assert_eq!(growth(130.0, 100.0).growth, Some(0.3));
        assert!(growth(130.0, 100.0).growing && !growth(129.99, 100.0).growing);
    }

    #[test]
    fn without_money_before_there_is_no_growth() {
        let new = growth(50.0, 0.0);
        assert_eq!((new.growth, new.growing, new.new_spender), (None, false, true));
        assert!(!growth(0.0, 0.0).new_spender);
        assert!(growth(50.0, -10.0).new_spender);
        assert_eq!(growth(f64::MAX, 1e-300).growth, Some(f64::MAX));
        assert_eq!(growth(f64::NAN, f64::NAN).growth, None);
    }
}
