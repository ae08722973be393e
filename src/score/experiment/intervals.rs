//! Intervals of one proportion and of the difference of two.

use super::Interval;
use super::proportions::Arm;
use crate::score::math::beta::beta_quantile;
use crate::score::math::normal::normal_quantile;

/// The quantile that leaves half of `1 − confidence` above it.
pub(super) fn z_of(confidence: f64) -> f64 {
    normal_quantile(0.5 + 0.5 * confidence)
}

/// Wilson's score interval; `None` without contacts.
pub fn wilson(arm: Arm, confidence: f64) -> Option<Interval> {
    let n = arm.n();
    let z2 = z_of(confidence) * z_of(confidence);
    let p = arm.rate()?;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = (z2 * (p * (1.0 - p) + z2 / (4.0 * n)) / n).sqrt() / (1.0 + z2 / n);
    let mut interval = Interval::around(middle, half)?;
    // at the ends of the scale the bound is exact
    if arm.conversions == 0 {
        interval.low = 0.0;
    }
    if arm.conversions == arm.contacts {
        interval.high = 1.0;
    }
    Some(interval)
}

/// Clopper and Pearson's exact interval; `None` without contacts.
pub fn clopper_pearson(arm: Arm, confidence: f64) -> Option<Interval> {
    arm.rate()?;
    let tail = 0.5 * (1.0 - confidence);
    let (x, rest) = (arm.x(), arm.n() - arm.x());
    let low = if arm.conversions == 0 { 0.0 } else { beta_quantile(x, rest + 1.0, tail) };
    let high = if rest > 0.0 { beta_quantile(x + 1.0, rest, 1.0 - tail) } else { 1.0 };
    (low.is_finite() && high.is_finite()).then_some(Interval { low, high })
}

/// The interval of B − A from the spread of both rates alone; too narrow for small arms.
pub fn wald(a: Arm, b: Arm, confidence: f64) -> Option<Interval> {
    let (pa, pb) = (a.rate()?, b.rate()?);
    let variance = pa * (1.0 - pa) / a.n() + pb * (1.0 - pb) / b.n();
    Interval::around(pb - pa, z_of(confidence) * variance.sqrt())
}

/// Agresti and Caffo's interval of B − A: one success and one failure more on each side.
pub fn agresti_caffo(a: Arm, b: Arm, confidence: f64) -> Option<Interval> {
    let (na, nb) = (a.n() + 2.0, b.n() + 2.0);
    let (pa, pb) = ((a.x() + 1.0) / na, (b.x() + 1.0) / nb);
    let variance = pa * (1.0 - pa) / na + pb * (1.0 - pb) / nb;
    Interval::around(pb - pa, z_of(confidence) * variance.sqrt())
}

/// Newcombe's interval of B − A from the Wilson intervals of both (1998, method 10); `None` when an arm has no contacts.
pub fn newcombe(a: Arm, b: Arm, confidence: f64) -> Option<Interval> {
    let (pa, pb) = (a.rate()?, b.rate()?);
    let (wa, wb) = (wilson(a, confidence)?, wilson(b, confidence)?);
    let root = |x: f64, y: f64| (x * x + y * y).sqrt();
    Some(Interval {
        low: pb - pa - root(pb - wb.low, wa.high - pa),
        high: pb - pa + root(wb.high - pb, pa - wa.low),
    })
}

/// Miettinen and Nurminen's score interval of B − A: the differences that the score test does not reject. `None` when an arm has
/// no contacts, and when nobody or everybody converted, where the score has no spread.
pub fn score(a: Arm, b: Arm, confidence: f64) -> Option<Interval> {
    let difference = b.rate()? - a.rate()?;
    let all = a.n() + b.n();
    if a.is_nobody_or_everybody_with(b) || all < 2.0 {
        return None;
    }
    let z = z_of(confidence);
    let edge = |mut inside: f64, mut outside: f64| {
        for _ in 0..200 {
            let middle = 0.5 * (inside + outside);
            let accepted = score_z(a, b, difference, middle).is_some_and(|found| found <= z);
            if accepted {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        inside
    };
    Some(Interval { low: edge(difference, -1.0), high: edge(difference, 1.0) })
}

/// How many standard errors the found difference is from `delta`; `None` where there is no spread.
fn score_z(a: Arm, b: Arm, difference: f64, delta: f64) -> Option<f64> {
    let pa = constrained(a, b, delta);
    let pb = (pa + delta).clamp(0.0, 1.0);
    let all = a.n() + b.n();
    let variance = (pa * (1.0 - pa) / a.n() + pb * (1.0 - pb) / b.n()) * all / (all - 1.0);
    if (difference - delta).abs() < f64::MIN_POSITIVE {
        return Some(0.0);
    }
    (variance > 0.0).then(|| (difference - delta).abs() / variance.sqrt())
}

/// The likeliest rate of A when B's is higher by `delta`.
fn constrained(a: Arm, b: Arm, delta: f64) -> f64 {
    let (mut low, mut high) = ((-delta).max(0.0), (1.0 - delta).min(1.0));
    let part = |count: f64, rate: f64| if count > 0.0 { count / rate.max(1e-300) } else { 0.0 };
    for _ in 0..100 {
        let pa = 0.5 * (low + high);
        let pb = pa + delta;
        let slope = part(a.x(), pa) - part(a.n() - a.x(), 1.0 - pa) + part(b.x(), pb)
            - part(b.n() - b.x(), 1.0 - pb);
        if slope > 0.0 {
            low = pa;
        } else {
            high = pa;
        }
    }
    0.5 * (low + high)
}
