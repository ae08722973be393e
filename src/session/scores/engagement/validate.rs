//! Whether engagement says who orders: the points as of some days before the end against the orders of those days.

use super::super::activity::Activity;
use super::super::bind::{self, OrderNames};
use super::super::orders::{OrderRows, Times, orders};
use super::super::tell::note;
use super::super::{Session, When};
use crate::rule::preset::find_role;
use crate::score::engagement::{Event, Params, engagement};
use crate::score::math::metrics::auc;
use crate::session::ScoreNote;
use crate::session::scores::columns::hundredths;

/// Fewer who ordered, or who did not, say nothing.
const LEAST: u32 = 20;

/// What the test found out.
pub(super) struct Found {
    pub note: ScoreNote,
    pub numbers: Vec<(&'static str, f64)>,
}

/// Judges the points of everybody who was there `days` before the end; `None` where there are no orders.
///
/// Who joined within those days is left out where the time of joining is known.
pub(super) fn validate(
    session: &Session,
    activity: &Activity<'_>,
    weights: &[f64],
    model: &Params,
    (days, when): (u32, &When),
) -> Option<Found> {
    let names = OrderNames { model: "engagement", table: None, amount: None, order: None };
    let bound = bind::orders(session, &names).ok()?;
    let ordered = orders(&OrderRows {
        table: bound.table,
        amount: bound.amount,
        order: bound.order,
        as_of: when.as_of,
        zone: &when.zone,
        window_days: Some(days),
        with_first: false,
    })
    .ok()?;
    let joined = find_role("joined", &session.schema);
    let joined = joined.and_then(|name| session.data.column(&name));
    let joined = joined.and_then(|column| Times::of(column, when.as_of, &when.zone).ok());
    let (mut scores, mut happened, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for (contact, count) in (0..session.data.population).zip(&ordered.count) {
        let since = joined.and_then(|times| Some(times.age(times.ints.get(contact)?)));
        if since.is_some_and(|since| since < days as i32) {
            continue;
        }
        events.clear();
        activity.each(contact, |kind, age| {
            events.push(Event { age_days: age.saturating_sub(days as i32), kind });
        });
        scores.push(engagement(&mut events, weights, model).score);
        happened.push(*count > 0);
    }
    let buyers = happened.iter().filter(|happened| **happened).count() as u32;
    let others = happened.len() as u32 - buyers;
    let found = auc(&scores, &happened).filter(|_| buyers >= LEAST && others >= LEAST);
    let mut numbers = vec![
        ("test.days", days.into()),
        ("test.contacts", f64::from(buyers) + f64::from(others)),
        ("test.buyers", buyers.into()),
    ];
    numbers.extend(found.map(|auc| ("test.auc", auc)));
    let told = found.map(|auc| hundredths(auc) as f64 / 100.0);
    let note = match told {
        Some(auc) => note(
            "engagement.tested",
            &[("days", &days), ("contacts", &happened.len()), ("buyers", &buyers), ("auc", &auc)],
        ),
        None => note(
            "engagement.not_tested",
            &[("days", &days), ("buyers", &buyers), ("others", &others), ("least", &LEAST)],
        ),
    };
    Some(Found { note, numbers })
}
