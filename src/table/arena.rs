//! Strings one after another in one buffer.

use super::small;
use super::store::reserve_up_to;
use crate::rowset::up_to;

/// Strings one after another in one buffer. Strings that all have the same length, as numbers of orders have, need no list
/// of where they end.
#[derive(Debug, Clone, Default)]
pub struct Arena {
    bytes: Vec<u8>,
    ends: Ends,
}

/// Where strings end.
#[derive(Debug, Clone)]
enum Ends {
    /// So many strings of one length.
    Alike { length: u32, count: u32 },
    /// Of each string the place behind it.
    Each(Vec<u32>),
}

impl Default for Ends {
    fn default() -> Self {
        Ends::Alike { length: 0, count: 0 }
    }
}

impl Arena {
    /// Appends a string. The buffer holds at most 4 GiB; a string beyond that is refused.
    pub fn push(&mut self, text: &str) -> bool {
        self.push_raw(text.as_bytes())
    }

    /// Appends the bytes of a string of another arena.
    pub(super) fn push_raw(&mut self, text: &[u8]) -> bool {
        let Ok(end) = u32::try_from(self.bytes.len() + text.len()) else { return false };
        match &mut self.ends {
            Ends::Each(ends) => ends.push(end),
            Ends::Alike { length, count } if *count == 0 => {
                (*length, *count) = (text.len() as u32, 1);
            }
            Ends::Alike { length, count }
                if *length as usize == text.len() && *count < u32::MAX =>
            {
                *count += 1;
            }
            Ends::Alike { .. } => self.tell_apart(end),
        }
        small::append(&mut self.bytes, text);
        true
    }

    /// Notes where each string ends, and a last one of another length.
    #[cold]
    fn tell_apart(&mut self, last: u32) {
        let Ends::Alike { length, count } = self.ends else { return };
        let mut ends = Vec::with_capacity(count as usize + 1);
        ends.extend((1..=count).map(|n| n * length));
        ends.push(last);
        self.ends = Ends::Each(ends);
    }

    /// The string with this number.
    pub fn get(&self, index: u32) -> &str {
        // strings enter whole, so the slice is valid; lossy decoding would only cost
        std::str::from_utf8(self.raw(index)).unwrap_or("")
    }

    /// The bytes of the string with this number.
    #[inline]
    pub fn raw(&self, index: u32) -> &[u8] {
        let (start, end) = self.range(index);
        &self.bytes[start..end]
    }

    /// Where the string with this number starts and ends in [`Arena::bytes`].
    ///
    /// # Panics
    /// When there is no such string.
    #[inline]
    pub fn range(&self, index: u32) -> (usize, usize) {
        match &self.ends {
            Ends::Alike { length, count } => {
                assert!(index < *count, "string {index} of {count}");
                let start = index as usize * *length as usize;
                (start, start + *length as usize)
            }
            Ends::Each(ends) => {
                let index = index as usize;
                let start = if index == 0 { 0 } else { ends[index - 1] as usize };
                (start, ends[index] as usize)
            }
        }
    }

    /// The string that holds the byte at a place, which is not before string `from`; some strings are passed at a time.
    pub fn holding(&self, place: usize, from: u32) -> u32 {
        const STEP: usize = 16;
        let ends = match &self.ends {
            Ends::Alike { length, .. } => {
                return place.checked_div(*length as usize).unwrap_or(0) as u32;
            }
            Ends::Each(ends) => ends,
        };
        let mut at = from as usize;
        // no string begins behind 4 GiB
        let bound = place.min(u32::MAX as usize) as u32;
        while let Some(ends) = ends.get(at..).and_then(|ends| ends.first_chunk::<STEP>()) {
            let passed = up_to(ends, bound);
            at += passed as usize;
            if passed < STEP as u32 {
                return at as u32;
            }
        }
        let rest = ends.get(at..).unwrap_or(&[]);
        (at + rest.iter().take_while(|end| **end as usize <= place).count()) as u32
    }

    /// The bytes of all strings.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of strings.
    #[inline]
    pub fn len(&self) -> u32 {
        match &self.ends {
            Ends::Alike { count, .. } => *count,
            Ends::Each(ends) => ends.len() as u32,
        }
    }

    /// Whether there is no string.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many strings are not empty.
    pub(super) fn filled(&self) -> u32 {
        match &self.ends {
            Ends::Alike { length: 0, .. } => 0,
            Ends::Alike { count, .. } => *count,
            Ends::Each(ends) => {
                let starts = std::iter::once(&0).chain(ends);
                starts.zip(ends).filter(|(start, end)| start != end).count() as u32
            }
        }
    }

    /// Makes room for `rows` strings in all, each as long as those so far.
    pub fn expect(&mut self, rows: usize) {
        let bytes = self.bytes_of(rows);
        if let Ends::Each(ends) = &mut self.ends {
            reserve_up_to(ends, rows);
        }
        if bytes > 0 {
            reserve_up_to(&mut self.bytes, (bytes + small::SLACK) as usize);
        }
    }

    /// Bytes that it takes with so many strings, each as long as those so far.
    pub fn room_for(&self, rows: usize) -> u64 {
        let ends = if matches!(self.ends, Ends::Each(_)) { 4 } else { 0 };
        self.bytes_of(rows) + rows as u64 * ends
    }

    /// The bytes of so many strings like those so far, as far as they find room.
    fn bytes_of(&self, rows: usize) -> u64 {
        let bytes = self.bytes.len() as u128 * rows as u128;
        let bytes = bytes.checked_div(u128::from(self.len())).unwrap_or(0);
        bytes.min(u128::from(u32::MAX - small::SLACK as u32)) as u64
    }

    /// Makes room for exactly so many bytes.
    pub(super) fn expect_bytes(&mut self, bytes: usize) {
        self.bytes.reserve_exact(bytes + small::SLACK as usize);
    }

    /// Gives back what was reserved too much.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        if let Ends::Each(ends) = &mut self.ends {
            ends.shrink_to_fit();
        }
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> usize {
        let ends = match &self.ends {
            Ends::Alike { .. } => 0,
            Ends::Each(ends) => ends.capacity() * 4,
        };
        self.bytes.capacity() + ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn strings_come_back(alike in prop::collection::vec("[a-c]{3}", 0..6), others in prop::collection::vec("[a-c]{0,4}", 0..40)) {
            let mut arena = Arena::default();
            let all: Vec<&String> = alike.iter().chain(&others).collect();
            for (i, text) in all.iter().enumerate() {
                prop_assert!(arena.push(text));
                arena.expect(i % 7 * 9);
            }
            arena.shrink();
            prop_assert_eq!(arena.len() as usize, all.len());
            prop_assert_eq!(arena.filled() as usize, all.iter().filter(|text| !text.is_empty()).count());
            let mut place = 0;
            for (row, text) in (0..).zip(&all) {
                prop_assert_eq!(arena.get(row), text.as_str());
                for from in 0..=row {
                    if !text.is_empty() {
                        prop_assert_eq!(arena.holding(place, from), row);
                    }
                }
                place += text.len();
            }
        }
    }
}
