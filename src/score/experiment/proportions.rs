//! Two conversions compared.

use super::bayes::{self, Bayes};
use super::intervals::{agresti_caffo, clopper_pearson, newcombe, wald, wilson};
use super::srm::Srm;
use super::{Interval, finite, intervals};
use crate::score::math::normal::normal_sf;
use crate::score::outcome::{Reason, Template, Word};
use serde::{Deserialize, Serialize};

/// What one arm came to. More conversions than contacts count as all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Arm {
    /// Contacts that converted.
    #[cfg_attr(test, ts(type = "number"))]
    pub conversions: u64,
    /// Contacts of the arm.
    #[cfg_attr(test, ts(type = "number"))]
    pub contacts: u64,
}

impl Arm {
    /// So many of so many.
    pub fn new(conversions: u64, contacts: u64) -> Self {
        Self { conversions: conversions.min(contacts), contacts }
    }

    pub(super) fn x(self) -> f64 {
        self.conversions.min(self.contacts) as f64
    }

    pub(super) fn n(self) -> f64 {
        self.contacts as f64
    }

    /// Conversions per contact; `None` without contacts.
    pub fn rate(self) -> Option<f64> {
        (self.contacts > 0).then(|| self.x() / self.n())
    }

    pub(super) fn is_nobody_or_everybody_with(self, other: Self) -> bool {
        let converted = self.x() + other.x();
        converted <= 0.0 || converted >= self.n() + other.n()
    }
}

/// The pooled z test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ZTest {
    /// Standard errors between the rates; positive when B is higher.
    pub z: f64,
    /// The chance of at least such a difference either way, were both the same.
    pub p_two_sided: f64,
    /// The chance that B is so much higher, were both the same.
    pub p_larger: f64,
    /// Nobody or everybody converted: nothing can be told, z is 0 and p is 1.
    pub degenerate: bool,
}

/// The pooled two-proportion z test; degenerate also when an arm has no contacts.
pub fn z_test(a: Arm, b: Arm) -> ZTest {
    let standstill = ZTest { z: 0.0, p_two_sided: 1.0, p_larger: 0.5, degenerate: true };
    let (Some(pa), Some(pb)) = (a.rate(), b.rate()) else { return standstill };
    if a.is_nobody_or_everybody_with(b) {
        return standstill;
    }
    let pooled = (a.x() + b.x()) / (a.n() + b.n());
    let z = (pb - pa) / (pooled * (1.0 - pooled) * (1.0 / a.n() + 1.0 / b.n())).sqrt();
    let p_two_sided = (2.0 * normal_sf(z.abs())).min(1.0);
    ZTest { z, p_two_sided, p_larger: normal_sf(z), degenerate: false }
}

/// Fisher's exact test, two-sided: the chance of all tables with these margins that are at most as likely as the one that was found
/// (likelier by at most 1e-7 of it counts as equally likely). Beyond 10¹² contacts it is the p of the z test, which it approaches.
pub fn fisher(a: Arm, b: Arm) -> f64 {
    if a.n() + b.n() > 1e12 {
        return z_test(a, b).p_two_sided;
    }
    let converted = a.x() + b.x();
    let (least, most) = ((converted - b.n()).max(0.0), converted.min(a.n()));
    if most <= least {
        return 1.0;
    }
    let mode = ((a.n() + 1.0) * (converted + 1.0) / (a.n() + b.n() + 2.0)).floor();
    let mode = mode.clamp(least, most);
    // of k to k + 1 conversions in A
    let up = |k: f64| (a.n() - k) / (k + 1.0) * ((converted - k) / (b.n() - converted + k + 1.0));
    // the chance of every table against that of the likeliest, walking away from it until nothing is left
    let mut weights = vec![(mode, 1.0)];
    let (mut k, mut weight) = (mode, 1.0);
    while k < most && weight > 1e-300 {
        weight *= up(k);
        k += 1.0;
        weights.push((k, weight));
    }
    (k, weight) = (mode, 1.0);
    while k > least && weight > 1e-300 {
        k -= 1.0;
        weight /= up(k);
        weights.push((k, weight));
    }
    let found = weights.iter().find(|w| (w.0 - a.x()).abs() < 0.5).map_or(0.0, |w| w.1);
    // small ones first
    weights.sort_by(|p, q| p.1.total_cmp(&q.1));
    let total: f64 = weights.iter().map(|w| w.1).sum();
    let rare: f64 = weights.iter().map(|w| w.1).filter(|w| *w <= found * (1.0 + 1e-7)).sum();
    (rare / total).min(1.0)
}

/// What a comparison of two arms says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 无法判断: nobody or everybody converted, or an arm is empty.
    CannotTell,
    /// 差异不显著.
    NotSignificant,
    /// B 更好.
    Better,
    /// B 更差.
    Worse,
    /// 分流异常: the arms did not get the contacts that they should, so no winner is shown.
    SplitBroken,
}

impl Verdict {
    /// Its name for people.
    pub const fn word(self) -> Word {
        match self {
            Self::CannotTell => Word { zh: "无法判断", en: "cannot tell" },
            Self::NotSignificant => Word { zh: "差异不显著", en: "no significant difference" },
            Self::Better => Word { zh: "B 组显著更好", en: "B is significantly better" },
            Self::Worse => Word { zh: "B 组显著更差", en: "B is significantly worse" },
            Self::SplitBroken => Word { zh: "分流异常", en: "the split is broken" },
        }
    }
}

/// Two arms compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Comparison {
    /// The rate of A.
    pub rate_a: Option<f64>,
    /// The rate of B.
    pub rate_b: Option<f64>,
    /// B − A.
    pub difference: Option<f64>,
    /// B / A − 1; `null` when nobody converted in A.
    pub relative_uplift: Option<f64>,
    /// The pooled z test.
    pub z_test: ZTest,
    /// Fisher's exact p.
    pub fisher_p: f64,
    /// Whether Fisher's p decides: some cell is below 5.
    pub small: bool,
    /// Newcombe's 95 % interval of B − A.
    pub interval: Option<Interval>,
    /// Under Beta(1, 1).
    pub bayes: Bayes,
    /// What it says at 5 %.
    pub verdict: Verdict,
}

/// Compares B with A at 95 % confidence.
pub fn compare(a: Arm, b: Arm) -> Comparison {
    let (rate_a, rate_b) = (a.rate(), b.rate());
    let difference = rate_a.zip(rate_b).map(|(pa, pb)| pb - pa);
    let z_test = z_test(a, b);
    let cells = [a.x(), a.n() - a.x(), b.x(), b.n() - b.x()];
    let small = cells.iter().any(|cell| *cell < 5.0);
    let fisher_p = fisher(a, b);
    let p = if small { fisher_p } else { z_test.p_two_sided };
    let verdict = match difference {
        _ if z_test.degenerate => Verdict::CannotTell,
        Some(difference) if p < 0.05 && difference > 0.0 => Verdict::Better,
        Some(difference) if p < 0.05 && difference < 0.0 => Verdict::Worse,
        _ => Verdict::NotSignificant,
    };
    Comparison {
        rate_a,
        rate_b,
        difference,
        relative_uplift: relative(rate_a, rate_b),
        z_test,
        fisher_p,
        small,
        interval: newcombe(a, b, 0.95),
        bayes: bayes::compare(a, b),
        verdict,
    }
}

fn relative(rate_a: Option<f64>, rate_b: Option<f64>) -> Option<f64> {
    let (pa, pb) = rate_a.zip(rate_b)?;
    finite((pb - pa) / pa)
}

impl Comparison {
    /// The same without a winner when the split raised an alarm.
    pub fn with_split(mut self, split: &Srm) -> Self {
        if split.alarm {
            self.verdict = Verdict::SplitBroken;
            self.bayes.ready = false;
        }
        self
    }

    /// The sentence; `None` when an arm has no contacts.
    pub fn reason(&self) -> Option<Reason> {
        let interval = self.interval?;
        Some(
            Reason::new(Template::Comparison)
                .with("a", 100.0 * self.rate_a?)
                .with("b", 100.0 * self.rate_b?)
                .with("points", 100.0 * self.difference?)
                .with("low", 100.0 * interval.low)
                .with("high", 100.0 * interval.high)
                .with("verdict", self.verdict.word()),
        )
    }
}

/// Every interval that is offered, at one confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Intervals {
    /// Of B − A by Wald.
    pub wald: Option<Interval>,
    /// Of B − A by Agresti and Caffo.
    pub agresti_caffo: Option<Interval>,
    /// Of B − A by Newcombe.
    pub newcombe: Option<Interval>,
    /// Of B − A by Miettinen and Nurminen.
    pub score: Option<Interval>,
    /// Of A's and B's rate by Wilson.
    pub wilson: [Option<Interval>; 2],
    /// Of A's and B's rate by Clopper and Pearson.
    pub clopper_pearson: [Option<Interval>; 2],
}

/// All intervals of two arms at a confidence between 0 and 1.
pub fn all_intervals(a: Arm, b: Arm, confidence: f64) -> Intervals {
    Intervals {
        wald: wald(a, b, confidence),
        agresti_caffo: agresti_caffo(a, b, confidence),
        newcombe: newcombe(a, b, confidence),
        score: intervals::score(a, b, confidence),
        wilson: [a, b].map(|arm| wilson(arm, confidence)),
        clopper_pearson: [a, b].map(|arm| clopper_pearson(arm, confidence)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_converted_and_nothing_can_be_told() {
        let found = compare(Arm::new(0, 50), Arm::new(0, 60));
        assert_eq!(found.verdict, Verdict::CannotTell);
        assert!(found.z_test.z.abs() < 1e-300 && (found.z_test.p_two_sided - 1.0).abs() < 1e-15);
        assert_eq!(found.relative_uplift, None);
        assert_eq!(compare(Arm::new(0, 0), Arm::new(1, 2)).verdict, Verdict::CannotTell);
    }

    #[test]
    fn a_broken_split_has_no_winner() {
        use crate::score::experiment::srm::{Weightless, srm};
        let (a, b) = (Arm::new(50, 2000), Arm::new(400, 4000));
        let found = compare(a, b);
        assert_eq!((found.verdict, found.bayes.ready), (Verdict::Better, true));
        let split = srm(&[2000, 4000], &[1.0, 1.0], Weightless::Excluded);
        let held = found.with_split(&split);
        assert_eq!((held.verdict, held.bayes.ready), (Verdict::SplitBroken, false));
    }

    #[test]
    fn fisher_is_exact_on_a_small_table() {
        // 3 of 4 against 1 of 4: 34 of 70 tables are at most as likely
        let p = fisher(Arm::new(3, 4), Arm::new(1, 4));
        assert!((p - 34.0 / 70.0).abs() < 1e-15, "{p}");
    }

    #[test]
    fn numbers_of_contacts_that_nobody_has_are_answered_too() {
        let found = compare(Arm::new(u64::MAX / 2, u64::MAX), Arm::new(1 << 62, u64::MAX));
        assert_eq!(found.verdict, Verdict::Worse);
        assert!(found.bayes.b_better < 1e-6 && found.bayes.loss_choosing_b.is_finite());
        let found = compare(Arm::new(400_000_000, 1 << 39), Arm::new(400_000_001, 1 << 39));
        assert!((found.fisher_p - found.z_test.p_two_sided).abs() < 1e-3, "{found:?}");
    }

    proptest! {
        #[test]
        fn comparisons_are_finite(xa in 0u64..60, na in 0u64..60, xb in 0u64..3_000_000, nb in 0u64..3_000_000) {
            let (a, b) = (Arm::new(xa, na), Arm::new(xb, nb));
            let found = compare(a, b);
            let inside = |p: f64| (0.0..=1.0).contains(&p);
            prop_assert!(inside(found.fisher_p) && inside(found.z_test.p_two_sided) && found.z_test.z.is_finite());
            prop_assert!(inside(found.bayes.b_better) && found.bayes.loss_choosing_b >= 0.0);
            if let Some(interval) = found.interval {
                prop_assert!(interval.low <= interval.high && interval.low.is_finite());
            }
            if let Some(score) = intervals::score(a, b, 0.95) {
                prop_assert!(score.low <= score.high, "{score:?}");
            }
            // exchanging the arms turns the difference around
            let other = compare(b, a);
            prop_assert!((other.fisher_p - found.fisher_p).abs() < 1e-9);
            prop_assert!((other.bayes.b_better + found.bayes.b_better - 1.0).abs() < 1e-6);
        }
    }
}
