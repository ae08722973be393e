//! How many steps are reached in a row of events.
//!
//! For every event that reaches positive step `j` the latest start is kept: the latest time of a first event from which a
//! chain leads to it. A later start is never worse, since the start matters only for `within`. The start of an event at
//! step `j + 1` is therefore the latest among all events at step `j` that may come before it.
//!
//! Which those are changes in one direction only while events are walked in their order. An event `f` at step `j` may
//! come before `e` when `e` is later, not later than the gap allows, and no negative step lies between. The first event of
//! a negative step behind `f` lies between for every `e` behind it, if it lies within the gap of the negative step after
//! `f`, and otherwise for none. So `f` is admitted once, expires once, at a time known when it is admitted, and never
//! comes back: a heap by start, whose top is dropped when it has expired, gives the best one.
//!
//! The latest `f` alone would not do: a negative step with a gap can end the latest one and spare an earlier one.

use super::order::{Event, Steps};
use crate::rule::{Sequence, Step};
use crate::time::SpanContext;
use crate::time::window::Amount;
use std::collections::BinaryHeap;

/// A sequence by its positive steps.
pub struct Plan<'a> {
    positive: Vec<Positive<'a>>,
    within: Option<Amount>,
    strict: bool,
}

struct Positive<'a> {
    step: usize,
    gap: Option<Amount>,
    /// The negative steps between the positive step before, or the start, and this one.
    before: Vec<(usize, &'a Step)>,
    /// The negative steps behind the last positive one.
    behind: Vec<(usize, &'a Step)>,
}

impl<'a> Plan<'a> {
    pub fn new(sequence: &'a Sequence) -> Self {
        let mut positive: Vec<Positive<'a>> = Vec::new();
        let mut negative = Vec::new();
        for (at, step) in sequence.steps.iter().enumerate() {
            if step.not {
                negative.push((at, step));
            } else {
                let before = std::mem::take(&mut negative);
                positive.push(Positive { step: at, gap: step.gap, before, behind: Vec::new() });
            }
        }
        if let Some(last) = positive.last_mut() {
            last.behind = negative;
        }
        Self { positive, within: sequence.within, strict: sequence.strict.unwrap_or(true) }
    }
}

/// An event that reached a step.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reached {
    /// The latest start of a chain that leads to it.
    start: i64,
    /// The place of the last event that it may come before.
    until: usize,
    /// The time of the last event that it may come before.
    limit: i64,
}

/// Walks events; keeps its buffers from contact to contact.
pub struct Chain<'a> {
    plan: &'a Plan<'a>,
    calendar: SpanContext,
    /// Of each positive step the events that reached it.
    heaps: Vec<BinaryHeap<Reached>>,
    /// Of each step of the sequence that is negative, the places of its events.
    negative: Vec<Vec<usize>>,
    /// What the events at the same time reached.
    pending: Vec<(usize, Reached)>,
}

impl<'a> Chain<'a> {
    pub fn new(plan: &'a Plan<'a>, calendar: SpanContext) -> Self {
        let steps = plan.positive.iter().flat_map(|p| p.before.iter().chain(&p.behind));
        let negative = steps.map(|(at, _)| at + 1).max().unwrap_or(0);
        Self {
            plan,
            calendar,
            heaps: plan.positive.iter().map(|_| BinaryHeap::new()).collect(),
            negative: vec![Vec::new(); negative],
            pending: Vec::new(),
        }
    }

    fn moved(&self, time: i64, by: Amount) -> i64 {
        self.calendar.moved(time, i64::from(by.n), by.unit)
    }

    /// The number of positive steps that are reached, in their order.
    pub fn reached(&mut self, (events, steps): (&[Event], Steps<'_>)) -> usize {
        let plan = self.plan;
        self.pending.clear();
        self.heaps.iter_mut().for_each(BinaryHeap::clear);
        self.negative.iter_mut().for_each(Vec::clear);
        for (at, _) in plan.positive.iter().flat_map(|p| p.before.iter().chain(&p.behind)) {
            if let Some(places) = self.negative.get_mut(*at) {
                places.extend((0..events.len()).filter(|i| steps.contains(*at, &events[*i])));
            }
        }
        let mut most = 0;
        let mut from = 0;
        while from < events.len() {
            let to = self.group_end(events, from);
            for place in from..to {
                for at in 0..plan.positive.len() {
                    if !steps.contains(plan.positive[at].step, &events[place]) {
                        continue;
                    }
                    let Some(start) = self.start(events, from, place, at) else { continue };
                    if self.counts(events, place, to, start, at) {
                        most = most.max(at + 1);
                        if most == plan.positive.len() {
                            return most;
                        }
                    }
                    if let Some(next) = plan.positive.get(at + 1) {
                        let reached = self.admit(events, place, to, start, next);
                        self.pending.push((at, reached));
                    }
                }
            }
            for (at, reached) in self.pending.drain(..) {
                if let Some(heap) = self.heaps.get_mut(at) {
                    heap.push(reached);
                }
            }
            from = to;
        }
        most
    }

    /// Behind the events that do not follow each other: those of one time when steps must be later, otherwise one event.
    fn group_end(&self, events: &[Event], from: usize) -> usize {
        if !self.plan.strict {
            return from + 1;
        }
        let time = events[from].time;
        from + events[from..].partition_point(|e| e.time <= time)
    }

    /// The latest start of a chain to the event at `place` as positive step `at`. `from` is where its group begins.
    fn start(&mut self, events: &[Event], from: usize, place: usize, at: usize) -> Option<i64> {
        let time = events[place].time;
        if at == 0 {
            let first = |step: &usize| self.negative.get(*step).and_then(|places| places.first());
            let before = &self.plan.positive[0].before;
            let is_free = before.iter().all(|(step, _)| first(step).is_none_or(|n| *n >= from));
            return is_free.then_some(time);
        }
        let heap = self.heaps.get_mut(at - 1)?;
        while heap.peek().is_some_and(|top| top.until < place || top.limit < time) {
            heap.pop();
        }
        heap.peek().map(|top| top.start)
    }

    /// Whether an event counts as the last step reached.
    fn counts(&self, events: &[Event], place: usize, to: usize, start: i64, at: usize) -> bool {
        let time = events[place].time;
        self.plan.within.is_none_or(|within| time <= self.moved(start, within))
            && self.plan.positive[at]
                .behind
                .iter()
                .all(|(step, negative)| self.next(*step, negative, events, place, to).is_none())
    }

    /// The place of the first event of a negative step behind the event at `place`, if it lies within the step's gap.
    /// `to` is where the group of that event ends.
    fn next(
        &self,
        step: usize,
        negative: &Step,
        events: &[Event],
        place: usize,
        to: usize,
    ) -> Option<usize> {
        let places = self.negative.get(step)?;
        let next = *places.get(places.partition_point(|n| *n < to))?;
        let is_near =
            negative.gap.is_none_or(|gap| events[next].time <= self.moved(events[place].time, gap));
        is_near.then_some(next)
    }

    /// How long an event may come before the next positive step.
    fn admit(
        &self,
        events: &[Event],
        place: usize,
        to: usize,
        start: i64,
        next: &Positive<'_>,
    ) -> Reached {
        let ends = next.before.iter().filter_map(|(step, negative)| {
            let between = self.next(*step, negative, events, place, to)?;
            // an event of the same group as the negative one is not behind it
            Some(self.group_end(events, between) - 1)
        });
        let until = ends.min().unwrap_or(usize::MAX);
        let limit = next.gap.map_or(i64::MAX, |gap| self.moved(events[place].time, gap));
        Reached { start, until, limit }
    }
}
