//! Where bars begin: round numbers and calendar units.

use crate::table::{Decimal, Ints, pow10};
use crate::time::civil;

/// The most bars of a range.
pub const MAX_BARS: usize = 24;

/// The lower bounds of bars over a number column, as mantissas at its scale. Each bar reaches to the next bound; the first
/// takes what is below it and the last what is above. Values are spread between the 1st and the 99th percentile, so that a
/// few extremes do not flatten the rest.
pub fn number_bounds(ints: &Ints) -> Vec<i64> {
    let step_by = (ints.len() / 20_000).max(1) as usize;
    let mut sample: Vec<i64> =
        (0..ints.len()).step_by(step_by).filter_map(|row| ints.get(row)).collect();
    sample.sort_unstable();
    let mut distinct = sample.clone();
    distinct.dedup();
    if distinct.is_empty() {
        return Vec::new();
    }
    if distinct.len() <= MAX_BARS && step_by == 1 {
        return distinct;
    }
    let at = |share: f64| sample[((sample.len() - 1) as f64 * share) as usize];
    let (low, high) = (i128::from(at(0.01)), i128::from(at(0.99)));
    let mut step = 1i128;
    // 1, 2 and 5 times powers of ten, never finer than one unit of the scale
    let mut steps = (0..37).flat_map(|power| [1, 2, 5].map(|m| m * pow10(power)));
    if let Some(found) = steps.find(|s| (high - low) / s < MAX_BARS as i128 - 1) {
        step = found;
    }
    let first = low.div_euclid(step) * step;
    (0..MAX_BARS as i128)
        .map(|i| first + i * step)
        .take_while(|bound| *bound <= high)
        .filter_map(|bound| i64::try_from(bound).ok())
        .collect()
}

/// The text of a bound.
pub fn number_text(mantissa: i64, scale: u8) -> String {
    Decimal { mantissa, scale }.to_string()
}

/// The first days of bars over a span of days: days, weeks, months, quarters, years or decades, whichever gives few enough.
pub fn day_bounds(first: i32, last: i32) -> Vec<i32> {
    let span = i64::from(last) - i64::from(first) + 1;
    let start_of_months = |months: i32| {
        let (year, month, _) = civil::date(first);
        let index = (year * 12 + month as i32 - 1).div_euclid(months) * months;
        civil::days(index.div_euclid(12), index.rem_euclid(12) as u32 + 1, 1).unwrap_or(first)
    };
    let (start, months) = match span {
        ..=31 => return (first..=last).collect(),
        32..=168 => {
            let monday = first - civil::weekday(first) as i32;
            return (monday..=last).step_by(7).collect();
        }
        169..=1096 => (start_of_months(1), 1),
        1097..=3000 => (start_of_months(3), 3),
        3001..=14_000 => (start_of_months(12), 12),
        _ => (start_of_months(120), 120),
    };
    (0..)
        .map(|i| civil::add_months(start, i * months))
        .take_while(|d| *d <= last)
        .take(200)
        .collect()
}
