//! Sets of conditions, kept for the next edit.

use super::Answer;
use crate::error::Result;
use crate::table::Dataset;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sets by the canonical form of their condition, within a bound of memory; the least recently used go first.
#[derive(Debug)]
pub struct Cache {
    version: u32,
    limit: usize,
    entries: BTreeMap<String, Entry>,
    bytes: usize,
    clock: u64,
    /// Numbers of contacts that samples are drawn by, the last used behind.
    hashes: Vec<(String, Arc<[u32]>)>,
    /// A part of the data, to estimate with.
    sample: Option<Arc<Dataset>>,
}

#[derive(Debug)]
struct Entry {
    used: u64,
    /// What the condition refers to outside the data: an answer holds for this very list only.
    list: Option<Arc<[String]>>,
    answer: Answer,
}

/// Bytes of sets that are kept when nothing else is said.
const LIMIT: usize = 96 << 20;

/// Different salts and keys whose numbers are kept.
const HASHES: usize = 2;

impl Default for Cache {
    fn default() -> Self {
        Self::with_limit(LIMIT)
    }
}

impl Cache {
    /// An empty cache for at most so many bytes of sets; with 0 nothing is kept.
    pub fn with_limit(limit: usize) -> Self {
        let (entries, hashes) = (BTreeMap::new(), Vec::new());
        Self { version: 0, limit, entries, bytes: 0, clock: 0, hashes, sample: None }
    }

    /// The most bytes of sets that are kept.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Forgets everything when the data have changed.
    pub(super) fn for_version(&mut self, version: u32) {
        if self.version != version {
            *self = Self { version, ..Self::with_limit(self.limit) };
        }
    }

    /// Bytes of memory held by sets.
    pub fn bytes(&self) -> usize {
        self.bytes
            + self.hashes.iter().map(|(key, numbers)| key.len() + numbers.len() * 4).sum::<usize>()
    }

    /// The answer for a key, computed when it is not there.
    pub(super) fn or_insert(
        &mut self,
        scope: &str,
        key: &str,
        compute: impl FnOnce() -> Result<Answer>,
    ) -> Result<Answer> {
        self.or_insert_for(format!("{scope}{key}"), None, compute)
    }

    /// The answer for a key and a list that the key only names.
    pub(super) fn or_insert_of(
        &mut self,
        key: &str,
        list: &Arc<[String]>,
        compute: impl FnOnce() -> Result<Answer>,
    ) -> Result<Answer> {
        self.or_insert_for(key.to_owned(), Some(list), compute)
    }

    fn or_insert_for(
        &mut self,
        key: String,
        list: Option<&Arc<[String]>>,
        compute: impl FnOnce() -> Result<Answer>,
    ) -> Result<Answer> {
        self.clock += 1;
        if let Some(entry) = self.entries.get_mut(&key)
            && entry.list.as_ref().map(Arc::as_ptr) == list.map(Arc::as_ptr)
        {
            entry.used = self.clock;
            return Ok(Answer { cached: true, ..entry.answer.clone() });
        }
        let answer = compute()?;
        self.remove(&key);
        if answer.set.bytes() + key.len() > self.limit {
            return Ok(answer);
        }
        self.bytes += answer.set.bytes() + key.len();
        let entry = Entry { used: self.clock, list: list.cloned(), answer: answer.clone() };
        self.entries.insert(key, entry);
        while self.bytes > self.limit {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else { break };
            self.remove(&oldest);
        }
        Ok(answer)
    }

    fn remove(&mut self, key: &str) {
        if let Some(entry) = self.entries.remove(key) {
            self.bytes -= entry.answer.set.bytes() + key.len();
        }
    }

    /// The part of the data to estimate with.
    pub(super) fn sample(&mut self, make: impl FnOnce() -> Dataset) -> Arc<Dataset> {
        let sample = self.sample.take().unwrap_or_else(|| Arc::new(make()));
        if self.limit > 0 {
            self.sample = Some(Arc::clone(&sample));
        }
        sample
    }

    /// The numbers that samples with this key are drawn by.
    pub(super) fn hashes(
        &mut self,
        key: String,
        compute: impl FnOnce() -> Arc<[u32]>,
    ) -> Arc<[u32]> {
        let known = self.hashes.iter().position(|(k, _)| *k == key);
        let entry = match known {
            Some(at) => self.hashes.remove(at),
            None => (key, compute()),
        };
        let numbers = Arc::clone(&entry.1);
        if self.limit == 0 {
            return numbers;
        }
        self.hashes.push(entry);
        if self.hashes.len() > HASHES {
            self.hashes.remove(0);
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rowset::RowSet;

    fn ask(cache: &mut Cache, key: &str) -> bool {
        let mut computed = false;
        let answer = cache.or_insert("", key, || {
            computed = true;
            Ok(Answer::of(RowSet::full(6400)))
        });
        assert_eq!(answer.unwrap().set.len(), 6400);
        computed
    }

    #[test]
    fn sets_are_kept_within_the_limit_and_the_oldest_go() {
        let mut cache = Cache::with_limit(1700);
        assert!(ask(&mut cache, "a") && ask(&mut cache, "b") && !ask(&mut cache, "a"));
        assert!(ask(&mut cache, "c") && !ask(&mut cache, "a") && ask(&mut cache, "b"));
        assert!(cache.bytes() <= 1700);
        let mut none = Cache::with_limit(0);
        assert!(ask(&mut none, "a") && ask(&mut none, "a"));
        assert_eq!(none.bytes(), 0);
    }
}
