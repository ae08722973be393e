//! Spans that begin at a time of each contact.

use super::clock::Wall;
use super::events::{Seen, View};
use super::frame::{Frame, ints_of, unchecked};
use crate::error::Result;
use crate::rule::{Offset, Since, Which};
use crate::table::EventTable;
use crate::time::window::Amount;
use crate::time::{Span, SpanContext};

/// A span of each contact; a contact without the time that it begins at has none.
pub struct Spans(Vec<Span>);

impl Spans {
    /// The spans of a window. `anchors` are the table and the events that `since_event` names.
    ///
    /// # Errors
    /// [`Code::NoAsOf`](crate::error::Code::NoAsOf) when the data have no time.
    pub fn new(
        since: &Since,
        anchors: Option<(&EventTable, &Seen)>,
        frame: &Frame<'_>,
    ) -> Result<Self> {
        let context = frame.scope.context_of_spans()?;
        match since {
            Since::SinceAttribute(since) => {
                let column =
                    frame.data.column(&since.field).ok_or_else(|| unchecked(&since.field))?;
                let (ints, _) = ints_of(column)?;
                let wall = Wall::new(ints, column.kind(), &context.zone);
                Ok(Self::from_times(
                    frame.data.population,
                    since.offset,
                    since.length,
                    &context,
                    |contact| ints.get(contact).map(|value| wall.instant(value)),
                ))
            }
            Since::SinceEvent(since) => {
                let (table, seen) = anchors.ok_or_else(|| unchecked(&since.table))?;
                let column = table.time_column().ok_or_else(|| unchecked(&since.table))?;
                let (ints, _) = ints_of(column)?;
                let wall = Wall::new(ints, column.kind(), &context.zone);
                let view = View::new(table, seen);
                let is_last = since.which == Which::Last;
                Ok(Self::from_times(
                    frame.data.population,
                    since.offset,
                    since.length,
                    &context,
                    |contact| {
                        let row = view.events(contact).timed(ints, is_last)?;
                        ints.get(row).map(|value| wall.instant(value))
                    },
                ))
            }
        }
    }

    fn from_times(
        population: u32,
        offset: Option<Offset>,
        length: Option<Amount>,
        context: &SpanContext,
        time: impl Fn(u32) -> Option<i64>,
    ) -> Self {
        let span = |contact: u32| {
            let Some(time) = time(contact) else { return Span { from: 0, to: 0 } };
            let from = offset.map_or(time, |by| context.moved(time, i64::from(by.n), by.unit));
            let to = length.map_or(i64::MAX, |by| context.moved(from, i64::from(by.n), by.unit));
            Span { from, to: to.min(context.as_of) }
        };
        Self((0..population).map(span).collect())
    }

    /// How many contacts there are.
    pub fn len(&self) -> u32 {
        self.0.len() as u32
    }

    /// The span of a contact; `None` when nothing lies in it.
    pub fn get(&self, contact: u32) -> Option<Span> {
        self.0.get(contact as usize).copied().filter(|span| span.from < span.to)
    }
}
