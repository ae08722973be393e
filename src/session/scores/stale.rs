//! Whether the columns of a score are those that running it now would write.

use super::{Kept, ScoreDefinition};
use crate::rule::identity;
use crate::session::{Session, StaleReason, StaleWhy};

impl Session {
    /// Why a score has to be run again; empty when it has not.
    pub(super) fn stale_reasons(&self, kept: &Kept) -> Vec<StaleReason> {
        let because =
            |why: StaleWhy, what: Option<&str>| StaleReason { why, what: what.map(str::to_owned) };
        let Some(run) = &kept.run else { return vec![because(StaleWhy::NeverRun, None)] };
        let mut reasons = Vec::new();
        if run.base != self.scores.base {
            reasons.push(because(StaleWhy::DataChanged, None));
            if self.when(&run.definition).ok().map(|when| when.as_of) != Some(run.as_of) {
                reasons.push(because(StaleWhy::AsOfMoved, None));
            }
        }
        if !same(&kept.definition, &run.definition) {
            reasons.push(because(StaleWhy::DefinitionChanged, None));
        }
        for (id, hash) in &run.leans_on.segments {
            if self.library.get(id).map(identity).as_ref() != Some(hash) {
                reasons.push(because(StaleWhy::SegmentChanged, Some(id)));
            }
        }
        for (id, number) in &run.leans_on.scores {
            let other = self.scores.get(id).and_then(|kept| kept.run.as_ref());
            if other.map(|run| run.number) != Some(*number) {
                reasons.push(because(StaleWhy::ScoreChanged, Some(id)));
            }
        }
        for name in &run.displaced {
            reasons.push(because(StaleWhy::NameTaken, Some(name)));
        }
        reasons
    }

    /// The definitions of the stale scores, each behind those that it asks for.
    pub fn stale_scores(&self) -> Vec<ScoreDefinition> {
        let stale = self.scores.kept.iter().filter(|kept| !self.stale_reasons(kept).is_empty());
        let mut open: Vec<&Kept> = stale.collect();
        let mut sorted: Vec<ScoreDefinition> = Vec::new();
        while !open.is_empty() {
            let leans = |kept: &Kept, on: &[&Kept]| {
                let scores = self.leans_on(&kept.definition).scores;
                scores.iter().any(|(id, _)| on.iter().any(|other| other.definition.id == *id))
            };
            let (ready, rest): (Vec<&Kept>, Vec<&Kept>) =
                open.iter().partition(|kept| !leans(kept, &open));
            // definitions of a file may ask for each other in a circle: running them says so
            let (ready, rest) = if ready.is_empty() { (rest, ready) } else { (ready, rest) };
            sorted.extend(ready.iter().map(|kept| kept.definition.clone()));
            open = rest;
        }
        sorted
    }
}

/// Whether two definitions write the same values.
fn same(a: &ScoreDefinition, b: &ScoreDefinition) -> bool {
    a.model == b.model && a.as_of == b.as_of && a.zone == b.zone
}
