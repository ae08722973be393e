//! What fitted parameters say of one customer.

use super::living::orders_of_the_living;
use super::{History, Kind};
use crate::score::math::series::logistic;
use serde::{Deserialize, Serialize};

/// Parameters of either model, all above 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Shape of the gamma distribution of buying rates.
    pub r: f64,
    /// Its rate, in units of time.
    pub alpha: f64,
    /// First parameter of the beta distribution of dropping out.
    pub a: f64,
    /// Second parameter of it.
    pub b: f64,
}

impl Params {
    /// r, α, a, b.
    pub fn list(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// From r, α, a, b.
    pub fn from_list([r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b }
    }

    /// Whether all are finite and above 0.
    pub fn is_sound(&self) -> bool {
        self.list().iter().all(|p| p.is_finite() && *p > 0.0)
    }

    /// b' of the formulas.
    pub(super) fn shift(&self, kind: Kind) -> f64 {
        match kind {
            Kind::BgNbd => self.b,
            Kind::MbgNbd => self.b + 1.0,
        }
    }

    /// The chance that the customer still buys; 1 for BG/NBD without repeats.
    ///
    /// Times that cannot be (negative, or a last order after the end) are clamped; `NaN` for endless times.
    pub fn alive(&self, kind: Kind, history: History) -> f64 {
        let Some(h) = history.sound() else { return f64::NAN };
        if kind == Kind::BgNbd && h.repeats == 0 {
            return 1.0;
        }
        let x = f64::from(h.repeats);
        let gap = libm::log1p((h.age - h.recency) / (self.alpha + h.recency));
        let odds = libm::log(self.a / (self.shift(kind) + x - 1.0)) + (self.r + x) * gap;
        logistic(-odds)
    }

    /// The chance of at least one order within the next `t`; 0 for `t ≤ 0`.
    pub fn any_order(&self, kind: Kind, history: History, t: f64) -> f64 {
        let Some(h) = history.sound() else { return f64::NAN };
        let wait = libm::log1p(t.max(0.0) / (self.alpha + h.age));
        self.alive(kind, h) * -libm::expm1(-(self.r + f64::from(h.repeats)) * wait)
    }

    /// The mean number of orders within the next `t`; 0 for `t ≤ 0`, never more than of who cannot drop out.
    pub fn expected_orders(&self, kind: Kind, history: History, t: f64) -> f64 {
        let Some(h) = history.sound() else { return f64::NAN };
        if t <= 0.0 {
            return 0.0;
        }
        let x = f64::from(h.repeats);
        let ahead = t / (self.alpha + h.age);
        let mean = orders_of_the_living(self.a, self.shift(kind) + x, self.r + x, ahead);
        let alive = self.alive(kind, h);
        let most = alive * (self.r + x) * ahead;
        let found = alive * mean;
        if found.is_finite() { found.clamp(0.0, most) } else { most.min(f64::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CDNOW: Params = Params { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

    #[test]
    fn who_ordered_once_is_alive_for_bg_alone() {
        let once = History { repeats: 0, recency: 0.0, age: 300.0 };
        assert!((CDNOW.alive(Kind::BgNbd, once) - 1.0).abs() < 1e-15);
        assert!((CDNOW.alive(Kind::MbgNbd, once) - 0.522_337_444_414_113).abs() < 1e-12);
        let new = History::default();
        assert!((CDNOW.alive(Kind::MbgNbd, new) - 2.426 / (0.793 + 2.426)).abs() < 1e-15);
    }

    #[test]
    fn chances_stay_chances_and_counts_finite_at_the_edges() {
        let edges = [1e-5, 0.3, 1.0, 40.0, 1.6e5];
        for (i, r) in edges.iter().enumerate() {
            for a in edges {
                for kind in [Kind::BgNbd, Kind::MbgNbd] {
                    let params = Params { r: *r, alpha: edges[4 - i], a, b: edges[(i + 2) % 5] };
                    for repeats in [0, 1, 30, 100_000] {
                        for (recency, age) in [(0.0, 0.0), (0.0, 1e9), (5.0, 1.0), (1e5, 1e5)] {
                            let h = History { repeats, recency, age };
                            for t in [-1.0, 0.0, 1e-9, 30.0, 1e12] {
                                let any = params.any_order(kind, h, t);
                                assert!((0.0..=1.0).contains(&any), "{params:?} {h:?} {t}: {any}");
                                let mean = params.expected_orders(kind, h, t);
                                assert!(
                                    mean.is_finite() && mean >= 0.0,
                                    "{params:?} {h:?} {t}: {mean}"
                                );
                            }
                        }
                    }
                }
            }
        }
        assert!(
            CDNOW.alive(Kind::BgNbd, History { repeats: 1, recency: 0.0, age: f64::NAN }).is_nan()
        );
    }

    #[test]
    fn the_mean_of_a_moment_is_a_chance() {
        let h = History { repeats: 3, recency: 20.0, age: 30.0 };
        for kind in [Kind::BgNbd, Kind::MbgNbd] {
            let (mean, any) =
                (CDNOW.expected_orders(kind, h, 1e-3), CDNOW.any_order(kind, h, 1e-3));
            assert!((mean / any - 1.0).abs() < 1e-4);
        }
    }
}
