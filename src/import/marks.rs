//! Where delimiters and line ends stand in a text: found for many fields at once, 64 bytes at a time.

use crate::rowset::pack;

/// Bytes that are looked through at once.
const WINDOW: usize = 32 << 10;

/// The places of one delimiter and of line ends in one text, found as far as they are asked for.
#[derive(Debug)]
pub struct Marks {
    delimiter: u8,
    /// Places, ascending.
    places: Vec<u32>,
    /// The first of them that may be asked for.
    next: usize,
    /// How far the text has been looked through.
    seen: usize,
}

impl Marks {
    /// The marks of a text that has not been looked at.
    pub fn new(delimiter: u8) -> Self {
        Self { delimiter, places: Vec::new(), next: 0, seen: 0 }
    }

    /// Another text comes, or what was asked for before is asked for again.
    pub fn reset(&mut self) {
        (self.next, self.seen) = (0, 0);
        self.places.clear();
    }

    /// The first mark that is not before `from`. Texts are below 4 GiB; places only go up until [`Marks::reset`].
    #[inline]
    pub fn from(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        loop {
            while let Some(&place) = self.places.get(self.next) {
                if place as usize >= from {
                    return Some(place as usize);
                }
                self.next += 1;
            }
            if !self.look(bytes, from) {
                return None;
            }
        }
    }

    /// Looks through the next window; `false` at the end of the text.
    #[cold]
    fn look(&mut self, bytes: &[u8], from: usize) -> bool {
        let start = self.seen.max(from);
        let rest = bytes.get(start..).unwrap_or(&[]);
        if rest.is_empty() {
            return false;
        }
        let window = rest.get(..WINDOW).unwrap_or(rest);
        self.places.clear();
        self.next = 0;
        self.seen = start + window.len();
        let (blocks, tail) = window.as_chunks::<64>();
        for (block, at) in blocks.iter().zip((start..).step_by(64)) {
            let mut found = marks_of(block, self.delimiter);
            while found != 0 {
                self.places.push(at as u32 + found.trailing_zeros());
                found &= found - 1;
            }
        }
        let tail_at = start + blocks.len() * 64;
        let is_mark = |b: &u8| *b == self.delimiter || matches!(b, b'\n' | b'\r');
        let last = tail.iter().zip(tail_at..).filter(|(b, _)| is_mark(b));
        self.places.extend(last.map(|(_, at)| at as u32));
        true
    }
}

/// Bit `i` says whether byte `i` is a mark.
#[inline]
fn marks_of(block: &[u8; 64], delimiter: u8) -> u64 {
    pack::word(block, |b| b == delimiter || b == b'\n' || b == b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_mark_is_found(text in prop::collection::vec(prop::sample::select(b",\n\r;a\xe4\x00\x80\xff\x0b".to_vec()), 0..200), skips in prop::collection::vec(0usize..9, 1..40)) {
            let mut marks = Marks::new(b',');
            let mut from = 0;
            for skip in skips {
                let expected = text.iter().enumerate().skip(from).find(|(_, b)| b",\n\r".contains(b)).map(|(at, _)| at);
                prop_assert_eq!(marks.from(&text, from), expected);
                from += skip;
            }
        }
    }

    #[test]
    fn marks_lie_in_every_window() {
        let mut text = vec![b'a'; 3 * WINDOW + 5];
        let places = [0, WINDOW - 1, WINDOW, 2 * WINDOW + 3, 3 * WINDOW + 4];
        for at in places {
            text[at] = b'\n';
        }
        let mut marks = Marks::new(b',');
        let found: Vec<_> = places.iter().map(|&at| marks.from(&text, at)).collect();
        assert_eq!(found, places.map(Some));
        assert_eq!(marks.from(&text, text.len()), None);
    }
}
