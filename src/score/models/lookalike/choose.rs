//! Which of the two models ranks unseen seeds better.

use super::{Features, PRECISE_SEEDS, bayes, enough, logistic};
use crate::score::math::metrics::auc;
use crate::score::math::random::Pcg;
use crate::score::models::{Refusal, Watch};
use serde::Serialize;

/// A way to tell seeds from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Log odds of tags, added up.
    NaiveBayes,
    /// Weights fitted together.
    Logistic,
}

/// The scores of all rows by the better model.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Which one.
    pub method: Method,
    /// The score of each row: higher is more alike.
    pub scores: Vec<f64>,
    /// How well log odds ranked unseen seeds before unseen others.
    pub auc_of_bayes: Option<f64>,
    /// The same for fitted weights; missing below 200 seeds or above 500 features.
    pub auc_of_logistic: Option<f64>,
    /// Log odds of the tags, for explanations whichever model was chosen.
    pub odds: bayes::Odds,
    /// The fitted weights when they were chosen.
    pub weights: Option<logistic::Fit>,
    /// Rows that the models were compared on, and weights fitted to: all, or a draw of them.
    pub compared: u32,
}

/// Parts that seeds and others are cut into for the comparison.
const FOLDS: u32 = 5;

/// Seeds, and others, that models are compared on and weights fitted to; so many are drawn where there are more.
pub const MOST_COMPARED: usize = 20_000;
/// The part of rows that are not drawn.
const NOT_DRAWN: u8 = u8::MAX;

/// Scores all rows by the model that ranks unseen seeds better; by log odds where both are equal or weights cost too much.
///
/// # Errors
/// Fewer than 20 seeds, nobody else, tags that tell nothing, or a watch that says stop.
pub fn choose(
    features: &Features,
    is_seed: &[bool],
    seed: u64,
    watch: Watch,
) -> Result<Choice, Refusal> {
    enough(is_seed)?;
    let odds = bayes::learn(features, is_seed)?;
    let seeds = odds.seeds;
    let auc_of_bayes = cross_validated(Method::NaiveBayes, features, is_seed, seed, watch)?;
    let drawn = folds(&is_seed[..features.rows().min(is_seed.len())], seed);
    let mut made = Choice {
        method: Method::NaiveBayes,
        scores: Vec::new(),
        auc_of_bayes,
        auc_of_logistic: None,
        odds,
        weights: None,
        compared: drawn.iter().filter(|part| **part != NOT_DRAWN).count() as u32,
    };
    if seeds >= PRECISE_SEEDS && features.width() <= logistic::MOST_FEATURES {
        made.auc_of_logistic = cross_validated(Method::Logistic, features, is_seed, seed, watch)?;
        if made.auc_of_logistic > made.auc_of_bayes {
            let inside = |row: usize| drawn[row] != NOT_DRAWN;
            let options = logistic::Options::default();
            let fitted = logistic::fit_rows(features, is_seed, inside, &options, watch)?;
            made.scores = (0..features.rows()).map(|row| fitted.score(features, row)).collect();
            made.method = Method::Logistic;
            made.weights = Some(fitted);
            return Ok(made);
        }
    }
    made.scores = made.odds.scores(features);
    Ok(made)
}

/// The mean over five parts of the AUC on a part that the model has not seen; `None` when no part has both kinds.
///
/// Seeds and others are dealt to the parts at random by `seed`; of more than [`MOST_COMPARED`] of a kind so many are drawn.
pub fn cross_validated(
    method: Method,
    features: &Features,
    is_seed: &[bool],
    seed: u64,
    watch: Watch,
) -> Result<Option<f64>, Refusal> {
    let n = features.rows().min(is_seed.len());
    let fold = folds(&is_seed[..n], seed);
    let mut found = Vec::new();
    for part in 0..FOLDS as u8 {
        let inside = |row: usize| fold[row] != part && fold[row] != NOT_DRAWN;
        let outside: Vec<usize> = (0..n).filter(|row| fold[*row] == part).collect();
        let scores: Vec<f64> = match method {
            Method::NaiveBayes => {
                let odds = bayes::counted(features, is_seed, inside);
                let base = odds.base();
                let score = |row: &usize| {
                    features.row(*row).fold(base, |sum, (tag, _)| sum + odds.step(tag))
                };
                outside.iter().map(score).collect()
            }
            Method::Logistic => {
                let options = logistic::Options::default();
                match logistic::fit_rows(features, is_seed, inside, &options, watch) {
                    Ok(fitted) => outside.iter().map(|row| fitted.score(features, *row)).collect(),
                    Err(Refusal::Cancelled) => return Err(Refusal::Cancelled),
                    Err(_) => continue,
                }
            }
        };
        let truth: Vec<bool> = outside.iter().map(|row| is_seed[*row]).collect();
        found.extend(auc(&scores, &truth));
    }
    let parts = found.len() as f64;
    Ok((parts > 0.0).then(|| found.iter().sum::<f64>() / parts))
}

/// The part of each row: each kind is shuffled and dealt in turn, until there are enough.
fn folds(is_seed: &[bool], seed: u64) -> Vec<u8> {
    let mut pcg = Pcg::new(seed);
    let mut made = vec![NOT_DRAWN; is_seed.len()];
    for kind in [true, false] {
        let mut rows: Vec<u32> =
            (0..is_seed.len() as u32).filter(|row| is_seed[*row as usize] == kind).collect();
        pcg.shuffle(&mut rows);
        for (at, row) in rows.iter().take(MOST_COMPARED).enumerate() {
            made[*row as usize] = (at % FOLDS as usize) as u8;
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seeds carry tag 0 more often; tag 1 is a copy of it, tag 2 is noise.
    fn people(n: u32) -> (Features, Vec<bool>) {
        let mut pcg = Pcg::new(4);
        let is_seed: Vec<bool> = (0..n).map(|i| i % 4 == 0).collect();
        let rows: Vec<Vec<u32>> = is_seed
            .iter()
            .map(|seed| {
                let mut own = Vec::new();
                if pcg.unit() < if *seed { 0.8 } else { 0.3 } {
                    own.extend([0, 1]);
                }
                if pcg.unit() < 0.5 {
                    own.push(2);
                }
                own
            })
            .collect();
        (Features::of_tags(3, &rows), is_seed)
    }

    #[test]
    fn unseen_seeds_rank_before_others() {
        let (features, is_seed) = people(2000);
        let choice = choose(&features, &is_seed, 1, &mut |_| true).unwrap();
        assert!((choice.auc_of_bayes.unwrap() - 0.75).abs() < 0.03);
        assert!((choice.auc_of_logistic.unwrap() - 0.75).abs() < 0.03);
        assert_eq!(choice.scores.len(), 2000);
        assert_eq!(choice, choose(&features, &is_seed, 1, &mut |_| true).unwrap());
    }

    #[test]
    fn of_very_many_some_are_drawn() {
        let (features, is_seed) = people(100_000);
        let choice = choose(&features, &is_seed, 1, &mut |_| true).unwrap();
        assert_eq!(choice.compared as usize, 2 * MOST_COMPARED);
        assert_eq!(choice.scores.len(), 100_000);
        assert!((choice.auc_of_bayes.unwrap() - 0.75).abs() < 0.02);
        assert!((choice.auc_of_logistic.unwrap() - 0.75).abs() < 0.02);
        let parts = folds(&is_seed, 1);
        for kind in [true, false] {
            let of_kind = || parts.iter().zip(&is_seed).filter(move |(_, seed)| **seed == kind);
            let drawn = of_kind().filter(|(part, _)| **part != NOT_DRAWN).count();
            assert_eq!(drawn, MOST_COMPARED.min(of_kind().count()));
        }
    }

    #[test]
    fn few_seeds_are_ranked_by_log_odds_alone() {
        let (features, is_seed) = people(100);
        let choice = choose(&features, &is_seed, 1, &mut |_| true).unwrap();
        assert_eq!((choice.method, choice.auc_of_logistic), (Method::NaiveBayes, None));
    }
}
