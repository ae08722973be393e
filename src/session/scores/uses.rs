//! What scores and segments ask of each other.

use super::definition::bad;
use super::{Kept, LeansOn, ScoreDefinition};
use crate::error::Result;
use crate::rule::{Document, identity};
use crate::session::Session;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every text in a JSON value that is not below a muted node.
pub(super) fn texts<'a>(value: &'a Value, see: &mut dyn FnMut(&'a str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(list) => list.iter().for_each(|value| texts(value, see)),
        Value::Object(map) if map.get("muted") != Some(&Value::Bool(true)) => {
            map.values().for_each(|value| texts(value, see));
        }
        _ => {}
    }
}

/// The ids of the segments that conditions in a JSON value refer to.
fn segments(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| segments(value, found)),
        Value::Object(map) if map.get("muted") != Some(&Value::Bool(true)) => {
            let named = map.get("segment");
            if let Some(id) = named.and_then(|s| s.get("id").unwrap_or(s).as_str()) {
                found.insert(id.to_owned());
            }
            map.values().for_each(|value| segments(value, found));
        }
        _ => {}
    }
}

fn parts(kept: &ScoreDefinition, name: &str) -> bool {
    name.strip_prefix(kept.id.as_str()).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether a name is that of a column of a score.
fn is_part(kept: &Kept, name: &str) -> bool {
    match &kept.run {
        Some(run) => run.columns.iter().any(|c| c.name == name),
        None => parts(&kept.definition, name),
    }
}

fn asks(document: &Document, kept: &Kept) -> bool {
    let mut found = false;
    if let Ok(value) = serde_json::to_value(document) {
        texts(&value, &mut |text| found |= is_part(kept, text));
    }
    found
}

impl Session {
    /// Ids of the segments with a condition on a column of a score that is not muted.
    pub(super) fn users_of_score(&self, kept: &Kept) -> Vec<String> {
        let uses = |id: &&String| self.library.get(*id).is_some_and(|d| asks(d, kept));
        self.order.iter().filter(uses).cloned().collect()
    }

    /// Ids of the stale scores that a definition asks for.
    pub(in crate::session) fn stale_in(&self, document: &Document) -> Vec<String> {
        let stale = self.scores.kept.iter().filter(|kept| !self.stale_reasons(kept).is_empty());
        stale.filter(|kept| asks(document, kept)).map(|k| k.definition.id.clone()).collect()
    }

    /// The other scores whose parameters ask for columns of this one.
    pub(super) fn scores_leaning_on<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Kept> {
        let others = self.scores.kept.iter().filter(move |kept| kept.definition.id != id);
        others.filter(move |kept| self.leans(&kept.definition, id))
    }

    fn leans(&self, definition: &ScoreDefinition, on: &str) -> bool {
        let Some(kept) = self.scores.get(on) else { return false };
        let (mut found, params) = (false, definition.model.params());
        texts(&params, &mut |text| found |= is_part(kept, text));
        found
    }

    /// The segments that a score refers to with their identities, and the scores with the numbers of their runs.
    pub(super) fn leans_on(&self, definition: &ScoreDefinition) -> LeansOn {
        let mut ids = BTreeSet::new();
        segments(&definition.model.params(), &mut ids);
        let known = ids.into_iter().map(|id| {
            let hash = self.library.get(&id).map(identity).unwrap_or_default();
            (id, hash)
        });
        let scores = self.scores.kept.iter().filter(|kept| {
            kept.definition.id != definition.id && self.leans(definition, &kept.definition.id)
        });
        let number = |kept: &Kept| kept.run.as_ref().map_or(0, |run| run.number);
        LeansOn {
            segments: known.collect(),
            scores: scores.map(|k| (k.definition.id.clone(), number(k))).collect(),
        }
    }

    /// A score must not ask for itself, nor for one that asks for it.
    ///
    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(super) fn check_uses(&self, definition: &ScoreDefinition) -> Result<()> {
        let (mut itself, params) = (false, definition.model.params());
        texts(&params, &mut |text| itself |= text.contains('.') && parts(definition, text));
        if itself {
            return Err(bad(&"it asks for its own columns"));
        }
        let (mut open, mut seen) = (vec![definition.id.clone()], BTreeSet::new());
        while let Some(id) = open.pop() {
            for kept in self.scores_leaning_on(&id) {
                let user = &kept.definition.id;
                if self.leans(definition, user) {
                    let reason = format!("{user} asks for its columns, and it for those of {user}");
                    return Err(bad(&reason));
                }
                if seen.insert(user.clone()) {
                    open.push(user.clone());
                }
            }
        }
        Ok(())
    }
}
