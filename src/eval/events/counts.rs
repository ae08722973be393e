//! How many events, one look at the set of events per contact.

use super::verdict::Verdict;
use super::{Source, View};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::Operator;
use crate::table::Kind;

/// Numbers of events whose verdict is known beforehand.
const SMALL: u32 = 64;

/// The contacts whose number of seen events passes; all contacts see the same span.
pub fn passing(is: &Operator, view: &View<'_>, source: &Source<'_>) -> Result<RowSet> {
    let verdict = Verdict::new(is, Kind::Number, 0, &source.frame)?;
    let of = |events: u32| verdict.of(Some(i128::from(events)));
    let small: Vec<bool> = (0..SMALL).map(of).collect();
    let passes = |events: u32| small.get(events as usize).copied().unwrap_or_else(|| of(events));
    let offsets = &view.table.offsets;
    Ok(match view.bits {
        Some(bits) => bits.ranges_where(offsets, passes),
        None => RowSet::from_fn(source.frame.data.population, |contact| {
            passes(view.table.rows_of(contact).len() as u32)
        }),
    })
}
