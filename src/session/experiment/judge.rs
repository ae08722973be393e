//! What a test says whose numbers are known.

use super::words;
use super::{bad, split_check};
use crate::error::Result;
use crate::score::experiment::intervals::{agresti_caffo, newcombe, score, wilson};
use crate::score::experiment::means::{Cuped, Estimate, Moments, Scale, estimate};
use crate::score::experiment::proportions::{Arm, Verdict, compare};
use crate::score::experiment::sequential::{Sequential, TUNING, sequential};
use crate::score::experiment::several::{compare_several, holm};
use crate::session::{
    ArmResult, MeanPair, OverallTest, PairResult, RatePair, ScoreNote, Session, SplitCheck,
    TestArm, TestInput, TestInterval, TestMethod, TestReport,
};

/// The most arms of a test.
pub(super) const MOST_ARMS: usize = 20;
/// Numbers of contacts beyond this are no whole numbers any more.
const MOST_CONTACTS: u64 = 1 << 53;

impl Default for TestMethod {
    fn default() -> Self {
        Self { interval: TestInterval::Newcombe, confidence: 0.95, early: false, tuning: TUNING }
    }
}

/// What is decided before it is put into words.
pub(super) struct Decided {
    pub split: SplitCheck,
    pub overall: Option<OverallTest>,
    pub pairs: Vec<PairResult>,
    pub winner: Option<u32>,
}

/// What the time before explains of an arm against the control.
pub(super) type Adjusted = Option<(Cuped, Estimate)>;

impl Session {
    /// What a test says by the numbers of its arms.
    ///
    /// # Errors
    /// [`crate::Code::BadExperiment`] for numbers that cannot hold, with their path.
    pub fn test_result(input: &TestInput) -> Result<TestReport> {
        judged(input, &[])
    }
}

/// The same, with what the time before explains of each other arm where it is known.
pub(super) fn judged(input: &TestInput, adjusted: &[Adjusted]) -> Result<TestReport> {
    check(input)?;
    let weights: Vec<f64> = input.arms.iter().map(|arm| arm.weight.unwrap_or(1.0)).collect();
    let contacts: Vec<u64> = input.arms.iter().map(|arm| arm.contacts).collect();
    let split = split_check(&contacts, &weights);
    let control = input.control as usize;
    let Some(base) = input.arms.get(control) else { return Err(bad(&"there is no control")) };
    let others: Vec<(u32, &TestArm)> =
        (0..).zip(&input.arms).filter(|(at, _)| *at != input.control).collect();
    let mut rates = rate_pairs(base, &others, &input.method);
    let mut means = mean_pairs(base, &others, adjusted, &input.method);
    if split.alarm {
        for rates in rates.iter_mut().flatten() {
            rates.verdict = Verdict::SplitBroken;
            rates.bayes.ready = false;
        }
        means.iter_mut().flatten().for_each(|means| means.verdict = Verdict::SplitBroken);
    }
    let confidence = input.method.confidence;
    let pairs: Vec<PairResult> = others
        .iter()
        .zip(rates.into_iter().zip(means))
        .map(|((at, arm), (rates, means))| {
            let note: ScoreNote =
                words::pair(base, arm, rates.as_ref(), means.as_ref(), confidence);
            PairResult { arm: *at, rates, means, note }
        })
        .collect();
    let several: Option<Vec<Arm>> = input.arms.iter().map(counted).collect();
    let overall = several.filter(|arms| arms.len() > 2).map(|arms| {
        let found = compare_several(&arms, control);
        OverallTest { chi2: found.chi2, p: found.p }
    });
    let winner = winner(&pairs);
    let decided = Decided { split, overall, pairs, winner };
    let notes = words::notes(input, &decided);
    let arms = input.arms.iter().map(|arm| told(arm, confidence)).collect();
    let Decided { split, overall, pairs, winner } = decided;
    Ok(TestReport {
        control: input.control,
        confidence,
        arms,
        split,
        overall,
        pairs,
        winner,
        notes,
    })
}

fn check(input: &TestInput) -> Result<()> {
    let arms = &input.arms;
    if !(2..=MOST_ARMS).contains(&arms.len()) {
        return Err(bad(&format!("a test has 2 to {MOST_ARMS} arms")).at("arms"));
    }
    if input.control as usize >= arms.len() {
        return Err(bad(&"there is no such control").at("control"));
    }
    let TestMethod { confidence, tuning, .. } = input.method;
    if !(0.5..=0.999).contains(&confidence) {
        return Err(bad(&"the confidence is between 0.5 and 0.999").at("method.confidence"));
    }
    if !(1.0..=1e12).contains(&tuning) {
        return Err(bad(&"the tuning is between 1 and 1e12").at("method.tuning"));
    }
    for (at, arm) in arms.iter().enumerate() {
        let fail = |reason: &str, part: &str| Err(bad(&reason).at(&format!("arms[{at}].{part}")));
        if arm.contacts > MOST_CONTACTS {
            return fail("there are too many contacts", "contacts");
        }
        if arm.conversions.is_some_and(|n| n > arm.contacts) {
            return fail("more contacts converted than there are", "conversions");
        }
        if arm.mean.is_some() != arm.variance.is_some() {
            return fail("a mean needs its variance", "variance");
        }
        if arm.mean.is_some_and(|mean| !mean.is_finite() || mean.abs() > 1e100) {
            return fail("the mean is no number", "mean");
        }
        if arm.variance.is_some_and(|v| !(0.0..=1e200).contains(&v)) {
            return fail("a variance is 0 or more", "variance");
        }
        if arm.weight.is_some_and(|w| !(0.0..=1e12).contains(&w)) {
            return fail("a weight is 0 or more", "weight");
        }
    }
    if arms.iter().all(|arm| arm.weight.is_some_and(|w| w <= 0.0)) {
        return Err(bad(&"no arm has a weight").at("arms"));
    }
    let convert = arms.iter().filter(|arm| arm.conversions.is_some()).count();
    let measure = arms.iter().filter(|arm| arm.mean.is_some()).count();
    let all_or_none = |count: usize| count == 0 || count == arms.len();
    if !all_or_none(convert) || !all_or_none(measure) || convert + measure == 0 {
        let reason = "every arm has conversions, or every arm has a mean with its variance";
        return Err(bad(&reason).at("arms"));
    }
    Ok(())
}

/// An arm whose conversions are known.
fn counted(arm: &TestArm) -> Option<Arm> {
    Some(Arm::new(arm.conversions?, arm.contacts))
}

fn told(arm: &TestArm, confidence: f64) -> ArmResult {
    let counted = counted(arm);
    ArmResult {
        name: arm.name.clone(),
        contacts: arm.contacts,
        conversions: arm.conversions,
        rate: counted.and_then(Arm::rate),
        interval: counted.and_then(|arm| wilson(arm, confidence)),
        mean: arm.mean,
        variance: arm.variance,
    }
}

/// What a p that was held against the number of arms says.
fn verdict(difference: Option<f64>, p: f64, method: &TestMethod) -> Verdict {
    match difference {
        Some(difference) if p < 1.0 - method.confidence && difference > 0.0 => Verdict::Better,
        Some(difference) if p < 1.0 - method.confidence && difference < 0.0 => Verdict::Worse,
        Some(_) => Verdict::NotSignificant,
        None => Verdict::CannotTell,
    }
}

fn rate_pairs(
    base: &TestArm,
    others: &[(u32, &TestArm)],
    method: &TestMethod,
) -> Vec<Option<RatePair>> {
    let mut pairs: Vec<Option<RatePair>> = others
        .iter()
        .map(|(_, arm)| {
            let (a, b) = (counted(base)?, counted(arm)?);
            Some(rate_pair(a, b, method))
        })
        .collect();
    let decides = |pair: &RatePair| {
        if method.early {
            pair.sequential.map_or(1.0, |found| found.p)
        } else {
            pair.fisher.unwrap_or(pair.p)
        }
    };
    let ps: Vec<f64> = pairs.iter().map(|pair| pair.as_ref().map_or(1.0, decides)).collect();
    for (pair, p) in pairs.iter_mut().zip(holm(&ps)) {
        if let Some(pair) = pair {
            pair.adjusted_p = p;
            if pair.verdict != Verdict::CannotTell {
                pair.verdict = verdict(pair.difference, p, method);
            }
        }
    }
    pairs
}

fn rate_pair(a: Arm, b: Arm, method: &TestMethod) -> RatePair {
    let found = compare(a, b);
    let interval = match method.interval {
        TestInterval::Newcombe => newcombe(a, b, method.confidence),
        TestInterval::AgrestiCaffo => {
            let both = a.contacts > 0 && b.contacts > 0;
            both.then(|| agresti_caffo(a, b, method.confidence)).flatten()
        }
        TestInterval::Score => score(a, b, method.confidence),
    };
    let moments = |arm: Arm| Moments::of_rate(arm.conversions as f64, arm.contacts as f64);
    let estimated = estimate(moments(a), moments(b), Scale::Absolute);
    RatePair {
        difference: found.difference,
        interval,
        relative_uplift: found.relative_uplift,
        z: found.z_test.z,
        p: found.z_test.p_two_sided,
        fisher: found.small.then_some(found.fisher_p),
        adjusted_p: 1.0,
        bayes: found.bayes,
        sequential: looked_at(estimated.as_ref(), method),
        verdict: found.verdict,
    }
}

fn looked_at(estimated: Option<&Estimate>, method: &TestMethod) -> Option<Sequential> {
    sequential(estimated?, method.confidence, method.tuning)
}

fn mean_pairs(
    base: &TestArm,
    others: &[(u32, &TestArm)],
    adjusted: &[Adjusted],
    method: &TestMethod,
) -> Vec<Option<MeanPair>> {
    let mut pairs: Vec<Option<MeanPair>> = others
        .iter()
        .enumerate()
        .map(|(at, (_, arm))| mean_pair(base, arm, adjusted.get(at).copied().flatten(), method))
        .collect();
    let decides = |pair: &MeanPair| {
        if method.early { pair.sequential.map_or(1.0, |found| found.p) } else { pair.p }
    };
    let ps: Vec<f64> = pairs.iter().map(|pair| pair.as_ref().map_or(1.0, decides)).collect();
    for (pair, p) in pairs.iter_mut().zip(holm(&ps)) {
        if let Some(pair) = pair {
            pair.adjusted_p = p;
            pair.verdict = verdict(pair.t.map(|_| pair.difference), p, method);
        }
    }
    pairs
}

fn mean_pair(
    base: &TestArm,
    arm: &TestArm,
    adjusted: Adjusted,
    method: &TestMethod,
) -> Option<MeanPair> {
    let moments = |arm: &TestArm| {
        Some(Moments { n: arm.contacts as f64, mean: arm.mean?, variance: arm.variance? })
    };
    let (a, b) = (moments(base)?, moments(arm)?);
    let cuped = adjusted.map(|(cuped, _)| cuped);
    let estimated = adjusted.map(|(_, found)| found).or_else(|| estimate(a, b, Scale::Absolute));
    let tested = estimated.and_then(|found| found.t_test(method.confidence));
    let difference = tested.map_or(b.mean - a.mean, |test| test.effect);
    let relative = difference / a.mean;
    Some(MeanPair {
        difference,
        interval: tested.map(|test| test.interval),
        relative_uplift: relative.is_finite().then_some(relative),
        t: tested.map(|test| test.t),
        degrees: estimated.map(|found| found.degrees),
        p: tested.map_or(1.0, |test| test.p),
        adjusted_p: 1.0,
        cuped,
        sequential: looked_at(estimated.as_ref(), method),
        verdict: Verdict::CannotTell,
    })
}

/// The best of the arms that are better than the control.
fn winner(pairs: &[PairResult]) -> Option<u32> {
    let effect = |pair: &PairResult| match (&pair.rates, &pair.means) {
        (Some(rates), _) => (rates.verdict == Verdict::Better).then_some(rates.difference?),
        (None, Some(means)) => (means.verdict == Verdict::Better).then_some(means.difference),
        (None, None) => None,
    };
    let mut best: Option<(f64, u32)> = None;
    for pair in pairs {
        if let Some(effect) = effect(pair)
            && best.is_none_or(|(most, _)| effect > most)
        {
            best = Some((effect, pair.arm));
        }
    }
    best.map(|(_, arm)| arm)
}
