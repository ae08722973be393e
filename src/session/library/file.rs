//! The library as a file.

use super::{Kept, MAX_VERSIONS, clean_folder};
use crate::error::{Code, Error, Result};
use crate::rule::{Document, identity};
use crate::session::{PutOptions, SegmentVersion, Session, SnapshotEntry};
use serde_json::{Map, Value, json};

/// The version that is written; version 1 held definitions alone.
pub const LIBRARY_VERSION: u64 = 2;

impl Session {
    /// The library as JSON text: segments in their order, each with its folder, versions and snapshots, then what is left
    /// of segments that are gone.
    ///
    /// # Errors
    /// [`Code::Internal`] when a definition cannot be written.
    pub fn save_library(&self) -> Result<String> {
        let gone = self.kept.keys().filter(|id| !self.library.contains_key(*id));
        let segments: Vec<Value> =
            self.order.iter().chain(gone).map(|id| self.written(id)).collect();
        let mut file = json!({ "fenqun_library": LIBRARY_VERSION, "segments": segments });
        let scores = self.written_scores();
        if let (false, Some(map)) = (scores.is_empty(), file.as_object_mut()) {
            map.insert("scores".to_owned(), Value::Array(scores));
        }
        serde_json::to_string_pretty(&file)
            .map_err(|e| Error::new(Code::Internal).with("reason", e))
    }

    fn written(&self, id: &str) -> Value {
        let mut entry = Map::new();
        let kept = self.kept.get(id).cloned().unwrap_or_default();
        match self.library.get(id) {
            Some(document) => entry.insert("definition".to_owned(), json!(document)),
            None => entry.insert("id".to_owned(), json!(id)),
        };
        if !kept.folder.is_empty() {
            entry.insert("folder".to_owned(), json!(kept.folder));
        }
        if !kept.history.is_empty() {
            entry.insert("history".to_owned(), json!(kept.history));
        }
        let snapshots: Vec<Value> = kept
            .snapshots
            .iter()
            .filter_map(|snapshot| {
                let keys = self.snapshots.get(&(id.to_owned(), snapshot.id.clone()))?;
                Some(json!({
                    "id": snapshot.id, "name": snapshot.name, "at": snapshot.at,
                    "hash": snapshot.hash, "fingerprint": snapshot.fingerprint,
                    "as_of": snapshot.as_of, "zone": snapshot.zone,
                    "without_key": snapshot.without_key, "keys": &keys[..],
                }))
            })
            .collect();
        if !snapshots.is_empty() {
            entry.insert("snapshots".to_owned(), json!(snapshots));
        }
        Value::Object(entry)
    }

    /// Adds the segments of a library file (version 1 or 2); segments with the same id are replaced, with their folder,
    /// versions and snapshots where the file has them. Returns their ids. Either all are taken or none. Segments that refer
    /// to each other in a circle are taken too: a person can open and mend them.
    ///
    /// # Errors
    /// [`Code::NotALibrary`], [`Code::UnknownVersion`], or what is wrong with a segment, with its path from `segments[0]` on.
    pub fn open_library(&mut self, text: &str) -> Result<Vec<String>> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| Error::new(Code::NotJson).with("reason", e))?;
        let segments = value.get("segments").and_then(Value::as_array);
        let (Some(version), Some(entries)) = (value.get("fenqun_library"), segments) else {
            return Err(Error::new(Code::NotALibrary));
        };
        let whole = match version.as_u64() {
            Some(1) => false,
            Some(LIBRARY_VERSION) => true,
            _ => {
                let error = Error::new(Code::UnknownVersion).with("version", version);
                return Err(error.with("supported", LIBRARY_VERSION).at("fenqun_library"));
            }
        };
        let scores = value.as_object().map_or(Ok(&[][..]), |map| list(map, "scores"))?;
        let scores = Self::read_scores(scores)?;
        let before =
            (self.library.clone(), self.order.clone(), self.kept.clone(), self.snapshots.clone());
        let mut ids = Vec::with_capacity(entries.len());
        for (at, value) in entries.iter().enumerate() {
            let taken = if whole { self.take_entry(value) } else { self.take(value).map(Some) };
            match taken {
                Ok(id) => ids.extend(id),
                Err(mut error) => {
                    (self.library, self.order, self.kept, self.snapshots) = before;
                    let inner =
                        error.location.path.take().map_or_else(String::new, |p| format!(".{p}"));
                    return Err(error.at(&format!("segments[{at}]{inner}")));
                }
            }
        }
        for definition in scores {
            self.put_score(definition);
        }
        Ok(ids)
    }

    fn take(&mut self, value: &Value) -> Result<String> {
        let mut document = Document::from_value(value)?;
        let id = document.id.take().filter(|id| !id.trim().is_empty());
        let id = id.unwrap_or_else(|| self.new_id());
        document.id = Some(id.clone());
        self.keep(id.clone(), document, &PutOptions::default());
        Ok(id)
    }

    /// Takes a segment with all that is kept of it, or the snapshots of one that is gone; returns the id of a segment.
    fn take_entry(&mut self, value: &Value) -> Result<Option<String>> {
        let Some(map) = value.as_object() else { return Err(shape("", "an object", value)) };
        let history = list(map, "history")?
            .iter()
            .enumerate()
            .map(|(at, v)| version(v).map_err(|e| within(e, &format!("history[{at}]"))))
            .collect::<Result<Vec<_>>>()?;
        let (id, is_segment) = match map.get("definition") {
            Some(definition) => {
                let id = self.take(definition).map_err(|e| within(e, "definition"))?;
                (id, true)
            }
            None => match map.get("id").and_then(Value::as_str) {
                Some(id) if !self.library.contains_key(id) => (id.to_owned(), false),
                Some(id) => (id.to_owned(), true),
                None => {
                    return Err(Error::new(Code::MissingKey).with("key", "definition"));
                }
            },
        };
        for (at, value) in list(map, "snapshots")?.iter().enumerate() {
            let (entry, keys) =
                snapshot(&id, value).map_err(|e| within(e, &format!("snapshots[{at}]")))?;
            self.keep_snapshot(entry, keys);
        }
        let kept = self.kept.entry(id.clone()).or_default();
        if map.contains_key("definition") {
            kept.folder = clean_folder(&text(map, "folder")?.unwrap_or_default());
        }
        if !history.is_empty() {
            take_history(kept, history);
        }
        Ok(is_segment.then_some(id))
    }
}

/// The versions of the file, with the definition that was just taken as the last one.
fn take_history(kept: &mut Kept, mut history: Vec<SegmentVersion>) {
    if let Some(newest) = kept.history.pop()
        && history.last().is_none_or(|last| last.hash != newest.hash)
    {
        history.push(newest);
    }
    let surplus = history.len().saturating_sub(MAX_VERSIONS);
    history.drain(..surplus);
    kept.history = history;
}

fn version(value: &Value) -> Result<SegmentVersion> {
    let Some(map) = value.as_object() else { return Err(shape("", "an object", value)) };
    let definition = map
        .get("definition")
        .ok_or_else(|| Error::new(Code::MissingKey).with("key", "definition"))?;
    let definition = Document::from_value(definition).map_err(|e| within(e, "definition"))?;
    // what the file says of the rule is told anew: a hash that lies would hide a change
    let hash = identity(&definition);
    Ok(SegmentVersion { at: text(map, "at")?, who: text(map, "who")?, hash, definition })
}

fn snapshot(segment: &str, value: &Value) -> Result<(SnapshotEntry, Vec<String>)> {
    let Some(map) = value.as_object() else { return Err(shape("", "an object", value)) };
    let id = text(map, "id")?.filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| Error::new(Code::MissingKey).with("key", "id"))?;
    let keys = list(map, "keys")?
        .iter()
        .enumerate()
        .map(|(at, v)| {
            let key = v.as_str().map(str::to_owned);
            key.ok_or_else(|| shape(&format!("keys[{at}]"), "a text", v))
        })
        .collect::<Result<Vec<_>>>()?;
    let entry = SnapshotEntry {
        segment: segment.to_owned(),
        name: text(map, "name")?.unwrap_or_else(|| id.clone()),
        id,
        at: text(map, "at")?,
        hash: text(map, "hash")?.unwrap_or_default(),
        fingerprint: text(map, "fingerprint")?.unwrap_or_default(),
        as_of: text(map, "as_of")?.unwrap_or_default(),
        zone: text(map, "zone")?.unwrap_or_default(),
        size: 0,
        without_key: map.get("without_key").and_then(Value::as_u64).unwrap_or(0) as u32,
    };
    Ok((entry, keys))
}

fn text(map: &Map<String, Value>, key: &str) -> Result<Option<String>> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(shape(key, "a text", other)),
    }
}

fn list<'a>(map: &'a Map<String, Value>, key: &str) -> Result<&'a [Value]> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(other) => Err(shape(key, "a list", other)),
    }
}

fn shape(path: &str, expected: &str, found: &Value) -> Error {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    let error = Error::new(Code::WrongShape).with("expected", expected).with("found", found);
    if path.is_empty() { error } else { error.at(path) }
}

fn within(mut error: Error, path: &str) -> Error {
    let inner = error.location.path.take().map_or_else(String::new, |p| format!(".{p}"));
    error.at(&format!("{path}{inner}"))
}
