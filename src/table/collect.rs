//! Filling a column of texts text by text.

use super::arena::Arena;
use super::keys::KeyTable;
use super::numbered::NumberedBuilder;
use super::small;
use super::store::CodesBuilder;
use super::text::{Folded, Texts};
use std::sync::Arc;

/// Collects texts one by one, with a dictionary until values turn out not to repeat.
#[derive(Debug, Clone)]
pub struct TextsBuilder {
    values: Arena,
    codes: CodesBuilder,
    expected: usize,
    table: KeyTable,
    keep_dictionary: bool,
    form: Form,
    folds: bool,
}

/// What becomes of the texts.
#[derive(Debug, Clone)]
enum Form {
    /// `values` are the different ones, `codes` the rows.
    Dictionary,
    /// `values` are the rows.
    Plain,
    /// The rows are numbers.
    Numbered(NumberedBuilder),
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
            form: Form::Dictionary,
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
        if !matches!(self.form, Form::Dictionary) {
            if !self.push_row(text) {
                self.push_row("");
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
        if !matches!(self.form, Form::Dictionary) {
            return is_value() && self.push_row(text);
        }
        let Some(code) = self.intern_if(text, is_value) else { return false };
        self.push_code(code);
        true
    }

    /// The numbers that the texts are, where they are no texts.
    pub fn numbered(&self) -> Option<&NumberedBuilder> {
        match &self.form {
            Form::Numbered(numbered) => Some(numbered),
            _ => None,
        }
    }

    /// As [`TextsBuilder::numbered`], to append some.
    pub fn numbered_mut(&mut self) -> Option<&mut NumberedBuilder> {
        match &mut self.form {
            Form::Numbered(numbered) => Some(numbered),
            _ => None,
        }
    }

    /// Appends a row where there is no dictionary; `false`, and nothing is appended, when the arena is full.
    #[inline]
    fn push_row(&mut self, text: &str) -> bool {
        if let Form::Numbered(numbered) = &mut self.form {
            if numbered.push(text) {
                return true;
            }
            self.write_out();
        }
        self.values.push(text)
    }

    /// Numbers become texts: one of another shape has come.
    #[cold]
    fn write_out(&mut self) {
        if let Form::Numbered(numbered) = std::mem::replace(&mut self.form, Form::Plain) {
            let numbered = numbered.finish();
            self.values = numbered.texts(0..numbered.len());
            self.values.expect(self.expected);
        }
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
        match &mut self.form {
            Form::Dictionary => self.codes.expect(rows),
            Form::Plain => self.values.expect(rows),
            Form::Numbered(numbered) => numbered.expect(rows),
        }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        match &self.form {
            Form::Dictionary => self.codes.len(),
            Form::Plain => self.values.len(),
            Form::Numbered(numbered) => numbered.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes that it takes with so many rows. What a dictionary holds is taken to stay as it is.
    pub fn room_for(&self, rows: usize) -> u64 {
        match &self.form {
            Form::Dictionary => {
                self.codes.room_for(rows) + (self.values.memory() + self.table.bytes()) as u64
            }
            Form::Plain => self.values.room_for(rows),
            Form::Numbered(numbered) => numbered.room_for(rows),
        }
    }

    /// The column in its final form.
    pub fn finish(mut self) -> Texts {
        if matches!(self.form, Form::Dictionary) && !self.keep_dictionary {
            self.judge();
        }
        self.table = KeyTable::default();
        self.values.shrink();
        match self.form {
            Form::Dictionary => {}
            Form::Plain => return Texts::plain(self.values, self.folds),
            Form::Numbered(numbered) => return Texts::Numbered(numbered.finish()),
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
        let codes = (0..self.codes.len()).map(|row| self.codes.get(row));
        let rows = codes.map(|code| if code == 0 { "" } else { self.values.get(code - 1) });
        // what is folded is searched as text all the time
        let numbered = if self.folds { None } else { NumberedBuilder::of(rows.clone()) };
        if let Some(mut numbered) = numbered {
            numbered.expect(self.expected);
            self.values = Arena::default();
            self.form = Form::Numbered(numbered);
        } else {
            let mut texts = Arena::default();
            rows.for_each(|text| {
                texts.push(text);
            });
            texts.expect(self.expected);
            self.values = texts;
            self.form = Form::Plain;
        }
        self.codes = CodesBuilder::default();
        self.table = KeyTable::default();
    }
}

#[cfg(test)]
mod tests {
    use super::super::written::Written;
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
                    prop_assert_eq!(texts.get(row as u32), Some(value.as_str()).filter(|v| !v.is_empty()).map(Written::from));
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
        assert_eq!(texts.get(19_999).as_deref(), Some("Name19999"));
        assert_eq!(texts.gather(&[5, 3]).get(0).as_deref(), Some("Name5"));
    }

    #[test]
    fn numbers_behind_a_beginning_are_kept_as_numbers() {
        let number = |i: u32| if i % 100 == 7 { String::new() } else { format!("SO{i:09}") };
        let build = |last: &str| {
            let mut builder = TextsBuilder::exact();
            builder.expect(20_001, false);
            (0..20_000).for_each(|i| assert!(builder.push(&number(i))));
            assert!(builder.push_if(last, || true));
            builder.finish()
        };
        let (numbers, texts) = (build("SO000020000"), build("SO 1"));
        assert!(matches!(numbers, Texts::Numbered(_)) && matches!(texts, Texts::Plain { .. }));
        assert!(numbers.bytes() * 2 < texts.bytes());
        assert_eq!(texts.get(20_000).as_deref(), Some("SO 1"));
        let order = Arc::new((0..20_000).rev().collect::<Vec<u32>>());
        for texts in [&numbers, &texts] {
            assert_eq!(texts.filled(), 20_001 - 200);
            let reordered = texts.reorder(&order);
            for i in 0..20_000 {
                let expected = number(i);
                let expected = Some(expected.as_str()).filter(|text| !text.is_empty());
                assert_eq!(texts.get(i).as_deref(), expected);
                assert_eq!(reordered.get(19_999 - i).as_deref(), expected);
                assert_eq!(texts.present().contains(i), expected.is_some());
            }
        }
    }
}
