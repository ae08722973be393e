//! Folders, versions, snapshots and references of the kept segments, for JavaScript.

use super::{Answer, Engine, decode, document, encode, optional, thrown, words};
use crate::session::{MembersRef, Moved, PageOptions, SnapshotOptions};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// `(id) → SegmentVersion[]`, oldest first.
    pub fn history(&self, id: &str) -> Answer {
        encode(&self.session.history(id).map_err(thrown)?)
    }

    /// Moves a segment to a folder.
    #[wasm_bindgen(js_name = moveSegment)]
    pub fn move_segment(&mut self, id: &str, folder: &str) -> Answer<()> {
        self.session.move_segment(id, folder).map_err(thrown)
    }

    /// `(from, to) → number` of the segments that moved.
    #[wasm_bindgen(js_name = renameFolder)]
    pub fn rename_folder(&mut self, from: &str, to: &str) -> u32 {
        self.session.rename_folder(from, to)
    }

    /// `(segment, SnapshotOptions?) → SnapshotEntry`.
    #[wasm_bindgen(js_name = takeSnapshot)]
    pub fn take_snapshot(&mut self, segment: &str, options: JsValue) -> Answer {
        let options: SnapshotOptions = optional(options)?;
        encode(&self.session.take_snapshot(segment, &options).map_err(thrown)?)
    }

    /// Forgets a snapshot.
    #[wasm_bindgen(js_name = removeSnapshot)]
    pub fn remove_snapshot(&mut self, segment: &str, id: &str) -> Answer<()> {
        self.session.remove_snapshot(segment, id).map_err(thrown)
    }

    /// `(MembersRef, MembersRef) → Movement`.
    pub fn movement(&mut self, from: JsValue, to: JsValue) -> Answer {
        let (from, to): (MembersRef, MembersRef) = (decode(from)?, decode(to)?);
        encode(&self.session.movement(&from, &to).map_err(thrown)?)
    }

    /// `(MembersRef, MembersRef, Moved, PageOptions, Words?) → MembersPage`.
    #[wasm_bindgen(js_name = movedMembers)]
    pub fn moved_members(
        &mut self,
        from: JsValue,
        to: JsValue,
        moved: JsValue,
        options: JsValue,
        labels: JsValue,
    ) -> Answer {
        let (from, to): (MembersRef, MembersRef) = (decode(from)?, decode(to)?);
        let (moved, options): (Moved, PageOptions) = (decode(moved)?, decode(options)?);
        let page = self.session.moved_members(&from, &to, moved, &options, &words(labels)?);
        encode(&page.map_err(thrown)?)
    }

    /// `(Document, dates) → ReplayPoint[]`.
    pub fn replay(&mut self, definition: JsValue, dates: Vec<String>) -> Answer {
        encode(&self.session.replay(&document(&definition)?, &dates).map_err(thrown)?)
    }

    /// `LibraryGraph`.
    pub fn graph(&self) -> Answer {
        encode(&self.session.graph())
    }

    /// `(id) → Impact[]`.
    #[wasm_bindgen(js_name = impactOfSegment)]
    pub fn impact_of_segment(&self, id: &str) -> Answer {
        encode(&self.session.impact_of_segment(id))
    }
}
