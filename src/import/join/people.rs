//! Which contact records are the same person.
//!
//! Records join when they share the value of a key, unless they differ in a stronger key. One union–find over all
//! records of all files; people are numbered in order of their first record. Memory: 4 bytes per record and key.

use super::{ContactFile, JoinCounts, strength};
use crate::error::{Code, Error, Result};
use crate::table::{Data, Texts, TextsBuilder};
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
}

impl People {
    /// The person of a row of a file.
    pub fn of(&self, file: usize, row: u32) -> u32 {
        self.of_row.as_ref().map_or(row, |of| of[file][row as usize])
    }
}

const NONE: u32 = u32::MAX;

/// One identity over all files: the number of each file's key values, and who owns each.
struct Identity {
    strength: usize,
    /// Whether two different values are two different people. Phones and e-mails are not: a person can have two.
    exclusive: bool,
    /// Per file, the key columns of this identity: column index and dictionary code → key number.
    files: Vec<Vec<(usize, Option<Vec<u32>>)>>,
    owner: Vec<u32>,
    /// The key number of each record's group, at the group's root.
    value: Vec<u32>,
}

/// Finds who is who.
///
/// # Errors
/// [`Code::TooLarge`] beyond 2³¹ records.
pub fn find_people(files: &[ContactFile]) -> Result<People> {
    let total: u64 = files.iter().map(|f| u64::from(f.rows)).sum();
    if total > u64::from(u32::MAX / 2) {
        return Err(Error::new(Code::TooLarge)
            .with("needed", total / (1 << 17))
            .with("limit", 4096));
    }
    let total = total as usize;
    let mut identities = identities(files, total);
    let mut parent: Vec<u32> = (0..total as u32).collect();
    let mut counts: Vec<JoinCounts> =
        files.iter().map(|f| JoinCounts { file: f.id, ..JoinCounts::default() }).collect();
    let mut start = 0u32;
    for (file, contact_file) in files.iter().enumerate() {
        for row in 0..contact_file.rows {
            let record = start + row;
            let keys = keys_of(&identities, contact_file, file, row);
            for &(identity, key) in &keys {
                let identity_of = &mut identities[identity];
                let mine = find(&mut parent, record);
                if identity_of.value[mine as usize] == NONE {
                    identity_of.value[mine as usize] = key;
                }
            }
            let mut conflict = false;
            for &(identity, key) in &keys {
                let owner = identities[identity].owner[key as usize];
                if owner == NONE {
                    identities[identity].owner[key as usize] = record;
                    continue;
                }
                let (a, b) = (find(&mut parent, record), find(&mut parent, owner));
                if a == b {
                    continue;
                }
                if differs(&identities, identities[identity].strength, a, b) {
                    conflict = true;
                    continue;
                }
                // the earlier record is the root, so people keep the order of their first record
                let (root, child) = (a.min(b), a.max(b));
                parent[child as usize] = root;
                for identity in &mut identities {
                    if identity.value[root as usize] == NONE {
                        identity.value[root as usize] = identity.value[child as usize];
                    }
                }
            }
            counts[file].conflicts += u32::from(conflict);
        }
        start += contact_file.rows;
    }
    Ok(number(files, &mut parent, counts))
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

fn number(files: &[ContactFile], parent: &mut [u32], mut counts: Vec<JoinCounts>) -> People {
    let total = parent.len() as u32;
    let all_apart = (0..total).all(|r| parent[r as usize] == r);
    if all_apart && files.len() <= 1 {
        return People { population: total, of_row: None, counts };
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
    People { population, of_row: Some(of_row), counts }
}

fn keys_of(
    identities: &[Identity],
    contact_file: &ContactFile,
    file: usize,
    row: u32,
) -> Vec<(usize, u32)> {
    let mut keys = Vec::with_capacity(2);
    for (index, identity) in identities.iter().enumerate() {
        for (column, numbers) in &identity.files[file] {
            if let Some((_, codes)) = dictionary(contact_file, *column)
                && let code @ 1.. = codes.get(row)
            {
                let code = code as u32 - 1;
                keys.push((index, numbers.as_ref().map_or(code, |n| n[code as usize])));
            }
        }
    }
    keys
}

fn identities(files: &[ContactFile], total: usize) -> Vec<Identity> {
    let mut names: BTreeMap<(usize, &str), Vec<(usize, usize)>> = BTreeMap::new();
    for (file, contact_file) in files.iter().enumerate() {
        for (column, identity) in &contact_file.keys {
            names.entry((strength(identity), identity)).or_default().push((file, *column));
        }
    }
    names
        .into_iter()
        .map(|((strength, name), columns)| {
            let mut per_file: Vec<Vec<(usize, Option<Vec<u32>>)>> = vec![Vec::new(); files.len()];
            let mut keys = 0;
            if let [(file, column)] = columns[..] {
                // the only column of its identity: its dictionary is the numbering
                keys = dictionary(&files[file], column).map_or(0, |(values, _)| values.len());
                per_file[file].push((column, None));
            } else {
                let mut interner = TextsBuilder::keyed();
                for &(file, column) in &columns {
                    let Some((values, _)) = dictionary(&files[file], column) else { continue };
                    let numbers =
                        (0..values.len()).filter_map(|i| interner.intern(values.get(i))).collect();
                    per_file[file].push((column, Some(numbers)));
                }
                keys = keys.max(interner.into_values().len());
            }
            Identity {
                strength,
                exclusive: !matches!(name, "phone" | "email"),
                files: per_file,
                owner: vec![NONE; keys as usize],
                value: vec![NONE; total],
            }
        })
        .collect()
}

/// The dictionary of a key column.
fn dictionary(
    file: &ContactFile,
    column: usize,
) -> Option<(&crate::table::Arena, &crate::table::Codes)> {
    match &file.columns.get(column)?.data {
        Data::Texts(Texts::Dictionary { values, codes }) => Some((values, codes)),
        _ => None,
    }
}
