//! What an event is still worth after some days.

/// `0.5^(age / half_life)`: 1 on the day itself, one half after `half_life_days`. An age below 0 counts as 0; a half-life that is
/// not above 0 means that nothing decays.
pub fn decay(age_days: f64, half_life_days: f64) -> f64 {
    if half_life_days.is_nan() || half_life_days <= 0.0 || age_days.is_nan() {
        return 1.0;
    }
    libm::exp2(-age_days.max(0.0) / half_life_days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_left_after_the_half_life() {
        assert!((decay(14.0, 14.0) - 0.5).abs() < 1e-15);
        assert!((decay(-3.0, 14.0) - 1.0).abs() < 1e-15);
        assert!((decay(3.0, 0.0) - 1.0).abs() < 1e-15);
        assert!(decay(1e300, 1.0).abs() < 1e-15);
    }
}
