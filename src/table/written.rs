//! A text as a column gives it: borrowed where it is stored, written out where the column keeps a number.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// The most bytes that are written out.
pub const MOST_WRITTEN: usize = 31;

/// A text of a column. It is used like the string that it is, and equal to any other one with the same bytes.
#[derive(Clone, Copy)]
pub enum Written<'a> {
    /// It stands in the column.
    Stored(&'a str),
    /// It was written for whoever asked.
    Made(Made),
}

/// A short text in place.
#[derive(Clone, Copy)]
pub struct Made {
    bytes: [u8; MOST_WRITTEN],
    len: u8,
}

impl Made {
    /// These bytes; `None` beyond [`MOST_WRITTEN`].
    pub fn new(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; MOST_WRITTEN];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self { bytes, len: text.len() as u8 })
    }
}

impl<'a> Written<'a> {
    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Written::Stored(text) => text,
            Written::Made(made) => {
                let bytes = made.bytes.get(..usize::from(made.len)).unwrap_or(&[]);
                std::str::from_utf8(bytes).unwrap_or("")
            }
        }
    }

    /// The text, without a copy where it is stored.
    pub fn into_cow(self) -> Cow<'a, str> {
        match self {
            Written::Stored(text) => Cow::Borrowed(text),
            Written::Made(_) => Cow::Owned(self.as_str().to_owned()),
        }
    }
}

impl<'a> From<&'a str> for Written<'a> {
    fn from(text: &'a str) -> Self {
        Written::Stored(text)
    }
}

impl Deref for Written<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Written<'_> {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<[u8]> for Written<'_> {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl PartialEq for Written<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Written<'_> {}

impl PartialOrd for Written<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Written<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl PartialEq<&str> for Written<'_> {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for Written<'_> {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl PartialEq<str> for Written<'_> {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl Hash for Written<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
