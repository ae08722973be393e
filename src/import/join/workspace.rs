//! What was read from the files, and how files come and go.

use super::{ContactFile, EventFile, EventStore, Rules, Upsert};
use crate::error::Result;
use crate::import::{RowsAre, Source};
use crate::table::Taggings;

/// Everything that was read, by file.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// Contact files, in load order.
    pub contacts: Vec<ContactFile>,
    /// Event tables, in order of their first file.
    pub events: Vec<EventStore>,
    /// Where it is recorded when and by whom tags were given; without effect while there is no such table or column.
    pub taggings: Option<Taggings>,
    /// What a person says of who is who.
    pub rules: Rules,
}

impl Workspace {
    /// Name of the column with the main key: the strongest key of the first contact file.
    pub fn main_key(&self) -> Option<String> {
        let first = self.contacts.first()?;
        let (at, _) = first.keys.first()?;
        first.columns.get(*at).map(|c| c.name.clone())
    }

    /// The record of taggings: the named one, when its table and columns are there, otherwise the first event table
    /// with times and a column of tags.
    pub(super) fn taggings(&self) -> Option<Taggings> {
        let Some(record) = self.taggings.as_ref() else {
            return self.events.iter().find_map(EventStore::taggings);
        };
        let store = self.events.iter().find(|e| e.name == record.table)?;
        let has = |name: &String| store.columns.iter().any(|c| c.name == *name);
        let is_there = has(&record.tag) && record.source.as_ref().is_none_or(has);
        is_there.then(|| record.clone())
    }

    /// Takes a file in. The dataset has it after the next [`super::Join`]. With `upsert`, rows of earlier files give way to its
    /// rows; for events it names the column of their ids.
    ///
    /// # Errors
    /// [`crate::Code::BadPlan`] when its columns do not fit a table with the same name, [`crate::Code::TooLarge`] beyond 2³¹
    /// rows, those that were replaced meanwhile among them.
    pub fn add(&mut self, id: u32, source: Source, upsert: Option<Upsert>) -> Result<()> {
        self.put(id, source, upsert, None)
    }

    /// Takes what a file gives (of items: the orders, then the items) in at the place of another file.
    ///
    /// # Errors
    /// As [`Workspace::add`].
    pub fn replace(
        &mut self,
        old: u32,
        id: u32,
        parts: Vec<(Source, Option<Upsert>)>,
    ) -> Result<()> {
        let place = |source: &Source| match source.plan.rows_are {
            RowsAre::Contacts => self.contacts.iter().position(|f| f.id == old),
            RowsAre::Events => {
                let mut events = self.events.iter().filter(|e| e.name == source.plan.table);
                events.find_map(|e| e.files.iter().position(|f| f.id == old))
            }
        };
        let places: Vec<Option<usize>> = parts.iter().map(|(source, _)| place(source)).collect();
        self.remove(old);
        let contacts = self.contacts.iter_mut().map(|f| &mut f.upsert);
        let events = self.events.iter_mut().flat_map(|e| &mut e.files).map(|f| &mut f.upsert);
        for upsert in contacts.chain(events).flatten() {
            upsert.into = upsert.into.map(|into| if into == old { id } else { into });
        }
        for ((source, upsert), place) in parts.into_iter().zip(places) {
            self.put(id, source, upsert, place)?;
        }
        Ok(())
    }

    /// Takes a file in, at a place among those that are there or behind them.
    fn put(
        &mut self,
        id: u32,
        source: Source,
        upsert: Option<Upsert>,
        place: Option<usize>,
    ) -> Result<()> {
        match source.plan.rows_are {
            RowsAre::Contacts => {
                let place = place.unwrap_or(self.contacts.len());
                self.contacts.insert(place, ContactFile::new(id, source, upsert));
            }
            RowsAre::Events => {
                let file = EventFile::new(id, &source, upsert);
                match self.events.iter_mut().find(|e| e.name == source.plan.table) {
                    Some(store) => {
                        store.append(file, source)?;
                        if let Some(file) = store.files.pop() {
                            let last = store.files.len();
                            store.files.insert(place.unwrap_or(last).min(last), file);
                        }
                    }
                    None => self.events.push(EventStore::new(file, source)),
                }
            }
        }
        Ok(())
    }

    /// Forgets a file.
    pub fn remove(&mut self, id: u32) {
        self.contacts.retain(|f| f.id != id);
        for store in &mut self.events {
            if store.files.iter().any(|f| f.id == id) {
                store.remove(id);
            }
        }
        self.events.retain(|store| !store.files.is_empty());
    }
}
