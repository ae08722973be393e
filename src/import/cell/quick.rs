//! Short cuts for cells as most files write them. What they do not take is read by [`super::reader`], which says what cells mean.

use super::{date, ends_plainly, may_be_null};
use crate::table::ColumnBuilder;

/// A cell that needs no trimming, has no guard and begins with a letter, a digit or an ideograph.
#[inline]
fn is_bare(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let Some(first) = bytes.first() else { return false };
    (first.is_ascii_alphanumeric() || matches!(first, 0xe4..=0xe9)) && ends_plainly(bytes)
}

/// Appends a text.
#[inline]
pub fn text(column: &mut ColumnBuilder, cell: &str) -> bool {
    // a value of the dictionary has been read before and reads the same again
    is_bare(cell) && column.push_if(cell, || !may_be_null(cell))
}

/// Appends a text that the dictionary has: no word that means a missing value.
#[inline]
pub fn known(column: &mut ColumnBuilder, cell: &str) -> bool {
    is_bare(cell) && column.push_if(cell, || false)
}

/// Appends an id.
#[inline]
pub fn id(column: &mut ColumnBuilder, cell: &str) -> bool {
    let is_id = || !may_be_null(cell) && is_of_ids(cell.as_bytes());
    is_bare(cell) && column.push_if(cell, is_id)
}

/// Whether bytes are those of ids.
pub fn is_of_ids(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// Appends a number: digits, perhaps with a sign and a point.
#[inline]
pub fn number(column: &mut ColumnBuilder, cell: &str) -> bool {
    super::number::digits(cell.as_bytes())
        .is_some_and(|(mantissa, scale)| column.push_mantissa(mantissa, scale))
}

/// A time in ISO 8601.
#[inline]
pub fn time(cell: &str) -> Option<date::Read> {
    if is_bare(cell) { date::iso(cell) } else { None }
}

/// Appends 0 or 1.
#[inline]
pub fn bool(column: &mut ColumnBuilder, cell: &str) -> bool {
    let known = matches!(cell, "0" | "1");
    if known {
        column.push_bool(cell == "1");
    }
    known
}

/// Appends the tags of a cell that are separated by one character.
#[inline]
pub fn tags(column: &mut ColumnBuilder, cell: &str, separator: u8) -> bool {
    // EF begins the wide colon, among others
    is_bare(cell)
        && memchr::memchr(0xef, cell.as_bytes()).is_none()
        && column.push_pieces(cell, separator, |tag| is_bare(tag) && !may_be_null(tag))
}
