//! Events of contacts by what they are: of which kind, how many days ago.

use super::When;
use super::bind::{column, table};
use super::definition::bad;
use super::orders::Times;
use crate::error::{Code, Error, Result};
use crate::rule::preset::find_role;
use crate::session::Session;
use crate::table::{Data, EventTable, Texts};

/// The most different kinds that are told apart.
const MOST_KINDS: u32 = 500;

/// A table of events whose rows have kinds.
pub(super) struct Activity<'a> {
    pub table: &'a EventTable,
    times: Times<'a>,
    /// The names of the kinds; one without a name where no column tells them apart.
    pub kinds: Vec<String>,
    codes: Option<&'a Texts>,
    valid: Option<(&'a crate::rowset::RowSet, &'a crate::rowset::RowSet)>,
}

/// The table and the column that a definition names, or that are found under these roles.
pub(super) fn find(
    session: &Session,
    (named, roles): (Option<&String>, &[&str]),
    (kind, kind_roles): (Option<&String>, &[&str]),
) -> Option<(String, Option<String>)> {
    let found = |roles: &[&str]| roles.iter().find_map(|role| find_role(role, &session.schema));
    match (named, kind) {
        (Some(table), kind) => Some((table.clone(), kind.cloned())),
        (None, _) => roles.iter().zip(kind_roles).find_map(|(role, kind_role)| {
            let table = found(&[role])?;
            Some((table, kind.cloned().or_else(|| found(&[kind_role]))))
        }),
    }
}

impl<'a> Activity<'a> {
    /// # Errors
    /// [`Code::UnknownTable`], [`Code::UnknownField`], [`Code::NoTimeColumn`]; [`Code::BadScore`] for too many kinds.
    pub fn new(
        session: &'a Session,
        name: &str,
        kind: Option<&str>,
        when: &'a When,
    ) -> Result<Self> {
        let table = table(session, name)?;
        let times = Times::new(table, when.as_of, &when.zone)?;
        let (kinds, codes) = match kind {
            None => (vec![String::new()], None),
            Some(name) => {
                let of = column(table, name)?;
                match &of.data {
                    Data::Texts(texts @ Texts::Dictionary { values, .. })
                        if values.len() <= MOST_KINDS =>
                    {
                        let names = (0..values.len()).map(|at| values.get(at).to_owned());
                        (names.collect(), Some(texts))
                    }
                    _ => {
                        let reason = format!("{name} has too many different values, or no text");
                        return Err(bad(&reason).at("params"));
                    }
                }
            }
        };
        let valid = match table.valid.and_then(|at| table.columns.get(at)).map(|c| &c.data) {
            Some(Data::Bools { values, present }) => Some((values, present)),
            _ => None,
        };
        Ok(Self { table, times, kinds, codes, valid })
    }

    /// Calls `see` with the kind and the age in days of each event of a contact that has both and counts; ages below 0 lie
    /// in the future.
    pub fn each(&self, contact: u32, mut see: impl FnMut(u32, i32)) {
        self.each_row(contact, |_, kind, age| see(kind, age));
    }

    /// The same with the row of the event.
    pub fn each_row(&self, contact: u32, mut see: impl FnMut(u32, u32, i32)) {
        for row in self.table.rows_of(contact) {
            if self.valid.is_some_and(|(yes, some)| some.contains(row) && !yes.contains(row)) {
                continue;
            }
            let kind = match self.codes {
                Some(Texts::Dictionary { codes, .. }) => codes.get(row).checked_sub(1),
                _ => Some(0),
            };
            if let (Some(kind), Some(value)) = (kind, self.times.ints.get(row)) {
                see(row, kind as u32, self.times.age(value));
            }
        }
    }
}

/// A model that finds no table to read.
pub(super) fn lacks(model: &str, what: &str) -> Error {
    Error::new(Code::ScoreLacks).with("model", model).with("lacks", what).at("params")
}
