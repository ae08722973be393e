//! Text columns: a dictionary where values repeat, plain values where they do not; one arena of bytes either way.

use super::arena::Arena;
use super::fold::{fold, is_folded};
use super::keys::KeyTable;
use super::small;
use super::store::{Codes, CodesBuilder};
use crate::rowset::RowSet;
use std::borrow::Cow;
use std::sync::Arc;

/// Strings whose folded form differs.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// Their numbers, ascending.
    pub at: Vec<u32>,
    /// Their folded forms.
    pub forms: Arena,
}

impl Folded {
    /// Those among some strings.
    fn of(values: &Arena) -> Self {
        let mut folded = Self::default();
        for at in 0..values.len() {
            if is_folded(values.raw(at)) {
                continue;
            }
            if let Cow::Owned(form) = fold(values.get(at)) {
                // a form that finds no room is looked up as nothing
                if !folded.forms.push(&form) {
                    folded.forms.push("");
                }
                folded.at.push(at);
            }
        }
        folded.forms.shrink();
        folded
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.at.capacity() * 4 + self.forms.memory()
    }
}

/// Values of a text column.
#[derive(Debug, Clone)]
pub enum Texts {
    /// Repeated values: code 0 is missing, code `k` is value `k - 1` of the dictionary (in order of first appearance).
    Dictionary {
        /// The different values.
        values: Arc<Arena>,
        /// One code per row.
        codes: Codes,
        /// The different values whose folded form differs, ascending, with that form. `None` where it is not kept: for
        /// codes, which are never folded, and for keys.
        folded: Option<Arc<Folded>>,
    },
    /// Mostly different values: one string per row; a missing value is the empty string.
    Plain {
        /// One string per row, in some order.
        values: Arc<Arena>,
        /// The strings whose folded form differs, ascending, with that form. `None` for codes, which are never folded.
        folded: Option<Arc<Folded>>,
        /// The string of each row; `None` where they stand in the order of the rows.
        order: Option<Arc<Vec<u32>>>,
    },
}

impl Texts {
    /// The value of a row; `None` when it is missing.
    pub fn get(&self, row: u32) -> Option<&str> {
        match self {
            Texts::Dictionary { values, codes, .. } => match codes.get(row) {
                0 => None,
                code => Some(values.get(code as u32 - 1)),
            },
            Texts::Plain { values, order, .. } => {
                let at = order.as_ref().map_or(row, |order| order[row as usize]);
                Some(values.get(at)).filter(|t| !t.is_empty())
            }
        }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        match self {
            Texts::Dictionary { codes, .. } => codes.len(),
            Texts::Plain { values, order, .. } => {
                order.as_ref().map_or(values.len(), |order| order.len() as u32)
            }
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows with a value.
    pub fn present(&self) -> RowSet {
        match self {
            Texts::Dictionary { codes, .. } => {
                crate::each_width!(codes, v => RowSet::from_values(v, |c| c != 0))
            }
            Texts::Plain { .. } => RowSet::from_fn(self.len(), |row| self.get(row).is_some()),
        }
    }

    /// How many rows have a value.
    pub fn filled(&self) -> u32 {
        match self {
            // every string stands in some row
            Texts::Plain { values, order, .. }
                if order.as_ref().is_none_or(|order| order.len() == values.len() as usize) =>
            {
                values.filled()
            }
            _ => self.present().len(),
        }
    }

    /// How many different values there are, where a dictionary knows.
    pub fn distinct(&self) -> Option<u32> {
        match self {
            Texts::Dictionary { values, .. } => Some(values.len()),
            Texts::Plain { .. } => None,
        }
    }

    /// The values of the given rows, in their order. A dictionary keeps all its values.
    pub fn gather(&self, rows: &[u32]) -> Self {
        match self {
            Texts::Dictionary { values, codes, folded } => Texts::Dictionary {
                values: values.clone(),
                codes: codes.gather(rows),
                folded: folded.clone(),
            },
            Texts::Plain { values, folded, order } => {
                let mut builder = Arena::default();
                if rows.len() as u32 == values.len() {
                    builder.expect_bytes(values.bytes().len());
                }
                for &row in rows {
                    let at = order.as_ref().map_or(row, |order| order[row as usize]);
                    if !builder.push_raw(values.raw(at)) {
                        builder.push_raw(&[]);
                    }
                }
                plain(builder, folded.is_some())
            }
        }
    }

    /// The same values with the rows in another order. Strings that do not repeat stay where they are.
    pub fn reorder(&self, rows: &Arc<Vec<u32>>) -> Self {
        match self {
            Texts::Dictionary { .. } => self.gather(rows),
            Texts::Plain { values, folded, order } => Texts::Plain {
                values: values.clone(),
                folded: folded.clone(),
                order: Some(match order {
                    None => rows.clone(),
                    Some(order) => Arc::new(rows.iter().map(|&row| order[row as usize]).collect()),
                }),
            },
        }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        let forms =
            |folded: &Option<Arc<Folded>>| folded.as_ref().map_or(0, |folded| folded.bytes());
        match self {
            Texts::Dictionary { values, codes, folded } => {
                values.memory() + codes.bytes() + forms(folded)
            }
            Texts::Plain { values, folded, order } => {
                values.memory()
                    + forms(folded)
                    + order.as_ref().map_or(0, |order| order.capacity() * 4)
            }
        }
    }
}

fn plain(values: Arena, folds: bool) -> Texts {
    let folded = folds.then(|| Arc::new(Folded::of(&values)));
    Texts::Plain { values: Arc::new(values), folded, order: None }
}

/// Collects texts one by one, with a dictionary until values turn out not to repeat.
#[derive(Debug, Clone)]
pub struct TextsBuilder {
    values: Arena,
    codes: CodesBuilder,
    expected: usize,
    table: KeyTable,
    keep_dictionary: bool,
    is_plain: bool,
    folds: bool,
}

/// When a dictionary is first judged, in rows.
const JUDGE_AT: usize = 8192;

impl Default for TextsBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl TextsBuilder {
    /// A builder that gives up its dictionary when most values are different.
    pub fn new() -> Self {
        Self {
            values: Arena::default(),
            codes: CodesBuilder::default(),
            expected: 0,
            table: KeyTable::default(),
            keep_dictionary: false,
            is_plain: false,
            folds: true,
        }
    }

    /// A builder for codes, which are never folded.
    pub fn exact() -> Self {
        Self { folds: false, ..Self::new() }
    }

    /// A builder that keeps its dictionary, for keys that are looked up.
    pub fn keyed() -> Self {
        Self { keep_dictionary: true, ..Self::new() }
    }

    /// Appends a value; the empty text is missing. `false` when the arena is full and the value was taken as missing.
    pub fn push(&mut self, text: &str) -> bool {
        if self.is_plain {
            if !self.values.push(text) {
                self.values.push("");
                return false;
            }
            return true;
        }
        if text.is_empty() {
            self.codes.push(0);
            return true;
        }
        let Some(code) = self.intern(text) else {
            self.codes.push(0);
            return false;
        };
        self.push_code(code);
        true
    }

    /// Appends a value that is not empty if it is known or `is_value` says that it is one; `false`, and nothing is appended,
    /// if it is neither.
    #[inline]
    pub fn push_if(&mut self, text: &str, is_value: impl FnOnce() -> bool) -> bool {
        if self.is_plain {
            return is_value() && self.values.push(text);
        }
        let Some(code) = self.intern_if(text, is_value) else { return false };
        self.push_code(code);
        true
    }

    /// The dictionary's code of a value, from 0, without appending a row. Only for builders that keep their dictionary.
    /// `None` when the arena is full.
    #[inline]
    pub fn intern(&mut self, text: &str) -> Option<u32> {
        self.intern_if(text, || true)
    }

    /// The dictionary's code of a value that it has, or gets because `is_value` says so.
    #[inline]
    pub fn intern_if(&mut self, text: &str, is_value: impl FnOnce() -> bool) -> Option<u32> {
        // the table asks one of the two, and only while it runs
        let values = std::cell::RefCell::new(&mut self.values);
        self.table.find_or_insert(
            text,
            |code| small::same(values.borrow().raw(code), text.as_bytes()),
            || {
                let mut values = values.borrow_mut();
                let code = values.len();
                (is_value() && values.push(text)).then_some(code)
            },
        )
    }

    /// Fetches what [`TextsBuilder::push_if`] looks up for these texts, all at once.
    pub fn fetch<'a>(&self, texts: impl Iterator<Item = &'a str>) {
        let values = &self.values;
        self.table.fetch(texts, |code| values.raw(code).first().copied().unwrap_or(0));
    }

    /// Whether [`TextsBuilder::fetch`] pays.
    pub fn is_large(&self) -> bool {
        self.table.is_large()
    }

    #[inline]
    fn push_code(&mut self, code: u32) {
        self.codes.push(code + 1);
        if !self.keep_dictionary
            && self.codes.len() as usize >= JUDGE_AT
            && self.codes.len().is_power_of_two()
        {
            self.judge();
        }
    }

    /// The dictionary alone.
    pub fn into_values(mut self) -> Arena {
        self.values.shrink();
        self.values
    }

    /// Says how many rows there will be in all, as far as one can tell, and whether each has a value of its own.
    pub fn expect(&mut self, rows: usize, unique: bool) {
        self.expected = rows;
        if self.keep_dictionary && unique {
            self.table.reserve(rows);
            self.values.expect(rows);
        }
        if self.is_plain {
            self.values.expect(rows);
        } else {
            self.codes.expect(rows);
        }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        if self.is_plain { self.values.len() } else { self.codes.len() }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.values.memory() + self.codes.bytes() + self.table.bytes()
    }

    /// The column in its final form.
    pub fn finish(mut self) -> Texts {
        if !self.is_plain && !self.keep_dictionary {
            self.judge();
        }
        self.table = KeyTable::default();
        self.values.shrink();
        if self.is_plain {
            return plain(self.values, self.folds);
        }
        let folded =
            (self.folds && !self.keep_dictionary).then(|| Arc::new(Folded::of(&self.values)));
        Texts::Dictionary { codes: self.codes.finish(), values: Arc::new(self.values), folded }
    }

    fn judge(&mut self) {
        let distinct = self.values.len() as usize;
        if distinct < 4096 || distinct * 2 < self.codes.len() as usize {
            return;
        }
        let mut rows = Arena::default();
        for code in (0..self.codes.len()).map(|row| self.codes.get(row)) {
            rows.push(if code == 0 { "" } else { self.values.get(code - 1) });
        }
        rows.expect(self.expected);
        self.values = rows;
        self.codes = CodesBuilder::default();
        self.table = KeyTable::default();
        self.is_plain = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_come_back(values in prop::collection::vec("[a-c]{0,2}", 0..60)) {
            for builder in [TextsBuilder::new(), TextsBuilder::keyed()] {
                let mut builder = builder;
                for v in &values {
                    builder.push(v);
                }
                let texts = builder.finish();
                for (row, value) in values.iter().enumerate() {
                    prop_assert_eq!(texts.get(row as u32), Some(value.as_str()).filter(|v| !v.is_empty()));
                }
            }
        }
    }

    #[test]
    fn values_that_do_not_repeat_become_plain() {
        let mut builder = TextsBuilder::new();
        for i in 0..20_000 {
            builder.push(&format!("Name{i}"));
        }
        let texts = builder.finish();
        assert!(
            matches!(&texts, Texts::Plain { folded, .. } if folded.as_ref().is_some_and(|f| f.at.len() == 20_000))
        );
        assert_eq!(texts.get(19_999), Some("Name19999"));
        assert_eq!(texts.gather(&[5, 3]).get(0), Some("Name5"));
    }
}
