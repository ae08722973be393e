//! Outcomes of one contact: each scorer puts value, level, reasons and inputs together.

mod models;

pub use models::{ChurnRisk, Likeness, Purchase, Worth};

use super::engagement::{self, Engagement};
use super::interest::{self, Base, Interest, Signals, averse, implicit};
use super::lifecycle::{self, Activity, Layer, Membership, Stage};
use super::outcome::{Argument, ModelInfo, Outcome, Reason, Stamp, Template, Unused};
use super::plan::{Plan, PlanScore};
use super::spending::{Growth, PriceSensitivity, Repurchase, SpendTier, TierCuts};

/// What looking and skipping say about a category: implicit interest and aversion, as far as they hold.
pub fn signal_reasons(signals: &Signals, mean_dwell_seconds: f64, category: &str) -> Vec<Reason> {
    let liked = implicit(signals, mean_dwell_seconds).map(|times| {
        Reason::new(Template::Implicit).with("category", category).with("times", times)
    });
    let skipped = averse(signals).map(|share| {
        Reason::new(Template::Averse)
            .with("category", category)
            .with("impressions", signals.impressions)
            .with("share", 100.0 * share)
    });
    liked.into_iter().chain(skipped).collect()
}

/// What an outcome of one contact needs beside the contact.
#[derive(Debug, Clone, PartialEq)]
pub struct Context<P> {
    /// The parameters of the model.
    pub params: P,
    /// When and where.
    pub stamp: Stamp,
    /// Contacts that have a score.
    pub n: u32,
    /// Rows that could not be used.
    pub unused: Unused,
}

impl<P> Context<P> {
    fn outcome<V>(self, name: &'static str, value: Option<V>) -> Outcome<V, P, Unused> {
        let Self { params, stamp, n, unused } = self;
        Outcome::new(value, ModelInfo { name, version: 1, params, stamp, n }, unused)
    }

    /// The stage of a contact.
    pub fn stage(self, activity: &Activity, stage: Stage) -> Outcome<Stage, P, Unused> {
        let days = |days: Option<i32>| days.map(f64::from);
        self.outcome("lifecycle", Some(stage).filter(|stage| *stage != Stage::Unknown))
            .at(stage.word())
            .because([lifecycle::reason(activity, stage)])
            .from("age_days", days(activity.age_days))
            .from("days_since_activity", days(activity.days_since_activity))
            .from("recent", f64::from(activity.recent))
            .from("before", f64::from(activity.before))
            .from("orders_90", f64::from(activity.orders_90))
            .from("order_windows", f64::from(activity.order_windows))
    }

    /// The layer of a member.
    pub fn layer(self, member: &Membership, layer: Layer) -> Outcome<Layer, P, Unused> {
        let days = |days: Option<i32>| days.map(f64::from);
        self.outcome("community", Some(layer))
            .at(layer.word())
            .because([layer.reason(member)])
            .from("joined_days", days(member.joined_days))
            .from("interactions_7", f64::from(member.interactions_7))
            .from("interactions_total", f64::from(member.interactions_total))
            .from("days_since_interaction", days(member.days_since_interaction))
            .from("orders_90", f64::from(member.orders_90))
    }

    /// The score of a plan. `none` names who reaches no band.
    pub fn plan(self, plan: &Plan, score: &PlanScore, none: &str) -> Outcome<f64, P, Unused> {
        let band = plan.band(score.score).map_or(none, |band| band.name.as_str());
        self.outcome("plan", Some(score.score)).at(band).because(score.reasons(plan))
    }

    /// A layered tag: the name of the first rule that holds and the layer it gives, or the layer of who meets none.
    pub fn first_match(self, rule: Option<&str>, layer: &str) -> Outcome<String, P, Unused> {
        let reason = match rule {
            Some(rule) => Reason::new(Template::FirstMatch).with("rule", rule),
            None => Reason::new(Template::NoMatch),
        };
        self.outcome("layers", Some(layer.to_owned()))
            .at(layer)
            .because([reason.with("layer", layer)])
    }

    /// Growth from the quarter before.
    pub fn growth(self, growth: &Growth, now: f64, before: f64) -> Outcome<f64, P, Unused> {
        self.outcome("growth", growth.growth)
            .because(growth.reason(now, before))
            .from("now", now)
            .from("before", before)
    }

    /// Price sensitivity.
    pub fn price(self, found: &PriceSensitivity) -> Outcome<f64, P, Unused> {
        self.outcome("price_sensitivity", found.share)
            .because(found.reason())
            .from("orders", f64::from(found.orders))
    }

    /// The repurchase cycle; `None` for who has fewer than two order days.
    pub fn repurchase(self, found: Option<&Repurchase>) -> Outcome<f64, P, Unused> {
        let outcome = self.outcome("repurchase", found.map(|found| found.overdue_ratio));
        let Some(found) = found else {
            return outcome.because([Reason::new(Template::TooFewData)]);
        };
        outcome
            .at(found.level().word())
            .because([found.reason()])
            .from("cycle_days", found.cycle_days)
            .from("idle_days", f64::from(found.idle_days))
            .from("gaps", f64::from(found.gaps))
    }
}

impl Context<engagement::Params> {
    /// The engagement of a contact.
    pub fn engagement(self, found: &Engagement) -> Outcome<f64, engagement::Params, Unused> {
        self.outcome("engagement", Some(found.score))
            .at(found.level().word())
            .because([found.reason()])
            .from("raw", found.raw)
            .from("events", f64::from(found.events))
            .from("capped", f64::from(found.capped))
    }
}

impl Context<interest::Params> {
    /// The primary and secondary interest of a contact with so many events; `name` gives the name of a category.
    pub fn interest<'a>(
        self,
        found: &Interest,
        events: u32,
        base: &Base,
        name: impl Fn(u32) -> &'a str,
    ) -> Outcome<u32, interest::Params, Unused> {
        let of = |category: u32| found.reason(events, Some(category), name(category), base);
        let reasons: Vec<Reason> =
            found.primary.into_iter().chain(found.secondary).map(of).collect();
        let none = reasons.is_empty().then(|| Reason::new(Template::NoInterest));
        let mut outcome = self
            .outcome("interest", found.primary)
            .because(reasons)
            .because(none)
            .from("weight", found.weight)
            .from("confidence", found.confidence)
            .from("events", f64::from(events));
        outcome.level = found.primary.map(|primary| Argument::from(name(primary)));
        outcome
    }
}

impl Context<TierCuts> {
    /// The tier of what is spent in a month.
    pub fn tier(self, tier: SpendTier, month_spend: f64) -> Outcome<f64, TierCuts, Unused> {
        self.outcome("tier", Some(month_spend))
            .at(tier.word())
            .because([tier.reason(month_spend)])
            .from("month_spend", month_spend)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::outcome::Language;
    use crate::score::{lifecycle, spending};

    pub(super) fn context<P>(params: P) -> Context<P> {
        let stamp = Stamp { as_of: "2026-03-01".into(), zone: "Asia/Shanghai".into() };
        Context { params, stamp, n: 3, unused: Unused::default() }
    }

    #[test]
    fn an_unknown_stage_has_no_value_but_a_reason() {
        let params = lifecycle::Params::default();
        let activity = Activity::default();
        let stage = lifecycle::stage(&activity, &params);
        let found = context(params).stage(&activity, stage);
        assert_eq!(found.value, None);
        assert_eq!(found.reason.len(), 1);
        assert!(!found.inputs.contains_key("age_days"));
    }

    #[test]
    fn interests_are_told_first_to_second() {
        let params = interest::Params::default();
        let base = Base::new(&[10.0, 10.0, 80.0]);
        let found = interest::interest(&[9.0, 8.0, 0.0], &base, &params);
        let outcome =
            context(params).interest(&found, 17, &base, |c| ["母婴", "美妆", "家电"][c as usize]);
        assert_eq!(outcome.level, Some(Argument::Text("母婴".into())));
        let said: Vec<String> =
            outcome.reason.iter().map(|r| r.sentence(Language::Chinese)).collect();
        assert_eq!(said.len(), 2);
        assert!(said[1].starts_with("近 17 次互动中 美妆 占"), "{said:?}");
    }

    #[test]
    fn skipping_is_told() {
        let signals = Signals { impressions: 10, skips: 9, views: 1, dwell_seconds: 1.0 };
        let said = signal_reasons(&signals, 8.0, "家电");
        assert_eq!(said.len(), 1);
        assert_eq!(said[0].sentence(Language::Chinese), "家电 曝光 10 次，快速划过 90%");
    }

    #[test]
    fn who_ordered_once_has_too_few_data() {
        let found = context(()).repurchase(spending::repurchase(&[3], 9).as_ref());
        assert_eq!(found.reason[0].template, Template::TooFewData);
        let text = serde_json::to_value(&found).unwrap();
        assert!(text["value"].is_null());
    }

    #[test]
    fn a_first_match_names_its_rule() {
        let found = context(()).first_match(Some("近 7 天下单"), "核心");
        assert_eq!(found.reason[0].sentence(Language::English), "matches “近 7 天下单” → 核心");
    }
}
