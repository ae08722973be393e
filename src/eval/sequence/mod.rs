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

#[cfg(test)]
mod tests {
    use crate::rule::Document;
    use crate::session::Session;
    use serde_json::{Value, json};

    /// Who passes, of contacts each with events as pairs of a kind and a day of January.
    fn passing(contacts: &[&[(&str, u32)]], sequence: &Value) -> Vec<String> {
        let keys = 0..contacts.len();
        let rows: Vec<Value> = keys.clone().map(|i| json!([format!("c{i}")])).collect();
        let events: Vec<Value> = keys
            .flat_map(|i| contacts[i].iter().map(move |(kind, day)| (i, kind, day)))
            .map(|(i, kind, day)| json!([format!("c{i}"), format!("2025-01-{day:02}"), kind]))
            .collect();
        let columns = json!({"key": "id", "at": "date", "kind": "text"});
        let tables = json!({
            "contacts": {"key": "key", "columns": {"key": "id"}, "rows": rows},
            "events": {"e": {"key": "key", "time": "at", "columns": columns, "rows": events}},
        });
        let mut session = Session::new();
        session.load_tables(&tables.to_string()).unwrap();
        let rule = json!({"fenqun": 1, "rule": {"sequence": sequence}});
        session.member_keys(&Document::from_value(&rule).unwrap()).unwrap()
    }

    fn step(kind: &str) -> Value {
        json!({"table": "e", "where": {"attribute": {"field": "kind", "is": {"eq": kind}}}})
    }

    fn not(kind: &str, gap: Option<u32>) -> Value {
        let mut step = step(kind);
        step["not"] = json!(true);
        if let Some(n) = gap {
            step["gap"] = json!({"n": n, "unit": "days"});
        }
        step
    }

    #[test]
    fn an_earlier_start_counts_where_a_negative_step_ends_the_latest() {
        let events: &[(&str, u32)] = &[("a", 1), ("a", 10), ("x", 11), ("b", 12)];
        let steps = json!([step("a"), not("x", Some(2)), step("b")]);
        assert_eq!(passing(&[events], &json!({ "steps": steps })), ["c0"]);
        let within = json!({"n": 5, "unit": "days"});
        assert!(passing(&[events], &json!({"steps": steps, "within": within})).is_empty());
    }

    #[test]
    fn a_better_start_stays_after_it_has_ended_for_later_events() {
        // b on the 11th comes from a on the 10th, b on the 13th only from a on the 1st
        let events: &[(&str, u32)] =
            &[("a", 1), ("a", 10), ("b", 11), ("x", 12), ("b", 13), ("c", 14)];
        let steps = json!([step("a"), not("x", Some(3)), step("b"), step("c")]);
        let within = json!({"n": 5, "unit": "days"});
        assert_eq!(passing(&[events], &json!({"steps": steps, "within": within})), ["c0"]);
    }

    #[test]
    fn steps_at_the_same_time_follow_each_other_only_when_not_strict() {
        let events: &[(&str, u32)] = &[("a", 1), ("b", 1)];
        let steps = json!([step("a"), step("b")]);
        assert!(passing(&[events], &json!({ "steps": steps })).is_empty());
        assert_eq!(passing(&[events], &json!({"steps": steps, "strict": false})), ["c0"]);
    }

    #[test]
    fn a_trailing_negative_step_takes_one_step_away() {
        let stopped: &[(&str, u32)] = &[("a", 1), ("b", 2)];
        let went_on: &[(&str, u32)] = &[("a", 1), ("b", 2), ("x", 9)];
        let steps = json!([step("a"), step("b"), not("x", None)]);
        let reached =
            |n: u32| passing(&[stopped, went_on], &json!({"steps": steps, "reached": {"eq": n}}));
        assert_eq!((reached(2), reached(1)), (vec!["c0".to_owned()], vec!["c1".to_owned()]));
    }

    #[test]
    fn a_hundred_thousand_events_of_one_contact_are_no_special_case() {
        let kinds = ["a", "x", "b"];
        let events: Vec<(&str, u32)> =
            (0..100_000usize).map(|i| (kinds[i % 3], i as u32 / 3226 % 31 + 1)).collect();
        let steps = json!([step("a"), not("x", Some(1)), step("b"), step("c")]);
        let within = json!({"n": 5, "unit": "days"});
        let sequence =
            json!({"steps": steps, "within": within, "strict": false, "reached": {"eq": 1}});
        // x follows every a at once, so no b is ever reached
        assert_eq!(passing(&[&events], &sequence), ["c0"]);
    }
}
