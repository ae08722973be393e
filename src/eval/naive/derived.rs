//! The whole number that an operator makes of a value before it compares.

use super::reference::Side;
use super::value::Cell;
use super::{Oracle, Row};
use crate::error::Result;
use crate::rule::{Node, NodeKind, Operator};

impl Oracle<'_> {
    /// The whole number that the operator of an attribute compares for a contact, where it is made of the value: characters
    /// of `length`, completed years of `age`, units of `diff`. `None` for other operators, for other nodes, of a missing
    /// value, and when there is nothing to count the units to.
    ///
    /// `node` is one of [`Oracle::document`], whose parameters are resolved.
    ///
    /// # Errors
    /// As [`super::matches()`].
    pub fn derived(&self, node: &Node, contact: u32) -> Result<Option<i64>> {
        let NodeKind::Attribute(attribute) = &node.kind else { return Ok(None) };
        let row = Row::Contact(contact);
        let Some(cell) = self.cell(&attribute.field, row)?.cell else { return Ok(None) };
        match (&attribute.is, cell) {
            (Operator::Length(_), Cell::Text(text)) => Ok(Some(text.chars().count() as i64)),
            (Operator::Age(_), cell) => self.age(self.day_of(cell)?).map(Some),
            (Operator::Diff(diff), cell) => {
                self.difference(cell, diff, &Side { row: Some(row), of: None })
            }
            _ => Ok(None),
        }
    }
}
