//! Which steps of a sequence the events of one contact reach.

use super::measure::compared;
use super::{Oracle, internal};
use crate::error::Result;
use crate::rule::{Sequence, Step};
use crate::time::window::Amount;

/// An event that can be a step. Events are in order by time, then by the place of their table, then by row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    at: i64,
    /// The place of the table among those that the steps name.
    table: usize,
    row: u32,
    /// The value of the column that must be the same in every step.
    value: Option<String>,
}

/// A positive step with the negative ones between it and the positive step before.
struct Stage<'a> {
    step: &'a Step,
    events: Vec<Moment>,
    not: Vec<(&'a Step, Vec<Moment>)>,
}

impl Oracle<'_> {
    /// How many positive steps are reached, in their order.
    pub(super) fn reached(&self, sequence: &Sequence, contact: u32) -> Result<usize> {
        let mut stages = Vec::new();
        let mut not = Vec::new();
        for step in &sequence.steps {
            let events = self.candidates(sequence, step, contact)?;
            if step.not {
                not.push((step, events));
            } else {
                stages.push(Stage { step, events, not: std::mem::take(&mut not) });
            }
        }
        // what is left over stands behind the last positive step
        let search = Search { oracle: self, sequence, stages: &stages, after: &not };
        let mut reached = 0;
        for starts in search.starts() {
            reached = reached.max(search.reached_from(&starts));
        }
        Ok(reached)
    }

    /// The events that can be a step.
    fn candidates(&self, sequence: &Sequence, step: &Step, contact: u32) -> Result<Vec<Moment>> {
        let table = self.table(&step.table)?;
        let place = sequence.steps.iter().position(|s| s.table == step.table);
        let place = place.ok_or_else(|| internal("a step of another sequence"))?;
        let column = match &sequence.correlate {
            Some(name) => Some(table.column(name).ok_or_else(|| internal("an unknown column"))?),
            None => None,
        };
        let (window, mask) = (sequence.window.as_ref(), sequence.mask.as_ref());
        let seen = self.seen(table, step.filter.as_deref(), window, mask, contact)?;
        let mut events: Vec<Moment> = Vec::new();
        for (at, row) in seen {
            let value = column.and_then(|column| compared(column, row));
            // without a time there is no order; without the value it is the same as nothing
            let is_usable = sequence.correlate.is_none() || value.is_some();
            if let Some(at) = at.filter(|_| is_usable) {
                events.push(Moment { at, table: place, row, value });
            }
        }
        events.sort();
        Ok(events)
    }
}

struct Search<'a> {
    oracle: &'a Oracle<'a>,
    sequence: &'a Sequence,
    stages: &'a [Stage<'a>],
    /// Negative steps behind the last positive one.
    after: &'a [(&'a Step, Vec<Moment>)],
}

impl Search<'_> {
    /// The events that the first step can be, in groups within which it does not matter which one it was: with `within`
    /// each alone, with `correlate` those of the same value, otherwise all.
    fn starts(&self) -> Vec<Vec<Moment>> {
        let Some(first) = self.stages.first() else { return Vec::new() };
        let allowed = first.events.iter().filter(|event| self.is_allowed(first, None, event));
        let mut groups: Vec<Vec<Moment>> = Vec::new();
        for event in allowed {
            let same = groups.iter_mut().find(|group| {
                self.sequence.within.is_none() && group.iter().all(|e| e.value == event.value)
            });
            match same {
                Some(group) => group.push(event.clone()),
                None => groups.push(vec![event.clone()]),
            }
        }
        groups
    }

    /// How many steps are reached from these first events: step by step, every event that the step can be.
    fn reached_from(&self, starts: &[Moment]) -> usize {
        let Some(first) = starts.first() else { return 0 };
        let mut possible = starts.to_vec();
        let mut reached = 1;
        for stage in self.stages.iter().skip(1) {
            let is_possible = |event: &&Moment| {
                event.value == first.value
                    && self.is_soon(first, event, self.sequence.within)
                    && possible.iter().any(|before| self.is_allowed(stage, Some(before), event))
            };
            possible = stage.events.iter().filter(is_possible).cloned().collect();
            if possible.is_empty() {
                return reached;
            }
            reached += 1;
        }
        let ends_well = |last: &Moment| {
            !self.after.iter().any(|(step, events)| {
                events.iter().any(|event| {
                    event.value == last.value
                        && self.is_before(last, event)
                        && self.is_soon(last, event, step.gap)
                })
            })
        };
        if possible.iter().any(ends_well) { reached } else { reached - 1 }
    }

    /// Whether an event can be a step behind another one (or as the first one): in order, near enough, and no event of a
    /// negative step between them.
    fn is_allowed(&self, stage: &Stage, before: Option<&Moment>, event: &Moment) -> bool {
        let is_between = |step: &Step, other: &Moment| {
            other.value == event.value
                && self.is_before(other, event)
                && before.is_none_or(|before| {
                    self.is_before(before, other) && self.is_soon(before, other, step.gap)
                })
        };
        let is_next = before.is_none_or(|before| {
            self.is_before(before, event) && self.is_soon(before, event, stage.step.gap)
        });
        is_next
            && !stage
                .not
                .iter()
                .any(|(step, events)| events.iter().any(|other| is_between(step, other)))
    }

    /// Whether one event comes before another one: strictly by time, or at the same time by table and row.
    fn is_before(&self, one: &Moment, other: &Moment) -> bool {
        if self.sequence.strict.unwrap_or(true) {
            one.at < other.at
        } else {
            (one.at, one.table, one.row) < (other.at, other.table, other.row)
        }
    }

    /// Whether an event is at most so long after another one.
    fn is_soon(&self, one: &Moment, other: &Moment, within: Option<Amount>) -> bool {
        within.is_none_or(|amount| {
            other.at <= self.oracle.moved(one.at, i64::from(amount.n), amount.unit)
        })
    }
}
