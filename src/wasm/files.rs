//! Recognising and opening files, for JavaScript: a module of its own beside the engine, without a state.
//!
//! What is neither UTF-8 text nor lines of JSON in it is read by a [`Hand`], whose pieces go to `pushHanded` of the engine.

use super::{Answer, decode, encode, thrown};
use crate::import;
use wasm_bindgen::prelude::*;

/// Looks at files; method names are those of the Promise API.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files;

#[wasm_bindgen]
impl Files {
    /// Panics become exceptions; whoever catches one must throw the module away.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        super::throw_panics();
        Self
    }

    /// Whether the bytes of a file are an archive and no workbook.
    #[wasm_bindgen(js_name = isArchive)]
    pub fn is_archive(&self, bytes: &[u8]) -> bool {
        import::is_archive(bytes)
    }

    /// `(name, bytes) → {name, bytes}[]`: the files of an archive.
    pub fn unpack(&self, name: &str, bytes: &[u8]) -> Answer<js_sys::Array> {
        let files = import::unpack(name, bytes).map_err(thrown)?;
        let out = js_sys::Array::new();
        for file in files {
            let one = js_sys::Object::new();
            let bytes = js_sys::Uint8Array::from(file.bytes.as_slice());
            js_sys::Reflect::set(&one, &"name".into(), &file.name.into())?;
            js_sys::Reflect::set(&one, &"bytes".into(), &bytes)?;
            out.push(&one);
        }
        Ok(out)
    }

    /// Whether recognition needs more than this beginning of a file.
    #[wasm_bindgen(js_name = needsWhole)]
    pub fn needs_whole(&self, head: &[u8]) -> bool {
        import::needs_whole(head)
    }

    /// `(name, head, bytes) → FilePlan`.
    pub fn inspect(&self, name: &str, head: &[u8], bytes: f64) -> Answer {
        encode(&import::inspect(name, head, bytes as u64).map_err(|e| thrown(e.in_file(name)))?)
    }

    /// `(FilePlan, head) → FilePlan`.
    pub fn reinspect(&self, plan: JsValue, head: &[u8]) -> Answer {
        let plan: import::FilePlan = decode(plan)?;
        encode(&import::reinspect(&plan, head).map_err(|e| thrown(e.in_file(&plan.file)))?)
    }

    /// `(FilePlan, head, limit) → Preview`.
    pub fn preview(&self, plan: JsValue, head: &[u8], limit: u32) -> Answer {
        let plan: import::FilePlan = decode(plan)?;
        let shown = import::preview(&plan, head, limit as usize);
        encode(&shown.map_err(|e| thrown(e.in_file(&plan.file)))?)
    }

    /// `(FilePlan, head) → Sampled?`: what `proposeLoad` of the engine needs of a file that is handed over.
    pub fn sampled(&self, plan: JsValue, head: &[u8]) -> Answer {
        let Some((piece, sealed)) = import::sampled(&decode(plan)?, head) else {
            return Ok(JsValue::UNDEFINED);
        };
        let out = js_sys::Object::new();
        js_sys::Reflect::set(&out, &"piece".into(), &js_sys::Uint8Array::from(piece.as_slice()))?;
        js_sys::Reflect::set(&out, &"sealed".into(), &encode(&sealed)?)?;
        Ok(out.into())
    }

    /// `LayoutInfo[]`: the exports that are known.
    pub fn layouts(&self) -> Answer {
        encode(&import::layouts())
    }

    /// Invented data as the bytes of a CSV file: `contacts`, `orders` or `interactions`.
    pub fn sample(&self, kind: &str, contacts: u32, seed: u32) -> Answer<Vec<u8>> {
        import::sample(kind, contacts, seed).map_err(thrown)
    }
}

/// One file that is read for the engine.
#[wasm_bindgen]
pub struct Hand {
    inner: import::Hand,
}

#[wasm_bindgen]
impl Hand {
    /// `(FilePlan)`.
    #[wasm_bindgen(constructor)]
    pub fn new(plan: JsValue) -> Answer<Self> {
        Ok(Self { inner: import::Hand::new(decode(plan)?).map_err(thrown)? })
    }

    /// Takes the next bytes; the piece that follows from them, which may be empty.
    pub fn push(&mut self, bytes: &[u8]) -> Answer<Vec<u8>> {
        self.inner.push(bytes).map_err(thrown)
    }

    /// The file is complete: calls the function with each piece that is left; what it throws ends reading. `Sealed`.
    pub fn finish(self, give: &js_sys::Function) -> Answer {
        let mut thrown_by_engine = None;
        let sealed = self.inner.finish(&mut |piece| {
            let piece = js_sys::Uint8Array::from(piece);
            give.call1(&JsValue::UNDEFINED, &piece).map(|_| ()).map_err(|error| {
                thrown_by_engine = Some(error);
                crate::Error::new(crate::Code::Cancelled)
            })
        });
        match (sealed, thrown_by_engine) {
            (_, Some(error)) => Err(error),
            (sealed, None) => encode(&sealed.map_err(thrown)?),
        }
    }
}
