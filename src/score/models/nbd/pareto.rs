//! Pareto/NBD (Schmittlein, Morrison and Colombo 1987), for comparison.
//!
//! Customers may drop out at any time rather than after an order. A fit costs two hypergeometric series for each
//! distinct history and pass, hundreds of times that of the other models, for nearly the same answers.

use super::{Grouped, History, Kind};
use crate::score::math::gamma::ln_gamma;
use crate::score::math::search::{Limits, nelder_mead};
use crate::score::math::series::{ln_add_exp, logistic, scaled_hypergeometric};
use crate::score::models::{Progress, Refusal, Watch};

/// Parameters, all above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Params {
    /// Shape of the gamma distribution of buying rates.
    pub r: f64,
    /// Its rate, in units of time.
    pub alpha: f64,
    /// Shape of the gamma distribution of dropping out.
    pub s: f64,
    /// Its rate, in units of time.
    pub beta: f64,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Its parameters.
    pub params: Params,
    /// The natural log-likelihood of all customers.
    pub log_likelihood: f64,
    /// Whether the search settled inside the limits.
    pub converged: bool,
}

impl Params {
    /// `ln A₀`: what having dropped out before the end contributes.
    fn ln_gone(&self, x: f64, recency: f64, age: f64) -> f64 {
        let sum = self.r + self.s + x;
        let (most, apart, second) = if self.alpha >= self.beta {
            (self.alpha, self.alpha - self.beta, self.s + 1.0)
        } else {
            (self.beta, self.beta - self.alpha, self.r + x)
        };
        // Euler's transformation: the first argument becomes 1
        let part = |t: f64| {
            let z = apart / (most + t);
            let left = if self.alpha >= self.beta { self.s } else { self.r + x - 1.0 };
            let series = scaled_hypergeometric(1.0, sum + 1.0 - second, sum + 1.0, z, 0.0);
            libm::log(series) - left * libm::log1p(-z) - sum * libm::log(most + t)
        };
        let (early, late) = (part(recency), part(age));
        early + libm::log(-libm::expm1((late - early).min(0.0)))
    }

    /// `ln` of the odds of having dropped out.
    fn ln_odds(&self, h: History) -> f64 {
        let x = f64::from(h.repeats);
        libm::log(self.s / (self.r + self.s + x))
            + (self.r + x) * libm::log(self.alpha + h.age)
            + self.s * libm::log(self.beta + h.age)
            + self.ln_gone(x, h.recency, h.age)
    }

    /// The log-likelihood of one history; `NaN` for endless times.
    pub fn log_likelihood(&self, history: History) -> f64 {
        let Some(h) = history.sound() else { return f64::NAN };
        let x = f64::from(h.repeats);
        ln_gamma(self.r + x) - ln_gamma(self.r) + self.r * libm::log(self.alpha)
            - (self.r + x) * libm::log(self.alpha + h.age)
            + self.s * libm::log(self.beta / (self.beta + h.age))
            + ln_add_exp(0.0, self.ln_odds(h))
    }

    /// The chance that the customer still buys.
    pub fn alive(&self, history: History) -> f64 {
        history.sound().map_or(f64::NAN, |h| logistic(-self.ln_odds(h)))
    }

    /// The mean number of orders within the next `t`; 0 for `t ≤ 0`.
    pub fn expected_orders(&self, history: History, t: f64) -> f64 {
        let Some(h) = history.sound() else { return f64::NAN };
        let s = if (self.s - 1.0).abs() < 1e-6 { 1.0 + 1e-6 } else { self.s };
        let rate = (self.r + f64::from(h.repeats)) / (self.alpha + h.age);
        let wait = libm::log1p(t.max(0.0) / (self.beta + h.age));
        let time = (self.beta + h.age) / (s - 1.0) * -libm::expm1(-(s - 1.0) * wait);
        self.alive(h) * rate * time
    }
}

/// Fits by maximum likelihood without a gradient.
///
/// # Errors
/// No usable history, or a watch that says stop.
pub fn fit(histories: &[History], watch: Watch) -> Result<Fit, Refusal> {
    // of the folded rows those of the other model know every history
    let grouped = Grouped::new(Kind::MbgNbd, histories);
    let n = f64::from(grouped.customers());
    if grouped.is_empty() {
        return Err(Refusal::Empty);
    }
    let mut passes = 0;
    let mut ask = |at: &[f64; 4]| {
        let [r, alpha, s, beta] = at.map(libm::exp);
        let params = Params { r, alpha, s, beta };
        let rows = grouped.rows.iter().map(|row| {
            let history = History {
                repeats: grouped.repeats[row.repeats as usize].0 as u32,
                recency: grouped.times[row.recency as usize],
                age: grouped.times[row.age as usize],
            };
            row.weight * params.log_likelihood(history)
        });
        let value = rows.sum::<f64>() / n;
        passes += 1;
        watch(Progress { passes, value }).then_some(-value)
    };
    let age = grouped.times.iter().zip(&grouped.ages).map(|(t, (w, _))| t * w / n).sum::<f64>();
    let start = [0.5, (age / 4.0).max(1e-4), 0.5, (age / 4.0).max(1e-4)].map(libm::log);
    let found = nelder_mead(&mut ask, start, &Limits::default()).ok_or(Refusal::Cancelled)?;
    let [r, alpha, s, beta] = found.at.map(libm::exp);
    Ok(Fit {
        params: Params { r, alpha, s, beta },
        log_likelihood: -found.value * n,
        converged: found.converged && found.at.iter().all(|x| x.abs() < 11.999),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_rate_may_be_the_larger() {
        let h = History { repeats: 2, recency: 30.43, age: 38.86 };
        let of = |alpha, beta| Params { r: 0.55, alpha, s: 0.6, beta }.log_likelihood(h);
        let (below, even, above) = (of(10.0, 10.0 + 1e-6), of(10.0, 10.0), of(10.0 + 1e-6, 10.0));
        assert!((below - even).abs() < 1e-6 && (above - even).abs() < 1e-6);
        assert!(of(1e4, 1e-4).is_finite() && of(1e-4, 1e4).is_finite());
    }

    #[test]
    fn nothing_is_refused_and_a_watch_stops() {
        assert_eq!(fit(&[], &mut |_| true), Err(Refusal::Empty));
        let one = [History { repeats: 1, recency: 3.0, age: 9.0 }; 5];
        assert_eq!(fit(&one, &mut |_| false), Err(Refusal::Cancelled));
    }
}
