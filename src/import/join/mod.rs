//! Files joined to one dataset: contact records become people, events find their person.
//!
//! A [`Workspace`] holds what was read from each file. A [`Join`] recomputes the dataset from it in short steps, so that a
//! worker can answer between two of them. Columns are shared, so a workspace is cloned cheaply: a join on a clone can be
//! dropped at any time and nothing that is in use has changed.

mod change;
mod contacts;
mod derive;
mod events;
mod files;
mod identity;
mod links;
mod loads;
mod merges;
mod people;
mod rules;
mod shared;
mod update;
mod workspace;

pub use change::Piece;
pub use contacts::ContactFile;
pub use events::{EventFile, EventStore};
pub use identity::is_exclusive;
pub use merges::{Cause, Conflict, Merges, WhoIsWho};
pub use rules::{
    Decision, DecisionKind, IdentityRule, LoadMode, MOST_IDS, MOST_ROWS, RowName, Rules, Upsert,
};
pub use shared::{Shared, SharedReason};
pub use workspace::Workspace;

use super::{Role, Source};
use crate::error::{Code, Error, Result};
use crate::table::{Column, Dataset, Derived, Kind, Suppression, TagTree, newest_day};
use crate::time::Zone;
use change::Rebuild;
use contacts::Merger;
use events::Sorted;
use links::Linker;
use people::{CHUNK, Finder, People};
use roaring::RoaringBitmap;
use std::sync::Arc;

/// What a join found out about one file, for its report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JoinCounts {
    /// The file.
    pub file: u32,
    /// Events: the table; a file of items has two.
    pub table: String,
    /// Contact rows merged into an earlier contact.
    pub merged: u32,
    /// Contact rows kept apart because a stronger key differs.
    pub conflicts: u32,
    /// Cells that another row's value replaced.
    pub overwritten: u32,
    /// Events of unknown people.
    pub unlinked: u32,
    /// Events: the identity they were joined on.
    pub joined_on: Option<String>,
    /// Rows that gave way to those of a later file.
    pub superseded: u32,
    /// Of an update: rows that were not there, that changed something, and that did not.
    pub inserted: u32,
    /// As told.
    pub updated: u32,
    /// As told.
    pub unchanged: u32,
}

/// The work of making a dataset from a workspace, in steps.
#[derive(Debug)]
pub struct Join {
    stage: Stage,
    rebuild: Option<Rebuild>,
    finder: Option<Finder>,
    people: Option<People>,
    merger: Option<Merger>,
    columns: Vec<Arc<Column>>,
    tags: TagTree,
    suppressions: Vec<Suppression>,
    derivations: Vec<derive::Derivation>,
    derived: Vec<Derived>,
    today: Option<i32>,
    linker: Option<Linker>,
    sorted: Vec<Sorted>,
    counts: Vec<JoinCounts>,
    /// Per contact file that is an update, the people of whom it says something new.
    changed: Vec<RoaringBitmap>,
    done: u32,
    steps: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Rows(usize),
    People,
    Columns,
    Tags,
    Link(usize),
    Sort(usize),
    Permute(usize, usize),
    Derive(usize),
    Done,
}

/// The zone in which contacts have an age.
const ZONE: &str = "Asia/Shanghai";

impl Join {
    /// Plans the work.
    pub fn new(workspace: &Workspace) -> Self {
        let steps_of = |rows: usize| rows as u32 / CHUNK as u32 + 1;
        let contacts = workspace.contacts.iter().map(|f| {
            steps_of(f.rows as usize) * (2 + f.keys.len() as u32 + f.columns.len() as u32)
        });
        let events = workspace.events.iter().map(|e| {
            let keys: usize = e.files.iter().map(|f| f.keys.len() + 1).sum();
            let linking = (steps_of(e.rows()) + 1) * keys as u32;
            Rebuild::steps(e) + linking + 1 + e.columns.len() as u32
        });
        Self {
            stage: Stage::Rows(0),
            rebuild: None,
            finder: None,
            people: None,
            merger: None,
            columns: Vec::new(),
            tags: TagTree::default(),
            suppressions: Vec::new(),
            derivations: Vec::new(),
            derived: Vec::new(),
            today: None,
            linker: None,
            sorted: Vec::new(),
            counts: Vec::new(),
            changed: Vec::new(),
            done: 0,
            steps: 3 + contacts.sum::<u32>() + events.sum::<u32>(),
        }
    }

    /// Does one step, mostly of a few ten milliseconds; returns how much is done, 1 at the end.
    ///
    /// # Errors
    /// [`Code::TooLarge`] when there are more rows than row numbers.
    pub fn step(&mut self, workspace: &mut Workspace) -> Result<f64> {
        self.stage = match self.stage {
            Stage::Rows(table) => match workspace.events.get_mut(table) {
                Some(store) => {
                    let rebuild = self.rebuild.get_or_insert_with(|| Rebuild::new(store));
                    if rebuild.step(store) {
                        self.rebuild = None;
                        Stage::Rows(table + 1)
                    } else {
                        Stage::Rows(table)
                    }
                }
                None => Stage::People,
            },
            Stage::People => {
                let finder = match &mut self.finder {
                    Some(finder) => finder,
                    none => none.insert(Finder::new(&workspace.contacts, &workspace.rules)?),
                };
                match finder.step(&workspace.contacts, &workspace.rules) {
                    None => Stage::People,
                    Some(people) => {
                        self.counts.extend(people.counts.iter().cloned());
                        (self.people, self.finder) = (Some(people), None);
                        Stage::Columns
                    }
                }
            }
            Stage::Columns => {
                let people = self.people.as_ref().ok_or_else(out_of_order)?;
                let merger =
                    self.merger.get_or_insert_with(|| Merger::new(&workspace.contacts, people));
                if merger.step(&workspace.contacts, people) {
                    for (counts, n) in self.counts.iter_mut().zip(&merger.overwritten) {
                        counts.overwritten = *n;
                    }
                    self.columns = std::mem::take(&mut merger.columns);
                    self.changed = std::mem::take(&mut merger.changed);
                    self.merger = None;
                    Stage::Tags
                } else {
                    Stage::Columns
                }
            }
            Stage::Tags => {
                let people = self.people.as_ref().ok_or_else(out_of_order)?;
                self.tags = contacts::merge_tags(&workspace.contacts, people, &mut self.changed);
                for (at, known) in people.known.iter().enumerate() {
                    let Some(counts) = self.counts.get_mut(at) else { continue };
                    let changed =
                        self.changed.get(at).map_or(0, |c| c.intersection_len(known)) as u32;
                    (counts.updated, counts.unchanged) = (changed, known.len() as u32 - changed);
                }
                self.suppressions = contacts::suppressions(&workspace.contacts, people);
                self.derivations = derive::plan(&workspace.contacts, &self.columns);
                self.next_table(workspace, 0)
            }
            Stage::Link(table) => {
                let people = self.people.as_mut().ok_or_else(out_of_order)?;
                let store = &workspace.events[table];
                let linker = self.linker.get_or_insert_with(|| Linker::new(store));
                if linker.step(store, &workspace.contacts, people) {
                    self.counts.append(&mut linker.counts);
                    if table + 1 == workspace.events.len() {
                        // every event has its person: keys are not asked for any more
                        people.identities = Vec::new();
                    }
                    Stage::Sort(table)
                } else {
                    Stage::Link(table)
                }
            }
            Stage::Sort(table) => {
                let people = self.people.as_ref().ok_or_else(out_of_order)?;
                let linker = self.linker.take().ok_or_else(out_of_order)?;
                self.sorted
                    .push(workspace.events[table].sort(&linker.contact_of, people.population));
                self.next_table(workspace, table + 1)
            }
            Stage::Permute(table, column) => {
                let store = &mut workspace.events[table];
                store.permute(column, &self.sorted[table]);
                if column + 1 < store.columns.len() {
                    Stage::Permute(table, column + 1)
                } else {
                    store.settle(&self.sorted[table]);
                    if table + 1 < workspace.events.len() {
                        Stage::Permute(table + 1, 0)
                    } else {
                        self.derive(workspace, 0)
                    }
                }
            }
            Stage::Derive(at) => {
                if let Some(derivation) = self.derivations.get(at) {
                    let zone = Zone::named(ZONE)?;
                    let (columns, derived) = (&mut self.columns, &mut self.derived);
                    derive::make(derivation, self.today, &zone, columns, derived);
                }
                self.derive(workspace, at + 1)
            }
            Stage::Done => Stage::Done,
        };
        self.done += 1;
        if self.stage == Stage::Done {
            Ok(1.0)
        } else {
            Ok((f64::from(self.done) / f64::from(self.steps)).min(0.99))
        }
    }

    /// What follows the last table: the columns that follow from others.
    fn derive(&mut self, workspace: &Workspace, at: usize) -> Stage {
        if at == 0
            && !self.derivations.is_empty()
            && let Ok(zone) = Zone::named(ZONE)
        {
            let events = workspace.events.iter().filter_map(EventStore::time_column);
            let contacts = self.columns.iter().map(Arc::as_ref);
            let times = contacts.filter(|c| c.kind() == Kind::Datetime);
            self.today = newest_day(events, &zone).or_else(|| newest_day(times, &zone));
        }
        if at < self.derivations.len() { Stage::Derive(at) } else { Stage::Done }
    }

    fn next_table(&mut self, workspace: &Workspace, table: usize) -> Stage {
        if table < workspace.events.len() {
            Stage::Link(table)
        } else if workspace.events.is_empty() {
            self.derive(workspace, 0)
        } else {
            Stage::Permute(0, 0)
        }
    }

    /// The dataset, what was found out about each file, and who is who, after the last step.
    pub fn finish(
        self,
        workspace: &Workspace,
        version: u32,
    ) -> (Dataset, Vec<JoinCounts>, WhoIsWho) {
        let people = self.people.unwrap_or_default();
        let population = people.population;
        let who = WhoIsWho { of_row: people.of_row, merges: people.merges };
        let events = workspace
            .events
            .iter()
            .zip(self.sorted)
            .map(|(store, sorted)| Arc::new(store.table(sorted.offsets)))
            .collect();
        (
            Dataset {
                version,
                population,
                columns: self.columns,
                tags: self.tags,
                events,
                key: workspace.main_key(),
                taggings: workspace.taggings(),
                suppressed: self
                    .suppressions
                    .iter()
                    .fold(RoaringBitmap::new(), |all, one| all | &one.rows),
                suppressions: self.suppressions,
                derived: self.derived,
            },
            self.counts,
            who,
        )
    }
}

fn out_of_order() -> Error {
    Error::new(Code::Internal).with("reason", "a step of the join ran out of order")
}

/// The key columns of a file with their identities, strongest first.
fn key_columns(source: &Source) -> Vec<(usize, String)> {
    let mut keys: Vec<(usize, String)> = source
        .plan_index
        .iter()
        .enumerate()
        .filter_map(|(at, &planned)| {
            let column = source.plan.columns.get(planned)?;
            let identity = column.identity.clone().unwrap_or_else(|| column.name.clone());
            (column.role == Role::Key).then_some((at, identity))
        })
        .collect();
    keys.sort_by_key(|(_, identity)| strength(identity));
    keys
}

/// Identities from the strongest to the weakest. Of two records that share a weaker one but differ in a stronger one,
/// each is a person of its own: families share a phone.
const STRENGTH: [&str; 9] = [
    "unionid",
    "external_userid",
    "openid",
    "member_id",
    "contact_id",
    "shop_user",
    "wxid",
    "phone",
    "email",
];

/// The place of an identity among the usual ones.
fn strength(identity: &str) -> usize {
    // an identity that is not listed is some system's own number
    STRENGTH.iter().position(|s| *s == identity).unwrap_or(4)
}
