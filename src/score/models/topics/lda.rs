//! Latent Dirichlet allocation by batch variational inference (Blei, Ng and Jordan 2003).

use super::Counts;
use crate::score::math::gamma::{digamma, ln_gamma};
use crate::score::math::random::Pcg;
use crate::score::math::series::ln_sum_exp;
use crate::score::models::{Progress, Refusal, Watch};

/// How a fit is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Topics.
    pub topics: usize,
    /// Prior weight of each topic in a document.
    pub alpha: f64,
    /// Prior weight of each word in a topic.
    pub eta: f64,
    /// Passes over the documents.
    pub passes: u32,
    /// Beginnings, of which the best by the bound is kept.
    pub starts: u32,
    /// Seed of the first beginning.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { topics: 8, alpha: 0.25, eta: 0.1, passes: 50, starts: 3, seed: 1 }
    }
}

/// Fitted topics.
#[derive(Debug, Clone, PartialEq)]
pub struct Lda {
    /// Weights of words by topic, prior included.
    pub components: Vec<Vec<f64>>,
    /// Prior weight of each topic in a document.
    pub alpha: f64,
    /// Prior weight of each word in a topic.
    pub eta: f64,
}

/// Rounds of one document, and the mean change below which it is done.
const ROUNDS: u32 = 1000;

impl Lda {
    /// The topics' shares of words, each summing to 1.
    pub fn topic_words(&self) -> Vec<Vec<f64>> {
        let share = |topic: &Vec<f64>| {
            let sum: f64 = topic.iter().sum();
            topic.iter().map(|w| w / sum).collect()
        };
        self.components.iter().map(share).collect()
    }

    /// The share of each topic in each document; equal shares for a document without words.
    pub fn document_topics(&self, counts: &Counts) -> Vec<Vec<f64>> {
        let (_, words) = expectations(&self.components);
        (0..counts.documents())
            .map(|document| {
                let mut gamma = vec![1.0; self.components.len()];
                infer(counts, document, &words, self.alpha, 1e-8, &mut gamma);
                let sum: f64 = gamma.iter().sum();
                gamma.iter().map(|g| g / sum).collect()
            })
            .collect()
    }

    /// `e^(−bound / words)` of documents under the topics: lower is better; `None` without a word.
    pub fn perplexity(&self, counts: &Counts) -> Option<f64> {
        let total = counts.total();
        let found = libm::exp(-self.bound(counts) / total);
        (total > 0.0 && found.is_finite()).then_some(found)
    }

    /// The variational lower bound of the log-likelihood, topics included.
    fn bound(&self, counts: &Counts) -> f64 {
        let k = self.components.len();
        let (logs, words) = expectations(&self.components);
        let mut sum = 0.0;
        let mut terms = vec![0.0; k];
        for document in 0..counts.documents() {
            let mut gamma = vec![1.0; k];
            infer(counts, document, &words, self.alpha, 1e-6, &mut gamma);
            let theta = expected_logs(&gamma);
            for (word, n) in counts.document(document) {
                for topic in 0..k {
                    terms[topic] = theta[topic] + logs[word * k + topic];
                }
                sum += n * ln_sum_exp(&terms);
            }
            sum += against_prior(self.alpha, &gamma, &theta);
        }
        for topic in &self.components {
            sum += against_prior(self.eta, topic, &expected_logs(topic));
        }
        sum
    }
}

/// `E[ln p] − E[ln q]` of a Dirichlet variable with equal prior weights.
fn against_prior(prior: f64, weights: &[f64], logs: &[f64]) -> f64 {
    let parts =
        weights.iter().zip(logs).map(|(w, log)| (prior - w) * log + ln_gamma(*w) - ln_gamma(prior));
    let total: f64 = weights.iter().sum();
    parts.sum::<f64>() + ln_gamma(prior * weights.len() as f64) - ln_gamma(total)
}

/// `E[ln x]` of a Dirichlet variable.
fn expected_logs(weights: &[f64]) -> Vec<f64> {
    let total = digamma(weights.iter().sum());
    weights.iter().map(|w| digamma(*w) - total).collect()
}

/// `E[ln β]` and its exponential by word, then topic.
fn expectations(components: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let k = components.len();
    let width = components.first().map_or(0, Vec::len);
    let mut logs = vec![0.0; k * width];
    for (topic, weights) in components.iter().enumerate() {
        for (word, log) in expected_logs(weights).into_iter().enumerate() {
            logs[word * k + topic] = log;
        }
    }
    let words = logs.iter().map(|log| libm::exp(*log)).collect();
    (logs, words)
}

/// Finds the topic weights of a document, in place; answers `e^E[ln θ]`.
fn infer(
    counts: &Counts,
    document: usize,
    words: &[f64],
    alpha: f64,
    enough: f64,
    gamma: &mut [f64],
) -> Vec<f64> {
    let k = gamma.len();
    let exponentials =
        |gamma: &[f64]| -> Vec<f64> { expected_logs(gamma).into_iter().map(libm::exp).collect() };
    let mut theta = exponentials(gamma);
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; k];
        for (word, n) in counts.document(document) {
            let own = &words[word * k..word * k + k];
            let norm: f64 = own.iter().zip(&theta).map(|(w, t)| w * t).sum::<f64>() + f64::EPSILON;
            for (sum, w) in next.iter_mut().zip(own) {
                *sum += n / norm * w;
            }
        }
        let mut change = 0.0;
        for topic in 0..k {
            let value = alpha + theta[topic] * next[topic];
            change += (value - gamma[topic]).abs();
            gamma[topic] = value;
        }
        theta = exponentials(gamma);
        if change < enough * k as f64 {
            break;
        }
    }
    theta
}

/// Fits topics: several random beginnings, the one of the highest bound wins.
///
/// # Errors
/// No word, no topic or a prior that is not above 0 ([`Refusal::Empty`]), or a watch that says stop.
pub fn fit(counts: &Counts, options: &Options, watch: Watch) -> Result<Lda, Refusal> {
    let sound = options.alpha > 0.0 && options.eta > 0.0 && options.topics > 0;
    if !sound || counts.total() <= 0.0 {
        return Err(Refusal::Empty);
    }
    let mut best: Option<(f64, Lda)> = None;
    let mut passes = 0;
    for start in 0..u64::from(options.starts.max(1)) {
        let model = one(counts, options, options.seed.wrapping_add(start), &mut passes, watch)?;
        let bound = model.bound(counts);
        if best.as_ref().is_none_or(|(other, _)| bound > *other) {
            best = Some((bound, model));
        }
    }
    best.map(|(_, model)| model).ok_or(Refusal::Empty)
}

fn one(
    counts: &Counts,
    options: &Options,
    seed: u64,
    passes: &mut u32,
    watch: Watch,
) -> Result<Lda, Refusal> {
    let (k, width) = (options.topics, counts.vocabulary());
    let mut pcg = Pcg::new(seed);
    let mut components: Vec<Vec<f64>> =
        (0..k).map(|_| (0..width).map(|_| pcg.gamma(100.0) / 100.0).collect()).collect();
    for _ in 0..options.passes {
        let (_, words) = expectations(&components);
        let mut sums = vec![0.0; k * width];
        for document in 0..counts.documents() {
            // from equal weights each time: those of the last pass would hold on to its mistakes
            let mut gamma = vec![1.0; k];
            let theta = infer(counts, document, &words, options.alpha, 1e-3, &mut gamma);
            for (word, n) in counts.document(document) {
                let own = &words[word * k..word * k + k];
                let norm: f64 =
                    own.iter().zip(&theta).map(|(w, t)| w * t).sum::<f64>() + f64::EPSILON;
                for (sum, t) in sums[word * k..word * k + k].iter_mut().zip(&theta) {
                    *sum += t * n / norm;
                }
            }
        }
        for (topic, weights) in components.iter_mut().enumerate() {
            for (word, weight) in weights.iter_mut().enumerate() {
                *weight = options.eta + sums[word * k + topic] * words[word * k + topic];
            }
        }
        *passes += 1;
        if !watch(Progress { passes: *passes, value: f64::NAN }) {
            return Err(Refusal::Cancelled);
        }
    }
    Ok(Lda { components, alpha: options.alpha, eta: options.eta })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half of the documents use the first five words, half the last five.
    fn halves() -> Counts {
        let mut pcg = Pcg::new(2);
        let mut cells = Vec::new();
        for document in 0..80 {
            for _ in 0..12 {
                cells.push((document, pcg.below(5) + 5 * (document % 2), 1.0));
            }
        }
        Counts::new(81, 10, &cells)
    }

    #[test]
    fn two_vocabularies_are_two_topics() {
        let counts = halves();
        let model =
            fit(&counts, &Options { topics: 2, ..Options::default() }, &mut |_| true).unwrap();
        let topics = model.document_topics(&counts);
        let first = usize::from(topics[0][1] > topics[0][0]);
        for (document, shares) in topics.iter().take(80).enumerate() {
            assert!(shares[(first + document) % 2] > 0.9, "{document}: {shares:?}");
        }
        assert!(topics[80].iter().all(|share| (share - 0.5).abs() < 1e-12));
        let perplexity = model.perplexity(&counts).unwrap();
        assert!(perplexity > 4.5 && perplexity < 8.0, "{perplexity}");
    }

    #[test]
    fn short_documents_of_many_topics_come_near_to_the_truth() {
        let (topics, words, documents) = (6, 150, 1000);
        let mut pcg = Pcg::new(6);
        let draw = |list: &[f64], u: f64| {
            let mut left = u * list.iter().sum::<f64>();
            list.iter().position(|w| {
                left -= w;
                left <= 0.0
            })
        };
        let truth: Vec<Vec<f64>> =
            (0..topics).map(|_| (0..words).map(|_| pcg.gamma(0.1)).collect()).collect();
        let mut cells = Vec::new();
        for document in 0..documents {
            let own: Vec<f64> = (0..topics).map(|_| pcg.gamma(0.25)).collect();
            for _ in 0..12 {
                let topic = draw(&own, pcg.unit()).unwrap_or(0);
                let word = draw(&truth[topic], pcg.unit()).unwrap_or(0);
                cells.push((document, word as u32, 1.0));
            }
        }
        let counts = Counts::new(documents as usize, words, &cells);
        let scaled = |topic: &Vec<f64>| {
            let sum: f64 = topic.iter().sum();
            topic.iter().map(|w| 0.1 + w / sum * 2000.0).collect()
        };
        let truth = Lda { components: truth.iter().map(scaled).collect(), alpha: 0.25, eta: 0.1 };
        let options = Options { topics, ..Options::default() };
        let found = fit(&counts, &options, &mut |_| true).unwrap();
        let (mine, known) =
            (found.perplexity(&counts).unwrap(), truth.perplexity(&counts).unwrap());
        assert!(mine < 1.05 * known, "{mine} {known}");
    }

    #[test]
    fn nothing_is_refused_and_a_watch_stops() {
        let none = Counts::new(3, 4, &[]);
        assert_eq!(fit(&none, &Options::default(), &mut |_| true), Err(Refusal::Empty));
        assert_eq!(
            fit(&halves(), &Options::default(), &mut |p| p.passes < 3),
            Err(Refusal::Cancelled)
        );
        let model = Lda { components: vec![vec![1.0; 4]], alpha: 0.1, eta: 0.1 };
        assert_eq!(model.perplexity(&none), None);
    }
}
