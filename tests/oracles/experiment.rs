//! Experiments: tests of proportions and means, sample sizes, splits; similarity of tags.

use fenqun::score::experiment::bayes::{self, Prior};
use fenqun::score::experiment::means::{Estimate, Moments, PrePost, Scale, TTest, cuped, estimate};
use fenqun::score::experiment::proportions::{Arm, all_intervals, compare};
use fenqun::score::experiment::sequential::{TUNING, sequential};
use fenqun::score::experiment::several::compare_several;
use fenqun::score::experiment::size::{Alternative, Plan, for_means, for_rates};
use fenqun::score::experiment::srm::{Weightless, srm};
use fenqun::score::experiment::{Interval, several};
use serde_json::{Map, Value, json};

use crate::rfm::numbers;

pub fn answer(function: &str, input: &Value, _data: &Value) -> crate::Answer {
    match function {
        "ab.compare(conversions_a,n_a,conversions_b,n_b)" => Some(Ok(proportions(input))),
        "ab.sequential / ab.bayes_gaussian" => Some(Ok(growthbook(input))),
        "ab.cuped(pre, post)" => Some(adjusted(input).ok_or_else(undefined)),
        "ab.multi(conversions[], n[])" => Some(Ok(multi(input))),
        "ab.sample_size(p1,p2,alpha,power,ratio)" => Some(rates(input)),
        "ab.sample_size_mean(effect d)" => Some(means(input)),
        "ab.srm(observed, weights)" => Some(Ok(split(input, Weightless::Excluded))),
        "ab.srm" => Some(Ok(split(input, Weightless::Counted))),
        "ab.compare_means" => Some(welch(input).ok_or_else(undefined)),
        _ => None,
    }
}

fn undefined() -> String {
    "no answer".to_owned()
}

fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

fn arms(input: &Value) -> [Arm; 2] {
    [("conversions_a", "n_a"), ("conversions_b", "n_b")]
        .map(|(x, n)| Arm::new(count(&input[x]), count(&input[n])))
}

fn pair(interval: Option<Interval>) -> Value {
    interval.map_or(Value::Null, |interval| json!([interval.low, interval.high]))
}

fn proportions(input: &Value) -> Value {
    let [a, b] = arms(input);
    let found = compare(a, b);
    let intervals = all_intervals(a, b, 0.95);
    json!({
        "p_a": found.rate_a,
        "p_b": found.rate_b,
        "diff": found.difference,
        "relative_uplift": found.relative_uplift,
        "z_pooled": found.z_test.z,
        "p_two_sided": found.z_test.p_two_sided,
        "p_larger": found.z_test.p_larger,
        "degenerate": found.z_test.degenerate,
        "ci95_diff_wald": pair(intervals.wald),
        "ci95_diff_agresti-caffo": pair(intervals.agresti_caffo),
        "ci95_diff_newcomb": pair(intervals.newcombe),
        "ci95_diff_score": reference_score(a, b, intervals.score),
        "wilson95_a": pair(intervals.wilson[0]),
        "wilson95_b": pair(intervals.wilson[1]),
        "clopper_pearson95_a": pair(intervals.clopper_pearson[0]),
        "clopper_pearson95_b": pair(intervals.clopper_pearson[1]),
        "fisher_p": found.fisher_p,
        "bayes_p_b_gt_a": found.bayes.b_better,
        "bayes_expected_loss_choose_b": found.bayes.loss_choosing_b,
        "bayes_expected_loss_choose_a": found.bayes.loss_choosing_a,
    })
}

/// The score interval as statsmodels computes it. Where Farrington and Manning have the contacts of the control in the likeliest
/// rates under a difference, it has the conversions of the control, so its interval is a little too narrow; it is followed here,
/// and it may only be a little apart from the engine's.
fn reference_score(a: Arm, b: Arm, own: Option<Interval>) -> Value {
    let (xa, na) = (a.conversions as f64, a.contacts as f64);
    let (xb, nb) = (b.conversions as f64, b.contacts as f64);
    let (all, converted) = (na + nb, xa + xb);
    let difference = xb / nb - xa / na;
    let z = |delta: f64| {
        let l2 = (nb + 2.0 * na) * delta - all - converted;
        let l1 = (xa * delta - all - 2.0 * xa) * delta + converted;
        let l0 = xa * delta * (1.0 - delta);
        let third = l2 / (3.0 * all);
        let q = third.powi(3) - l1 * l2 / (6.0 * all * all) + l0 / (2.0 * all);
        let p = q.signum() * (third * third - l1 / (3.0 * all)).sqrt();
        let angle = (std::f64::consts::PI + (q / p.powi(3)).clamp(-1.0, 1.0).acos()) / 3.0;
        let pa = 2.0 * p * angle.cos() - third;
        let pb = pa + delta;
        let variance = (pb * (1.0 - pb) / nb + pa * (1.0 - pa) / na) * all / (all - 1.0);
        (difference - delta).abs() / variance.sqrt()
    };
    let edge = |mut inside: f64, mut outside: f64| {
        for _ in 0..100 {
            let middle = 0.5 * (inside + outside);
            // beyond the rates there is no spread, and nothing is accepted
            if z(middle) <= 1.959_963_984_540_054 {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        inside
    };
    let Some(own) = own else { return Value::Null };
    let found = [edge(difference, -1.0), edge(difference, 1.0)];
    let near = (found[0] - own.low).abs() < 0.05 && (found[1] - own.high).abs() < 0.05;
    if near { json!(found) } else { json!(["the engine's is", own.low, own.high]) }
}

/// The p that a reference gets by subtracting a chance from 1: its last digits are those of a number near 1.
fn by_subtraction(p: f64) -> f64 {
    2.0 * (1.0 - (1.0 - 0.5 * p))
}

fn t_values(test: &TTest) -> Value {
    json!({
        "p": by_subtraction(test.p),
        "expected": test.effect,
        "ci": pair(Some(test.interval)),
        "stddev": test.error,
    })
}

fn growthbook(input: &Value) -> Value {
    let [a, b] =
        arms(input).map(|arm| Moments::of_rate(arm.conversions as f64, arm.contacts as f64));
    let mut answer = Map::new();
    for (name, scale, unit) in
        [("relative", Scale::Relative, 1.0), ("absolute", Scale::Absolute, a.mean)]
    {
        let estimate = estimate(a, b, scale);
        let test = estimate.and_then(|e| Some(t_values(&e.t_test(0.95)?)));
        answer.insert(format!("t_{name}"), json!(test));
        let looked = estimate.and_then(|e| sequential(&e, 0.95, TUNING));
        let looked =
            looked.map(|l| json!({ "p": l.p, "expected": l.effect, "ci": pair(Some(l.interval)) }));
        answer.insert(format!("sequential_{name}"), json!(looked));
        let flat = estimate.and_then(|e| posterior(&e, None));
        answer.insert(format!("bayes_flat_{name}"), json!(flat));
        // a prior of the relative effect, in the unit of the estimate
        let prior = Prior { mean: 0.0, variance: 0.3 * 0.3 * unit * unit };
        let proper = estimate.and_then(|e| posterior(&e, Some(prior)));
        answer.insert(format!("bayes_N(0,0.3^2)_relative_prior_{name}"), json!(proper));
    }
    Value::Object(answer)
}

fn posterior(estimate: &Estimate, prior: Option<Prior>) -> Option<Value> {
    let found = bayes::effect(estimate.effect, estimate.variance, prior, 0.95)?;
    Some(json!({
        "chance_to_win": found.chance_to_win,
        "expected": found.expected,
        "ci": pair(Some(found.interval)),
        "risk": found.risk,
    }))
}

fn adjusted(input: &Value) -> Option<Value> {
    let lists = ["a", "b"].map(|arm| (numbers(&input[arm]["pre"]), numbers(&input[arm]["post"])));
    let [a, b] = [&lists[0], &lists[1]].map(|(pre, post)| PrePost { pre, post });
    let found = cuped(a, b, 0.95)?;
    Some(json!({
        "theta": found.theta,
        "unadjusted": t_values(&found.unadjusted),
        "cuped": t_values(&found.adjusted),
        "variance_ratio": found.variance_ratio,
    }))
}

fn multi(input: &Value) -> Value {
    let conversions = input["conversions"].as_array().into_iter().flatten();
    let contacts = input["n"].as_array().into_iter().flatten();
    let arms: Vec<Arm> =
        conversions.zip(contacts).map(|(x, n)| Arm::new(count(x), count(n))).collect();
    let control = count(&input["control"]) as usize;
    let several::Several { chi2, p, pairwise, holm, benjamini_hochberg, bonferroni } =
        compare_several(&arms, control);
    json!({
        "chi2": chi2,
        "p": p,
        "pairwise_p": pairwise,
        "holm": holm,
        "benjamini_hochberg": benjamini_hochberg,
        "bonferroni": bonferroni,
    })
}

fn plan(input: &Value) -> Result<Plan, String> {
    let standard = Plan::default();
    let number = |name: &str, default: f64| input[name].as_f64().unwrap_or(default);
    let alternative = match input["alternative"].as_str() {
        None | Some("two-sided") => Alternative::TwoSided,
        Some("larger") => Alternative::Larger,
        Some("smaller") => Alternative::Smaller,
        Some(other) => return Err(format!("the alternative {other} is unknown")),
    };
    Ok(Plan {
        alpha: number("alpha", standard.alpha),
        power: number("power", standard.power),
        ratio: number("ratio", standard.ratio),
        alternative,
    })
}

fn rates(input: &Value) -> Result<Value, String> {
    let plan = plan(input)?;
    let rate = |name: &str| input[name].as_f64().unwrap_or(f64::NAN);
    let found = for_rates(rate("p1"), rate("p2"), &plan).map_err(|e| e.to_string())?;
    Ok(json!({
        "cohen_h": found.cohen_h,
        "n1_cohen_h": found.n_cohen_h,
        "n1_pooled_formula": found.n,
        "n1_ceil": found.contacts,
        "power_at_n1000_cohen_h": plan.normal_power(found.cohen_h, 1000.0),
    }))
}

fn means(input: &Value) -> Result<Value, String> {
    let d = input["d"].as_f64().unwrap_or(f64::NAN);
    let found = for_means(d, &plan(input)?).map_err(|e| e.to_string())?;
    Ok(json!({ "n1_t": found.n, "n1_normal": found.n_normal }))
}

fn split(input: &Value, weightless: Weightless) -> Value {
    let observed: Vec<u64> =
        input["observed"].as_array().into_iter().flatten().map(count).collect();
    let found = srm(&observed, &numbers(&input["weights"]), weightless);
    json!({ "chi2": found.chi2, "p": found.p, "srm_at_0.001": found.alarm, "srm": found.alarm })
}

fn welch(input: &Value) -> Option<Value> {
    let number = |name: &str| input[name].as_f64();
    let moments = |n: &str, mean: &str, sd: &str| {
        Some(Moments { n: number(n)?, mean: number(mean)?, variance: number(sd)? * number(sd)? })
    };
    let a = moments("n_a", "mean_a", "sd_a")?;
    let b = moments("n_b", "mean_b", "sd_b")?;
    let test = estimate(a, b, Scale::Absolute)?.t_test(0.95)?;
    Some(json!({ "t": test.t, "p": test.p }))
}
