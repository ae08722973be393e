//! What is kept of every load, and what changed since the one before.
//!
//! A summary has counts, means and days, no values of rows. It outlives its file, so that a replaced file can be compared
//! with the one that it was, and can be saved for another day.

use super::column::{Days, mean_of, share};
use crate::error::{Code, Error, Result};
use crate::import::{FilePlan, RowsAre, Source};
use crate::session::loading::unknown;
use crate::session::{QualityChange, QualityFinding, QualityLevel, QualityMeasure, Session};
use crate::table::{Column, Data, Kind, Texts};
use crate::time::{Zone, civil};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Loads of one kind of file that are kept.
const KEPT: usize = 30;
/// The version of the saved text.
const QUALITY_VERSION: u64 = 1;

/// What is kept of a load.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadSummary {
    /// Id of the file in the session; 0 for a load of another day.
    #[serde(skip)]
    pub id: u32,
    /// Name of the file.
    pub file: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// Rows that were taken.
    pub rows: u32,
    /// The newest day of the events, or of all dates of the contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
    /// The columns.
    pub columns: Vec<ColumnSummary>,
}

/// What is kept of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSummary {
    /// Name.
    pub name: String,
    /// Rows with a value.
    pub filled: u32,
    /// Different values, where a dictionary knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<u32>,
    /// Numbers: the mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<String>,
}

/// The loads by the kind of file, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Loads(BTreeMap<String, Vec<LoadSummary>>);

/// The columns that a file has, whatever it is called: equal for files of the same export.
pub fn shape(plan: &FilePlan) -> String {
    let mut headers: Vec<&str> = plan.columns.iter().map(|c| c.raw.as_str()).collect();
    headers.sort_unstable();
    let table = if plan.rows_are == RowsAre::Events { plan.table.as_str() } else { "" };
    let what = plan.layout.as_deref().unwrap_or("");
    // a layout that is known stands for its columns
    let headers = if what.is_empty() { headers.join("\u{1f}") } else { String::new() };
    json!([plan.rows_are, table, what, headers]).to_string()
}

impl LoadSummary {
    /// The summary of a file that was read.
    pub fn of(id: u32, source: &Source) -> Self {
        let zone = Zone::named(&source.plan.zone).unwrap_or_else(|_| Zone::utc());
        let time = source.plan_index.iter().position(|&i| {
            source.plan.columns.get(i).is_some_and(|c| c.role == crate::import::Role::Time)
        });
        let dates: Vec<&Column> = match time.and_then(|at| source.columns.get(at)) {
            Some(column) => vec![column],
            None => source.columns.iter().collect(),
        };
        let newest = dates.into_iter().filter_map(|c| Days::of(c, &zone).newest(None)).max();
        Self {
            id,
            file: source.plan.file.clone(),
            fingerprint: source.report.fingerprint.clone(),
            rows: source.report.accepted,
            newest: newest.map(civil::format),
            columns: source.columns.iter().map(ColumnSummary::of).collect(),
        }
    }
}

impl ColumnSummary {
    fn of(column: &Column) -> Self {
        let filled = column.filled();
        let (mut distinct, mut mean) = (None, None);
        match &column.data {
            Data::Texts(texts @ Texts::Dictionary { .. }) => distinct = texts.distinct(),
            Data::Ints { ints, scale } if column.kind() == Kind::Number => {
                let sum = (0..ints.len()).filter_map(|r| ints.get(r)).map(i128::from).sum();
                mean = mean_of(sum, filled, *scale);
            }
            _ => {}
        }
        Self { name: column.name.clone(), filled, distinct, mean }
    }
}

impl Loads {
    /// Keeps a load. The same bytes again, read in another way, take the place of what was kept of them.
    pub fn note(&mut self, shape: &str, summary: LoadSummary) {
        let loads = self.0.entry(shape.to_owned()).or_default();
        let again = |l: &LoadSummary| {
            !summary.fingerprint.is_empty() && l.fingerprint == summary.fingerprint
        };
        match loads.iter().position(again) {
            Some(at) => loads[at] = summary,
            None => loads.push(summary),
        }
        let surplus = loads.len().saturating_sub(KEPT);
        loads.drain(..surplus);
    }

    /// The load before that of a file.
    fn before(&self, shape: &str, summary: &LoadSummary) -> Option<&LoadSummary> {
        let loads = self.0.get(shape)?;
        let same = |l: &LoadSummary| {
            l.id == summary.id
                || (!l.fingerprint.is_empty() && l.fingerprint == summary.fingerprint)
        };
        let at = loads.iter().rposition(same).unwrap_or(loads.len());
        loads.get(at.checked_sub(1)?)
    }
}

impl Session {
    /// What changed in a file against the load before of the same kind, or against another loaded file.
    ///
    /// # Errors
    /// [`Code::UnknownFile`].
    pub fn quality_change(&self, file: u32, before: Option<u32>) -> Result<QualityChange> {
        let state =
            |id: u32| self.files.iter().find(|f| f.entry.id == id).ok_or_else(|| unknown(id));
        let now = state(file)?;
        let before = match before {
            Some(id) => Some(&state(id)?.summary),
            None => self.loads.before(&now.shape, &now.summary),
        };
        Ok(QualityChange {
            file: now.entry.plan.file.clone(),
            before: before.map(|b| b.file.clone()),
            findings: before.map_or_else(Vec::new, |before| findings(before, &now.summary)),
        })
    }

    /// What is kept of earlier loads, as JSON text.
    ///
    /// # Errors
    /// [`Code::Internal`] when it cannot be written.
    pub fn save_quality(&self) -> Result<String> {
        let loads: Vec<Value> = self
            .loads
            .0
            .iter()
            .map(|(shape, loads)| json!({ "columns": shape, "loads": loads }))
            .collect();
        serde_json::to_string(&json!({ "fenqun_quality": QUALITY_VERSION, "kinds": loads }))
            .map_err(|e| Error::new(Code::Internal).with("reason", e))
    }

    /// Adds what was kept of earlier loads, before those of this session; returns how many they are. Loads of the same
    /// bytes are kept once.
    ///
    /// # Errors
    /// [`Code::NotJson`], [`Code::UnknownVersion`], [`Code::WrongShape`]; nothing is added then.
    pub fn open_quality(&mut self, text: &str) -> Result<u32> {
        #[derive(Deserialize)]
        struct Kind {
            columns: String,
            loads: Vec<LoadSummary>,
        }
        let mut value: Value =
            serde_json::from_str(text).map_err(|e| Error::new(Code::NotJson).with("reason", e))?;
        let version = value.get("fenqun_quality").and_then(Value::as_u64);
        if version != Some(QUALITY_VERSION) {
            let found = version.map_or_else(|| "none".to_owned(), |v| v.to_string());
            return Err(Error::new(Code::UnknownVersion)
                .with("version", found)
                .with("supported", QUALITY_VERSION)
                .at("fenqun_quality"));
        }
        let kinds = value.get_mut("kinds").map(Value::take).unwrap_or_default();
        let kinds: Vec<Kind> = serde_json::from_value(kinds).map_err(|e| {
            let error = Error::new(Code::WrongShape).with("expected", "a list of loads");
            error.with("found", e).at("kinds")
        })?;
        let mut opened = Loads::default();
        let mut count = 0;
        for kind in kinds {
            for load in kind.loads {
                opened.note(&kind.columns, load);
                count += 1;
            }
        }
        for (shape, loads) in std::mem::take(&mut self.loads).0 {
            for load in loads {
                opened.note(&shape, load);
            }
        }
        self.loads = opened;
        Ok(count)
    }
}

/// What changed between two loads.
fn findings(before: &LoadSummary, now: &LoadSummary) -> Vec<QualityFinding> {
    let mut found = Vec::new();
    let mut add = |level, what, column: Option<&str>, before: Option<String>, now| {
        let column = column.map(str::to_owned);
        found.push(QualityFinding { level, what, column, before, now });
    };
    let counts = (f64::from(before.rows), f64::from(now.rows));
    if let Some(level) = rows_level(counts.0, counts.1) {
        let (was, is) = (before.rows.to_string(), now.rows.to_string());
        add(level, QualityMeasure::Rows, None, Some(was), Some(is));
    }
    if before.newest.is_some() || now.newest.is_some() {
        let level = match before.newest.cmp(&now.newest) {
            std::cmp::Ordering::Less => QualityLevel::Info,
            std::cmp::Ordering::Equal => QualityLevel::Warning,
            std::cmp::Ordering::Greater => QualityLevel::Alarm,
        };
        add(level, QualityMeasure::NewestDay, None, before.newest.clone(), now.newest.clone());
    }
    for column in &now.columns {
        let name = Some(column.name.as_str());
        let Some(old) = before.columns.iter().find(|c| c.name == column.name) else {
            add(QualityLevel::Info, QualityMeasure::ColumnNew, name, None, None);
            continue;
        };
        let missing = (
            share(before.rows - old.filled.min(before.rows), before.rows),
            share(now.rows - column.filled.min(now.rows), now.rows),
        );
        if old.filled > 0 && column.filled == 0 {
            let (was, is) = (old.filled.to_string(), "0".to_owned());
            add(QualityLevel::Alarm, QualityMeasure::Emptied, name, Some(was), Some(is));
            continue;
        }
        if let Some(level) = missing_level(missing.0, missing.1) {
            let (was, is) = (rounded(missing.0), rounded(missing.1));
            add(level, QualityMeasure::MissingShare, name, Some(was), Some(is));
        }
        if let (Some(was), Some(is)) = (old.distinct, column.distinct)
            && let Some(level) = distinct_level(was, is)
        {
            let (was, is) = (was.to_string(), is.to_string());
            add(level, QualityMeasure::Distinct, name, Some(was), Some(is));
        }
        if let (Some(was), Some(is)) = (&old.mean, &column.mean)
            && let Some(level) = mean_level(number(was), number(is))
        {
            add(level, QualityMeasure::Mean, name, Some(was.clone()), Some(is.clone()));
        }
    }
    for gone in before.columns.iter().filter(|c| !now.columns.iter().any(|n| n.name == c.name)) {
        let name = Some(gone.name.as_str());
        add(QualityLevel::Alarm, QualityMeasure::ColumnGone, name, None, None);
    }
    found.sort_by_key(|f| f.level);
    found
}

/// Half of the rows gone is an alarm; a fifth gone or twice as many are worth a look; a twentieth is good to know.
fn rows_level(before: f64, now: f64) -> Option<QualityLevel> {
    match () {
        () if now <= before * 0.5 && before > 0.0 => Some(QualityLevel::Alarm),
        () if now <= before * 0.8 || now >= before * 2.0 => Some(QualityLevel::Warning),
        () if (now - before).abs() >= before * 0.05 => Some(QualityLevel::Info),
        () => None,
    }
    .filter(|_| before.total_cmp(&now).is_ne())
}

/// In points of the share: a fifth more is an alarm, a twentieth more worth a look, a twentieth less good to know.
fn missing_level(before: f64, now: f64) -> Option<QualityLevel> {
    match now - before {
        more if more >= 0.2 => Some(QualityLevel::Alarm),
        more if more >= 0.05 => Some(QualityLevel::Warning),
        more if more <= -0.05 => Some(QualityLevel::Info),
        _ => None,
    }
}

/// One value where there were several is an alarm; half or twice as many are worth a look.
fn distinct_level(before: u32, now: u32) -> Option<QualityLevel> {
    let (was, is) = (u64::from(before), u64::from(now));
    match () {
        () if was == is => None,
        () if was > 1 && is == 1 => Some(QualityLevel::Alarm),
        () if 2 * is <= was || is >= 2 * was => Some(QualityLevel::Warning),
        () => None,
    }
}

/// Ten times as much or a tenth, or another sign, is an alarm (other units); half as much again worth a look; a tenth more
/// or less good to know.
fn mean_level(before: f64, now: f64) -> Option<QualityLevel> {
    if before == 0.0 {
        return (now != 0.0).then_some(QualityLevel::Warning);
    }
    match now / before {
        ratio if ratio >= 10.0 || ratio <= 0.1 => Some(QualityLevel::Alarm),
        ratio if ratio >= 1.5 || ratio <= 0.5 => Some(QualityLevel::Warning),
        ratio if ratio >= 1.1 || ratio <= 0.9 => Some(QualityLevel::Info),
        _ => None,
    }
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

/// A share with four digits.
fn rounded(share: f64) -> String {
    let text = format!("{share:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
