//! Texts that are a number behind a common beginning, as numbers of orders are: `SO000000001`.
//!
//! Kept as numbers they take 4 bytes each where they lie within 2³² (8 beyond), whatever their length. The model: every text
//! of a column has the same beginning and the same number of digits behind it, at most 18; a missing text has no number.

use super::arena::Arena;
use super::ints::{Ints, IntsBuilder};
use super::small;
use super::written::{MOST_WRITTEN, Made, Written};
use crate::rowset::RowSet;

/// Digits that 64 bits hold.
const MOST_DIGITS: usize = 18;
/// Shorter texts take hardly more as they are.
const SHORTEST: usize = 8;

/// A beginning and how many digits follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    beginning: Vec<u8>,
    digits: usize,
}

impl Shape {
    /// The shape of a text with as many digits at its end as there are.
    fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let digits = bytes.iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let digits = digits.min(MOST_DIGITS);
        let fits = digits > 0 && (SHORTEST..=MOST_WRITTEN).contains(&bytes.len());
        fits.then(|| Self { beginning: bytes[..bytes.len() - digits].to_vec(), digits })
    }

    /// The number of a text of this shape; `None` for any other text.
    #[inline]
    pub fn number(&self, text: &[u8]) -> Option<i64> {
        let (beginning, digits) = text.split_at_checked(self.beginning.len())?;
        if digits.len() != self.digits || !small::same(beginning, &self.beginning) {
            return None;
        }
        let Some((high, low)) = digits.split_last_chunk::<8>() else {
            return small::digits(small::first_word(digits), self.digits).map(i64::from);
        };
        let low = i64::from(small::digits(u64::from_le_bytes(*low), 8)?);
        let high = high.iter().try_fold(0, |number, byte| {
            let digit = byte.wrapping_sub(b'0');
            (digit < 10).then(|| number * 10 + i64::from(digit))
        })?;
        Some(high * 100_000_000 + low)
    }

    /// What all texts of this shape begin with, which is followed by digits; and how long they are.
    pub fn beginning(&self) -> (&[u8], usize) {
        (&self.beginning, self.beginning.len() + self.digits)
    }

    /// Writes the text of a number.
    #[inline]
    fn write(&self, number: i64, out: &mut [u8; MOST_WRITTEN]) -> usize {
        let (from, mut rest) = (self.beginning.len(), number);
        let end = from + self.digits;
        if let Some(place) = out.get_mut(..from) {
            place.copy_from_slice(&self.beginning);
        }
        for digit in out.get_mut(from..end).unwrap_or(&mut []).iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        end
    }
}

/// Numbers with their beginning.
#[derive(Debug, Clone)]
pub struct Numbered {
    shape: Shape,
    numbers: Ints,
}

impl Numbered {
    /// The text of a row; `None` when it is missing.
    pub fn get(&self, row: u32) -> Option<Written<'_>> {
        let mut bytes = [0; MOST_WRITTEN];
        let end = self.shape.write(self.numbers.get(row)?, &mut bytes);
        Made::new(bytes.get(..end)?).map(Written::Made)
    }

    /// The texts of some rows as they would be stored, a missing one as an empty string.
    pub fn texts(&self, rows: std::ops::Range<u32>) -> Arena {
        let mut texts = Arena::default();
        let mut bytes = [0; MOST_WRITTEN];
        texts.expect_bytes(rows.len() * (self.shape.beginning.len() + self.shape.digits));
        for row in rows {
            let end = self.numbers.get(row).map_or(0, |n| self.shape.write(n, &mut bytes));
            texts.push_raw(bytes.get(..end).unwrap_or(&[]));
        }
        texts
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        self.numbers.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The numbers: two texts are the same where their numbers are.
    pub fn numbers(&self) -> &Ints {
        &self.numbers
    }

    /// The number of a text; `None` for a text that no row can have.
    pub fn number_of(&self, text: &str) -> Option<i64> {
        self.shape.number(text.as_bytes())
    }

    /// The rows with a text.
    pub fn present(&self) -> &RowSet {
        self.numbers.present()
    }

    /// The texts of the given rows, in their order.
    pub fn gather(&self, rows: &[u32]) -> Self {
        Self { shape: self.shape.clone(), numbers: self.numbers.gather(rows) }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.numbers.bytes()
    }
}

/// Collects numbered texts one by one.
#[derive(Debug, Clone)]
pub struct NumberedBuilder {
    shape: Shape,
    numbers: IntsBuilder,
}

impl NumberedBuilder {
    /// The texts of these rows, where they are numbered alike; an empty one is missing.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let shape = Shape::of(texts.clone().find(|text| !text.is_empty())?)?;
        let mut builder = Self { shape, numbers: IntsBuilder::default() };
        let mut texts = texts;
        texts.all(|text| builder.push(text)).then_some(builder)
    }

    /// Appends a text; the empty one is missing. `false`, and nothing is appended, when it has another shape.
    #[inline]
    pub fn push(&mut self, text: &str) -> bool {
        if text.is_empty() {
            self.numbers.push(None);
            return true;
        }
        match self.shape.number(text.as_bytes()) {
            Some(number) => {
                self.numbers.push(Some(number));
                true
            }
            None => false,
        }
    }

    /// What its texts are.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Appends numbers of texts, at most 64, with a bit each that says whether there is one; where there is none, 0 is given.
    pub fn extend(&mut self, numbers: &[i32], present: u64) {
        self.numbers.extend(numbers, present);
    }

    /// Says how many rows there will be in all, as far as one can tell.
    pub fn expect(&mut self, rows: usize) {
        self.numbers.expect(rows);
    }

    /// Bytes that it takes with so many rows.
    pub fn room_for(&self, rows: usize) -> u64 {
        self.numbers.room_for(rows)
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        self.numbers.len()
    }

    /// The column in its final form.
    pub fn finish(self) -> Numbered {
        Numbered { shape: self.shape, numbers: self.numbers.finish() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_back(beginning in "[a-zé0-9-]{0,14}", digits in 1usize..=18, numbers in prop::collection::vec(prop::option::of(any::<u64>()), 1..60)) {
            let text = |n: u64| format!("{beginning}{:0digits$}", n % 10u64.pow(digits as u32));
            let texts: Vec<String> = numbers.iter().map(|n| n.map_or(String::new(), text)).collect();
            let all = || texts.iter().map(String::as_str);
            let Some(builder) = NumberedBuilder::of(all()) else {
                // no text at all, a length that is not kept like this, or digits before the digits
                let first = all().find(|text| !text.is_empty()).unwrap_or("");
                let more = first.bytes().rev().take_while(u8::is_ascii_digit).count() > digits;
                prop_assert!(more || !(SHORTEST..=MOST_WRITTEN).contains(&first.len()));
                return Ok(());
            };
            let numbered = builder.finish();
            let rows: Vec<u32> = (0..numbered.len()).rev().collect();
            let (reversed, stored) = (numbered.gather(&rows), numbered.texts(0..numbered.len()));
            prop_assert_eq!(numbered.len() as usize, texts.len());
            for (row, text) in (0..).zip(all()) {
                let expected = Some(text).filter(|text| !text.is_empty()).map(Written::from);
                prop_assert_eq!(numbered.get(row), expected);
                prop_assert_eq!(reversed.get(numbered.len() - 1 - row), expected);
                prop_assert_eq!(stored.get(row), text);
                prop_assert_eq!(expected.and_then(|text| numbered.number_of(&text)), numbered.numbers().get(row));
                prop_assert_eq!(numbered.present().contains(row), expected.is_some());
            }
        }
    }

    #[test]
    fn another_shape_is_refused() {
        let mut builder = NumberedBuilder::of(["SO000000001"].into_iter()).unwrap();
        for other in
            ["SO00000002", "SO0000000020", "so000000002", "SO00000000x", "SO-00000002", "2"]
        {
            assert!(!builder.push(other), "{other}");
        }
        assert!(builder.push("SO999999999") && builder.push(""));
        assert_eq!(builder.len(), 3);
        assert!(NumberedBuilder::of(["", "no digits"].into_iter()).is_none());
    }
}
