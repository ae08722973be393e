//! Who gets which arm of an experiment, as a column of the contacts.
//!
//! An arm is a range of the first 8 hex digits of `md5(experiment + ":" + key)`: the same people get the same arm here, in SQL
//! and tomorrow. Contacts without a key have none.

use super::columns::Made;
use super::definition::{bad, between};
use super::tell::{diag, group, missing, note};
use super::{Outcome, ScoreDefinition, ScoreModel, members_of};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::session::experiment::{Arms, split_check};
use crate::session::{ScoreNote, Session};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An experiment: its name and its arms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct AssignmentParams {
    /// What is hashed with the key; another name is another assignment.
    pub experiment: String,
    /// The arms, 1 to 20.
    pub arms: Vec<ArmWeight>,
    /// The column of the contacts that is hashed; the main key when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Id of the segment whose members are assigned; everybody when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
}

/// An arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct ArmWeight {
    /// Its name.
    pub name: String,
    /// Its part, on any scale; 1 when left out.
    #[serde(default = "one")]
    #[cfg_attr(test, ts(optional, as = "Option<f64>"))]
    pub weight: f64,
}

fn one() -> f64 {
    1.0
}

impl Default for AssignmentParams {
    fn default() -> Self {
        let arm = |name: &str| ArmWeight { name: name.to_owned(), weight: 1.0 };
        let arms = vec![arm("A"), arm("B")];
        Self { experiment: "ab".to_owned(), arms, key: None, segment: None }
    }
}

impl AssignmentParams {
    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(in crate::session) fn check(&self) -> Result<()> {
        if self.experiment.trim().is_empty() {
            return Err(bad(&"an experiment needs a name").at("experiment"));
        }
        between("arms", self.arms.len() as f64, 1.0, 20.0)?;
        let names: BTreeSet<&str> = self.arms.iter().map(|arm| arm.name.trim()).collect();
        if names.len() < self.arms.len() || names.contains("") {
            return Err(bad(&"every arm needs a name of its own").at("arms"));
        }
        for arm in &self.arms {
            between("weight", arm.weight, 0.0, 1e12).map_err(|e| e.at("arms"))?;
        }
        if self.arms.iter().all(|arm| arm.weight <= 0.0) {
            return Err(bad(&"no arm has a weight").at("arms"));
        }
        Ok(())
    }
}

/// Computes the arms.
pub(super) fn run(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &AssignmentParams,
) -> Result<(AssignmentParams, Outcome)> {
    let population = session.data.population;
    let within = match &params.segment {
        None => Arc::new(RowSet::full(population)),
        Some(id) => members_of(session, definition, id)?,
    };
    let arms = Arms::new(session, params).map_err(|e| e.at("params.key"))?;
    let mut numbers = vec![0u16; population as usize];
    let mut counts = vec![0u32; params.arms.len()];
    let mut without_key = 0;
    for row in within.iter() {
        let Some(arm) = arms.of(row) else {
            without_key += 1;
            continue;
        };
        if let (Some(number), Some(count)) = (numbers.get_mut(row as usize), counts.get_mut(arm)) {
            (*number, *count) = (arm as u16 + 1, *count + 1);
        }
    }
    let names: Vec<String> = params.arms.iter().map(|arm| arm.name.trim().to_owned()).collect();
    let column = Made::texts("arm", ("实验组", "arm"), &names, &numbers);
    let assigned = counts.iter().sum::<u32>();
    let mut groups: Vec<_> = names
        .iter()
        .zip(&counts)
        .map(|(name, n)| group(definition, "arm", name, *n, None))
        .collect();
    if assigned < population {
        groups.push(missing(definition, "arm", population - assigned));
    }
    let weights: Vec<f64> = params.arms.iter().map(|arm| arm.weight).collect();
    let split = split_check(&counts, &weights);
    let key = arms.key.to_owned();
    let mut notes = vec![note(
        "assignment.how",
        &[("experiment", &params.experiment), ("key", &key), ("arms", &names.len())],
    )];
    if without_key > 0 {
        notes.push(note("assignment.without_key", &[("n", &without_key), ("key", &key)]));
    }
    if split.alarm {
        notes.push(note("assignment.uneven", &[]));
    }
    let told = [
        ("assigned", f64::from(assigned)),
        ("without_key", f64::from(without_key)),
        ("split.chi2", split.chi2),
        ("split.p", split.p),
    ];
    let params = AssignmentParams { key: Some(key), ..params.clone() };
    let outcome = Outcome {
        columns: vec![column],
        n: assigned,
        groups,
        diag: diag(&told),
        notes,
        ..Outcome::default()
    };
    Ok((params, outcome))
}

/// Why a contact is in its arm.
pub(super) fn reasons(
    params: &AssignmentParams,
    values: &BTreeMap<String, String>,
) -> Vec<ScoreNote> {
    let template =
        if values.contains_key("arm") { "assignment.person" } else { "assignment.person_none" };
    let key = params.key.clone().unwrap_or_default();
    let mut sentence = note(template, &[("experiment", &params.experiment), ("key", &key)]);
    sentence.params.extend(values.clone());
    vec![sentence]
}

impl Session {
    /// The arms with their weights of the assignment that wrote a column, in their order; none of any other column.
    pub(in crate::session) fn planned_arms(&self, column: &str) -> Vec<(String, f64)> {
        let runs = self.scores.kept.iter().filter_map(|kept| kept.run.as_ref());
        let planned =
            runs.filter(|run| run.writes(column)).find_map(|run| match &run.definition.model {
                ScoreModel::Assignment(params) => Some(params),
                _ => None,
            });
        let arms = planned.into_iter().flat_map(|params| &params.arms);
        arms.map(|arm| (arm.name.trim().to_owned(), arm.weight)).collect()
    }
}
