//! Who is who: the identities and what they did, the people made of several rows, and the rows that were kept
//! apart.

use super::{
    ConflictPage, ContactEntry, IdentityInfo, JoinedBy, KeyConflict, KeyValue, MergeReport,
    MergedPage, MergedPerson, Session, SharedValue, SourceRow,
};
use crate::error::{Code, Error, Result};
use crate::import::join::{IdentityRule, MOST_IDS, MOST_ROWS, is_exclusive};
use crate::privacy::mask;
use crate::table::{Semantic, fold};
use roaring::RoaringBitmap;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Rows of one person that are told.
const ROWS_TOLD: usize = 100;
/// Entries of a page at most.
const PAGE: u32 = 1000;

/// A row by the place of its file.
type Place = (usize, u32);

impl Session {
    /// The identities of the contact files, strongest first. Costs one pass over the key columns.
    pub fn identities(&self) -> Vec<IdentityInfo> {
        let rules = &self.workspace.rules;
        let of_files = self.workspace.contacts.iter().flat_map(|f| f.keys.iter().map(|(_, i)| i));
        let listed = rules.identities.iter().map(|i| &i.name);
        let mut names: Vec<&String> = of_files.chain(listed).collect();
        names.sort_by_key(|name| (rules.priority(name), name.as_str()));
        names.dedup();
        let merges = &self.who.merges;
        let by: BTreeMap<String, u32> = merges.by_cause().into_iter().collect();
        let mut infos = Vec::with_capacity(names.len());
        for (priority, name) in names.into_iter().enumerate() {
            let rule = rules.of(name);
            let exclusive = is_exclusive(name);
            let place = merges.identities.iter().position(|i| i == name);
            let (values, people, rows) = self.reach(name);
            infos.push(IdentityInfo {
                name: name.clone(),
                priority: priority as u32,
                joins: rule.joins,
                exclusive,
                most_ids: rule.most_ids.unwrap_or(MOST_IDS),
                most_rows: if exclusive { 0 } else { rule.most_rows.unwrap_or(MOST_ROWS) },
                values,
                people,
                rows,
                joined: by.get(name).copied().unwrap_or(0),
                shared: place.and_then(|at| merges.shared_of.get(at)).copied().unwrap_or(0),
            });
        }
        infos
    }

    /// Different values of an identity, people and rows that have one.
    fn reach(&self, identity: &str) -> (u32, u32, u32) {
        let mut values: Vec<Cow<'_, str>> = Vec::new();
        let (mut people, mut rows) = (RoaringBitmap::new(), 0);
        for (at, file) in self.workspace.contacts.iter().enumerate() {
            let columns: Vec<usize> =
                file.keys.iter().filter(|(_, i)| i == identity).map(|(at, _)| *at).collect();
            for row in 0..file.rows {
                let before = values.len();
                for &column in &columns {
                    values.extend(file.key_texts(column, row).map(|(_, text)| text.into_cow()));
                }
                if values.len() > before {
                    rows += 1;
                    people.insert(self.person((at, row)));
                }
            }
        }
        values.sort_unstable();
        values.dedup();
        (values.len() as u32, people.len() as u32, rows)
    }

    pub(super) fn person(&self, (file, row): Place) -> u32 {
        let of = self.who.of_row.as_ref().and_then(|of| of.get(file)?.get(row as usize));
        of.copied().unwrap_or(row)
    }

    /// The people in whose cells a folded text occurs behind the first number or address.
    pub(super) fn named_further(&self, needle: &str) -> RoaringBitmap {
        let mut people = RoaringBitmap::new();
        for (at, file) in self.workspace.contacts.iter().enumerate() {
            for (row, text) in file.further.iter().flat_map(|f| f.all()) {
                if fold(&text).contains(needle) {
                    people.insert(self.person((at, row)));
                }
            }
        }
        people
    }

    /// The record of a row among all.
    fn record(&self, (file, row): Place) -> u32 {
        self.workspace.contacts.iter().take(file).map(|f| f.rows).sum::<u32>() + row
    }

    fn place(&self, record: u32) -> Option<Place> {
        let mut row = record;
        for (at, file) in self.workspace.contacts.iter().enumerate() {
            if row < file.rows {
                return Some((at, row));
            }
            row -= file.rows;
        }
        None
    }

    /// Changes order and effect of the identities; carried out by [`Session::advance`].
    ///
    /// # Errors
    /// [`Code::BadPlan`] when an identity is named twice.
    pub fn set_identities(&mut self, identities: Vec<IdentityRule>) -> Result<()> {
        for (at, rule) in identities.iter().enumerate() {
            if identities.iter().take(at).any(|r| r.name == rule.name) {
                let reason = format!("the identity {} is named twice", rule.name);
                return Err(Error::new(Code::BadPlan).with("reason", reason));
            }
        }
        self.change(|rules| rules.identities = identities);
        Ok(())
    }

    /// What joining did with the contact rows.
    pub fn merge_report(&self, reveal: bool) -> MergeReport {
        let merges = &self.who.merges;
        let shared = merges.shared.iter().map(|s| SharedValue {
            identity: s.identity.clone(),
            value: shown(&s.identity, &s.value, reveal),
            why: s.why,
            rows: s.rows,
            ids: s.ids,
        });
        MergeReport {
            version: self.data.version,
            rows: self.workspace.contacts.iter().map(|f| f.rows).sum(),
            people: self.data.population,
            people_of_several: merges.several.len() as u32,
            within_files: merges.within_files,
            across_files: merges.across_files,
            joined_by: merges
                .by_cause()
                .into_iter()
                .map(|(identity, rows)| JoinedBy { identity, rows })
                .collect(),
            conflicts: merges.conflict_count,
            split_rows: merges.alone.len() as u32,
            shared: merges.shared_count,
            shared_values: shared.collect(),
        }
    }

    /// A page of the people made of several rows, at most 1,000.
    pub fn merged(&self, offset: u32, limit: u32, reveal: bool) -> MergedPage {
        let several = &self.who.merges.several;
        let page: Vec<u32> =
            several.iter().skip(offset as usize).take(limit.min(PAGE) as usize).collect();
        let rows = self.rows_of_people(&page);
        let people = page.into_iter().map(|person| {
            let places = rows.get(&person).map_or(&[][..], Vec::as_slice);
            MergedPerson {
                contact: self.contact_entry(person, reveal),
                row_count: places.len() as u32,
                rows: self.told(places, reveal),
            }
        });
        MergedPage { total: several.len() as u32, offset, people: people.collect() }
    }

    /// The rows that a contact is made of, at most 100.
    pub(super) fn sources_of(&self, person: u32, reveal: bool) -> Vec<SourceRow> {
        let rows = self.rows_of_people(&[person]);
        self.told(rows.get(&person).map_or(&[], Vec::as_slice), reveal)
    }

    fn told(&self, places: &[Place], reveal: bool) -> Vec<SourceRow> {
        places.iter().take(ROWS_TOLD).filter_map(|&p| self.source_row(p, reveal)).collect()
    }

    fn rows_of_people(&self, people: &[u32]) -> BTreeMap<u32, Vec<Place>> {
        let wanted: RoaringBitmap = people.iter().copied().collect();
        let mut rows: BTreeMap<u32, Vec<Place>> = BTreeMap::new();
        let Some(of_row) = &self.who.of_row else {
            let all = self.workspace.contacts.first().map_or(0, |f| f.rows);
            return wanted
                .iter()
                .filter(|row| *row < all)
                .map(|row| (row, vec![(0, row)]))
                .collect();
        };
        for (file, of) in of_row.iter().enumerate() {
            for (&person, row) in of.iter().zip(0..) {
                if wanted.contains(person) {
                    rows.entry(person).or_default().push((file, row));
                }
            }
        }
        rows
    }

    fn source_row(&self, place: Place, reveal: bool) -> Option<SourceRow> {
        let (at, row) = place;
        let file = self.workspace.contacts.get(at)?;
        let rules = &self.workspace.rules;
        let mut keys: Vec<KeyValue> = file
            .keys
            .iter()
            .flat_map(|(at, identity)| {
                file.key_texts(*at, row).map(move |(column, text)| KeyValue {
                    identity: identity.clone(),
                    column: column.to_owned(),
                    value: shown(identity, &text, reveal),
                })
            })
            .collect();
        keys.sort_by_key(|k| rules.priority(&k.identity));
        let record = self.record(place);
        Some(SourceRow {
            file: file.id,
            name: file.name.clone(),
            record: file.record(row),
            keys,
            joined_by: self.who.merges.joined_by(record).map(str::to_owned),
            split: self.who.merges.alone.contains(record),
        })
    }

    /// A page of the rows that were kept apart, at most 1,000.
    pub fn conflicts(&self, offset: u32, limit: u32, reveal: bool) -> ConflictPage {
        let merges = &self.who.merges;
        let name = |at: u8| merges.identities.get(usize::from(at)).cloned().unwrap_or_default();
        let entry = |record: u32| -> ContactEntry {
            let person = self.place(record).map_or(0, |place| self.person(place));
            self.contact_entry(person, reveal)
        };
        let page = merges.conflicts.iter().skip(offset as usize).take(limit.min(PAGE) as usize);
        let conflicts = page.map(|conflict| {
            let (identity, differs) = (name(conflict.identity), name(conflict.differs));
            KeyConflict {
                value: shown(&identity, &conflict.value, reveal),
                values: conflict.values.each_ref().map(|value| shown(&differs, value, reveal)),
                contacts: conflict.records.map(entry),
                rows: conflict
                    .records
                    .iter()
                    .filter_map(|&record| self.source_row(self.place(record)?, reveal))
                    .collect(),
                identity,
                differs,
            }
        });
        ConflictPage {
            total: merges.conflict_count,
            kept: merges.conflicts.len() as u32,
            offset,
            conflicts: conflicts.collect(),
        }
    }
}

/// A key value as it is shown.
fn shown(identity: &str, value: &str, reveal: bool) -> String {
    let semantic = match identity {
        "phone" => Semantic::Phone,
        "email" => Semantic::Email,
        _ => Semantic::Id,
    };
    if reveal { value.to_owned() } else { mask(value, semantic) }
}
