//! The size of a definition as of several days.

use crate::error::{Code, Error, Result};
use crate::eval::{Cache, Evaluator, Segments};
use crate::rule::Document;
use crate::session::{ReplayPoint, Session};

/// The most dates of one replay.
pub const MAX_REPLAY: usize = 400;

impl Session {
    /// The size of a definition as of each of several dates (their ends) or times, in the order asked. The data are those
    /// that are loaded: events after a date are not seen, but columns and tags are as they are now. A date that cannot be
    /// answered says why. Costs one evaluation for each date.
    ///
    /// # Errors
    /// [`Code::DefinitionTooLarge`] for more than [`MAX_REPLAY`] dates.
    pub fn replay(&self, document: &Document, dates: &[String]) -> Result<Vec<ReplayPoint>> {
        if dates.len() > MAX_REPLAY {
            let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_REPLAY);
            return Err(error.with("what", "dates"));
        }
        // sets of other days must not push out those of the definition that is being edited
        let mut cache = Cache::default();
        let library = Segments { live: &self.library, snapshots: &self.snapshots };
        let mut document = document.clone();
        let mut points = Vec::with_capacity(dates.len());
        for date in dates {
            document.as_of.clone_from(date);
            let mut evaluator = Evaluator::new(&self.data, &self.schema, library, &mut cache);
            let answer = evaluator.audience(&document);
            let (size, error) = match answer {
                Ok(members) => (Some(members.len()), None),
                Err(error) => (None, Some(error)),
            };
            points.push(ReplayPoint { as_of: date.clone(), size, error });
        }
        Ok(points)
    }
}
