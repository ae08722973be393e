//! The parameters that make the histories most likely.

use super::likelihood::gradient;
use super::{Grouped, History, Kind, Params};
use crate::score::math::search::{Found, Limits, bfgs, nelder_mead};
use crate::score::models::{Progress, Refusal, Watch};
use serde::Serialize;

/// What a fit takes at least.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Minimum {
    /// Customers with at least one order.
    pub customers: u32,
    /// Customers with at least two.
    pub repeats: u32,
    /// The longest age, in medians of the time between two orders.
    pub gaps: f64,
}

impl Minimum {
    /// Any data at all.
    pub const NONE: Self = Self { customers: 1, repeats: 1, gaps: 0.0 };
}

impl Default for Minimum {
    fn default() -> Self {
        Self { customers: 200, repeats: 50, gaps: 3.0 }
    }
}

/// How a fit is made.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Options {
    /// Which model.
    pub kind: Kind,
    /// What it takes.
    pub minimum: Minimum,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fit {
    /// Which model.
    pub kind: Kind,
    /// Its parameters.
    pub params: Params,
    /// The natural log-likelihood of all customers at the parameters.
    pub log_likelihood: f64,
    /// Whether the search settled.
    pub converged: bool,
    /// Whether a parameter ended at the limit of the search (e^±12): the model does not describe these data.
    pub at_bound: bool,
    /// Passes over the data.
    pub passes: u32,
    /// Customers that counted.
    pub customers: u32,
    /// Customers left out because their times are no numbers.
    pub ignored: u32,
    /// Distinct histories.
    pub distinct: u32,
}

impl Fit {
    /// Whether the parameters may be used: settled and inside the limits.
    pub fn is_applicable(&self) -> bool {
        self.converged && !self.at_bound && self.params.is_sound()
    }
}

/// Whether there is enough to learn from: customers, repeat customers, and a window against the median gap.
///
/// The window is the longest age; the gap of a customer is recency by repeats, and its median is the upper one.
pub fn enough(histories: &[History], minimum: &Minimum) -> Result<(), Refusal> {
    let sound = || histories.iter().filter_map(|h| h.sound());
    let have = sound().count() as u32;
    if have < minimum.customers {
        return Err(Refusal::TooFewCustomers { have, need: minimum.customers });
    }
    let repeated = sound().filter(|h| h.repeats > 0);
    let mut gaps: Vec<f64> = repeated.map(|h| h.recency / f64::from(h.repeats)).collect();
    if (gaps.len() as u32) < minimum.repeats {
        return Err(Refusal::TooFewRepeats { have: gaps.len() as u32, need: minimum.repeats });
    }
    let middle = gaps.len() / 2;
    let window = sound().map(|h| h.age).fold(0.0, f64::max);
    if !gaps.is_empty() {
        let (_, median, _) = gaps.select_nth_unstable_by(middle, f64::total_cmp);
        let need = minimum.gaps * *median;
        if window < need {
            return Err(Refusal::TooShort { window, need });
        }
    }
    Ok(())
}

/// Histories above which a sample finds the place to start from.
const SAMPLE: usize = 16_384;

/// Fits one model by maximum likelihood in the logarithms of the parameters, each within ±12.
///
/// A search by gradient from `(½, mean age / 4, ½, 1)`, first on a sample of large data; the simplex search takes over
/// where it does not settle. The result tells whether it settled and whether it ran into the limits; see
/// [`Fit::is_applicable`].
///
/// # Errors
/// Too little data by [`Options::minimum`], or a watch that says stop.
pub fn fit(histories: &[History], options: &Options, watch: Watch) -> Result<Fit, Refusal> {
    enough(histories, &options.minimum)?;
    let kind = options.kind;
    let mut passes = 0;
    let mut start = None;
    if histories.len() > 2 * SAMPLE {
        let step = histories.len() / SAMPLE;
        let sample = Grouped::every(kind, histories, step);
        let mut quiet = |p: Progress| watch(Progress { value: f64::NAN, ..p });
        start = Some(search(&sample, None, &mut passes, &mut quiet)?)
            .filter(|s| s.converged && s.at.iter().all(|p| p.abs() < 10.0));
    }
    let grouped = Grouped::new(kind, histories);
    if grouped.customers() == 0 {
        return Err(Refusal::Empty);
    }
    let found = search(&grouped, start, &mut passes, watch)?;
    let params = Params::from_list(found.at.map(libm::exp));
    let limit = Limits::default().bound - 0.1;
    Ok(Fit {
        kind,
        params,
        log_likelihood: -found.value * f64::from(grouped.customers()),
        converged: found.converged,
        at_bound: found.at.iter().any(|p| p.abs() >= limit),
        passes,
        customers: grouped.customers(),
        ignored: grouped.ignored(),
        distinct: grouped.len() as u32,
    })
}

/// The best place for grouped histories, from a known place or the usual one.
fn search(
    grouped: &Grouped,
    known: Option<Found<4>>,
    passes: &mut u32,
    watch: Watch,
) -> Result<Found<4>, Refusal> {
    let n = f64::from(grouped.customers().max(1));
    let total: f64 = grouped.times.iter().zip(&grouped.ages).map(|(t, (w, _))| t * w).sum();
    let usual = [0.5, (total / n / 4.0).max(1e-4), 0.5, 1.0].map(libm::log);
    let mut ask = |at: &[f64; 4], out: &mut [f64; 4]| {
        let params = Params::from_list(at.map(libm::exp));
        let value = gradient(grouped, &params, out) / n;
        for (slope, p) in out.iter_mut().zip(params.list()) {
            *slope *= -p / n;
        }
        *passes += 1;
        watch(Progress { passes: *passes, value }).then_some(-value)
    };
    let limits = Limits { evaluations: 200, ..Limits::default() };
    let start = known.map_or(usual, |found| found.at);
    let first = bfgs(&mut ask, start, known.map(|found| found.inverse), &limits)
        .ok_or(Refusal::Cancelled)?;
    // who runs into the limits does not come back
    let at_bound = first.at.iter().any(|p| p.abs() >= limits.bound - 0.1);
    if first.converged || at_bound {
        return Ok(first);
    }
    let mut plain = |at: &[f64; 4]| ask(at, &mut [0.0; 4]);
    let rough = nelder_mead(&mut plain, usual, &Limits { evaluations: 600, ..limits })
        .ok_or(Refusal::Cancelled)?;
    let last = bfgs(&mut ask, rough.at, None, &limits).ok_or(Refusal::Cancelled)?;
    let mut best = if last.value <= rough.value { last } else { rough };
    if first.value < best.value {
        best = first;
    }
    best.converged = first.converged || rough.converged || last.converged;
    Ok(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::math::random::Pcg;

    /// Customers as BG/NBD believes them.
    fn world(n: u32, params: &Params, seed: u64) -> Vec<History> {
        let mut pcg = Pcg::new(seed);
        let mut one = || {
            let rate = pcg.gamma(params.r) / params.alpha;
            let drop = pcg.beta(params.a, params.b);
            let age = (100.0 + pcg.unit() * 400.0).floor();
            let (mut at, mut last, mut repeats) = (0.0, 0.0, 0);
            loop {
                at += pcg.exponential() / rate.max(1e-12);
                if at > age {
                    break;
                }
                (last, repeats) = (at, repeats + 1);
                if pcg.unit() < drop {
                    break;
                }
            }
            History { repeats, recency: last, age }
        };
        (0..n).map(|_| one()).collect()
    }

    #[test]
    fn parameters_of_a_world_are_found_again() {
        let truth = Params { r: 0.8, alpha: 25.0, a: 1.2, b: 3.5 };
        let histories = world(40_000, &truth, 5);
        let options = Options { kind: Kind::BgNbd, ..Options::default() };
        let found = fit(&histories, &options, &mut |_| true).unwrap();
        assert!(found.is_applicable());
        for (got, was) in found.params.list().iter().zip(truth.list()) {
            assert!((got / was - 1.0).abs() < 0.1, "{found:?}");
        }
    }

    #[test]
    fn too_little_is_refused_with_numbers() {
        let few = world(120, &Params { r: 0.8, alpha: 25.0, a: 1.2, b: 3.5 }, 1);
        let refused = fit(&few, &Options::default(), &mut |_| true).unwrap_err();
        assert_eq!(refused, Refusal::TooFewCustomers { have: 120, need: 200 });
        let once = vec![History { repeats: 0, recency: 0.0, age: 50.0 }; 300];
        let refused = fit(&once, &Options::default(), &mut |_| true).unwrap_err();
        assert_eq!(refused, Refusal::TooFewRepeats { have: 0, need: 50 });
        let slow = vec![History { repeats: 1, recency: 40.0, age: 50.0 }; 300];
        let refused = fit(&slow, &Options::default(), &mut |_| true).unwrap_err();
        assert_eq!(refused, Refusal::TooShort { window: 50.0, need: 120.0 });
    }

    #[test]
    fn a_watch_ends_the_search() {
        let histories = world(1000, &Params { r: 0.8, alpha: 25.0, a: 1.2, b: 3.5 }, 2);
        let stopped = fit(&histories, &Options::default(), &mut |p| p.passes < 4);
        assert_eq!(stopped.unwrap_err(), Refusal::Cancelled);
    }

    #[test]
    fn data_of_no_such_world_are_told_apart() {
        // everybody orders every day: neither drop-out nor spread
        let daily = vec![History { repeats: 90, recency: 90.0, age: 90.0 }; 400];
        let options = Options { kind: Kind::MbgNbd, minimum: Minimum::NONE };
        let found = fit(&daily, &options, &mut |_| true).unwrap();
        assert!(!found.is_applicable(), "{found:?}");
        assert!(found.log_likelihood.is_finite());
    }
}
