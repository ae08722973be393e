//! Conditions that people name, made of the nodes of the language. The text form and the builder write them; a definition
//! keeps what they are made of.
//!
//! | name | made of |
//! | --- | --- |
//! | [`did`] | `count ≥ 1` |
//! | [`did_not`] | `count = 0` |
//! | [`never()`] | `count = 0` in `all_time` |
//! | [`only_once`] | `count = 1` |
//! | [`first_time_in`] | `first_at` in the window |
//! | [`stopped`] | `count ≥ 1` in the active window, and `count = 0` in the silent one |
//! | [`resumed`] | `count ≥ 1` in the recent window, `count = 0` in the silent one, and `first_at` not in the recent one |
//!
//! Events without a time lie in `all_time` alone.

use super::{
    EventCondition, EventWindow, Literal, Mask, Measure, Node, NodeKind, Operator, Window,
};
use crate::table::Decimal;

/// Which events are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Events {
    /// Name of the event table.
    pub table: String,
    /// Which of them.
    pub filter: Option<Box<Node>>,
    /// When; `all_time` when left out.
    pub window: Option<EventWindow>,
    /// On which weekdays and at which times of the day.
    pub mask: Option<Mask>,
}

impl Events {
    /// All events of a table.
    pub fn of(table: impl Into<String>) -> Self {
        Self { table: table.into(), filter: None, window: None, mask: None }
    }

    fn during(&self, window: Window) -> Self {
        Self { window: Some(EventWindow::Fixed(window)), ..self.clone() }
    }

    fn measured(&self, measure: Measure, is: Operator) -> Node {
        let Events { table, filter, window, mask } = self.clone();
        Node::new(NodeKind::Event(EventCondition { table, filter, window, mask, measure, is }))
    }

    fn counted(&self, is: fn(Literal) -> Operator, n: i64) -> Node {
        self.measured(Measure::Count, is(Literal::Number(Decimal::whole(n))))
    }
}

/// There is such an event.
pub fn did(events: &Events) -> Node {
    events.counted(Operator::Ge, 1)
}

/// There is no such event; contacts without any event are meant too.
pub fn did_not(events: &Events) -> Node {
    events.counted(Operator::Eq, 0)
}

/// There has never been such an event; the window is not looked at.
pub fn never(events: &Events) -> Node {
    did_not(&events.during(Window::AllTime))
}

/// There is exactly one such event.
pub fn only_once(events: &Events) -> Node {
    events.counted(Operator::Eq, 1)
}

/// The first such event of all lies in the window. The window of the events is not looked at.
pub fn first_time_in(events: &Events, window: Window) -> Node {
    events.during(Window::AllTime).measured(Measure::FirstAt, Operator::InWindow(window))
}

/// There are such events in one window and none in the other. The window of the events is not looked at.
pub fn stopped(events: &Events, active: Window, silent: Window) -> Node {
    Node::new(NodeKind::All(vec![did(&events.during(active)), did_not(&events.during(silent))]))
}

/// There are such events in the recent window, none in the silent one, and some before: the first of all does not lie in the
/// recent window. Meant for windows of which the recent one begins where the silent one ends. The window of the events is
/// not looked at.
pub fn resumed(events: &Events, silent: Window, recent: Window) -> Node {
    let before = events
        .during(Window::AllTime)
        .measured(Measure::FirstAt, Operator::NotInWindow(recent.clone()));
    Node::new(NodeKind::All(vec![
        did(&events.during(recent)),
        did_not(&events.during(silent)),
        before,
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_name_is_made_of_counts_and_first_times() {
        let json = |node: &Node| serde_json::to_value(node).unwrap();
        assert_eq!(
            json(&did(&Events::of("orders"))),
            serde_json::json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}}})
        );
        let stopped = json(&stopped(
            &Events::of("orders"),
            Window::CompleteDays(90),
            Window::CompleteDays(30),
        ));
        assert_eq!(stopped["all"][0]["event"]["window"]["complete_days"], 90);
        assert_eq!(stopped["all"][1]["event"]["is"]["eq"], 0);
        let resumed =
            json(&resumed(&Events::of("orders"), Window::DaysToDate(60), Window::DaysToDate(7)));
        assert_eq!(resumed["all"][2]["event"]["is"]["not_in_window"]["days_to_date"], 7);
        assert_eq!(json(&never(&Events::of("orders")))["event"]["window"], "all_time");
    }
}
