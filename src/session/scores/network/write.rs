//! The columns and the report of a network.

use super::tell::{notes, numbers};
use super::work::Work;
use crate::error::Result;
use crate::graph::community::{Communities, SCATTERED, Standing, standings};
use crate::graph::influence::{Signs, best, percentile_ranks, scores};
use crate::graph::sharing::{self, Top};
use crate::rowset::RowSet;
use crate::session::scores::columns::{Made, hundredths};
use crate::session::scores::tell::{group, missing};
use crate::session::scores::{Outcome, ScoreDefinition};
use crate::session::{ScoreCut, ScoreGroup, Session};
use crate::table::Semantic;

/// Communities that are told one by one.
const TOLD: usize = 40;
/// The name of those who are in none of ten or more.
const ALONE: &str = "零散";
/// The share of contacts that leads.
const LEADING: f64 = 0.05;

/// A number of each node of the network, by contact.
struct Spread<'a> {
    nodes: &'a [u32],
    population: usize,
}

impl Spread<'_> {
    fn of<T: Copy + Default>(&self, value: impl Fn(usize) -> T) -> Vec<T> {
        let mut made = vec![T::default(); self.population];
        for (node, row) in self.nodes.iter().enumerate() {
            if let Some(place) = made.get_mut(*row as usize) {
                *place = value(node);
            }
        }
        made
    }
}

/// What the columns and the notes have in common.
pub(super) struct Circles {
    /// Communities of ten or more.
    pub count: usize,
    /// Contacts in smaller ones.
    pub scattered: u32,
    /// Strong ties.
    pub strong: u32,
    /// Who shares most.
    pub top: Option<Top>,
    /// Contacts with a score as key opinion consumers, and those who lead.
    pub koc: (u32, u32),
}

pub(super) fn outcome(
    work: &Work,
    session: &Session,
    definition: &ScoreDefinition,
) -> Result<Outcome> {
    let relations = work.relations()?;
    let population = session.data.population;
    let spread = Spread { nodes: &relations.nodes, population: population as usize };
    let inside = RowSet::from_values(&spread.of(|_| true), |is| is);
    let everybody = RowSet::full(population);
    let mut columns = degrees(work, &everybody);
    let strong = strong(work)?;
    columns.push(count(
        "strong",
        ("强关系数", "strong ties"),
        &spread.of(|n| strong[n]),
        &everybody,
    ));
    let core = spread.of(|n| work.cores.get(n).copied().unwrap_or(0));
    columns.push(count("core", ("核心层数", "core number"), &core, &everybody));
    let ranks = ranks(work);
    columns.extend(rank_columns(&ranks, &spread, &inside));
    let mut told = Circles {
        count: 0,
        scattered: 0,
        strong: strong.iter().sum::<u32>() / 2,
        top: None,
        koc: (0, 0),
    };
    let mut groups = Vec::new();
    if let Some(found) = &work.found {
        let shared = work.shared.as_ref().map_or(&[][..], |shared| &shared.made);
        let standing = standings(work.friends()?, found, shared);
        columns.extend(communities(found, &standing, &spread, &inside, &mut told));
        groups = told_groups(definition, found, &told, population - inside.len());
    }
    columns.extend(beside(work, &spread, &ranks, &core, &mut told));
    let cuts = told.top.as_ref().and_then(|top| top.threshold).map(|value| ScoreCut {
        part: "top_sharer".to_owned(),
        unit: "probability".to_owned(),
        values: vec![value],
    });
    Ok(Outcome {
        columns,
        n: inside.len(),
        cuts: cuts.into_iter().collect(),
        groups,
        diag: numbers(work, &told)?,
        notes: notes(work, session, &told)?,
        ..Outcome::default()
    })
}

fn count(part: &str, labels: (&str, &str), values: &[u32], present: &RowSet) -> Made {
    Made::numbers(part, labels, Semantic::Number, values, 0, present)
}

fn degrees(work: &Work, everybody: &RowSet) -> Vec<Made> {
    let degrees = &work.degrees;
    let mut made = vec![count("degree", ("好友数", "relations"), &degrees.all, everybody)];
    if work.params.is_directed() {
        for (part, labels, values) in [
            ("followers", ("粉丝数", "followers"), &degrees.followers),
            ("follows", ("关注数", "follows"), &degrees.follows),
            ("mutual", ("互相关注数", "mutual follows"), &degrees.mutual),
        ] {
            made.push(count(part, labels, values, everybody));
        }
    }
    made
}

/// Per node its ties that hold both ways and have enough friends in common.
fn strong(work: &Work) -> Result<Vec<u32>> {
    let (friends, told) = (work.friends()?, &work.relations()?.graph);
    let shared = work.shared.as_ref().map_or(&[][..], |shared| &shared.made);
    let mut shared = shared.iter();
    let of = |node: usize| {
        let ties = friends.neighbours(node).iter().filter(|to| {
            let enough = shared.next().is_some_and(|common| *common >= work.params.common);
            enough && told.has(node, **to) && told.has(**to as usize, node as u32)
        });
        ties.count() as u32
    };
    Ok((0..friends.nodes()).map(of).collect())
}

/// Per node its rank against the average.
fn ranks(work: &Work) -> Vec<f64> {
    let Some(found) = &work.ranks else { return Vec::new() };
    let n = found.ranks.len() as f64;
    found.ranks.iter().map(|rank| rank * n).collect()
}

fn rank_columns(ranks: &[f64], spread: &Spread<'_>, inside: &RowSet) -> [Made; 2] {
    let known: Vec<Option<f64>> = ranks.iter().copied().map(Some).collect();
    let percentiles = percentile_ranks(&known);
    let fine = |value: f64| hundredths(value * 100.0);
    let of = |values: &[f64], n: usize| values.get(n).copied().map_or(0, fine);
    let shares: Vec<f64> = percentiles.into_iter().map(|p| p.unwrap_or(0.0)).collect();
    let labels = ("影响力百分位", "influence percentile");
    [
        Made::numbers(
            "rank",
            ("影响力（平均为 1）", "influence (1 is average)"),
            Semantic::Number,
            &spread.of(|n| of(ranks, n)),
            4,
            inside,
        ),
        Made::numbers(
            "rank_percentile",
            labels,
            Semantic::Percent,
            &spread.of(|n| of(&shares, n)),
            4,
            inside,
        ),
    ]
}

fn communities(
    found: &Communities,
    standing: &[Standing],
    spread: &Spread<'_>,
    inside: &RowSet,
    told: &mut Circles,
) -> [Made; 3] {
    told.count = found.sizes.iter().filter(|size| **size >= SCATTERED).count();
    told.scattered = found.sizes.iter().skip(told.count).sum();
    let mut names: Vec<String> = (1..=told.count).map(circle).collect();
    names.push(ALONE.to_owned());
    let place = |label: u32| label.min(told.count as u32) + 1;
    let numbers = spread.of(|n| found.labels.get(n).copied().map_or(0, place));
    let at = |n: usize| standing.get(n).copied().unwrap_or(Standing { members: 0, common: 0.0 });
    let halves = spread.of(|n| (at(n).common * 10.0).round() as i64);
    [
        Made::texts("community", ("圈子", "community"), &names, &numbers),
        count(
            "members",
            ("圈内相连人数", "ties inside the community"),
            &spread.of(|n| at(n).members),
            inside,
        ),
        Made::numbers(
            "common",
            ("共同好友中位数", "friends in common (median)"),
            Semantic::Number,
            &halves,
            1,
            inside,
        ),
    ]
}

/// The name of a community by its place in order of size, from 1.
fn circle(place: usize) -> String {
    format!("圈子 {place}")
}

fn told_groups(
    definition: &ScoreDefinition,
    found: &Communities,
    told: &Circles,
    without: u32,
) -> Vec<ScoreGroup> {
    let first = found.sizes.iter().take(told.count.min(TOLD));
    let mut groups: Vec<ScoreGroup> = (1..)
        .zip(first)
        .map(|(place, size)| group(definition, "community", &circle(place), *size, None))
        .collect();
    if told.scattered > 0 {
        groups.push(group(definition, "community", ALONE, told.scattered, None));
    }
    if without > 0 {
        groups.push(missing(definition, "community", without));
    }
    groups
}

/// Columns of what is known beside the relations, and the score that is made of all.
fn beside(
    work: &Work,
    spread: &Spread<'_>,
    ranks: &[f64],
    core: &[u32],
    told: &mut Circles,
) -> Vec<Made> {
    let mut made = Vec::new();
    let population = spread.population;
    let mut signs = vec![Signs::default(); population];
    for (node, row) in spread.nodes.iter().enumerate() {
        if let Some(sign) = signs.get_mut(*row as usize) {
            sign.rank = ranks.get(node).copied();
            sign.core = core.get(*row as usize).map(|core| f64::from(*core));
        }
    }
    let everybody = RowSet::full(population as u32);
    if let Some(groups) = &work.groups {
        let mut counts = vec![0u32; population];
        for list in &groups.members {
            // members stand in the order of contacts
            for run in list.chunk_by(|a, b| a == b) {
                if let Some(count) = run.first().and_then(|row| counts.get_mut(*row as usize)) {
                    *count += 1;
                }
            }
        }
        made.push(count("groups", ("所在群数", "groups"), &counts, &everybody));
    }
    if let Some(sharing) = &work.sharing {
        let top = sharing::top(&sharing.shares, &sharing.exposures, &sharing::Options::default());
        let rates: Vec<Option<f64>> = sharing
            .shares
            .iter()
            .zip(&sharing.exposures)
            .map(|(shares, seen)| (*seen > 0.0).then(|| shares / seen))
            .collect();
        let least = sharing::Options::default().least_exposures;
        let enough: Vec<bool> = sharing.exposures.iter().map(|seen| *seen >= least).collect();
        for ((sign, rate), enough) in signs.iter_mut().zip(&rates).zip(&enough) {
            sign.share_rate = rate.filter(|_| *enough);
        }
        let values: Vec<i64> =
            rates.iter().map(|rate| rate.map_or(0, |rate| hundredths(rate * 100.0))).collect();
        let present = RowSet::from_values(&rates, |rate| rate.is_some());
        let labels = ("分享率", "share rate");
        made.push(Made::numbers("share_rate", labels, Semantic::Percent, &values, 4, &present));
        let mut chosen = RowSet::empty(population as u32);
        for row in &top.selected {
            chosen.insert(*row);
        }
        let eligible = RowSet::from_values(&enough, |enough| enough);
        made.push(Made::bools("top_sharer", ("分享达人", "top sharer"), chosen, eligible));
        told.top = Some(top);
    }
    if let Some(invited) = &work.invited {
        for (sign, count) in signs.iter_mut().zip(invited) {
            sign.converted = Some(f64::from(*count));
        }
        made.push(count("invited", ("带来人数", "brought"), invited, &everybody));
    }
    made.extend(opinion(&signs, told));
    made
}

fn opinion(signs: &[Signs], told: &mut Circles) -> [Made; 2] {
    let found = scores(signs);
    let present = RowSet::from_values(&found, |score| score.is_some());
    let points: Vec<i64> =
        found.iter().map(|score| score.map_or(0, |score| hundredths(score * 100.0))).collect();
    let mut leading = RowSet::empty(signs.len() as u32);
    for row in best(&found, LEADING) {
        leading.insert(row);
    }
    told.koc = (present.len(), leading.len());
    [
        Made::numbers("koc", ("KOC 分", "KOC score"), Semantic::Number, &points, 2, &present),
        Made::bools("koc_top", ("KOC 前 5%", "KOC, best 5 %"), leading, present),
    ]
}
