//! Quantiles of a sample by selection: the values next to a rank are found in three passes without sorting everybody.
//!
//! The default is Hyndman and Fan's type 7 (*Sample quantiles in statistical packages*, 1996), which is `percentile_cont` of SQL
//! and the default of R and numpy. Values that are not a number are left out; a sample without values has no quantile.
//!
//! Cost: O(n) time, 128 KB, and the values of the few buckets that hold a wanted rank.

mod lanes;
mod whole;

pub use lanes::{Number, looked_up};
pub use whole::{at_ranks, steps};

/// How a quantile falls between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Type 7: linear between the values at `(n − 1)p`.
    #[default]
    Linear,
    /// Type 1: the smallest value with at least a share `p` at or below it (`percentile_disc`).
    InvertedCdf,
    /// Type 5: linear, knots half-way through the steps.
    Hazen,
    /// Type 6: linear between the values at `(n + 1)p`.
    Weibull,
    /// Type 8: linear, about median-unbiased for any distribution.
    MedianUnbiased,
}

/// Where a quantile lies: between two ranks, so far from the lower one.
#[derive(Debug, Clone, Copy)]
struct Place {
    lower: usize,
    upper: usize,
    part: f64,
}

impl Method {
    fn place(self, n: usize, p: f64) -> Place {
        let count = n as f64;
        let (alpha, beta) = match self {
            Self::Linear => return between(n, (count - 1.0) * p),
            Self::InvertedCdf => {
                let rank = (count * p - 1.0).ceil().max(0.0) as usize;
                let rank = rank.min(n - 1);
                return Place { lower: rank, upper: rank, part: 0.0 };
            }
            Self::Hazen => (0.5, 0.5),
            Self::Weibull => (0.0, 0.0),
            Self::MedianUnbiased => (1.0 / 3.0, 1.0 / 3.0),
        };
        between(n, count * p + (alpha + p * (1.0 - alpha - beta)) - 1.0)
    }
}

fn between(n: usize, index: f64) -> Place {
    let index = index.clamp(0.0, (n - 1) as f64);
    let lower = index as usize;
    Place { lower, upper: (lower + 1).min(n - 1), part: index - lower as f64 }
}

/// The value a part of the way from `a` to `b`, exact at both ends.
fn interpolated(a: f64, b: f64, part: f64) -> f64 {
    let way = b - a;
    let value = if part < 0.5 { a + way * part } else { b - way * (1.0 - part) };
    if value.is_finite() { value } else { a * (1.0 - part) + b * part }
}

/// The quantiles of `values` at each of `probabilities` (clamped to 0..=1), in their order; empty without finite values.
///
/// ```
/// use fenqun::score::quantile::{Method, quantiles};
/// assert_eq!(quantiles(&[1.0, 9.0], &[0.5, 0.2], Method::Linear), [5.0, 2.6]);
/// ```
pub fn quantiles(values: &[f64], probabilities: &[f64], method: Method) -> Vec<f64> {
    let finite: Vec<f64>;
    let values = if values.iter().all(|v| v.is_finite()) {
        values
    } else {
        finite = values.iter().copied().filter(|v| v.is_finite()).collect();
        &finite
    };
    of_ranks(values.len(), probabilities, method, |ranks| order_statistics(values, ranks))
}

/// The quantiles of whole numbers that are counted: `counts[v]` is how often `v` occurs.
pub fn of_counts(counts: &[u32], probabilities: &[f64], method: Method) -> Vec<f64> {
    let n = counts.iter().map(|c| *c as usize).sum();
    of_ranks(n, probabilities, method, |ranks| {
        let mut below = 0;
        let mut at = 0;
        ranks
            .iter()
            .map(|rank| {
                while at + 1 < counts.len() && below + counts[at] as usize <= *rank {
                    below += counts[at] as usize;
                    at += 1;
                }
                at as f64
            })
            .collect()
    })
}

/// Asks for the values at the needed ranks (ascending, each once) and puts the quantiles together.
fn of_ranks(
    n: usize,
    probabilities: &[f64],
    method: Method,
    values_at: impl FnOnce(&[usize]) -> Vec<f64>,
) -> Vec<f64> {
    if n == 0 {
        return Vec::new();
    }
    let clamped = |p: &f64| if p.is_nan() { 0.0 } else { p.clamp(0.0, 1.0) };
    let places: Vec<Place> = probabilities.iter().map(|p| method.place(n, clamped(p))).collect();
    let mut ranks: Vec<usize> = places.iter().flat_map(|p| [p.lower, p.upper]).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let found = values_at(&ranks);
    let at = |rank: usize| {
        ranks.binary_search(&rank).ok().and_then(|i| found.get(i)).copied().unwrap_or_default()
    };
    places.iter().map(|p| interpolated(at(p.lower), at(p.upper), p.part)).collect()
}

/// The values at `ranks` (from 0, ascending, all below the length) of finite `values`.
pub fn values_at(values: &[f64], ranks: &[usize]) -> Vec<f64> {
    let mut each = ranks.to_vec();
    each.dedup();
    let found = order_statistics(values, &each);
    let at = |rank: &usize| each.binary_search(rank).ok().and_then(|i| found.get(i)).copied();
    ranks.iter().map(|rank| at(rank).unwrap_or_default()).collect()
}

/// The number whose unsigned order is the order of the values.
fn key(value: f64) -> u64 {
    // a negative zero is a zero
    let bits = (value + 0.0).to_bits();
    bits ^ ((((bits as i64) >> 63) as u64) | (1 << 63))
}

fn value_of(key: u64) -> f64 {
    let sign = if key >> 63 == 1 { 1 << 63 } else { u64::MAX };
    f64::from_bits(key ^ sign)
}

/// The least and the greatest of finite values, in four lanes.
fn extremes(values: &[f64]) -> (f64, f64) {
    let least = |a: f64, b: f64| if b < a { b } else { a };
    let most = |a: f64, b: f64| if b > a { b } else { a };
    let (quads, rest) = values.as_chunks::<4>();
    let (mut low, mut high) = ([f64::MAX; 4], [f64::MIN; 4]);
    for quad in quads {
        for lane in 0..4 {
            low[lane] = least(low[lane], quad[lane]);
            high[lane] = most(high[lane], quad[lane]);
        }
    }
    (
        rest.iter().chain(&low).copied().fold(f64::MAX, least),
        rest.iter().chain(&high).copied().fold(f64::MIN, most),
    )
}

const BUCKET_BITS: u32 = 14;

/// The values at `ranks` (from 0, ascending, each once, all below the length) of finite `values`.
fn order_statistics(values: &[f64], ranks: &[usize]) -> Vec<f64> {
    let (least, most) = extremes(values);
    let (least, most) = (key(least), key(most));
    if least >= most {
        return ranks.iter().map(|_| value_of(least)).collect();
    }
    let span_bits = u64::BITS - (most - least).leading_zeros();
    let shift = span_bits.saturating_sub(BUCKET_BITS);
    let bucket_of = |value: f64| ((key(value) - least) >> shift) as usize;
    let mut counts = vec![0u32; 1 << BUCKET_BITS];
    for value in values {
        counts[bucket_of(*value)] += 1;
    }
    select(values, ranks, &counts, bucket_of)
}

/// Gathers the buckets that hold a wanted rank, in one pass, and selects inside them.
fn select(
    values: &[f64],
    ranks: &[usize],
    counts: &[u32],
    bucket_of: impl Fn(f64) -> usize,
) -> Vec<f64> {
    const UNWANTED: u8 = u8::MAX;
    let mut slot_of = vec![UNWANTED; counts.len()];
    // per slot: where it starts among all ranks, and its keys
    let mut slots: Vec<(usize, Vec<u64>)> = Vec::new();
    let mut asked: Vec<(usize, usize)> = Vec::with_capacity(ranks.len());
    let (mut below, mut bucket) = (0, 0);
    for rank in ranks {
        while bucket + 1 < counts.len() && below + counts[bucket] as usize <= *rank {
            below += counts[bucket] as usize;
            bucket += 1;
        }
        if slot_of[bucket] == UNWANTED {
            if slots.len() == UNWANTED as usize {
                return sorted_ranks(values, ranks);
            }
            slot_of[bucket] = slots.len() as u8;
            slots.push((below, Vec::with_capacity(counts[bucket] as usize)));
        }
        asked.push((slot_of[bucket] as usize, *rank));
    }
    for value in values {
        let slot = slot_of[bucket_of(*value)];
        if slot != UNWANTED {
            slots[slot as usize].1.push(key(*value));
        }
    }
    asked
        .into_iter()
        .map(|(slot, rank)| {
            let (start, keys) = &mut slots[slot];
            let inside = rank - *start;
            value_of(*keys.select_nth_unstable(inside).1)
        })
        .collect()
}

/// The same for more ranks than there are slots.
fn sorted_ranks(values: &[f64], ranks: &[usize]) -> Vec<f64> {
    let mut keys: Vec<u64> = values.iter().map(|v| key(*v)).collect();
    keys.sort_unstable();
    ranks.iter().map(|rank| value_of(keys[*rank])).collect()
}

/// The sum of a fixed tree of additions: eight lanes over blocks of 128, halves above that. It loses far less than adding one
/// after another, and is the same on every machine.
pub fn pairwise_sum(values: &[f64]) -> f64 {
    let n = values.len();
    if n < 8 {
        return values.iter().fold(0.0, |sum, v| sum + v);
    }
    if n > 128 {
        let half = n / 2;
        let (left, right) = values.split_at(half - half % 8);
        return pairwise_sum(left) + pairwise_sum(right);
    }
    let (blocks, rest) = values.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for block in blocks {
        for (lane, value) in lanes.iter_mut().zip(block) {
            *lane += value;
        }
    }
    let whole = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
        + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    rest.iter().fold(whole, |sum, v| sum + v)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "values that were put in come out to the last bit")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn selection_agrees_with_sorting(
            values in prop::collection::vec(prop_oneof![-1e6..1e6f64, Just(7.0), Just(-0.0), any::<f64>()], 1..200),
            p in 0.0..=1.0f64,
        ) {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
            sorted.sort_unstable_by(f64::total_cmp);
            let found = quantiles(&values, &[p], Method::InvertedCdf);
            if sorted.is_empty() {
                prop_assert!(found.is_empty());
            } else {
                let rank = ((sorted.len() as f64 * p - 1.0).ceil().max(0.0) as usize).min(sorted.len() - 1);
                prop_assert_eq!(found[0], sorted[rank]);
                prop_assert!(quantiles(&values, &[p], Method::Linear)[0].is_finite());
            }
        }

        #[test]
        fn counts_give_the_quantiles_of_their_values(
            values in prop::collection::vec(0u32..50, 1..200), p in 0.0..=1.0f64,
        ) {
            let mut counts = vec![0; 50];
            for value in &values {
                counts[*value as usize] += 1;
            }
            let plain: Vec<f64> = values.iter().map(|v| f64::from(*v)).collect();
            prop_assert_eq!(
                of_counts(&counts, &[p, 1.0, 0.0], Method::Linear),
                quantiles(&plain, &[p, 1.0, 0.0], Method::Linear)
            );
        }
    }

    #[test]
    fn a_sample_without_numbers_has_no_quantile() {
        assert!(quantiles(&[], &[0.5], Method::Linear).is_empty());
        assert!(quantiles(&[f64::NAN, f64::INFINITY], &[0.5], Method::Linear).is_empty());
    }

    #[test]
    fn many_ranks_at_once_are_sorted() {
        let values: Vec<f64> = (0..5000).rev().map(f64::from).collect();
        let probabilities: Vec<f64> = (0..=1000).map(|i| f64::from(i) / 1000.0).collect();
        let found = quantiles(&values, &probabilities, Method::Linear);
        assert!(found.is_sorted());
        assert_eq!((found[0], found[1000]), (0.0, 4999.0));
    }
}
