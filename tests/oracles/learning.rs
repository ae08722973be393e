//! Answers of look-alike and topic models.

use super::{flags, number, numbers, rows_of_numbers};
use fenqun::score::math::metrics;
use fenqun::score::models::lookalike::{self, Features, bayes, logistic};
use fenqun::score::models::topics::{Counts, lda, nmf};
use serde_json::{Value, json};

/// The divisor of "index % n == 0".
fn test_divisor(input: &Value) -> usize {
    let rule = input.get("test_rule").and_then(Value::as_str).unwrap_or_default();
    rule.split_whitespace().filter_map(|word| word.parse().ok()).find(|n| *n > 0).unwrap_or(5)
}

pub fn logistic_fit(input: &Value) -> Result<Value, String> {
    let (x, y) = (rows_of_numbers(input, "X")?, flags(input, "y")?);
    let every = test_divisor(input);
    let width = x.first().map_or(0, Vec::len);
    let training: Vec<&Vec<f64>> = (0..x.len()).filter(|i| i % every != 0).map(|i| &x[i]).collect();
    let n = training.len() as f64;
    let mut means = vec![0.0; width];
    let mut spreads = vec![0.0; width];
    for j in 0..width {
        means[j] = training.iter().map(|row| row[j]).sum::<f64>() / n;
        let squares = training.iter().map(|row| (row[j] - means[j]) * (row[j] - means[j]));
        spreads[j] = libm::sqrt(squares.sum::<f64>() / n);
    }
    let scaled = |rows: &[usize]| {
        let spread = |j: usize| if spreads[j] > 0.0 { spreads[j] } else { 1.0 };
        let flat: Vec<f64> = rows
            .iter()
            .flat_map(|i| (0..width).map(|j| (x[*i][j] - means[j]) / spread(j)).collect::<Vec<_>>())
            .collect();
        Features::of_numbers(width as u32, &flat)
    };
    let (train, test): (Vec<usize>, Vec<usize>) = (0..x.len()).partition(|i| i % every != 0);
    let known: Vec<bool> = train.iter().map(|i| y[*i]).collect();
    let truth: Vec<bool> = test.iter().map(|i| y[*i]).collect();
    let options = logistic::Options { c: number(input, "C")?, balanced: false };
    let fit = logistic::fit(&scaled(&train), &known, &options, &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    let unseen = scaled(&test);
    let p: Vec<f64> = (0..test.len()).map(|row| fit.probability(&unseen, row)).collect();
    Ok(json!({
        "mean": means, "std_population": spreads,
        "coef": fit.weights, "intercept": fit.intercept, "objective": fit.objective,
        "test_auc": metrics::auc(&p, &truth), "test_log_loss": metrics::log_loss(&p, &truth),
        "first_10_test_probabilities": p[..p.len().min(10)],
    }))
}

pub fn alike(input: &Value) -> Result<Value, String> {
    let hex = input["rows_hex_msb_first_64bit"].as_array().ok_or("no rows")?;
    let mut rows = Vec::new();
    for text in hex {
        let bits =
            u64::from_str_radix(text.as_str().ok_or("no text")?, 16).map_err(|e| e.to_string())?;
        rows.push((0..64).filter(|tag| bits >> (63 - tag) & 1 == 1).collect::<Vec<u32>>());
    }
    let marked = |name: &str| -> Result<Vec<bool>, String> {
        let mut made = vec![false; rows.len()];
        for row in numbers(input, name)? {
            *made.get_mut(row as usize).ok_or("a row that is not there")? = true;
        }
        Ok(made)
    };
    let (is_seed, truth) = (marked("seed_rows")?, marked("true_class_rows")?);
    let features = Features::of_tags(64, &rows);
    let odds = bayes::learn(&features, &is_seed).map_err(|refusal| format!("{refusal:?}"))?;
    let others: Vec<usize> = (0..rows.len()).filter(|row| !is_seed[*row]).collect();
    let unseen: Vec<bool> = others.iter().map(|row| truth[*row]).collect();
    let auc = |scores: &[f64]| {
        let own: Vec<f64> = others.iter().map(|row| scores[*row]).collect();
        metrics::auc(&own, &unseen)
    };
    let scores = odds.scores(&features);
    let balanced = |balanced| -> Result<Option<f64>, String> {
        let options = logistic::Options { c: 1.0, balanced };
        let fit = logistic::fit(&features, &is_seed, &options, &mut |_| true)
            .map_err(|refusal| format!("{refusal:?}"))?;
        Ok(auc(&(0..rows.len()).map(|row| fit.score(&features, row)).collect::<Vec<_>>()))
    };
    let choice = lookalike::choose(&features, &is_seed, 1, &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    Ok(json!({
        "auc": {
            "naive_bayes_full": auc(&scores),
            "logistic_l2": balanced(false)?,
            "logistic_l2_balanced": balanced(true)?,
        },
        "recommended_auc": auc(&choice.scores),
        "K": unseen.iter().filter(|yes| **yes).count(),
        "nb_log_odds_present": odds.tags.iter().map(|t| t.present).collect::<Vec<_>>(),
        "nb_log_odds_absent": odds.tags.iter().map(|t| t.absent).collect::<Vec<_>>(),
        "nb_score_first20": scores[..scores.len().min(20)],
    }))
}

/// Documents × words from (document, word, count).
fn counts(list: &Value, documents: usize, words: u32) -> Result<Counts, String> {
    let cells = list.as_array().ok_or("no counts")?.iter().map(|cell| {
        let at = |i: usize| cell.get(i).and_then(Value::as_f64).ok_or("no cell");
        Ok((at(0)? as u32, at(1)? as u32, at(2)?))
    });
    Ok(Counts::new(documents, words, &cells.collect::<Result<Vec<_>, &str>>()?))
}

pub fn topics(input: &Value) -> Result<Value, String> {
    let alpha = number(input, "alpha")?;
    if input.get("components").is_some() {
        let components = rows_of_numbers(input, "components")?;
        let words = components.first().map_or(0, Vec::len) as u32;
        let documents = counts(&input["docs"], number(input, "n_docs")? as usize, words)?;
        let model = lda::Lda { components, alpha, eta: 0.1 };
        return Ok(json!({ "doc_topic": model.document_topics(&documents) }));
    }
    let documents =
        counts(&input["counts"], number(input, "docs")? as usize, number(input, "words")? as u32)?;
    let options = lda::Options {
        topics: number(input, "K")? as usize,
        alpha,
        eta: number(input, "eta")?,
        // as many beginnings as the reference has seeds
        starts: 8,
        ..lda::Options::default()
    };
    let model =
        lda::fit(&documents, &options, &mut |_| true).map_err(|refusal| format!("{refusal:?}"))?;
    Ok(json!({ "perplexity": model.perplexity(&documents), "topics": model.topic_words() }))
}

pub fn factors(input: &Value, data: &Value) -> Result<Value, String> {
    let of = |name: &str| if input.get(name).is_some() { input } else { data };
    let (documents, words) = (number(of("docs"), "docs")?, number(of("words"), "words")?);
    let counts = counts(&of("counts")["counts"], documents as usize, words as u32)?;
    let (w, h) = (rows_of_numbers(of("W0"), "W0")?, rows_of_numbers(of("H0"), "H0")?);
    let start = nmf::Factors { count: h.len(), documents: w.concat(), topics: h.concat() };
    let loss = match input.get("loss").and_then(Value::as_str) {
        Some("frobenius") => nmf::Loss::Frobenius,
        Some("kullback-leibler") => nmf::Loss::KullbackLeibler,
        other => return Err(format!("no loss {other:?}")),
    };
    let iterations = number(input, "iterations")? as u32;
    let found = nmf::fit(&counts, start, loss, iterations, &mut |_| true)
        .map_err(|refusal| format!("{refusal:?}"))?;
    Ok(json!({
        "error": found.error(&counts, loss),
        "H_row0": found.topics[..counts.vocabulary()],
        "W_row0": found.documents[..found.count],
    }))
}
