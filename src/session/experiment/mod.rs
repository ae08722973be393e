//! Experiments: who gets which arm, what the arms came to, how many contacts it takes.
//!
//! An arm is a range of the md5 of the experiment's name and the contact's key, so that any engine assigns the same people.
//! A test compares every other arm with the control: A is the control, B the arm, differences are B − A. When arms did not get
//! the contacts that they should there is no winner. Texts: `docs/experiments.md`.

mod judge;
mod query;
mod size;
mod words;

use super::{ArmWeight, AssignedArm, AssignmentParams, AssignmentReport, Session, SplitCheck};
use crate::error::{Code, Error, Result};
use crate::eval::Keys;
use crate::rule::Document;
use crate::score::experiment::assignment::Split;
use crate::score::experiment::srm::{Weightless, srm};
use crate::session::scores::named;

/// An experiment that cannot hold.
fn bad(reason: &dyn std::fmt::Display) -> Error {
    Error::new(Code::BadExperiment).with("reason", reason)
}

/// The arms of an experiment over the loaded contacts.
pub(super) struct Arms<'a> {
    experiment: &'a str,
    split: Split,
    keys: Keys<'a>,
    /// The column that is hashed.
    pub key: &'a str,
}

impl<'a> Arms<'a> {
    /// # Errors
    /// [`Code::NoKey`] without a main key and a named column, [`Code::UnknownField`]; [`Code::BadExperiment`] for weights.
    pub fn new(session: &'a Session, params: &'a AssignmentParams) -> Result<Self> {
        let name = params.key.as_deref().or(session.data.key.as_deref());
        let name = name.ok_or_else(|| Error::new(Code::NoKey))?;
        let column = named(&session.data.columns, name)?;
        let weights: Vec<f64> = params.arms.iter().map(|arm| arm.weight).collect();
        let split = Split::new(&weights).map_err(|refusal| bad(&refusal))?;
        Ok(Self {
            experiment: &params.experiment,
            split,
            keys: Keys::of(column),
            key: &column.name,
        })
    }

    /// The arm of a contact; `None` without a key.
    pub fn of(&self, row: u32) -> Option<usize> {
        let key = self.keys.get(row)?;
        Some(self.split.arm_of(self.experiment, &key))
    }
}

/// Whether arms have the contacts that their weights say.
pub(super) fn split_check<C: Copy + Into<u64>>(counts: &[C], weights: &[f64]) -> SplitCheck {
    let counts: Vec<u64> = counts.iter().map(|count| (*count).into()).collect();
    let found = srm(&counts, weights, Weightless::Excluded);
    let weighted = || counts.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let all: f64 = weighted().map(|(count, _)| *count as f64).sum();
    let total: f64 = weighted().map(|(_, weight)| *weight).sum();
    let expected = |weight: &f64| if *weight > 0.0 { weight / total * all } else { 0.0 };
    SplitCheck {
        expected: weights.iter().map(expected).collect(),
        chi2: found.chi2,
        p: found.p,
        alarm: found.alarm,
    }
}

impl Session {
    /// How many members of a definition get which arm of an experiment. The model `assignment` writes the arms of everybody, or
    /// of a segment, into a column.
    ///
    /// # Errors
    /// What is wrong with the definition; [`Code::NoKey`], [`Code::UnknownField`]; [`Code::BadScore`] and
    /// [`Code::BadExperiment`] for arms that cannot hold.
    pub fn assign_arms(
        &mut self,
        document: &Document,
        params: &AssignmentParams,
    ) -> Result<AssignmentReport> {
        params.check()?;
        if params.segment.is_some() {
            return Err(
                bad(&"the definition says who takes part; leave the segment out").at("segment")
            );
        }
        let members = self.evaluator().audience(document)?;
        let arms = Arms::new(self, params).map_err(|e| e.at("key"))?;
        let mut counts = vec![0u32; params.arms.len()];
        let mut without_key = 0;
        for row in members.iter() {
            match arms.of(row).and_then(|arm| counts.get_mut(arm)) {
                Some(count) => *count += 1,
                None => without_key += 1,
            }
        }
        let weights: Vec<f64> = params.arms.iter().map(|arm| arm.weight).collect();
        let total: f64 = weights.iter().sum();
        let told = |(at, (arm, contacts)): (usize, (&ArmWeight, &u32))| {
            let range = arms.split.range(at).filter(|(from, to)| from < to);
            let hex = |number: u64| format!("{number:08x}");
            AssignedArm {
                name: arm.name.clone(),
                share: arm.weight / total,
                contacts: *contacts,
                first: range.map(|(from, _)| hex(from)),
                last: range.map(|(_, to)| hex(to - 1)),
            }
        };
        Ok(AssignmentReport {
            experiment: params.experiment.clone(),
            key: arms.key.to_owned(),
            contacts: members.len(),
            without_key,
            arms: params.arms.iter().zip(&counts).enumerate().map(told).collect(),
            split: split_check(&counts, &weights),
        })
    }
}
