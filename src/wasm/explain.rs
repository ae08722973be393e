//! Why a segment has its number, for JavaScript.

use super::{Answer, Engine, decode, document, encode, thrown, words};
use crate::session::{ContactRef, PageOptions};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// `(Document) → ExplainReport`.
    pub fn explain(&mut self, definition: JsValue) -> Answer {
        encode(&self.session.explain(&document(&definition)?))
    }

    /// `(Document) → PlanReport`.
    pub fn plan(&mut self, definition: JsValue) -> Answer {
        encode(&self.session.plan(&document(&definition)?))
    }

    /// `(Document, path, PageOptions, Words?) → MembersPage`.
    #[wasm_bindgen(js_name = nearMisses)]
    pub fn near_misses(
        &mut self,
        definition: JsValue,
        path: &str,
        options: JsValue,
        labels: JsValue,
    ) -> Answer {
        let options: PageOptions = decode(options)?;
        encode(
            &self
                .session
                .near_misses(&document(&definition)?, path, &options, &words(labels)?)
                .map_err(thrown)?,
        )
    }

    /// `(text, limit, reveal) → ContactEntry[]`.
    #[wasm_bindgen(js_name = findContacts)]
    pub fn find_contacts(&self, text: &str, limit: u32, reveal: bool) -> Answer {
        encode(&self.session.find_contacts(text, limit as usize, reveal))
    }

    /// `(Document, ContactRef, reveal) → ContactReport`.
    #[wasm_bindgen(js_name = explainContact)]
    pub fn explain_contact(
        &mut self,
        definition: JsValue,
        contact: JsValue,
        reveal: bool,
    ) -> Answer {
        let contact: ContactRef = decode(contact)?;
        encode(
            &self
                .session
                .explain_contact(&document(&definition)?, &contact, reveal)
                .map_err(thrown)?,
        )
    }
}
