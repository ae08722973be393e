//! One identity over all files: a number for each different key value, and who owns it.

use super::people::{CHUNK, NONE};
use super::{ContactFile, Rules};
use crate::table::{Arena, Codes, Data, KeyTable, LOOK_UPS, Texts, is_same};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// One identity over all files.
#[derive(Debug)]
pub struct Identity {
    /// What it is called.
    pub name: String,
    /// Its place among all; smaller is stronger.
    pub priority: usize,
    /// Whether two different values are two different people. Phones and e-mails are not: a person can have two.
    pub exclusive: bool,
    /// Keys that do not join.
    pub shared: RoaringBitmap,
    /// The first record that has a key, later its person.
    pub owner: Vec<u32>,
    /// The key number of each record's group, at the group's root.
    pub value: Vec<u32>,
    /// The columns, in file order.
    columns: Vec<KeyColumn>,
    /// The first column and code that has each key.
    origin: Vec<(u32, u32)>,
    /// Key numbers by text, as far as the columns have been read.
    table: KeyTable,
    /// The next column and code to be numbered.
    next: (usize, u32),
}

#[derive(Debug)]
struct KeyColumn {
    file: usize,
    place: Place,
    /// The key number of each code; empty in the only column of an identity, whose codes are the numbers.
    numbers: Vec<u32>,
}

/// Where the keys of a column stand.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In a column of the file: one a row at most.
    Column(usize),
    /// Among what its cells name behind the first.
    Further(usize),
}

/// Whether two different values of an identity are two different people.
pub fn is_exclusive(name: &str) -> bool {
    !matches!(name, "phone" | "email")
}

impl Identity {
    /// Makes ready one more piece of the numbering; says whether all keys have numbers.
    pub fn prepare(&mut self, files: &[ContactFile]) -> bool {
        if let [only] = &self.columns[..] {
            // its dictionary is the numbering
            let keys = dictionary(files, only).map_or(0, |(values, _)| values.len());
            self.owner = vec![NONE; keys as usize];
        } else if self.number(files) {
            self.owner = vec![NONE; self.origin.len()];
        } else {
            return false;
        }
        true
    }

    /// Numbers some more texts; says whether all are.
    pub fn number(&mut self, files: &[ContactFile]) -> bool {
        if self.next == (0, 0) {
            let texts = |column| dictionary(files, column).map_or(0, |(values, _)| values.len());
            let most = self.columns.iter().map(texts).max().unwrap_or(0);
            self.table.reserve(most as usize);
        }
        let Some(column) = self.columns.get(self.next.0) else { return true };
        let several = self.columns.len() > 1;
        if let Some((values, _)) = dictionary(files, column) {
            let end = values.len().min(self.next.1 + CHUNK as u32);
            for code in self.next.1..end {
                if (code - self.next.1).is_multiple_of(LOOK_UPS as u32) {
                    let next = code..end.min(code + LOOK_UPS as u32);
                    self.fetch(files, next.map(|code| values.raw(code)));
                }
                let text = values.raw(code);
                if !several {
                    // the codes of the only column are the numbers
                    self.table.insert(text, code);
                    continue;
                }
                let known = self.table.find(text, |key| self.is_text(files, key, text));
                let key = known.unwrap_or_else(|| {
                    let key = self.origin.len() as u32;
                    self.origin.push((self.next.0 as u32, code));
                    self.table.insert(text, key);
                    key
                });
                self.columns[self.next.0].numbers.push(key);
            }
            self.next.1 = end;
            if end < values.len() {
                return false;
            }
        }
        self.next = (self.next.0 + 1, 0);
        self.next.0 == self.columns.len()
    }

    /// Who owns a key, or [`NONE`]. All texts are numbered.
    pub fn person(&self, files: &[ContactFile], text: &[u8]) -> u32 {
        let key = self.table.find(text, |key| self.is_text(files, key, text));
        key.and_then(|key| self.owner.get(key as usize)).copied().unwrap_or(NONE)
    }

    /// Fetches what [`Identity::person`] looks up for these texts, all at once.
    pub fn fetch<'a>(&self, files: &[ContactFile], texts: impl Iterator<Item = &'a [u8]>) {
        self.table.fetch(texts, |key| self.raw(files, key).first().copied().unwrap_or(0));
    }

    fn is_text(&self, files: &[ContactFile], key: u32, text: &[u8]) -> bool {
        is_same(self.raw(files, key), text)
    }

    /// The text of a key.
    pub fn text<'a>(&self, files: &'a [ContactFile], key: u32) -> &'a str {
        self.place(files, key).map_or("", |(values, code)| values.get(code))
    }

    #[inline]
    fn raw<'a>(&self, files: &'a [ContactFile], key: u32) -> &'a [u8] {
        self.place(files, key).map_or(&[], |(values, code)| values.raw(code))
    }

    /// Where the text of a key stands.
    fn place<'a>(&self, files: &'a [ContactFile], key: u32) -> Option<(&'a Arena, u32)> {
        let found = match (&self.columns[..], self.origin.get(key as usize)) {
            (columns, Some(&(column, code))) => {
                columns.get(column as usize).and_then(|c| dictionary(files, c)).map(|d| (d, code))
            }
            // not numbered: the codes of the only column are the numbers
            ([only], None) => dictionary(files, only).map(|d| (d, key)),
            _ => None,
        };
        found.map(|((values, _), code)| (values, code))
    }

    /// How many different keys there are.
    pub fn keys(&self) -> u32 {
        self.owner.len() as u32
    }

    /// Whether rows of this file can have a key.
    pub fn is_in(&self, file: usize) -> bool {
        self.columns.iter().any(|c| c.file == file)
    }
}

/// The dictionary of a key column.
fn dictionary<'a>(files: &'a [ContactFile], key: &KeyColumn) -> Option<(&'a Arena, &'a Codes)> {
    let file = files.get(key.file)?;
    let column = match key.place {
        Place::Column(at) => file.columns.get(at)?.as_ref(),
        Place::Further(at) => file.further.get(at)?.entries(),
    };
    match &column.data {
        Data::Texts(Texts::Dictionary { values, codes, .. }) => Some((values, codes)),
        _ => None,
    }
}

/// The keys of a row that join, strongest first.
pub fn keys_of(
    identities: &[Identity],
    files: &[ContactFile],
    file: usize,
    row: u32,
    keys: &mut Vec<(usize, u32)>,
) {
    keys.clear();
    for (index, identity) in identities.iter().enumerate() {
        for column in identity.columns.iter().filter(|c| c.file == file) {
            let Some((_, codes)) = dictionary(files, column) else { continue };
            let entries = match column.place {
                Place::Column(_) => row..row + 1,
                Place::Further(at) => {
                    files.get(file).and_then(|f| f.further.get(at)).map_or(0..0, |f| f.of_row(row))
                }
            };
            for entry in entries {
                let code @ 1.. = codes.get(entry) else { continue };
                let code = code as u32 - 1;
                let key = column.numbers.get(code as usize).copied().unwrap_or(code);
                let joins = identity.shared.is_empty() || !identity.shared.contains(key);
                // two columns, or two cells of a list, with the same number
                if joins && !keys.contains(&(index, key)) {
                    keys.push((index, key));
                }
            }
        }
    }
}

/// The identities of the files that join, strongest first.
pub fn identities(files: &[ContactFile], rules: &Rules, total: usize) -> Vec<Identity> {
    let mut names: BTreeMap<(usize, &str), Vec<KeyColumn>> = BTreeMap::new();
    for (file, contact_file) in files.iter().enumerate() {
        for (column, identity) in &contact_file.keys {
            if rules.of(identity).joins {
                let columns =
                    names.entry((rules.priority(identity), identity.as_str())).or_default();
                let further = contact_file.further.iter().enumerate();
                let further = further.filter(|(_, f)| f.column == *column);
                for place in std::iter::once(Place::Column(*column))
                    .chain(further.map(|(at, _)| Place::Further(at)))
                {
                    columns.push(KeyColumn { file, place, numbers: Vec::new() });
                }
            }
        }
    }
    names
        .into_iter()
        .map(|((priority, name), columns)| Identity {
            name: name.to_owned(),
            priority,
            exclusive: is_exclusive(name),
            shared: RoaringBitmap::new(),
            columns,
            origin: Vec::new(),
            table: KeyTable::default(),
            next: (0, 0),
            owner: Vec::new(),
            value: vec![NONE; total],
        })
        .collect()
}
