//! Where a contact stands: five stages of the life cycle, and the layers of a community.
//!
//! Both are ordered rules and the first that holds wins. These functions are the seeded defaults as numbers; a model that a user
//! edits is an ordered list of rules in the rule language, and means the same while nobody edits it.

mod community;
mod transitions;

pub use community::{Layer, Membership, layer};
pub use transitions::{Transition, Transitions, transitions};

use super::Refusal;
use super::outcome::{Reason, Template, Word};
use super::refusal::within;
use serde::{Deserialize, Serialize};

/// A stage of the life cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 导入期: new.
    Intro,
    /// 成长期: becoming more active.
    Growth,
    /// 成熟期: buys steadily.
    Mature,
    /// 衰退期: becoming less active.
    Decline,
    /// 流失期: silent for long.
    Churned,
    /// No date that can be used.
    Unknown,
}

impl Stage {
    /// Every stage in the order of life, unknown last.
    pub const ALL: [Self; 6] =
        [Self::Intro, Self::Growth, Self::Mature, Self::Decline, Self::Churned, Self::Unknown];

    /// Its name on the wire, as `churned`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Intro => "intro",
            Self::Growth => "growth",
            Self::Mature => "mature",
            Self::Decline => "decline",
            Self::Churned => "churned",
            Self::Unknown => "unknown",
        }
    }

    /// Its name for people.
    pub const fn word(self) -> Word {
        match self {
            Self::Intro => Word { zh: "导入期", en: "introduction" },
            Self::Growth => Word { zh: "成长期", en: "growth" },
            Self::Mature => Word { zh: "成熟期", en: "maturity" },
            Self::Decline => Word { zh: "衰退期", en: "decline" },
            Self::Churned => Word { zh: "流失期", en: "churned" },
            Self::Unknown => Word { zh: "未知", en: "unknown" },
        }
    }
}

/// What the stage of a contact follows from. Days are calendar days before `as_of`; negative lies in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Activity {
    /// Days since joining.
    pub age_days: Option<i32>,
    /// Days since the last activity; `None` when never active.
    pub days_since_activity: Option<i32>,
    /// Activities in days 0 to 29.
    pub recent: u32,
    /// Activities in days 30 to 59.
    pub before: u32,
    /// Orders in days 0 to 89.
    pub orders_90: u32,
    /// How many of the last three windows of 30 days have an order, 0 to 3.
    pub order_windows: u32,
}

impl Activity {
    /// Days without activity: since joining when there never was one.
    pub fn idle_days(&self) -> Option<i32> {
        self.days_since_activity.or(self.age_days)
    }
}

/// The thresholds of the stages; each belongs to the stage it is named after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct Params {
    /// Churned from so many idle days: 30.
    pub churned_days: i32,
    /// New up to so many days after joining: 7.
    pub intro_days: i32,
    /// Declining only after so many activities in the window before: 4.
    pub decline_least: u32,
    /// Declining below such a part of the window before: 0.5.
    pub decline_share: f64,
    /// Mature from so many orders in 90 days: 3.
    pub mature_orders: u32,
    /// Mature with orders in so many of three windows: 2.
    pub mature_windows: u32,
    /// Growing from so many times the window before: 1.2.
    pub growth_times: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            churned_days: 30,
            intro_days: 7,
            decline_least: 4,
            decline_share: 0.5,
            mature_orders: 3,
            mature_windows: 2,
            growth_times: 1.2,
        }
    }
}

impl Params {
    /// # Errors
    /// [`Refusal::OutOfRange`] for days below 0, a share outside of 0 to 1 and times outside of 1 to 100.
    pub fn check(&self) -> Result<(), Refusal> {
        within("churned_days", f64::from(self.churned_days), 1.0, 36_500.0)?;
        within("intro_days", f64::from(self.intro_days), 0.0, 36_500.0)?;
        within("decline_share", self.decline_share, 0.0, 1.0)?;
        within("growth_times", self.growth_times, 1.0, 100.0).map(|_| ())
    }
}

/// The first stage that holds: churned, intro, decline, mature, growth; then mature with any order in 90 days, else growth.
/// Boundaries belong to the stage: day 7 is new, day 30 is churned.
pub fn stage(activity: &Activity, params: &Params) -> Stage {
    let future = |days: Option<i32>| days.is_some_and(|days| days < 0);
    let Some(idle) = activity.idle_days() else { return Stage::Unknown };
    if future(activity.age_days) || future(activity.days_since_activity) {
        return Stage::Unknown;
    }
    let (recent, before) = (f64::from(activity.recent), f64::from(activity.before));
    if idle >= params.churned_days {
        return Stage::Churned;
    }
    if activity.age_days.is_some_and(|age| age <= params.intro_days) {
        return Stage::Intro;
    }
    if activity.before >= params.decline_least && recent < params.decline_share * before {
        return Stage::Decline;
    }
    if activity.orders_90 >= params.mature_orders && activity.order_windows >= params.mature_windows
    {
        return Stage::Mature;
    }
    let grows = match activity.before {
        0 => activity.recent > 0,
        _ => recent >= params.growth_times * before,
    };
    if grows || activity.orders_90 == 0 { Stage::Growth } else { Stage::Mature }
}

/// Why a contact is in its stage.
pub fn reason(activity: &Activity, stage: Stage) -> Reason {
    match (activity.age_days, activity.idle_days()) {
        (age, Some(idle)) if stage != Stage::Unknown => Reason::new(Template::Lifecycle)
            .with("age", f64::from(age.unwrap_or(idle)))
            .with("idle", f64::from(idle))
            .with("recent", activity.recent)
            .with("before", activity.before)
            .with("stage", stage.word()),
        _ => Reason::new(Template::LifecycleUnknown).with("stage", stage.word()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::outcome::Language;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_contact_has_a_stage_and_a_reason(
            age_days in prop::option::of(any::<i32>()), days_since_activity in prop::option::of(any::<i32>()),
            recent in any::<u32>(), before in any::<u32>(), orders_90 in any::<u32>(), order_windows in any::<u32>(),
        ) {
            let activity =
                Activity { age_days, days_since_activity, recent, before, orders_90, order_windows };
            let stage = stage(&activity, &Params::default());
            let dated = age_days.or(days_since_activity).is_some();
            let past = |days: Option<i32>| days.is_none_or(|days| days >= 0);
            let usable = dated && past(age_days) && past(days_since_activity);
            prop_assert_eq!(stage == Stage::Unknown, !usable);
            let said = reason(&activity, stage).sentence(Language::Chinese);
            prop_assert_eq!(said.find('{'), None);
        }
    }

    fn with(age: i32, idle: i32) -> Activity {
        Activity { age_days: Some(age), days_since_activity: Some(idle), ..Activity::default() }
    }

    #[test]
    fn boundaries_belong_to_the_stage() {
        let params = Params::default();
        assert_eq!(stage(&with(7, 0), &params), Stage::Intro);
        assert_eq!(stage(&with(8, 0), &params), Stage::Growth);
        assert_eq!(stage(&with(90, 29), &params), Stage::Growth);
        assert_eq!(stage(&with(90, 30), &params), Stage::Churned);
    }

    #[test]
    fn dates_in_the_future_are_unknown() {
        let params = Params::default();
        assert_eq!(stage(&with(-1, 0), &params), Stage::Unknown);
        assert_eq!(stage(&with(5, -1), &params), Stage::Unknown);
        assert_eq!(stage(&Activity::default(), &params), Stage::Unknown);
        let text = reason(&Activity::default(), Stage::Unknown).sentence(Language::Chinese);
        assert_eq!(text, "没有可用的日期 → 未知");
    }

    #[test]
    fn who_never_was_active_is_idle_since_joining() {
        let silent = Activity { age_days: Some(30), ..Activity::default() };
        assert_eq!(stage(&silent, &Params::default()), Stage::Churned);
        let text = reason(&silent, Stage::Churned).sentence(Language::English);
        assert!(text.starts_with("joined 30 days ago, active 30 days ago"), "{text}");
    }

    #[test]
    fn parameters_outside_their_range_are_refused() {
        assert!(Params { growth_times: f64::NAN, ..Params::default() }.check().is_err());
        assert!(Params::default().check().is_ok());
    }
}
