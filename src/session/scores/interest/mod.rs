//! Interests of the loaded contacts: which categories they turn to more than others do.

mod looks;

use super::activity::{Activity, find, lacks};
use super::columns::{Made, hundredths};
use super::definition::between;
use super::tell::{Part, counted, diag, missing, note, pairs};
use super::{Outcome, ScoreDefinition, When, refused};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::score::interest::{
    AVERSE_IMPRESSIONS, AVERSE_SHARE, Base, IMPLICIT_TIMES, Params, SUBSCRIPTION_WEIGHT, Signals,
    interest,
};
use crate::session::{ScoreGroup, ScoreNote, Session};
use crate::table::Semantic;
use looks::Looks;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Display;

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
    /// Its column with how long a contact stayed, in any unit; without one nobody has an implicit interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dwell: Option<String>,
    /// Its column that says that the category was shown and skipped; without one nobody is averse. What was skipped is no sign
    /// of interest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<String>,
    /// Its column that says that a contact subscribed to the category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription: Option<String>,
    /// What such an event weighs, where another one weighs 1.
    pub subscription_weight: f64,
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
        Self {
            table: None,
            category: None,
            dwell: None,
            skip: None,
            subscription: None,
            subscription_weight: SUBSCRIPTION_WEIGHT,
            half_life_days,
            k,
            min_lift,
            secondary_ratio,
        }
    }
}

impl InterestParams {
    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(super) fn check(&self) -> Result<()> {
        between("subscription_weight", self.subscription_weight, 0.0, 1e6)
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
    let named = InterestParams { table: Some(table), category: Some(category), ..params.clone() };
    looks::bound(session, named)
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
    let looks = Looks::new(session, &params)?;
    let turned = Turned::new(&activity, &looks, &model, session.data.population);
    let outcome = outcome(definition, &params, &activity.kinds, &turned);
    Ok((params, outcome))
}

/// What each contact turns to: categories by their number from 1, 0 for none; shares in ten-thousandths.
struct Turned {
    primary: Vec<u16>,
    secondary: Vec<u16>,
    implicit: Vec<u16>,
    averse: Vec<u16>,
    share: Vec<i64>,
    confidence: Vec<i64>,
}

impl Turned {
    fn new(activity: &Activity<'_>, looks: &Looks<'_>, model: &Params, population: u32) -> Self {
        let n = activity.kinds.len();
        let (mut total, mut everybody) = (vec![0.0; n], vec![Signals::default(); n]);
        for contact in 0..population {
            gathered(activity, looks, model, contact, &mut total, &mut everybody);
        }
        let base = Base::new(&total);
        let size = population as usize;
        let texts = || vec![0u16; size];
        let (mut made, mut own, mut seen) = (
            Self {
                primary: texts(),
                secondary: texts(),
                implicit: texts(),
                averse: texts(),
                share: vec![0; size],
                confidence: vec![0; size],
            },
            total,
            everybody.clone(),
        );
        for contact in 0..population {
            own.fill(0.0);
            seen.fill(Signals::default());
            if !gathered(activity, looks, model, contact, &mut own, &mut seen) {
                continue;
            }
            let found = interest(&own, &base, model);
            let at = contact as usize;
            let number = |category: Option<u32>| category.map_or(0, |c| c as u16 + 1);
            made.primary[at] = number(found.primary);
            made.secondary[at] = number(found.secondary);
            let first = found.primary.and_then(|c| found.share.get(c as usize));
            made.share[at] = hundredths(first.copied().unwrap_or(0.0) * 100.0);
            made.confidence[at] = hundredths(found.confidence * 100.0);
            made.implicit[at] = looks::liked(&seen, &everybody);
            made.averse[at] = looks::disliked(&seen);
        }
        made
    }
}

/// Adds the events of a contact up to `as_of` to what each category is worth and how it was looked at; whether there are any.
fn gathered(
    activity: &Activity<'_>,
    looks: &Looks<'_>,
    model: &Params,
    contact: u32,
    worth: &mut [f64],
    seen: &mut [Signals],
) -> bool {
    let mut some = false;
    activity.each_row(contact, |row, kind, age| {
        let at = kind as usize;
        if let (Some(worth), Some(seen)) = (worth.get_mut(at), seen.get_mut(at)) {
            *worth += model.worth(age, looks.weight(row));
            some = true;
            if age >= 0 {
                looks.see(row, seen);
            }
        }
    });
    some
}

/// Columns and report.
fn outcome(
    definition: &ScoreDefinition,
    params: &InterestParams,
    names: &[String],
    turned: &Turned,
) -> Outcome {
    let Turned { primary, secondary, implicit, averse, share, confidence } = turned;
    let population = primary.len() as u32;
    let present = RowSet::from_values(primary, |number| number > 0);
    // hundredths of a percent are ten-thousandths of a share
    let mut columns = vec![
        Made::texts("primary", ("主兴趣", "primary interest"), names, primary),
        Made::texts("secondary", ("次兴趣", "secondary interest"), names, secondary),
        Made::numbers(
            "share",
            ("主兴趣占比", "share of the primary"),
            Semantic::Percent,
            share,
            4,
            &present,
        ),
        Made::numbers(
            "confidence",
            ("兴趣置信度", "confidence"),
            Semantic::Percent,
            confidence,
            4,
            &present,
        ),
    ];
    let signs = [
        ("implicit", ("隐性兴趣", "implicit interest"), implicit, params.dwell.is_some()),
        ("averse", ("反感类目", "averse to"), averse, params.skip.is_some()),
    ];
    let without = primary.iter().filter(|number| **number == 0).count() as u32;
    let (y, x) = (Part::new("primary", names, primary), Part::new("secondary", names, secondary));
    let mut groups = ranked(definition, &y);
    if without > 0 {
        groups.push(missing(definition, "primary", without));
    }
    let grid = (names.len() <= MOST_PAIRED).then(|| pairs(definition, &y, &x));
    let scored = population - without;
    let mut told = vec![("scored", scored.into()), ("unclear", without.into())];
    for (part, labels, numbers, is_known) in signs {
        if is_known {
            columns.push(Made::texts(part, labels, names, numbers));
            let mut shown = ranked(definition, &Part::new(part, names, numbers));
            shown.retain(|group| group.contacts > 0);
            let n: u32 = shown.iter().map(|group| group.contacts).sum();
            groups.extend(shown);
            told.push((part, n.into()));
        }
    }
    let (diag, notes) = (diag(&told), notes(params));
    Outcome { columns, n: scored, groups, grid, diag, notes, ..Outcome::default() }
}

/// Contacts per category, the most frequent first.
fn ranked(definition: &ScoreDefinition, part: &Part<'_>) -> Vec<ScoreGroup> {
    let mut groups = counted(definition, part);
    groups.sort_by_key(|group| std::cmp::Reverse(group.contacts));
    groups
}

fn notes(params: &InterestParams) -> Vec<ScoreNote> {
    let text = |name: &Option<String>| name.clone().unwrap_or_default();
    let mut notes = vec![note(
        "interest.how",
        &[
            ("table", &text(&params.table)),
            ("category", &text(&params.category)),
            ("half_life", &params.half_life_days),
            ("k", &params.k),
            ("min_lift", &params.min_lift),
        ],
    )];
    notes.push(match &params.dwell {
        Some(dwell) => note("interest.stays", &[("dwell", dwell), ("times", &IMPLICIT_TIMES)]),
        None => note("interest.no_stays", &[("table", &text(&params.table))]),
    });
    notes.push(match &params.skip {
        Some(skip) => note(
            "interest.skips",
            &[("skip", skip), ("share", &AVERSE_SHARE), ("shown", &AVERSE_IMPRESSIONS)],
        ),
        None => note("interest.no_skips", &[("table", &text(&params.table))]),
    });
    if let Some(subscription) = &params.subscription {
        let weight = &params.subscription_weight;
        let how = [("subscription", subscription as &dyn Display), ("weight", weight)];
        notes.push(note("interest.subscribed", &how));
    }
    notes
}

/// Why a contact has its interests.
pub(super) fn reasons(values: &BTreeMap<String, String>) -> Vec<ScoreNote> {
    let template =
        if values.contains_key("primary") { "interest.person" } else { "interest.unclear" };
    let signs = [("implicit", "interest.likes"), ("averse", "interest.dislikes")];
    let signs = signs.into_iter().filter(|(part, _)| values.contains_key(*part));
    let templates = std::iter::once(template).chain(signs.map(|(_, template)| template));
    let told = templates.map(|template| {
        let mut sentence = note(template, &[]);
        sentence.params.extend(values.clone());
        sentence
    });
    told.collect()
}
