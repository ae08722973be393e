//! Scoring plans: conditions that carry points, and layered tags.
//!
//! A plan adds up the points of its conditions per contact: `points · Σ 0.5^(age / half_life)` over the times that a condition was
//! met, cut at the condition's cap, the sum cut to the plan's range, and then a band. A layered tag gives the name of the first rule
//! that holds. Which contacts meet a condition is found by the rule language; this module does the arithmetic.

mod layers;

pub use layers::{UNMATCHED, first_match};

use super::Refusal;
use super::decay::decay;
use super::outcome::{Reason, Template};
use super::refusal::{ascending, within};
use serde::{Deserialize, Serialize};

/// The points of one condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// What the condition is called in reasons.
    pub name: String,
    /// Points for each time it is met; negative takes points off.
    pub points: f64,
    /// The most that this condition adds, or takes off, in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub cap: Option<f64>,
    /// Days after which a time is worth half; absent: it never fades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub half_life_days: Option<f64>,
}

/// A band of scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// From here on.
    pub from: f64,
}

/// A scoring plan without the rules of its conditions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// In the order of reasons with equal points.
    pub conditions: Vec<Points>,
    /// What everybody starts with: 0.
    #[serde(default)]
    pub start: f64,
    /// The least score; absent: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub least: Option<f64>,
    /// The greatest score; absent: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub most: Option<f64>,
    /// Ascending; below the first there is no band.
    #[serde(default)]
    pub bands: Vec<Band>,
}

/// Points beyond this are refused.
const MOST_POINTS: f64 = 1e9;

impl Plan {
    /// # Errors
    /// [`Refusal`] for numbers out of range, a range that is empty and bands that do not ascend.
    pub fn check(&self) -> Result<(), Refusal> {
        within("start", self.start, -MOST_POINTS, MOST_POINTS)?;
        for condition in &self.conditions {
            within("points", condition.points, -MOST_POINTS, MOST_POINTS)?;
            within("cap", condition.cap.unwrap_or(0.0), 0.0, MOST_POINTS)?;
            within("half_life_days", condition.half_life_days.unwrap_or(1.0), 0.01, 36_500.0)?;
        }
        let least = within("least", self.least.unwrap_or(-1e300), -1e300, 1e300)?;
        within("most", self.most.unwrap_or(1e300), least, 1e300)?;
        let bands: Vec<f64> = self.bands.iter().map(|band| band.from).collect();
        ascending("bands", &bands)
    }

    /// The band of a score: the last one that begins at or below it.
    pub fn band(&self, score: f64) -> Option<&Band> {
        self.bands.iter().rev().find(|band| score >= band.from)
    }

    /// The score of a contact. `hits` has, per condition, the ages in days of the times that it was met; a condition without a
    /// date is met once at age 0.
    pub fn score(&self, hits: &[&[i32]]) -> PlanScore {
        let mut parts: Vec<Part> = Vec::new();
        let mut sum = self.start;
        for (index, (condition, ages)) in self.conditions.iter().zip(hits).enumerate() {
            let Some(part) = condition.part(index as u32, ages) else { continue };
            sum += part.points;
            parts.push(part);
        }
        parts.sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
        let sum = if sum.is_nan() { 0.0 } else { sum };
        let least = self.least.unwrap_or(f64::MIN);
        let score = sum.min(self.most.unwrap_or(f64::MAX)).max(least);
        PlanScore { score, parts }
    }
}

impl Points {
    /// What the condition adds; `None` when it was never met. Times in the future do not count.
    fn part(&self, condition: u32, ages: &[i32]) -> Option<Part> {
        let met = ages.iter().filter(|age| **age >= 0);
        let times = met.clone().count() as u32;
        if times == 0 {
            return None;
        }
        let worth: f64 = match self.half_life_days {
            Some(half) => met.map(|age| decay(f64::from(*age), half)).sum(),
            None => f64::from(times),
        };
        let whole = self.points * worth;
        let cap = self.cap.unwrap_or(f64::MAX).abs();
        let points = whole.clamp(-cap, cap);
        Some(Part { condition, points, times, capped: whole.abs() > cap })
    }
}

/// What one condition added.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Part {
    /// Its index in the plan.
    pub condition: u32,
    /// Points after decay and cap.
    pub points: f64,
    /// Times that it was met.
    pub times: u32,
    /// Whether the cap cut points off.
    pub capped: bool,
}

/// The score of a contact and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlanScore {
    /// The score in the range of the plan.
    pub score: f64,
    /// Conditions that were met, the one with most points first.
    pub parts: Vec<Part>,
}

impl PlanScore {
    /// Why, one reason for each condition that was met.
    pub fn reasons(&self, plan: &Plan) -> Vec<Reason> {
        let reason = |part: &Part| {
            let condition = plan.conditions.get(part.condition as usize)?;
            let template = if part.capped { Template::PlanCapped } else { Template::PlanPoints };
            let reason = Reason::new(template).with("rule", condition.name.as_str());
            Some(reason.with("points", part.points))
        };
        self.parts.iter().filter_map(reason).collect()
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "whole numbers and halves are exact")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(name: &str, points: f64, cap: Option<f64>, half_life_days: Option<f64>) -> Points {
        Points { name: name.to_owned(), points, cap, half_life_days }
    }

    fn plan() -> Plan {
        Plan {
            conditions: vec![
                points("签到", 2.0, Some(10.0), None),
                points("下单", 20.0, None, Some(30.0)),
                points("投诉", -50.0, None, None),
            ],
            start: 5.0,
            least: Some(0.0),
            most: Some(100.0),
            bands: vec![
                Band { name: "低".into(), from: 0.0 },
                Band { name: "高".into(), from: 15.0 },
            ],
        }
    }

    #[test]
    fn caps_and_decay_hold_before_the_sum() {
        let plan = plan();
        let found = plan.score(&[&[1; 9], &[30, -2], &[]]);
        assert_eq!(found.score, 5.0 + 10.0 + 10.0);
        assert_eq!(found.parts.len(), 2);
        assert!(found.parts[0].capped);
        assert_eq!(plan.band(found.score).map(|b| b.name.as_str()), Some("高"));
        assert_eq!(found.reasons(&plan)[0].template, Template::PlanCapped);
    }

    #[test]
    fn the_score_stays_in_the_range_of_the_plan() {
        let plan = plan();
        assert_eq!(plan.score(&[&[], &[], &[0]]).score, 0.0);
        assert_eq!(plan.score(&[&[], &[0; 90], &[]]).score, 100.0);
        assert_eq!(plan.band(14.999).map(|b| b.name.as_str()), Some("低"));
        assert_eq!(plan.band(-1.0), None);
    }

    #[test]
    fn a_plan_out_of_range_is_refused() {
        assert!(plan().check().is_ok());
        assert!(Plan { most: Some(-1.0), ..plan() }.check().is_err());
        assert!(Plan { start: f64::NAN, ..plan() }.check().is_err());
        let mut bands = plan();
        bands.bands.reverse();
        assert!(bands.check().is_err());
    }

    proptest! {
        #[test]
        fn scores_are_finite(worth in any::<f64>(), cap in prop::option::of(any::<f64>()),
            half in prop::option::of(any::<f64>()), start in any::<f64>(),
            ages in prop::collection::vec(any::<i32>(), 0..40)) {
            let plan = Plan { conditions: vec![points("a", worth, cap, half)], start, least: None, most: None, bands: vec![] };
            if plan.check().is_ok() {
                prop_assert!(plan.score(&[&ages]).score.is_finite());
            }
        }
    }
}
