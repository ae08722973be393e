//! A typed column.

use super::decimal::Decimal;
use super::ints::{Ints, gather_bits};
use super::lists::TagLists;
use super::semantic::{Kind, Semantic};
use super::text::Texts;
use super::written::Written;
use crate::rowset::RowSet;
use std::sync::Arc;

/// A named, typed column. Every column of a table has the same number of rows.
#[derive(Debug, Clone)]
pub struct Column {
    /// Name, unique in its table.
    pub name: String,
    /// What the values mean.
    pub semantic: Semantic,
    /// ISO 4217 code of money, where the file says it.
    pub currency: Option<String>,
    /// The values.
    pub data: Data,
}

/// The values of a column.
#[derive(Debug, Clone)]
pub enum Data {
    /// Numbers as mantissas of `10^-scale`; dates as days since 1970-01-01 and datetimes as UTC milliseconds with scale 0.
    Ints {
        /// The mantissas.
        ints: Ints,
        /// Digits behind the point.
        scale: u8,
    },
    /// Yes or no.
    Bools {
        /// The rows that are true.
        values: RowSet,
        /// The rows with a value.
        present: RowSet,
    },
    /// Text, codes and genders.
    Texts(Texts),
    /// Tags; only in files, the dataset has them in its tag tree.
    Tags(TagLists),
}

/// One value, borrowed from a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A number.
    Number(Decimal),
    /// Days since 1970-01-01.
    Date(i32),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Datetime(i64),
    /// Yes or no.
    Bool(bool),
    /// Text, code or gender.
    Text(Written<'a>),
}

impl Column {
    /// The number of rows.
    pub fn len(&self) -> u32 {
        match &self.data {
            Data::Ints { ints, .. } => ints.len(),
            Data::Bools { present, .. } => present.universe(),
            Data::Texts(texts) => texts.len(),
            Data::Tags(tags) => tags.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The class of operators.
    pub fn kind(&self) -> Kind {
        self.semantic.kind()
    }

    /// The value of a row; `None` when it is missing. Tags are no single value and are always `None`.
    pub fn value(&self, row: u32) -> Option<Value<'_>> {
        match &self.data {
            Data::Ints { ints, scale } => ints.get(row).map(|v| match self.kind() {
                Kind::Date => Value::Date(v as i32),
                Kind::Datetime => Value::Datetime(v),
                _ => Value::Number(Decimal { mantissa: v, scale: *scale }),
            }),
            Data::Bools { values, present } => {
                present.contains(row).then(|| Value::Bool(values.contains(row)))
            }
            Data::Texts(texts) => texts.get(row).map(Value::Text),
            Data::Tags(_) => None,
        }
    }

    /// The rows with a value.
    pub fn present(&self) -> RowSet {
        match &self.data {
            Data::Ints { ints, .. } => ints.present().clone(),
            Data::Bools { present, .. } => present.clone(),
            Data::Texts(texts) => texts.present(),
            Data::Tags(tags) => RowSet::from_fn(tags.len(), |row| tags.is_tagged(row)),
        }
    }

    /// The same column with the given rows, in their order.
    pub fn gather(&self, rows: &[u32]) -> Self {
        let data = match &self.data {
            Data::Ints { ints, scale } => Data::Ints { ints: ints.gather(rows), scale: *scale },
            Data::Bools { values, present } => Data::Bools {
                values: gather_bits(values, rows),
                present: gather_bits(present, rows),
            },
            Data::Texts(texts) => Data::Texts(texts.gather(rows)),
            Data::Tags(tags) => Data::Tags(tags.gather(rows)),
        };
        Self {
            name: self.name.clone(),
            semantic: self.semantic,
            currency: self.currency.clone(),
            data,
        }
    }

    /// The same column with its rows in another order. Texts that do not repeat stay where they are.
    pub fn reorder(&self, order: &Arc<Vec<u32>>) -> Self {
        match &self.data {
            Data::Texts(texts) => Self {
                name: self.name.clone(),
                semantic: self.semantic,
                currency: self.currency.clone(),
                data: Data::Texts(texts.reorder(order)),
            },
            _ => self.gather(order),
        }
    }

    /// How many rows have a value.
    pub fn filled(&self) -> u32 {
        match &self.data {
            Data::Ints { ints, .. } => ints.present().len(),
            Data::Bools { present, .. } => present.len(),
            Data::Texts(texts) => texts.filled(),
            Data::Tags(tags) => (0..tags.len()).filter(|row| tags.is_tagged(*row)).count() as u32,
        }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        match &self.data {
            Data::Ints { ints, .. } => ints.bytes(),
            Data::Bools { values, present } => values.bytes() + present.bytes(),
            Data::Texts(texts) => texts.bytes(),
            Data::Tags(tags) => tags.bytes(),
        }
    }
}
