//! Members of segments that are kept as they are now.

use crate::error::{Code, Error, Result};
use crate::rule::{Node, NodeKind, identity};
use crate::session::{Session, SnapshotEntry, SnapshotOptions};

impl Session {
    /// Keeps the members of a segment as they are now, by their main keys. Memory: the keys.
    ///
    /// # Errors
    /// [`Code::UnknownSegment`], [`Code::NoData`], [`Code::NoKey`], or what is wrong with the segment.
    pub fn take_snapshot(
        &mut self,
        segment: &str,
        options: &SnapshotOptions,
    ) -> Result<SnapshotEntry> {
        let document = self.segment_document(segment)?.clone();
        if self.data.population == 0 {
            return Err(Error::new(Code::NoData));
        }
        if self.data.key.is_none() {
            return Err(Error::new(Code::NoKey));
        }
        let members = self.evaluator().audience(&document)?;
        let sizes = self.evaluator().size(&document);
        let keys: Vec<String> = members.iter().filter_map(|row| self.main_key(row)).collect();
        let id = options.id.clone().filter(|id| !id.trim().is_empty());
        let id = id.unwrap_or_else(|| self.new_snapshot_id(segment));
        let entry = SnapshotEntry {
            segment: segment.to_owned(),
            name: options.name.clone().unwrap_or_else(|| id.clone()),
            id: id.clone(),
            at: options.at.clone(),
            hash: identity(&document),
            fingerprint: self.fingerprint(),
            as_of: sizes.as_of.map_or_else(String::new, |i| sizes.zone.format(i)),
            zone: sizes.zone.name().to_owned(),
            size: 0,
            without_key: members.len() - keys.len() as u32,
        };
        self.keep_snapshot(entry, keys);
        let snapshots = self.kept.get(segment).map(|k| k.snapshots.iter());
        let found = snapshots.into_iter().flatten().find(|s| s.id == id);
        Ok(found.cloned().unwrap_or_default())
    }

    /// Keeps members of a segment under the id of a snapshot; what was kept there before is replaced. The segment need not
    /// be in the library. Keys are brought into code point order, each once.
    pub fn put_snapshot(&mut self, segment: &str, id: &str, keys: Vec<String>) {
        let entry = SnapshotEntry {
            segment: segment.to_owned(),
            id: id.to_owned(),
            name: id.to_owned(),
            ..SnapshotEntry::default()
        };
        self.keep_snapshot(entry, keys);
    }

    pub(super) fn keep_snapshot(&mut self, mut entry: SnapshotEntry, mut keys: Vec<String>) {
        keys.sort_unstable();
        keys.dedup();
        entry.size = keys.len() as u32;
        self.snapshots.insert((entry.segment.clone(), entry.id.clone()), keys.into());
        let snapshots = &mut self.kept.entry(entry.segment.clone()).or_default().snapshots;
        match snapshots.iter_mut().find(|s| s.id == entry.id) {
            Some(old) => *old = entry,
            None => snapshots.push(entry),
        }
    }

    fn new_snapshot_id(&self, segment: &str) -> String {
        let taken = |id: &String| self.snapshots.contains_key(&(segment.to_owned(), id.clone()));
        (1..=self.snapshots.len() + 1)
            .map(|n| format!("n{n}"))
            .find(|id| !taken(id))
            .unwrap_or_default()
    }

    /// Forgets a snapshot.
    ///
    /// # Errors
    /// [`Code::UnknownSnapshot`]; [`Code::SegmentInUse`] when segments refer to it.
    pub fn remove_snapshot(&mut self, segment: &str, id: &str) -> Result<()> {
        let key = (segment.to_owned(), id.to_owned());
        if !self.snapshots.contains_key(&key) {
            return Err(Error::new(Code::UnknownSnapshot).with("id", id).with("hint", ""));
        }
        let users = self.names_of(&self.snapshot_users(segment, id));
        if !users.is_empty() {
            let error = Error::new(Code::SegmentInUse).with("name", id);
            return Err(error.with("users", users.join(", ")));
        }
        self.snapshots.remove(&key);
        if let Some(kept) = self.kept.get_mut(segment) {
            kept.snapshots.retain(|s| s.id != id);
            if kept.snapshots.is_empty() && !self.library.contains_key(segment) {
                self.kept.remove(segment);
            }
        }
        Ok(())
    }

    /// Ids of the segments that refer to a snapshot; muted references too, since a person may un-mute them.
    pub(super) fn snapshot_users(&self, segment: &str, id: &str) -> Vec<String> {
        let uses = |node: &Node| {
            any_node(node, &|n| match &n.kind {
                NodeKind::Segment(r) => r.id == segment && r.snapshot.as_deref() == Some(id),
                _ => false,
            })
        };
        let users = self.order.iter().filter(|user| {
            self.library.get(*user).is_some_and(|d| {
                let nodes = std::iter::once(&d.rule).chain(&d.exclude);
                nodes.chain(d.conditions.values()).any(uses)
            })
        });
        users.cloned().collect()
    }
}

fn any_node(node: &Node, test: &dyn Fn(&Node) -> bool) -> bool {
    test(node) || node.children("").iter().any(|(_, child)| any_node(child, test))
}
