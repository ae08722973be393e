//! What an operator on one value may look at besides that value.

use super::Scope;
use super::plan::Planner;
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::Missing;
use crate::table::{Column, Data, Dataset, Ints};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The members of the segments that operators name as populations, by id.
pub type Populations = BTreeMap<String, Arc<RowSet>>;

/// The row that a value stands in, and the contacts that it is compared with.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub scope: &'a Scope<'a>,
    /// The event table of the row; `None` for a contact.
    pub table: Option<&'a str>,
    /// The columns of the row.
    pub columns: &'a [Arc<Column>],
    pub data: &'a Dataset,
    pub populations: &'a Populations,
}

impl<'a> Frame<'a> {
    /// Who chooses how rows are read.
    pub fn planner(&self) -> Planner<'a> {
        self.scope.planner(self.table)
    }

    /// A column of the same row.
    ///
    /// # Errors
    /// [`Code::UnknownField`].
    pub fn column(&self, name: &str) -> Result<&'a Column> {
        let found = self.columns.iter().find(|c| c.name == name).map(Arc::as_ref);
        found.ok_or_else(|| Error::new(Code::UnknownField).with("name", name))
    }

    /// A column of numbers or times of the same row, with the digits behind the point.
    ///
    /// # Errors
    /// [`Code::UnknownField`], [`Code::Internal`] for another kind of column.
    pub fn ints(&self, name: &str) -> Result<(&'a Ints, u8)> {
        ints_of(self.column(name)?)
    }
}

/// The numbers of a column, with the digits behind the point.
///
/// # Errors
/// [`Code::Internal`] when it has none.
pub fn ints_of(column: &Column) -> Result<(&Ints, u8)> {
    match &column.data {
        Data::Ints { ints, scale } => Ok((ints, *scale)),
        _ => Err(unchecked(&column.name)),
    }
}

/// What validation should have refused.
pub fn unchecked(what: &str) -> Error {
    Error::new(Code::Internal).with("reason", format!("{what} was not checked against the data"))
}

/// The rows for which an operator is true, with what is shown beside them.
#[derive(Debug)]
pub struct Found {
    pub set: RowSet,
    /// Of a negative operator: how many rows are in because they have no value.
    pub missing: Option<u32>,
    /// The numbers of the population that decided.
    pub cut: Vec<String>,
}

impl Found {
    /// What a positive operator finds.
    pub fn positive(set: RowSet) -> Self {
        Self { set, missing: None, cut: Vec::new() }
    }

    /// What a negative operator finds when its positive finds `set` among the rows that can be compared.
    pub fn negative(mut set: RowSet, comparable: &RowSet, policy: Missing) -> Self {
        set.complement();
        let absent = comparable.universe() - comparable.len();
        if policy == Missing::NoMatch {
            set.and(comparable);
            return Self { set, missing: Some(0), cut: Vec::new() };
        }
        Self { set, missing: Some(absent), cut: Vec::new() }
    }
}
