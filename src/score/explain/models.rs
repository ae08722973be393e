//! Outcomes of the models that are fitted: buying, value, look-alike, connections.

use super::Context;
use crate::score::outcome::{Outcome, Reason, Template, Unused, Word};
use serde::{Deserialize, Serialize};

/// 流失风险: how likely a contact has gone, `1 − P(alive)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ChurnRisk {
    /// Below 0.4.
    Low,
    /// From 0.4.
    Medium,
    /// From 0.7.
    High,
}

impl ChurnRisk {
    /// The risk of a contact that is still active with chance `alive`; `None` for what is no chance.
    pub fn of(alive: f64) -> Option<Self> {
        // against 1 − 0.7 and 1 − 0.4, so that the boundaries are exact
        match alive {
            alive if !(0.0..=1.0).contains(&alive) => None,
            alive if alive <= 0.3 => Some(Self::High),
            alive if alive <= 0.6 => Some(Self::Medium),
            _ => Some(Self::Low),
        }
    }

    /// Its name for people.
    pub const fn word(self) -> Word {
        match self {
            Self::Low => Word { zh: "流失风险低", en: "low risk of churn" },
            Self::Medium => Word { zh: "流失风险中", en: "medium risk of churn" },
            Self::High => Word { zh: "流失风险高", en: "high risk of churn" },
        }
    }
}

/// What a buying model says about a contact with at least one order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Purchase {
    /// Order days.
    pub orders: u32,
    /// Days from the first to the last order.
    pub first_to_last: f64,
    /// Days since the last order.
    pub idle_days: f64,
    /// The chance that it is still active.
    pub alive: f64,
    /// Days that are looked ahead.
    pub horizon_days: f64,
    /// The chance of an order within them.
    pub buys: f64,
    /// The mean of that chance over everybody.
    pub mean: f64,
}

/// What a value model says about a contact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// Months that are looked ahead.
    pub months: u32,
    /// Value over them, in yuan.
    pub clv: f64,
    /// Orders that are expected.
    pub orders: f64,
    /// Money of each, in yuan.
    pub money: f64,
}

/// A tag that makes a contact like the seed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness<'a> {
    /// The tag.
    pub tag: &'a str,
    /// The part of the seed that has it, 0 to 1.
    pub seed: f64,
    /// The part of the others that has it, 0 to 1.
    pub others: f64,
}

impl<P> Context<P> {
    /// The chance of an order. `None` is missing: no order, or too few data for a model.
    pub fn purchase(self, name: &'static str, found: Option<&Purchase>) -> Outcome<f64, P, Unused> {
        let outcome = self.outcome(name, found.map(|found| found.buys));
        let Some(found) = found else {
            return outcome.because([Reason::new(Template::TooFewData)]);
        };
        // one order has no gap yet
        let gap = found.first_to_last / f64::from(found.orders.saturating_sub(1).max(1));
        let gap = if found.orders > 1 { gap } else { 0.0 };
        let reason = Reason::new(Template::Purchase)
            .with("orders", found.orders)
            .with("gap", gap.round())
            .with("idle", found.idle_days)
            .with("alive", 100.0 * found.alive)
            .with("horizon", found.horizon_days)
            .with("buys", 100.0 * found.buys);
        let lift = (found.mean > 0.0).then(|| {
            Reason::new(Template::PurchaseLift)
                .with("mean", 100.0 * found.mean)
                .with("lift", found.buys / found.mean)
        });
        let mut outcome = outcome
            .because([reason])
            .because(lift)
            .from("orders", f64::from(found.orders))
            .from("first_to_last", found.first_to_last)
            .from("idle_days", found.idle_days)
            .from("alive", found.alive);
        outcome.level = ChurnRisk::of(found.alive).map(|risk| risk.word().into());
        outcome
    }

    /// Value over the months ahead; `None` is missing.
    pub fn value(self, found: Option<&Worth>) -> Outcome<f64, P, Unused> {
        let outcome = self.outcome("value", found.map(|found| found.clv));
        let Some(found) = found else {
            return outcome.because([Reason::new(Template::TooFewData)]);
        };
        let reason = Reason::new(Template::Value)
            .with("months", found.months)
            .with("clv", found.clv)
            .with("orders", found.orders)
            .with("money", found.money);
        outcome.because([reason]).from("orders", found.orders).from("money", found.money)
    }

    /// How like the seed a contact is, with the tags that say so, the strongest first.
    pub fn lookalike(self, score: f64, tags: &[Likeness<'_>]) -> Outcome<f64, P, Unused> {
        let reason = |tag: &Likeness<'_>| {
            Reason::new(Template::Lookalike)
                .with("tag", tag.tag)
                .with("seed", 100.0 * tag.seed)
                .with("others", 100.0 * tag.others)
        };
        let score = score.is_finite().then_some(score);
        self.outcome("lookalike", score).because(tags.iter().map(reason))
    }

    /// The influence of a member who is connected with so many others, with so many friends in common at the median.
    pub fn connected(
        self,
        score: Option<f64>,
        members: u32,
        median: f64,
    ) -> Outcome<f64, P, Unused> {
        let reason =
            Reason::new(Template::Connected).with("members", members).with("median", median);
        self.outcome("influence", score.filter(|score| score.is_finite()))
            .because([reason])
            .from("members", f64::from(members))
            .from("median", median)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::context;
    use super::*;
    use crate::score::outcome::Language;

    #[test]
    fn boundaries_belong_to_the_higher_risk() {
        assert_eq!(ChurnRisk::of(0.3), Some(ChurnRisk::High));
        assert_eq!(ChurnRisk::of(0.6), Some(ChurnRisk::Medium));
        assert_eq!(ChurnRisk::of(0.61), Some(ChurnRisk::Low));
        assert_eq!(ChurnRisk::of(f64::NAN), None);
    }

    #[test]
    fn the_chance_of_an_order_comes_with_everybodys() {
        let found = Purchase {
            orders: 4,
            first_to_last: 60.0,
            idle_days: 12.0,
            alive: 0.81,
            horizon_days: 7.0,
            buys: 0.1,
            mean: 0.02,
        };
        let outcome = context(()).purchase("mbg_nbd", Some(&found));
        assert_eq!(
            outcome.reason[0].sentence(Language::Chinese),
            "历史 4 单，间隔约 20 天，已 12 天未下单：仍活跃概率 81%，7 天内下单概率 10%"
        );
        assert_eq!(
            outcome.reason[1].sentence(Language::English),
            "2% on average, 5 times the average"
        );
        let missing = context(()).purchase("mbg_nbd", None);
        assert_eq!(missing.reason[0].template, Template::TooFewData);
    }

    #[test]
    fn numbers_that_are_not_finite_never_get_out() {
        let found = Worth { months: 12, clv: 1.0, orders: f64::INFINITY, money: f64::NAN };
        let text = serde_json::to_string(&context(()).value(Some(&found)).inputs).unwrap();
        assert_eq!(text, "{}");
        assert_eq!(context(()).lookalike(f64::NAN, &[]).value, None);
    }
}
