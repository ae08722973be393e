//! The forms of a definition that people and other tools read and write, for JavaScript: beside the engine, without a state.

use super::{Answer, decode, document, encode, json_text, thrown};
use crate::rule::exchange::Format;
use crate::rule::schema::{EventInfo, FieldInfo, Schema};
use crate::session::Session;
use crate::table::Semantic;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// Reads and writes definitions; method names are those of the Promise API.
#[wasm_bindgen]
#[derive(Default)]
pub struct Forms;

/// What a text is checked against: the names of a `Schema`.
#[derive(Deserialize)]
struct Names {
    population: u32,
    fields: Vec<Name>,
    events: Vec<Table>,
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

#[derive(Deserialize)]
struct Table {
    table: String,
    columns: Vec<Name>,
}

fn fields(names: Vec<Name>) -> Vec<FieldInfo> {
    names.into_iter().map(|one| FieldInfo::named(one.name, Semantic::Text)).collect()
}

impl From<Names> for Schema {
    fn from(names: Names) -> Self {
        let table = |one: Table| EventInfo::named(one.table, fields(one.columns));
        Self {
            population: names.population,
            fields: fields(names.fields),
            events: names.events.into_iter().map(table).collect(),
            ..Self::default()
        }
    }
}

#[wasm_bindgen]
impl Forms {
    /// Panics become exceptions; whoever catches one must throw the module away.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        super::throw_panics();
        Self
    }

    /// `(Document) → text`.
    #[wasm_bindgen(js_name = printDefinition)]
    pub fn print_definition(&self, definition: JsValue) -> Answer<String> {
        Ok(Session::print_definition(&document(&definition)?))
    }

    /// `(text, Schema) → Document`. When contacts are loaded, columns and tables must exist.
    #[wasm_bindgen(js_name = parseText)]
    pub fn parse_text(&self, text: &str, schema: JsValue) -> Answer {
        let names: Names = decode(schema)?;
        encode(&Session::parse_text_with(text, &names.into()).map_err(thrown)?)
    }

    /// `(Document, "query_builder" | "json_logic") → Exchange<JSON>`.
    #[wasm_bindgen(js_name = exportRules)]
    pub fn export_rules(&self, definition: JsValue, format: &str) -> Answer {
        let format = Format::named(format).map_err(thrown)?;
        encode(&Session::export_rules(&document(&definition)?, format))
    }

    /// `(JSON or its text, "query_builder" | "json_logic") → Exchange<Document>`.
    #[wasm_bindgen(js_name = importRules)]
    pub fn import_rules(&self, value: JsValue, format: &str) -> Answer {
        let format = Format::named(format).map_err(thrown)?;
        encode(&Session::import_rules(&json_text(&value)?, format).map_err(thrown)?)
    }
}
