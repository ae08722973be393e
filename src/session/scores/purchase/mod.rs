//! Who buys within the next days, who still buys at all, how often and for how much: MBG/NBD or BG/NBD and Gamma-Gamma, fitted
//! to the orders of the loaded data and tested on their own last days.
//!
//! The work goes in steps, so that a worker can tell how far it is and stop between two of them.

mod params;
mod tell;

pub use params::{PurchaseKind, PurchaseParams};
pub(super) use tell::reasons;

use super::bind::{self, OrderNames};
use super::columns::{Made, hundredths};
use super::orders::{Times, ints_of};
use super::tell::{diag, group, missing, note};
use super::{Outcome, ScoreDefinition, When};
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::score::models::nbd::backtest::{Report, backtest};
use crate::score::models::nbd::calibrate::{Calibration, ask};
use crate::score::models::nbd::summary::{Counting, Order, Summary, summarise};
use crate::score::models::nbd::{Fit, Options, fit};
use crate::score::models::spend::value::{Horizon, lifetime_value};
use crate::score::models::{Refusal, spend};
use crate::session::{ScoreCut, Session};
use crate::table::{Data, Semantic, pow10};
use std::collections::BTreeMap;

/// The work, as far as it is.
#[derive(Debug, Default)]
pub(super) struct Work {
    params: PurchaseParams,
    orders: Vec<Order>,
    today: i32,
    summary: Summary,
    fit: Option<Fit>,
    spend: Option<spend::Fit>,
    /// What one price is, where there is only one.
    price: Option<f64>,
    test: Option<std::result::Result<Report, Refusal>>,
    /// The correction, or the orders that are too few for one; `None` where none is wanted or there is no test.
    calibration: Option<std::result::Result<Calibration, u32>>,
    done: u32,
}

/// How many steps there are before the columns are written.
const STEPS: u32 = 4;

impl Work {
    /// Does one step; 1 when all is known.
    pub fn step(
        &mut self,
        session: &Session,
        definition: &ScoreDefinition,
        params: &PurchaseParams,
        when: &When,
    ) -> Result<f64> {
        match self.done {
            0 => self.gather(session, params, when)?,
            1 => self.fit()?,
            2 => self.spend(),
            _ => self.test(),
        }
        debug_assert_eq!(definition.model.name(), "purchase");
        self.done += 1;
        Ok(f64::from(self.done) / f64::from(STEPS))
    }

    fn gather(&mut self, session: &Session, params: &PurchaseParams, when: &When) -> Result<()> {
        let names = OrderNames {
            model: "purchase",
            table: params.table.as_ref(),
            amount: params.amount.as_ref(),
            order: None,
        };
        let bound = bind::orders(session, &names)?;
        self.params = PurchaseParams {
            table: Some(bound.table.name.clone()),
            amount: Some(bound.amount.name.clone()),
            ..params.clone()
        };
        let times = Times::new(bound.table, when.as_of, &when.zone)?;
        let (amounts, scale) = ints_of(bound.amount)?;
        let unit = pow10(scale) as f64;
        let valid = match bound.table.valid.and_then(|at| bound.table.columns.get(at)) {
            Some(column) => match &column.data {
                Data::Bools { values, present } => Some((values, present)),
                _ => None,
            },
            None => None,
        };
        let counts =
            |row: u32| valid.is_none_or(|(yes, some)| !some.contains(row) || yes.contains(row));
        self.today = times.today;
        for contact in 0..session.data.population {
            for row in bound.table.rows_of(contact).filter(|row| counts(*row)) {
                if let (Some(value), Some(amount)) = (times.ints.get(row), amounts.get(row)) {
                    let (period, amount) = (times.today - times.age(value), amount as f64 / unit);
                    self.orders.push(Order { customer: contact, period, amount });
                }
            }
        }
        let population = session.data.population as usize;
        self.summary = summarise(&self.orders, population, self.today, Counting::Paid);
        Ok(())
    }

    fn fit(&mut self) -> Result<()> {
        let options = Options { kind: self.params.model(), ..Options::default() };
        let found = fit(&self.summary.histories(), &options, &mut |_| true);
        let found = found.map_err(|refusal| refused(&refusal))?;
        if !found.is_applicable() {
            return Err(refused(&Refusal::NotApplicable));
        }
        self.fit = Some(found);
        Ok(())
    }

    fn spend(&mut self) {
        let each = self.summary.customers.iter().flatten();
        let each =
            each.map(|c| spend::Spender { repeats: c.history.repeats, mean: c.repeat_value });
        let spenders: Vec<spend::Spender> = each.collect();
        match spend::fit(&spenders, &spend::Options::default(), &mut |_| true) {
            Ok(fit) if fit.is_applicable() => self.spend = Some(fit),
            Err(Refusal::NoVariance { value }) => self.price = Some(value),
            _ => {}
        }
    }

    fn test(&mut self) {
        let options = Options { kind: self.params.model(), ..Options::default() };
        let customers = self.summary.customers.len();
        let days = self.params.test_days;
        let found = backtest(&self.orders, customers, self.today, days, &options, &mut |_| true);
        if let (true, Ok(report)) = (self.params.calibrate, &found) {
            let spans = (days, self.params.horizon_days);
            let asked = ask(&self.orders, customers, self.today, spans, &report.fit);
            self.calibration = Some(asked.calibration().ok_or_else(|| asked.orders()));
        }
        self.test = Some(found);
    }

    /// A chance as it is told.
    fn corrected(&self, chance: f64) -> f64 {
        match &self.calibration {
            Some(Ok(found)) => found.correction.correct(chance),
            _ => chance,
        }
    }

    /// The columns and the report, after the last step.
    pub fn finish(self, definition: &ScoreDefinition) -> Result<(PurchaseParams, Outcome)> {
        let fit = self.fit.ok_or_else(|| refused(&Refusal::Empty))?;
        let (params, horizon) = (&self.params, f64::from(self.params.horizon_days));
        let value = Horizon {
            months: params.months,
            discount: params.discount,
            margin: params.margin,
            ..Horizon::default()
        };
        let n = self.summary.customers.len();
        let (mut alive, mut chance, mut orders) = (vec![0i64; n], vec![0i64; n], vec![0i64; n]);
        let (mut risk, mut worth) = (vec![0u16; n], vec![0i64; n]);
        let (mut sum, mut valued) = (0.0, RowSet::empty(n as u32));
        let mut memory: BTreeMap<(u32, u64, u64), [f64; 4]> = BTreeMap::new();
        for (at, customer) in self.summary.customers.iter().enumerate() {
            let Some(customer) = customer else { continue };
            let h = customer.history;
            let key = (h.repeats, h.recency.to_bits(), h.age.to_bits());
            let [p, any, expected, unit] = *memory.entry(key).or_insert_with(|| {
                [
                    fit.params.alive(fit.kind, h),
                    self.corrected(fit.params.any_order(fit.kind, h, horizon)),
                    fit.params.expected_orders(fit.kind, h, horizon),
                    lifetime_value(fit.kind, &fit.params, h, 1.0, &value),
                ]
            });
            alive[at] = hundredths(p * 100.0);
            chance[at] = hundredths(any * 100.0);
            orders[at] = hundredths(expected * 100.0);
            sum += any;
            // 流失风险: high from 0.7, medium from 0.4
            let churn = 1.0 - p;
            risk[at] = if churn >= 0.7 {
                3
            } else if churn >= 0.4 {
                2
            } else {
                1
            };
            let spender = spend::Spender { repeats: h.repeats, mean: customer.repeat_value };
            let each = self.price.or_else(|| self.spend.as_ref()?.expected_value(spender));
            if let Some(each) = each.filter(|each| each.is_finite()) {
                worth[at] = hundredths(unit * each);
                valued.insert(at as u32);
            }
        }
        let known: Vec<bool> = self.summary.customers.iter().map(Option::is_some).collect();
        let present = RowSet::from_values(&known, |known| known);
        let scored = present.len();
        let names = ["低", "中", "高"].map(str::to_owned);
        let percent = |part, labels, values: &[i64]| {
            Made::numbers(part, labels, Semantic::Percent, values, 4, &present)
        };
        let mut columns = vec![
            percent("chance", ("未来下单概率", "chance to order"), &chance),
            percent("alive", ("仍活跃概率", "chance to be alive"), &alive),
            Made::numbers(
                "orders",
                ("预计订单数", "expected orders"),
                Semantic::Number,
                &orders,
                4,
                &present,
            ),
            Made::texts("risk", ("流失风险", "churn risk"), &names, &risk),
        ];
        if !valued.is_empty() {
            let labels = ("预计贡献", "value to come");
            columns.push(Made::numbers("value", labels, Semantic::Money, &worth, 2, &valued));
        }
        let count = |level: u16| risk.iter().filter(|r| **r == level).count() as u32;
        let mut groups: Vec<_> = [3u16, 2, 1]
            .map(|level| {
                group(definition, "risk", &names[usize::from(level) - 1], count(level), None)
            })
            .into();
        if scored < n as u32 {
            groups.push(missing(definition, "risk", n as u32 - scored));
        }
        let (deciles, mut notes, mut told) = self.told(&fit, sum / f64::from(scored.max(1)));
        if valued.is_empty() {
            notes.push(note("purchase.no_value", &[]));
        }
        told.push(("scored", scored.into()));
        let cuts = vec![ScoreCut {
            part: "risk".to_owned(),
            unit: "probability".to_owned(),
            values: vec![0.4, 0.7],
        }];
        let diag = diag(&told);
        let outcome = Outcome {
            columns,
            n: scored,
            cuts,
            groups,
            diag,
            notes,
            deciles,
            ..Outcome::default()
        };
        Ok((self.params, outcome))
    }
}

/// What the models refuse, as an error.
fn refused(refusal: &Refusal) -> Error {
    let few = |what: &str, found: f64, least: f64| {
        let error = Error::new(Code::ScoreTooFew).with("model", "purchase").with("what", what);
        error.with("found", found).with("least", least)
    };
    match refusal {
        Refusal::TooFewCustomers { have, need } => few("customers", (*have).into(), (*need).into()),
        Refusal::TooFewRepeats { have, need } => {
            few("repeat_customers", (*have).into(), (*need).into())
        }
        Refusal::TooShort { window, need } => few("days", window.floor(), need.ceil()),
        Refusal::Empty => few("customers", 0.0, 1.0),
        _ => Error::new(Code::ScoreNotApplicable).with("model", "purchase"),
    }
}
