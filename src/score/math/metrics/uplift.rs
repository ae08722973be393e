//! Measures of a ranking by uplift: who does what because of being treated.
//!
//! Curves and areas as in scikit-uplift: points after each distinct score, trapezoids, area above the straight line by
//! the same area of a perfect ranking.

use super::{falling, ties};

/// Counts among the rows so far.
#[derive(Clone, Copy, Default)]
struct Counts {
    treated: f64,
    treated_yes: f64,
    control: f64,
    control_yes: f64,
}

impl Counts {
    fn rows(self) -> f64 {
        self.treated + self.control
    }

    fn add(&mut self, treated: bool, happened: bool) {
        let yes = f64::from(u8::from(happened));
        if treated {
            self.treated += 1.0;
            self.treated_yes += yes;
        } else {
            self.control += 1.0;
            self.control_yes += yes;
        }
    }

    /// Additional outcomes for the treated.
    fn qini(self) -> f64 {
        self.treated_yes - share(self.control_yes * self.treated, self.control)
    }

    /// The difference of rates, for all rows.
    fn uplift(self) -> f64 {
        (share(self.treated_yes, self.treated) - share(self.control_yes, self.control))
            * self.rows()
    }
}

fn share(part: f64, all: f64) -> f64 {
    if all > 0.0 { part / all } else { 0.0 }
}

/// The area below a curve over rows, and its last point.
fn area(
    scores: &[f64],
    happened: &[bool],
    treated: &[bool],
    of: fn(Counts) -> f64,
) -> (f64, f64, f64) {
    let order = falling(scores);
    let mut counts = Counts::default();
    let (mut rows, mut height, mut sum) = (0.0, 0.0, 0.0);
    for tied in ties(scores, &order) {
        for row in tied {
            counts.add(treated[*row as usize], happened[*row as usize]);
        }
        let next = of(counts);
        sum += (counts.rows() - rows) * 0.5 * (height + next);
        (rows, height) = (counts.rows(), next);
    }
    (sum, rows, height)
}

fn normalised(
    lists: (&[f64], &[bool], &[bool]),
    perfect: &[f64],
    of: fn(Counts) -> f64,
) -> Option<f64> {
    let (scores, happened, treated) = lists;
    let (ideal, rows, height) = area(perfect, happened, treated, of);
    let straight = 0.5 * rows * height;
    let (actual, ..) = area(scores, happened, treated, of);
    let found = (actual - straight) / (ideal - straight);
    found.is_finite().then_some(found)
}

/// The normalised area below the Qini curve, negative effects allowed; `None` where no ranking could do better.
pub fn qini(scores: &[f64], happened: &[bool], treated: &[bool]) -> Option<f64> {
    let n = scores.len().min(happened.len()).min(treated.len());
    let sign = |row: usize| match (happened[row], treated[row]) {
        (false, _) => 0.0,
        (true, true) => 1.0,
        (true, false) => -1.0,
    };
    let perfect: Vec<f64> = (0..n).map(sign).collect();
    normalised((&scores[..n], &happened[..n], &treated[..n]), &perfect, Counts::qini)
}

/// The normalised area below the uplift curve (AUUC); `None` where no ranking could do better.
pub fn uplift_area(scores: &[f64], happened: &[bool], treated: &[bool]) -> Option<f64> {
    let n = scores.len().min(happened.len()).min(treated.len());
    let responders = (0..n).filter(|row| happened[*row] && !treated[*row]).count();
    let refusers = (0..n).filter(|row| !happened[*row] && treated[*row]).count();
    let place = |row: usize| {
        let (y, t) = (happened[row], treated[row]);
        let last = if responders > refusers { y } else { t };
        f64::from(2 * u8::from(y == t) + u8::from(last))
    };
    let perfect: Vec<f64> = (0..n).map(place).collect();
    normalised((&scores[..n], &happened[..n], &treated[..n]), &perfect, Counts::uplift)
}

/// The difference of rates between treated and control rows among the best `share` of rows.
///
/// The number of rows is rounded down; of equal scores at the border the later rows are in. `None` when either arm is
/// absent there.
pub fn uplift_at(part: f64, scores: &[f64], happened: &[bool], treated: &[bool]) -> Option<f64> {
    let n = scores.len().min(happened.len()).min(treated.len());
    let size = (n as f64 * part.clamp(0.0, 1.0)) as usize;
    let mut counts = Counts::default();
    for row in falling(&scores[..n]).into_iter().take(size) {
        counts.add(treated[row as usize], happened[row as usize]);
    }
    (counts.treated > 0.0 && counts.control > 0.0)
        .then(|| counts.treated_yes / counts.treated - counts.control_yes / counts.control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_ranking_has_a_qini_of_one() {
        let happened = [true, false, false, true];
        let treated = [true, true, false, false];
        assert!((qini(&[1.0, 0.0, 0.0, -1.0], &happened, &treated).unwrap() - 1.0).abs() < 1e-12);
        assert!(
            (uplift_at(0.5, &[4.0, 1.0, 3.0, 0.0], &happened, &treated).unwrap() - 1.0).abs()
                < 1e-12
        );
        assert_eq!(qini(&[1.0, 2.0], &[false, false], &[true, false]), None);
        assert_eq!(uplift_at(0.1, &[1.0, 2.0], &[true, false], &[true, false]), None);
        assert_eq!(uplift_area(&[], &[], &[]), None);
    }
}
