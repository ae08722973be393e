//! Fitting cut values to everybody, and the levels that follow.

use super::column::Column;
use super::cuts::{Closed, Cuts, MeasureCuts};
use super::{CellCut, CellCuts, FEW_CONTACTS, Facts, LEVELS, Measure, Method, Params};
use crate::score::Refusal;
use crate::score::refusal::within;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is odd about the contacts that were scored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Diagnosis {
    /// Contacts with a score.
    pub scored: u32,
    /// Contacts that never ordered, or whose money cannot be read.
    pub missing: u32,
    /// Measures that are the same for everybody.
    pub zero_variance: Vec<Measure>,
    /// Measures with fewer values than levels: some levels are empty.
    pub few_distinct: Vec<Measure>,
    /// Quantiles of fewer than [`FEW_CONTACTS`] contacts: thresholds say more.
    pub recommend_fixed: bool,
    /// Order rows after `as_of`; filled in by who reads the orders.
    #[cfg_attr(test, ts(type = "number"))]
    pub future_ignored: u64,
    /// Rows that could not be read, and contacts whose money is not a number.
    #[cfg_attr(test, ts(type = "number"))]
    pub bad_rows: u64,
}

/// A score with the numbers that everybody is measured with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fitted {
    /// The visible cut values between levels.
    pub cuts: Cuts,
    /// The visible cut values between high and low.
    pub cell_cuts: CellCuts,
    /// What is odd.
    pub diag: Diagnosis,
}

/// Levels of everybody in contact order; 0 is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scores {
    /// Levels of R, from 1 (long ago) up.
    pub r: Vec<u8>,
    /// Levels of F, from 1 (rarely) up.
    pub f: Vec<u8>,
    /// Levels of M, from 1 (little) up.
    pub m: Vec<u8>,
    /// Numbers of cells, 1 to 8.
    pub cell: Vec<u8>,
}

impl Scores {
    /// The code of a contact, as `545`; with hyphens where a level has two digits. `None` when it is missing.
    pub fn code(&self, contact: usize) -> Option<String> {
        let (r, f, m) = self.levels(contact)?;
        let parts = [r, f, m].map(|level| level.to_string());
        Some(parts.join(if r.max(f).max(m) > 9 { "-" } else { "" }))
    }

    /// The sum of the three levels; `None` when the contact is missing.
    pub fn sum(&self, contact: usize) -> Option<u8> {
        self.levels(contact).map(|(r, f, m)| r + f + m)
    }

    /// The three levels; `None` when the contact is missing.
    pub fn levels(&self, contact: usize) -> Option<(u8, u8, u8)> {
        let r = *self.r.get(contact).filter(|level| **level > 0)?;
        Some((r, *self.f.get(contact)?, *self.m.get(contact)?))
    }
}

/// Cut values for these contacts.
///
/// # Errors
/// [`Refusal`] for parameters outside their range. Facts are never refused: nobody, one contact and equal contacts have scores.
pub fn fit(facts: &Facts, params: &Params) -> Result<Fitted, Refusal> {
    let mut diag = diagnosis(facts);
    let everybody = diag.missing == 0;
    let recency = Column::whole(facts.recency_days, everybody, facts);
    let frequency = Column::whole(facts.frequency, everybody, facts);
    let money = if everybody {
        Cow::Borrowed(facts.monetary)
    } else {
        Cow::Owned(facts.present().map(|(_, _, _, money)| money).collect())
    };
    let monetary = Column::Values(money);
    let columns = [
        (Measure::Recency, &recency),
        (Measure::Frequency, &frequency),
        (Measure::Monetary, &monetary),
    ];
    let cuts = match &params.method {
        Method::Quantiles(levels) => {
            let range = (f64::from(*LEVELS.start()), f64::from(*LEVELS.end()));
            within("levels", f64::from(*levels), range.0, range.1)?;
            diag.recommend_fixed = (diag.scored as usize) < FEW_CONTACTS;
            let cut = |column: &Column| quantile_cuts(column, *levels);
            Cuts { recency: cut(&recency), frequency: cut(&frequency), monetary: cut(&monetary) }
        }
        Method::Thresholds(thresholds) => thresholds.cuts().checked()?,
        Method::Stored(cuts) => cuts.clone().checked()?,
    };
    for (measure, column) in columns {
        let levels = usize::from(cuts.of(measure).levels());
        match column.distinct_up_to(levels) {
            _ if diag.scored == 0 => {}
            1 => diag.zero_variance.push(measure),
            found if found < levels => diag.few_distinct.push(measure),
            _ => {}
        }
    }
    let values = |of: &dyn Fn(&Column) -> f64| CellCuts::Values {
        recency: of(&recency),
        frequency: of(&frequency),
        monetary: of(&monetary),
    };
    let cell_cuts = match params.cell {
        CellCut::Mean => values(&|column| column.mean()),
        CellCut::Median => {
            values(&|column| column.quantiles(&[0.5]).first().copied().unwrap_or(0.0))
        }
        CellCut::Level(level) => CellCuts::Level(level),
        CellCut::Fixed { recency, frequency, monetary } => {
            CellCuts::Values { recency, frequency, monetary }
        }
    };
    Ok(Fitted { cuts, cell_cuts: cell_cuts.checked()?, diag })
}

fn diagnosis(facts: &Facts) -> Diagnosis {
    let scored = facts.present_count();
    let unreadable = match facts.len() - scored {
        0 => 0,
        _ => facts.monetary.iter().filter(|money| !money.is_finite()).count(),
    };
    Diagnosis {
        scored: scored as u32,
        missing: (facts.len() - scored) as u32,
        bad_rows: unreadable as u64,
        ..Diagnosis::default()
    }
}

fn quantile_cuts(column: &Column, levels: u8) -> MeasureCuts {
    let shares: Vec<f64> = (1..levels).map(|i| f64::from(i) / f64::from(levels)).collect();
    let mut cuts = column.quantiles(&shares);
    cuts.resize(shares.len(), 0.0);
    MeasureCuts { cuts, closed: Closed::Right, constant: column.distinct_up_to(2) == 1 }
}
