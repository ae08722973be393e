//! How good the loaded data are: how complete, how varied, how fresh.
//!
//! Told of the dataset as it is joined, table by table and column by column, in one pass and one sort of each column.
//! Thresholds and formulas are in `docs/quality.md`.

mod column;
mod loads;

pub use loads::{LoadSummary, Loads, shape};

use super::{DayGap, QualityOptions, QualityReport, Session, TableQuality};
use crate::error::Result;
use crate::table::{Column, EventTable, Kind};
use crate::time::{Moment, Zone, civil};
use column::{Days, told};

/// The longest gaps that are told.
const GAPS: usize = 5;

/// What every column is held against.
#[derive(Debug)]
struct Against {
    zone: Zone,
    /// The last day that is not in the future.
    today: Option<i32>,
    /// The newest day of all data.
    newest: Option<i32>,
}

impl Session {
    /// How good the loaded data are. Costs a sort of every column.
    ///
    /// # Errors
    /// [`crate::Code::UnknownZone`], [`crate::Code::BadTime`].
    pub fn quality(&self, options: &QualityOptions) -> Result<QualityReport> {
        let zone = Zone::named(options.zone.as_deref().unwrap_or("Asia/Shanghai"))?;
        let today = match &options.as_of {
            Some(text) => Some(zone.day_of(Moment::parse(text, &zone)?.start(&zone))),
            None => None,
        };
        let mut against = Against { zone, today, newest: None };
        let events = self.data.events.iter().filter_map(|t| t.time_column());
        let newest = |column: &Column| Days::of(column, &against.zone).newest(today);
        against.newest = events
            .filter_map(newest)
            .max()
            .or_else(|| self.data.columns.iter().filter_map(|c| newest(c)).max());
        let columns = |columns: &[std::sync::Arc<Column>]| {
            columns.iter().map(|c| told(c, &against)).collect()
        };
        let mut tables = vec![TableQuality {
            name: "contacts".to_owned(),
            rows: self.data.population,
            oldest_event: None,
            newest_event: None,
            days_without: 0,
            gaps: Vec::new(),
            columns: columns(&self.data.columns),
        }];
        for table in &self.data.events {
            let gaps = gaps(table, &against.zone);
            tables.push(TableQuality {
                name: table.name.clone(),
                rows: table.rows,
                oldest_event: gaps.as_ref().map(|g| civil::format(g.oldest)),
                newest_event: gaps.as_ref().map(|g| civil::format(g.newest)),
                days_without: gaps.as_ref().map_or(0, |g| g.without),
                gaps: gaps.map_or_else(Vec::new, |g| g.longest),
                columns: columns(&table.columns),
            });
        }
        let newest_day = against.newest.map(civil::format);
        Ok(QualityReport { version: self.data.version, newest_day, tables })
    }
}

/// The days of a table's events.
struct Gaps {
    oldest: i32,
    newest: i32,
    without: u32,
    longest: Vec<DayGap>,
}

fn gaps(table: &EventTable, zone: &Zone) -> Option<Gaps> {
    let column = table.time_column()?;
    let mut days = Days::of(column, zone).all();
    days.sort_unstable();
    days.dedup();
    let (&oldest, &newest) = (days.first()?, days.last()?);
    let mut gaps: Vec<(u32, i32)> = days
        .windows(2)
        .map(|pair| ((pair[1] - pair[0] - 1) as u32, pair[0] + 1))
        .filter(|(length, _)| *length > 0)
        .collect();
    let without = gaps.iter().map(|(length, _)| length).sum();
    gaps.sort_by_key(|&(length, from)| (u32::MAX - length, from));
    let longest = gaps.iter().take(GAPS).map(|&(days, from)| DayGap {
        from: civil::format(from),
        to: civil::format(from + days as i32 - 1),
        days,
    });
    Some(Gaps { oldest, newest, without, longest: longest.collect() })
}

/// Whether values of a column are days or instants.
fn is_time(column: &Column) -> bool {
    matches!(column.kind(), Kind::Date | Kind::Datetime)
}
