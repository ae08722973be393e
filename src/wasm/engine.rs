//! The session, for JavaScript.

use super::{Answer, decode, document, encode, throw_panics, thrown};
use crate::import::join::LoadMode;
use crate::insight::Words;
use crate::rule::sentence::Language;
use crate::session::{ExportChoice, PageOptions, PutOptions, Session};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

/// A session for JavaScript; method names are those of the Promise API.
#[wasm_bindgen]
pub struct Engine {
    pub(super) session: Session,
}

pub(super) fn optional<T: DeserializeOwned + Default>(value: JsValue) -> Answer<T> {
    if value.is_undefined() { Ok(T::default()) } else { decode(value) }
}

pub(super) fn words(value: JsValue) -> Answer<Words> {
    optional(value)
}

#[wasm_bindgen]
impl Engine {
    /// A session without data.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        throw_panics();
        Self { session: Session::new() }
    }

    /// The version of the engine.
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }

    /// `(FilePlan) → handle`.
    pub fn begin(&mut self, plan: JsValue) -> Answer<u32> {
        self.session.begin(decode(plan)?).map_err(thrown)
    }

    /// `(handle, bytes) → Progress`.
    pub fn push(&mut self, handle: u32, bytes: &[u8]) -> Answer {
        encode(&self.session.push(handle, bytes).map_err(thrown)?)
    }

    /// `(handle, piece, bytes read) → Progress`: what a `Hand` of the files' module gives.
    #[wasm_bindgen(js_name = pushHanded)]
    pub fn push_handed(&mut self, handle: u32, piece: &[u8], read: f64) -> Answer {
        encode(&self.session.push_handed(handle, piece, read as u64).map_err(thrown)?)
    }

    /// `(handle, Sealed)`: all of a file was handed over.
    pub fn seal(&mut self, handle: u32, sealed: JsValue) -> Answer<()> {
        self.session.seal(handle, decode(sealed)?).map_err(thrown)
    }

    /// `(handle, LoadMode or the id of a file that is replaced?) → file id`; call `advance` until it returns 1. Without a
    /// mode a file that is loaded already is refused.
    pub fn finish(&mut self, handle: u32, mode: JsValue) -> Answer<u32> {
        match mode.as_f64() {
            Some(file) => self.session.finish(handle, Some(file as u32)).map_err(thrown),
            None => {
                let mode: Option<LoadMode> = optional(mode)?;
                self.session.finish_as(handle, mode).map_err(thrown)
            }
        }
    }

    /// One step of a join; returns how much is done.
    pub fn advance(&mut self) -> Answer<f64> {
        self.session.advance().map_err(thrown)
    }

    /// Drops a load or a join.
    pub fn abort(&mut self, handle: u32) {
        self.session.abort(handle);
    }

    /// `FileEntry[]`.
    pub fn files(&self) -> Answer {
        encode(&self.session.files())
    }

    /// Plans to forget a file; call `advance` until it returns 1.
    #[wasm_bindgen(js_name = removeFile)]
    pub fn remove_file(&mut self, id: u32) -> Answer<()> {
        self.session.remove_file(id).map_err(thrown)
    }

    /// `(id, offset, limit) → RejectedRow[]`.
    pub fn rejected(&self, id: u32, offset: u32, limit: u32) -> Answer {
        encode(&self.session.rejected(id, offset as usize, limit as usize).map_err(thrown)?)
    }

    /// Rejected rows as the bytes of a CSV file.
    #[wasm_bindgen(js_name = rejectedCsv)]
    pub fn rejected_csv(&self, id: u32) -> Answer<Vec<u8>> {
        self.session.rejected_csv(id).map_err(thrown)
    }

    /// Adds typed rows from JSON text.
    #[wasm_bindgen(js_name = loadTables)]
    pub fn load_tables(&mut self, json: &str) -> Answer<()> {
        self.session.load_tables(json).map_err(thrown)
    }

    /// `Schema`.
    pub fn schema(&self) -> Answer {
        encode(self.session.schema())
    }

    /// `(Document) → SizeReport`.
    pub fn size(&mut self, definition: JsValue) -> Answer {
        encode(&self.session.size(&document(&definition)?))
    }

    /// `(table?, field, search?, limit) → ValueCount[]`.
    pub fn values(
        &self,
        table: Option<String>,
        field: &str,
        search: Option<String>,
        limit: u32,
    ) -> Answer {
        let search = search.unwrap_or_default();
        encode(
            &self
                .session
                .values(table.as_deref(), field, &search, limit as usize)
                .map_err(thrown)?,
        )
    }

    /// `(parent?, search?, limit) → TagInfo[]`.
    pub fn tags(&self, parent: Option<String>, search: Option<String>, limit: u32) -> Answer {
        let search = search.unwrap_or_default();
        encode(&self.session.tags(parent.as_deref(), &search, limit as usize).map_err(thrown)?)
    }

    /// `(Document, PageOptions, Words?) → MembersPage`.
    pub fn members(&mut self, definition: JsValue, options: JsValue, labels: JsValue) -> Answer {
        let options: PageOptions = decode(options)?;
        encode(
            &self
                .session
                .members(&document(&definition)?, &options, &words(labels)?)
                .map_err(thrown)?,
        )
    }

    /// `(Document) → string[]`: the main key of each member.
    #[wasm_bindgen(js_name = memberKeys)]
    pub fn member_keys(&mut self, definition: JsValue) -> Answer<Vec<String>> {
        self.session.member_keys(&document(&definition)?).map_err(thrown)
    }

    /// `(Document, field, Words?, most?) → Distribution`.
    pub fn distribution(
        &mut self,
        definition: JsValue,
        field: &str,
        labels: JsValue,
        most: Option<u32>,
    ) -> Answer {
        encode(
            &self
                .session
                .distribution(&document(&definition)?, field, &words(labels)?, most)
                .map_err(thrown)?,
        )
    }

    /// `(Document[]) → number[][]`.
    pub fn overlap(&mut self, definitions: Vec<JsValue>) -> Answer {
        let documents = definitions.iter().map(document).collect::<Result<Vec<_>, _>>()?;
        encode(&self.session.overlap(&documents).map_err(thrown)?)
    }

    /// `(Document, columns, reveal, offset, Words?, include_suppressed?) → {bytes, piece}`.
    #[wasm_bindgen(js_name = exportPiece)]
    pub fn export_piece(
        &mut self,
        definition: JsValue,
        columns: Vec<String>,
        reveal: bool,
        offset: u32,
        labels: JsValue,
        include_suppressed: Option<bool>,
    ) -> Answer {
        let include_suppressed = include_suppressed.unwrap_or_default();
        let choice = ExportChoice { reveal, include_suppressed };
        let (bytes, piece) = self
            .session
            .export_as(&document(&definition)?, &columns, choice, &words(labels)?, offset)
            .map_err(thrown)?;
        let out = js_sys::Object::new();
        js_sys::Reflect::set(&out, &"bytes".into(), &js_sys::Uint8Array::from(bytes.as_slice()))?;
        js_sys::Reflect::set(&out, &"piece".into(), &encode(&piece)?)?;
        Ok(out.into())
    }

    /// `(text) → Document`.
    #[wasm_bindgen(js_name = parseDefinition)]
    pub fn parse_definition(&self, text: &str) -> Answer {
        encode(&Session::parse_definition(text).map_err(thrown)?)
    }

    /// `(Document, language) → string`: the definition as a sentence, Chinese for `zh…`, English otherwise.
    pub fn sentence(&self, definition: JsValue, language: &str) -> Answer<String> {
        Ok(self.session.sentence(&document(&definition)?, Language::named(language)))
    }

    /// `(Document) → Token[]`: the pieces of the sentence.
    #[wasm_bindgen(js_name = sentenceTokens)]
    pub fn sentence_tokens(&self, definition: JsValue) -> Answer {
        encode(&self.session.sentence_tokens(&document(&definition)?))
    }

    /// `PresetInfo[]`: first those that the loaded data support.
    pub fn presets(&self) -> Answer {
        encode(&self.session.presets())
    }

    /// `(id, {role: name}, {parameter: value}) → Node`.
    #[wasm_bindgen(js_name = buildPreset)]
    pub fn build_preset(&self, id: &str, binding: JsValue, parameters: JsValue) -> Answer {
        let (binding, parameters) = (decode(binding)?, decode(parameters)?);
        encode(&self.session.build_preset(id, &binding, &parameters).map_err(thrown)?)
    }

    /// `SegmentEntry[]`.
    pub fn segments(&mut self) -> Answer {
        encode(&self.session.segments())
    }

    /// `(Document, PutOptions?) → id`.
    #[wasm_bindgen(js_name = putSegment)]
    pub fn put_segment(&mut self, definition: JsValue, options: JsValue) -> Answer<String> {
        let options: PutOptions = optional(options)?;
        self.session.put_segment_as(document(&definition)?, &options).map_err(thrown)
    }

    /// Forgets a segment.
    #[wasm_bindgen(js_name = removeSegment)]
    pub fn remove_segment(&mut self, id: &str) -> Answer<()> {
        self.session.remove_segment(id).map_err(thrown)
    }

    /// The library as JSON text.
    #[wasm_bindgen(js_name = saveLibrary)]
    pub fn save_library(&self) -> Answer<String> {
        self.session.save_library().map_err(thrown)
    }

    /// `(text) → ids`.
    #[wasm_bindgen(js_name = openLibrary)]
    pub fn open_library(&mut self, text: &str) -> Answer<Vec<String>> {
        self.session.open_library(text).map_err(thrown)
    }

    /// Sets the most bytes of sets of conditions that are kept between calls; 0 keeps nothing.
    #[wasm_bindgen(js_name = setCacheLimit)]
    pub fn set_cache_limit(&mut self, bytes: f64) {
        self.session.set_cache_limit(bytes.max(0.0) as u64);
    }

    /// `MemoryReport`.
    pub fn memory(&self) -> Answer {
        encode(&self.session.memory())
    }

    /// Forgets all data and segments.
    pub fn clear(&mut self) {
        self.session.clear();
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}
