//! How good the data are, for JavaScript.

use super::{Answer, Engine, encode, optional, thrown};
use crate::session::QualityOptions;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// `(QualityOptions?) → QualityReport`.
    pub fn quality(&self, options: JsValue) -> Answer {
        let options: QualityOptions = optional(options)?;
        encode(&self.session.quality(&options).map_err(thrown)?)
    }

    /// Starts to tell how good the data are; call `advanceQuality` until it returns 1, then `finishQuality`.
    #[wasm_bindgen(js_name = startQuality)]
    pub fn start_quality(&mut self, options: JsValue) -> Answer<()> {
        let options: QualityOptions = optional(options)?;
        self.session.start_quality(&options).map_err(thrown)
    }

    /// One step; returns how much is done.
    #[wasm_bindgen(js_name = advanceQuality)]
    pub fn advance_quality(&mut self) -> f64 {
        self.session.advance_quality()
    }

    /// `QualityReport`, after the last step.
    #[wasm_bindgen(js_name = finishQuality)]
    pub fn finish_quality(&mut self) -> Answer {
        encode(&self.session.finish_quality())
    }

    /// `(file, before?) → QualityChange`.
    #[wasm_bindgen(js_name = qualityChange)]
    pub fn quality_change(&self, file: u32, before: Option<u32>) -> Answer {
        encode(&self.session.quality_change(file, before).map_err(thrown)?)
    }

    /// What is kept of earlier loads, as JSON text.
    #[wasm_bindgen(js_name = saveQuality)]
    pub fn save_quality(&self) -> Answer<String> {
        self.session.save_quality().map_err(thrown)
    }

    /// `(text) → number` of loads.
    #[wasm_bindgen(js_name = openQuality)]
    pub fn open_quality(&mut self, text: &str) -> Answer<u32> {
        self.session.open_quality(text).map_err(thrown)
    }
}
