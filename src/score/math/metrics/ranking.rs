//! Measures of a ranking.

use super::{falling, ties};

/// The chance that a positive row scores above a negative one; equal scores count one half.
///
/// `None` without a positive or without a negative row. One sort.
pub fn auc(scores: &[f64], happened: &[bool]) -> Option<f64> {
    let n = scores.len().min(happened.len());
    let order = falling(&scores[..n]);
    let (mut above, mut below, mut wins) = (0.0, 0.0, 0.0);
    for tied in ties(scores, &order) {
        let yes = tied.iter().filter(|row| happened[**row as usize]).count() as f64;
        let no = tied.len() as f64 - yes;
        wins += no * (above + 0.5 * yes);
        above += yes;
        below += no;
    }
    (above > 0.0 && below > 0.0).then(|| wins / above / below)
}

/// The mean of precision over recall steps, one step for each distinct score; `None` without a positive row.
pub fn average_precision(scores: &[f64], happened: &[bool]) -> Option<f64> {
    let n = scores.len().min(happened.len());
    let order = falling(&scores[..n]);
    let (mut seen, mut hits, mut sum) = (0.0, 0.0, 0.0);
    for tied in ties(scores, &order) {
        let yes = tied.iter().filter(|row| happened[**row as usize]).count() as f64;
        seen += tied.len() as f64;
        hits += yes;
        sum += yes * hits / seen;
    }
    (hits > 0.0).then(|| sum / hits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_are_half_a_win() {
        let happened = [true, false, true, false];
        assert_eq!(auc(&[1.0; 4], &happened), Some(0.5));
        assert_eq!(auc(&[3.0, 1.0, 2.0, 0.0], &happened), Some(1.0));
        assert_eq!(auc(&[0.0, -0.0], &[true, false]), Some(0.5));
        assert_eq!(auc(&[1.0, 2.0], &[true, true]), None);
        assert_eq!(auc(&[], &[]), None);
    }

    #[test]
    fn average_precision_of_a_perfect_ranking_is_one() {
        assert_eq!(average_precision(&[3.0, 2.0, 1.0], &[true, true, false]), Some(1.0));
        assert_eq!(average_precision(&[1.0, 1.0], &[true, false]), Some(0.5));
        assert_eq!(average_precision(&[1.0], &[false]), None);
    }
}
