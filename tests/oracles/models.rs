//! Answers of the numeric models to the questions of oracle files.

#[path = "learning.rs"]
mod learning;
#[path = "verdicts.rs"]
mod verdicts;

pub use verdicts::judge;

use fenqun::score::math::{beta, gamma, metrics, normal, student};
use fenqun::score::models::nbd::{self, History, Kind, pareto};
use fenqun::score::models::spend::{self, Spender, value};
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
        "logistic.fit" => learning::logistic_fit(input),
        "lookalike" => learning::alike(input),
        "lda.fit" => learning::topics(input),
        "nmf.fit" => learning::factors(input, data),
        "paretonbd" => pareto_nbd(input, data),
        "orders->" => summary(input),
        _ => return None,
    })
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
