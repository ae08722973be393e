//! Conditions on events and sequences against the loaded tables.

use super::operator::{check_mask, check_operator, check_window};
use super::value::Left;
use super::{Context, column, within, wrong};
use crate::error::{Code, Error, Result};
use crate::rule::hint::hint;
use crate::rule::schema::EventInfo;
use crate::rule::{EventCondition, EventWindow, Mask, Measure, Offset, Sequence, Since};
use crate::table::Kind;
use crate::time::window::{Amount, Unit};

pub(super) fn event(condition: &EventCondition, path: &str, context: &Context<'_>) -> Result<()> {
    let table = table(&condition.table, &format!("{path}.table"), context)?;
    event_window(condition.window.as_ref(), table, &format!("{path}.window"), context)?;
    mask(condition.mask.as_ref(), table, &format!("{path}.mask"))?;
    let at = format!("{path}.measure");
    let kind = measure_kind(&condition.measure, table, &at)?;
    check_measure(&condition.measure, &at, context)?;
    let left = Left::of_contacts(context);
    let name = condition.measure.name();
    check_operator(&condition.is, kind, name, &format!("{path}.is"), &left)
}

/// The most steps of a sequence: every event of a contact is held against each of them.
pub const MAX_STEPS: usize = 100;

pub(super) fn sequence(sequence: &Sequence, path: &str, context: &Context<'_>) -> Result<()> {
    if sequence.positive() == 0 {
        return Err(Error::new(Code::EmptySequence).at(path));
    }
    if sequence.steps.len() > MAX_STEPS {
        let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_STEPS);
        return Err(error.with("what", "steps of a sequence").at(path));
    }
    let mut kind = None;
    for (i, step) in sequence.steps.iter().enumerate() {
        let at = format!("{path}.steps[{i}]");
        let table = table(&step.table, &format!("{at}.table"), context)?;
        if table.time.is_none() {
            let error = Error::new(Code::NoTimeColumn).with("table", &table.table);
            return Err(error.at(&format!("{at}.table")));
        }
        amount(step.gap, &format!("{at}.gap"))?;
        if let Some(name) = &sequence.correlate {
            let at = format!("{path}.correlate");
            let field = column(&table.columns, name, &at)?;
            if kind.is_some_and(|kind| kind != field.kind) || field.kind == Kind::Tags {
                return Err(wrong(name, "a column of the same type in every table", &at));
            }
            kind = Some(field.kind);
        }
    }
    if let Some(first) = sequence.steps.first() {
        let table = table(&first.table, path, context)?;
        event_window(sequence.window.as_ref(), table, &format!("{path}.window"), context)?;
    }
    if let Some(mask) = &sequence.mask {
        check_mask(mask, &format!("{path}.mask"))?;
    }
    amount(sequence.within, &format!("{path}.within"))?;
    match &sequence.reached {
        Some(is) => {
            let left = Left::inner(context);
            check_operator(is, Kind::Number, "reached", &format!("{path}.reached"), &left)
        }
        None => Ok(()),
    }
}

fn table<'a>(name: &str, path: &str, context: &Context<'a>) -> Result<&'a EventInfo> {
    let events = &context.names.schema.events;
    events.iter().find(|e| e.table == name).ok_or_else(|| {
        let hint = hint(name, events.iter().map(|e| e.table.as_str()));
        Error::new(Code::UnknownTable).with("name", name).with("hint", hint).at(path)
    })
}

fn event_window(
    window: Option<&EventWindow>,
    table: &EventInfo,
    path: &str,
    context: &Context<'_>,
) -> Result<()> {
    let Some(window) = window else { return Ok(()) };
    if table.time.is_none() && *window != EventWindow::ALL_TIME {
        return Err(Error::new(Code::NoTimeColumn).with("table", &table.table).at(path));
    }
    match window {
        EventWindow::Fixed(window) => check_window(window, path, context.zone),
        EventWindow::Since(Since::SinceAttribute(since)) => {
            let at = format!("{path}.since_attribute");
            let field_at = format!("{at}.field");
            let field = column(&context.names.schema.fields, &since.field, &field_at)?;
            if !matches!(field.kind, Kind::Date | Kind::Datetime) {
                return Err(wrong(&since.field, "a column of dates or times", &field_at));
            }
            moved(since.offset, since.length, &at)
        }
        EventWindow::Since(Since::SinceEvent(since)) => {
            let at = format!("{path}.since_event");
            let anchor = self::table(&since.table, &format!("{at}.table"), context)?;
            if anchor.time.is_none() {
                let error = Error::new(Code::NoTimeColumn).with("table", &anchor.table);
                return Err(error.at(&format!("{at}.table")));
            }
            moved(since.offset, since.length, &at)
        }
    }
}

/// The longest offset and length, in units; the calendar ends at the year 9999.
const MAX_UNITS: u32 = 1_000_000;

fn moved(offset: Option<Offset>, length: Option<Amount>, path: &str) -> Result<()> {
    if let Some(offset) = offset
        && offset.n.unsigned_abs() > MAX_UNITS
    {
        return Err(wrong(offset.n, "at most 1,000,000 units", &format!("{path}.offset")));
    }
    amount(length, &format!("{path}.length"))
}

fn amount(amount: Option<Amount>, path: &str) -> Result<()> {
    match amount {
        Some(Amount { n, .. }) if n == 0 || n > MAX_UNITS => {
            Err(wrong(n, "a length from 1 to 1,000,000", path))
        }
        _ => Ok(()),
    }
}

fn mask(mask: Option<&Mask>, table: &EventInfo, path: &str) -> Result<()> {
    let Some(mask) = mask else { return Ok(()) };
    if table.time.is_none() {
        return Err(Error::new(Code::NoTimeColumn).with("table", &table.table).at(path));
    }
    check_mask(mask, path)
}

/// The settings of a measure.
fn check_measure(measure: &Measure, path: &str, context: &Context<'_>) -> Result<()> {
    match measure {
        Measure::Percentile(p) if !within(p.q, 0, 1) => {
            Err(wrong(p.q, "a quantile from 0 to 1", &format!("{path}.percentile.q")))
        }
        Measure::Streak(streak) => {
            calendar(streak.unit, &[Unit::Days, Unit::Weeks, Unit::Months], path)
        }
        Measure::ActivePeriods(periods) => {
            let at = format!("{path}.active_periods");
            let units = [Unit::Days, Unit::Weeks, Unit::Months, Unit::Quarters, Unit::Years];
            calendar(periods.unit, &units, path)?;
            if periods.of == 0 || periods.of > 10_000 {
                return Err(wrong(periods.of, "a number from 1 to 10,000", &format!("{at}.of")));
            }
            if periods.at_least == 0 {
                return Err(wrong("0", "a number from 1 on", &format!("{at}.at_least")));
            }
            Ok(())
        }
        Measure::Seasonality(seasonality) => {
            let at = format!("{path}.seasonality.months");
            if seasonality.months.is_empty() {
                return Err(Error::new(Code::EmptyList).at(&at));
            }
            match seasonality.months.iter().find(|m| !(1..=12).contains(*m)) {
                Some(month) => Err(wrong(month, "a month from 1 to 12", &at)),
                None => Ok(()),
            }
        }
        Measure::Ratio(ratio) => {
            check_measure(&ratio.of.measure, &format!("{path}.ratio.of.measure"), context)?;
            check_measure(&ratio.to.measure, &format!("{path}.ratio.to.measure"), context)
        }
        Measure::Growth(growth) => {
            check_measure(&growth.of, &format!("{path}.growth.of"), context)?;
            check_window(&growth.over, &format!("{path}.growth.over"), context.zone)
        }
        _ => Ok(()),
    }
}

fn calendar(unit: Unit, units: &[Unit], path: &str) -> Result<()> {
    if units.contains(&unit) {
        return Ok(());
    }
    let names: Vec<&str> =
        Unit::ALL.iter().filter(|(_, u)| units.contains(u)).map(|(n, _)| *n).collect();
    let name = Unit::ALL.iter().find(|(_, u)| *u == unit).map_or("", |(n, _)| n);
    Err(wrong(name, &format!("one of {}", names.join(", ")), path))
}

/// The kind of a measure's result.
pub fn measure_kind(measure: &Measure, table: &EventInfo, path: &str) -> Result<Kind> {
    if measure.needs_time() && table.time.is_none() {
        return Err(Error::new(Code::NoTimeColumn).with("table", &table.table).at(path));
    }
    let not_for = |column: &str, kind: &str| {
        let error = Error::new(Code::MeasureNotForType).with("measure", measure.name());
        error.with("field", column).with("type", kind).at(path)
    };
    match measure {
        Measure::FirstAt | Measure::LastAt => {
            let time = table.columns.iter().find(|c| Some(&c.name) == table.time.as_ref());
            return Ok(time.map_or(Kind::Datetime, |time| time.kind));
        }
        Measure::Ratio(ratio) => {
            for (name, part) in [("of", &ratio.of), ("to", &ratio.to)] {
                let at = format!("{path}.ratio.{name}.measure");
                let kind = measure_kind(&part.measure, table, &at)?;
                if kind != Kind::Number {
                    return Err(not_for(part.measure.name(), kind.name()));
                }
            }
            return Ok(Kind::Number);
        }
        Measure::Growth(growth) => {
            let kind = measure_kind(&growth.of, table, &format!("{path}.growth.of"))?;
            return if kind == Kind::Number {
                Ok(Kind::Number)
            } else {
                Err(not_for(growth.of.name(), kind.name()))
            };
        }
        _ => {}
    }
    let Some(name) = measure.column() else { return Ok(Kind::Number) };
    let column = column(&table.columns, name, path)?;
    let fits = match measure {
        Measure::Sum(_)
        | Measure::Avg(_)
        | Measure::Median(_)
        | Measure::Percentile(_)
        | Measure::Share(_) => column.kind == Kind::Number,
        Measure::Min(_) | Measure::Max(_) => {
            matches!(column.kind, Kind::Number | Kind::Date | Kind::Datetime)
        }
        _ => column.kind != Kind::Tags,
    };
    if !fits {
        return Err(not_for(&column.name, column.semantic.name()));
    }
    Ok(if matches!(measure, Measure::Distinct(_)) { Kind::Number } else { column.kind })
}
