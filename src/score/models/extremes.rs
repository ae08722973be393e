//! Laws over inputs that no file should have: nothing panics, and no answer is endless or not a number.

use super::lookalike::{self, Features, logistic};
use super::nbd::{self, History, Kind};
use super::spend::{self, Spender, value};
use super::topics::{Counts, lda, nmf};
use crate::score::math::metrics;
use crate::score::math::random::Pcg;

/// Numbers of every size, and what is none.
const NUMBERS: [f64; 14] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    1e-300,
    5e-324,
    1e-12,
    0.1,
    365.0,
    65_536.0,
    1e9,
    1e300,
    f64::INFINITY,
    f64::NAN,
];

fn pick<T: Copy>(pcg: &mut Pcg, list: &[T]) -> T {
    list[pcg.below(list.len() as u32) as usize]
}

fn histories(pcg: &mut Pcg, n: u32) -> Vec<History> {
    let wild = pcg.below(4);
    (0..n)
        .map(|_| History {
            repeats: pick(pcg, &[0, 0, 1, 2, 7, 300, 1_000_000, u32::MAX]),
            recency: if wild == 0 { pick(pcg, &NUMBERS) } else { f64::from(pcg.below(400)) },
            age: if wild == 1 { pick(pcg, &NUMBERS) } else { f64::from(pcg.below(400)) },
        })
        .collect()
}

#[test]
fn a_fit_of_buying_is_sound_or_refused() {
    let mut pcg = Pcg::new(1);
    for case in 0..50 {
        let n = 1 + pcg.below(60);
        let list = histories(&mut pcg, n);
        for kind in [Kind::BgNbd, Kind::MbgNbd] {
            let options = nbd::Options { kind, minimum: nbd::Minimum::NONE };
            let Ok(found) = nbd::fit(&list, &options, &mut |_| true) else { continue };
            assert!(found.params.is_sound(), "{case}: {found:?}");
            assert!(found.log_likelihood.is_finite(), "{case}: {found:?}");
            for h in list.iter().filter(|h| h.sound().is_some()) {
                for t in [0.0, 1e-9, 30.0, 1e12] {
                    let any = found.params.any_order(kind, *h, t);
                    assert!((0.0..=1.0).contains(&any), "{case} {h:?} {t}: {any} {found:?}");
                    let mean = found.params.expected_orders(kind, *h, t);
                    assert!(mean.is_finite() && mean >= 0.0, "{case} {h:?} {t}: {mean} {found:?}");
                }
                let horizon = value::Horizon::default();
                let worth = value::lifetime_value(kind, &found.params, *h, 99.0, &horizon);
                assert!(worth.is_finite(), "{case} {h:?}: {worth} {found:?}");
            }
        }
    }
}

#[test]
fn a_fit_of_spending_is_sound_or_refused() {
    let mut pcg = Pcg::new(2);
    for case in 0..200 {
        let wild = pcg.below(3) == 0;
        let list: Vec<Spender> = (0..=pcg.below(60))
            .map(|_| Spender {
                repeats: pick(&mut pcg, &[0, 1, 1, 2, 50, 1_000_000]),
                mean: if wild { pick(&mut pcg, &NUMBERS) } else { pcg.unit() * 100.0 },
            })
            .collect();
        let Ok(found) = spend::fit(&list, &spend::Options { repeats: 1 }, &mut |_| true) else {
            continue;
        };
        assert!(found.params.is_sound() && found.log_likelihood.is_finite(), "{case}: {found:?}");
        assert!(found.median.is_finite() && found.correlation.is_none_or(f64::is_finite));
        for spender in &list {
            let value = found.expected_value(*spender);
            assert!(value.is_none_or(f64::is_finite), "{case} {spender:?}: {value:?}");
        }
    }
}

#[test]
fn likeness_is_a_number_or_refused() {
    let mut pcg = Pcg::new(3);
    for case in 0..150 {
        let (rows, width) = (1 + pcg.below(300), 1 + pcg.below(20));
        let numbers: Vec<f64> = (0..rows * width).map(|_| pick(&mut pcg, &NUMBERS[..11])).collect();
        let tags: Vec<Vec<u32>> =
            (0..rows).map(|_| (0..pcg.below(9)).map(|_| pcg.below(width + 2)).collect()).collect();
        let share = pcg.unit();
        let is_seed: Vec<bool> = (0..rows).map(|_| pcg.unit() < share).collect();
        let features = Features::of_tags(width, &tags);
        if let Ok(choice) = lookalike::choose(&features, &is_seed, case, &mut |_| true) {
            assert!(choice.scores.iter().all(|score| score.is_finite()), "{case}");
            let cut = lookalike::seed_cut(&choice.scores, &is_seed, 0.2);
            assert!(cut.is_some_and(f64::is_finite));
        }
        let wide = Features::of_numbers(width, &numbers);
        let options = logistic::Options { c: pick(&mut pcg, &[1e-9, 1.0, 1e9]), balanced: false };
        if let Ok(fit) = logistic::fit(&wide, &is_seed, &options, &mut |_| true) {
            assert!(
                fit.weights.iter().all(|w| w.is_finite()) && fit.objective.is_finite(),
                "{case}"
            );
        }
    }
}

#[test]
fn topics_are_numbers_or_refused() {
    let mut pcg = Pcg::new(4);
    for case in 0..200 {
        let (documents, words) = (pcg.below(12), pcg.below(12));
        let cells: Vec<(u32, u32, f64)> = (0..pcg.below(60))
            .map(|_| (pcg.below(14), pcg.below(14), pick(&mut pcg, &NUMBERS[..11])))
            .collect();
        let counts = Counts::new(documents as usize, words, &cells);
        let options = lda::Options {
            topics: pcg.below(5) as usize,
            alpha: pick(&mut pcg, &[0.0, 1e-6, 0.25, 100.0, f64::NAN]),
            passes: 5,
            ..lda::Options::default()
        };
        if let Ok(model) = lda::fit(&counts, &options, &mut |_| true) {
            assert!(model.components.iter().flatten().all(|w| w.is_finite()), "{case}");
            let shares = model.document_topics(&counts);
            assert!(
                shares.iter().flatten().all(|s| (0.0..=1.0 + 1e-9).contains(s)),
                "{case}: {shares:?}"
            );
        }
        let start = nmf::Factors {
            documents: (0..documents * 2).map(|_| pcg.unit()).collect(),
            topics: (0..words * 2).map(|_| pick(&mut pcg, &[0.0, 1e-9, 1.0])).collect(),
            count: 2,
        };
        for loss in [nmf::Loss::Frobenius, nmf::Loss::KullbackLeibler] {
            if let Ok(found) = nmf::fit(&counts, start.clone(), loss, 20, &mut |_| true) {
                let all = found.documents.iter().chain(&found.topics);
                assert!(
                    all.copied().all(f64::is_finite) && found.error(&counts, loss).is_finite(),
                    "{case}"
                );
            }
        }
    }
}

#[test]
fn measures_are_numbers_or_missing() {
    let mut pcg = Pcg::new(5);
    for case in 0..300 {
        let n = pcg.below(30) as usize;
        let scores: Vec<f64> = (0..n).map(|_| pick(&mut pcg, &NUMBERS)).collect();
        let p: Vec<f64> = (0..n).map(|_| pick(&mut pcg, &[0.0, 1.0, 0.5, 0.1, 1e-300])).collect();
        let happened: Vec<bool> = (0..n).map(|_| pcg.below(2) == 0).collect();
        let treated: Vec<bool> = (0..n).map(|_| pcg.below(2) == 0).collect();
        let found = [
            metrics::auc(&scores, &happened),
            metrics::average_precision(&scores, &happened),
            metrics::brier(&p, &happened),
            metrics::log_loss(&p, &happened),
            metrics::calibration_error(&p, &happened),
            metrics::mean_error(&p, &happened),
            metrics::qini(&scores, &happened, &treated),
            metrics::uplift_area(&scores, &happened, &treated),
            metrics::uplift_at(0.3, &scores, &happened, &treated),
        ];
        assert!(found.iter().all(|m| m.is_none_or(f64::is_finite)), "{case}: {found:?}");
        let table = metrics::deciles(&p, &happened);
        assert!(table.iter().all(|d| d.predicted.is_finite() && d.actual.is_finite()), "{case}");
    }
}
