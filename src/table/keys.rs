//! Numbers by text: an open-addressing table whose short texts stand in the slot itself, so that a look-up misses the
//! cache once, and many look-ups can wait for memory at the same time.

use super::small;
use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// Numbers of texts. The texts themselves are kept by the owner of the table, who compares long ones.
#[derive(Debug, Clone)]
pub struct KeyTable {
    /// A power of two of slots, or none. A text stands in the first free slot from where its hash points on.
    slots: Vec<Slot>,
    len: usize,
    /// A fixed seed: the same texts give the same table on every machine.
    state: FixedState,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Up to 15 bytes and their number, or the hash of a longer text and [`LONG`].
    key: [u64; 2],
    /// [`FREE`] when there is no text.
    number: u32,
}

/// Second half of the key of a text that does not fit; no length reaches it.
const LONG: u64 = u64::MAX;
/// No number: there are fewer texts.
const FREE: u32 = u32::MAX;
const EMPTY: Slot = Slot { key: [0; 2], number: FREE };
/// Slots of the smallest table.
const SMALLEST: usize = 16;

impl Default for KeyTable {
    fn default() -> Self {
        Self { slots: Vec::new(), len: 0, state: FixedState::with_seed(0x0066_656e) }
    }
}

impl KeyTable {
    /// Makes room for so many texts.
    pub fn reserve(&mut self, texts: usize) {
        let slots = (texts + texts / 2 + 1).next_power_of_two().max(SMALLEST);
        if slots > self.slots.len() {
            self.resize(slots);
        }
    }

    /// The number of a text. `is_text` says whether a number belongs to this text; it is asked for long texts only.
    #[inline]
    pub fn find(&self, text: impl AsRef<[u8]>, is_text: impl Fn(u32) -> bool) -> Option<u32> {
        let key = self.key(text.as_ref());
        let slot = self.slots.get(self.place(key, is_text))?;
        (slot.number != FREE).then_some(slot.number)
    }

    /// Gives a text its number. It must not have one yet.
    pub fn insert(&mut self, text: impl AsRef<[u8]>, number: u32) {
        self.find_or_insert(text, |_| false, || Some(number));
    }

    /// The number of a text, or the one that it gets from `number` when it has none; `None` when it gets none.
    #[inline]
    pub fn find_or_insert(
        &mut self,
        text: impl AsRef<[u8]>,
        is_text: impl Fn(u32) -> bool,
        number: impl FnOnce() -> Option<u32>,
    ) -> Option<u32> {
        let key = self.key(text.as_ref());
        // at most two of three slots are taken, so that there is always a free one
        if self.len * 3 >= self.slots.len() * 2 {
            self.resize((self.slots.len() * 2).max(SMALLEST));
        }
        let place = self.place(key, is_text);
        let slot = self.slots.get_mut(place)?;
        if slot.number != FREE {
            return Some(slot.number);
        }
        let number = number()?;
        *slot = Slot { key, number };
        self.len += 1;
        Some(number)
    }

    /// Fetches the slots of texts that are looked up next, so that the look-ups need not wait for memory one after the other.
    pub fn fetch<T: AsRef<[u8]>>(&self, texts: impl Iterator<Item = T>) {
        if !self.is_large() {
            return;
        }
        let mask = self.slots.len() - 1;
        let slot = |text: T| {
            let hash = hash_of(self.key(text.as_ref()));
            self.slots.get(hash as usize & mask).map_or(0, |slot| slot.number)
        };
        std::hint::black_box(texts.fold(0, |all, text| all ^ slot(text)));
    }

    /// Whether the table does not stay in the cache anyway, so that [`KeyTable::fetch`] pays.
    pub fn is_large(&self) -> bool {
        self.slots.len() >= FETCH_FROM
    }

    /// Where the text with this key stands, or would stand; the number of slots when there are none.
    #[inline]
    fn place(&self, key: [u64; 2], is_text: impl Fn(u32) -> bool) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash_of(key) as usize & mask;
        while let Some(slot) = self.slots.get(at) {
            let same = slot.key == key && (key[1] != LONG || is_text(slot.number));
            if slot.number == FREE || same {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    #[cold]
    fn resize(&mut self, slots: usize) {
        let old = std::mem::replace(&mut self.slots, vec![EMPTY; slots]);
        for slot in old.into_iter().filter(|slot| slot.number != FREE) {
            // each text stands there once: two keys that are the same are two long texts
            let place = self.place(slot.key, |_| false);
            if let Some(free) = self.slots.get_mut(place) {
                *free = slot;
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

/// Texts whose slots [`KeyTable::fetch`] is best asked for at once.
pub const LOOK_UPS: usize = 256;

/// Slots of a table that does not stay in the cache anyway.
const FETCH_FROM: usize = 1 << 14;

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
