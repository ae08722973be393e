//! Which contact records are the same person.
//!
//! Records join when they share the value of a key, unless they differ in a stronger key. One union–find over all
//! records of all files; people are numbered in order of their first record. Memory: 4 bytes per record and key.

use super::{ContactFile, JoinCounts, strength};
use crate::error::{Code, Error, Result};
use crate::table::{Arena, Codes, Data, KeyTable, Texts};
use std::collections::BTreeMap;

/// Who is who.
#[derive(Debug, Default)]
pub struct People {
    /// Number of people.
    pub population: u32,
    /// Per file, the person of each row; `None` when row `r` of the only file is person `r`.
    pub of_row: Option<Vec<Vec<u32>>>,
    /// Per file, what was merged.
    pub counts: Vec<JoinCounts>,
    /// What is known of each identity; the owners are people.
    pub identities: Vec<Identity>,
}

impl People {
    /// The person of a row of a file.
    pub fn of(&self, file: usize, row: u32) -> u32 {
        self.of_row.as_ref().map_or(row, |of| of[file][row as usize])
    }
}

/// No record, no person, no key.
pub const NONE: u32 = u32::MAX;
/// Texts or rows that one step takes: some ten milliseconds.
pub const CHUNK: usize = 1 << 16;

/// One identity over all files: a number for each different key value, and who owns it.
#[derive(Debug)]
pub struct Identity {
    /// What it is called.
    pub name: String,
    strength: usize,
    /// Whether two different values are two different people. Phones and e-mails are not: a person can have two.
    exclusive: bool,
    /// The columns, in file order.
    columns: Vec<KeyColumn>,
    /// The first column and code that has each key.
    origin: Vec<(u32, u32)>,
    /// Key numbers by text, as far as the columns have been read.
    table: KeyTable,
    /// The next column and code to be numbered.
    next: (usize, u32),
    /// The first record that has a key, later its person.
    owner: Vec<u32>,
    /// The key number of each record's group, at the group's root.
    value: Vec<u32>,
}

#[derive(Debug)]
struct KeyColumn {
    file: usize,
    column: usize,
    /// The key number of each code; empty in the only column of an identity, whose codes are the numbers.
    numbers: Vec<u32>,
}

impl Identity {
    /// Numbers some more texts; says whether all are.
    pub fn number(&mut self, files: &[ContactFile]) -> bool {
        if self.next == (0, 0) {
            let texts = |column| dictionary(files, column).map_or(0, |(values, _)| values.len());
            let most = self.columns.iter().map(texts).max().unwrap_or(0);
            self.table.reserve(most as usize);
        }
        let Some(column) = self.columns.get(self.next.0) else { return true };
        if let Some((values, _)) = dictionary(files, column) {
            let end = values.len().min(self.next.1 + CHUNK as u32);
            for code in self.next.1..end {
                let text = values.get(code);
                let known = self.table.find(text, |key| self.text(files, key) == text);
                let key = known.unwrap_or_else(|| {
                    let key = self.origin.len() as u32;
                    self.origin.push((self.next.0 as u32, code));
                    self.table.insert(text, key);
                    key
                });
                if self.columns.len() > 1 {
                    self.columns[self.next.0].numbers.push(key);
                }
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
    pub fn person(&self, files: &[ContactFile], text: &str) -> u32 {
        let key = self.table.find(text, |key| self.text(files, key) == text);
        key.and_then(|key| self.owner.get(key as usize)).copied().unwrap_or(NONE)
    }

    fn text<'a>(&self, files: &'a [ContactFile], key: u32) -> &'a str {
        text_of(files, &self.columns, &self.origin, key)
    }
}

fn text_of<'a>(
    files: &'a [ContactFile],
    columns: &[KeyColumn],
    origin: &[(u32, u32)],
    key: u32,
) -> &'a str {
    let found = origin.get(key as usize).and_then(|&(column, code)| {
        let (values, _) = dictionary(files, columns.get(column as usize)?)?;
        Some(values.get(code))
    });
    found.unwrap_or("")
}

/// The dictionary of a key column.
fn dictionary<'a>(files: &'a [ContactFile], key: &KeyColumn) -> Option<(&'a Arena, &'a Codes)> {
    match &files.get(key.file)?.columns.get(key.column)?.data {
        Data::Texts(Texts::Dictionary { values, codes }) => Some((values, codes)),
        _ => None,
    }
}

/// The work of finding who is who, in steps.
#[derive(Debug)]
pub struct Finder {
    identities: Vec<Identity>,
    parent: Vec<u32>,
    counts: Vec<JoinCounts>,
    /// The identity that is numbered next.
    identity: usize,
    /// The row that is joined next: file, row, and the record of the file's first row.
    row: (usize, u32, u32),
}

impl Finder {
    /// Plans the work.
    ///
    /// # Errors
    /// [`Code::TooLarge`] beyond 2³¹ records.
    pub fn new(files: &[ContactFile]) -> Result<Self> {
        let total: u64 = files.iter().map(|f| u64::from(f.rows)).sum();
        if total > u64::from(u32::MAX / 2) {
            return Err(Error::new(Code::TooLarge)
                .with("needed", total / (1 << 17))
                .with("limit", 4096));
        }
        Ok(Self {
            identities: identities(files, total as usize),
            parent: (0..total as u32).collect(),
            counts: files
                .iter()
                .map(|f| JoinCounts { file: f.id, ..JoinCounts::default() })
                .collect(),
            identity: 0,
            row: (0, 0, 0),
        })
    }

    /// Does one step; the people after the last one.
    pub fn step(&mut self, files: &[ContactFile]) -> Option<People> {
        if let Some(identity) = self.identities.get_mut(self.identity) {
            if let [only] = &identity.columns[..] {
                // its dictionary is the numbering
                let keys = dictionary(files, only).map_or(0, |(values, _)| values.len());
                identity.owner = vec![NONE; keys as usize];
                self.identity += 1;
            } else if identity.number(files) {
                identity.owner = vec![NONE; identity.origin.len()];
                self.identity += 1;
            }
            return None;
        }
        let (file, from, start) = self.row;
        let Some(rows) = files.get(file).map(|f| f.rows) else { return Some(self.finish(files)) };
        let end = rows.min(from + CHUNK as u32);
        let mut keys = Vec::new();
        for row in from..end {
            keys_of(&self.identities, files, file, row, &mut keys);
            let conflict = self.join(start + row, &keys);
            self.counts[file].conflicts += u32::from(conflict);
        }
        self.row = if end == rows { (file + 1, 0, start + rows) } else { (file, end, start) };
        None
    }

    /// Joins a record to those that share a key; says whether one of them is somebody else for a stronger key.
    fn join(&mut self, record: u32, keys: &[(usize, u32)]) -> bool {
        let (identities, parent) = (&mut self.identities, &mut self.parent);
        for &(identity, key) in keys {
            let value = &mut identities[identity].value[record as usize];
            if *value == NONE {
                *value = key;
            }
        }
        let mut conflict = false;
        for &(identity, key) in keys {
            let owner = identities[identity].owner[key as usize];
            if owner == NONE {
                identities[identity].owner[key as usize] = record;
                continue;
            }
            let (a, b) = (find(parent, record), find(parent, owner));
            if a == b {
                continue;
            }
            if differs(identities, identities[identity].strength, a, b) {
                conflict = true;
                continue;
            }
            // the earlier record is the root, so people keep the order of their first record
            let (root, child) = (a.min(b), a.max(b));
            parent[child as usize] = root;
            for identity in identities.iter_mut() {
                if identity.value[root as usize] == NONE {
                    identity.value[root as usize] = identity.value[child as usize];
                }
            }
        }
        conflict
    }

    /// Numbers the people.
    fn finish(&mut self, files: &[ContactFile]) -> People {
        let parent = &mut self.parent;
        let mut identities = std::mem::take(&mut self.identities);
        let mut counts = std::mem::take(&mut self.counts);
        for identity in &mut identities {
            identity.value = Vec::new();
        }
        let total = parent.len() as u32;
        if files.len() <= 1 && (0..total).all(|r| parent[r as usize] == r) {
            return People { population: total, of_row: None, counts, identities };
        }
        let mut person_of_root = vec![NONE; total as usize];
        let mut population = 0;
        let mut start = 0;
        let mut of_row = Vec::with_capacity(files.len());
        for (file, contact_file) in files.iter().enumerate() {
            let mut of = Vec::with_capacity(contact_file.rows as usize);
            for row in 0..contact_file.rows {
                let root = find(parent, start + row) as usize;
                if person_of_root[root] == NONE {
                    person_of_root[root] = population;
                    population += 1;
                } else {
                    counts[file].merged += 1;
                }
                of.push(person_of_root[root]);
            }
            start += contact_file.rows;
            of_row.push(of);
        }
        for owner in identities.iter_mut().flat_map(|identity| &mut identity.owner) {
            if *owner != NONE {
                *owner = person_of_root[find(parent, *owner) as usize];
            }
        }
        People { population, of_row: Some(of_row), counts, identities }
    }
}

fn differs(identities: &[Identity], than: usize, a: u32, b: u32) -> bool {
    identities.iter().filter(|i| i.exclusive && i.strength < than).any(|i| {
        let (x, y) = (i.value[a as usize], i.value[b as usize]);
        x != NONE && y != NONE && x != y
    })
}

fn find(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        let above = parent[parent[at as usize] as usize];
        parent[at as usize] = above;
        at = above;
    }
    at
}

/// The keys of a row, strongest first.
fn keys_of(
    identities: &[Identity],
    files: &[ContactFile],
    file: usize,
    row: u32,
    keys: &mut Vec<(usize, u32)>,
) {
    keys.clear();
    for (index, identity) in identities.iter().enumerate() {
        for column in identity.columns.iter().filter(|c| c.file == file) {
            if let Some((_, codes)) = dictionary(files, column)
                && let code @ 1.. = codes.get(row)
            {
                let code = code as u32 - 1;
                keys.push((index, column.numbers.get(code as usize).copied().unwrap_or(code)));
            }
        }
    }
}

fn identities(files: &[ContactFile], total: usize) -> Vec<Identity> {
    let mut names: BTreeMap<(usize, &str), Vec<KeyColumn>> = BTreeMap::new();
    for (file, contact_file) in files.iter().enumerate() {
        for (column, identity) in &contact_file.keys {
            let key = KeyColumn { file, column: *column, numbers: Vec::new() };
            names.entry((strength(identity), identity)).or_default().push(key);
        }
    }
    names
        .into_iter()
        .map(|((strength, name), columns)| Identity {
            name: name.to_owned(),
            strength,
            exclusive: !matches!(name, "phone" | "email"),
            columns,
            origin: Vec::new(),
            table: KeyTable::default(),
            next: (0, 0),
            owner: Vec::new(),
            value: vec![NONE; total],
        })
        .collect()
}
