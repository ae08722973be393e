//! What the orders of each contact say about its money: tier, growth, price sensitivity, repurchase cycle, lifetime value.

mod coupon;
mod facts;
mod params;
mod tell;

pub use params::{ValueParams, ValueTiers};
pub(super) use tell::reasons;

use super::bind;
use super::columns::{Made, hundredths};
use super::{Outcome, ScoreDefinition, ScoreModel, When};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::score::rfm::NEVER;
use crate::score::spending::{CouponBounds, LtvTier, Overdue, SpendTier, growth_from, ltv_tier};
use crate::session::Session;
use crate::table::{Column, Data, Kind, Semantic, pow10};
use facts::Facts;

/// Names of texts in the order of their numbers from 1.
const TIERS: [SpendTier; 3] = [SpendTier::High, SpendTier::Mid, SpendTier::Low];
const TRENDS: [&str; 3] = ["成长型", "新消费", "未增长"];
const DUE: [Overdue; 3] = [Overdue::OnTime, Overdue::Due, Overdue::Overdue];
const PRICE: [&str; 2] = ["价格敏感", "价格不敏感"];
const LTV: [&str; 2] = ["高价值", "一般"];

/// Finds what is not named: table, amount, order, coupon, lifetime value.
///
/// # Errors
/// [`crate::Code::ScoreLacks`] without orders; [`crate::Code::UnknownTable`] and [`crate::Code::UnknownField`] for names.
pub(super) fn bound(session: &Session, params: &ValueParams) -> Result<ValueParams> {
    let bound = bind::orders(session, &params.names_of_orders())?;
    let coupon = match &params.coupon {
        Some(name) => Some(name.clone()),
        None => coupon::found(&bound).map(|column| column.name.clone()),
    };
    Ok(ValueParams {
        table: Some(bound.table.name.clone()),
        amount: Some(bound.amount.name.clone()),
        order: bound.order.map(|c| c.name.clone()),
        coupon,
        ltv: params.ltv.clone().or_else(|| value_to_come(session)),
        ..params.clone()
    })
}

/// The column with the value to come of a purchase score that was run and gave one.
pub(super) fn value_to_come(session: &Session) -> Option<String> {
    let kept = session.scores.kept.iter();
    let purchase = kept.filter(|kept| matches!(kept.definition.model, ScoreModel::Purchase(_)));
    let mut columns = purchase.filter_map(|kept| {
        let (run, name) = (kept.run.as_ref()?, kept.definition.column("value"));
        run.writes(&name).then_some(name)
    });
    columns.next()
}

/// Computes value.
///
/// # Errors
/// As [`bound`].
pub(super) fn run(
    session: &Session,
    definition: &ScoreDefinition,
    params: &ValueParams,
    when: &When,
) -> Result<(ValueParams, Outcome)> {
    let params = bound(session, params)?;
    let facts = Facts::new(session, &params, when)?;
    let ltv = params.ltv.as_deref().and_then(|name| session.data.column(name));
    let ltv = ltv.filter(|column| column.kind() == Kind::Number);
    let judged = Judged::new(&params, &facts, ltv);
    let mut outcome = tell::outcome(definition, &params, &facts, &judged, when);
    outcome.columns = columns(&facts, &judged);
    Ok((params, outcome))
}

/// What the facts come to; texts as numbers from 1 in the order of their names, 0 without one; numbers in hundredths.
#[derive(Debug, Default)]
struct Judged {
    tier: Vec<u16>,
    growth: Vec<Option<i64>>,
    trend: Vec<u16>,
    cycle: Vec<Option<i64>>,
    overdue: Vec<Option<i64>>,
    due: Vec<u16>,
    share: Vec<Option<i64>>,
    price: Vec<u16>,
    /// Empty without a lifetime value.
    ltv: Vec<u16>,
    mean_ltv: Option<f64>,
}

impl Judged {
    fn new(params: &ValueParams, facts: &Facts, ltv: Option<&Column>) -> Self {
        let mut made = Self::default();
        for at in 0..facts.population() {
            made.judge(params, facts, at);
        }
        if let Some(column) = ltv {
            made.judge_ltv(column, facts.population());
        }
        made
    }

    fn judge(&mut self, params: &ValueParams, facts: &Facts, at: usize) {
        let idle = facts.month.days[at];
        let ordered = idle != NEVER;
        let unit = pow10(facts.month.scale) as f64;
        let [month, now, before] =
            [&facts.month.net, &facts.now, &facts.before].map(|sums| sums[at] as f64 / unit);
        let tier = params.tiers.model().tier(month).filter(|_| ordered);
        self.tier.push(tier.map_or(0, |tier| place(&TIERS, &tier)));
        let found = growth_from(now, before, params.growing);
        self.growth.push(found.growth.filter(|_| ordered).map(|rate| hundredths(rate * 100.0)));
        self.trend.push(match found.growth {
            _ if !ordered => 0,
            _ if found.growing => 1,
            _ if found.new_spender => 2,
            Some(_) => 3,
            None => 0,
        });
        let against = facts.against(at, idle, params.least_gaps).filter(|_| ordered);
        self.cycle.push(against.map(|found| hundredths(found.cycle_days)));
        self.overdue.push(against.map(|found| hundredths(found.overdue_ratio)));
        self.due.push(against.map_or(0, |found| place(&DUE, &found.level())));
        let bounds = CouponBounds { share: params.coupon_share, orders: params.coupon_orders };
        let found = bounds.sensitivity(facts.coupons[at], facts.orders[at]);
        self.share.push(found.share.map(|share| hundredths(share * 100.0)));
        self.price.push(found.sensitive.map_or(0, |sensitive| if sensitive { 1 } else { 2 }));
    }

    fn judge_ltv(&mut self, column: &Column, n: usize) {
        let Data::Ints { ints, scale } = &column.data else { return };
        let unit = pow10(*scale) as f64;
        let value = |row: u32| ints.get(row).map(|value| value as f64 / unit);
        let known = f64::from(ints.present().len());
        let mean = (0..n as u32).filter_map(value).sum::<f64>() / known;
        // without values it is no number, and against a mean of nothing nobody is high
        if mean.is_nan() || mean <= 0.0 {
            return;
        }
        let tier = |row: u32| match ltv_tier(value(row)?, mean)? {
            LtvTier::High => Some(1),
            LtvTier::Normal => Some(2),
        };
        self.ltv = (0..n as u32).map(|row| tier(row).unwrap_or(0)).collect();
        self.mean_ltv = Some(mean);
    }
}

fn place<T: PartialEq>(all: &[T], one: &T) -> u16 {
    all.iter().position(|other| other == one).map_or(0, |at| at as u16 + 1)
}

fn texts(part: &str, labels: (&str, &str), names: &[&str], numbers: &[u16]) -> Made {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Made::texts(part, labels, &names, numbers)
}

fn columns(facts: &Facts, judged: &Judged) -> Vec<Made> {
    let ordered = RowSet::from_values(&facts.month.days, |days| days != NEVER);
    let money = |part, labels, sums: &[i64]| {
        let scale = facts.month.scale;
        let mut made = Made::numbers(part, labels, Semantic::Money, sums, scale, &ordered);
        made.column.currency.clone_from(&facts.currency);
        made
    };
    let optional = Made::optional;
    let mut columns = vec![
        texts("tier", ("消费层级", "spending tier"), &tell::tiers(), &judged.tier),
        money("month", ("近一月消费", "spent in the last month"), &facts.month.net),
        texts("trend", ("增长类型", "kind of growth"), &TRENDS, &judged.trend),
        optional(
            "growth",
            ("季度增长率", "growth by quarter"),
            Semantic::Percent,
            &judged.growth,
            4,
        ),
        money("now", ("本季消费", "spent this quarter"), &facts.now),
        money("before", ("上季消费", "spent the quarter before"), &facts.before),
        texts("due", ("复购状态", "repurchase status"), &tell::due(), &judged.due),
        optional(
            "cycle",
            ("复购周期（天）", "repurchase cycle in days"),
            Semantic::Number,
            &judged.cycle,
            2,
        ),
        optional(
            "overdue",
            ("逾期倍数", "days since by the cycle"),
            Semantic::Number,
            &judged.overdue,
            2,
        ),
        Made::numbers(
            "gaps",
            ("本人复购间隔数", "own gaps between orders"),
            Semantic::Number,
            &facts.gaps(),
            0,
            &ordered,
        ),
    ];
    if facts.with_coupon {
        columns.push(texts("price", ("价格敏感度", "price sensitivity"), &PRICE, &judged.price));
        columns.push(optional(
            "coupon",
            ("用券订单占比", "share of orders with a coupon"),
            Semantic::Percent,
            &judged.share,
            4,
        ));
    }
    if !judged.ltv.is_empty() {
        columns.push(texts("ltv", ("终身价值层级", "lifetime value tier"), &LTV, &judged.ltv));
    }
    columns
}
