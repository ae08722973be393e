//! From order rows to the three facts of a contact.

use super::{Aggregate, Amount, NEVER};
use std::collections::BTreeMap;

/// One order row of a contact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Order {
    /// The local calendar day, as days since 1970-01-01; `None` when the date cannot be read.
    pub day: Option<i32>,
    /// Money; negative is a refund, zero never counts. Anything but a number is a bad row.
    pub amount: f64,
    /// Rows with the same number are one order: refunds are taken off first and what nets to zero or less does not count.
    /// `None` stands alone.
    pub order: Option<u32>,
}

/// How rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// The local day of `as_of`, as days since 1970-01-01; rows after it are ignored and counted.
    pub as_of: i32,
    /// Days that frequency and money look at, the day of `as_of` included; `None` is all time.
    pub window_days: Option<u32>,
}

/// What the orders of one contact come to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct OrderFacts {
    /// Days from the last counting order of all time to `as_of`.
    pub recency_days: Option<u32>,
    /// Counting orders in the window.
    pub frequency: u32,
    /// Money of the window with refunds taken off.
    pub net: f64,
    /// Money of the window without refunds.
    pub gross: f64,
    /// The day of the first counting order of all time.
    pub first_day: Option<i32>,
    /// The day of the last counting order of all time.
    pub last_day: Option<i32>,
    /// Orders that were taken back in full.
    pub returned: u32,
    /// Rows after `as_of`.
    pub future_ignored: u32,
    /// Rows without a date or an amount that can be read.
    pub bad_rows: u32,
}

impl OrderFacts {
    /// Recency as the facts of everybody hold it.
    pub fn recency_or_never(&self) -> u32 {
        self.recency_days.unwrap_or(NEVER)
    }

    /// M of this contact; 0 without orders in the window.
    pub fn monetary(&self, aggregate: Aggregate, amount: Amount, rules: Rules) -> f64 {
        let money = match amount {
            Amount::Net => self.net,
            Amount::Gross => self.gross,
        };
        match aggregate {
            Aggregate::Sum => money,
            Aggregate::Average if self.frequency == 0 => 0.0,
            Aggregate::Average => money / f64::from(self.frequency),
            Aggregate::PerMonth => {
                let since_first =
                    self.first_day.map_or(0, |first| days_between(first, rules.as_of) + 1);
                let days = rules.window_days.unwrap_or(since_first.max(30)).max(1);
                finite(money * 30.0 / f64::from(days))
            }
        }
    }
}

fn days_between(from: i32, to: i32) -> u32 {
    (i64::from(to) - i64::from(from)).clamp(0, i64::from(NEVER) - 1) as u32
}

/// Adds the rows of one contact up, in their order. An order with a number lies on the day of its first positive row; positive
/// amounts alone count for recency and frequency.
pub fn order_facts(rows: &[Order], rules: Rules) -> OrderFacts {
    let mut facts = OrderFacts::default();
    let in_window =
        |day: i32| rules.window_days.is_none_or(|days| days_between(day, rules.as_of) < days);
    // per numbered order: the day of its first positive row and the net of its rows
    let mut numbered: BTreeMap<u32, (Option<i32>, f64)> = BTreeMap::new();
    for row in rows {
        let Some(day) = row.day.filter(|_| row.amount.is_finite()) else {
            facts.bad_rows += 1;
            continue;
        };
        if day > rules.as_of {
            facts.future_ignored += 1;
            continue;
        }
        if in_window(day) {
            facts.net += row.amount;
            facts.gross += row.amount.max(0.0);
        }
        match row.order {
            Some(number) => {
                let order = numbered.entry(number).or_default();
                if row.amount > 0.0 {
                    order.0 = Some(order.0.map_or(day, |first| first.min(day)));
                }
                order.1 += row.amount;
            }
            None if row.amount > 0.0 => facts.count(day, in_window(day), rules.as_of),
            None => {}
        }
    }
    for (day, net) in numbered.into_values() {
        let Some(day) = day else { continue };
        if net > 0.0 {
            facts.count(day, in_window(day), rules.as_of);
        } else {
            facts.returned += 1;
        }
    }
    facts.net = finite(facts.net);
    facts.gross = finite(facts.gross);
    facts
}

impl OrderFacts {
    fn count(&mut self, day: i32, in_window: bool, as_of: i32) {
        self.frequency += u32::from(in_window);
        self.first_day = Some(self.first_day.map_or(day, |first| first.min(day)));
        let last = self.last_day.map_or(day, |last| last.max(day));
        self.last_day = Some(last);
        self.recency_days = Some(days_between(last, as_of));
    }
}

/// Sums beyond the largest number stay the largest number.
fn finite(sum: f64) -> f64 {
    if sum.is_nan() { 0.0 } else { sum.clamp(f64::MIN, f64::MAX) }
}
