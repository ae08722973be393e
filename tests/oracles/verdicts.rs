//! Verdicts on answers whose tolerance is a rule in words, or a rule for each field.

use super::{history, number, numbers, pareto_params, rows_of_numbers};
use serde_json::{Value, json};

/// The verdict on an answer whose tolerance is a rule in words; nothing where numbers are compared.
pub fn judge(
    function: &str,
    input: &Value,
    got: &Value,
    expected: &Value,
) -> Option<Result<String, String>> {
    if function.starts_with("paretonbd") {
        return Some(match expected.get("log_likelihood") {
            Some(_) => fitted(input, got, expected, 1e-3),
            None => pareto_scores(input, expected),
        });
    }
    let fit = ["bgnbd.fit", "mbgnbd.fit", "gammagamma.fit"].iter().any(|f| function.starts_with(f));
    if fit && expected.get("log_likelihood").is_some() {
        let share = if function.starts_with("gamma") { 0.02 } else { 0.01 };
        return Some(fitted(input, got, expected, share));
    }
    match function.split('(').next().unwrap_or_default() {
        "logistic.fit" => Some(regressed(got, expected)),
        "lookalike" => Some(told_apart(got, expected)),
        "lda.fit / lda.transform" if expected.get("true_topics").is_some() => {
            Some(found_topics(got, expected))
        }
        _ => None,
    }
}

/// Two numbers or lists of numbers, within a relative and an absolute tolerance.
fn close(name: &str, got: &Value, expected: &Value, rel: f64, abs: f64) -> Result<(), String> {
    match (got, expected) {
        (Value::Array(mine), Value::Array(theirs)) if mine.len() == theirs.len() => mine
            .iter()
            .zip(theirs)
            .try_for_each(|(mine, theirs)| close(name, mine, theirs, rel, abs)),
        _ => match (got.as_f64(), expected.as_f64()) {
            (Some(mine), Some(theirs)) if (mine - theirs).abs() <= abs.max(rel * theirs.abs()) => {
                Ok(())
            }
            _ => Err(format!("{name} {got} is not {expected}")),
        },
    }
}

/// Tolerances by field.
fn regressed(got: &Value, expected: &Value) -> Result<String, String> {
    let tolerances = [
        ("mean", 1e-9, 0.0),
        ("std_population", 1e-9, 0.0),
        ("coef", 0.0, 1e-4),
        ("intercept", 0.0, 1e-4),
        ("objective", 1e-8, 0.0),
        ("test_auc", 0.0, 1e-4),
        ("test_log_loss", 0.0, 1e-4),
        ("first_10_test_probabilities", 0.0, 1e-5),
    ];
    for (name, rel, abs) in tolerances {
        close(name, &got[name], &expected[name], rel, abs)?;
    }
    Ok(format!("objective {} for {}", got["objective"], expected["objective"]))
}

/// Log odds to 1e-10, and the recommended method's AUC within 0.01 of the best listed.
fn told_apart(got: &Value, expected: &Value) -> Result<String, String> {
    for name in ["nb_log_odds_present", "nb_log_odds_absent", "nb_score_first20"] {
        close(name, &got[name], &expected[name], 1e-10, 0.0)?;
    }
    close(
        "auc of naive Bayes",
        &got["auc"]["naive_bayes_full"],
        &expected["auc"]["naive_bayes_full"],
        1e-9,
        0.0,
    )?;
    let mine = number(got, "recommended_auc")?;
    let listed = expected["auc"].as_object().ok_or("no auc")?.values().filter_map(Value::as_f64);
    let best = listed.fold(0.0, f64::max);
    if mine < best - 0.01 {
        return Err(format!("AUC {mine} is below {best}"));
    }
    Ok(format!("AUC {mine}, best listed {best}"))
}

/// Perplexity at most 1.02 medians of the listed ones, and topics that match the true ones by a mean cosine of 0.9.
fn found_topics(got: &Value, expected: &Value) -> Result<String, String> {
    let mine = number(got, "perplexity")?;
    let mut listed = numbers(expected, "perplexity_8_seeds")?;
    listed.sort_unstable_by(f64::total_cmp);
    let n = listed.len();
    let median = 0.5 * (listed[n / 2] + listed[(n - 1) / 2]);
    if mine > 1.02 * median {
        return Err(format!("perplexity {mine} is above 1.02 of {median}"));
    }
    let (found, truth) =
        (rows_of_numbers(got, "topics")?, rows_of_numbers(expected, "true_topics")?);
    let cosine = |a: &[f64], b: &[f64]| {
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        dot(a, b) / libm::sqrt(dot(a, a) * dot(b, b))
    };
    // the best pairs first
    let mut pairs: Vec<(f64, usize, usize)> = found
        .iter()
        .enumerate()
        .flat_map(|(i, a)| truth.iter().enumerate().map(move |(j, b)| (cosine(a, b), i, j)))
        .collect();
    pairs.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let (mut used, mut known, mut sum) = (vec![false; found.len()], vec![false; truth.len()], 0.0);
    for (cosine, i, j) in pairs {
        if !used[i] && !known[j] {
            (used[i], known[j], sum) = (true, true, sum + cosine);
        }
    }
    let mean = sum / truth.len() as f64;
    if mean < 0.9 {
        return Err(format!("matched cosine {mean} is below 0.9"));
    }
    Ok(format!("perplexity {mine} for a median of {median}, matched cosine {mean}"))
}

/// "yours >= expected − 0.01", and parameters within a share.
fn fitted(_input: &Value, got: &Value, expected: &Value, share: f64) -> Result<String, String> {
    let (mine, theirs) = (number(got, "log_likelihood")?, number(expected, "log_likelihood")?);
    if mine < theirs - 0.01 {
        return Err(format!("log-likelihood {mine} is below {theirs}"));
    }
    let params = expected.get("params").and_then(Value::as_object).ok_or("no params")?;
    for (name, theirs) in params {
        let (mine, theirs) = (number(&got["params"], name)?, theirs.as_f64().ok_or("no number")?);
        if (mine - theirs).abs() > share * theirs.abs() {
            return Err(format!("{name} {mine} is not {theirs}"));
        }
    }
    for name in ["pearson_freq_monetary"] {
        if let (Some(mine), Some(theirs)) = (got[name].as_f64(), expected[name].as_f64())
            && (mine - theirs).abs() > 1e-9 * theirs.abs()
        {
            return Err(format!("{name} {mine} is not {theirs}"));
        }
    }
    Ok(format!("log-likelihood {mine} for {theirs}"))
}

/// Scores of the customers that the expected answer names, within 0.001.
fn pareto_scores(input: &Value, expected: &Value) -> Result<String, String> {
    let params = pareto_params(&input["params"])?;
    for customer in expected.as_array().ok_or("no customers")? {
        let h = history(customer)?;
        close("p_alive", &json!(params.alive(h)), &customer["p_alive"], 1e-3, 0.0)?;
        for (name, theirs) in customer.as_object().ok_or("no customer")? {
            let weeks = name.strip_prefix("expected_").and_then(|rest| rest.strip_suffix('w'));
            if let Some(weeks) = weeks.and_then(|weeks| weeks.parse::<f64>().ok()) {
                close(name, &json!(params.expected_orders(h, weeks)), theirs, 1e-3, 0.0)?;
            }
        }
    }
    Ok("chances and means agree".to_owned())
}
