//! Which contact records are the same person.
//!
//! Records join when they share the value of a key, unless they differ in a stronger key. One union–find over all
//! records of all files; people are numbered in order of their first record. Rows that a person joined come first, rows
//! that stand alone by decision come last and own only what nobody else has. Memory: 4 bytes per record and key, and
//! 1 byte per record to say by which identity it joined.

use super::identity::{Identity, identities, keys_of};
use super::merges::{Cause, Conflict, Merges};
use super::rules::DecisionKind;
use super::shared::Tally;
use super::{ContactFile, JoinCounts, Rules};
use crate::error::{Code, Error, Result};
use roaring::RoaringBitmap;

/// Who is who.
#[derive(Debug, Default)]
pub struct People {
    /// Number of people.
    pub population: u32,
    /// Per file, the person of each row; `None` when row `r` of the only file is person `r`.
    pub of_row: Option<Vec<Vec<u32>>>,
    /// Per file, what was merged.
    pub counts: Vec<JoinCounts>,
    /// What is known of each identity; the owners are people.
    pub identities: Vec<Identity>,
    /// Per file that is an update, the people of it who were there before.
    pub known: Vec<RoaringBitmap>,
    /// How it came about.
    pub merges: Merges,
}

impl People {
    /// The person of a row of a file.
    pub fn of(&self, file: usize, row: u32) -> u32 {
        self.of_row.as_ref().map_or(row, |of| of[file][row as usize])
    }
}

/// No record, no person, no key.
pub const NONE: u32 = u32::MAX;
/// Texts or rows that one step takes: some ten milliseconds.
pub const CHUNK: usize = 1 << 16;

/// The work of finding who is who, in steps.
#[derive(Debug)]
pub struct Finder {
    identities: Vec<Identity>,
    parent: Vec<u32>,
    counts: Vec<JoinCounts>,
    /// The identity that is numbered next.
    identity: usize,
    tally: Option<Tally>,
    merges: Merges,
    /// Records that stand alone, and groups of records that are one person, by decision.
    alone: RoaringBitmap,
    groups: Vec<Vec<u32>>,
    /// The row that is joined next: file, row, and the record of the file's first row.
    row: (usize, u32, u32),
}

impl Finder {
    /// Plans the work.
    ///
    /// # Errors
    /// [`Code::TooLarge`] beyond 2³¹ records.
    pub fn new(files: &[ContactFile], rules: &Rules) -> Result<Self> {
        let total: u64 = files.iter().map(|f| u64::from(f.rows)).sum();
        if total > u64::from(u32::MAX / 2) {
            return Err(Error::new(Code::TooLarge)
                .with("needed", total / (1 << 17))
                .with("limit", 4096));
        }
        let (alone, groups) = decided(files, rules);
        Ok(Self {
            identities: identities(files, rules, total as usize),
            parent: (0..total as u32).collect(),
            counts: files
                .iter()
                .map(|f| JoinCounts { file: f.id, ..JoinCounts::default() })
                .collect(),
            identity: 0,
            tally: Some(Tally::default()),
            merges: Merges::new(total as usize),
            alone,
            groups,
            row: (0, 0, 0),
        })
    }

    /// Does one step; the people after the last one.
    pub fn step(&mut self, files: &[ContactFile], rules: &Rules) -> Option<People> {
        if let Some(identity) = self.identities.get_mut(self.identity) {
            self.identity += usize::from(identity.prepare(files));
            return None;
        }
        if let Some(tally) = &mut self.tally {
            if tally.step(&mut self.identities, files, rules) {
                let (count, shared) = tally.told(&self.identities, files, rules);
                (self.merges.shared_count, self.merges.shared) = (count, shared);
                self.tally = None;
                self.join_groups();
            }
            return None;
        }
        let (file, from, start) = self.row;
        let Some(rows) = files.get(file).map(|f| f.rows) else {
            self.claim(files);
            return Some(self.finish(files));
        };
        let end = rows.min(from + CHUNK as u32);
        let mut keys = Vec::new();
        for row in from..end {
            if self.alone.contains(start + row) {
                continue;
            }
            keys_of(&self.identities, files, file, row, &mut keys);
            let conflict = self.join(files, start + row, &keys);
            self.counts[file].conflicts += u32::from(conflict);
        }
        self.row = if end == rows { (file + 1, 0, start + rows) } else { (file, end, start) };
        None
    }

    /// Joins what a person joined.
    fn join_groups(&mut self) {
        for group in std::mem::take(&mut self.groups) {
            for pair in group.windows(2) {
                let (a, b) = (find(&mut self.parent, pair[0]), find(&mut self.parent, pair[1]));
                if a != b {
                    self.parent[a.max(b) as usize] = a.min(b);
                    self.merges.causes[a.max(b) as usize] = Cause::DECISION;
                }
            }
        }
    }

    /// Joins a record to those that share a key; says whether one of them is somebody else for a stronger key.
    fn join(&mut self, files: &[ContactFile], record: u32, keys: &[(usize, u32)]) -> bool {
        let (identities, parent) = (&mut self.identities, &mut self.parent);
        let own = find(parent, record);
        for &(identity, key) in keys {
            let value = &mut identities[identity].value[own as usize];
            if *value == NONE {
                *value = key;
            }
        }
        let mut conflict = false;
        for &(identity, key) in keys {
            let owner = identities[identity].owner[key as usize];
            if owner == NONE {
                identities[identity].owner[key as usize] = record;
                continue;
            }
            let (a, b) = (find(parent, record), find(parent, owner));
            if a == b {
                continue;
            }
            if let Some(differs) = difference(identities, identities[identity].priority, a, b) {
                conflict = true;
                let text = |identity: usize, key| identities[identity].text(files, key).to_owned();
                let value = |root: u32| identities[differs].value[root as usize];
                self.merges.conflict(|| Conflict {
                    identity: identity as u8,
                    value: text(identity, key),
                    differs: differs as u8,
                    values: [text(differs, value(b)), text(differs, value(a))],
                    records: [owner, record],
                });
                continue;
            }
            // the earlier record is the root, so people keep the order of their first record
            let (root, child) = (a.min(b), a.max(b));
            parent[child as usize] = root;
            self.merges.causes[child as usize] = Cause::identity(identity);
            for identity in identities.iter_mut() {
                if identity.value[root as usize] == NONE {
                    identity.value[root as usize] = identity.value[child as usize];
                }
            }
        }
        conflict
    }

    /// Gives rows that stand alone the keys that nobody has.
    fn claim(&mut self, files: &[ContactFile]) {
        let (mut file, mut start, mut keys) = (0, 0, Vec::new());
        for record in &self.alone {
            while let Some(rows) = files.get(file).map(|f| f.rows)
                && record - start >= rows
            {
                (file, start) = (file + 1, start + rows);
            }
            keys_of(&self.identities, files, file, record - start, &mut keys);
            for &(identity, key) in &keys {
                let owner = &mut self.identities[identity].owner[key as usize];
                if *owner == NONE {
                    *owner = record;
                }
            }
        }
    }

    /// Numbers the people.
    fn finish(&mut self, files: &[ContactFile]) -> People {
        let parent = &mut self.parent;
        let mut identities = std::mem::take(&mut self.identities);
        let mut counts = std::mem::take(&mut self.counts);
        let mut merges = std::mem::take(&mut self.merges);
        merges.name(&identities);
        merges.alone = std::mem::take(&mut self.alone);
        let mut known = vec![RoaringBitmap::new(); files.len()];
        for identity in &mut identities {
            identity.value = Vec::new();
        }
        let total = parent.len() as u32;
        if files.len() <= 1 && (0..total).all(|r| parent[r as usize] == r) {
            for (count, file) in counts.iter_mut().zip(files) {
                count.inserted = if file.upsert.is_some() { file.rows } else { 0 };
            }
            merges.causes = Vec::new();
            return People { population: total, of_row: None, counts, identities, known, merges };
        }
        let mut person_of_root = vec![NONE; total as usize];
        // per person, the file of the row that counts as accepted
        let mut accepted_in: Vec<u32> = Vec::new();
        let mut start = 0;
        let mut of_row = Vec::with_capacity(files.len());
        for (file, contact_file) in files.iter().enumerate() {
            let mut of = Vec::with_capacity(contact_file.rows as usize);
            for row in 0..contact_file.rows {
                let root = find(parent, start + row) as usize;
                let person = person_of_root[root];
                if person == NONE {
                    person_of_root[root] = accepted_in.len() as u32;
                    counts[file].inserted += u32::from(contact_file.upsert.is_some());
                    accepted_in.push(file as u32);
                } else {
                    let before = &mut accepted_in[person as usize];
                    let older = *before as usize;
                    let covers = older != file
                        && contact_file.upsert.as_ref().is_some_and(|u| u.covers(files[older].id));
                    if covers {
                        counts[older].superseded += 1;
                        known[file].insert(person);
                        *before = file as u32;
                    } else {
                        counts[file].merged += 1;
                    }
                }
                of.push(person_of_root[root]);
            }
            start += contact_file.rows;
            of_row.push(of);
        }
        for owner in identities.iter_mut().flat_map(|identity| &mut identity.owner) {
            if *owner != NONE {
                *owner = person_of_root[find(parent, *owner) as usize];
            }
        }
        let population = accepted_in.len() as u32;
        merges.count(&of_row, population);
        People { population, of_row: Some(of_row), counts, identities, known, merges }
    }
}

/// The strongest exclusive identity in which two groups differ, of those stronger than this priority.
fn difference(identities: &[Identity], than: usize, a: u32, b: u32) -> Option<usize> {
    identities.iter().position(|i| {
        let (x, y) = (i.value[a as usize], i.value[b as usize]);
        i.exclusive && i.priority < than && x != NONE && y != NONE && x != y
    })
}

fn find(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        let above = parent[parent[at as usize] as usize];
        parent[at as usize] = above;
        at = above;
    }
    at
}

/// The records that stand alone, and those that are one person, by decision.
fn decided(files: &[ContactFile], rules: &Rules) -> (RoaringBitmap, Vec<Vec<u32>>) {
    let mut alone = RoaringBitmap::new();
    let mut groups = Vec::new();
    for decision in &rules.decisions {
        let mut records = Vec::new();
        let mut start = 0;
        for file in files {
            let of_file = decision.rows.iter().filter(|r| r.fingerprint == file.fingerprint);
            records.extend(of_file.filter_map(|r| file.row(r.record)).map(|row| start + row));
            start += file.rows;
        }
        match decision.kind {
            DecisionKind::Split => alone.extend(records),
            DecisionKind::Join => groups.push(records),
        }
    }
    (alone, groups)
}
