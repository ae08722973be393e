//! Logistic regression with a penalty on squared weights.
//!
//! Minimises `½‖w‖² + C Σ s_i ln(1 + e^(∓(w·x_i + b)))`, the intercept b free of penalty, by Newton's method with halved
//! steps. A pass costs the squared number of features of each row; ten are usual.

use super::Features;
use crate::score::math::cholesky::solve;
use crate::score::math::series::{logistic, softplus};
use crate::score::models::{Progress, Refusal, Watch};
use serde::Serialize;

/// How a fit is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// C: the weight of the data against the penalty.
    pub c: f64,
    /// Whether both classes weigh the same: s = n / (2 · rows of the class); 1 otherwise.
    pub balanced: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { c: 1.0, balanced: true }
    }
}

/// The most features that are taken: the equations have their square as many numbers.
pub const MOST_FEATURES: usize = 500;

/// Fitted weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// By feature.
    pub weights: Vec<f64>,
    /// The free term.
    pub intercept: f64,
    /// The minimum.
    pub objective: f64,
    /// Whether the search settled.
    pub converged: bool,
    /// Passes over the data.
    pub passes: u32,
}

impl Fit {
    /// `w·x + b` of a row.
    pub fn score(&self, features: &Features, row: usize) -> f64 {
        margin(&self.weights, self.intercept, features, row)
    }

    /// The logistic function of [`Fit::score`]: a probability when classes are not balanced and the outcome is known.
    pub fn probability(&self, features: &Features, row: usize) -> f64 {
        logistic(self.score(features, row))
    }
}

fn margin(weights: &[f64], intercept: f64, features: &Features, row: usize) -> f64 {
    features.row(row).fold(intercept, |sum, (j, x)| sum + weights.get(j).map_or(0.0, |w| w * x))
}

/// The rows of one fit.
struct Task<'a> {
    features: &'a Features,
    yes: &'a [bool],
    rows: Vec<u32>,
    /// C·s of rows that are not, and that are.
    importance: [f64; 2],
}

impl Task<'_> {
    fn value(&self, weights: &[f64], intercept: f64) -> f64 {
        let losses = self.rows.iter().map(|row| {
            let (row, m) =
                (*row as usize, margin(weights, intercept, self.features, *row as usize));
            self.importance[usize::from(self.yes[row])]
                * softplus(if self.yes[row] { -m } else { m })
        });
        losses.sum::<f64>() + 0.5 * weights.iter().map(|w| w * w).sum::<f64>()
    }

    /// Gradient, and the lower triangle of second derivatives; the intercept is the last coordinate.
    fn slopes(&self, weights: &[f64], intercept: f64, gradient: &mut [f64], second: &mut [f64]) {
        let n = weights.len() + 1;
        second.fill(0.0);
        for (j, w) in weights.iter().enumerate() {
            gradient[j] = *w;
            second[j * n + j] = 1.0;
        }
        gradient[n - 1] = 0.0;
        for row in &self.rows {
            let row = *row as usize;
            let p = logistic(margin(weights, intercept, self.features, row));
            let importance = self.importance[usize::from(self.yes[row])];
            let off = importance * (p - f64::from(u8::from(self.yes[row])));
            let curve = importance * p * (1.0 - p);
            gradient[n - 1] += off;
            second[n * n - 1] += curve;
            for (j, x) in self.features.row(row) {
                gradient[j] += off * x;
                second[(n - 1) * n + j] += curve * x;
                // features of a row stand upwards
                for (k, y) in self.features.row(row).take_while(|(k, _)| *k <= j) {
                    second[j * n + k] += curve * x * y;
                }
            }
        }
    }
}

/// Fits to rows, `yes` telling which are of the class.
///
/// # Errors
/// One class alone or no rows ([`Refusal::Empty`]), more than 500 features ([`Refusal::NotApplicable`]), or a watch
/// that says stop.
pub fn fit(
    features: &Features,
    yes: &[bool],
    options: &Options,
    watch: Watch,
) -> Result<Fit, Refusal> {
    fit_rows(features, yes, |_| true, options, watch)
}

/// [`fit`] to the rows that are in.
pub(super) fn fit_rows(
    features: &Features,
    yes: &[bool],
    inside: impl Fn(usize) -> bool,
    options: &Options,
    watch: Watch,
) -> Result<Fit, Refusal> {
    let all = features.rows().min(yes.len()) as u32;
    let rows: Vec<u32> = (0..all).filter(|row| inside(*row as usize)).collect();
    let positive = rows.iter().filter(|row| yes[**row as usize]).count() as f64;
    let negative = rows.len() as f64 - positive;
    if positive == 0.0 || negative == 0.0 {
        return Err(Refusal::Empty);
    }
    if features.width() > MOST_FEATURES {
        return Err(Refusal::NotApplicable);
    }
    let share = |own: f64| if options.balanced { rows.len() as f64 / (2.0 * own) } else { 1.0 };
    let importance = [options.c * share(negative), options.c * share(positive)];
    newton(&Task { features, yes, rows, importance }, watch)
}

fn newton(task: &Task, watch: Watch) -> Result<Fit, Refusal> {
    let n = task.features.width() + 1;
    let mut weights = vec![0.0; n - 1];
    let mut intercept = 0.0;
    let mut value = task.value(&weights, intercept);
    let (mut gradient, mut second) = (vec![0.0; n], vec![0.0; n * n]);
    let mut passes = 0;
    let mut converged = false;
    while passes < 200 && !converged {
        task.slopes(&weights, intercept, &mut gradient, &mut second);
        let mut step: Vec<f64> = gradient.iter().map(|g| -g).collect();
        let mut ridge = 0.0;
        loop {
            let mut system = second.clone();
            for j in 0..n {
                system[j * n + j] += ridge;
            }
            if solve(&mut system, &mut step) {
                break;
            }
            ridge = if ridge > 0.0 { ridge * 100.0 } else { 1e-10 };
            if ridge > 1e30 {
                return Err(Refusal::NotApplicable);
            }
            step.iter_mut().zip(&gradient).for_each(|(s, g)| *s = -g);
        }
        let slope: f64 = step.iter().zip(&gradient).map(|(s, g)| s * g).sum();
        converged = -slope <= 1e-14 * (1.0 + value.abs());
        let mut part = 1.0;
        for _ in 0..30 {
            let next: Vec<f64> = weights.iter().zip(&step).map(|(w, s)| w + part * s).collect();
            let next_intercept = intercept + part * step[n - 1];
            let there = task.value(&next, next_intercept);
            if there <= value + 1e-4 * part * slope {
                (weights, intercept, value) = (next, next_intercept, there);
                break;
            }
            part *= 0.5;
        }
        // a full step that does not go down any more is the end, too
        converged |= part < 1e-8 && -slope <= 1e-9 * (1.0 + value.abs());
        passes += 1;
        if !watch(Progress { passes, value: -value }) {
            return Err(Refusal::Cancelled);
        }
    }
    Ok(Fit { weights, intercept, objective: value, converged, passes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_feature_has_the_weight_that_its_gradient_says() {
        let features = Features::of_numbers(1, &[-2.0, -1.0, 0.5, 1.0, 2.0, 3.0]);
        let yes = [false, false, true, false, true, true];
        let options = Options { c: 1.0, balanced: false };
        let found = fit(&features, &yes, &options, &mut |_| true).unwrap();
        assert!(found.converged);
        let (mut g, mut g0) = (found.weights[0], 0.0);
        for (row, y) in yes.iter().enumerate() {
            let off = found.probability(&features, row) - f64::from(u8::from(*y));
            g0 += off;
            g += off * features.row(row).next().unwrap().1;
        }
        assert!(g.abs() < 1e-9 && g0.abs() < 1e-9, "{g} {g0}");
    }

    #[test]
    fn separable_rows_and_twin_features_settle() {
        let rows: Vec<[u32; 2]> = (0..60).map(|i| if i < 30 { [0, 1] } else { [2, 3] }).collect();
        let features = Features::of_tags(4, &rows);
        let yes: Vec<bool> = (0..60).map(|i| i < 30).collect();
        let found =
            fit(&features, &yes, &Options { c: 1e6, balanced: true }, &mut |_| true).unwrap();
        assert!(found.converged && found.weights.iter().all(|w| w.is_finite()), "{found:?}");
        assert!((found.weights[0] - found.weights[1]).abs() < 1e-9);
    }

    #[test]
    fn one_class_and_a_stop_are_told() {
        let features = Features::of_tags(1, [[0], [0]]);
        assert_eq!(
            fit(&features, &[true, true], &Options::default(), &mut |_| true),
            Err(Refusal::Empty)
        );
        let stop = fit(&features, &[true, false], &Options::default(), &mut |_| false);
        assert_eq!(stop, Err(Refusal::Cancelled));
        let wide = Features::of_tags(501, [[0], [1]]);
        let refused = fit(&wide, &[true, false], &Options::default(), &mut |_| true);
        assert_eq!(refused, Err(Refusal::NotApplicable));
    }
}
