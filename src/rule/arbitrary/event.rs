//! Any measure, window and mask of events.

use super::{amount, count, decimal, name, offset, text, texts, unit, window};
use crate::rule::parse::{MEASURES_OF_COLUMNS, PLAIN_MEASURES};
use crate::rule::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn mask() -> BoxedStrategy<Mask> {
    (of(vec(count(), 0..3)), of(texts()), of((text(), text())))
        .prop_map(|(weekdays, slots, times)| Mask { weekdays, slots, times })
        .boxed()
}

pub(super) fn event_window(
    filter: &BoxedStrategy<Option<Box<Node>>>,
) -> BoxedStrategy<EventWindow> {
    let which = select(&[Which::First, Which::Last][..]);
    prop_oneof![
        3 => window().prop_map(EventWindow::Fixed),
        1 => (name(), of(offset()), of(amount())).prop_map(|(field, offset, length)| {
            EventWindow::Since(Since::SinceAttribute(SinceAttribute { field, offset, length }))
        }),
        1 => (which, name(), filter.clone(), of(offset()), of(amount())).prop_map(
            |(which, table, filter, offset, length)| {
                let since = SinceEvent { which, table, filter, offset, length };
                EventWindow::Since(Since::SinceEvent(since))
            }
        ),
    ]
    .boxed()
}

fn simple_measure(node: &BoxedStrategy<Node>) -> BoxedStrategy<Measure> {
    let gaps =
        &[GapStatistic::Mean, GapStatistic::Median, GapStatistic::Max, GapStatistic::Last][..];
    let runs = &[StreakKind::Current, StreakKind::Longest][..];
    prop_oneof![
        select(&PLAIN_MEASURES[..]).prop_map(|(_, measure)| measure),
        (select(&MEASURES_OF_COLUMNS[..]), name()).prop_map(|((_, make), column)| make(column)),
        (name(), decimal()).prop_map(|(column, q)| Measure::Percentile(Percentile { column, q })),
        select(gaps).prop_map(Measure::Gap),
        (unit(), select(runs)).prop_map(|(unit, which)| Measure::Streak(Streak { unit, which })),
        (unit(), count(), count()).prop_map(|(unit, of, at_least)| {
            Measure::ActivePeriods(ActivePeriods { unit, of, at_least })
        }),
        (node.clone(), of(name()))
            .prop_map(|(filter, sum)| { Measure::Share(Share { filter: Box::new(filter), sum }) }),
        vec(count(), 0..3).prop_map(|months| Measure::Seasonality(Seasonality { months })),
    ]
    .boxed()
}

pub(super) fn measure(
    node: &BoxedStrategy<Node>,
    filter: &BoxedStrategy<Option<Box<Node>>>,
) -> BoxedStrategy<Measure> {
    let simple = simple_measure(node);
    let part = (simple.clone(), filter.clone())
        .prop_map(|(measure, filter)| Part { measure, filter })
        .boxed();
    prop_oneof![
        4 => simple.clone(),
        1 => (part.clone(), part).prop_map(|(of, to)| Measure::Ratio(Box::new(Ratio { of, to }))),
        1 => (simple, window(), of(decimal())).prop_map(|(of, over, min_base)| {
            Measure::Growth(Box::new(Growth { of, over, min_base }))
        }),
    ]
    .boxed()
}
