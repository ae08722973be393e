//! Scores of the loaded contacts: kept definitions, the columns that running them writes, and when those are stale.
//!
//! A score writes derived columns of the contacts (`rfm.r`, `rfm.cell`); rules, tables, distributions and exports use them as
//! any other. They say what was true when the score was run. When data, definition, segments or scores that it refers to have
//! changed since, the columns keep their values and are *stale*: listings, the schema and size reports say so, and running the
//! score again makes them true. Definitions are part of the library file; values are not. Texts: `docs/scores.md`.

mod activity;
mod assignment;
mod bind;
mod carry;
mod catalogue;
mod columns;
mod definition;
mod engagement;
mod explain;
mod file;
mod flag;
mod interest;
mod lookalike;
mod network;
mod orders;
mod paid;
mod plan;
mod purchase;
mod rfm;
mod rule;
mod stages;
mod stale;
mod steps;
mod tell;
mod uses;
mod value;

pub use assignment::{ArmWeight, AssignmentParams};
pub(super) use bind::named;
pub(super) use carry::carry;
pub use definition::{MODELS, ScoreDefinition, ScoreModel};
pub use engagement::EngagementParams;
pub use interest::InterestParams;
pub use lookalike::LookalikeParams;
pub use network::{NetworkGroups, NetworkInvitees, NetworkParams, NetworkShares};
pub(super) use network::{groups as groups_found, members as groups_of};
pub use plan::{PlanBand, PlanEvents, PlanItem, PlanParams};
pub use purchase::{PurchaseKind, PurchaseParams};
pub use rfm::*;
pub use rule::ScoreRule;
pub use stages::{Stage, StagesParams};
pub(super) use tell::note;
pub use value::{ValueParams, ValueTiers};

use super::{ScoreColumn, ScoreEntry, ScoreProvenance, ScoreReport, Session, schema};
use crate::error::{Code, Error, Result};
use crate::eval;
use crate::rowset::RowSet;
use crate::rule::schema::ScoreField;
use crate::rule::{Document, Node, NodeKind, SegmentRef};
use crate::table::Column;
use crate::time::Zone;
use columns::Made;
use definition::refused;
use std::sync::Arc;
use steps::Steps;

/// What is kept of scores.
#[derive(Debug, Default)]
pub(super) struct Scores {
    /// In the order in which they were kept.
    kept: Vec<Kept>,
    /// How often a score was run.
    runs: u32,
    /// The version of the data without scores.
    pub(super) base: u32,
    /// What was started and is not finished.
    work: Option<Work>,
}

impl Scores {
    fn get(&self, id: &str) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.definition.id == id)
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Kept> {
        self.kept.iter_mut().find(|kept| kept.definition.id == id)
    }
}

/// A score that is being computed.
#[derive(Debug)]
struct Work {
    definition: ScoreDefinition,
    /// The steps of a model that has some, with the data and the time that they began with.
    steps: Option<((u32, i64), Steps)>,
    report: Option<ScoreReport>,
}

impl Work {
    fn new(definition: ScoreDefinition) -> Self {
        Self { definition, steps: None, report: None }
    }
}

/// A score.
#[derive(Debug)]
struct Kept {
    definition: ScoreDefinition,
    run: Option<Run>,
}

/// What a score wrote when it was run.
#[derive(Debug)]
struct Run {
    /// The definition that was run.
    definition: ScoreDefinition,
    report: ScoreReport,
    columns: Vec<Arc<Column>>,
    /// Columns that are not among those of the contacts, because a file has the name.
    displaced: Vec<String>,
    /// The data that it was run on.
    base: u32,
    as_of: i64,
    /// The number of the run.
    number: u32,
    leans_on: LeansOn,
}

impl Run {
    /// Whether a column of the contacts is one that it wrote.
    fn writes(&self, column: &str) -> bool {
        self.columns.iter().any(|c| c.name == column)
            && !self.displaced.iter().any(|name| name == column)
    }
}

/// What a score refers to.
#[derive(Debug, Default)]
struct LeansOn {
    /// Segments, with the identities of their rules.
    segments: Vec<(String, String)>,
    /// Scores, with the numbers of their runs.
    scores: Vec<(String, u32)>,
}

/// What a model gives: columns, and a report without what is the same for every model.
#[derive(Debug, Default)]
struct Outcome {
    columns: Vec<Made>,
    /// Contacts with a value.
    n: u32,
    cuts: Vec<super::ScoreCut>,
    groups: Vec<super::ScoreGroup>,
    grid: Option<super::ScoreGrid>,
    diag: std::collections::BTreeMap<String, f64>,
    notes: Vec<super::ScoreNote>,
    deciles: Vec<super::ScoreDecile>,
}

/// When and where a score is computed.
#[derive(Debug, Clone)]
struct When {
    /// The first instant behind the end.
    as_of: i64,
    zone: Zone,
    /// Whether the data, or the definition, say an end; a model that asks for no time can do without.
    is_known: bool,
}

impl Session {
    /// Computes a score and writes its columns; a score with the same id gives way. The definition is kept as it was run.
    ///
    /// # Errors
    /// [`Code::NoData`], [`Code::NoAsOf`]; [`Code::ScoreNameTaken`]; [`Code::ScoreLacks`] and [`Code::ScoreTooFew`] when the
    /// data cannot bear the model; [`Code::BadScore`] for parameters that cannot hold. What was there stays as it is.
    pub fn run_score(&mut self, definition: &ScoreDefinition) -> Result<ScoreReport> {
        let mut work = Work::new(definition.clone());
        while self.step(&mut work)? < 1.0 {}
        work.report
            .ok_or_else(|| Error::new(Code::Internal).with("reason", "a score has no report"))
    }

    /// Starts to compute a score; carried out by [`Session::advance_score`]. What was started before and is not finished is
    /// dropped.
    pub fn start_score(&mut self, definition: ScoreDefinition) {
        self.scores.work = Some(Work::new(definition));
    }

    /// Does one step; returns how much is done, 1 at the end. Until then nothing that is loaded changes.
    ///
    /// # Errors
    /// As [`Session::run_score`]; what was started is gone.
    pub fn advance_score(&mut self) -> Result<f64> {
        let Some(mut work) = self.scores.work.take() else { return Ok(1.0) };
        let done = self.step(&mut work)?;
        self.scores.work = Some(work);
        Ok(done)
    }

    /// What was found out, after the last step; `None` when nothing was started. The work is gone.
    pub fn finish_score(&mut self) -> Option<ScoreReport> {
        self.scores.work.take()?.report
    }

    fn step(&mut self, work: &mut Work) -> Result<f64> {
        if work.report.is_some() {
            return Ok(1.0);
        }
        if self.data.population == 0 {
            return Err(Error::new(Code::NoData));
        }
        let definition = &work.definition;
        self.check_uses(definition)?;
        let when = self.when(definition)?;
        // other data would mix with what was gathered
        let of = (self.scores.base, when.as_of);
        if work.steps.as_ref().is_none_or(|(begun, _)| *begun != of) {
            work.steps = Steps::of(&definition.model).map(|steps| (of, steps));
        }
        if let Some((_, steps)) = &mut work.steps {
            let done = steps.step(self, definition, &when)?;
            if done < 1.0 {
                return Ok(done * 0.95);
            }
        }
        let (model, outcome) = match work.steps.take() {
            Some((_, steps)) => steps.finish(self, definition)?,
            None => self.computed(definition, &when)?,
        };
        let definition = ScoreDefinition { model, ..definition.clone() };
        self.check_names(&definition, &outcome)?;
        work.report = Some(self.keep_run(definition, outcome, &when));
        Ok(1.0)
    }

    /// The model with every parameter that was found, and what it gives.
    fn computed(
        &mut self,
        definition: &ScoreDefinition,
        when: &When,
    ) -> Result<(ScoreModel, Outcome)> {
        Ok(match &definition.model {
            ScoreModel::Rfm(params) => {
                let (params, outcome) = rfm::run(self, definition, params, when)?;
                (ScoreModel::Rfm(Box::new(params)), outcome)
            }
            ScoreModel::Lifecycle(params) => {
                let (params, outcome) = stages::run(self, definition, params)?;
                (ScoreModel::Lifecycle(params), outcome)
            }
            ScoreModel::Layers(params) => {
                let (params, outcome) = stages::run(self, definition, params)?;
                (ScoreModel::Layers(params), outcome)
            }
            ScoreModel::Tag(params) => {
                let (params, outcome) = stages::run(self, definition, params)?;
                (ScoreModel::Tag(params), outcome)
            }
            ScoreModel::Plan(params) => {
                let outcome = plan::run(self, definition, params, when)?;
                (ScoreModel::Plan(params.clone()), outcome)
            }
            ScoreModel::Engagement(params) => {
                let (params, outcome) = engagement::run(self, definition, params, when)?;
                (ScoreModel::Engagement(params), outcome)
            }
            ScoreModel::Interest(params) => {
                let (params, outcome) = interest::run(self, definition, params, when)?;
                (ScoreModel::Interest(params), outcome)
            }
            ScoreModel::Value(params) => {
                let (params, outcome) = value::run(self, definition, params, when)?;
                (ScoreModel::Value(params), outcome)
            }
            ScoreModel::Lookalike(params) => {
                let outcome = lookalike::run(self, definition, params)?;
                (ScoreModel::Lookalike(params.clone()), outcome)
            }
            ScoreModel::Assignment(params) => {
                let (params, outcome) = assignment::run(self, definition, params)?;
                (ScoreModel::Assignment(params), outcome)
            }
            ScoreModel::Purchase(_) | ScoreModel::Network(_) => {
                return Err(Error::new(Code::Internal).with("reason", "a model lost its steps"));
            }
        })
    }

    /// Zone and end of a score.
    fn when(&self, definition: &ScoreDefinition) -> Result<When> {
        let zone = Zone::named(&definition.zone).map_err(|e| e.at("zone"))?;
        let document = document_of(definition, Node::new(NodeKind::Const(true)));
        let as_of = eval::as_of(&document, &self.data, &zone).map_err(|e| e.at("as_of"))?;
        let timeless = matches!(
            definition.model,
            ScoreModel::Tag(_)
                | ScoreModel::Plan(_)
                | ScoreModel::Lookalike(_)
                | ScoreModel::Network(_)
                | ScoreModel::Assignment(_)
        );
        let is_known = as_of.is_some();
        let as_of = as_of.or(timeless.then_some(0));
        let as_of = as_of.ok_or_else(|| Error::new(Code::NoAsOf).at("as_of"))?;
        Ok(When { as_of, zone, is_known })
    }

    /// Whether a column of the contacts is written by a score.
    pub(super) fn is_scored(&self, column: &str) -> bool {
        let mut runs = self.scores.kept.iter().filter_map(|kept| kept.run.as_ref());
        runs.any(|run| run.writes(column))
    }

    fn check_names(&self, definition: &ScoreDefinition, outcome: &Outcome) -> Result<()> {
        let own = self.scores.get(&definition.id).and_then(|kept| kept.run.as_ref());
        for made in &outcome.columns {
            let name = definition.column(&made.part);
            if self.data.column(&name).is_some() && !own.is_some_and(|run| run.writes(&name)) {
                return Err(Error::new(Code::ScoreNameTaken).with("name", name).at("id"));
            }
        }
        Ok(())
    }

    fn keep_run(
        &mut self,
        definition: ScoreDefinition,
        outcome: Outcome,
        when: &When,
    ) -> ScoreReport {
        let id = definition.id.clone();
        let (mut columns, mut told) = (Vec::new(), Vec::new());
        for Made { part, zh, en, column } in outcome.columns {
            let name = definition.column(&part);
            let (semantic, filled) = (column.semantic, column.filled());
            told.push(ScoreColumn { name: name.clone(), part, zh, en, semantic, filled });
            columns.push(Arc::new(Column { name, ..column }));
        }
        let report = ScoreReport {
            id: id.clone(),
            model: ScoreProvenance {
                name: definition.model.name().to_owned(),
                version: definition.model.version(),
                params: definition.model.params(),
                as_of: if when.is_known { when.zone.format(when.as_of) } else { String::new() },
                zone: when.zone.name().to_owned(),
                n: outcome.n,
                population: self.data.population,
            },
            columns: told,
            cuts: outcome.cuts,
            groups: outcome.groups,
            grid: outcome.grid,
            diag: outcome.diag,
            notes: outcome.notes,
            deciles: outcome.deciles,
        };
        self.scores.runs += 1;
        let leans_on = self.leans_on(&definition);
        let run = Run {
            definition: definition.clone(),
            report: report.clone(),
            columns: columns.clone(),
            displaced: Vec::new(),
            base: self.scores.base,
            as_of: when.as_of,
            number: self.scores.runs,
            leans_on,
        };
        self.drop_columns(&id);
        self.data.columns.extend(columns);
        let kept = Kept { definition, run: Some(run) };
        match self.scores.get_mut(&id) {
            Some(old) => *old = kept,
            None => self.scores.kept.push(kept),
        }
        self.columns_changed();
        report
    }

    /// Takes the columns of a score out of those of the contacts.
    fn drop_columns(&mut self, id: &str) {
        if let Some(run) = self.scores.get(id).and_then(|kept| kept.run.as_ref()) {
            self.data.columns.retain(|c| !run.writes(&c.name));
        }
    }

    /// The contacts have other columns: sets of conditions on the former ones are no longer true.
    fn columns_changed(&mut self) {
        self.data.version += 1;
        self.quality = None;
        schema::with_columns(&mut self.schema, &self.data);
        self.mark_scores();
    }

    /// Notes in the schema which columns are written by scores.
    pub(super) fn mark_scores(&mut self) {
        let mut marks: Vec<(String, ScoreField)> = Vec::new();
        for kept in &self.scores.kept {
            let Some(run) = &kept.run else { continue };
            let stale = !self.stale_reasons(kept).is_empty();
            for column in &run.report.columns {
                if !run.displaced.contains(&column.name) {
                    let id = kept.definition.id.clone();
                    let (part, zh, en) =
                        (column.part.clone(), column.zh.clone(), column.en.clone());
                    marks.push((column.name.clone(), ScoreField { id, part, zh, en, stale }));
                }
            }
        }
        for field in &mut self.schema.fields {
            let mark = marks.iter().find(|(name, _)| *name == field.name);
            field.score = mark.map(|(_, mark)| mark.clone());
            field.derived |= field.score.is_some();
        }
    }

    /// The kept scores, in the order in which they were kept.
    pub fn scores(&self) -> Vec<ScoreEntry> {
        let entry = |kept: &Kept| ScoreEntry {
            definition: kept.definition.clone(),
            report: kept.run.as_ref().map(|run| run.report.clone()),
            stale: self.stale_reasons(kept),
            used_by: self.users_of_score(kept),
        };
        self.scores.kept.iter().map(entry).collect()
    }

    /// Keeps a definition without running it; columns that an earlier run wrote stay and are stale.
    pub fn put_score(&mut self, definition: ScoreDefinition) {
        match self.scores.get_mut(&definition.id) {
            Some(kept) => kept.definition = definition,
            None => self.scores.kept.push(Kept { definition, run: None }),
        }
        self.mark_scores();
    }

    /// Forgets a score and takes its columns away.
    ///
    /// # Errors
    /// [`Code::UnknownScore`]; [`Code::ScoreInUse`] when segments or other scores ask for its columns.
    pub fn remove_score(&mut self, id: &str) -> Result<()> {
        let kept = self.kept_score(id)?;
        let segments = self.users_of_score(kept);
        let segments = segments.iter().filter_map(|id| self.library.get(id));
        let mut users: Vec<String> = segments.map(|d| d.name.clone()).collect();
        users.extend(self.scores_leaning_on(id).map(|other| other.definition.name.clone()));
        if !users.is_empty() {
            let error = Error::new(Code::ScoreInUse).with("name", &kept.definition.name);
            return Err(error.with("users", users.join(", ")));
        }
        self.drop_columns(id);
        self.scores.kept.retain(|kept| kept.definition.id != id);
        self.columns_changed();
        Ok(())
    }

    fn kept_score(&self, id: &str) -> Result<&Kept> {
        self.scores.get(id).ok_or_else(|| {
            let ids = self.scores.kept.iter().map(|kept| kept.definition.id.as_str());
            let hint = crate::rule::nearest(id, ids);
            let hint = hint.map_or_else(String::new, |id| format!("did you mean {id}?"));
            Error::new(Code::UnknownScore).with("id", id).with("hint", hint)
        })
    }
}

/// The members of the segment that a score names.
fn members_of(
    session: &mut Session,
    definition: &ScoreDefinition,
    segment: &str,
) -> Result<Arc<RowSet>> {
    let segment = SegmentRef { id: segment.to_owned(), snapshot: None };
    let document = document_of(definition, Node::new(NodeKind::Segment(segment)));
    session.evaluator().audience(&document).map_err(|mut error| {
        error.location.path = None;
        error.at("params.segment")
    })
}

/// A rule in the zone and as of the time of a score.
fn document_of(definition: &ScoreDefinition, rule: Node) -> Document {
    Document {
        zone: definition.zone.clone(),
        as_of: definition.as_of.clone(),
        ..Document::new(rule)
    }
}
