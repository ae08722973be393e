//! Answers of the numeric models to the questions of oracle files.

use fenqun::score::math::{beta, gamma, normal, student};
use serde_json::{Value, json};

/// What the engine answers to one case; nothing for a function that is not a numeric model's.
///
/// `data` is what all cases of a file share.
pub fn answer(function: &str, input: &Value, _data: &Value) -> Option<Result<Value, String>> {
    if function.starts_with("gammaln, betaln") {
        return Some(each(input, special));
    }
    None
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

/// The verdict on an answer whose tolerance is a rule in words; nothing where numbers are compared.
pub fn judge(
    _function: &str,
    _input: &Value,
    _got: &Value,
    _expected: &Value,
) -> Option<Result<String, String>> {
    None
}
