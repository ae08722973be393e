//! Experiments and similarity, for JavaScript.

use super::{Answer, Engine, decode, document, encode, json_text, thrown};
use crate::error::{Code, Error};
use crate::session::Session;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// What is asked; numbers are whole where they have no part behind the point, as in JSON.
fn asked<T: DeserializeOwned>(value: &JsValue) -> Answer<T> {
    let wrong = |e| thrown(Error::new(Code::BadExperiment).with("reason", e));
    serde_json::from_str(&json_text(value)?).map_err(wrong)
}

fn options<T: DeserializeOwned + Default>(value: JsValue) -> Answer<T> {
    if value.is_undefined() || value.is_null() { Ok(T::default()) } else { decode(value) }
}

#[wasm_bindgen]
impl Engine {
    /// `(Document, AssignmentInput) → AssignmentReport`.
    #[wasm_bindgen(js_name = assignArms)]
    pub fn assign_arms(&mut self, definition: JsValue, experiment: JsValue) -> Answer {
        let (document, params) = (document(&definition)?, asked(&experiment)?);
        encode(&self.session.assign_arms(&document, &params).map_err(thrown)?)
    }

    /// `(TestInput) → TestReport`.
    #[wasm_bindgen(js_name = testResult)]
    pub fn test_result(&self, input: JsValue) -> Answer {
        encode(&Session::test_result(&asked(&input)?).map_err(thrown)?)
    }

    /// `(TestQuery) → TestOfReport`.
    #[wasm_bindgen(js_name = testOf)]
    pub fn test_of(&mut self, query: JsValue) -> Answer {
        encode(&self.session.test_of(&asked(&query)?).map_err(thrown)?)
    }

    /// `(SampleSizeInput) → SampleSize`.
    #[wasm_bindgen(js_name = sampleSize)]
    pub fn sample_size(&self, input: JsValue) -> Answer {
        encode(&Session::sample_size(&asked(&input)?).map_err(thrown)?)
    }

    /// `(TagSimilarityOptions?) → TagSimilarityReport`.
    #[wasm_bindgen(js_name = tagSimilarity)]
    pub fn tag_similarity(&self, wanted: JsValue) -> Answer {
        encode(&self.session.tag_similarity(&options(wanted)?))
    }

    /// `(Document[]) → SegmentSimilarityReport`.
    #[wasm_bindgen(js_name = segmentSimilarity)]
    pub fn segment_similarity(&mut self, definitions: Vec<JsValue>) -> Answer {
        let documents = definitions.iter().map(document).collect::<Result<Vec<_>, _>>()?;
        encode(&self.session.segment_similarity(&documents).map_err(thrown)?)
    }

    /// `(GroupOverlapOptions?) → GroupOverlapReport`.
    #[wasm_bindgen(js_name = groupOverlap)]
    pub fn group_overlap(&self, wanted: JsValue) -> Answer {
        encode(&self.session.group_overlap(&options(wanted)?).map_err(thrown)?)
    }
}
