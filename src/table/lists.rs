//! Lists of tags per row, as files have them.

use super::arena::Arena;
use super::collect::TextsBuilder;
use super::store::{Codes, CodesBuilder, reserve_up_to};
use crate::each_width;
use std::ops::Range;

/// The tags of each row of one file, as codes of the file's tag names in the narrowest width.
#[derive(Debug, Clone)]
pub struct TagLists {
    /// The different tags, each a full path such as `地区-北京-朝阳区`.
    pub names: Arena,
    /// Where each row's codes end in `codes`.
    ends: Vec<u32>,
    /// The codes of all rows, one after another; a row has each tag at most once.
    codes: Codes,
}

impl TagLists {
    fn range(&self, row: u32) -> Range<usize> {
        let end = |row: u32| self.ends.get(row as usize).map_or(0, |end| *end as usize);
        row.checked_sub(1).map_or(0, end)..end(row)
    }

    /// The codes of a row.
    pub fn get(&self, row: u32) -> impl ExactSizeIterator<Item = u32> + '_ {
        self.range(row).map(|at| self.codes.get(at as u32) as u32)
    }

    /// Whether a row has a tag.
    pub fn is_tagged(&self, row: u32) -> bool {
        !self.range(row).is_empty()
    }

    /// Calls `visit` with each of these rows and each of its codes.
    #[inline]
    pub fn each(&self, rows: impl Iterator<Item = u32>, visit: impl FnMut(u32, u32)) {
        each_width!(&self.codes, codes => self.each_of(codes, rows, visit));
    }

    fn each_of<T: Copy + Into<u64>>(
        &self,
        codes: &[T],
        rows: impl Iterator<Item = u32>,
        mut visit: impl FnMut(u32, u32),
    ) {
        for row in rows {
            for code in codes.get(self.range(row)).unwrap_or(&[]) {
                visit(row, (*code).into() as u32);
            }
        }
    }

    /// The lists of the given rows, in their order.
    pub fn gather(&self, rows: &[u32]) -> Self {
        let (mut codes, mut ends) = (CodesBuilder::default(), Vec::with_capacity(rows.len()));
        for &row in rows {
            self.get(row).for_each(|code| codes.push(code));
            ends.push(codes.len());
        }
        Self { names: self.names.clone(), ends, codes: codes.finish() }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.names.memory() + self.ends.capacity() * 4 + self.codes.bytes()
    }
}

/// Collects lists of tags row by row.
#[derive(Debug, Clone)]
pub struct TagListsBuilder {
    names: TextsBuilder,
    ends: Vec<u32>,
    codes: CodesBuilder,
}

impl Default for TagListsBuilder {
    fn default() -> Self {
        Self { names: TextsBuilder::keyed(), ends: Vec::new(), codes: CodesBuilder::default() }
    }
}

impl TagListsBuilder {
    /// Appends a row with these tags; empty ones are none, repeated ones count once. `false`, and nothing is appended, when
    /// one is neither known nor what `is_tag` says that it is.
    #[inline]
    pub fn push<'a>(
        &mut self,
        tags: impl Iterator<Item = &'a str>,
        is_tag: impl Fn(&str) -> bool,
    ) -> bool {
        let start = self.codes.len();
        for tag in tags {
            let Some(code) = self.names.intern_if(tag, || is_tag(tag)) else {
                self.codes.truncate(start);
                return false;
            };
            if !self.codes.contains(start, code) {
                self.codes.push(code);
            }
        }
        self.ends.push(self.codes.len());
        true
    }

    /// Says how many rows there will be in all, as far as one can tell; the lists are taken to be as long as those so far.
    pub fn expect(&mut self, rows: usize) {
        reserve_up_to(&mut self.ends, rows);
        self.codes.expect(self.codes_in(rows));
    }

    /// Bytes that it takes with so many rows.
    pub fn room_for(&self, rows: usize) -> u64 {
        rows as u64 * 4 + self.codes.room_for(self.codes_in(rows)) + self.names.room_for(0)
    }

    /// About how many codes so many rows have.
    fn codes_in(&self, rows: usize) -> usize {
        let codes = u64::from(self.codes.len()) * rows as u64;
        let codes = codes.checked_div(self.ends.len() as u64).unwrap_or(0);
        codes.min(u64::from(u32::MAX)) as usize
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The lists in their final form.
    pub fn finish(mut self) -> TagLists {
        self.ends.shrink_to_fit();
        TagLists { names: self.names.into_values(), ends: self.ends, codes: self.codes.finish() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_row_has_each_of_its_tags_once(rows in prop::collection::vec(prop::collection::vec(0u32..900, 0..6), 0..80), repeats in 1u32..400) {
            // more and more tags, so that codes become wider
            let tag = |row: usize, n: u32| format!("t{}", n % (1 + row as u32 * repeats));
            let mut builder = TagListsBuilder::default();
            for (row, tags) in rows.iter().enumerate() {
                let tags: Vec<String> = tags.iter().map(|n| tag(row, *n)).collect();
                prop_assert!(builder.push(tags.iter().map(String::as_str), |_| true));
                prop_assert!(!builder.push(["?"].into_iter().chain(tags.iter().map(String::as_str)), |tag| tag != "?"));
                builder.expect(row * 2);
            }
            let lists = builder.finish();
            prop_assert_eq!(lists.len() as usize, rows.len());
            let mut each: Vec<Vec<u32>> = vec![Vec::new(); rows.len()];
            lists.each(0..lists.len(), |row, code| each[row as usize].push(code));
            let order: Vec<u32> = (0..lists.len()).rev().collect();
            let reversed = lists.gather(&order);
            for (row, tags) in rows.iter().enumerate() {
                let mut expected: Vec<String> = Vec::new();
                for tag in tags.iter().map(|n| tag(row, *n)) {
                    if !expected.contains(&tag) {
                        expected.push(tag);
                    }
                }
                let at = row as u32;
                let got: Vec<&str> = lists.get(at).map(|code| lists.names.get(code)).collect();
                prop_assert_eq!(&got, &expected);
                prop_assert_eq!(lists.is_tagged(at), !expected.is_empty());
                prop_assert!(lists.get(at).eq(each[row].iter().copied()));
                prop_assert!(reversed.get(lists.len() - 1 - at).eq(lists.get(at)));
            }
        }
    }
}
