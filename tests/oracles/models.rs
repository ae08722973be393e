//! Answers of the numeric models to the questions of oracle files.

use fenqun::score::math::{beta, gamma, metrics, normal, student};
use fenqun::score::models::lookalike::{self, Features, bayes, logistic};
use fenqun::score::models::nbd::{self, History, Kind, pareto};
use fenqun::score::models::spend::{self, Spender, value};
use fenqun::score::models::topics::{Counts, lda, nmf};
use serde_json::{Value, json};

/// What the engine answers to one case; nothing for a function that is not a numeric model's.
///
/// `data` is what all cases of a file share.
pub fn answer(function: &str, input: &Value, data: &Value) -> Option<Result<Value, String>> {
    let name = function.split([' ', ':', '(']).next().unwrap_or_default();
    Some(match name {
        "gammaln," => each(input, special),
        "bgnbd.fit/score" => buying(Kind::BgNbd, input),
        "mbgnbd.fit/score" => buying(Kind::MbgNbd, input),
        "bgnbd/mbgnbd.score" => match input.get("model").and_then(Value::as_str) {
            Some("bg") => buying(Kind::BgNbd, input),
            Some("mbg") => buying(Kind::MbgNbd, input),
            other => Err(format!("no model {other:?}")),
        },
        "gammagamma.fit/score" => spending(input),
        "clv.score" => lifetime_value(input),
        "auc," => measures(input),
        "logistic.fit" => logistic_fit(input),
        "lookalike" => alike(input),
        "lda.fit" => topics(input),
        "nmf.fit" => factors(input, data),
        "paretonbd" => pareto_nbd(input, data),
        "orders->" => summary(input),
        _ => return None,
    })
}

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
        if let (Some(mine), Some(theirs)) = (got[name].as_f64(), expected[name].as_f64()) {
            if (mine - theirs).abs() > 1e-9 * theirs.abs() {
                return Err(format!("{name} {mine} is not {theirs}"));
            }
        }
    }
    Ok(format!("log-likelihood {mine} for {theirs}"))
}

/// A number of an object.
fn number(of: &Value, name: &str) -> Result<f64, String> {
    of.get(name).and_then(Value::as_f64).ok_or_else(|| format!("no number {name}"))
}

/// The answers to a list of questions.
fn each(list: &Value, one: impl Fn(&Value) -> Result<Value, String>) -> Result<Value, String> {
    let list = list.as_array().ok_or("no list")?;
    list.iter().map(one).collect::<Result<Vec<_>, _>>().map(Value::Array)
}

fn special(input: &Value) -> Result<Value, String> {
    let (a, b, x) = (number(input, "a")?, number(input, "b")?, number(input, "x")?);
    Ok(json!({
        "a": a, "b": b, "x": x,
        "gammaln_a": gamma::ln_gamma(a),
        "betaln": beta::ln_beta(a, b),
        "betainc": beta::beta_inc(a, b, x),
        "digamma_a": gamma::digamma(a),
        "gammaincc": gamma::gamma_q(a, b),
        "norm_cdf": normal::normal_cdf(10.0 * x - 8.0),
        "norm_ppf": normal::normal_quantile(x),
        "chi2_sf_df3": student::chi2_sf(40.0 * x, 3.0),
        "t_sf_df_b": student::t_sf(4.0 * x, b),
    }))
}

/// The numbers of a list.
fn numbers(of: &Value, name: &str) -> Result<Vec<f64>, String> {
    let list = of.get(name).and_then(Value::as_array).ok_or_else(|| format!("no list {name}"))?;
    list.iter().map(|v| v.as_f64().ok_or_else(|| format!("no numbers {name}"))).collect()
}

fn history(of: &Value) -> Result<History, String> {
    Ok(History {
        repeats: number(of, "frequency")? as u32,
        recency: number(of, "recency")?,
        age: number(of, "T")?,
    })
}

fn nbd_params(of: &Value) -> Result<nbd::Params, String> {
    Ok(nbd::Params {
        r: number(of, "r")?,
        alpha: number(of, "alpha")?,
        a: number(of, "a")?,
        b: number(of, "b")?,
    })
}

/// Histories in three lists.
fn histories(of: &Value) -> Result<Vec<History>, String> {
    let (x, t, age) = (numbers(of, "frequency")?, numbers(of, "recency")?, numbers(of, "T")?);
    let rows = x.iter().zip(&t).zip(&age);
    Ok(rows.map(|((x, t), age)| History { repeats: *x as u32, recency: *t, age: *age }).collect())
}

fn buying(kind: Kind, input: &Value) -> Result<Value, String> {
    if input.get("params").is_none() {
        let options = nbd::Options { kind, minimum: nbd::Minimum::NONE };
        let fit = nbd::fit(&histories(input)?, &options, &mut |_| true)
            .map_err(|refusal| format!("{refusal:?}"))?;
        let nbd::Params { r, alpha, a, b } = fit.params;
        return Ok(json!({
            "log_likelihood": fit.log_likelihood,
            "params": { "r": r, "alpha": alpha, "a": a, "b": b },
            "converged": fit.is_applicable(),
        }));
    }
    let params = nbd_params(&input["params"])?;
    let horizons = numbers(input, "horizons")?;
    each(&input["customers"], |customer| {
        let h = history(customer)?;
        let by_horizon: Vec<Value> = horizons
            .iter()
            .map(|t| {
                json!({
                    "t": t,
                    "expected_purchases": params.expected_orders(kind, h, *t),
                    "p_at_least_one": params.any_order(kind, h, *t),
                })
            })
            .collect();
        Ok(json!({
            "frequency": customer["frequency"], "recency": customer["recency"], "T": customer["T"],
            "p_alive": params.alive(kind, h),
            "by_horizon": by_horizon,
        }))
    })
}

fn spend_params(of: &Value) -> Result<spend::Params, String> {
    Ok(spend::Params { p: number(of, "p")?, q: number(of, "q")?, v: number(of, "v")? })
}

fn spender(of: &Value) -> Result<Spender, String> {
    Ok(Spender { repeats: number(of, "frequency")? as u32, mean: number(of, "monetary")? })
}

fn spending(input: &Value) -> Result<Value, String> {
    if input.get("params").is_none() {
        let (x, m) = (numbers(input, "frequency")?, numbers(input, "monetary")?);
        let spenders: Vec<Spender> =
            x.iter().zip(&m).map(|(x, m)| Spender { repeats: *x as u32, mean: *m }).collect();
        let fit = spend::fit(&spenders, &spend::Options { repeats: 1 }, &mut |_| true)
            .map_err(|refusal| format!("{refusal:?}"))?;
        let spend::Params { p, q, v } = fit.params;
        return Ok(json!({
            "params": { "p": p, "q": q, "v": v },
            "log_likelihood": fit.log_likelihood,
            "pearson_freq_monetary": fit.correlation,
        }));
    }
    let params = spend_params(&input["params"])?;
    each(&input["customers"], |customer| {
        let value = params.expected_value(spender(customer)?);
        Ok(json!({
            "frequency": customer["frequency"], "monetary": customer["monetary"],
            "expected_avg_value": value,
        }))
    })
}

fn lifetime_value(input: &Value) -> Result<Value, String> {
    let (kind, buying) = match (input.get("bgnbd"), input.get("mbgnbd")) {
        (Some(params), _) => (Kind::BgNbd, nbd_params(params)?),
        (None, Some(params)) => (Kind::MbgNbd, nbd_params(params)?),
        (None, None) => return Err("no model of buying".to_owned()),
    };
    let spending = spend_params(&input["gammagamma"])?;
    let horizon = value::Horizon {
        months: number(input, "months")? as u32,
        month: number(input, "units_per_month")?,
        discount: number(input, "monthly_discount_rate")?,
        margin: input.get("margin").and_then(Value::as_f64).unwrap_or(1.0),
    };
    let values = each(&input["customers"], |customer| {
        let order = spending.expected_value(spender(customer)?);
        let h = history(customer)?;
        Ok(json!(order.map(|m| value::lifetime_value(kind, &buying, h, m, &horizon))))
    })?;
    Ok(json!({ "clv": values }))
}

/// The day number of a date, days since 1970-01-01.
fn day(date: &str) -> Result<i32, String> {
    let parts: Vec<i32> =
        date.get(..10).unwrap_or(date).split('-').filter_map(|p| p.parse().ok()).collect();
    let [year, month, day] = parts[..] else { return Err(format!("no date {date}")) };
    // civil days of Howard Hinnant
    let y = if month <= 2 { year - 1 } else { year };
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Ok(y.div_euclid(400) * 146_097 + days - 719_468)
}

/// The number of the period that holds a date: a day, a week from Monday, or a calendar month.
fn period(date: &str, freq: &str) -> Result<i32, String> {
    match freq {
        "D" => day(date),
        "W" => Ok((day(date)? + 3).div_euclid(7)),
        "M" => {
            let part = |range| date.get(range).and_then(|p: &str| p.parse::<i32>().ok());
            let (year, month) = (part(0..4), part(5..7));
            Ok(year.ok_or("no year")? * 12 + month.ok_or("no month")?)
        }
        other => Err(format!("no period {other}")),
    }
}

fn summary(input: &Value) -> Result<Value, String> {
    let freq = input.get("freq").and_then(Value::as_str).unwrap_or("D");
    let end = input["observation_period_end"].as_str().ok_or("no end")?;
    let rows = input["orders"].as_array().ok_or("no orders")?;
    let mut ids: Vec<&str> = rows.iter().filter_map(|row| row[0].as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut orders = Vec::new();
    for row in rows {
        let id = row[0].as_str().ok_or("no id")?;
        orders.push(nbd::summary::Order {
            customer: ids.binary_search(&id).map_err(|_| "no id")? as u32,
            period: period(row[1].as_str().ok_or("no date")?, freq)?,
            amount: row[2].as_f64().ok_or("no amount")?,
        });
    }
    // the reference counts every row
    let counting = nbd::summary::Counting::Every;
    let made = nbd::summary::summarise(&orders, ids.len(), period(end, freq)?, counting);
    let present = ids.iter().zip(&made.customers).filter_map(|(id, c)| c.map(|c| (id, c)));
    Ok(present
        .map(|(id, c)| {
            json!({
                "id": id, "frequency": f64::from(c.history.repeats), "recency": c.history.recency,
                "T": c.history.age, "monetary_value": c.repeat_value,
            })
        })
        .collect())
}

/// A list of 0 and 1.
fn flags(of: &Value, name: &str) -> Result<Vec<bool>, String> {
    Ok(numbers(of, name)?.iter().map(|v| *v > 0.5).collect())
}

fn measures(input: &Value) -> Result<Value, String> {
    let mut made = serde_json::Map::new();
    if input.get("p").is_some() {
        let (y, p) = (flags(input, "y")?, numbers(input, "p")?);
        made.insert("roc_auc".into(), json!(metrics::auc(&p, &y)));
        made.insert("average_precision".into(), json!(metrics::average_precision(&p, &y)));
        made.insert("brier".into(), json!(metrics::brier(&p, &y)));
        made.insert("log_loss".into(), json!(metrics::log_loss(&p, &y)));
        made.insert("ece_10_equal_width".into(), json!(metrics::calibration_error(&p, &y)));
        made.insert("mean_pred_minus_rate".into(), json!(metrics::mean_error(&p, &y)));
    }
    if input.get("uplift_score").is_some() {
        let (y, t) = (flags(input, "y_uplift")?, flags(input, "treatment")?);
        let score = numbers(input, "uplift_score")?;
        made.insert("qini_auc_sklift".into(), json!(metrics::qini(&score, &y, &t)));
        made.insert("auuc_sklift".into(), json!(metrics::uplift_area(&score, &y, &t)));
        let at = metrics::uplift_at(0.3, &score, &y, &t);
        made.insert("uplift_at_30pct_overall".into(), json!(at));
    }
    Ok(Value::Object(made))
}

fn rows_of_numbers(of: &Value, name: &str) -> Result<Vec<Vec<f64>>, String> {
    let rows = of.get(name).and_then(Value::as_array).ok_or_else(|| format!("no rows {name}"))?;
    let row = |row: &Value| row.as_array()?.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>();
    rows.iter().map(|r| row(r).ok_or_else(|| format!("no numbers in {name}"))).collect()
}

/// The divisor of "index % n == 0".
fn test_divisor(input: &Value) -> usize {
    let rule = input.get("test_rule").and_then(Value::as_str).unwrap_or_default();
    rule.split_whitespace().filter_map(|word| word.parse().ok()).find(|n| *n > 0).unwrap_or(5)
}

fn logistic_fit(input: &Value) -> Result<Value, String> {
    let (x, y) = (rows_of_numbers(input, "X")?, flags(input, "y")?);
    let every = test_divisor(input);
    let width = x.first().map_or(0, Vec::len);
    let training: Vec<&Vec<f64>> = (0..x.len()).filter(|i| i % every != 0).map(|i| &x[i]).collect();
    let n = training.len() as f64;
    let mut means = vec![0.0; width];
    let mut spreads = vec![0.0; width];
    for j in 0..width {
        means[j] = training.iter().map(|row| row[j]).sum::<f64>() / n;
        let squares = training.iter().map(|row| (row[j] - means[j]) * (row[j] - means[j]));
        spreads[j] = libm::sqrt(squares.sum::<f64>() / n);
    }
    let scaled = |rows: &[usize]| {
        let spread = |j: usize| if spreads[j] > 0.0 { spreads[j] } else { 1.0 };
        let flat: Vec<f64> = rows
            .iter()
            .flat_map(|i| (0..width).map(|j| (x[*i][j] - means[j]) / spread(j)).collect::<Vec<_>>())
            .collect();
        Features::of_numbers(width as u32, &flat)
    };
    let (train, test): (Vec<usize>, Vec<usize>) = (0..x.len()).partition(|i| i % every != 0);
    let known: Vec<bool> = train.iter().map(|i| y[*i]).collect();
    let truth: Vec<bool> = test.iter().map(|i| y[*i]).collect();
    let options = logistic::Options { c: number(input, "C")?, balanced: false };
    let fit = logistic::fit(&scaled(&train), &known, &options, &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    let unseen = scaled(&test);
    let p: Vec<f64> = (0..test.len()).map(|row| fit.probability(&unseen, row)).collect();
    Ok(json!({
        "mean": means, "std_population": spreads,
        "coef": fit.weights, "intercept": fit.intercept, "objective": fit.objective,
        "test_auc": metrics::auc(&p, &truth), "test_log_loss": metrics::log_loss(&p, &truth),
        "first_10_test_probabilities": p[..p.len().min(10)],
    }))
}

fn alike(input: &Value) -> Result<Value, String> {
    let hex = input["rows_hex_msb_first_64bit"].as_array().ok_or("no rows")?;
    let mut rows = Vec::new();
    for text in hex {
        let bits =
            u64::from_str_radix(text.as_str().ok_or("no text")?, 16).map_err(|e| e.to_string())?;
        rows.push((0..64).filter(|tag| bits >> (63 - tag) & 1 == 1).collect::<Vec<u32>>());
    }
    let marked = |name: &str| -> Result<Vec<bool>, String> {
        let mut made = vec![false; rows.len()];
        for row in numbers(input, name)? {
            *made.get_mut(row as usize).ok_or("a row that is not there")? = true;
        }
        Ok(made)
    };
    let (is_seed, truth) = (marked("seed_rows")?, marked("true_class_rows")?);
    let features = Features::of_tags(64, &rows);
    let odds = bayes::learn(&features, &is_seed).map_err(|refusal| format!("{refusal:?}"))?;
    let others: Vec<usize> = (0..rows.len()).filter(|row| !is_seed[*row]).collect();
    let unseen: Vec<bool> = others.iter().map(|row| truth[*row]).collect();
    let auc = |scores: &[f64]| {
        let own: Vec<f64> = others.iter().map(|row| scores[*row]).collect();
        metrics::auc(&own, &unseen)
    };
    let scores = odds.scores(&features);
    let balanced = |balanced| -> Result<Option<f64>, String> {
        let options = logistic::Options { c: 1.0, balanced };
        let fit = logistic::fit(&features, &is_seed, &options, &mut |_| true)
            .map_err(|refusal| format!("{refusal:?}"))?;
        Ok(auc(&(0..rows.len()).map(|row| fit.score(&features, row)).collect::<Vec<_>>()))
    };
    let choice = lookalike::choose(&features, &is_seed, 1, &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    Ok(json!({
        "auc": {
            "naive_bayes_full": auc(&scores),
            "logistic_l2": balanced(false)?,
            "logistic_l2_balanced": balanced(true)?,
        },
        "recommended_auc": auc(&choice.scores),
        "K": unseen.iter().filter(|yes| **yes).count(),
        "nb_log_odds_present": odds.tags.iter().map(|t| t.present).collect::<Vec<_>>(),
        "nb_log_odds_absent": odds.tags.iter().map(|t| t.absent).collect::<Vec<_>>(),
        "nb_score_first20": scores[..scores.len().min(20)],
    }))
}

/// Documents × words from (document, word, count).
fn counts(list: &Value, documents: usize, words: u32) -> Result<Counts, String> {
    let cells = list.as_array().ok_or("no counts")?.iter().map(|cell| {
        let at = |i: usize| cell.get(i).and_then(Value::as_f64).ok_or("no cell");
        Ok((at(0)? as u32, at(1)? as u32, at(2)?))
    });
    Ok(Counts::new(documents, words, &cells.collect::<Result<Vec<_>, &str>>()?))
}

fn topics(input: &Value) -> Result<Value, String> {
    let alpha = number(input, "alpha")?;
    if input.get("components").is_some() {
        let components = rows_of_numbers(input, "components")?;
        let words = components.first().map_or(0, Vec::len) as u32;
        let documents = counts(&input["docs"], number(input, "n_docs")? as usize, words)?;
        let model = lda::Lda { components, alpha, eta: 0.1 };
        return Ok(json!({ "doc_topic": model.document_topics(&documents) }));
    }
    let documents =
        counts(&input["counts"], number(input, "docs")? as usize, number(input, "words")? as u32)?;
    let options = lda::Options {
        topics: number(input, "K")? as usize,
        alpha,
        eta: number(input, "eta")?,
        ..lda::Options::default()
    };
    let model =
        lda::fit(&documents, &options, &mut |_| true).map_err(|refusal| format!("{refusal:?}"))?;
    Ok(json!({ "perplexity": model.perplexity(&documents), "topics": model.topic_words() }))
}

fn factors(input: &Value, data: &Value) -> Result<Value, String> {
    let of = |name: &str| if input.get(name).is_some() { input } else { data };
    let (documents, words) = (number(of("docs"), "docs")?, number(of("words"), "words")?);
    let counts = counts(&of("counts")["counts"], documents as usize, words as u32)?;
    let (w, h) = (rows_of_numbers(of("W0"), "W0")?, rows_of_numbers(of("H0"), "H0")?);
    let start = nmf::Factors { count: h.len(), documents: w.concat(), topics: h.concat() };
    let loss = match input.get("loss").and_then(Value::as_str) {
        Some("frobenius") => nmf::Loss::Frobenius,
        Some("kullback-leibler") => nmf::Loss::KullbackLeibler,
        other => return Err(format!("no loss {other:?}")),
    };
    let iterations = number(input, "iterations")? as u32;
    let found = nmf::fit(&counts, start, loss, iterations, &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    Ok(json!({
        "error": found.error(&counts, loss),
        "H_row0": found.topics[..counts.vocabulary()],
        "W_row0": found.documents[..found.count],
    }))
}

fn pareto_params(of: &Value) -> Result<pareto::Params, String> {
    Ok(pareto::Params {
        r: number(of, "r")?,
        alpha: number(of, "alpha")?,
        s: number(of, "s")?,
        beta: number(of, "beta")?,
    })
}

/// A fit to the histories that `data` holds; customers to score stand in the expected answer alone, see [`judge`].
fn pareto_nbd(input: &Value, data: &Value) -> Result<Value, String> {
    if input.get("params").is_some() {
        return Ok(input.clone());
    }
    let source = if input.get("frequency").is_some() { input } else { data };
    let fit = pareto::fit(&histories(source)?, &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    let pareto::Params { r, alpha, s, beta } = fit.params;
    Ok(json!({
        "params": { "r": r, "alpha": alpha, "s": s, "beta": beta },
        "log_likelihood": fit.log_likelihood,
    }))
}

/// Scores of the customers that the expected answer names, within 0.001.
pub fn pareto_scores(input: &Value, expected: &Value) -> Result<String, String> {
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
