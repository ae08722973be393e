//! The browser's binding: decode, call, encode. The only file that knows JavaScript values.
//!
//! Errors are thrown as plain objects with `code`, `location`, `params` and an English `message`.

#![expect(clippy::needless_pass_by_value, reason = "wasm-bindgen hands over owned values")]

#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "engine")]
mod experiment;
#[cfg(feature = "engine")]
mod explain;
#[cfg(feature = "files")]
mod files;
#[cfg(feature = "files")]
mod forms;
#[cfg(feature = "engine")]
mod library;
#[cfg(feature = "engine")]
mod lint;
#[cfg(feature = "engine")]
mod people;
#[cfg(feature = "engine")]
mod quality;
#[cfg(feature = "engine")]
mod scores;

use crate::error::{Code, Error};
use crate::rule::Document;
#[cfg(feature = "engine")]
pub use engine::Engine;
#[cfg(feature = "engine")]
use engine::{optional, words};
#[cfg(feature = "files")]
pub use files::{Files, Hand};
#[cfg(feature = "files")]
pub use forms::Forms;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

type Answer<T = JsValue> = Result<T, JsValue>;

fn encode<T: Serialize>(value: &T) -> Answer {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(|e| internal(&e))
}

fn decode<T: DeserializeOwned>(value: JsValue) -> Answer<T> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|e| thrown(Error::new(Code::BadPlan).with("reason", e.to_string())))
}

fn document(value: &JsValue) -> Answer<Document> {
    Document::from_json(&json_text(value)?).map_err(thrown)
}

/// The text of a value; a text is taken for JSON. However deep a value is, the parser of the text bounds it.
fn json_text(value: &JsValue) -> Answer<String> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.ok_or_else(|| thrown(Error::new(Code::NotJson).with("reason", "it has no JSON text")))
}

fn thrown(error: Error) -> JsValue {
    #[derive(Serialize)]
    struct Thrown<'a> {
        #[serde(flatten)]
        error: &'a Error,
        message: String,
    }
    encode(&Thrown { message: error.to_string(), error: &error }).unwrap_or_else(|e| e)
}

fn internal(error: &serde_wasm_bindgen::Error) -> JsValue {
    JsValue::from_str(&error.to_string())
}

/// A panic becomes an exception with its message; whoever catches it must throw the module's state away.
fn throw_panics() {
    std::panic::set_hook(Box::new(|info| wasm_bindgen::throw_str(&info.to_string())));
}
