//! Whose each event is.
//!
//! A file's events are joined on the contacts' identity that knows most of their keys, for each of their key columns from
//! the strongest to the weakest until every event has its person. The identity that the file names wins a tie.

use super::people::{CHUNK, NONE, People};
use super::{ContactFile, EventStore, JoinCounts};
use crate::each_width;
use crate::table::{LOOK_UPS, ROWS_OF_CALL};

/// Keys that a choice is made from; the chosen identity answers for all.
const SAMPLE: usize = 4096;

/// The work of finding whose the events of one table are, in steps.
#[derive(Debug)]
pub struct Linker {
    /// The contact of each row, or [`NONE`].
    pub contact_of: Vec<u32>,
    /// Per file.
    pub counts: Vec<JoinCounts>,
    file: usize,
    key: usize,
    joined_on: Option<String>,
    unlinked: usize,
    work: Option<Work>,
}

/// What a step on a key column found.
enum Found {
    /// There is more to do.
    Unfinished,
    /// No identity knows any key.
    Nobody,
    /// The owners, by this identity.
    Owners(usize),
}

/// The work on one key column of one file.
#[derive(Debug)]
struct Work {
    /// The codes that the file uses.
    used: Vec<u32>,
    /// Every how many of them are looked at to choose.
    stride: usize,
    /// The identities that may be meant.
    candidates: Vec<usize>,
    /// The candidate that is tried, how many keys of it have been looked up, and how many it knows.
    trying: (usize, usize, usize),
    /// The candidate that knows most so far, and how many.
    best: Option<(usize, usize)>,
    /// The person of each code, and how many of those used are done.
    owners: Vec<u32>,
    resolved: usize,
}

impl Linker {
    /// Plans the work.
    pub fn new(store: &EventStore) -> Self {
        Self {
            contact_of: vec![NONE; store.rows()],
            counts: Vec::with_capacity(store.files.len()),
            file: 0,
            key: 0,
            joined_on: None,
            unlinked: usize::MAX,
            work: None,
        }
    }

    /// Does one step; says whether it was the last one.
    pub fn step(
        &mut self,
        store: &EventStore,
        contacts: &[ContactFile],
        people: &mut People,
    ) -> bool {
        let Some(file) = store.files.get(self.file) else { return true };
        let key = file.keys.get(self.key).filter(|_| self.unlinked > 0);
        let Some((name, identity)) = key else {
            let unlinked =
                if self.unlinked == usize::MAX { self.open(store) } else { self.unlinked } as u32;
            let joined_on = self.joined_on.take();
            self.counts.push(JoinCounts {
                file: file.id,
                table: store.name.clone(),
                unlinked,
                joined_on,
                superseded: file.updated.superseded,
                inserted: file.updated.inserted,
                updated: file.updated.changed,
                unchanged: file.updated.unchanged,
                ..JoinCounts::default()
            });
            (self.file, self.key, self.unlinked) = (self.file + 1, 0, usize::MAX);
            return self.file == store.files.len();
        };
        let work = match &mut self.work {
            Some(work) => work,
            none => none.insert(Work::new(store, self.file, name, identity, people)),
        };
        match work.step(store, name, contacts, people) {
            Found::Nobody => (self.key, self.work) = (self.key + 1, None),
            Found::Owners(chosen) => {
                let owners = std::mem::take(&mut work.owners);
                self.joined_on =
                    self.joined_on.take().or_else(|| Some(people.identities[chosen].name.clone()));
                if let Some((_, codes)) = store.dictionary(name) {
                    let is_of = |row| store.is_of(row, file);
                    each_width!(codes, v => give(&mut self.contact_of, v, &owners, is_of));
                }
                (self.key, self.work) = (self.key + 1, None);
                self.unlinked = self.open(store);
            }
            Found::Unfinished => {}
        }
        false
    }

    /// How many events of the file have no person yet.
    fn open(&self, store: &EventStore) -> usize {
        let Some(file) = store.files.get(self.file) else { return 0 };
        let open = |&(row, &contact): &(usize, &u32)| contact == NONE && store.is_of(row, file);
        self.contact_of.iter().enumerate().filter(open).count()
    }
}

/// Gives the rows without a contact the owner of their code, as far as the file has them.
fn give<T: Copy + Into<u64>>(
    contact_of: &mut [u32],
    codes: &[T],
    owners: &[u32],
    is_of: impl Fn(usize) -> bool,
) {
    let contacts = contact_of.chunks_mut(ROWS_OF_CALL);
    let pieces = contacts.zip(codes.chunks(ROWS_OF_CALL)).zip((0..).step_by(ROWS_OF_CALL));
    for ((contacts, codes), first) in pieces {
        give_some(contacts, codes, owners, |row| is_of(first + row));
    }
}

#[inline(never)]
fn give_some<T: Copy + Into<u64>>(
    contacts: &mut [u32],
    codes: &[T],
    owners: &[u32],
    is_of: impl Fn(usize) -> bool,
) {
    for ((contact, code), row) in contacts.iter_mut().zip(codes).zip(0..) {
        let code: u64 = (*code).into();
        if code != 0 && *contact == NONE && is_of(row) {
            *contact = owners[code as usize - 1];
        }
    }
}

/// Notes which codes the rows of a file have.
fn note<T: Copy + Into<u64>>(is_used: &mut [bool], codes: &[T], is_of: impl Fn(usize) -> bool) {
    for (codes, first) in codes.chunks(ROWS_OF_CALL).zip((0..).step_by(ROWS_OF_CALL)) {
        note_some(is_used, codes, |row| is_of(first + row));
    }
}

#[inline(never)]
fn note_some<T: Copy + Into<u64>>(
    is_used: &mut [bool],
    codes: &[T],
    is_of: impl Fn(usize) -> bool,
) {
    for (code, row) in codes.iter().zip(0..) {
        let code: u64 = (*code).into();
        is_used[code as usize] |= is_of(row);
    }
}

impl Work {
    fn new(store: &EventStore, file: usize, name: &str, identity: &str, people: &People) -> Self {
        let mut used = Vec::new();
        let mut owners = Vec::new();
        if let (Some((values, codes)), Some(file)) = (store.dictionary(name), store.files.get(file))
        {
            let mut is_used = vec![false; values.len() as usize + 1];
            each_width!(codes, v => note(&mut is_used, v, |row| store.is_of(row, file)));
            used = (0..values.len()).filter(|&code| is_used[code as usize + 1]).collect();
            owners = vec![NONE; values.len() as usize];
        }
        let mut candidates: Vec<usize> = (0..people.identities.len()).collect();
        let name_of = |i: usize| people.identities[i].name.as_str();
        candidates.sort_by_key(|&i| (name_of(i) != identity, name_of(i)));
        Self {
            stride: (used.len() / SAMPLE).max(1),
            used,
            candidates,
            trying: (0, 0, 0),
            best: None,
            owners,
            resolved: 0,
        }
    }

    /// Does one step: first chooses the identity, then looks up the owners.
    fn step(
        &mut self,
        store: &EventStore,
        name: &str,
        contacts: &[ContactFile],
        people: &mut People,
    ) -> Found {
        let Some((values, _)) = store.dictionary(name) else { return Found::Nobody };
        let (at, from, mut known) = self.trying;
        if let Some(&candidate) = self.candidates.get(at) {
            let Some(identity) = people.identities.get_mut(candidate) else { return Found::Nobody };
            if !identity.number(contacts) {
                return Found::Unfinished;
            }
            let sample = || self.used.iter().step_by(self.stride);
            let size = sample().len();
            for &code in sample().skip(from).take(CHUNK) {
                known += usize::from(identity.person(contacts, values.raw(code)) != NONE);
            }
            if from + CHUNK < size {
                self.trying = (at, from + CHUNK, known);
                return Found::Unfinished;
            }
            if known > self.best.map_or(0, |(_, most)| most) {
                self.best = Some((candidate, known));
            }
            let all = size > 0 && known == size;
            self.trying = (if all { self.candidates.len() } else { at + 1 }, 0, 0);
            return Found::Unfinished;
        }
        let Some((chosen, _)) = self.best else {
            if self.stride == 1 {
                return Found::Nobody;
            }
            // nobody in the sample: all keys are looked at
            (self.stride, self.trying) = (1, (0, 0, 0));
            return Found::Unfinished;
        };
        let Some(identity) = people.identities.get(chosen) else { return Found::Nobody };
        let end = self.used.len().min(self.resolved + CHUNK);
        let codes = self.used.get(self.resolved..end).unwrap_or(&[]);
        for codes in codes.chunks(LOOK_UPS) {
            identity.fetch(contacts, codes.iter().map(|&code| values.raw(code)));
            for &code in codes {
                if let Some(owner) = self.owners.get_mut(code as usize) {
                    *owner = identity.person(contacts, values.raw(code));
                }
            }
        }
        self.resolved = end;
        if end == self.used.len() { Found::Owners(chosen) } else { Found::Unfinished }
    }
}
