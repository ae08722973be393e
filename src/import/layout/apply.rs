//! What a recognised layout makes of a plan.

use super::super::plan::{ColumnPlan, FilePlan, Role, RowsAre};
use super::super::roles::Known;
use super::super::sink::Sink;
use super::super::structure::Row;
use super::{LayoutColumn, Recognised, evidence};
use crate::import::{items, outcome, suppression};
use crate::table::{Kind, Semantic};
use crate::time::Zone;

/// Rows that a type is tried on.
const TRIED: usize = 500;

/// Settles everything that a layout knows or that follows from the rows as a whole: the layout itself, its roles, what came
/// to nothing, items of orders, who must not be contacted. The general roles are assigned already.
pub fn settle(plan: &mut FilePlan, found: Option<Recognised>, known: &[Known<'_>], body: &[&Row]) {
    // a person who says what rows are knows better than the headers
    let found = found.filter(|f| f.layout.rows_are == plan.rows_are);
    if let Some(found) = found {
        note(plan, found);
        for column in &found.layout.columns {
            apply(plan, column, known, body);
        }
    }
    match plan.rows_are {
        RowsAre::Events => {
            outcome::propose(plan, known, body);
            items::propose(plan, found.and_then(|f| f.layout.items.as_ref()), known, body);
        }
        RowsAre::Contacts => suppression::propose(plan, known, body),
    }
}

fn note(plan: &mut FilePlan, found: Recognised) {
    let (matched, of) = found.matched;
    plan.layout = Some(found.layout.id.clone());
    if let Some(zone) = &found.layout.zone {
        plan.zone.clone_from(zone);
    }
    plan.evidence.push(evidence(
        found.because,
        [
            ("layout", found.layout.id.clone()),
            ("matched", matched.to_string()),
            ("of", of.to_string()),
        ],
    ));
}

fn apply(plan: &mut FilePlan, layout: &LayoutColumn, known: &[Known<'_>], body: &[&Row]) {
    // the columns in the order of the layout's headers
    let at: Vec<usize> = layout
        .headers
        .iter()
        .flat_map(|h| known.iter().enumerate().filter(move |(_, k)| k.header.compact == *h))
        .map(|(index, _)| index)
        .collect();
    for &index in &at {
        let (Some(column), Some(known)) = (plan.columns.get_mut(index), known.get(index)) else {
            continue;
        };
        if let Some(semantic) = layout.semantic {
            retype(column, semantic, known, body, index, &plan.zone);
        }
        if column.semantic == Semantic::Money && column.currency.is_none() {
            column.currency.clone_from(&layout.currency);
        }
        if !layout.suppresses.is_empty() {
            column.suppresses.clone_from(&layout.suppresses);
        }
    }
    if let Some(role) = layout.role {
        give(plan, role, layout.identity.as_deref(), &at, known);
    }
    let words = (&layout.closed, &layout.refunded);
    if let Some(&index) = at.first().filter(|_| !words.0.is_empty() || !words.1.is_empty()) {
        outcome::fix(plan, index, words.0, words.1);
    }
}

/// Gives a column the type when four of five of its values can be read as it.
fn retype(
    column: &mut ColumnPlan,
    semantic: Semantic,
    known: &Known<'_>,
    body: &[&Row],
    index: usize,
    zone: &str,
) {
    if column.semantic == semantic {
        return;
    }
    let mut other = column.clone();
    other.semantic = semantic;
    known.profile.settle(&mut other);
    let sink = Zone::named(zone).and_then(|zone| Sink::new(index, &other, &zone));
    let Ok(mut sink) = sink else { return };
    for row in body.iter().take(TRIED) {
        sink.push(row.cells.get(index).map_or("", String::as_str), 0);
    }
    let (_, report) = sink.finish(&mut other.clone(), 0);
    if report.parsed * 5 >= report.filled * 4 {
        *column = other;
    }
}

/// Gives the role to the first of the columns that it fits; an attribute is each of them.
fn give(
    plan: &mut FilePlan,
    role: Role,
    identity: Option<&str>,
    at: &[usize],
    known: &[Known<'_>],
) {
    if matches!(role, Role::Attribute | Role::Ignore) {
        for &index in at {
            if let Some(column) = plan.columns.get_mut(index) {
                (column.role, column.identity) = (role, None);
            }
        }
        return;
    }
    let fits = |index: usize, enough: bool| {
        let (Some(column), Some(known)) = (plan.columns.get(index), known.get(index)) else {
            return false;
        };
        let profile = known.profile;
        let kind = column.semantic.kind();
        match role {
            Role::Key => {
                matches!(kind, Kind::Code | Kind::Text)
                    && !profile.is_masked()
                    && (!enough || profile.filled > 0)
            }
            Role::Time => {
                matches!(kind, Kind::Date | Kind::Datetime)
                    && (!enough || profile.filled * 10 >= profile.cells * 3)
            }
            _ => kind == Kind::Number && (!enough || profile.filled * 10 >= profile.cells * 3),
        }
    };
    let best = at.iter().find(|&&i| fits(i, true)).or_else(|| at.iter().find(|&&i| fits(i, false)));
    let Some(&best) = best else { return };
    for (index, column) in plan.columns.iter_mut().enumerate() {
        if index == best {
            (column.role, column.identity) = (role, identity.map(str::to_owned));
        } else if column.role == role
            && (role != Role::Key || column.identity.as_deref() == identity)
        {
            (column.role, column.identity) = (Role::Attribute, None);
        }
    }
}
