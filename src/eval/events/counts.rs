//! How many events, one look at the set of events per contact.

use super::verdict::Verdict;
use super::{Source, View};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::Operator;
use crate::table::Kind;

/// The contacts whose number of seen events passes; all contacts see the same span.
pub fn passing(is: &Operator, view: &View<'_>, source: &Source<'_>) -> Result<RowSet> {
    let verdict = Verdict::new(is, Kind::Number, 0, &source.frame)?;
    let passes = |events: u32| verdict.of(Some(i128::from(events)));
    let offsets = &view.table.offsets;
    Ok(match view.bits {
        Some(bits) => offsets.parts_where(bits, passes),
        None => RowSet::from_fn(source.frame.data.population, |contact| {
            passes(view.table.rows_of(contact).len() as u32)
        }),
    })
}
