//! Numbers by text: an open-addressing table whose short texts stand in the slot itself, so that a look-up misses the
//! cache once.

use super::small;
use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use std::hash::BuildHasher;

/// Numbers of texts. The texts themselves are kept by the owner of the table, who compares long ones.
#[derive(Debug, Clone)]
pub struct KeyTable {
    slots: HashTable<Slot>,
    /// A fixed seed: the same texts give the same table on every machine.
    state: FixedState,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Up to 15 bytes and their number, or the hash of a longer text and [`LONG`].
    key: [u64; 2],
    number: u32,
}

/// Second half of the key of a text that does not fit; no length reaches it.
const LONG: u64 = u64::MAX;

impl Default for KeyTable {
    fn default() -> Self {
        Self { slots: HashTable::new(), state: FixedState::with_seed(0x0066_656e) }
    }
}

impl KeyTable {
    /// Makes room for so many texts.
    pub fn reserve(&mut self, texts: usize) {
        self.slots.reserve(texts, |slot| hash_of(slot.key));
    }

    /// The number of a text. `is_text` says whether a number belongs to this text; it is asked for long texts only.
    #[inline]
    pub fn find(&self, text: &str, is_text: impl Fn(u32) -> bool) -> Option<u32> {
        let key = self.key(text.as_bytes());
        let same = |slot: &Slot| slot.key == key && (key[1] != LONG || is_text(slot.number));
        self.slots.find(hash_of(key), same).map(|slot| slot.number)
    }

    /// Gives a text its number. It must not have one yet.
    #[inline]
    pub fn insert(&mut self, text: &str, number: u32) {
        let key = self.key(text.as_bytes());
        self.slots.insert_unique(hash_of(key), Slot { key, number }, |slot| hash_of(slot.key));
    }

    /// The number of a text, or the one that it gets from `number` when it has none; `None` when it gets none.
    #[inline]
    pub fn find_or_insert(
        &mut self,
        text: &str,
        is_text: impl Fn(u32) -> bool,
        number: impl FnOnce() -> Option<u32>,
    ) -> Option<u32> {
        let key = self.key(text.as_bytes());
        let same = |slot: &Slot| slot.key == key && (key[1] != LONG || is_text(slot.number));
        match self.slots.entry(hash_of(key), same, |slot| hash_of(slot.key)) {
            Entry::Occupied(slot) => Some(slot.get().number),
            Entry::Vacant(slot) => {
                let number = number()?;
                slot.insert(Slot { key, number });
                Some(number)
            }
        }
    }

    #[inline]
    fn key(&self, text: &[u8]) -> [u64; 2] {
        match small::words(text) {
            // the last byte is free: it holds the length, so that zeros at the end count
            Some([low, high]) if text.len() < 16 => [low, high | (text.len() as u64) << 56],
            _ => [self.state.hash_one(text), LONG],
        }
    }
}

#[inline]
fn hash_of(key: [u64; 2]) -> u64 {
    if key[1] == LONG { key[0] } else { small::mix(key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_has_its_own_number(texts in prop::collection::vec("[a\0é]{0,18}", 0..60)) {
            let mut table = KeyTable::default();
            let mut known: Vec<String> = Vec::new();
            for text in &texts {
                let expected = known.iter().position(|k| k == text).map(|n| n as u32);
                prop_assert_eq!(table.find(text, |n| known[n as usize] == *text), expected);
                if expected.is_none() {
                    table.insert(text, known.len() as u32);
                    known.push(text.clone());
                }
            }
        }
    }
}
