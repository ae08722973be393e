//! Columns of the contacts as scores write them.

use crate::rowset::RowSet;
use crate::table::{Arena, Codes, Column, Data, Ints, Semantic, Texts};
use std::sync::Arc;

/// A column with its name inside the score and its labels.
#[derive(Debug)]
pub(super) struct Made {
    /// The part of the score.
    pub part: String,
    pub zh: String,
    pub en: String,
    pub column: Column,
}

impl Made {
    /// A part as it is stored.
    pub fn new(part: &str, (zh, en): (&str, &str), semantic: Semantic, data: Data) -> Self {
        let column = Column { name: String::new(), semantic, currency: None, data };
        Self { part: part.to_owned(), zh: zh.to_owned(), en: en.to_owned(), column }
    }

    /// Numbers with so many digits behind the point.
    pub fn numbers<T: Copy + Ord + Into<i64>>(
        part: &str,
        labels: (&str, &str),
        semantic: Semantic,
        values: &[T],
        scale: u8,
        present: &RowSet,
    ) -> Self {
        let ints = Ints::of(values, present.clone());
        Self::new(part, labels, semantic, Data::Ints { ints, scale })
    }

    /// The same, of numbers that may be missing.
    pub fn optional(
        part: &str,
        labels: (&str, &str),
        semantic: Semantic,
        values: &[Option<i64>],
        scale: u8,
    ) -> Self {
        let present = RowSet::from_values(values, |value| value.is_some());
        let values: Vec<i64> = values.iter().map(|value| value.unwrap_or(0)).collect();
        Self::numbers(part, labels, semantic, &values, scale, &present)
    }

    /// Texts of a list; see [`texts_of`].
    pub fn texts<T: Copy + Into<u32>>(
        part: &str,
        labels: (&str, &str),
        names: &[String],
        numbers: &[T],
    ) -> Self {
        Self::new(part, labels, Semantic::Text, texts_of(names, numbers))
    }
}

/// Texts of a list; number 0 is no value, `k` the text `k - 1`. Texts that nobody has are left out.
pub(super) fn texts_of<T: Copy + Into<u32>>(names: &[String], numbers: &[T]) -> Data {
    let mut used = vec![0u8; names.len() + 1];
    for number in numbers {
        if let Some(place) = used.get_mut((*number).into() as usize) {
            *place = 1;
        }
    }
    let (values, places) = dictionary(names, |at| used.get(at + 1) == Some(&1));
    let most = values.len().into();
    let codes = if places.iter().zip(0..).all(|(code, number)| *code == number) {
        Codes::narrow(numbers.iter().map(|number| (*number).into().into()), most)
    } else {
        let code = |number: &T| places.get((*number).into() as usize).copied().unwrap_or(0);
        Codes::narrow(numbers.iter().map(code), most)
    };
    texts(values, codes)
}

/// Texts of codes from 1.
pub(super) fn texts(values: Arena, codes: Codes) -> Data {
    Data::Texts(Texts::Dictionary { values: Arc::new(values), codes, folded: None })
}

/// The texts of a list that somebody has, and the code of each text by its number from 1; 0 for no value.
pub(super) fn dictionary(names: &[String], used: impl Fn(usize) -> bool) -> (Arena, Vec<u64>) {
    let mut values = Arena::default();
    let mut places = vec![0];
    for (at, name) in names.iter().enumerate() {
        let is_there = used(at) && !name.is_empty() && values.push(name);
        places.push(if is_there { values.len().into() } else { 0 });
    }
    (values, places)
}

impl Made {
    /// Yes or no.
    pub fn bools(part: &str, labels: (&str, &str), values: RowSet, present: RowSet) -> Self {
        Self::new(part, labels, Semantic::Bool, Data::Bools { values, present })
    }
}

/// A number in hundredths, rounded half away from zero.
pub(super) fn hundredths(value: f64) -> i64 {
    // a cast keeps to what 64 bits hold
    if value.is_finite() { (value * 100.0).round() as i64 } else { 0 }
}
