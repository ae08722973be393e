//! Operators in JSON.

use super::Budget;
use super::value::{
    counted, decimal, decimal_in, literal, number_list, optional_population, optional_tie, text_in,
    text_list,
};
use super::window::{ago, amount, text_pair, unit, window};
use crate::error::{Code, Error, Result};
use crate::rule::json::{
    known, object, optional_text, required, shape, tagged, text, unknown_operator,
};
use crate::rule::operator::{self, Band, Circle, Diff, GeoBox, Operand, Operator, Period, Rank};
use crate::rule::{Literal, QuantileRange, TopN, TopPercent, Zscore};
use crate::table::Decimal;
use serde_json::Value;

pub(super) fn operator(value: &Value, path: &str, budget: &mut Budget) -> Result<Operator> {
    operator_at(value, path, budget, 1)
}

/// How deep operators stand in each other: the age of …, the distance of …
const NESTING: usize = 2;

fn operator_at(value: &Value, path: &str, budget: &mut Budget, depth: usize) -> Result<Operator> {
    let (name, inner) = tagged(value, path)?;
    let Some(info) = operator::find(name) else {
        let names: Vec<&str> = operator::OPERATORS.iter().map(|o| o.name).collect();
        return Err(unknown_operator(path, name, &names));
    };
    let at = format!("{path}.{name}");
    if info.operand == Operand::None {
        return match inner {
            None | Some(Value::Bool(true) | Value::Null) => Ok(plain_operator(name)),
            Some(_) => Err(shape(path, &format!("\"{name}\""), value)),
        };
    }
    let Some(inner) = inner else {
        return Err(Error::new(Code::MissingKey)
            .with("key", format!("the value of {name}"))
            .at(path));
    };
    let nested = |value: &Value, path: &str, budget: &mut Budget| {
        if depth >= NESTING {
            return Err(Error::new(Code::DefinitionTooLarge)
                .with("limit", NESTING)
                .with("what", "operators inside each other")
                .at(path));
        }
        operator_at(value, path, budget, depth + 1).map(Box::new)
    };
    Ok(match info.operand {
        Operand::Value | Operand::Moment => value_operator(name, literal(inner, &at)?),
        Operand::Values => {
            let list = inner.as_array().ok_or_else(|| shape(&at, "a list of values", inner))?;
            budget.take_values(list.len(), &at)?;
            let values: Result<Vec<Literal>> =
                list.iter().enumerate().map(|(i, v)| literal(v, &format!("{at}[{i}]"))).collect();
            if name == "in" { Operator::In(values?) } else { Operator::NotIn(values?) }
        }
        Operand::Range => {
            let Some([low, high]) = inner.as_array().map(Vec::as_slice) else {
                return Err(shape(&at, "a list of two bounds", inner));
            };
            let (low, high) =
                (literal(low, &format!("{at}[0]"))?, literal(high, &format!("{at}[1]"))?);
            if name == "between" {
                Operator::Between(low, high)
            } else {
                Operator::NotBetween(low, high)
            }
        }
        Operand::Text | Operand::Name => text_operator(name, text(inner, &at)?),
        Operand::Texts | Operand::Names | Operand::Paths => {
            texts_operator(name, text_list(inner, &at, budget)?)
        }
        Operand::Window => {
            let window = window(inner, &at)?;
            if name == "in_window" {
                Operator::InWindow(window)
            } else {
                Operator::NotInWindow(window)
            }
        }
        Operand::Comparison => {
            let is = nested(inner, &at, budget)?;
            if name == "length" { Operator::Length(is) } else { Operator::Age(is) }
        }
        Operand::Codes => {
            let (low, high) = text_pair(inner, &at)?;
            Operator::InRange(low, high)
        }
        Operand::Times => {
            let (from, to) = text_pair(inner, &at)?;
            Operator::TimeBetween(from, to)
        }
        Operand::Numbers => {
            let numbers = number_list(inner, &at, budget)?;
            match name {
                "month_in" => Operator::MonthIn(numbers),
                "weekday_in" => Operator::WeekdayIn(numbers),
                _ => Operator::DayOfMonthIn(numbers),
            }
        }
        Operand::Amount => {
            let amount = amount(inner, &at)?;
            match name {
                "more_than_ago" => Operator::MoreThanAgo(amount),
                "less_than_ago" => Operator::LessThanAgo(amount),
                _ => Operator::InNext(amount),
            }
        }
        Operand::Ago => Operator::AgoBetween(ago(inner, &at)?),
        Operand::Bands => Operator::InBands(bands(inner, &at, budget)?),
        Operand::Diff => {
            let map = object(inner, &at)?;
            known(&at, map, &["to", "unit", "is"])?;
            Operator::Diff(Diff {
                to: optional_text(map, "to", &at)?,
                unit: unit(required(map, "unit", &at)?, &format!("{at}.unit"))?,
                is: nested(required(map, "is", &at)?, &format!("{at}.is"), budget)?,
            })
        }
        Operand::Zscore => {
            let map = object(inner, &at)?;
            known(&at, map, &["is", "population"])?;
            Operator::Zscore(Zscore {
                is: nested(required(map, "is", &at)?, &format!("{at}.is"), budget)?,
                population: optional_population(map, &at)?,
            })
        }
        _ => shaped(name, inner, &at, budget)?,
    })
}

pub(in crate::rule) fn plain_operator(name: &str) -> Operator {
    match name {
        "is_set" => Operator::IsSet,
        "is_not_set" => Operator::IsNotSet,
        "is_true" => Operator::IsTrue,
        "is_false" => Operator::IsFalse,
        "is_not_true" => Operator::IsNotTrue,
        _ => Operator::IsNotFalse,
    }
}

pub(in crate::rule) fn value_operator(name: &str, value: Literal) -> Operator {
    match name {
        "eq" => Operator::Eq(value),
        "ne" => Operator::Ne(value),
        "lt" => Operator::Lt(value),
        "le" => Operator::Le(value),
        "gt" => Operator::Gt(value),
        "ge" => Operator::Ge(value),
        "before" => Operator::Before(value),
        "after" => Operator::After(value),
        "on" => Operator::On(value),
        "on_or_before" => Operator::OnOrBefore(value),
        _ => Operator::OnOrAfter(value),
    }
}

pub(in crate::rule) fn text_operator(name: &str, text: String) -> Operator {
    match name {
        "contains" => Operator::Contains(text),
        "not_contains" => Operator::NotContains(text),
        "starts_with" => Operator::StartsWith(text),
        "not_starts_with" => Operator::NotStartsWith(text),
        "ends_with" => Operator::EndsWith(text),
        "not_ends_with" => Operator::NotEndsWith(text),
        "like" => Operator::Like(text),
        "not_like" => Operator::NotLike(text),
        "matches" => Operator::Matches(text),
        "not_matches" => Operator::NotMatches(text),
        "pinyin_starts" => Operator::PinyinStarts(text),
        "not_pinyin_starts" => Operator::NotPinyinStarts(text),
        "valid" => Operator::Valid(text),
        _ => Operator::NotValid(text),
    }
}

pub(in crate::rule) fn texts_operator(name: &str, texts: Vec<String>) -> Operator {
    match name {
        "contains_any" => Operator::ContainsAny(texts),
        "not_contains_any" => Operator::NotContainsAny(texts),
        "contains_all" => Operator::ContainsAll(texts),
        "not_contains_all" => Operator::NotContainsAll(texts),
        "in_subtree" => Operator::InSubtree(texts),
        "not_in_subtree" => Operator::NotInSubtree(texts),
        "city_tier_in" => Operator::CityTierIn(texts),
        _ => Operator::InSlot(texts),
    }
}

/// Operators with several settings.
fn shaped(name: &str, inner: &Value, at: &str, budget: &mut Budget) -> Result<Operator> {
    if name == "anniversary_in" {
        return Ok(Operator::AnniversaryIn(match inner.get("next") {
            Some(next) => {
                known(at, object(inner, at)?, &["next"])?;
                Period::Next { next: amount(next, &format!("{at}.next"))? }
            }
            None => Period::Window(window(inner, at)?),
        }));
    }
    let map = object(inner, at)?;
    Ok(match name {
        "rank_ge" | "rank_le" => {
            known(at, map, &["value", "order"])?;
            let rank = Rank {
                value: text_in(map, "value", at)?,
                order: text_list(required(map, "order", at)?, &format!("{at}.order"), budget)?,
            };
            if name == "rank_ge" { Operator::RankGe(rank) } else { Operator::RankLe(rank) }
        }
        "top_n" | "bottom_n" => {
            known(at, map, &["n", "population", "tie"])?;
            let top = TopN {
                n: counted(map, "n", at)?,
                population: optional_population(map, at)?,
                tie: optional_tie(map, at)?,
            };
            if name == "top_n" { Operator::TopN(top) } else { Operator::BottomN(top) }
        }
        "top_percent" | "bottom_percent" => {
            known(at, map, &["percent", "population", "tie"])?;
            let top = TopPercent {
                percent: decimal_in(map, "percent", at)?,
                population: optional_population(map, at)?,
                tie: optional_tie(map, at)?,
            };
            if name == "top_percent" {
                Operator::TopPercent(top)
            } else {
                Operator::BottomPercent(top)
            }
        }
        "quantile_in" => {
            known(at, map, &["from", "to", "population"])?;
            Operator::QuantileIn(QuantileRange {
                from: decimal_in(map, "from", at)?,
                to: decimal_in(map, "to", at)?,
                population: optional_population(map, at)?,
            })
        }
        "within_km" => {
            known(at, map, &["longitude", "center", "km"])?;
            let center = required(map, "center", at)?;
            let Some([lat, lon]) = center.as_array().map(Vec::as_slice) else {
                return Err(shape(&format!("{at}.center"), "latitude and longitude", center));
            };
            Operator::WithinKm(Circle {
                longitude: text_in(map, "longitude", at)?,
                center: (
                    decimal(lat, &format!("{at}.center[0]"))?,
                    decimal(lon, &format!("{at}.center[1]"))?,
                ),
                km: decimal_in(map, "km", at)?,
            })
        }
        _ => {
            known(at, map, &["longitude", "south", "west", "north", "east"])?;
            Operator::InBox(GeoBox {
                longitude: text_in(map, "longitude", at)?,
                south: decimal_in(map, "south", at)?,
                west: decimal_in(map, "west", at)?,
                north: decimal_in(map, "north", at)?,
                east: decimal_in(map, "east", at)?,
            })
        }
    })
}

fn bands(value: &Value, path: &str, budget: &mut Budget) -> Result<Vec<Band>> {
    let list = value.as_array().ok_or_else(|| shape(path, "a list of bands", value))?;
    budget.take_values(list.len(), path)?;
    let bound = |value: &Value, path: &str| -> Result<Option<Decimal>> {
        if value.is_null() { Ok(None) } else { decimal(value, path).map(Some) }
    };
    list.iter()
        .enumerate()
        .map(|(i, band)| {
            let at = format!("{path}[{i}]");
            match band.as_array().map(Vec::as_slice) {
                Some([low, high]) => {
                    Ok(Band(bound(low, &format!("{at}[0]"))?, bound(high, &format!("{at}[1]"))?))
                }
                _ => Err(shape(&at, "a list of two bounds", band)),
            }
        })
        .collect()
}
