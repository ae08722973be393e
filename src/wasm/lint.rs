//! What is hardly meant in a definition, for JavaScript.

use super::{Answer, Engine, decode, document, encode, thrown};
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
        let fix = Fix::from_value(&decode(fix)?).map_err(thrown)?;
        encode(&fix.apply(&document(&definition)?).map_err(thrown)?)
    }
}
