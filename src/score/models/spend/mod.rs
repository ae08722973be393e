//! What a customer spends per order (Gamma-Gamma, Fader and Hardie 2013) and what he is worth (CLV).
//!
//! The mean order of a customer is gamma distributed around his own mean, whose rate is gamma distributed over
//! customers. The model believes that how much is spent does not depend on how often: [`Fit::correlation`] tells how
//! far that is from true.

mod fit;
pub mod value;

pub use fit::{Fit, Options, fit};

use serde::{Deserialize, Serialize};

/// What the model knows of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spender {
    /// Orders after the first.
    pub repeats: u32,
    /// The mean value of those.
    pub mean: f64,
}

impl Spender {
    /// Whether the model learns from this customer: someone who came back, and paid.
    pub fn counts(&self) -> bool {
        self.repeats > 0 && self.mean.is_finite() && self.mean > 0.0
    }
}

/// Parameters, all above 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Shape of the gamma distribution of one order.
    pub p: f64,
    /// Shape of the gamma distribution over customers.
    pub q: f64,
    /// Its rate, in units of money.
    pub v: f64,
}

impl Params {
    /// Whether all are finite and above 0.
    pub fn is_sound(&self) -> bool {
        [self.p, self.q, self.v].iter().all(|x| x.is_finite() && *x > 0.0)
    }

    /// The mean value of a future order, `p (v + x m) / (p x + q − 1)`.
    ///
    /// Without repeats the mean of all customers. `None` where it does not exist (`p x + q ≤ 1`) or the customer's mean
    /// is no amount above 0.
    pub fn expected_value(&self, spender: Spender) -> Option<f64> {
        if spender.repeats > 0 && !spender.counts() {
            return None;
        }
        let x = f64::from(spender.repeats);
        let spent = if spender.repeats == 0 { 0.0 } else { x * spender.mean };
        let below = self.p * x + self.q - 1.0;
        let value = self.p * (self.v + spent) / below;
        (below > 0.0 && value.is_finite()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_that_does_not_exist_is_missing() {
        let heavy = Params { p: 2.0, q: 0.9, v: 10.0 };
        assert_eq!(heavy.expected_value(Spender::default()), None);
        assert!(heavy.expected_value(Spender { repeats: 1, mean: 10.0 }).is_some());
        assert_eq!(heavy.expected_value(Spender { repeats: 1, mean: -3.0 }), None);
        let light = Params { p: 6.0, q: 4.0, v: 15.0 };
        assert!((light.expected_value(Spender::default()).unwrap() - 30.0).abs() < 1e-12);
    }
}
