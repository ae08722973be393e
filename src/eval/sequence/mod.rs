//! Events that follow each other.
//!
//! Per contact the events of all steps are put in one order, then walked once (`chain`). With `n` events, `k` steps that
//! an event can be, and `m` events that are reached, that is `O(n log n + n·k·log m)`: a contact with a million events is
//! no special case. Contacts that cannot get far enough are passed over before their events are read.

mod chain;
mod order;

use super::events::{Seen, Verdict, View};
use super::frame::{Frame, unchecked};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::Sequence;
use crate::table::{EventTable, Kind};
use chain::{Chain, Plan};
use order::Order;

/// The contacts for which a sequence is true. `seen` are the events of each step.
pub fn evaluate(
    sequence: &Sequence,
    tables: &[&EventTable],
    seen: &[Seen],
    frame: &Frame<'_>,
) -> Result<RowSet> {
    let positive = sequence.positive();
    let verdict =
        sequence.reached.as_ref().map(|is| Verdict::new(is, Kind::Number, 0, frame)).transpose()?;
    let passes = |reached: usize| match &verdict {
        None => reached == positive,
        Some(verdict) => verdict.of(Some(reached as i128)),
    };
    let views: Vec<View<'_>> =
        tables.iter().zip(seen).map(|(table, seen)| View::new(table, seen)).collect();
    if views.len() != sequence.steps.len() {
        return Err(unchecked("a sequence"));
    }
    let mut order = Order::new(sequence, tables, &views, frame)?;
    let plan = Plan::new(sequence);
    let mut chain = Chain::new(&plan, frame.scope.calendar());
    let needed: Vec<&View<'_>> = sequence
        .steps
        .iter()
        .zip(&views)
        .filter(|(step, _)| !step.not)
        .map(|(_, view)| view)
        .collect();
    let nothing = passes(0);
    Ok(RowSet::from_fn(frame.data.population, |contact| {
        // the first step without any event is never reached, nor is one behind it
        let reachable = needed.iter().take_while(|view| view.events(contact).first().is_some());
        let most = reachable.count();
        if most == 0 || (verdict.is_none() && most < positive) {
            return nothing;
        }
        let mut reached = 0;
        for events in order.of(contact) {
            reached = reached.max(chain.reached(events));
            if reached >= most {
                break;
            }
        }
        passes(reached)
    }))
}
