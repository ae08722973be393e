//! Operators and their operands against the kind of the left-hand side.

use super::value::{
    Left, check_moment, check_population, check_value, only_a_date, range_is_empty,
};
use super::{column, within, wrong as wrong_value};
use crate::error::{Code, Error, Result};
use crate::facts::{check::CodeForm, slot::Slot, tier::Tier};
use crate::rule::literal::Reference;
use crate::rule::operator::{self, Band, Operand, Operator, Period, operators_for};
use crate::rule::{Literal, Mask};
use crate::table::{Decimal, Kind};
use crate::time::window::{Absolute, Amount};
use crate::time::{SpanContext, WeekStart, Window, Zone, parse_clock};

/// Whether an operator and its operand fit a kind of value.
pub(super) fn check_operator(
    operator: &Operator,
    kind: Kind,
    field: &str,
    path: &str,
    left: &Left<'_>,
) -> Result<()> {
    let name = operator.name();
    let info = operator::find(name).filter(|o| o.kinds.contains(&kind));
    let compares_contacts = |o: &operator::OperatorInfo| {
        matches!(
            o.operand,
            Operand::TopN | Operand::TopPercent | Operand::Quantiles | Operand::Zscore
        )
    };
    let allowed = |o: &operator::OperatorInfo| {
        if left.columns.is_none() {
            return o.of_derived;
        }
        left.of_contacts || !compares_contacts(o)
    };
    if !info.is_some_and(allowed) {
        let names: Vec<&str> = operators_for(kind).filter(|o| allowed(o)).map(|o| o.name).collect();
        let names = if names.is_empty() { "a tags condition".to_owned() } else { names.join(", ") };
        let error =
            Error::new(Code::OperatorNotForType).with("operator", name).with("field", field);
        return Err(error.with("type", kind.name()).with("operators", names).at(path));
    }
    if let Some((inside, inner)) = operator.inner() {
        check_inner(operator, left, path)?;
        let left = Left::inner(left.context);
        return check_operator(inner, Kind::Number, name, &format!("{path}.{inside}"), &left);
    }
    let zone = left.context.zone;
    match operator {
        Operator::Eq(v)
        | Operator::Ne(v)
        | Operator::Lt(v)
        | Operator::Le(v)
        | Operator::Gt(v)
        | Operator::Ge(v) => check_value(v, kind, path, left),
        Operator::In(values) | Operator::NotIn(values) => {
            if values.is_empty() {
                return Err(Error::new(Code::EmptyList).at(path));
            }
            values.iter().try_for_each(|v| match v.reference() {
                Some(Reference::Field(_) | Reference::Statistic(_)) => {
                    Err(wrong_value(v, "a value or a parameter", path))
                }
                _ => check_value(v, kind, path, left),
            })
        }
        Operator::Between(low, high) | Operator::NotBetween(low, high) => {
            check_value(low, kind, path, left)?;
            check_value(high, kind, path, left)?;
            if range_is_empty(low, high, kind, zone) {
                return Err(Error::new(Code::EmptyRange)
                    .with("from", low)
                    .with("to", high)
                    .at(path));
            }
            Ok(())
        }
        Operator::Before(v)
        | Operator::After(v)
        | Operator::OnOrBefore(v)
        | Operator::OnOrAfter(v) => match v {
            Literal::Text(t) => {
                let moment = check_moment(t, path, zone)?;
                if kind == Kind::Date { only_a_date(moment, t, path) } else { Ok(()) }
            }
            v => check_value(v, kind, path, left),
        },
        Operator::On(v) => match v {
            Literal::Text(t) => only_a_date(check_moment(t, path, zone)?, t, path),
            v => check_value(v, kind, path, left),
        },
        operator => check_operand(operator, path, left),
    }
}

/// Operands that are neither values nor operators.
fn check_operand(operator: &Operator, path: &str, left: &Left<'_>) -> Result<()> {
    let zone = left.context.zone;
    match operator {
        Operator::Contains(t)
        | Operator::NotContains(t)
        | Operator::StartsWith(t)
        | Operator::NotStartsWith(t)
        | Operator::EndsWith(t)
        | Operator::NotEndsWith(t)
        | Operator::Like(t)
        | Operator::NotLike(t)
        | Operator::PinyinStarts(t)
        | Operator::NotPinyinStarts(t) => not_blank(t, path),
        Operator::ContainsAny(texts)
        | Operator::NotContainsAny(texts)
        | Operator::ContainsAll(texts)
        | Operator::NotContainsAll(texts)
        | Operator::InSubtree(texts)
        | Operator::NotInSubtree(texts) => {
            not_empty(texts, path)?;
            texts.iter().try_for_each(|t| not_blank(t, path))
        }
        Operator::Matches(pattern) | Operator::NotMatches(pattern) => {
            not_blank(pattern, path)?;
            compile_pattern(pattern).map(|_| ()).map_err(|e| e.at(path))
        }
        Operator::InRange(low, high) => {
            not_blank(low, path)?;
            not_blank(high, path)?;
            if low.trim().chars().count() != high.trim().chars().count() {
                return Err(wrong_value(high, "as long as the other bound", path));
            }
            if low.trim() > high.trim() {
                return Err(Error::new(Code::EmptyRange)
                    .with("from", low)
                    .with("to", high)
                    .at(path));
            }
            Ok(())
        }
        Operator::Valid(form) | Operator::NotValid(form) => {
            one_of(form, CodeForm::ALL.iter().map(|(n, _)| *n), path)
        }
        Operator::CityTierIn(tiers) => {
            not_empty(tiers, path)?;
            tiers.iter().try_for_each(|t| one_of(t, Tier::ALL.iter().map(|(n, _)| *n), path))
        }
        Operator::InSlot(slots) => check_slots(slots, path),
        Operator::TimeBetween(from, to) => check_times(from, to, path),
        Operator::RankGe(rank) | Operator::RankLe(rank) => {
            not_empty(&rank.order, path)?;
            if rank.order.contains(&rank.value) {
                return Ok(());
            }
            let expected = format!("one of the order {}", rank.order.join(", "));
            Err(wrong_value(&rank.value, &expected, path))
        }
        Operator::InBands(bands) => check_bands(bands, path),
        Operator::TopN(top) | Operator::BottomN(top) => {
            if top.n == 0 {
                return Err(wrong_value(0, "a number of contacts from 1 on", path));
            }
            check_population(top.population.as_ref(), path, left)
        }
        Operator::TopPercent(top) | Operator::BottomPercent(top) => {
            if top.percent <= Decimal::whole(0) || !within(top.percent, 0, 100) {
                return Err(wrong_value(top.percent, "a percentage above 0 and up to 100", path));
            }
            check_population(top.population.as_ref(), path, left)
        }
        Operator::QuantileIn(range) => {
            for q in [range.from, range.to] {
                if !within(q, 0, 1) {
                    return Err(wrong_value(q, "a quantile from 0 to 1", path));
                }
            }
            if range.from >= range.to {
                let error = Error::new(Code::EmptyRange).with("from", range.from);
                return Err(error.with("to", range.to).at(path));
            }
            check_population(range.population.as_ref(), path, left)
        }
        Operator::InWindow(w) | Operator::NotInWindow(w) => check_window(w, path, zone),
        Operator::MoreThanAgo(amount)
        | Operator::LessThanAgo(amount)
        | Operator::InNext(amount) => check_amount(*amount, path),
        Operator::AgoBetween(ago) => check_window(&Window::Ago(*ago), path, zone),
        Operator::AnniversaryIn(Period::Next { next }) => check_amount(*next, path),
        Operator::AnniversaryIn(Period::Window(window)) => {
            check_window(window, path, zone)?;
            if matches!(window, Window::AllTime | Window::Absolute(Absolute { from: None, .. })) {
                let error = Error::new(Code::BadWindow);
                return Err(error.with("reason", "an anniversary needs a start").at(path));
            }
            Ok(())
        }
        Operator::MonthIn(list) => check_numbers(list, 1, 12, "a month from 1 to 12", path),
        Operator::WeekdayIn(list) => {
            check_numbers(list, 1, 7, "a weekday from 1 (Monday) to 7 (Sunday)", path)
        }
        Operator::DayOfMonthIn(list) => {
            check_numbers(list, 1, 31, "a day of the month from 1 to 31", path)
        }
        Operator::WithinKm(circle) => {
            longitude(&circle.longitude, path, left)?;
            latitude(circle.center.0, path)?;
            meridian(circle.center.1, path)?;
            if circle.km <= Decimal::whole(0) {
                return Err(wrong_value(circle.km, "a distance above 0", path));
            }
            Ok(())
        }
        Operator::InBox(bounds) => {
            longitude(&bounds.longitude, path, left)?;
            latitude(bounds.south, path)?;
            latitude(bounds.north, path)?;
            meridian(bounds.west, path)?;
            meridian(bounds.east, path)?;
            if bounds.south > bounds.north {
                let error = Error::new(Code::EmptyRange).with("from", bounds.south);
                return Err(error.with("to", bounds.north).at(path));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What stands beside the operator on a derived number.
fn check_inner(operator: &Operator, left: &Left<'_>, path: &str) -> Result<()> {
    match operator {
        Operator::Zscore(zscore) => check_population(zscore.population.as_ref(), path, left),
        Operator::Diff(diff) => {
            let Some(name) = &diff.to else { return Ok(()) };
            let field = column(left.columns.unwrap_or_default(), name, path)?;
            if matches!(field.kind, Kind::Date | Kind::Datetime) {
                return Ok(());
            }
            Err(wrong_value(name, "a column of dates or times", path))
        }
        _ => Ok(()),
    }
}

fn not_empty<T>(list: &[T], path: &str) -> Result<()> {
    if list.is_empty() { Err(Error::new(Code::EmptyList).at(path)) } else { Ok(()) }
}

fn one_of<'a>(name: &str, names: impl Iterator<Item = &'a str> + Clone, path: &str) -> Result<()> {
    if names.clone().any(|n| n == name) {
        return Ok(());
    }
    let names: Vec<&str> = names.collect();
    Err(wrong_value(name, &format!("one of {}", names.join(", ")), path))
}

fn check_numbers(list: &[u32], low: u32, high: u32, expected: &str, path: &str) -> Result<()> {
    not_empty(list, path)?;
    match list.iter().find(|n| !(low..=high).contains(*n)) {
        Some(n) => Err(wrong_value(n, expected, path)),
        None => Ok(()),
    }
}

fn check_slots(slots: &[String], path: &str) -> Result<()> {
    not_empty(slots, path)?;
    slots.iter().try_for_each(|s| one_of(s, Slot::ALL.iter().map(|(n, _)| *n), path))
}

fn check_times(from: &str, to: &str, path: &str) -> Result<()> {
    let minute = |text: &str| {
        parse_clock(text).ok_or_else(|| wrong_value(text, "a time of the day such as 22:00", path))
    };
    if minute(from)? == minute(to)? {
        return Err(Error::new(Code::EmptyRange).with("from", from).with("to", to).at(path));
    }
    Ok(())
}

/// Weekdays and times of the day of a mask.
pub(super) fn check_mask(mask: &Mask, path: &str) -> Result<()> {
    if let Some(days) = &mask.weekdays {
        let at = format!("{path}.weekdays");
        check_numbers(days, 1, 7, "a weekday from 1 (Monday) to 7 (Sunday)", &at)?;
    }
    if let Some(slots) = &mask.slots {
        check_slots(slots, &format!("{path}.slots"))?;
    }
    match &mask.times {
        Some((from, to)) => check_times(from, to, &format!("{path}.times")),
        None => Ok(()),
    }
}

fn check_bands(bands: &[Band], path: &str) -> Result<()> {
    not_empty(bands, path)?;
    for Band(low, high) in bands {
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            return Err(Error::new(Code::EmptyRange).with("from", low).with("to", high).at(path));
        }
    }
    Ok(())
}

fn check_amount(amount: Amount, path: &str) -> Result<()> {
    if amount.n == 0 || amount.n > 1_000_000 {
        return Err(wrong_value(amount.n, "a length from 1 to 1,000,000", path));
    }
    Ok(())
}

fn longitude(name: &str, path: &str, left: &Left<'_>) -> Result<()> {
    let field = column(left.columns.unwrap_or_default(), name, path)?;
    if field.kind == Kind::Number {
        return Ok(());
    }
    Err(wrong_value(name, "a column of numbers", path))
}

fn latitude(value: Decimal, path: &str) -> Result<()> {
    if within(value, -90, 90) {
        return Ok(());
    }
    Err(wrong_value(value, "a latitude from -90 to 90", path))
}

fn meridian(value: Decimal, path: &str) -> Result<()> {
    if within(value, -180, 180) {
        return Ok(());
    }
    Err(wrong_value(value, "a longitude from -180 to 180", path))
}

/// The pattern as a linear-time automaton of bounded size.
pub fn compile_pattern(pattern: &str) -> Result<regex_lite::Regex> {
    regex_lite::RegexBuilder::new(pattern)
        .size_limit(1 << 20)
        .nest_limit(50)
        .build()
        .map_err(|e| Error::new(Code::BadPattern).with("reason", e))
}

fn not_blank(text: &str, path: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::new(Code::WrongValue)
            .with("value", "\"\"")
            .with("expected", "a text")
            .at(path));
    }
    Ok(())
}

pub(super) fn check_window(window: &Window, path: &str, zone: &Zone) -> Result<()> {
    // whether a window is well formed does not depend on when it is asked
    let context =
        SpanContext { as_of: 1_700_000_000_000, zone: zone.clone(), week_start: WeekStart::Monday };
    context.resolve(window).map(|_| ()).map_err(|e| e.at(path))
}
