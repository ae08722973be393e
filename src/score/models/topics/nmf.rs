//! Non-negative factors by multiplicative updates (Lee and Seung 2001) from a given beginning.
//!
//! With the generalised Kullback-Leibler loss this is pLSA up to scaling.

use super::Counts;
use crate::score::models::{Progress, Refusal, Watch};

/// What is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// `√Σ (x − r)²`.
    Frobenius,
    /// `Σ x ln(x/r) − x + r`.
    KullbackLeibler,
}

/// Documents × topics and topics × words, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    /// Weights of topics by document.
    pub documents: Vec<f64>,
    /// Weights of words by topic.
    pub topics: Vec<f64>,
    /// Number of topics.
    pub count: usize,
}

/// What stands in for a vanishing product or divisor.
const SMALL: f64 = 1.192_092_955_078_125e-7;

impl Factors {
    /// Whether the sizes fit to the counts, and nothing is below 0.
    fn is_sound(&self, counts: &Counts) -> bool {
        self.documents.len() == self.count * counts.documents()
            && self.topics.len() == self.count * counts.vocabulary()
            && self.documents.iter().chain(&self.topics).all(|w| w.is_finite() && *w >= 0.0)
    }

    /// The product of the factors in one cell.
    fn cell(&self, document: usize, word: usize, width: usize) -> f64 {
        let own = &self.documents[document * self.count..][..self.count];
        own.iter().enumerate().map(|(topic, w)| w * self.topics[topic * width + word]).sum()
    }

    /// The loss that is left.
    pub fn error(&self, counts: &Counts, loss: Loss) -> f64 {
        let width = counts.vocabulary();
        let cells = || {
            (0..counts.documents()).flat_map(move |document| {
                counts
                    .document(document)
                    .map(move |(word, n)| (n, self.cell(document, word, width)))
            })
        };
        match loss {
            Loss::Frobenius => {
                // what is not in a document counts with its whole square: ‖WH‖² from the products of the factors
                let (inner, outer) = (self.gram_of_documents(), self.gram_of_topics(width));
                let whole: f64 = inner.iter().zip(&outer).map(|(a, b)| a * b).sum();
                let inside: f64 = cells().map(|(x, r)| x * x - 2.0 * x * r).sum();
                libm::sqrt((whole + inside).max(0.0))
            }
            Loss::KullbackLeibler => {
                let whole: f64 = (0..self.count)
                    .map(|topic| {
                        let documents: f64 =
                            self.documents.iter().skip(topic).step_by(self.count).sum();
                        let words: f64 = self.topics[topic * width..][..width].iter().sum();
                        documents * words
                    })
                    .sum();
                whole
                    + cells()
                        .map(|(x, r)| x * (libm::log(x) - libm::log(r.max(SMALL))) - x)
                        .sum::<f64>()
            }
        }
    }

    /// `WᵀW`.
    fn gram_of_documents(&self) -> Vec<f64> {
        let k = self.count;
        let mut made = vec![0.0; k * k];
        for own in self.documents.chunks_exact(k) {
            for i in 0..k {
                for j in 0..k {
                    made[i * k + j] += own[i] * own[j];
                }
            }
        }
        made
    }

    /// `HHᵀ`.
    fn gram_of_topics(&self, width: usize) -> Vec<f64> {
        let k = self.count;
        let row = |topic: usize| &self.topics[topic * width..][..width];
        let product = |i: usize, j: usize| row(i).iter().zip(row(j)).map(|(a, b)| a * b).sum();
        (0..k * k).map(|at| product(at / k, at % k)).collect()
    }

    fn update_documents(&mut self, counts: &Counts, loss: Loss) {
        let (k, width) = (self.count, counts.vocabulary());
        let gram = self.gram_of_topics(width);
        let sums: Vec<f64> = self.topics.chunks_exact(width).map(|row| row.iter().sum()).collect();
        for document in 0..counts.documents() {
            let mut up = vec![0.0; k];
            for (word, n) in counts.document(document) {
                let pull = match loss {
                    Loss::Frobenius => n,
                    Loss::KullbackLeibler => n / self.cell(document, word, width).max(SMALL),
                };
                for (topic, sum) in up.iter_mut().enumerate() {
                    *sum += pull * self.topics[topic * width + word];
                }
            }
            let own = &mut self.documents[document * k..][..k];
            let down: Vec<f64> = match loss {
                Loss::Frobenius => gram
                    .chunks_exact(k)
                    .map(|row| row.iter().zip(own.iter()).map(|(g, w)| g * w).sum())
                    .collect(),
                Loss::KullbackLeibler => sums.clone(),
            };
            for (topic, weight) in own.iter_mut().enumerate() {
                *weight *= up[topic] / not_zero(down[topic], SMALL);
            }
        }
    }

    fn update_topics(&mut self, counts: &Counts, loss: Loss) {
        let (k, width) = (self.count, counts.vocabulary());
        let mut up = vec![0.0; k * width];
        for document in 0..counts.documents() {
            let own = &self.documents[document * k..][..k];
            for (word, n) in counts.document(document) {
                let pull = match loss {
                    Loss::Frobenius => n,
                    Loss::KullbackLeibler => n / self.cell(document, word, width).max(SMALL),
                };
                for (topic, w) in own.iter().enumerate() {
                    up[topic * width + word] += pull * w;
                }
            }
        }
        let gram = self.gram_of_documents();
        let sum = |topic: usize| self.documents.iter().skip(topic).step_by(k).sum::<f64>();
        let mut down = vec![0.0; k * width];
        for topic in 0..k {
            let own = &mut down[topic * width..][..width];
            match loss {
                Loss::Frobenius => {
                    for other in 0..k {
                        let weight = gram[topic * k + other];
                        let row = &self.topics[other * width..][..width];
                        own.iter_mut().zip(row).for_each(|(sum, w)| *sum += weight * w);
                    }
                }
                Loss::KullbackLeibler => own.fill(not_zero(sum(topic), 1.0)),
            }
        }
        for ((weight, up), down) in self.topics.iter_mut().zip(up).zip(down) {
            *weight *= up / not_zero(down, SMALL);
            if loss == Loss::KullbackLeibler && *weight < f64::EPSILON {
                *weight = 0.0;
            }
        }
    }
}

fn not_zero(x: f64, instead: f64) -> f64 {
    if x > 0.0 { x } else { instead }
}

/// Improves given factors a number of times.
///
/// # Errors
/// Sizes that do not fit, no topic, or numbers below 0 ([`Refusal::Empty`]); factors that leave the range of numbers
/// ([`Refusal::NotApplicable`]); a watch that says stop.
pub fn fit(
    counts: &Counts,
    start: Factors,
    loss: Loss,
    iterations: u32,
    watch: Watch,
) -> Result<Factors, Refusal> {
    if start.count == 0 || counts.vocabulary() == 0 || !start.is_sound(counts) {
        return Err(Refusal::Empty);
    }
    let mut factors = start;
    for passes in 1..=iterations {
        factors.update_documents(counts, loss);
        factors.update_topics(counts, loss);
        if !watch(Progress { passes, value: f64::NAN }) {
            return Err(Refusal::Cancelled);
        }
    }
    if !factors.is_sound(counts) {
        return Err(Refusal::NotApplicable);
    }
    Ok(factors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Factors {
        Factors {
            documents: vec![0.3, 0.9, 0.8, 0.2],
            topics: vec![0.5, 0.1, 0.4, 0.2, 0.7, 0.3],
            count: 2,
        }
    }

    #[test]
    fn every_update_lowers_the_loss() {
        let counts = Counts::new(2, 3, &[(0, 0, 3.0), (0, 1, 1.0), (1, 2, 2.0), (1, 1, 1.0)]);
        for loss in [Loss::Frobenius, Loss::KullbackLeibler] {
            let mut last = start().error(&counts, loss);
            for iterations in 1..20 {
                let found = fit(&counts, start(), loss, iterations, &mut |_| true).unwrap();
                let error = found.error(&counts, loss);
                assert!(error <= last + 1e-9, "{loss:?} {iterations}: {error} {last}");
                last = error;
            }
        }
    }

    #[test]
    fn factors_that_do_not_fit_are_refused() {
        let counts = Counts::new(3, 3, &[(0, 0, 3.0)]);
        assert_eq!(fit(&counts, start(), Loss::Frobenius, 1, &mut |_| true), Err(Refusal::Empty));
    }
}
