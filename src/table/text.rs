//! Text columns: a dictionary where values repeat, plain values or numbers where they do not.

use super::arena::Arena;
use super::fold::{fold, is_folded};
use super::numbered::Numbered;
use super::store::Codes;
use super::written::Written;
use crate::rowset::RowSet;
use std::borrow::Cow;
use std::sync::Arc;

/// Strings whose folded form differs.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// Their numbers, ascending.
    pub at: Vec<u32>,
    /// Their folded forms.
    pub forms: Arena,
}

impl Folded {
    /// Those among some strings.
    pub(super) fn of(values: &Arena) -> Self {
        let mut folded = Self::default();
        for at in 0..values.len() {
            if is_folded(values.raw(at)) {
                continue;
            }
            if let Cow::Owned(form) = fold(values.get(at)) {
                // a form that finds no room is looked up as nothing
                if !folded.forms.push(&form) {
                    folded.forms.push("");
                }
                folded.at.push(at);
            }
        }
        folded.forms.shrink();
        folded
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        self.at.capacity() * 4 + self.forms.memory()
    }
}

/// Values of a text column.
#[derive(Debug, Clone)]
pub enum Texts {
    /// Repeated values: code 0 is missing, code `k` is value `k - 1` of the dictionary (in order of first appearance).
    Dictionary {
        /// The different values.
        values: Arc<Arena>,
        /// One code per row.
        codes: Codes,
        /// The different values whose folded form differs, ascending, with that form. `None` where it is not kept: for
        /// codes, which are never folded, and for keys.
        folded: Option<Arc<Folded>>,
    },
    /// Mostly different values: one string per row; a missing value is the empty string.
    Plain {
        /// One string per row, in some order.
        values: Arc<Arena>,
        /// The strings whose folded form differs, ascending, with that form. `None` for codes, which are never folded.
        folded: Option<Arc<Folded>>,
        /// The string of each row; `None` where they stand in the order of the rows.
        order: Option<Arc<Vec<u32>>>,
    },
    /// Codes that are numbers behind a common beginning.
    Numbered(Numbered),
}

impl Texts {
    /// The value of a row; `None` when it is missing.
    pub fn get(&self, row: u32) -> Option<Written<'_>> {
        match self {
            Texts::Dictionary { values, codes, .. } => match codes.get(row) {
                0 => None,
                code => Some(values.get(code as u32 - 1).into()),
            },
            Texts::Plain { values, order, .. } => {
                let at = order.as_ref().map_or(row, |order| order[row as usize]);
                Some(values.get(at)).filter(|t| !t.is_empty()).map(Written::Stored)
            }
            Texts::Numbered(numbered) => numbered.get(row),
        }
    }

    /// The number of rows.
    pub fn len(&self) -> u32 {
        match self {
            Texts::Dictionary { codes, .. } => codes.len(),
            Texts::Plain { values, order, .. } => {
                order.as_ref().map_or(values.len(), |order| order.len() as u32)
            }
            Texts::Numbered(numbered) => numbered.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows with a value.
    pub fn present(&self) -> RowSet {
        match self {
            Texts::Dictionary { codes, .. } => {
                crate::each_width!(codes, v => RowSet::from_values(v, |c| c != 0))
            }
            Texts::Plain { .. } => RowSet::from_fn(self.len(), |row| self.get(row).is_some()),
            Texts::Numbered(numbered) => numbered.present().clone(),
        }
    }

    /// How many rows have a value.
    pub fn filled(&self) -> u32 {
        match self {
            // every string stands in some row
            Texts::Plain { values, order, .. }
                if order.as_ref().is_none_or(|order| order.len() == values.len() as usize) =>
            {
                values.filled()
            }
            _ => self.present().len(),
        }
    }

    /// How many different values there are, where a dictionary knows.
    pub fn distinct(&self) -> Option<u32> {
        match self {
            Texts::Dictionary { values, .. } => Some(values.len()),
            Texts::Plain { .. } | Texts::Numbered(_) => None,
        }
    }

    /// The values of the given rows, in their order. A dictionary keeps all its values.
    pub fn gather(&self, rows: &[u32]) -> Self {
        match self {
            Texts::Dictionary { values, codes, folded } => Texts::Dictionary {
                values: values.clone(),
                codes: codes.gather(rows),
                folded: folded.clone(),
            },
            Texts::Plain { values, folded, order } => {
                let mut builder = Arena::default();
                if rows.len() as u32 == values.len() {
                    builder.expect_bytes(values.bytes().len());
                }
                for &row in rows {
                    let at = order.as_ref().map_or(row, |order| order[row as usize]);
                    if !builder.push_raw(values.raw(at)) {
                        builder.push_raw(&[]);
                    }
                }
                Self::plain(builder, folded.is_some())
            }
            Texts::Numbered(numbered) => Texts::Numbered(numbered.gather(rows)),
        }
    }

    /// The same values with the rows in another order. Strings that do not repeat stay where they are.
    pub fn reorder(&self, rows: &Arc<Vec<u32>>) -> Self {
        match self {
            Texts::Dictionary { .. } | Texts::Numbered(_) => self.gather(rows),
            Texts::Plain { values, folded, order } => Texts::Plain {
                values: values.clone(),
                folded: folded.clone(),
                order: Some(match order {
                    None => rows.clone(),
                    Some(order) => Arc::new(rows.iter().map(|&row| order[row as usize]).collect()),
                }),
            },
        }
    }

    /// Bytes of memory held.
    pub fn bytes(&self) -> usize {
        let forms =
            |folded: &Option<Arc<Folded>>| folded.as_ref().map_or(0, |folded| folded.bytes());
        match self {
            Texts::Dictionary { values, codes, folded } => {
                values.memory() + codes.bytes() + forms(folded)
            }
            Texts::Plain { values, folded, order } => {
                values.memory()
                    + forms(folded)
                    + order.as_ref().map_or(0, |order| order.capacity() * 4)
            }
            Texts::Numbered(numbered) => numbered.bytes(),
        }
    }

    /// Strings in the order of the rows; `folds` says whether they are ever folded.
    pub(super) fn plain(values: Arena, folds: bool) -> Self {
        let folded = folds.then(|| Arc::new(Folded::of(&values)));
        Texts::Plain { values: Arc::new(values), folded, order: None }
    }
}
