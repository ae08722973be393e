//! Values of key columns that are nobody's own: the shop's number in every empty field, a masked id, a place-holder.
//!
//! A value does not join when it is masked; when it is a phone that ends in eight equal digits; when the rows that have it
//! have more than a few different values of one stronger id; or when it is a phone or an e-mail on many rows without any
//! stronger id. Counting needs 4 bytes per key, twice, while it lasts.

use super::identity::{Identity, keys_of};
use super::people::{CHUNK, NONE};
use super::rules::{IdentityRule, MOST_IDS, MOST_ROWS};
use super::{ContactFile, Rules};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Different ids of one value that are counted.
const IDS_COUNTED: usize = 10_000;
/// Values that are told; those on most rows first.
pub const SHARED_TOLD: usize = 1000;

/// Why a value does not join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SharedReason {
    /// Part of it is hidden: `138****1037`.
    Masked,
    /// A phone that ends in eight equal digits: `13800000000`.
    Placeholder,
    /// Its rows have many different stronger ids.
    ManyIds,
    /// It is on many rows without a stronger id.
    ManyRows,
}

/// A value that does not join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The identity.
    pub identity: String,
    /// The value.
    pub value: String,
    /// Why.
    pub why: SharedReason,
    /// Rows that have it.
    pub rows: u32,
    /// The most different values of one stronger identity on them, as far as counted.
    pub ids: u32,
}

/// An identity and one of its keys.
type Key = (usize, u32);

/// The work of finding such values, in steps.
#[derive(Debug, Default)]
pub struct Tally {
    /// Per identity and key: rows, and rows without a stronger exclusive id.
    rows: Vec<Vec<u32>>,
    bare: Vec<Vec<u32>>,
    /// Per identity and key on too many rows: the first stronger id of a row; its second one makes an entry in `ids`.
    first: Vec<Vec<Key>>,
    ids: BTreeMap<Key, BTreeSet<Key>>,
    /// The file and row that are counted next, and whether it is the second pass.
    at: (usize, u32),
    second: bool,
}

const NO_KEY: Key = (usize::MAX, NONE);

impl Tally {
    /// Does one step; says whether it was the last one.
    pub fn step(
        &mut self,
        identities: &mut [Identity],
        files: &[ContactFile],
        rules: &Rules,
    ) -> bool {
        if self.rows.is_empty() {
            let zeros = |i: &Identity| vec![0; i.keys() as usize];
            self.rows = identities.iter().map(zeros).collect();
            self.bare = identities.iter().map(zeros).collect();
        }
        let (file, from) = self.at;
        if let Some(rows) = files.get(file).map(|f| f.rows) {
            let end = rows.min(from + CHUNK as u32);
            let mut keys = Vec::new();
            for row in from..end {
                keys_of(identities, files, file, row, &mut keys);
                if self.second {
                    self.collect(identities, &keys);
                } else {
                    self.count(identities, &keys);
                }
            }
            self.at = if end == rows { (file + 1, 0) } else { (file, end) };
            return false;
        }
        if self.second {
            self.mark(identities, files, rules);
            return true;
        }
        (self.at, self.second) = ((0, 0), true);
        let strongest = identities.iter().position(|i| i.exclusive).unwrap_or(usize::MAX);
        let mut any = false;
        self.first = identities
            .iter()
            .zip(&self.rows)
            .enumerate()
            .map(|(at, (identity, rows))| {
                let most = rules.of(&identity.name).most_ids.unwrap_or(MOST_IDS);
                let is_suspect = at > strongest && rows.iter().any(|&n| n > most);
                any |= is_suspect;
                if is_suspect { vec![NO_KEY; rows.len()] } else { Vec::new() }
            })
            .collect();
        if !any {
            self.mark(identities, files, rules);
        }
        !any
    }

    fn count(&mut self, identities: &[Identity], keys: &[Key]) {
        let mut known = false;
        for &(identity, key) in keys {
            self.rows[identity][key as usize] += 1;
            self.bare[identity][key as usize] += u32::from(!known);
            known |= identities[identity].exclusive;
        }
    }

    fn collect(&mut self, identities: &[Identity], keys: &[Key]) {
        for (place, &(identity, key)) in keys.iter().enumerate() {
            let stronger = keys[..place].iter().filter(|k| k.0 < identity);
            for &id in stronger.filter(|k| identities[k.0].exclusive) {
                let Some(first) = self.first[identity].get_mut(key as usize) else { break };
                if *first == NO_KEY {
                    *first = id;
                } else if *first != id {
                    let ids = self.ids.entry((identity, key)).or_default();
                    ids.insert(*first);
                    if ids.len() < IDS_COUNTED {
                        ids.insert(id);
                    }
                }
            }
        }
    }

    fn mark(&mut self, identities: &mut [Identity], files: &[ContactFile], rules: &Rules) {
        for (at, identity) in identities.iter_mut().enumerate() {
            let rule = rules.of(&identity.name);
            for key in 0..identity.keys() {
                if self.why((at, key), identity, identity.text(files, key), &rule).is_some() {
                    identity.shared.insert(key);
                }
            }
        }
        self.first = Vec::new();
    }

    /// The values that do not join, and how many they are.
    pub fn told(
        &self,
        identities: &[Identity],
        files: &[ContactFile],
        rules: &Rules,
    ) -> (u32, Vec<Shared>) {
        let mut all: Vec<(u32, Key)> = Vec::new();
        for (at, identity) in identities.iter().enumerate() {
            all.extend(identity.shared.iter().map(|key| (self.rows[at][key as usize], (at, key))));
        }
        let count = all.len() as u32;
        all.sort_by_key(|&(rows, key)| (u32::MAX - rows, key));
        all.truncate(SHARED_TOLD);
        let shared = all.into_iter().filter_map(|(rows, (at, key))| {
            let identity = &identities[at];
            let text = identity.text(files, key);
            let why = self.why((at, key), identity, text, &rules.of(&identity.name))?;
            let ids = self.ids_of((at, key));
            Some(Shared { identity: identity.name.clone(), value: text.to_owned(), why, rows, ids })
        });
        (count, shared.collect())
    }

    /// Why a value does not join, if so.
    fn why(
        &self,
        key: Key,
        identity: &Identity,
        text: &str,
        rule: &IdentityRule,
    ) -> Option<SharedReason> {
        if is_masked(text) {
            Some(SharedReason::Masked)
        } else if identity.name == "phone" && is_placeholder(text) {
            Some(SharedReason::Placeholder)
        } else if self.ids_of(key) > rule.most_ids.unwrap_or(MOST_IDS) {
            Some(SharedReason::ManyIds)
        } else {
            let bare = self.bare[key.0][key.1 as usize];
            let is_many = !identity.exclusive && bare > rule.most_rows.unwrap_or(MOST_ROWS);
            is_many.then_some(SharedReason::ManyRows)
        }
    }

    fn ids_of(&self, key: Key) -> u32 {
        self.ids.get(&key).map_or(0, most_of_one)
    }
}

/// How many of the ids are of one identity, at most.
fn most_of_one(ids: &BTreeSet<Key>) -> u32 {
    let mut per: BTreeMap<usize, u32> = BTreeMap::new();
    for id in ids {
        *per.entry(id.0).or_default() += 1;
    }
    per.into_values().max().unwrap_or(0)
}

/// Whether part of a value is hidden.
fn is_masked(text: &str) -> bool {
    // EF begins the wide asterisk
    memchr::memchr3(b'*', b'#', 0xef, text.as_bytes()).is_some()
        && (text.contains("**") || text.starts_with("##") || text.contains("＊＊"))
}

/// Whether a phone is none: its last eight digits are equal.
fn is_placeholder(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(last) = bytes.len().checked_sub(8).and_then(|at| bytes.get(at..)) else {
        return false;
    };
    last.iter().all(|b| b.is_ascii_digit() && Some(b) == last.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_a_masked_number_or_eight_zeros() {
        assert!(is_masked("138****1037") && is_masked("##密文") && !is_masked("a*b"));
        assert!(is_placeholder("+8613800000000") && is_placeholder("00000000000"));
        assert!(!is_placeholder("+8613800138000") && !is_placeholder("0000000"));
    }
}
