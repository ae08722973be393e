//! Scores, for JavaScript.

use super::{Answer, Engine, decode, encode, json_text, thrown};
use crate::session::ScoreDefinition;
use wasm_bindgen::prelude::*;

fn definition(value: &JsValue) -> Answer<ScoreDefinition> {
    ScoreDefinition::from_json(&json_text(value)?).map_err(thrown)
}

#[wasm_bindgen]
impl Engine {
    /// `ScoreModelInfo[]`.
    #[wasm_bindgen(js_name = scoreModels)]
    pub fn score_models(&self) -> Answer {
        encode(&self.session.score_models())
    }

    /// `ScoreEntry[]`.
    pub fn scores(&self) -> Answer {
        encode(&self.session.scores())
    }

    /// `(ScoreInput) → ScoreReport`: computes a score at once.
    #[wasm_bindgen(js_name = runScore)]
    pub fn run_score(&mut self, value: JsValue) -> Answer {
        encode(&self.session.run_score(&definition(&value)?).map_err(thrown)?)
    }

    /// Starts to compute a score; call `advanceScore` until it returns 1, then `finishScore`.
    #[wasm_bindgen(js_name = startScore)]
    pub fn start_score(&mut self, value: JsValue) -> Answer<()> {
        self.session.start_score(definition(&value)?);
        Ok(())
    }

    /// One step; returns how much is done.
    #[wasm_bindgen(js_name = advanceScore)]
    pub fn advance_score(&mut self) -> Answer<f64> {
        self.session.advance_score().map_err(thrown)
    }

    /// `ScoreReport`, after the last step.
    #[wasm_bindgen(js_name = finishScore)]
    pub fn finish_score(&mut self) -> Answer {
        encode(&self.session.finish_score())
    }

    /// `(ScoreInput)`: keeps a definition without running it.
    #[wasm_bindgen(js_name = putScore)]
    pub fn put_score(&mut self, value: JsValue) -> Answer<()> {
        self.session.put_score(definition(&value)?);
        Ok(())
    }

    /// `ScoreDefinition[]`: those that have to be run again, each behind those that it asks for.
    #[wasm_bindgen(js_name = staleScores)]
    pub fn stale_scores(&self) -> Answer {
        encode(&self.session.stale_scores())
    }

    /// Forgets a score and its columns.
    #[wasm_bindgen(js_name = removeScore)]
    pub fn remove_score(&mut self, id: &str) -> Answer<()> {
        self.session.remove_score(id).map_err(thrown)
    }

    /// `(id, ContactRef) → ScoreExplained`.
    #[wasm_bindgen(js_name = explainScore)]
    pub fn explain_score(&mut self, id: &str, contact: JsValue) -> Answer {
        encode(&self.session.explain_score(id, &decode(contact)?).map_err(thrown)?)
    }

    /// `(ContactRef) → ScoreExplained[]`.
    #[wasm_bindgen(js_name = explainScores)]
    pub fn explain_scores(&mut self, contact: JsValue) -> Answer {
        encode(&self.session.explain_scores(&decode(contact)?).map_err(thrown)?)
    }
}
