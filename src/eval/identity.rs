//! Which values of a column are the same.

use crate::rowset::RowSet;
use crate::table::{Column, Data, Ints, KeyTable, Kind, Texts, Written, fold};
use std::borrow::Cow;

/// A number per different value of a column; texts that fold to the same text are one value.
pub enum Identity<'a> {
    Ints(&'a Ints),
    Bools {
        values: &'a RowSet,
        present: &'a RowSet,
    },
    /// By dictionary code (0 is missing) or by row.
    Coded {
        texts: &'a Texts,
        codes: Vec<u64>,
    },
    None,
}

impl<'a> Identity<'a> {
    /// The numbers for a column.
    pub fn new(column: &'a Column) -> Self {
        match &column.data {
            Data::Ints { ints, .. } => Identity::Ints(ints),
            Data::Texts(Texts::Numbered(numbered)) => Identity::Ints(numbered.numbers()),
            Data::Bools { values, present } => Identity::Bools { values, present },
            Data::Texts(texts) => {
                let folds = column.kind() == Kind::Text;
                let mut known = Known::default();
                let mut code = |text: Written<'a>| u64::from(known.number_of(text, folds)) + 1;
                let codes = match texts {
                    Texts::Dictionary { values, .. } => {
                        (0..values.len()).map(|i| code(values.get(i).into())).collect()
                    }
                    Texts::Plain { .. } | Texts::Numbered(_) => {
                        (0..texts.len()).map(|row| texts.get(row).map_or(0, &mut code)).collect()
                    }
                };
                Identity::Coded { texts, codes }
            }
            Data::Tags(_) => Identity::None,
        }
    }

    /// The number of a row's value; `None` when it is missing.
    pub fn get(&self, row: u32) -> Option<u64> {
        match self {
            Identity::Ints(ints) => ints.present().contains(row).then(|| ints.codes().get(row)),
            Identity::Bools { values, present } => {
                present.contains(row).then(|| u64::from(values.contains(row)))
            }
            Identity::Coded { texts, codes } => {
                let code = match texts {
                    Texts::Dictionary { codes: by_row, .. } => match by_row.get(row) {
                        0 => 0,
                        code => codes[code as usize - 1],
                    },
                    Texts::Plain { .. } | Texts::Numbered(_) => codes[row as usize],
                };
                (code != 0).then_some(code)
            }
            Identity::None => None,
        }
    }
}

/// Texts that have a number, from 0 in order of their first appearance.
#[derive(Default)]
pub struct Known<'a> {
    table: KeyTable,
    texts: Vec<Cow<'a, str>>,
}

impl<'a> Known<'a> {
    /// The number of a text, a new one when it is new.
    pub fn number(&mut self, text: Cow<'a, str>) -> u32 {
        if let Some(number) = self.find(&text) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.table.insert(text.as_ref(), number);
        self.texts.push(text);
        number
    }

    /// The number of a text of a column, folded or as it is.
    pub fn number_of(&mut self, text: Written<'a>, folds: bool) -> u32 {
        if let Some(number) = self.find(&text).filter(|_| !folds) {
            return number;
        }
        self.number(match text.into_cow() {
            text if !folds => text,
            Cow::Borrowed(text) => fold(text),
            Cow::Owned(text) => Cow::Owned(fold(&text).into_owned()),
        })
    }

    /// The number of a text that has one.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.table.find(text, |number| self.texts[number as usize] == text)
    }

    /// How many texts have a number.
    pub fn len(&self) -> usize {
        self.texts.len()
    }
}
