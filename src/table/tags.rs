//! Tags: lists of tags per row as files have them, and the tree with one bitmap per tag.

use super::text::Arena;

/// The tags of each row of one file, as codes of the file's tag names.
#[derive(Debug, Clone, Default)]
pub struct TagLists {
    /// The different tags, each a full path such as `地区-北京-朝阳区`.
    pub names: Arena,
    /// Where each row's codes end in `codes`.
    pub ends: Vec<u32>,
    /// The codes of all rows, one after another; a row has each tag at most once.
    pub codes: Vec<u32>,
}

impl TagLists {
    /// The codes of a row.
    pub fn get(&self, row: u32) -> &[u32] {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        &self.codes[start..self.ends[row] as usize]
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
        self.names.memory() + (self.ends.capacity() + self.codes.capacity()) * 4
    }
}
