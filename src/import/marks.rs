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
    /// How far the text has been looked through, and from where on `places` tell of it.
    seen: usize,
    window: usize,
    /// The places of quotes in between, ascending, and the first of them that may be asked for.
    quotes: Vec<u32>,
    next_quote: usize,
}

impl Marks {
    /// The marks of a text that has not been looked at.
    pub fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            places: Vec::new(),
            next: 0,
            seen: 0,
            window: 0,
            quotes: Vec::new(),
            next_quote: 0,
        }
    }

    /// Another text comes, or what was asked for before is asked for again.
    pub fn reset(&mut self) {
        (self.seen, self.window) = (0, 0);
        self.forget();
    }

    fn forget(&mut self) {
        (self.next, self.next_quote) = (0, 0);
        self.places.clear();
        self.quotes.clear();
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

    /// The marks of the record at `from` where it is one of so many fields without a quote, as most are: the last mark is its
    /// line end. Gives them with where the next record starts; `None` where it is another one, or goes on behind what has
    /// been looked through. [`Marks::pass`] goes on behind it.
    #[inline]
    pub fn plain_record(
        &mut self,
        bytes: &[u8],
        from: usize,
        fields: usize,
    ) -> Option<(&[u32], usize)> {
        if from < self.window {
            return None;
        }
        while (*self.places.get(self.next)? as usize) < from {
            self.next += 1;
        }
        let marks = self.places.get(self.next..self.next + fields)?;
        let (&end, between) = marks.split_last()?;
        while self.quotes.get(self.next_quote).is_some_and(|quote| (*quote as usize) < from) {
            self.next_quote += 1;
        }
        if self.quotes.get(self.next_quote).is_some_and(|quote| *quote < end) {
            return None;
        }
        let end = end as usize;
        let next = match (bytes.get(end)?, bytes.get(end + 1)) {
            (b'\n', _) => end + 1,
            (b'\r', Some(b'\n')) => end + 2,
            _ => return None,
        };
        let is_delimiter = |place: &u32| bytes.get(*place as usize) == Some(&self.delimiter);
        between.iter().all(is_delimiter).then_some((marks, next))
    }

    /// So many marks are not asked for any more.
    #[inline]
    pub fn pass(&mut self, marks: usize) {
        self.next += marks;
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
        self.forget();
        self.window = start;
        self.seen = start + window.len();
        let (blocks, tail) = window.as_chunks::<64>();
        for (block, at) in blocks.iter().zip((start..).step_by(64)) {
            each_place(marks_of(block, self.delimiter), at, &mut self.places);
            let quoted = block.iter().fold(0, |any, b| any | u8::from(*b == b'"'));
            if quoted != 0 {
                each_place(pack::word(block, |b| b == b'"'), at, &mut self.quotes);
            }
        }
        let tail_at = start + blocks.len() * 64;
        let is_mark = |b: &u8| *b == self.delimiter || matches!(b, b'\n' | b'\r');
        let last = tail.iter().zip(tail_at..).filter(|(b, _)| is_mark(b));
        self.places.extend(last.map(|(_, at)| at as u32));
        let last = tail.iter().zip(tail_at..).filter(|(b, _)| **b == b'"');
        self.quotes.extend(last.map(|(_, at)| at as u32));
        true
    }
}

/// Appends the place of each bit of a word whose first bit is that of the byte `at`.
#[inline]
fn each_place(mut bits: u64, at: usize, places: &mut Vec<u32>) {
    while bits != 0 {
        places.push(at as u32 + bits.trailing_zeros());
        bits &= bits - 1;
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
    fn a_plain_record_is_one_of_so_many_fields() {
        let plain = |text: &str, from: usize, fields: usize| {
            let mut marks = Marks::new(b',');
            // what was not looked through is not known
            assert_eq!(marks.plain_record(text.as_bytes(), from, fields), None);
            marks.from(text.as_bytes(), 0);
            let found = marks.plain_record(text.as_bytes(), from, fields);
            found.map(|(marks, next)| (marks.to_vec(), next))
        };
        assert_eq!(plain("a,b\nc,d\r\n", 0, 2), Some((vec![1, 3], 4)));
        assert_eq!(plain("a,b\nc,d\r\n", 4, 2), Some((vec![5, 7], 9)));
        for text in ["a,b", "a\nb\n", "a,b,c\n", "a,\"b\n", "a,b\rc,d\n", "a,b\r", ""] {
            assert_eq!(plain(text, 0, 2), None, "{text:?}");
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
