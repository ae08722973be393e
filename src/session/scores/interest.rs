//! Interests of the loaded contacts: which categories they turn to more than others do.

use super::activity::{Activity, find, lacks};
use super::columns::{Made, hundredths};
use super::tell::{diag, equals, group, missing, note};
use super::{Outcome, ScoreDefinition, When, refused};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::{Node, NodeKind};
use crate::score::interest::{Base, Params, interest};
use crate::session::{ScoreCell, ScoreGrid, ScoreNote, Session};
use crate::table::Semantic;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How interests are computed. What is left out has its default; table and column are found in the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct InterestParams {
    /// The event table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Its column with the category of each event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Days after which half of an event is left.
    pub half_life_days: f64,
    /// How many events of everybody a contact starts with.
    pub k: f64,
    /// The least share of a primary or secondary interest against everybody's.
    pub min_lift: f64,
    /// The least part of the primary's share that a secondary interest has.
    pub secondary_ratio: f64,
}

impl Default for InterestParams {
    fn default() -> Self {
        let Params { half_life_days, k, min_lift, secondary_ratio } = Params::default();
        Self { table: None, category: None, half_life_days, k, min_lift, secondary_ratio }
    }
}

/// Categories beyond which pairs are not told.
const MOST_PAIRED: usize = 24;

/// The parameters with what is found in the data.
///
/// # Errors
/// [`crate::Code::ScoreLacks`].
pub(super) fn bound(session: &Session, params: &InterestParams) -> Result<InterestParams> {
    let roles = ["interactions", "orders"];
    let kinds = ["interactions.topic", "orders.category"];
    let given = (params.table.as_ref(), params.category.as_ref());
    let found = match find(session, (given.0, &roles), (given.1, &kinds)) {
        Some((table, Some(category))) => Some((table, category)),
        // interactions without a category: orders may have one
        _ => find(session, (given.0, &roles[1..]), (given.1, &kinds[1..]))
            .and_then(|(table, category)| Some((table, category?))),
    };
    let (table, category) = found.ok_or_else(|| lacks("interest", "interactions.topic"))?;
    Ok(InterestParams { table: Some(table), category: Some(category), ..params.clone() })
}

/// Computes interests.
pub(super) fn run(
    session: &Session,
    definition: &ScoreDefinition,
    params: &InterestParams,
    when: &When,
) -> Result<(InterestParams, Outcome)> {
    let params = bound(session, params)?;
    let model = Params {
        half_life_days: params.half_life_days,
        k: params.k,
        min_lift: params.min_lift,
        secondary_ratio: params.secondary_ratio,
    };
    model.check().map_err(|refusal| refused(&refusal))?;
    let (name, category) =
        (params.table.clone().unwrap_or_default(), params.category.clone().unwrap_or_default());
    let activity = Activity::new(session, &name, Some(&category), when)?;
    let n = activity.kinds.len();
    let population = session.data.population;
    let mut total = vec![0.0; n];
    for contact in 0..population {
        activity.each(contact, |kind, age| {
            if let Some(sum) = total.get_mut(kind as usize) {
                *sum += model.worth(age, 1.0);
            }
        });
    }
    let base = Base::new(&total);
    let size = population as usize;
    let (mut primary, mut secondary) = (vec![0u16; size], vec![0u16; size]);
    let (mut share, mut confidence) = (vec![0i64; size], vec![0i64; size]);
    let mut own = vec![0.0; n];
    for contact in 0..population {
        own.fill(0.0);
        let mut some = false;
        activity.each(contact, |kind, age| {
            if let Some(sum) = own.get_mut(kind as usize) {
                *sum += model.worth(age, 1.0);
                some = true;
            }
        });
        if !some {
            continue;
        }
        let found = interest(&own, &base, &model);
        let at = contact as usize;
        let number = |category: Option<u32>| category.map_or(0, |c| c as u16 + 1);
        primary[at] = number(found.primary);
        secondary[at] = number(found.secondary);
        let first = found.primary.and_then(|c| found.share.get(c as usize));
        share[at] = hundredths(first.copied().unwrap_or(0.0) * 100.0);
        confidence[at] = hundredths(found.confidence * 100.0);
    }
    let present = RowSet::from_values(&primary, |number| number > 0);
    let names = &activity.kinds;
    // hundredths of a percent are ten-thousandths of a share
    let columns = vec![
        Made::texts("primary", ("主兴趣", "primary interest"), names, &primary),
        Made::texts("secondary", ("次兴趣", "secondary interest"), names, &secondary),
        Made::numbers(
            "share",
            ("主兴趣占比", "share of the primary"),
            Semantic::Percent,
            &share,
            4,
            &present,
        ),
        Made::numbers(
            "confidence",
            ("兴趣置信度", "confidence"),
            Semantic::Percent,
            &confidence,
            4,
            &present,
        ),
    ];
    let mut counts = vec![0u32; n + 1];
    for number in &primary {
        counts[usize::from(*number)] += 1;
    }
    let without = counts[0];
    let mut groups: Vec<_> = names
        .iter()
        .zip(&counts[1..])
        .map(|(name, contacts)| group(definition, "primary", name, *contacts, None))
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.contacts));
    if without > 0 {
        groups.push(missing(definition, "primary", without));
    }
    let grid = (n <= MOST_PAIRED).then(|| pairs(definition, names, &primary, &secondary));
    let notes = vec![note(
        "interest.how",
        &[
            ("table", &name),
            ("category", &category),
            ("half_life", &params.half_life_days),
            ("k", &params.k),
            ("min_lift", &params.min_lift),
        ],
    )];
    let scored = population - without;
    let diag = diag(&[("scored", scored.into()), ("unclear", without.into())]);
    Ok((
        params,
        Outcome {
            columns,
            n: scored,
            cuts: Vec::new(),
            groups,
            grid,
            diag,
            notes,
            ..Outcome::default()
        },
    ))
}

fn pairs(
    definition: &ScoreDefinition,
    names: &[String],
    primary: &[u16],
    secondary: &[u16],
) -> ScoreGrid {
    let n = names.len();
    let mut counts = vec![0u32; n * n];
    for (first, second) in primary.iter().zip(secondary) {
        if let (Some(y), Some(x)) = (first.checked_sub(1), second.checked_sub(1))
            && let Some(count) = counts.get_mut(usize::from(y) * n + usize::from(x))
        {
            *count += 1;
        }
    }
    let pairs = names.iter().flat_map(|y| names.iter().map(move |x| (y, x)));
    let cell = |((y, x), contacts): ((&String, &String), u32)| {
        let both = [("primary", y), ("secondary", x)];
        let both = both.map(|(part, name)| equals(definition, part, &name.as_str().into()));
        ScoreCell { contacts, amount: None, rule: Node::new(NodeKind::All(both.into())) }
    };
    let cells = pairs.zip(counts).map(cell).collect();
    let (xs, ys) = (names.to_vec(), names.to_vec());
    ScoreGrid { x: "secondary".to_owned(), y: "primary".to_owned(), xs, ys, cells }
}

/// Why a contact has its interests.
pub(super) fn reasons(values: &BTreeMap<String, String>) -> Vec<ScoreNote> {
    let template =
        if values.contains_key("primary") { "interest.person" } else { "interest.unclear" };
    let mut sentence = note(template, &[]);
    sentence.params.extend(values.clone());
    vec![sentence]
}
