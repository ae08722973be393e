//! Who shares most of what he sees.

use crate::score::math::normal::normal_quantile;

/// What sharers are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RankBy {
    /// Shares by exposures.
    #[default]
    Rate,
    /// The lower bound of the rate's 95 % interval by Wilson: few exposures count less.
    Wilson,
}

/// How the best are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Exposures that it takes to be considered.
    pub least_exposures: f64,
    /// The share of the considered that is chosen.
    pub top: f64,
    /// What they are ranked by.
    pub by: RankBy,
}

impl Default for Options {
    fn default() -> Self {
        Self { least_exposures: 10.0, top: 0.2, by: RankBy::Rate }
    }
}

/// Who was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Top {
    /// Contacts with enough exposures.
    pub eligible: u32,
    /// How many were asked for: the share of the eligible, rounded up.
    pub asked: u32,
    /// The last one's measure; missing when nobody is eligible.
    pub threshold: Option<f64>,
    /// Rows of the chosen, upwards: all at or above the threshold, so that equals are not parted.
    pub selected: Vec<u32>,
}

/// The lower end of Wilson's interval of a rate at 95 %; 0 without exposures. Shares count up to the exposures.
pub fn wilson_lower(shares: f64, exposures: f64) -> f64 {
    if exposures.is_nan() || exposures <= 0.0 {
        return 0.0;
    }
    let z = normal_quantile(0.975);
    let p = (shares / exposures).clamp(0.0, 1.0);
    let part = z * z / exposures;
    let spread = z * libm::sqrt((p * (1.0 - p) + 0.25 * part) / exposures);
    ((p + 0.5 * part - spread) / (1.0 + part)).max(0.0)
}

/// Chooses the best sharers; numbers below 0 or not finite are not considered.
pub fn top(shares: &[f64], exposures: &[f64], options: &Options) -> Top {
    let measured: Vec<(u32, f64)> = shares
        .iter()
        .zip(exposures)
        .enumerate()
        .filter(|(_, (s, e))| {
            let sound = s.is_finite() && e.is_finite() && **s >= 0.0 && **e > 0.0;
            sound && **e >= options.least_exposures
        })
        .map(|(row, (s, e))| {
            let value = match options.by {
                RankBy::Rate => s / e,
                RankBy::Wilson => wilson_lower(*s, *e),
            };
            (row as u32, value)
        })
        .collect();
    let eligible = measured.len();
    // a share like 0.2 of 45 is 9.000000000000002 in binary
    let exact = options.top.clamp(0.0, 1.0) * eligible as f64;
    let asked = (f64::ceil(exact - 1e-9).max(0.0) as usize).min(eligible);
    let mut values: Vec<f64> = measured.iter().map(|(_, value)| *value).collect();
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    let threshold = asked.checked_sub(1).and_then(|last| values.get(last)).copied();
    let chosen = measured.iter().filter(|(_, value)| threshold.is_some_and(|t| *value >= t));
    Top {
        eligible: eligible as u32,
        asked: asked as u32,
        threshold,
        selected: chosen.map(|(row, _)| *row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_are_not_parted_and_few_exposures_are_out() {
        let shares = [5.0, 5.0, 1.0, 9.0, 0.0];
        let exposures = [10.0, 10.0, 10.0, 9.0, 10.0];
        let found = top(&shares, &exposures, &Options::default());
        assert_eq!((found.eligible, found.asked, found.threshold), (4, 1, Some(0.5)));
        assert_eq!(found.selected, [0, 1]);
        assert_eq!(top(&[], &[], &Options::default()).threshold, None);
    }

    #[test]
    fn wilson_prefers_the_proven() {
        assert!(wilson_lower(80.0, 100.0) > wilson_lower(10.0, 10.0) - 0.1);
        assert!(wilson_lower(9.0, 10.0) < wilson_lower(900.0, 1000.0));
        assert!(wilson_lower(0.0, 10.0).abs() < 1e-12 && wilson_lower(3.0, 0.0).abs() < 1e-12);
        let by = RankBy::Wilson;
        let found =
            top(&[10.0, 900.0], &[10.0, 1000.0], &Options { top: 0.5, by, ..Options::default() });
        assert_eq!(found.selected, [1]);
    }
}
