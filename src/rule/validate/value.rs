//! Values to the right of an operator, and references to what stands somewhere else, against the left-hand side.

use super::{Context, column, wrong as wrong_value};
use crate::error::{Code, Error, Result};
use crate::rule::hint::hint;
use crate::rule::literal::{FieldReference, Reference, StatisticReference};
use crate::rule::schema::FieldInfo;
use crate::rule::{Literal, Population};
use crate::table::{Decimal, Kind, parse_gender};
use crate::time::{Moment, Zone};

/// What stands to the left of an operator.
#[derive(Clone, Copy)]
pub struct Left<'a> {
    pub context: &'a Context<'a>,
    /// The columns that operands can refer to; none for derived numbers.
    pub columns: Option<&'a [FieldInfo]>,
    /// Whether contacts are compared with each other.
    pub of_contacts: bool,
}

impl<'a> Left<'a> {
    /// A column or a measure of contacts.
    pub fn of_contacts(context: &'a Context<'a>) -> Self {
        Self { context, columns: Some(&context.names.schema.fields), of_contacts: true }
    }

    /// A column of events.
    pub fn of_events(context: &'a Context<'a>, columns: &'a [FieldInfo]) -> Self {
        Self { context, columns: Some(columns), of_contacts: false }
    }

    /// A derived number: an age, a length, a number of tags.
    pub fn inner(context: &'a Context<'a>) -> Self {
        Self { context, columns: None, of_contacts: false }
    }
}

/// A value, or one that stands somewhere else.
pub fn check_value(value: &Literal, kind: Kind, path: &str, left: &Left<'_>) -> Result<()> {
    match value.reference() {
        None => check_literal(value, kind, path, left.context.zone),
        Some(Reference::Param(reference)) => {
            // a parameter that could be put in its place is not there any more
            let parameters = &left.context.document.parameters;
            if parameters.contains_key(&reference.param) {
                return Err(wrong_value(
                    &reference.param,
                    "one value (a number when it has a factor)",
                    path,
                ));
            }
            let hint = hint(&reference.param, parameters.keys().map(String::as_str));
            let error = Error::new(Code::UnknownParameter).with("name", &reference.param);
            Err(error.with("hint", hint).at(path))
        }
        Some(Reference::Field(reference)) => check_field(reference, kind, path, left),
        Some(Reference::Statistic(reference)) => check_statistic(reference, kind, path, left),
    }
}

fn check_field(reference: &FieldReference, kind: Kind, path: &str, left: &Left<'_>) -> Result<()> {
    let Some(columns) = left.columns else {
        return Err(wrong_value(&reference.field, "a number", path));
    };
    let field = column(columns, &reference.field, path)?;
    if field.kind != kind {
        let expected = format!("a column of the type {}", kind.name());
        return Err(wrong_value(&reference.field, &expected, path));
    }
    if reference.times.is_some() && kind != Kind::Number {
        return Err(wrong_value("times", "for numbers only", path));
    }
    if let Some(plus) = reference.plus {
        if !matches!(kind, Kind::Date | Kind::Datetime) {
            return Err(wrong_value("plus", "for dates and times only", path));
        }
        if kind == Kind::Date && !plus.unit.is_calendar() {
            return Err(wrong_value("plus", "in days or longer units for dates", path));
        }
        if plus.n.unsigned_abs() > 1_000_000 {
            return Err(wrong_value(plus.n, "at most 1,000,000 units", path));
        }
    }
    Ok(())
}

fn check_statistic(
    reference: &StatisticReference,
    kind: Kind,
    path: &str,
    left: &Left<'_>,
) -> Result<()> {
    if kind != Kind::Number || !left.of_contacts {
        return Err(wrong_value("statistic", "for numbers of contacts only", path));
    }
    if let Some(name) = &reference.field {
        let field = column(left.columns.unwrap_or_default(), name, path)?;
        if field.kind != Kind::Number {
            return Err(wrong_value(name, "a column of numbers", path));
        }
    }
    check_population(reference.population.as_ref(), path, left)
}

pub fn check_population(
    population: Option<&Population>,
    path: &str,
    left: &Left<'_>,
) -> Result<()> {
    let Some(Population::Segment(id)) = population else { return Ok(()) };
    let library = left.context.names.library;
    if library.contains_key(id) {
        return Ok(());
    }
    let hint = hint(id, library.keys().map(String::as_str));
    Err(Error::new(Code::UnknownSegment).with("id", id).with("hint", hint).at(path))
}

fn check_literal(literal: &Literal, kind: Kind, path: &str, zone: &Zone) -> Result<()> {
    let wrong = |expected: &str| {
        Err(Error::new(Code::WrongValue).with("value", literal).with("expected", expected).at(path))
    };
    match (kind, literal) {
        (Kind::Number, Literal::Number(_)) | (Kind::Bool, Literal::Bool(_)) => Ok(()),
        // a number too long for a double travels as text
        (Kind::Number, Literal::Text(t)) if Decimal::parse(t).is_some() => Ok(()),
        (Kind::Number, _) => wrong("a number"),
        (Kind::Bool, _) => wrong("true or false"),
        (Kind::Gender, Literal::Text(t)) if parse_gender(t).is_some() => Ok(()),
        (Kind::Gender, _) => wrong("female or male (女, 男); without a value is is_not_set"),
        (Kind::Date, Literal::Text(t)) => only_a_date(check_moment(t, path, zone)?, t, path),
        (Kind::Datetime, Literal::Text(t)) => check_moment(t, path, zone).map(|_| ()),
        (Kind::Date | Kind::Datetime, _) => wrong("a date or a time"),
        (Kind::Text | Kind::Code, Literal::Text(t)) if !t.trim().is_empty() => Ok(()),
        (Kind::Text | Kind::Code, Literal::Text(_)) => {
            wrong("a text; without a value is is_not_set")
        }
        // 007 is not 7: a code is never written as a number
        (Kind::Text | Kind::Code, _) => wrong("a text; put it in quotes"),
        (Kind::Tags, _) => wrong("a tags condition"),
    }
}

pub fn check_moment(text: &str, path: &str, zone: &Zone) -> Result<Moment> {
    Moment::parse(text, zone).map_err(|e| e.at(path))
}

pub fn only_a_date(moment: Moment, text: &str, path: &str) -> Result<()> {
    match moment {
        Moment::Day(_) => Ok(()),
        Moment::Instant(_) => Err(Error::new(Code::WrongValue)
            .with("value", text)
            .with("expected", "a date without a time")
            .at(path)),
    }
}

pub fn range_is_empty(low: &Literal, high: &Literal, kind: Kind, zone: &Zone) -> bool {
    if kind == Kind::Number {
        return matches!((number(low), number(high)), (Some(low), Some(high)) if low > high);
    }
    let (Literal::Text(low), Literal::Text(high)) = (low, high) else { return false };
    match (Moment::parse(low, zone), Moment::parse(high, zone)) {
        // two equal times hold nothing, but in no wrong order
        (Ok(low), Ok(high)) => low != high && low.start(zone) >= high.end(zone),
        _ => false,
    }
}

/// The number of a literal.
pub fn number(literal: &Literal) -> Option<Decimal> {
    match literal {
        Literal::Number(n) => Some(*n),
        Literal::Text(t) => Decimal::parse(t),
        Literal::Bool(_) | Literal::Reference(_) => None,
    }
}
