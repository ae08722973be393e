//! RFM and quantiles.

use fenqun::score::quantile::{Method as Quantile, quantiles};
use fenqun::score::rfm::{
    Cell, CellCut, Facts, Fitted, Method, NEVER, Order, Params, Rules, Scores, Thresholds, fit,
    order_facts,
};
use serde_json::{Map, Value, json};

pub fn answer(function: &str, input: &Value, _data: &Value) -> crate::Answer {
    match function {
        "quantile(values, probs, method)" => Some(Ok(quantile(input))),
        "rfm.score" => Some(scores(input)),
        "rfm.score(fixed thresholds)" => Some(fixed(input)),
        "orders->R,F,M" => Some(orders(input)),
        _ => None,
    }
}

pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().map(|v| v.as_f64().unwrap_or(f64::NAN)).collect()
}

fn quantile(input: &Value) -> Value {
    let (values, probabilities) = (numbers(&input["values"]), numbers(&input["probs"]));
    let methods = [
        ("linear", Quantile::Linear),
        ("inverted_cdf", Quantile::InvertedCdf),
        ("hazen", Quantile::Hazen),
        ("weibull", Quantile::Weibull),
        ("median_unbiased", Quantile::MedianUnbiased),
        ("duckdb_quantile_cont", Quantile::Linear),
        ("duckdb_quantile_disc", Quantile::InvertedCdf),
    ];
    let answers = methods
        .map(|(name, method)| (name.to_owned(), json!(quantiles(&values, &probabilities, method))));
    Value::Object(answers.into_iter().collect())
}

struct Customers {
    days: Vec<u32>,
    orders: Vec<u32>,
    money: Vec<f64>,
}

impl Customers {
    fn read(input: &Value) -> Self {
        let rows = input["customers"].as_array().cloned().unwrap_or_default();
        Self {
            days: rows
                .iter()
                .map(|r| r["recency_days"].as_u64().map_or(NEVER, |days| days as u32))
                .collect(),
            orders: rows.iter().map(|r| r["frequency"].as_u64().unwrap_or(0) as u32).collect(),
            money: rows.iter().map(|r| r["monetary"].as_f64().unwrap_or(f64::NAN)).collect(),
        }
    }

    fn score(&self, params: &Params) -> Result<(Fitted, Scores), String> {
        let facts = Facts::new(&self.days, &self.orders, &self.money).map_err(|e| e.to_string())?;
        let fitted = fit(&facts, params).map_err(|e| e.to_string())?;
        let scores = fitted.apply(&facts);
        Ok((fitted, scores))
    }

    fn cells(&self, params: &Params, cell: CellCut) -> Result<Value, String> {
        let (_, scores) = self.score(&Params { cell, ..params.clone() })?;
        Ok(scores.cell.iter().map(|number| Cell::from_number(*number).map(Cell::zh)).collect())
    }
}

fn levels(values: &[u8]) -> Value {
    values.iter().map(|level| (*level > 0).then_some(*level)).collect()
}

fn scores(input: &Value) -> Result<Value, String> {
    let customers = Customers::read(input);
    let k = input["k"].as_u64().unwrap_or(5) as u8;
    let params = Params { method: Method::Quantiles(k), ..Params::default() };
    let (fitted, scores) = customers.score(&params)?;
    let rows = 0..customers.days.len();
    let top = k - k / 5;
    Ok(json!({
        "breaks": {
            "R": fitted.cuts.recency.cuts,
            "F": fitted.cuts.frequency.cuts,
            "M": fitted.cuts.monetary.cuts,
        },
        "R": levels(&scores.r),
        "F": levels(&scores.f),
        "M": levels(&scores.m),
        "code": rows.clone().map(|row| scores.code(row)).collect::<Vec<_>>(),
        "sum": rows.map(|row| scores.sum(row)).collect::<Vec<_>>(),
        "cell8_by_mean": customers.cells(&params, CellCut::Mean)?,
        "cell8_by_median": customers.cells(&params, CellCut::Median)?,
        "cell8_by_score_ge4": customers.cells(&params, CellCut::Level(top))?,
        "alt_cume_dist": others(&customers, k, cume_dist),
        "alt_r_rfm": others(&customers, k, r_package),
    }))
}

/// What another package's convention gives, beside the engine's: R, F and M of everybody.
fn others(customers: &Customers, k: u8, levels: fn(&[f64], u8) -> Vec<u8>) -> Value {
    let floats = |values: &[u32]| values.iter().map(|v| f64::from(*v)).collect::<Vec<_>>();
    let recency = levels(&floats(&customers.days), k).iter().map(|l| k + 1 - l).collect::<Vec<_>>();
    let frequency = levels(&floats(&customers.orders), k);
    json!({ "R": recency, "F": frequency, "M": levels(&customers.money, k) })
}

/// `ceil(k · CUME_DIST)`.
fn cume_dist(values: &[f64], k: u8) -> Vec<u8> {
    let n = values.len();
    let at_most = |v: &f64| values.iter().filter(|other| *other <= v).count();
    values.iter().map(|v| (usize::from(k) * at_most(v)).div_ceil(n) as u8).collect()
}

/// The R package `rfm`: breaks plus 1, bins closed on the left.
fn r_package(values: &[f64], k: u8) -> Vec<u8> {
    let shares: Vec<f64> = (1..k).map(|i| f64::from(i) / f64::from(k)).collect();
    let breaks = quantiles(values, &shares, Quantile::Linear);
    values.iter().map(|v| 1 + breaks.iter().filter(|b| *v >= *b + 1.0).count() as u8).collect()
}

fn fixed(input: &Value) -> Result<Value, String> {
    let customers = Customers::read(input);
    let thresholds = Thresholds {
        recency: numbers(&input["thresholds"]["R"]),
        frequency: numbers(&input["thresholds"]["F"]),
        monetary: numbers(&input["thresholds"]["M"]),
    };
    let (_, scores) =
        customers.score(&Params { method: Method::Thresholds(thresholds), ..Params::default() })?;
    let rows = input["customers"].as_array().into_iter().flatten().enumerate();
    Ok(rows
        .map(|(row, customer)| {
            let (r, f, m) = scores.levels(row).unwrap_or_default();
            json!({ "id": customer["id"], "R": r, "F": f, "M": m })
        })
        .collect())
}

/// The days since 1970-01-01 of an ISO date.
pub fn day(text: &str) -> Option<i32> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // months counted from March, so that a leap day ends the year
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

/// The ISO date of a day.
fn iso(days: i32) -> String {
    let from = days + 719_468;
    let era = from.div_euclid(146_097);
    let of_era = from.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn orders(input: &Value) -> Result<Value, String> {
    let as_of = input["as_of"].as_str().and_then(day).ok_or("as_of is not a date")?;
    let window_days = input["window_days"].as_u64().map(|days| days as u32);
    let rows = input["orders"].as_array().ok_or("no orders")?;
    let contacts = input["contacts"].as_array().ok_or("no contacts")?;
    Ok(contacts
        .iter()
        .map(|contact| {
            // row by row, as the vectors say: no netting by order number
            let own: Vec<Order> = rows
                .iter()
                .filter(|row| row[1] == *contact)
                .map(|row| Order {
                    day: row[2].as_str().and_then(day),
                    amount: row[3].as_f64().unwrap_or(f64::NAN),
                    order: None,
                })
                .collect();
            let facts = order_facts(&own, Rules { as_of, window_days });
            let mut answer = Map::new();
            answer.insert("id".into(), contact.clone());
            answer.insert("frequency".into(), json!(facts.frequency));
            answer.insert("recency_days".into(), json!(facts.recency_days));
            answer.insert("monetary_net".into(), json!(facts.net));
            answer.insert("monetary_gross".into(), json!(facts.gross));
            answer.insert("first_order".into(), json!(facts.first_day.map(iso)));
            answer.insert("ignored_future".into(), json!(facts.future_ignored));
            Value::Object(answer)
        })
        .collect())
}
