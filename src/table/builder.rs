//! Filling a column cell by cell.

use super::collect::TextsBuilder;
use super::column::{Column, Data};
use super::decimal::{Decimal, pow10};
use super::ints::IntsBuilder;
use super::lists::TagListsBuilder;
use super::numbered::{NumberedBuilder, Shape};
use super::semantic::{Kind, Semantic};
use crate::rowset::BitBuilder;

/// Fills one column, one value or missing value per row.
#[derive(Debug, Clone)]
pub struct ColumnBuilder {
    semantic: Semantic,
    inner: Inner,
}

#[derive(Debug, Clone)]
enum Inner {
    Numbers { ints: IntsBuilder, scale: u8 },
    Ints(IntsBuilder),
    Bools { values: BitBuilder, present: BitBuilder },
    Texts(TextsBuilder),
    Tags(TagListsBuilder),
}

/// The most digits behind the point that a column keeps; further digits are rounded half away from zero.
pub const MAX_SCALE: u8 = 9;

impl ColumnBuilder {
    /// A builder for a column of this meaning.
    pub fn new(semantic: Semantic) -> Self {
        let inner = match semantic.kind() {
            Kind::Number => Inner::Numbers { ints: IntsBuilder::default(), scale: 0 },
            Kind::Date => Inner::Ints(IntsBuilder::default()),
            Kind::Datetime => Inner::Ints(IntsBuilder::in_steps(1000)),
            Kind::Bool => {
                Inner::Bools { values: BitBuilder::default(), present: BitBuilder::default() }
            }
            Kind::Text => Inner::Texts(TextsBuilder::new()),
            Kind::Code | Kind::Gender => Inner::Texts(TextsBuilder::exact()),
            Kind::Tags => Inner::Tags(TagListsBuilder::default()),
        };
        Self { semantic, inner }
    }

    /// A builder for a text column that keeps its dictionary because its values are looked up.
    pub fn keyed(semantic: Semantic) -> Self {
        Self { semantic, inner: Inner::Texts(TextsBuilder::keyed()) }
    }

    /// Appends a missing value.
    pub fn push_missing(&mut self) {
        match &mut self.inner {
            Inner::Numbers { ints, .. } | Inner::Ints(ints) => ints.push(None),
            Inner::Bools { values, present } => {
                values.push(false);
                present.push(false);
            }
            Inner::Texts(texts) => {
                texts.push("");
            }
            Inner::Tags(lists) => {
                lists.push(std::iter::empty(), |_| true);
            }
        }
    }

    /// Appends a number. Digits beyond [`MAX_SCALE`], or beyond what 64 bits hold in this column, are rounded.
    /// `false` when the number does not fit at all; a missing value is appended then.
    pub fn push_number(&mut self, number: Decimal) -> bool {
        let Inner::Numbers { ints, scale } = &mut self.inner else {
            debug_assert!(false, "numbers go into number columns");
            self.push_missing();
            return false;
        };
        let mut number = number;
        if number.scale > MAX_SCALE {
            number = round_to(number, MAX_SCALE);
        }
        if number.scale > *scale && !ints.is_empty() {
            let factor = pow10(number.scale - *scale) as i64;
            if ints.multiply(factor).is_some() {
                *scale = number.scale;
            } else {
                number = round_to(number, *scale);
            }
        } else if ints.is_empty() {
            *scale = number.scale;
        }
        loop {
            let (mantissa, _) = number.floor_at(*scale);
            if let Ok(mantissa) = i64::try_from(mantissa) {
                ints.push(Some(mantissa));
                return true;
            }
            if *scale == 0 {
                ints.push(None);
                return false;
            }
            ints.divide(10);
            *scale -= 1;
            number = round_to(number, *scale);
        }
    }

    /// Appends `mantissa / 10^scale` where the column has this scale or a finer one; `false`, and nothing is appended, where
    /// it has not.
    #[inline]
    pub fn push_mantissa(&mut self, mantissa: i64, scale: u8) -> bool {
        let Inner::Numbers { ints, scale: own } = &mut self.inner else { return false };
        if ints.is_empty() {
            return false;
        }
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > *own && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        let value = match own.checked_sub(scale) {
            Some(0) => Some(mantissa),
            Some(finer) => mantissa.checked_mul(10i64.pow(u32::from(finer))),
            None => None,
        };
        let Some(value) = value else { return false };
        ints.push(Some(value));
        true
    }

    /// The digits behind the point that the column has; `None` before its first row, and where it has no numbers.
    pub fn scale(&self) -> Option<u8> {
        match &self.inner {
            Inner::Numbers { ints, scale } if !ints.is_empty() => Some(*scale),
            _ => None,
        }
    }

    /// The shape of its texts, where it keeps them as numbers.
    pub fn shape(&self) -> Option<&Shape> {
        match &self.inner {
            Inner::Texts(texts) => texts.numbered().map(NumberedBuilder::shape),
            _ => None,
        }
    }

    /// Appends at most 64 numbers as multiples of `10^-scale`, days since 1970-01-01, seconds since then, or numbers of texts
    /// of its shape, with a bit each that says whether there is one; where there is none, 0 is given.
    pub fn push_block(&mut self, values: &[i32], present: u64) {
        match &mut self.inner {
            Inner::Numbers { ints, .. } | Inner::Ints(ints) => ints.extend(values, present),
            Inner::Texts(texts) => match texts.numbered_mut() {
                Some(numbered) => numbered.extend(values, present),
                None => debug_assert!(false, "texts do not come in blocks"),
            },
            _ => debug_assert!(false, "numbers and times come in blocks"),
        }
    }

    /// Appends `len` values, yes where the bit of a word is set.
    pub fn push_bools(&mut self, yes: u64, len: u32) {
        match &mut self.inner {
            Inner::Bools { values, present } => {
                values.push_word(yes, len);
                present.push_word(u64::MAX.checked_shr(64 - len).unwrap_or(0), len);
            }
            _ => debug_assert!(false, "booleans go into boolean columns"),
        }
    }

    /// Appends a date as days since 1970-01-01, or a datetime as UTC milliseconds.
    pub fn push_time(&mut self, value: i64) {
        match &mut self.inner {
            Inner::Ints(ints) => ints.push(Some(value)),
            _ => debug_assert!(false, "times go into time columns"),
        }
    }

    /// Appends yes or no.
    pub fn push_bool(&mut self, value: bool) {
        match &mut self.inner {
            Inner::Bools { values, present } => {
                values.push(value);
                present.push(true);
            }
            _ => debug_assert!(false, "booleans go into boolean columns"),
        }
    }

    /// Appends a text; the empty text is missing. `false` when the column is full and the text was taken as missing.
    pub fn push_text(&mut self, text: &str) -> bool {
        if let Inner::Texts(texts) = &mut self.inner {
            return texts.push(text);
        }
        debug_assert!(false, "texts go into text columns");
        false
    }

    /// Appends a text that is not empty if the column's dictionary has it or `is_value` says that it is one; `false`, and
    /// nothing is appended, if it is neither.
    #[inline]
    pub fn push_if(&mut self, text: &str, is_value: impl FnOnce() -> bool) -> bool {
        match &mut self.inner {
            Inner::Texts(texts) => texts.push_if(text, is_value),
            _ => false,
        }
    }

    /// Fetches what [`ColumnBuilder::push_if`] looks up for these texts, all at once.
    pub fn fetch<'a>(&self, texts: impl Iterator<Item = &'a str>) {
        if let Inner::Texts(builder) = &self.inner {
            builder.fetch(texts);
        }
    }

    /// Whether [`ColumnBuilder::fetch`] pays.
    pub fn is_large(&self) -> bool {
        matches!(&self.inner, Inner::Texts(builder) if builder.is_large())
    }

    /// Appends the tags of a row that stand between `separator`s; `false`, and nothing is appended, when one is neither
    /// known nor what `is_tag` says that it is.
    #[inline]
    pub fn push_pieces(
        &mut self,
        text: &str,
        separator: u8,
        is_tag: impl Fn(&str) -> bool,
    ) -> bool {
        let Inner::Tags(lists) = &mut self.inner else { return false };
        let bytes = text.as_bytes();
        let mut start = 0;
        let tags = memchr::memchr_iter(separator, bytes).chain([bytes.len()]).map(|end| {
            let tag = text.get(start..end).unwrap_or("");
            start = end + 1;
            tag
        });
        lists.push(tags, is_tag)
    }

    /// Appends the tags of a row; repeated tags count once.
    pub fn push_tags<'a>(&mut self, tags: impl Iterator<Item = &'a str>) {
        match &mut self.inner {
            Inner::Tags(lists) => {
                if !lists.push(tags.filter(|tag| !tag.is_empty()), |_| true) {
                    // the names are full
                    lists.push(std::iter::empty(), |_| true);
                }
            }
            _ => debug_assert!(false, "tags go into tag columns"),
        }
    }

    /// Says how many rows there will be in all, as far as one can tell, and whether each has a text of its own.
    pub fn expect(&mut self, rows: usize, unique: bool) {
        match &mut self.inner {
            Inner::Numbers { ints, .. } | Inner::Ints(ints) => ints.expect(rows),
            Inner::Texts(texts) => texts.expect(rows, unique),
            Inner::Tags(lists) => lists.expect(rows),
            Inner::Bools { .. } => {}
        }
    }

    /// Bytes that it takes with so many rows, if they are like those so far. What a dictionary holds is taken to stay as it is.
    pub fn room_for(&self, rows: usize) -> u64 {
        match &self.inner {
            Inner::Numbers { ints, .. } | Inner::Ints(ints) => ints.room_for(rows),
            Inner::Bools { .. } => rows as u64 / 4,
            Inner::Texts(texts) => texts.room_for(rows),
            Inner::Tags(lists) => lists.room_for(rows),
        }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        match &self.inner {
            Inner::Numbers { ints, .. } | Inner::Ints(ints) => ints.len(),
            Inner::Bools { present, .. } => present.len(),
            Inner::Texts(texts) => texts.len(),
            Inner::Tags(lists) => lists.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column in its final, narrowest form.
    pub fn finish(self, name: String) -> Column {
        let data = match self.inner {
            Inner::Numbers { ints, scale } => Data::Ints { ints: ints.finish(), scale },
            Inner::Ints(ints) => Data::Ints { ints: ints.finish(), scale: 0 },
            Inner::Bools { values, present } => {
                Data::Bools { values: values.finish(), present: present.finish() }
            }
            Inner::Texts(texts) => Data::Texts(texts.finish()),
            Inner::Tags(lists) => Data::Tags(lists.finish()),
        };
        Column { name, semantic: self.semantic, currency: None, data }
    }
}

/// The number with at most `scale` digits behind the point, rounded half away from zero.
fn round_to(number: Decimal, scale: u8) -> Decimal {
    if number.scale <= scale {
        return number;
    }
    let unit = pow10(number.scale - scale);
    let mantissa = i128::from(number.mantissa);
    let (quotient, rest) = (mantissa / unit, mantissa % unit);
    let rounded = if rest.abs() * 2 >= unit { quotient + mantissa.signum() } else { quotient };
    Decimal { mantissa: rounded as i64, scale }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::*;

    fn numbers(texts: &[&str]) -> Vec<String> {
        let mut builder = ColumnBuilder::new(Semantic::Number);
        for text in texts {
            assert!(builder.push_number(Decimal::parse(text).unwrap()));
        }
        let column = builder.finish("n".to_owned());
        (0..column.len())
            .map(|r| match column.value(r) {
                Some(Value::Number(n)) => n.to_string(),
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn the_scale_of_a_column_follows_its_values() {
        assert_eq!(numbers(&["1", "2.5", "3.125", "-4"]), ["1", "2.5", "3.125", "-4"]);
    }

    #[test]
    fn digits_that_do_not_fit_are_rounded() {
        assert_eq!(numbers(&["0.333333333333333"]), ["0.333333333"]);
        assert_eq!(numbers(&["0.5", "900000000000000000"]), ["0.5", "900000000000000000"]);
        assert_eq!(numbers(&["0.25", "9000000000000000000"]), ["0", "9000000000000000000"]);
    }

    #[test]
    fn a_row_has_each_tag_once() {
        let mut builder = ColumnBuilder::new(Semantic::Tags);
        builder.push_tags(["a", "b", "a"].into_iter());
        builder.push_missing();
        builder.push_tags(["b"].into_iter());
        let Data::Tags(tags) = builder.finish("t".to_owned()).data else { panic!("tags expected") };
        let codes = |row| tags.get(row).collect::<Vec<_>>();
        assert_eq!((codes(0), codes(1), codes(2)), (vec![0, 1], vec![], vec![1]));
        assert_eq!(tags.names.get(1), "b");
    }
}
