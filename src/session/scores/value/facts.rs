//! What the orders of each contact come to in a month, in two quarters, with coupons, and how far apart they are.

use super::super::bind;
use super::super::flag::Flag;
use super::super::orders::{OrderRows, Orders, orders};
use super::super::paid::Paid;
use super::super::{Session, When};
use super::params::ValueParams;
use crate::error::Result;
use crate::score::quantile::{Method, quantiles};
use crate::score::spending::{Repurchase, repurchase};

/// Facts of every contact, by row.
#[derive(Debug)]
pub(super) struct Facts {
    /// Those of the month.
    pub month: Orders,
    /// Net money of the last quarter, as mantissas.
    pub now: Vec<i64>,
    /// Net money of the quarter before.
    pub before: Vec<i64>,
    pub currency: Option<String>,
    pub with_coupon: bool,
    /// Orders in the window of the coupons, and those with one.
    pub orders: Vec<u32>,
    pub coupons: Vec<u32>,
    /// The median of own gaps, where there is one.
    pub own: Vec<Option<Repurchase>>,
    /// The median of those medians.
    pub usual: Option<f64>,
}

impl Facts {
    /// # Errors
    /// As [`super::bound`].
    pub fn new(session: &Session, params: &ValueParams, when: &When) -> Result<Self> {
        let bound = bind::orders(session, &params.names_of_orders())?;
        let named = params.coupon.as_ref();
        let coupon = named.map(|name| Flag::named(bound.table, name, "coupon")).transpose()?;
        let rows = |window_days: Option<u32>| OrderRows {
            table: bound.table,
            amount: bound.amount,
            order: bound.order,
            as_of: when.as_of,
            zone: &when.zone,
            window_days,
            with_first: false,
        };
        let month = orders(&rows(Some(params.month_days)))?;
        let now = orders(&rows(Some(params.quarter_days)))?.net;
        let both = orders(&rows(Some(params.quarter_days.saturating_mul(2))))?.net;
        let before = both.iter().zip(&now).map(|(both, now)| both.saturating_sub(*now)).collect();
        let population = month.days.len();
        let (mut counts, mut coupons) = (vec![0; population], vec![0; population]);
        let mut own = vec![None; population];
        let mut paid = Paid::new(&rows(None))?;
        let mut days: Vec<i32> = Vec::new();
        for contact in 0..population as u32 {
            days.clear();
            let at = contact as usize;
            paid.each(contact, |age, rows| {
                days.push(-(age as i32));
                if params.window_days.is_none_or(|window| age < window) {
                    counts[at] += 1;
                    let used =
                        |coupon: &Flag<'_>| rows.iter().any(|(_, row, _)| coupon.is_set(*row));
                    coupons[at] += u32::from(coupon.as_ref().is_some_and(used));
                }
            });
            own[at] = repurchase(&days, 0);
        }
        let cycles: Vec<f64> = own.iter().flatten().map(|found| found.cycle_days).collect();
        let usual = quantiles(&cycles, &[0.5], Method::Linear).first().copied();
        Ok(Self {
            month,
            now,
            before,
            currency: bound.amount.currency.clone(),
            with_coupon: coupon.is_some(),
            orders: counts,
            coupons,
            own,
            usual,
        })
    }

    pub fn population(&self) -> usize {
        self.month.days.len()
    }

    /// The days since the last order against the own cycle, or against everybody's with too few gaps.
    pub fn against(&self, at: usize, idle_days: u32, least_gaps: u32) -> Option<Repurchase> {
        let own = self.own.get(at).copied().flatten();
        let gaps = own.map_or(0, |own| own.gaps);
        match own.filter(|_| gaps >= least_gaps) {
            Some(own) => Some(own),
            None => self.usual.map(|usual| Repurchase::of(usual, idle_days, gaps)),
        }
    }

    /// How many gaps each contact has.
    pub fn gaps(&self) -> Vec<u32> {
        self.own.iter().map(|own| own.map_or(0, |own| own.gaps)).collect()
    }
}
