//! Who entered and who left between two lists of members.

use crate::error::{Code, Error, Result};
use crate::insight::Words;
use crate::rowset::RowSet;
use crate::rule::identity;
use crate::session::{MembersPage, MembersRef, Moved, MovedPart, Movement, PageOptions, Session};
use crate::time::Zone;
use std::cmp::Ordering;
use std::sync::Arc;

impl Session {
    /// Who entered, left and stayed from one list of members to another: snapshots, or segments as they are now.
    ///
    /// # Errors
    /// [`Code::UnknownSegment`], [`Code::UnknownSnapshot`], [`Code::NoKey`], or what is wrong with a segment.
    pub fn movement(&mut self, from: &MembersRef, to: &MembersRef) -> Result<Movement> {
        let mut part = |moved| -> Result<MovedPart> {
            let keys = self.moved_keys(from, to, moved)?;
            let loaded = self.rows_of(&keys).len();
            Ok(MovedPart { keys: keys.len() as u32, loaded })
        };
        let entered = part(Moved::Entered)?;
        let left = part(Moved::Left)?;
        let stayed = part(Moved::Stayed)?;
        let (a, b) = (self.origin(from), self.origin(to));
        let same = |a: String, b: String| (!a.is_empty() && !b.is_empty()).then(|| a == b);
        Ok(Movement { entered, left, stayed, same_rule: same(a.0, b.0), same_data: same(a.1, b.1) })
    }

    /// A page of those who entered, left or stayed and are contacts of the loaded data.
    ///
    /// # Errors
    /// As [`Session::movement`]; [`Code::NoSuchColumn`].
    pub fn moved_members(
        &mut self,
        from: &MembersRef,
        to: &MembersRef,
        moved: Moved,
        options: &PageOptions,
        words: &Words,
    ) -> Result<MembersPage> {
        let keys = self.moved_keys(from, to, moved)?;
        let segment = self.library.get(&to.segment).or_else(|| self.library.get(&from.segment));
        let zone = segment.and_then(|d| Zone::named(&d.zone).ok()).unwrap_or_else(Zone::utc);
        self.page_of(&self.rows_of(&keys), &zone, options, words)
    }

    /// The main keys of those who entered, left or stayed, in code point order.
    ///
    /// # Errors
    /// As [`Session::movement`].
    pub fn moved_keys(
        &mut self,
        from: &MembersRef,
        to: &MembersRef,
        moved: Moved,
    ) -> Result<Vec<String>> {
        let (from, to) = (self.keys_of(from)?, self.keys_of(to)?);
        Ok(match moved {
            Moved::Entered => only(&to, &from, false),
            Moved::Left => only(&from, &to, false),
            Moved::Stayed => only(&to, &from, true),
        })
    }

    /// The main keys of a list of members, in code point order.
    fn keys_of(&mut self, members: &MembersRef) -> Result<Arc<[String]>> {
        if let Some(id) = &members.snapshot {
            let key = (members.segment.clone(), id.clone());
            let unknown = || Error::new(Code::UnknownSnapshot).with("id", id).with("hint", "");
            return self.snapshots.get(&key).cloned().ok_or_else(unknown);
        }
        let document = self.segment_document(&members.segment)?.clone();
        if self.data.key.is_none() {
            return Err(Error::new(Code::NoKey));
        }
        let rows = self.evaluator().audience(&document)?;
        let mut keys: Vec<String> = rows.iter().filter_map(|row| self.main_key(row)).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(keys.into())
    }

    /// The contacts whose main key is among these, which are in code point order.
    fn rows_of(&self, keys: &[String]) -> RowSet {
        if keys.is_empty() {
            return RowSet::empty(self.data.population);
        }
        RowSet::from_fn(self.data.population, |row| {
            self.main_key(row).is_some_and(|key| keys.binary_search(&key).is_ok())
        })
    }

    /// The hash of the rule and the fingerprint of the data; empty where it is not known.
    fn origin(&mut self, members: &MembersRef) -> (String, String) {
        match &members.snapshot {
            Some(id) => self
                .kept
                .get(&members.segment)
                .and_then(|kept| kept.snapshots.iter().find(|s| s.id == *id))
                .map(|s| (s.hash.clone(), s.fingerprint.clone()))
                .unwrap_or_default(),
            None => {
                let hash = self.library.get(&members.segment).map(identity).unwrap_or_default();
                (hash, self.fingerprint())
            }
        }
    }
}

/// The keys of `of` that `other` has too, or that it does not have; both are in order.
fn only(of: &[String], other: &[String], in_other: bool) -> Vec<String> {
    let mut rest = other.iter().peekable();
    let keep = |key: &&String| {
        while rest.next_if(|other| other.as_str().cmp(key.as_str()) == Ordering::Less).is_some() {}
        rest.peek().is_some_and(|other| other == key) == in_other
    };
    of.iter().filter(keep).cloned().collect()
}
