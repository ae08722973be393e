//! Values, references, windows and lengths.

use super::name;
use crate::rule::literal::{Literal, Reference, Statistic};
use crate::rule::{Mask, Offset, Population, Tie, Unit, Window};
use crate::table::Decimal;
use crate::time::window::Amount;

/// A text in single quotes.
pub(super) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A list in brackets.
pub(super) fn list(items: impl Iterator<Item = String>) -> String {
    format!("({})", items.collect::<Vec<_>>().join(", "))
}

pub(super) fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Bool(true) => "TRUE".to_owned(),
        Literal::Bool(false) => "FALSE".to_owned(),
        Literal::Number(number) => number.to_string(),
        Literal::Text(value) => text(value),
        Literal::Reference(of) => reference(of),
    }
}

fn reference(reference: &Reference) -> String {
    let times = |factor: Option<Decimal>| factor.map_or_else(String::new, |n| format!("{n} * "));
    match reference {
        Reference::Param(param) => {
            let quoted = name(&param.param);
            // behind $ a word needs no quotes, whatever it means elsewhere
            let plain = quoted.trim_matches('"') == param.param && super::is_reserved(&param.param);
            let shown = if plain { param.param.clone() } else { quoted };
            format!("{}${shown}", times(param.times))
        }
        Reference::Field(field) => {
            let plus = field.plus.map_or_else(String::new, |plus| {
                let sign = if plus.n < 0 { '-' } else { '+' };
                format!(" {sign} {} {}", plus.n.unsigned_abs(), unit(plus.unit))
            });
            format!("{}{}{plus}", times(field.times), name(&field.field))
        }
        Reference::Statistic(statistic) => {
            let found = Statistic::ALL.iter().find(|(_, s)| *s == statistic.statistic);
            let function = found.map_or("mean", |(name, _)| name);
            let mut arguments: Vec<String> = statistic.field.iter().map(|f| name(f)).collect();
            arguments.extend(of_whom(statistic.population.as_ref()));
            format!("{}{function}({})", times(statistic.times), arguments.join(", "))
        }
    }
}

/// `population => all`
pub(super) fn of_whom(population: Option<&Population>) -> Option<String> {
    population.map(|population| match population {
        Population::All => "population => all".to_owned(),
        Population::HasValue => "population => has_value".to_owned(),
        Population::Segment(id) => format!("population => segment({})", text(id)),
    })
}

/// `tie => by_id`
pub(super) fn at_the_cut(tie: Option<Tie>) -> Option<String> {
    tie.map(|tie| {
        let word = match tie {
            Tie::Include => "include",
            Tie::Exclude => "exclude",
            Tie::ById => "by_id",
        };
        format!("tie => {word}")
    })
}

pub(super) fn unit(unit: Unit) -> &'static str {
    Unit::ALL.iter().find(|(_, known)| *known == unit).map_or("days", |(name, _)| name)
}

pub(super) fn amount(amount: Amount) -> String {
    format!("{} {}", amount.n, unit(amount.unit))
}

pub(super) fn offset(offset: Offset) -> String {
    format!("{} {}", offset.n, unit(offset.unit))
}

pub(super) fn window(window: &Window) -> String {
    match window {
        Window::AllTime => "all_time()".to_owned(),
        Window::Rolling(length) => format!("rolling({})", amount(*length)),
        Window::DaysToDate(n) => format!("days_to_date({n})"),
        Window::CompleteDays(n) => format!("complete_days({n})"),
        Window::Ago(ago) => format!("ago({}, {}, {})", ago.from, ago.to, unit(ago.unit)),
        Window::Calendar(c) => format!("calendar({}, {})", c.back, unit(c.unit)),
        Window::ToDate(of) => format!("to_date({})", unit(*of)),
        Window::Absolute(span) => match (&span.from, &span.to) {
            (Some(from), Some(to)) => format!("absolute({}, {})", text(from), text(to)),
            (Some(from), None) => format!("absolute(from => {})", text(from)),
            (None, Some(to)) => format!("absolute(to => {})", text(to)),
            (None, None) => "absolute()".to_owned(),
        },
    }
}

pub(super) fn mask(mask: &Mask) -> String {
    let mut parts = Vec::new();
    if let Some(days) = &mask.weekdays {
        parts.push(format!("weekdays => {}", list(days.iter().map(u32::to_string))));
    }
    if let Some(slots) = &mask.slots {
        parts.push(format!("slots => {}", list(slots.iter().map(|slot| text(slot)))));
    }
    if let Some((from, to)) = &mask.times {
        parts.push(format!("times => ({}, {})", text(from), text(to)));
    }
    format!("mask({})", parts.join(", "))
}
