//! Compares an answer with what is expected, within the tolerance that holds for the place.

use serde_json::Value;

/// What came of one case.
#[derive(Debug, Default)]
pub struct Report {
    /// Single values that were compared.
    pub compared: usize,
    /// What differs, with its place.
    pub failures: Vec<String>,
}

impl Report {
    pub fn fail(&mut self, place: &str, reason: impl Into<String>) {
        self.failures.push(format!("{place} {}", reason.into()));
    }

    pub fn check(&mut self, holds: bool, place: &str, reason: impl FnOnce() -> String) {
        self.compared += 1;
        if !holds {
            self.fail(place, reason());
        }
    }
}

/// How far numbers may be apart.
#[derive(Debug, Clone, Copy, Default)]
struct Limit {
    rel: f64,
    abs: f64,
    exact: bool,
}

impl Limit {
    fn of(value: &Value) -> Option<Self> {
        let number = |name: &str| value.get(name).and_then(Value::as_f64);
        let exact = value.get("exact").and_then(Value::as_bool).unwrap_or(false);
        let (rel, abs) = (number("rel"), number("abs"));
        (exact || rel.is_some() || abs.is_some()).then(|| Self {
            rel: rel.unwrap_or(0.0),
            abs: abs.unwrap_or(0.0),
            exact,
        })
    }
}

/// The tolerances of a case: a general one and those of named fields.
#[derive(Debug)]
pub struct Tolerance {
    general: Limit,
    named: Vec<(String, Limit)>,
}

/// Where neither case nor file states one: the vectors are printed with 15 digits.
const PRINTED: f64 = 1e-12;

impl Tolerance {
    /// Reads them from the most to the least specific.
    pub fn new(sources: &[&Value]) -> Self {
        let general = sources.iter().find_map(|source| Limit::of(source));
        let named = sources
            .iter()
            .filter_map(|source| source.as_object())
            .flatten()
            .filter_map(|(name, value)| Some((name.clone(), Limit::of(value)?)))
            .collect();
        Self { general: general.unwrap_or(Limit { rel: PRINTED, abs: 0.0, exact: false }), named }
    }

    /// The limit of a place: that of the innermost field whose name has every word of a tolerance's name.
    fn at(&self, path: &[String]) -> Limit {
        let words = |name: &str| {
            name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
        };
        for field in path.iter().rev() {
            let of_field = words(field);
            let fits = |name: &str| words(name).iter().all(|word| of_field.contains(word));
            let best = self.named.iter().filter(|(name, _)| fits(name)).max_by_key(|n| n.0.len());
            if let Some((_, limit)) = best {
                return *limit;
            }
        }
        self.general
    }
}

fn number(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some("inf" | "Infinity") => Some(f64::INFINITY),
        Some("-inf" | "-Infinity") => Some(f64::NEG_INFINITY),
        Some(_) => None,
        None => value.as_f64(),
    }
}

fn near(expected: f64, found: f64, limit: Limit) -> bool {
    if expected.total_cmp(&found).is_eq() {
        return true;
    }
    let apart = (expected - found).abs();
    if limit.exact {
        // fractions are printed with 15 digits; whole numbers have to agree
        return apart <= if expected.fract() == 0.0 { 0.0 } else { 1e-14 * expected.abs() };
    }
    apart <= limit.abs + limit.rel * expected.abs()
}

/// Compares every value of `expected`; what the answer has beyond it is its own business.
pub fn compare(
    expected: &Value,
    found: &Value,
    tolerance: &Tolerance,
    path: &mut Vec<String>,
    report: &mut Report,
) {
    let place = path.join(".");
    match (expected, found) {
        (Value::Object(fields), Value::Object(_)) => {
            for (name, value) in fields {
                if name == "tolerance" {
                    continue;
                }
                path.push(name.clone());
                match found.get(name) {
                    Some(inner) => compare(value, inner, tolerance, path, report),
                    None => report.check(false, &path.join("."), || "has no answer".to_owned()),
                }
                path.pop();
            }
        }
        (Value::Array(values), Value::Array(others)) => {
            if values.len() != others.len() {
                let lengths = (values.len(), others.len());
                report.check(false, &place, || format!("{} entries, not {}", lengths.1, lengths.0));
                return;
            }
            for (index, (value, other)) in values.iter().zip(others).enumerate() {
                path.push(index.to_string());
                compare(value, other, tolerance, path, report);
                path.pop();
            }
        }
        _ => {
            let holds = match (number(expected), number(found)) {
                (Some(a), Some(b)) => near(a, b, tolerance.at(path)),
                _ => expected == found,
            };
            report.check(holds, &place, || format!("is {found}, expected {expected}"));
        }
    }
}
