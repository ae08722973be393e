//! The only mutable owner: loaded files, the data made of them, and the segment library.
//!
//! A file goes through [`Session::inspect`] (propose how to read it), [`Session::begin`] and [`Session::push`] (read it in
//! slices of any size), [`Session::finish`] and [`Session::advance`] (join it with what is there, in short steps). Until the
//! last step nothing that is loaded changes, so a load can be dropped at any time with [`Session::abort`].

mod audience;
mod contact;
mod decisions;
mod exchange;
mod experiment;
mod explain;
mod export;
mod library;
mod lint;
mod loading;
mod people;
mod preset;
mod propose;
mod quality;
mod schema;
mod scores;
mod sentence;
mod similarity;
mod tables;
mod text;
#[cfg(test)]
mod types;
mod wire;

pub use contact::ContactRef;
pub use export::PIECE_ROWS;
pub use library::{MAX_REPLAY, MAX_VERSIONS};
pub use scores::*;
pub use wire::*;

use crate::error::Result;
use crate::eval::{self, Cache, Evaluator};
use crate::import::join::{Join, WhoIsWho, Workspace};
use crate::import::{Loader, RejectedRow};
use crate::rule::schema::Schema;
use crate::rule::{Document, Library, Snapshots};
use crate::table::Dataset;
use std::collections::BTreeMap;

/// Loaded files, the data made of them, and the segment library.
#[derive(Default)]
pub struct Session {
    workspace: Workspace,
    files: Vec<FileState>,
    data: Dataset,
    schema: Schema,
    library: Library,
    /// Kept members of segments.
    snapshots: Snapshots,
    /// Folders, versions and what is told of snapshots, by segment id.
    kept: BTreeMap<String, library::Kept>,
    /// The fingerprint of the data of a version.
    fingerprint: Option<(u32, String)>,
    /// Segment ids in the order in which they were kept.
    order: Vec<String>,
    cache: Cache,
    loaders: BTreeMap<u32, Loader>,
    /// The person of each contact row, and why.
    who: WhoIsWho,
    /// What is kept of earlier loads.
    loads: quality::Loads,
    quality: Option<quality::QualityWork>,
    pending: Option<Pending>,
    scores: scores::Scores,
    next: u32,
}

/// A loaded file with what a person may want to look at.
#[derive(Debug, Clone)]
struct FileState {
    entry: FileEntry,
    /// The report as reading left it, before joining.
    read: crate::import::FileReport,
    rejected: Vec<RejectedRow>,
    /// The columns of a file like this, whatever it is called.
    shape: String,
    /// What is kept of it to compare later loads with.
    summary: quality::LoadSummary,
}

/// A join under way.
struct Pending {
    workspace: Workspace,
    files: Vec<FileState>,
    join: Join,
    handle: u32,
}

impl Session {
    /// A session without data.
    pub fn new() -> Self {
        Self { schema: schema::of(&Dataset::default()), ..Self::default() }
    }

    /// The columns, tags, tables and operators that a definition can use.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The loaded data.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    /// The segments that definitions can refer to.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The kept members of segments.
    pub fn snapshots(&self) -> &Snapshots {
        &self.snapshots
    }

    /// Forgets all data and segments.
    pub fn clear(&mut self) {
        let (next, version, limit) = (self.next, self.data.version, self.cache.limit());
        *self = Self { cache: Cache::with_limit(limit), ..Self::new() };
        (self.next, self.data.version) = (next, version + 1);
        self.schema.version = self.data.version;
        self.scores.base = self.data.version;
    }

    /// Sets the most bytes of sets of conditions that are kept between calls, 96 MiB at first. With 0 nothing is kept: each
    /// call computes every condition anew. What is kept so far is forgotten.
    pub fn set_cache_limit(&mut self, bytes: u64) {
        self.cache = Cache::with_limit(usize::try_from(bytes).unwrap_or(usize::MAX));
    }

    /// Memory held by columns, tags and cached sets.
    pub fn memory(&self) -> MemoryReport {
        let contacts = self.data.columns.iter().map(|c| ("contacts", c));
        let events =
            self.data.events.iter().flat_map(|t| t.columns.iter().map(|c| (t.name.as_str(), c)));
        let item = |table: &str, name: &str, bytes: usize| MemoryItem {
            table: table.to_owned(),
            name: name.to_owned(),
            bytes: bytes as u64,
        };
        let mut columns: Vec<MemoryItem> =
            contacts.chain(events).map(|(table, c)| item(table, &c.name, c.bytes())).collect();
        let tags: usize = self.data.tags.nodes().iter().map(crate::table::TagNode::bytes).sum();
        if tags > 0 {
            columns.push(item("contacts", "$tags", tags));
        }
        let lists: usize = self
            .workspace
            .contacts
            .iter()
            .flat_map(|f| f.columns.iter().filter(|c| c.kind() == crate::table::Kind::Tags))
            .map(|c| c.bytes())
            .sum();
        if lists > 0 {
            columns.push(item("contacts", "$tag_lists", lists));
        }
        let further = self.workspace.contacts.iter().flat_map(|f| &f.further);
        let further: usize = further.map(|f| f.bytes()).sum();
        if further > 0 {
            columns.push(item("contacts", "$further_keys", further));
        }
        let who = self.who.bytes();
        if who > 0 {
            columns.push(item("contacts", "$people", who));
        }
        for table in &self.data.events {
            columns.push(item(&table.name, "$by_contact", table.bytes_by_contact()));
        }
        for store in &self.workspace.events {
            let order = store.order_bytes();
            if order > 0 {
                columns.push(item(&store.name, "$order", order));
            }
            let aside = store.aside.as_ref().map_or(0, crate::import::join::Piece::bytes);
            if aside > 0 {
                columns.push(item(&store.name, "$superseded", aside));
            }
        }
        let kept: usize =
            self.snapshots.values().flat_map(|keys| keys.iter()).map(|k| k.len() + 24).sum();
        if kept > 0 {
            columns.push(item("library", "$snapshots", kept));
        }
        columns.sort_by(|a, b| {
            b.bytes.cmp(&a.bytes).then_with(|| (&a.table, &a.name).cmp(&(&b.table, &b.name)))
        });
        let cache = self.cache.bytes() as u64;
        let total = columns.iter().map(|c| c.bytes).sum::<u64>() + cache;
        MemoryReport { columns, cache, cache_limit: self.cache.limit() as u64, total }
    }

    fn evaluator(&mut self) -> Evaluator<'_> {
        let library = eval::Segments { live: &self.library, snapshots: &self.snapshots };
        Evaluator::new(&self.data, &self.schema, library, &mut self.cache)
    }

    fn next_id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Reads a definition from JSON text.
    ///
    /// # Errors
    /// What is wrong with it, with its path.
    pub fn parse_definition(text: &str) -> Result<Document> {
        Document::from_json(text)
    }
}
