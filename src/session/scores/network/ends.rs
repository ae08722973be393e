//! The contacts that a column names by their keys.

use crate::error::Result;
use crate::eval::Keys;
use crate::session::Session;
use crate::session::scores::definition::bad;
use crate::table::{Column, Data, KeyTable, Texts, Value};
use std::borrow::Cow;

/// Nobody has the key.
const NOBODY: u32 = u32::MAX;
/// Several contacts have it, so that it says nothing.
const SEVERAL: u32 = u32::MAX - 1;

/// Whom a row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A contact.
    Contact(u32),
    /// A key that no contact has.
    Unknown,
    /// A key that several contacts have.
    Ambiguous,
    /// Nothing.
    Missing,
}

/// The different keys of a column, and the contact that each names.
#[derive(Debug)]
pub(super) struct Ends {
    /// Per row the number of its key and 1, or 0.
    of_row: Vec<u32>,
    /// Per key its contact.
    owners: Vec<u32>,
    /// The identity by which contacts are found.
    pub identity: String,
}

impl Ends {
    /// Looks the keys of a column up among the phones of all contacts where it has phones, their e-mails where it has e-mails,
    /// and otherwise in the identity that knows most of them, the strongest first. Costs one pass over the key columns.
    ///
    /// # Errors
    /// [`crate::Code::BadScore`] when contacts have no keys.
    pub fn new(session: &Session, column: &Column) -> Result<Self> {
        let (texts, of_row) = distinct(column);
        let mut table = KeyTable::default();
        table.reserve(texts.len());
        for (text, number) in texts.iter().zip(0..) {
            table.insert(text.as_bytes(), number);
        }
        let find = |text: &str| {
            table.find(text, |n| texts.get(n as usize).is_some_and(|known| known == text))
        };
        let mut best: Option<(u32, String, Vec<u32>)> = None;
        for identity in identities(session, column) {
            let owners = owners(session, &identity, texts.len(), &find);
            let known = owners.iter().filter(|owner| **owner < SEVERAL).count() as u32;
            if best.as_ref().is_none_or(|(most, ..)| known > *most) {
                best = Some((known, identity, owners));
            }
        }
        let (_, identity, owners) =
            best.ok_or_else(|| bad(&"contacts have no keys that it could name").at("params.to"))?;
        Ok(Self { of_row, owners, identity })
    }

    /// Whom a row names.
    pub fn get(&self, row: u32) -> End {
        let code = self.of_row.get(row as usize).copied().unwrap_or(0);
        let Some(key) = code.checked_sub(1) else { return End::Missing };
        match self.owners.get(key as usize) {
            Some(&SEVERAL) => End::Ambiguous,
            Some(&NOBODY) | None => End::Unknown,
            Some(contact) => End::Contact(*contact),
        }
    }

    /// The number of a row's key: rows with the same key have the same.
    pub fn key(&self, row: u32) -> Option<u32> {
        self.of_row.get(row as usize)?.checked_sub(1)
    }
}

/// The different values of a column as text, and the number of each row's, 0 of rows without one.
fn distinct(column: &Column) -> (Vec<Cow<'_, str>>, Vec<u32>) {
    if let Data::Texts(Texts::Dictionary { values, codes, .. }) = &column.data {
        let texts = (0..values.len()).map(|at| Cow::Borrowed(values.get(at))).collect();
        return (texts, (0..codes.len()).map(|row| codes.get(row) as u32).collect());
    }
    let keys = Keys::of(column);
    let (mut table, mut texts) = (KeyTable::default(), Vec::<Cow<'_, str>>::new());
    let of_row = (0..column.len()).map(|row| {
        let Some(text) = keys.get(row) else { return 0 };
        let is_text = |n: u32| texts.get(n as usize).is_some_and(|known| *known == text);
        if let Some(number) = table.find(text.as_ref(), is_text) {
            return number + 1;
        }
        table.insert(text.as_ref(), texts.len() as u32);
        texts.push(text);
        texts.len() as u32
    });
    let of_row = of_row.collect();
    (texts, of_row)
}

/// The identities that a column may speak of, strongest first.
fn identities(session: &Session, column: &Column) -> Vec<String> {
    let rules = &session.workspace.rules;
    let files = session.workspace.contacts.iter();
    let mut all: Vec<&str> = files.flat_map(|f| f.keys.iter().map(|(_, i)| i.as_str())).collect();
    all.sort_by_key(|name| (rules.priority(name), *name));
    all.dedup();
    let only = match column.semantic {
        crate::table::Semantic::Phone => Some("phone"),
        crate::table::Semantic::Email => Some("email"),
        _ => None,
    };
    let fits = |name: &&str| only.is_none_or(|only| only == *name);
    let fitting: Vec<String> = all.iter().copied().filter(fits).map(str::to_owned).collect();
    if fitting.is_empty() { all.into_iter().map(str::to_owned).collect() } else { fitting }
}

/// The contact of each key in an identity.
fn owners(
    session: &Session,
    identity: &str,
    keys: usize,
    find: &dyn Fn(&str) -> Option<u32>,
) -> Vec<u32> {
    let mut owners = vec![NOBODY; keys];
    let mut own = |text: &str, person: u32| {
        let Some(owner) = find(text).and_then(|key| owners.get_mut(key as usize)) else { return };
        *owner = match *owner {
            NOBODY => person,
            same if same == person => person,
            _ => SEVERAL,
        };
    };
    for (at, file) in session.workspace.contacts.iter().enumerate() {
        for (index, _) in file.keys.iter().filter(|(_, name)| name == identity) {
            let Some(column) = file.columns.get(*index) else { continue };
            for row in 0..file.rows {
                if let Some(Value::Text(text)) = column.value(row) {
                    own(&text, session.person((at, row)));
                }
            }
            for further in file.further.iter().filter(|f| f.column == *index) {
                for (row, text) in further.all() {
                    own(&text, session.person((at, row)));
                }
            }
        }
    }
    owners
}
