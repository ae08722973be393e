//! How good one column is.

use super::{Against, is_time};
use crate::session::ColumnQuality;
use crate::table::{Column, Data, Decimal, Ints, Kind, Texts, pow10};
use crate::time::{DAY_MS, Zone, civil};
use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// Digits behind the point of a mean.
const MEAN_SCALE: u8 = 9;
/// How many times the distance of the quartiles a value may lie beyond them.
const FENCE: i128 = 3;
/// Outliers that are shown.
const EXAMPLES: usize = 5;

/// The days of a column of dates or times.
pub struct Days<'a> {
    ints: Option<&'a Ints>,
    is_date: bool,
    zone: &'a Zone,
    /// The distance from UTC when it is the same for every value.
    offset: Option<i64>,
}

impl<'a> Days<'a> {
    /// The days of a column; of one without times, none.
    pub fn of(column: &'a Column, zone: &'a Zone) -> Self {
        let ints = match &column.data {
            Data::Ints { ints, .. } if is_time(column) => Some(ints),
            _ => None,
        };
        let (first, last) = ints.map_or((0, 0), Ints::bounds);
        let offset = zone.offset_between(first, last);
        Self { ints, is_date: column.kind() == Kind::Date, zone, offset }
    }

    fn day(&self, value: i64) -> i32 {
        match self.offset {
            _ if self.is_date => value as i32,
            Some(offset) => value.saturating_add(offset).div_euclid(DAY_MS) as i32,
            None => self.zone.day_of(value),
        }
    }

    fn iter(&self) -> impl Iterator<Item = i32> {
        let values = self.ints.into_iter().flat_map(|i| (0..i.len()).filter_map(|r| i.get(r)));
        values.map(|value| self.day(value))
    }

    /// Every day, row by row.
    pub fn all(&self) -> Vec<i32> {
        self.iter().collect()
    }

    /// The newest day that is not in the future.
    pub fn newest(&self, today: Option<i32>) -> Option<i32> {
        self.iter().filter(|day| today.is_none_or(|today| *day <= today)).max()
    }
}

/// How good a column is.
pub fn told(column: &Column, against: &Against) -> ColumnQuality {
    let rows = column.len();
    let missing = rows - column.present().len();
    let mut quality = ColumnQuality {
        name: column.name.clone(),
        semantic: column.semantic,
        rows,
        missing,
        missing_share: share(missing, rows),
        distinct: 0,
        constant: false,
        minimum: None,
        maximum: None,
        mean: None,
        outliers: 0,
        outlier_examples: Vec::new(),
        stale_days: None,
        future: 0,
    };
    match &column.data {
        Data::Ints { ints, scale } => numbers(&mut quality, column, ints, *scale, against),
        Data::Bools { values, present } => {
            let yes = values.intersection_len(present);
            quality.distinct = u32::from(yes > 0) + u32::from(yes < present.len());
        }
        Data::Texts(texts) => quality.distinct = distinct(texts),
        Data::Tags(_) => {}
    }
    quality.constant = quality.distinct == 1 && rows - missing > 1;
    quality
}

/// The share of missing values.
pub fn share(missing: u32, rows: u32) -> f64 {
    if rows == 0 { 0.0 } else { f64::from(missing) / f64::from(rows) }
}

fn distinct(texts: &Texts) -> u32 {
    match texts {
        Texts::Dictionary { values, codes, .. } => {
            // rows that were put aside leave their values behind
            let mut used = vec![false; values.len() as usize + 1];
            for row in 0..codes.len() {
                if let Some(slot) = used.get_mut(codes.get(row) as usize) {
                    *slot = true;
                }
            }
            used.iter().skip(1).filter(|used| **used).count() as u32
        }
        Texts::Plain { .. } | Texts::Numbered(_) => {
            let state = FixedState::with_seed(0x7175_616c);
            let hash = |row| texts.get(row).map(|text| state.hash_one(text));
            let mut hashes: Vec<u64> = (0..texts.len()).filter_map(hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes.len() as u32
        }
    }
}

fn numbers(
    quality: &mut ColumnQuality,
    column: &Column,
    ints: &Ints,
    scale: u8,
    against: &Against,
) {
    let mut values: Vec<i64> = (0..ints.len()).filter_map(|row| ints.get(row)).collect();
    values.sort_unstable();
    let (Some(&first), Some(&last)) = (values.first(), values.last()) else { return };
    quality.distinct = values.chunk_by(|a, b| a == b).count() as u32;
    let shown = |value: i64| match column.kind() {
        Kind::Date => civil::format(value as i32),
        Kind::Datetime => against.zone.format_local(value),
        _ => Decimal { mantissa: value, scale }.to_string(),
    };
    (quality.minimum, quality.maximum) = (Some(shown(first)), Some(shown(last)));
    if is_time(column) {
        let days = Days::of(column, &against.zone);
        let today = against.today.unwrap_or(i32::MAX);
        let known = values.partition_point(|value| days.day(*value) <= today);
        quality.future = (values.len() - known) as u32;
        let newest = known.checked_sub(1).and_then(|at| values.get(at)).map(|v| days.day(*v));
        quality.stale_days = newest
            .zip(against.newest)
            .map(|(newest, all)| (i64::from(all) - i64::from(newest)).max(0) as u32);
        return;
    }
    quality.mean = mean(&values, scale);
    let (below, above) = outliers(&values);
    quality.outliers = (below.len() + above.len()) as u32;
    // the farthest from the middle first
    let middle = i128::from(values[values.len() / 2]);
    let ends = below.iter().take(EXAMPLES).chain(above.iter().rev().take(EXAMPLES));
    let mut far: Vec<i64> = ends.copied().collect();
    far.sort_by_key(|v| (std::cmp::Reverse((i128::from(*v) - middle).abs()), *v));
    quality.outlier_examples = far.into_iter().take(EXAMPLES).map(shown).collect();
}

/// The mean of sorted mantissas, rounded half away from zero.
fn mean(values: &[i64], scale: u8) -> Option<String> {
    mean_of(values.iter().map(|v| i128::from(*v)).sum(), values.len() as u32, scale)
}

/// The mean of numbers with this sum of mantissas.
pub fn mean_of(sum: i128, count: u32, scale: u8) -> Option<String> {
    let count = i128::from(count);
    // the mean lies between the values, so that it fits at least with their own digits
    (scale..=MEAN_SCALE.max(scale)).rev().find_map(|digits| {
        let sum = sum.checked_mul(pow10(digits - scale))?;
        let half = if sum < 0 { -count / 2 } else { count / 2 };
        let mantissa = i64::try_from(sum.checked_add(half)?.checked_div(count)?).ok()?;
        Some(Decimal { mantissa, scale: digits }.to_string())
    })
}

/// The sorted values below and above the fences. Quartiles are the values at the places ⌈n/4⌉ and ⌈3n/4⌉; where they are
/// equal there are no fences.
fn outliers(values: &[i64]) -> (&[i64], &[i64]) {
    let n = values.len();
    let at = |place: usize| values.get(place.max(1) - 1).copied().map_or(0, i128::from);
    let (q1, q3) = (at(n.div_ceil(4)), at((3 * n).div_ceil(4)));
    if q1 == q3 {
        return (&[], &[]);
    }
    let (low, high) = (q1 - FENCE * (q3 - q1), q3 + FENCE * (q3 - q1));
    let below = values.partition_point(|v| i128::from(*v) < low);
    let above = values.partition_point(|v| i128::from(*v) <= high);
    (&values[..below], &values[above..])
}
