//! Scoring plans: conditions of the rule language that carry points, and events that carry points each time.

use super::activity::Activity;
use super::columns::{Made, hundredths};
use super::definition::bad;
use super::rule::ScoreRule;
use super::tell::{diag, group, missing, note};
use super::{Outcome, ScoreDefinition, When, document_of, refused};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::score::plan::{Band, Plan, Points};
use crate::session::{ScoreCut, ScoreGroup, ScoreNote, Session};
use crate::table::Semantic;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A scoring plan: points are added up, cut to a range, and fall into bands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct PlanParams {
    /// What carries points.
    pub items: Vec<PlanItem>,
    /// What everybody starts with.
    pub start: f64,
    /// The least score; no limit when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The greatest score; no limit when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// Bands, ascending; below the first there is none.
    pub bands: Vec<PlanBand>,
}

/// Something that carries points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct PlanItem {
    /// What it is called in reasons.
    pub name: String,
    /// Points for each time; below 0 they are taken off.
    pub points: f64,
    /// Who gets them; everybody when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<ScoreRule>,
    /// Events that carry the points each; without them the rule carries them once, and they do not fade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<PlanEvents>,
    /// The most that it adds, or takes off, in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<f64>,
    /// Days after which an event is worth half; it never fades when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_life_days: Option<f64>,
}

/// Events that carry points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct PlanEvents {
    /// The event table.
    pub table: String,
    /// Its column that says which events; all of them when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The values of that column that count.
    #[serde(default)]
    pub values: Vec<String>,
}

/// A band of scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct PlanBand {
    /// Its name.
    pub name: String,
    /// From here on.
    pub from: f64,
}

/// The most items of a plan.
const MOST: usize = 200;

impl PlanParams {
    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(super) fn check(&self) -> Result<()> {
        if self.items.len() > MOST {
            return Err(bad(&format!("at most {MOST} conditions")).at("items"));
        }
        if self.items.iter().any(|item| item.rule.is_none() && item.events.is_none()) {
            return Err(bad(&"a condition has a rule, or events").at("items"));
        }
        self.model().check().map_err(|refusal| bad(&refusal))
    }

    fn model(&self) -> Plan {
        let points = |item: &PlanItem| Points {
            name: item.name.clone(),
            points: item.points,
            cap: item.cap,
            half_life_days: item.half_life_days,
        };
        let band = |band: &PlanBand| Band { name: band.name.clone(), from: band.from };
        Plan {
            conditions: self.items.iter().map(points).collect(),
            start: self.start,
            least: self.least,
            most: self.most,
            bands: self.bands.iter().map(band).collect(),
        }
    }
}

/// What an item looks at.
struct Asked<'a> {
    members: Option<Arc<RowSet>>,
    events: Option<(Activity<'a>, Vec<bool>)>,
}

fn members(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &PlanParams,
) -> Result<Vec<Option<Arc<RowSet>>>> {
    let mut all = Vec::with_capacity(params.items.len());
    for (at, item) in params.items.iter().enumerate() {
        let Some(rule) = &item.rule else {
            all.push(None);
            continue;
        };
        let document = document_of(definition, rule.0.clone());
        let found = session.evaluator().audience(&document).map_err(|mut error| {
            let inner = error.location.path.take().unwrap_or_else(|| "rule".to_owned());
            error.at(&format!("params.items[{at}].{inner}"))
        })?;
        all.push(Some(found));
    }
    Ok(all)
}

fn asked<'a>(
    session: &'a Session,
    params: &PlanParams,
    members: Vec<Option<Arc<RowSet>>>,
    when: &'a When,
) -> Result<Vec<Asked<'a>>> {
    let each = params.items.iter().zip(members).enumerate();
    each.map(|(at, (item, members))| {
        let events = item.events.as_ref().map(|events| {
            let activity = Activity::new(session, &events.table, events.field.as_deref(), when)
                .map_err(|mut error| {
                    error.location.path = None;
                    error.at(&format!("params.items[{at}].events"))
                })?;
            let counts = |kind: &String| events.field.is_none() || events.values.contains(kind);
            let counting = activity.kinds.iter().map(counts).collect();
            Ok((activity, counting))
        });
        Ok(Asked { members, events: events.transpose()? })
    })
    .collect()
}

/// The ages of the times that each item was met by a contact.
fn hits(asked: &[Asked<'_>], contact: u32, ages: &mut [Vec<i32>]) {
    for (asked, ages) in asked.iter().zip(ages) {
        ages.clear();
        if asked.members.as_ref().is_some_and(|members| !members.contains(contact)) {
            continue;
        }
        match &asked.events {
            None => ages.push(0),
            Some((activity, counting)) => activity.each(contact, |kind, age| {
                if counting.get(kind as usize).is_some_and(|counts| *counts) {
                    ages.push(age);
                }
            }),
        }
    }
}

/// Adds up the points of everybody.
pub(super) fn run(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &PlanParams,
    when: &When,
) -> Result<Outcome> {
    let model = params.model();
    model.check().map_err(|refusal| refused(&refusal))?;
    let members = members(session, definition, params)?;
    let asked = asked(session, params, members, when)?;
    let population = session.data.population;
    let names: Vec<String> = params.bands.iter().map(|band| band.name.clone()).collect();
    let mut ages = vec![Vec::new(); params.items.len()];
    let (mut points, mut bands) = (Vec::new(), Vec::new());
    let mut counts = vec![0u32; names.len() + 1];
    for contact in 0..population {
        hits(&asked, contact, &mut ages);
        let each: Vec<&[i32]> = ages.iter().map(Vec::as_slice).collect();
        let score = model.score(&each).score;
        let band = params.bands.iter().rposition(|band| score >= band.from);
        let band = band.map_or(0, |at| at + 1);
        counts[band] += 1;
        points.push(hundredths(score));
        bands.push(band as u16);
    }
    let all = RowSet::full(population);
    let mut columns =
        vec![Made::numbers("points", ("积分", "points"), Semantic::Number, &points, 2, &all)];
    let mut groups: Vec<ScoreGroup> = Vec::new();
    if !names.is_empty() {
        columns.push(Made::texts("band", ("分档", "band"), &names, &bands));
        let each = names.iter().zip(&counts[1..]).rev();
        groups.extend(each.map(|(name, n)| group(definition, "band", name, *n, None)));
        if counts[0] > 0 {
            groups.push(missing(definition, "band", counts[0]));
        }
    }
    let cuts = vec![ScoreCut {
        part: "band".to_owned(),
        unit: "points".to_owned(),
        values: params.bands.iter().map(|band| band.from).collect(),
    }];
    let notes = vec![note("plan.how", &[("items", &params.items.len())])];
    let diag = diag(&[("scored", population.into())]);
    Ok(Outcome { columns, n: population, cuts, groups, diag, notes, ..Outcome::default() })
}

/// What gave a contact its points, the most first.
///
/// # Errors
/// What is wrong with a condition on the data as they are now.
pub(super) fn reasons(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &PlanParams,
    contact: u32,
) -> Result<Vec<ScoreNote>> {
    let when = session.when(definition)?;
    let members = members(session, definition, params)?;
    let asked = asked(session, params, members, &when)?;
    let mut ages = vec![Vec::new(); params.items.len()];
    hits(&asked, contact, &mut ages);
    let each: Vec<&[i32]> = ages.iter().map(Vec::as_slice).collect();
    let score = params.model().score(&each);
    let told = score.parts.iter().filter_map(|part| {
        let item = params.items.get(part.condition as usize)?;
        let points = hundredths(part.points) as f64 / 100.0;
        Some(note(
            if part.capped { "plan.capped" } else { "plan.part" },
            &[("name", &item.name), ("points", &points), ("times", &part.times)],
        ))
    });
    Ok(told.collect())
}
