//! Uplift by segment: where B helps more.

use super::Interval;
use super::intervals::newcombe;
use super::proportions::Arm;
use crate::score::math::student::chi2_sf;
use serde::Serialize;

/// Segments are ranked only when the difference between them is this unlikely.
pub const INTERACTION: f64 = 0.05;

/// The uplift of one segment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SegmentUplift {
    /// Its index among those given.
    pub segment: u32,
    /// B − A; `null` when an arm of the segment has no contacts.
    pub difference: Option<f64>,
    /// Newcombe's 95 % interval of it.
    pub interval: Option<Interval>,
}

/// The uplift of every segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Uplift {
    /// Ranked from the greatest uplift down when `ranked`, else in the order given.
    pub segments: Vec<SegmentUplift>,
    /// Cochran's Q over the segments: how far their differences are apart.
    pub q: f64,
    /// Its p: the chance of that, were the uplift the same everywhere.
    pub interaction_p: f64,
    /// Whether the segments differ enough to be ranked.
    pub ranked: bool,
}

/// The uplift of B against A in each segment. Rates with one conversion and one failure more give the weights, so that no segment
/// has a variance of 0.
pub fn uplift(segments: &[(Arm, Arm)]) -> Uplift {
    let mut found: Vec<SegmentUplift> = (0..)
        .zip(segments)
        .map(|(segment, (a, b))| SegmentUplift {
            segment,
            difference: a.rate().zip(b.rate()).map(|(pa, pb)| pb - pa),
            interval: newcombe(*a, *b, 0.95),
        })
        .collect();
    let (q, used) = heterogeneity(segments);
    let interaction_p = if used > 1 { chi2_sf(q, used as f64 - 1.0) } else { 1.0 };
    let ranked = interaction_p < INTERACTION;
    if ranked {
        let key = |s: &SegmentUplift| s.difference.unwrap_or(-2.0);
        found.sort_by(|a, b| key(b).total_cmp(&key(a)));
    }
    Uplift { segments: found, q, interaction_p, ranked }
}

/// Cochran's Q, and over how many segments.
fn heterogeneity(segments: &[(Arm, Arm)]) -> (f64, usize) {
    let variance = |arm: &Arm| {
        let n = arm.n() + 2.0;
        let p = (arm.x() + 1.0) / n;
        p * (1.0 - p) / n
    };
    let terms: Vec<(f64, f64)> = segments
        .iter()
        .filter_map(|(a, b)| Some((b.rate()? - a.rate()?, 1.0 / (variance(a) + variance(b)))))
        .collect();
    let weight: f64 = terms.iter().map(|term| term.1).sum();
    let mean = terms.iter().map(|(d, w)| d * w).sum::<f64>() / weight.max(f64::MIN_POSITIVE);
    (terms.iter().map(|(d, w)| w * (d - mean) * (d - mean)).sum(), terms.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_ranked_only_when_they_differ() {
        let same = uplift(&[(Arm::new(50, 1000), Arm::new(60, 1000)); 2]);
        assert!(!same.ranked && same.q.abs() < 1e-12);
        let segments =
            [(Arm::new(50, 1000), Arm::new(40, 1000)), (Arm::new(50, 1000), Arm::new(150, 1000))];
        let found = uplift(&segments);
        assert!(found.ranked);
        assert_eq!(found.segments[0].segment, 1);
    }

    #[test]
    fn empty_segments_have_no_uplift() {
        let found = uplift(&[(Arm::new(0, 0), Arm::new(1, 2)), (Arm::new(1, 9), Arm::new(1, 9))]);
        assert_eq!(found.segments[0].difference, None);
        assert!((found.interaction_p - 1.0).abs() < 1e-15);
        assert!(uplift(&[]).segments.is_empty());
    }
}
