//! Conditions on events, their measures and sequences in JSON.

use super::Budget;
use super::node::{flag, node};
use super::operator::operator;
use super::value::{counted, decimal_in, number_list, optional_amount, optional_decimal, text_in};
use super::window::{event_window, mask, unit, window};
use crate::error::{Code, Error, Result};
use crate::rule::json::{
    known, object, optional_text, required, shape, tagged, text, unknown_operator, wrong,
};
use crate::rule::{
    ActivePeriods, EventCondition, GapStatistic, Growth, Measure, Node, Part, Percentile, Ratio,
    Seasonality, Sequence, Share, Step, Streak, StreakKind,
};
use serde_json::{Map, Value};

pub(super) fn event(
    value: &Value,
    path: &str,
    depth: usize,
    budget: &mut Budget,
) -> Result<EventCondition> {
    let map = object(value, path)?;
    known(path, map, &["table", "where", "window", "mask", "measure", "is"])?;
    let at = |key: &str| format!("{path}.{key}");
    Ok(EventCondition {
        table: text_in(map, "table", path)?,
        filter: filter(map, path, depth, budget)?,
        window: match map.get("window") {
            None => None,
            Some(v) => Some(event_window(v, &at("window"), depth, budget)?),
        },
        mask: map.get("mask").map(|v| mask(v, &at("mask"), budget)).transpose()?,
        measure: measure(required(map, "measure", path)?, &at("measure"), depth, budget)?,
        is: operator(required(map, "is", path)?, &at("is"), budget)?,
    })
}

fn filter(
    map: &Map<String, Value>,
    path: &str,
    depth: usize,
    budget: &mut Budget,
) -> Result<Option<Box<Node>>> {
    map.get("where")
        .map(|v| node(v, &format!("{path}.where"), depth + 1, budget).map(Box::new))
        .transpose()
}

pub(super) fn sequence(
    value: &Value,
    path: &str,
    depth: usize,
    budget: &mut Budget,
) -> Result<Sequence> {
    let map = object(value, path)?;
    known(path, map, &["steps", "window", "mask", "within", "strict", "correlate", "reached"])?;
    let at = |key: &str| format!("{path}.{key}");
    let steps = required(map, "steps", path)?;
    let steps = steps.as_array().ok_or_else(|| shape(&at("steps"), "a list of steps", steps))?;
    budget.take_values(steps.len(), &at("steps"))?;
    Ok(Sequence {
        steps: steps
            .iter()
            .enumerate()
            .map(|(i, v)| step(v, &format!("{path}.steps[{i}]"), depth, budget))
            .collect::<Result<_>>()?,
        window: match map.get("window") {
            None => None,
            Some(v) => Some(event_window(v, &at("window"), depth, budget)?),
        },
        mask: map.get("mask").map(|v| mask(v, &at("mask"), budget)).transpose()?,
        within: optional_amount(map, "within", path)?,
        strict: map.get("strict").map(|v| flag(v, &at("strict"))).transpose()?,
        correlate: optional_text(map, "correlate", path)?,
        reached: map.get("reached").map(|v| operator(v, &at("reached"), budget)).transpose()?,
    })
}

fn step(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<Step> {
    let map = object(value, path)?;
    known(path, map, &["table", "where", "not", "gap"])?;
    Ok(Step {
        table: text_in(map, "table", path)?,
        filter: filter(map, path, depth, budget)?,
        not: map.get("not").map_or(Ok(false), |v| flag(v, &format!("{path}.not")))?,
        gap: optional_amount(map, "gap", path)?,
    })
}

/// Measures without settings.
pub(in crate::rule) const PLAIN: [(&str, Measure); 9] = [
    ("count", Measure::Count),
    ("distinct_days", Measure::DistinctDays),
    ("distinct_weeks", Measure::DistinctWeeks),
    ("distinct_months", Measure::DistinctMonths),
    ("first_at", Measure::FirstAt),
    ("last_at", Measure::LastAt),
    ("days_since_first", Measure::DaysSinceFirst),
    ("days_since_last", Measure::DaysSinceLast),
    ("overdue_ratio", Measure::OverdueRatio),
];
type OfColumn = fn(String) -> Measure;
/// Measures of one column.
pub(in crate::rule) const COLUMN: [(&str, OfColumn); 9] = [
    ("distinct", Measure::Distinct),
    ("sum", Measure::Sum),
    ("avg", Measure::Avg),
    ("min", Measure::Min),
    ("max", Measure::Max),
    ("median", Measure::Median),
    ("first", Measure::First),
    ("last", Measure::Last),
    ("top_value", Measure::TopValue),
];
const SHAPED: [&str; 8] =
    ["percentile", "gap", "streak", "active_periods", "share", "ratio", "growth", "seasonality"];

fn measure(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<Measure> {
    let (name, inner) = tagged(value, path)?;
    if let Some((_, plain)) = PLAIN.iter().find(|(n, _)| *n == name) {
        return match inner {
            None => Ok(plain.clone()),
            Some(_) => Err(shape(path, &format!("\"{name}\""), value)),
        };
    }
    let at = format!("{path}.{name}");
    if let Some((_, make)) = COLUMN.iter().find(|(n, _)| *n == name) {
        let column = inner.ok_or_else(|| shape(path, &format!("{{\"{name}\": column}}"), value))?;
        return Ok(make(text(column, &at)?));
    }
    match inner {
        Some(inner) if SHAPED.contains(&name) => shaped(name, inner, &at, depth, budget),
        None if SHAPED.contains(&name) => {
            Err(Error::new(Code::MissingKey).with("key", format!("the value of {name}")).at(path))
        }
        _ => {
            let names = PLAIN.iter().map(|(n, _)| *n).chain(COLUMN.iter().map(|(n, _)| *n));
            let names: Vec<&str> = names.chain(SHAPED).collect();
            Err(unknown_operator(path, name, &names))
        }
    }
}

/// A measure with several settings.
fn shaped(
    name: &str,
    inner: &Value,
    at: &str,
    depth: usize,
    budget: &mut Budget,
) -> Result<Measure> {
    if name == "gap" {
        return Ok(Measure::Gap(match text(inner, at)?.as_str() {
            "mean" => GapStatistic::Mean,
            "median" => GapStatistic::Median,
            "max" => GapStatistic::Max,
            "last" => GapStatistic::Last,
            other => return Err(wrong(at, other, "mean, median, max or last")),
        }));
    }
    let map = object(inner, at)?;
    let inside = |key: &str| format!("{at}.{key}");
    Ok(match name {
        "percentile" => {
            known(at, map, &["column", "q"])?;
            Measure::Percentile(Percentile {
                column: text_in(map, "column", at)?,
                q: decimal_in(map, "q", at)?,
            })
        }
        "streak" => {
            known(at, map, &["unit", "which"])?;
            let which = match text_in(map, "which", at)?.as_str() {
                "current" => StreakKind::Current,
                "longest" => StreakKind::Longest,
                other => return Err(wrong(&inside("which"), other, "current or longest")),
            };
            Measure::Streak(Streak {
                unit: unit(required(map, "unit", at)?, &inside("unit"))?,
                which,
            })
        }
        "active_periods" => {
            known(at, map, &["unit", "of", "at_least"])?;
            Measure::ActivePeriods(ActivePeriods {
                unit: unit(required(map, "unit", at)?, &inside("unit"))?,
                of: counted(map, "of", at)?,
                at_least: counted(map, "at_least", at)?,
            })
        }
        "share" => {
            known(at, map, &["where", "sum"])?;
            let filter = required(map, "where", at)?;
            Measure::Share(Share {
                filter: Box::new(node(filter, &inside("where"), depth + 1, budget)?),
                sum: optional_text(map, "sum", at)?,
            })
        }
        "ratio" => {
            known(at, map, &["of", "to"])?;
            let mut part = |key: &str| -> Result<Part> {
                let at = inside(key);
                let map = object(required(map, key, &at)?, &at)?;
                known(&at, map, &["measure", "where"])?;
                Ok(Part {
                    measure: inner_measure(map, "measure", &at, depth, budget)?,
                    filter: filter(map, &at, depth, budget)?,
                })
            };
            Measure::Ratio(Box::new(Ratio { of: part("of")?, to: part("to")? }))
        }
        "growth" => {
            known(at, map, &["of", "over", "min_base"])?;
            Measure::Growth(Box::new(Growth {
                of: inner_measure(map, "of", at, depth, budget)?,
                over: window(required(map, "over", at)?, &inside("over"))?,
                min_base: optional_decimal(map, "min_base", at)?,
            }))
        }
        _ => {
            known(at, map, &["months"])?;
            let months = required(map, "months", at)?;
            Measure::Seasonality(Seasonality {
                months: number_list(months, &inside("months"), budget)?,
            })
        }
    })
}

/// A measure inside of another one: one level, so that neither the stack nor the meaning gets deep.
fn inner_measure(
    map: &Map<String, Value>,
    key: &str,
    path: &str,
    depth: usize,
    budget: &mut Budget,
) -> Result<Measure> {
    let value = required(map, key, path)?;
    let at = format!("{path}.{key}");
    if let (name @ ("ratio" | "growth"), _) = tagged(value, &at)? {
        return Err(wrong(&at, name, "a measure that is no ratio and no growth"));
    }
    measure(value, &at, depth, budget)
}
