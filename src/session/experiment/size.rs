//! How many contacts a test of rates needs.

use super::bad;
use super::words::percent;
use crate::error::Result;
use crate::score::experiment::size::{Plan, for_rates};
use crate::session::scores::note;
use crate::session::{SampleSize, SampleSizeInput, Session};

/// The most arms beside the control.
const MOST_ARMS: u32 = 19;

impl Session {
    /// How many contacts a test needs to tell one rate from another.
    ///
    /// # Errors
    /// [`crate::Code::BadExperiment`] for rates that are none or the same, both or neither of `target` and `lift`, and other
    /// numbers out of range.
    pub fn sample_size(input: &SampleSizeInput) -> Result<SampleSize> {
        let baseline = input.baseline;
        if !(baseline > 0.0 && baseline < 1.0) {
            return Err(bad(&"the rate of the control is above 0 and below 1").at("baseline"));
        }
        let target = match (input.target, input.lift) {
            (Some(target), None) => target,
            (None, Some(lift)) => baseline * (1.0 + lift),
            _ => return Err(bad(&"it takes a target or a lift, one of them").at("target")),
        };
        if !(0.0..=1.0).contains(&target) {
            return Err(bad(&"the rate that is to be found is between 0 and 1").at("target"));
        }
        let arms = input.arms.unwrap_or(1);
        if !(1..=MOST_ARMS).contains(&arms) {
            return Err(
                bad(&format!("there are 1 to {MOST_ARMS} arms beside the control")).at("arms")
            );
        }
        let usual = Plan::default();
        let alpha = input.alpha.unwrap_or(usual.alpha);
        let plan = Plan {
            alpha: alpha / f64::from(arms),
            power: input.power.unwrap_or(usual.power),
            ratio: input.ratio.unwrap_or(usual.ratio),
            alternative: input.alternative.unwrap_or_default(),
        };
        let found = for_rates(baseline, target, &plan).map_err(|refusal| bad(&refusal))?;
        let control = found.contacts;
        let arm = (found.n * plan.ratio).ceil() as u64;
        let total = control.saturating_add(arm.saturating_mul(arms.into()));
        let note = note(
            "experiment.size",
            &[
                ("baseline", &percent(baseline)),
                ("target", &percent(target)),
                ("control", &control),
                ("arm", &arm),
                ("arms", &(arms + 1)),
                ("total", &total),
                ("power", &percent(plan.power)),
                ("alpha", &percent(alpha)),
            ],
        );
        Ok(SampleSize { target, control, arm, total, cohen_h: found.cohen_h, note })
    }
}
