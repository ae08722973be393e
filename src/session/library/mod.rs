//! The segments that are kept, with their folders, versions and snapshots.

mod file;
mod fingerprint;
mod graph;
mod movement;
mod replay;
mod snapshots;
#[cfg(test)]
mod tests;

pub use replay::MAX_REPLAY;

use super::{PutOptions, SegmentEntry, SegmentVersion, Session, SnapshotEntry};
use crate::error::{Code, Error, Result};
use crate::rule::validate::check_cycles;
use crate::rule::{Document, identity};

/// The most versions of a segment that are kept; the oldest go first.
pub const MAX_VERSIONS: usize = 100;

/// What is kept beside the definition of a segment. Snapshots outlive their segment while others refer to them.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    folder: String,
    /// Oldest first; the last one is the definition in the library.
    history: Vec<SegmentVersion>,
    /// What is told of the snapshots; their keys are in `Session::snapshots`.
    snapshots: Vec<SnapshotEntry>,
}

impl Session {
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
        let kept = self.kept.get(&id).cloned().unwrap_or_default();
        Some(SegmentEntry {
            name: document.name.clone(),
            id,
            folder: kept.folder,
            hash: identity(&document),
            document,
            size,
            errors,
            used_by,
            versions: kept.history.len() as u32,
            snapshots: kept.snapshots,
        })
    }

    /// Keeps a segment under its id, or under a new one; returns the id.
    ///
    /// # Errors
    /// As [`Session::put_segment_as`].
    pub fn put_segment(&mut self, document: Document) -> Result<String> {
        self.put_segment_as(document, &PutOptions::default())
    }

    /// Keeps a segment under its id, or under a new one, and a version of it when the definition is another one than
    /// before; returns the id.
    ///
    /// # Errors
    /// [`Code::UnnamedSegment`]; [`Code::SegmentCycle`] when it would refer to itself.
    pub fn put_segment_as(
        &mut self,
        mut document: Document,
        options: &PutOptions,
    ) -> Result<String> {
        if document.name.trim().is_empty() {
            return Err(Error::new(Code::UnnamedSegment).at("name"));
        }
        let id =
            document.id.clone().filter(|id| !id.trim().is_empty()).unwrap_or_else(|| self.new_id());
        document.id = Some(id.clone());
        check_cycles(&document, &self.library)?;
        self.keep(id.clone(), document, options);
        Ok(id)
    }

    fn keep(&mut self, id: String, document: Document, options: &PutOptions) {
        let kept = self.kept.entry(id.clone()).or_default();
        if let Some(folder) = &options.folder {
            kept.folder = clean_folder(folder);
        }
        if kept.history.last().is_none_or(|last| last.definition != document) {
            kept.history.push(SegmentVersion {
                at: options.at.clone(),
                who: options.who.clone(),
                hash: identity(&document),
                definition: document.clone(),
            });
            let surplus = kept.history.len().saturating_sub(MAX_VERSIONS);
            kept.history.drain(..surplus);
        }
        if self.library.insert(id.clone(), document).is_none() {
            self.order.push(id);
        }
    }

    fn new_id(&self) -> String {
        // snapshots of a segment that is gone must not become those of a new one
        let taken = |id: &String| self.library.contains_key(id) || self.kept.contains_key(id);
        (1..=self.library.len() + self.kept.len() + 1)
            .map(|n| format!("s{n}"))
            .find(|id| !taken(id))
            .unwrap_or_default()
    }

    /// Forgets a segment, its versions, and those of its snapshots that no other segment refers to.
    ///
    /// # Errors
    /// [`Code::UnknownSegment`]; [`Code::SegmentInUse`] when others refer to it as it is now.
    pub fn remove_segment(&mut self, id: &str) -> Result<()> {
        let name = self.segment_document(id)?.name.clone();
        let users = self.names_of(&self.users(id));
        if !users.is_empty() {
            let error = Error::new(Code::SegmentInUse).with("name", name);
            return Err(error.with("users", users.join(", ")));
        }
        self.library.remove(id);
        self.order.retain(|other| other != id);
        let mut kept = self.kept.remove(id).unwrap_or_default();
        kept.history.clear();
        kept.snapshots.retain(|s| !self.snapshot_users(id, &s.id).is_empty());
        self.snapshots.retain(|(segment, snapshot), _| {
            segment != id || kept.snapshots.iter().any(|s| s.id == *snapshot)
        });
        if !kept.snapshots.is_empty() {
            self.kept.insert(id.to_owned(), kept);
        }
        Ok(())
    }

    /// The versions of a segment, oldest first; the last one is the present definition.
    ///
    /// # Errors
    /// [`Code::UnknownSegment`].
    pub fn history(&self, id: &str) -> Result<Vec<SegmentVersion>> {
        self.segment_document(id)?;
        Ok(self.kept.get(id).map(|k| k.history.clone()).unwrap_or_default())
    }

    /// Moves a segment to a folder; levels are separated by `/`, the empty name is the top.
    ///
    /// # Errors
    /// [`Code::UnknownSegment`].
    pub fn move_segment(&mut self, id: &str, folder: &str) -> Result<()> {
        self.segment_document(id)?;
        self.kept.entry(id.to_owned()).or_default().folder = clean_folder(folder);
        Ok(())
    }

    /// Renames a folder with all folders below it; returns how many segments moved.
    pub fn rename_folder(&mut self, from: &str, to: &str) -> u32 {
        let (from, to) = (clean_folder(from), clean_folder(to));
        let mut moved = 0;
        for (id, kept) in &mut self.kept {
            let below = match kept.folder.strip_prefix(&from) {
                _ if !self.library.contains_key(id) => continue,
                Some(rest) if from.is_empty() || rest.is_empty() || rest.starts_with('/') => rest,
                _ => continue,
            };
            kept.folder = clean_folder(&format!("{to}/{below}"));
            moved += 1;
        }
        moved
    }

    fn segment_document(&self, id: &str) -> Result<&Document> {
        let unknown = || Error::new(Code::UnknownSegment).with("id", id).with("hint", "");
        self.library.get(id).ok_or_else(unknown)
    }

    fn names_of(&self, ids: &[String]) -> Vec<String> {
        ids.iter().filter_map(|id| self.library.get(id)).map(|d| d.name.clone()).collect()
    }
}

/// The levels of a folder without blanks around them and without empty ones.
fn clean_folder(folder: &str) -> String {
    folder.split('/').map(str::trim).filter(|level| !level.is_empty()).collect::<Vec<_>>().join("/")
}
