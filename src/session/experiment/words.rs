//! What a test says in words.

use super::judge::Decided;
use crate::score::experiment::Interval;
use crate::score::experiment::proportions::Verdict;
use crate::session::scores::note;
use crate::session::{MeanPair, PairResult, RatePair, ScoreNote, TestArm, TestInput};

/// A share in percent with two digits.
pub(super) fn percent(share: f64) -> f64 {
    rounded(share * 100.0)
}

/// A number with two digits.
pub(super) fn rounded(value: f64) -> f64 {
    let scaled = value * 100.0;
    if scaled.is_finite() { scaled.round() / 100.0 } else { value }
}

/// The name of a verdict on the wire.
fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::CannotTell => "cannot_tell",
        Verdict::NotSignificant => "not_significant",
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::SplitBroken => "split_broken",
    }
}

fn ends(interval: Option<Interval>, told: impl Fn(f64) -> f64) -> (String, String) {
    let text = |value: f64| told(value).to_string();
    interval.map_or_else(Default::default, |i| (text(i.low), text(i.high)))
}

/// The sentence about an arm and the control.
pub(super) fn pair(
    control: &TestArm,
    arm: &TestArm,
    rates: Option<&RatePair>,
    means: Option<&MeanPair>,
    confidence: f64,
) -> ScoreNote {
    let level = percent(confidence);
    if let Some(rates) = rates {
        let rate = |arm: &TestArm| {
            let conversions = arm.conversions.unwrap_or(0).min(arm.contacts) as f64;
            if arm.contacts > 0 { percent(conversions / arm.contacts as f64) } else { 0.0 }
        };
        let (low, high) = ends(rates.interval, percent);
        let points = percent(rates.difference.unwrap_or(0.0));
        return note(
            "test.pair",
            &[
                ("arm", &arm.name),
                ("control", &control.name),
                ("b", &rate(arm)),
                ("a", &rate(control)),
                ("points", &points),
                ("low", &low),
                ("high", &high),
                ("confidence", &level),
                ("verdict", &name(rates.verdict)),
            ],
        );
    }
    let (difference, verdict, interval) = means.map_or((0.0, Verdict::CannotTell, None), |means| {
        (means.difference, means.verdict, means.interval)
    });
    let (low, high) = ends(interval, rounded);
    note(
        "test.pair_means",
        &[
            ("arm", &arm.name),
            ("control", &control.name),
            ("b", &rounded(arm.mean.unwrap_or(0.0))),
            ("a", &rounded(control.mean.unwrap_or(0.0))),
            ("difference", &rounded(difference)),
            ("low", &low),
            ("high", &high),
            ("confidence", &level),
            ("verdict", &name(verdict)),
        ],
    )
}

/// What is said beside the sentences about pairs.
pub(super) fn notes(input: &TestInput, decided: &Decided) -> Vec<ScoreNote> {
    let mut notes = Vec::new();
    if decided.split.alarm {
        notes.push(note("test.split_broken", &[("p", &tiny(decided.split.p))]));
    } else if let Some(arm) = decided.winner.and_then(|at| input.arms.get(at as usize)) {
        notes.push(note("test.winner", &[("arm", &arm.name)]));
    } else {
        notes.push(note("test.no_winner", &[]));
    }
    notes.extend(decided.pairs.iter().map(|pair| pair.note.clone()));
    if let Some(overall) = decided.overall {
        let arms = input.arms.len();
        notes.push(note("test.overall", &[("arms", &arms), ("p", &tiny(overall.p))]));
    }
    notes.extend(decided.pairs.iter().flat_map(|pair| beside(input, pair, decided.split.alarm)));
    if input.method.early {
        notes.push(note("test.early", &[]));
    }
    notes
}

/// What else there is to say of a pair.
fn beside(input: &TestInput, pair: &PairResult, broken: bool) -> Vec<ScoreNote> {
    let mut notes = Vec::new();
    let arm = input.arms.get(pair.arm as usize).map_or("", |arm| arm.name.as_str());
    if let Some(rates) = &pair.rates {
        if rates.fisher.is_some() {
            notes.push(note("test.small", &[("arm", &arm)]));
        }
        if rates.verdict != Verdict::CannotTell && rates.relative_uplift.is_none() {
            notes.push(note("test.control_zero", &[("arm", &arm)]));
        }
        if !broken {
            let template = if rates.bayes.ready { "test.ready" } else { "test.chance" };
            let chance = percent(rates.bayes.b_better);
            let loss = rounded(percent(rates.bayes.loss_choosing_b) * 100.0) / 100.0;
            notes.push(note(template, &[("arm", &arm), ("chance", &chance), ("loss", &loss)]));
        }
        if let Some(means) = &pair.means {
            let control = input.arms.get(input.control as usize);
            let own = input.arms.get(pair.arm as usize);
            if let (Some(control), Some(own)) = (control, own) {
                let confidence = input.method.confidence;
                notes.push(self::pair(control, own, None, Some(means), confidence));
            }
        }
    }
    if let Some(cuped) = pair.means.as_ref().and_then(|means| means.cuped) {
        let saved = percent(1.0 - cuped.variance_ratio);
        notes.push(note("test.cuped", &[("arm", &arm), ("saved", &saved)]));
    }
    notes
}

/// A chance that may be very small.
fn tiny(p: f64) -> String {
    if p < 0.0001 { "<0.0001".to_owned() } else { ((p * 10_000.0).round() / 10_000.0).to_string() }
}
