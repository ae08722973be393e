//! Measures of a probability, and its correction.

use super::{falling, ties};
use serde::Serialize;

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
    (n > 0.0).then(|| sum / n)
}

fn number(happened: bool) -> f64 {
    f64::from(u8::from(happened))
}

fn pairs<'a>(p: &'a [f64], happened: &'a [bool]) -> impl Iterator<Item = (f64, f64)> + 'a {
    p.iter().zip(happened).map(|(p, y)| (*p, number(*y)))
}

/// The mean squared difference of probability and outcome.
pub fn brier(p: &[f64], happened: &[bool]) -> Option<f64> {
    mean(pairs(p, happened).map(|(p, y)| (p - y) * (p - y)))
}

/// The mean of `−ln` of the probability of what happened; probabilities are kept 1e-15 away from 0 and 1.
pub fn log_loss(p: &[f64], happened: &[bool]) -> Option<f64> {
    mean(pairs(p, happened).map(|(p, y)| {
        let p = p.clamp(1e-15, 1.0 - 1e-15);
        -libm::log(if y > 0.5 { p } else { 1.0 - p })
    }))
}

/// Mean probability minus share of what happened: above 0 promises too much.
pub fn mean_error(p: &[f64], happened: &[bool]) -> Option<f64> {
    mean(pairs(p, happened).map(|(p, y)| p - y))
}

/// The expected calibration error over 10 bins of equal width, `[k/10, (k+1)/10)`, 1 in the last.
///
/// The mean over rows of the absolute difference of mean probability and rate in the row's bin.
pub fn calibration_error(p: &[f64], happened: &[bool]) -> Option<f64> {
    let mut bins = [(0.0, 0.0); 10];
    let mut n = 0.0;
    for (p, y) in pairs(p, happened) {
        let bin = (1..10).filter(|k| p >= f64::from(*k) / 10.0).count();
        bins[bin].0 += p;
        bins[bin].1 += y;
        n += 1.0;
    }
    (n > 0.0).then(|| bins.iter().map(|(p, y)| (p - y).abs()).sum::<f64>() / n)
}

/// A tenth of the rows, from the most likely down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Decile {
    /// Rows.
    pub rows: u32,
    /// The mean probability.
    pub predicted: f64,
    /// The share of rows where it happened.
    pub actual: f64,
    /// That share by the share of all rows; missing when it happened nowhere.
    pub lift: Option<f64>,
}

/// Ten groups of rows by falling probability whose sizes differ by one at most; empty groups are left out.
///
/// Rows of one probability that straddle a border each count with the mean outcome of all of that probability, so that
/// their order does not matter.
pub fn deciles(p: &[f64], happened: &[bool]) -> Vec<Decile> {
    let n = p.len().min(happened.len());
    let order = falling(&p[..n]);
    let mut outcomes = vec![0.0; n];
    let mut at = 0;
    let mut total = 0.0;
    for tied in ties(p, &order) {
        let yes = tied.iter().filter(|row| happened[**row as usize]).count() as f64;
        outcomes[at..at + tied.len()].fill(yes / tied.len() as f64);
        at += tied.len();
        total += yes;
    }
    let border = |group: usize| (group * n).div_ceil(10);
    let groups =
        (0..10).map(|group| border(group)..border(group + 1)).filter(|rows| !rows.is_empty());
    groups
        .map(|rows| {
            let size = rows.len() as f64;
            let predicted =
                order[rows.clone()].iter().map(|row| p[*row as usize]).sum::<f64>() / size;
            let actual = outcomes[rows].iter().sum::<f64>() / size;
            let lift = (total > 0.0).then(|| actual / (total / n as f64));
            Decile { rows: size as u32, predicted, actual, lift }
        })
        .collect()
}

/// A correction of probabilities by what happened: rising steps (pool adjacent violators), straight lines between.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Isotonic {
    /// Mean probability and rate of each step, both upwards.
    steps: Vec<(f64, f64)>,
}

impl Isotonic {
    /// Learns from a back-test; `None` with fewer than 200 rows where it happened, which is too little to correct by.
    pub fn learn(p: &[f64], happened: &[bool]) -> Option<Self> {
        let n = p.len().min(happened.len());
        if happened[..n].iter().filter(|y| **y).count() < 200 {
            return None;
        }
        Some(Self::of(&p[..n], &happened[..n]))
    }

    /// The same from whatever there is: for judging corrections against each other.
    pub fn of(p: &[f64], happened: &[bool]) -> Self {
        let n = p.len().min(happened.len());
        let mut order = falling(&p[..n]);
        order.reverse();
        // sums of rows, probabilities and outcomes
        let mut blocks: Vec<(f64, f64, f64)> = Vec::new();
        for tied in ties(p, &order) {
            let yes = tied.iter().filter(|row| happened[**row as usize]).count() as f64;
            let sum = tied.iter().map(|row| p[*row as usize]).sum();
            blocks.push((tied.len() as f64, sum, yes));
            while let [.., (n, _, yes), (last_n, _, last_yes)] = blocks[..] {
                if yes * last_n < last_yes * n {
                    break;
                }
                if let (Some(last), Some(before)) = (blocks.pop(), blocks.last_mut()) {
                    *before = (before.0 + last.0, before.1 + last.1, before.2 + last.2);
                }
            }
        }
        let steps = blocks.iter().map(|(n, p, y)| (p / n, y / n)).collect();
        Self { steps }
    }

    /// The corrected probability; flat beyond the first and the last step.
    pub fn correct(&self, p: f64) -> f64 {
        let at = self.steps.partition_point(|(x, _)| *x <= p);
        let before = at.checked_sub(1).and_then(|i| self.steps.get(i));
        match (before, self.steps.get(at)) {
            (Some(low), Some(high)) => {
                low.1 + (high.1 - low.1) * ((p - low.0) / (high.0 - low.0)).clamp(0.0, 1.0)
            }
            (Some((_, y)), None) | (None, Some((_, y))) => *y,
            (None, None) => p,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sure_and_right_probability_has_no_error() {
        let (p, y) = ([1.0, 0.0, 1.0], [true, false, true]);
        assert_eq!(
            (brier(&p, &y), calibration_error(&p, &y), mean_error(&p, &y)),
            (Some(0.0), Some(0.0), Some(0.0))
        );
        assert!(log_loss(&p, &y).unwrap() < 1e-14);
        assert!((log_loss(&[1.0], &[false]).unwrap() - 15.0 * std::f64::consts::LN_10).abs() < 0.1);
        assert_eq!(brier(&[], &[]), None);
    }

    #[test]
    fn a_border_of_a_bin_belongs_to_the_upper_one() {
        // 0.3 and 0.35 share a bin, 0.299 does not
        assert!((calibration_error(&[0.3, 0.35], &[true, false]).unwrap() - 0.175).abs() < 1e-12);
        assert!((calibration_error(&[0.299, 0.3], &[true, false]).unwrap() - 0.5005).abs() < 1e-12);
    }

    #[test]
    fn deciles_hold_every_row_and_do_not_depend_on_the_order_of_ties() {
        let table = deciles(&[0.5; 15], &std::array::from_fn::<bool, 15, _>(|i| i < 3));
        assert_eq!(table.iter().map(|d| d.rows).sum::<u32>(), 15);
        assert!(
            table
                .iter()
                .all(|d| (d.actual - 0.2).abs() < 1e-12 && (d.lift.unwrap() - 1.0).abs() < 1e-12)
        );
        assert_eq!(deciles(&[0.1, 0.2], &[true, false]).len(), 2);
        assert!(deciles(&[], &[]).is_empty());
    }

    #[test]
    fn a_correction_rises_and_keeps_the_mean() {
        let p: Vec<f64> = (0..2000).map(|i| f64::from(i) / 2000.0).collect();
        let y: Vec<bool> = (0..2000).map(|i| (i * 7919) % 4000 < i).collect();
        let corrected = Isotonic::learn(&p, &y).unwrap();
        let out: Vec<f64> = p.iter().map(|p| corrected.correct(*p)).collect();
        assert!(out.windows(2).all(|w| w[0] <= w[1]));
        assert!(mean_error(&out, &y).unwrap().abs() < 0.02);
        assert!(Isotonic::learn(&p[..100], &y[..100]).is_none());
    }
}
