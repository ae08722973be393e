//! The main keys of contacts: the order in which ties are broken.

use crate::table::{Column, Data, Dataset, Texts, Value};
use crate::time::{Zone, civil};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A column of keys, as text.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    column: Option<&'a Column>,
}

impl<'a> Keys<'a> {
    /// The main keys of the contacts; nobody has one when there is no key column.
    pub fn main(data: &'a Dataset) -> Self {
        Self { column: data.key.as_deref().and_then(|name| data.column(name)) }
    }

    /// The keys in a column.
    pub fn of(column: &'a Column) -> Self {
        Self { column: Some(column) }
    }

    /// The key of a row: text as stored, everything else as it is exported.
    pub fn get(self, row: u32) -> Option<Cow<'a, str>> {
        Some(match self.column?.value(row)? {
            Value::Text(text) => text.into_cow(),
            Value::Number(number) => number.to_string().into(),
            Value::Date(day) => civil::format(day).into(),
            Value::Datetime(instant) => Zone::utc().format_local(instant).into(),
            Value::Bool(value) => value.to_string().into(),
        })
    }

    /// The texts with their dictionary, where they are text.
    pub fn texts(self) -> Option<&'a Texts> {
        match &self.column?.data {
            Data::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// By key in code point order; rows without one last, in their order.
    pub fn compare(self, a: u32, b: u32) -> Ordering {
        match (self.get(a), self.get(b)) {
            (Some(x), Some(y)) => x.cmp(&y).then(a.cmp(&b)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => a.cmp(&b),
        }
    }
}
