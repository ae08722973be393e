//! The layers of a community.

use crate::score::outcome::{Reason, Template, Word};
use serde::{Deserialize, Serialize};

/// A layer of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// At least 3 orders in 90 days.
    Loyal,
    /// At least 5 interactions in 7 days.
    Active,
    /// Joined at most 7 days ago and never spoke.
    Potential,
    /// At least 15 days without interaction.
    Silent,
    /// None of these.
    Normal,
}

impl Layer {
    /// Every layer in the order of their rules.
    pub const ALL: [Self; 5] =
        [Self::Loyal, Self::Active, Self::Potential, Self::Silent, Self::Normal];

    /// Its name on the wire, as `loyal`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Loyal => "loyal",
            Self::Active => "active",
            Self::Potential => "potential",
            Self::Silent => "silent",
            Self::Normal => "normal",
        }
    }

    /// Its name for people.
    pub const fn word(self) -> Word {
        match self {
            Self::Loyal => Word { zh: "忠实成员", en: "loyal" },
            Self::Active => Word { zh: "活跃成员", en: "active" },
            Self::Potential => Word { zh: "潜力成员", en: "potential" },
            Self::Silent => Word { zh: "沉默成员", en: "silent" },
            Self::Normal => Word { zh: "普通成员", en: "normal" },
        }
    }
}

/// What the layer of a member follows from. Days are calendar days before `as_of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Membership {
    /// Days since joining.
    pub joined_days: Option<i32>,
    /// Interactions in days 0 to 6.
    pub interactions_7: u32,
    /// Interactions of all time.
    pub interactions_total: u32,
    /// Days since the last interaction; `None` when there never was one: then since joining.
    pub days_since_interaction: Option<i32>,
    /// Orders in days 0 to 89.
    pub orders_90: u32,
}

/// The first layer whose rule holds.
pub fn layer(member: &Membership) -> Layer {
    let silent_days = member.days_since_interaction.or(member.joined_days);
    if member.orders_90 >= 3 {
        Layer::Loyal
    } else if member.interactions_7 >= 5 {
        Layer::Active
    } else if member.interactions_total == 0
        && member.joined_days.is_some_and(|days| (0..=7).contains(&days))
    {
        Layer::Potential
    } else if silent_days.is_some_and(|days| days >= 15) {
        Layer::Silent
    } else {
        Layer::Normal
    }
}

impl Layer {
    /// Why a member is in this layer.
    pub fn reason(self, member: &Membership) -> Reason {
        Reason::new(Template::Community)
            .with("joined", f64::from(member.joined_days.unwrap_or_default()))
            .with("week", member.interactions_7)
            .with("orders", member.orders_90)
            .with("layer", self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_holds_wins() {
        let member = Membership { joined_days: Some(3), ..Membership::default() };
        assert_eq!(layer(&member), Layer::Potential);
        assert_eq!(layer(&Membership { interactions_7: 5, ..member }), Layer::Active);
        let loyal = Membership { interactions_7: 5, orders_90: 3, ..member };
        assert_eq!(layer(&loyal), Layer::Loyal);
    }

    #[test]
    fn day_15_is_silent_also_for_who_never_spoke() {
        let member = Membership { joined_days: Some(15), ..Membership::default() };
        assert_eq!(layer(&member), Layer::Silent);
        assert_eq!(layer(&Membership { joined_days: Some(14), ..member }), Layer::Normal);
        assert_eq!(layer(&Membership::default()), Layer::Normal);
    }
}
