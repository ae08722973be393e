//! How many events, one look at the set of events per contact.

use super::super::plan::{Way, cost};
use super::verdict::Verdict;
use super::{Source, View};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::Operator;
use crate::table::Kind;

/// The contacts whose number of seen events passes; all contacts see the same span. `None` when the events of one contact
/// after the other are to be counted.
pub fn passing(is: &Operator, view: &View<'_>, source: &Source<'_>) -> Result<Option<RowSet>> {
    let verdict = Verdict::new(is, Kind::Number, 0, &source.frame)?;
    let passes = |events: u32| verdict.of(Some(i128::from(events)));
    let offsets = &view.table.offsets;
    let (population, planner) = (source.frame.data.population, source.planner());
    let Some(bits) = view.bits else {
        let all = view.table.linked();
        let way = planner.choose(&cost::all_counts(population, all));
        return Ok((way == Way::EventStarts).then(|| {
            RowSet::from_fn(population, |contact| passes(view.table.rows_of(contact).len() as u32))
        }));
    };
    let way = planner.choose(&cost::counts(population, bits.len(), view.table.rows));
    let by_members = way == Way::EventCounters;
    Ok((way != Way::EachContact).then(|| offsets.parts_where(bits, by_members, passes)))
}
