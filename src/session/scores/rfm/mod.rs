//! RFM of the loaded contacts.

mod kept;
mod params;
mod ranks;
mod tell;
#[cfg(test)]
mod tests;

pub use params::*;
pub(super) use tell::reasons;

use super::bind::{self, Bound};
use super::columns::{Made, texts_of};
use super::orders::{OrderRows, Orders, orders};
use super::{Outcome, ScoreDefinition, When, refused};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::score::rfm::{self, Facts, Fitted, NEVER, Scores};
use crate::session::Session;
use crate::table::{Data, EventTable, Ints, Semantic, pow10};
use std::borrow::Cow;
use tell::Told;

/// Everybody's levels with the numbers that they were cut at.
struct Graded<'a> {
    scores: Scores,
    fitted: Fitted,
    /// Contacts with a score.
    present: RowSet,
    money: Money<'a>,
    /// The number of everybody's code, from 1 in the order of [`code_names`]; 0 without a score.
    codes: Vec<u16>,
}

impl<'a> Graded<'a> {
    fn new(scores: Scores, fitted: Fitted, present: RowSet, money: Money<'a>) -> Self {
        let [_, f_levels, m_levels] = levels(&fitted);
        let code = |((r, f), m): ((&u8, &u8), &u8)| {
            let [r, f, m] = [*r, *f, *m].map(|level| u16::from(level).wrapping_sub(1));
            let code = (r.wrapping_mul(f_levels).wrapping_add(f)).wrapping_mul(m_levels);
            // no level at all is all ones here
            code.wrapping_add(m).wrapping_add(1) & u16::from(r != u16::MAX).wrapping_neg()
        };
        let codes = scores.r.iter().zip(&scores.f).zip(&scores.m).map(code).collect();
        Self { scores, fitted, present, money, codes }
    }
}

/// M of everybody.
enum Money<'a> {
    /// Sums as mantissas, and what one is.
    Sums(&'a [i64], f64),
    Each(Vec<f64>),
}

impl Money<'_> {
    fn values(&self) -> Cow<'_, [f64]> {
        match self {
            Money::Sums(sums, unit) => sums.iter().map(|sum| *sum as f64 / unit).collect(),
            Money::Each(values) => values.into(),
        }
    }
}

/// Computes RFM. The parameters come back with what was found in the data.
pub(super) fn run(
    session: &Session,
    definition: &ScoreDefinition,
    params: &RfmParams,
    when: &When,
) -> Result<(RfmParams, Outcome)> {
    let bound = bind::orders(session, &params.names_of_orders())?;
    let params = RfmParams {
        table: Some(bound.table.name.clone()),
        amount: Some(bound.amount.name.clone()),
        order: bound.order.map(|c| c.name.clone()),
        ..params.clone()
    };
    let rows = OrderRows {
        table: bound.table,
        amount: bound.amount,
        order: bound.order,
        as_of: when.as_of,
        zone: &when.zone,
        window_days: params.window_days,
        with_first: params.aggregate == RfmAggregate::PerMonth && params.window_days.is_none(),
    };
    let (told, stored) = match kept::graded(&params, &rows)? {
        Some(kept) => kept,
        None => {
            let found = orders(&rows)?;
            let graded = graded(&params, bound.table, &found)?;
            let stored = stored(&params, &found, &graded);
            (Told::new(graded, &found), stored)
        }
    };
    let outcome = tell::outcome(definition, &params, &told, when);
    let columns = columns(&bound, stored);
    Ok((params, Outcome { columns, ..outcome }))
}

fn graded<'a>(params: &RfmParams, table: &EventTable, found: &'a Orders) -> Result<Graded<'a>> {
    let money = money(params, found);
    let Some(model) = params.model() else { return ranks::graded(params, table, found, money) };
    let money = money.values();
    let facts = Facts::new(&found.days, &found.count, &money).map_err(|r| refused(&r))?;
    let fitted = rfm::fit(&facts, &model).map_err(|r| refused(&r))?;
    let scores = fitted.apply(&facts);
    let present = RowSet::from_values(&scores.r, |level| level > 0);
    Ok(Graded::new(scores, fitted, present, Money::Each(money.into_owned())))
}

/// M of everybody.
fn money<'a>(params: &RfmParams, found: &'a Orders) -> Money<'a> {
    let unit = pow10(found.scale) as f64;
    let sums = sums_of(params, found);
    let sum = |sum: &i64| *sum as f64 / unit;
    match (params.aggregate, params.window_days) {
        (RfmAggregate::Sum, _) => Money::Sums(sums, unit),
        (RfmAggregate::Average, _) => {
            let each = sums.iter().zip(&found.count);
            let average = each.map(|(s, n)| if *n == 0 { 0.0 } else { sum(s) / f64::from(*n) });
            Money::Each(average.collect())
        }
        (RfmAggregate::PerMonth, Some(days)) => {
            Money::Each(sums.iter().map(|s| sum(s) * 30.0 / f64::from(days)).collect())
        }
        (RfmAggregate::PerMonth, None) => {
            let each = sums.iter().zip(&found.first);
            let monthly =
                each.map(|(s, first)| sum(s) * 30.0 / (f64::from(*first) + 1.0).max(30.0));
            Money::Each(monthly.collect())
        }
    }
}

fn sums_of<'a>(params: &RfmParams, found: &'a Orders) -> &'a [i64] {
    match params.money {
        RfmMoney::Net => &found.net,
        RfmMoney::Gross => found.gross(),
    }
}

/// What the columns hold: levels, code, sum, cell, and the three facts.
struct Stored {
    levels: [Ints; 3],
    code: Data,
    sum: Ints,
    cell: Data,
    days: Ints,
    orders: Ints,
    amount: Ints,
    /// Digits behind the point of the amounts.
    scale: u8,
}

fn stored(params: &RfmParams, found: &Orders, graded: &Graded<'_>) -> Stored {
    let Graded { scores, present, .. } = graded;
    let level = |values: &[u8]| Ints::of(values, present.clone());
    let each = scores.r.iter().zip(&scores.f).zip(&scores.m);
    let sums: Vec<u8> = each.map(|((r, f), m)| r + f + m).collect();
    let ordered = RowSet::from_values(&found.days, |days| days != NEVER);
    Stored {
        levels: [level(&scores.r), level(&scores.f), level(&scores.m)],
        code: texts_of(&code_names(&graded.fitted), &graded.codes),
        sum: level(&sums),
        cell: texts_of(&params.cell_names(), &scores.cell),
        days: Ints::of(&found.days, ordered.clone()),
        orders: Ints::of(&found.count, ordered.clone()),
        amount: Ints::of(sums_of(params, found), ordered),
        scale: found.scale,
    }
}

fn columns(bound: &Bound<'_>, stored: Stored) -> Vec<Made> {
    let numbers = |part, labels, ints| {
        Made::new(part, labels, Semantic::Number, Data::Ints { ints, scale: 0 })
    };
    let texts = |part, labels, data| Made::new(part, labels, Semantic::Text, data);
    let amount = Data::Ints { ints: stored.amount, scale: stored.scale };
    let labels = ("周期内金额", "amount in the window");
    let mut amount = Made::new("amount", labels, Semantic::Money, amount);
    amount.column.currency.clone_from(&bound.amount.currency);
    let [r, f, m] = stored.levels;
    vec![
        numbers("r", ("R 分（最近）", "R score"), r),
        numbers("f", ("F 分（频次）", "F score"), f),
        numbers("m", ("M 分（金额）", "M score"), m),
        texts("code", ("RFM 编码", "RFM code"), stored.code),
        numbers("sum", ("RFM 总分", "RFM sum"), stored.sum),
        texts("cell", ("客户价值分群", "RFM cell"), stored.cell),
        numbers("days", ("距上次下单天数", "days since the last order"), stored.days),
        numbers("orders", ("周期内订单数", "orders in the window"), stored.orders),
        amount,
    ]
}

/// How many levels R, F and M have.
fn levels(fitted: &Fitted) -> [u16; 3] {
    let cuts = &fitted.cuts;
    [&cuts.recency, &cuts.frequency, &cuts.monetary].map(|cuts| u16::from(cuts.levels()))
}

/// Every code, in the order of its number.
fn code_names(fitted: &Fitted) -> Vec<String> {
    let [r, f, m] = levels(fitted);
    let mut names = Vec::with_capacity(usize::from(r * f * m));
    for r in 1..=r {
        for f in 1..=f {
            for m in 1..=m {
                let join = if r.max(f).max(m) > 9 { "-" } else { "" };
                names.push([r, f, m].map(|level| level.to_string()).join(join));
            }
        }
    }
    names
}
