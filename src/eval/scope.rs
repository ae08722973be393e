//! When and where a definition is evaluated: its zone, its week start, its `as_of`.

use super::Answer;
use super::plan::{Planner, Steps, Ways};
use crate::error::{Code, Error, Result};
use crate::rule::validate::Context;
use crate::rule::{Document, Names};
use crate::table::Dataset;
use crate::time::{Moment, Span, SpanContext, WeekStart, Window, Zone};

/// Zone, week start and `as_of` of the document being evaluated.
pub struct Scope<'a> {
    /// The document with its parameters resolved.
    pub document: &'a Document,
    pub as_of: Option<i64>,
    pub zone: Zone,
    week_start: WeekStart,
    /// What distinguishes cached sets of this scope from those of others.
    pub key: String,
    ways: Ways,
    /// How the condition at hand is answered.
    pub steps: Steps,
}

impl<'a> Scope<'a> {
    pub fn new(as_of: Option<i64>, zone: Zone, document: &'a Document, ways: Ways) -> Self {
        let week_start = document.week_start;
        let key = format!("{}|{week_start:?}|{as_of:?}|", zone.name());
        Self { document, as_of, zone, week_start, key, ways, steps: Steps::default() }
    }

    /// An answer with how it was found.
    ///
    /// # Errors
    /// Those of `compute`.
    pub fn computed(&self, compute: impl FnOnce() -> Result<Answer>) -> Result<Answer> {
        self.steps.borrow_mut().clear();
        let mut answer = compute()?;
        answer.steps = self.steps.take().into();
        Ok(answer)
    }

    /// Who chooses how rows of an event table, or contacts, are read.
    pub fn planner<'b>(&'b self, table: Option<&'b str>) -> Planner<'b> {
        Planner { ways: self.ways, table, steps: Some(&self.steps) }
    }

    /// What nodes are checked against.
    pub fn context<'b>(&'b self, names: &'b Names<'b>) -> Context<'b> {
        Context { names, document: self.document, zone: &self.zone }
    }

    /// The instants of a window.
    pub fn resolve(&self, window: &Window) -> Result<Span> {
        match self.as_of {
            None if *window == Window::AllTime => Ok(Span { from: i64::MIN, to: i64::MAX }),
            _ => self.context_of_spans()?.resolve(window),
        }
    }

    /// What spans are relative to.
    ///
    /// # Errors
    /// [`Code::NoAsOf`] when the data have no time.
    pub fn context_of_spans(&self) -> Result<SpanContext> {
        self.as_of
            .map(|as_of| self.calendar_at(as_of))
            .ok_or_else(|| Error::new(Code::NoAsOf).at("as_of"))
    }

    /// The calendar of the document, for what does not depend on `as_of`.
    pub fn calendar(&self) -> SpanContext {
        self.calendar_at(self.as_of.unwrap_or(0))
    }

    fn calendar_at(&self, as_of: i64) -> SpanContext {
        SpanContext { as_of, zone: self.zone.clone(), week_start: self.week_start }
    }
}

/// The zone of a document; UTC with an error when it does not exist.
pub fn zone_of(document: &Document) -> (Zone, Option<Error>) {
    match Zone::named(&document.zone) {
        Ok(zone) => (zone, None),
        Err(error) => (Zone::utc(), Some(error.at("zone"))),
    }
}

/// The instant as of which a document is evaluated; `None` when it is `data` and the data have no time.
///
/// # Errors
/// [`Code::UnresolvedNow`] for `now`, [`Code::BadTime`] for what is no time.
pub fn as_of(document: &Document, data: &Dataset, zone: &Zone) -> Result<Option<i64>> {
    match document.as_of.as_str() {
        "data" => Ok(newest_day_end(data, zone)),
        "now" => Err(Error::new(Code::UnresolvedNow)),
        text => Moment::parse(text, zone).map(|m| Some(m.end(zone))),
    }
}

/// The end of the newest day, in a zone, over all event times; without any, over the contacts' datetimes.
pub fn newest_day_end(data: &Dataset, zone: &Zone) -> Option<i64> {
    let day = data.newest_day(zone)?;
    Some(zone.start_of(day.saturating_add(1)))
}
