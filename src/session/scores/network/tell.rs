//! What a network says in words and numbers, of everybody and of one contact.

use super::work::Work;
use super::write::Circles;
use crate::error::Result;
use crate::graph::groups::{OVERLAPPING, overlaps};
use crate::session::scores::columns::hundredths;
use crate::session::scores::tell::{diag, note};
use crate::session::{ScoreNote, Session};
use std::collections::BTreeMap;
use std::fmt::Display;

/// Hubs that are named.
const NAMED: usize = 10;

/// Counts by name.
pub(super) fn numbers(work: &Work, told: &Circles) -> Result<BTreeMap<String, f64>> {
    let (counts, relations) = (&work.counts, work.relations()?);
    let mut numbers = vec![
        ("nodes", relations.nodes.len() as f64),
        ("edges", relations.graph.edges() as f64),
        ("hubs", work.hubs.len() as f64),
        ("communities", told.count as f64),
        ("scattered", told.scattered.into()),
        ("strong_ties", told.strong.into()),
        ("seeds", work.seeds.into()),
        ("unknown_from", counts.unknown_from.into()),
        ("unknown_to", counts.unknown_to.into()),
        ("ambiguous", counts.ambiguous.into()),
        ("without_to", counts.without_to.into()),
        ("loops", counts.loops.into()),
        ("repeated", counts.repeated.into()),
        ("future_ignored", counts.future.into()),
        ("not_counting", counts.not_counting.into()),
        ("other_kinds", counts.other_kinds.into()),
        ("bad_weights", counts.bad_weights.into()),
        ("koc", told.koc.0.into()),
        ("koc_top", told.koc.1.into()),
    ];
    if let Some(found) = &work.found {
        numbers.push(("modularity", found.modularity));
    }
    if let Some(ranks) = &work.ranks {
        numbers.push(("rank_rounds", ranks.rounds.into()));
        numbers.push(("rank_converged", f64::from(u8::from(ranks.converged))));
    }
    if let Some(share) = relations.graph.reciprocity().filter(|_| work.params.is_directed()) {
        numbers.push(("reciprocity", share));
    }
    if let Some(top) = &told.top {
        numbers.push(("sharers", top.eligible.into()));
        numbers.push(("top_sharers", top.selected.len() as f64));
    }
    Ok(diag(&numbers))
}

/// How it was computed, and what was left out.
pub(super) fn notes(work: &Work, session: &Session, told: &Circles) -> Result<Vec<ScoreNote>> {
    let (relations, counts, params) = (work.relations()?, &work.counts, &work.params);
    let table = params.table.clone().unwrap_or_default();
    let to = params.to.clone().unwrap_or_default();
    let how = if params.is_directed() { "network.follows" } else { "network.friends" };
    let mut notes = vec![note(
        how,
        &[
            ("table", &table),
            ("to", &to),
            ("by", &work.identity),
            ("contacts", &relations.nodes.len()),
            ("edges", &relations.graph.edges()),
            ("weight", &params.weight.clone().unwrap_or_default()),
        ],
    )];
    if let Some(found) = &work.found {
        let modularity = hundredths(found.modularity * 10.0) as f64 / 1000.0;
        notes.push(note(
            "network.communities",
            &[
                ("communities", &told.count),
                ("scattered", &told.scattered),
                ("modularity", &modularity),
                ("seeds", &work.seeds),
            ],
        ));
    }
    let strong: [(&str, &dyn Display); 2] = [("common", &params.common), ("ties", &told.strong)];
    notes.push(note(
        if params.is_directed() { "network.strong_follows" } else { "network.strong" },
        &strong,
    ));
    notes.push(note("network.rank", &[]));
    if told.koc.0 > 0 {
        notes.push(note("network.koc", &[("n", &told.koc.0), ("top", &told.koc.1)]));
    }
    if let Some(top) = &told.top {
        let percent = hundredths(top.threshold.unwrap_or(0.0) * 100.0) as f64 / 100.0;
        notes.push(note(
            "network.sharers",
            &[("eligible", &top.eligible), ("chosen", &top.selected.len()), ("percent", &percent)],
        ));
    }
    notes.extend(groups(work));
    let unknown = counts.unknown_from + counts.unknown_to;
    for (template, n) in [
        ("network.unknown", unknown),
        ("network.ambiguous", counts.ambiguous),
        ("network.without_to", counts.without_to),
        ("network.loops", counts.loops),
        ("network.repeated", counts.repeated),
        ("network.other_kinds", counts.other_kinds),
        ("network.bad_weights", counts.bad_weights),
        ("warn.future_ignored", counts.future),
        ("warn.not_counting", counts.not_counting),
    ] {
        if n > 0 {
            let sides: [(&str, &dyn Display); 3] =
                [("n", &n), ("from", &counts.unknown_from), ("to", &counts.unknown_to)];
            notes.push(note(template, &sides[..if template == "network.unknown" { 3 } else { 1 }]));
        }
    }
    if !work.hubs.is_empty() {
        let named: Vec<String> =
            work.hubs.iter().take(NAMED).map(|hub| called(session, *hub)).collect();
        let names = named.join("、");
        let (n, cap) = (work.hubs.len(), params.cap);
        notes.push(note("network.hubs", &[("n", &n), ("cap", &cap), ("names", &names)]));
    }
    Ok(notes)
}

/// A contact by its name, or by its masked key, with its degree.
fn called(session: &Session, (row, degree): (u32, u32)) -> String {
    let entry = session.contact_entry(row, false);
    let name = entry.name.or(entry.key).unwrap_or_else(|| format!("#{row}"));
    format!("{name} ({degree})")
}

fn groups(work: &Work) -> Option<ScoreNote> {
    let groups = work.groups.as_ref()?;
    let pairs = overlaps(&groups.members);
    let alike = pairs.iter().filter(|pair| pair.overlap >= OVERLAPPING).count();
    Some(note("network.groups", &[("groups", &groups.names.len()), ("pairs", &alike)]))
}

/// How a contact stands in the network.
pub(in crate::session::scores) fn reasons(
    params: &super::NetworkParams,
    values: &BTreeMap<String, String>,
) -> Vec<ScoreNote> {
    let number = |part: &str| values.get(part).and_then(|text| text.parse::<f64>().ok());
    let told = |template: &str| {
        let mut sentence = note(template, &[("cap", &params.cap), ("least", &params.common)]);
        sentence.params.extend(values.clone());
        sentence
    };
    let mut reasons = Vec::new();
    match (values.contains_key("community"), number("degree").unwrap_or(0.0)) {
        (true, _) => {
            reasons.push(told(if params.is_directed() {
                "network.person_follows"
            } else {
                "network.person"
            }));
            reasons.push(told("network.person_rank"));
        }
        (false, degree) if degree > f64::from(params.cap) => {
            reasons.push(told("network.person_hub"));
        }
        (false, degree) if degree > 0.0 => reasons.push(told("network.person_of_hubs")),
        _ => reasons.push(told("network.person_alone")),
    }
    if values.contains_key("share_rate") {
        reasons.push(told("network.person_shares"));
    }
    if number("invited").is_some_and(|n| n > 0.0) {
        reasons.push(told("network.person_invited"));
    }
    if values.contains_key("koc") {
        reasons.push(told("network.person_koc"));
    }
    reasons
}
