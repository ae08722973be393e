//! Segments that a definition refers to.

use super::Evaluator;
use super::frame::Populations;
use super::scope::{Scope, zone_of};
use super::walk::Walk;
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::validate::{check_conditions, references};
use crate::rule::{Document, Operator, Population, validate};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Evaluator<'_> {
    /// The live members of a segment of the library: its own zone and week start, the `as_of` of who asks. What it refers
    /// to is evaluated before it, so that a chain of segments does not make the stack deep.
    pub(super) fn segment(&mut self, id: &str, as_of: Option<i64>) -> Result<Arc<RowSet>> {
        let mut stack = vec![id.to_owned()];
        let mut met: BTreeSet<String> = BTreeSet::new();
        while let Some(next) = stack.last().cloned() {
            if self.segments.contains_key(&next) {
                stack.pop();
                continue;
            }
            if met.insert(next.clone())
                && let Some(document) = self.library.live.get(&next)
            {
                let wanted = references(document).into_iter().map(|(_, id)| id);
                // one that was met and is not known yet is in a circle, which its evaluation names
                stack.extend(wanted.filter(|id| !met.contains(*id)).map(str::to_owned));
                continue;
            }
            stack.pop();
            let members = self.segment_alone(&next, as_of);
            self.segments.insert(next, members);
        }
        let unknown = || Err(Error::new(Code::UnknownSegment).with("id", id));
        self.segments.get(id).cloned().unwrap_or_else(unknown)
    }

    /// The members of a segment whose references are known.
    fn segment_alone(&mut self, id: &str, as_of: Option<i64>) -> Result<Arc<RowSet>> {
        let document = self
            .library
            .live
            .get(id)
            .ok_or_else(|| Error::new(Code::UnknownSegment).with("id", id))?;
        let names = self.names();
        let wrong = validate(document, &names)
            .into_iter()
            .find(|e| e.location.path.as_deref() != Some("as_of"));
        let outcome = match wrong {
            Some(error) => Err(error),
            None => {
                let zone = zone_of(document).0;
                let sizes = self.size_as_of(document, as_of, zone, Vec::new(), false);
                sizes.errors.into_iter().next().map_or(Ok(sizes.members), Err)
            }
        };
        // a path inside the other document says nothing here; the reference is the place
        outcome.map_err(|mut error| {
            error.location.path = None;
            error
        })
    }

    /// The members of the segments that an operator names as populations.
    pub(super) fn populations(
        &mut self,
        operator: &Operator,
        scope: &Scope<'_>,
        walk: &Walk,
    ) -> Result<Populations> {
        let mut out = Populations::new();
        for population in operator.populations() {
            if let Population::Segment(id) = population {
                if walk.in_circle {
                    return Err(Error::new(Code::SegmentCycle).with("cycle", id));
                }
                out.insert(id.clone(), self.segment(id, scope.as_of)?);
            }
        }
        Ok(out)
    }
}

/// The circle of named conditions in a document, as its error shows it.
pub(super) fn cycle_of(document: &Document) -> Option<String> {
    let error = check_conditions(document).err()?;
    error.params.get("cycle").map(ToString::to_string)
}
