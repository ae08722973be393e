//! Numbers by text: an open-addressing table of eight bytes a slot, in which many look-ups can wait for memory at the
//! same time.

use super::small;

/// Numbers of texts. The texts themselves are kept by the owner of the table, who compares those whose hashes are equal.
#[derive(Debug, Clone, Default)]
pub struct KeyTable {
    /// A power of two of slots, or none. A text stands in the first free slot from where its hash points on.
    slots: Vec<Slot>,
    len: usize,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    /// [`FREE`] when there is no text.
    number: u32,
}

/// No number: there are fewer texts.
const FREE: u32 = u32::MAX;
const EMPTY: Slot = Slot { hash: 0, number: FREE };
/// Slots of the smallest table.
const SMALLEST: usize = 16;
/// Texts that room is made for at once: an estimate is no reason to ask for memory that is not there.
const MOST_RESERVED: usize = 16 << 20;

impl KeyTable {
    /// Makes room for so many texts, as far as there is memory.
    pub fn reserve(&mut self, texts: usize) {
        let texts = texts.min(MOST_RESERVED);
        let slots = (texts + texts / 2 + 1).next_power_of_two().max(SMALLEST);
        let mut room = Vec::new();
        if slots > self.slots.len() && room.try_reserve_exact(slots).is_ok() {
            self.move_to(room, slots);
        }
    }

    /// The number of a text. `is_text` says whether a number belongs to this text.
    #[inline]
    pub fn find(&self, text: impl AsRef<[u8]>, is_text: impl Fn(u32) -> bool) -> Option<u32> {
        let slot = self.slots.get(self.place(hash(text.as_ref()), is_text))?;
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
        let hash = hash(text.as_ref());
        // at most seven of ten slots are taken, so that there is always a free one
        if self.len * 10 >= self.slots.len() * 7 {
            self.move_to(Vec::new(), (self.slots.len() * 2).max(SMALLEST));
        }
        let place = self.place(hash, is_text);
        let slot = self.slots.get_mut(place)?;
        if slot.number != FREE {
            return Some(slot.number);
        }
        let number = number()?;
        *slot = Slot { hash, number };
        self.len += 1;
        Some(number)
    }

    /// Fetches what up to [`LOOK_UPS`] look-ups will read, so that they need not wait for memory one after the other: the
    /// slots of these texts, and through `read` a byte of each text that is probably found there.
    pub fn fetch<T: AsRef<[u8]>>(&self, texts: impl Iterator<Item = T>, read: impl Fn(u32) -> u8) {
        if !self.is_large() {
            return;
        }
        let mask = self.slots.len() - 1;
        let mut numbers = [FREE; LOOK_UPS];
        for (text, number) in texts.zip(&mut numbers) {
            let hash = hash(text.as_ref());
            let slot = self.slots.get(hash as usize & mask).copied().unwrap_or(EMPTY);
            *number = if slot.hash == hash { slot.number } else { FREE };
        }
        let found = numbers.iter().filter(|number| **number != FREE);
        std::hint::black_box(found.fold(0, |all, number| all ^ read(*number)));
    }

    /// Whether the table does not stay in the cache anyway, so that [`KeyTable::fetch`] pays.
    pub fn is_large(&self) -> bool {
        self.slots.len() >= FETCH_FROM
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
    }

    /// Where the text with this hash stands, or would stand; the number of slots when there are none.
    #[inline]
    fn place(&self, hash: u32, is_text: impl Fn(u32) -> bool) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(slot) = self.slots.get(at) {
            if slot.number == FREE || slot.hash == hash && is_text(slot.number) {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    /// Moves to so many slots, in a vector with or without room for them.
    #[cold]
    fn move_to(&mut self, mut room: Vec<Slot>, slots: usize) {
        room.resize(slots, EMPTY);
        let old = std::mem::replace(&mut self.slots, room);
        for slot in old.into_iter().filter(|slot| slot.number != FREE) {
            // each text stands there once: two slots with the same hash are two texts
            let place = self.place(slot.hash, |_| false);
            if let Some(free) = self.slots.get_mut(place) {
                *free = slot;
            }
        }
    }
}

/// Texts that [`KeyTable::fetch`] is best asked for at once.
pub const LOOK_UPS: usize = 256;

/// The same texts give the same table on every machine.
#[inline]
fn hash(text: &[u8]) -> u32 {
    small::hash(text) as u32
}

/// Slots of a table that does not stay in the cache anyway.
const FETCH_FROM: usize = 1 << 14;

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
