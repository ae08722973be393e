//! Integrals of smooth functions by Gauss and Legendre's rule on panels.

/// Nodes in (0, 1) of the half rule of 16 points, with weights.
pub struct Rule {
    points: [(f64, f64); 16],
}

impl Rule {
    /// The rule of 16 points, its nodes found by Newton's method.
    pub fn new() -> Self {
        const N: usize = 16;
        let mut points = [(0.0, 0.0); N];
        for (i, point) in points.iter_mut().enumerate() {
            let mut x = libm::cos(std::f64::consts::PI * (i as f64 + 0.75) / (N as f64 + 0.5));
            let mut slope = 1.0;
            for _ in 0..8 {
                let (mut before, mut value) = (1.0, x);
                for k in 2..=N {
                    let k = k as f64;
                    (before, value) =
                        (value, ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k);
                }
                slope = N as f64 * (x * value - before) / (x * x - 1.0);
                x -= value / slope;
            }
            *point = (x, 2.0 / ((1.0 - x * x) * slope * slope));
        }
        Self { points }
    }

    /// The integral of `f` over the panels between neighbouring `knots` (ascending).
    pub fn integral(&self, knots: &[f64], mut f: impl FnMut(f64) -> f64) -> f64 {
        let mut sum = 0.0;
        for panel in knots.windows(2) {
            let (middle, half) = (0.5 * (panel[0] + panel[1]), 0.5 * (panel[1] - panel[0]));
            if half > 0.0 {
                let inside = |(x, weight): &(f64, f64)| weight * f(middle + half * x);
                sum += half * self.points.iter().map(inside).sum::<f64>();
            }
        }
        sum
    }
}

/// Knots around `middle` whose distances double from `step` on, inside `low..=high`.
pub fn knots_around(middle: f64, step: f64, low: f64, high: f64) -> Vec<f64> {
    let mut knots = vec![low, middle.clamp(low, high), high];
    let mut far = step;
    for _ in 0..8 {
        knots.extend([middle - far, middle + far].map(|x| x.clamp(low, high)));
        far *= 2.0;
    }
    knots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_exact() {
        let rule = Rule::new();
        let ninth = rule.integral(&[0.0, 0.5, 2.0], |x| libm::pow(x, 9.0));
        assert!((ninth - 102.4).abs() < 1e-11, "{ninth}");
        let one: f64 = rule.points.iter().map(|p| p.1).sum();
        assert!((one - 2.0).abs() < 1e-14);
    }
}
