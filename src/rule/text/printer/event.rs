//! Measures of events and sequences of them.

use super::layout::Piece;
use super::operator::asked;
use super::value::{amount, list, mask, offset, unit, window};
use super::{condition, name};
use crate::rule::{
    EventCondition, EventWindow, GapStatistic, Mask, Measure, Node, Part, Sequence, Since, Step,
    StreakKind, Which,
};

pub(super) fn event(event: &EventCondition) -> Piece {
    let mut table = name(&event.table);
    if let Some(column) = event.measure.column() {
        table.push('.');
        table.push_str(&name(column));
    }
    let mut items = vec![Piece::flat(table)];
    settings(&event.measure, true, &mut items);
    scope(event.filter.as_deref(), event.window.as_ref(), event.mask.as_ref(), &mut items);
    asked(Piece::call(format!("{}(", event.measure.name()), items, ")"), &event.is)
}

/// Condition, window and mask.
fn scope(
    filter: Option<&Node>,
    window: Option<&EventWindow>,
    of: Option<&Mask>,
    items: &mut Vec<Piece>,
) {
    items.extend(filter.map(condition));
    items.extend(window.map(event_window));
    items.extend(of.map(|of| Piece::flat(mask(of))));
}

/// The arguments of a measure behind its table and column.
fn settings(measure: &Measure, outer: bool, items: &mut Vec<Piece>) {
    let mut flat = |text: String| items.push(Piece::flat(text));
    match measure {
        Measure::Percentile(percentile) => flat(percentile.q.to_string()),
        Measure::Gap(which) => flat(
            match which {
                GapStatistic::Mean => "mean",
                GapStatistic::Median => "median",
                GapStatistic::Max => "max",
                GapStatistic::Last => "last",
            }
            .to_owned(),
        ),
        Measure::Streak(streak) => {
            flat(unit(streak.unit).to_owned());
            flat(match streak.which {
                StreakKind::Current => "current".to_owned(),
                StreakKind::Longest => "longest".to_owned(),
            });
        }
        Measure::ActivePeriods(periods) => {
            flat(unit(periods.unit).to_owned());
            flat(format!("of => {}", periods.of));
            flat(format!("at_least => {}", periods.at_least));
        }
        Measure::Share(share) => {
            if let (Some(sum), false) = (&share.sum, outer) {
                flat(format!("sum => {}", name(sum)));
            }
            items.push(condition(&share.filter).prefixed("of => "));
        }
        Measure::Ratio(ratio) => {
            items.push(part(&ratio.of).prefixed("of => "));
            items.push(part(&ratio.to).prefixed("to => "));
        }
        Measure::Growth(growth) => {
            items.push(inner(&growth.of, None).prefixed("of => "));
            items.push(Piece::flat(format!("over => {}", window(&growth.over))));
            if let Some(base) = growth.min_base {
                items.push(Piece::flat(format!("min_base => {base}")));
            }
        }
        Measure::Seasonality(seasonality) => {
            flat(format!("months => {}", list(seasonality.months.iter().map(u32::to_string))));
        }
        _ => {}
    }
}

fn part(part: &Part) -> Piece {
    inner(&part.measure, part.filter.as_deref())
}

/// A measure inside of another one.
fn inner(measure: &Measure, filter: Option<&Node>) -> Piece {
    let mut items = Vec::new();
    if let (Some(column), false) = (measure.column(), matches!(measure, Measure::Share(_))) {
        items.push(Piece::flat(name(column)));
    }
    settings(measure, false, &mut items);
    items.extend(filter.map(condition));
    Piece::call(format!("{}(", measure.name()), items, ")")
}

fn event_window(of: &EventWindow) -> Piece {
    let since = match of {
        EventWindow::Fixed(of) => return Piece::flat(window(of)),
        EventWindow::Since(since) => since,
    };
    let (open, mut items, moved, length) = match since {
        Since::SinceAttribute(since) => {
            let items = vec![Piece::flat(name(&since.field))];
            ("since_attribute(", items, since.offset, since.length)
        }
        Since::SinceEvent(since) => {
            let which = match since.which {
                Which::First => "first",
                Which::Last => "last",
            };
            let mut items = vec![Piece::flat(which), Piece::flat(name(&since.table))];
            items.extend(since.filter.as_deref().map(condition));
            ("since_event(", items, since.offset, since.length)
        }
    };
    items.extend(moved.map(|by| Piece::flat(format!("offset => {}", offset(by)))));
    items.extend(length.map(|length| Piece::flat(format!("length => {}", amount(length)))));
    Piece::call(open, items, ")")
}

pub(super) fn sequence(sequence: &Sequence) -> Piece {
    let mut items = Vec::new();
    match sequence.steps.as_slice() {
        [] => {}
        [only] => items.push(step(only)),
        steps => items.push(Piece::chain("THEN", steps.iter().map(step).collect())),
    }
    scope(None, sequence.window.as_ref(), sequence.mask.as_ref(), &mut items);
    let mut flat = |text: String| items.push(Piece::flat(text));
    if let Some(within) = sequence.within {
        flat(format!("within => {}", amount(within)));
    }
    if let Some(strict) = sequence.strict {
        flat(format!("strict => {}", if strict { "TRUE" } else { "FALSE" }));
    }
    if let Some(correlate) = &sequence.correlate {
        flat(format!("correlate => {}", name(correlate)));
    }
    let piece = Piece::call("sequence(", items, ")");
    match &sequence.reached {
        None => piece,
        Some(reached) => asked(piece, reached),
    }
}

fn step(step: &Step) -> Piece {
    let not = if step.not { "NOT " } else { "" };
    let mut line = format!("{not}{}", name(&step.table));
    if let Some(filter) = &step.filter {
        line.push_str(" WHERE ");
        line.push_str(&condition(filter).one_line());
    }
    if let Some(gap) = step.gap {
        line.push_str(&format!(" WITHIN {}", amount(gap)));
    }
    Piece::flat(line)
}
