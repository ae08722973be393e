//! What contradicts itself in a plan.

use super::MAX_COLUMNS;
use crate::error::{Code, Error, Result};
use crate::import::plan::{FilePlan, Role, RowsAre};
use crate::import::{items, outcome, structure};
use crate::table::Kind;

/// Whether a file can be read by a plan.
///
/// # Errors
/// [`Code::BadPlan`], [`Code::TooManyColumns`].
pub(super) fn validate(plan: &FilePlan) -> Result<()> {
    let bad = |reason: String| Err(Error::new(Code::BadPlan).with("reason", reason));
    if plan.columns.len() > MAX_COLUMNS {
        return Err(Error::new(Code::TooManyColumns)
            .with("columns", plan.columns.len())
            .with("limit", MAX_COLUMNS));
    }
    if plan.delimiter.is_some_and(|d| !structure::DELIMITERS.contains(&d)) {
        return bad("the delimiter is not one of comma, tab, semicolon, pipe".to_owned());
    }
    let mut names = std::collections::BTreeSet::new();
    let read = plan.columns.iter().filter(|c| c.role != Role::Ignore);
    for column in read.clone() {
        let kind = column.semantic.kind();
        if column.name.trim().is_empty() {
            return bad("a column has no name".to_owned());
        }
        if !names.insert(column.name.as_str()) {
            return bad(format!("two columns are named {}", column.name));
        }
        match column.role {
            Role::Key if !matches!(kind, Kind::Code | Kind::Text) => {
                return bad(format!(
                    "{} is a key and must be an id, a phone, an e-mail or a text, not {}",
                    column.name,
                    column.semantic.name()
                ));
            }
            Role::Time if !matches!(kind, Kind::Date | Kind::Datetime) => {
                return bad(format!(
                    "{} says when and must be a date or a datetime, not {}",
                    column.name,
                    column.semantic.name()
                ));
            }
            Role::Amount if kind != Kind::Number => {
                return bad(format!(
                    "{} says how much and must be money or a number, not {}",
                    column.name,
                    column.semantic.name()
                ));
            }
            _ => {}
        }
    }
    for (role, what) in [(Role::Time, "time"), (Role::Amount, "amount")] {
        if read.clone().filter(|c| c.role == role).count() > 1 {
            return bad(format!("more than one {what} column"));
        }
    }
    if names.is_empty() {
        return bad("no column is read".to_owned());
    }
    if plan.rows_are == RowsAre::Events && plan.table.trim().is_empty() {
        return bad("the event table has no name".to_owned());
    }
    outcome::validate(plan)?;
    items::validate(plan)
}
