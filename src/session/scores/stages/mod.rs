//! Ordered lists of a name and a condition: the first condition that is true names the contact. Lifecycle stages, layers of a
//! community and layered tags are such lists; they differ in what they start from.

mod seeds;

pub(super) use seeds::{needs, seed};

use super::columns::Made;
use super::definition::bad;
use super::rule::ScoreRule;
use super::tell::{diag, equals, group, missing, note};
use super::{Outcome, ScoreDefinition, document_of};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::sentence::Language;
use crate::rule::{Node, NodeKind};
use crate::session::{ScoreCell, ScoreGrid, ScoreGroup, ScoreNote, Session};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An ordered list of stages: the first whose condition is true is that of the contact.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct StagesParams {
    /// The stages; a name may stand more than once. Of lifecycle and layers, the usual ones for the loaded data when left out.
    pub stages: Vec<Stage>,
    /// Who is in none of them; nobody when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// An earlier date or time to tell transitions from: the stage then is a column of its own. Only events and times go back;
    /// other columns and tags are those of today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<String>,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its name, the value of the column.
    pub name: String,
    /// Who is in it, unless an earlier stage has them.
    pub rule: ScoreRule,
}

/// The most stages of a list.
const MOST: usize = 200;

impl StagesParams {
    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(super) fn check(&self) -> Result<()> {
        if self.stages.len() > MOST {
            return Err(bad(&format!("at most {MOST} stages")).at("stages"));
        }
        if self.stages.iter().any(|stage| stage.name.trim().is_empty()) {
            return Err(bad(&"a stage has a name").at("stages"));
        }
        Ok(())
    }

    /// The names, each once, in the order of their first stage.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in self.stages.iter().map(|stage| &stage.name).chain(&self.otherwise) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    fn number(names: &[String], name: &str) -> u16 {
        names.iter().position(|other| other == name).map_or(0, |at| at as u16 + 1)
    }
}

/// How a model calls its column.
fn part_of(model: &str) -> (&'static str, (&'static str, &'static str)) {
    match model {
        "lifecycle" => ("stage", ("生命周期阶段", "lifecycle stage")),
        "layers" => ("layer", ("社群分层", "community layer")),
        _ => ("tag", ("分层标签", "layered tag")),
    }
}

/// Puts everybody into the first stage that is true.
///
/// # Errors
/// What is wrong with a condition, with its path from `params.stages[0].rule` on.
pub(super) fn run(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &StagesParams,
) -> Result<(StagesParams, Outcome)> {
    let params = if params.stages.is_empty() {
        let seeded = seed(session, definition.model.name())?;
        let otherwise = params.otherwise.clone().or(seeded.otherwise);
        StagesParams { otherwise, compare: params.compare.clone(), ..seeded }
    } else {
        params.clone()
    };
    if params.stages.is_empty() {
        return Err(bad(&"there is no stage; add one").at("params.stages"));
    }
    let params = &params;
    let names = params.names();
    let (part, labels) = part_of(definition.model.name());
    let placed = place(session, definition, params, &names)?;
    let mut columns = vec![
        Made::texts(part, labels, &names, &placed.names),
        Made::numbers(
            "place",
            ("命中的条件序号", "number of the condition"),
            crate::table::Semantic::Number,
            &placed.places,
            0,
            &RowSet::from_values(&placed.places, |place| place > 0),
        ),
    ];
    let population = placed.names.len() as u32;
    let mut counts = vec![0u32; names.len() + 1];
    for name in &placed.names {
        if let Some(count) = counts.get_mut(usize::from(*name)) {
            *count += 1;
        }
    }
    let without = counts.first().copied().unwrap_or(0);
    let mut groups: Vec<ScoreGroup> = names
        .iter()
        .zip(counts.iter().skip(1))
        .map(|(name, contacts)| group(definition, part, name, *contacts, None))
        .collect();
    if without > 0 {
        groups.push(missing(definition, part, without));
    }
    let stages = params.stages.len();
    let mut notes = vec![note("stages.how", &[("stages", &stages)])];
    let mut grid = None;
    if let Some(compare) = &params.compare {
        let before = ScoreDefinition { as_of: compare.clone(), ..definition.clone() };
        let before = place(session, &before, params, &names)?;
        columns.push(Made::texts("before", ("之前的阶段", "stage before"), &names, &before.names));
        notes.push(note("stages.compared", &[("as_of", compare)]));
        grid = Some(transitions(definition, part, &names, &before.names, &placed.names));
    }
    let n = population - without;
    let diag = diag(&[("scored", n.into()), ("without_stage", without.into())]);
    let outcome = Outcome { columns, n, groups, grid, diag, notes, ..Outcome::default() };
    Ok((params.clone(), outcome))
}

/// Per contact the number of the name, and the number of the stage, from 1; 0 without one.
struct Placed {
    names: Vec<u16>,
    places: Vec<u16>,
}

fn place(
    session: &mut Session,
    definition: &ScoreDefinition,
    params: &StagesParams,
    names: &[String],
) -> Result<Placed> {
    let population = session.data.population;
    let rest = params.otherwise.as_ref().map_or(0, |name| StagesParams::number(names, name));
    let mut placed =
        Placed { names: vec![rest; population as usize], places: vec![0; population as usize] };
    let mut open = RowSet::full(population);
    for (at, stage) in params.stages.iter().enumerate() {
        let document = document_of(definition, stage.rule.0.clone());
        let members = session.evaluator().audience(&document).map_err(|mut error| {
            let inner = error.location.path.take();
            let inner = inner.unwrap_or_else(|| "rule".to_owned());
            error.at(&format!("params.stages[{at}].{inner}"))
        })?;
        let mut new = (*members).clone();
        new.and(&open);
        open.and_not(&new);
        let name = StagesParams::number(names, &stage.name);
        for row in new.iter() {
            let row = row as usize;
            if let (Some(to), Some(number)) =
                (placed.names.get_mut(row), placed.places.get_mut(row))
            {
                (*to, *number) = (name, at as u16 + 1);
            }
        }
    }
    Ok(placed)
}

/// From which stage to which.
fn transitions(
    definition: &ScoreDefinition,
    part: &str,
    names: &[String],
    before: &[u16],
    now: &[u16],
) -> ScoreGrid {
    let n = names.len();
    let mut counts = vec![0u32; n * n];
    for (before, now) in before.iter().zip(now) {
        if let (Some(y), Some(x)) = (before.checked_sub(1), now.checked_sub(1))
            && let Some(count) = counts.get_mut(usize::from(y) * n + usize::from(x))
        {
            *count += 1;
        }
    }
    let mut cells = Vec::with_capacity(n * n);
    for (y, from) in names.iter().enumerate() {
        for (x, to) in names.iter().enumerate() {
            let was = equals(definition, "before", &from.as_str().into());
            let is = equals(definition, part, &to.as_str().into());
            let contacts = counts.get(y * n + x).copied().unwrap_or(0);
            let rule = Node::new(NodeKind::All(vec![was, is]));
            cells.push(ScoreCell { contacts, amount: None, rule });
        }
    }
    let (xs, ys) = (names.to_vec(), names.to_vec());
    ScoreGrid { x: part.to_owned(), y: "before".to_owned(), xs, ys, cells }
}

/// Which stage a contact is in and what it asks, in both languages.
pub(super) fn reasons(
    session: &Session,
    definition: &ScoreDefinition,
    params: &StagesParams,
    values: &BTreeMap<String, String>,
) -> Vec<ScoreNote> {
    let (part, _) = part_of(definition.model.name());
    let Some(name) = values.get(part) else { return vec![note("stages.none", &[])] };
    let place = values.get("place").and_then(|place| place.parse::<usize>().ok());
    let stage = place.and_then(|place| params.stages.get(place.checked_sub(1)?));
    let Some((place, stage)) = place.zip(stage) else {
        return vec![note("stages.otherwise", &[("name", name)])];
    };
    let document = document_of(definition, stage.rule.0.clone());
    let zh = session.sentence(&document, Language::named("zh-CN"));
    let en = session.sentence(&document, Language::named("en"));
    vec![note("stages.person", &[("name", name), ("place", &place), ("zh", &zh), ("en", &en)])]
}
