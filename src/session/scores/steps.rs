//! Models whose work goes in steps, so that a worker can tell how far it is and stop between two of them.

use super::{Outcome, ScoreDefinition, ScoreModel, When, network, purchase};
use crate::error::Result;
use crate::session::Session;

/// The work of a model, as far as it is.
#[derive(Debug)]
pub(super) enum Steps {
    Purchase(Box<purchase::Work>),
    Network(Box<network::Work>),
}

impl Steps {
    /// Work that is to begin; `None` for a model that is computed at once.
    pub fn of(model: &ScoreModel) -> Option<Self> {
        match model {
            ScoreModel::Purchase(_) => Some(Self::Purchase(Box::default())),
            ScoreModel::Network(_) => Some(Self::Network(Box::default())),
            _ => None,
        }
    }

    /// Does one step; returns how much is done, 1 when all is known.
    pub fn step(
        &mut self,
        session: &Session,
        definition: &ScoreDefinition,
        when: &When,
    ) -> Result<f64> {
        match (self, &definition.model) {
            (Self::Purchase(work), ScoreModel::Purchase(params)) => {
                work.step(session, definition, params, when)
            }
            (Self::Network(work), ScoreModel::Network(params)) => work.step(session, params, when),
            // work is begun for the model of its definition
            _ => Ok(1.0),
        }
    }

    /// The model with every parameter that was found, and what it gives, after the last step.
    pub fn finish(
        self,
        session: &Session,
        definition: &ScoreDefinition,
    ) -> Result<(ScoreModel, Outcome)> {
        Ok(match self {
            Self::Purchase(work) => {
                let (params, outcome) = work.finish(definition)?;
                (ScoreModel::Purchase(params), outcome)
            }
            Self::Network(work) => {
                let (params, outcome) = work.finish(session, definition)?;
                (ScoreModel::Network(Box::new(params)), outcome)
            }
        })
    }
}
