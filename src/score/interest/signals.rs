//! What looking and skipping say beside interactions: implicit interest and aversion.

/// How a contact looked at one category.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Signals {
    /// Times that it was shown.
    pub impressions: u32,
    /// Of those, skipped at once.
    pub skips: u32,
    /// Views with a known dwell time.
    pub views: u32,
    /// Seconds of all those views together.
    pub dwell_seconds: f64,
}

/// What an explicit subscription of a category weighs as an event.
pub const SUBSCRIPTION_WEIGHT: f64 = 5.0;

/// The least dwell against everybody's mean that shows interest.
pub const IMPLICIT_TIMES: f64 = 2.0;

/// The least part of impressions that were skipped, and of how many.
pub const AVERSE_SHARE: f64 = 0.8;
/// Fewer impressions say nothing.
pub const AVERSE_IMPRESSIONS: u32 = 5;

/// How many times as long as everybody a contact stays, when that is at least [`IMPLICIT_TIMES`]; `None` without views or without
/// a mean above 0.
pub fn implicit(signals: &Signals, mean_dwell_seconds: f64) -> Option<f64> {
    if signals.views == 0 || mean_dwell_seconds.is_nan() || mean_dwell_seconds <= 0.0 {
        return None;
    }
    let times = signals.dwell_seconds / f64::from(signals.views) / mean_dwell_seconds;
    (times.is_finite() && times >= IMPLICIT_TIMES).then_some(times)
}

/// The part of impressions that were skipped, when that is at least [`AVERSE_SHARE`] of at least [`AVERSE_IMPRESSIONS`].
pub fn averse(signals: &Signals) -> Option<f64> {
    if signals.impressions < AVERSE_IMPRESSIONS {
        return None;
    }
    let share = f64::from(signals.skips.min(signals.impressions)) / f64::from(signals.impressions);
    (share >= AVERSE_SHARE).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_belong_to_the_signal() {
        let signals = Signals { impressions: 5, skips: 4, views: 2, dwell_seconds: 40.0 };
        assert_eq!(averse(&signals), Some(0.8));
        assert_eq!(averse(&Signals { impressions: 4, ..signals }), None);
        assert_eq!(implicit(&signals, 10.0), Some(2.0));
        assert_eq!(implicit(&signals, 10.1), None);
        assert_eq!(implicit(&signals, 0.0), None);
    }
}
