//! Who is like the members of a segment: log odds of tags and values, or weights fitted together, whichever ranks unseen
//! members better.

use super::columns::{Made, hundredths};
use super::definition::bad;
use super::tell::{diag, group, note};
use super::uses::texts;
use super::{Outcome, ScoreDefinition, members_of};
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::score::models::Refusal;
use crate::score::models::lookalike::bayes::{Odds, learn};
use crate::score::models::lookalike::{Features, Method, choose, seed_cut};
use crate::score::quantile::{self, quantiles};
use crate::session::{ScoreCut, ScoreNote, Session};
use crate::table::{Column, Data, Semantic, Texts, pow10};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How likeness is computed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields, default)]
pub struct LookalikeParams {
    /// Id of the segment whose members others are held against.
    pub segment: String,
    /// Columns that must not speak. Columns and tags that the segment itself asks for, keys, names and columns of scores never do.
    pub exclude: Vec<String>,
}

/// Different values up to which a text column speaks; and tags, those on most contacts first.
const MOST_VALUES: u32 = 60;
const MOST_TAGS: usize = 300;
/// What the comparison of the two ways is drawn with.
const SEED: u64 = 20_250_930;
/// The share of the members that is less alike than whoever counts as alike.
const CUT: f64 = 0.2;
/// Reasons that are told.
const REASONS: usize = 5;

/// What speaks: contacts by name.
struct Spoken {
    names: Vec<String>,
    rows: Vec<Vec<u32>>,
}

impl Spoken {
    fn add(&mut self, name: String, rows: Vec<u32>) {
        if !rows.is_empty() {
            self.names.push(name);
            self.rows.push(rows);
        }
    }

    fn column(&mut self, column: &Column) {
        match &column.data {
            Data::Texts(Texts::Dictionary { values, codes, .. }) if values.len() <= MOST_VALUES => {
                let mut rows = vec![Vec::new(); values.len() as usize];
                for row in 0..codes.len() {
                    if let Some(of) = codes.get(row).checked_sub(1)
                        && let Some(of) = rows.get_mut(of as usize)
                    {
                        of.push(row);
                    }
                }
                for (value, rows) in (0..).zip(rows) {
                    self.add(format!("{} = {}", column.name, values.get(value)), rows);
                }
            }
            Data::Bools { values, .. } => self.add(column.name.clone(), values.iter().collect()),
            Data::Ints { ints, scale } if column.semantic.kind() == crate::table::Kind::Number => {
                let unit = pow10(*scale) as f64;
                let known: Vec<(u32, f64)> = ints
                    .present()
                    .iter()
                    .filter_map(|row| Some((row, ints.get(row)? as f64 / unit)))
                    .collect();
                let numbers: Vec<f64> = known.iter().map(|(_, number)| *number).collect();
                let mut cuts = quantiles(&numbers, &[0.25, 0.5, 0.75], quantile::Method::Linear);
                cuts.dedup();
                let mut rows = vec![Vec::new(); cuts.len() + 1];
                for (row, number) in known {
                    rows[cuts.iter().filter(|cut| number > **cut).count()].push(row);
                }
                let told = |cut: &f64| hundredths(*cut) as f64 / 100.0;
                for (at, rows) in rows.into_iter().enumerate() {
                    let low = at.checked_sub(1).and_then(|at| cuts.get(at)).map(told);
                    let name = match (low, cuts.get(at).map(told)) {
                        (None, Some(high)) => format!("{} ≤ {high}", column.name),
                        (Some(low), Some(high)) => format!("{low} < {} ≤ {high}", column.name),
                        (Some(low), None) => format!("{} > {low}", column.name),
                        (None, None) => column.name.clone(),
                    };
                    self.add(name, rows);
                }
            }
            _ => {}
        }
    }
}

/// Everything that may speak, without what the segment asks for.
fn spoken(session: &Session, params: &LookalikeParams) -> Spoken {
    let mut asked = BTreeSet::new();
    let document = session.library.get(&params.segment);
    let json = document.and_then(|d| serde_json::to_value(d).ok()).unwrap_or_default();
    texts(&json, &mut |text| {
        asked.insert(text.to_owned());
    });
    asked.extend(params.exclude.iter().cloned());
    let mut made = Spoken { names: Vec::new(), rows: Vec::new() };
    for column in &session.data.columns {
        let is_who = column.semantic.is_sensitive() || column.semantic == Semantic::Name;
        if !is_who && !asked.contains(&column.name) && !session.is_scored(&column.name) {
            made.column(column);
        }
    }
    let mut tags: Vec<_> = session.data.tags.nodes().iter().collect();
    tags.sort_by_key(|node| std::cmp::Reverse(node.all.len()));
    let fits = |name: &str| !asked.iter().any(|tag| crate::table::is_tag_below(name, tag));
    for tag in tags.into_iter().filter(|tag| fits(&tag.name)).take(MOST_TAGS) {
        made.add(tag.name.clone(), tag.all.iter().collect());
    }
    made
}

fn seeds(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &LookalikeParams,
) -> Result<Vec<bool>> {
    if params.segment.is_empty() {
        return Err(bad(&"it names no segment").at("params.segment"));
    }
    let members = members_of(session, definition, &params.segment)?;
    Ok((0..session.data.population).map(|row| members.contains(row)).collect())
}

/// Computes likeness.
pub(super) fn run(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &LookalikeParams,
) -> Result<Outcome> {
    let is_seed = seeds(session, definition, params)?;
    let spoken = spoken(session, params);
    let features = Features::of_members(is_seed.len(), &spoken.rows);
    let found = choose(&features, &is_seed, SEED, &mut |_| true).map_err(|r| refused(&r))?;
    let cut = seed_cut(&found.scores, &is_seed, CUT).unwrap_or(f64::MAX);
    let names = ["相似", "一般", "种子"].map(str::to_owned);
    let place = |(score, is_seed): (&f64, &bool)| match (is_seed, *score >= cut) {
        (true, _) => 3u16,
        (false, true) => 1,
        (false, false) => 2,
    };
    let places: Vec<u16> = found.scores.iter().zip(&is_seed).map(place).collect();
    let scores: Vec<i64> = found.scores.iter().map(|score| hundredths(*score)).collect();
    let all = RowSet::full(is_seed.len() as u32);
    let columns = vec![
        Made::numbers("score", ("相似分", "likeness"), Semantic::Number, &scores, 2, &all),
        Made::texts("like", ("相似程度", "likeness group"), &names, &places),
    ];
    let count = |which: u16| places.iter().filter(|place| **place == which).count() as u32;
    let groups = (1u16..).zip(&names);
    let groups = groups.map(|(n, name)| group(definition, "like", name, count(n), None)).collect();
    let how = match found.method {
        Method::NaiveBayes => "lookalike.odds",
        Method::Logistic => "lookalike.weights",
    };
    let segment = session.library.get(&params.segment).map(|d| d.name.clone()).unwrap_or_default();
    let auc = |auc: Option<f64>| hundredths(auc.unwrap_or(0.5)) as f64 / 100.0;
    let best = match found.method {
        Method::NaiveBayes => found.auc_of_bayes,
        Method::Logistic => found.auc_of_logistic,
    };
    let mut notes = vec![note(
        how,
        &[
            ("segment", &segment),
            ("seeds", &count(3)),
            ("features", &spoken.names.len()),
            ("auc", &auc(best)),
        ],
    )];
    if (found.compared as usize) < is_seed.len() {
        notes.push(note("lookalike.drawn", &[("n", &found.compared)]));
    }
    let top = found.odds.reasons(0..spoken.names.len(), REASONS);
    notes.extend(top.into_iter().filter_map(|at| told(&found.odds, &spoken, at)));
    let mut numbers = vec![("scored", is_seed.len() as f64), ("seeds", count(3).into())];
    let aucs = [("auc_of_odds", found.auc_of_bayes), ("auc_of_weights", found.auc_of_logistic)];
    numbers.extend(aucs.into_iter().filter_map(|(name, auc)| Some((name, auc?))));
    let cuts = vec![ScoreCut {
        part: "like".to_owned(),
        unit: "points".to_owned(),
        values: vec![hundredths(cut) as f64 / 100.0],
    }];
    Ok(Outcome {
        columns,
        n: is_seed.len() as u32,
        cuts,
        groups,
        diag: diag(&numbers),
        notes,
        ..Outcome::default()
    })
}

/// How much more often members have something than others.
fn told(odds: &Odds, spoken: &Spoken, at: usize) -> Option<ScoreNote> {
    let (tag, name) = (odds.tags.get(at)?, spoken.names.get(at)?);
    let percent = |part: u32, all: u32| {
        hundredths(f64::from(part) * 100.0 / f64::from(all.max(1))) as f64 / 100.0
    };
    let (own, others) = (percent(tag.seeds, odds.seeds), percent(tag.others, odds.others));
    Some(note("lookalike.speaks", &[("name", name), ("own", &own), ("others", &others)]))
}

/// What speaks most for a contact.
///
/// # Errors
/// What is wrong with the segment on the data as they are now.
pub(super) fn reasons(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &LookalikeParams,
    contact: u32,
) -> Result<Vec<ScoreNote>> {
    let is_seed = seeds(session, definition, params)?;
    let spoken = spoken(session, params);
    let features = Features::of_members(is_seed.len(), &spoken.rows);
    let odds = learn(&features, &is_seed).map_err(|r| refused(&r))?;
    let own = features.row(contact as usize).map(|(tag, _)| tag);
    let top = odds.reasons(own, REASONS);
    let told: Vec<ScoreNote> = top.into_iter().filter_map(|at| told(&odds, &spoken, at)).collect();
    Ok(if told.is_empty() { vec![note("lookalike.nothing", &[])] } else { told })
}

fn refused(refusal: &Refusal) -> Error {
    match refusal {
        Refusal::TooFewSeeds { have, need } => Error::new(Code::ScoreTooFew)
            .with("model", "lookalike")
            .with("what", "seeds")
            .with("found", have)
            .with("least", need),
        Refusal::NobodyElse => bad(&"everybody is in the segment"),
        _ => Error::new(Code::ScoreNotApplicable).with("model", "lookalike"),
    }
}
