//! The segments that are kept.

use super::{SegmentEntry, Session};
use crate::error::{Code, Error, Result};
use crate::rule::Document;
use crate::rule::validate::{check_cycles, references};
use serde_json::{Value, json};

impl Session {
    /// Keeps members of a segment under the id of a snapshot; what was kept there before is replaced. The segment need not
    /// be in the library. Keys are brought into code point order, each once.
    pub fn put_snapshot(&mut self, segment: &str, id: &str, mut keys: Vec<String>) {
        keys.sort_unstable();
        keys.dedup();
        self.snapshots.insert((segment.to_owned(), id.to_owned()), keys.into());
    }

    /// The kept segments with their sizes, in the order in which they were kept.
    pub fn segments(&mut self) -> Vec<SegmentEntry> {
        let ids = self.order.clone();
        ids.into_iter().filter_map(|id| self.entry(id)).collect()
    }

    fn entry(&mut self, id: String) -> Option<SegmentEntry> {
        let document = self.library.get(&id)?.clone();
        let used_by = self.users(&id);
        let (size, errors) = if self.data.population == 0 {
            (None, Vec::new())
        } else {
            match self.evaluator().audience(&document) {
                Ok(members) => (Some(members.len()), Vec::new()),
                Err(error) => (None, vec![error]),
            }
        };
        Some(SegmentEntry { name: document.name.clone(), id, document, size, errors, used_by })
    }

    /// Ids of the segments that refer to this one.
    fn users(&self, id: &str) -> Vec<String> {
        self.order
            .iter()
            .filter(|other| {
                self.library
                    .get(*other)
                    .is_some_and(|d| references(d).iter().any(|(_, r)| *r == id))
            })
            .cloned()
            .collect()
    }

    /// Keeps a segment under its id, or under a new one; returns the id.
    ///
    /// # Errors
    /// [`Code::UnnamedSegment`]; [`Code::SegmentCycle`] when it would refer to itself.
    pub fn put_segment(&mut self, mut document: Document) -> Result<String> {
        if document.name.trim().is_empty() {
            return Err(Error::new(Code::UnnamedSegment).at("name"));
        }
        let id =
            document.id.clone().filter(|id| !id.trim().is_empty()).unwrap_or_else(|| self.new_id());
        document.id = Some(id.clone());
        check_cycles(&document, &self.library)?;
        self.keep(id.clone(), document);
        Ok(id)
    }

    fn keep(&mut self, id: String, document: Document) {
        if self.library.insert(id.clone(), document).is_none() {
            self.order.push(id);
        }
    }

    fn new_id(&self) -> String {
        // one more number than there are segments: one of them is free
        (1..=self.library.len() + 1)
            .map(|n| format!("s{n}"))
            .find(|id| !self.library.contains_key(id))
            .unwrap_or_default()
    }

    /// Forgets a segment.
    ///
    /// # Errors
    /// [`Code::UnknownSegment`]; [`Code::SegmentInUse`] when others refer to it.
    pub fn remove_segment(&mut self, id: &str) -> Result<()> {
        let Some(document) = self.library.get(id) else {
            return Err(Error::new(Code::UnknownSegment).with("id", id).with("hint", ""));
        };
        let users: Vec<String> = self
            .users(id)
            .iter()
            .filter_map(|u| self.library.get(u))
            .map(|d| d.name.clone())
            .collect();
        if !users.is_empty() {
            return Err(Error::new(Code::SegmentInUse)
                .with("name", &document.name)
                .with("users", users.join(", ")));
        }
        self.library.remove(id);
        self.order.retain(|other| other != id);
        Ok(())
    }

    /// The library as JSON text, segments in their order.
    ///
    /// # Errors
    /// [`Code::Internal`] when a definition cannot be written.
    pub fn save_library(&self) -> Result<String> {
        let segments: Vec<&Document> =
            self.order.iter().filter_map(|id| self.library.get(id)).collect();
        serde_json::to_string_pretty(&json!({ "fenqun_library": 1, "segments": segments }))
            .map_err(|e| Error::new(Code::Internal).with("reason", e))
    }

    /// Adds the segments of a library file; segments with the same id are replaced. Returns their ids. Either all are taken
    /// or none. Segments that refer to each other in a circle are taken too: a person can open and mend them.
    ///
    /// # Errors
    /// [`Code::NotALibrary`], or what is wrong with a segment, with its path from `segments[0]` on.
    pub fn open_library(&mut self, text: &str) -> Result<Vec<String>> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| Error::new(Code::NotJson).with("reason", e))?;
        let segments = value.get("segments").and_then(Value::as_array);
        let (Some(_), Some(list)) = (value.get("fenqun_library"), segments) else {
            return Err(Error::new(Code::NotALibrary));
        };
        let (library, order) = (self.library.clone(), self.order.clone());
        let mut ids = Vec::with_capacity(list.len());
        let mut take = |session: &mut Self, at: usize, value: &Value| -> Result<()> {
            let within = |mut e: Error| {
                let inner = e.location.path.take().map_or_else(String::new, |p| format!(".{p}"));
                e.at(&format!("segments[{at}]{inner}"))
            };
            let mut document = Document::from_value(value).map_err(within)?;
            let id = document
                .id
                .take()
                .filter(|id| !id.trim().is_empty())
                .unwrap_or_else(|| session.new_id());
            document.id = Some(id.clone());
            session.keep(id.clone(), document);
            ids.push(id);
            Ok(())
        };
        let result = list.iter().enumerate().try_for_each(|(at, value)| take(self, at, value));
        match result {
            Ok(()) => Ok(ids),
            Err(error) => {
                (self.library, self.order) = (library, order);
                Err(error)
            }
        }
    }
}
