//! Whole numbers packed: above a base, in a unit, in the narrowest width.

use super::ints::Ints;
use super::store::Codes;
use crate::each_width;
use crate::rowset::RowSet;
use std::sync::OnceLock;

/// How the numbers `step × value` of the rows that are present become codes.
pub struct Packing {
    low: i64,
    high: i64,
    step: i64,
    unit: i64,
    /// Whether every row is present.
    all: bool,
}

impl Packing {
    /// Finds it out; values of rows that are not present do not count.
    pub fn of<T: Copy + Ord + Into<i64>>(values: &[T], step: i64, present: &RowSet) -> Self {
        let all = present.len() as usize == values.len();
        // of no value, zeros
        let bounds = if all { bounds(values) } else { bounds_of(values, present) };
        let (low, high) = bounds.map_or((0, 0), |(low, high)| (low.into(), high.into()));
        let distances = || {
            let at = |row: u32| values.get(row as usize).map_or(low, |v| (*v).into());
            present.iter().map(move |row| at(row).checked_sub(low)?.checked_mul(step))
        };
        let unit = common_unit(span(low, high), step, distances);
        Self { low, high, step, unit, all }
    }

    /// How many values of a builder one step of the codes is.
    fn steps(&self) -> u64 {
        (self.unit / self.step) as u64
    }

    /// The bytes of a code.
    pub fn width(&self) -> u32 {
        width(span(self.low, self.high) / self.steps())
    }

    /// The codes of these values.
    pub fn packed<T: Copy + Ord + Into<i64>>(self, values: &[T], present: RowSet) -> Ints {
        let (low, span) = (self.low, span(self.low, self.high));
        let distance = |v: &T| (*v).into().wrapping_sub(low) as u64;
        let codes = match self.steps() {
            1 => Codes::narrow(values.iter().map(distance), span),
            steps @ 2.. if u32::try_from(span).is_ok() => {
                let steps = steps as u32;
                let codes = values.iter().map(|v| u64::from(distance(v) as u32 / steps));
                Codes::narrow(codes, span / u64::from(steps))
            }
            steps => Codes::narrow(values.iter().map(|v| distance(v) / steps), span / steps),
        };
        self.masked(codes, present)
    }

    /// As [`Packing::packed`] where codes are as wide as the values: they take their place, so that both never stand side by
    /// side.
    pub fn packed_in_place(self, values: Vec<i32>, present: RowSet) -> Ints {
        let (low, steps) = (self.low as i32, self.steps() as u32);
        let distance = |v: i32| v.wrapping_sub(low) as u32;
        let mut codes: Vec<u32> = match steps {
            1 => values.into_iter().map(distance).collect(),
            _ => values.into_iter().map(|v| distance(v) / steps).collect(),
        };
        codes.shrink_to_fit();
        self.masked(Codes::U32(codes), present)
    }

    fn masked(self, codes: Codes, present: RowSet) -> Ints {
        let codes = if self.all { codes } else { masked(codes, &present) };
        let (base, max) = (self.low * self.step, self.high * self.step);
        Ints { base, unit: self.unit, codes, present, max, blocks: OnceLock::new() }
    }
}

/// The distance of two numbers; beyond `i64` the raw one, where the unit is 1.
fn span(low: i64, high: i64) -> u64 {
    high.wrapping_sub(low) as u64
}

/// The smallest and the largest value.
fn bounds<T: Copy + Ord>(values: &[T]) -> Option<(T, T)> {
    let first = *values.first()?;
    let each = values.iter();
    Some(each.fold((first, first), |(low, high), v| (low.min(*v), high.max(*v))))
}

/// The same of the rows that are present. The others take part with the value of one that is.
fn bounds_of<T: Copy + Ord>(values: &[T], present: &RowSet) -> Option<(T, T)> {
    let first = *values.get(present.iter().next()? as usize)?;
    let mut found = (first, first);
    let mut block = [first; 64];
    for (values, word) in values.chunks(64).zip(present.words()) {
        let block = &mut block[..values.len()];
        block.copy_from_slice(values);
        replace(block, !word, first);
        let each = block.iter();
        found = each.fold(found, |(low, high), v| (low.min(*v), high.max(*v)));
    }
    Some(found)
}

/// Puts a value in the places of the bits of a word.
fn replace<T: Copy>(block: &mut [T], mut word: u64, value: T) {
    while word != 0 {
        if let Some(place) = block.get_mut(word.trailing_zeros() as usize) {
            *place = value;
        }
        word &= word - 1;
    }
}

/// The codes of the rows that are present; 0 of the others.
fn masked(mut codes: Codes, present: &RowSet) -> Codes {
    each_width!(&mut codes, codes => {
        for (block, word) in codes.chunks_mut(64).zip(present.words()) {
            replace(block, !word, 0);
        }
    });
    codes
}

/// The coarsest of some usual units (a day, a second in milliseconds; a hundred) that divides every distance and makes the
/// codes of `span` steps narrower; `step` without one, or when a distance is beyond 64 bits.
fn common_unit<I: Iterator<Item = Option<i64>>>(
    span: u64,
    step: i64,
    distances: impl Fn() -> I,
) -> i64 {
    let whole = span.saturating_mul(step.unsigned_abs());
    [86_400_000, 1000, 100]
        .into_iter()
        .filter(|unit| width(whole / *unit as u64) < width(span))
        .find(|&unit| distances().all(|d| d.is_some_and(|d| d % unit == 0)))
        .unwrap_or(step)
}

/// The bytes of a code up to `most`.
fn width(most: u64) -> u32 {
    match most {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    }
}
