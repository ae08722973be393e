//! Quality in steps, one column each, so that a worker can answer and be stopped between two of them.
//!
//! The work holds the columns it began with, and ends when other data take their place.

use super::column::{Days, told};
use super::{Against, gaps};
use crate::error::Result;
use crate::session::{QualityOptions, QualityReport, TableQuality};
use crate::table::{Column, Dataset, EventTable};
use crate::time::{Moment, Zone, civil};
use std::sync::Arc;

/// What one step looks at.
#[derive(Debug)]
enum Part {
    /// The newest day of a column; of contacts only where no event has one.
    Newest(Arc<Column>, Of),
    /// The days of a table's events; its columns follow.
    Table(Option<Arc<EventTable>>),
    /// A column of the table before.
    Column(Arc<Column>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Events,
    Contacts,
}

/// The work of telling how good data are.
#[derive(Debug)]
pub struct QualityWork {
    against: Against,
    population: u32,
    parts: Vec<Part>,
    done: usize,
    /// Whether an event has the newest day.
    of_events: bool,
    report: QualityReport,
}

impl QualityWork {
    /// Plans the work.
    ///
    /// # Errors
    /// [`crate::Code::UnknownZone`], [`crate::Code::BadTime`].
    pub fn new(data: &Dataset, options: &QualityOptions) -> Result<Self> {
        let zone = Zone::named(options.zone.as_deref().unwrap_or("Asia/Shanghai"))?;
        let today = match &options.as_of {
            Some(text) => Some(zone.day_of(Moment::parse(text, &zone)?.start(&zone))),
            None => None,
        };
        let times = data.events.iter().filter_map(|t| t.columns.get(t.time?));
        let mut parts: Vec<Part> =
            times.map(|column| Part::Newest(column.clone(), Of::Events)).collect();
        let contacts = data.columns.iter().filter(|c| super::is_time(c));
        parts.extend(contacts.map(|column| Part::Newest(column.clone(), Of::Contacts)));
        let column = |column: &Arc<Column>| Part::Column(column.clone());
        parts.push(Part::Table(None));
        parts.extend(data.columns.iter().map(column));
        for table in &data.events {
            parts.push(Part::Table(Some(table.clone())));
            parts.extend(table.columns.iter().map(column));
        }
        let report = QualityReport { version: data.version, newest_day: None, tables: Vec::new() };
        let against = Against { zone, today, newest: None };
        Ok(Self { against, population: data.population, parts, done: 0, of_events: false, report })
    }

    /// Does one step; returns how much is done, 1 at the end.
    pub fn step(&mut self) -> f64 {
        match self.parts.get(self.done) {
            Some(Part::Newest(column, of)) if *of == Of::Events || !self.of_events => {
                let newest = Days::of(column, &self.against.zone).newest(self.against.today);
                self.against.newest = self.against.newest.max(newest);
                self.of_events |= *of == Of::Events && newest.is_some();
            }
            Some(Part::Table(table)) => {
                let table = quality_of(table.as_deref(), self.population, &self.against.zone);
                self.report.tables.push(table);
            }
            Some(Part::Column(column)) => {
                let column = told(column, &self.against);
                if let Some(table) = self.report.tables.last_mut() {
                    table.columns.push(column);
                }
            }
            Some(Part::Newest(..)) | None => {}
        }
        self.done = self.parts.len().min(self.done + 1);
        // the contacts are always a table
        self.done as f64 / self.parts.len() as f64
    }

    /// What was found out, after the last step.
    pub fn finish(self) -> QualityReport {
        QualityReport { newest_day: self.against.newest.map(civil::format), ..self.report }
    }
}

/// A table without its columns yet; the contacts when it is none of events.
fn quality_of(table: Option<&EventTable>, population: u32, zone: &Zone) -> TableQuality {
    let gaps = table.and_then(|table| gaps(table, zone));
    TableQuality {
        name: table.map_or_else(|| "contacts".to_owned(), |t| t.name.clone()),
        rows: table.map_or(population, |t| t.rows),
        oldest_event: gaps.as_ref().map(|g| civil::format(g.oldest)),
        newest_event: gaps.as_ref().map(|g| civil::format(g.newest)),
        days_without: gaps.as_ref().map_or(0, |g| g.without),
        gaps: gaps.map_or_else(Vec::new, |g| g.longest),
        columns: Vec::new(),
    }
}
