//! Sets of conditions, kept for the next edit.

use super::Answer;
use crate::error::Result;
use std::collections::BTreeMap;

/// Sets by the canonical form of their condition, within a bound of memory; the least recently used go first.
#[derive(Debug, Default)]
pub struct Cache {
    version: u32,
    entries: BTreeMap<String, (u64, Answer)>,
    bytes: usize,
    clock: u64,
}

/// Bytes of sets that are kept.
const LIMIT: usize = 96 << 20;

impl Cache {
    /// Forgets everything when the data have changed.
    pub(super) fn for_version(&mut self, version: u32) {
        if self.version != version {
            *self = Self { version, ..Self::default() };
        }
    }

    /// Bytes of memory held by sets.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The answer for a key, computed when it is not there.
    pub(super) fn or_insert(
        &mut self,
        scope: &str,
        key: &str,
        compute: impl FnOnce() -> Result<Answer>,
    ) -> Result<Answer> {
        let key = format!("{scope}{key}");
        self.clock += 1;
        if let Some((used, answer)) = self.entries.get_mut(&key) {
            *used = self.clock;
            return Ok(answer.clone());
        }
        let answer = compute()?;
        self.bytes += answer.set.bytes() + key.len();
        self.entries.insert(key, (self.clock, answer.clone()));
        while self.bytes > LIMIT && self.entries.len() > 1 {
            let Some(oldest) =
                self.entries.iter().min_by_key(|(_, (used, _))| *used).map(|(k, _)| k.clone())
            else {
                break;
            };
            if let Some((_, answer)) = self.entries.remove(&oldest) {
                self.bytes -= answer.set.bytes() + oldest.len();
            }
        }
        Ok(answer)
    }
}
