//! How good the loaded data are: how complete, how varied, how fresh.
//!
//! Told of the dataset as it is joined, table by table and column by column, in one pass and one sort of each column.
//! Thresholds and formulas are in `docs/quality.md`.

mod column;
mod loads;
mod steps;

pub use loads::{LoadSummary, Loads, shape};
pub use steps::QualityWork;

use super::{DayGap, QualityOptions, QualityReport, Session};
use crate::error::Result;
use crate::table::{Column, EventTable, Kind};
use crate::time::{Zone, civil};
use column::Days;

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
        let mut work = QualityWork::new(&self.data, options)?;
        while work.step() < 1.0 {}
        Ok(work.finish())
    }

    /// Starts to tell how good the loaded data are; carried out by [`Session::advance_quality`]. What was started before and
    /// is not finished is dropped.
    ///
    /// # Errors
    /// As [`Session::quality`].
    pub fn start_quality(&mut self, options: &QualityOptions) -> Result<()> {
        self.quality = Some(QualityWork::new(&self.data, options)?);
        Ok(())
    }

    /// Does one step, mostly a sort of one column; returns how much is done, 1 at the end.
    pub fn advance_quality(&mut self) -> f64 {
        self.quality.as_mut().map_or(1.0, QualityWork::step)
    }

    /// What was found out, after the last step; `None` when nothing was started, or the data have changed since. The work is
    /// gone.
    pub fn finish_quality(&mut self) -> Option<QualityReport> {
        let mut work = self.quality.take()?;
        while work.step() < 1.0 {}
        Some(work.finish())
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
