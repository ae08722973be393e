//! Each order of a contact that counts, with its day and its rows.

use super::orders::{OrderRows, Part, Times, ints_of, number, paid, skipped, skips};
use crate::error::Result;
use crate::eval::Identity;
use crate::rowset::RowSet;
use crate::table::{EventTable, Ints};
use std::borrow::Cow;

/// The orders of contacts one by one, by the rules of [`super::orders::orders`]; the window does not matter.
pub(super) struct Paid<'a> {
    table: &'a EventTable,
    times: Times<'a>,
    amounts: &'a Ints,
    skipped: Option<Cow<'a, RowSet>>,
    identity: Option<Identity<'a>>,
    parts: Vec<Part>,
}

impl<'a> Paid<'a> {
    /// # Errors
    /// As [`super::orders::orders`].
    pub fn new(rows: &OrderRows<'a>) -> Result<Self> {
        let times = Times::new(rows.table, rows.as_of, rows.zone)?;
        let (amounts, _) = ints_of(rows.amount)?;
        let skipped = skipped(rows.table, amounts, &mut super::orders::LeftOut::default());
        let identity = rows.order.map(Identity::new);
        Ok(Self { table: rows.table, times, amounts, skipped, identity, parts: Vec::new() })
    }

    /// Calls `see` with the age in days and the rows of each order of a contact; in time order where each row is an order.
    pub fn each(&mut self, contact: u32, mut see: impl FnMut(u32, &[Part])) {
        let Self { times, amounts, skipped, identity, parts, .. } = self;
        let (all, _) = times.within(self.table.rows_of(contact), i64::MIN);
        parts.clear();
        for row in all {
            if let Some(amount) = amounts.get(row).filter(|_| !skips(skipped.as_deref(), row)) {
                parts.push((number(identity.as_ref(), row), row, amount));
            }
        }
        paid(parts, |row, rows| {
            if let Some(value) = times.ints.get(row) {
                see(times.ago(value), rows);
            }
        });
    }
}
