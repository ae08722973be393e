//! Key opinion consumers: contacts that others listen to, by several signs at once.

/// The signs of one contact; missing where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Signs {
    /// PageRank in the relation graph.
    pub rank: Option<f64>,
    /// Core number.
    pub core: Option<f64>,
    /// Shares by exposures.
    pub share_rate: Option<f64>,
    /// Invited contacts that converted.
    pub converted: Option<f64>,
}

/// Signs that it takes for a score.
const LEAST_SIGNS: usize = 2;

/// The mean percentile rank of a contact's signs, in `[0, 1]`; `None` with fewer than two of them.
///
/// The percentile rank of a value is the share of known values below it plus half the share of equal ones.
pub fn scores(signs: &[Signs]) -> Vec<Option<f64>> {
    let columns: [fn(&Signs) -> Option<f64>; 4] =
        [|s| s.rank, |s| s.core, |s| s.share_rate, |s| s.converted];
    let mut sums = vec![(0, 0.0); signs.len()];
    for column in columns {
        let values: Vec<Option<f64>> = signs.iter().map(column).collect();
        for (sum, rank) in sums.iter_mut().zip(percentile_ranks(&values)) {
            if let Some(rank) = rank {
                *sum = (sum.0 + 1, sum.1 + rank);
            }
        }
    }
    sums.iter().map(|(n, sum)| (*n >= LEAST_SIGNS).then(|| sum / *n as f64)).collect()
}

/// The percentile rank of each value among those that are there: the share below it plus half the share of equal ones.
pub fn percentile_ranks(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let value = |v: &Option<f64>| v.filter(|v| !v.is_nan());
    let mut known: Vec<f64> = values.iter().filter_map(value).map(|v| v + 0.0).collect();
    known.sort_unstable_by(f64::total_cmp);
    let of = |own: f64| {
        let below = known.partition_point(|v| *v < own);
        let upto = known.partition_point(|v| *v <= own);
        0.5 * (below + upto) as f64 / known.len() as f64
    };
    values.iter().map(|v| value(v).map(of)).collect()
}

/// The contacts of the best share of scores, upwards, 0.05 for the usual twentieth; equals are not parted.
pub fn best(scores: &[Option<f64>], share: f64) -> Vec<u32> {
    let mut known: Vec<f64> = scores.iter().flatten().copied().collect();
    known.sort_unstable_by(|a, b| b.total_cmp(a));
    let asked = f64::ceil(share.clamp(0.0, 1.0) * known.len() as f64 - 1e-9).max(0.0) as usize;
    let Some(threshold) = asked.checked_sub(1).and_then(|last| known.get(last)) else {
        return Vec::new();
    };
    let chosen = scores.iter().enumerate().filter(|(_, s)| s.is_some_and(|s| s >= *threshold));
    chosen.map(|(row, _)| row as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_is_no_score_and_the_best_of_all_leads() {
        let of = |rank, core| Signs { rank, core, ..Signs::default() };
        let signs = [
            of(Some(0.1), Some(1.0)),
            of(Some(0.9), Some(5.0)),
            of(Some(0.5), None),
            of(Some(0.1), Some(2.0)),
        ];
        let found = scores(&signs);
        assert_eq!(found[2], None);
        assert!(found[1] > found[3] && found[3] > found[0]);
        assert_eq!(best(&found, 0.05), [1]);
        assert!(best(&[], 0.5).is_empty() && best(&found, 0.0).is_empty());
    }
}
