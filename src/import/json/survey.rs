//! Which lists of objects a document has, and which of them is the table.

use super::reader::{Fault, Reader};
use std::collections::BTreeMap;

/// Different places of a document that are looked at; a dictionary with a key per person has more and is no table.
const MAX_PLACES: usize = 4096;
/// Lists that are the records where they occur, whatever else the document has; the first two are taken apart.
const KNOWN: [&str; 5] =
    ["follow_user", "tag_group[].tag", "external_contact_list", "user_info_list", "member_list"];

/// The way to the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Where it leads, in words.
    pub path: String,
    /// Objects there.
    pub records: u32,
    /// From the document to the objects: keys, and lists to go through.
    pub steps: Vec<Step>,
    /// The number of steps to the object that each record repeats; `None` when records stand alone.
    pub parent: Option<usize>,
    /// Whether the name is that of a known interface; 0 goes before 1.
    pub known: Option<u8>,
}

/// A step on the way to the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into the value of this key.
    Key(String),
    /// Into every element.
    Each,
}

#[derive(Debug, Default)]
struct Place {
    parent: usize,
    key: String,
    children: BTreeMap<String, usize>,
    /// Objects in a list here, and values here that are no list.
    objects: u32,
    alone: u32,
}

/// A document walked through once.
#[derive(Debug)]
pub struct Survey {
    places: Vec<Place>,
}

impl Survey {
    /// Walks through a document; several values one behind the other are a list.
    ///
    /// # Errors
    /// What is no JSON.
    pub fn of(text: &str) -> Result<Self, Fault> {
        let mut survey = Self::new();
        let mut reader = Reader::new(text);
        let mut values = 0u32;
        while reader.peek().is_some() {
            survey.value(&mut reader, 0)?;
            values += 1;
        }
        if values > 1
            && let Some(root) = survey.places.first_mut()
        {
            root.objects += std::mem::take(&mut root.alone);
        }
        Ok(survey)
    }

    /// Nothing is walked through yet.
    pub fn new() -> Self {
        Self { places: vec![Place::default()] }
    }

    /// Takes one record of many.
    ///
    /// # Errors
    /// What is no JSON.
    pub fn record(&mut self, text: &str) -> Result<(), Fault> {
        let mut reader = Reader::new(text);
        self.value(&mut reader, 0)?;
        if let Some(root) = self.places.first_mut() {
            root.objects += std::mem::take(&mut root.alone);
        }
        Ok(())
    }

    fn value(&mut self, reader: &mut Reader<'_>, place: usize) -> Result<(), Fault> {
        match reader.peek() {
            Some(b'{') => {
                self.count(place, |p| &mut p.alone);
                self.members(reader, place)
            }
            Some(b'[') => reader.list(|reader| match reader.peek() {
                Some(b'{') => {
                    self.count(place, |p| &mut p.objects);
                    self.members(reader, place)
                }
                _ => reader.skip(),
            }),
            _ => reader.scalar().map(|_| ()),
        }
    }

    fn count(&mut self, place: usize, which: impl Fn(&mut Place) -> &mut u32) {
        if let Some(place) = self.places.get_mut(place) {
            let count = which(place);
            *count = count.saturating_add(1);
        }
    }

    fn members(&mut self, reader: &mut Reader<'_>, place: usize) -> Result<(), Fault> {
        reader.object(|reader, key| match reader.peek() {
            Some(b'{' | b'[') => match self.child(place, &key) {
                Some(child) => self.value(reader, child),
                None => reader.skip(),
            },
            _ => reader.scalar().map(|_| ()),
        })
    }

    fn child(&mut self, place: usize, key: &str) -> Option<usize> {
        if let Some(&child) = self.places.get(place)?.children.get(key) {
            return Some(child);
        }
        if self.places.len() >= MAX_PLACES {
            return None;
        }
        let child = self.places.len();
        self.places.push(Place { parent: place, key: key.to_owned(), ..Place::default() });
        self.places.get_mut(place)?.children.insert(key.to_owned(), child);
        Some(child)
    }

    /// The ways to every list of objects, the one to take first.
    pub fn ways(&self) -> Vec<Way> {
        let mut ways: Vec<Way> = (0..self.places.len()).flat_map(|i| self.ways_to(i)).collect();
        if ways.is_empty() && self.places.first().is_some_and(|root| root.alone > 0) {
            ways.push(Way {
                path: String::new(),
                records: 1,
                steps: Vec::new(),
                parent: None,
                known: None,
            });
        }
        // known lists first, then lists that are in no other list, then the largest one, then the one that is nearest
        ways.sort_by_key(|w| {
            let lists = w.steps.iter().filter(|s| **s == Step::Each).count();
            (
                w.known.unwrap_or(u8::MAX),
                lists.max(1),
                u32::MAX - w.records,
                w.parent.is_none(),
                w.steps.len(),
            )
        });
        ways
    }

    /// The ways to the objects in a list here: alone, and with what stands around the list.
    fn ways_to(&self, index: usize) -> Vec<Way> {
        let Some(place) = self.places.get(index) else { return Vec::new() };
        if place.objects == 0 {
            return Vec::new();
        }
        let mut chain = vec![index];
        let mut at = index;
        while at != 0 {
            at = self.places.get(at).map_or(0, |p| p.parent);
            chain.push(at);
        }
        chain.reverse();
        let (mut steps, mut names) = (Vec::new(), String::new());
        let mut parent = None;
        for (n, &i) in chain.iter().enumerate() {
            let Some(place) = self.places.get(i) else { return Vec::new() };
            if n > 0 {
                steps.push(Step::Key(place.key.clone()));
                if !names.is_empty() {
                    names.push('.');
                }
                names.push_str(&place.key);
            }
            if place.objects > 0 {
                steps.push(Step::Each);
                if i != index {
                    names.push_str("[]");
                    parent = Some(steps.len());
                }
            }
        }
        let known = KNOWN
            .iter()
            .position(|k| {
                names == *k || names.strip_suffix(k).is_some_and(|t| t.ends_with(['.', ']']))
            })
            .map(|position| u8::from(position > 1));
        let way = |path: String, parent| Way {
            path,
            records: place.objects,
            steps: steps.clone(),
            parent,
            known,
        };
        match parent {
            Some(_) => vec![way(format!("{names}[]"), parent)],
            // the staff of one contact: what is said about the contact belongs to each of them
            None if place.key == "follow_user" => {
                vec![way(format!("{names}[]"), Some(steps.len() - 2)), way(names, None)]
            }
            None => vec![way(names, None)],
        }
    }
}
