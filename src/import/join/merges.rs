//! How people came about: by which identity each row came to its person, and which rows were kept apart.

use super::identity::Identity;
use super::shared::Shared;
use roaring::RoaringBitmap;

/// Conflicts that are kept; the count goes on.
const CONFLICTS_KEPT: usize = 10_000;

/// Why a row came to its person, in one byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cause(u8);

impl Cause {
    /// A decision of a person.
    pub const DECISION: Self = Self(u8::MAX);

    /// By this identity; beyond 253 identities they are told as the last.
    pub fn identity(at: usize) -> Self {
        Self(at.min(253) as u8 + 1)
    }

    /// Whether it came to somebody at all.
    pub fn is_some(self) -> bool {
        self.0 != 0
    }
}

/// Two records that share a value and differ in a stronger identity.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// The identity that they share, by its place.
    pub identity: u8,
    /// The value that they share.
    pub value: String,
    /// The identity in which they differ, by its place.
    pub differs: u8,
    /// Its values.
    pub values: [String; 2],
    /// The record that had the value first, and the other one.
    pub records: [u32; 2],
}

/// How the people of a join came about.
#[derive(Debug, Clone, Default)]
pub struct Merges {
    /// The identities that joined, strongest first.
    pub identities: Vec<String>,
    /// Per record, why it came to its person; empty when every record is a person.
    pub causes: Vec<Cause>,
    /// Rows that came to a person with a row of the same file.
    pub within_files: u32,
    /// Rows that came to a person with rows of other files only.
    pub across_files: u32,
    /// People of several rows.
    pub several: RoaringBitmap,
    /// Pairs that were kept apart.
    pub conflict_count: u32,
    /// The first of them.
    pub conflicts: Vec<Conflict>,
    /// Values that do not join.
    pub shared_count: u32,
    /// Those on most rows.
    pub shared: Vec<Shared>,
    /// How many of each identity do not join.
    pub shared_of: Vec<u32>,
    /// Records that stand alone by decision.
    pub alone: RoaringBitmap,
}

impl Merges {
    /// Nothing has joined yet.
    pub fn new(records: usize) -> Self {
        Self { causes: vec![Cause::default(); records], ..Self::default() }
    }

    /// Notes a pair that is kept apart.
    pub fn conflict(&mut self, pair: impl FnOnce() -> Conflict) {
        self.conflict_count += 1;
        if self.conflicts.len() < CONFLICTS_KEPT {
            self.conflicts.push(pair());
        }
    }

    /// Notes the names of the identities.
    pub fn name(&mut self, identities: &[Identity]) {
        self.identities = identities.iter().map(|i| i.name.clone()).collect();
        self.shared_of = identities.iter().map(|i| i.shared.len() as u32).collect();
    }

    /// Counts what came together.
    pub fn count(&mut self, of_row: &[Vec<u32>], population: u32) {
        let mut last = vec![u32::MAX; population as usize];
        for (file, people) in of_row.iter().enumerate() {
            for &person in people {
                let before = std::mem::replace(&mut last[person as usize], file as u32);
                if before == u32::MAX {
                    continue;
                }
                self.several.insert(person);
                if before == file as u32 {
                    self.within_files += 1;
                } else {
                    self.across_files += 1;
                }
            }
        }
    }

    /// The name of a cause.
    pub fn joined_by(&self, record: u32) -> Option<&str> {
        let cause = self.causes.get(record as usize).filter(|c| c.is_some())?;
        if *cause == Cause::DECISION {
            return Some("$decision");
        }
        self.identities.get(usize::from(cause.0) - 1).map(String::as_str)
    }

    /// How many rows came to their person by each cause, strongest identity first.
    pub fn by_cause(&self) -> Vec<(String, u32)> {
        let mut counts = [0u32; 256];
        self.causes.iter().for_each(|c| counts[usize::from(c.0)] += 1);
        let mut by: Vec<(String, u32)> = self
            .identities
            .iter()
            .zip(&counts[1..255])
            .map(|(name, &rows)| (name.clone(), rows))
            .collect();
        by.push(("$decision".to_owned(), counts[255]));
        by.retain(|(_, rows)| *rows > 0);
        by
    }
}

/// The person of each contact row, and how that came about.
#[derive(Debug, Default)]
pub struct WhoIsWho {
    /// Per contact file, the person of each row; `None` when row `r` of the only file is person `r`.
    pub of_row: Option<Vec<Vec<u32>>>,
    /// How it came about.
    pub merges: Merges,
}

impl WhoIsWho {
    /// Bytes of memory held for the people of rows, and why they are theirs.
    pub fn bytes(&self) -> usize {
        let people: usize = self.of_row.iter().flatten().map(|of| of.len() * 4).sum();
        people + self.merges.causes.len()
    }
}
