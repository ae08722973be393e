//! Tiers of monthly spend and of lifetime value.

use crate::score::Refusal;
use crate::score::outcome::{Reason, Template, Word};
use crate::score::refusal::within;
use serde::{Deserialize, Serialize};

/// Where tiers of monthly spend begin, in the unit of the money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct TierCuts {
    /// From here on high: 5000 yuan.
    pub high: f64,
    /// From here on mid: 1000 yuan.
    pub mid: f64,
}

impl TierCuts {
    /// The seeded cuts in units of `unit` to one yuan: 100 where money is counted in fen.
    pub const fn seeded(unit: f64) -> Self {
        Self { high: 5000.0 * unit, mid: 1000.0 * unit }
    }

    /// # Errors
    /// [`Refusal::OutOfRange`] unless `0 ≤ mid ≤ high`.
    pub fn check(&self) -> Result<(), Refusal> {
        within("high", self.high, 0.0, 1e15)?;
        within("mid", self.mid, 0.0, self.high).map(|_| ())
    }

    /// The tier of what is spent in a month; the cuts belong above. `None` when it is not a number.
    pub fn tier(&self, month_spend: f64) -> Option<SpendTier> {
        match month_spend {
            spend if spend.is_nan() => None,
            spend if spend >= self.high => Some(SpendTier::High),
            spend if spend >= self.mid => Some(SpendTier::Mid),
            _ => Some(SpendTier::Low),
        }
    }
}

/// A tier of monthly spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SpendTier {
    /// Below the middle.
    Low,
    /// In the middle.
    Mid,
    /// At the top.
    High,
}

impl SpendTier {
    /// Its name for people.
    pub const fn word(self) -> Word {
        match self {
            Self::Low => Word { zh: "低消费", en: "low spend" },
            Self::Mid => Word { zh: "中消费", en: "mid spend" },
            Self::High => Word { zh: "高消费", en: "high spend" },
        }
    }

    /// Why.
    pub fn reason(self, month_spend: f64) -> Reason {
        Reason::new(Template::Tier).with("money", month_spend).with("tier", self.word())
    }
}

/// A tier of lifetime value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LtvTier {
    /// Below twice the mean.
    Normal,
    /// 高价值: at least twice the mean.
    High,
}

/// The tier of a lifetime value against the mean of everybody; `None` when one of them is not a number or the mean is not above 0.
pub fn ltv_tier(value: f64, mean: f64) -> Option<LtvTier> {
    if value.is_nan() || mean.is_nan() || mean <= 0.0 {
        return None;
    }
    Some(if value >= 2.0 * mean { LtvTier::High } else { LtvTier::Normal })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_belong_above() {
        let cuts = TierCuts::seeded(1.0);
        assert_eq!(cuts.tier(5000.0), Some(SpendTier::High));
        assert_eq!(cuts.tier(4999.99), Some(SpendTier::Mid));
        assert_eq!(cuts.tier(999.99), Some(SpendTier::Low));
        assert_eq!(cuts.tier(f64::NAN), None);
        assert!(TierCuts { high: 1.0, mid: 2.0 }.check().is_err());
    }

    #[test]
    fn twice_the_mean_is_high() {
        assert_eq!(ltv_tier(20.0, 10.0), Some(LtvTier::High));
        assert_eq!(ltv_tier(19.9, 10.0), Some(LtvTier::Normal));
        assert_eq!(ltv_tier(1.0, 0.0), None);
    }
}
