//! Engagement: points from 0 to 100 for what a contact did, recent things counting more.
//!
//! `raw = max(0, Σ weight(type) · 0.5^(age / half_life))`, `score = 100 · raw / (raw + s50)`, where `s50` is the raw value that is
//! worth 50 points. At most ten events per type and day count, so that bots do not lead. There is no ground truth: validate it
//! with the AUC against "ordered in the next 30 days".
//!
//! Cost: sorting the events of a contact by day and type.

use super::Refusal;
use super::decay::decay;
use super::outcome::{Reason, Template, Word};
use super::refusal::within;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One event of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// Calendar days before `as_of`; negative lies in the future and is ignored.
    pub age_days: i32,
    /// Which type, as an index into the weights that [`Params::weights_of`] gives.
    pub kind: u32,
}

/// The definition of an engagement score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct Params {
    /// What an event of a type is worth on its day; types without a weight are worth nothing.
    pub weights: BTreeMap<String, f64>,
    /// Days after which half is left: 14.
    pub half_life_days: f64,
    /// The raw value worth 50 points: 10.
    pub s50: f64,
    /// How many events per type and day count: 10; `null` is all of them.
    pub daily_cap: Option<u32>,
}

impl Default for Params {
    fn default() -> Self {
        let weights = [
            ("read", 1.0),
            ("click", 2.0),
            ("visit", 2.0),
            ("speak", 3.0),
            ("share", 4.0),
            ("form", 5.0),
            ("order", 10.0),
            ("unsubscribe", -5.0),
        ];
        Self {
            weights: weights.map(|(kind, weight)| (kind.to_owned(), weight)).into(),
            half_life_days: 14.0,
            s50: 10.0,
            daily_cap: Some(10),
        }
    }
}

impl Params {
    /// # Errors
    /// [`Refusal::OutOfRange`] for a half-life outside of 0.01 to 36500 days, `s50` outside of 1e-6 to 1e9 and weights beyond 1e6.
    pub fn check(&self) -> Result<(), Refusal> {
        within("half_life_days", self.half_life_days, 0.01, 36_500.0)?;
        within("s50", self.s50, 1e-6, 1e9)?;
        for weight in self.weights.values() {
            within("weights", *weight, -1e6, 1e6)?;
        }
        Ok(())
    }

    /// The weight of each type by its index.
    pub fn weights_of<'a>(&self, kinds: impl IntoIterator<Item = &'a str>) -> Vec<f64> {
        kinds.into_iter().map(|kind| self.weights.get(kind).copied().unwrap_or(0.0)).collect()
    }
}

/// The engagement of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Engagement {
    /// What the events are worth today.
    pub raw: f64,
    /// Points, 0 to 100.
    pub score: f64,
    /// Events that count.
    pub events: u32,
    /// Events of a type and day beyond the cap.
    pub capped: u32,
    /// Events after `as_of`.
    pub future_ignored: u32,
}

/// How engaged a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// No event at all.
    Nothing,
    /// Below 30 points.
    Low,
    /// From 30 points.
    Medium,
    /// From 60 points.
    High,
}

impl Level {
    /// Its name for people.
    pub const fn word(self) -> Word {
        match self {
            Self::Nothing => Word { zh: "无互动", en: "no interaction" },
            Self::Low => Word { zh: "低", en: "low" },
            Self::Medium => Word { zh: "中", en: "medium" },
            Self::High => Word { zh: "高", en: "high" },
        }
    }
}

impl Engagement {
    /// The level of the points; 30 is medium and 60 is high.
    pub fn level(&self) -> Level {
        match self.score {
            _ if self.events == 0 => Level::Nothing,
            score if score >= 60.0 => Level::High,
            score if score >= 30.0 => Level::Medium,
            _ => Level::Low,
        }
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        if self.events == 0 {
            return Reason::new(Template::NoInteraction);
        }
        Reason::new(Template::Engagement)
            .with("events", self.events)
            .with("raw", self.raw)
            .with("score", self.score)
            .with("level", self.level().word())
    }
}

/// The engagement that follows from the events of one contact, in any order. Sorts them.
pub fn engagement(events: &mut [Event], weights: &[f64], params: &Params) -> Engagement {
    events.sort_unstable();
    let mut found = Engagement::default();
    let cap = params.daily_cap.unwrap_or(u32::MAX);
    let (mut same, mut run) = (None, 0);
    let (mut age, mut factor) = (None, 1.0);
    let mut raw = 0.0;
    for event in events.iter() {
        if event.age_days < 0 {
            found.future_ignored += 1;
            continue;
        }
        run = if same == Some(*event) { run + 1 } else { 1 };
        same = Some(*event);
        if run > cap {
            found.capped += 1;
            continue;
        }
        found.events += 1;
        if age != Some(event.age_days) {
            age = Some(event.age_days);
            factor = decay(f64::from(event.age_days), params.half_life_days);
        }
        raw += weights.get(event.kind as usize).copied().unwrap_or(0.0) * factor;
    }
    found.raw = if raw.is_nan() { 0.0 } else { raw.clamp(0.0, f64::MAX / 2.0) };
    let whole = found.raw + params.s50;
    found.score = if whole > 0.0 { (100.0 * (found.raw / whole)).clamp(0.0, 100.0) } else { 0.0 };
    found
}

/// Where each score stands among all: the part of contacts with a lower score, and half of those with the same, 0 to 100.
pub fn percentiles(scores: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_unstable_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let mut out = vec![0.0; scores.len()];
    let n = scores.len() as f64;
    let mut below = 0;
    for group in order.chunk_by(|a, b| scores[*a].total_cmp(&scores[*b]).is_eq()) {
        let middle = below as f64 + group.len() as f64 / 2.0;
        for row in group {
            out[*row] = 100.0 * middle / n;
        }
        below += group.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bot_counts_ten_times_a_day() {
        let params = Params::default();
        let mut events = vec![Event { age_days: 0, kind: 0 }; 50];
        let found = engagement(&mut events, &[1.0], &params);
        assert_eq!((found.raw, found.score, found.capped), (10.0, 50.0, 40));
        assert_eq!(found.level(), Level::Medium);
    }

    #[test]
    fn nothing_is_below_zero_and_nothing_in_the_future_counts() {
        let mut events = [Event { age_days: 3, kind: 0 }, Event { age_days: -1, kind: 1 }];
        let found = engagement(&mut events, &[-5.0, 10.0], &Params::default());
        assert_eq!((found.raw, found.score, found.future_ignored), (0.0, 0.0, 1));
        assert_eq!(engagement(&mut [], &[], &Params::default()).level(), Level::Nothing);
    }

    #[test]
    fn equal_scores_share_a_percentile() {
        assert_eq!(percentiles(&[1.0, 3.0, 1.0, 2.0]), [25.0, 87.5, 25.0, 62.5]);
        assert!(percentiles(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn points_stay_between_0_and_100(
            events in prop::collection::vec((any::<i32>(), 0u32..4), 0..60),
            weights in prop::collection::vec(-1e6..1e6f64, 3), half in 0.01..1e4f64, s50 in 1e-6..1e9f64,
        ) {
            let mut events: Vec<Event> =
                events.into_iter().map(|(age_days, kind)| Event { age_days, kind }).collect();
            let params = Params { half_life_days: half, s50, ..Params::default() };
            let found = engagement(&mut events, &weights, &params);
            prop_assert!((0.0..=100.0).contains(&found.score) && found.raw.is_finite());
        }
    }
}
