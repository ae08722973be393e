//! Distances from the mean in standard deviations: the one number of the language that is a double.

use super::population::{Numbers, double_text};
use crate::table::pow10;

/// The mean and the standard deviation (divided by n) of some numbers. Every engine computes the same bits: the sum is
/// exact before it becomes a double, and the squares are added in ascending order of the numbers.
pub struct Spread {
    mean: f64,
    deviation: f64,
    unit: f64,
}

impl Spread {
    /// `None` of no numbers.
    pub fn new(numbers: Numbers, scale: u8) -> Option<Self> {
        let unit = pow10(scale) as f64;
        let numbers = numbers.ascending();
        if numbers.is_empty() {
            return None;
        }
        let n = numbers.len() as f64;
        let sum = numbers.iter().fold(0i128, |sum, &x| sum.saturating_add(x));
        let mean = sum as f64 / unit / n;
        let squares = numbers.iter().fold(0.0, |sum: f64, &x| {
            let distance = x as f64 / unit - mean;
            sum + distance * distance
        });
        Some(Self { mean, deviation: (squares / n).sqrt(), unit })
    }

    /// The distance of a number from the mean; `None` when all numbers are the same.
    pub fn score(&self, number: i128) -> Option<f64> {
        (self.deviation > 0.0).then(|| (number as f64 / self.unit - self.mean) / self.deviation)
    }

    /// The mean and the standard deviation as people read them.
    pub fn texts(&self) -> Vec<String> {
        vec![double_text(self.mean), double_text(self.deviation)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_have_no_spread() {
        let equal = Spread::new(Numbers::Small(vec![200, 200]), 2).unwrap();
        assert_eq!((equal.score(200), equal.texts()), (None, vec!["2".into(), "0".into()]));
        let apart = Spread::new(Numbers::Small(vec![100, 300]), 2).unwrap();
        assert_eq!(apart.score(300), Some(1.0));
    }
}
