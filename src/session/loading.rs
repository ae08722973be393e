//! Files in and out.

use super::scores::carry;
use super::{FileEntry, FileState, Pending, Session, quality, schema};
use crate::error::{Code, Error, Result};
use crate::import::join::{Join, JoinCounts, LoadMode, Upsert, Workspace};
use crate::import::{
    Container, FilePlan, Loader, Preview, Progress, RejectedRow, Role, Room, RowsAre, Sealed,
    Source, event_id, preview, rejected_csv, split,
};
#[cfg(feature = "files")]
use crate::import::{inspect, reinspect};

impl Session {
    /// Looks at the beginning of a file (all of a workbook) and proposes how to read it.
    ///
    /// # Errors
    /// What makes the file unreadable, with its name.
    #[cfg(feature = "files")]
    pub fn inspect(&self, file: &str, head: &[u8], bytes: u64) -> Result<FilePlan> {
        inspect(file, head, bytes).map_err(|e| e.in_file(file))
    }

    /// What follows from a changed encoding, delimiter, header line or sheet.
    ///
    /// # Errors
    /// What does not fit, with the name of the file.
    #[cfg(feature = "files")]
    pub fn reinspect(&self, plan: &FilePlan, head: &[u8]) -> Result<FilePlan> {
        reinspect(plan, head).map_err(|e| e.in_file(&plan.file))
    }

    /// The first `limit` records as a plan reads them, before and after; `head` is the file or, of text, its beginning.
    ///
    /// # Errors
    /// What makes the file unreadable as planned, with its name.
    pub fn preview(&self, plan: &FilePlan, head: &[u8], limit: usize) -> Result<Preview> {
        preview(plan, head, limit).map_err(|e| e.in_file(&plan.file))
    }

    /// Starts reading a file; returns a handle for [`Session::push`] and [`Session::finish`].
    ///
    /// # Errors
    /// [`Code::BadPlan`] and others when the plan cannot hold.
    pub fn begin(&mut self, plan: FilePlan) -> Result<u32> {
        let file = plan.file.clone();
        let room = self.room();
        if plan.container == Container::Text {
            // a first guess, before anything is read: docs/import.md says where the factor comes from
            let columns = plan.bytes / 4 * 3;
            room.check(plan.rows_are, 0, columns).map_err(|e| e.in_file(&file))?;
        }
        let loader = Loader::new(plan).map_err(|e| e.in_file(&file))?.within(room);
        let handle = self.next_id();
        self.loaders.insert(handle, loader);
        Ok(handle)
    }

    /// What may be held: running out of memory half-way would end the engine.
    fn room(&self) -> Room {
        // 4 GiB of addresses less room for what an edit needs; elsewhere the machine decides
        let limit = if cfg!(target_pointer_width = "32") { 3600 << 20 } else { u64::MAX };
        Room { held: self.memory().total, limit }
    }

    /// Takes the next bytes of a file.
    ///
    /// # Errors
    /// What makes the file unreadable; the handle is gone then.
    pub fn push(&mut self, handle: u32, bytes: &[u8]) -> Result<Progress> {
        let loader = self.loaders.get_mut(&handle).ok_or_else(|| unknown(handle))?;
        let result = loader.push(bytes);
        if result.is_err() {
            self.loaders.remove(&handle);
        }
        result
    }

    /// Takes a piece of a file that another reader hands over, which has read so many bytes of it.
    ///
    /// # Errors
    /// [`Code::BadPlan`] when the piece is none; the handle is gone then.
    pub fn push_handed(&mut self, handle: u32, piece: &[u8], read: u64) -> Result<Progress> {
        let loader = self.loaders.get_mut(&handle).ok_or_else(|| unknown(handle))?;
        let result = loader.push_handed(piece, read);
        if result.is_err() {
            self.loaders.remove(&handle);
        }
        result
    }

    /// All of a file was handed over.
    ///
    /// # Errors
    /// [`Code::UnknownFile`] when nothing is read under this handle.
    pub fn seal(&mut self, handle: u32, sealed: Sealed) -> Result<()> {
        self.loaders.get_mut(&handle).ok_or_else(|| unknown(handle))?.seal(sealed);
        Ok(())
    }

    /// Ends reading and plans the join. `replaces` is the id of a loaded file that this one corrects. Returns the id that the
    /// file has after the last [`Session::advance`].
    ///
    /// # Errors
    /// [`Code::NoRows`] and others; what is loaded stays as it is.
    pub fn finish(&mut self, handle: u32, replaces: Option<u32>) -> Result<u32> {
        let mode = replaces.map_or(LoadMode::Append, |file| LoadMode::Replace { file });
        self.finish_as(handle, Some(mode))
    }

    /// As [`Session::finish`], in any mode. Without a mode the rows are added, unless the file is loaded already.
    ///
    /// # Errors
    /// [`Code::AlreadyLoaded`]; [`Code::BadPlan`] for an update of events without an id; [`Code::NoRows`] and others. What
    /// is loaded stays as it is.
    pub fn finish_as(&mut self, handle: u32, mode: Option<LoadMode>) -> Result<u32> {
        let loader = self.loaders.remove(&handle).ok_or_else(|| unknown(handle))?;
        let source = loader.finish()?;
        let mode = match mode {
            Some(mode) => mode,
            None => match self.same_file(&source.report.fingerprint) {
                Some(same) => {
                    return Err(Error::new(Code::AlreadyLoaded)
                        .with("name", &same.plan.file)
                        .with("id", same.id)
                        .in_file(&source.plan.file));
                }
                None => LoadMode::Append,
            },
        };
        self.add(source, &mode, handle)?;
        Ok(handle)
    }

    /// The loaded file with these bytes.
    fn same_file(&self, fingerprint: &str) -> Option<&FileEntry> {
        let same = |f: &&FileState| !fingerprint.is_empty() && f.read.fingerprint == fingerprint;
        self.files.iter().find(same).map(|f| &f.entry)
    }

    /// Plans the join of what was read, under this id.
    pub(super) fn add(&mut self, source: Source, mode: &LoadMode, id: u32) -> Result<()> {
        let mut workspace = self.workspace.clone();
        let mut files = self.files.clone();
        let file = source.plan.file.clone();
        let source = self.with_items(source, mode);
        let order = source.plan.items.as_ref().map(|rule| rule.order.clone());
        let mut parts = split(source).into_iter();
        // of items, the orders: their account is the one of the file
        let Some(source) = parts.next() else { return Ok(()) };
        let replaced = match mode {
            LoadMode::Replace { file: old } => {
                Some(files.iter().position(|f| f.entry.id == *old).ok_or_else(|| unknown(*old))?)
            }
            _ => None,
        };
        // a file that replaces an update is an update too
        let mode = match replaced.and_then(|at| files.get(at)) {
            Some(old) if old.entry.plan.rows_are == source.plan.rows_are => old.entry.mode.clone(),
            Some(_) => LoadMode::Append,
            None => mode.clone(),
        };
        let mode = self.settle_mode(mode, &source).map_err(|e| e.in_file(&file))?;
        let upsert = match &mode {
            LoadMode::Upsert(upsert) => Some(upsert.clone()),
            _ => None,
        };
        let same_as = self
            .same_file(&source.report.fingerprint)
            .map(|f| f.id)
            .filter(|same| replaced.is_none_or(|at| files[at].entry.id != *same));
        let state = FileState {
            entry: FileEntry {
                id,
                plan: source.plan.clone(),
                report: source.report.clone(),
                mode,
                same_as,
            },
            read: source.report.clone(),
            rejected: source.rejected.clone(),
            shape: quality::shape(&source.plan),
            summary: quality::LoadSummary::of(id, &source),
        };
        // the items of an order go with it
        let of_items = upsert.clone().map(|upsert| Upsert { key: order, ..upsert });
        let mut all = vec![(source, upsert)];
        all.extend(parts.map(|items| (items, of_items.clone())));
        match replaced {
            Some(at) => {
                let old = files[at].entry.id;
                files[at] = state;
                for file in &mut files {
                    if let LoadMode::Upsert(upsert) = &mut file.entry.mode {
                        upsert.into = upsert.into.map(|into| if into == old { id } else { into });
                    }
                    file.entry.same_as = file.entry.same_as.filter(|same| *same != old);
                }
                workspace.replace(old, id, all).map_err(|e| e.in_file(&file))?;
            }
            None => {
                for (source, upsert) in all {
                    workspace.add(id, source, upsert).map_err(|e| e.in_file(&file))?;
                }
                files.push(state);
            }
        }
        self.plan_join(workspace, files, id);
        Ok(())
    }

    /// An update of orders whose items are a table has items too, also where no order of it has several rows.
    fn with_items(&self, mut source: Source, mode: &LoadMode) -> Source {
        let plan = &source.plan;
        let is_update = matches!(mode, LoadMode::Upsert(_)) && plan.rows_are == RowsAre::Events;
        if is_update && plan.items.is_none() {
            let loaded = self.files.iter().map(|f| &f.entry.plan).filter(|p| p.table == plan.table);
            let rule = loaded.filter_map(|p| p.items.as_ref()).find(|rule| {
                plan.columns.iter().any(|c| c.name == rule.order && c.role != Role::Ignore)
            });
            source.plan.items = rule.cloned();
        }
        source
    }

    /// An update with the name of its id column; refused when it cannot be one.
    fn settle_mode(&self, mode: LoadMode, source: &Source) -> Result<LoadMode> {
        let LoadMode::Upsert(Upsert { into, key }) = mode else { return Ok(mode) };
        if let Some(id) = into.filter(|id| !self.files.iter().any(|f| f.entry.id == *id)) {
            return Err(unknown(id));
        }
        if source.plan.rows_are == RowsAre::Contacts {
            return Ok(LoadMode::Upsert(Upsert { into, key: None }));
        }
        let key = key.or_else(|| event_id(&source.plan).map(str::to_owned));
        let is_read = |name: &String| {
            source.plan.columns.iter().any(|c| c.name == *name && c.role != Role::Ignore)
        };
        match key.filter(is_read) {
            Some(key) => Ok(LoadMode::Upsert(Upsert { into, key: Some(key) })),
            None => Err(Error::new(Code::BadPlan)
                .with("reason", "no column numbers the events, so that none can be updated")),
        }
    }

    /// Plans the join without a file; carried out by [`Session::advance`].
    ///
    /// # Errors
    /// [`Code::UnknownFile`] when there is no such file.
    pub fn remove_file(&mut self, id: u32) -> Result<()> {
        if !self.files.iter().any(|f| f.entry.id == id) {
            return Err(unknown(id));
        }
        let mut workspace = self.workspace.clone();
        workspace.remove(id);
        let mut files: Vec<FileState> =
            self.files.iter().filter(|f| f.entry.id != id).cloned().collect();
        for file in &mut files {
            file.entry.same_as = file.entry.same_as.filter(|same| *same != id);
        }
        self.plan_join(workspace, files, id);
        Ok(())
    }

    pub(super) fn plan_join(&mut self, workspace: Workspace, files: Vec<FileState>, handle: u32) {
        let join = Join::new(&workspace);
        self.pending = Some(Pending { workspace, files, join, handle });
    }

    /// Does one step of the planned join; returns how much is done, 1 when the data are those of the new files.
    ///
    /// # Errors
    /// [`Code::TooLarge`]; what is loaded stays as it is.
    pub fn advance(&mut self) -> Result<f64> {
        let Some(pending) = &mut self.pending else { return Ok(1.0) };
        match pending.join.step(&mut pending.workspace) {
            Ok(done) if done < 1.0 => Ok(done),
            Ok(_) => {
                if let Some(pending) = self.pending.take() {
                    self.settle(pending);
                }
                Ok(1.0)
            }
            Err(error) => {
                self.pending = None;
                Err(error)
            }
        }
    }

    fn settle(&mut self, pending: Pending) {
        let Pending { workspace, mut files, join, .. } = pending;
        let (data, counts, who) = join.finish(&workspace, self.data.version + 1);
        for file in &mut files {
            let entry = &file.entry;
            let is_of = |c: &&JoinCounts| {
                c.file == entry.id && (c.table.is_empty() || c.table == entry.plan.table)
            };
            let found = counts.iter().find(is_of);
            file.entry.report = file.read.clone();
            if let Some(counts) = found {
                account(&mut file.entry, counts);
            }
        }
        for file in &files {
            if !self.files.iter().any(|f| f.entry.id == file.entry.id) {
                self.loads.note(&file.shape, file.summary.clone());
            }
        }
        // what is told of the former data would keep them in memory
        self.quality = None;
        let mut data = data;
        carry(&mut self.scores, &self.data, &mut data);
        self.schema = schema::of(&data);
        (self.workspace, self.files, self.data, self.who) = (workspace, files, data, who);
        self.mark_scores();
    }

    /// Drops a load or a planned join; what is loaded stays as it is.
    pub fn abort(&mut self, handle: u32) {
        self.loaders.remove(&handle);
        if self.pending.as_ref().is_some_and(|p| p.handle == handle) {
            self.pending = None;
        }
    }

    /// The loaded files, in load order.
    pub fn files(&self) -> Vec<FileEntry> {
        self.files.iter().map(|f| f.entry.clone()).collect()
    }

    /// Rows of a file that were not taken.
    ///
    /// # Errors
    /// [`Code::UnknownFile`].
    pub fn rejected(&self, id: u32, offset: usize, limit: usize) -> Result<Vec<RejectedRow>> {
        let file = self.files.iter().find(|f| f.entry.id == id).ok_or_else(|| unknown(id))?;
        Ok(file.rejected.iter().skip(offset).take(limit.min(10_000)).cloned().collect())
    }

    /// Rows of a file that were not taken, as a CSV file with a byte order mark.
    ///
    /// # Errors
    /// [`Code::UnknownFile`].
    pub fn rejected_csv(&self, id: u32) -> Result<Vec<u8>> {
        let file = self.files.iter().find(|f| f.entry.id == id).ok_or_else(|| unknown(id))?;
        Ok(rejected_csv(&file.rejected))
    }
}

fn account(entry: &mut FileEntry, counts: &JoinCounts) {
    let report = &mut entry.report;
    report.superseded = counts.superseded;
    report.inserted = counts.inserted;
    report.updated = counts.updated;
    report.unchanged = counts.unchanged;
    report.accepted -= (counts.merged + counts.superseded).min(report.accepted);
    match entry.plan.rows_are {
        RowsAre::Contacts => {
            report.merged = counts.merged;
            report.conflicts = counts.conflicts;
            report.overwritten = counts.overwritten;
        }
        RowsAre::Events => {
            report.unlinked = counts.unlinked;
            report.joined_on.clone_from(&counts.joined_on);
        }
    }
}

pub(super) fn unknown(id: u32) -> Error {
    Error::new(Code::UnknownFile).with("id", id)
}
