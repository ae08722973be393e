//! A column of events that says yes or no in its own way, and columns that are found by their header.

use super::bind::column;
use super::definition::bad;
use crate::error::Result;
use crate::rowset::RowSet;
use crate::table::{Column, Data, EventTable, Ints, Kind, Texts};

/// Texts that say no, in lower case.
const NO: [&str; 10] = ["无", "否", "没有", "未使用", "未用", "no", "none", "false", "0", "-"];

/// A column that tells whether something was: yes; a number other than 0; a text that does not say no.
pub(super) enum Flag<'a> {
    Bools(&'a RowSet),
    Numbers(&'a Ints),
    Texts(&'a Texts),
}

impl<'a> Flag<'a> {
    /// The column of a table with this name; `parameter` is what names it.
    ///
    /// # Errors
    /// [`crate::Code::UnknownField`]; [`crate::Code::BadScore`] for a column that cannot tell, such as one of times.
    pub fn named(table: &'a EventTable, name: &str, parameter: &str) -> Result<Self> {
        let at = format!("params.{parameter}");
        let column = column(table, name).map_err(|e| e.at(&at))?;
        match (&column.data, column.kind()) {
            (Data::Bools { values, .. }, _) => Ok(Self::Bools(values)),
            (Data::Ints { ints, .. }, Kind::Number) => Ok(Self::Numbers(ints)),
            (Data::Texts(texts), Kind::Text | Kind::Code) => Ok(Self::Texts(texts)),
            _ => Err(bad(&format!("{name} does not say yes or no")).at(&at)),
        }
    }

    /// Whether a row says so; a row without a value does not.
    pub fn is_set(&self, row: u32) -> bool {
        match self {
            Self::Bools(values) => values.contains(row),
            Self::Numbers(ints) => ints.get(row).is_some_and(|value| value != 0),
            Self::Texts(texts) => texts.get(row).is_some_and(|text| {
                let text = text.trim().to_lowercase();
                !text.is_empty() && !NO.contains(&text.as_str())
            }),
        }
    }
}

/// The column of a table whose header has one of the words, by kind in the order of `kinds`, then by word; columns that `fits`
/// refuses are passed over. Headers are asked in lower case.
pub(super) fn by_header<'a>(
    table: &'a EventTable,
    words: &[&str],
    kinds: &[Kind],
    fits: impl Fn(&Column, &str) -> bool,
) -> Option<&'a Column> {
    let rank = |column: &Column| {
        let name = column.name.to_lowercase();
        let kind = kinds.iter().position(|kind| *kind == column.kind())?;
        let word = words.iter().position(|word| name.contains(word))?;
        fits(column, &name).then_some((kind, word))
    };
    let columns = table.columns.iter().map(std::convert::AsRef::as_ref);
    let ranked = columns.filter_map(|column: &Column| Some((rank(column)?, column)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, column)| column)
}
