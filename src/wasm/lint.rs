//! What is hardly meant in a definition, for JavaScript.

use super::{Answer, Engine, document, encode, json_text, thrown};
use crate::error::{Code, Error};
use crate::rule::lint::Fix;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// `(Document) → Finding[]`.
    pub fn lint(&mut self, definition: JsValue) -> Answer {
        encode(&self.session.lint(&document(&definition)?))
    }

    /// `(Document, Fix) → Document`.
    #[wasm_bindgen(js_name = applyFix)]
    pub fn apply_fix(&self, definition: JsValue, fix: JsValue) -> Answer {
        let fix: serde_json::Value = serde_json::from_str(&json_text(&fix)?)
            .map_err(|e| thrown(Error::new(Code::NotJson).with("reason", e)))?;
        let fix = Fix::from_value(&fix).map_err(thrown)?;
        encode(&fix.apply(&document(&definition)?).map_err(thrown)?)
    }
}
