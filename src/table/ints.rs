//! Whole numbers as codes above a base, in the smallest type that holds them.

use super::packing::Packing;
use super::store::{Codes, reserve_up_to};
use crate::each_width;
use crate::rowset::{BitBuilder, RowSet, bounds_of_blocks};
use std::sync::OnceLock;

/// Signed numbers as `base + unit × code`, with a presence set. The code of a missing value is 0.
#[derive(Debug, Clone)]
pub struct Ints {
    pub(super) base: i64,
    pub(super) unit: i64,
    pub(super) codes: Codes,
    pub(super) present: RowSet,
    pub(super) max: i64,
    /// Of the codes, found out when they are first asked for.
    pub(super) blocks: OnceLock<Vec<(u64, u64)>>,
}

impl Ints {
    /// One number per row, in the narrowest form; those of rows that are not present do not count.
    pub fn of<T: Copy + Ord + Into<i64>>(values: &[T], present: RowSet) -> Self {
        Packing::of(values, 1, &present).packed(values, present)
    }

    /// The numbers `base + code` of rows of which every one is present, or has the code 0; `max` is the largest of them, and
    /// `base` the smallest.
    pub fn of_codes((base, max): (i64, i64), codes: Codes, present: RowSet) -> Self {
        Self { base, unit: 1, codes, present, max, blocks: OnceLock::new() }
    }

    /// The value of a row.
    pub fn get(&self, row: u32) -> Option<i64> {
        self.present.contains(row).then(|| self.value(self.codes.get(row)))
    }

    /// The value that a code stands for.
    pub fn value(&self, code: u64) -> i64 {
        self.base.wrapping_add((code as i64).wrapping_mul(self.unit))
    }

    /// What one step of the codes is.
    pub fn unit(&self) -> i64 {
        self.unit
    }

    /// The rows with a value.
    pub fn present(&self) -> &RowSet {
        &self.present
    }

    /// The sum of `n` values whose codes add up to `codes`.
    pub fn sum_of(&self, n: u32, codes: u128) -> i128 {
        i128::from(self.base) * i128::from(n) + i128::from(self.unit) * codes as i128
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        self.codes.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The smallest and the largest value; of no value, zeros.
    pub fn bounds(&self) -> (i64, i64) {
        (self.base, self.max)
    }

    /// The stored codes: order-preserving, so that a range of values is a range of codes.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The codes of the values in `low..=high`, as an inclusive range; `None` when no code is in it.
    pub fn code_range(&self, low: i128, high: i128) -> Option<(u64, u64)> {
        let (base, unit) = (i128::from(self.base), i128::from(self.unit));
        let low = low.max(base);
        let high = high.min(i128::from(self.max));
        if low > high {
            return None;
        }
        let first = (low - base + unit - 1) / unit;
        let last = (high - base) / unit;
        (first <= last).then_some((first as u64, last as u64))
    }

    /// The values of the given rows, in their order.
    pub fn gather(&self, rows: &[u32]) -> Self {
        Self {
            base: self.base,
            unit: self.unit,
            codes: self.codes.gather(rows),
            present: gather_bits(&self.present, rows),
            max: self.max,
            blocks: OnceLock::new(),
        }
    }

    /// The values of some rows, in their order; no row is a missing value.
    pub fn gather_some(&self, rows: impl Iterator<Item = Option<u32>> + Clone) -> Self {
        let mut present = BitBuilder::default();
        rows.clone()
            .for_each(|row| present.push(row.is_some_and(|row| self.present.contains(row))));
        let codes = each_width!(&self.codes, v => {
            let code = |row: u32| v.get(row as usize).copied();
            rows.map(|row| row.and_then(code).unwrap_or_default()).collect::<Vec<_>>().into()
        });
        let (base, unit, max) = (self.base, self.unit, self.max);
        Self { base, unit, codes, present: present.finish(), max, blocks: OnceLock::new() }
    }

    /// The smallest and the largest code of each block of rows; a missing value has the code 0. None where most blocks have
    /// values from everywhere.
    pub fn blocks(&self) -> &[(u64, u64)] {
        let largest = self.max.wrapping_sub(self.base) as u64 / self.unit.unsigned_abs().max(1);
        self.blocks.get_or_init(|| each_width!(&self.codes, v => bounds_of_blocks(v, largest)))
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.codes.bytes()
            + self.present.bytes()
            + self.blocks.get().map_or(0, |b| b.capacity() * 16)
    }
}

/// The bits of the given rows, in their order.
pub fn gather_bits(set: &RowSet, rows: &[u32]) -> RowSet {
    if set.len() == set.universe() {
        return RowSet::full(rows.len() as u32);
    }
    RowSet::from_values(rows, |r| set.contains(r))
}

/// Collects numbers one by one, in 32 bits while they fit: as multiples of a unit, then as they are, then in 64 bits.
#[derive(Debug, Clone)]
pub struct IntsBuilder {
    small: Vec<i32>,
    large: Vec<i64>,
    /// What one step of `small` stands for.
    step: i64,
    present: BitBuilder,
    expected: usize,
}

impl Default for IntsBuilder {
    fn default() -> Self {
        Self::in_steps(1)
    }
}

impl IntsBuilder {
    /// A builder for numbers that usually are multiples of `step`: milliseconds of full seconds.
    pub fn in_steps(step: i64) -> Self {
        Self {
            small: Vec::new(),
            large: Vec::new(),
            step,
            present: BitBuilder::default(),
            expected: 0,
        }
    }

    /// Appends a value or a missing one.
    #[inline]
    pub fn push(&mut self, value: Option<i64>) {
        self.present.push(value.is_some());
        let value = value.unwrap_or(0);
        if self.large.is_empty() {
            // a constant divisor is a multiplication
            let (steps, rest) = if self.step == 1000 {
                (value / 1000, value % 1000)
            } else {
                (value / self.step, value % self.step)
            };
            if rest == 0
                && let Ok(small) = i32::try_from(steps)
            {
                self.small.push(small);
                return;
            }
            self.widen();
        }
        self.large.push(value);
    }

    /// Appends values that are given in steps, with a bit each that says whether there is one; where there is none, 0 is given.
    /// At most 64.
    pub fn extend(&mut self, steps: &[i32], present: u64) {
        self.present.push_word(present, steps.len() as u32);
        if self.large.is_empty() {
            self.small.extend_from_slice(steps);
        } else {
            self.large.extend(steps.iter().map(|&steps| i64::from(steps) * self.step));
        }
    }

    #[cold]
    fn widen(&mut self) {
        let mut large = Vec::new();
        reserve_up_to(&mut large, self.expected);
        large.extend(self.small.drain(..).map(|v| i64::from(v) * self.step));
        self.large = large;
        self.small = Vec::new();
    }

    /// Says how many rows there will be in all, as far as one can tell.
    pub fn expect(&mut self, rows: usize) {
        self.expected = rows;
        if self.large.is_empty() {
            reserve_up_to(&mut self.small, rows);
        } else {
            reserve_up_to(&mut self.large, rows);
        }
    }

    /// Bytes that it takes with so many rows.
    pub fn room_for(&self, rows: usize) -> u64 {
        let each = if self.large.is_empty() { 4 } else { 8 };
        rows as u64 * each + rows as u64 / 8
    }

    /// Multiplies every value, for a finer scale; `None` when one would not fit.
    pub fn multiply(&mut self, factor: i64) -> Option<()> {
        debug_assert_eq!(self.step, 1, "only numbers have a scale");
        let values: Option<Vec<i64>> = if self.large.is_empty() {
            self.small.iter().map(|&v| i64::from(v).checked_mul(factor)).collect()
        } else {
            self.large.iter().map(|&v| v.checked_mul(factor)).collect()
        };
        let values = values?;
        if values.iter().all(|&v| i32::try_from(v).is_ok()) {
            self.small = values.iter().map(|&v| v as i32).collect();
            self.large = Vec::new();
        } else {
            self.small = Vec::new();
            self.large = values;
        }
        Some(())
    }

    /// Divides every value, rounded half away from zero, for a coarser scale.
    pub fn divide(&mut self, divisor: i64) {
        let round = |v: i64| {
            let (quotient, rest) = (v / divisor, v % divisor);
            if rest.unsigned_abs() * 2 >= divisor.unsigned_abs() {
                quotient + v.signum()
            } else {
                quotient
            }
        };
        self.small.iter_mut().for_each(|v| *v = round(i64::from(*v)) as i32);
        self.large.iter_mut().for_each(|v| *v = round(*v));
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        self.present.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.present.is_empty()
    }

    /// The numbers in the narrowest form.
    pub fn finish(self) -> Ints {
        let present = self.present.finish();
        if self.large.is_empty() {
            let packing = Packing::of(&self.small, self.step, &present);
            if packing.width() == 4 {
                packing.packed_in_place(self.small, present)
            } else {
                packing.packed(&self.small, present)
            }
        } else {
            Packing::of(&self.large, 1, &present).packed(&self.large, present)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn build(values: &[Option<i64>]) -> Ints {
        let mut builder = IntsBuilder::default();
        for &v in values {
            builder.push(v);
        }
        builder.finish()
    }

    proptest! {
        #[test]
        fn values_come_back(values in prop::collection::vec(prop::option::of(prop_oneof![any::<i64>(), (-9i64..9).prop_map(|v| v * 1000)]), 0..80)) {
            let ints = build(&values);
            let mut stepped = IntsBuilder::in_steps(1000);
            for &v in &values {
                stepped.push(v);
            }
            // the same once more, as many at once as there are in steps
            for &v in &values {
                let steps = v.unwrap_or(0) / 1000;
                match i32::try_from(steps) {
                    Ok(few) if steps * 1000 == v.unwrap_or(0) => stepped.extend(&[few], u64::from(v.is_some())),
                    _ => stepped.push(v),
                }
            }
            let stepped = stepped.finish();
            let n = values.len() as u32;
            prop_assert!((0..2 * n).all(|row| stepped.get(row) == ints.get(row % n)));
            for (row, value) in values.iter().enumerate() {
                prop_assert_eq!(ints.get(row as u32), *value);
            }
        }

        #[test]
        fn a_range_of_values_is_a_range_of_codes(values in prop::collection::vec(prop::option::of(-500i64..500), 0..80), step in prop::sample::select(vec![1i64, 7, 100, 1000]), low in -600i64..600, high in -600i64..600) {
            let values: Vec<_> = values.iter().map(|v| v.map(|v| v * step)).collect();
            let ints = build(&values);
            let (low, high) = (low * step / 3, high * step / 3);
            let range = ints.code_range(i128::from(low), i128::from(high));
            for (row, value) in values.iter().enumerate() {
                let inside = value.is_some_and(|v| low <= v && v <= high);
                let coded = ints.present().contains(row as u32) && range.is_some_and(|(a, b)| (a..=b).contains(&ints.codes().get(row as u32)));
                prop_assert_eq!(inside, coded);
            }
        }
    }

    #[test]
    fn a_missing_value_has_the_code_0() {
        let ints = build(&[Some(9), None, Some(2)]);
        let some = ints.gather_some([Some(2), None, Some(1), Some(0)].into_iter());
        assert_eq!(
            (0..4).map(|row| some.get(row)).collect::<Vec<_>>(),
            [Some(2), None, None, Some(9)]
        );
        assert_eq!((some.codes().get(1), some.codes().get(2)), (0, 0));
    }

    #[test]
    fn small_spans_take_one_byte() {
        assert!(matches!(
            build(&[Some(1_700_000_000_000), Some(1_700_000_255_000)]).codes(),
            Codes::U8(_)
        ));
    }
}
