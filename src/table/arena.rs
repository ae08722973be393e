//! Strings one after another in one buffer.

use super::small;
use super::store::reserve_up_to;

/// Strings one after another in one buffer.
#[derive(Debug, Clone, Default)]
pub struct Arena {
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Vec<u32>,
}

impl Arena {
    /// Appends a string. The buffer holds at most 4 GiB; a string beyond that is refused.
    pub fn push(&mut self, text: &str) -> bool {
        let end = self.bytes.len() + text.len();
        let Ok(end) = u32::try_from(end) else { return false };
        small::append(&mut self.bytes, text.as_bytes());
        self.ends.push(end);
        true
    }

    /// The string with this number.
    pub fn get(&self, index: u32) -> &str {
        let (start, end) = self.range(index);
        // strings enter whole, so the slice is valid; lossy decoding would only cost
        std::str::from_utf8(&self.bytes[start..end]).unwrap_or("")
    }

    /// The bytes of the string with this number.
    pub fn raw(&self, index: u32) -> &[u8] {
        let (start, end) = self.range(index);
        &self.bytes[start..end]
    }

    /// Where the string with this number starts and ends in [`Arena::bytes`].
    pub fn range(&self, index: u32) -> (usize, usize) {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        (start, self.ends[index] as usize)
    }

    /// The string that holds the byte at a place, which is not before string `from`; some strings are passed at a time.
    pub fn holding(&self, place: usize, from: u32) -> u32 {
        const STEP: usize = 16;
        let mut at = from as usize;
        while let Some(ends) = self.ends.get(at..).and_then(|ends| ends.first_chunk::<STEP>()) {
            let passed = ends.iter().map(|end| u32::from(*end as usize <= place)).sum::<u32>();
            at += passed as usize;
            if passed < STEP as u32 {
                return at as u32;
            }
        }
        let rest = self.ends.get(at..).unwrap_or(&[]);
        (at + rest.iter().take_while(|end| **end as usize <= place).count()) as u32
    }

    /// The bytes of all strings.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of strings.
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Whether there is no string.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many strings are not empty.
    pub(super) fn filled(&self) -> u32 {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).filter(|(start, end)| start != end).count() as u32
    }

    /// Makes room for `rows` strings in all, each as long as those so far.
    pub fn expect(&mut self, rows: usize) {
        reserve_up_to(&mut self.ends, rows);
        if !self.ends.is_empty() {
            let each = self.bytes.len() as u64 / self.ends.len() as u64 + 1;
            let bytes = (each * rows as u64 + small::SLACK).min(u64::from(u32::MAX)) as usize;
            reserve_up_to(&mut self.bytes, bytes);
        }
    }

    /// Gives back what was reserved too much.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> usize {
        self.bytes.capacity() + self.ends.capacity() * 4
    }
}
