//! Who is who and how files come together, for JavaScript.

use super::{Answer, Engine, decode, encode, thrown};
use crate::import::FilePlan;
use crate::import::join::IdentityRule;
use crate::session::RowRef;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// `(FilePlan, head, piece?, Sealed?) → LoadProposal`. Of a file that is handed over, the last two are what `sampled` of
    /// the files' module says, or nothing.
    #[wasm_bindgen(js_name = proposeLoad)]
    pub fn propose_load(
        &self,
        plan: JsValue,
        head: &[u8],
        piece: Option<Vec<u8>>,
        sealed: JsValue,
    ) -> Answer {
        let plan: FilePlan = decode(plan)?;
        if plan.is_read_as_it_is() {
            return encode(&self.session.propose_load(&plan, head));
        }
        let sampled = match piece {
            Some(piece) => Some((piece, decode(sealed)?)),
            None => None,
        };
        encode(&self.session.propose_handed(&plan, head, sampled.as_ref()))
    }

    /// `IdentityInfo[]`, strongest first.
    pub fn identities(&self) -> Answer {
        encode(&self.session.identities())
    }

    /// `(IdentityRule[])`, strongest first; call `advance` until it returns 1.
    #[wasm_bindgen(js_name = setIdentities)]
    pub fn set_identities(&mut self, rules: JsValue) -> Answer<()> {
        let rules: Vec<IdentityRule> = decode(rules)?;
        self.session.set_identities(rules).map_err(thrown)
    }

    /// `(reveal) → MergeReport`.
    #[wasm_bindgen(js_name = mergeReport)]
    pub fn merge_report(&self, reveal: bool) -> Answer {
        encode(&self.session.merge_report(reveal))
    }

    /// `(offset, limit, reveal) → MergedPage`.
    pub fn merged(&self, offset: u32, limit: u32, reveal: bool) -> Answer {
        encode(&self.session.merged(offset, limit, reveal))
    }

    /// `(offset, limit, reveal) → ConflictPage`.
    pub fn conflicts(&self, offset: u32, limit: u32, reveal: bool) -> Answer {
        encode(&self.session.conflicts(offset, limit, reveal))
    }

    /// `(RowRef[]) → decision`: each row stands alone; call `advance` until it returns 1.
    #[wasm_bindgen(js_name = splitRows)]
    pub fn split_rows(&mut self, rows: JsValue) -> Answer<u32> {
        let rows: Vec<RowRef> = decode(rows)?;
        self.session.split_rows(&rows).map_err(thrown)
    }

    /// `(RowRef[]) → decision`: the rows are one person; call `advance` until it returns 1.
    #[wasm_bindgen(js_name = joinRows)]
    pub fn join_rows(&mut self, rows: JsValue) -> Answer<u32> {
        let rows: Vec<RowRef> = decode(rows)?;
        self.session.join_rows(&rows).map_err(thrown)
    }

    /// `(RowRef[])`: takes the rows out of every decision; call `advance` until it returns 1.
    #[wasm_bindgen(js_name = unsplitRows)]
    pub fn unsplit_rows(&mut self, rows: JsValue) -> Answer<()> {
        let rows: Vec<RowRef> = decode(rows)?;
        self.session.unsplit_rows(&rows).map_err(thrown)
    }

    /// `MergeDecision[]`, oldest first.
    #[wasm_bindgen(js_name = mergeDecisions)]
    pub fn merge_decisions(&self) -> Answer {
        encode(&self.session.merge_decisions())
    }

    /// `(decision)`; call `advance` until it returns 1.
    #[wasm_bindgen(js_name = undoDecision)]
    pub fn undo_decision(&mut self, id: u32) -> Answer<()> {
        self.session.undo_decision(id).map_err(thrown)
    }

    /// Identity rules and decisions as JSON text.
    #[wasm_bindgen(js_name = savePeople)]
    pub fn save_people(&self) -> Answer<String> {
        self.session.save_people().map_err(thrown)
    }

    /// `(text)`; call `advance` until it returns 1.
    #[wasm_bindgen(js_name = openPeople)]
    pub fn open_people(&mut self, text: &str) -> Answer<()> {
        self.session.open_people(text).map_err(thrown)
    }
}
