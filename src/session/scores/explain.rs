//! Why a contact has the value of a score that it has.

use super::{
    ScoreModel, assignment, engagement, interest, lookalike, network, plan, purchase, rfm, stages,
    value,
};
use crate::error::Result;
use crate::insight::Words;
use crate::privacy::cell;
use crate::session::{ContactRef, ScoreExplained, Session};
use crate::time::Zone;
use crate::{Code, Error};

impl Session {
    /// What a contact has in each column of a score, and why. Of a stale score it is told what was true when it was run.
    ///
    /// # Errors
    /// [`Code::UnknownScore`]; [`Code::UnknownContact`]; [`Code::BadScore`] when the score was never run.
    pub fn explain_score(&mut self, id: &str, contact: &ContactRef) -> Result<ScoreExplained> {
        let row = self.row_of(contact)?;
        let kept = self.kept_score(id)?;
        let Some(run) = &kept.run else {
            let reason = "it was not run on the loaded data yet";
            return Err(Error::new(Code::BadScore).with("reason", reason));
        };
        let (zone, words) = (Zone::utc(), Words::default());
        let parts = run.columns.iter().zip(&run.report.columns);
        let values: std::collections::BTreeMap<String, String> = parts
            .filter_map(|(c, told)| Some((told.part.clone(), cell(c, row, &zone, &words, true)?)))
            .collect();
        let (definition, name) = (run.definition.clone(), kept.definition.name.clone());
        let (model, stale) = (run.report.model.clone(), self.stale_reasons(kept));
        let mean = run.report.diag.get("mean_chance").copied().unwrap_or(0.0);
        let reasons = match &definition.model {
            ScoreModel::Rfm(params) => rfm::reasons(params, &values),
            ScoreModel::Lifecycle(params)
            | ScoreModel::Layers(params)
            | ScoreModel::Tag(params) => stages::reasons(self, &definition, params, &values),
            ScoreModel::Engagement(params) => engagement::reasons(params, &values),
            ScoreModel::Interest(_) => interest::reasons(&values),
            ScoreModel::Purchase(params) => purchase::reasons(params, &values, mean),
            ScoreModel::Value(params) => value::reasons(params, &values),
            ScoreModel::Network(params) => network::reasons(params, &values),
            ScoreModel::Assignment(params) => assignment::reasons(params, &values),
            // these are told of the data as they are now, which would not be what the values say
            ScoreModel::Lookalike(_) | ScoreModel::Plan(_) if !stale.is_empty() => Vec::new(),
            ScoreModel::Lookalike(params) => lookalike::reasons(self, &definition, params, row)?,
            ScoreModel::Plan(params) => plan::reasons(self, &definition, params, row)?,
        };
        Ok(ScoreExplained { id: id.to_owned(), name, contact: row, values, reasons, model, stale })
    }

    /// The same for every score that was run.
    ///
    /// # Errors
    /// [`Code::UnknownContact`].
    pub fn explain_scores(&mut self, contact: &ContactRef) -> Result<Vec<ScoreExplained>> {
        let runs = self.scores.kept.iter().filter(|kept| kept.run.is_some());
        let ids: Vec<String> = runs.map(|kept| kept.definition.id.clone()).collect();
        ids.iter().map(|id| self.explain_score(id, contact)).collect()
    }
}
